package page_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/page"
)

func htmlPage(body string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Road opens in June | Lakeport Post</title>
<meta property="og:site_name" content="Lakeport Post"></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Road opens in June</h1>` + body + `</article><footer>All rights reserved, Lakeport Post</footer></body></html>`
}

const newsPage = `<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="utf-8">
<title>Trois ponts rouvrent sur la Tessa | Courrier de Lomvek</title>
<link rel="canonical" href="/actualites/trois-ponts-4711.html">
<meta property="og:title" content="Trois ponts rouvrent sur la Tessa">
<meta property="og:site_name" content="Courrier de Lomvek">
<meta property="og:description" content="Les ouvrages étaient fermés depuis la crue de mai.">
<meta property="article:published_time" content="2021-06-09T08:30:00+07:00">
<meta property="article:tag" content="Transports"><meta property="article:tag" content="Tessa">
<meta name="keywords" content="ponts, Tessa">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Trois ponts","author":[{"@type":"Person","name":"Rédaction Tessa"}],"dateModified":"2021-06-09T10:00:00Z"}]}</script>
<style>p{color:red}</style></head>
<body>
<header><a href="/">Accueil</a></header>
<nav><ul><li><a href="/a">Politique</a></li><li><a href="/b">Sport</a></li></ul></nav>
<main><article>
<p class="rubrique">Transports</p>
<h1>Trois ponts rouvrent sur la Tessa</h1>
<p><strong>Les ouvrages, fermés depuis la crue de mai, sont de nouveau ouverts aux camions et aux cars.</strong></p>
<figure><img src="pont.jpg" alt="Un pont"><figcaption>Un camion franchit le pont de Lomvek. Photo : Atelier Nord/AEX</figcaption></figure>
<p>Lomvek (AEX) – Trois ponts sur la <a href="/tessa?x=1#y">Tessa</a> ont rouvert mercredi, a indiqué le ministère des <em>Travaux publics</em>, qui parle d'un chantier mené en un temps record.</p>
<p>Les réparations ont coûté 4&nbsp;millions &amp; duré deux mois ; l'eau, H<sub>2</sub>O, était montée de 3&#160;m<sup>2</sup>.</p>
<h2>Un calendrier serré</h2>
<ul><li>Premier pont : mai</li><li>Deuxième pont : juin</li></ul>
<table><tr><th>Pont</th><th>Coût</th></tr><tr><td>Nord</td><td>1,5</td></tr><tr><td><p>Sud</p><p>(ancien)</p></td><td>2,5</td></tr></table>
<blockquote><p>« Nous avons travaillé jour et nuit pour finir avant les pluies », dit un ouvrier du chantier.</p></blockquote>
<p>Le <a href="javascript:alert(1)">dernier pont</a> doit rouvrir en août, si la saison des pluies le permet, a ajouté le ministère.</p>
<p><a href="/autre.html">Lire aussi : Les bacs de la Tessa reprennent du service</a></p>
<p>AEX/CLK</p>
</article></main>
<aside><h3>Les plus lus</h3><ul><li><a href="/x">Un autre article sans rapport avec le pont</a></li></ul></aside>
<footer>Tous droits réservés. Adresse de la rédaction : quai Nord</footer>
<script>var x = "never shown";</script>
</body></html>`

func TestHTMLPage(t *testing.T) {
	a, err := page.Read(page.Input{Name: "page.html", URL: "http://courrier.example/actualites/trois-ponts-4711.html?utm_source=x", Bytes: []byte(newsPage)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, got, want string }{
		{"title", a.Title, "Trois ponts rouvrent sur la Tessa"},
		{"kicker", a.Kicker, "Transports"},
		{"standfirst", a.Standfirst, "Les ouvrages, fermés depuis la crue de mai, sont de nouveau ouverts aux camions et aux cars."},
		{"place", a.Place, "Lomvek"},
		{"agency", a.Agency, "AEX"},
		{"byline", a.Byline, "AEX/CLK"},
		{"source", a.Source, "Courrier de Lomvek"},
		{"lang", a.Lang, "fr"},
		{"summary", a.Summary, "Les ouvrages étaient fermés depuis la crue de mai."},
		{"authors", strings.Join(a.Authors, "|"), "Rédaction Tessa"},
		{"categories", strings.Join(a.Categories, "|"), "Transports|Tessa|ponts"},
		{"published", a.Published.UTC().Format(time.RFC3339), "2021-06-09T01:30:00Z"},
		{"updated", a.Updated.UTC().Format(time.RFC3339), "2021-06-09T10:00:00Z"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	if len(a.Captions) != 1 || a.Captions[0] != (feed.Caption{Text: "Un camion franchit le pont de Lomvek.", Credit: "Atelier Nord/AEX"}) {
		t.Errorf("captions %+v", a.Captions)
	}
	if len(a.Related) != 1 || a.Related[0].Text != "Les bacs de la Tessa reprennent du service" || a.Related[0].URL != "http://courrier.example/autre.html" {
		t.Errorf("related %+v", a.Related)
	}
	if len(a.Links) != 1 || !strings.HasPrefix(a.Links[0].URL, "http://courrier.example/tessa") {
		t.Errorf("links %+v", a.Links)
	}
	var kinds []feed.BlockKind
	for _, b := range a.Body {
		kinds = append(kinds, b.Kind)
	}
	want := []feed.BlockKind{feed.Paragraph, feed.Paragraph, feed.Heading, feed.ListItem, feed.ListItem, feed.Table, feed.Quote, feed.Paragraph}
	if !slices.Equal(kinds, want) {
		t.Fatalf("kinds %v, want %v\n%s", kinds, want, a.Text())
	}
	if got := a.Body[5].Rows[2][0]; got != "Sud (ancien)" {
		t.Errorf("cell %q", got)
	}
	if text := a.Text(); strings.Contains(text, "never") || strings.Contains(text, "Accueil") || strings.Contains(text, "plus lus") || strings.Contains(text, "droits") {
		t.Errorf("site's own text in the body:\n%s", text)
	}
	if s := a.Body[1].Spans; !slices.ContainsFunc(s, func(s feed.Span) bool { return s.Text == "2" && s.Style == feed.Sub }) {
		t.Errorf("subscript lost: %+v", s)
	}
}

func TestHTMLKinds(t *testing.T) {
	long := "The council voted on Monday to open the road in June, after two years of work. "
	for name, c := range map[string]struct{ page, want, not string }{
		"only pre":        {"<html><body><pre>Lakeport (MWA) - The road is open.\n\nIt was built in two years. -MWA</pre></body></html>", "The road is open.", "MWA"},
		"no tags":         {"The road is open.\n\nIt was built in two years.", "It was built in two years.", ""},
		"break lines":     {"<div>" + long + "<br><br>Cars come first.<br>\nLorries follow.</div>", "Cars come first.", "<br>"},
		"form page":       {"<form>" + strings.Repeat("<p>"+long+"</p>", 20) + "</form>", "The council voted", ""},
		"layout table":    {"<table><tr><td>" + strings.Repeat("<p>"+long+"</p>", 3) + "</td></tr></table>", "The council voted", "\t"},
		"unclosed":        {"<p>" + long + "<p>Second one stands here.<div>Third one", "Third one", ""},
		"entities":        {"<p>A &amp;lt;b&amp;gt; and &#27;[31m red &eacute;t&eacute; &hellip;</p><p>More words stand here.</p>", "A &lt;b&gt; and red été …", "\x1b"},
		"noscript hidden": {"<p>" + long + "</p><noscript><p>Switch it on please.</p></noscript><template><p>Hidden words.</p></template>", "The council", "Switch it"},
		"json body":       {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"H","articleBody":"` + strings.Repeat(long, 8) + `"}</script><div id=app>Loading</div>`, "The council voted", "Loading"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte(c.page)})
			if err != nil {
				t.Fatal(err)
			}
			if s := a.Title + "\n" + a.Text(); !strings.Contains(s, c.want) || c.not != "" && strings.Contains(s, c.not) {
				t.Errorf("want %q and not %q in %q", c.want, c.not, s)
			}
		})
	}
}

