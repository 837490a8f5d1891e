package ui

import (
	"sort"

	tea "charm.land/bubbletea/v2"

	"veille/ui/term"
)

// find is a search inside the open article. While it is on, n and N go from
// match to match.
type find struct {
	on      bool
	text    string
	hits    []term.Hit // in order; a phrase broken over lines is several of one number
	at      int        // number of the place one stands on
	edition int        // counts what changes the look
}

// count is how many places were found.
func (f *find) count() int {
	if len(f.hits) == 0 {
		return 0
	}
	return f.hits[len(f.hits)-1].Number + 1
}

// line is where the present place begins.
func (f *find) line() int {
	for _, h := range f.hits {
		if h.Number == f.at {
			return h.Line
		}
	}
	return 0
}

func (r *reader) endFind() {
	if r.find.on || r.find.text != "" {
		r.find = find{edition: r.find.edition + 1}
	}
}

// search finds text in the page, folded: letters without accents also find
// accented ones.
func (r *reader) search(s string) {
	r.find.text = s
	r.refind()
}

func (r *reader) refind() {
	f := &r.find
	f.edition++
	if !f.on {
		return
	}
	f.hits = r.page.Find(f.text)
	f.at = min(f.at, max(0, f.count()-1))
}

// firstFrom makes the first match at or after a line the present one.
func (r *reader) firstFrom(line int) {
	f := &r.find
	f.at = 0
	for _, h := range f.hits {
		if h.Line >= line {
			f.at = h.Number
			break
		}
	}
	r.showMatch()
}

// showMatch scrolls the present match into the middle of the pane when it is
// not on it.
func (r *reader) showMatch() {
	f := &r.find
	f.edition++
	if len(f.hits) == 0 {
		return
	}
	y := len(r.head) + f.line()
	if y < r.top || y >= r.top+r.height {
		r.scroll(y - r.height/2 - r.top)
	}
}

// found marks the places found in line i.
func (r *reader) found(i int, line string, st *styles) string {
	f := &r.find
	if !f.on || len(f.hits) == 0 {
		return line
	}
	end := sort.Search(len(f.hits), func(j int) bool { return f.hits[j].Line > i })
	for j := end - 1; j >= 0 && f.hits[j].Line == i; j-- {
		h := f.hits[j]
		in := st.match
		if h.Number == f.at {
			in = st.current
		}
		line = term.Mark(line, h.From, h.To, in.On, in.Off)
	}
	return line
}

// nextMatch goes to another match; past the last it goes on from the first.
func (m *model) nextMatch(step int) tea.Cmd {
	f := &m.reader.find
	n := f.count()
	if n == 0 {
		return m.say(m.words.NoMatchYet)
	}
	to := f.at + step
	f.at = (to + n) % n
	m.reader.showMatch()
	if to != f.at {
		return m.say(m.words.EndOfMatches)
	}
	return nil
}
