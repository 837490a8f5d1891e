package store

import "veille/feed/query"

// noted returns the docs that have words in a note, of the article or of one of its
// highlights; nil when there is none. Notes are not in the index: they are few and
// short, and all of them are looked at. A damaged one is not found; a check tells of
// it.
func (c *compiler) noted(w query.Words) (out docSet) {
	m := w.Matcher()
	found := func(key []byte, note string) {
		if doc := docOf(key); doc < c.is.next && note != "" && m.In(note) {
			if out == nil {
				out = c.newSet()
			}
			out.add(doc)
		}
	}
	for k, v := range c.up(inNote, nil) {
		if p, ok := inNote.unseal(k, v); ok && len(k) == highKeySize {
			found(k, string(p))
		}
	}
	for k, v := range c.up(inHigh, nil) {
		p, ok := inHigh.unseal(k, v)
		if !ok || len(k) != highKeySize {
			continue
		}
		if h, err := decodeHigh(p); err == nil {
			found(k, h.Note)
		}
	}
	return out
}
