package page

import "sync"

// room is memory that reading an item takes and leaves behind, half of all it
// takes: the next item is read in it. What an article keeps is never in it.
type room struct {
	stream stream
	parts  []part
}

var rooms = sync.Pool{New: func() any {
	r := &room{parts: make([]part, 0, 32)}
	r.stream.b.out = make([]piece, 0, 32)
	r.stream.b.buf = make([]byte, 0, 2<<10)
	return r
}}

// Limits of a room that is kept: what a long item took goes with it. Until it is
// used again a room holds on to the words of the item last read.
const (
	keptParts = 256
	keptBytes = 32 << 10
)

func (r *room) free() {
	b := &r.stream.b
	if cap(r.parts) <= keptParts && cap(b.out) <= keptParts && cap(b.runs) <= keptParts && cap(b.buf)+cap(r.stream.pre) <= keptBytes {
		rooms.Put(r)
	}
}
