package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"veille/feed/story"
)

// Bucket shingle: in which docs the keys of sketches are, in segments. A segment is
// what one batch of CatchUp brought, or several merged.
//
//	'd' segment u32                     1 version of the sketches  2 postings
//	'p' segment u32 key u32 doc u32     block; key and doc of its last posting
//
// A block holds postings in rising order of key, then doc, as uvarints:
//
//	the key, less that of the one before; 0 for the same again
//	the doc; under the same key again less the one before and one more
//
// A posting takes some four bytes, an article of 500 words has some seventy. What a
// text no longer has stays: a posting only says what is worth comparing.
//
// A batch writes one segment, whatever else there is. Segments are merged so that
// each is shingleRatio times as large as all that are smaller, up to maxShingles
// postings: 100,000 articles have some ten.
const (
	shingleRatio = 4
	maxShingles  = 2 << 20
	// With its seal: six fit into a page of 4 KB with their keys. Who looks for a key
	// reads half of one: of 1,850 bytes that took twice as long as all the rest.
	shingleBlock = 610
)

// posting is a key with a doc.
type posting uint64

func postingOf(key, doc uint32) posting { return posting(key)<<32 | posting(doc) }
func (p posting) key() uint32           { return uint32(p >> 32) }
func (p posting) doc() uint32           { return uint32(p) }

// shingleSegment describes a segment.
type shingleSegment struct {
	number   uint32
	version  uint64
	postings int
}

func segmentKey(number uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{'d'}, number)
}

func shingleKey(number uint32, last posting) []byte {
	b := binary.BigEndian.AppendUint32(append(make([]byte, 0, 13), 'p'), number)
	return binary.BigEndian.AppendUint64(b, uint64(last))
}

func (g *shingleSegment) encode() []byte {
	return addUint(addUint(nil, 1, g.version), 2, uint64(g.postings))
}

// shingleSegments lists the segments, the latest first. One that is damaged is left
// out: a check tells of it.
func (t *tx) shingleSegments() (out []shingleSegment) {
	for k, v := range t.up(inShingle, []byte{'d'}) {
		if len(k) != 5 || k[0] != 'd' {
			break
		}
		p, ok := inShingle.unseal(k, v)
		if !ok {
			continue
		}
		if g, ok := decodeSegment(k, p); ok {
			out = append(out, g)
		}
	}
	slices.Reverse(out)
	return out
}

func decodeSegment(k, p []byte) (g shingleSegment, ok bool) {
	g.number = binary.BigEndian.Uint32(k[1:])
	r := record{b: p}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			g.version = r.uint()
		case 2:
			g.postings = int(min(r.uint(), 1<<40))
		default:
			r.skip()
		}
	}
	return g, r.err == nil
}

// putShingles writes postings, which rise, as a segment of its own.
func (t *tx) putShingles(list []posting) error {
	if len(list) == 0 {
		return nil
	}
	g := shingleSegment{number: 1, version: story.Version, postings: len(list)}
	for k := range t.up(inShingle, []byte{'d'}) {
		if len(k) != 5 || k[0] != 'd' {
			break
		}
		g.number = binary.BigEndian.Uint32(k[1:]) + 1
	}
	return t.putSegmentOf(g, shingleBlocks(list))
}

func (t *tx) putSegmentOf(g shingleSegment, blocks []shingles) error {
	for i := range blocks {
		if err := t.put(inShingle, shingleKey(g.number, blocks[i].last), blocks[i].payload); err != nil {
			return err
		}
	}
	return t.put(inShingle, segmentKey(g.number), g.encode())
}

// shingles are a block.
type shingles struct {
	last    posting
	payload []byte
}

// shingleBlocks makes blocks of postings, which rise.
func shingleBlocks(list []posting) (out []shingles) {
	const most = shingleBlock - sealSize
	open := make([]byte, 0, most+sealSize)
	var before posting
	for _, p := range list {
		if len(open)+2*binary.MaxVarintLen32 > most {
			out = append(out, shingles{before, open})
			open = make([]byte, 0, most+sealSize)
		}
		switch {
		case len(open) > 0 && p.key() == before.key():
			open = binary.AppendUvarint(append(open, 0), uint64(p.doc()-before.doc()-1))
		case len(open) > 0:
			open = binary.AppendUvarint(binary.AppendUvarint(open, uint64(p.key()-before.key())), uint64(p.doc()))
		default:
			open = binary.AppendUvarint(binary.AppendUvarint(open, uint64(p.key())), uint64(p.doc()))
		}
		before = p
	}
	if len(open) > 0 {
		out = append(out, shingles{before, open})
	}
	return out
}

