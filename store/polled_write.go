package store

import (
	"bytes"
	"errors"
	"maps"

	"veille/feed"
	"veille/feed/text"
)

// polledKeeper writes one batch of what sources brought.
type polledKeeper struct {
	keeper
	codec   *codec
	kept    map[int]*feed.Kept
	first   uint32 // doc of the batch
	places  []int
	dropped bool // an article that was in the batch's index is not kept
	changed bool
	asked   map[feed.ID]feed.ID // sources by feed.FeedID of their addresses, as the batch leaves them; nil: as they were
}

// all writes the articles of a batch with their part of the index.
func (k *polledKeeper) all(b *polledBatch, ready *readied) error {
	for i := range b.work {
		if err := k.work(&b.work[i]); err != nil {
			return err
		}
	}
	if err := k.putSets(); err != nil || k.is.next == k.first {
		return err
	}
	blocks := ready.blocks
	if k.dropped {
		blocks = ready.words.blocks(k.places)
	}
	return k.putSegment(k.first, k.is.next, blocks)
}

// work does what was settled, as far as it still holds: another process may have
// kept the same meanwhile.
func (k *polledKeeper) work(w *work) error {
	kept := k.kept[w.polled]
	if kept == nil {
		kept = &feed.Kept{}
		k.kept[w.polled] = kept
	}
	if w.do == refuse {
		if len(kept.Refused) == 0 {
			kept.Refused = append(kept.Refused, refused(w.source))
		}
		return nil
	}
	did, err := k.act(w)
	if err != nil {
		return err
	}
	switch did {
	case create:
		kept.New++
		kept.IDs = append(kept.IDs, w.ready.head.ID)
	case replace:
		kept.Updated++
	default:
		kept.Same++
	}
	k.changed = k.changed || did != leave
	return nil
}

// act returns what it did.
func (k *polledKeeper) act(w *work) (deed, error) {
	switch w.do {
	case create:
		return k.create(w)
	case replace, note, complete, miss:
		was, found, err := k.entry(w.doc)
		if errors.Is(err, feed.ErrDamaged) || err == nil && (!found || was.head.ID != w.old.head.ID) {
			return leave, nil
		}
		if err != nil {
			return leave, err
		}
		if w.do == complete || w.do == miss {
			return k.pageCame(w, &was)
		}
		if w.do == note || was.descent.print == printOf(w.sent.Print) {
			return k.note(w, &was)
		}
		return replace, k.replace(w, &was)
	}
	return leave, nil
}

func (k *polledKeeper) create(w *work) (deed, error) {
	p := w.ready
	have, err := k.has(p.head.ID)
	if err != nil {
		return leave, err
	}
	src, _, err := k.meet(w.source)
	if err != nil {
		return leave, err
	}
	if have || src.Feed == "" {
		k.places[p.number], k.dropped = dropped, true
		return leave, nil
	}
	k.places[p.number] = int(k.is.next - k.first)
	return create, k.keep(p)
}

// note lets a doc be found by what its item is called now.
func (k *polledKeeper) note(w *work, was *entry) (deed, error) {
	is := *was
	is.descent.print = printOf(w.sent.Print)
	is.item = was.item.with(&was.head, addressTrace(was.head.URL), w.sent.ID, w.address)
	if is.descent == was.descent && bytes.Equal(is.item.encode(), was.item.encode()) {
		return leave, nil
	}
	return note, k.replaceEntry(w.doc, was, &is)
}

// replace makes the next version of a doc what the source says now.
func (k *polledKeeper) replace(w *work, was *entry) error {
	v, err := k.current(w.doc, was)
	if err != nil {
		return err
	}
	if err := k.putVersion(w.doc, &v.earlier); err != nil {
		return err
	}
	is := *was
	is.head = nextHead(was, &w.ready.head)
	if was.descent.print == 0 { // a bookmark of what is followed now
		is.head.SourceID = w.source
	}
	is.descent.print = printOf(w.sent.Print)
	is.descent.page = pageOf(w.arrival)
	is.item = was.item.with(&is.head, addressTrace(is.head.URL), w.sent.ID, w.address)
	return k.rewrite(w, was, &is, &v.article)
}

// current is an article as it is kept now.
type current struct {
	earlier
	article feed.Article
}