func TestHTMLTooDeep(t *testing.T) {
	for _, depth := range []int{100, 300, 600} {
		s := strings.Repeat("<div>", depth) + "<p>The words <b>at the</b> bottom of it all.</p><p>And some more words.</p>"
		a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte(s)})
		if err != nil || !strings.Contains(a.Title+a.Text(), "The words at the bottom of it all.") {
			t.Errorf("depth %d: %v %q", depth, err, a.Text())
		}
		if tree := len(a.Body[0].Spans) > 1; tree != (depth < 200) {
			t.Errorf("depth %d: read as a tree %v", depth, tree)
		}
	}
}

func TestHTMLTitle(t *testing.T) {
	words := strings.Repeat("<p>The council voted on Monday to open the road in June, after two years of work.</p>", 12)
	for name, c := range map[string]struct {
		head, h1, want string
		from           feed.TitleFrom
	}{
		"headline repeated": {`<title>Road opens in June - Lakeport Post</title><meta property="og:site_name" content="Lakeport Post">`, "<h1>Road opens in June</h1>", "Road opens in June", feed.TitleFromText},
		"window title":      {"<title>The old road opens in June | Lakeport Post</title>", "", "The old road opens in June", feed.TitleFromMetadata},
		"og title":          {`<title>x</title><meta property="og:title" content="Road opens early">`, "<h1>Lakeport Post</h1>", "Road opens early", feed.TitleFromMetadata},
		"only headline":     {"", "<h1>Road opens at last</h1>", "Road opens at last", feed.TitleFromText},
		"none":              {"", "", "The council voted on Monday to open the road in June, after two years of work.", feed.TitleFromFirstSentence},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte("<html><head>" + c.head + "</head><body>" + c.h1 + words + "</body></html>")})
			if err != nil || a.Title != c.want || a.TitleFrom != c.from {
				t.Errorf("%q from %d, error %v; want %q from %d", a.Title, a.TitleFrom, err, c.want, c.from)
			}
		})
	}
}

