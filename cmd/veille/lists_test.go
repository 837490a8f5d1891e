package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/parse"
	"veille/feed/text"
)

// hostileNames are names that formats stumble over.
var hostileNames = []string{
	"", "plain", "Đêm ở Huế", "a & b", "&amp;", "&#27;", "<outline xmlUrl=", `"quoted"`, "'single'", `back\slash`, `\"`, "tab\tand\nline", "~tilde", "!hidden", "# no comment", "|touch x", "exec:touch x",
	"trailing ", " leading", "ends with =", `x="y`, "]]>", "<!--", "-->", "<?xml?>", "</outline>", "\u202ereversed", "\x1b[31mred\x1b[0m", "\x00nul", "‚low", "∕slash", "日本語", "👨‍👩‍👧", "e\u0301", "\ufffe", "\U0001f1fb\U0001f1f3", "0", strings.Repeat("long ", 30),
}

// randomSource makes a source as the library may hold one: clean names, an
// address as NewSource gives it.
func randomSource(r *rand.Rand, i int) feed.Source {
	pick := func() string {
		n := text.Line(hostileNames[r.IntN(len(hostileNames))])
		if r.IntN(3) == 0 {
			n = text.Line(n + " " + hostileNames[r.IntN(len(hostileNames))])
		}
		return strings.TrimSpace(text.Limit(n, 200))
	}
	query := []string{"", "?a=1&b=2", "?x=%3C&y='", "?lt;=1&copy=2", "?q=%22%7C"}[r.IntN(5)]
	s, err := parse.NewSource(fmt.Sprintf("https://example.org/%d%s", i, query))
	if err != nil {
		panic(err)
	}
	s.Name = pick()
	s.Named = s.Name != ""
	if r.IntN(2) == 0 {
		s.URL = fmt.Sprintf("https://example.org/site/%d?a&b", i)
	}
	s.Lang = []string{"", "fr", "vi", "en-gb"}[r.IntN(4)]
	var folders []string
	for range r.IntN(4) {
		if n := strings.ReplaceAll(pick(), "/", "∕"); n != "" {
			folders = append(folders, n)
		}
	}
	s.Folder = strings.Join(folders, "/")
	for range r.IntN(4) {
		if c := pick(); c != "" && !strings.Contains(c, ",") && !slices.Contains(s.Categories, c) {
			s.Categories = append(s.Categories, c)
		}
	}
	return s
}

// TestListRoundTrip writes sources as OPML and reads them back: nothing is lost
// or changed, in whatever order they are written.
func TestListRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		want := map[feed.ID]feed.Source{}
		var sources []feed.Source
		for i := range 1 + r.IntN(20) {
			s := randomSource(r, i)
			want[s.ID] = s
			sources = append(sources, s)
		}
		var first, second bytes.Buffer
		if err := export.OPML(&first, sources, export.ListOptions{Title: hostileNames[r.IntN(len(hostileNames))]}); err != nil {
			t.Fatal(err)
		}
		valid(t, first.Bytes())
		l, err := parse.ReadList(first.Bytes(), parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, refused := l.Sources()
		if len(got) != len(want) || len(refused) > 0 {
			t.Fatalf("round %d: %d sources and %d refused of %d", round, len(got), len(refused), len(want))
		}
		for _, s := range got {
			if !reflect.DeepEqual(s, want[s.ID]) {
				t.Errorf("round %d: %+v\nwant %+v\nin %s", round, s, want[s.ID], first.String())
			}
		}
		r.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		if err := export.OPML(&second, got, export.ListOptions{Title: l.Title}); err != nil {
			t.Fatal(err)
		}
		body := func(b []byte) string { return string(b[bytes.Index(b, []byte("<body>")):]) }
		if body(first.Bytes()) != body(second.Bytes()) {
			t.Errorf("round %d: written again it is\n%s\nwas\n%s", round, second.String(), first.String())
		}
	}
}

// valid demands well-formed XML.
func valid(t *testing.T, b []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, b)
		}
	}
}

// TestURLsRoundTrip holds that names and categories come back from newsboat's
// form, and folders as categories.
func TestURLsRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		s := randomSource(r, 7)
		var b bytes.Buffer
		if err := export.URLs(&b, []feed.Source{s}); err != nil {
			t.Fatal(err)
		}
		l, err := parse.ReadList(b.Bytes(), parse.Options{})
		if err != nil || len(l.Entries) != 1 {
			t.Fatalf("%d entries, %v of %q", len(l.Entries), err, b.String())
		}
		e := l.Entries[0]
		var tags []string
		for _, c := range append([]string{s.Folder}, s.Categories...) {
			if c = strings.TrimLeft(c, "~ "); c != "" && !slices.Contains(tags, c) {
				tags = append(tags, c)
			}
		}
		if len(tags) > 0 && len([]rune(tags[0])) > 200 {
			continue // a path longer than any category may be
		}
		if e.Feed != s.Feed || e.Title != s.Name || e.Refused != "" || !slices.Equal(e.Categories, tags) {
			t.Errorf("%+v\nfrom %+v\nby %s", e, s, b.String())
		}
	}
}
