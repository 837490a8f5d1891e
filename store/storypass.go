package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"veille/feed"
	"veille/feed/story"
)

// storyVersion is raised when the same sketches come to be grouped otherwise: by other
// bounds of story.Likeness or story.Join, or other candidates. The stories of all are
// then worked out anew from their texts, what the user has decided kept. Where sketches
// themselves are made otherwise story.Version is raised, which does the same.
const storyVersion = 1

// telling is the pass that finds stories. What an article may be a version of is
// found for a whole batch outside of the transaction: see storyfind.go.
//
// Of articles that arrive together the oldest comes first. Which stories come out of
// many does not depend on the order of arrival but where a text resembles two
// stories that do not resemble each other, or has drifted so far from the first
// version that it belongs only by those between.
type telling struct {
	store *Store
	found map[uint32]*sketched // of the portion at hand
	keys  []uint16             // by doc: one more than its sketch has, 0 where that was not asked yet
}

// sketched is what the pass works out of an article.
type sketched struct {
	doc    uint32
	age    age
	sketch story.Sketch
	enc    []byte
	like   []uint32 // docs that it is Close to
}

func (p *telling) name() string { return passStories }

func (p *telling) kept(st *state) *uint64 { return &st.grouped }

func (p *telling) begin(_ context.Context, s *Store) (mark uint64, err error) {
	p.store = s
	return storyMark, nil
}

const storyMark = story.Version<<8 | storyVersion

// untold counts the articles whose stories are to be worked out still.
func (t *tx) untold() (int, error) {
	if t.is.grouped == storyMark {
		docs, err := t.missingOf(passStories)
		return docs.count(), err
	}
	all, err := t.set(setAll)
	if err != nil {
		return 0, err
	}
	trash, err := t.set(setTrash)
	return all.drop(trash).count(), err
}

func (p *telling) holds(*tx) (bool, error) { return true, nil }

func (p *telling) work(a *feed.Article) any {
	x := &sketched{age: age{listTime(&a.Head), a.ID}, sketch: story.Of(a)}
	enc, err := x.sketch.AppendBinary(nil)
	if err != nil {
		return nil
	}
	x.enc = enc
	return x
}

// retold keeps the stories of a batch.
type retold struct {
	*retelling
	pass    *telling
	decided decided
	words   []posting       // new ones
	waiting map[uint32]bool // docs of the batch whose turn is still to come
	last    uint32          // doc of the batch; the docs of the portion behind it wait too
}

func (p *telling) keep(t *tx, done []worked) error {
	e, err := t.retell()
	if err != nil {
		return err
	}
	k := &retold{retelling: e, pass: p, waiting: map[uint32]bool{}}
	if k.decided, err = t.decided(); err != nil {
		return err
	}
	var list []*sketched
	for _, w := range done {
		k.last = w.doc
		if x, ok := w.result.(*sketched); ok && x != nil {
			x.doc = w.doc
			k.ages[w.doc] = x.age
			k.waiting[w.doc] = true
			list = append(list, x)
		}
	}
	slices.SortFunc(list, func(a, b *sketched) int { return cmp.Or(a.age.compare(b.age), cmp.Compare(a.doc, b.doc)) })
	for _, x := range list {
		delete(k.waiting, x.doc)
		if err := k.keepOne(x); err != nil {
			return err
		}
	}
	slices.Sort(k.words)
	if err := t.putShingles(slices.Compact(k.words)); err != nil {
		return err
	}
	return k.flush()
}

func (k *retold) keepOne(x *sketched) error {
	same, err := k.keepSketch(x)
	if err != nil {
		return err
	}
	if tie := k.decided.of[x.doc].tie; tie != 0 {
		return k.tie(k.decided.ties[tie])
	}
	_, in := k.of(x.doc)
	switch {
	case in && same:
		return k.renew(x.doc)
	case in:
		if err := k.take(x.doc); err != nil {
			return err
		}
	}
	return k.join(x)
}

