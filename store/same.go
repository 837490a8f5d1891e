package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"slices"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
	"veille/feed/text"
)

// An item of a feed is first looked for by its ID. Sources change those, so
// buckets same and item let it be found by other traces within its source: its
// address, its print, and other IDs it came under.
//
//	same  source (2) hash (4) doc (4)   nothing
//	item  doc                           1 id*  2 address* (fixed64)
//
// The key of same has the first bytes of the source's ID, so that the articles
// of one source lie side by side and a refresh writes few pages, and a hash of
// the trace. Both may lead to the wrong doc: who looks compares with what the
// head and item of the doc say. All articles with an address are there, also
// those that came in another way.
//
// A trace is the FNV-1a of its kind, a byte, and its value; the hash in the key
// is its upper half. Item holds what the head does not tell: addresses, as
// traces, that the source gives and that are not where the page was found; and
// IDs, the newest last.
const (
	traceAddress = 'u' // text.AddressKey
	tracePrint   = 'p' // u64
	traceID      = 'i'

	sameKeySize = 10 // not that of dates, whose values are empty too

	// maxAliases bounds the IDs and addresses kept of one article: there are
	// sources that give every item another one at each request.
	maxAliases = 8
)

type trace uint64

func traceOf(kind byte, value string) trace {
	h := fnv.New64a()
	_, _ = h.Write([]byte{kind})
	_, _ = h.Write([]byte(value))
	return trace(h.Sum64())
}

// addressTrace is that of an address, 0 when it identifies nothing: feeds
// without pages of their own give that of the site for each item.
func addressTrace(url string) trace {
	key := text.AddressKey(url)
	_, path, _ := strings.Cut(key, "/")
	if path == "" && !strings.Contains(key, "?") {
		return 0
	}
	return traceOf(traceAddress, key)
}

// anyPrint is the print of an item of which the source's print is not known.
const anyPrint = 1

// printOf shortens a print to what is kept of it.
func printOf(print feed.ID) uint64 {
	if print.IsZero() {
		return anyPrint
	}
	return max(binary.BigEndian.Uint64(print[:8]), anyPrint+1)
}

func printTrace(print uint64) trace {
	if print <= anyPrint {
		return 0
	}
	return traceOf(tracePrint, string(binary.BigEndian.AppendUint64(nil, print)))
}

func idTrace(id feed.ID) trace { return traceOf(traceID, string(id[:])) }

// tracePrefix is the key of a trace but for the doc.
func tracePrefix(source feed.ID, tr trace) []byte {
	b := append(make([]byte, 0, sameKeySize), source[:2]...)
	return binary.BigEndian.AppendUint32(b, uint32(tr>>32))
}

func traceKey(source feed.ID, tr trace, doc uint32) []byte {
	return binary.BigEndian.AppendUint32(tracePrefix(source, tr), doc)
}

// item is what is known of an article's item beside its head.
type item struct {
	ids       []feed.ID
	addresses []trace
}

func (it *item) encode() []byte {
	var b []byte
	for _, id := range it.ids {
		b = addID(b, 1, id)
	}
	for _, a := range it.addresses {
		b = protowire.AppendFixed64(protowire.AppendTag(b, 2, protowire.Fixed64Type), uint64(a))
	}
	return b
}

func decodeItem(b []byte) (it item, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			it.ids = append(it.ids, r.id())
		case 2:
			it.addresses = append(it.addresses, trace(r.fixed()))
		default:
			r.skip()
		}
	}
	return it, r.err
}

// item returns what is known of a doc's item, nothing where there is no record.
func (t *tx) item(doc uint32) (it item, err error) {
	p, err := t.get(inItem, docKey(doc))
	if p == nil || err != nil {
		return it, err
	}
	if it, err = decodeItem(p); err != nil {
		return item{}, damaged("item of document %d", doc)
	}
	return it, nil
}

// with adds an ID and an address, unless they are there or the head has them: own
// is its address.
func (it item) with(h *feed.Head, own trace, id feed.ID, address trace) item {
	it.ids, it.addresses = slices.Clone(it.ids), slices.Clone(it.addresses)
	if !id.IsZero() && id != h.ID && !slices.Contains(it.ids, id) {
		it.ids = append(it.ids, id)
		it.ids = it.ids[max(0, len(it.ids)-maxAliases):]
	}
	if address != 0 && address != own && !slices.Contains(it.addresses, address) {
		it.addresses = append(it.addresses, address)
		it.addresses = it.addresses[max(0, len(it.addresses)-maxAliases):]
	}
	return it
}

func (it *item) isEmpty() bool { return len(it.ids)+len(it.addresses) == 0 }

// traces are all that an article can be found by; own is its address.
func traces(own trace, d descent, it item) (out []trace) {
	out = make([]trace, 0, 2+len(it.ids)+len(it.addresses))
	add := func(tr trace) {
		if tr != 0 && !slices.Contains(out, tr) {
			out = append(out, tr)
		}
	}
	add(own)
	add(printTrace(d.print))
	for _, id := range it.ids {
		add(idTrace(id))
	}
	for _, a := range it.addresses {
		add(a)
	}
	return out
}

// moveTraces lets a doc be found by what is known of it now, and no longer by
// what was.
func (t *tx) moveTraces(doc uint32, was, is feed.ID, before, after []trace) error {
	for _, tr := range before {
		if was == is && slices.Contains(after, tr) {
			continue
		}
		if err := t.del(inSame, traceKey(was, tr, doc)); err != nil {
			return err
		}
	}
	for _, tr := range after {
		if was == is && slices.Contains(before, tr) {
			continue
		}
		if err := t.putPlain(inSame, traceKey(is, tr, doc), nil); err != nil {
			return err
		}
	}
	return nil
}

// traced returns the docs of a source that a trace leads to.
func (t *tx) traced(source feed.ID, tr trace) (out []uint32, err error) {
	if tr == 0 {
		return nil, nil
	}
	prefix := tracePrefix(source, tr)
	var docs []uint32
	for k := range t.up(inSame, prefix) {
		if !bytes.HasPrefix(k, prefix) || len(k) != sameKeySize {
			break
		}
		docs = append(docs, docOf(k[len(prefix):]))
	}
	for _, doc := range docs {
		h, o, found, err := t.headAndDescent(doc)
		if errors.Is(err, feed.ErrDamaged) || err == nil && (!found || h.SourceID != source) {
			continue
		}
		if err != nil {
			return nil, err
		}
		it, err := t.item(doc)
		if err != nil && !errors.Is(err, feed.ErrDamaged) {
			return nil, err
		}
		if slices.Contains(traces(addressTrace(h.URL), o, it), tr) {
			out = append(out, doc)
		}
	}
	return out, nil
}

func (t *tx) headAndDescent(doc uint32) (h feed.Head, o descent, found bool, err error) {
	p, err := t.get(inArt, docKey(doc))
	if p == nil || err != nil {
		return h, o, false, err
	}
	if h, err = decodeHead(p); err == nil {
		o, err = decodeDescent(p)
	}
	if err != nil {
		return h, o, false, damaged("head of document %d", doc)
	}
	return h, o, true, nil
}
