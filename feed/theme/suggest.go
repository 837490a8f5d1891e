package theme

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"veille/feed"
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
	wary    []uint64  // registers, one bit each, than which a theme must say more
	parent  []int32   // -1 for none
	listed  []bool    // themes that have words of their own
	voice   *voices
	mark    uint64
	pool    sync.Pool
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
	s.wary = s.lexicon.wary(s.themes, registers())
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
	s.require(x)
	x.points = x.points[:len(s.themes)]
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
