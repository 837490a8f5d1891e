package store

import (
	"os"
	"sync"
	"time"
)

// Mapping the file, meeting its pages one by one and letting go of them again
// takes longer than most questions to it. So the mapping is kept for the reads
// that follow. It holds nobody up and says nothing about what lies in the file,
// but a file that has been deleted or replaced keeps its room on the disk as
// long as it is mapped, and what was read counts as memory of the process. So
// it is let go of idleMapping after the last read, and sooner when another file
// stands under the path or many pages have been read.
const (
	idleMapping = 3 * time.Second
	maxVisits   = 1 << 14 // of pages

	// What is mapped beyond the end, for the file to grow into. It costs
	// addresses only. What lies beyond the last page of a state is never touched.
	mappedRoom = 64 << 20
)

// mapping is a file mapped for reading, for all reads that run at once.
type mapping struct {
	file   *os.File
	mem    []byte
	users  int
	visits int // of pages, by reads that have ended
}

// keptMapping is the mapping that reads of a store share.
type keptMapping struct {
	mu   sync.Mutex
	last *mapping    // for the next read; nil: there is none
	idle *time.Timer // lets go of last
}

// take returns a mapping that holds the newest state of the file that path
// leads to. It must be given back.
func (k *keptMapping) take(path string) (*mapping, meta, error) {
	if p := k.again(); p != nil {
		m, err := p.newest(path)
		if err == nil && m.bytes() <= len(p.mem) {
			return p, m, nil
		}
		k.forget(p)
		k.give(p, 0)
	}
	p, m, err := newMapping(path)
	if err != nil {
		return nil, m, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if old := k.last; old != nil && old.users == 0 {
		old.close()
	}
	k.last, p.users = p, 1
	return p, m, nil
}

func (k *keptMapping) again() *mapping {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil {
		k.last.users++
	}
	if k.idle != nil {
		k.idle.Stop()
	}
	return k.last
}

// forget leaves a mapping to those that use it.
func (k *keptMapping) forget(p *mapping) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == p {
		k.last = nil
	}
}

// give gives a mapping back after so many visits of pages.
func (k *keptMapping) give(p *mapping, visits int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	p.users--
	if p.visits += visits; p.visits > maxVisits && k.last == p {
		k.last = nil
	}
	switch {
	case p.users > 0:
	case k.last != p:
		p.close()
	case k.idle == nil:
		k.idle = time.AfterFunc(idleMapping, k.drop)
	default:
		k.idle.Reset(idleMapping)
	}
}

// drop lets go of the mapping, unless it is in use: then who uses it does.
func (k *keptMapping) drop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.idle != nil {
		k.idle.Stop()
	}
	if k.last != nil && k.last.users == 0 {
		k.last.close()
	}
	k.last = nil
}

// newMapping maps the file that path leads to, with its newest state.
func newMapping(path string) (*mapping, meta, error) {
	f, err := openRegular(path, false)
	if err != nil {
		return nil, meta{}, err
	}
	p := &mapping{file: f}
	m, err := p.open(path)
	if err != nil {
		shut(f)
		return nil, m, err
	}
	return p, m, nil
}

func (p *mapping) open(path string) (m meta, err error) {
	if !coherent(p.file) {
		return m, errNoSnapshot
	}
	if m, err = p.newest(path); err != nil {
		return m, err
	}
	size := m.bytes()
	if p.mem, err = mapFile(p.file, size+size/8+mappedRoom); err != nil {
		p.mem, err = mapFile(p.file, size)
	}
	return m, err
}

// newest returns the newest state of the file if all pages of it are there and
// path leads to it.
func (p *mapping) newest(path string) (m meta, err error) {
	if m, _, err = newestMeta(p.file); err != nil {
		return m, err
	}
	have, err := p.file.Stat()
	if err != nil {
		return m, err
	}
	pages := uint64(have.Size() / m.pageSize)
	if m.high > pages || m.high < 4 || m.root >= m.high {
		return m, errNoSnapshot
	}
	want, err := os.Stat(path)
	if err == nil && !os.SameFile(have, want) {
		err = errNoSnapshot
	}
	return m, err
}

func (p *mapping) close() {
	unmapFile(p.mem)
	shut(p.file)
}
