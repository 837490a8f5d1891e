package diff

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// shown writes runs as they are read: [-out-] {+in+}.
func shown(runs []Run) string {
	var out []string
	for _, r := range runs {
		s := strings.Join(r.Words, " ")
		switch r.Op {
		case '-':
			s = "[-" + s + "-]"
		case '+':
			s = "{+" + s + "+}"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestByWords(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""},
		{"a b c", "a b c", "a b c"},
		{"", "new words", "{+new words+}"},
		{"old words", "", "[-old words-]"},
		{"twelve ships left the port", "fourteen ships left the port", "[-twelve-] {+fourteen+} ships left the port"},
		{"the port opens in spring", "the port of the delta opens in spring", "the port {+of the delta+} opens in spring"},
		{"the port opens on Monday in spring", "the port opens in spring", "the port opens [-on Monday-] in spring"},
		{"le coût est de 12 millions", "le coût sera de 14 millions", "le coût [-est de 12-] {+sera de 14+} millions"},
		{"a b c d e f", "f e d c b a", ""},
	} {
		runs, ok := byWords(strings.Fields(c.a), strings.Fields(c.b))
		if got := shown(runs); !ok || c.want != "" && got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.a, c.b, got, c.want)
		}
		again, _ := byWords(strings.Fields(c.a), strings.Fields(c.b))
		if shown(again) != shown(runs) {
			t.Errorf("%q to %q: another difference the second time", c.a, c.b)
		}
	}
}

// sides gives back what a difference was made of.
func sides(runs []Run) (a, b []string) {
	for _, r := range runs {
		if r.Op != '+' {
			a = append(a, r.Words...)
		}
		if r.Op != '-' {
			b = append(b, r.Words...)
		}
	}
	return a, b
}

// Whatever two texts are: what a difference says stood and stands there is what
// did and does, and no shorter way is missed for small ones.
func TestTextsComeBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	words := strings.Fields("a b c the port of delta \u0111 12")
	text := func(n int) []string {
		out := make([]string, rnd.IntN(n))
		for i := range out {
			out[i] = words[rnd.IntN(len(words))]
			if rnd.IntN(9) == 0 {
				out[i] = paragraphEnd
			}
		}
		return out
	}
	for range 3000 {
		a, b := text(40), text(40)
		runs, _ := byWords(a, b)
		x, y := sides(runs)
		if !slices.Equal(x, a) || !slices.Equal(y, b) {
			t.Fatalf("%q to %q gives %s", a, b, shown(runs))
		}
		for i := 1; i < len(runs); i++ {
			if runs[i].Op == runs[i-1].Op || runs[i].Op == '-' && runs[i-1].Op == '+' {
				t.Fatalf("%s has two runs that are one, or in the wrong order", shown(runs))
			}
		}
		trace, _ := furthest(a, b)
		if got, want := len(trace)-1, len(a)+len(b)-2*common(a, b); got != want {
			t.Fatalf("%q to %q: %d edits, the least is %d", a, b, got, want)
		}
	}
}

// common is the length of the longest common subsequence.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diag := 0
		for j := range b {
			up := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diag + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diag = up
		}
	}
	return row[len(b)]
}

// Texts without a word in common are told apart by paragraphs, in bounded time.
func TestTextsIsBounded(t *testing.T) {
	var a, b []string
	for i := range 3000 {
		a = append(a, strings.Repeat("x", i%7+1)+" one"+string(rune('a'+i%26)))
		b = append(b, strings.Repeat("y", i%5+1)+" two"+string(rune('a'+i%26)))
	}
	a, b = append(a, "The same end."), append(b, "The same end.")
	runs := runsOf(a, b)
	x, y := sides(runs)
	if !slices.Equal(x, wordsOf(a)) || !slices.Equal(y, wordsOf(b)) {
		t.Error("the texts do not come back")
	}
	if last := runs[len(runs)-1]; last.Op != ' ' {
		t.Error("the shared end is not told as such")
	}
}

func BenchmarkByWords(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var x, y []string
	for i := range 3000 {
		w := string(rune('a' + i%26))
		x = append(x, w)
		if rnd.IntN(20) == 0 {
			w = "changed"
		}
		y = append(y, w)
	}
	for b.Loop() {
		byWords(x, y)
	}
}
