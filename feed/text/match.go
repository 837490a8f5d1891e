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

// maxTies is how many hyphens one joined word may span.
const maxTies = 3

// scan looks for seq in s and calls found for each place; without found it
// stops at the first and reports it.
func scan(s string, seq []term, found func(start, end int)) bool {
	at := rarest(seq).candidate(s)
	if at < 0 {
		return false
	}
	if len(seq) == 1 {
		// No word reaches over a blank: what stands before the last one can
		// be left out.
		skip := strings.LastIndexByte(s[:at], ' ') + 1
		if skip == 0 || found == nil {
			return scanWord(s[skip:], &seq[0], found)
		}
		return scanWord(s[skip:], &seq[0], func(start, end int) { found(start+skip, end+skip) })
	}
	// open[j] is where a run of words began that has matched the first j+1
	// terms up to the present word, -1 if none has; before is open one word ago.
	var room [2][8]int
	open, before := room[0][:0], room[1][:0]
	for range seq {
		open, before = append(open, -1), append(before, -1)
	}
	w := newWords(s)
	var sp span
	var last span
	for {
		if !w.next(&sp) {
			return false
		}
		older := before
		before, open = open, older
		joins := sp.hyphen && sp.class == letter && last.class == letter
		for j := len(seq) - 1; j >= 0; j-- {
			from := sp.start
			if j > 0 {
				from = before[j-1]
			}
			reached := -1
			if from >= 0 && matchSpan(s, &sp, &seq[j]) {
				reached = from
			}
			if reached < 0 && joins && matchJoined(s[last.start:sp.end], &seq[j]) {
				// The joined word began one word earlier.
				reached = last.start
				if j > 0 {
					reached = older[j-1]
				}
			}
			open[j] = reached
		}
		last = sp
		if start := open[len(seq)-1]; start >= 0 {
			if found == nil {
				return true
			}
			found(start, sp.end)
		}
	}
}

// rarest guesses which of the terms is least often met: the longest.
func rarest(seq []term) *term {
	best := 0
	for i := range seq {
		if len(seq[i].fold) > len(seq[best].fold) {
			best = i
		}
	}
	return &seq[best]
}

// candidate returns a place in s at or before the first word that matches the
// term, -1 when there is none. It looks for the term's letters anywhere,
// hyphens and full stops left out, which costs a fraction of cutting words.
func (t *term) candidate(s string) int {
	want := t.fold
	if c := want[len(want)-1]; t.plural && (c == 's' || c == 'x') {
		want = want[:len(want)-1]
	}
	first := want[0]
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if lowerASCII[c] == first && standsAt(s, i, want) {
				return i
			}
			i++
			continue
		}
		form, n := formAt(s, i, false)
		if form != "" && form[0] == first && standsAt(s, i, want) {
			return i
		}
		i += n
	}
	return -1
}

// standsAt reports whether the folded letters want stand at i.
func standsAt(s string, i int, want string) bool {
	for j := 0; j < len(want); {
		if i >= len(s) {
			return false
		}
		if c := s[i]; c < utf8.RuneSelf {
			i++
			if lowerASCII[c] == want[j] {
				j++
			} else if c != '-' && c != '.' {
				return false
			}
			continue
		}
		form, n := formAt(s, i, false)
		switch {
		case form == "" || form == "-":
		case strings.HasPrefix(want[j:], form):
			j += len(form)
		case strings.HasPrefix(form, want[j:]):
			return true
		default:
			return false
		}
		i += n
	}
	return true
}

// scanWord is scan for one term.
func scanWord(s string, t *term, found func(start, end int)) bool {
	w := newWords(s)
	var sp span
	var ties [maxTies]int // starts of the words tied to the present one, nearest first
	tied := 0
	last := -1
	for {
		if !w.next(&sp) {
			return false
		}
		if sp.hyphen {
			copy(ties[1:], ties[:])
			ties[0] = last
			tied = min(tied+1, maxTies)
		} else {
			tied = 0
		}
		last = sp.start
		start, end, ok := sp.start, sp.end, true
		switch {
		case t.pair:
			start, end, ok = halfPair(s, &sp, w.paired, t)
		case matchSpan(s, &sp, t):
		case tied > 0:
			i := slices.IndexFunc(ties[:tied], func(from int) bool { return matchJoined(s[from:sp.end], t) })
			if ok = i >= 0; ok {
				start = ties[i]
			}
		default:
			ok = false
		}
		if ok {
			if found == nil {
				return true
			}
			found(start, end)
		}
	}
}

