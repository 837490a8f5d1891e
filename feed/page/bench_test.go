package page_test

import (
	"strings"
	"testing"

	"veille/feed/page"
)

// BenchmarkRead reads wire pages as they are, in bytes a second.
func BenchmarkRead(b *testing.B) {
	pages := wirePages(b)
	n := 0
	for _, p := range pages {
		n += len(p.text)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, p := range pages {
			if _, err := page.Read(page.Input{Name: "a.txt", Bytes: []byte(p.text)}); err != nil && p.gold.Body != nil && len(p.gold.Body) > 0 {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkLongText reads a page of half a megabyte, a line of 38 bytes each.
func BenchmarkLongText(b *testing.B) {
	s := []byte("Title of it\n" + strings.Repeat("A line of text that ends in nothing at\n", 13000))
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		if _, err := page.Read(page.Input{Name: "a.txt", Bytes: s}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHTML reads an HTML page of usual size.
func BenchmarkHTML(b *testing.B) {
	s := []byte(htmlPage(strings.Repeat("<p>The council voted on Monday to open the road, and the work begins in <a href=\"/x\">June</a>.</p>\n", 60)))
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		if _, err := page.Read(page.Input{Name: "a.html", Bytes: s}); err != nil {
			b.Fatal(err)
		}
	}
}
