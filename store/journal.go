package store

import (
	"bytes"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/theme"
)

// maxSteps is how many changes the journal keeps; older ones can no longer be
// undone.
const maxSteps = 1000

// commit does the operations of a step and puts it into the journal. What was
// undone before can then no longer be redone.
func (t *tx) commit(s *step) error {
	if err := t.do(s, true); err != nil {
		return err
	}
	return t.record(s)
}

// record puts a step that is done into the journal.
func (t *tx) record(s *step) error {
	if err := t.makeRoom(); err != nil {
		return err
	}
	t.is.seq++
	t.is.done = t.is.seq
	s.change.Seq = t.is.seq
	return t.putStep(s)
}

func (t *tx) putStep(s *step) error {
	p, err := s.encode()
	if err != nil {
		return err
	}
	return t.put(inJournal, seqKey(s.change.Seq), p)
}

// makeRoom deletes the changes that are undone, and of the others the oldest
// that are too many.
func (t *tx) makeRoom() error {
	var done, undone [][]byte
	for k := range t.up(inJournal, nil) {
		if len(k) == 8 && seqOf(k) > t.is.done {
			undone = append(undone, slices.Clone(k))
		} else {
			done = append(done, slices.Clone(k))
		}
	}
	if err := t.delAll(inJournal, undone); err != nil {
		return err
	}
	return t.delAll(inJournal, done[:max(0, len(done)-maxSteps+1)])
}

func (t *tx) delAll(b bucket, keys [][]byte) error {
	for _, k := range keys {
		if err := t.del(b, k); err != nil {
			return err
		}
	}
	return nil
}

