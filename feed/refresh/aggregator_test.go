package refresh

import (
	"testing"
	"time"

	"veille/feed"
	"veille/feed/parse"
)

// TestAggregator makes articles of items that were taken from elsewhere.
func TestAggregator(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in, source, html string
		title, body            string
	}{
		{"title and source alone", "Nets are counted - The Pier", "The Pier", `<a href="https://example.org/1">Nets are counted</a>&nbsp;&nbsp;<font>The Pier</font>`, "Nets are counted", ""},
		{"a text too", "Nets are counted | The Pier", "The Pier", "<p>All nets of the bay were counted in one night.</p>", "Nets are counted", "All nets of the bay were counted in one night."},
		{"a dash of its own", "Nets - a count - The Pier", "The Pier", "Words.", "Nets - a count", "Words."},
		{"another source", "Nets are counted - The Pier", "The Quay", "Nets are counted - The Pier", "Nets are counted - The Pier", "Nets are counted - The Pier"},
		{"no source", "Nets are counted - The Pier", "", "Nets are counted - The Pier", "Nets are counted - The Pier", "Nets are counted - The Pier"},
		{"nothing but the source", " - The Pier", "The Pier", "Words.", " - The Pier", "Words."},
		{"source within the title", "A day on The Pier", "The Pier", "Words.", "A day on The Pier", "Words."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			src := feed.Source{ID: feed.FeedID("https://example.org/feed")}
			it := parse.Item{ID: "1", Title: c.in, Source: c.source, Summary: c.html}
			a := Make(&src, &parse.Feed{Lang: "en", Author: "desk@example.org"}, &it, Making{Now: time.Unix(1, 0)})
			if a.Article.Title != c.title || a.Article.Text() != c.body {
				t.Errorf("%q, %q\nwant %q, %q", a.Article.Title, a.Article.Text(), c.title, c.body)
			}
			if len(a.Article.Authors) != 0 || string(a.Raw.Bytes) != c.html {
				t.Errorf("authors %q, raw %q", a.Article.Authors, a.Raw.Bytes)
			}
		})
	}
}