func TestTeasersOnlyIsNoArticle(t *testing.T) {
	a, err := page.Read(page.Input{Bytes: []byte("Culture Lantern fair opens The fair runs until Sunday in the old town.\n\nCulture Choir sings at sea Two hundred voices sang from the ferry on Monday.\n")})
	if !errors.Is(err, feed.ErrNoArticle) || len(a.Teasers) != 2 || a.Teasers[0].Title != "Lantern fair opens" {
		t.Errorf("%v %+v", err, a.Teasers)
	}
}

// TestHTMLDateLine reads the date below the headline of pages whose head has
// none.
func TestHTMLDateLine(t *testing.T) {
	words := strings.Repeat("<p>The council voted on Monday to open the road in June, after two years of work.</p>", 12)
	for line, want := range map[string]string{
		"ngày 21 tháng 11 năm 2026":              "2026-11-21T00:00:00Z",
		"Thứ Bảy, 21/11/2026":                    "2026-11-21T00:00:00Z",
		"21/11/2026 07:30 GMT+7":                 "2026-11-21T00:30:00Z",
		"Thứ bảy, ngày 21 tháng 11 năm 2026":     "2026-11-21T00:00:00Z",
		"Cập nhật lúc 07:30, 21/11/2026 (GMT+7)": "2026-11-21T00:30:00Z",
		"Publié le 21 novembre 2026 à 08h15":     "2026-11-21T08:15:00Z",
		"Samedi 21 novembre 2026":                "2026-11-21T00:00:00Z",
		"Le 1er novembre 2026":                   "2026-11-01T00:00:00Z",
		"Published: Nov. 21, 2026, 8:15 a.m.":    "2026-11-21T08:15:00Z",
		"Saturday, November 21, 2026":            "2026-11-21T00:00:00Z",
		"21 November 2026 20:15 UTC":             "2026-11-21T20:15:00Z",
		"The 21st of the month":                  "0001-01-01T00:00:00Z",

		// In a dateline: only with its year, and only where nothing else says a day.
		"|VELMORA, 21 novembre 2026 (AEX) – ":                     "2026-11-21T00:00:00Z",
		"|VELMORA (AKN), Nov. 21, 2026 – ":                        "2026-11-21T00:00:00Z",
		"|Lam Thủy, ngày 21 tháng 11 năm 2026 (KTX) – ":           "2026-11-21T00:00:00Z",
		"|Lam Thủy (KTX, 21/11/2026) – ":                          "2026-11-21T00:00:00Z",
		"|VELMORA, 21 novembre (AEX) – ":                          "0001-01-01T00:00:00Z",
		"Publié le 20 novembre 2026|VELMORA, 21/11/2026 (AEX) – ": "2026-11-20T00:00:00Z",
	} {
		line, dateline, _ := strings.Cut(line, "|")
		a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte("<html><head><title>Road opens at last in the delta</title></head><body><header><h1>Road opens at last in the delta</h1><div><span>" +
			line + "</span></div></header><main>" + strings.Replace(words, "<p>", "<p>"+dateline, 1) + "</main></body></html>")})
		if got := a.Published.UTC().Format(time.RFC3339); err != nil || got != want {
			t.Errorf("%q %q: %s, %v; want %s", line, dateline, got, err, want)
		}
		if dateline != "" && a.Dateline == (feed.Dateline{}) {
			t.Errorf("%q: no dateline", dateline)
		}
	}
}

