package store

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/theme"
)

// Benchmarks run on the corpus of bench_corpus_test.go, of as many articles as
// VEILLE_BENCH_ARTICLES says, or on those of the file of articles, one JSON
// object a line, that VEILLE_BENCH_JSONL names. The library is made once a run,
// or kept where VEILLE_BENCH_DB says and used again.
var benchStore *Store

// bench returns the library of the benchmarks. What a benchmark changes in it,
// it takes back.
func bench(b *testing.B) *Store {
	b.Helper()
	if benchStore != nil {
		return benchStore
	}
	path := os.Getenv("VEILLE_BENCH_DB")
	if path == "" {
		dir, err := os.MkdirTemp("", "veille-bench")
		if err != nil {
			b.Fatal(err)
		}
		cleanups = append(cleanups, func() { _ = os.RemoveAll(dir) })
		path = filepath.Join(dir, "bench.db")
	}
	o := testOptions()
	o.Now = func() time.Time { return benchEpoch.AddDate(6, 0, 0) }
	if os.Getenv("VEILLE_BENCH_JSONL") != "" {
		o.Now, o.Starters = time.Now, theme.Starters()
	}
	s, err := Open(context.Background(), path, o)
	if err != nil {
		b.Fatal(err)
	}
	c, err := s.Counts(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	if s.Created() || os.Getenv("VEILLE_BENCH_JSONL") == "" && c.All < benchSize() {
		fillBench(b, s)
	}
	benchStore = s
	return s
}

// benchArticles yields what the library is filled with.
func benchArticles() iter.Seq[feed.Incoming] {
	if path := os.Getenv("VEILLE_BENCH_JSONL"); path != "" {
		return jsonArticles(path)
	}
	return madeArticles(0, benchSize())
}

func jsonArticles(path string) iter.Seq[feed.Incoming] {
	return func(yield func(feed.Incoming) bool) {
		f, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		defer shut(f)
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var o struct {
				Source, URL, Title, Lang, Summary string
				Published                         time.Time
				Author, Body, Categories          []string
			}
			if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
				panic(err)
			}
			in := feed.Incoming{Tags: o.Categories}
			in.Article = feed.Article{Authors: o.Author, Summary: o.Summary, Categories: o.Categories}
			in.Article.Head = feed.Head{
				ID: feed.NewID(o.Source, o.URL), Title: o.Title, URL: o.URL, Source: o.Source, Lang: o.Lang,
				Published: o.Published, Precision: feed.Second, Fetched: time.Now(), Words: 400,
			}
			for _, p := range o.Body {
				in.Article.Body = append(in.Article.Body, feed.Plain(feed.Paragraph, p))
			}
			if !yield(in) {
				return
			}
		}
	}
}

