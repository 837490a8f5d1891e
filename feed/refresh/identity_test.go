package refresh

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// A feed may name several articles alike; none is lost and none made of two.
func TestRunIdentity(t *testing.T) {
	for _, c := range []struct {
		name  string
		polls [][]entry
		want  []string // titles kept in the end
	}{
		{"one guid for three articles", [][]entry{
			{{"same", "https://s.example/1", "One", long(1), ""}, {"same", "https://s.example/2", "Two", long(2), ""}, {"same", "https://s.example/3", "Three", long(3), ""}},
			{{"same", "https://s.example/4", "Four", long(4), ""}, {"same", "https://s.example/1", "One", long(1), ""}, {"same", "https://s.example/2", "Two", long(2), ""}},
		}, []string{"Four", "One", "Three", "Two"}},
		{"one address for all", [][]entry{
			{{"1", "https://s.example/all", "One", long(1), ""}, {"2", "https://s.example/all", "Two", long(2), ""}},
			{{"2", "https://s.example/all", "Two", long(2), ""}, {"3", "https://s.example/all", "Three", long(3), ""}},
		}, []string{"One", "Three", "Two"}},
		{"the site as address", [][]entry{
			{{"1", "https://site.example/", "One", long(1), ""}},
			{{"2", "https://site.example", "Two", long(2), ""}},
		}, []string{"One", "Two"}},
		{"new guids each time", [][]entry{
			{{"1", "https://s.example/1", "One", long(1), ""}},
			{{"2", "https://s.example/1", "One", long(1), ""}},
			{{"3", "https://s.example/1?utm_source=rss", "One", long(1), ""}},
		}, []string{"One"}},
		{"new guids, no address", [][]entry{{{"1", "", "One", long(1), ""}}, {{"2", "", "One", long(1), ""}}}, []string{"One"}},
		{"short texts that are alike", [][]entry{
			{{"1", "", "Weather", "Rain.", ""}, {"2", "", "Weather", "Rain.", ""}},
			{{"3", "", "Weather", "Rain.", ""}},
		}, []string{"Weather", "Weather", "Weather"}},
		{"the same item twice", [][]entry{{{"1", "https://s.example/1", "One", long(1), ""}, {"1", "https://s.example/1", "One", long(1), ""}}}, []string{"One"}},
		{"nothing any more", [][]entry{{{"1", "", "One", long(1), ""}}, {}}, []string{"One"}},
		{"another text each time", [][]entry{{{"1", "", "One", long(1), ""}}, {{"1", "", "Two", long(2), ""}}, {{"1", "", "Three", long(3), ""}}}, []string{"Three"}},
	} {
		clk, n := newClock(), newNetwork()
		s := sourceAt("https://site.example/feed")
		k := newShelf(s)
		for _, in := range c.polls {
			n.body(s.Feed, rssOf("S", in...))
			for range 2 {
				clk.run(t, k, n, Options{})
				clk.add(time.Hour)
			}
		}
		var got []string
		for _, v := range k.articles {
			got = append(got, v.article.Title)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: kept %q, want %q", c.name, got, c.want)
		}
	}
}

// Another source that claims guids and addresses of a first changes nothing.
func TestRunStolenGuids(t *testing.T) {
	clk, n := newClock(), newNetwork()
	a, b := sourceAt("https://a.example/feed"), sourceAt("https://b.example/feed")
	k := newShelf(a, b)
	n.body(a.Feed, rssOf("A", entries(3, "a")...))
	thief := entries(3, "a")
	for i := range thief {
		thief[i].text = "replaced"
	}
	n.body(b.Feed, rssOf("B", thief...))
	clk.run(t, k, n, Options{}, a.ID)
	clk.run(t, k, n, Options{}, b.ID)
	for i := range 3 {
		v := k.articles[feed.ItemID(a.ID, fmt.Sprintf("a-%d", i))]
		if v.versions != 0 || strings.Contains(v.article.Text(), "replaced") {
			t.Errorf("article %d of the first: %+v", i, v)
		}
	}
	if len(k.order) != 6 {
		t.Errorf("%d articles, want 6", len(k.order))
	}
}

func TestPrint(t *testing.T) {
	base := entry{id: "1", title: "Le pont", text: long(1)}
	item := func(e entry) feed.ID { return printFrom(t, e) }
	for _, c := range []struct {
		name string
		e    entry
		same bool
	}{
		{"blanks", entry{id: "1", title: " Le  pont", text: strings.ReplaceAll(long(1), " ", "\n ")}, true},
		{"letter case and accents as entities", entry{id: "1", title: "LE PONT", text: strings.ReplaceAll(long(1), "the", "<b>t</b>&#104;e")}, true},
		{"a comment", entry{id: "1", title: "Le pont", text: "<!-- a > b -->" + long(1)}, true},
		{"style", entry{id: "1", title: "Le pont", text: "<STYLE>p > a { color: red }</style>" + long(1)}, true},
		{"content instead of a description", entry{id: "1", title: "Le pont", content: long(1)}, true},
		{"another guid", entry{id: "2", title: "Le pont", text: long(1)}, true},
		{"another title", entry{id: "1", title: "Les ponts", text: long(1)}, false},
		{"another word", entry{id: "1", title: "Le pont", text: long(1) + "more"}, false},
		{"an unclosed tag", entry{id: "1", title: "Le pont", text: long(1) + "<p class="}, true},
		{"a lesser sign", entry{id: "1", title: "Le pont", text: long(1) + " 3 < 4"}, false},
	} {
		if got := item(c.e) == item(base); got != c.same {
			t.Errorf("%s: same %v, want %v", c.name, got, c.same)
		}
	}
	short := entry{id: "1", title: "A", text: "b"}
	other := short
	other.id = "2"
	if item(short) == item(other) {
		t.Error("short texts of two items have one print")
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"<p>Un &amp; deux<br>trois</p>":         "Un & deux trois",
		"a < b":                                 "a b",
		"<script>x = '<p>'</script>y<style>z":   "y",
		"<!-- > -->t":                           "t",
		"":                                      "",
		"<p title='a>b'>c":                      "b'>c",
		"\x1b[31mred\u202e":                     text.Line("\x1b[31mred\u202e"),
		"&#27;[2J":                              text.Line("\x1b[2J"),
		strings.Repeat("<", 5):                  "",
		strings.Repeat("<p>", 3) + "x" + "</p>": "x",
	} {
		if got := plain(in, 1<<20); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
