package refresh

import (
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/text"
)

func TestBareCredit(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"©":                        "",
		"© Radio Exemple":          "Radio Exemple",
		"Photograph: Agence/EX":    "Agence/EX",
		"Crédit photo\u00a0: Bảo":  "Bảo",
		"Ảnh: TTX":                 "TTX",
		"© Photo : Nom":            "Nom",
		"Photographie et Cie":      "Photographie et Cie",
		"Image de Une":             "Image de Une",
		"(C) 2026 Exemple":         "2026 Exemple",
		"Someone/Agency via Photo": "Someone/Agency via Photo",
	} {
		if got := bareCredit(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMake(t *testing.T) {
	src := feed.Source{ID: feed.FeedID("https://a.example/feed"), Name: "Alpha"}
	f := parse.Feed{Author: "The desk", Lang: "en"}
	it := parse.Item{
		ID: "1", URL: "HTTPS://A.example:443/x?utm_source=rss#top", Title: strings.Repeat("é", 1500), Summary: long(1),
		Categories: append([]string{"a", "a", " b "}, strings.Split(strings.Repeat("c,", 80), ",")...),
		Enclosures: []feed.Enclosure{{URL: "https://a.example/a.mp3", Type: "audio/mpeg", Bytes: 7}, {URL: "file:///etc/passwd"}, {URL: "javascript:x"}},
		Pictures:   []feed.Caption{{Text: "The quay", Credit: "© Desk"}, {Text: "the QUAY"}, {Credit: "nobody"}},
	}
	a := Make(&src, &f, &it, Making{Now: noon}).Article
	if a.ID != feed.ItemID(src.ID, "1") || a.SourceID != src.ID || a.Source != "Alpha" || a.URL != "https://a.example/x" || a.Lang != "en" {
		t.Errorf("head: %+v", a.Head)
	}
	if !a.Published.IsZero() || !a.Fetched.Equal(noon) {
		t.Errorf("dates: %v, %v", a.Published, a.Fetched)
	}
	if n := len([]rune(a.Title)); n != maxTitle {
		t.Errorf("title of %d runes", n)
	}
	if strings.Join(a.Categories, "|") != "a|b|c" || strings.Join(a.Authors, "|") != "The desk" {
		t.Errorf("categories %q, authors %q", a.Categories, a.Authors)
	}
	if len(a.Enclosures) != 1 || a.Enclosures[0].Bytes != 7 {
		t.Errorf("enclosures: %+v", a.Enclosures)
	}
	if len(a.Captions) != 1 || a.Captions[0] != (feed.Caption{Text: "The quay", Credit: "Desk"}) {
		t.Errorf("captions: %+v", a.Captions)
	}
	if len(a.Summary) > 4*maxSummary || !strings.HasSuffix(a.Summary, "…") || !strings.HasPrefix(a.Text(), text.Limit(a.Summary, 50)) {
		t.Errorf("summary: %q", a.Summary)
	}
}
