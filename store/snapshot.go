package store

import (
	"bytes"
	"context"
	"errors"
	"runtime/debug"
	"sync"
)

// A read takes no lock if it can do without. It maps the file, reads what the
// newest meta page leads to, looks at the meta pages again, and throws away
// what it found when they have changed. So it waits for no writer, not for one
// that was stopped either, and no writer waits for it.
//
// Why that is right. A file is a chain of committed states; the meta page with
// the highest transaction number N among the valid ones leads to the newest,
// and its list of free pages names all pages below the high water mark that
// state N does not need. bbolt never writes a page in place but the meta pages:
//
//  1. Transaction N+1 begins on state N, under the exclusive lock. It takes
//     pages from the free list of N or beyond the high water mark. A page that
//     it frees it may not take again itself: it is set aside for those after it.
//     So while N+1 works, and when it is rolled back or killed, every page of
//     state N stays as it is.
//  2. N+1 becomes the newest state with its meta page, written once its pages
//     are synced. The meta pages are two and take turns: that of N is left alone.
//  3. Only N+2 may write where state N lay, and it begins when N+1 has written
//     its meta page and unlocked the file.
//
// So if the newest valid meta page after reading is that of N, bit for bit, no
// N+1 was complete when it was looked for, hence no N+2 had begun while N was
// read: all of it was state N. A number is never used twice: what is rolled back
// wrote no meta page. A meta page read while it is being written fails its
// checksum; then the other counts, which is that of N, and still N+1 is not
// complete. That the two are read one after the other does no harm: N is
// believed only where the place of N+1 did not hold N+1 yet after the last page
// was read.
//
// The file stays mapped between reads for a while: see mapping.go. A state is
// looked for anew by each of them.
//
// The file only grows, and what lies below the high water mark of N was there
// when N was written. If somebody cuts it off or writes over it all the same,
// reading may fault, which is caught, and length, meta pages and the file that
// the path leads to are compared at the end.
//
// What is read in vain may be torn: values of two states, or pages half
// written. So a value is copied before its seal is looked at, keys are only
// compared or measured, pages are read with the same care as damaged ones, and
// what is remembered or handed out waits until the state is known to stand.
//
// All this needs writes to be seen in a mapping at once and in order, which
// holds for local files of the systems that coherent knows of. Elsewhere, and
// when commits come faster than something can be read, the lock is taken.

// looseTries is how often a read is tried without a lock before it waits for
// one; after each wait in vain it is tried once.
const looseTries = 3

// errNoSnapshot says that the file cannot be read without a lock.
var errNoSnapshot = errors.New("it cannot be read without a lock")

// errOvertaken ends a read whose state is no longer the newest.
var errOvertaken = errors.New("it was changed meanwhile")

// errStopped ends a read whose context has ended.
var errStopped = errors.New("it was given up")

// snapshot is a committed state of the file, mapped without a lock.
type snapshot struct {
	*mapping
	meta  meta
	pages pages
}

// openSnapshot returns the newest state of the file that path leads to.
func (k *keptMapping) openSnapshot(path string) (*snapshot, error) {
	p, m, err := k.take(path)
	if err != nil {
		return nil, err
	}
	s := &snapshot{mapping: p, meta: m}
	s.pages = pages{mem: p.mem[:m.bytes()], size: uint64(m.pageSize), loose: &loose{}}
	s.pages.loose.seen = s.pages.numbers()
	return s, nil
}

// bytes is how much of the file a state may lie in.
func (m *meta) bytes() int { return int(m.high) * int(m.pageSize) }

// stands reports whether the state is still the newest, and path leads to it.
func (s *snapshot) stands(path string) bool {
	now, err := s.newest(path)
	return err == nil && now == s.meta
}

// loose is how pages are read without a lock.
type loose struct {
	seen   [2]uint64 // transaction numbers of the meta pages at first
	room   []byte    // for copies: what is left of the last of rooms
	rooms  []*[roomSize]byte
	visits int // of pages

	stop <-chan struct{} // ends the read when it is closed; nil: nothing does
}

// numbers returns the transaction numbers of the meta pages, whether valid or
// not.
func (p pages) numbers() [2]uint64 {
	const at = pageHeader + 48
	return [2]uint64{native.Uint64(p.mem[at:]), native.Uint64(p.mem[p.size+at:])}
}

// glance ends a read that nobody waits for any more, and one of which a meta
// page has changed: it need not go on. That none has proves nothing.
func (l *loose) glance(p pages) {
	l.visits++
	select {
	case <-l.stop:
		panic(errStopped)
	default:
	}
	if p.numbers() != l.seen {
		panic(errOvertaken)
	}
}

const (
	roomSize = 64 << 10 // how many bytes are made room for at once
	maxRooms = 32       // that are used again by another read; the rest is garbage at once
)

// rooms are not in use. What was copied into one is void with its transaction,
// as is what lies in the file itself under a lock.
var rooms = sync.Pool{New: func() any { return new([roomSize]byte) }}

// own returns a copy of v, which then stays as it is, or v itself under a lock.
func (l *loose) own(v []byte) []byte {
	switch {
	case l == nil || len(v) == 0:
		return v
	case len(v) > roomSize/4:
		return bytes.Clone(v)
	case len(v) > len(l.room):
		room := rooms.Get().(*[roomSize]byte)
		if l.room = room[:]; len(l.rooms) < maxRooms {
			l.rooms = append(l.rooms, room)
		}
	}
	n := copy(l.room, v)
	v, l.room = l.room[:n:n], l.room[n:]
	return v
}

// done gives the rooms back.
func (l *loose) done() {
	for _, room := range l.rooms {
		rooms.Put(room)
	}
	l.room, l.rooms = nil, nil
}

// viewLoose runs fn on the newest state, without a lock. settled is false when
// that was in vain: fn must then be run again, and what it did is void.
func (s *Store) viewLoose(ctx context.Context, tries int, fn func(*tx) error) (settled bool, err error) {
	for range tries {
		if err := ctx.Err(); err != nil {
			return true, err
		}
		t, stands, err := s.tryLoose(ctx, fn)
		switch {
		case t == nil:
			return false, err // the way through the lock tells what is wrong
		case errors.Is(err, errStopped):
			return true, ctx.Err()
		}
		if stands && !errors.Is(err, errOvertaken) && (s.doubt == nil || !s.doubt()) {
			if err == nil {
				t.keep()
			}
			return true, s.explain(err)
		}
	}
	return false, nil
}

// tryLoose runs fn once. There is no transaction when the file cannot be read
// so.
func (s *Store) tryLoose(ctx context.Context, fn func(*tx) error) (t *tx, stands bool, err error) {
	snap, err := s.mapping.openSnapshot(s.path)
	if err != nil {
		return nil, false, err
	}
	defer func() {
		snap.pages.loose.done()
		s.mapping.give(snap.mapping, snap.pages.loose.visits)
	}()
	snap.pages.loose.stop = ctx.Done()
	t = &tx{pages: snap.pages, root: snap.meta.root, kept: &s.kept}
	err = runLoose(t, fn)
	return t, snap.stands(s.path), err
}

// runLoose makes errors of faults and panics: of those that what was read in
// vain brings about too.
func runLoose(t *tx, fn func(*tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = panicked(r)
		}
	}()
	return fn(t)
}
