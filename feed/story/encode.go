package story

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Encoding of a sketch, numbers as uvarints unless said otherwise:
//
//	version          one byte, sketchVersion
//	length, bytes    of the language
//	letters
//	day
//	below
//	n, n deltas      shingles, each as the difference from the one before, less one
//	n/8 bytes        a bit for each shingle, from the lowest: it is one of Head
//	n, n deltas      the others of Head, less below
//	n, n deltas, n/8 bytes  numbers, and those of HeadNumbers
//	n, n deltas, n/8 bytes  names, and those of HeadNames
//	n, n deltas      words of the title
//
// The first delta of a set is its first member. A sketch that Of makes otherwise than
// before needs another version: hashes of two versions do not compare.
const sketchVersion = 1

// maxLang is the length of the longest language tag that is kept.
const maxLang = 16

var errSketch = errors.New("not a sketch")

// Version is that of the sketches that Of makes and DecodeSketch reads: those of
// another one must be made again.
const Version = sketchVersion

// AppendBinary appends the encoding of s to b: about 0.7 kB for 130 words, 1.3 kB for
// 500. It never fails.
func (s *Sketch) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, sketchVersion)
	lang := s.Lang[:min(len(s.Lang), maxLang)]
	b = binary.AppendUvarint(b, uint64(len(lang)))
	b = append(b, lang...)
	b = binary.AppendUvarint(b, uint64(max(s.Letters, 0)))
	b = binary.AppendUvarint(b, uint64(max(s.Day, 0)))
	b = binary.AppendUvarint(b, s.Below)
	b = appendSet(b, s.Shingles, 0)
	b = appendMembers(b, s.Shingles, s.Head)
	b = appendSet(b, s.Head[len(under(s.Head, s.Below)):], s.Below)
	b = appendSet(b, s.Numbers, 0)
	b = appendMembers(b, s.Numbers, s.HeadNumbers)
	b = appendSet(b, s.Names, 0)
	b = appendMembers(b, s.Names, s.HeadNames)
	return appendSet(b, s.Title, 0), nil
}

// appendSet appends a set in order; none of it is under least.
func appendSet(b []byte, set []uint64, least uint64) []byte {
	b = binary.AppendUvarint(b, uint64(len(set)))
	next := least
	for _, x := range set {
		b = binary.AppendUvarint(b, x-next)
		next = x + 1
	}
	return b
}

// appendMembers appends which members of a set some are.
func appendMembers(b []byte, set, some []uint64) []byte {
	bits := make([]byte, (len(set)+7)/8)
	i := 0
	for k, x := range set {
		for i < len(some) && some[i] < x {
			i++
		}
		if i < len(some) && some[i] == x {
			bits[k/8] |= 1 << (k % 8)
		}
	}
	return append(b, bits...)
}

// DecodeSketch reads what AppendBinary wrote. Any other bytes give an error, and
// never more memory than sixteen times their length.
func DecodeSketch(b []byte) (Sketch, error) {
	if len(b) == 0 {
		return Sketch{}, fmt.Errorf("decode sketch: empty: %w", errSketch)
	}
	if b[0] != sketchVersion {
		return Sketch{}, fmt.Errorf("decode sketch: version %d, want %d: %w", b[0], sketchVersion, errSketch)
	}
	d := decoder{b: b[1:]}
	var s Sketch
	s.Lang = string(d.bytes(d.uint(maxLang)))
	s.Letters = int(d.uint(maxLetters))
	s.Day = int(d.uint(math.MaxInt32))
	s.Below = d.uint(keptBelow)
	s.Shingles = d.set(maxShingles, 0, s.Below)
	s.Head = d.members(s.Shingles)
	s.Head = append(s.Head, d.set(maxHead, s.Below, keptBelow)...)
	s.Numbers = d.set(maxFacts, 0, maxNumber)
	s.HeadNumbers = d.members(s.Numbers)
	s.Names = d.set(maxFacts, 0, 1<<32)
	s.HeadNames = d.members(s.Names)
	s.Title = d.set(maxFacts, 0, 1<<32)
	if d.bad || len(d.b) != 0 {
		return Sketch{}, fmt.Errorf("decode sketch: %w", errSketch)
	}
	return s, nil
}

// decoder reads an encoding; what does not fit makes it bad.
type decoder struct {
	b   []byte
	bad bool
}

// uint reads a number that is not above most.
func (d *decoder) uint(most uint64) uint64 {
	x, n := binary.Uvarint(d.b)
	if d.bad || n <= 0 || x > most {
		d.bad = true
		return 0
	}
	d.b = d.b[n:]
	return x
}

func (d *decoder) bytes(n uint64) []byte {
	if d.bad || n > uint64(len(d.b)) {
		d.bad = true
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

// set reads a set of most members at most, none under least, all under a bound.
func (d *decoder) set(most int, least, below uint64) []uint64 {
	n := d.uint(uint64(most))
	if d.bad || n > uint64(len(d.b)) {
		d.bad = true
	}
	if d.bad || n == 0 {
		return nil
	}
	out := make([]uint64, n)
	next, b := least, d.b
	for i := range out {
		x, k := binary.Uvarint(b)
		if k <= 0 || x > below || next+x >= below {
			d.bad = true
			return nil
		}
		b = b[k:]
		out[i] = next + x
		next = out[i] + 1
	}
	d.b = b
	return out
}

// members reads which members of a set some are.
func (d *decoder) members(set []uint64) []uint64 {
	bits := d.bytes(uint64(len(set)+7) / 8)
	if d.bad {
		return nil
	}
	var out []uint64
	for k, x := range set {
		if bits[k/8]&(1<<(k%8)) != 0 {
			out = append(out, x)
		}
	}
	for k := len(set); k < 8*len(bits); k++ {
		d.bad = d.bad || bits[k/8]&(1<<(k%8)) != 0
	}
	return out
}