// fillBench makes the articles a part at a time, so that only Add is timed and
// a million of them need no more memory than a few.
func fillBench(b *testing.B, s *Store) {
	const part = 20_000
	var took time.Duration
	var all []feed.Incoming
	kept := 0
	keep := func() {
		start := time.Now()
		got, err := s.Add(context.Background(), slices.Values(all), nil)
		if err != nil {
			b.Fatal(err)
		}
		took += time.Since(start)
		kept += got.New
		all = all[:0]
	}
	for in := range benchArticles() {
		if all = append(all, in); len(all) == part {
			keep()
		}
	}
	keep()
	fi, err := os.Stat(s.path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("kept %d articles in %v: %.0f a second, %d bytes each", kept, took.Round(time.Millisecond),
		float64(kept)/took.Seconds(), fi.Size()/int64(max(kept, 1)))
}

// laps are the times that something took, over and over.
type laps []time.Duration

// timed runs do once and adds how long it took.
func (l *laps) timed(do func()) {
	start := time.Now()
	do()
	*l = append(*l, time.Since(start))
}

// at returns the time that a share of all stays below.
func (l laps) at(share float64) time.Duration {
	if len(l) == 0 {
		return 0
	}
	return l[int(share*float64(len(l)-1))]
}

// report adds p50-ms, p99-ms and max-ms to what a benchmark tells, each after
// name and a dash unless name is empty.
func (l laps) report(b *testing.B, name string) {
	b.Helper()
	slices.Sort(l)
	if name != "" {
		name += "-"
	}
	for _, m := range []struct {
		unit  string
		share float64
	}{{"p50-ms", .5}, {"p99-ms", .99}, {"max-ms", 1}} {
		b.ReportMetric(float64(l.at(m.share).Microseconds())/1000, name+m.unit)
	}
}

// measure runs do as often as the benchmark wants and reports its times.
func measure(b *testing.B, do func() error) {
	b.Helper()
	var l laps
	for b.Loop() {
		var err error
		if l.timed(func() { err = do() }); err != nil {
			b.Fatal(err)
		}
	}
	l.report(b, "")
}

// BenchmarkHeads60 reads a screenful: of articles that arrived in the order
// they were published, as they do day by day, and of any, as after an import.
func BenchmarkHeads60(b *testing.B) {
	s := bench(b)
	any := find(b, s, nil)
	together := find(b, s, nil)
	near := together.(*hits)
	near.fix(near.docs.docs(), len(near.docs))
	for name, h := range map[string]feed.Hits{"together": together, "scattered": any} {
		b.Run(name, func(b *testing.B) {
			i := 0
			measure(b, func() error {
				i++
				_, err := h.Heads(b.Context(), (i*60)%(h.Len()-60), 60)
				return err
			})
		})
	}
}

// BenchmarkAdd keeps 5,000 articles in a new file.
func BenchmarkAdd(b *testing.B) {
	var in []feed.Incoming
	for x := range benchArticles() {
		if in = append(in, x); len(in) == 5000 {
			break
		}
	}
	dir := b.TempDir()
	for i := 0; b.Loop(); i++ {
		s, err := Open(b.Context(), filepath.Join(dir, fmt.Sprint(i)), testOptions())
		if err != nil {
			b.Fatal(err)
		}
		if got, err := s.Add(b.Context(), slices.Values(in), nil); err != nil || got.New != len(in) {
			b.Fatal(got, err)
		}
	}
	b.ReportMetric(float64(len(in)*b.N)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkCounts(b *testing.B) {
	s := bench(b)
	measure(b, func() error {
		_, err := s.Counts(b.Context())
		return err
	})
}

func BenchmarkVersion(b *testing.B) {
	s := bench(b)
	measure(b, func() error {
		_, err := s.Version(b.Context())
		return err
	})
}

func BenchmarkArticle(b *testing.B) {
	s := bench(b)
	ids := idsOf(b, find(b, s, query.Date{Op: "since", Value: "90d"}))
	i := 0
	measure(b, func() error {
		i++
		_, err := s.Article(b.Context(), ids[i%len(ids)])
		return err
	})
}

func BenchmarkTagOneAndUndo(b *testing.B) {
	s := bench(b)
	ids := idsOf(b, find(b, s, query.Date{Op: "since", Value: "90d"}))
	for i := 0; b.Loop(); i++ {
		c, err := s.SetFlag(b.Context(), one(ids[i%len(ids)]), feed.FlagStarred, true)
		if err != nil || c.Count != 1 {
			b.Fatal(c, err)
		}
		if _, err := s.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTagAllAndUndo(b *testing.B) {
	s := bench(b)
	all := find(b, s, nil)
	for b.Loop() {
		on := feed.Targets{Hits: all}
		if _, err := s.Tag(b.Context(), on, feed.Tagging{Create: []feed.Theme{{Slug: "all-of-it"}}}); err != nil {
			b.Fatal(err)
		}
		if _, err := s.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNextUnread(b *testing.B) {
	s := bench(b)
	all := find(b, s, nil)
	for b.Loop() {
		if _, err := all.NextUnread(b.Context(), 0, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	s := bench(b)
	for _, full := range []bool{false, true} {
		b.Run(map[bool]string{false: "quick", true: "full"}[full], func(b *testing.B) {
			for b.Loop() {
				if r, err := s.Check(b.Context(), full); err != nil || !r.OK() {
					b.Fatal(r.Faults, err)
				}
			}
		})
	}
}

func BenchmarkDecodeHead(b *testing.B) {
	in := sample(1)
	rec := encodeHead(&in.Article.Head, descent{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeHead(rec); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTagBesideScan tags while texts are searched without a pause, and
// tells how long a tagging waits and how long a search goes on once it is
// cancelled.
func BenchmarkTagBesideScan(b *testing.B) {
	s := bench(b)
	q := query.Query{Expr: query.Words{Text: rareWords[0].text}}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error)
	go func() {
		for {
			if _, err := s.Find(ctx, q); err != nil {
				ended <- err
				return
			}
		}
	}()
	var took laps
	star := false
	for b.Loop() {
		star = !star
		begin := time.Now()
		if _, err := s.SetFlag(b.Context(), one(sample(7).Article.ID), feed.FlagStarred, star); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
		<-time.After(10 * time.Millisecond)
	}
	begin := time.Now()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(begin).Microseconds())/1000, "ms-cancel")
	took.report(b, "")
}
