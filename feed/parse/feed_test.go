package parse

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var updateGolden = flag.Bool("update-golden", false, "write the golden files anew")

// now is the time at which the tests read feeds.
var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func read(t *testing.T, s string) Feed {
	t.Helper()
	f, err := Read([]byte(s), Options{Base: "https://base.test/feeds/f.xml", Now: now})
	if err != nil {
		t.Fatalf("read %.200q: %v", s, err)
	}
	return f
}

// printed writes a feed as the golden files have it: a line for each thing that
// is there.
func printed(f Feed) string {
	var b strings.Builder
	line := func(indent, name string, v any) {
		if s := fmt.Sprint(v); s != "" && s != "[]" && s != "0" && s != "0s" && s != "false" {
			fmt.Fprintf(&b, "%s%s: %s\n", indent, name, strings.ReplaceAll(s, "\n", `\n`))
		}
	}
	date := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	line("", "format", f.Format+" "+f.Version)
	line("", "title", f.Title)
	line("", "url", f.URL)
	line("", "self", f.Self)
	line("", "description", f.Description)
	line("", "author", f.Author)
	line("", "lang", f.Lang)
	line("", "updated", date(f.Updated))
	line("", "categories", strings.Join(f.Categories, " | "))
	line("", "ttl", f.TTL)
	line("", "missing", f.Missing)
	line("", "broken", f.Broken)
	line("", "cut", f.Cut)
	for _, it := range f.Items {
		b.WriteString("item\n")
		line("  ", "id", it.ID)
		line("  ", "url", it.URL)
		line("  ", "title", it.Title)
		line("  ", "summary", it.Summary)
		line("  ", "content", it.Content)
		line("  ", "authors", strings.Join(it.Authors, " | "))
		line("  ", "published", strings.TrimSpace(date(it.Published)+" "+it.Precision.String()))
		line("  ", "updated", date(it.Updated))
		line("  ", "lang", it.Lang)
		line("  ", "categories", strings.Join(it.Categories, " | "))
		for _, e := range it.Enclosures {
			line("  ", "enclosure", fmt.Sprint(e.URL, " ", e.Type, " ", e.Bytes))
		}
		for _, p := range it.Pictures {
			line("  ", "picture", p.Text+" | "+p.Credit)
		}
		line("  ", "source", strings.TrimSpace(it.Source+" "+it.SourceURL))
	}
	return b.String()
}

// TestFeeds reads a feed of each format against what was written down of it.
func TestFeeds(t *testing.T) {
	files, err := filepath.Glob("testdata/feeds/*")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := printed(read(t, string(b)))
			golden := name + ".golden"
			if *updateGolden {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s was read as\n%s\nand not as\n%s", name, got, want)
			}
		})
	}
}
