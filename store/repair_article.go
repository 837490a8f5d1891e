package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// At most so many articles, and docs, are written in one transaction.
const (
	repairBatch = 500
	repairSpan  = 4096
)

// article saves what there is of a doc.
func (w *rewriting) article(doc uint32) error {
	if kept, doubt := w.was(doc); kept {
		in, ok := w.assemble(doc)
		if doubt && ok {
			in.Article.Trashed = true
			w.report.lost("whether article %s was deleted: it is in the trash", in.Article.ID)
		}
		if ok {
			w.batch, w.docs = append(w.batch, in), append(w.docs, doc)
			w.trails = append(w.trails, w.trailOf(doc))
			w.weight += weight(&in)
		} else {
			w.gone.add(doc)
			w.report.lost("%s", w.nameOf(doc))
		}
	}
	if len(w.batch) >= repairBatch || w.weight > batchWeight || len(w.docs) > 0 && doc-w.next >= repairSpan {
		return w.flush()
	}
	return nil
}

func at(list []place, doc uint32) place {
	if doc < uint32(len(list)) {
		return list[doc]
	}
	return place{}
}

// was reports whether an article was kept under doc when the file was damaged.
// The set of all says so; without it, pages of the newest state do, its list or
// its IDs. What only free pages have was destroyed. Where nothing tells, doubt is
// true: it goes into the trash, so that nothing comes back to life and nothing is
// lost.
func (w *rewriting) was(doc uint32) (kept, doubt bool) {
	if w.certain(setAll, doc) {
		return w.sets[setAll].has(doc), false
	}
	head, body := at(w.art, doc), at(w.body, doc)
	rank := max(head.rank, body.rank)
	switch {
	case !head.there && !body.there:
		return false, false
	case w.blind || rank >= rankLoose || doc < uint32(len(w.listed)) && w.listed[doc]:
		return true, false
	case w.whole(inGUID) || w.whole(inDate) || w.free != nil && rank == rankFree:
		return false, false
	}
	return true, true
}

// idOf is what the bucket of IDs says of a doc, zero for nothing.
func (w *rewriting) idOf(doc uint32) feed.ID {
	if doc < uint32(len(w.ids)) {
		return w.ids[doc]
	}
	return feed.ID{}
}

func (w *rewriting) nameOf(doc uint32) string {
	if id := w.idOf(doc); !id.IsZero() {
		return "article " + id.String()
	}
	return fmt.Sprintf("document %d", doc)
}

// assemble makes an article of what was found under a doc, false when neither
// its head nor its text can be read.
func (w *rewriting) assemble(doc uint32) (in feed.Incoming, ok bool) {
	a := &in.Article
	head, headOK := w.headAt(doc)
	bodyOK := w.bodyAt(doc, a)
	if !headOK && !bodyOK {
		return in, false
	}
	if headOK {
		a.Head = head
	} else {
		a.Head = w.headOf(doc, a)
		w.report.Untitled++
		w.report.lost("title and address of article %s, now: %s", a.ID, clip(a.Title, 60))
	}
	if !bodyOK {
		w.report.Textless++
		w.report.lost("text of article %s: %s %s", a.ID, clip(a.Title, 60), a.URL)
	}
	if _, known := w.records[inFeed][string(a.SourceID[:])]; !known && !a.SourceID.IsZero() && !w.whole(inFeed) {
		w.records[inFeed][string(a.SourceID[:])] = found{} // told once
		w.report.lost("name of the source %s", a.SourceID)
	}
	a.Read = !w.sets[setUnread].has(doc)
	a.Starred, a.Trashed, a.Sample = w.sets[setStarred].has(doc), w.sets[setTrash].has(doc), w.sets[setSample].has(doc)
	a.Hidden = w.sets[setHidden].has(doc)
	a.Notes, a.Highlights = w.notes[doc], w.highs[doc]
	for _, id := range w.marksOf[doc] {
		a.Marks = append(a.Marks, w.mark(doc, id))
	}
	slices.SortFunc(a.Marks, func(x, y feed.Mark) int { return bytes.Compare(x.Theme[:], y.Theme[:]) })
	if raw, ok := w.rawAt(doc); ok {
		in.Raw = raw
	} else {
		w.report.Rawless++
	}
	return in, true
}

// rawAt returns what came in of a doc, if anything did, false when it is lost: by
// itself, or with the body that it was to be read with.
func (w *rewriting) rawAt(doc uint32) (raw feed.Raw, ok bool) {
	p := at(w.raw, doc)
	if !p.there {
		return raw, !w.inGap(inRaw, docKey(doc))
	}
	rec, sealed := inRaw.unseal(docKey(doc), w.value(p))
	if !sealed {
		return raw, false
	}
	rec = bytes.Clone(rec) // value has room for one
	frame, _ := w.frameAt(doc)
	raw, err := decodeRaw(w.codec, rec, frame)
	return raw, err == nil
}