// halfPair finds a single letter in a pair; second is where the pair's second
// half begins, -1 if it has none.
func halfPair(s string, sp *span, second int, t *term) (start, end int, ok bool) {
	if sp.class < thai {
		return 0, 0, false
	}
	_, n := utf8.DecodeRuneInString(s[sp.start:])
	end = clusterEnd(s, sp.start+n)
	if matchText(s[sp.start:end], t) {
		return sp.start, end, true
	}
	if second > sp.start && second < sp.end && matchText(s[second:sp.end], t) {
		return second, sp.end, true
	}
	return 0, 0, false
}

// matchSpan reports whether a word of s is the term.
func matchSpan(s string, sp *span, t *term) bool {
	if t.pair {
		_, _, ok := halfPair(s, sp, -1, t)
		return ok
	}
	c := s[sp.start]
	if c < utf8.RuneSelf && lowerASCII[c] != t.first {
		return false
	}
	if sp.dotted {
		return !t.prefix && t.exact == "" && strings.EqualFold(strings.ReplaceAll(s[sp.start:sp.end], ".", ""), t.fold)
	}
	return matchText(s[sp.start:sp.end], t)
}

// matchText compares one word, as it stands in the text, with a term.
func matchText(word string, t *term) bool {
	if !t.accepts(compareFold(word, t.fold)) {
		return false
	}
	return t.exact == "" || t.acceptsExact(word)
}

// acceptsExact compares the forms with marks.
func (t *term) acceptsExact(word string) bool {
	var a arena
	e, exact := a.forms(word, &span{end: len(word)})
	if exact != "" {
		e = exact
	}
	if strings.HasPrefix(e, t.exact) {
		rest := e[len(t.exact):]
		return t.accepts(rest, 0)
	}
	return t.plural && len(e) == len(t.exact)-1 && strings.HasPrefix(t.exact, e) && t.accepts("", 1)
}

// accepts judges a comparison: rest is what the word has beyond the term's
// letters, short how many of the term's letters the word lacks; short < 0 is a
// mismatch.
func (t *term) accepts(rest string, short int) bool {
	switch {
	case short < 0:
		return false
	case short == 0 && rest == "":
		return true
	case short == 0:
		return t.prefix || t.plural && (rest == "s" || rest == "x" || rest == "S" || rest == "X")
	case short == 1 && t.plural:
		c := t.fold[len(t.fold)-1]
		return c == 's' || c == 'x'
	}
	return false
}

// compareFold compares the fold of word with want as far as the shorter goes.
func compareFold(word, want string) (rest string, short int) {
	i, j := 0, 0
	for i < len(word) && j < len(want) {
		c := word[i]
		if c < utf8.RuneSelf {
			if lowerASCII[c] != want[j] {
				return "", -1
			}
			i++
			j++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		f := formOf(r)
		form := f.fold
		if f.sameFold {
			form = word[i : i+n]
		}
		if !strings.HasPrefix(want[j:], form) {
			if !strings.HasPrefix(form, want[j:]) {
				return "", -1
			}
			return form[len(want)-j:] + word[i+n:], 0
		}
		j += len(form)
		i += n
	}
	if j < len(want) {
		return "", len(want) - j
	}
	for i < len(word) && word[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(word[i:])
		if f := formOf(r); f.sameFold || f.fold != "" {
			break
		}
		i += n // marks after the last letter
	}
	return word[i:], 0
}

// matchJoined compares hyphenated words of a text, hyphens left out.
func matchJoined(words string, t *term) bool {
	if c := words[0]; c < utf8.RuneSelf && lowerASCII[c] != t.first {
		return false
	}
	var b strings.Builder
	for i := 0; i < len(words); {
		k, n := classAt(words, i)
		if k != hyphen {
			b.WriteString(words[i : i+n])
		}
		i += n
	}
	return matchText(b.String(), t)
}
