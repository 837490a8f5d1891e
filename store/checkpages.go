package store

import (
	"bytes"
	"fmt"
)

// The pages of a file hang together when the trees lead to each page at most
// once and to no free one, keys lie within what the page above says, and no
// page is neither led to nor free. bbolt has a check of its own, which works in
// a goroutine where a fault ends the process, and under the lock; this one
// reads the pages like everything else here.

func (k *checking) pages() error {
	_, err := k.piece(func(c *checker) error {
		p := pageCheck{pages: c.pages, r: c.r, seen: newPageSet(uint64(c.pages.count()))}
		return p.all(c.tx)
	})
	return err
}

type pageCheck struct {
	pages
	r    *Report
	seen pageSet
	free pageSet
}

func (p *pageCheck) all(t *tx) (err error) {
	mem := bytes.NewReader(p.mem)
	m, _, err := newestMeta(mem)
	if err != nil {
		return err
	}
	if p.free, err = freeSet(mem, m); err != nil {
		p.r.fault("pages: the list of free pages cannot be read")
		p.free = newPageSet(m.high)
	}
	if m.freelist != noFreelist {
		list, err := readPage(mem, m, m.freelist)
		if err == nil {
			p.take(m.freelist, int(list.overflow)+1)
		}
	}
	p.tree(t.root, nil, nil, 0)
	for b := range bucketCount {
		way, err := t.openTree(b)
		switch {
		case err != nil || way.size == 0:
			p.r.fault("pages: bucket %q cannot be read", bucketNames[b])
		case way.root != 0:
			p.tree(way.root, nil, nil, 0)
		}
	}
	lost := 0
	for id := uint64(2); id < m.high; id++ {
		if !p.seen.has(id) && !p.free.has(id) {
			lost++
		}
	}
	if lost > 0 {
		p.r.fault("pages: %d pages are neither used nor free", lost)
	}
	return nil
}

// take notes that a page and its overflow are used.
func (p *pageCheck) take(id uint64, n int) {
	for i := range uint64(n) {
		switch {
		case p.seen.has(id + i):
			p.r.fault("pages: page %d is used twice", id+i)
		case p.free.has(id + i):
			p.r.fault("pages: page %d is used and free", id+i)
		}
		p.seen.add(id + i)
	}
}

// keys holds that the keys of a page are in order and within bounds. That of
// the first page below a branch may stand for smaller ones.
func (p *pageCheck) keys(id uint64, b []byte, count int, branch bool, bounds gap) bool {
	var last []byte
	for i := range count {
		k := branchKey(b, i)
		if !branch {
			k = leafKey(b, i)
		}
		if k == nil || !branch && leafValue(b, i) == nil {
			p.r.fault("pages: page %d is not valid", id)
			return false
		}
		if branch && i == 0 {
			last = k
			continue
		}
		if last != nil && bytes.Compare(k, last) <= 0 || !bounds.holds(k) {
			p.r.fault("pages: page %d has keys that belong elsewhere", id)
			return false
		}
		last = k
	}
	return true
}

// tree looks at the pages below one that must hold keys from low on, below high.
func (p *pageCheck) tree(id uint64, low, high []byte, depth int) {
	b, count, branch, err := p.node(id)
	switch {
	case err != nil:
		p.r.fault("pages: %s", fmt.Sprint(err))
		return
	case depth > maxDepth:
		p.r.fault("pages: page %d goes round in a circle", id)
		return
	case p.seen.has(id):
		p.r.fault("pages: page %d is used twice", id)
		return
	}
	p.take(id, len(b)/int(p.size))
	if !p.keys(id, b, count, branch, gap{low, high}) || !branch {
		return
	}
	for i := range count {
		from, to := branchKey(b, i), high
		if i == 0 {
			from = low
		}
		if i+1 < count {
			to = branchKey(b, i+1)
		}
		p.tree(branchChild(b, i), from, to, depth+1)
	}
}
