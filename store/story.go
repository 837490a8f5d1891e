package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/story"
)

// maxRead is how many versions of a story are read to tell what only one says.
const maxRead = 20

// Story returns the story that an article is a version of, as Head.Versions counts:
// those in the trash are not shown. Of stories of up to twenty versions it tells what
// only one of them says. Linked are the twenty at most that surely tell the same in
// other languages, the surest first. The error wraps feed.ErrNotFound for an article
// without other versions that nothing is linked with.
func (s *Store) Story(ctx context.Context, id feed.ID) (out feed.Story, err error) {
	var docs []uint32
	err = s.view(ctx, func(t *tx) error {
		out, docs = feed.Story{}, nil
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		x, trash, err := t.shownStories()
		if err != nil {
			return err
		}
		members := []uint32{doc}
		if i := x.story(doc); i >= 0 && x.shown(i, trash) >= 2 {
			out.ID, members = x.ids[i], x.members(i)
		}
		docs = slices.DeleteFunc(slices.Clone(members), trash.has)
		if out.Versions, docs, err = t.tellings(docs); err != nil {
			return err
		}
		out.Linked, err = t.linked(docs, members, trash)
		return err
	})
	if err == nil && len(out.Versions)+len(out.Linked) < 2 {
		err = fmt.Errorf("story of article %s: %w", id, feed.ErrNotFound)
	}
	if err != nil {
		return feed.Story{}, err
	}
	return out, s.tellOnly(ctx, out.Versions)
}

// shownStories returns the stories and what is not shown of them.
func (t *tx) shownStories() (x *stories, trash docSet, err error) {
	if x, err = t.stories(); err != nil {
		return nil, nil, err
	}
	trash, err = t.set(setTrash)
	return x, trash, err
}

// tellings returns the versions that docs are, the oldest first, and the docs in that
// order. A doc that cannot be read is left out.
func (t *tx) tellings(docs []uint32) (out []feed.Telling, order []uint32, err error) {
	heads, err := t.heads(docs)
	if err := ignoreDamage(err); err != nil {
		return nil, nil, err
	}
	type version struct {
		doc  uint32
		head feed.Head
	}
	var list []version
	for i := range heads {
		if !heads[i].ID.IsZero() {
			list = append(list, version{docs[i], heads[i]})
		}
	}
	slices.SortFunc(list, func(a, b version) int {
		return age{listTime(&a.head), a.head.ID}.compare(age{listTime(&b.head), b.head.ID})
	})
	var first *story.Sketch
	for i, v := range list {
		h, err := t.handmade(v.doc)
		if err := ignoreDamage(err); err != nil {
			return nil, nil, err
		}
		one := feed.Telling{Head: v.head, ByHand: h.joined}
		sketch, err := t.sketch(v.doc)
		switch {
		case err != nil:
			return nil, nil, err
		case i == 0:
			first, one.Same = sketch, 1
		case first != nil && sketch != nil:
			_, one.Same = story.Likeness(first, sketch)
		}
		out, order = append(out, one), append(order, v.doc)
	}
	return out, order, nil
}

// tellOnly reads the versions of a story and tells what only one of them says.
func (s *Store) tellOnly(ctx context.Context, list []feed.Telling) error {
	if len(list) > maxRead {
		return nil
	}
	articles := make([]*feed.Article, len(list))
	for i := range list {
		a, err := s.Article(ctx, list[i].ID)
		if err != nil {
			if err := ignoreDamage(err); err != nil && !errors.Is(err, feed.ErrNotFound) {
				return err
			}
			return nil // what the others say alone is not known either
		}
		articles[i] = &a
	}
	for i, only := range story.Only(articles) {
		list[i].Only = only
	}
	return nil
}

const (
	maxLinked  = 20
	linkedFrom = 8    // versions
	linkedTo   = 4000 // articles of those days
)

// linked finds articles of about the same days that tell in another language what
// some docs tell.
func (t *tx) linked(docs, members []uint32, trash docSet) ([]feed.Telling, error) {
	own, near, err := t.ofThoseDays(docs, members, trash)
	if err != nil {
		return nil, err
	}
	type link struct {
		doc  uint32
		sure float64
	}
	var list []link
	for _, doc := range near {
		s, err := t.sketch(doc)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		l := link{doc: doc}
		for _, o := range own {
			l.sure = max(l.sure, story.Linked(o, s))
		}
		if l.sure >= story.LinkedAt {
			list = append(list, l)
		}
	}
	slices.SortFunc(list, func(a, b link) int { return cmp.Or(cmp.Compare(b.sure, a.sure), cmp.Compare(a.doc, b.doc)) })
	var out []feed.Telling
	for _, l := range list[:min(len(list), maxLinked)] {
		heads, err := t.heads([]uint32{l.doc})
		if err := ignoreDamage(err); err != nil {
			return nil, err
		}
		if !heads[0].ID.IsZero() {
			out = append(out, feed.Telling{Head: heads[0]})
		}
	}
	return out, nil
}

