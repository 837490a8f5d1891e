package export

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func bufferOf(t *testing.T, s *spool, at span) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.copy(&b, at); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCite(t *testing.T) {
	a := testArticles()[0]
	b := testArticles()[1]
	c := testArticles()[2]
	untitled := testArticles()[3]
	asks := feed.Article{Head: feed.Head{Title: "Who pays?", Source: "Bright Harbour Post", URL: "https://harbour.example/q"}}
	seen := day(2024, 12, 1)
	for _, x := range []struct {
		name        string
		a           feed.Article
		style, lang string
		seen        time.Time
		want        string
	}{
		{"iso", a, ISO690, "fr", seen, "AE. « Le port de Clairvague rouvre après trois jours de tempête ». *Le Quai du Matin* [en ligne]. Clairvague, 14 mars 2024 [consulté le 1er décembre 2024]. Disponible à l’adresse : https://quai.example/mer/2024/03/le-port-de-clairvague-rouvre?ref=a&page=2"},
		{"iso is French", c, ISO690, "vi", time.Time{}, "« Đê biển Vịnh Sáng được gia cố trước mùa mưa bão ». *Báo Bến Cảng* [en ligne]. Mai 2024. Disponible à l’adresse : https://bencang.example/de-bien"},
		{"iso untitled", untitled, ISO690, "fr", seen, "[The ferry to the outer islands will not sail on Sundays until further notice, …]. [s. d.]."},
		{"apa", b, APA, "en", seen, "Business desk. (2024, June 2). Harbour dues to rise in July: what shippers should know. *Bright Harbour Post*. https://harbour.example/dues"},
		{"apa fr", a, APA, "fr", seen, "AE. (2024, 14 mars). Le port de Clairvague rouvre après trois jours de tempête. *Le Quai du Matin*. https://quai.example/mer/2024/03/le-port-de-clairvague-rouvre?ref=a&page=2"},
		{"apa without author or date", asks, APA, "en", seen, "Who pays? (n.d.). *Bright Harbour Post*. Retrieved December 1, 2024, from https://harbour.example/q"},
		{"apa month", c, APA, "en", seen, "Đê biển Vịnh Sáng được gia cố trước mùa mưa bão. (2024, May). *Báo Bến Cảng*. https://bencang.example/de-bien"},
		{"chicago", b, Chicago, "en", seen, "Business desk. “Harbour dues to rise in July: what shippers should know.” *Bright Harbour Post*, June 2, 2024. https://harbour.example/dues."},
		{"chicago question", asks, Chicago, "en", seen, "*Bright Harbour Post*. “Who pays?” Accessed December 1, 2024. https://harbour.example/q."},
		{"chicago vi", c, Chicago, "vi", seen, "*Báo Bến Cảng*. “Đê biển Vịnh Sáng được gia cố trước mùa mưa bão”. Tháng 5/2024. https://bencang.example/de-bien."},
		{"plain", a, Plain, "en", seen, "Le port de Clairvague rouvre après trois jours de tempête, Le Quai du Matin (AE), Clairvague, 14 March 2024, https://quai.example/mer/2024/03/le-port-de-clairvague-rouvre?ref=a&page=2"},
		{"unknown style", untitled, "mla", "xx", seen, "[The ferry to the outer islands will not sail on Sundays until further notice, …], [n.d.]"},
	} {
		if got := Cite(x.a, x.style, x.lang, x.seen); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
	want := "« la houle a atteint 9,4 m »\n– " + Cite(a, ISO690, "fr", seen)
	if got := Quote(a, " la houle a atteint 9,4 m ", ISO690, "en", seen); got != want {
		t.Errorf("%s", got)
	}
	for _, style := range Styles() {
		if s := Cite(feed.Article{}, style, "en", seen); strings.ContainsAny(s, "\n\x00") {
			t.Errorf("%s of nothing: %q", style, s)
		}
	}
}

// TestWords holds that no language lacks a word.
func TestWords(t *testing.T) {
	for lang, w := range languages {
		for i, s := range []string{w.lang, w.dossier, w.contents, w.timeline, w.articles, w.sources, w.note, w.themes, w.original, w.related, w.picture, w.query, w.made, w.noTheme,
			w.noSource, w.noDate, w.article[0], w.article[1], w.source[0], w.source[1], w.depth[Refs], w.depth[Lead], w.depth[Full], w.licence, w.quotes[0], w.quotes[1],
			w.list, w.colon, w.online, w.accessed, w.available, w.undated, w.retrieved} {
			if s == "" {
				t.Errorf("%s: word %d is missing", lang, i)
			}
		}
		for m := 1; m <= 12; m++ {
			for _, p := range []feed.Precision{feed.Year, feed.Month, feed.Day} {
				if s := w.date(day(2024, m, 1), p); !strings.Contains(s, "2024") || strings.Contains(s, "%!") {
					t.Errorf("%s: month %d is %q", lang, m, s)
				}
			}
		}
	}
	if got := languages["fr"].count(0, languages["fr"].article) + languages["en"].count(0, languages["en"].article); got != "0 article0 articles" {
		t.Errorf("%q", got)
	}
}

func TestLead(t *testing.T) {
	long := strings.Repeat("A sentence of some words. ", 40)
	for _, c := range []struct {
		name string
		a    feed.Article
		want string
	}{
		{"standfirst", testArticles()[0], testArticles()[0].Standfirst},
		{"summary", testArticles()[1], testArticles()[1].Summary},
		{"paragraph", testArticles()[3], "The ferry to the outer islands will not sail on Sundays until further notice, the council said."},
		{"sentences", feed.Article{Summary: long}, strings.TrimSpace(strings.Repeat("A sentence of some words. ", 19))},
		{"words", feed.Article{Summary: strings.Repeat("mot ", 300)}, strings.TrimSpace(strings.Repeat("mot ", 125)) + " …"},
		{"one word", feed.Article{Summary: strings.Repeat("é", 600)}, strings.Repeat("é", 500) + "…"},
		{"nothing", feed.Article{}, ""},
	} {
		if got := leadOf(&c.a); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPeriod(t *testing.T) {
	at := func(y, m, d int, p feed.Precision) *feed.Article {
		return &feed.Article{Head: feed.Head{Published: day(y, m, d), Precision: p}}
	}
	for _, c := range []struct {
		lang     string
		from, to *feed.Article
		want     string
	}{
		{"fr", at(2024, 3, 1, feed.Day), at(2024, 5, 12, feed.Minute), "du 1er mars 2024 au 12 mai 2024"},
		{"fr", at(2024, 4, 1, feed.Month), at(2024, 5, 12, feed.Day), "d’avril 2024 au 12 mai 2024"},
		{"fr", at(2023, 1, 1, feed.Year), at(2024, 5, 1, feed.Month), "de 2023 à mai 2024"},
		{"fr", at(2024, 5, 12, feed.Day), at(2024, 5, 12, feed.Minute), "12 mai 2024"},
		{"en", at(2024, 3, 1, feed.Day), at(2024, 5, 12, feed.Day), "from 1 March 2024 to 12 May 2024"},
		{"vi", at(2024, 3, 1, feed.Day), at(2024, 5, 1, feed.Month), "từ 1/3/2024 đến tháng 5/2024"},
	} {
		if got := wordsFor(c.lang).period(c.from, c.to); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for _, c := range []struct{ lang, about, want string }{
		{"fr", "ASEAN", "Dossier de presse – ASEAN, 1er novembre 2026"},
		{"en", "", "Press dossier, 1 November 2026"},
		{"vi", "ASEAN", "Hồ sơ báo chí – ASEAN, 1/11/2026"},
	} {
		if got := Title(c.lang, c.about, day(2026, 11, 1)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
