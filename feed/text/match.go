package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Matcher finds the words of a query in texts. The zero Matcher finds nothing.
// It may be used by several goroutines at once.
//
// A word of the query matches whole words (onu finds l'ONU, not fonue), in the
// plural or singular too when it has four letters or more (w, w+s, w+x, w
// without its final s or x), and their beginnings when a * follows it. Without
// marks it matches every spelling, with marks those marks only. Hyphens do not
// count: cyber-sécurité, cyber sécurité and cybersécurité find one another.
type Matcher struct {
	groups []group
	find   *finder
}

// group is one thing that must stand in the text: any of its sequences of
// adjacent words.
type group [][]term

// term is one word of a query.
type term struct {
	fold, exact string
	first       byte // of fold
	prefix      bool
	plural      bool
	pair        bool // one letter of a script without blanks: half of a pair
}

// maxQuery is the length in runes of the longest query: the work of a search
// grows with query times text.
const maxQuery = 400

// NewMatcher reads a query: all its words must stand in a text, or, as a
// phrase, stand there side by side in this order.
func NewMatcher(query string, phrase bool) Matcher {
	query = Limit(Clean(query), maxQuery)
	var m Matcher
	chunks := strings.Fields(query)
	if phrase {
		chunks = []string{query}
	}
	for _, c := range chunks {
		if g := newGroup(c); g != nil {
			m.groups = append(m.groups, g)
		}
	}
	return m
}

// newGroup makes the sequence of a chunk's words, and where it has hyphens the
// one with the hyphenated words joined.
func newGroup(chunk string) group {
	var parts, joined []term
	tied := false
	for t := range Tokens(chunk) {
		x := newTerm(t, chunk)
		parts = append(parts, x)
		if !t.Hyphen || len(joined) == 0 {
			joined = append(joined, x)
			continue
		}
		tied = true
		last := &joined[len(joined)-1]
		exact := ""
		if last.exact != "" || x.exact != "" {
			exact = last.exactForm() + x.exactForm()
		}
		*last = term{fold: last.fold + x.fold, exact: exact, first: last.first, prefix: x.prefix, plural: x.plural || !x.prefix}
	}
	switch {
	case len(parts) == 0:
		return nil
	case tied:
		return group{parts, joined}
	}
	return group{parts}
}

func newTerm(t Token, chunk string) term {
	// The arena's memory must not outlive the query.
	x := term{fold: strings.Clone(t.Fold), exact: strings.Clone(t.Exact), first: t.Fold[0]}
	r, n := utf8.DecodeRuneInString(chunk[t.Start:])
	k := formOf(r).class
	x.pair = k >= thai && clusterEnd(chunk, t.Start+n) == t.End
	x.prefix = k < thai && strings.HasPrefix(chunk[t.End:], "*")
	x.plural = k < thai && !x.prefix && utf8.RuneCountInString(x.fold) >= 4
	return x
}

func (t *term) exactForm() string {
	if t.exact != "" {
		return t.exact
	}
	return t.fold
}

// IsEmpty reports whether the query held no word.
func (m Matcher) IsEmpty() bool { return len(m.groups) == 0 && m.find == nil }

// In reports whether s holds what the query asks for.
func (m Matcher) In(s string) bool {
	if m.find != nil {
		_, _, ok := m.find.next(s, 0)
		return ok
	}
	for _, g := range m.groups {
		if !slices.ContainsFunc(g, func(seq []term) bool { return scan(s, seq, nil) }) {
			return false
		}
	}
	return len(m.groups) > 0
}

// Ranges returns where words or phrases of the query stand in s, as byte
// offsets [start, end) in order, none overlapping: also when s holds only some
// of them.
func (m Matcher) Ranges(s string) [][2]int {
	var out [][2]int
	if m.find != nil {
		for at := 0; ; {
			start, end, ok := m.find.next(s, at)
			if !ok {
				return out
			}
			out = append(out, [2]int{start, end})
			at = end
		}
	}
	for _, g := range m.groups {
		for _, seq := range g {
			scan(s, seq, func(start, end int) { out = append(out, [2]int{start, end}) })
		}
	}
	return mergeRanges(out)
}

func mergeRanges(rs [][2]int) [][2]int {
	if len(rs) < 2 {
		return rs
	}
	slices.SortFunc(rs, func(a, b [2]int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return a[1] - b[1]
	})
	out := rs[:1]
	for _, r := range rs[1:] {
		if last := &out[len(out)-1]; r[0] < last[1] {
			last[1] = max(last[1], r[1])
		} else {
			out = append(out, r)
		}
	}
	return out
}
