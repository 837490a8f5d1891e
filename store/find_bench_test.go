package store

import (
	"slices"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// BenchmarkFind answers queries, each with its first sixty heads where the name
// says page. It tells the time that half of the answers and that 99 of 100 took,
// in milliseconds.
func BenchmarkFind(b *testing.B) {
	s := bench(b)
	sources, err := s.Sources(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	themes, err := s.Themes(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	tag := themes[len(themes)-1].Slug
	word := func(s string) query.Expr { return query.Words{Text: s} }
	phrase := query.Words{Text: plantedPhrase.text, Phrase: true}
	for _, c := range []struct {
		name string
		q    query.Query
	}{
		{"everything", query.Query{}},
		{"rare", query.Query{Expr: word(rareWords[1].text)}},
		{"mid", query.Query{Expr: word(midWords[0].text)}},
		{"common", query.Query{Expr: word(commonWords[0].text)}},
		{"mid-and-mid", query.Query{Expr: query.And{word(midWords[0].text), word(midWords[1].text)}}},
		{"common-and-common", query.Query{Expr: query.And{word(commonWords[0].text), word(commonWords[3].text)}}},
		{"mid-not-common", query.Query{Expr: query.And{word(midWords[0].text), query.Not{Of: word(commonWords[0].text)}}}},
		{"common-tag-unread", query.Query{Expr: query.And{word(commonWords[0].text), tagged(tag), is("unread")}}},
		{"tag-unread", query.Query{Expr: query.And{tagged(tag), is("unread")}}},
		{"source-unread", query.Query{Expr: query.And{query.Set{Name: "source", Values: []string{sources[0].Name}}, is("unread")}}},
		{"untagged", query.Query{Expr: is("untagged")}},
		{"prefix-3", query.Query{Expr: query.Words{Text: "sec", Prefix: true}}},
		{"words-over-800", query.Query{Expr: query.Number{Name: "words", Value: ">800"}}},
		{"min-2", query.Query{Expr: query.Number{Name: "min", Value: "2"}}},
		{"since-7d", query.Query{Expr: query.Date{Op: "since", Value: "7d"}}},
		{"since-400d", query.Query{Expr: query.Date{Op: "since", Value: "400d"}}},
		{"fetched-7d", query.Query{Expr: query.Date{Op: "fetched", Value: ">=7d"}}},
		{"by-import", query.Query{Expr: query.And{tagged(tag), query.Set{Name: "by", Values: []string{"import"}}}}},
		{"score-of-3", query.Query{Sort: query.ByScore, Expr: query.Or{word(commonWords[0].text), word(commonWords[1].text), word(midWords[0].text)}}},
		{"longest", query.Query{Sort: query.ByWords}},
		{"phrase", query.Query{Expr: phrase}},
		{"phrase-limit-60", query.Query{Expr: phrase, Limit: 60}},
	} {
		b.Run(c.name, func(b *testing.B) { benchFind(b, s, c.q, false) })
		if c.q.Limit == 0 {
			b.Run(c.name+"-page", func(b *testing.B) { benchFind(b, s, c.q, true) })
		}
	}
}

func benchFind(b *testing.B, s *Store, q query.Query, page bool) {
	var took []time.Duration
	n := 0
	for b.Loop() {
		begin := time.Now()
		h, err := s.Find(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		if page {
			if _, err := h.Heads(b.Context(), 0, 60); err != nil {
				b.Fatal(err)
			}
		}
		took = append(took, time.Since(begin))
		n = h.Len()
	}
	b.ReportMetric(float64(n), "hits")
	reportFine(b, took)
}

func reportFine(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	ms := func(q float64) float64 { return float64(took[int(q*float64(len(took)-1))].Nanoseconds()) / 1e6 }
	b.ReportMetric(ms(.5), "ms-p50")
	b.ReportMetric(ms(.99), "ms-p99")
}

// BenchmarkFirstScreen is how long somebody waits for the first screen of a
// phrase.
func BenchmarkFirstScreen(b *testing.B) {
	s := bench(b)
	q := query.Query{Expr: query.Words{Text: plantedPhrase.text, Phrase: true}}
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		_, err := s.FindFirst(b.Context(), q, 60, func(h feed.Hits) {
			if _, err := h.Heads(b.Context(), 0, 60); err != nil {
				b.Error(err)
			}
			took = append(took, time.Since(begin))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	reportFine(b, took)
}

// BenchmarkFacets counts answers by sources, themes and languages, and those of
// twenty saved queries.
func BenchmarkFacets(b *testing.B) {
	s := bench(b)
	for name, x := range map[string]query.Expr{
		"everything": nil, "common": query.Words{Text: commonWords[0].text}, "rare": query.Words{Text: rareWords[1].text},
	} {
		b.Run(name, func(b *testing.B) {
			h := find(b, s, x)
			var took []time.Duration
			for b.Loop() {
				begin := time.Now()
				if _, err := s.Facets(b.Context(), h); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begin))
			}
			reportFine(b, took)
		})
	}
	b.Run("tally-20", func(b *testing.B) {
		var qs []query.Query
		for i := range 20 {
			qs = append(qs, query.Query{Expr: query.And{query.Words{Text: midWords[i%4].text}, is("unread")}})
		}
		var took []time.Duration
		for b.Loop() {
			begin := time.Now()
			if _, err := s.Tally(b.Context(), qs); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(begin))
		}
		reportFine(b, took)
	})
}

// BenchmarkWholeList lists all rows of answers.
func BenchmarkWholeList(b *testing.B) {
	s := bench(b)
	for name, q := range map[string]query.Query{
		"everything": {}, "common": {Expr: query.Words{Text: commonWords[0].text}}, "mid": {Expr: query.Words{Text: midWords[0].text}},
		"source": {Sort: query.BySource}, "words": {Sort: query.ByWords},
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				h, err := s.Find(b.Context(), q)
				if err != nil {
					b.Fatal(err)
				}
				begin := time.Now()
				if _, err := h.Heads(b.Context(), h.Len()-1, 1); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begin))
			}
			reportFine(b, took)
		})
	}
}
