package theme

import "veille/feed"

// Why tells how the score of one theme comes about, suggested or not. Needed is
// more than the usual points where the theme gives way to another, stands beside a much
// stronger one, or gives way to the kind of news that the article is (see registers).
func (s *Scorer) Why(a *feed.Article, theme feed.ID) feed.Why {
	out := feed.Why{Theme: theme}
	for i := range s.themes {
		if s.themes[i].ID == theme {
			x := s.score(a)
			defer s.release(x)
			s.why(x, i, &out)
			break
		}
	}
	return out
}

func (s *Scorer) why(x *scratch, i int, out *feed.Why) {
	p := &x.points[i]
	out.Version = s.themes[i].Version
	out.Points, out.Needed = p.sum, p.needed
	if p.sum > 0 || p.said > 0 {
		out.Score = scoreOf(p.z)
	}
	for k := p.first; k < p.last; k++ {
		h := &x.hits[k]
		out.Evidence = append(out.Evidence, s.evidence(x, h, x.worth(h)))
	}
	for k := p.first; k < p.last; k++ {
		x.counts[x.hits[k].word] = 0
	}
	for k := range x.cancels {
		if h := &x.cancels[k]; h.theme == int32(i) {
			out.Against = append(out.Against, s.evidence(x, h, 0))
		}
	}
	if s.voice != nil {
		s.voice.why(x, i, out)
	}
}

func (s *Scorer) evidence(x *scratch, h *hit, worth float64) feed.Evidence {
	r := x.rangeOf(h)
	w := &s.lexicon.words[h.word]
	return feed.Evidence{Range: r, Text: x.fields[r.Field][r.Start:r.End], Word: w.text, Tier: w.tier, Points: worth}
}
