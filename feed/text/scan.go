package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxTies is how many hyphens one joined word may span.
const maxTies = 3

// scan looks for seq in s and calls found for each place; without found it
// stops at the first and reports it.
func scan(s string, seq []Term, found func(start, end int)) bool {
	if seq[0].alias != nil {
		return scanAlias(s, seq[0].alias, found)
	}
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
	ph := newPhrase(seq)
	w := newWords(s)
	var sp span
	for w.next(&sp) {
		if start := ph.step(s, &sp); start >= 0 {
			if found == nil {
				return true
			}
			found(start, sp.end)
		}
	}
	return false
}

// phrase follows a sequence of terms through the words of a text.
type phrase struct {
	seq []Term
	// open[j] is where a run of words began that has matched the first j+1
	// terms up to the present word, -1 if none has; before is open one word ago.
	open, before []int
	last         span
}

func newPhrase(seq []Term) *phrase {
	p := &phrase{seq: seq, open: make([]int, len(seq)), before: make([]int, len(seq))}
	for j := range seq {
		p.open[j], p.before[j] = -1, -1
	}
	return p
}

// step takes the next word and returns where the phrase that ends with it
// began, -1 if none does.
func (p *phrase) step(s string, sp *span) int {
	older := p.before
	p.before, p.open = p.open, older
	joins := sp.hyphen && sp.class == letter && p.last.class == letter
	// Downwards: open shares its memory with older, which is read one below.
	for j := len(p.seq) - 1; j >= 0; j-- {
		from, tied := sp.start, p.last.start
		if j > 0 {
			from, tied = p.before[j-1], older[j-1]
		}
		switch {
		case from >= 0 && matchSpan(s, sp, &p.seq[j]):
			p.open[j] = from
		case joins && matchJoined(s[p.last.start:sp.end], &p.seq[j]):
			p.open[j] = tied // the joined word began one word earlier
		default:
			p.open[j] = -1
		}
	}
	p.last = *sp
	return p.open[len(p.seq)-1]
}

// ties remembers the words that hyphens tie to the present one.
type ties struct {
	starts [maxTies]int // nearest first
	n      int
	last   int // start of the word before
	letter bool
}

// step takes the next word and returns where the words begin that may be joined
// with it, nearest first.
func (t *ties) step(sp *span) []int {
	if sp.hyphen && t.letter && sp.class == letter {
		t.starts[2], t.starts[1], t.starts[0] = t.starts[1], t.starts[0], t.last
		t.n = min(t.n+1, maxTies)
	} else {
		t.n = 0
	}
	t.last, t.letter = sp.start, sp.class == letter
	return t.starts[:t.n]
}

// scanWord is scan for one term.
func scanWord(s string, t *Term, found func(start, end int)) bool {
	w := newWords(s)
	var sp span
	var tied ties
	for {
		if !w.next(&sp) {
			return false
		}
		before := tied.step(&sp)
		start, end, ok := sp.start, sp.end, true
		switch {
		case t.pair:
			start, end, ok = halfPair(s, &sp, w.paired, t)
		case matchSpan(s, &sp, t):
		case len(before) > 0:
			i := slices.IndexFunc(before, func(from int) bool { return matchJoined(s[from:sp.end], t) })
			if ok = i >= 0; ok {
				start = before[i]
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
func halfPair(s string, sp *span, second int, t *Term) (start, end int, ok bool) {
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
