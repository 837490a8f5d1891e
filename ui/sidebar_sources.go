package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// health is how asking a source goes, as far as a row can tell it.
type health uint8

const (
	healthy health = iota
	ailing         // it could not be read
	paused         // it is not asked
)

// healthOf tells how a source fares. That this computer has no network is no
// fault of the source.
func healthOf(s *feed.Source, p *feed.Poll) health {
	switch {
	case s.Feed == "":
		return healthy
	case s.Paused:
		return paused
	case p.Failures > 0 && p.Trouble != feed.NoTrouble && p.Trouble != feed.TroubleOffline:
		return ailing
	}
	return healthy
}

// ailing returns the followed sources that could not be read, by name.
func (f *facts) ailing() []feed.Source {
	var out []feed.Source
	for i := range f.sources {
		s := &f.sources[i]
		p := f.polls[s.ID]
		if healthOf(s, &p) == ailing {
			out = append(out, *s)
		}
	}
	slices.SortStableFunc(out, func(a, b feed.Source) int { return byLabel(a.Name, b.Name) })
	return out
}

// byLabel orders names as one looks them up: without case and accents.
func byLabel(a, b string) int {
	return cmp.Or(cmp.Compare(text.Fold(a), text.Fold(b)), cmp.Compare(a, b))
}

// sourceEntries are the sources that are followed or have articles, by name.
func sourceEntries(f *facts, w *Words, now time.Time) []entry {
	var out []entry
	for i := range f.sources {
		s := &f.sources[i]
		c := f.counts.Sources[s.ID]
		if c.All == 0 && s.Feed == "" {
			continue
		}
		e := entry{label: cmp.Or(s.Name, s.Feed), query: setQuery("source", s.Name), count: c, unread: true, dim: dimSource,
			id: s.ID, value: s.Name, folder: s.Folder, followed: s.Feed != ""}
		p := f.polls[s.ID]
		if e.health = healthOf(s, &p); e.health == ailing && !p.Since.IsZero() {
			e.age = w.age(now.Sub(p.Since))
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b entry) int { return byLabel(a.label, b.label) })
	if c := f.counts.Sources[feed.ID{}]; c.All > 0 {
		out = append(out, entry{label: w.NoSource, query: "-source:*", count: c, unread: true, dim: dimSource})
	}
	return out
}

// age is how long something lasts, in its largest unit.
func (w *Words) age(d time.Duration) string {
	switch {
	case d < time.Hour:
		return w.AgeMinutes(max(1, int(d/time.Minute)))
	case d < 24*time.Hour:
		return w.AgeHours(int(d / time.Hour))
	}
	return w.AgeDays(int(d / (24 * time.Hour)))
}

// folderNode is a folder with what is in it.
type folderNode struct {
	name, path string
	folders    []*folderNode
	sources    []entry
}

// maxFolders is how deep folders are shown in each other.
const maxFolders = 4

// in returns the folder of a path below f, made when it is not there.
func (f *folderNode) in(path string) *folderNode {
	at := f
	for i, name := range strings.SplitN(path, "/", maxFolders) {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		next := (*folderNode)(nil)
		for _, c := range at.folders {
			if c.name == name {
				next = c
			}
		}
		if next == nil {
			next = &folderNode{name: name, path: name}
			if i > 0 && at.path != "" {
				next.path = at.path + "/" + name
			}
			at.folders = append(at.folders, next)
		}
		at = next
	}
	return at
}

// all returns the sources in f and below.
func (f *folderNode) all() []entry {
	out := slices.Clone(f.sources)
	for _, c := range f.folders {
		out = append(out, c.all()...)
	}
	return out
}

// longFolder is the longest query that a folder is opened by, in bytes: one of
// hundreds of sources is only folded.
const longFolder = 3000

