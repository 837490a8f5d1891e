package store

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
	"veille/feed/theme"
)

// Bucket learn: key theme, the zero theme for all articles that were answered at
// all. The set learned/<theme> has the docs that are in it.
//
//	1 n  2 term*{1 text  2 sum float32  3 with}
//
// Of a theme the maxLearned terms of the greatest weight are kept, of all articles
// maxLearnedAll: what stands in one text alone is dropped first. That bounds a
// record to some 200 KB and 1 MB.
const (
	maxLearned    = 6000
	maxLearnedAll = 30_000
)

func setLearned(theme feed.ID) string {
	if theme.IsZero() {
		return learnedPrefix
	}
	return learnedPrefix + theme.String()
}

func encodeSample(s *theme.Sample) []byte {
	b := addInt(make([]byte, 0, 32*len(s.Sum)+16), 1, int64(s.N))
	for _, term := range sortedNames(s.Sum) {
		b = addMessage(b, 2, func(m []byte) []byte {
			m = addString(m, 1, term)
			m = protowire.AppendTag(m, 2, protowire.Fixed32Type)
			m = protowire.AppendFixed32(m, math.Float32bits(s.Sum[term]))
			return addUint(m, 3, uint64(s.With[term]))
		})
	}
	return b
}

func decodeSample(b []byte) (s theme.Sample, err error) {
	s.Sum = map[string]float32{}
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			s.N = int(r.int())
		case 2:
			m := r.message()
			var term string
			for n := m.next(); n != 0; n = m.next() {
				switch n {
				case 1:
					term = m.string()
				case 2:
					s.Sum[term] = m.float32()
				case 3:
					setAt(&s.With, term, uint32(m.uint()))
				default:
					m.skip()
				}
			}
			r.done(m)
		default:
			r.skip()
		}
	}
	return s, r.err
}

func (r *record) float32() float32 {
	if r.typ != protowire.Fixed32Type {
		r.fail()
		return 0
	}
	v, n := protowire.ConsumeFixed32(r.b)
	if n < 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return math.Float32frombits(v)
}

// prune keeps the terms of the greatest weight.
func prune(s *theme.Sample, most int) {
	for term, sum := range s.Sum {
		if !(sum > 1e-6) { // taken out again, but for rounding
			delete(s.Sum, term)
			delete(s.With, term)
		}
	}
	if len(s.Sum) <= most {
		return
	}
	type weighed struct {
		term string
		sum  float32
	}
	all := make([]weighed, 0, len(s.Sum))
	for term, sum := range s.Sum {
		all = append(all, weighed{term, sum})
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.sum, a.sum), strings.Compare(a.term, b.term))
	})
	for _, w := range all[most:] {
		delete(s.Sum, w.term)
		delete(s.With, w.term)
	}
}

// learned returns what tagging has taught, nil when that is nothing. A record that
// cannot be read is left out: it is learned anew.
func (t *tx) learned() (*theme.Learned, error) {
	if t.is.learnt == 0 {
		return nil, nil
	}
	l := &theme.Learned{Themes: map[feed.ID]*theme.Sample{}}
	for k, v := range t.up(inLearn, nil) {
		p, ok := inLearn.unseal(k, v)
		if !ok || len(k) != len(feed.ID{}) {
			continue
		}
		s, err := decodeSample(p)
		if err != nil {
			continue
		}
		if id := feed.ID(k); id.IsZero() {
			l.All = s
		} else {
			l.Themes[id] = &s
		}
	}
	return l, nil
}
