package parse

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// listSeeds are lists and pages with every trap of reading in them.
var listSeeds = []string{
	`<opml><head><title>T</title></head><body><outline text="F"><outline text="A" title='B' xmlUrl="https://a.example/?x&y" category="/a/b,c" htmlUrl=x language=en/></outline></body></opml>`,
	`<opml><body><outline text="A xmlUrl="https://a.example/"/><outline text="<outline x='"/></outline><![CDATA[ ]]><!-- --><!DOCTYPE x [ <!ENTITY a "b"> ]><?php ?>`,
	"https://a.example/ \"~T\\\"i\" tag # c\n\"exec:x\"\nexample.org/x\n|y",
	"feed:a.example\nhttp://[::1]:8/\nquery:a:b\n",
	"\xff\xfe<\x00o\x00p\x00m\x00l\x00/\x00>\x00",
	`<base href="/x"><link rel=alternate type=application/rss+xml href=a><a href="feed:b">rss</a><title>`,
}

func checkSource(t *testing.T, s feed.Source) {
	t.Helper()
	clean, ok := text.SafeURL(s.Feed)
	if !ok || clean != s.Feed || strings.Contains(s.Feed, "#") || s.ID != feed.FeedID(s.Feed) {
		t.Errorf("address %q is not safe, or not the source's", s.Feed)
	}
	if again, err := NewSource(s.Feed); err != nil || again.Feed != s.Feed {
		t.Errorf("%q read again is %q, %v", s.Feed, again.Feed, err)
	}
}

func checkClean(t *testing.T, lines ...string) {
	t.Helper()
	for _, s := range lines {
		if text.Line(s) != s || !utf8.ValidString(s) {
			t.Errorf("%q is not clean", s)
		}
	}
}

func FuzzReadList(f *testing.F) {
	for _, s := range listSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		l, err := ReadList(in, Options{})
		if err != nil {
			if !errors.Is(err, ErrNotFeed) && !errors.Is(err, ErrEmpty) {
				t.Errorf("%v says no cause", err)
			}
			return
		}
		if KindOf(in, "") != KindList && len(in) < kindReach {
			t.Error("read as a list, and told to be none")
		}
		checkClean(t, l.Title)
		for i := range l.Entries {
			e := &l.Entries[i]
			checkClean(t, e.Title, e.Feed, e.Refused, e.Lang)
			checkClean(t, e.Folders...)
			checkClean(t, e.Categories...)
			if e.Refused != "" {
				continue
			}
			s := e.Source()
			checkSource(t, s)
			if strings.Count(s.Folder, "/") != max(len(e.Folders)-1, 0) {
				t.Errorf("folders %q became %q", e.Folders, s.Folder)
			}
		}
		follow, refused := l.Sources()
		if len(follow)+len(refused) > len(l.Entries) {
			t.Error("more sources than entries")
		}
	})
}

func FuzzDiscover(f *testing.F) {
	for _, s := range listSeeds {
		f.Add([]byte(s), s)
	}
	f.Add([]byte(""), `</a>; rel="alternate"; type="application/rss+xml"; title*=UTF-8''a%20b, <b>;rel=feed`)
	f.Fuzz(func(t *testing.T, page []byte, header string) {
		found := Discover(page, []string{header}, Options{Base: "https://example.org/a/"})
		if len(found) > discoverLinks {
			t.Errorf("%d links", len(found))
		}
		seen := map[string]bool{}
		for _, l := range found {
			s, err := NewSource(l.URL)
			if err != nil || s.Feed != l.URL {
				t.Errorf("%q: %v", l.URL, err)
			}
			checkClean(t, l.Title, l.Type)
			if seen[l.URL] {
				t.Errorf("%s twice", l.URL)
			}
			seen[l.URL] = true
		}
		if again := Discover(page, []string{header}, Options{Base: "https://example.org/a/"}); !reflect.DeepEqual(found, again) {
			t.Error("not the same again")
		}
	})
}

func FuzzNewSource(f *testing.F) {
	for _, s := range []string{"https://example.org/x", "feed:x.example", "file:///x", "|x", "[::1]", "a.b:80/c?d#e", "http:\\x", "HTTP:x.y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s, err := NewSource(in)
		if err != nil {
			checkClean(t, err.Error())
			if !errors.Is(err, feed.ErrInvalid) {
				t.Errorf("%v says no cause", err)
			}
			return
		}
		checkSource(t, s)
		for _, g := range Guesses(in) {
			if _, err := NewSource(g); err != nil {
				t.Errorf("guess %q: %v", g, err)
			}
		}
	})
}

// TestListTraps reads a megabyte of each thing that makes readers look again and
// again for an end: where time grew with the square of the bytes, this would take
// minutes.
func TestListTraps(t *testing.T) {
	const size = 1 << 20
	for _, piece := range []string{ // in OPML
		"<!--", "<![CDATA[", "<!", "<!DOCTYPE [", "<?", "<outline ", `<outline a="`, `<outline a='<outline b="`, "<outline a=<", `x="y a=" `, "<outline text=x>", "<OUTLINE TEXT=x>", "<outline text=x>xmlurl", "</outline>", "<title>", "&", "&amp", "<", "=\"", "<outline a='&#", "<outline xmlUrl=|x>",
	} {
		for _, head := range []string{"<opml><body>", `<opml><body><outline text="`} {
			in := []byte(head + strings.Repeat(piece, size/len(piece)) + "</outline>'\">")
			if _, err := ReadList(in, Options{}); err != nil {
				t.Errorf("%q: %v", piece, err)
			}
		}
		page := []byte(strings.Repeat(piece, size/len(piece)))
		Discover(page, []string{string(page)}, Options{Base: "https://example.org/"})
	}
	for _, piece := range []string{`"`, `\`, "a b ", "x\n", "|\n", "http://a\n", `"a" `} {
		in := []byte("https://a.example/\n" + strings.Repeat(piece, size/len(piece)))
		_, _ = ReadList(in, Options{}) // that it ends is the test
	}
	for _, piece := range []string{"<a href=/rss>", "<a href='", "<base href=x>", "<link rel=feed href=", "<link rel=alternate type=text/xml href=/a><a>", "<;", "<a>;b=\"", "<a>;rel=feed,"} {
		page := []byte(strings.Repeat(piece, size/len(piece)))
		Discover(page, []string{string(page)}, Options{Base: "https://example.org/"})
	}
}

func BenchmarkReadList(b *testing.B) {
	var in strings.Builder
	in.WriteString("<opml><body>")
	for range 5000 {
		in.WriteString(`<outline text="A folder"><outline type="rss" text="A feed &amp; co" title="A feed" xmlUrl="https://example.org/feed?a=1&amp;b=2" htmlUrl="https://example.org/" category="a,b"/></outline>`)
	}
	in.WriteString("</body></opml>")
	data := []byte(in.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ReadList(data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDiscover(b *testing.B) {
	page := []byte("<html><head><title>x</title></head><body>" + strings.Repeat(`<p class="x">Words of a page <a href="/article/1">and a link</a> in it.</p>`, 5000) + `<link rel=alternate type=application/rss+xml href=/f>`)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Discover(page, nil, Options{Base: "https://example.org/"})
	}
}
