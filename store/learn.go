package store

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/theme"
)

// Learning goes by the difference of two sets: what carries a theme, or one below
// it, by a mark of the user's, and what is in the sample of the theme. So undo, an
// import and the trash need no care of it.
//
// It is put off until the difference of one theme, or of all that was answered,
// comes to fewLessons articles and to a tenth of what is there: each time it
// happens the scores of all articles are out of date.
//
// Of an article that is gone, or whose text has changed, the terms that went into
// the samples cannot be taken out. It is counted, and when there are too many of
// them all is learned anew.
const (
	fewLessons  = 5
	maxResidue  = 50
	lessonsPart = 512 // articles whose terms are held at a time
	leastLesson = 1000
)

// lesson is what is to be learned: by theme, the zero theme for all articles.
type lesson struct {
	put, take map[feed.ID]docSet
	docs      docSet // in any of them
	due       bool
	anew      bool // what is there is to be forgotten first
}

// lesson compares what is tagged with what was learned.
func (t *tx) lesson() (l *lesson, err error) {
	known, err := t.known()
	if err != nil {
		return nil, err
	}
	trash, err := t.set(setTrash)
	if err != nil {
		return nil, err
	}
	l = &lesson{put: map[feed.ID]docSet{}, take: map[feed.ID]docSet{}, docs: t.newSet()}
	answered := t.newSet()
	if err := ignoreDamage(t.addRange(answered, dropPrefix, dropPrefix+"\xff")); err != nil {
		return nil, err
	}
	for i := range known.themes {
		id := known.themes[i].ID
		docs, err := t.taught(known, id)
		if err != nil {
			return nil, err
		}
		docs.drop(trash)
		answered.join(docs)
		if err := t.compareLesson(l, id, docs); err != nil {
			return nil, err
		}
	}
	if err := t.compareLesson(l, feed.ID{}, answered.drop(trash)); err != nil {
		return nil, err
	}
	for k, v := range t.up(inLearn, nil) {
		if _, ok := inLearn.unseal(k, v); !ok {
			l.anew, l.due = true, true
		}
	}
	all, err := t.made(setLearned(feed.ID{}))
	if err != nil {
		return nil, err
	}
	if n := all.count(); t.is.residue > uint64(max(maxResidue, n/10)) {
		l.anew, l.due = true, true
	}
	return l, nil
}

// taught returns what carries a theme, or one below it, by a mark that teaches.
func (t *tx) taught(known *names, theme feed.ID) (docSet, error) {
	out := t.newSet()
	for _, id := range known.family(theme, false) {
		docs, err := t.set(setTag(id))
		if err != nil {
			return nil, err
		}
		ruled, err := t.set(setBy(feed.ByRule, id))
		if err != nil {
			return nil, err
		}
		out.join(docs.drop(ruled))
	}
	return out, nil
}

func (t *tx) compareLesson(l *lesson, id feed.ID, want docSet) error {
	have, err := t.made(setLearned(id))
	if err != nil {
		return err
	}
	put, take := want.andNot(have), have.andNot(want)
	n := put.count() + take.count()
	if n == 0 {
		return nil
	}
	l.put[id], l.take[id] = put, take
	l.docs.join(put).join(take)
	l.due = l.due || n >= max(fewLessons, have.count()/10)
	return nil
}

// learn folds what was answered into what was learned, when there is enough of it:
// of more than leastLesson articles about as many as may be looked at. Rest is true
// when others wait. Few at a time would be learned slowly: what was learned is written
// whole each time.
func (u *catchingUp) learn() (rest bool, err error) {
	s, ctx := u.store, u.ctx
	var l *lesson
	var learned *theme.Learned
	var at uint64
	look := func(t *tx) (err error) {
		if l, err = t.lesson(); err != nil || !l.due || l.anew {
			return err
		}
		at = t.is.learnt
		learned, err = t.learned()
		return err
	}
	if err := s.view(ctx, look); err != nil || !l.due {
		return false, err
	}
	if l.anew {
		if _, err := s.update(ctx, (*tx).unlearn); err != nil {
			return false, err
		}
		if err := s.view(ctx, look); err != nil || !l.due || l.anew {
			return false, err
		}
	}
	if learned == nil {
		learned = &theme.Learned{}
	}
	if learned.All.With == nil {
		learned.All.With = map[string]uint32{}
	}
	docs := l.docs.docs()
	slices.Reverse(docs)
	if n := max(u.limit, leastLesson); u.limit > 0 && len(docs) > n {
		docs, rest = docs[:n], true
	}
	for part := range slices.Chunk(docs, lessonsPart) {
		if err := u.teach(learned, l, part); err != nil {
			return false, err
		}
	}
	pruneLearned(learned)
	_, err = s.update(ctx, func(t *tx) error {
		if t.is.learnt != at { // somebody was faster
			return errUnchanged
		}
		return t.putLearned(learned, l, docs)
	})
	return rest, err
}

