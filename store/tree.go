package store

import (
	"bytes"
	"iter"
	"unsafe"

	"go.etcd.io/bbolt"
)

// bbolt follows page numbers without looking back. Where damage makes a page
// lead to one above it, it goes round until the stack or the memory is used up,
// which no recover catches. So everything is read here, on the mapped pages
// themselves, no deeper than a tree can be and no more pages than there are;
// bbolt only writes, and the way to each key is looked at first.
//
// A branch page holds, after the header, elements of 16 bytes: position of the
// key u32, its size u32, page u64. A leaf page: flags u32, position u32, key
// size u32, value size u32; the value follows the key. Positions count from the
// element. Numbers are in the byte order of the machine.

const (
	elementSize = 16
	maxDepth    = 16 // of a tree: 100 pages a branch make 8 levels a long way
)

// pages is the mapped file as one transaction sees it.
type pages struct {
	mem   []byte
	size  uint64
	small []byte // page of a small bucket, which stands for page 0; nil: none
	loose *loose // how to read without a lock; nil: one is held
}

func mapped(b *bbolt.Tx) pages {
	info := b.DB().Info()
	base := *(*unsafe.Pointer)(unsafe.Pointer(&info.Data)) // the address of the mapping, which the collector does not own
	return pages{mem: unsafe.Slice((*byte)(base), b.Size()), size: uint64(info.PageSize)}
}

// node returns a page of a tree with all its overflow and whether it is a
// branch; its elements lie inside it.
func (p pages) node(id uint64) (b []byte, count int, branch bool, err error) {
	if p.loose != nil {
		p.loose.glance(p)
	}
	if id == 0 && p.small != nil {
		return p.small, int(native.Uint16(p.small[10:])), false, nil
	}
	if id < 2 || id >= uint64(len(p.mem))/p.size {
		return nil, 0, false, damaged("page %d is not there", id)
	}
	b = p.mem[id*p.size:]
	overflow := uint64(native.Uint32(b[12:]))
	flags := native.Uint16(b[8:])
	count = int(native.Uint16(b[10:]))
	switch {
	case native.Uint64(b) != id || flags != branchFlag && flags != leafFlag:
		return nil, 0, false, damaged("page %d is not valid", id)
	case (overflow+1)*p.size > uint64(len(b)) || uint64(pageHeader+count*elementSize) > (overflow+1)*p.size:
		return nil, 0, false, damaged("page %d is too long", id)
	case flags == branchFlag && count == 0:
		return nil, 0, false, damaged("page %d leads nowhere", id)
	}
	return b[:(overflow+1)*p.size], count, flags == branchFlag, nil
}

// cut returns n bytes of a page from off, nil when they are not inside it.
func cut(b []byte, off, n uint64) []byte {
	if off > uint64(len(b)) || n > uint64(len(b))-off {
		return nil
	}
	return b[off : off+n : off+n]
}

func branchKey(b []byte, i int) []byte {
	at := uint64(pageHeader + i*elementSize)
	return cut(b, at+uint64(native.Uint32(b[at:])), uint64(native.Uint32(b[at+4:])))
}

func branchChild(b []byte, i int) uint64 {
	return native.Uint64(b[pageHeader+i*elementSize+8:])
}

func leafKey(b []byte, i int) []byte {
	at := uint64(pageHeader + i*elementSize)
	return cut(b, at+uint64(native.Uint32(b[at+4:])), uint64(native.Uint32(b[at+8:])))
}

func leafValue(b []byte, i int) []byte {
	at := uint64(pageHeader + i*elementSize)
	off := at + uint64(native.Uint32(b[at+4:])) + uint64(native.Uint32(b[at+8:]))
	return cut(b, off, uint64(native.Uint32(b[at+12:])))
}

// lookup finds a key in the tree below root: the value, nil when there is none.
func (p pages) lookup(root uint64, key []byte) ([]byte, error) {
	for id, depth := root, 0; depth < maxDepth; depth++ {
		b, count, branch, err := p.node(id)
		if err != nil {
			return nil, err
		}
		if !branch {
			i := searchKeys(count, key, func(i int) []byte { return leafKey(b, i) })
			if i < count && bytes.Equal(leafKey(b, i), key) {
				v := leafValue(b, i)
				if v == nil {
					return nil, damaged("page %d is not valid", id)
				}
				return p.loose.own(v), nil
			}
			return nil, nil
		}
		id = branchChild(b, branchIndex(b, count, key))
	}
	return nil, damaged("its pages go round in a circle")
}

