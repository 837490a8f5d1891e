package highlight

import (
	"unicode/utf8"

	"veille/feed"
)

// How well a place agrees with what is known of the passage is counted in points.
// Words before and after it count most: where a text says the same twice, they
// alone tell which one was meant.
const (
	sidePoints  = 32 // for what stands before it, and as much for what stands after it
	exactPoints = 6  // for the very bytes of the quote, when other places have them in another form
	edgePoints  = 16 // taken off for an end within a word that was none, on each side

	// sureSide is how many bytes of words on one side make a place likely, when
	// nothing else does.
	sureSide = 8

	// fewBytes of words stand in many texts that have nothing to do with the passage.
	fewBytes = 12

	// otherField is how many bytes of words a passage must have to be looked for in
	// another field than its own.
	otherField = 16
)

// Anchor returns a highlight with the place of its passage in the present text of
// the article; its range is empty when the passage is not there any more. Words
// and surroundings of the highlight stay as they were kept.
//
// The place is found as a TextQuoteSelector of the W3C Web Annotation Data Model
// (2017, 4.2.4) is, by the words and what stood around them, in four steps of which
// the first that finds it ends the search:
//
//   - the place it had, when the same words stand there between the same others;
//   - of all places with the same words the one whose surroundings agree best, then
//     the nearest to where it was. Words are the same whatever their case, marks,
//     blanks, quotes and hyphens: a blank put between two glued words or taken out
//     again moves nothing;
//   - a passage of which few words were changed: see near;
//   - the same words in another of title, standfirst and body, where a page that is
//     read anew may have put them.
//
// Time is linear in the length of the text for the first, second and last, and
// bounded by it times the words of the quote, at most nearWords, for the third.
func Anchor(a *feed.Article, h feed.Highlight) feed.Highlight {
	s := a.In(h.Field)
	if isPlace(s, &h) {
		if before, after := surroundings(s, h.Start, h.End); before == h.Before && after == h.After {
			return h
		}
	}
	p := newPassage(&h)
	t := flatten(s)
	if start, end, ok := p.among(t); ok {
		h.Start, h.End = start, end
		return h
	}
	if start, end, ok := p.near(t); ok {
		h.Start, h.End = start, end
		return h
	}
	own := h.Field
	for _, f := range []feed.Field{feed.InBody, feed.InStandfirst, feed.InTitle} {
		if f == own || len(p.quote.b) < otherField {
			continue
		}
		if start, end, ok := p.among(flatten(a.In(f))); ok {
			h.Range = feed.Range{Field: f, Start: start, End: end}
			return h
		}
	}
	h.Start, h.End = 0, 0
	return h
}

// isPlace reports whether the quote of a highlight stands where it stood.
func isPlace(s string, h *feed.Highlight) bool {
	return h.Start >= 0 && h.Start < h.End && h.End <= len(s) && s[h.Start:h.End] == h.Quote
}

// passage is what is known of a highlight, made ready for the search.
type passage struct {
	*feed.Highlight
	quote         flat
	before, after []byte // flat
	first, last   bool   // it begins, or ends, between words

	opening, closing int // marks before its first word and behind its last
}

func newPassage(h *feed.Highlight) *passage {
	p := &passage{
		Highlight: h, quote: flatten(h.Quote), before: flatten(lastRunes(h.Before)).b, after: flatten(firstRunes(h.After)).b,
		first: isEdge(h.Before, h.Quote), last: isEdge(h.Quote, h.After),
	}
	p.opening, p.closing = marksAround(h.Quote)
	return p
}

// among returns the best of all places that have the words of the passage.
func (p *passage) among(t flat) (start, end int, ok bool) {
	if len(p.quote.b) == 0 {
		return p.amongRaw(t)
	}
	best, exact := 0, p.exact(t)
	for i := range occurrences(t.b, p.quote.b) {
		from, to := t.span(i, i+len(p.quote.b))
		from, to = p.widen(t.s, from, to)
		points, likely := p.points(t, i, i+len(p.quote.b), from, to)
		if exact[from] && to-from == len(p.Quote) {
			points += exactPoints
		}
		if likely && (!ok || points > best || points == best && p.distance(from) < p.distance(start)) {
			start, end, ok, best = from, to, true, points
		}
	}
	return start, end, ok
}

// exact returns where the very bytes of the quote stand.
func (p *passage) exact(t flat) map[int]bool {
	out := map[int]bool{}
	for at := range occurrences([]byte(t.s), []byte(p.Quote)) {
		out[at] = true
	}
	return out
}

// amongRaw is among for a passage without a letter or digit, which only its very
// bytes tell.
func (p *passage) amongRaw(t flat) (start, end int, ok bool) {
	if p.Quote == "" {
		return 0, 0, false
	}
	best := 0
	for from := range occurrences([]byte(t.s), []byte(p.Quote)) {
		to := from + len(p.Quote)
		if !utf8.RuneStart(t.s[from]) || to < len(t.s) && !utf8.RuneStart(t.s[to]) {
			continue
		}
		i, j := t.index(from), t.index(to)
		left, right := p.sides(t, i, j)
		if points := left + right; left+right > sideLeast && (!ok || points > best || points == best && p.distance(from) < p.distance(start)) {
			start, end, ok, best = from, to, true, points
		}
	}
	return start, end, ok
}

// sideLeast are the points that a passage without words needs: half a side.
const sideLeast = sidePoints / 2

func (p *passage) distance(start int) int { return max(start-p.Start, p.Start-start) }

// sides returns the points for what stands before and after the bytes from i to j.
func (p *passage) sides(t flat, i, j int) (left, right int) {
	return side(commonEnd(t.b[:i], p.before), len(p.before), i == 0),
		side(commonStart(t.b[j:], p.after), len(p.after), j == len(t.b))
}

// side are the points for the bytes that agree of those that are known; where none
// are known the passage stood at the end of the text.
func side(same, of int, atEnd bool) int {
	switch {
	case of > 0:
		return same * sidePoints / of
	case atEnd:
		return sidePoints
	}
	return 0
}

// points counts how well a place agrees. It is not likely when it begins or ends
// within a word, as the passage did not, and nothing on that side speaks for it; nor
// when the passage is short and nothing around it does.
func (p *passage) points(t flat, i, j, from, to int) (points int, likely bool) {
	left, right := p.sides(t, i, j)
	points, likely = left+right, true
	if p.first && !isEdge(t.s[:from], t.s[from:to]) {
		points -= edgePoints
		likely = commonEnd(t.b[:i], p.before) >= sureSide
	}
	if p.last && !isEdge(t.s[from:to], t.s[to:]) {
		points -= edgePoints
		likely = likely && commonStart(t.b[j:], p.after) >= sureSide
	}
	if len(p.quote.b) < fewBytes {
		likely = likely && left+right >= sidePoints/4
	}
	return points, likely
}

// isEdge reports whether no word goes on from left to right.
func isEdge(left, right string) bool {
	a, n := utf8.DecodeLastRuneInString(left)
	b, m := utf8.DecodeRuneInString(right)
	return n == 0 || m == 0 || !isWord(a) || !isWord(b)
}

func lastRunes(s string) string {
	from := len(s)
	for range around {
		_, n := utf8.DecodeLastRuneInString(s[:from])
		from -= n
	}
	return s[from:]
}

func firstRunes(s string) string {
	to := 0
	for range around {
		_, n := utf8.DecodeRuneInString(s[to:])
		to += n
	}
	return s[:to]
}
