package theme

import (
	"math"
	"slices"

	"veille/feed/text"
)

// ear hears the terms of one article while it is read, as termCounts counts them. What
// was learned is counted by its number, the rest by name: it only makes the article
// longer. It is used again.
type ear struct {
	known      []heard
	slot       []int32 // by learned term: its place in known and one more
	rest       termCounts
	left, lede int
	before     string
	vietnamese bool
	length     float64
}

// heard is a learned term of the article.
type heard struct {
	term   int32
	weight float64
}

// begin readies for an article. A scratch is of one scorer, so slot is of v.
func (e *ear) begin(v *voices, lang string) {
	for i := range e.known {
		e.slot[e.known[i].term] = 0
	}
	if len(e.slot) < len(v.terms) {
		e.slot = make([]int32, len(v.terms))
	}
	e.known = e.known[:0]
	e.rest.clear()
	e.left, e.lede, e.before, e.vietnamese = learnWords, ledeWords, "", lang == "vi"
}

// field begins title, standfirst or body.
func (e *ear) field() { e.before = "" }

// word hears the next word of a field, and returns the learned terms that it is and
// that it ends, each with its number and one more; 0 for none. Of an article longer
// than learnWords the words behind are told but do not count.
func (e *ear) word(v *voices, t *text.Token, title bool) (one, pair int32) {
	worth := learnPlace[inTitle]
	if !title {
		worth = learnPlace[inLede]
		if e.lede <= 0 {
			worth = learnPlace[inRest]
		}
		e.lede--
	}
	if e.left--; e.left < 0 {
		worth = 0
	}
	term := termOf(t, e.vietnamese)
	if e.vietnamese {
		if term != "" && e.before != "" {
			e.rest.pair = append(append(append(e.rest.pair[:0], e.before...), ' '), term...)
			if at, known := v.index[string(e.rest.pair)]; known {
				pair = e.hear(at, worth)
			} else if worth > 0 {
				e.rest.addPair(worth)
			}
		}
		e.before = term
	}
	if term == "" {
		return 0, pair
	}
	if at, known := v.index[term]; known {
		one = e.hear(at, worth)
	} else if worth > 0 {
		e.rest.addTerm(term, worth)
	}
	return one, pair
}

func (e *ear) hear(term int32, worth float64) int32 {
	switch at := e.slot[term]; {
	case worth == 0:
	case at == 0:
		e.known = append(e.known, heard{term, worth})
		e.slot[term] = int32(len(e.known))
	default:
		e.known[at-1].weight += worth
	}
	return term + 1
}

// weigh turns the counts into weights and works out the length of the article.
func (e *ear) weigh(v *voices) {
	sum := 0.0
	for i := range e.known {
		h := &e.known[i]
		h.weight = 1 + math.Log(h.weight)
		y := h.weight * v.terms[h.term].rarity
		sum += y * y
	}
	plain := 0.0
	for _, w := range e.rest.weight {
		w = 1 + math.Log(w)
		plain += w * w
	}
	e.length = math.Sqrt(max(sum+plain*v.absent*v.absent, 1e-9))
}

// loudestTerms returns the n of the article's terms that speak most for a theme, with
// the number of each.
func (v *voices) loudestTerms(x *scratch, theme, n int) []heard {
	out := make([]heard, 0, n+1)
	for _, h := range x.ear.known {
		w := v.speaks(theme, h)
		if w <= 0 || len(out) == n && w < out[n-1].weight {
			continue
		}
		at, _ := slices.BinarySearchFunc(out, heard{h.term, w}, louder)
		out = slices.Insert(out, at, heard{h.term, w})
		out = out[:min(len(out), n)]
	}
	return out
}

// louder puts the terms that speak most first, those that speak alike by their
// spelling, as they are numbered.
func louder(a, b heard) int {
	switch {
	case a.weight > b.weight || a.weight == b.weight && a.term < b.term:
		return -1
	case a == b:
		return 0
	}
	return 1
}
