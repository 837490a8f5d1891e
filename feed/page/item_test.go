package page_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/page"
)

const (
	prose  = "The council of the delta met on Monday to agree on the height of the new dykes and on who pays for them."
	prose2 = "Farmers on both banks had asked for a metre more, which the engineers say the ground would not carry."
)

func bodyText(a feed.Article) string { return strings.Join(a.Paragraphs(), "|") }

// TestItemText lists what the text of an item is, and what is left off it.
func TestItemText(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"nothing", "", ""},
		{"one word", "Example", "Example"},
		{"one word marked up", "<p><b>Example</b></p>", "Example"},
		{"a picture", `<img src="https://example.org/a.jpg" alt="A bridge"/>`, ""},
		{"pixel behind the text", prose + `<img src="https://example.org/p.gif" width="1" height="1"/>`, prose},
		{"a date alone", "2004-01-01", "2004-01-01"},
		{"a number alone", "<p>42</p>", "42"},
		{"an agency alone", "<p>Hello.</p><p>AEX</p>", "Hello.|AEX"},
		{"plain paragraphs", "First line\ngoes on.\n\nSecond &amp; last.", "First line goes on.|Second & last."},
		{"less than", "1 < 2 and 2 > 1", "1 < 2 and 2 > 1"},
		{"a link alone", `<a href="https://example.org/">Comments</a>`, "Comments"},
		{"a link of its own", `<p><a href="https://example.org/x">The whole report of the council</a></p>`, "The whole report of the council"},
		{"read more", "<p>" + prose + ` <a href="https://example.org/x">Read more</a></p>`, prose},
		{"read more of a short one", `Short. <a href="https://example.org/x">Read more…</a>`, "Short."},
		{"brackets as a link", "<p>" + prose + ` <a href="https://example.org/x">[…]</a></p>`, prose},
		{"brackets as text", "<p>The council met on Monday […]</p>", "The council met on Monday […]"},
		{"lire la suite", "<p>Le conseil du delta a voté.</p><p><a href='https://example.org/x'>Lire la suite »</a></p>", "Le conseil du delta a voté."},
		{"xem tiếp", "Hội đồng đã họp. <a href='https://example.org/x'>Xem thêm</a>", "Hội đồng đã họp."},
		{"continue reading", "<p>" + prose + ` <a href="https://example.org/x">Continue reading <span>Dykes for the delta</span> →</a></p>`, prose},
		{
			"appeared first", "<p>Short.</p>\n<p>The post <a href='https://example.org/x'>Dykes</a> appeared first on <a href='https://example.org'>Delta News</a>.</p>",
			"Short.",
		},
		{"en premier sur", "<p>Bref.</p><p>L’article <a href='https://example.org/x'>Digues</a> est apparu en premier sur <a href='https://example.org'>Delta</a>.</p>", "Bref."},
		{"only appeared first", "<p>The post Dykes appeared first on Delta News.</p>", "The post Dykes appeared first on Delta News."},
		{
			"buttons", "<p>" + prose + `</p><div><a href="https://example.org/1">Email this</a> &#8226; <a href="https://example.org/2">Digg This!</a> <a href="https://example.org/3"><img src="c.gif"/></a></div>`,
			prose,
		},
		{
			"all of them", "<p>" + prose + `</p><p><a href="https://example.org/x">Read more</a></p><hr/><p><a href="https://example.org/1">Facebook</a></p>` +
				`<p>The post X appeared first on Y.</p><p>&nbsp;</p><img src="https://example.org/p.gif" width="1" height="1"/>`, prose,
		},
		{"title again", "<h1>Dykes for the delta</h1><p>" + prose + "</p>", prose},
		{"title only", "<h1>Dykes for the delta</h1>", "Dykes for the delta"},
		{"dateline", "<p><strong>Delta City (AEX) –</strong> " + prose + "</p><p>" + prose2 + "</p>", prose + "|" + prose2},
		{"dateline of one line", "DELTA CITY — " + prose, prose},
		{"byline", "<p>" + prose + "</p><p>" + prose2 + " – AEX</p>", prose + "|" + prose2},
		{"byline on its own", "<p>" + prose + "</p><p><em>Ann Example</em> – AEX</p>", prose},
		{"related", "<p>" + prose + "</p><p>>> <a href='https://example.org/z'>Older dykes give way in the north</a></p><p>" + prose2 + "</p>", prose + "|" + prose2},
		{
			"related list", "<p>" + prose + "</p><h3>Related articles</h3><ul><li><a href='https://example.org/z'>Older dykes give way</a></li>" +
				"<li><a href='https://example.org/y'>The delta in figures today</a></li></ul>", prose,
		},
		{"table", "<p>Figures:</p><table><tr><th>Year</th><th>Dykes</th></tr><tr><td>2020</td><td>4</td></tr></table>", "Figures:|Year\tDykes\n2020\t4"},
		{"unclosed", "<p>" + prose + "<p><b>bold <i>both</b> rest</i>", prose + "|bold both rest"},
		{
			"caption of a quotation", "<p>" + prose + "</p><figure><blockquote><p>The ground moves.</p></blockquote><figcaption>Ann Example, engineer</figcaption></figure>",
			prose + "|The ground moves.|Ann Example, engineer",
		},
		{"caption of a table", "<table><caption>Dykes by year</caption><tr><th>Year</th><th>Dykes</th></tr><tr><td>2020</td><td>4</td></tr></table>", "Dykes by year|Year\tDykes\n2020\t4"},
		{"a mark as a link", "<p>" + prose + ` <a href="https://example.org/x">★</a></p>`, prose + " ★"},
		{"title as lead-in", "<p>Dykes for the delta:</p><p>" + prose + "</p>", "Dykes for the delta:|" + prose},
		{"no byline", "<p>" + prose + "</p><p>They call it the Delta Association of New Dykes, for short - DAND</p>", prose + "|They call it the Delta Association of New Dykes, for short - DAND"},
		{"marks of an end alone", "<p>" + strings.Repeat("/.", 50) + " AEX</p>", strings.Repeat("/.", 50) + " AEX"},
		{"a drawn line", "<p>" + prose + "</p><pre>+----+</pre><p>+---------+---------+</p>", prose + "|+----+|+---------+---------+"},
		{"code", "<p>" + prose + "</p><p>>>> print dykes(2020)</p>", prose + "|>>> print dykes(2020)"},
		{"open frame", `safe<iframe src="https://example.org/"> <b>description</b>`, "safe description"},
		{"open frame behind a closed one", `safe<iframe src="a"></iframe> <b>and</b> <iframe src="b"> sound`, "safe and sound"},
		{"open frame before a closed one", `safe<iframe src="a"> <b>and</b> <iframe src="b"></iframe> sound`, "safe and sound"},
		{"closed frame", `safe<iframe src="https://example.org/">no frames</iframe> <b>description</b>`, "safe description"},
		{"dialogue", "<p>Yes</p><p>No</p><p>Yes</p>", "Yes|No|Yes"},
		{"read more inside", `<p><a href="https://example.org/x">Read more</a></p><p>` + prose + "</p>", "Read more|" + prose},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := page.ReadItem(page.Item{HTML: c.html, Title: "Dykes for the delta", URL: "https://example.org/x"})
			if got := bodyText(a); got != c.want {
				t.Errorf("text %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestItemParts(t *testing.T) {
	a := page.ReadItem(page.Item{
		HTML: `<figure><img src="a.jpg"><figcaption>The old dyke in March. Photo: AEX</figcaption></figure>
<p><b>Delta City, October 3 (AEX) –</b> ` + prose + `</p><p>Read also: <a href="/older">Older dykes give way in the north</a></p><p>` + prose2 + `</p><p>Ann Example/AEX</p>`,
		Summary: "<p>The <b>council</b> met. <a href='/x'>Read more</a></p>", Title: "", URL: "https://example.org/x?utm_source=rss",
		Source: "Delta News", Lang: "fr", Authors: []string{" Ann  Example "}, Precision: feed.NoDate,
	})
	if a.Title != prose || a.TitleFrom != feed.TitleFromFirstSentence {
		t.Errorf("title %q from %v", a.Title, a.TitleFrom)
	}
	if len(a.Captions) != 1 || a.Captions[0] != (feed.Caption{Text: "The old dyke in March.", Credit: "AEX"}) {
		t.Errorf("captions %q", a.Captions)
	}
	if a.Dateline != (feed.Dateline{Place: "Delta City", Date: "October 3", Agency: "AEX"}) || a.Place != "Delta City" || a.Agency != "AEX" {
		t.Errorf("dateline %q", a.Dateline)
	}
	if len(a.Related) != 1 || a.Related[0] != (feed.Link{Text: "Older dykes give way in the north", URL: "https://example.org/older"}) {
		t.Errorf("related %q", a.Related)
	}
	if a.Byline != "Ann Example/AEX" || len(a.Authors) != 1 || a.Authors[0] != "Ann Example" || a.Lang != "en" || a.Source != "Delta News" {
		t.Errorf("byline %q authors %q lang %q source %q", a.Byline, a.Authors, a.Lang, a.Source)
	}
	if got := bodyText(a); got != prose+"|"+prose2 {
		t.Errorf("text %q", got)
	}
	if a.Summary != "The council met." || a.URL != "https://example.org/x" || a.Words != 42 {
		t.Errorf("summary %q url %q words %d", a.Summary, a.URL, a.Words)
	}
}

func TestItemTitle(t *testing.T) {
	if a := page.ReadItem(page.Item{Title: "Given", HTML: prose}); a.Title != "Given" || a.TitleFrom != feed.TitleFromText {
		t.Errorf("title %q from %v", a.Title, a.TitleFrom)
	}
	if a := page.ReadItem(page.Item{}); a.Title != "" || len(a.Body) != 0 {
		t.Errorf("an empty item is %+v", a)
	}
}

func TestItemSummary(t *testing.T) {
	for html, want := range map[string]string{
		"": "", "Read more": "Read more", "<p>The post X appeared first on Y.</p>": "The post X appeared first on Y.",
		"<p>One.</p><p>Two. <a href='/x'>Read more</a></p>": "One. Two.", "<p>One.</p><p><a href='/x'>Lire la suite</a></p>": "One.",
		"A &amp; B\n\nC": "A & B C", `<img src="a.jpg" alt="x">`: "",
	} {
		if a := page.ReadItem(page.Item{HTML: prose, Summary: html, URL: "https://example.org/x"}); a.Summary != want {
			t.Errorf("%q: %q, want %q", html, a.Summary, want)
		}
	}
}

// TestItemKeepsParagraphs puts what feeds have in their items together at random:
// wherever a paragraph stands, it is in the text.
func TestItemKeepsParagraphs(t *testing.T) {
	probes := []string{
		"Quellwater rises by the third lantern of the mole, and those who sweep the steps carry their brooms home before the bell.",
		"“Nobody sweeps the steps of the mole,” said the keeper of the third lantern, who has kept it since the bell was cast.",
		"He said the third gate stays shut until the feast.",
		"Nhà đèn thứ ba vẫn đóng cửa cho đến ngày lễ, ông nói với những người quét bậc thềm.",
	}
	pool := []string{
		"<p>Delta City (AEX) – " + prose + "</p>", "<h2>Dykes for the delta</h2>", `<figure><img src="a.jpg"><figcaption>The old dyke. Photo: AEX</figcaption></figure>`,
		`<p>>> <a href="/z">Older dykes give way in the north</a></p>`, `<p><a href="/x">Read more</a></p>`, "<hr/>", "<p>&nbsp;</p>",
		"<p>The post <a href='/x'>Dykes</a> appeared first on <a href='/'>Delta News</a>.</p>", "<p>Ann Example/AEX</p>", "<p>Photo: AEX</p>",
		`<div><a href="/1">Facebook</a> <a href="/2">Email this</a></div>`, "<h3>Related articles</h3>", `<ul><li><a href="/y">The delta in figures today</a></li></ul>`,
		"<p>21/11/2026 07:30</p>", "<p>By Ann Example</p>", "<ul><li>One</li><li>Two</li></ul>", "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
		"plain text of its own<br>", "<p>Dykes for the delta</p>",
	}
	rnd := rand.New(rand.NewPCG(3, 5))
	for range 3000 {
		var html strings.Builder
		var want []string
		for range 1 + rnd.IntN(7) {
			if rnd.IntN(3) == 0 {
				probe := probes[rnd.IntN(len(probes))]
				want = append(want, probe)
				html.WriteString("<p>" + probe + "</p>")
				continue
			}
			html.WriteString(pool[rnd.IntN(len(pool))])
		}
		a := page.ReadItem(page.Item{HTML: html.String(), Title: "Dykes for the delta"})
		text := bodyText(a)
		for _, probe := range want {
			if strings.Count(text, probe) != strings.Count(html.String(), probe) {
				t.Fatalf("%q is not in %q\nof %s", probe, text, html.String())
			}
		}
	}
}

// FuzzItem holds that an item with words has a body, whatever it is.
func FuzzItem(f *testing.F) {
	for _, s := range []string{"Example", "<p>" + prose, "<p>Delta City (AEX) - " + prose + "</p><p>- AEX", "<figure><figcaption>x</figure>", "<a href=x>Read more</a>"} {
		f.Add(s, "Title")
	}
	f.Fuzz(func(t *testing.T, s, title string) {
		a := page.ReadItem(page.Item{HTML: s, Summary: s, Title: title})
		if !strings.ContainsAny(s, "<&") && len(a.Body) == 0 && visible(s) {
			t.Errorf("%q has no body", s)
		}
	})
}

func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r > ' ' && r < 0x7F })
}

