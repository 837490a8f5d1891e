package story

import (
	"strings"
	"testing"

	"veille/feed"
)

// sample is an article of some 500 words.
func sample() *feed.Article {
	a := &feed.Article{Head: feed.Head{Title: "Le port de Marbeuil rouvre", Lang: "fr"}}
	for range 10 {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, strings.Repeat(
			"Le conseil de Marbeuil a voté hier 3 500 euros pour réparer la digue nord, après l’été, "+
				"malgré les réserves de deux communes. ", 2)))
	}
	return a
}

func BenchmarkOf(b *testing.B) {
	a := sample()
	b.ReportAllocs()
	for b.Loop() {
		Of(a)
	}
}

func BenchmarkLikeness(b *testing.B) {
	x := Of(longText(500, 1))
	y := Of(longText(500, 250)) // half of it the same
	if _, shared := Likeness(&x, &y); shared < .3 || shared > .7 {
		b.Fatalf("%.2f shared", shared)
	}
	b.ReportAllocs()
	for b.Loop() {
		Likeness(&x, &y)
	}
}

func BenchmarkDecodeSketch(b *testing.B) {
	x := Of(longText(500, 1))
	enc, err := x.AppendBinary(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(enc)), "bytes")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeSketch(enc); err != nil {
			b.Fatal(err)
		}
	}
}

// longText is an article of n made-up words that do not repeat.
func longText(n int, seed uint64) *feed.Article {
	var t strings.Builder
	for i := range n {
		x := mix(seed + uint64(i))
		for range 2 + x%3 {
			t.WriteByte("bcdfglmnprst"[x>>8%12])
			t.WriteByte("aeiou"[x>>16%5])
			x = mix(x)
		}
		t.WriteByte(' ')
		if i%12 == 11 {
			t.WriteString("Marbeuil 12. ")
		}
	}
	return &feed.Article{Head: feed.Head{Lang: "fr"}, Body: []feed.Block{feed.Plain(feed.Paragraph, t.String())}}
}

func BenchmarkOfHostile(b *testing.B) {
	a := longText(200_000, 1)
	b.SetBytes(int64(len(a.Text())))
	for b.Loop() {
		Of(a)
	}
}

func BenchmarkLinked(b *testing.B) {
	x, y := Of(dispatch("gạo")), Of(wire("en", "", translations[5].body))
	b.ReportAllocs()
	for b.Loop() {
		Linked(&x, &y)
	}
}

// BenchmarkTellHostile compares two megabytes of what is made to take long.
func BenchmarkTellHostile(b *testing.B) {
	for name, s := range map[string]string{
		"small sentences": strings.Repeat("Ab cd ef. ", 100_000),
		"one sentence":    strings.Repeat("ab cd ef, ", 100_000),
		"no repeats":      longText(150_000, 3).Text(),
		"marks":           strings.Repeat("....!?A. ", 110_000),
		"figures":         strings.Repeat("1.1,1 000 12.A ", 70_000),
	} {
		b.Run(name, func(b *testing.B) {
			x := wire("fr", "", s)
			y := wire("fr", "", s[len(s)/3:]+s[:len(s)/3])
			b.SetBytes(int64(2 * len(s)))
			for b.Loop() {
				Compare(x, y)
				Only([]*feed.Article{x, y})
				Of(x)
			}
		})
	}
}
