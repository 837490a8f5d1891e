package page_test

import (
	"strings"
	"testing"

	"veille/feed/page"
)

// TestHTMLText holds what is the text of a page that is no wire copy.
func TestHTMLText(t *testing.T) {
	text := "<p>" + prose + "</p><p>" + prose2 + "</p><p>" + prose + " The minister said so again.</p>"
	want := prose + "|" + prose2 + "|" + prose + " The minister said so again."
	comments := "<div id=comments>" + strings.Repeat("<div><p>I have read this twice and still do not see who is to pay for the dykes of the delta, or when.</p></div>", 60) + "</div>"
	for _, c := range []struct{ name, body, want string }{
		{"plain", text, want},
		{"comments below", "<div class=story>" + text + text + "</div>" + comments, want + "|" + want},
		{"own lines above", "<article><p>Sign in</p><p>https://news.example/story</p><p>Published 10:02 AM EST Nov. 19, 2019</p><p>By Ann Example</p>" + text + "</article>", want},
		{"links among it", "<article>" + text + `<p><a href="/b">Old dykes of the north give way again</a></p><p><a href="/s">The ground moves under the dykes, and it will move again.</a></p></article>`, want + "|The ground moves under the dykes, and it will move again."},
		{"links announced", "<article>" + text + `<p>For it were:</p><ul><li><a href="/a">The Green Party</a></li><li><a href="/b">Union</a></li></ul><p>` + prose2 + "</p></article>", want + "|For it were:|The Green Party|Union|" + prose2},
		{"links among items", "<article>" + text + `<ul><li><a href="/a">The Green Party</a></li><li><a href="/b">Union</a>, with two votes</li><li><a href="/c">Centre</a></li></ul><p>` + prose2 + "</p></article>", want + "|The Green Party|Union, with two votes|Centre|" + prose2},
		{"read also", "<article>" + text + `<p><b>Read also</b></p><ul><li><a href="/a">Old dykes of the north give way again</a></li></ul><p>` + prose2 + "</p></article>", want + "|" + prose2},
		{"an address shown", "<article>" + text + `<p><a href="https://example.org/report">https://example.org/report</a></p></article>`, want + "|https://example.org/report"},
		{"captions", "<article><figure><img src=a.jpg><figcaption>The old dyke in March</figcaption></figure>" + text + "</article>", want},
		{"agency inside", "<article><p>" + prose + "</p><p>The Delta Press (DPX) has more on this in its report of today, it says.</p><p>" + prose2 + "</p></article>",
			prose + "|The Delta Press (DPX) has more on this in its report of today, it says.|" + prose2},
		{"dateline without an agency", "<article><p>DELTA CITY — " + prose + "</p><p>" + prose2 + "</p></article>", prose + "|" + prose2},
		{"headline without the site", "<article><div><p>Dykes for the delta</p></div>" + text + "</article>", want},
		{"post", text + "<p>The post <a href='/x'>Dykes</a> appeared first on <a href='/'>Delta News</a>.</p>", want},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := page.Read(page.Input{Name: "a.html", URL: "https://news.example/story", Bytes: []byte("<!doctype html><html><head><title>Dykes for the delta</title><meta property='og:title' content='Dykes for the delta | Delta News'></head><body><nav><a href=/>Home</a></nav>" + c.body + "<footer><p>All rights reserved</p></footer></body></html>")})
			if got := bodyText(a); err != nil || got != c.want {
				t.Errorf("%v\ngot  %q\nwant %q", err, got, c.want)
			}
		})
	}
}

// TestHTMLHeadline holds what is shown as the title of a page whose head says more
// than the headline, or less.
func TestHTMLHeadline(t *testing.T) {
	body := "<p>" + prose + "</p><p>" + prose2 + "</p><p>" + prose + " The minister said so again.</p>"
	const site = "<meta property='og:site_name' content='Delta News'>"
	for _, c := range []struct{ head, h1, want string }{
		{"<title>Dykes for the delta - Delta News</title>" + site, "", "Dykes for the delta"},
		{"<title>Delta News | Dykes for the delta of the north</title>" + site, "", "Dykes for the delta of the north"},
		{"<title>Dykes | Thedelta</title>", "", "Dykes"},
		{"<title>Dykes | The Delta Example</title>", "", "Dykes"},
		{"<title>Dykes for the delta of the north | Delta News</title><meta property='og:title' content='Dykes for the delta of the north | Delta News'>", "Dykes for the delta of the north", "Dykes for the delta of the north"},
		{"<title>Dykes for the delta of the north</title><meta property='og:title' content='Dykes for the delta of the north | Delta News'>", "", "Dykes for the delta of the north"},
		{"<title>Dykes for the delta of the north</title><meta property='og:title' content='Delta News'>" + site, "", "Dykes for the delta of the north"},
		{"<title>Kirov - the man and the myth of the north</title>", "Kirov", "Kirov - the man and the myth of the north"},
		{"<title>Digues du delta : ce que le préfet répond aux pêcheurs</title>", "", "Digues du delta : ce que le préfet répond aux pêcheurs"},
		{"<title>Covid-19 - ce que l'on sait</title>", "", "Covid-19 - ce que l'on sait"},
		{"<title>Delta News</title>", "Dykes for the delta of the north", "Dykes for the delta of the north"},
		{"", "", prose},
	} {
		h1 := ""
		if c.h1 != "" {
			h1 = "<h1>" + c.h1 + "</h1>"
		}
		a, err := page.Read(page.Input{Name: "a.html", URL: "https://www.the-delta.example/1", Bytes: []byte("<!doctype html><html><head>" + c.head + "</head><body><article>" + h1 + body + "</article></body></html>")})
		if err != nil || a.Title != c.want {
			t.Errorf("%s %s: %q, %v, want %q", c.head, h1, a.Title, err, c.want)
		}
	}
}
