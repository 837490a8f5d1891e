package ui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/query"
)

// sidebar is the pane of views, themes, sources and languages with their
// counts.
type sidebar struct {
	entries []entry
	cursor  int
	top     int
	rows    int
	open    int // entry whose rows the list shows, -1 for none
	text    string
	edition int // counts what changes its look
}

// entry is a line of the sidebar: a heading, or a query by name.
type entry struct {
	heading bool
	label   string
	query   string
	depth   int
	pin     int
	count   feed.Count
	unread  bool // the number shown is that of the unread
	more    bool // stands for the themes not shown: opens the list of all
	colour  int
}

// opens reports whether an entry is a view of articles.
func (e *entry) opens() bool { return !e.heading && !e.more }

// maxEntries bounds each section: a sidebar of thousands of sources helps
// nobody, the palette finds them.
const maxEntries = 500

func (s *sidebar) setRows(m *model, n int) {
	if n == s.rows {
		return
	}
	s.rows = n
	if m.facts.known {
		s.build(m) // there may be room for more themes, or for fewer
	}
	s.clamp()
}

func (s *sidebar) at(i int) (entry, bool) {
	if i < 0 || i >= len(s.entries) {
		return entry{}, false
	}
	return s.entries[i], true
}

// moveTo moves the cursor, over headings.
func (s *sidebar) moveTo(i int) {
	step := 1
	if i < s.cursor {
		step = -1
	}
	i = max(0, min(i, len(s.entries)-1))
	for range 2 {
		for j := i; j >= 0 && j < len(s.entries); j += step {
			if !s.entries[j].heading {
				s.cursor = j
				s.clamp()
				return
			}
		}
		step = -step
	}
}

func (s *sidebar) clamp() {
	s.edition++
	s.cursor = max(0, min(s.cursor, len(s.entries)-1))
	if s.rows <= 0 {
		return // not shown yet: where it is scrolled to is open
	}
	s.top = min(s.top, max(0, s.cursor-1))
	s.top = max(s.top, s.cursor-s.rows+2)
	s.top = max(0, min(s.top, len(s.entries)-s.rows))
}

// neighbour is the entry before or after the one that is open.
func (s *sidebar) neighbour(step int) int {
	at := s.open
	if at < 0 {
		at = s.cursor - step
	}
	for i := at + step; i >= 0 && i < len(s.entries); i += step {
		if s.entries[i].opens() {
			return i
		}
	}
	return at
}

// unreadAfter is the next theme or source after the open entry that has unread
// articles, -1 when there is none.
func (s *sidebar) unreadAfter() int {
	n := len(s.entries)
	for i := range n {
		j := (max(s.open, 0) + 1 + i) % n
		e := &s.entries[j]
		if j != s.open && e.opens() && e.count.Unread > 0 && e.query != viewTrash {
			return j
		}
	}
	return -1
}

// follow notes which entry the list shows, and puts the cursor on it.
func (s *sidebar) follow(text string) {
	s.text = text
	s.open = slices.IndexFunc(s.entries, func(e entry) bool { return e.opens() && e.query == text })
	if s.open >= 0 {
		s.cursor = s.open
	}
	s.clamp()
}

// toSources puts the cursor on the first source.
func (s *sidebar) toSources() {
	for i, e := range s.entries {
		if strings.HasPrefix(e.query, "source:") {
			s.moveTo(i)
			return
		}
	}
}

// gap parts two sections.
var gap = entry{heading: true}

// build makes the entries of what is known of the library.
func (s *sidebar) build(m *model) {
	f, w := &m.facts, m.words
	c := &f.counts
	under, had := "", false
	if e, ok := s.at(s.cursor); ok {
		under, had = e.query, true
	}
	out := []entry{
		{heading: true, label: w.Views},
		{label: w.ViewToday, query: viewToday, count: feed.Count{All: c.Today}},
		{label: w.ViewUnread, query: viewUnread, count: feed.Count{All: c.Unread, Unread: c.Unread}, unread: true},
		{label: w.ViewStarred, query: viewStarred, count: feed.Count{All: c.Starred}},
		{label: w.ViewUntagged, query: viewUntagged, count: feed.Count{All: c.Untagged}},
		{label: w.ViewAll, query: viewAll, count: feed.Count{All: c.All, Unread: c.Unread}},
	}
	if c.Sample > 0 {
		out = append(out, entry{label: w.ViewSample, query: viewSample, count: feed.Count{All: c.Sample}})
	}
	if c.Trashed > 0 {
		out = append(out, entry{label: w.ViewTrash, query: viewTrash, count: feed.Count{All: c.Trashed}})
	}
	rest := append(sectionOf(w.Sources, sourceEntries(f, w)), sectionOf(w.Languages, languageEntries(f, w))...)
	out = append(out, sectionOf(w.Themes, s.themes(f, w, len(out)+len(rest)+2))...)
	out = append(out, rest...)
	s.entries = out
	s.follow(m.list.text)
	if had && m.focus == paneSidebar {
		if i := slices.IndexFunc(out, func(e entry) bool { return e.opens() && e.query == under }); i >= 0 {
			s.cursor = i
		}
	}
	s.clamp()
}

// themes are the entries of all themes when they fit beside so many other lines,
// else of those in use and one for the others.
func (s *sidebar) themes(f *facts, w *Words, others int) []entry {
	all, used := themeEntries(f, w.Lang, true), themeEntries(f, w.Lang, false)
	if len(all) == len(used) || len(all)+others <= s.rows {
		return all
	}
	used = used[:min(len(used), maxEntries-1)]
	return append(used, entry{label: w.More(len(all) - len(used)), more: true})
}

