package ui

import (
	"slices"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/ui/term"
)

// mark is a word or phrase that a query asks for: where it stands in a text is
// shown there.
type mark struct {
	in string // as query.Words has it
	m  text.Matcher
}

// maxMarks bounds what is looked for in each text.
const maxMarks = 64

// marksOf returns what a query asks for in words. What it does not want is not
// looked for; saved queries count as what they stand for.
func marksOf(e query.Expr, saved []feed.SavedQuery) []mark {
	c := collector{saved: saved}
	c.expr(e)
	return c.marks
}

type collector struct {
	saved []feed.SavedQuery
	read  []string // keys of the names read: none has more to mark a second time
	marks []mark
}

func (c *collector) expr(e query.Expr) {
	if len(c.marks) >= maxMarks {
		return
	}
	switch e := e.(type) {
	case query.And:
		for _, p := range e {
			c.expr(p)
		}
	case query.Or:
		for _, p := range e {
			c.expr(p)
		}
	case query.Words:
		c.words(e)
	case query.Saved:
		c.query(e.Name)
	}
}

func (c *collector) query(name string) {
	key := query.SavedKey(name)
	if slices.Contains(c.read, key) {
		return
	}
	c.read = append(c.read, key)
	if q, ok := savedNamed(c.saved, name); ok {
		parsed, _ := query.Parse(q.Query)
		c.expr(parsed.Expr)
	}
}

func (c *collector) words(w query.Words) {
	if m := w.Matcher(); !m.IsEmpty() {
		c.marks = append(c.marks, mark{in: w.In, m: m})
	}
}

// savedNamed returns the saved query of a name, however it is written.
func savedNamed(all []feed.SavedQuery, name string) (feed.SavedQuery, bool) {
	key := query.SavedKey(name)
	for _, q := range all {
		if query.SavedKey(q.Name) == key {
			return q, true
		}
	}
	return feed.SavedQuery{}, false
}

// remark finds anew what the query asks for, in the rows and in the text.
func (m *model) remark() {
	m.list.marks = marksOf(m.list.query.Expr, m.facts.queries)
	m.cache.list = listKey{}
	m.mark()
}

// inTitle and inText hold for the fields that ask for words of the title, and of
// the text below it.
func inTitle(in string) bool { return in == "" || in == "title" }

func inText(in string) bool { return in == "" || in == "text" || in == "lead" || in == "caption" }

// markedIn returns where the marks stand in s, in order, none overlapping.
func markedIn(marks []mark, in func(string) bool, s string) [][2]int {
	var out [][2]int
	for i := range marks {
		if in(marks[i].in) {
			out = append(out, marks[i].m.Ranges(s)...)
		}
	}
	if len(out) < 2 {
		return out
	}
	slices.SortFunc(out, func(a, b [2]int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return a[1] - b[1]
	})
	merged := out[:1]
	for _, r := range out[1:] {
		if last := &merged[len(merged)-1]; r[0] < last[1] {
			last[1] = max(last[1], r[1])
		} else {
			merged = append(merged, r)
		}
	}
	return merged
}

// markedTitle is a title in an ink, cut to w cells or filled with blanks and with
// an end behind it, with what was searched for marked in it.
func (m *model) markedTitle(title string, w int, end string, in ink) string {
	var hits []term.Hit
	if len(m.list.marks) > 0 {
		hits = term.FindFunc(func(s string) [][2]int { return markedIn(m.list.marks, inTitle, s) }, title)
	}
	if m.st.bracket {
		for i := len(hits) - 1; i >= 0; i-- {
			title = term.Insert(term.Insert(title, hits[i].To, "]"), hits[i].From, "[")
		}
		for i := range hits {
			hits[i].From += 2*i + 1
			hits[i].To += 2*i + 1
		}
	}
	out := in.Of(fit(title, w, m.st.glyph.ellipsis) + end)
	for i := len(hits) - 1; i >= 0; i-- {
		out = term.Mark(out, hits[i].From, min(hits[i].To, w), m.st.found.On, m.st.found.Off)
	}
	return out
}