// BenchmarkItem reads items of 450 words, as feeds of whole texts have them. With
// VEILLE_BENCH_ITEMS it reads those of a file, one item of HTML a line.
func BenchmarkItem(b *testing.B) {
	items := []string{strings.Repeat("<p>"+prose+" <a href=\"https://example.org/a/1\">Council</a> "+prose2+"</p>\n", 11)}
	if name := os.Getenv("VEILLE_BENCH_ITEMS"); name != "" {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		items = strings.Split(strings.TrimSpace(string(raw)), "\n")
	}
	n := 0
	for _, s := range items {
		n += len(s)
	}
	b.SetBytes(int64(n / len(items)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if a := page.ReadItem(page.Item{HTML: items[i%len(items)], Title: "Dykes for the delta", Lang: "fr"}); len(a.Body) == 0 {
			b.Fatal("no body")
		}
		i++
	}
}

// TestItemHuge holds that of an item larger than what is kept the beginning is
// kept, and that what is no text of it does not count.
func TestItemHuge(t *testing.T) {
	words, picture := strings.Repeat("word ", 150_000), `<img src="data:image/png;base64,`+strings.Repeat("Ab+/", 300_000)+`=">`
	rows := strings.Repeat("<tr><td>A cell of a row</td><td>Another cell of it</td></tr>", 20_000)
	for name, html := range map[string]string{
		"one paragraph": "<p>" + words + "</p>", "plain": words, "code": "<pre>" + words + "</pre>", "second": "<p>" + prose + "</p><p>" + words + "</p>",
		"table": "<table>" + rows + "</table>", "items": "<ul>" + strings.Repeat("<li>word of it", 90_000) + "</ul>", "deep": strings.Repeat("<div>", 300) + words,
	} {
		a := page.ReadItem(page.Item{HTML: html})
		if n := len(a.Text()); n < 200<<10 || n > 513<<10 || len(a.Notes) != 1 || a.Words < 20_000 || !strings.HasSuffix(a.Text(), "KiB)") {
			t.Errorf("%s: %d bytes, %d words, notes %q", name, n, a.Words, a.Notes)
		}
	}
	for name, html := range map[string]string{"first": picture + "<p>" + prose + "</p>", "between": "<p>" + prose + picture + picture + "</p>", "tags": strings.Repeat("<p class=a></p>", 60_000) + prose} {
		if a := page.ReadItem(page.Item{HTML: html}); bodyText(a) != prose || len(a.Notes) > 0 {
			t.Errorf("%s: %.200q, notes %q", name, bodyText(a), a.Notes)
		}
	}
}
