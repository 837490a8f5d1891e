package theme

import (
	"math"
	"slices"

	"veille/feed"
)

const (
	// leastTagged is how many articles of a theme, and of others, it takes before
	// anything is said: two are no sample.
	leastTagged = 3
	loudest     = 6 // bound of the logit
	// neutral is the share at which the tagging says nothing either way.
	neutral = .25
	// tellingTerms is how many learned terms of an article are shown.
	tellingTerms = 8
)

// manner is how a voice speaks.
type manner struct {
	least int     // tagged articles it takes before anything is said, leastTagged or more
	half  float64 // tagged articles at which its weight is half
	// spread is the logit between an article like the mean of the rest and one like
	// the mean of the tagged.
	spread float64
	// doubt is taken from the logit: half way between the two means more articles
	// are of the rest than of the theme.
	doubt float64
	// against bounds the logit where it speaks against what the words say, and
	// fewer articles than half do not at all: an article about a new side of a theme
	// is unlike all that were tagged.
	against float64
}

// Where an ample list finds most by itself, what a hundred articles teach is more often
// wrong than the list: with the manner of short lists the starter themes lost up to a
// point of F1 after tagging, with this one none; from fewer than eight articles they
// learned nothing but a wrong suggestion now and then.
var (
	besideAmple = manner{least: 8, half: 30, spread: 4, doubt: 1, against: .3}
	besideShort = manner{least: leastTagged, half: 15, spread: 5, doubt: .7, against: .6}
)

// voices say, for each theme, how alike an article is to those that the user has
// tagged with it: the cosine between it and the theme's centroid (mean of the
// tagged less a part of the mean of the rest, terms by their rarity), placed
// between that of the rest and that of the tagged.
type voices struct {
	index  map[string]int32
	names  []string      // in the order of their spelling
	terms  []learnedTerm // by the same numbers
	theme  []themeVoice  // by theme
	all    int
	absent float64 // rarity of a term never seen
}

type learnedTerm struct {
	rarity float64
	all    float64 // sum over the articles answered
	by     []themeSum
}

type themeSum struct {
	theme int32
	sum   float64
}

type themeVoice struct {
	n      int
	weight float64 // of the logit, 0 when nothing is said
	own    float64 // factor of the sum of the tagged
	others float64 // factor of the sum of all
	length float64 // of the centroid
	middle float64 // cosine half way between the rest and the tagged
	gap    float64 // between the two

	spread  float64 // as manner has it
	doubt   float64 // as manner has it
	loudest float64 // bound of the logit: n articles bear out no more than n to 1
	against float64 // bound of it below, in z
}

// newVoices returns nil when nothing was learned.
func newVoices(themes []feed.Theme, l *Learned) *voices {
	if l == nil || l.All.N == 0 {
		return nil
	}
	order := sortedKeys(l.All.Sum) // sums of floats in one order everywhere
	v := &voices{index: make(map[string]int32, len(order)), names: order, terms: make([]learnedTerm, len(order)), theme: make([]themeVoice, len(themes)), all: l.All.N, absent: rarityOf(l.All.N, 0)}
	for i, k := range order {
		v.index[k] = int32(i)
		v.terms[i] = learnedTerm{rarity: l.rarity(k), all: sane(l.All.Sum[k])}
	}
	own, typical := make([]float64, len(order)), v.typical()
	for i := range themes {
		s := l.Themes[themes[i].ID]
		if s == nil {
			continue
		}
		clear(own)
		for k, w := range s.Sum {
			if at, ok := v.index[k]; ok {
				own[at] = sane(w)
			}
		}
		m := besideShort
		if isAmple(&themes[i]) {
			m = besideAmple
		}
		v.theme[i] = v.learn(int32(i), s.N, own, typical, m)
	}
	return v
}

// sane returns a sum that can be one: what is read from a file may be anything.
func sane(sum float32) float64 {
	if sum > 0 && sum < 1e9 {
		return float64(sum)
	}
	return 0
}

// typical returns about the length of an article's terms, by their rarity.
func (v *voices) typical() float64 {
	var sum, plain float64
	for i := range v.terms {
		t := &v.terms[i]
		sum += t.rarity * t.all
		plain += t.all
	}
	return sum / max(plain, 1e-9)
}

