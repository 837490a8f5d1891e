package theme

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// Terms are the words of one article by weight, of length one: what is learned
// from it and what is held against it.
type Terms map[string]float32

// Limits of what is learned from one article.
const (
	learnWords = 2_000 // words read of it
	longTerm   = 40    // bytes of a word that is a word
)

// Weights of a word by its place when words are counted for learning.
var learnPlace = [...]float64{inTitle: 3, inLede: 1.5, inRest: 1}

// TermsOf returns the terms of an article: folded words of the title, standfirst and
// body, without those that every text has. French and English words are in the
// singular; Vietnamese syllables keep their marks and stand alone and in pairs,
// since most of its words have two.
func TermsOf(a *feed.Article) Terms {
	var c termCounts
	c.count(a)
	out := make(Terms, len(c.order))
	for i, k := range c.order {
		out[strings.Clone(k)] = float32(c.weight[i] / c.length)
	}
	return out
}

// termCounts counts the terms of an article; it is used again.
type termCounts struct {
	index  map[string]int32
	order  []string // as they come
	weight []float64
	pair   []byte
	room   strings.Builder // of pairs
	length float64
}

func (c *termCounts) clear() {
	if c.index == nil {
		c.index = map[string]int32{}
	}
	clear(c.index)
	c.order, c.weight = c.order[:0], c.weight[:0]
}

// count counts the terms of an article and weighs them by 1 + log of their number.
func (c *termCounts) count(a *feed.Article) {
	c.clear()
	left, lede := learnWords, ledeWords
	vietnamese := a.Lang == "vi"
	for i, s := range [...]string{a.Title, a.Standfirst, a.Text()} {
		before := ""
		for t := range text.Tokens(s) {
			if left--; left < 0 {
				break
			}
			at := inTitle
			if i > 0 {
				if at = inLede; lede <= 0 {
					at = inRest
				}
				lede--
			}
			before = c.add(&t, before, learnPlace[at], vietnamese)
		}
	}
	sum := 0.0
	for i, w := range c.weight {
		w = 1 + math.Log(w)
		c.weight[i] = w
		sum += w * w
	}
	c.length = math.Sqrt(max(sum, 1e-9))
}

// add counts a word and, in Vietnamese, its pair with the one before; it returns
// what the next word is paired with.
func (c *termCounts) add(t *text.Token, before string, worth float64, vietnamese bool) string {
	term := termOf(t, vietnamese)
	if vietnamese && term != "" && before != "" {
		c.pair = append(append(append(c.pair[:0], before...), ' '), term...)
		c.addPair(worth)
	}
	c.addTerm(term, worth)
	return term
}

// addPair counts the pair at hand.
func (c *termCounts) addPair(worth float64) {
	if i, known := c.index[string(c.pair)]; known {
		c.weight[i] += worth
	} else {
		c.begin(c.keep(c.pair), worth)
	}
}

func (c *termCounts) addTerm(term string, worth float64) {
	if i, known := c.index[term]; known {
		c.weight[i] += worth
	} else if term != "" && !isStopWord(term) {
		c.begin(term, worth)
	}
}

func (c *termCounts) begin(term string, worth float64) {
	c.index[term] = int32(len(c.order))
	c.order, c.weight = append(c.order, term), append(c.weight, worth)
}

// keep copies a pair into memory that many share.
func (c *termCounts) keep(pair []byte) string {
	if c.room.Cap()-c.room.Len() < len(pair) {
		c.room = strings.Builder{}
		c.room.Grow(4096)
	}
	at := c.room.Len()
	c.room.Write(pair)
	return c.room.String()[at:]
}

// termOf returns the form of a word that is learned, "" for none: single letters
// and numbers say nothing.
func termOf(t *text.Token, vietnamese bool) string {
	w := t.Fold
	if len(w) < 2 || len(w) > longTerm || unicode.IsDigit(rune(w[0])) && strings.Trim(w, "0123456789") == "" {
		return ""
	}
	if !vietnamese {
		return singular(w)
	}
	return cmp.Or(t.Exact, w)
}

// Sample sums up the terms of some articles. Adding an article and taking it out
// again leaves it as it was but for rounding.
type Sample struct {
	N    int
	Sum  map[string]float32
	With map[string]uint32 // in how many of them a term stands; of Learned.All only
}

// dust is what rounding leaves of a term that no article has any more.
const dust = 1e-4

// Add adds one article's terms, or takes them out with sign -1. What was never
// added must not be taken out; if it is, nothing falls below zero.
func (s *Sample) Add(t Terms, sign int) {
	if sign < 0 {
		s.N = max(s.N-1, 0)
		for k, w := range t {
			if left := s.Sum[k] - w; left > dust {
				s.Sum[k] = left
			} else {
				delete(s.Sum, k)
			}
			if n := s.With[k]; n > 1 {
				s.With[k] = n - 1
			} else {
				delete(s.With, k)
			}
		}
		return
	}
	s.N++
	if s.Sum == nil {
		s.Sum = make(map[string]float32, len(t))
	}
	for k, w := range t {
		s.Sum[k] += w
		if s.With != nil {
			s.With[k]++
		}
	}
}

// Learned is what the user's tagging has taught: the articles answered at all, and
// by theme those that carry it by a mark of the user.
type Learned struct {
	All    Sample
	Themes map[feed.ID]*Sample
}

// Top returns the n terms that speak most for a theme, the strongest first.
func (l *Learned) Top(theme feed.ID, n int) []string {
	if l == nil || n <= 0 {
		return nil
	}
	tagged := l.Themes[theme]
	if tagged == nil || tagged.N == 0 {
		return nil
	}
	type weighed struct {
		term   string
		weight float64
	}
	var all []weighed
	for k, w := range tagged.Sum {
		if utf8.RuneCountInString(k) < 2 {
			continue
		}
		if v := l.weight(k, tagged, float64(w)); v > 0 {
			all = append(all, weighed{k, v})
		}
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.term, b.term))
	})
	out := make([]string, 0, min(n, len(all)))
	for _, w := range all[:min(n, len(all))] {
		out = append(out, w.term)
	}
	return out
}

// apart is how much of the mean of the rest is taken from the mean of the tagged.
// With less, the language of the tagged articles passes for their subject.
const apart = 1.5

// weight returns the weight of a term in the centroid of a theme: its mean among
// the tagged articles less a part of its mean among the rest, by its rarity.
func (l *Learned) weight(term string, tagged *Sample, sum float64) float64 {
	w := sum / float64(tagged.N)
	if rest := l.All.N - tagged.N; rest > 0 {
		w -= apart * max(float64(l.All.Sum[term])-sum, 0) / float64(rest)
	}
	return w * l.rarity(term)
}

// rarity is the inverse document frequency of a term among the articles answered.
func (l *Learned) rarity(term string) float64 {
	return rarityOf(l.All.N, int(l.All.With[term]))
}

func rarityOf(n, with int) float64 {
	return 1 + math.Log(float64(n+1)/float64(min(with, n)+1))
}
