package ui

import (
	"sort"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/ui/term"
)

// spots are places in the open article, and the one of them one stands on.
type spots struct {
	hits []term.Hit // in order; a phrase broken over lines is several of one number; lines of the title are below 0
	at   int        // number of the place one stands on, -1 on none
}

// count is how many places there are.
func (s *spots) count() int {
	if len(s.hits) == 0 {
		return 0
	}
	return s.hits[len(s.hits)-1].Number + 1
}

// line is where the present place begins.
func (s *spots) line() int {
	for _, h := range s.hits {
		if h.Number == s.at {
			return h.Line
		}
	}
	return 0
}

// from is the first place at or after a line, the last when there is none.
func (s *spots) from(line int) int {
	for _, h := range s.hits {
		if h.Line >= line {
			return h.Number
		}
	}
	return s.count() - 1
}

// find is a search inside the open article. While it is on, or what the list was
// searched for stands in the article, n and N go from place to place.
type find struct {
	spots
	on      bool
	text    string
	edition int // counts what changes the look
}

// spots are the places shown: those of the search inside the article, else those
// of what the list was searched for.
func (r *reader) spots() *spots {
	switch {
	case r.find.on:
		return &r.find.spots
	case r.evidence.lit:
		return &r.evidence.spots
	}
	return &r.sought
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

// maxMarkedLines bounds the page that is looked through while the screen waits;
// in a longer one, which only a book is, nothing is marked.
const maxMarkedLines = 6000

// mark finds in the open article what the list was searched for.
func (m *model) mark() {
	r := &m.reader
	marks, at := m.list.marks, r.sought.at
	same := r.marked == r.shown
	r.sought, r.marked = spots{at: -1}, r.shown
	r.find.edition++
	if len(marks) == 0 || r.gone || r.shown.IsZero() || len(r.page.Lines) > maxMarkedLines {
		return
	}
	title := r.head[min(r.title[0], len(r.head)):min(r.title[1], len(r.head))]
	hits := term.FindFunc(func(s string) [][2]int { return markedIn(marks, inTitle, s) }, title...)
	for i := range hits {
		hits[i].Line += r.title[0] - len(r.head)
	}
	r.sought.hits = hits
	n := r.sought.count()
	for _, h := range r.page.FindFunc(len(r.art.Body), func(s string) [][2]int { return markedIn(marks, inText, s) }) {
		h.Number += n
		r.sought.hits = append(r.sought.hits, h)
	}
	if same {
		r.sought.at = min(at, r.sought.count()-1)
	}
}

// firstFrom makes the first match at or after a line the present one.
func (r *reader) firstFrom(line int) {
	f := &r.find
	f.at = 0
	if n := f.from(line); n >= 0 && len(f.hits) > 0 && f.hits[len(f.hits)-1].Line >= line {
		f.at = n
	}
	r.showMatch()
}

// showMatch scrolls the present match into the middle of the pane when it is
// not on it.
func (r *reader) showMatch() {
	s := r.spots()
	r.find.edition++
	if len(s.hits) == 0 {
		return
	}
	y := len(r.head) + s.line()
	if y < r.top || y >= r.top+r.height {
		r.scroll(y - r.height/2 - r.top)
	}
}

// found marks the places found in line i of the page, or of the head below 0; it
// may become room cells wide.
func (r *reader) found(i int, line string, room int, st *styles) string {
	line = r.highlighted(i, line, st)
	s := r.spots()
	if len(s.hits) == 0 {
		return line
	}
	end := sort.Search(len(s.hits), func(j int) bool { return s.hits[j].Line > i })
	first := end
	for first > 0 && s.hits[first-1].Line == i {
		first--
	}
	bracket := st.bracket && ansi.StringWidth(line)+2*(end-first) <= room
	for j := end - 1; j >= first; j-- {
		h := s.hits[j]
		in := st.match
		if r.evidence.lit && !r.find.on {
			in = st.evidence
		}
		if h.Number == s.at {
			in = st.current
		}
		line = term.Mark(line, h.From, h.To, in.On, in.Off)
		if !bracket {
			continue
		}
		if j+1 == len(s.hits) || s.hits[j+1].Number != h.Number {
			line = term.Insert(line, h.To, "]")
		}
		if j == 0 || s.hits[j-1].Number != h.Number {
			line = term.Insert(line, h.From, "[")
		}
	}
	return line
}

// nextMatch goes to another match; past the last it goes on from the first. The
// first key goes to the first one on the screen or below it.
func (m *model) nextMatch(step int) tea.Cmd {
	r := &m.reader
	r.unlight()
	s := r.spots()
	n := s.count()
	if n == 0 {
		return m.say(m.words.NoMatchYet)
	}
	to := s.at + step
	if s.at < 0 {
		to = s.from(r.top - len(r.head))
		if step < 0 {
			to = s.from(r.top+r.height-len(r.head)) - 1
		}
	}
	s.at = (to + n) % n
	r.showMatch()
	if to != s.at {
		return m.say(m.words.EndOfMatches)
	}
	return nil
}

// matchesSaid tells how many places there are, and on which one stands.
func (m *model) matchesSaid() string {
	f, s := &m.reader.find, m.reader.spots()
	if said := m.evidenceSaid(); said != "" {
		return said
	}
	switch n := s.count(); {
	case f.on && n == 0:
		return m.words.NoMatchFor(f.text)
	case n == 0:
		return ""
	case s.at < 0:
		return m.words.MatchCount(n)
	default:
		return m.words.FoundInArticle(s.at+1, n)
	}
}
