package ui

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

// searchWidth is the width of the box of a search.
const searchWidth = 74

// Heights of the window from which the box of a search has its lines set apart,
// and all of them.
const (
	roomySearch = 30
	wholeSearch = 18
)

// searchRows is how many of the articles found the box itself shows, where the
// list is out of sight.
const searchRows = 3

func (s *searchLine) view(m *model, w, h int) []string {
	n := min(w, searchWidth) - 4
	line, x := m.fieldLine("/", &s.in, n, "")
	s.x = x
	s.hint(m, n)
	out := []string{line, s.hints.said}
	gap := func() {
		if h >= roomySearch {
			out = append(out, "")
		}
	}
	gap()
	out = append(out, s.tally(m))
	if m.lay.list.Empty() && h >= wholeSearch {
		for i := m.list.top; i < min(m.list.top+searchRows, m.list.n); i++ {
			if head, ok := m.list.at(i); ok {
				out = append(out, m.rowOfOne(&head, rowKey{i: i, cursor: i == m.list.cursor}, n))
			}
		}
	}
	gap()
	ways := s.hints.ways
	if h < wholeSearch { // the values alone, where there are any
		ways = ways[len(ways)-min(1, len(ways)):]
	}
	out = append(out, ways...)
	if h >= wholeSearch {
		if earlier := s.earlier(m); earlier != "" {
			out = append(out, m.labelled(m.words.SearchHistory, m.st.muted.Of(m.st.glyph.up+" "+m.st.chrome(earlier))))
		}
		gap()
		out = append(out, m.st.muted.Of(m.st.chrome(m.words.SearchHint)))
	}
	return m.boxed(m.words.SearchPrompt, m.words.SearchFooter, n, out[:min(len(out), max(1, h-2))])
}

// hints are the lines of the box that follow from what is typed. Themes by the
// hundred are looked through for them: once, and not at each frame.
type hints struct {
	key  hintKey
	said string
	ways []string
}

// hintKey is what the hints depend on.
type hintKey struct {
	value             string
	at, n, style, gen int
	round             int
	fault             *query.Error
	themes            *feed.Theme // another slice when they were read anew
}

func (s *searchLine) hint(m *model, n int) {
	key := hintKey{value: s.in.Value(), at: s.in.Position(), n: n, style: m.reader.style, gen: s.gen, round: s.round.at, fault: s.fault}
	if len(m.facts.themes) > 0 {
		key.themes = &m.facts.themes[0]
	}
	if s.hints.key != key || s.hints.ways == nil {
		s.hints = hints{key: key, said: s.said(m, n), ways: m.ways(s, n)}
	}
}

func (s *searchLine) at(w, h, bw, bh int) (x, y int) { return (w - bw) / 2, max(0, h-1-bh) }

func (s *searchLine) cursor() (x, y int, ok bool) { return s.x, 1, true }

// labelled sets a word of the box before what it is about.
func (m *model) labelled(label, s string) string {
	wide := max(ansi.StringWidth(m.words.SearchFields), ansi.StringWidth(m.words.SearchValues), ansi.StringWidth(m.words.SearchHistory))
	return m.st.muted.Of(fit(label, wide, "")) + "  " + s
}

// earlier is the search that the next step back in the history brings.
func (s *searchLine) earlier(m *model) string {
	if at, ok := s.beside(m, 1); ok && at >= 0 {
		return m.session.Queries[at]
	}
	return ""
}

// said is the line under the field: what was understood, or under the place
// that was not what is wrong with it.
func (s *searchLine) said(m *model, n int) string {
	if s.fault != nil {
		return s.under(m, n, s.fault.At, s.fault.In(m.words.Lang))
	}
	if at, unknown := m.unknownName(s.in.Value(), s.query.Expr); unknown != "" {
		if at < 0 {
			return "  " + m.st.warning.Of(m.st.chrome(unknown))
		}
		return s.under(m, n, at, unknown)
	}
	return "  " + m.st.chrome(m.explain(s.query))
}

// under writes what is wrong under byte at of the line, as far to the right as
// it fits.
func (s *searchLine) under(m *model, n, at int, wrong string) string {
	wrong = m.st.chrome(wrong)
	head := string([]rune(s.in.Value())[:s.in.Position()])
	scrolled := ansi.StringWidth(head) + fieldStart - s.x
	x := ansi.StringWidth(clipped(s.in.Value(), at)) - scrolled
	x = max(0, min(x, n-ansi.StringWidth(wrong)-4))
	return "  " + blanks(x) + m.st.warning.Of(m.st.glyph.up+" "+wrong)
}

