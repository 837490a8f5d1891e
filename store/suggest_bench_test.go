package store

import (
	"context"
	"runtime"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// BenchmarkCatchUp works out the suggestions of all articles and tells of the
// longest transaction, as a reader beside it feels it, and of the memory used.
func BenchmarkCatchUp(b *testing.B) {
	s := bench(b)
	for b.Loop() {
		if _, err := s.update(context.Background(), func(t *tx) error {
			t.is.scored = 0
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		var before, m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		most, last := uint64(0), time.Now()
		var l laps
		left, err := s.CatchUp(context.Background(), 0, func(int, int) {
			l = append(l, time.Since(last))
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			last = time.Now()
		})
		if err != nil || !left.IsZero() {
			b.Fatal(left, err)
		}
		l.report(b, "batch")
		b.ReportMetric(float64(most-min(most, before.HeapInuse))/1e6, "MB")
	}
}

// BenchmarkAnswerAll accepts all that is pending on 10,000 articles, and takes it
// back.
func BenchmarkAnswerAll(b *testing.B) {
	s := bench(b)
	if _, err := s.CatchUp(context.Background(), 0, nil); err != nil {
		b.Fatal(err)
	}
	h, err := s.Find(b.Context(), query.Query{Expr: suggestedFor("*"), Limit: 10_000})
	if err != nil {
		b.Fatal(err)
	}
	all := feed.Targets{Hits: h}
	var did, undid laps
	n := 0
	for b.Loop() {
		did.timed(func() {
			c, err := s.Answer(b.Context(), all, feed.Answer{})
			if err != nil {
				b.Fatal(err)
			}
			n = c.Count
		})
		undid.timed(func() {
			if _, err := s.Undo(b.Context()); err != nil {
				b.Fatal(err)
			}
		})
	}
	did.report(b, "accept")
	undid.report(b, "undo")
	b.ReportMetric(float64(n), "articles")
}

func BenchmarkBacklog(b *testing.B) {
	s := bench(b)
	measure(b, func() error {
		_, err := s.Backlog(b.Context())
		return err
	})
}

// BenchmarkFindSuggested asks what is pending, with and without a bound.
func BenchmarkFindSuggested(b *testing.B) {
	s := bench(b)
	if _, err := s.CatchUp(context.Background(), 0, nil); err != nil {
		b.Fatal(err)
	}
	for _, line := range []string{"has:suggestion", "sug:asean", "sug:asean>0.8", "sug:*>0.8", "-sug:*>0.8"} {
		q, err := query.Parse(line)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(line, func(b *testing.B) {
			n := 0
			measure(b, func() error {
				h, err := s.Find(b.Context(), q)
				if err == nil {
					n = h.Len()
				}
				return err
			})
			b.ReportMetric(float64(n), "found")
		})
	}
}