// sectionOf is a heading with its entries, nothing when there are none.
func sectionOf(label string, es []entry) []entry {
	if len(es) == 0 {
		return nil
	}
	return append([]entry{gap, {heading: true, label: label}}, es[:min(len(es), maxEntries)]...)
}

// themeEntries lists all themes, or those that have articles or a digit: those
// with a digit first, then by name, children under their parent.
func themeEntries(f *facts, lang string, all bool) []entry {
	children := map[feed.ID][]feed.Theme{}
	listed := func(t *feed.Theme) bool {
		return !t.Archived && (all || t.Pin > 0 || f.counts.Themes[t.ID].All > 0)
	}
	for _, t := range f.themes {
		if !listed(&t) {
			continue
		}
		parent := t.Parent
		if p, known := f.theme[parent]; !known || !listed(&p) {
			parent = feed.ID{}
		}
		children[parent] = append(children[parent], t)
	}
	var out []entry
	var add func(parent feed.ID, depth int)
	add = func(parent feed.ID, depth int) {
		ts := children[parent]
		delete(children, parent) // a theme that is its own ancestor ends here
		slices.SortFunc(ts, func(a, b feed.Theme) int {
			return cmp.Or(cmp.Compare(pinOrder(a.Pin), pinOrder(b.Pin)), cmp.Compare(label(&a, lang), label(&b, lang)))
		})
		for _, t := range ts {
			out = append(out, entry{label: label(&t, lang), query: setQuery("tag", t.Slug), depth: depth, pin: t.Pin,
				count: f.counts.Themes[t.ID], colour: t.Colour})
			add(t.ID, depth+1)
		}
	}
	add(feed.ID{}, 0)
	return out
}

func pinOrder(pin int) int {
	if pin == 0 {
		return 10
	}
	return pin
}

// label is a theme's name in a language, else its slug.
func label(t *feed.Theme, lang string) string {
	if l := t.Labels[lang]; l != "" {
		return l
	}
	return t.Slug
}

func setQuery(name, value string) string {
	return query.Query{Expr: query.Set{Name: name, Values: []string{value}}}.String()
}

func sourceEntries(f *facts, w *Words) []entry {
	var out []entry
	for _, s := range f.sources {
		if c := f.counts.Sources[s.ID]; c.All > 0 {
			out = append(out, entry{label: s.Name, query: setQuery("source", s.Name), count: c})
		}
	}
	slices.SortStableFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.count.All, a.count.All), cmp.Compare(a.label, b.label))
	})
	if c := f.counts.Sources[feed.ID{}]; c.All > 0 {
		out = append(out, entry{label: w.NoSource, query: "-source:*", count: c})
	}
	return out
}

func languageEntries(f *facts, w *Words) []entry {
	var out []entry
	for l, c := range f.counts.Langs {
		if l != "" && c.All > 0 {
			out = append(out, entry{label: l, query: setQuery("lang", l), count: c})
		}
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.count.All, a.count.All), cmp.Compare(a.label, b.label))
	})
	if c := f.counts.Langs[""]; c.All > 0 {
		out = append(out, entry{label: w.NoLanguage, query: "-lang:*", count: c})
	}
	return out
}

// sideKey is what the look of the sidebar depends on.
type sideKey struct {
	edition, style, w, h int
	focused              bool
}

// sideLines returns h lines of w cells.
func (m *model) sideLines(w, h int) []string {
	s := &m.side
	key := sideKey{edition: s.edition, style: m.reader.style, w: w, h: h, focused: m.focus == paneSidebar}
	if m.cache.side == key && len(m.cache.entries) == h {
		return m.cache.entries
	}
	out := make([]string, 0, h)
	for i := s.top; i < len(s.entries) && len(out) < h; i++ {
		out = append(out, m.entryLine(i, w))
	}
	for len(out) < h {
		out = append(out, blanks(w))
	}
	if hidden := len(s.entries) - s.top - h; hidden > 0 && h > 1 && s.cursor < s.top+h-1 {
		out[h-1] = m.st.muted.Of(fit("  "+m.words.More(hidden+1), w, m.st.glyph.ellipsis))
	}
	m.cache.side, m.cache.entries = key, out
	return out
}

func (m *model) entryLine(i, w int) string {
	e, s := &m.side.entries[i], &m.side
	if e.heading {
		return m.st.muted.Of(m.st.bold.Of(fit(" "+strings.ToUpper(e.label), w, "")))
	}
	n := e.count.All
	if e.unread {
		n = e.count.Unread
	}
	count := m.words.Number(n)
	lead := "  "
	switch {
	case e.more:
		count = ""
	case e.depth > 0:
		lead = strings.Repeat("  ", e.depth+1) + m.st.glyph.child + " "
	case e.pin > 0:
		lead = " " + strconv.Itoa(e.pin) + " "
	}
	room := w - 2 - ansi.StringWidth(count) - ansi.StringWidth(lead)
	name := fit(e.label, room, m.st.glyph.ellipsis)
	k := rowKey{cursor: i == s.cursor && m.focus == paneSidebar || i == s.open, focused: m.focus == paneSidebar && i == s.cursor}
	bar := m.bar(k)
	if k.cursor && !k.focused && m.focus == paneSidebar {
		bar = m.st.accent.Of(m.st.glyph.arrow) // what the list shows, where the cursor is elsewhere
	}
	switch {
	case k.focused:
		return bar + m.st.cursor.Of(lead[1:]+name+" "+count+" ")
	case e.count.Unread > 0:
		name = m.st.bold.Of(name)
	}
	if e.query != "" && strings.HasPrefix(e.query, "tag:") {
		name = m.st.themeInk(e.colour).Of(name)
	}
	return bar + m.st.muted.Of(lead[1:]) + name + " " + m.st.muted.Of(count) + " "
}
