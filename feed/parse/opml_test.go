package parse

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"veille/feed"
)

// told writes entries in short: address | title | folders | categories | why
// refused, the last two only when there are any.
func told(l List) string {
	var b strings.Builder
	for _, e := range l.Entries {
		fmt.Fprintf(&b, "%s | %s | %s", e.Feed, e.Title, strings.Join(e.Folders, ">"))
		if len(e.Categories) > 0 || e.Refused != "" {
			b.WriteString(" | " + strings.Join(e.Categories, ","))
		}
		if e.Refused != "" {
			b.WriteString(" | " + e.Refused)
		}
		b.WriteString("\n")
	}
	return b.String()
}

const a, b, c = "https://a.example/feed", "https://b.example/feed", "https://c.example/feed"

func TestReadOPML(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"as the standard has it", `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Asia" title="Asia"><outline text="Sea">
 <outline type="rss" text="A" title="A" xmlUrl="` + a + `" category="/x/y,z"/></outline>
 <outline type="rss" text="B" xmlUrl="` + b + `"></outline></outline>
<outline type="rss" text="C" xmlUrl="` + c + `"/></body></opml>`,
			a + " | A | Asia>Sea | /x/y,z\n" + b + " | B | Asia\n" + c + " | C | \n"},
		{"title without text, text without title, neither, both", `<opml><body>
<outline title="T" xmlUrl="` + a + `"/><outline text="X" xmlUrl="` + b + `"/><outline xmlUrl="` + c + `"/>
<outline title="T" text="X" xmlUrl="https://d.example/"/></body></opml>`,
			a + " | T | \n" + b + " | X | \n" + c + " |  | \nhttps://d.example/ | T | \n"},
		{"a folder is called by text before title", `<opml><body><outline text="X" title="T"><outline xmlUrl="` + a + `"/></outline>
<outline title="T"><outline xmlUrl="` + b + `"/></outline></body></opml>`,
			a + " |  | X\n" + b + " |  | T\n"},
		{"a folder without a name is none", `<opml><body><outline><outline text=" "><outline text="In"><outline xmlUrl="` + a + `"/></outline></outline></outline>
<outline xmlUrl="` + b + `"/></body></opml>`, a + " |  | In\n" + b + " |  | \n"},
		{"letter case of names", `<OPML><BODY><Outline TEXT="A" XMLURL="` + a + `" HtmlUrl="x"/><outline text="B" xmlurl='` + b + `'/></BODY></OPML>`,
			a + " | A | \n" + b + " | B | \n"},
		{"no quotes, blanks around the sign", "<opml><body><outline text=A xmlUrl=" + a + "/><outline text = 'B'\n xmlUrl\t=\t" + b + " /></body></opml>",
			a + " | A | \n" + b + " | B | \n"},
		{"raw ampersands and brackets", `<opml><body><outline text="A & B < C > D" xmlUrl="https://a.example/?x=1&y=2&copy=3&amp;z=4"/></body></opml>`,
			"https://a.example/?x=1&y=2&copy=3&z=4 | A & B < C > D | \n"},
		{"references", `<opml><body><outline text="&lt;&#233;&#xE9;&eacute;&quot;&#150;&nosuch;" xmlUrl="` + a + `"/></body></opml>`,
			a + " | <ééé\"–&nosuch; | \n"},
		{"no body", `<opml><head><title>x</title></head><outline text="A" xmlUrl="` + a + `"/></opml>`, a + " | A | \n"},
		{"outlines behind the body", `<opml><head/><body/><outline text="A" xmlUrl="` + a + `"/></opml>`, a + " | A | \n"},
		{"cut in the body", `<opml><body><outline text="F"><outline text="A" xmlUrl="` + a + `"/><outline text="B" xmlUrl="` + b + `"`,
			a + " | A | F\n" + b + " | B | F\n"},
		{"cut in a value", `<opml><body><outline text="A" xmlUrl="` + a + `"/><outline text="B" xmlUrl="https://b.exam`,
			a + " | A | \n"},
		{"no outer element", `<head><title>T</title></head><body><outline text="A" xmlUrl="` + a + `"/></body>`, a + " | A | \n"},
		{"a foreign outer element", `<subscriptions><outline text="A" xmlUrl="` + a + `"/></subscriptions>`, a + " | A | \n"},
		{"of before 1.0", `<outlineDocument><body><outline text="A" xmlUrl="` + a + `"/></body></outlineDocument>`, a + " | A | \n"},
		{"a prefix", `<o:opml xmlns:o="urn:o"><o:body><o:outline text="A" xmlUrl="` + a + `"/></o:body></o:opml>`, a + " | A | \n"},
		{"comments", `<!-- <outline xmlUrl="` + b + `"/> --><opml><head><!-- > --></head><body><outline text="A" xmlUrl="` + a + `"/><!-- never closed <outline text="C" xmlUrl="` + c + `"/></body></opml>`,
			a + " | A | \n" + c + " | C | \n"},
		{"declarations", `<!DOCTYPE opml [<!ENTITY x "<outline xmlUrl='` + b + `'/>">]><?php <opml> ?><opml><body><![CDATA[<outline>]]><outline text="A" xmlUrl="` + a + `"/></body></opml>`,
			a + " | A | \n"},
		{"a quote that is never closed", `<opml><body><outline text="A xmlUrl=` + a + `/><outline text="B" xmlUrl="` + b + `"/></body></opml>`,
			b + " | B | \n"},
		{"a quote that is forgotten", `<opml><body><outline text="A xmlUrl="` + a + `" title="T"/><outline text="B" xmlUrl="` + b + `"/></body></opml>`,
			a + " | T | \n" + b + " | B | \n"},
		{"letters that grow when made small, between a tag and its attribute", `<opml><body><outline text="A" description="by <em class="z">ȺȺȺȺȺ</em>." xmlUrl="` + a + `"/></body></opml>`,
			a + " | A | \n"},
		{"such letters before an attribute that ends the list", `<opml><body><outline text="A">` + strings.Repeat("Ⱥ", 50) + "xmlUrl=", ""},
		{"raw HTML in a value", `<opml><body><outline text="A" description="by <a href="https://x.example/" rel="y">us</a>, <em class="z">all</em>." xmlUrl="` + a + `" htmlUrl="x" category="k"/><outline text="B" xmlUrl="` + b + `"/></body></opml>`,
			a + " | A |  | k\n" + b + " | B | \n"},
		{"feeds never closed", `<opml><body><outline text="F"><outline text="A" xmlUrl="` + a + `"><outline text="B" xmlUrl="` + b + `"></opml>`,
			a + " | A | F\n" + b + " | B | F\n"},
		{"feeds inside a feed", `<opml><body><outline text="A" xmlUrl="` + a + `"><outline text="B" xmlUrl="` + b + `"/></outline><outline text="C" xmlUrl="` + c + `"/></body></opml>`,
			a + " | A | \n" + b + " | B | \n" + c + " | C | \n"},
		{"end tags too many", `<opml><body></outline></outline><outline text="F"><outline text="A" xmlUrl="` + a + `"/></outline></outline></outline><outline text="B" xmlUrl="` + b + `"/></body></opml>`,
			a + " | A | F\n" + b + " | B | \n"},
		{"address as url", `<opml><body><outline type="rss" text="A" url="` + a + `"/><outline type="link" text="L" url="` + b + `"/><outline type="include" url="` + c + `"/></body></opml>`,
			a + " | A | \n"},
		{"attributes of other programs", `<opml xmlns:rssowl="http://www.rssowl.org" xmlns:miniflux="https://miniflux.app/opml"><body>
<outline text="F" rssowl:isSet="true" rssowl:id="7"><outline type="rss" text="A" xmlUrl="` + a + `" miniflux:crawler="true" miniflux:rewriteRules="replace(&quot;a&quot;|&quot;b&quot;)"/></outline></body></opml>`,
			a + " | A | F\n"},
		{"one feed twice", `<opml><body><outline text="A" xmlUrl="` + a + `"/><outline text="F"><outline text="A" xmlUrl="` + a + `"/></outline></body></opml>`,
			a + " | A | \n" + a + " | A | F\n"},
		{"commands", `<opml><body><outline text="A" xmlUrl="|touch /tmp/x"/><outline text="B" xmlUrl="exec:touch /tmp/x"/>
<outline text="C" xmlUrl="` + c + `" filtercmd="touch /tmp/x"/><outline text="D" xmlUrl="file:///etc/passwd"/><outline text="E" xmlUrl="javascript:alert(1)"/></body></opml>`,
			"|touch /tmp/x | A |  |  | a command, and no list may run one\n" +
				"exec:touch /tmp/x | B |  |  | a command of newsboat, and no list may run one\n" +
				c + " | C |  |  | it is to be passed through a command, and no list may run one: touch /tmp/x\n" +
				"file:///etc/passwd | D |  |  | a file of this computer, for veille import alone\n" +
				"javascript:alert(1) | E |  |  | an address beginning with javascript:, which is not asked\n"},
		{"control characters", "<opml><body><outline text=\"A\x1b[31m\x07B&#27;[0m&#x9b;31m\nC\" xmlUrl=\"https://a.exa\nmple/\x1bfeed\"/></body></opml>",
			"https://a.example/feed | AB›31m C | \n"},
		{"no feeds at all", `<opml version="2.0"><body><outline text="A plan"><outline text="step"/></outline></body></opml>`, ""},
		{"empty", `<opml/>`, ""},
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