// keepSketch keeps a sketch and what is new of its keys, and reports whether it was
// so before.
func (k *retold) keepSketch(x *sketched) (same bool, err error) {
	key := docKey(x.doc)
	was, err := k.get(inSketch, key)
	if err := ignoreDamage(err); err != nil {
		return false, err
	}
	if err == nil && bytes.Equal(was, x.enc) {
		return true, nil
	}
	old, err := story.DecodeSketch(was)
	for _, key := range x.sketch.Keys {
		if err != nil || !old.Has(key) {
			k.words = append(k.words, postingOf(key, x.doc))
		}
	}
	return false, k.tx.put(inSketch, key, slices.Clone(x.enc))
}

// tie makes docs one story, as the user wants it.
func (k *retold) tie(docs []uint32) error {
	if len(docs) < 2 {
		return nil
	}
	lead, found := uint32(0), false
	for _, doc := range docs {
		if lead, found = k.of(doc); found {
			break
		}
	}
	if !found {
		return k.put(docs)
	}
	all := slices.Clone(k.members(lead))
	n := len(all)
	for _, doc := range docs {
		if !slices.Contains(all, doc) {
			all = append(all, doc)
		}
	}
	if len(all) == n {
		return k.renew(docs[0])
	}
	return k.put(all)
}

// maxCompared is how many versions of a story an article is compared with: the first
// of many and the last.
const maxCompared = 40

// candidate is a story that an article may join, or an article that is in none.
type candidate struct {
	age  age
	docs []uint32 // the one it began with first
}

// candidates are what an article resembles, the oldest first.
func (k *retold) candidates(x *sketched) (list []candidate, err error) {
	seen := map[uint32]bool{}
	for _, doc := range x.like {
		lead, in := k.of(doc)
		docs := []uint32{doc}
		if in {
			docs = leadFirst(lead, k.members(lead))
		} else {
			lead = doc
		}
		if !in && k.waits(doc) || seen[lead] || doc == x.doc || k.decided.partedFrom(x.doc, docs) {
			continue
		}
		seen[lead] = true
		a, err := k.age(lead)
		if err != nil {
			return nil, err
		}
		list = append(list, candidate{a, docs})
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Or(a.age.compare(b.age), cmp.Compare(a.docs[0], b.docs[0])) })
	return list, nil
}

// join puts an article into the story that it is a version of, if there is one.
func (k *retold) join(x *sketched) error {
	list, err := k.candidates(x)
	if err != nil {
		return err
	}
	tales := make([]story.Tale, len(list))
	for i := range list {
		docs := list[i].docs
		if n := len(docs); n > maxCompared {
			docs = slices.Concat(docs[:maxCompared/2], docs[n-maxCompared/2:])
		}
		for _, doc := range docs {
			s, err := k.sketchOf(doc)
			if err != nil {
				return err
			}
			if s != nil {
				tales[i].Versions = append(tales[i].Versions, s)
			}
		}
	}
	i := story.Join(&x.sketch, tales)
	switch {
	case i < 0:
		return nil
	case len(list[i].docs) == 1:
		return k.put([]uint32{x.doc, list[i].docs[0]})
	}
	return k.add(x.doc, list[i].docs[0])
}

// waits reports whether a doc in no story looks for one itself, later in the portion. An
// article must not join it: it would miss one that was there before and is like both,
// and that one does not look again.
func (k *retold) waits(doc uint32) bool {
	later := k.waiting[doc] || doc > k.last && k.pass.found[doc] != nil
	return later && k.decided.of[doc].tie == 0
}

func leadFirst(lead uint32, docs []uint32) []uint32 {
	out := append(make([]uint32, 0, len(docs)), lead)
	for _, doc := range docs {
		if doc != lead {
			out = append(out, doc)
		}
	}
	return out
}

// sketchOf returns the sketch of a doc, nil when there is none that can be read.
func (k *retold) sketchOf(doc uint32) (*story.Sketch, error) {
	if x := k.pass.found[doc]; x != nil {
		return &x.sketch, nil
	}
	return k.sketch(doc)
}

func (t *tx) sketch(doc uint32) (*story.Sketch, error) {
	p, err := t.get(inSketch, docKey(doc))
	if err := ignoreDamage(err); err != nil {
		return nil, err
	}
	if p == nil || err != nil {
		return nil, nil
	}
	s, err := story.DecodeSketch(p)
	if err != nil { // of another version
		return nil, nil //nolint:nilerr // it is made again
	}
	return &s, nil
}
