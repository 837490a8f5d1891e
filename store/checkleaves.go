package store

import (
	"hash/fnv"
	"hash/maphash"
	"io"
	"os"
	"slices"
)

// stamp tells one state of a file from every other: which file stands under
// the path, and the last transaction in it.
type stamp struct {
	file string
	txid uint64
}

// readStamp takes no lock.
func readStamp(f *os.File) (st stamp, m meta, err error) {
	fi, err := f.Stat()
	if err != nil {
		return st, m, err
	}
	if m, _, err = newestMeta(f); err != nil {
		return st, m, err
	}
	return stamp{fileNumber(fi), m.txid}, m, nil
}

// stampAt is readStamp of what stands under a path now.
func stampAt(path string) (stamp, error) {
	f, err := openRegular(path, false)
	if err != nil {
		return stamp{}, err
	}
	defer shut(f)
	st, _, err := readStamp(f)
	return st, err
}

// pageSet is a set of page numbers.
type pageSet []uint64

func newPageSet(n uint64) pageSet { return make(pageSet, (n+63)/64) }

func (p pageSet) has(i uint64) bool { return i>>6 < uint64(len(p)) && p[i>>6]&(1<<(i&63)) != 0 }

func (p pageSet) add(i uint64) {
	if i>>6 < uint64(len(p)) {
		p[i>>6] |= 1 << (i & 63)
	}
}

// freeSet reads the list of free pages. The guard has looked at it, or the
// error says that it cannot be used.
func freeSet(f io.ReaderAt, m meta) (pageSet, error) {
	free := newPageSet(m.high)
	if m.freelist == noFreelist {
		return free, nil
	}
	if err := guardFreelist(f, m, true); err != nil {
		return nil, err
	}
	count, err := freePages(f, m)
	if err != nil {
		return nil, err
	}
	at := int64(m.freelist)*m.pageSize + pageHeader
	if count >= manyFree {
		at += 8
	}
	ids := make([]byte, count*8)
	if _, err := f.ReadAt(ids, at); err != nil && count > 0 {
		return nil, err
	}
	for ; len(ids) > 0; ids = ids[8:] {
		free.add(native.Uint64(ids))
	}
	return free, nil
}

// metaPages are the first two pages of a file that holds what m leads to, the
// second for the transaction before, as bbolt writes a copy.
func metaPages(f io.ReaderAt, m meta) ([]byte, error) {
	first := make([]byte, m.pageSize)
	if _, err := f.ReadAt(first, int64(m.txid%2)*m.pageSize); err != nil {
		return nil, err
	}
	second := slices.Clone(first)
	seal := func(page []byte, id, txid uint64) {
		native.PutUint64(page, id)
		b := page[pageHeader:]
		native.PutUint64(b[48:], txid)
		h := fnv.New64a()
		_, _ = h.Write(b[:metaSummed])
		native.PutUint64(b[metaSummed:], h.Sum64())
	}
	seal(first, 0, m.txid)
	seal(second, 1, m.txid-1)
	return append(first, second...), nil
}

// sums are hashes of pages, within one run of the program. No page has 0.
type sums struct {
	seed maphash.Seed
	of   []uint64
}

func newSums() *sums { return &sums{seed: maphash.MakeSeed()} }

func (s *sums) sum(b []byte) uint64 { return max(maphash.Bytes(s.seed, b), 1) }

func (s *sums) grow(n uint64) {
	if uint64(len(s.of)) < n {
		s.of = append(s.of, make([]uint64, n-uint64(len(s.of)))...)
	}
}

// eachLeaf gives the leaf pages below root that hold keys from a key on, in
// their order, to yield. Damage ends the transaction.
func (p pages) eachLeaf(root uint64, from []byte, yield func(id uint64, b []byte, count int) error) error {
	left := p.count()
	var down func(id uint64, bound []byte, depth int) error
	down = func(id uint64, bound []byte, depth int) error {
		b, count, branch, err := p.node(id)
		if err != nil {
			return err
		}
		if left -= len(b) / int(p.size); left < 0 || depth > maxDepth {
			return damaged("its pages go round in a circle")
		}
		if !branch {
			return yield(id, b, count)
		}
		first := 0
		if bound != nil {
			first = branchIndex(b, count, bound)
		}
		for i := first; i < count; i++ {
			if err := down(branchChild(b, i), bound, depth+1); err != nil {
				return err
			}
			bound = nil // pages to come lie wholly behind it
		}
		return nil
	}
	return down(root, from, 0)
}

// leafRecords gives the records of a leaf page to yield.
func leafRecords(id uint64, b []byte, count int, yield func(k, v []byte) error) error {
	for i := range count {
		k, v := leafKey(b, i), leafValue(b, i)
		if k == nil || v == nil {
			return damaged("page %d is not valid", id)
		}
		if err := yield(k, v); err != nil {
			return err
		}
	}
	return nil
}

// after is the least key behind k.
func after(k []byte) []byte { return append(slices.Clone(k), 0) }
