package store

import (
	"bytes"
	"strings"

	"veille/feed"
)

// What is suggested and what was learned a repair leaves to be worked out again.
// What was dismissed, and what rules have seen and done, is the user's.

// readDrops lists the themes that were dismissed of each doc.
func (w *rewriting) readDrops() {
	w.drops = map[uint32][]feed.ID{}
	for key := range w.records[inDrop] {
		if len(key) == 20 {
			k := []byte(key)
			w.drops[docOf(k)] = append(w.drops[docOf(k)], feed.ID(k[4:]))
		}
	}
}

// keepDrops copies what was dismissed of an article, and notes what rules have done
// to it. Where it is not known whether they have seen it, they have: they do nothing
// twice.
func (w *rewriting) keepDrops(k *keeper, doc uint32) error {
	for _, theme := range w.drops[doc] {
		key := markKey(doc, theme)
		rec := w.records[inDrop][string(key)]
		d, err := decodeDismissal(rec.payload)
		if err != nil {
			continue
		}
		if err := k.put(inDrop, key, bytes.Clone(rec.payload)); err != nil {
			return err
		}
		k.add(setDrop(theme, d.list), doc)
	}
	if err := w.keepHandmade(k, doc); err != nil {
		return err
	}
	if seen := setDone(passRules); !w.certain(seen, doc) || w.sets[seen].has(doc) {
		k.add(seen, doc)
	}
	for name, docs := range w.sets {
		if strings.HasPrefix(name, didPrefix) && docs.has(doc) {
			k.add(name, doc)
		}
	}
	return nil
}
