package store

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Records are protocol buffer messages written by hand. Empty fields are left
// out; unknown fields are skipped, so that a field can be added without a new
// schema. The numbers stand beside the code that writes them.

var errRecord = errors.New("record cannot be read")

func addUint(b []byte, n protowire.Number, v uint64) []byte {
	if v == 0 {
		return b
	}
	return protowire.AppendVarint(protowire.AppendTag(b, n, protowire.VarintType), v)
}

func addInt(b []byte, n protowire.Number, v int64) []byte {
	return addUint(b, n, protowire.EncodeZigZag(v))
}

func addBool(b []byte, n protowire.Number, v bool) []byte {
	return addUint(b, n, protowire.EncodeBool(v))
}

func addFloat(b []byte, n protowire.Number, v float64) []byte {
	if v == 0 {
		return b
	}
	return protowire.AppendFixed64(protowire.AppendTag(b, n, protowire.Fixed64Type), math.Float64bits(v))
}

func addString(b []byte, n protowire.Number, v string) []byte {
	if v == "" {
		return b
	}
	return addAnyString(b, n, v)
}

// addAnyString also writes an empty string: an element of a list counts.
func addAnyString(b []byte, n protowire.Number, v string) []byte {
	return protowire.AppendString(protowire.AppendTag(b, n, protowire.BytesType), v)
}

func addBytes(b []byte, n protowire.Number, v []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, n, protowire.BytesType), v)
}

func addID(b []byte, n protowire.Number, id feed.ID) []byte {
	if id.IsZero() {
		return b
	}
	return addBytes(b, n, id[:])
}

// addMessage writes what fill appends as a message of its own.
func addMessage(b []byte, n protowire.Number, fill func([]byte) []byte) []byte {
	b = append(protowire.AppendTag(b, n, protowire.BytesType), 0)
	start := len(b)
	b = fill(b)
	size := uint64(len(b) - start)
	if more := protowire.SizeVarint(size) - 1; more > 0 { // its length takes more than the byte kept for it
		b = slices.Insert(b, start, make([]byte, more)...)
	}
	protowire.AppendVarint(b[:start-1], size)
	return b
}

// addTime writes seconds since 1970, nanoseconds and the zone's offset as
// three varints in one field: 5 to 12 bytes. The zone's name is not kept.
func addTime(b []byte, n protowire.Number, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	_, off := t.Zone()
	var room [24]byte
	v := protowire.AppendVarint(room[:0], protowire.EncodeZigZag(t.Unix()))
	v = protowire.AppendVarint(v, uint64(t.Nanosecond()))
	v = protowire.AppendVarint(v, protowire.EncodeZigZag(int64(off)))
	return addBytes(b, n, v)
}

// record reads a message field by field. The first fault ends it: next then
// returns 0 and err is set. Bytes given out alias the message.
type record struct {
	b   []byte
	typ protowire.Type
	err error
}

// next returns the number of the next field, 0 at the end. Its value must be
// taken with one of the methods below.
func (r *record) next() protowire.Number {
	if r.err != nil || len(r.b) == 0 {
		return 0
	}
	num, typ, n := protowire.ConsumeTag(r.b)
	if n < 0 {
		r.fail()
		return 0
	}
	r.b, r.typ = r.b[n:], typ
	return num
}

func (r *record) fail() {
	r.b = nil
	if r.err == nil {
		r.err = errRecord
	}
}

func (r *record) skip() {
	n := protowire.ConsumeFieldValue(1, r.typ, r.b)
	if n < 0 {
		r.fail()
		return
	}
	r.b = r.b[n:]
}

func (r *record) uint() uint64 {
	if r.typ != protowire.VarintType {
		r.fail()
		return 0
	}
	v, n := protowire.ConsumeVarint(r.b)
	if n < 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *record) int() int64 { return protowire.DecodeZigZag(r.uint()) }
func (r *record) bool() bool { return protowire.DecodeBool(r.uint()) }

func (r *record) float() float64 { return math.Float64frombits(r.fixed()) }

func (r *record) fixed() uint64 {
	if r.typ != protowire.Fixed64Type {
		r.fail()
		return 0
	}
	v, n := protowire.ConsumeFixed64(r.b)
	if n < 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *record) bytes() []byte {
	if r.typ != protowire.BytesType {
		r.fail()
		return nil
	}
	v, n := protowire.ConsumeBytes(r.b)
	if n < 0 {
		r.fail()
		return nil
	}
	r.b = r.b[n:]
	return v
}

func (r *record) string() string { return string(r.bytes()) }

// message returns a reader of a nested message; its error must be handed back
// with done.
func (r *record) message() record { return record{b: r.bytes()} }

func (r *record) done(nested record) {
	if nested.err != nil {
		r.fail()
	}
}

func (r *record) id() (id feed.ID) {
	v := r.bytes()
	if r.err == nil && len(v) != len(id) {
		r.fail()
		return id
	}
	copy(id[:], v)
	return id
}

func (r *record) time() time.Time {
	v := r.bytes()
	var part [3]uint64
	for i := range part {
		u, n := protowire.ConsumeVarint(v)
		if n < 0 {
			r.fail()
			return time.Time{}
		}
		part[i], v = u, v[n:]
	}
	t := time.Unix(protowire.DecodeZigZag(part[0]), int64(part[1]))
	if off := protowire.DecodeZigZag(part[2]); off != 0 {
		return t.In(time.FixedZone("", int(off)))
	}
	return t.UTC()
}

// damaged says what could not be read; the path is added where the transaction
// ends.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), feed.ErrDamaged)
}
