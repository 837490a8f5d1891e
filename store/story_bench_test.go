package store

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// BenchmarkStories works out the stories of all articles, and tells of memory and of
// what is kept for each.
func BenchmarkStories(b *testing.B) {
	s := bench(b)
	if _, err := s.CatchUp(context.Background(), 0, nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.update(b.Context(), func(t *tx) error {
			t.is.grouped, t.is.told = 0, 1
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		for _, in := range []bucket{inSketch, inShingle, inTold} {
			for n := 1; n > 0; {
				if _, err := s.update(b.Context(), func(t *tx) error {
					keys := t.firstKeys(in, 10_000)
					n = len(keys)
					return t.delAll(in, keys)
				}); err != nil {
					b.Fatal(err)
				}
			}
		}
		var before, m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		most := uint64(0)
		if _, err := s.CatchUp(b.Context(), 0, func(int, int) {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(most-min(most, before.HeapInuse))/1e6, "MB")
	}
	storySizes(b, s)
}

// storySizes tells what is kept for an article.
func storySizes(b *testing.B, s *Store) {
	b.Helper()
	size := map[bucket]int{}
	n, stories, told, segments := 0, 0, 0, 0
	if err := s.view(b.Context(), func(t *tx) error {
		clear(size)
		for _, in := range []bucket{inSketch, inShingle, inTold} {
			for k, v := range t.up(in, nil) {
				size[in] += len(k) + len(v) + elementSize
			}
		}
		x, err := t.loadStories()
		n, stories, told, segments = int(t.is.next), x.count(), len(x.docs), len(t.shingleSegments())
		return err
	}); err != nil {
		b.Fatal(err)
	}
	for in, sum := range size {
		b.ReportMetric(float64(sum)/float64(n), bucketNames[in]+"-bytes/article")
	}
	b.ReportMetric(float64(stories), "stories")
	b.ReportMetric(float64(told), "versions")
	b.ReportMetric(float64(segments), "segments")
}

// BenchmarkStoryOfNew finds the story of one new article.
func BenchmarkStoryOfNew(b *testing.B) {
	s := bench(b)
	if _, err := s.CatchUp(context.Background(), 0, nil); err != nil {
		b.Fatal(err)
	}
	i := 0
	var find, all laps
	for b.Loop() {
		i++
		in := benchArticle(500_000 + i)
		in.Tags = nil // what they teach would be scored anew, of all articles
		in.Article.ID = feed.NewID("new", strconv.FormatInt(time.Now().UnixNano(), 36))
		added, err := s.Add(b.Context(), slices.Values([]feed.Incoming{in}), nil)
		if err != nil || added.New != 1 {
			b.Fatal(added, err)
		}
		x := (&telling{}).work(&in.Article).(*sketched)
		p := &telling{store: s}
		u := &catchingUp{store: s, ctx: b.Context()}
		find.timed(func() {
			if err := p.together(u, []reading{{doc: 1 << 20, results: []any{x}}}, 0); err != nil {
				b.Fatal(err)
			}
		})
		all.timed(func() {
			if _, err := s.CatchUp(b.Context(), 0, nil); err != nil {
				b.Fatal(err)
			}
		})
	}
	find.report(b, "find")
	all.report(b, "catchup")
}

// BenchmarkFold lists all articles as they are, and folded.
func BenchmarkFold(b *testing.B) {
	s := bench(b)
	if _, err := s.CatchUp(context.Background(), 0, nil); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		q    query.Query
	}{{"plain", query.Query{}}, {"folded", query.Query{Fold: true}}, {"words", query.Query{Fold: true, Sort: query.ByWords}}} {
		b.Run(c.name, func(b *testing.B) {
			measure(b, func() error {
				h, err := s.Find(b.Context(), c.q)
				if err != nil {
					return err
				}
				_, err = h.Heads(b.Context(), 0, 60)
				return err
			})
		})
	}
	h, err := s.Find(b.Context(), query.Query{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("heads", func(b *testing.B) {
		measure(b, func() error {
			_, err := h.Heads(b.Context(), 20_000, 1000)
			return err
		})
	})
}