func TestListEncodings(t *testing.T) {
	const text = `<opml><head><title>Đêm</title></head><body><outline text="Việt Nam é" xmlUrl="` + a + `"/></body></opml>`
	wide := func(order binary.AppendByteOrder, mark bool) []byte {
		var out []byte
		if mark {
			out = order.AppendUint16(out, 0xfeff)
		}
		for _, u := range utf16.Encode([]rune(text)) {
			out = order.AppendUint16(out, u)
		}
		return out
	}
	for name, in := range map[string][]byte{
		"UTF-8":                  []byte(text),
		"with a mark":            []byte("\ufeff" + text),
		"lying":                  []byte(`<?xml version="1.0" encoding="ISO-8859-1"?>` + text),
		"UTF-16 with a mark":     wide(binary.LittleEndian, true),
		"UTF-16, big end first":  wide(binary.BigEndian, true),
		"UTF-16 without a mark":  wide(binary.LittleEndian, false),
		"blank lines in advance": []byte("\n\n " + text),
	} {
		l, err := ReadList(in, Options{})
		if err != nil || l.Title != "Đêm" || told(l) != a+" | Việt Nam é | \n" {
			t.Errorf("%s: %q, %s, %v", name, l.Title, told(l), err)
		}
	}
	latin := []byte("<?xml version=\"1.0\" encoding=\"windows-1252\"?><opml><body><outline text=\"\x80t\xe9\" xmlUrl=\"" + a + "\"/></body></opml>")
	if l, err := ReadList(latin, Options{}); err != nil || told(l) != a+" | €té | \n" {
		t.Errorf("windows-1252: %s, %v", told(l), err)
	}
}

