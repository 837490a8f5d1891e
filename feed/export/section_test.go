package export

import (
	"strings"
	"testing"

	"veille/feed"
)

// A dossier is as its deepest section: one that holds a whole text must say so,
// whatever the depth of the rest.
func TestTermsOfSections(t *testing.T) {
	list := testArticles()[:2]
	for _, format := range []string{"html", "md", "txt", "atom", "rss", "jsonfeed"} {
		got := string(written(t, format, func(o *Options) {
			o.Lang, o.Order, o.Depth = "en", ByHand, Refs
			o.Sections = []Section{{Depth: Full, IDs: []feed.ID{list[0].ID}}}
		}, list...))
		if !strings.Contains(got, wordsFor("en").depth[Full]) || strings.Contains(got, wordsFor("en").depth[Refs]) {
			t.Errorf("%s does not say that there are full texts", format)
		}
	}
}

// What an article came from is its whole text: a record has it at full depth
// alone, of the article's section.
func TestRawOfSections(t *testing.T) {
	list := testArticles()[:2]
	for _, c := range []struct {
		of, section Depth
		want        [2]bool
	}{{Full, Refs, [2]bool{false, true}}, {Lead, Full, [2]bool{true, false}}, {Full, "", [2]bool{true, true}}} {
		lines := strings.Split(string(written(t, "jsonl", func(o *Options) {
			o.Order, o.Depth, o.Sections = ByHand, c.of, []Section{{Depth: c.section, IDs: []feed.ID{list[0].ID}}}
			o.Raw = func(feed.ID) (*feed.Raw, error) {
				return &feed.Raw{Name: "n", Type: "text/plain", Bytes: []byte("x")}, nil
			}
		}, list...)), "\n")
		for i, want := range c.want {
			if got := strings.Contains(lines[i], `"raw":{"name":"n"`); got != want {
				t.Errorf("section at %q of a dossier at %q: article %d has its raw: %v", c.section, c.of, i, got)
			}
		}
	}
}
