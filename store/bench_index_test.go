package store

import (
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

// BenchmarkReindex makes the whole index anew.
func BenchmarkReindex(b *testing.B) {
	s := bench(b)
	for b.Loop() {
		if err := s.Reindex(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