// learn makes the voice of a theme with some tagged articles and the sums of their
// terms.
func (v *voices) learn(theme int32, tagged int, sums []float64, typical float64, how manner) themeVoice {
	out := themeVoice{n: tagged, spread: how.spread, doubt: how.doubt}
	rest := v.all - tagged
	if tagged < how.least || rest < leastTagged {
		return out
	}
	n, m := float64(tagged), float64(rest)
	out.own, out.others = 1/n+apart/m, apart/m
	var near, both, far, length float64 // squares and product of the two means
	for i, own := range sums {
		t := &v.terms[i]
		if own > 0 {
			t.by = append(t.by, themeSum{theme, own})
		}
		a, b := t.rarity*own/n, t.rarity*max(t.all-own, 0)/m
		c := a - apart*b
		near, both, far, length = near+a*a, both+a*b, far+b*b, length+c*c
	}
	if length <= 0 {
		return out
	}
	out.length = math.Sqrt(length)
	// An article is more like a mean that holds it: its own share is taken out.
	square := typical * typical
	near, far = (n*near-square)/(n-1), (m*far-square)/(m-1)
	scale := out.length * typical
	near, far = (near-apart*both)/scale, (both-apart*far)/scale
	out.middle, out.gap = (near+far)/2, near-far
	if out.gap > .02 {
		out.weight = voice * n / (n + how.half)
		out.loudest = min(loudest, math.Log(n))
		if n >= how.half {
			out.against = how.against
		}
	}
	return out
}

// hear adds what the tagging says to the points of an article.
func (v *voices) hear(x *scratch) {
	x.ear.weigh(v)
	x.sums = slices.Grow(x.sums[:0], len(v.theme))[:len(v.theme)]
	clear(x.sums)
	var all float64
	for _, h := range x.ear.known {
		t := &v.terms[h.term]
		y := h.weight * t.rarity * t.rarity
		all += y * t.all
		for _, b := range t.by {
			x.sums[b.theme] += y * b.sum
		}
	}
	for i := range v.theme {
		if t := &v.theme[i]; t.weight > 0 {
			cosine := (t.own*x.sums[i] - t.others*all) / (t.length * x.ear.length)
			p := &x.points[i]
			p.heard = min(max(t.spread*(cosine-t.middle)/t.gap-t.doubt, -loudest), t.loudest)
			p.said = t.weight * max(p.heard, -t.against)
		}
	}
}

// speaks returns what a term of the article adds to the likeness to a theme.
func (v *voices) speaks(theme int, h heard) float64 {
	t := &v.terms[h.term]
	own := 0.0
	for _, b := range t.by {
		if b.theme == int32(theme) {
			own = b.sum
		}
	}
	th := &v.theme[theme]
	return h.weight * t.rarity * t.rarity * (th.own*own - th.others*t.all)
}

// telling returns the terms of the article that speak most for a theme.
func (v *voices) telling(x *scratch, i int) (out []string) {
	if v.theme[i].weight == 0 {
		return nil
	}
	for _, h := range v.loudestTerms(x, i, tellingTerms) {
		out = append(out, v.names[h.term])
	}
	return out
}

// spans returns where the terms stand that speak most for a theme.
func (v *voices) spans(x *scratch, i int) (out []feed.Range) {
	if v.theme[i].weight == 0 {
		return nil
	}
	terms := v.loudestTerms(x, i, tellingTerms)
	speaks := func(term int32) bool {
		return term > 0 && slices.ContainsFunc(terms, func(h heard) bool { return h.term == term-1 })
	}
	for k := range x.words {
		if len(out) == maxSpans {
			break
		}
		w := &x.words[k]
		r := feed.Range{Field: w.field, Start: int(w.start), End: int(w.end)}
		switch {
		case speaks(w.pair):
			start := int(x.words[k-1].start)
			if n := len(out); n > 0 && out[n-1].Field == w.field && out[n-1].End > start {
				out[n-1].End = r.End
			} else {
				r.Start = start
				out = append(out, r)
			}
		case speaks(w.one):
			out = append(out, r)
		}
	}
	return out
}

func (v *voices) why(x *scratch, i int, out *feed.Why) {
	out.Tagged = v.theme[i].n
	if v.theme[i].weight == 0 {
		return
	}
	out.Learned = v.telling(x, i)
	out.Share = 1 / (1 + math.Exp(-x.points[i].heard-math.Log(neutral/(1-neutral))))
}

// step is a number that rises as more is learned of a theme.
func (v *voices) step(i int) int {
	if v == nil || v.theme[i].weight == 0 {
		return 0
	}
	return 1 + int(math.Log(float64(v.theme[i].n)/leastTagged)/math.Log(1.5))
}
