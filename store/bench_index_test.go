package store

import (
	"encoding/binary"
	"testing"

	"veille/feed/query"
)

// BenchmarkWords asks the index alone.
func BenchmarkWords(b *testing.B) {
	s := bench(b)
	for _, c := range []struct {
		name string
		w    query.Words
	}{
		{"rare", query.Words{Text: "zirconifade"}},
		{"mid", query.Words{Text: "pharmacie"}},
		{"common", query.Words{Text: "the"}},
		{"accented", query.Words{Text: "sécurité"}},
		{"plural", query.Words{Text: "questions"}},
		{"alias", query.Words{Text: "vietnam"}},
		{"prefix2", query.Words{Text: "se", Prefix: true}},
		{"prefix3", query.Words{Text: "sec", Prefix: true}},
		{"prefix4", query.Words{Text: "secu", Prefix: true}},
		{"title", query.Words{In: "title", Text: "reseau"}},
		{"phrase", query.Words{Text: "en outre", Phrase: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			n := 0
			var took laps
			for b.Loop() {
				took.timed(func() {
					if err := s.view(b.Context(), func(t *tx) error {
						sure, may, err := t.words(c.w)
						n = max(sure.count(), may.count())
						return err
					}); err != nil {
						b.Fatal(err)
					}
				})
			}
			b.ReportMetric(float64(n), "docs")
			took.report(b, "")
		})
	}
}

// BenchmarkIndexSize tells what the index takes of the file.
func BenchmarkIndexSize(b *testing.B) {
	s := bench(b)
	n, articles := 0, 0
	for b.Loop() {
		if err := s.view(b.Context(), func(t *tx) error {
			n, articles = 0, int(t.is.next)
			for _, in := range []bucket{inSeg, inPost} {
				for k, v := range t.up(in, nil) {
					n += elementSize + len(k) + len(v)
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/float64(articles), "index-B/article")
}

// BenchmarkUpgrade brings the library back to schema 1 and upgrades it.
func BenchmarkUpgrade(b *testing.B) {
	s := bench(b)
	articles := 0
	for b.Loop() {
		b.StopTimer()
		if _, err := s.update(b.Context(), func(t *tx) error {
			return t.put(inInfo, keySchema, binary.BigEndian.AppendUint32(nil, 1))
		}); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		o := testOptions()
		upgraded := 0
		o.Progress = func(done, _ int) { upgraded = done }
		if _, err := Open(b.Context(), s.path, o); err != nil {
			b.Fatal(err)
		}
		articles += upgraded
	}
	b.ReportMetric(float64(articles)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkReindex makes the whole index anew.
func BenchmarkReindex(b *testing.B) {
	s := bench(b)
	for b.Loop() {
		if err := s.Reindex(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
