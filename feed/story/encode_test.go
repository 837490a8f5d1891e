package story

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"testing"
)

func TestSketchEncoding(t *testing.T) {
	for _, n := range []int{0, 5, 60, 500, 3000} {
		want := Of(longText(n, 7))
		want.Title = []uint64{3, 9, 1<<wordBits - 1}
		enc, err := want.AppendBinary([]byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeSketch(enc[1:])
		if err != nil {
			t.Fatalf("%d words: %v", n, err)
		}
		if keys, ok := KeyCountOf(enc[1:]); !ok || keys != len(want.Keys) {
			t.Errorf("%d words: %d keys, want %d", n, keys, len(want.Keys))
		}
		if want.Keys = nil; !reflect.DeepEqual(got, want) {
			t.Errorf("%d words: %+v, want %+v", n, got, want)
		}
	}
}

func FuzzDecodeSketch(f *testing.F) {
	s := Of(longText(60, 7))
	enc, err := s.AppendBinary(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(enc)
	f.Add([]byte{sketchVersion})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := DecodeSketch(b)
		if err != nil {
			return
		}
		enc, err := s.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := DecodeSketch(enc)
		if err != nil || !reflect.DeepEqual(s, again) {
			t.Fatalf("%v: %+v, want %+v", err, again, s)
		}
		if same, shared := Likeness(&s, &s); same < 0 || same > 1 || shared < 0 || shared > 1 {
			t.Fatalf("likeness %v, %v", same, shared)
		}
	})
}

func TestDecodeSketchRefuses(t *testing.T) {
	// Version, keys, language, letters, day, below, shingles and their bits, the rest of
	// Head, numbers and bits, names and bits, title.
	good := []byte{sketchVersion, 1, 2, 'f', 'r', 90, 0, 100, 2, 0b10001111, 26, 1, 1, 145, 1, 0, 1, 5, 1, 0, 0}
	if s, err := DecodeSketch(good); err != nil || !slices.Equal(s.Shingles, []uint64{7, 66}) || !slices.Equal(s.Head, []uint64{7, 300}) || len(s.HeadNumbers) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	for name, change := range map[string]func(b []byte) []byte{
		"empty":               func([]byte) []byte { return nil },
		"another version":     func(b []byte) []byte { b[0]++; return b },
		"cut":                 func(b []byte) []byte { return b[:len(b)-1] },
		"more behind it":      func(b []byte) []byte { return append(b, 0) },
		"a long language":     func(b []byte) []byte { b[2] = maxLang + 1; return b },
		"a shingle too high":  func(b []byte) []byte { b[9], b[10] = 0b00001111, 28<<1|1; return b },
		"more than there is":  func(b []byte) []byte { b[8] = 120; return b },
		"more than can be":    func(b []byte) []byte { b[7] = 1; return b },
		"bits behind a set":   func(b []byte) []byte { b[10] |= 1 << 5; return b },
		"zeros without end":   func(b []byte) []byte { return append(b[:9:9], make([]byte, 40)...) },
		"bits of no shingle":  func(b []byte) []byte { b[11] |= 4; return b },
		"bits of no number":   func(b []byte) []byte { b[18] |= 2; return b },
		"an endless number":   func(b []byte) []byte { return append(b[:6:6], bytes.Repeat([]byte{0xFF}, 40)...) },
		"too high a number":   func(b []byte) []byte { return append(b[:17:17], bytes.Repeat([]byte{0xFF}, 9)...) },
		"sets of no room":     func(b []byte) []byte { b[7] = 0; return b },
		"keys beyond measure": func(b []byte) []byte { return append([]byte{b[0], 0xFF, 0xFF, 3}, b[2:]...) },
	} {
		if s, err := DecodeSketch(change(bytes.Clone(good))); !errors.Is(err, errSketch) {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
}