// tally is how many articles were found, how fast, and in which order they
// stand.
func (s *searchLine) tally(m *model) string {
	switch {
	case m.list.slow:
		return m.st.bold.Of(m.words.Searching)
	case !s.ready:
		return ""
	}
	dot := " " + m.st.glyph.dot + " "
	rest := dot + m.words.order(m.list.query.Sort)
	if s.took > 0 {
		rest = dot + m.words.took(s.took) + rest
	}
	found := m.words.SearchResult(s.shown)
	if m.list.part {
		found = m.words.SearchSome(s.shown)
	}
	return m.st.bold.Of(found) + m.st.muted.Of(m.st.chrome(rest))
}

// fixed is a number with so many decimals.
func fixed(f float64, decimals int) string { return strconv.FormatFloat(f, 'f', decimals, 64) }

// took is a short time as one reads it: "0.4 ms", "35 ms", "1.2 s".
func (w *Words) took(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	s := ""
	switch {
	case ms >= 1000:
		s = fixed(ms/1000, 1) + "\u00a0s"
	case ms >= 10:
		s = fixed(ms, 0) + "\u00a0ms"
	default:
		s = fixed(max(ms, 0.1), 1) + "\u00a0ms"
	}
	return strings.Replace(s, ".", w.Decimal, 1)
}

// isText reports whether what is wrong with a line was read as text, so that the
// line asks for all that stands in it.
func isText(fault *query.Error) bool { return fault.Kind == query.UnknownField }

// wrongIn says what is wrong with a line that counts all the same, "" when nothing
// is.
func (m *model) wrongIn(line string, e query.Expr) string {
	if _, fault := readLine(line); fault != nil {
		return fault.In(m.words.Lang)
	}
	_, unknown := m.unknownName(line, e)
	return unknown
}

// inForce returns a line as far as it counts, what it asks for and what is wrong
// with it.
func inForce(line string) (string, query.Query, *query.Error) {
	q, fault := readLine(line)
	if fault != nil && !isText(fault) {
		line = text.Line(q.String())
	}
	return line, q, fault
}

// unknownName says which theme or saved query a line asks for in vain, be it
// through one that is there, with the name of one that is written like it, and where it stands, -1 when that is not
// known; "" when all are known.
func (m *model) unknownName(line string, e query.Expr) (at int, said string) {
	switch e := e.(type) {
	case query.And:
		return m.firstUnknown(line, e)
	case query.Or:
		return m.firstUnknown(line, e)
	case query.Not:
		return m.unknownName(line, e.Of)
	case query.Set:
		return m.unknownTheme(line, e)
	case query.Saved:
		if why := m.whyBroken(e); why != "" {
			return standing(line, "saved", e.Name), why
		}
	}
	return 0, ""
}

func (m *model) firstUnknown(line string, parts []query.Expr) (at int, said string) {
	for _, p := range parts {
		if at, said = m.unknownName(line, p); said != "" {
			return at, said
		}
	}
	return 0, ""
}

func (m *model) unknownTheme(line string, s query.Set) (at int, said string) {
	if s.Name != "tag" && s.Name != "sug" || !m.facts.known {
		return 0, ""
	}
	for _, v := range s.Values {
		name := strings.TrimPrefix(v, "=")
		if s.Name == "sug" {
			if scored, _, err := query.Scored(name); err == nil {
				name = scored
			}
		}
		if _, ok := theme.Find(m.facts.themes, name); ok || name == "*" {
			continue
		}
		return standing(line, s.Name, name), m.words.UnknownTheme(text.Line(name), theme.Suggest(m.facts.themes, name))
	}
	return 0, ""
}

// standing is the byte of a line where a value of a field begins, -1 when it is
// not found as it is meant.
func standing(line, field, value string) int {
	for from := 0; ; {
		i := strings.Index(line[from:], value)
		if i < 0 || value == "" {
			return -1
		}
		at := from + i
		if c := query.At(line, at+len(value)); c.Field == field && c.From <= at && at+len(value) <= c.To {
			return at
		}
		from = at + len(value)
	}
}

// explain says in words what a query was understood to ask for.
func (m *model) explain(q query.Query) string {
	said := query.Explain(q, m.words.Lang, func(name, value string) string {
		if name != "tag" && name != "sug" {
			return ""
		}
		if t, ok := theme.Find(m.facts.themes, strings.TrimPrefix(value, "=")); ok {
			return label(&t, m.words.Lang)
		}
		return ""
	})
	if said == "" {
		return m.words.MeansAll
	}
	return said
}