// searchKeys returns the first of count keys that is not below key.
func searchKeys(count int, key []byte, at func(int) []byte) int {
	low, high := 0, count
	for low < high {
		mid := int(uint(low+high) >> 1)
		if bytes.Compare(at(mid), key) < 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// walk is one way through the keys of a tree.
type walk struct {
	pages
	back  bool   // from the last key to the first
	bound []byte // the first key, or going back the end, not itself; nil: all
	left  int    // pages that may still be visited
	yield func(k, v []byte) bool
}

// down visits the tree below a page and reports whether to go on.
func (w *walk) down(id uint64, depth int) bool {
	b, count, branch, err := w.node(id)
	if err != nil {
		panic(err)
	}
	// The overflow counts: a long page that is led to again and again would take
	// a time that grows with the square of the file.
	if w.left -= len(b) / int(w.size); w.left < 0 || depth > maxDepth {
		panic(damaged("its pages go round in a circle"))
	}
	first, step, end := 0, 1, count
	if w.back {
		first, step, end = count-1, -1, -1
	}
	if w.bound != nil {
		first = w.start(b, count, branch)
	}
	for i := first; i != end; i += step {
		if branch {
			if !w.down(branchChild(b, i), depth+1) {
				return false
			}
			continue
		}
		k, v := leafKey(b, i), leafValue(b, i)
		if k == nil || v == nil {
			panic(damaged("page %d is not valid", id))
		}
		if !w.yield(k, w.loose.own(v)) {
			return false
		}
	}
	if !branch {
		w.bound = nil // pages to come lie wholly inside
	}
	return true
}

// start is the element of a page that the bound lies at.
func (w *walk) start(b []byte, count int, branch bool) int {
	if branch {
		return branchIndex(b, count, w.bound)
	}
	i := searchKeys(count, w.bound, func(i int) []byte { return leafKey(b, i) })
	if w.back {
		i--
	}
	return i
}

// branchIndex is the child that must hold key.
func branchIndex(b []byte, count int, key []byte) int {
	i := searchKeys(count, key, func(i int) []byte { return branchKey(b, i) })
	if i == count || i > 0 && !bytes.Equal(branchKey(b, i), key) {
		i--
	}
	return i
}

// up goes through a bucket from a key on, nil for the first. A write transaction sees
// what it has written before it begins to; what it writes on the way it may see or
// not. Keys and values lie in the mapped file. Damage ends the transaction.
func (t *tx) up(b bucket, from []byte) iter.Seq2[[]byte, []byte] { return t.through(b, from, false) }

// back goes through a bucket from its end, or from below a key, to the first.
func (t *tx) back(b bucket, below []byte) iter.Seq2[[]byte, []byte] { return t.through(b, below, true) }

func (t *tx) through(b bucket, bound []byte, back bool) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		way := t.tree(b)
		if t.writes && way.root == 0 {
			t.throughSmall(b, bound, back, yield)
			return
		}
		was := func(yield func(k, v []byte) bool) {
			w := walk{pages: way.pages, back: back, bound: bound, left: t.pages.count(), yield: yield}
			w.down(way.root, 0)
		}
		if own := t.wrote[b].between(bound, back); len(own) > 0 {
			with(own, back, was, t.in(b).Get)(yield)
			return
		}
		was(yield)
	}
}

// throughSmall goes through a bucket that lies in the page of the buckets.
func (t *tx) throughSmall(b bucket, bound []byte, back bool, yield func(k, v []byte) bool) {
	c := t.in(b).Cursor()
	if !back {
		for k, v := c.Seek(bound); k != nil && yield(k, v); k, v = c.Next() {
		}
		return
	}
	k, v := c.Last()
	for ; k != nil && bound != nil && bytes.Compare(k, bound) >= 0; k, v = c.Prev() {
	}
	for ; k != nil && yield(k, v); k, v = c.Prev() {
	}
}

func (p pages) count() int { return len(p.mem) / int(p.size) }

