package theme

import (
	"math"
	"slices"

	"veille/feed"
)

// How a score comes about. A term found counts by its tier and by its place, less
// when it stands there again; the sum is divided by the root of the length, or
// every long article would be about everything. Tiers, places and the points needed
// measured best on labelled press articles. One sure word in title or lede is
// enough; one strong word, even in the title, is not: it takes a second mention or a
// word beside it. Weak words alone must be three.
const (
	surePoints   = 1.35
	strongPoints = 1
	weakPoints   = .4
	again        = .35 // factor of a term that has been there before
	usualWords   = 160 // up to this length nothing is divided
	enough       = 2.2 // points that suffice
	smooth       = .25 // keeps the logarithm of few points small
	sharp        = 2   // weight of the word list in z
	voice        = 1.2 // weight of the user's tagging in z, once it is large
	clearly      = 1.3 // factor of the points of a theme to which another yields
	lone         = .6  // short of enough are the points of one strong word that stands alone
	// silent is the least z of the words of a theme that has none but its names: that
	// they are missing says little.
	silent = -1.5
	// maxSpans is how much evidence is kept of one suggestion; all of it counts.
	maxSpans = 32
)

// What is asked of ample lists besides.
const (
	late    = .9 // factor of what has but weak words in title and lede
	against = .5 // factor of the points that a phrase cancels, taken from the rest
	// A theme beside one with many more points is a side of the story at most: it needs
	// this part of them, but never more than muchBeside.
	beside     = .4
	muchBeside = 3
	foreign    = 2 // words of registers in title and lede that tell them
	// Part of the points of registers that a theme needs which a sure word or a name
	// tells, or rich words do; other themes need all of them.
	outspoken = .6
	rich      = 5
)

var (
	tierPoints  = [...]float64{feed.WeakWord: weakPoints, feed.StrongWord: strongPoints, feed.SureWord: surePoints}
	placeFactor = [...]float64{inTitle: 3, inLede: 2, inRest: 1}
)

// points are what the word list of one theme found in an article.
type points struct {
	first, last int32 // hits
	sum         float64
	near        int32   // hits in title and lede
	sure        bool    // a sure word stands in title or lede, one of a single sense
	headed      bool    // such a word stands in the title
	voided      bool    // a phrase of the title cancels a word
	doubt       float64 // part of the points of registers that are needed
	implied     bool    // by a theme below it that is suggested
	needed      float64
	z           float64
	heard       float64 // of the user's tagging, as a logit about the neutral point
	said        float64 // that times its weight
}

// count adds up the points of the hits, in the order in which they stand.
func (x *scratch) count(lx *lexicon) {
	x.points = slices.Grow(x.points[:0], len(lx.ample))[:len(lx.ample)]
	clear(x.points)
	x.counts = slices.Grow(x.counts[:0], len(lx.words))[:len(lx.words)]
	x.other = slices.Grow(x.other[:0], len(lx.words))[:len(lx.words)]
	for i := range x.voids {
		h := &x.voids[i]
		x.other[h.word] = true
		p := &x.points[h.theme]
		p.voided = p.voided || x.words[h.from].place == inTitle
	}
	length := math.Sqrt(max(1, float64(len(x.words))/usualWords))
	for k := 0; k < len(x.hits); {
		k = x.countTheme(lx, k, length)
	}
	for i := range x.voids {
		h := &x.voids[i]
		if p := &x.points[h.theme]; lx.ample[h.theme] && !p.sure {
			p.sum = max(0, p.sum-against*x.worth(h)/length)
		}
	}
	for i := range x.hits {
		x.counts[x.hits[i].word] = 0
	}
	for i := range x.voids {
		x.counts[x.voids[i].word], x.other[x.voids[i].word] = 0, false
	}
}

// tally counts hits of one theme.
type tally struct {
	firm  int  // that are not weak
	early int  // of those, in title and lede
	kinds int  // different words
	plain int  // different words of a single sense, those that are not weak twice
	clear bool // one of these is sure, or a name
	told  bool // a sure word stands in the title, in whatever sense
}

// countTheme adds up the hits of one theme, the first of which is the k-th, and
// returns where they end.
func (x *scratch) countTheme(lx *lexicon, k int, length float64) int {
	theme := x.hits[k].theme
	p, ample := &x.points[theme], lx.ample[theme]
	p.first = int32(k)
	var n tally
	for ; k < len(x.hits) && x.hits[k].theme == theme; k++ {
		h := &x.hits[k]
		if ample {
			h.tier = x.tierOf(lx, h)
		}
		p.sum += x.worth(h)
		p.tally(&n, h.tier, x.words[h.from].place, x.counts[h.word] == 1, ample, &lx.words[h.word])
	}
	p.last = int32(k)
	p.sum /= length
	p.judge(n, ample, len(x.words))
	return k
}

// tally counts a hit.
func (p *points) tally(n *tally, tier feed.Tier, at place, fresh, ample bool, w *entryWord) {
	isSure, twofold := tier == feed.SureWord, ample && w.twofold
	if fresh {
		n.kinds++
	}
	if fresh && !twofold {
		n.plain += 1 + min(int(tier), 1)
		n.clear = n.clear || isSure || w.name && tier != feed.WeakWord
	}
	if tier != feed.WeakWord {
		n.firm++
	}
	if at != inRest {
		p.near++
		n.early += min(int(tier), 1)
		p.sure = p.sure || isSure && !twofold
	}
	if isSure && at == inTitle {
		p.headed, n.told = p.headed || !twofold, true
	}
}

// judge sets right a sum that one word has run up. Of an ample list more is asked than
// of a short one: it finds a word of its own in most texts, and in those that are
// about the theme several, one of them early. Words with another sense, however many,
// are a figure of speech where no other stands beside them.
func (p *points) judge(n tally, ample bool, words int) {
	p.doubt = 1
	if !p.voided && (n.clear || n.plain >= rich) {
		p.doubt = outspoken
	}
	if ample && n.kinds < 2 && n.firm < 2 && !p.headed && words > usualWords {
		p.sure = false // named once, in passing
	}
	switch {
	case p.sure:
		p.sum = max(p.sum, enough)
	case n.firm < 2 && (n.kinds < 2 || n.firm == 0 && n.kinds < 3), ample && n.kinds < 2,
		ample && (n.plain == 0 || n.plain == 1 && !n.told):
		p.sum = min(p.sum, enough-lone)
	case ample && n.early == 0:
		p.sum *= late
	}
}

// worth returns what a hit adds, and counts it.
func (x *scratch) worth(h *hit) float64 {
	v := tierPoints[h.tier] * placeFactor[x.words[h.from].place]
	if x.counts[h.word]++; x.counts[h.word] > 1 {
		v *= again
	}
	return v
}

// require works out how many points each theme needs.
func (s *Scorer) require(x *scratch) {
	most := 0.0
	for i := range s.themes {
		most = max(most, x.points[i].sum)
	}
	for i := range s.themes {
		p := &x.points[i]
		p.needed = enough
		if s.lexicon.ample[i] {
			p.needed = max(enough, min(beside*most, muchBeside))
		}
		if !p.headed {
			p.needed = max(p.needed, p.doubt*x.register(len(s.themes), s.wary[i]))
		}
		for _, k := range s.yields[i] {
			p.needed = max(p.needed, clearly*x.points[k].sum)
		}
	}
}
