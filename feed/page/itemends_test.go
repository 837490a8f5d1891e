package page

import (
	"slices"
	"testing"
	"time"

	"veille/feed"
)

// TestItemEnds reads heads and tails of items as papers write them.
func TestItemEnds(t *testing.T) {
	t.Parallel()
	const first = "The two ports will share their pilots and tugs from March on, the harbour office said on Friday in a short notice."
	const second = "Ships of both lines may then wait at either of them, which saves a day."
	for _, c := range []struct {
		name, html    string
		body          []string
		dateline      feed.Dateline
		byline, title string
		captions      []feed.Caption
	}{
		{name: "stop of a dispatch, agency on its own line", html: "<p>" + first + "</p><p>" + second[:len(second)-1] + "./.</p><p>VNA</p>", body: []string{first, second}, byline: "VNA"},
		{name: "stop of a dispatch, unknown maker in brackets", html: "<p>" + first + "</p><p>" + second[:len(second)-1] + "./.</p><p>(The Harbour Wire+)</p>", body: []string{first, second}, byline: "The Harbour Wire+"},
		{name: "brackets without that stop", html: "<p>" + first + "</p><p>" + second + "</p><p>(The Harbour Wire+)</p>", body: []string{first, second, "(The Harbour Wire+)"}},
		{name: "excerpt that runs on", html: "<p>" + first + " The post Two ports, one pilot appeared first on Harbour News.</p>", body: []string{first}},
		{name: "a post that appeared elsewhere", html: "<p>" + first + " The post office appeared to be shut.</p>", body: []string{first + " The post office appeared to be shut."}},
		{name: "credit in a row of its own", html: "<table><tr><td><img src=\"https://example.org/a.jpg\"></td></tr><tr><td>A tug at the pier.</td></tr><tr><td>Photo: VNA/CVN</td></tr></table><p>" + first + "</p><p>" + second + "</p>", body: []string{first, second}, captions: []feed.Caption{{Text: "A tug at the pier.", Credit: "VNA/CVN"}}},
		{name: "place and colon", html: "<p>KUALA LUMPUR: " + first + "</p>", body: []string{first}, dateline: feed.Dateline{Place: "KUALA LUMPUR"}},
		{name: "word and colon", html: "<p>EXCLUSIVE: " + first + "</p>", body: []string{"EXCLUSIVE: " + first}},
		{name: "place and region", html: "<p>MANILA, Philippines — " + first + "</p>", body: []string{first}, dateline: feed.Dateline{Place: "MANILA, Philippines"}},
		{name: "group and country", html: "<p>ASEAN, China – " + first + "</p>", body: []string{"ASEAN, China – " + first}},
		{name: "fields of a content system", html: "<span>Harbours of the north</span> <span>editor12</span> <span>Sat, 11/21/2026 - 10:30</span><div><p>" + first + "</p></div>", body: []string{first}},
		{name: "a line that begins with the title", html: "<p>Harbours of the north were 12 in 2026</p><p>" + first + "</p>", body: []string{"Harbours of the north were 12 in 2026", first}},
		{name: "title of the slug", html: "<p>" + first + "</p>", body: []string{first}, title: "Two ports share one pilot"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := Item{HTML: c.html, Title: "Harbours of the north", Authors: []string{"editor12"}, Published: time.Unix(1, 0), URL: "https://example.org/two-ports-share-one-pilot-12345.html"}
			if c.title != "" {
				in.Title = ""
			}
			a := ReadItem(in)
			if got := a.Paragraphs(); !slices.Equal(got, c.body) {
				t.Errorf("body\n got %q\nwant %q", got, c.body)
			}
			if a.Dateline != c.dateline || a.Byline != c.byline || !slices.Equal(a.Captions, c.captions) {
				t.Errorf("got %q, %q, %q", a.Dateline, a.Byline, a.Captions)
			}
			if c.title != "" && (a.Title != c.title || a.TitleFrom != feed.TitleFromSlug) {
				t.Errorf("title %q from %v", a.Title, a.TitleFrom)
			}
		})
	}
}
