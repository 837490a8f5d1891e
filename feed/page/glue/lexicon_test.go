package glue

import (
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"testing"
)

func TestLexicon(t *testing.T) {
	l := french()
	for _, w := range []string{"ah", "abaissa", "zoo", "île", "mondiale", "vietnamienne"} {
		if !l.has(w) {
			t.Errorf("%q is missing", w)
		}
	}
	for _, w := range []string{"", "a-t-il", "zzz", "dela", "mondial e", "mondi", "mondialee", "\xff", "Mondiale"} {
		if l.has(w) {
			t.Errorf("%q is there", w)
		}
	}
}

// TestLexiconIsWhole unpacks the list another way and asks for every word.
func TestLexiconIsWhole(t *testing.T) {
	z, err := gzip.NewReader(bytes.NewReader(frenchWords))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	l := french()
	n, word, last := 0, "", ""
	check := func() {
		if word == "" {
			return
		}
		if n++; word <= last {
			t.Fatalf("%q after %q", word, last)
		}
		if !l.has(word) {
			t.Fatalf("%q is not found", word)
		}
		if l.has(word + "\x01") {
			t.Fatalf("%q+1 is found", word)
		}
		last = word
	}
	for _, c := range raw {
		if c < 0x20 {
			check()
			word = word[:len(word)-int(c)]
			continue
		}
		word += string([]byte{c})
	}
	check()
	if n != 331776 {
		t.Errorf("%d words", n)
	}
}

func TestLexiconThatCannotBeRead(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("no gzip"), slices.Clone(frenchWords[:1000])} {
		if newLexicon(b).has("mondiale") {
			t.Errorf("%d bytes know a word", len(b))
		}
	}
}

func BenchmarkLexiconLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newLexicon(frenchWords)
	}
}

func BenchmarkLexiconHas(b *testing.B) {
	l := french()
	for b.Loop() {
		l.has("importancedu")
	}
}