// shingleReader goes through a block.
type shingleReader struct {
	b     []byte
	begun bool
	at    posting
}

// next reads the next posting, ok false at the end and where the block cannot be
// read.
func (r *shingleReader) next() (ok bool) {
	gap, b, ok := uvarint(r.b)
	if !ok {
		return false
	}
	doc, b, ok := uvarint(b)
	if !ok {
		return false
	}
	key := uint64(r.at.key()) + gap
	if r.begun && gap == 0 {
		doc += uint64(r.at.doc()) + 1
	}
	if key > 1<<32-1 || doc >= maxDoc {
		r.b = nil
		return false
	}
	r.b, r.begun, r.at = b, true, postingOf(uint32(key), uint32(doc))
	return true
}

// splitShingleKey returns the last posting of a block; ok is false for the key of
// another segment.
func splitShingleKey(k []byte, number uint32) (last posting, ok bool) {
	if len(k) != 13 || k[0] != 'p' || binary.BigEndian.Uint32(k[1:]) != number {
		return 0, false
	}
	return posting(binary.BigEndian.Uint64(k[5:])), true
}

// postingsOfBlock is how many a block has, about.
const postingsOfBlock = shingleBlock / 4

// eachPosting gives the docs of a segment that have one of some keys, which rise, to
// yield. Blocks that are damaged are passed by: a check tells of them.
func (t *tx) eachPosting(g *shingleSegment, keys []uint32, yield func(i int, doc uint32)) {
	dense := len(keys) > g.postings/postingsOfBlock/4 // then most blocks have one, and to go through them is cheaper
	for i, more := 0, true; more && i < len(keys); {
		i, more = t.matchBlocks(g, keys, i, dense, yield)
	}
}

// matchBlocks goes through the blocks from the first that may have keys[i], as long as
// the next one has some of the keys or dense says so. It returns which key comes next;
// more is false when no block is left.
func (t *tx) matchBlocks(g *shingleSegment, keys []uint32, i int, dense bool, yield func(i int, doc uint32)) (next int, more bool) {
	for k, v := range t.up(inShingle, shingleKey(g.number, postingOf(keys[i], 0))) {
		last, ok := splitShingleKey(k, g.number)
		if !ok {
			break
		}
		if last.key() >= keys[i] {
			if p, ok := inShingle.unseal(k, v); ok {
				i = matchBlock(p, last.key(), keys, i, yield)
			}
		}
		for i < len(keys) && keys[i] < last.key() {
			i++
		}
		if i == len(keys) || !dense && keys[i] > last.key() {
			return i, true
		}
	}
	return i, false
}

// matchBlock gives the postings of a block that have one of the keys from i on to
// yield, and returns which key comes next. Nothing is read behind the last key that
// the block may have, and of postings of other keys no more than where they end: a
// doc says something of the one before under the same key alone.
func matchBlock(p []byte, last uint32, keys []uint32, i int, yield func(i int, doc uint32)) int {
	want := uint64(keys[i])
	for key, doc, begun := uint64(0), uint64(0), false; len(p) > 0; begun = true {
		gap, rest, ok := uvarint(p)
		if key += gap; !ok || key > 1<<32-1 {
			return i
		}
		for want < key {
			if i++; i == len(keys) || keys[i] > last {
				return i
			}
			want = uint64(keys[i])
		}
		if key < want {
			p = behindUvarint(rest)
			continue
		}
		more, rest, ok := uvarint(rest)
		if doc = more + doc + 1; gap > 0 || !begun {
			doc = more
		}
		if !ok || doc >= maxDoc {
			return i
		}
		yield(i, uint32(doc))
		p = rest
	}
	return i
}

// behindUvarint cuts a number off b unread.
func behindUvarint(b []byte) []byte {
	for i, c := range b {
		if c < 0x80 {
			return b[i+1:]
		}
	}
	return nil
}

// postingsOf reads all postings of a segment and the keys of its blocks.
func (t *tx) postingsOf(g *shingleSegment) (list []posting, keys [][]byte, err error) {
	list = make([]posting, 0, min(g.postings, maxShingles))
	for k, v := range t.up(inShingle, shingleKey(g.number, 0)) {
		last, ok := splitShingleKey(k, g.number)
		if !ok {
			break
		}
		p, err := inShingle.read(k, v)
		if err != nil {
			return nil, nil, err
		}
		r := shingleReader{b: p}
		for r.next() {
			list = append(list, r.at)
		}
		if len(r.b) > 0 || r.at != last {
			return nil, nil, damaged("block %x of shingle", k)
		}
		keys = append(keys, bytes.Clone(k))
	}
	return list, keys, nil
}