// ofThoseDays returns the sketches of the first docs, and what else was published
// about when they were.
func (t *tx) ofThoseDays(docs, members []uint32, trash docSet) (own []*story.Sketch, near []uint32, err error) {
	const day = 86400
	low, high := int64(openHigh), int64(openLow)
	for _, doc := range docs[:min(len(docs), linkedFrom)] {
		s, err := t.sketch(doc)
		if err != nil {
			return nil, nil, err
		}
		if s == nil || s.Day == 0 {
			continue
		}
		own = append(own, s)
		low, high = min(low, int64(s.Day-story.LinkedDays)*day), max(high, int64(s.Day+story.LinkedDays+1)*day)
		if high-low > 30*day { // a story that goes on and on: its beginning
			high = low + 30*day
		}
	}
	if len(own) == 0 {
		return nil, nil, nil
	}
	hidden, err := t.set(setHidden)
	if err != nil {
		return nil, nil, err
	}
	for k := range t.up(inDate, appendWhen(nil, low)) {
		if len(k) != dateKeySize || whenOf(k) >= high || len(near) >= linkedTo {
			break
		}
		doc := docOf(k[whenSize:])
		if _, in := slices.BinarySearch(members, doc); !in && doc < t.is.next && !trash.has(doc) && !hidden.has(doc) {
			near = append(near, doc)
		}
	}
	return own, near, nil
}

// JoinStory makes articles, with the stories they are in, one story, and keeps them
// so whatever is worked out later. One step of undo. Count is how many articles came
// into a story, or into another one; of a story that was one before it is how many it
// has, as it now holds by hand. Nothing is recorded when it did.
func (s *Store) JoinStory(ctx context.Context, ids []feed.ID) (c feed.Change, err error) {
	return s.changeStory(ctx, ids, true, (*tx).planJoin)
}

// LeaveStory takes articles out of their stories: each is in no story with any of
// those that it was with, from now on. One step of undo.
func (s *Store) LeaveStory(ctx context.Context, ids []feed.ID) (c feed.Change, err error) {
	return s.changeStory(ctx, ids, false, (*tx).planLeave)
}

