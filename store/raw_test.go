package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"veille/feed"
)

// marked is an article as a feed brings it, its raw almost that of its body.
func marked(n int) feed.Incoming {
	in := sample(n)
	var b strings.Builder
	for i := range in.Article.Body {
		fmt.Fprintf(&b, "<p class=\"text\">%s</p>\n", in.Article.Body[i].Text())
	}
	in.Raw = feed.Raw{Name: in.Article.URL, Type: "text/html", Bytes: []byte(b.String())}
	return in
}

func TestEdits(t *testing.T) {
	base := []byte(strings.Repeat("One harbour is much like another. ", 3) + "The tide turned at nine, and the crane stood still until noon.")
	for name, c := range map[string]struct {
		src  string
		most int
	}{
		"nothing":       {"", 0},
		"the same":      {string(base), 6},
		"in marks":      {"<p>" + string(base) + "</p>", 14},
		"a part":        {"and the crane stood still", 12},
		"parts swapped": {"the crane stood still until noon. The tide turned at nine", 24},
		"too short":     {"at nine", 8},
		"another":       {"nothing of this is there", 26},
	} {
		e := new(editor)
		got, ok := e.appendEdits([]byte("before"), []byte(c.src), base, len(c.src)+8)
		if !ok || len(got)-len("before") > c.most {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
		edits := got[len("before"):]
		if back, ok := applyEdits([]byte("kept"), edits, base, len(c.src)); !ok || string(back) != "kept"+c.src {
			t.Errorf("%s came back as %q, %v", name, back, ok)
		}
		for _, size := range []int{len(c.src) - 1, len(c.src) + 1} {
			if back, ok := applyEdits(nil, edits, base, max(size, 0)); ok && size >= 0 {
				t.Errorf("%s of %d bytes: %q", name, size, back)
			}
		}
		if _, ok := e.appendEdits(nil, []byte(c.src), base, len(edits)-1); ok && len(edits) > 0 {
			t.Errorf("%s takes less than it takes", name)
		}
	}
	if _, ok := new(editor).appendEdits(nil, base, make([]byte, maxBase+1), len(base)*2); ok {
		t.Error("edits of a base that is too long")
	}
	r := rand.New(rand.NewPCG(5, 6))
	long := make([]byte, maxBase)
	for i := range long {
		long[i] = byte('a' + r.IntN(26))
	}
	if got, ok := new(editor).appendEdits(nil, long[100:], long, 20); !ok {
		t.Errorf("%d bytes of edits of the longest base", len(got))
	}
}

func FuzzEdits(f *testing.F) {
	f.Add([]byte("<p>The tide turned at nine.</p>"), []byte("\x0a\x18The tide turned at nine."), uint16(32))
	f.Add([]byte{1, 'a', 2, 4}, []byte("abcdefghijkl"), uint16(3))
	f.Add([]byte{0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 4}, []byte("abc"), uint16(9))
	e := new(editor)
	f.Fuzz(func(t *testing.T, src, base []byte, size uint16) {
		if edits, ok := e.appendEdits(nil, src, base, len(src)+16); ok {
			if back, ok := applyEdits(nil, edits, base, len(src)); !ok || !bytes.Equal(back, src) {
				t.Fatalf("came back as %q, %v", back, ok)
			}
		}
		if got, ok := applyEdits(nil, src, base, int(size)); len(got) > int(size) || ok && len(got) != int(size) {
			t.Fatalf("%d bytes of %d, %v", len(got), size, ok)
		}
	})
}

// TestRawIsPackedOfTheBody holds what a raw takes, and that it is packed by itself
// where the article does not say the same.
func TestRawIsPackedOfTheBody(t *testing.T) {
	lent := codecs{}
	c, err := lent.take()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 3000)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	in := marked(3)
	big := marked(4)
	for range 8 {
		big.Article.Body = append(big.Article.Body, big.Article.Body...)
	}
	for name, x := range map[string]struct {
		in    feed.Incoming
		needs bool
	}{
		"item":      {in, true},
		"nothing":   {feed.Incoming{Article: in.Article, Raw: feed.Raw{Name: "x", Bytes: []byte{}}}, true},
		"other":     {feed.Incoming{Article: in.Article, Raw: marked(5).Raw}, false},
		"noise":     {feed.Incoming{Article: in.Article, Raw: feed.Raw{Bytes: noise[:500]}}, false},
		"page":      {feed.Incoming{Article: in.Article, Raw: feed.Raw{Bytes: append(noise, in.Raw.Bytes...)}}, false},
		"long text": {big, false},
	} {
		body, plain, err := c.body(&x.in.Article)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := encodeRaw(c, &x.in.Raw, plain)
		if err != nil || needsBody(rec) != x.needs || x.needs && len(rec) > len(x.in.Raw.Bytes)/4+64 {
			t.Errorf("%s: %d bytes of %d, with the body: %v, %v", name, len(rec), len(x.in.Raw.Bytes), needsBody(rec), err)
		}
		if got, err := decodeRaw(c, rec, body); err != nil || !bytes.Equal(got.Bytes, x.in.Raw.Bytes) || got.Name != x.in.Raw.Name {
			t.Errorf("%s came back as %q, %v", name, got.Bytes, err)
		}
		other, err := c.pack(bytes.ToUpper(plain))
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range [][]byte{nil, other} {
			if got, err := decodeRaw(c, rec, wrong); name == "item" && (!errors.Is(err, feed.ErrDamaged) || got.Bytes != nil) {
				t.Errorf("%s of a wrong body: %q, %v", name, got.Bytes, err)
			}
		}
	}
}

// A raw that could not be unpacked again is refused, however few its edits are.
func TestRawTooLarge(t *testing.T) {
	lent := codecs{}
	c, err := lent.take()
	if err != nil {
		t.Fatal(err)
	}
	in := marked(1)
	_, plain, err := c.body(&in.Article)
	if err != nil {
		t.Fatal(err)
	}
	in.Raw.Bytes = bytes.Repeat(plain, maxValue/len(plain)+1)
	if rec, err := encodeRaw(c, &in.Raw, plain); !errors.Is(err, feed.ErrTooLarge) {
		t.Errorf("%d bytes of %d, %v", len(rec), len(in.Raw.Bytes), err)
	}
}

func TestRawOutlivesCorrection(t *testing.T) {
	s := newStore(t)
	in := marked(1)
	in.Article.Repairs = []feed.Repair{{At: strings.IndexByte(in.Article.Text(), ' ')}}
	add(t, s, in, marked(2))
	same := func(when string, want feed.Raw) {
		t.Helper()
		got, err := s.Raw(t.Context(), in.Article.ID)
		if err != nil || !bytes.Equal(got.Bytes, want.Bytes) || got.Name != want.Name || got.Type != want.Type {
			t.Fatalf("%s: %q, %v", when, got.Bytes, err)
		}
		sound(t, s)
	}
	same("new", in.Raw)
	if c, err := s.Correct(t.Context(), in.Article.ID, feed.Correction{Unrepair: true}); err != nil || c.Count != 1 {
		t.Fatal(c, err)
	}
	if a, err := s.Article(t.Context(), in.Article.ID); err != nil || a.Text() == in.Article.Text() {
		t.Fatalf("the text is the same, %v", err)
	}
	same("corrected", in.Raw)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	same("undone", in.Raw)
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	same("redone", in.Raw)
}
