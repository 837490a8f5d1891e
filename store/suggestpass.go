package store

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/theme"
)

// scorer is what suggests themes: theme.Scorer but in tests.
type scorer interface {
	Suggest(a *feed.Article) []feed.Suggestion
	Why(a *feed.Article, theme feed.ID) feed.Why
	Mark() uint64
}

func newScorer(themes []feed.Theme, learned *theme.Learned) scorer {
	return theme.NewScorer(themes, learned)
}

// scoring is the scorer for the themes and what was learned as they are.
type scoring struct {
	scorer scorer
	themes uint64 // names.mark
	learnt uint64 // state.learnt
	mark   uint64 // of all that suggestions depend on
}

// keptScoring remembers the last.
type keptScoring struct {
	mu   sync.Mutex
	last *scoring
}

// scoring returns the scorer for what the file says now.
func (s *Store) scoring(ctx context.Context) (*scoring, error) {
	var have *scoring
	now := &scoring{}
	var themes []feed.Theme
	var learned *theme.Learned
	err := s.view(ctx, func(t *tx) error {
		have = nil
		known, err := t.known()
		if err != nil {
			return err
		}
		now.themes, now.learnt = known.mark(), t.is.learnt
		s.scored.mu.Lock()
		if last := s.scored.last; last != nil && last.themes == now.themes && last.learnt == now.learnt {
			have = last
		}
		s.scored.mu.Unlock()
		if have != nil {
			return nil
		}
		themes = themes[:0]
		for i := range known.themes {
			themes = append(themes, cloneTheme(&known.themes[i]))
		}
		learned, err = t.learned()
		return err
	})
	if err != nil || have != nil {
		return have, err
	}
	suggest := s.suggests
	if suggest == nil {
		suggest = newScorer
	}
	now.scorer = suggest(themes, learned)
	now.mark = max(1, now.scorer.Mark())
	s.scored.mu.Lock()
	s.scored.last = now
	s.scored.mu.Unlock()
	return now, nil
}

// suggesting is the pass that suggests themes.
type suggesting struct {
	*scoring
	now     time.Time
	trusted *int // counts the marks that were put on
}

func (p *suggesting) name() string { return passSuggestions }

func (p *suggesting) kept(st *state) *uint64 { return &st.scored }

func (p *suggesting) begin(ctx context.Context, s *Store) (mark uint64, err error) {
	p.now = s.now()
	if p.scoring, err = s.scoring(ctx); err != nil {
		return 0, err
	}
	return p.mark, nil
}

func (p *suggesting) holds(t *tx) (bool, error) {
	known, err := t.known()
	if err != nil {
		return false, err
	}
	return known.mark() == p.themes && t.is.learnt == p.learnt, nil
}

func (p *suggesting) work(a *feed.Article) any { return p.scorer.Suggest(a) }

// keep keeps the suggestions of docs, and puts on what is trusted.
func (p *suggesting) keep(t *tx, done []worked) error {
	known, err := t.known()
	if err != nil {
		return err
	}
	on, off := map[string]*roaring.Bitmap{}, map[string]*roaring.Bitmap{}
	for _, w := range done {
		list, _ := w.result.([]feed.Suggestion)
		if err := p.keepOne(t, known, w.doc, list, on, off); err != nil {
			return err
		}
	}
	if err := errors.Join(t.changeAll(off, false), t.changeAll(on, true)); err != nil {
		return err
	}
	return p.trust(t, known, done)
}

func (p *suggesting) keepOne(t *tx, known *names, doc uint32, list []feed.Suggestion, on, off map[string]*roaring.Bitmap) error {
	one := roaring.BitmapOf(doc)
	is := encodeSuggestions(list)
	was, err := t.get(inSug, docKey(doc))
	if err := ignoreDamage(err); err != nil {
		return err
	}
	old, oerr := decodeSuggestions(was)
	if err != nil || oerr != nil { // what it said is lost: it may be in any of the sets
		for i := range known.themes {
			joinAt(off, setSug(known.themes[i].ID), one)
		}
		old = nil
	}
	has := func(list []feed.Suggestion, id feed.ID) bool {
		return slices.ContainsFunc(list, func(s feed.Suggestion) bool { return s.Theme == id })
	}
	for i := range old {
		if !has(list, old[i].Theme) {
			joinAt(off, setSug(old[i].Theme), one)
		}
	}
	for i := range list {
		joinAt(on, setSug(list[i].Theme), one)
	}
	if err == nil && bytes.Equal(was, is) {
		return nil
	}
	t.is.sugs = rand.Uint64() | 1
	if len(is) == 0 {
		return t.del(inSug, docKey(doc))
	}
	return t.put(inSug, docKey(doc), is)
}