// checkRoot looks at the page of the buckets, or pages if there are several,
// and at the small buckets that lie in it, before bbolt writes.
func checkRoot(b *bbolt.Tx) error {
	p := mapped(b)
	root := uint64(b.Cursor().Bucket().Root())
	for _, name := range bucketNames {
		v, err := p.lookup(root, []byte(name))
		if err == nil && v != nil && !soundBucket(v) {
			err = damaged("bucket %q is not valid", name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tree is the way into a bucket: a page, or page 0 of a small one.
type tree struct {
	pages
	root uint64
}

// tree returns the bucket as it was when the transaction began, or, in a write
// transaction, was made by it. That there is none is damage: all are made with
// the file or by its upgrade.
func (t *tx) tree(b bucket) *tree {
	if t.trees[b].size == 0 {
		if t.writes {
			t.trees[b] = tree{t.pages, uint64(t.in(b).Root())}
			return &t.trees[b]
		}
		way, err := t.openTree(b)
		if err == nil && way.size == 0 {
			err = damaged("it has no bucket %q", bucketNames[b])
		}
		if err != nil {
			panic(err)
		}
		t.trees[b] = way
	}
	return &t.trees[b]
}

// openTree returns a tree without pages where there is no such bucket.
func (t *tx) openTree(b bucket) (way tree, err error) {
	v, err := t.pages.lookup(t.root, []byte(bucketNames[b]))
	if err != nil || v == nil {
		return way, err
	}
	if !soundBucket(v) {
		return way, damaged("bucket %q is not valid", bucketNames[b])
	}
	way = tree{t.pages, native.Uint64(v)}
	if way.root == 0 {
		way.small = v[bucketHeader:]
	}
	return way, nil
}

// bucketHeader precedes a small bucket: root page u64, 0 when the page of the
// bucket follows at once, and sequence u64.
const bucketHeader = 16

// soundBucket reports whether bbolt may be given the value of a bucket. It reads
// a page that lies inside one itself, also in a read transaction, and goes round
// for ever in one that says it is a branch.
func soundBucket(v []byte) bool {
	if len(v) < bucketHeader {
		return false
	}
	if native.Uint64(v) != 0 {
		return true
	}
	page := v[bucketHeader:]
	if len(page) < pageHeader || native.Uint16(page[8:]) != leafFlag {
		return false
	}
	count := int(native.Uint16(page[10:]))
	if len(page) < pageHeader+count*elementSize {
		return false
	}
	for i := range count {
		if leafKey(page, i) == nil || leafValue(page, i) == nil {
			return false
		}
	}
	return true
}

// get returns the payload under key, nil when there is none. It lies in the
// mapped file and must not be kept past the transaction.
func (t *tx) get(b bucket, key []byte) ([]byte, error) {
	v, err := t.value(b, key)
	if v == nil || err != nil {
		return nil, err
	}
	return b.read(key, v)
}

// value is get without looking at the seal.
func (t *tx) value(b bucket, key []byte) ([]byte, error) {
	way := t.tree(b)
	if t.writes && way.root == 0 {
		return t.in(b).Get(key), nil
	}
	v, err := way.lookup(way.root, key)
	if err != nil || !t.writes {
		return v, err
	}
	return t.in(b).Get(key), nil // it may have been changed by this transaction
}

// read unseals a value that a cursor came upon.
func (b bucket) read(key, sealed []byte) ([]byte, error) {
	p, ok := b.unseal(key, sealed)
	if !ok {
		return nil, damaged("record %x of %s fails its checksum", key, bucketNames[b])
	}
	return p, nil
}

// put seals and stores a payload, which must not be used afterwards.
func (t *tx) put(b bucket, key, payload []byte) error {
	return t.putPlain(b, key, b.seal(key, payload))
}

// putPlain stores a value without a seal.
func (t *tx) putPlain(b bucket, key, value []byte) error {
	if err := t.way(b, key); err != nil {
		return err
	}
	t.wrote[b].add(key)
	return t.in(b).Put(key, value)
}

func (t *tx) del(b bucket, key []byte) error {
	if err := t.way(b, key); err != nil {
		return err
	}
	t.wrote[b].add(key)
	return t.in(b).Delete(key)
}

// way looks at the pages down to a key before bbolt goes there.
func (t *tx) way(b bucket, key []byte) error {
	way := t.tree(b)
	if way.root == 0 {
		return nil
	}
	_, err := way.lookup(way.root, key)
	return err
}

// in returns a bucket to write to.
func (t *tx) in(b bucket) *bbolt.Bucket {
	if t.buckets[b] != nil {
		return t.buckets[b]
	}
	bkt := t.bolt.Bucket([]byte(bucketNames[b]))
	if bkt == nil {
		panic(damaged("it has no bucket %q", bucketNames[b]))
	}
	switch b {
	case inArt, inBody, inRaw, inDate, inPost, inVersion, inShingle:
		bkt.FillPercent = 0.95 // they grow at the end
	case inSame:
		bkt.FillPercent = 0.85 // most of a source comes with its first refresh
	}
	t.buckets[b] = bkt
	return bkt
}
