package store

import (
	"encoding/binary"
	"errors"
	"math"

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
			if s.Theme == th.ID && isTrusted(th, scoreOf(s.Score)) && !but.has(w.doc) {
				m := feed.Mark{By: feed.ByRule, At: p.now, Score: s.Score, Spans: s.Spans, Version: s.Version}
				out = append(out, alike{encodeMark(&m), roaring.BitmapOf(w.doc)})
			}
		}
	}
	return out
}

// isTrusted reports whether a theme trusts a score, as it is kept: sug:theme>=0.9 finds
// the same.
func isTrusted(th *feed.Theme, parts int) bool {
	return th.Trust > 0 && !th.Archived && float64(parts)/scoreParts >= th.Trust
}

// trusts names what themes trust, never 0.
func (n *names) trusts() uint64 {
	var b []byte
	for i := range n.themes {
		if th := &n.themes[i]; th.Trust > 0 && !th.Archived {
			b = binary.BigEndian.AppendUint64(append(b, th.ID[:]...), math.Float64bits(th.Trust))
		}
	}
	return max(1, hash64(b))
}

// distrusted returns the docs whose suggestions are up to date and trusted now, and
// have not made marks: none but after a change of what themes trust.
func (t *tx) distrusted(known *names) ([]uint32, error) {
	if t.is.trusted == known.trusts() {
		return nil, nil
	}
	done, err := t.made(setDone(passSuggestions))
	if err != nil {
		return nil, err
	}
	trash, err := t.set(setTrash)
	if err != nil {
		return nil, err
	}
	done.drop(trash)
	of := map[feed.ID]docSet{}
	for i := range known.themes {
		th := &known.themes[i]
		if th.Trust <= 0 || th.Archived {
			continue
		}
		docs, err := t.made(setSug(th.ID))
		if err != nil {
			return nil, err
		}
		settled, err := t.trustedSets(known, th)
		if err != nil {
			return nil, err
		}
		of[th.ID] = docs.meet(done).drop(settled)
	}
	out := t.newSet()
	err = t.eachScore(of, func(doc uint32, theme feed.ID, parts uint16) {
		if th, ok := known.theme(theme); ok && isTrusted(&th, int(parts)) {
			out.add(doc)
		}
	})
	return out.docs(), err
}

// trustAnew makes marks of what is trusted since themes trust something else: nothing
// is scored for it.
func (p *suggesting) trustAnew(u *catchingUp) error {
	var docs []uint32
	same := false
	err := u.store.view(u.ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		same = t.is.trusted == known.trusts()
		docs, err = t.distrusted(known)
		return err
	})
	if err != nil || same {
		return err
	}
	for more := true; more; {
		part := docs[:min(max(u.size, firstBatch), len(docs))]
		docs = docs[len(part):]
		more = len(docs) > 0
		_, err := u.store.update(u.ctx, func(t *tx) error {
			if ok, err := p.holds(t); err != nil || !ok {
				return errors.Join(err, errStale)
			}
			return p.trustSome(t, part, !more)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// trustSome makes marks of what some docs have, all that there are when they are last.
func (p *suggesting) trustSome(t *tx, docs []uint32, last bool) error {
	known, err := t.known()
	if err != nil {
		return err
	}
	var done []worked
	for _, doc := range docs {
		list, err := t.suggestions(doc)
		if err := ignoreDamage(err); err != nil {
			return err
		}
		done = append(done, worked{doc, list})
	}
	if last {
		t.is.trusted = known.trusts()
	}
	return p.trust(t, known, done)
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