// entry is the folder's own line, with the sums of what is in it.
func (f *folderNode) entry(depth int, folded bool) entry {
	e := entry{label: f.name, depth: depth, unread: true, dim: dimFolder, folder: f.path, folded: folded}
	set := query.Set{Name: "source"}
	for _, s := range f.all() {
		e.count.All += s.count.All
		e.count.Unread += s.count.Unread
		if s.health == ailing && folded {
			e.health = ailing
		}
		if s.value != "" && !slices.Contains(set.Values, s.value) {
			set.Values = append(set.Values, s.value)
		}
	}
	if q := (query.Query{Expr: set}).String(); len(q) <= longFolder && len(set.Values) > 0 {
		e.query = q
	}
	return e
}

// lines appends the folder's content: folders by name, then sources as they come.
func (f *folderNode) lines(out []entry, depth int, folded map[string]bool) []entry {
	slices.SortStableFunc(f.folders, func(a, b *folderNode) int { return byLabel(a.name, b.name) })
	for _, c := range f.folders {
		shut := folded[c.path]
		out = append(out, c.entry(depth, shut))
		if !shut {
			out = c.lines(out, depth+1, folded)
		}
	}
	for _, s := range f.sources {
		s.depth = depth
		out = append(out, s)
	}
	return out
}

// tree sets sources under their folders. While numbers are those in a view the
// folders are left out, and the sources with the most articles come first.
func (s *sidebar) tree(m *model, es []entry) []entry {
	if s.within {
		return m.facetEntries(slices.Clone(es))
	}
	return treeOf(es).lines(nil, 0, s.folded)
}

func treeOf(es []entry) *folderNode {
	root := &folderNode{}
	for _, e := range es {
		at := root.in(e.folder)
		at.sources = append(at.sources, e)
	}
	return root
}

// foldersOf are the queries that folders are opened by.
func foldersOf(es []entry) map[string]bool {
	out := map[string]bool{}
	for _, e := range treeOf(es).lines(nil, 0, nil) {
		if e.dim == dimFolder && e.query != "" {
			out[e.query] = true
		}
	}
	return out
}

// hasEntry reports whether the view is one that the sidebar has an entry for.
func (m *model) hasEntry() bool {
	return hasEntry(m.list.query) || m.side.known.folders[m.list.text] || m.side.known.folders[unsorted(m.list.query)]
}

// same reports whether two entries stand for the same.
func (e *entry) same(o *entry) bool {
	return e.dim == o.dim && e.id == o.id && e.heading == o.heading && e.more == o.more &&
		(e.dim == dimFolder && e.folder == o.folder || e.dim != dimFolder && e.query == o.query)
}

// sourcesIn are the IDs of the sources that an entry stands for.
func (m *model) sourcesIn(e *entry) []feed.ID {
	switch e.dim {
	case dimSource:
		if !e.id.IsZero() {
			return []feed.ID{e.id}
		}
	case dimFolder:
		var out []feed.ID
		for i := range m.facts.sources {
			s := &m.facts.sources[i]
			if s.Folder == e.folder || strings.HasPrefix(s.Folder, e.folder+"/") {
				out = append(out, s.ID)
			}
		}
		return out
	}
	return nil
}

// fold folds the folder under the cursor, or that of the source there.
func (m *model) fold() {
	s := &m.side
	e, ok := s.at(s.cursor)
	if !ok || e.folder == "" || e.dim != dimFolder && e.dim != dimSource {
		m.toast.note(m.words.NoFolderHere)
		return
	}
	s.setFolded(e.folder, !s.folded[e.folder])
	s.build(m)
	for i := range s.entries {
		if s.entries[i].dim == dimFolder && s.entries[i].folder == e.folder {
			s.moveTo(i)
		}
	}
}

func (s *sidebar) setFolded(path string, on bool) {
	if s.folded == nil {
		s.folded = map[string]bool{}
	}
	if on {
		s.folded[path] = true
	} else {
		delete(s.folded, path)
	}
}