func (w *rewriting) headAt(doc uint32) (h feed.Head, ok bool) {
	p := at(w.art, doc)
	if !p.there {
		return h, false
	}
	rec, sealed := inArt.unseal(docKey(doc), w.value(p))
	if !sealed {
		return h, false
	}
	h, err := decodeHead(rec)
	return h, err == nil && !h.ID.IsZero()
}

func (w *rewriting) frameAt(doc uint32) (frame []byte, ok bool) {
	p := at(w.body, doc)
	if !p.there {
		return nil, false
	}
	return inBody.unseal(docKey(doc), w.value(p))
}

func (w *rewriting) bodyAt(doc uint32, a *feed.Article) bool {
	frame, ok := w.frameAt(doc)
	if !ok {
		return false
	}
	plain, err := w.codec.unpack(nil, frame)
	if err != nil {
		return false
	}
	var whole feed.Article
	if decodeBody(plain, &whole) != nil {
		return false
	}
	*a = whole
	return true
}

// headOf makes a head of what the other buckets say of an article whose head is
// lost: its ID, its place in the list, its source and language, and its text.
func (w *rewriting) headOf(doc uint32, a *feed.Article) (h feed.Head) {
	if h.ID = w.idOf(doc); h.ID.IsZero() {
		h.ID = feed.NewID("saved from a damaged file", a.Text())
	}
	h.Title, h.TitleFrom = firstSentence(a), feed.TitleFromFirstSentence
	h.Words = len(strings.Fields(a.Text()))
	h.Place, h.Agency = text.Line(a.Dateline.Place), text.Line(a.Dateline.Agency)
	h.Fetched = w.to.now()
	if doc < uint32(len(w.when)) && w.when[doc] != noWhen {
		when := time.Unix(w.when[doc], 0).UTC()
		if w.sets[setUndated].has(doc) {
			h.Fetched = when
		} else {
			h.Published, h.Precision = when, feed.Second
			if w.sets[setDay].has(doc) {
				h.Precision = feed.Day
			}
		}
	}
	for name, set := range w.sets {
		if !set.has(doc) {
			continue
		}
		if rest, ok := strings.CutPrefix(name, srcPrefix); ok && rest != "" {
			if id, err := feed.ParseID(rest); err == nil {
				h.SourceID = id
			}
		}
		if rest, ok := strings.CutPrefix(name, langPrefix); ok {
			h.Lang = rest
		}
	}
	return h
}

func firstSentence(a *feed.Article) string {
	for i := range a.Body {
		if line := text.Line(a.Body[i].Text()); line != "" {
			return text.Limit(line, 120)
		}
	}
	return text.Limit(text.Line(a.Standfirst+a.Summary), 120)
}

// mark returns a mark, or one that says only that the theme is on the article.
func (w *rewriting) mark(doc uint32, theme feed.ID) feed.Mark {
	if p := w.marks[markAt{doc, theme}]; p.there {
		key := markKey(doc, theme)
		if rec, sealed := inMark.unseal(key, w.value(p)); sealed {
			if m, err := decodeMark(rec, theme); err == nil {
				return m
			}
		}
	}
	return feed.Mark{Theme: theme, By: feed.ByImport, At: w.to.now()}
}

// flush writes the articles gathered, with their part of the index.
func (w *rewriting) flush() error {
	batch, docs, trails := w.batch, w.docs, w.trails
	w.batch, w.docs, w.trails, w.weight = nil, nil, nil, 0
	if len(batch) == 0 {
		return nil
	}
	ready, faults, err := w.to.prepareWith(w.ctx, batch, &w.words, func(i int, p *prepared) {
		p.descent, p.item = trails[i].descent, trails[i].item
	})
	if err != nil {
		return err
	}
	for _, err := range faults {
		if err != nil {
			w.report.lost("%v", err)
		}
	}
	first := max(w.next, docs[len(docs)-1]+1-min(docs[len(docs)-1]+1, maxSegment))
	_, err = w.to.update(w.ctx, func(t *tx) error {
		k := t.newKeeper(w.to.now())
		places := slices.Clone(ready.places)
		for i := range ready.articles {
			p := &ready.articles[i]
			have, err := t.has(p.head.ID)
			if err != nil {
				return err
			}
			if have { // two docs of one ID: an older version came up
				places[p.number] = dropped
				w.gone.add(docs[p.number])
				continue
			}
			t.is.next = docs[p.number]
			places[p.number] = int(docs[p.number] - first)
			if err := w.keepOne(k, docs[p.number], p); err != nil {
				return err
			}
		}
		if err := k.putSets(); err != nil {
			return err
		}
		return t.putSegment(first, t.is.next, ready.words.blocks(places))
	})
	w.next = docs[len(docs)-1] + 1
	return err
}

