package store

import (
	"encoding/binary"

	"veille/feed"
)

// Bucket gone: what was destroyed of a source that was followed then. Its feed
// may have it still; it stays away.
//
//	source id (8) trace (8)   nothing, sealed
//
// The traces are those of the IDs, which tell the source themselves and stand
// under zeros, and one of address and print together, for sources that change
// IDs: another text under the address of one destroyed is news. Under zeros stands
// also what the user has taken off articles: see takenoff.go.
const traceContent = 'c'

func goneKey(source feed.ID, tr trace) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, 16), source[:8]...), uint64(tr))
}

func contentTrace(address trace, print uint64) trace {
	b := binary.BigEndian.AppendUint64(nil, uint64(address))
	return traceOf(traceContent, string(binary.BigEndian.AppendUint64(b, print)))
}

// bury notes that an article is to stay away. One that did not come from a feed,
// or of a source that is not followed any more, is not asked about again.
func (t *tx) bury(e *entry) error {
	if e.descent.print == 0 {
		return nil
	}
	known, err := t.known()
	if err != nil {
		return err
	}
	source := e.head.SourceID
	if known.sources[source].Feed == "" && e.descent.settled&settledSource == 0 {
		return nil
	}
	keys := [][]byte{goneKey(feed.ID{}, idTrace(e.head.ID)), goneKey(source, contentTrace(addressTrace(e.head.URL), e.descent.print))}
	for _, id := range e.item.ids {
		keys = append(keys, goneKey(feed.ID{}, idTrace(id)))
	}
	for _, a := range e.item.addresses {
		keys = append(keys, goneKey(source, contentTrace(a, e.descent.print)))
	}
	for _, k := range keys {
		if err := t.put(inGone, k, nil); err != nil {
			return err
		}
	}
	return nil
}

// isGone reports whether an item of a source was destroyed.
func (t *tx) isGone(source feed.ID, s *feed.Sent, address trace) (bool, error) {
	v, err := t.value(inGone, goneKey(feed.ID{}, idTrace(s.ID)))
	if v != nil || err != nil || s.Print.IsZero() {
		return v != nil, err
	}
	v, err = t.value(inGone, goneKey(source, contentTrace(address, printOf(s.Print))))
	return v != nil, err
}
