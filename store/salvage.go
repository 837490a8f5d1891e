package store

import (
	"bytes"
	"context"
	"io"

	"veille/feed"
)

// salvage takes out of a damaged file what can be read of it.
//
// First the trees are walked from the newest root. Where a page cannot be read,
// or holds what does not belong there, the keys that it should have held are a
// gap: from the last sound key before it to the next. Outside the gaps the
// trees say all there is: what they do not hold was deleted and stays so.
//
// For the gaps every leaf page of the file is read that carries its own number,
// whatever leads to it. A leaf page does not say which bucket it is of, but the
// seals of its values do. Records whose keys lie in a gap are taken, by rank:
//
//	3  the trees of the newest state lead to the page
//	2  nothing leads to it, and it is not on the list of free pages: it hung on
//	   a page that is lost
//	1  the trees of the state before lead to it, one change ago
//	0  it is free, or the list is lost: as old as may be
//
// Where neither meta page is sound, the page of the buckets is looked for whose
// counters are the highest.
type salvage struct {
	ctx   context.Context //nolint:containedctx // lives as long as one repair
	told  Told
	f     io.ReaderAt
	size  int64  // of a page
	count uint64 // of pages, the last perhaps cut
	bytes int64
	buf   []byte

	rank    int8 // of what is being read
	reached pageSet
	before  pageSet // pages of the state before
	free    pageSet // nil: not known
	gaps    [bucketCount][]gap

	art, body, raw []place // by doc
	marks          map[markAt]place
	versions       map[versionAt]place
	ids            []feed.ID // by doc, as guid has them
	when           []int64   // by doc, as date has it; noWhen: not there
	listed         []bool    // by doc: one of these two had it at last
	records        [bucketCount]map[string]found
	inline         [][]byte // values that lay in the page of the buckets

	state state
	blind bool // no page of the buckets was found: nothing tells old from new
}

const (
	rankNewest = 3
	rankLoose  = 2
	rankBefore = 1
	rankFree   = 0
	noWhen     = -1 << 62
)

// gap is a range of keys that should be there and are not: from low, below high.
type gap struct{ low, high []byte } // nil: no bound

func (g gap) holds(key []byte) bool {
	return bytes.Compare(key, g.low) >= 0 && (g.high == nil || bytes.Compare(key, g.high) < 0)
}

func (v *salvage) lost(b bucket, g gap) { v.gaps[b] = append(v.gaps[b], g) }

func (v *salvage) inGap(b bucket, key []byte) bool {
	for _, g := range v.gaps[b] {
		if g.holds(key) {
			return true
		}
	}
	return false
}

// whole reports whether the newest state has all of a bucket.
func (v *salvage) whole(b bucket) bool { return len(v.gaps[b]) == 0 }

// place is where a value stands: an element of a page, or one of inline.
type place struct {
	at     uint32 // page, or position in inline
	i      uint16 // element
	rank   int8
	there  bool
	inside bool // at counts in inline
}

type versionAt struct{ doc, number uint32 }

type markAt struct {
	doc   uint32
	theme feed.ID
}

// found is a record of a bucket that has few.
type found struct {
	payload []byte
	rank    int8
}

// read finds all there is. The error is that of the disk or the context.
func (v *salvage) read() error {
	v.marks, v.versions = map[markAt]place{}, map[versionAt]place{}
	for b := range v.records {
		v.records[b] = map[string]found{}
	}
	newest, older, err := v.metas()
	if err != nil {
		return err
	}
	v.reached, v.before = newPageSet(v.count), newPageSet(v.count)
	if newest != nil {
		if v.free, err = freeSet(v.f, *newest); err != nil {
			v.free = nil // the rank of loose pages is lower then
		}
		v.state.next = 0
		v.readState(newest.root)
	} else if root, ok := v.newestRoot(); ok {
		v.readState(root)
	} else {
		v.loseAll()
	}
	if older != nil {
		v.markBefore(older.root)
	}
	if err := v.ctx.Err(); err != nil {
		return err
	}
	for b := range bucketCount {
		if !v.whole(b) && !madeAnew(b) {
			return v.leaves()
		}
	}
	return nil
}

func (v *salvage) loseAll() {
	v.blind = true
	for b := range bucketCount {
		v.lost(b, gap{})
	}
}

// readState walks the trees below a page of the buckets.
func (v *salvage) readState(root uint64) {
	v.rank = rankNewest
	roots := map[bucket][]byte{}
	damagedRoot := false
	v.walk(&treeWalk{
		reached: v.reached,
		take: func(_ uint64, _ int, k, val []byte) bool {
			b, ok := bucketNamed(k)
			if ok {
				roots[b] = bytes.Clone(val)
			}
			return len(val) >= bucketHeader
		},
		lost: func(gap) { damagedRoot = true },
	}, root, gap{}, 0)
	v.blind = len(roots) == 0
	for b := range bucketCount {
		val, ok := roots[b]
		switch {
		case !ok && damagedRoot:
			v.lost(b, gap{})
		case ok && !madeAnew(b):
			v.readBucket(b, val)
		}
	}
}

// madeAnew reports whether a repair makes a bucket of what the others hold.
func madeAnew(b bucket) bool { return b == inSeg || b == inPost || b == inSame || isMade(b) }

func bucketNamed(name []byte) (bucket, bool) {
	for b, n := range bucketNames {
		if n == string(name) {
			return bucket(b), true
		}
	}
	return 0, false
}

// readBucket walks the tree that the value of a bucket leads to.
func (v *salvage) readBucket(b bucket, val []byte) {
	w := &treeWalk{reached: v.reached, lost: func(g gap) { v.lost(b, g) }}
	if root := native.Uint64(val); root != 0 {
		w.take = func(id uint64, i int, k, val []byte) bool {
			return v.take(b, k, val, place{at: uint32(id), i: uint16(i), rank: v.rank, there: true})
		}
		v.walk(w, root, gap{}, 0)
		return
	}
	w.take = func(_ uint64, _ int, k, val []byte) bool { return v.takeInline(b, k, val) }
	page := val[bucketHeader:]
	if len(page) < pageHeader {
		v.lost(b, gap{})
		return
	}
	count, ok := elements(page)
	if !ok {
		v.lost(b, gap{})
		return
	}
	v.leaf(w, 0, page, count, gap{})
}

func (v *salvage) takeInline(b bucket, k, val []byte) bool {
	v.inline = append(v.inline, bytes.Clone(val))
	return v.take(b, k, val, place{at: uint32(len(v.inline) - 1), rank: v.rank, there: true, inside: true})
}

// markBefore notes the pages of the state before the newest.
func (v *salvage) markBefore(root uint64) {
	var trees []uint64
	quiet := func(gap) {}
	v.walk(&treeWalk{
		reached: v.before, lost: quiet,
		take: func(_ uint64, _ int, _, val []byte) bool {
			if len(val) >= bucketHeader && native.Uint64(val) != 0 {
				trees = append(trees, native.Uint64(val))
			}
			return true
		},
	}, root, gap{}, 0)
	for _, id := range trees {
		v.walk(&treeWalk{reached: v.before, lost: quiet, take: func(uint64, int, []byte, []byte) bool { return true }}, id, gap{}, 0)
	}
}
