package page_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"veille/feed"
	"veille/feed/page"
)

type sample struct {
	name string
	text string
	gold gold
}

// wirePages returns the pages of testdata/wire: layouts of press sites with
// invented text, names and agencies, and what a careful reader found on each.
func wirePages(t testing.TB) []sample {
	t.Helper()
	files, err := filepath.Glob("testdata/wire/*.gold.json")
	if err != nil || len(files) < 12 {
		t.Fatalf("pages with gold: %d, error %v", len(files), err)
	}
	var out []sample
	for _, f := range files {
		s := sample{name: strings.TrimSuffix(filepath.Base(f), ".gold.json")}
		b, err := os.ReadFile(f)
		if err == nil {
			err = json.Unmarshal(b, &s.gold)
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err = os.ReadFile(strings.TrimSuffix(f, ".gold.json") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		s.text = string(b)
		out = append(out, s)
	}
	return out
}

func readText(t testing.TB, s string) feed.Article {
	t.Helper()
	a, err := page.Read(page.Input{Name: "a.txt", Bytes: []byte(s)})
	if err != nil && !errors.Is(err, feed.ErrNoArticle) {
		t.Fatal(err)
	}
	return a
}

// TestWirePages holds the cleaner to the numbers it has to reach on pages it
// has not seen: no miss in title, place, agency and leaks, at most one in
// byline, start and end, words and lists nearly whole.
func TestWirePages(t *testing.T) {
	s := newScore()
	for _, p := range wirePages(t) {
		if wrong := s.judge(p.gold, readText(t, p.text)); len(wrong) > 0 {
			t.Logf("%s: wrong %v", p.name, wrong)
		}
	}
	s.check(t)
}

func (s *score) check(t *testing.T) {
	t.Helper()
	for _, name := range []string{"title", "place", "agency", "no leak"} {
		if s.right[name] != s.present[name] || s.empty[name] != s.absent[name] {
			t.Errorf("%s: %d of %d, %d of %d rightly empty", name, s.right[name], s.present[name], s.empty[name], s.absent[name])
		}
	}
	for _, name := range []string{"byline", "body start", "body end", "standfirst", "date"} {
		if s.right[name] < s.present[name]-1 || s.empty[name] < s.absent[name]-1 {
			t.Errorf("%s: %d of %d, %d of %d rightly empty", name, s.right[name], s.present[name], s.empty[name], s.absent[name])
		}
	}
	for name, low := range map[string][2]float64{"captions": {.92, .92}, "teasers": {.95, .90}, "related": {.99, .99}} {
		if p, r := s.list(name); p < low[0] || r < low[1] {
			t.Errorf("%s: precision %.3f recall %.3f", name, p, r)
		}
	}
	p, r := float64(s.common)/float64(s.got), float64(s.common)/float64(s.want)
	if p < .985 || r < .97 {
		t.Errorf("words of the body: precision %.3f recall %.3f", p, r)
	}
}

// TestWirePagesDisguised holds that what does not show changes nothing: line
// ends, decomposed letters, no-break spaces, blanks at line ends, a byte order
// mark, UTF-16.
func TestWirePagesDisguised(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"CRLF": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"NFD":  norm.NFD.String,
		"NBSP": func(s string) string {
			return strings.NewReplacer(" :", "\u00a0:", " –", "\u00a0–", " (", "\u00a0(").Replace(s)
		},
		"trailing": func(s string) string { return strings.ReplaceAll(s, "\n", " \t\n") },
		"BOM":      func(s string) string { return "\ufeff" + s },
		"UTF-16":   utf16LE,
		"buttons":  func(s string) string { return "Home\nShare\nPrint\n\n" + s },
		"footer": func(s string) string {
			return strings.TrimRight(s, "\n") + "\n\nTags: sea, salt\nShare\nBack to top\n© 2021 Velmora Post. All rights reserved.\n"
		},
		"blanks": func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\n \n\n\n") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScore()
			for _, p := range wirePages(t) {
				if wrong := s.judge(p.gold, readText(t, change(p.text))); len(wrong) > 0 {
					t.Logf("%s: wrong %v", p.name, wrong)
				}
			}
			s.check(t)
		})
	}
}

func utf16LE(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, r := range s {
		if r > 0xffff {
			r = '?'
		}
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}