// teach adds the terms of some docs to the samples, or takes them out.
func (u *catchingUp) teach(learned *theme.Learned, l *lesson, docs []uint32) error {
	s := u.store
	terms := make([]theme.Terms, len(docs))
	err := u.each((len(docs)+readAtOnce-1)/readAtOnce, func(i int) error {
		from, to := i*readAtOnce, min((i+1)*readAtOnce, len(docs))
		read := make([]reading, to-from)
		if err := s.readDocs(u.ctx, docs[from:to], read); err != nil {
			return err
		}
		c, err := s.codecs.take()
		if err != nil {
			return err
		}
		defer s.codecs.give(c)
		var plain []byte
		for j := range read {
			a, room, ok := read[j].open(c, plain)
			if plain = room; ok {
				terms[from+j] = theme.TermsOf(&a)
			}
			runtime.Gosched()
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = u.each(2, func(side int) error { // the samples of themes beside the one of all
		for i, doc := range docs {
			l.fold(learned, side == 0, doc, terms[i])
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(learned.All.Sum) > 4*maxLearnedAll { // bounds the memory of a large import
		pruneLearned(learned)
	}
	return nil
}

// fold adds the terms of a doc to the sample of all, or to those of themes.
func (l *lesson) fold(learned *theme.Learned, all bool, doc uint32, terms theme.Terms) {
	for _, side := range [...]struct {
		docs map[feed.ID]docSet
		sign int
	}{{l.put, 1}, {l.take, -1}} {
		for id, docs := range side.docs {
			if id.IsZero() != all || !docs.has(doc) {
				continue
			}
			sample := &learned.All
			if !id.IsZero() {
				if learned.Themes[id] == nil {
					setAt(&learned.Themes, id, &theme.Sample{})
				}
				sample = learned.Themes[id]
			}
			sample.Add(terms, side.sign)
		}
	}
}

func pruneLearned(learned *theme.Learned) {
	prune(&learned.All, maxLearnedAll)
	for _, sample := range learned.Themes {
		prune(sample, maxLearned)
	}
}

// putLearned keeps the samples with the docs that are in them now.
func (t *tx) putLearned(learned *theme.Learned, l *lesson, docs []uint32) error {
	all, err := t.set(setAll)
	if err != nil {
		return err
	}
	part := roaring.New()
	for _, doc := range docs {
		if all.has(doc) {
			part.Add(doc)
		} else {
			t.is.residue++
		}
	}
	for id := range l.put {
		if err := t.change(setLearned(id), roaring.And(l.take[id].bitmap(), part), false); err != nil {
			return err
		}
		if err := t.change(setLearned(id), roaring.And(l.put[id].bitmap(), part), true); err != nil {
			return err
		}
	}
	if err := t.put(inLearn, make([]byte, len(feed.ID{})), encodeSample(&learned.All)); err != nil {
		return err
	}
	for id, sample := range learned.Themes {
		if sample.N <= 0 {
			if err := t.del(inLearn, id[:]); err != nil {
				return err
			}
			continue
		}
		if err := t.put(inLearn, slices.Clone(id[:]), encodeSample(sample)); err != nil {
			return err
		}
	}
	t.is.learnt = rand.Uint64() | 1
	return nil
}

// unlearn forgets all that was learned.
func (t *tx) unlearn() error {
	var keys [][]byte
	for k := range t.up(inLearn, nil) {
		keys = append(keys, slices.Clone(k))
	}
	if err := t.delAll(inLearn, keys); err != nil {
		return err
	}
	t.is.learnt, t.is.residue = 0, 0
	return t.dropSets(learnedPrefix)
}

// dropSets takes all docs out of the sets that begin with a prefix.
func (t *tx) dropSets(prefix string) error {
	var keys [][]byte
	for k := range t.up(inSet, []byte(prefix)) {
		if !hasPrefix(k, prefix) {
			break
		}
		keys = append(keys, slices.Clone(k))
	}
	return t.delAll(inSet, keys)
}

func hasPrefix(k []byte, prefix string) bool {
	return len(k) >= len(prefix) && string(k[:len(prefix)]) == prefix
}

// LearnedTerms returns the terms that the user's tagging has taught of a theme, the
// strongest first, and from how many articles.
func (s *Store) LearnedTerms(ctx context.Context, theme feed.ID, n int) (terms []string, of int, err error) {
	err = s.view(ctx, func(t *tx) error {
		terms, of = nil, 0
		learned, err := t.learned()
		if err != nil || learned == nil || learned.Themes[theme] == nil {
			return err
		}
		terms, of = learned.Top(theme, n), learned.Themes[theme].N
		return nil
	})
	return terms, of, err
}
