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
	groups []Group
	near   *near
	find   *finder
}

// Group is one thing that must stand in the text: any of its sequences of
// adjacent words. A sequence of one term is answered by an index of Forms
// alone: the text has it when one of its forms is one of the term's.
type Group [][]Term

// Term is one word of a query. Exact is its form with marks, "" when it has
// none and every spelling matches.
type Term struct {
	Fold, Exact string
	Prefix      bool // only the beginning of a word
	Plural      bool // singular or plural match too
	first       byte // of Fold
	pair        bool // one letter of a script without blanks: half of a pair
	alias       []string
}

// maxQuery is the length in runes of the longest query: the work of a search
// grows with query times text.
const maxQuery = 400

// NewMatcher reads a query: all its words must stand in a text, or, as a
// phrase, stand there side by side in this order. An elided word before the
// apostrophe counts in a phrase only: l'ONU asks for onu, "l'ONU" for both.
func NewMatcher(query string, phrase bool) Matcher {
	query = Limit(Clean(query), maxQuery)
	if phrase {
		return Matcher{groups: addGroup(nil, newGroup(query, false))}
	}
	var m Matcher
	for _, c := range strings.Fields(query) {
		m.groups = addGroup(m.groups, newGroup(c, true))
	}
	return m
}

func addGroup(gs []Group, g Group) []Group {
	if g == nil {
		return gs
	}
	return append(gs, g)
}

// Groups returns what must stand in the text, all of it. It must not be
// changed. A Matcher of NewFinder has none.
func (m Matcher) Groups() []Group { return m.groups }

// newGroup makes the sequence of a chunk's words, where it has hyphens the one
// with the hyphenated words joined, and of each the other spellings of names.
func newGroup(chunk string, bare bool) Group {
	var parts, joined []Term
	tied := false
	from := 0 // of the words tied to the present one
	if bare {
		chunk = chunk[elided(chunk):]
	}
	for t := range Tokens(chunk) {
		x := newTerm(t, chunk)
		parts = append(parts, x)
		if !t.Hyphen || len(joined) == 0 || x.pair {
			joined, from = append(joined, x), t.Start
			continue
		}
		tied = true
		var a arena
		fold, exact := a.joined(chunk[from:t.End])
		j := Term{Fold: fold, Exact: exact, first: fold[0], Prefix: x.Prefix}
		j.Plural = !j.Prefix && utf8.RuneCountInString(fold) >= pluralRunes
		joined[len(joined)-1] = j
	}
	if len(parts) == 0 {
		return nil
	}
	g := respelled(nil, parts)
	if tied {
		g = respelled(g, joined)
	}
	return withOpenTone(g, parts, chunk)
}

// withOpenTone adds a sequence for a beginning whose tone was moved as at the
// end of a syllable, where it may be in the middle of one: hoà* is hòa and the
// beginning of hoàn.
func withOpenTone(g Group, parts []Term, chunk string) Group {
	last := parts[len(parts)-1]
	if !last.Prefix || last.Exact == "" {
		return g
	}
	word := strings.TrimRight(chunk, "*")
	var start int
	for t := range Tokens(word) {
		start = t.Start
	}
	var a arena
	var open strings.Builder
	if appendForms(&a.folds, &open, word[start:]); open.String() == last.Exact || placeTone(open.String()) != last.Exact {
		return g
	}
	last.Exact = open.String()
	return append(g, append(slices.Clone(parts[:len(parts)-1]), last))
}

// elided returns where the word begins that an elided one leans on: 2 in
// l'ONU. It is 0 when there is none.
func elided(chunk string) (at int) {
	last := ""
	for t := range Tokens(chunk) {
		if last == "" {
			if !isParticle(t.Fold) || t.Start > 0 && strings.TrimLeft(chunk[:t.Start], "(«“\"") != "" {
				return 0
			}
			if k, _ := classAt(chunk+" ", t.End); k != apostrophe {
				return 0
			}
			last = t.Fold
			continue
		}
		return t.Start
	}
	return 0
}

// isParticle holds for the French words that are elided before a vowel.
func isParticle(fold string) bool {
	switch fold {
	case "l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}

// pluralRunes is the length from which on a word has a plural.
const pluralRunes = 4

func newTerm(t Token, chunk string) Term {
	// The arena's memory must not outlive the query.
	x := Term{Fold: strings.Clone(t.Fold), Exact: strings.Clone(t.Exact), first: t.Fold[0]}
	r, n := utf8.DecodeRuneInString(chunk[t.Start:])
	k := formOf(r).class
	x.pair = k >= thai && clusterEnd(chunk, t.Start+n) == t.End
	x.Prefix = k < thai && strings.HasPrefix(chunk[t.End:], "*")
	x.Plural = k < thai && !x.Prefix && utf8.RuneCountInString(x.Fold) >= pluralRunes
	return x
}

// IsEmpty reports whether the query held no word.
func (m Matcher) IsEmpty() bool { return len(m.groups) == 0 && m.find == nil }

// In reports whether s holds what the query asks for.
func (m Matcher) In(s string) bool {
	if m.find != nil {
		_, _, ok := m.find.next(s, 0)
		return ok
	}
	if m.near != nil {
		return m.near.scan(s, m.groups, nil)
	}
	for _, g := range m.groups {
		if !slices.ContainsFunc(g, func(seq []Term) bool { return scan(s, seq, nil) }) {
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
	if m.near != nil {
		m.near.scan(s, m.groups, func(start, end int) { out = append(out, [2]int{start, end}) })
		return mergeRanges(out)
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
