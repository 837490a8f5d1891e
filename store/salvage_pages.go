package store

import (
	"bytes"
	"io"
)

// maxOverflow bounds the pages that hang on one: 128 MB of 4 KB, above any
// record of ours. A damaged header cannot ask for more.
const maxOverflow = 1 << 15

// metas returns the valid meta pages. Without one the size of a page is guessed.
func (v *salvage) metas() (newest, older *meta, err error) {
	if m, _, merr := newestMeta(v.f); merr == nil {
		newest, v.size = &m, m.pageSize
		other, _, valid, err := readMeta(v.f, int64((m.txid+1)%2)*m.pageSize)
		if err == nil && valid && other.pageSize == m.pageSize && other.txid+1 == m.txid {
			older = &other
		}
	} else if v.size = v.guessSize(); v.size == 0 {
		return nil, nil, merr
	}
	v.count = uint64((v.bytes + v.size - 1) / v.size)
	return newest, older, nil
}

// guessSize returns the size at which most pages carry their own number, 0 when
// none does.
func (v *salvage) guessSize() (best int64) {
	most := 0
	for size := int64(512); size <= 64<<10; size *= 2 {
		n := 0
		var b [10]byte
		for id := int64(2); id < 20_000 && (id+1)*size <= v.bytes; id++ {
			if _, err := v.f.ReadAt(b[:], id*size); err != nil {
				continue
			}
			flags := native.Uint16(b[8:])
			if native.Uint64(b[:]) == uint64(id) && (flags == leafFlag || flags == branchFlag) {
				n++
			}
		}
		if n > most {
			best, most = size, n
		}
	}
	return best
}

// page reads a page of a tree with all its overflow, as far as it is there. It
// lies in a buffer that the next call uses again.
func (v *salvage) page(id uint64) (b []byte, count int, branch, ok bool) {
	if id < 2 || id >= v.count {
		return nil, 0, false, false
	}
	need := int(v.size)
	for {
		if len(v.buf) < need {
			v.buf = make([]byte, need)
		}
		n, err := v.f.ReadAt(v.buf[:need], int64(id)*v.size)
		if n < pageHeader || err != nil && n < int(v.size) && err != io.EOF {
			return nil, 0, false, false
		}
		b = v.buf[:n]
		flags := native.Uint16(b[8:])
		if native.Uint64(b) != id || flags != leafFlag && flags != branchFlag {
			return nil, 0, false, false
		}
		overflow := uint64(native.Uint32(b[12:]))
		if overflow > min(maxOverflow, v.count-id) {
			overflow = 0 // its other records may be sound
		}
		if whole := int(overflow+1) * int(v.size); need < whole {
			need = whole
			continue
		}
		count, ok = elements(b)
		return b, count, flags == branchFlag, ok
	}
}

// elements returns how many elements a page has. The content of the first
// stands right behind the last element, which tells the number a second time:
// a damaged count would hide records without a trace.
func elements(b []byte) (count int, ok bool) {
	count = int(native.Uint16(b[10:]))
	if len(b) < pageHeader+elementSize {
		return 0, count == 0
	}
	at := pageHeader // of the position of the first element's key
	if native.Uint16(b[8:]) == leafFlag {
		at += 4
	}
	pos := int(native.Uint32(b[at:]))
	switch {
	case pos == count*elementSize && pageHeader+pos <= len(b):
		return count, true
	case pos > 0 && pos%elementSize == 0 && pos/elementSize < manyFree && pageHeader+pos <= len(b):
		return pos / elementSize, true
	case pageHeader+count*elementSize <= len(b): // the first element is damaged, or the number
		return count, count > 0
	}
	return 0, false
}

// treeWalk is one way through a tree that may be damaged.
type treeWalk struct {
	reached pageSet
	take    func(id uint64, i int, k, val []byte) bool // false: not what was written
	lost    func(gap)
}

// walk visits the pages below one that should hold the keys of g.
func (v *salvage) walk(w *treeWalk, id uint64, g gap, depth int) {
	b, count, branch, ok := v.page(id)
	if !ok || depth > maxDepth || w.reached.has(id) || v.ctx.Err() != nil {
		w.lost(g)
		return
	}
	if !branch {
		if v.leaf(w, id, b, count, g) || count == 0 && depth == 0 {
			w.reached.addRun(id, len(b)/int(v.size))
		}
		v.told.tell(int64(id), int64(v.count))
		return
	}
	kids, sound := children(b, count, g)
	if len(kids) == 0 {
		w.lost(g)
		return
	}
	if !sound {
		w.lost(g)
	}
	w.reached.addRun(id, len(b)/int(v.size))
	for _, k := range kids {
		v.walk(w, k.id, k.holds, depth+1)
	}
}

func (p pageSet) addRun(id uint64, n int) {
	for i := range uint64(max(n, 1)) {
		p.add(id + i)
	}
}

type subtree struct {
	id    uint64
	holds gap
}