// TestHTMLDateMarked reads dates that markup marks as such.
func TestHTMLDateMarked(t *testing.T) {
	words := strings.Repeat("<p>The council voted on Monday to open the road in June, after two years of work.</p>", 12)
	for mark, want := range map[string]string{
		`<time datetime="2026-11-20T10:00:00Z">a</time><time pubdate datetime="2026-11-21T07:30:00+07:00">b</time>`: "2026-11-21T00:30:00Z",
		`<span itemprop="datePublished" content="2026-11-21T07:30+07:00">today</span>`:                              "2026-11-21T00:30:00Z",
		`<span itemprop="datePublished">21 novembre 2026</span>`:                                                    "2026-11-21T00:00:00Z",
	} {
		a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte("<html><head><title>Road opens</title></head><body><div>" + mark + "</div>" + words + "</body></html>")})
		if got := a.Published.UTC().Format(time.RFC3339); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", mark, got, err, want)
		}
	}
}

func TestHTMLAuthors(t *testing.T) {
	words := strings.Repeat("<p>The council voted on Monday to open the road in June, after two years of work.</p>", 12)
	for name, c := range map[string]struct{ head, body, want string }{
		"meta":       {`<meta name="author" content="By Ann Example and Bo Sample">`, "", "Ann Example|Bo Sample"},
		"turned":     {`<meta name="author" content="Example, Ann">`, "", "Example, Ann"},
		"class":      {"", `<p class="byline">By Ann Example</p>`, "Ann Example"},
		"link":       {"", `<footer><a rel="author" href="/ann">Ann Example</a></footer>`, "Ann Example"},
		"microdata":  {"", `<p>By <span itemprop="author"><b>Ann Example</b></span></p>`, "Ann Example"},
		"two links":  {"", `<footer><a rel="author" href="/ann">Ann Example</a><a rel="author" href="/bo">Bo Sample</a></footer>`, ""},
		"date":       {"", `<p class="byline">Updated April 28, 2019</p>`, ""},
		"vietnamese": {`<meta name="author" content="Tác giả: Một Hai Ba">`, "", "Một Hai Ba"},
	} {
		a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte("<html><head><title>Road opens</title>" + c.head + "</head><body>" + c.body + words + "</body></html>")})
		if got := strings.Join(a.Authors, "|"); err != nil || got != c.want {
			t.Errorf("%s: authors %q, %v; want %q", name, got, err, c.want)
		}
	}
}
