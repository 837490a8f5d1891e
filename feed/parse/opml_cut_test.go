package parse

import (
	"strings"
	"testing"
)

// TestCutList holds that a list that breaks off is told, wherever it does, and
// that no half of an address is taken for one.
func TestCutList(t *testing.T) {
	const whole = `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>` +
		`<outline text="North"><outline text="Quay" xmlUrl="https://quay.example/rss"/></outline>` +
		`<outline text='Rive' xmlUrl='https://rive.example/rss' htmlUrl="https://rive.example/"/></body></opml>`
	known := map[string]bool{"https://quay.example/rss": true, "https://rive.example/rss": true}
	end := strings.Index(whole, "</body") + len("</body")
	for n := strings.Index(whole, "<outline"); n <= len(whole); n++ {
		l, err := ReadList([]byte(whole[:n]), Options{})
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if l.Cut != (n < end) {
			t.Errorf("%q: broken off: %v", whole[:n], l.Cut)
		}
		for _, e := range l.Entries {
			if !known[e.Feed] {
				t.Errorf("%q: an entry of %q", whole[:n], e.Feed)
			}
		}
	}
	for in, cut := range map[string]bool{
		`<opml><body><outline xmlUrl="https://a.example/"></body>`:                                    false,
		`<opml><outline xmlUrl="https://a.example/"/></opml>`:                                         false,
		`<opml><body><outline xmlUrl="https://a.example/"/></opml>`:                                   false,
		`<opml><outline xmlUrl="https://a.example/"/>`:                                                true,
		`<opml><body><outline xmlUrl=https://a.example/>`:                                             true,
		`<opml><body><outline xmlUrl=https://a.exam`:                                                  true,
		`<opml><body/></opml>`:                                                                        false,
		`<opml><head/><body><outline text="A &quot; <b>" xmlUrl="https://a.example/"/></body></opml>`: false,
	} {
		if l, err := ReadList([]byte(in), Options{}); err != nil || l.Cut != cut {
			t.Errorf("%q: broken off: %v, %v", in, l.Cut, err)
		}
	}
}
