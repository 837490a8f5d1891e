package theme

import (
	"cmp"
	"math"
	"slices"
	"sync"

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
	late         = .9  // factor of what has but weak words in title and lede
	against      = .5  // factor of the points that a phrase cancels, taken from the rest
	foreign      = 2   // words of a register in title and lede that tell it
	// silent is the least z of the words of a theme that has none but its names: that
	// they are missing says little.
	silent = -1.5
	// maxSpans is how much evidence is kept of one suggestion; all of it counts.
	maxSpans = 32
)

var (
	tierPoints  = [...]float64{feed.WeakWord: weakPoints, feed.StrongWord: strongPoints, feed.SureWord: surePoints}
	placeFactor = [...]float64{inTitle: 3, inLede: 2, inRest: 1}
)

// The score is the share of suggestions of this z that are right, as a logistic
// curve fitted on labelled articles: of those with a z below 0.5 about seven in ten
// were, below 1.2 six in seven, above that 24 in 25.
const (
	scoreAtZero = .6
	scoreSlope  = 1.3
)

// Scorer suggests themes for articles by their word lists and by what the user's
// own tagging has taught. It may be used by several goroutines at once; making one
// costs some milliseconds.
type Scorer struct {
	themes  []feed.Theme
	lexicon *lexicon
	yields  [][]int32 // themes to which a theme gives way
	wary    []bool    // themes that must say more than a register
	parent  []int32   // -1 for none
	listed  []bool    // themes that have words of their own
	voice   *voices
	mark    uint64
	pool    sync.Pool
}

// points are what the word list of one theme found in an article.
type points struct {
	first, last int32 // hits
	sum         float64
	near        int32 // hits in title and lede
	sure        bool  // a sure word stands in title or lede
	headed      bool  // one stands in the title
	implied     bool  // by a theme below it that is suggested
	needed      float64
	z           float64
	heard       float64 // of the user's tagging, as a logit about the neutral point
	said        float64 // that times its weight
}

// NewScorer makes a scorer for the themes that are not archived; learned may be
// nil.
func NewScorer(themes []feed.Theme, learned *Learned) *Scorer {
	s := &Scorer{}
	for i := range themes {
		if !themes[i].Archived {
			s.themes = append(s.themes, themes[i])
		}
	}
	s.lexicon = newLexicon(s.themes, registers())
	s.wary = s.lexicon.wary(len(s.themes))
	at := map[feed.ID]int32{}
	for i := range s.themes {
		at[s.themes[i].ID] = int32(i)
	}
	s.yields, s.parent = make([][]int32, len(s.themes)), make([]int32, len(s.themes))
	s.listed = make([]bool, len(s.themes))
	for i := range s.themes {
		for _, id := range s.themes[i].Yields {
			if k, ok := at[id]; ok && k != int32(i) {
				s.yields[i] = append(s.yields[i], k)
			}
		}
		for _, words := range s.themes[i].Words {
			s.listed[i] = s.listed[i] || len(words) > 0
		}
		s.parent[i] = -1
		if k, ok := at[s.themes[i].Parent]; ok {
			s.parent[i] = k
		}
	}
	s.voice = newVoices(s.themes, learned)
	s.mark = markOf(s.themes, s.voice)
	s.pool.New = func() any { return &scratch{} }
	return s
}

