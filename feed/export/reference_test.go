package export

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"veille/feed"
)

// notedArticles are the sample with highlights and more notes.
func notedArticles() []feed.Article {
	all := testArticles()
	a := &all[0]
	a.Notes = append(a.Notes, "Edition: du soir\nàrevoir")
	a.Highlights = []feed.Highlight{
		{ID: feed.NewID("h1"), Quote: "Les travaux commenceront en mai.", Note: "Quel budget ?", Themes: []feed.ID{feed.ThemeID("health"), feed.ThemeID("gone")}, At: day(2024, 3, 16)},
		{ID: feed.NewID("h2"), Quote: "« Nous avons perdu 40 mètres »", At: day(2024, 3, 16)},
	}
	all[1].Authors = []string{"Business desk", "Ann Rivers", "Tô Văn Biển"}
	return all
}

func topicThemes() []feed.Theme {
	out := testThemes()
	out[1].IPTC = "20000418"
	return out
}

func TestGoldenReferences(t *testing.T) {
	for _, c := range []struct {
		name, format string
		change       func(*Options)
	}{
		{"refs.ris", "ris", func(*Options) {}},
		{"refs.csl.json", "csl", func(*Options) {}},
		{"theme.csl.json", "csl", func(o *Options) { o.Order, o.Depth = ByTheme, Refs }},
		{"refs.biblatex.bib", "biblatex", func(*Options) {}},
		{"refs.bibtex.bib", "bibtex", func(*Options) {}},
		{"full.ninjs.jsonl", "ninjs", func(*Options) {}},
		{"quotes.ninjs.jsonl", "ninjs", func(o *Options) { o.Depth, o.Licence = Quotes, "CFC 2024-1" }},
		{"lead.txt", "txt", func(*Options) {}},
		{"full.en.txt", "txt", func(o *Options) { o.Depth, o.Lang = Full, "en" }},
		{"quotes.vi.txt", "txt", func(o *Options) { o.Depth, o.Lang, o.Order = Quotes, "vi", Newest }},
		{"quotes.csv", "csv", func(o *Options) { o.Depth = Quotes }},
	} {
		f, _ := Find(c.format)
		o := testOptions(f)
		o.Themes = topicThemes()
		c.change(&o)
		goldenTwice(t, c.name, f, notedArticles(), o)
	}
}

func TestKeys(t *testing.T) {
	article := func(source string, published time.Time, p feed.Precision, id string) *feed.Article {
		return &feed.Article{Head: feed.Head{ID: feed.NewID(id), Source: source, Published: published, Precision: p}}
	}
	last := func(id string, n int) string { s := feed.NewID(id).String(); return s[len(s)-n:] }
	k := keys{}
	for _, c := range []struct {
		a    *feed.Article
		want string
	}{
		{article("Le Quai du Matin", day(2024, 3, 14), feed.Day, "1"), "lequaidumati20240314" + last("1", 4)},
		{article("Le Quai du Matin", day(2024, 3, 14), feed.Day, "1"), "lequaidumati20240314" + last("1", 5)},
		{article("Báo Bến Cảng Đảo", day(2024, 5, 1), feed.Month, "2"), "baobencangda202405" + last("2", 4)},
		{article("24 Heures", day(2024, 1, 1), feed.Year, "3"), "24heures2024" + last("3", 4)},
		{article("海港报", time.Time{}, feed.NoDate, "4"), "article" + last("4", 4)},
	} {
		if got := k.of(c.a); got != c.want {
			t.Errorf("%s: %s, want %s", c.a.Source, got, c.want)
		}
	}
	// However many are the same but for their ids, each has a key of its own.
	seen := map[string]bool{}
	for i := range 3000 {
		key := k.of(article("A", day(2024, 1, 1), feed.Day, fmt.Sprint(i)))
		if seen[key] {
			t.Fatalf("%s twice", key)
		}
		seen[key] = true
	}
}

func TestAuthorsOf(t *testing.T) {
	for _, c := range []struct {
		name string
		a    feed.Article
		want []string
	}{
		{"none", feed.Article{}, nil},
		{"agency of the head", feed.Article{Head: feed.Head{Agency: "AE"}, Dateline: feed.Dateline{Agency: "XX"}}, []string{"AE"}},
		{"agency of the dateline", feed.Article{Dateline: feed.Dateline{Agency: "AE"}}, []string{"AE"}},
		{"authors before the agency", feed.Article{Head: feed.Head{Agency: "AE"}, Authors: []string{" Ann\nRivers ", "", "Tô Văn BIỂN", "Ann Rivers"}}, []string{"Ann Rivers", "Tô Văn BIỂN"}},
	} {
		if got := authorsOf(&c.a); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
