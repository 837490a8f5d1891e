package parse

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// links writes what was found in short: address | title | type.
func links(found []Link) string {
	var b strings.Builder
	for _, l := range found {
		fmt.Fprintf(&b, "%s | %s | %s\n", l.URL, l.Title, l.Type)
	}
	return b.String()
}

func TestDiscover(t *testing.T) {
	const rss, atom = "application/rss+xml", "application/atom+xml"
	for _, tc := range []struct{ name, in, want string }{
		{"in the head", `<html><head><title>T</title><link rel="alternate" type="application/rss+xml" title="News" href="https://example.org/rss"></head><body>x</body></html>`,
			"https://example.org/rss | News | " + rss + "\n"},
		{"in the body, behind much else", `<body>` + strings.Repeat("<p>x</p>", 1000) + `<link rel=alternate type=application/atom+xml href=/atom>`,
			"https://example.org/atom |  | " + atom + "\n"},
		{"relative", `<link rel="alternate" type="application/rss+xml" href="rss?x=1&amp;y=2#z"><link rel="alternate" type="application/rss+xml" href="../up.rss"><link rel="alternate" type="application/rss+xml" href="//other.example/f"><link rel="alternate" type="application/rss+xml" href="?f">`,
			"https://example.org/a/rss?x=1&y=2 |  | " + rss + "\nhttps://example.org/up.rss |  | " + rss + "\nhttps://other.example/f |  | " + rss + "\nhttps://example.org/a/b?f |  | " + rss + "\n"},
		{"relative to what the page says", `<base href="/base/"><link rel="alternate" type="application/rss+xml" href="rss"><base href="https://wrong.example/"><link rel="alternate" type="application/rss+xml" href="two">`,
			"https://example.org/base/rss |  | " + rss + "\nhttps://example.org/base/two |  | " + rss + "\n"},
		{"capitals, no quotes, several words", "<LINK REL='Alternate  FEED' TYPE=' Application/RSS+XML; charset=utf-8 ' TITLE=\"A\n B\" HREF=/rss>",
			"https://example.org/rss | A B | Application/RSS+XML; charset=utf-8\n"},
		{"JSON Feed", `<link rel="alternate" type="application/feed+json" href="/feed.json"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1"><link rel="alternate" type="application/json" href="/other/feed.json">`,
			"https://example.org/feed.json |  | application/feed+json\nhttps://example.org/other/feed.json |  | application/json\n"},
		{"rel feed", `<link rel="feed" href="/f"><link rel="feed" type="text/html" href="/h-feed">`, "https://example.org/f |  | \nhttps://example.org/h-feed |  | text/html\n"},
		{"types of others too come later", `<link rel="alternate" type="text/xml" href="/x"><link rel="alternate" type="application/rss+xml" href="/r">`,
			"https://example.org/r |  | " + rss + "\nhttps://example.org/x |  | text/xml\n"},
		{"comments last", `<link rel="alternate" type="application/rss+xml" title="Site &raquo; Comments Feed" href="/comments/feed/"><link rel="alternate" type="application/rss+xml" title="Site » Flux des commentaires" href="/fr/feed2"><link rel="alternate" type="application/rss+xml" title="Bình luận" href="/vi"><link rel="alternate" type="application/rss+xml" title="News" href="/feed/">`,
			"https://example.org/feed/ | News | " + rss + "\nhttps://example.org/comments/feed/ | Site » Comments Feed | " + rss + "\nhttps://example.org/fr/feed2 | Site » Flux des commentaires | " + rss + "\nhttps://example.org/vi | Bình luận | " + rss + "\n"},
		{"comments in other words", `<link rel="alternate" type="application/rss+xml" title="Feed dei commenti" href="/a"><link rel="alternate" type="application/rss+xml" title="サイトのコメントフィード" href="/b"><link rel="alternate" type="application/rss+xml" title="Umpan Komentar" href="/c"><link rel="alternate" type="application/rss+xml" title="최근 댓글" href="/e"><link rel="alternate" type="application/rss+xml" title="A commentary" href="/d">`,
			"https://example.org/d | A commentary | " + rss + "\nhttps://example.org/a | Feed dei commenti | " + rss + "\nhttps://example.org/b | サイトのコメントフィード | " + rss + "\nhttps://example.org/c | Umpan Komentar | " + rss + "\nhttps://example.org/e | 최근 댓글 | " + rss + "\n"},
		{"none of these", `<link rel="stylesheet" type="text/css" href="/rss.css"><link rel="alternate stylesheet" type="application/rss+xml" href="/x"><link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="text/html" href="/m">
<link rel="alternate" type="text/xml+oembed" href="/o"><link rel="alternate" type="text/xml" href="/oembed?format=xml"><link rel="EditURI" type="application/rsd+xml" href="/rsd"><link rel="search" type="application/opensearchdescription+xml" href="/s">
<link rel="alternate" type="application/rss+xml"><link rel="alternate" type="application/rss+xml" href=""><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"><link rel="alternate" type="application/rss+xml" href="file:///etc/passwd"><link rel="alternate" type="application/rss+xml" href="|ls">`,
			"https://example.org/a/%7Cls |  | " + rss + "\n"},
		{"in a comment or a script", `<!-- <link rel="alternate" type="application/rss+xml" href="/no"> --><script>"<link rel='alternate' type='application/rss+xml' href='/no'>"</script><link rel="alternate" type="application/rss+xml" href="/yes">`,
			"https://example.org/yes |  | " + rss + "\n"},
		{"once", `<link rel="alternate" type="application/rss+xml" href="/f" title="A"><link rel="alternate" type="application/rss+xml" href="http://example.org:80/f#x" title="B">`,
			"https://example.org/f | A | " + rss + "\n"},
		{"the first of two attributes", `<link rel=alternate type=application/rss+xml href=/f href=/g>`, "https://example.org/f |  | " + rss + "\n"},
		{"a feed: address", `<link rel="alternate" type="application/rss+xml" href="feed:https://example.org/f">`, "https://example.org/f |  | " + rss + "\n"},
		{"cut", `<link rel="alternate" type="application/rss+xml" href="/f"><link rel="alternate" type="application/rss+xml" href="/g`,
			"https://example.org/f |  | " + rss + "\n"},
		{"links to click when there is nothing else", `<a href="/about">About</a><a href="/news/rss">Our <b>RSS</b></a><a href="/world.rss">World</a><a href="feed://example.org/f">f</a><a href="/x?feed=rss2"><img alt="RSS feed" src=x></a>
<a href="https://reader.example/subscribe?url=https://example.org/world.rss">Subscribe</a><a href="/sitemap.xml">Map</a><a href="/list">Feed</a><a href="https://feeds.example/us">us</a><a href="https://other.example/rss">theirs</a><a href="/atom.xml">x</a><a href="mailto:rss@example.org">rss</a>
<a href="/an-article">How we built our RSS reader in a fortnight of late nights</a>`,
			"https://example.org/world.rss | World | \nhttp://example.org/f | f | \nhttps://example.org/x?feed=rss2 | RSS feed | \nhttps://example.org/atom.xml | x | \nhttps://example.org/news/rss | Our RSS | \nhttps://example.org/list | Feed | \nhttps://feeds.example/us | us | \n"},
		{"no links to click beside a feed", `<a href="/b.rss">b</a><link rel="alternate" type="application/rss+xml" href="/f">`, "https://example.org/f |  | " + rss + "\n"},
		{"links to click beside comments alone", `<a href="/b.rss">b</a><link rel="alternate" type="application/rss+xml" href="/comments/feed">`,
			"https://example.org/b.rss | b | \nhttps://example.org/comments/feed |  | " + rss + "\n"},
		{"words clean", "<link rel=alternate type=application/rss+xml href=/f title='a\x1b[31mb\u202ec&#27;[0m'>", "https://example.org/f | abc | " + rss + "\n"},
		{"nothing", "", ""},
		{"a text", "hello", ""},
	} {
		if got := links(Discover([]byte(tc.in), nil, Options{Base: "https://example.org/a/b"})); got != tc.want {
			t.Errorf("%s:\n%swant:\n%s", tc.name, got, tc.want)
		}
	}
}

