package parse

import (
	"errors"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/text"
)

func TestReadURLs(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"addresses, one a line", a + "\n" + b + "\r\n\r\n  " + c,
			a + " |  | \n" + b + " |  | \n" + c + " |  | \n"},
		{"tags, a name, quotes, comments", `# my feeds
` + a + ` asia "sea ports" "~The \"A\" feed" "!hidden" # more
"` + b + `" ~B "~again"	x,y

   # nothing
` + c + `#part "never closed`,
			a + ` | The "A" feed |  | asia,sea ports,!hidden` + "\n" + b + " | B |  | ~again,x,y\n" + c + " |  |  | never closed\n"},
		{"forms of newsboat", `"query:Unread:unread = \"yes\"" tag
"exec:~/bin/make feed" ~Made
filter:~/bin/thin:` + a + `
"|touch x"
file:///home/me/feed.xml
` + b,
			`query:Unread:unread = "yes" |  |  | tag | a query of newsboat, which asks no server
exec:~/bin/make feed | Made |  |  | a command of newsboat, and no list may run one
filter:~/bin/thin:` + a + ` |  |  |  | a command of newsboat, and no list may run one
|touch x |  |  |  | a command, and no list may run one
file:///home/me/feed.xml |  |  |  | a file of this computer, for veille import alone
` + b + " |  | \n"},
		{"without a scheme, or another's", "example.org/rss\nfeed://b.example/feed\nexample.net\n127.0.0.1:8080/x",
			"https://example.org/rss |  | \nhttp://b.example/feed |  | \nhttps://example.net |  | \nhttp://127.0.0.1:8080/x |  | \n"},
		{"a slip", a + "\nttps//typing.example/feed\n" + b + "\n" + c,
			a + " |  | \nttps//typing.example/feed |  |  |  | not an address of the web\n" + b + " |  | \n" + c + " |  | \n"},
		{"prose among forms of newsboat alone", "\"exec:make x\" tag\n" + a + " ~A\n`touch x` y\n" + b,
			"exec:make x |  |  | tag | a command of newsboat, and no list may run one\n" + a + " | A | \n`touch |  |  | x`,y | not an address of the web\n" + b + " |  | \n"},
		{"other schemes", "gopher://a.example/\njavascript:alert(1)\n" + a + "\n" + b,
			"gopher://a.example/ |  |  |  | an address beginning with gopher:, which is not asked\n" +
				"javascript:alert(1) |  |  |  | an address beginning with javascript:, which is not asked\n" + a + " |  | \n" + b + " |  | \n"},
		{"control characters", a + " \"~\x1b]0;title\x07Name\" \"t\x1b[2Jag\"\n", a + " | Name |  | tag\n"},
	} {
		l, err := ReadList([]byte(tc.in), Options{})
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := told(l); got != tc.want {
			t.Errorf("%s:\n%swant:\n%s", tc.name, got, tc.want)
		}
	}
}

// TestTextIsNoList holds texts apart that have addresses in them.
func TestTextIsNoList(t *testing.T) {
	for _, in := range []string{
		a + "\nA paragraph of a page whose address stands first.",
		"The address is\n" + a,
		"A title\n\n" + a + "\n" + b + "\n" + c,
		"U.N. envoy leaves Hue",
		"Hue.\nVinh.", "hue.vn\nvinh.vn",
		"ASEAN/UN: a meeting\nof two days",
		"a/b\nc/d",
		"# A heading\n\n" + a + " and more\nof this",
		"note: buy bread",
		"12:30 doors open",
	} {
		if l, err := ReadList([]byte(in), Options{}); !errors.Is(err, ErrNotFeed) {
			t.Errorf("%q was read as a list: %s, %v", in, told(l), err)
		}
		if k := KindOf([]byte(in), ""); k != KindOther {
			t.Errorf("%q is of kind %d", in, k)
		}
	}
}

func TestNewSource(t *testing.T) {
	for in, want := range map[string]string{
		"https://Example.ORG/Feed?b=2&a=1#top":   "https://example.org/Feed?b=2&a=1",
		" http://example.org ":                   "http://example.org",
		"HTTP://example.org:8080/x":              "http://example.org:8080/x",
		"feed:https://example.org/x":             "https://example.org/x",
		"feed://example.org/x":                   "http://example.org/x",
		"feed:example.org/x":                     "http://example.org/x",
		"feed://https://example.org/x":           "https://example.org/x",
		"feeds://example.org/x":                  "https://example.org/x",
		"itpc://example.org/cast":                "http://example.org/cast",
		"http:/example.org/x":                    "http://example.org/x",
		"example.org":                            "https://example.org",
		"//example.org/x":                        "https://example.org/x",
		"example.org:8080/x":                     "http://example.org:8080/x",
		"example.org:443/x":                      "https://example.org:443/x",
		"localhost/x":                            "http://localhost/x",
		"localhost:80":                           "http://localhost:80",
		"192.168.1.7/feed":                       "http://192.168.1.7/feed",
		"[::1]:8000/feed":                        "http://[::1]:8000/feed",
		"https://me:secret@example.org/x":        "https://example.org/x",
		"https://vịt.example/ngày mai?q=đ&r=%20": "https://xn--vt-08s.example/ng%C3%A0y%20mai?q=%C4%91&r=%20",
		"<https://example.org/x>":                "https://example.org/x",
		"<URL:https://example.org/x>":            "https://example.org/x",
		"“https://example.org/x”":                "https://example.org/x",
		"'feed://example.org/x'":                 "http://example.org/x",
		"https://example.org/x,":                 "https://example.org/x,",
		"https://example.org/%7Ea/../b//c?x=%2F": "https://example.org/%7Ea/../b//c?x=%2F",
	} {
		s, err := NewSource(in)
		if err != nil || s.Feed != want {
			t.Errorf("%q: %q, %v; want %q", in, s.Feed, err, want)
		}
		if s.ID != feed.FeedID(want) {
			t.Errorf("%q has another ID than %q", in, want)
		}
		again, err := NewSource(s.Feed)
		if err != nil || again.Feed != s.Feed || again.ID != s.ID {
			t.Errorf("%q again: %q, %v", s.Feed, again.Feed, err)
		}
	}
	x, _ := NewSource("http://EXAMPLE.org/x#a")
	y, _ := NewSource("https://example.org/x")
	if x.ID != y.ID {
		t.Error("scheme, letter case of the host or fragment make another source")
	}
}