// children returns the pages that a branch page leads to. When its keys are not
// in order the bounds of all are those of the page, and sound is false.
func children(b []byte, count int, g gap) (kids []subtree, sound bool) {
	sound = true
	var last []byte
	for i := range count {
		k := bytes.Clone(branchKey(b, i))
		inside := i == 0 || k != nil && g.holds(k) && bytes.Compare(k, last) > 0
		sound = sound && inside
		kids = append(kids, subtree{branchChild(b, i), gap{k, g.high}})
		if i > 0 {
			kids[i-1].holds.high = k
		}
		last = k
	}
	if len(kids) > 0 {
		kids[0].holds.low = g.low
	}
	if !sound {
		for i := range kids {
			kids[i].holds = g
		}
	}
	return kids, sound
}

// leaf takes the records of a leaf page and reports whether one was sound. Those
// that are not make gaps.
func (v *salvage) leaf(w *treeWalk, id uint64, b []byte, count int, g gap) (some bool) {
	var last []byte
	low, open := g.low, count == 0 && (g.low != nil || g.high != nil)
	for i := range count {
		k, val := leafKey(b, i), leafValue(b, i)
		sound := k != nil && val != nil && g.holds(k) && (last == nil || bytes.Compare(k, last) > 0)
		if !sound || !w.take(id, i, k, val) {
			open = true
			continue
		}
		if open {
			w.lost(gap{bytes.Clone(low), bytes.Clone(k)})
			open = false
		}
		some, low, last = true, k, k
	}
	if open {
		w.lost(gap{bytes.Clone(low), g.high})
	}
	return some
}

// newestRoot looks for a page of the buckets without a meta page that leads to
// one: that whose counters are the highest.
func (v *salvage) newestRoot() (root uint64, ok bool) {
	var best state
	for id := uint64(2); id < v.count && v.ctx.Err() == nil; id++ {
		b, count, branch, sound := v.page(id)
		if !sound || branch {
			continue
		}
		for i := range count {
			k, val := leafKey(b, i), leafValue(b, i)
			if string(k) != bucketNames[inInfo] {
				continue
			}
			st, found := inlineState(val)
			if found && (!ok || st.next > best.next || st.next == best.next && st.seq > best.seq) {
				root, best, ok = id, st, true
			}
		}
	}
	return root, ok
}

// inlineState reads the counters from the bucket info, which is small enough to
// lie in the page of the buckets.
func inlineState(val []byte) (st state, ok bool) {
	if len(val) < bucketHeader+pageHeader || native.Uint64(val) != 0 {
		return st, false
	}
	page := val[bucketHeader:]
	count, sound := elements(page)
	for i := range count {
		k, v := leafKey(page, i), leafValue(page, i)
		if !sound || v == nil || !bytes.Equal(k, keyState) {
			continue
		}
		if p, sealed := inInfo.unseal(k, v); sealed {
			st, err := decodeState(p)
			return st, err == nil
		}
	}
	return st, false
}

// leaves reads all leaf pages that the newest trees do not lead to, for the gaps.
func (v *salvage) leaves() error {
	hint := inArt
	for id := uint64(2); id < v.count; id++ {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		if v.reached.has(id) {
			continue
		}
		b, count, branch, ok := v.page(id)
		if !ok || branch {
			continue
		}
		v.rank = v.rankOf(id)
		hint = v.fill(hint, id, b, count)
		v.told.tell(int64(id), int64(v.count))
	}
	return nil
}

// fill takes the records of a leaf page that lie in gaps. hint is the bucket they
// are likely of; it returns the next hint.
func (v *salvage) fill(hint bucket, id uint64, b []byte, count int) bucket {
	for i := range count {
		k, val := leafKey(b, i), leafValue(b, i)
		if k == nil || val == nil {
			continue
		}
		if name, ok := bucketNamed(k); ok && len(val) >= bucketHeader && native.Uint64(val) == 0 && soundBucket(val) {
			v.inlineGaps(name, bytes.Clone(val[bucketHeader:]))
			continue
		}
		if of, ok := identify(hint, k, val); ok && v.inGap(of, k) {
			hint = of
			v.take(of, k, val, place{at: uint32(id), i: uint16(i), rank: v.rank, there: true})
		}
	}
	return hint
}

func (v *salvage) rankOf(id uint64) int8 {
	switch {
	case v.free != nil && !v.free.has(id):
		return rankLoose
	case v.before.has(id):
		return rankBefore
	}
	return rankFree
}

// inlineGaps takes what lies in an old page of the buckets.
func (v *salvage) inlineGaps(b bucket, page []byte) {
	count, ok := elements(page)
	if !ok {
		return
	}
	for i := range count {
		k, val := leafKey(page, i), leafValue(page, i)
		if k != nil && val != nil && v.inGap(b, k) {
			v.takeInline(b, k, val)
		}
	}
}

// identify tells which bucket a record is of, by its seal.
func identify(hint bucket, k, val []byte) (bucket, bool) {
	if len(val) == 0 && len(k) == dateKeySize {
		return inDate, true
	}
	if _, ok := hint.unseal(k, val); ok {
		return hint, true
	}
	for b := range bucketCount {
		if b == inDate || madeAnew(b) {
			continue
		}
		if _, ok := b.unseal(k, val); ok {
			return b, true
		}
	}
	return 0, false
}

// value reads a value again that was found.
func (v *salvage) value(at place) []byte {
	if at.inside {
		return v.inline[at.at]
	}
	b, _, _, ok := v.page(uint64(at.at))
	if !ok {
		return nil
	}
	return leafValue(b, int(at.i))
}
