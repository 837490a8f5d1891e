package store

import (
	"bytes"
	"context"
	"errors"
	"hash/crc32"
	"runtime"

	"veille/feed"
)

// reading is a doc as it was read, and what the passes made of it.
type reading struct {
	doc     uint32
	stamp   uint32 // of head and text; 0: there are none
	head    []byte
	frame   []byte
	results []any // by pass
}

// readAtOnce is how many docs are read in one transaction.
const readAtOnce = 64

// stampOf names head and text of a doc as they stand in the file; 0 when either is
// not there.
func (t *tx) stampOf(doc uint32) (stamp uint32, head, body []byte, err error) {
	key := docKey(doc)
	if head, err = t.value(inArt, key); err != nil || head == nil {
		return 0, nil, nil, err
	}
	if body, err = t.value(inBody, key); err != nil || body == nil {
		return 0, nil, nil, err
	}
	tail := func(b []byte) []byte { return b[max(0, len(b)-sealSize):] } // the seal of what stands before it
	return max(1, crc32.Update(crc32.Checksum(tail(head), castagnoli), castagnoli, tail(body))), head, body, nil
}

// isSame reports whether a doc is as it was read.
func (t *tx) isSame(r *reading) (bool, error) {
	kept, err := t.holdsDoc(setAll, r.doc)
	if err != nil || !kept {
		return false, err
	}
	stamp, _, _, err := t.stampOf(r.doc)
	return stamp == r.stamp, ignoreDamage(err)
}

// work reads docs and lets each pass work on those that it misses.
func (u *catchingUp) work(docs []uint32) ([]reading, error) {
	out := make([]reading, len(docs))
	err := u.each((len(docs)+readAtOnce-1)/readAtOnce, func(i int) error {
		from, to := i*readAtOnce, min((i+1)*readAtOnce, len(docs))
		if err := u.store.readDocs(u.ctx, docs[from:to], out[from:to]); err != nil {
			return err
		}
		c, err := u.store.codecs.take()
		if err != nil {
			return err
		}
		defer u.store.codecs.give(c)
		var plain []byte
		for j := range out[from:to] {
			r := &out[from+j]
			a, room, ok := r.open(c, plain)
			plain = room
			r.results = make([]any, len(u.passes))
			for n, p := range u.passes {
				if ok && u.todo[n].has(r.doc) {
					r.results[n] = p.work(&a)
				}
			}
			r.head, r.frame = nil, nil
			runtime.Gosched() // who waits for a key waits no longer than one article takes
		}
		return nil
	})
	return out, err
}

// readDocs reads heads and texts of docs, as they stand in the file.
func (s *Store) readDocs(ctx context.Context, docs []uint32, out []reading) error {
	return s.view(ctx, func(t *tx) error {
		for i, doc := range docs {
			stamp, head, body, err := t.stampOf(doc)
			if err := ignoreDamage(err); err != nil {
				return err
			}
			out[i] = reading{doc: doc, stamp: stamp, head: bytes.Clone(head), frame: bytes.Clone(body)}
		}
		return nil
	})
}

// open makes an article of what was read, ok false when it cannot be read. plain is
// room to unpack in.
func (r *reading) open(c *codec, plain []byte) (a feed.Article, room []byte, ok bool) {
	key := docKey(r.doc)
	head, ok1 := inArt.unseal(key, r.head)
	frame, ok2 := inBody.unseal(key, r.frame)
	if !ok1 || !ok2 {
		return a, plain, false
	}
	h, err := decodeHead(head)
	if err != nil {
		return a, plain, false
	}
	plain, err = c.unpack(plain[:0], frame)
	if err != nil {
		return a, plain, false
	}
	if errors.Is(decodeBody(plain, &a), feed.ErrDamaged) {
		return feed.Article{}, plain, false
	}
	a.Head = h
	return a, plain, true
}