// do applies all operations of a step, the last first when going back.
// Articles destroyed since are left out.
func (t *tx) do(s *step, forward bool) error {
	all, err := t.set(setAll)
	if err != nil {
		return err
	}
	for i := range s.ops {
		o := &s.ops[i]
		if !forward {
			o = &s.ops[len(s.ops)-1-i]
		}
		if err := t.apply(o, all, forward); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) apply(o *op, all docSet, forward bool) error {
	on := o.on == forward
	switch o.kind {
	case opSet:
		return t.change(o.set, present(o.docs, all), on)
	case opMark:
		if on {
			return t.putMarks(o.theme, o.mark, present(o.docs, all))
		}
		return t.dropMarks(o.theme, present(o.docs, all))
	case opMany:
		if on {
			return t.putMany(o.theme, among(o.held, all))
		}
		return t.dropMarks(o.theme, present(o.docs, all))
	case opDrop:
		if on {
			return t.putDrops(o.theme, among(o.held, all))
		}
		return t.delDrops(o.theme, among(o.held, all))
	case opTheme:
		return t.applyTheme(o, all, forward)
	case opHead:
		return t.applyHead(o, all, forward)
	case opQuery, opRule:
		in := inQuery
		if o.kind == opRule {
			in = inRule
		}
		if forward {
			return t.define(in, o.theme, o.after)
		}
		return t.define(in, o.theme, o.before)
	case opSource:
		return t.applySource(o, forward)
	case opStory:
		return t.applyStory(o, all, forward)
	case opNote:
		return t.applyNote(o, all, forward)
	case opHigh:
		return t.applyHigh(o, all, forward)
	}
	return damaged("operation %d of the journal is unknown", o.kind)
}

// present returns those docs that are still kept.
func present(docs *roaring.Bitmap, all docSet) *roaring.Bitmap {
	out := roaring.New()
	if docs == nil {
		return out
	}
	for it := docs.Iterator(); it.HasNext(); {
		if d := it.Next(); all.has(d) {
			out.Add(d)
		}
	}
	return out
}

// applyTheme puts the theme into the state after or before the operation.
func (t *tx) applyTheme(o *op, all docSet, forward bool) (err error) {
	to := &o.after
	if !forward {
		to = &o.before
	}
	if *to == nil {
		return t.removeTheme(o, forward)
	}
	if *to, err = t.withFreeSlug(o.theme, *to); err != nil {
		return err
	}
	if err := t.define(inTheme, o.theme, *to); err != nil {
		return err
	}
	if err := t.putMany(o.theme, among(o.held, all)); err != nil {
		return err
	}
	o.held = nil
	return nil
}

// removeTheme deletes a theme. Its marks go with it and come back with it: also
// those that others, an import say, have put on since. But a theme that others
// use outlives the undo of its making: the next change would end the redo that
// could bring their marks back.
func (t *tx) removeTheme(o *op, forward bool) error {
	docs, err := t.tagged(o.theme)
	if err != nil {
		return err
	}
	known, err := t.known()
	if err != nil {
		return err
	}
	if !forward && (!docs.IsEmpty() || len(known.family(o.theme, false)) > 1) {
		th, _ := known.theme(o.theme)
		th.Pin = 0 // the digit goes back to the theme that had it
		return t.define(inTheme, o.theme, encodeTheme(&th))
	}
	if o.held, err = t.gather(o.theme, docs); err != nil {
		return err
	}
	if err := t.dropMarks(o.theme, docs); err != nil {
		return err
	}
	return t.define(inTheme, o.theme, nil)
}

// withFreeSlug gives a theme that comes back another slug when its own has
// been given to a new theme meanwhile.
func (t *tx) withFreeSlug(id feed.ID, rec []byte) ([]byte, error) {
	th, err := decodeTheme(id, rec)
	if err != nil {
		return nil, damaged("theme %s in the journal", id)
	}
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	free := known.freeSlug(th.Slug, id)
	if free == th.Slug {
		return rec, nil
	}
	th.Slug = free
	return encodeTheme(&th), nil
}

// applyHead changes what a correction changed. Where the source has replaced the
// text since, the text stays as it is.
func (t *tx) applyHead(o *op, all docSet, forward bool) error {
	if !all.has(o.doc) {
		return nil
	}
	from, to, bodyFrom, body := o.before, o.after, o.bodyBefore, o.bodyAfter
	if !forward {
		from, to, bodyFrom, body = to, from, body, bodyFrom
	}
	was, found, err := t.entry(o.doc)
	if err != nil || !found {
		return err
	}
	left, err1 := decodeEntry(from)
	right, err2 := decodeEntry(to)
	if err1 != nil || err2 != nil {
		return damaged("article %s in the journal", was.head.ID)
	}
	if body != nil {
		now, err := t.get(inBody, docKey(o.doc))
		if err != nil {
			return err
		}
		if !bytes.Equal(now, bodyFrom) {
			body, right.head.Words = nil, left.head.Words
		}
	}
	is := mergeEntry(was, left, right)
	before := t.bodySetsOf(o.doc, &was.head)
	if body != nil {
		if err := t.rebody(o.doc, body); err != nil {
			return err
		}
	}
	if err := t.moveSets(o.doc, before, t.bodySetsOf(o.doc, &is.head)); err != nil {
		return err
	}
	if body != nil || is.head.Title != was.head.Title || is.head.URL != was.head.URL {
		if err := t.edited(o.doc); err != nil {
			return err
		}
	}
	return t.replaceEntry(o.doc, &was, &is)
}

// rebody puts another body in the place of one whose raw stays.
func (t *tx) rebody(doc uint32, body []byte) error {
	if err := t.ownRaw(doc); err != nil {
		return err
	}
	return t.put(inBody, docKey(doc), slices.Clone(body))
}

// bodySetsOf is bodySets of a doc that is kept, none when its body cannot be
// read: its sets then stay as they are, and the head can be corrected still.
func (t *tx) bodySetsOf(doc uint32, h *feed.Head) []string {
	frame, err := t.get(inBody, docKey(doc))
	if err != nil || frame == nil {
		return nil
	}
	var lent codecs
	c, err := lent.take()
	if err != nil {
		return nil
	}
	plain, err := c.unpack(nil, frame)
	if err != nil {
		return nil
	}
	var a feed.Article
	if decodeBody(plain, &a) != nil {
		return nil
	}
	a.Head = *h
	return bodySets(&a)
}

// Undo takes the newest change back that is not undone. The error wraps
// feed.ErrNothing when there is none.
func (s *Store) Undo(ctx context.Context) (feed.Change, error) {
	return s.travel(ctx, false)
}

// Redo does the oldest change again that is undone. The error wraps
// feed.ErrNothing when there is none.
func (s *Store) Redo(ctx context.Context) (feed.Change, error) {
	return s.travel(ctx, true)
}

func (s *Store) travel(ctx context.Context, forward bool) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		st, err := t.nextStep(forward)
		if err != nil {
			return err
		}
		if err := t.do(&st, forward); err != nil {
			return err
		}
		// The record is written back: it may hold marks now, or no longer.
		if err := t.putStep(&st); err != nil {
			return err
		}
		t.is.done = st.change.Seq
		if !forward {
			t.is.done--
		}
		c = st.change
		c.Undone = !forward
		return nil
	})
	return c, err
}

// nextStep returns the change that undo or redo is about.
func (t *tx) nextStep(forward bool) (step, error) {
	way := t.back
	if forward {
		way = t.up
	}
	for k, v := range way(inJournal, seqKey(t.is.done+1)) {
		return readStep(k, v)
	}
	return step{}, feed.ErrNothing
}

func readStep(k, v []byte) (step, error) {
	p, err := inJournal.read(k, v)
	if err != nil {
		return step{}, err
	}
	if len(k) != 8 {
		return step{}, damaged("change %x of the journal", k)
	}
	return decodeStep(seqOf(k), p)
}

// Log returns up to n changes, newest first, those that are undone too.
func (s *Store) Log(ctx context.Context, n int) (out []feed.Change, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = out[:0]
		for k, v := range t.back(inJournal, nil) {
			if len(out) >= n {
				break
			}
			st, err := readStep(k, v)
			if err != nil {
				return err
			}
			st.change.Undone = st.change.Seq > t.is.done
			out = append(out, st.change)
		}
		return nil
	})
	return out, err
}

// find returns the theme that a name means.
func (n *names) find(name string) (feed.Theme, bool) {
	for i := range n.themes {
		if n.themes[i].Slug == name {
			return n.themes[i], true
		}
	}
	return theme.Find(n.themes, name)
}
