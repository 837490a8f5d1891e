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
// The traces are those of the IDs, and one of address and print together, for
// sources that change IDs: another text under the address of one destroyed is
// news.
const traceContent = 'c'

func goneKey(source feed.ID, tr trace) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, 16), source[:8]...), uint64(tr))
}

func contentTrace(address trace, print uint64) trace {
	if print <= anyPrint {
		return 0
	}
	b := binary.BigEndian.AppendUint64(nil, uint64(address))
	return traceOf(traceContent, string(binary.BigEndian.AppendUint64(b, print)))
}

// bury notes that an article is to stay away. One that did not come from a feed
// is not asked about again.
func (t *tx) bury(h *feed.Head, o descent, it item) error {
	if o.print == 0 {
		return nil
	}
	known, err := t.known()
	if err != nil || known.sources[h.SourceID].Feed == "" {
		return err
	}
	list := []trace{idTrace(h.ID), contentTrace(addressTrace(h.URL), o.print)}
	for _, id := range it.ids {
		list = append(list, idTrace(id))
	}
	for _, a := range it.addresses {
		list = append(list, contentTrace(a, o.print))
	}
	for _, tr := range list {
		if tr == 0 {
			continue
		}
		if err := t.put(inGone, goneKey(h.SourceID, tr), nil); err != nil {
			return err
		}
	}
	return nil
}

// isGone reports whether an item of a source was destroyed.
func (t *tx) isGone(source feed.ID, s *feed.Sent, address trace) (bool, error) {
	for _, tr := range [...]trace{idTrace(s.ID), contentTrace(address, printOf(s.Print))} {
		if tr == 0 {
			continue
		}
		v, err := t.value(inGone, goneKey(source, tr))
		if v != nil || err != nil {
			return err == nil, err
		}
	}
	return false, nil
}
