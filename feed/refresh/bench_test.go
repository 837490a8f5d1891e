package refresh

import (
	"fmt"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/parse"
)

// BenchmarkRun refreshes sources with all their articles new, from memory into a
// library in memory that keeps no text.
func BenchmarkRun(b *testing.B) {
	const sources, each = 20, 500
	clk, n := newClock(), newNetwork()
	var list []feed.Source
	bytes := 0
	for i := range sources {
		s := sourceAt(fmt.Sprintf("https://h%d.example/feed", i))
		body := rssOf(fmt.Sprint("Source ", i), entries(each, fmt.Sprint("s", i))...)
		bytes += len(body)
		n.body(s.Feed, body)
		list = append(list, s)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		sum, err := Run(b.Context(), newShelf(list...), n, nil, Options{Now: clk.now}, nil)
		if err != nil || sum.New != sources*each {
			b.Fatalf("%+v, %v", sum, err)
		}
	}
	b.ReportMetric(float64(sources*each*b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkRunSame refreshes sources that bring what is kept already, whole.
func BenchmarkRunSame(b *testing.B) {
	clk, n := newClock(), newNetwork()
	s := sourceAt("https://h.example/feed")
	n.body(s.Feed, rssOf("Source", entries(1000, "s")...))
	k := newShelf(s)
	if _, err := Run(b.Context(), k, n, nil, Options{Now: clk.now}, nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		clk.add(2 * time.Hour)
		sum, err := Run(b.Context(), k, n, nil, Options{Now: clk.now}, nil)
		if err != nil || sum.Unchanged != 1 {
			b.Fatalf("%+v, %v", sum, err)
		}
	}
	b.ReportMetric(float64(1000*b.N)/b.Elapsed().Seconds(), "items/s")
}

func benchFeed(b *testing.B) parse.Feed {
	f, err := parse.Read([]byte(rssOf("Source", entries(500, "s")...)), parse.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkMake makes articles of items of some 400 words.
func BenchmarkMake(b *testing.B) {
	f, src := benchFeed(b), sourceAt("https://h.example/feed")
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		Make(&src, &f, &f.Items[i%len(f.Items)], Making{Now: noon})
		i++
	}
}

func BenchmarkSentAll(b *testing.B) {
	f := benchFeed(b)
	b.ReportAllocs()
	for b.Loop() {
		sentAll(feed.ID{}, &f)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(f.Items)), "µs/item")
}
