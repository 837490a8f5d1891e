package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeRecords writes n articles of some 450 words as another program would:
// with few keys.
func writeRecords(b *testing.B, n int) string {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 20000)
	for i := range vocabulary {
		w := make([]byte, 3+r.IntN(9))
		for j := range w {
			w[j] = "eaisntrulodcpm"[r.IntN(14)]
		}
		vocabulary[i] = string(w)
	}
	sentence := func() string {
		words := make([]string, 15)
		for i := range words {
			words[i] = vocabulary[int(r.Float64()*r.Float64()*float64(len(vocabulary)))]
		}
		return strings.Join(words, " ") + "."
	}
	var out bytes.Buffer
	for i := range n {
		var paragraphs []string
		for range 6 {
			paragraphs = append(paragraphs, fmt.Sprintf("%q", strings.Join([]string{sentence(), sentence(), sentence(), sentence(), sentence()}, " ")))
		}
		fmt.Fprintf(&out, "{\"schema\":\"veille/article/1\",\"kind\":\"article\",\"source\":\"Source %d\",\"url\":\"https://presse.example/%d\",\"title\":%q,\"lang\":\"fr\",\"published\":\"2025-%02d-%02d\",\"body\":[%s]}\n",
			i%20, i, sentence(), 1+i%12, 1+i%28, strings.Join(paragraphs, ","))
	}
	path := filepath.Join(b.TempDir(), "articles.jsonl")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkImport takes 5,000 articles of JSONL into a new file.
func BenchmarkImport(b *testing.B) {
	const n = 5000
	path := writeRecords(b, n)
	for b.Loop() {
		a := testApp()
		a.quiet = true
		a.db = filepath.Join(b.TempDir(), "veille.db")
		if err := a.importVerb(context.Background(), []string{path}, told{}, false); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkRead does the same without the file: what reading and cleaning cost.
func BenchmarkRead(b *testing.B) {
	const n = 5000
	path := writeRecords(b, n)
	for b.Loop() {
		a := testApp()
		a.quiet = true
		if err := a.importVerb(context.Background(), []string{path}, told{}, true); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "articles/s")
}
