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

// ailing returns the followed sources that could not be read.
func (f *facts) ailing() []feed.Source {
	var out []feed.Source
	for i := range f.sources {
		s := &f.sources[i]
		p := f.polls[s.ID]
		if healthOf(s, &p) == ailing {
			out = append(out, *s)
		}
	}
	return out
}

// sortSources sorts sources as one looks them up, each name folded once.
func sortSources(all []feed.Source) {
	keys := make(map[feed.ID]string, len(all))
	for i := range all {
		keys[all[i].ID] = text.Fold(nameOf(&all[i]))
	}
	slices.SortStableFunc(all, func(a, b feed.Source) int {
		return cmp.Or(cmp.Compare(keys[a.ID], keys[b.ID]), cmp.Compare(a.Name, b.Name))
	})
}

// byLabel orders names as one looks them up: without case and accents.
func byLabel(a, b string) int {
	return cmp.Or(cmp.Compare(text.Fold(a), text.Fold(b)), cmp.Compare(a, b))
}

// sourceEntries are the sources that are followed or have articles, in the order
// of the facts: by name.
func sourceEntries(f *facts, w *Words, now time.Time) []entry {
	out := make([]entry, 0, len(f.sources))
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
	name    string
	own     entry // its line
	ails    bool  // one of its sources does
	folders []*folderNode
	sources []entry
	byName  map[string]*folderNode
}

// maxFolders is how deep folders are shown in each other.
const maxFolders = 4

// in returns the folder of a path below f, made when it is not there.
func (f *folderNode) in(path string) *folderNode {
	at := f
	for _, name := range strings.SplitN(path, "/", maxFolders) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		next := at.byName[name]
		if next == nil {
			next = &folderNode{name: name, own: entry{label: name, unread: true, dim: dimFolder, folder: strings.TrimPrefix(at.own.folder+"/"+name, "/")}}
			if at.byName == nil {
				at.byName = map[string]*folderNode{}
			}
			at.byName[name] = next
			at.folders = append(at.folders, next)
		}
		at = next
	}
	return at
}

// longFolder is the longest query that a folder is opened by, in bytes: one of
// hundreds of sources is only folded.
const longFolder = 3000

// sum makes the folder's own line, with the sums of what is in it, and puts its
// folders in order. It returns the names of the sources in it and below.
func (f *folderNode) sum() (names []string) {
	slices.SortStableFunc(f.folders, func(a, b *folderNode) int { return byLabel(a.name, b.name) })
	add := func(c feed.Count) {
		f.own.count.All += c.All
		f.own.count.Unread += c.Unread
	}
	for i := range f.sources {
		s := &f.sources[i]
		add(s.count)
		f.ails = f.ails || s.health == ailing
		if s.value != "" {
			names = append(names, s.value)
		}
	}
	for _, c := range f.folders {
		names = append(names, c.sum()...)
		add(c.own.count)
		f.ails = f.ails || c.ails
	}
	long := 0
	for _, n := range names {
		long += len(n) + 3
	}
	if long <= longFolder && len(names) > 0 {
		once := slices.Clone(names)
		slices.Sort(once)
		f.own.query = query.Query{Expr: query.Set{Name: "source", Values: slices.Compact(once)}}.String()
	}
	return names
}

// lines appends the folder's content: folders by name, then sources as they come,
// as many as a section shows.
func (f *folderNode) lines(out []entry, depth int, folded map[string]bool) []entry {
	for _, c := range f.folders {
		if len(out) >= maxEntries {
			return out
		}
		e := c.own
		e.depth, e.folded = depth, folded[e.folder]
		if e.folded && c.ails {
			e.health = ailing
		}
		out = append(out, e)
		if !e.folded {
			out = c.lines(out, depth+1, folded)
		}
	}
	for i := range f.sources {
		if len(out) >= maxEntries {
			return out
		}
		out = append(out, f.sources[i])
		out[len(out)-1].depth = depth
	}
	return out
}

// tree sets sources under their folders. While numbers are those in a view the
// folders are left out, and the sources with the most articles come first.
func (s *sidebar) tree(m *model) []entry {
	if s.within {
		return m.facetEntries(slices.Clone(s.known.sources))
	}
	return s.known.root.lines(nil, 0, s.folded)
}

func treeOf(es []entry) *folderNode {
	root := &folderNode{}
	for _, e := range es {
		at := root.in(e.folder)
		at.sources = append(at.sources, e)
	}
	root.sum()
	return root
}

// queries are what folders are opened by.
func (f *folderNode) queries(out map[string]bool) map[string]bool {
	for _, c := range f.folders {
		if c.own.query != "" {
			out[c.own.query] = true
		}
		c.queries(out)
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
