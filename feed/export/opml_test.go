package export

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func someSources() []feed.Source {
	source := func(feedURL, name, folder string, categories ...string) feed.Source {
		return feed.Source{ID: feed.FeedID(feedURL), Feed: feedURL, Name: name, Folder: folder, Categories: categories}
	}
	a := source("https://example.org/carnet/rss?a=1&b=2", "Le Carnet d'Asie", "Asie", "/asie/vietnam", "asean")
	a.URL, a.Lang = "https://example.org/carnet", "fr"
	return []feed.Source{
		a,
		source("https://example.org/mekong.xml", `The "Mekong" <Post> & Co`, "Asie/Mékong"),
		source("https://example.org/nameless", "", ""),
		source("https://example.org/evening", "evening", "", "one, two"),
		source("", "Saved pages", "Asie"),
		source("https://example.org/abend", "Abend", "Z//Tiefe/ "),
		source("https://example.org/alpha", "Âlpha", "Asie"),
	}
}

const opmlWant = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>veille: sources</title><dateCreated>Wed, 03 Jun 2026 08:00:00 GMT</dateCreated></head>
<body>
<outline type="rss" text="https://example.org/nameless" title="https://example.org/nameless" xmlUrl="https://example.org/nameless"/>
<outline type="rss" text="evening" title="evening" xmlUrl="https://example.org/evening" category="one‚ two"/>
<outline text="Asie">
  <outline type="rss" text="Âlpha" title="Âlpha" xmlUrl="https://example.org/alpha"/>
  <outline type="rss" text="Le Carnet d&#39;Asie" title="Le Carnet d&#39;Asie" xmlUrl="https://example.org/carnet/rss?a=1&amp;b=2" htmlUrl="https://example.org/carnet" language="fr" category="/asie/vietnam,asean"/>
  <outline text="Mékong">
    <outline type="rss" text="The &#34;Mekong&#34; &lt;Post&gt; &amp; Co" title="The &#34;Mekong&#34; &lt;Post&gt; &amp; Co" xmlUrl="https://example.org/mekong.xml"/>
  </outline>
</outline>
<outline text="Z">
  <outline text="Tiefe">
    <outline type="rss" text="Abend" title="Abend" xmlUrl="https://example.org/abend"/>
  </outline>
</outline>
</body>
</opml>
`

const urlsWant = `https://example.org/nameless
https://example.org/evening ~evening "one, two"
https://example.org/alpha ~Âlpha Asie
https://example.org/carnet/rss?a=1&b=2 "~Le Carnet d'Asie" Asie /asie/vietnam asean
https://example.org/mekong.xml "~The \"Mekong\" <Post> & Co" Asie/Mékong
https://example.org/abend ~Abend Z/Tiefe
`

func TestLists(t *testing.T) {
	made := time.Date(2026, 6, 3, 10, 0, 0, 0, time.FixedZone("", 2*3600))
	for _, c := range []struct {
		name, want string
		write      func(*bytes.Buffer, []feed.Source) error
	}{
		{"opml", opmlWant, func(b *bytes.Buffer, s []feed.Source) error { return OPML(b, s, ListOptions{Made: made}) }},
		{"urls", urlsWant, func(b *bytes.Buffer, s []feed.Source) error { return URLs(b, s) }},
	} {
		sources := someSources()
		for range 3 {
			var b bytes.Buffer
			if err := c.write(&b, sources); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want {
				t.Errorf("%s:\n%s\nwant:\n%s", c.name, b.String(), c.want)
			}
			sources = append(sources[3:], sources[:3]...) // in another order
			slices.Reverse(sources)
		}
	}
}

func TestListTitle(t *testing.T) {
	var b bytes.Buffer
	if err := OPML(&b, nil, ListOptions{Title: "A & \x1b[31mB"}); err != nil {
		t.Fatal(err)
	}
	want := "<head><title>A &amp; B</title></head>\n<body>\n</body>"
	if !strings.Contains(b.String(), want) {
		t.Errorf("%s\nwant in it %s", b.String(), want)
	}
}

// brokenPipe fails after some bytes.
type brokenPipe struct{ left int }

var errPipe = errors.New("broken pipe")

func (p *brokenPipe) Write(b []byte) (int, error) {
	if p.left -= len(b); p.left < 0 {
		return 0, errPipe
	}
	return len(b), nil
}

func TestListsTellFailures(t *testing.T) {
	many := make([]feed.Source, 1000)
	for i := range many {
		many[i] = feed.Source{Feed: "https://example.org/" + strings.Repeat("a", i%50), Name: "A name"}
	}
	if err := OPML(&brokenPipe{10_000}, many, ListOptions{}); !errors.Is(err, errPipe) {
		t.Errorf("OPML: %v", err)
	}
	if err := URLs(&brokenPipe{10_000}, many); !errors.Is(err, errPipe) {
		t.Errorf("URLs: %v", err)
	}
}
