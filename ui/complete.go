package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"veille/feed/query"
	"veille/feed/text"
)

// completion is one way to finish what is being written.
type completion struct {
	insert string // in the place of query.Cursor's From to To
	shown  string
	count  int // of articles, -1 when not known
	rank   int // how well it fits what is typed, 0 best
}

// round goes through the ways to finish one place of the line, one at each key,
// and back to what was typed.
type round struct {
	line     string // as it was typed
	from, to int
	ways     []completion
	at       int
}

// complete finishes what stands before the cursor, and goes on to the next way to
// at each further key. Where there was but one way, what it leads to is
// completed next.
func (s *searchLine) complete(m *model, step int) {
	r := &s.round
	if len(r.ways) < 2 {
		line, at := s.typed()
		c := query.At(line, at)
		ways := m.completions(c)
		if len(ways) == 0 || len(ways) == 1 && line[c.From:c.To] == ways[0].insert {
			return
		}
		*r = round{line: line, from: c.From, to: c.To, ways: ways, at: len(ways)}
	}
	all := len(r.ways) + 1 // what was typed is the last
	if r.at == len(r.ways) && step > 0 {
		r.at = 0
	} else {
		r.at = (r.at + step + all) % all
	}
	insert := r.line[r.from:r.to]
	if r.at < len(r.ways) {
		insert = r.ways[r.at].insert
	}
	s.in.SetValue(r.line[:r.from] + insert + r.line[r.to:])
	s.in.SetCursor(len([]rune(r.line[:r.from] + insert)))
}

// commonStart is what all of at least one text begin with.
func commonStart(all []string) string {
	common := all[0]
	for _, s := range all[1:] {
		for !strings.HasPrefix(s, common) {
			common = clipped(common, len(common)-1)
		}
	}
	return common
}

// completions are the ways to finish what stands at the cursor: values of a
// field, or for a word of its own the names of fields and then what themes,
// sources and languages are called so.
func (m *model) completions(c query.Cursor) []completion {
	if c.Field != "" {
		return m.valuesLike(c.Field, c.Typed)
	}
	if c.Quoted {
		return nil
	}
	return append(fieldsLike(c.Typed), m.namesLike(c.Typed)...)
}

// fieldsLike are the names of fields that begin so: the English ones, else those
// of other languages.
func fieldsLike(typed string) []completion {
	folded, exact := compact(typed), strings.ToLower(typed)
	for _, try := range []struct {
		names  func(field, value string) []string
		begins func(name string) bool
	}{
		{func(f, _ string) []string { return []string{f} }, func(name string) bool { return strings.HasPrefix(name, folded) }},
		{query.Spellings, func(name string) bool { return exact != folded && strings.HasPrefix(name, exact) }}, // accents count first
		{query.Spellings, func(name string) bool { return strings.HasPrefix(compact(name), folded) }},
	} {
		var out []completion
		for _, f := range query.Fields() {
			if i := slices.IndexFunc(try.names(f, ""), try.begins); i >= 0 {
				name := strings.ReplaceAll(try.names(f, "")[i], " ", "") + ":"
				out = append(out, completion{insert: name, shown: name, count: -1})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// compact is a name without accents, blanks and dashes.
func compact(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "'", "").Replace(text.Fold(s))
}

// ways are the lines that tell how what stands at the cursor may go on: by which
// fields, and by which values. There are always two, lest the box jump.
func (m *model) ways(s *searchLine, n int) []string {
	line, at := s.typed()
	c := query.At(line, at)
	r := &s.round
	all, now := r.ways, r.at
	if len(all) == 0 {
		all, now = m.completions(c), -1
	} else {
		c = query.At(r.line, r.to)
	}
	fields, values := all, []completion(nil)
	for i := range all {
		if c.Field != "" || !strings.HasSuffix(all[i].insert, ":") {
			fields, values = all[:i], all[i:]
			break
		}
	}
	at = now - len(fields)
	if c.Field != "" || len(fields) == 0 {
		fields, now = fieldsLike(""), -1
	}
	room := n - 2 - ansi.StringWidth(m.labelled("", ""))
	return []string{
		m.labelled(m.words.SearchFields, m.choices(fields, now, room)),
		m.labelled(m.words.SearchValues, m.choices(values, at, room)),
	}
}

// choices sets completions side by side, from one on so that the one at now is
// among them.
func (m *model) choices(all []completion, now, room int) string {
	cell := func(i int) string {
		s := text.Line(all[i].shown)
		if all[i].count >= 0 {
			s += " (" + m.words.Number(all[i].count) + ")"
		}
		return s
	}
	first, wide := 0, 0
	for i := 0; i <= now && i < len(all); i++ {
		if wide += ansi.StringWidth(cell(i)) + 2; wide > room {
			first, wide = i, 0
		}
	}
	var b strings.Builder
	wide = 0
	for i := first; i < len(all) && wide < room; i++ {
		s := cell(i)
		wide += ansi.StringWidth(s) + 2
		if i > first {
			b.WriteString("  ")
		}
		if i == now {
			s = m.st.reverse.Of(s)
		}
		b.WriteString(s)
	}
	return ansi.Truncate(b.String(), room, m.st.glyph.ellipsis)
}
