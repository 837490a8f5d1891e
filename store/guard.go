package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"veille/feed"
)

// bbolt trusts a file once a meta page is valid: a truncated one makes it fault
// or panic when it follows a page number past the end. So before a file is
// mapped its two meta pages are read by hand, and its length, its root page and
// its list of free pages are compared with what they claim. That makes an error
// of every truncation.
//
// A bbolt page begins with a header of 16 bytes: id u64, flags u16, count u16,
// overflow u32. A meta page goes on: magic u32, version u32, page size u32,
// flags u32, root page u64, root sequence u64, freelist page u64, high water
// mark u64, transaction u64, FNV-1a of all these u64. Numbers are in the byte
// order of the machine.
const (
	pageHeader   = 16
	metaSize     = 64
	metaSummed   = metaSize - 8
	boltMagic    = 0xED0CDAED
	boltVersion  = 2
	branchFlag   = 0x01
	leafFlag     = 0x02
	freelistFlag = 0x10
	noFreelist   = ^uint64(0)
	manyFree     = 0xFFFF // count of a freelist whose length stands in its first element
)

var native = binary.NativeEndian

// meta is the part of a meta page that is looked at.
type meta struct {
	pageSize                   int64
	root, freelist, high, txid uint64
}

// readMeta reads the meta page at off. known is whether it looks like one of
// bbolt's at all, valid whether its checksum holds.
func readMeta(f io.ReaderAt, off int64) (m meta, known, valid bool, err error) {
	var page [pageHeader + metaSize]byte
	n, err := f.ReadAt(page[:], off)
	if err != nil && !errors.Is(err, io.EOF) {
		return m, false, false, err
	}
	b := page[pageHeader:]
	if native.Uint32(b) != boltMagic {
		return m, false, false, nil
	}
	if n < len(page) {
		return m, true, false, nil
	}
	h := fnv.New64a()
	_, _ = h.Write(b[:metaSummed])
	m = meta{
		pageSize: int64(native.Uint32(b[8:])),
		root:     native.Uint64(b[16:]),
		freelist: native.Uint64(b[32:]),
		high:     native.Uint64(b[40:]),
		txid:     native.Uint64(b[48:]),
	}
	valid = native.Uint32(b[4:]) == boltVersion && native.Uint64(b[metaSummed:]) == h.Sum64() &&
		m.pageSize >= 512 && m.pageSize <= 1<<24
	return m, true, valid, nil
}

// newestMeta returns the meta page that bbolt will use and how many of the two
// are valid. When the first is not, the second is looked for behind every page
// size, as bbolt does.
func newestMeta(f io.ReaderAt) (newest meta, valid int, err error) {
	first, known, ok, err := readMeta(f, 0)
	if err != nil {
		return newest, 0, err
	}
	from, to := int64(1024), int64(1<<24)
	if ok {
		newest, valid = first, 1
		from, to = first.pageSize, first.pageSize
	}
	for off := from; off <= to; off *= 2 {
		m, k, ok, err := readMeta(f, off)
		if err != nil {
			return newest, valid, err
		}
		known = known || k
		switch {
		case !ok:
			continue
		case m.pageSize != off: // bbolt would go by this size and read other pages than were looked at
			return newest, 0, damaged("its first two pages do not agree")
		}
		if valid++; valid == 1 || m.txid > newest.txid {
			newest = m
		}
		break
	}
	switch {
	case valid > 0:
		return newest, valid, nil
	case known:
		return newest, 0, fmt.Errorf("neither of its first two pages is valid: %w", feed.ErrDamaged)
	}
	return newest, 0, feed.ErrForeign
}

// guard checks an open, locked file before it is mapped. Before writing the
// whole list of free pages is checked too: a wrong number in it would have a
// page in use overwritten.
func guard(f *os.File, write bool) error {
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	switch {
	case !fi.Mode().IsRegular():
		return fmt.Errorf("not a regular file: %w", feed.ErrForeign)
	case fi.Size() == 0:
		return fmt.Errorf("empty file: %w", feed.ErrForeign)
	}
	m, _, err := newestMeta(f)
	if err != nil {
		return err
	}
	pages := uint64(fi.Size() / m.pageSize)
	if m.high > pages || m.high < 4 {
		return damaged("%d of %d pages are there", pages, m.high)
	}
	if err := guardRoot(f, m); err != nil {
		return err
	}
	if m.freelist == noFreelist {
		return nil
	}
	return guardFreelist(f, m, write)
}

type page struct {
	id       uint64
	flags    uint16
	count    uint64
	overflow uint64
}

func readPage(f io.ReaderAt, m meta, id uint64) (p page, err error) {
	if id < 2 || id >= m.high {
		return p, damaged("page %d is none of its %d pages", id, m.high)
	}
	var b [pageHeader]byte
	if _, err := f.ReadAt(b[:], int64(id)*m.pageSize); err != nil {
		return p, err
	}
	p = page{native.Uint64(b[:]), native.Uint16(b[8:]), uint64(native.Uint16(b[10:])), uint64(native.Uint32(b[12:]))}
	if p.id != id || p.overflow >= m.high-id {
		return p, damaged("page %d is not valid", id)
	}
	return p, nil
}

func guardRoot(f io.ReaderAt, m meta) error {
	p, err := readPage(f, m, m.root)
	if err == nil && p.flags != branchFlag && p.flags != leafFlag {
		err = damaged("its root page is not valid")
	}
	return err
}

func guardFreelist(f io.ReaderAt, m meta, whole bool) error {
	p, err := readPage(f, m, m.freelist)
	if err != nil {
		return err
	}
	if p.flags != freelistFlag {
		return damaged("its list of free pages is not valid")
	}
	at := int64(m.freelist)*m.pageSize + pageHeader
	room := uint64((int64(p.overflow)+1)*m.pageSize-pageHeader) / 8
	count := p.count
	if count == manyFree {
		var b [8]byte
		if _, err := f.ReadAt(b[:], at); err != nil {
			return err
		}
		count, at, room = native.Uint64(b[:]), at+8, room-1
	}
	if count > room || count > m.high {
		return damaged("its list of free pages is too long")
	}
	if !whole {
		return nil
	}
	ids := make([]byte, count*8)
	if _, err := f.ReadAt(ids, at); err != nil && len(ids) > 0 {
		return err
	}
	for last := uint64(1); len(ids) > 0; ids = ids[8:] {
		id := native.Uint64(ids)
		if id <= last || id >= m.high {
			return damaged("its list of free pages is not in order")
		}
		last = id
	}
	return nil
}

// freePages returns how many pages are free.
func freePages(f io.ReaderAt, m meta) (uint64, error) {
	if m.freelist == noFreelist {
		return 0, nil
	}
	p, err := readPage(f, m, m.freelist)
	if err != nil || p.count != manyFree {
		return p.count, err
	}
	var b [8]byte
	_, err = f.ReadAt(b[:], int64(m.freelist)*m.pageSize+pageHeader)
	return native.Uint64(b[:]), err
}
