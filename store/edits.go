package store

import (
	"encoding/binary"
	"math/bits"

	"google.golang.org/protobuf/encoding/protowire"
)

// Edits tell bytes by what they share with others, the base: the text of a feed's
// item stands almost whole in the body made of it. They are one after another
//
//	how many bytes follow, varint   these bytes
//	how many to copy, varint        from where in the base, from behind the
//	                                copy before, zigzag varint
//
// and end where the record does, after either half.

// editor finds edits, for one goroutine at a time.
type editor struct {
	at [editorSize]uint16 // which word of the base, from 1, by its hash
}

// Of the base every word of eight bytes is known: what is shared in less than
// twice as many may be missed.
const (
	editorWord = 8
	editorBits = 12
	editorSize = 1 << editorBits

	maxBase = editorSize * editorWord
)

// appendEdits appends edits that make src of base to dst, false when they would
// take more than limit bytes, or the base is longer than maxBase: then dst is of
// no use.
func (e *editor) appendEdits(dst, src, base []byte, limit int) (_ []byte, ok bool) {
	if len(base) > maxBase {
		return dst, false
	}
	clear(e.at[:])
	for i := range len(base) / editorWord {
		e.at[editorHash(binary.LittleEndian.Uint64(base[i*editorWord:]))] = uint16(i) + 1
	}
	limit += len(dst)
	done, next := 0, 0 // in src and base: behind the last copy
	for i := 0; i+editorWord <= len(src) && len(dst)+i-done <= limit; {
		v := binary.LittleEndian.Uint64(src[i:])
		j := (int(e.at[editorHash(v)]) - 1) * editorWord
		if j < 0 || binary.LittleEndian.Uint64(base[j:]) != v {
			i++
			continue
		}
		from := i
		for i > done && j > 0 && src[i-1] == base[j-1] {
			i, j = i-1, j-1
		}
		n := from - i + common(src[from:], base[j+from-i:])
		dst = append(protowire.AppendVarint(dst, uint64(i-done)), src[done:i]...)
		dst = protowire.AppendVarint(dst, uint64(n))
		dst = protowire.AppendVarint(dst, protowire.EncodeZigZag(int64(j-next)))
		i, next = i+n, j+n
		done = i
	}
	if len(dst)+len(src)-done > limit {
		return dst, false
	}
	if done < len(src) {
		dst = append(protowire.AppendVarint(dst, uint64(len(src)-done)), src[done:]...)
	}
	return dst, len(dst) <= limit
}

func editorHash(v uint64) uint64 { return v * 0x9E3779B185EBCA87 >> (64 - editorBits) }

// common is how many bytes two begin with alike.
func common(a, b []byte) (n int) {
	for len(a)-n >= 8 && len(b)-n >= 8 {
		if d := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); d != 0 {
			return n + bits.TrailingZeros64(d)/8
		}
		n += 8
	}
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// applyEdits appends the size bytes that edits make of base to dst, false when
// that is not what they make.
func applyEdits(dst, edits, base []byte, size int) (_ []byte, ok bool) {
	size += len(dst)
	number := func() (v uint64) {
		v, n := protowire.ConsumeVarint(edits)
		if n < 0 {
			ok = false
			return 0
		}
		edits = edits[n:]
		return v
	}
	next := int64(0)
	for ok = true; ok && len(edits) > 0; {
		n := number()
		if !ok || n > uint64(len(edits)) || n > uint64(size-len(dst)) {
			return dst, false
		}
		dst, edits = append(dst, edits[:n]...), edits[n:]
		if len(edits) == 0 {
			break
		}
		n = number()
		from := next + protowire.DecodeZigZag(number())
		if !ok || from < 0 || from > int64(len(base)) || n > uint64(int64(len(base))-from) || n > uint64(size-len(dst)) {
			return dst, false
		}
		dst = append(dst, base[from:from+int64(n)]...)
		next = from + int64(n)
	}
	return dst, ok && len(dst) == size
}
