package store

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// seen is what one call of KeepEach has met with of a source.
type seen struct {
	batch int             // the last one with any of the source
	docs  map[uint32]bool // that it changes
	fresh []feed.Sent     // what is new
	ids   map[feed.ID]int // of fresh, by ID and by print
	texts map[feed.ID]int
}

// judge settles what is to be done about each arrival.
func (k *keeping) judge(b *polledBatch) error {
	if len(b.work) == 0 {
		return k.ctx.Err()
	}
	err := k.store.view(k.ctx, func(t *tx) error {
		followed := map[feed.ID]bool{}
		for i := range b.work {
			w := &b.work[i]
			w.do, w.old, w.id = leave, parcel{}, feed.ID{}
			is, asked := followed[w.source]
			if !asked {
				src, _, err := t.sourceOf(w.source)
				if err != nil {
					return err
				}
				is = src.Feed != ""
				followed[w.source] = is
			}
			if !is {
				w.do = refuse
			} else if err := w.look(t, w.source); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c, err := k.store.codecs.take()
	if err != nil {
		return err
	}
	defer k.store.codecs.give(c)
	k.batch++
	maps.DeleteFunc(k.seen, func(_ feed.ID, s *seen) bool { return s.batch < k.batch-1 }) // written before the view
	for i := range b.work {
		w := &b.work[i]
		if err := w.compare(c); err != nil {
			return err
		}
		k.once(w)
	}
	return nil
}

// look finds the article that an arrival may be, with its text if it may have
// changed.
func (w *work) look(t *tx, source feed.ID) error {
	if w.arrival.Page >= feed.PageMissed {
		return w.lookWanting(t)
	}
	s := &w.sent
	if s.ID.IsZero() {
		s.ID = w.arrival.Article.ID
	}
	st, err := t.stand(source, s)
	if err != nil {
		return err
	}
	w.doc, w.address = st.doc, st.address
	switch st.Standing {
	case feed.Same, feed.Excluded:
		return nil
	case feed.Unknown:
		w.do, w.id = create, s.ID
		return nil
	}
	found := false
	w.old, found, err = t.parcel(st.doc)
	switch {
	case errors.Is(err, feed.ErrDamaged) || err == nil && !found:
		return nil // a repair may still bring the text back
	case err != nil:
		return err
	}
	w.do = replace
	w.like = st.by
	w.print = st.print
	return nil
}

// compare settles whether what an arrival was found to be like is the same
// article.
func (w *work) compare(c *codec) error {
	if w.do != replace {
		return nil
	}
	old, err := w.old.open(c)
	if errors.Is(err, feed.ErrDamaged) {
		w.do = leave
		return nil
	}
	if err != nil {
		return err
	}
	s, new := &w.sent, &w.arrival.Article
	moved := false
	if was, is := addressTrace(old.URL), w.address; w.like == likeID && was != 0 && is != 0 && was != is {
		moved = true
	}
	switch {
	case w.like == likeID && w.print == 0 && old.Title == new.Title && old.Text() == new.Text():
		w.do = note
	case w.like == likePrint && sameNote(&old, new):
		w.do = note
	case w.like == likeAddress && w.print == 0: // a bookmark, which has no text to be like
	case w.like == likePrint, w.like == likeAddress && !kindred(&old, new):
		w.do, w.id = create, s.ID
	case moved && !kindred(&old, new): // the source gives an ID twice
		w.do, w.id = create, secondID(s)
	}
	return nil
}

// secondID is the ID of another article under an ID that is taken.
func secondID(s *feed.Sent) feed.ID {
	return feed.NewID("item", string(s.ID[:]), text.AddressKey(s.URL))
}

// once leaves out what a feed says twice.
func (k *keeping) once(w *work) {
	source := w.source
	have := k.seen[source]
	if have == nil {
		have = &seen{docs: map[uint32]bool{}, ids: map[feed.ID]int{}, texts: map[feed.ID]int{}}
		k.seen[source] = have
	}
	have.batch = k.batch
	s := &w.sent
	switch w.do {
	case replace, note, complete, miss:
		if have.docs[w.doc] {
			w.do = leave
		}
		have.docs[w.doc] = true
	case create:
		if i, twice := have.ids[w.id]; twice {
			if !apart(s, &have.fresh[i]) {
				w.do = leave
				return
			}
			w.id = secondID(s)
		} else if i, twice := have.texts[s.Print]; twice && !s.Print.IsZero() && !have.apart(w, &have.fresh[i]) {
			w.do = leave
			return
		}
		have.ids[w.id], have.texts[s.Print] = len(have.fresh), len(have.fresh)
		have.fresh = append(have.fresh, *s)
	}
}

// apart reports whether an item that says what another of the same feed says is
// an article of its own.
func (*seen) apart(w *work, other *feed.Sent) bool {
	one, two := addressTrace(w.sent.URL), addressTrace(other.URL)
	if one == two && one != 0 {
		return false
	}
	return len(w.arrival.Article.Text()) < longNote
}

// longNote is the length in bytes from which the same text is the same article
// whatever its ID and address: shorter ones recur, as those of a weather report
// or of a feed that only says "read on".
const longNote = 280

// sameNote reports whether a kept article and an item with another ID and
// address, but the same print, are one.
func sameNote(old, new *feed.Article) bool {
	if old.Title != new.Title && text.Fold(old.Title) != text.Fold(new.Title) && old.TitleFrom != feed.TitleFromUser {
		return false
	}
	dated := !old.Published.IsZero() && old.Published.Equal(new.Published)
	return dated || len(new.Text()) >= longNote && share(old, new) >= .8
}

// kindred reports whether one article can be a version of the other: it has the
// title, or half of the words.
func kindred(old, new *feed.Article) bool {
	a, b := text.Fold(old.Title), text.Fold(new.Title)
	return a == b && a != "" || share(old, new) >= .5
}

// share is the part of the words of the shorter text that the longer has, too.
func share(a, b *feed.Article) float64 {
	one, two := wordsOf(a), wordsOf(b)
	if len(one) > len(two) {
		one, two = two, one
	}
	both := 0
	for w := range one {
		if two[w] {
			both++
		}
	}
	return float64(both) / float64(max(len(one), 1))
}

func wordsOf(a *feed.Article) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(text.Fold(a.Title + " " + a.Text())) {
		out[w] = true
	}
	return out
}

// refused is why what a source brought is not kept.
func refused(source feed.ID) error {
	return fmt.Errorf("source %s is not followed: %w", source, feed.ErrNotFound)
}