func (s *Store) changeStory(ctx context.Context, ids []feed.ID, join bool, plan func(t *tx, docs docSet) (r *restory, touched docSet, err error)) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		docs, err := s.targets(t, feed.Targets{IDs: ids})
		if err != nil {
			return err
		}
		r, touched, err := plan(t, docs)
		if err != nil {
			return err
		}
		if r == nil {
			return errUnchanged
		}
		st := s.newStep(feed.DidStory)
		st.change.On = join
		st.ops = append(st.ops, r.done())
		if err := t.settle(st, touched); err != nil {
			return err
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// planJoin plans to make docs one story.
func (t *tx) planJoin(docs docSet) (r *restory, touched docSet, err error) {
	x, err := t.stories()
	if err != nil {
		return nil, nil, err
	}
	d, err := t.decided()
	if err != nil {
		return nil, nil, err
	}
	all := closure(x, &d, docs)
	if all.count() < 2 {
		return nil, nil, nil
	}
	list := all.docs()
	main, whole := mainStory(x, list)
	if whole && d.isTied(list) {
		return nil, nil, nil
	}
	if main < 0 { // none is in a story yet: the others join the oldest
		first, err := t.oldest(list)
		if err != nil {
			return nil, nil, err
		}
		main = -int(first) - 2
	}
	touched = t.newSet()
	r = newRestory(all.bitmap())
	r.tellBefore(x, list)
	r.tell(toldAfter, list)
	tie := max(1, rand.Uint64())
	for _, doc := range list {
		before := d.of[doc]
		in := x.story(doc) == main || main < -1 && int(doc) == -main-2
		after := handmade{tie: tie, joined: before.joined || !in, apart: without(before.apart, all)}
		if err := errors.Join(r.decide(decideBefore, doc, &before), r.decide(decideAfter, doc, &after)); err != nil {
			return nil, nil, err
		}
		if x.story(doc) != main || whole {
			touched.add(doc)
		}
	}
	return r, touched, nil
}

// without returns what is parted still when all of some docs are one story, nil for
// nothing.
func without(apart *roaring.Bitmap, all docSet) *roaring.Bitmap {
	if apart == nil {
		return nil
	}
	rest := roaring.AndNot(apart, all.bitmap())
	if rest.IsEmpty() {
		return nil
	}
	return rest
}

// closure returns docs with all that are of their stories or tied to them.
func closure(x *stories, d *decided, docs docSet) docSet {
	all := docs.clone()
	for todo := docs.docs(); len(todo) > 0; {
		doc := todo[0]
		todo = todo[1:]
		more := slices.Clone(d.ties[d.of[doc].tie])
		if i := x.story(doc); i >= 0 {
			more = append(more, x.members(i)...)
		}
		for _, other := range more {
			if !all.has(other) {
				all.add(other)
				todo = append(todo, other)
			}
		}
	}
	return all
}

// mainStory returns the largest story that docs are in, -1 when they are in none,
// and whether they are that story already.
func mainStory(x *stories, docs []uint32) (main int, whole bool) {
	main = -1
	for _, doc := range docs {
		i := x.story(doc)
		if i < 0 || i == main {
			continue
		}
		if main < 0 || len(x.members(i)) > len(x.members(main)) {
			main = i
		}
	}
	return main, main >= 0 && len(x.members(main)) == len(docs)
}

// isTied reports whether docs are held together by one tie.
func (d *decided) isTied(docs []uint32) bool {
	for _, doc := range docs {
		if tie := d.of[doc].tie; tie == 0 || tie != d.of[docs[0]].tie {
			return false
		}
	}
	return true
}

func (t *tx) oldest(docs []uint32) (first uint32, err error) {
	e, err := t.retell()
	if err != nil {
		return 0, err
	}
	var least age
	for i, doc := range docs {
		a, err := e.age(doc)
		if err != nil {
			return 0, err
		}
		if i == 0 || a.compare(least) < 0 {
			first, least = doc, a
		}
	}
	return first, nil
}

// tellBefore notes the stories that docs, which have all of them, are in.
func (r *restory) tellBefore(x *stories, docs []uint32) {
	seen := map[int]bool{}
	for _, doc := range docs {
		if i := x.story(doc); i >= 0 && !seen[i] {
			seen[i] = true
			r.tell(toldBefore, x.members(i))
		}
	}
}

// planLeave plans to take docs out of their stories.
func (t *tx) planLeave(docs docSet) (r *restory, touched docSet, err error) {
	x, err := t.stories()
	if err != nil {
		return nil, nil, err
	}
	d, err := t.decided()
	if err != nil {
		return nil, nil, err
	}
	touched, all := t.newSet(), t.newSet()
	left := map[int]bool{}
	for _, doc := range docs.docs() {
		if i := x.story(doc); i >= 0 {
			touched.add(doc)
			left[i] = true
			for _, other := range x.members(i) {
				all.add(other)
			}
		}
	}
	if touched.isEmpty() {
		return nil, nil, nil
	}
	list := all.docs()
	r = newRestory(all.bitmap())
	r.tellBefore(x, list)
	for i := range left {
		r.tell(toldAfter, slices.DeleteFunc(slices.Clone(x.members(i)), touched.has))
	}
	slices.SortStableFunc(r.held, func(a, b alike) int { return cmp.Compare(a.mark[0], b.mark[0]) })
	for _, doc := range list {
		before := d.of[doc]
		after := before
		if touched.has(doc) {
			apart := roaring.BitmapOf(x.members(x.story(doc))...)
			apart.Remove(doc)
			if before.apart != nil {
				apart.Or(before.apart)
			}
			after = handmade{apart: apart}
		}
		if err := errors.Join(r.decide(decideBefore, doc, &before), r.decide(decideAfter, doc, &after)); err != nil {
			return nil, nil, err
		}
	}
	return r, touched, nil
}

// readStory tells the story of a row.
func (f *flagReader) readStory(doc uint32, h *feed.Head) error {
	x, err := f.stories()
	if err != nil {
		return err
	}
	i := x.story(doc)
	if i < 0 {
		return nil
	}
	if f.trash == nil {
		if f.trash, err = f.set(setTrash); err != nil {
			return err
		}
	}
	if n := x.shown(i, f.trash); n > 1 {
		h.Story, h.Versions = x.ids[i], n
	}
	return nil
}

// inStories finds what is in a story whose ID begins with prefix.
func (c *compiler) inStories(out docSet, prefix string) error {
	x, trash, err := c.shownStories()
	if err != nil {
		return err
	}
	prefix = strings.ToLower(prefix)
	for i := range x.count() {
		if prefix != "" && prefix != "*" && !strings.HasPrefix(x.ids[i].String(), prefix) || x.shown(i, trash) < 2 {
			continue
		}
		for _, doc := range x.members(i) {
			out.add(doc)
		}
	}
	return nil
}
