package parse

import (
	"errors"
	"strings"
	"testing"
)

// notFeeds are answers that servers give instead of a feed, and what they are.
var notFeeds = []struct{ body, want string }{
	{"", ""},
	{" \n\t \n", ""},
	{"<!doctype html><html><head><title>Wi-Fi</title></head><body>Log in</body></html>", "a web page"},
	{"<HTML><BODY>Log in</BODY></HTML>", "a web page"},
	{"<div>Log in</div>", "a piece of a web page"},
	{`<?xml version="1.0"?><opml version="2.0"><body><outline text="a" xmlUrl="https://a.test/"/></body></opml>`, "a list of subscriptions"},
	{`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.test/</loc></url></urlset>`, "a sitemap"},
	{`<svg xmlns="http://www.w3.org/2000/svg"/>`, "a picture"},
	{`<?xml version="1.0"?><note><to>x</to></note>`, "<note>"},
	{"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture"},
	{"\x1f\x8b\x08\x00\x00", "gzip data"},
	{"404 page not found", "text without any markup"},
	{`{"error":"no"}`, "JSON of another kind"},
	{`[1,2]`, "JSON of another kind"},
	{strings.Repeat("\x00\x01\x02\x03\x04\x05\x06\x07", 20), "binary data"},
}

func TestNotFeeds(t *testing.T) {
	for _, c := range notFeeds {
		_, err := Read([]byte(c.body), Options{Now: now})
		switch {
		case c.want == "" && !errors.Is(err, ErrEmpty):
			t.Errorf("%q: %v", c.body, err)
		case c.want != "" && (!errors.Is(err, ErrNotFeed) || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%q: %v, want %q", c.body, err, c.want)
		}
	}
}

// TestFeedWithoutItems is no error: there may be news tomorrow.
func TestFeedWithoutItems(t *testing.T) {
	for _, s := range []string{
		rssHead + "</channel></rss>", "<rss/>", `<feed xmlns="http://www.w3.org/2005/Atom"/>`,
		`{"version":"https://jsonfeed.org/version/1","items":[]}`,
	} {
		if f := read(t, s); len(f.Items) != 0 || f.Format == "" {
			t.Errorf("%s: %+v", s, f)
		}
	}
}
