package story

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
)

func TestSketchEncoding(t *testing.T) {
	for _, n := range []int{0, 5, 60, 500, 3000} {
		want := Of(longText(n, 7))
		want.Title = []uint64{3, 9}
		enc, err := want.AppendBinary([]byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeSketch(enc[1:])
		if err != nil {
			t.Fatalf("%d words: %v", n, err)
		}
		if !reflect.DeepEqual(got, want) {
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
	// Version, language, letters, day, below, shingles and their bits, the rest of
	// Head, numbers and bits, names and bits, title.
	good := []byte{sketchVersion, 2, 'f', 'r', 90, 0, 100, 2, 7, 91, 1, 0, 1, 5, 1, 0, 0}
	if s, err := DecodeSketch(good); err != nil || len(s.Shingles) != 2 || s.Shingles[1] != 99 || len(s.Head) != 1 || len(s.HeadNumbers) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	for name, change := range map[string]func(b []byte) []byte{
		"empty":                func([]byte) []byte { return nil },
		"another version":      func(b []byte) []byte { b[0]++; return b },
		"cut":                  func(b []byte) []byte { return b[:len(b)-1] },
		"more behind it":       func(b []byte) []byte { return append(b, 0) },
		"a long language":      func(b []byte) []byte { b[1] = maxLang + 1; return b },
		"a shingle too high":   func(b []byte) []byte { b[9]++; return b },
		"more than there is":   func(b []byte) []byte { b[7] = 120; return b },
		"bits of no shingle":   func(b []byte) []byte { b[10] |= 4; return b },
		"bits of no number":    func(b []byte) []byte { b[14] |= 2; return b },
		"an endless number":    func(b []byte) []byte { return append(b[:5:5], bytes.Repeat([]byte{0xFF}, 40)...) },
		"members beyond a sum": func(b []byte) []byte { b[8] = 100; return b },
	} {
		if s, err := DecodeSketch(change(bytes.Clone(good))); !errors.Is(err, errSketch) {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
}
