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
	seq []term
	// open[j] is where a run of words began that has matched the first j+1
	// terms up to the present word, -1 if none has; before is open one word ago.
	open, before []int
	last         span
}

func newPhrase(seq []term) *phrase {
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