func (k *polledKeeper) current(doc uint32, was *entry) (v current, err error) {
	frame, err := k.frameOf(doc)
	if err != nil {
		return v, err
	}
	v.earlier = earlier{until: k.now, head: encodeHead(&was.head, was.descent), body: frame}
	before, err := v.open(k.codec)
	if err != nil {
		return v, damaged("body of article %s", was.head.ID)
	}
	v.article = before.Article
	return v, nil
}

// rewrite gives a doc the text that came, instead of what was there before.
func (k *polledKeeper) rewrite(w *work, was, is *entry, before *feed.Article) error {
	after := w.arrival.Article
	after.Head = is.head
	if err := k.put(inBody, docKey(w.doc), w.ready.body); err != nil {
		return err
	}
	if err := k.replaceRaw(w.doc, w.ready.raw); err != nil {
		return err
	}
	if err := k.moveSets(w.doc, bodySets(before), bodySets(&after)); err != nil {
		return err
	}
	if err := k.dropSpans(w.doc, before, &after); err != nil {
		return err
	}
	if err := k.edited(w.doc); err != nil {
		return err
	}
	return k.replaceEntry(w.doc, was, is)
}

func (k *polledKeeper) replaceRaw(doc uint32, raw []byte) error {
	if raw == nil {
		return k.del(inRaw, docKey(doc))
	}
	return k.put(inRaw, docKey(doc), raw)
}

// nextHead is the head of an article whose source says something else now. What
// the user corrected stays, and so does what the source no longer says.
func nextHead(was *entry, new *feed.Head) feed.Head {
	old, h := &was.head, *new
	h.ID, h.Fetched, h.SourceID = old.ID, old.Fetched, old.SourceID
	if old.TitleFrom == feed.TitleFromUser || h.Title == "" {
		h.Title, h.TitleFrom = old.Title, old.TitleFrom
	}
	if was.descent.settled&settledURL != 0 || h.URL == "" {
		h.URL = old.URL
	}
	if was.descent.settled&settledLang != 0 || h.Lang == "" {
		h.Lang = old.Lang
	}
	if was.descent.settled&settledDate != 0 || h.Published.IsZero() {
		h.Published, h.Precision = old.Published, old.Precision
	}
	return h
}

// end writes what else was learnt of a source: the last of its articles are
// written.
func (k *polledKeeper) end(in *feed.Polled) error {
	old, _, err := k.sourceOf(in.Source)
	moved := in.Asked != "" && in.Asked != old.Feed && in.Feed != old.Feed
	if err != nil || old.Feed == "" || moved {
		return err
	}
	src, err := k.learnt(&old, in)
	if err != nil {
		return err
	}
	if is := encodeSource(&src); !bytes.Equal(is, encodeSource(&old)) {
		k.changed = true
		if err := k.define(inFeed, in.Source, is); err != nil {
			return err
		}
	}
	if in.Poll == (feed.Poll{}) {
		return nil
	}
	poll := encodePoll(&in.Poll)
	have, err := k.get(inPoll, in.Source[:])
	if err != nil && !errors.Is(err, feed.ErrDamaged) {
		return err
	}
	if err == nil && have != nil && bytes.Equal(have, poll) {
		return nil
	}
	k.changed = true
	return k.put(inPoll, in.Source[:], poll)
}

// learnt returns a source as its feed says it is.
func (k *polledKeeper) learnt(old *feed.Source, in *feed.Polled) (feed.Source, error) {
	src := *old
	if name := clip(text.Line(in.Name), maxFolder); name != "" && !src.Named {
		src.Name = name
	}
	if site := text.Line(in.URL); site != "" {
		src.URL = site
	}
	if lang := language(in.Lang); lang != "" {
		src.Lang = lang
	}
	if address := text.Line(in.Feed); address != "" && address != src.Feed && checkFeed(address) == nil {
		return src, k.move(&src, address)
	}
	return src, nil
}

// move gives a source another address, unless another source has it. The user did
// not write that one: at another host it may be no private one.
func (k *polledKeeper) move(src *feed.Source, address string) error {
	if k.asked == nil {
		known, err := k.known()
		if err != nil {
			return err
		}
		k.asked = maps.Clone(known.followed().at)
	}
	from, to := feed.FeedID(src.Feed), feed.FeedID(address)
	if other, taken := k.asked[to]; taken && other != src.ID {
		return nil
	}
	delete(k.asked, from)
	k.asked[to] = src.ID
	src.Private = src.Private && sameHost(src.Feed, address)
	src.Feed = address
	return nil
}