func (w *rewriting) keepOne(k *keeper, doc uint32, p *prepared) error {
	if err := k.keep(p); err != nil {
		return err
	}
	w.report.Notes += len(p.in.Article.Notes)
	if err := w.keepVersions(k, doc); err != nil {
		return err
	}
	if err := w.keepDrops(k, doc); err != nil {
		return err
	}
	if rec, ok := w.records[inPlace][string(docKey(doc))]; ok {
		return k.put(inPlace, docKey(doc), bytes.Clone(rec.payload))
	}
	return nil
}

// define writes themes, sources, saved queries and rules. A theme that marks
// name and whose definition is lost gets a name of its own: the marks are worth
// more than it.
func (w *rewriting) define() error {
	w.themes = map[feed.ID]bool{}
	_, err := w.to.update(w.ctx, func(t *tx) error {
		for _, b := range []bucket{inTheme, inFeed} {
			for key, rec := range w.records[b] {
				if err := w.defineOne(t, b, key, rec); err != nil {
					return err
				}
			}
		}
		if err := w.nameThemes(t); err != nil {
			return err
		}
		for _, b := range []bucket{inQuery, inRule, inGone, inReview} {
			for key, rec := range w.records[b] {
				if err := t.put(b, []byte(key), bytes.Clone(rec.payload)); err != nil {
					return err
				}
			}
		}
		w.report.Queries, w.report.Rules = len(w.records[inQuery]), len(w.records[inRule])
		w.report.Reviews = len(w.records[inReview])
		return w.polls(t)
	})
	return err
}

// nameThemes gives themes whose definitions are lost a name.
func (w *rewriting) nameThemes(t *tx) error {
	for id := range w.nameless() {
		slug := "saved-" + id.String()[:6]
		w.report.lost("name and words of a theme, now: %s", slug)
		w.themes[id] = true
		if err := t.define(inTheme, id, encodeTheme(&feed.Theme{Slug: slug})); err != nil {
			return err
		}
	}
	return nil
}

func (w *rewriting) defineOne(t *tx, b bucket, key string, rec found) error {
	if len(key) != len(feed.ID{}) {
		return nil
	}
	id := feed.ID([]byte(key))
	if b == inTheme {
		th, err := decodeTheme(id, rec.payload)
		if err != nil || !validSlug(th.Slug) {
			return nil //nolint:nilerr // it gets a name of its own if it is used
		}
		w.themes[id] = true
	} else if _, err := decodeSource(id, rec.payload); err != nil {
		return nil //nolint:nilerr // as above
	}
	return t.define(b, id, bytes.Clone(rec.payload))
}

// nameless are themes that marks or sets name and no definition does. Without
// damage to the themes themselves there are none.
func (w *rewriting) nameless() map[feed.ID]bool {
	out := map[feed.ID]bool{}
	if w.whole(inTheme) {
		return out
	}
	for at := range w.marks {
		if !w.themes[at.theme] {
			out[at.theme] = true
		}
	}
	return out
}

// finish writes the counters and, if nothing of it is lost, the journal.
func (w *rewriting) finish() error {
	_, err := w.to.update(w.ctx, func(t *tx) error {
		t.is.next = max(w.state.next, t.is.next)
		if !w.whole(inJournal) || !w.whole(inInfo) || !w.whole(inTheme) || w.state.seq == 0 {
			if len(w.records[inJournal]) > 0 || !w.whole(inJournal) {
				w.report.lost("the journal: what was done before cannot be undone")
			}
			return nil
		}
		t.is.seq, t.is.done = w.state.seq, w.state.done
		for key, rec := range w.records[inJournal] {
			if err := w.change(t, key, rec.payload); err != nil {
				return err
			}
		}
		w.report.Journal = true
		return nil
	})
	return err
}

// change copies one change of the journal, without the articles that are lost.
func (w *rewriting) change(t *tx, key string, payload []byte) error {
	if len(key) != 8 {
		return nil
	}
	st, err := decodeStep(seqOf([]byte(key)), payload)
	if err != nil {
		if errors.Is(err, feed.ErrDamaged) {
			return nil
		}
		return err
	}
	if touched, left := st.without(w.gone); touched {
		if !left {
			return nil
		}
		return t.putStep(&st)
	}
	return t.put(inJournal, []byte(key), bytes.Clone(payload))
}
