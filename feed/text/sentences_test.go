package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{" … ", nil},
		{"Le port rouvre. Les travaux ont duré un an !  Fin", []string{"Le port rouvre.", "Les travaux ont duré un an !", "Fin"}},
		{"M. le maire et la 1re adjointe ont signé. « Oui. » Puis…\nUne ligne", []string{"M. le maire et la 1re adjointe ont signé.", "« Oui. »", "Puis…", "Une ligne"}},
		{"UBND TP. Huế vừa họp.\u00a0Kết quả tốt.", []string{"UBND TP. Huế vừa họp.", "Kết quả tốt."}},
		{"市议会通过了计划。工程将开始。", []string{"市议会通过了计划。", "工程将开始。"}},
		{strings.Repeat("\u00a0", 1<<18) + strings.Repeat("A. ", 1<<16) + "B", []string{strings.Repeat("A. ", 1<<16) + "B"}}, // hours, were the blanks gone over at each stop
		{"It cost 3.5 million.It is done. - Next", []string{"It cost 3.5 million.It is done.", "- Next"}},
	} {
		var got []string
		for from, to := range Sentences(c.in) {
			got = append(got, c.in[from:to])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Le port rouvre. « Oui. »\nM. Do, U.S. 3.5!? …")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		last := 0
		for from, to := range Sentences(s) {
			if from < last || to <= from || to > len(s) {
				t.Fatalf("%q: %d–%d after %d", s, from, to, last)
			}
			if hasLetters(s[last:from]) || strings.TrimSpace(s[from:to]) != s[from:to] {
				t.Fatalf("%q: %q lost, or blanks in %q", s, s[last:from], s[from:to])
			}
			last = to
		}
		if hasLetters(s[last:]) {
			t.Fatalf("%q: %q lost", s, s[last:])
		}
	})
}

func BenchmarkSentencesHostile(b *testing.B) {
	s := strings.Repeat(".", 1<<19) + strings.Repeat(". A-a.", 1<<16) + "a"
	for b.Loop() {
		for range Sentences(s) {
		}
	}
}
