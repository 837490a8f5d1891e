package store

import (
	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// What a theme trusts becomes a mark by rule, once each while the words of the theme
// are what they are: set did/<theme>/<list>. And what the user has taken a theme off,
// by whatever way it came there, gets it back from nobody but the user, whatever the
// words: set did/<theme>/0. Undo of the taking off takes the docs out of it again.

// trust makes marks by rule of the suggestions that their themes trust.
func (p *suggesting) trust(t *tx, known *names, done []worked) error {
	for i := range known.themes {
		th := &known.themes[i]
		if th.Trust <= 0 || th.Archived {
			continue
		}
		settled, err := t.trustedSets(known, th)
		if err != nil {
			return err
		}
		sure := p.sure(th, done, settled)
		if len(sure) == 0 {
			continue
		}
		*p.trusted += len(sure)
		if err := t.putMany(th.ID, sure); err != nil {
			return err
		}
		if err := t.change(setTrusted(known, th.ID), docsOf(sure), true); err != nil {
			return err
		}
	}
	return nil
}

// sure are the marks of what a theme trusts.
func (p *suggesting) sure(th *feed.Theme, done []worked, but docSet) (out []alike) {
	for _, w := range done {
		list, _ := w.result.([]feed.Suggestion)
		for _, s := range list {
			if s.Theme == th.ID && s.Score >= th.Trust && !but.has(w.doc) {
				m := feed.Mark{By: feed.ByRule, At: p.now, Score: s.Score, Spans: s.Spans, Version: s.Version}
				out = append(out, alike{encodeMark(&m), roaring.BitmapOf(w.doc)})
			}
		}
	}
	return out
}

// trustedSets are the docs that trust no longer puts a theme on.
func (t *tx) trustedSets(known *names, th *feed.Theme) (docSet, error) {
	out, err := t.answered(known, th.ID)
	if err != nil {
		return nil, err
	}
	if err := t.addSet(out, setTrusted(known, th.ID)); err != nil {
		return nil, err
	}
	return out, t.addSet(out, setOff(th.ID))
}

// setTrusted holds the docs that trust has put a theme on while its words were as
// they are.
func setTrusted(known *names, theme feed.ID) string {
	return setDid(theme, uint64(known.lists()[theme]))
}

// setOff holds the docs that the user has taken a theme off. No list of words has the
// number 0.
func setOff(theme feed.ID) string { return setDid(theme, 0) }

// planOff notes that the user takes a theme off docs.
func (t *tx) planOff(st *step, theme feed.ID, docs *roaring.Bitmap) error {
	off, err := t.set(setOff(theme))
	if err != nil {
		return err
	}
	if docs = roaring.AndNot(docs, off.bitmap()); !docs.IsEmpty() {
		st.ops = append(st.ops, op{kind: opSet, set: setOff(theme), docs: docs, on: true})
	}
	return nil
}

// planOwn adds the operations that make what a rule, or trust, has put on docs the
// user's own: it teaches from then on, and stays when the rule goes. It returns the
// docs.
func (t *tx) planOwn(st *step, theme feed.ID, docs docSet) (docSet, error) {
	ruled, err := t.set(setBy(feed.ByRule, theme))
	if err != nil {
		return nil, err
	}
	ruled = ruled.and(docs)
	groups, err := t.gather(theme, ruled.bitmap())
	if err != nil {
		return nil, err
	}
	st.ops = append(st.ops, markOps(theme, groups, false)...)
	return ruled, nil
}
