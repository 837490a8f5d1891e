package store

import (
	"bytes"
	"slices"

	"veille/feed"
)

// trail is how an article stands to its source.
type trail struct {
	descent descent
	item    item
}

func (w *rewriting) trailOf(doc uint32) (tr trail) {
	if p := at(w.art, doc); p.there {
		if rec, sealed := inArt.unseal(docKey(doc), w.value(p)); sealed {
			tr.descent, _ = decodeDescent(rec) // what can be read of it
		}
	}
	if rec, ok := w.records[inItem][string(docKey(doc))]; ok {
		if it, err := decodeItem(rec.payload); err == nil {
			tr.item = it
		}
	}
	return tr
}

func (w *rewriting) readVersions() {
	w.numbers = map[uint32][]uint32{}
	for at := range w.versions {
		w.numbers[at.doc] = append(w.numbers[at.doc], at.number)
	}
	for _, list := range w.numbers {
		slices.Sort(list)
	}
}

// keepVersions copies the earlier versions of an article. One that cannot be
// read is told.
func (w *rewriting) keepVersions(k *keeper, doc uint32) error {
	for _, n := range w.numbers[doc] {
		key := versionKey(doc, n)
		rec, sealed := inVersion.unseal(key, w.value(w.versions[versionAt{doc, n}]))
		v, err := decodeVersion(rec)
		if err == nil && sealed {
			_, err = v.open(w.codec)
		}
		if err != nil || !sealed {
			w.report.lost("an earlier version of %s", w.nameOf(doc))
			continue
		}
		if err := k.put(inVersion, key, bytes.Clone(rec)); err != nil {
			return err
		}
		k.add(hasVersion, doc)
		w.report.Versions++
	}
	return nil
}

// polls copies what is known of asking sources. Without it they are asked as if
// they never had been.
func (w *rewriting) polls(t *tx) error {
	known, err := t.known()
	if err != nil {
		return err
	}
	for key, rec := range w.records[inPoll] {
		if len(key) != len(feed.ID{}) {
			continue
		}
		if _, ok := known.sources[feed.ID([]byte(key))]; !ok {
			continue
		}
		if _, err := decodePoll(rec.payload); err != nil {
			continue
		}
		if err := t.put(inPoll, []byte(key), bytes.Clone(rec.payload)); err != nil {
			return err
		}
	}
	return nil
}
