package ui

import (
	"veille/feed"
	"veille/feed/query"
)

// sidebar is the pane of views, themes, saved queries, sources and languages
// with their counts. While the list shows what no entry stands for, such as a
// search, the counts of themes, sources and languages are those within it, and
// an entry chosen narrows it: it gives as many articles as its number says.
type sidebar struct {
	entries []entry
	within  bool
	built   string // text of the view that the entries were made for
	waits   bool   // they were made before the view's rows were there
	known   baseEntries
	cursor  int
	top     int
	rows    int
	open    int // entry whose rows the list shows, -1 for none
	text    string
	edition int // counts what changes its look

	folded map[string]bool  // paths of the folders that hide what is in them
	picked map[feed.ID]bool // sources that are selected
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
	id      feed.ID // of a theme, source or saved query
	value   string  // of its field: slug, name or code; "" for what has none
	key     string  // letter of a saved query
	news    int     // of a watched one
	dim     dimension
	within  bool // the number is that in the view
	found   int  // that number, -1 while it is not known
	on      bool // the view has the condition
	broken  bool // a saved query that cannot be answered

	folder   string // path of a source's folder, or of the folder itself
	folded   bool
	followed bool // the source has a feed
	like     int  // cells that its name begins with as another of the folder does
	health   health
	age      string // how long it ails
}

// dimension is what the entries of a section tell articles apart by.
type dimension uint8

const (
	dimView dimension = iota
	dimTheme
	dimSaved
	dimSource
	dimFolder
	dimLang
)

// fields are the fields of the query language by dimension.
var fields = map[dimension]string{dimTheme: "tag", dimSource: "source", dimLang: "lang"}

// narrows reports whether an entry, when chosen, narrows the view rather than
// opening another.
func (e *entry) narrows() bool { return e.within && fields[e.dim] != "" && e.opens() }

// opens reports whether an entry is a view of articles.
func (e *entry) opens() bool { return !e.heading && !e.more && (e.dim != dimFolder || e.query != "") }

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
		if j != s.open && e.opens() && e.count.Unread > 0 && e.query != viewTrash && (e.dim != dimFolder || e.folded) {
			return j
		}
	}
	return -1
}

// follow notes which entry the list shows, and puts the cursor on it.
func (s *sidebar) follow(text string) {
	s.text = text
	s.open = s.asking(text)
	if q, err := query.Parse(text); s.open < 0 && err == nil {
		s.open = s.asking(unsorted(q))
	}
	if s.open >= 0 {
		s.cursor = s.open
	}
	s.clamp()
}

// asking is the entry of a query, -1 for none: a source before the folder that
// holds nothing else.
func (s *sidebar) asking(text string) int {
	at := -1
	for i := range s.entries {
		e := &s.entries[i]
		if !e.opens() || e.query != text {
			continue
		}
		if e.dim != dimFolder {
			return i
		}
		if at < 0 {
			at = i
		}
	}
	return at
}

// toSources puts the cursor on the first source or folder; false when there is
// none.
func (s *sidebar) toSources() bool {
	for i, e := range s.entries {
		if e.dim == dimFolder || e.dim == dimSource && !e.id.IsZero() {
			s.moveTo(i)
			return true
		}
	}
	return false
}
