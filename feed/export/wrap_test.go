package export

import (
	"slices"
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		s    string
		room int
		want []string
	}{
		{"", 10, nil},
		{"one two three", 9, []string{"one two", "three"}},
		{"  one\ttwo\n", 20, []string{"one two"}},
		{"oui\u00a0? non\u202f!", 6, []string{"oui\u00a0?", "non\u202f!"}},
		{"Đê biển vỡ", 7, []string{"Đê biển", "vỡ"}},
		{"e\u0301e\u0301 e\u0301", 4, []string{"e\u0301e\u0301 e\u0301"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"at https://a.example/long/address now", 12, []string{"at", "https://a.example/long/address", "now"}},
		{"at https://a.example/中文 now", 12, []string{"at", "https://a.example/中文", "now"}},
		{"见 港口重新开放了", 8, []string{"见 港口", "重新开放", "了"}},
		{"🚢🚢🚢", 4, []string{"🚢🚢", "🚢"}},
		{"\u200b x", 4, []string{"\u200b x"}},
	} {
		if got := wrap(c.s, c.room); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q, want %q", c.s, c.room, got, c.want)
		}
	}
	if got := chop("a  b\tcdefgh", 6); !slices.Equal(got, []string{"a  b  ", "  cdef", "gh"}) {
		t.Errorf("%q", got)
	}
	if got := chop("", 6); !slices.Equal(got, []string{""}) {
		t.Errorf("%q", got)
	}
	if n := len(wrap(strings.Repeat("word ", 100_000), 72)); n != 7143 {
		t.Errorf("%d lines", n)
	}
}