func TestCopied(t *testing.T) {
	for in, want := range map[string]string{
		"<https://example.org/x>":      "https://example.org/x",
		" <https://example.org/x>, ":   "https://example.org/x",
		"\"<https://example.org/x>\",": "https://example.org/x",
		"'https://example.org/x,'":     "https://example.org/x",
		"(example.org/x)":              "example.org/x",
		"[https://example.org/x]":      "https://example.org/x",
		"« https://example.org/x »":    "https://example.org/x",
		"https://example.org/x,":       "https://example.org/x",
		"https://example.org/a_(b)":    "https://example.org/a_(b)",
		"[::1]":                        "[::1]",
		"[::1]:8000/feed":              "[::1]:8000/feed",
		"<>":                           "",
		",":                            "",
		"<":                            "<",
	} {
		if got := Copied(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNoSource(t *testing.T) {
	for _, in := range []string{
		"", "  ", "hello", "two words", "example.org/two words", "|ls", "exec:ls", "filter:a:b", "query:a:b", "file:///etc/passwd", "FILE:x", "/etc/passwd", "~/feed.xml", "./x", "../x",
		"javascript:alert(1)", "data:text/xml,<rss/>", "mailto:a@example.org", "gopher://example.org/", "ftp://example.org/x", "about:blank", "ssh://a.example", "http://", "https://#x",
		"http://exa mple.org/", "http://example.org\\x", ":", "http", "x:y:z", "feed:", "feed:file:///etc/passwd", "feed:javascript:alert(1)", "feed:exec:ls",
		"<example.org>", "'example.org'", "<|ls>", "\"exec:ls\"", "<file:///etc/passwd>", "(/etc/passwd)", "<https://example.org", "v1.2..3", "24.5/7", "U.N.", "Words.", "feed:///etc/passwd", "feed:feed:example.org",
		"https://example.org/" + strings.Repeat("x", 3000), "https://a\x1b[31m.example|b",
	} {
		s, err := NewSource(in)
		if err == nil {
			t.Errorf("%q became %q", in, s.Feed)
			continue
		}
		if !errors.Is(err, feed.ErrInvalid) || err.Error() != text.Line(err.Error()) {
			t.Errorf("%q: %v is no feed.ErrInvalid, or not clean", in, err)
		}
	}
}

func TestKindOf(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want Kind
	}{
		{"", KindOther},
		{"\x89PNG\r\n\x1a\n", KindOther},
		{`<?xml version="1.0"?><!-- c --><rss version="2.0">`, KindFeed},
		{"\ufeff \n<feed xmlns='http://www.w3.org/2005/Atom'>", KindFeed},
		{`<rdf:RDF xmlns:rdf="x">`, KindFeed},
		{`<a:feed xmlns:a="http://www.w3.org/2005/Atom">`, KindFeed},
		{`<CHANNEL HREF="x">`, KindFeed},
		{`<entry xmlns="http://www.w3.org/2005/Atom"/>`, KindFeed},
		{"<br />\n<b>Warning</b>: a message of the site<br /><?xml version=\"1.0\"?><rss>", KindFeed},
		{"Notice: a message\n<?xml version=\"1.0\"?><rss>", KindFeed},
		{`{"version":"https://jsonfeed.org/version/1","items":[]}`, KindFeed},
		{`{"version": "https:\/\/jsonfeed.org\/version\/1"}`, KindFeed},
		{`{"title":"x","items":[{"id":"1"}]}`, KindFeed},
		{`{"schema":"veille/article/1","items":1}`, KindOther},
		{`{"a":1}`, KindOther},
		{`<opml version="2.0">`, KindList},
		{`<body><outline xmlUrl="` + a + `"/></body>`, KindList},
		{a + "\n" + b, KindList},
		{"<!DOCTYPE html><html><head><link rel=alternate type='application/rss+xml'></head><body><rss>", KindPage},
		{"<p>A page without a beginning</p><div><item>x</item></div>", KindPage},
		{"<html xmlns='http://www.w3.org/1999/xhtml'><body>", KindPage},
		{"<svg xmlns='http://www.w3.org/2000/svg'/>", KindOther},
		{"<unknown><thing/></unknown>", KindOther},
		{"Words.", KindOther},
	} {
		if got := KindOf([]byte(tc.in), ""); got != tc.want {
			t.Errorf("%q is of kind %d, want %d", tc.in, got, tc.want)
		}
	}
}

func TestMayBeFeed(t *testing.T) {
	for in, want := range map[string]bool{
		"application/rss+xml; charset=utf-8": true, "TEXT/XML": true, "application/atom+xml": true, "application/feed+json": true,
		"application/json": true, "text/x-opml": true, "application/x-rss": true,
		"text/html": false, "application/xhtml+xml": false, "image/svg+xml": false, "text/plain": false, "": false, "image/png": false,
	} {
		if got := MayBeFeed(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}
