package store

import (
	"maps"
	"slices"

	"veille/feed"
	"veille/feed/highlight"
)

// note writes or takes off a note of an article in both.
func (p *pair) note() {
	for _, id := range p.some(1) {
		a := p.m.arts[id]
		after := []string{"first words", "other words", ""}[p.r.IntN(3)]
		c, err := p.s.SetNote(p.t.Context(), id, after)
		p.must(err)
		if (c.Count > 0) != (a.note != after) {
			p.t.Fatalf("noted %d, %q where %q stood", c.Count, after, a.note)
		}
		if a.note != after {
			p.m.commit(&modelStep{verb: feed.DidNote, edits: []*modelEdit{{art: id, before: a.note, after: after}}})
		}
	}
}

// highlight highlights a passage, changes a highlight or takes it off.
func (p *pair) highlight() {
	for _, id := range p.some(1) {
		a := p.m.arts[id]
		var is feed.Highlight
		ids := slices.SortedFunc(maps.Keys(a.highs), func(x, y feed.ID) int { return slices.Compare(x[:], y[:]) })
		if len(ids) > 0 && p.r.IntN(2) == 0 {
			is = a.highs[ids[p.r.IntN(len(ids))]]
			if p.r.IntN(2) == 0 {
				_, err := p.s.DropHighlight(p.t.Context(), id, is.ID)
				p.must(err)
				p.m.commit(&modelStep{verb: feed.DidHighlight, edits: []*modelEdit{{art: id, theme: is.ID, before: is, after: feed.Highlight{}}}})
				continue
			}
		} else {
			art, err := p.s.Article(p.t.Context(), id)
			p.must(err)
			from := p.r.IntN(len(art.Text()) - 20)
			is = highlight.New(&art, feed.Range{Start: from, End: from + 1 + p.r.IntN(20)}, p.now)
			if is.IsLost() {
				continue
			}
		}
		was := a.highs[is.ID]
		is.Note, is.Themes = []string{"", "one", "two"}[p.r.IntN(3)], nil
		if th := p.theme(); !th.IsZero() && p.r.IntN(2) == 0 {
			is.Themes = []feed.ID{th}
		}
		_, c, err := p.s.Highlight(p.t.Context(), id, is)
		p.must(err)
		changed := string(encodeHigh(&was)) != string(encodeHigh(&is))
		if (c.Count > 0) != changed {
			p.t.Fatalf("highlighted %d: %+v, was %+v", c.Count, is, was)
		}
		if changed {
			p.m.commit(&modelStep{verb: feed.DidHighlight, edits: []*modelEdit{{art: id, theme: is.ID, before: was, after: is}}})
		}
	}
}

// applyNoted puts a note or a highlight of the model into a state.
func (m *model) applyNoted(e *modelEdit, to any) {
	a := m.arts[e.art]
	if a == nil {
		return
	}
	switch to := to.(type) {
	case string:
		a.note = to
	case feed.Highlight:
		if a.highs == nil {
			a.highs = map[feed.ID]feed.Highlight{}
		}
		if a.highs[e.theme] = to; to.ID.IsZero() {
			delete(a.highs, e.theme)
		}
	}
}

// rethemed are the edits that put a theme in the place of another on highlights.
func (m *model) rethemed(from, into feed.ID) (out []*modelEdit) {
	for id, a := range m.arts {
		for _, h := range a.highs {
			if len(h.Themes) == 0 || h.Themes[0] != from {
				continue
			}
			is := h
			if is.Themes = nil; !into.IsZero() {
				is.Themes = []feed.ID{into}
			}
			out = append(out, &modelEdit{art: id, theme: h.ID, before: h, after: is})
		}
	}
	return out
}

// compareNoted compares notes and highlights of an article.
func (p *pair) compareNoted(a *feed.Article, want *modelArt) {
	p.t.Helper()
	if got := feed.JoinNotes(a.Notes); got != want.note {
		p.t.Fatalf("note %q, want %q", got, want.note)
	}
	if len(a.Highlights) != len(want.highs) {
		p.t.Fatalf("%d highlights, want %d", len(a.Highlights), len(want.highs))
	}
	for i := range a.Highlights {
		h := a.Highlights[i]
		w := want.highs[h.ID]
		if string(encodeHigh(&h)) != string(encodeHigh(&w)) {
			p.t.Fatalf("highlight %+v, want %+v", h, w)
		}
	}
}