func TestNoList(t *testing.T) {
	for in, why := range map[string]error{
		"":         ErrEmpty,
		" \n\t":    ErrEmpty,
		"\ufeff  ": ErrEmpty,
		"<!DOCTYPE html><html><body><p>Hello</body></html>":                         ErrNotFeed,
		`<rss version="2.0"><channel><item><title>x</title></item></channel></rss>`: ErrNotFeed,
		`<feed xmlns="http://www.w3.org/2005/Atom"/>`:                               ErrNotFeed,
		`{"version":"https://jsonfeed.org/version/1.1","items":[]}`:                 ErrNotFeed,
		"Some words of a text.\nAnd more of them.":                                  ErrNotFeed,
		"\x89PNG\r\n\x1a\n": ErrNotFeed,
		"<other/>":          ErrNotFeed,
	} {
		l, err := ReadList([]byte(in), Options{})
		if !errors.Is(err, why) || len(l.Entries) > 0 {
			t.Errorf("%q: %v, want %v", in, err, why)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\x1b") {
			t.Errorf("%q: the message is %q", in, err)
		}
	}
}

func TestDeepAndLongLists(t *testing.T) {
	const depth = 1000
	deep := "<opml><body>" + strings.Repeat(`<outline text="f">`, depth) + `<outline text="A" xmlUrl="` + a + `"/>` +
		strings.Repeat("</outline>", depth) + `<outline text="B" xmlUrl="` + b + `"/></body></opml>`
	l, err := ReadList([]byte(deep), Options{})
	if err != nil || len(l.Entries) != 2 {
		t.Fatalf("%d entries, %v", len(l.Entries), err)
	}
	if n := len(l.Entries[0].Folders); n != listMaxFolders {
		t.Errorf("the deep feed lies in %d folders, want %d", n, listMaxFolders)
	}
	if n := len(l.Entries[1].Folders); n != 0 {
		t.Errorf("the feed behind lies in %d folders", n)
	}
	name := strings.Repeat("n", listNameRunes)
	wide := "<opml><body>" + strings.Repeat(`<outline text="`+name+`">`, 6) + `<outline text="short"><outline xmlUrl="` + a + `"/></outline>` +
		"</outline>" + `<outline text="deep"><outline xmlUrl="` + b + `"/></outline></outline><outline xmlUrl="` + c + `"/></body></opml>`
	if l, err = ReadList([]byte(wide), Options{}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{5, 5, 4} {
		if n := len(l.Entries[i].Folders); n != want {
			t.Errorf("feed %d lies in %d folders with long names, want %d", i, n, want)
		}
	}
	var long strings.Builder
	long.WriteString("<opml><body>")
	for i := range 10_000 {
		fmt.Fprintf(&long, `<outline text="Feed %d" xmlUrl="https://example.org/%d"/>`, i, i)
	}
	l, err = ReadList([]byte(long.String()), Options{})
	if err != nil || len(l.Entries) != 10_000 {
		t.Fatalf("%d entries, %v", len(l.Entries), err)
	}
	if e := l.Entries[9999]; e.Title != "Feed 9999" || e.Feed != "https://example.org/9999" {
		t.Errorf("the last is %+v", e)
	}
}

func TestListIsBounded(t *testing.T) {
	for _, in := range []string{
		"<opml>" + strings.Repeat("<outline xmlUrl=a.b/>", MaxEntries+5) + "</opml>",
		a + strings.Repeat("\na.example", MaxEntries+4),
	} {
		l, err := ReadList([]byte(in), Options{})
		if err != nil || len(l.Entries) != MaxEntries || l.Missing != 5 {
			t.Errorf("%d entries, %d missing, %v", len(l.Entries), l.Missing, err)
		}
	}
}

func TestListLimits(t *testing.T) {
	long := strings.Repeat("á", 5000)
	in := `<opml><head><title>` + long + `</title></head><body><outline text="` + long + `"><outline text="` + long + `" xmlUrl="` + a + `" category="` +
		strings.Repeat("c,", 10) + strings.Repeat("d", 3000) + `"/><outline text="L" xmlUrl="https://a.example/` + strings.Repeat("x", 3000) + `"/></outline></body></opml>`
	l, err := ReadList([]byte(in), Options{})
	if err != nil || len(l.Entries) != 2 {
		t.Fatalf("%d entries, %v", len(l.Entries), err)
	}
	e := l.Entries[0]
	for what, n := range map[string][2]int{
		"title":    {len([]rune(e.Title)), listTitleRunes},
		"list":     {len([]rune(l.Title)), listTitleRunes},
		"folder":   {len([]rune(e.Folders[0])), listNameRunes},
		"category": {len([]rune(e.Categories[1])), listNameRunes},
	} {
		if n[0] != n[1] {
			t.Errorf("%s has %d letters, want %d", what, n[0], n[1])
		}
	}
	if e := l.Entries[1]; !strings.Contains(e.Refused, "2000 bytes") || len(e.Feed) > 2000 {
		t.Errorf("the long address: %d bytes, %q", len(e.Feed), e.Refused)
	}
}

func TestEntrySource(t *testing.T) {
	e := Entry{Title: "A", Feed: a, Site: "https://a.example/", Folders: []string{"AC/DC", "Live"}, Categories: []string{"rock"}, Lang: "en"}
	want := feed.Source{ID: feed.FeedID(a), Feed: a, Name: "A", Named: true, URL: "https://a.example/", Lang: "en", Folder: "AC∕DC/Live", Categories: []string{"rock"}}
	if got := e.Source(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	nameless := Entry{Title: a, Feed: a}
	if got := nameless.Source(); got.Name != "" || got.Named {
		t.Errorf("an address became a name: %+v", got)
	}
	refused := Entry{Title: "A", Feed: a, Refused: "because"}
	if got := refused.Source(); !reflect.DeepEqual(got, feed.Source{}) {
		t.Errorf("refused: %+v", got)
	}
}

func TestListSources(t *testing.T) {
	l, err := ReadList([]byte(`<opml><body><outline text="A" xmlUrl="`+a+`" category="x"/><outline text="F"><outline xmlUrl="`+a+`" htmlUrl="https://a.example/" category="x,y"/>
<outline xmlUrl="|ls"/></outline><outline text="G"><outline text="other" xmlUrl="http://a.example/feed#top" language="fr"/><outline text="B" xmlUrl="`+b+`"/></outline></body></opml>`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	follow, refused := l.Sources()
	want := []feed.Source{
		{ID: feed.FeedID(a), Feed: a, Name: "A", Named: true, URL: "https://a.example/", Lang: "fr", Folder: "F", Categories: []string{"x", "y", "/G"}},
		{ID: feed.FeedID(b), Feed: b, Name: "B", Named: true, Folder: "G"},
	}
	if !reflect.DeepEqual(follow, want) {
		t.Errorf("%+v\nwant %+v", follow, want)
	}
	if len(refused) != 1 || refused[0].Feed != "|ls" {
		t.Errorf("refused: %+v", refused)
	}
}