func TestDiscoverHeader(t *testing.T) {
	for _, tc := range []struct {
		header []string
		want   string
	}{
		{[]string{`</feed>; rel="alternate"; type="application/rss+xml"; title="A; \"B\", C"`}, `https://example.org/feed | A; "B", C | application/rss+xml` + "\n"},
		{[]string{`</s.css>; rel=stylesheet, </f>; type=application/atom+xml; rel="next alternate"`, `<f2>;rel=feed`},
			"https://example.org/f |  | application/atom+xml\nhttps://example.org/a/f2 |  | \n"},
		{[]string{`</f>; rel=alternate; type=application/rss+xml; title*=UTF-8''caf%C3%A9`}, "https://example.org/f | café | application/rss+xml\n"},
		{[]string{`</f>; rel=alternate; rel=feed; type="application/rss+xml`}, "https://example.org/f |  | application/rss+xml\n"},
		{[]string{"", "x", "<", "<>", "<a", `<a>;`, `<a>;rel`, `<a>;rel=`, `;;;,,,`, `<javascript:x>; rel=feed`}, ""},
	} {
		if got := links(Discover(nil, tc.header, Options{Base: "https://example.org/a/b"})); got != tc.want {
			t.Errorf("%q:\n%swant:\n%s", tc.header, got, tc.want)
		}
	}
}

func TestDiscoverIsBounded(t *testing.T) {
	var page strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&page, `<link rel="alternate" type="application/rss+xml" href="/%d">`, i)
	}
	got := Discover([]byte(page.String()), nil, Options{Base: "https://example.org/"})
	if len(got) != discoverLinks || got[0].URL != "https://example.org/0" {
		t.Errorf("%d links, the first %v", len(got), got[:1])
	}
	if got := Discover([]byte(`<link rel=alternate type=application/rss+xml href=/f><link rel=alternate type=application/rss+xml href=https://a.example/f>`), nil, Options{}); len(got) != 1 || got[0].URL != "https://a.example/f" {
		t.Errorf("without a base: %v", got)
	}
}

func TestGuesses(t *testing.T) {
	for site, want := range map[string][]string{
		"https://example.org":                {"https://example.org/feed/", "https://example.org/rss.xml", "https://example.org/rss", "https://example.org/atom.xml"},
		"example.org/feed/":                  {"https://example.org/feed/feed/", "https://example.org/rss.xml", "https://example.org/feed/rss.xml", "https://example.org/rss"},
		"https://example.org/blog/?page=2#x": {"https://example.org/blog/feed/", "https://example.org/feed/", "https://example.org/rss.xml", "https://example.org/blog/rss.xml"},
		"http://example.org:81/a/b.html":     {"http://example.org:81/a/feed/", "http://example.org:81/feed/", "http://example.org:81/rss.xml", "http://example.org:81/a/rss.xml"},
		"https://example.org/index.php":      {"https://example.org/feed/", "https://example.org/rss.xml", "https://example.org/rss", "https://example.org/atom.xml"},
		"file:///etc":                        nil,
		"":                                   nil,
	} {
		if got := Guesses(site); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q\nwant %q", site, got, want)
		}
	}
}
