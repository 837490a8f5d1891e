package feed_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

// TestStringsAreAsJSON compares lists of strings, however they are spelt, with
// what encoding/json makes of them.
func TestStringsAreAsJSON(t *testing.T) {
	pieces := []string{"a", "é", "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\xff", "[", "]", ",", "{", " ", "/", "\\/"}
	blanks := []string{"", " ", "\t", "\n", "\r\n "}
	r := rand.New(rand.NewPCG(3, 4))
	blank := func() string { return blanks[r.IntN(len(blanks))] }
	for range 20000 {
		b := blank() + "[" + blank()
		for i := range r.IntN(4) {
			if i > 0 {
				b += blank() + "," + blank()
			}
			b += `"`
			for range r.IntN(5) {
				b += pieces[r.IntN(len(pieces))]
			}
			b += `"`
		}
		b += blank() + "]" + blank()
		var want []string
		if err := json.Unmarshal([]byte(b), &want); err != nil {
			t.Fatalf("%q: %v", b, err)
		}
		var got feed.Strings
		if err := json.Unmarshal([]byte(b), &got); err != nil || !slices.Equal(got, want) || got == nil {
			t.Fatalf("%q: %q, %v; want %q", b, got, err, want)
		}
	}
}

// TestStringsOfOtherPrograms reads what is no list of strings, and holds that
// what is no JSON ends in an error.
func TestStringsOfOtherPrograms(t *testing.T) {
	for in, want := range map[string]string{
		`"one"`: "one", `null`: "", `[]`: "", `{"name":"a"}`: "a",
		`["a",{"slug":"b"},null,""]`: "a|b", `[1`: "!", `["a`: "!", `["a\`: "!", `["a"`: "!", `[`: "!", ``: "!", `[1]`: "!",
	} {
		var got feed.Strings
		s := "!"
		if err := got.UnmarshalJSON([]byte(in)); err == nil {
			s = strings.Join(got, "|")
		}
		if s != want {
			t.Errorf("%s: %s, want %s", in, s, want)
		}
	}
}

// TestWordsOfARecord holds that a record without a number of words is counted
// as strings.Fields does.
func TestWordsOfARecord(t *testing.T) {
	spaces := []rune{' ', '\t', '\n', 0x85, 0xA0, 0x1680, 0x2000, 0x2003, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}
	others := []rune{'a', 'é', 0x200B, 0x2060, 0xB5, 0x16A0, 0x3001, 'ờ', 0x1F600}
	r := rand.New(rand.NewPCG(5, 6))
	for range 5000 {
		var s []rune
		for range r.IntN(12) {
			if r.IntN(2) == 0 {
				s = append(s, spaces[r.IntN(len(spaces))])
			} else {
				s = append(s, others[r.IntN(len(others))])
			}
		}
		line, err := json.Marshal(map[string]any{"body": []string{string(s)}})
		if err != nil {
			t.Fatal(err)
		}
		rec, err := feed.ParseRecord(line, nil)
		if err != nil || rec.Words != len(strings.Fields(string(s))) {
			t.Fatalf("%q: %d words, %v", string(s), rec.Words, err)
		}
	}
}