// Suggest returns the themes that an article seems to belong to, surest first,
// whatever tags it has. The same article gives the same on every machine. Only the
// title, standfirst and body count. A theme is left out where one below it is
// suggested, which implies it.
func (s *Scorer) Suggest(a *feed.Article) []feed.Suggestion {
	if len(s.themes) == 0 {
		return nil
	}
	x := s.score(a)
	defer s.release(x)
	var who []int
	for i := range s.themes {
		if s.suggested(x, i) {
			who = append(who, i)
			s.imply(x, i)
		}
	}
	var out []feed.Suggestion
	for _, i := range who {
		if x.points[i].implied {
			continue
		}
		t := &s.themes[i]
		out = append(out, feed.Suggestion{Theme: t.ID, Score: scoreOf(x.points[i].z), Version: t.Version, Spans: s.spans(x, i)})
	}
	slices.SortStableFunc(out, func(a, b feed.Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// imply notes that a theme implies those above it; a ring of parents ends where it
// closes.
func (s *Scorer) imply(x *scratch, i int) {
	for k := s.parent[i]; k >= 0 && int(k) != i && !x.points[k].implied; k = s.parent[k] {
		x.points[k].implied = true
	}
}

// score works out the points of all themes.
func (s *Scorer) score(a *feed.Article) *scratch {
	x := s.pool.Get().(*scratch)
	langs, ok := s.lexicon.languages[a.Lang]
	if !ok {
		langs = everyLanguage
	}
	x.read(s.lexicon, s.voice, a, langs)
	x.find(s.lexicon, a.Lang != "vi")
	x.settle()
	x.count(s.lexicon)
	register := x.register(len(s.themes))
	x.points = x.points[:len(s.themes)]
	for i := range x.points {
		p := &x.points[i]
		p.needed = enough
		if s.wary[i] && !p.headed {
			p.needed = max(p.needed, register)
		}
		for _, k := range s.yields[i] {
			p.needed = max(p.needed, clearly*x.points[k].sum)
		}
	}
	if s.voice != nil {
		s.voice.hear(x)
	}
	for i := range x.points {
		p := &x.points[i]
		p.z = sharp * math.Log((p.sum+smooth)/(p.needed+smooth))
		if !s.listed[i] {
			p.z = max(p.z, silent)
		}
		// Machines differ in the last bits of a sum; nothing must hang on them.
		p.z = math.Round((p.z+p.said)*1e6) / 1e6
	}
	return x
}

// release gives a scratch back, unless an enormous article has blown it up.
func (s *Scorer) release(x *scratch) {
	x.fields, x.article = [3]string{}, nil
	if cap(x.words) <= maxWords/4 {
		s.pool.Put(x)
	}
}

// count adds up the points of the hits, in the order in which they stand.
func (x *scratch) count(lx *lexicon) {
	x.points = slices.Grow(x.points[:0], len(lx.ample))[:len(lx.ample)]
	clear(x.points)
	x.counts = slices.Grow(x.counts[:0], len(lx.words))[:len(lx.words)]
	x.other = slices.Grow(x.other[:0], len(lx.words))[:len(lx.words)]
	for i := range x.voids {
		x.other[x.voids[i].word] = true
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
	firm  int // that are not weak
	early int // of those, in title and lede
	kinds int // different words
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
		if x.counts[h.word] == 1 {
			n.kinds++
		}
		at := x.words[h.from].place
		if h.tier != feed.WeakWord {
			n.firm++
		}
		if at != inRest {
			p.near++
			n.early += min(int(h.tier), 1)
			p.sure = p.sure || h.tier == feed.SureWord
		}
		p.headed = p.headed || h.tier == feed.SureWord && at == inTitle
	}
	p.last = int32(k)
	p.sum /= length
	p.judge(n, ample, len(x.words))
	return k
}

// judge sets right a sum that one word has run up. Of an ample list more is asked than
// of a short one: it finds a word of its own in most texts, and in those that are
// about the theme several, one of them early.
func (p *points) judge(n tally, ample bool, words int) {
	if ample && n.kinds < 2 && n.firm < 2 && !p.headed && words > usualWords {
		p.sure = false // named once, in passing
	}
	switch {
	case p.sure:
		p.sum = max(p.sum, enough)
	case n.firm < 2 && (n.kinds < 2 || n.firm == 0 && n.kinds < 3), ample && n.kinds < 2:
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

func (s *Scorer) suggested(x *scratch, i int) bool {
	p := &x.points[i]
	if p.sum == 0 && p.said <= 0 {
		return false
	}
	if least := s.themes[i].Threshold; least > 0 {
		return scoreOf(p.z) >= least
	}
	return p.z >= 0
}

// scoreOf turns z, 0 where something begins to be suggested, into a share.
func scoreOf(z float64) float64 {
	l := scoreSlope*z + math.Log(scoreAtZero/(1-scoreAtZero))
	return math.Round(1e4/(1+math.Exp(-l))) / 1e4
}

// spans returns the evidence for a theme.
func (s *Scorer) spans(x *scratch, i int) []feed.Range {
	p := &x.points[i]
	if p.first == p.last {
		if s.voice == nil {
			return nil
		}
		return s.voice.spans(x, i)
	}
	n := min(int(p.last-p.first), maxSpans)
	out := make([]feed.Range, 0, n)
	for _, h := range x.hits[p.first : int(p.first)+n] {
		out = append(out, x.rangeOf(&h))
	}
	return out
}

func (x *scratch) rangeOf(h *hit) feed.Range {
	w := &x.words[h.from]
	return feed.Range{Field: w.field, Start: int(w.start), End: int(x.words[h.to-1].end)}
}

// Mark names what the scores depend on: it changes with the themes' lists, their
// thresholds, what was learned, and the algorithm. Learning moves it in steps of
// about half as many articles again, so that an archive is not gone through anew
// for each tag.
func (s *Scorer) Mark() uint64 { return s.mark }
