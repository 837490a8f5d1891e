package story

import (
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