// mergeableShingles returns segments that are to be one, none when all is well.
func mergeableShingles(all []shingleSegment) []shingleSegment {
	var list []shingleSegment
	for _, g := range all {
		if g.version == story.Version && g.postings < maxShingles/2 {
			list = append(list, g)
		}
	}
	slices.SortFunc(list, func(a, b shingleSegment) int {
		return cmp.Or(cmp.Compare(a.postings, b.postings), cmp.Compare(a.number, b.number))
	})
	n, sum := 0, 0
	for n < len(list) && (n == 0 || list[n].postings < shingleRatio*sum) && sum+list[n].postings <= maxShingles {
		sum += list[n].postings
		n++
	}
	if n < 2 {
		return nil
	}
	return list[:n]
}

// merging are segments being merged.
type merging struct {
	from []shingleSegment
	list []posting
	keys [][]byte // of the blocks
}

// readMerge reads segments that are to be one. Docs that are destroyed are left out.
func (t *tx) readMerge() (m merging, err error) {
	m.from = mergeableShingles(t.shingleSegments())
	if len(m.from) == 0 {
		return m, nil
	}
	all, err := t.set(setAll)
	if err != nil {
		return m, err
	}
	for i := range m.from {
		part, keys, err := t.postingsOf(&m.from[i])
		if err != nil {
			return m, err
		}
		m.keys = append(m.keys, keys...)
		m.list = mergeTwo(m.list, part)
	}
	m.list = slices.DeleteFunc(m.list, func(p posting) bool { return !all.has(p.doc()) })
	return m, nil
}

// mergeTwo merges postings that rise; what is in both is there once.
func mergeTwo(a, b []posting) []posting {
	if len(a) == 0 {
		return b
	}
	out := make([]posting, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case b[0] < a[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			a = a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// putMerge puts one segment in the place of those it was made of, unless others have
// been faster.
func (t *tx) putMerge(m *merging, blocks []shingles) error {
	for i := range m.from {
		p, err := t.get(inShingle, segmentKey(m.from[i].number))
		if err != nil || p == nil {
			return errUnchanged //nolint:nilerr // it was merged, or dropped, by another
		}
		if g, ok := decodeSegment(segmentKey(m.from[i].number), p); !ok || g != m.from[i] {
			return errUnchanged
		}
	}
	g := shingleSegment{version: story.Version, postings: len(m.list)}
	for _, old := range t.shingleSegments() {
		g.number = max(g.number, old.number+1)
	}
	if len(m.list) > 0 {
		if err := t.putSegmentOf(g, blocks); err != nil {
			return err
		}
	}
	for i := range m.from {
		m.keys = append(m.keys, segmentKey(m.from[i].number))
	}
	return t.delAll(inShingle, m.keys)
}

// sweptShingles bounds how long the file is held.
const sweptShingles = 2000

// staleShingles returns the keys of up to so many blocks that are of sketches of
// another version, or of no segment.
func (t *tx) staleShingles() (keys [][]byte) {
	known := map[uint32]bool{}
	for _, g := range t.shingleSegments() {
		if known[g.number] = g.version == story.Version; !known[g.number] {
			keys = append(keys, segmentKey(g.number))
		}
	}
	for next := []byte{'p'}; next != nil; {
		from := next
		next = nil
		for k := range t.up(inShingle, from) {
			if len(keys) >= sweptShingles {
				return keys
			}
			if len(k) >= 5 && known[binary.BigEndian.Uint32(k[1:])] {
				if number := binary.BigEndian.Uint32(k[1:]); number < ^uint32(0) {
					next = shingleKey(number+1, 0)
				}
				break
			}
			keys = append(keys, bytes.Clone(k))
		}
	}
	return keys
}

// tendShingles drops segments of sketches of another version and merges the others.
func (s *Store) tendShingles(u *catchingUp) error {
	for {
		var keys [][]byte
		var m merging
		err := s.view(u.ctx, func(t *tx) (err error) {
			if keys = t.staleShingles(); len(keys) > 0 {
				return nil
			}
			m, err = t.readMerge()
			return ignoreDamage(err)
		})
		switch {
		case err != nil || len(keys) == 0 && len(m.list)+len(m.keys) == 0:
			return err
		case len(keys) > 0:
			_, err = s.update(u.ctx, func(t *tx) error { return t.delAll(inShingle, keys) })
		default:
			blocks := shingleBlocks(m.list)
			_, err = s.update(u.ctx, func(t *tx) error { return t.putMerge(&m, blocks) })
		}
		if err != nil {
			return err
		}
	}
}
