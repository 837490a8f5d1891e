package store

import (
	"fmt"
	"slices"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

// A folder finds the articles of the sources in it and below, as it is named now.
func TestQueryFolder(t *testing.T) {
	s := newStore(t)
	var sources []feed.Source
	for i, folder := range []string{"Asie/Viêt Nam", "Asie", "Europe", ""} {
		in := sample(i)
		in.Article.Source = fmt.Sprintf("Press %d", i)
		src := feed.Source{Name: in.Article.Source, Feed: fmt.Sprintf("https://p%d.example/rss", i), Folder: folder}
		src.ID = feed.FeedID(src.Feed)
		in.Article.SourceID = src.ID
		add(t, s, in)
		sources = append(sources, src)
	}
	if _, _, err := s.Follow(t.Context(), sources); err != nil {
		t.Fatal(err)
	}
	finds := func(q string, want ...int) {
		t.Helper()
		parsed, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		got := idsOf(t, find(t, s, parsed.Expr))
		if len(got) != len(want) {
			t.Errorf("%s finds %d articles, want %d", q, len(got), len(want))
		}
		for _, i := range want {
			if !slices.Contains(got, sample(i).Article.ID) {
				t.Errorf("%s does not find %d", q, i)
			}
		}
	}
	finds("source:asie", 0, 1)
	finds("folder:ASIE", 0, 1)
	finds(`dossier:"viet nam"`, 0)
	finds("source:Asie,Europe", 0, 1, 2)
	finds("source:afrique")
	finds("source:*", 0, 1, 2, 3)
	folder := "Afrique"
	if _, err := s.EditSources(t.Context(), []feed.ID{sources[1].ID}, feed.SourceEdit{Folder: &folder}); err != nil {
		t.Fatal(err)
	}
	finds("source:asie", 0)
	finds("source:afrique", 1)
}
