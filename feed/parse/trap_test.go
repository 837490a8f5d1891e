package parse

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// fill repeats s up to n bytes.
func fill(s string, n int) string { return strings.Repeat(s, n/len(s)+1)[:n] }

const rssHead = `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>`

// traps are texts that take the square of their length to read where ends are
// looked for again and again, or memory beyond all measure. n is the length of
// the part that grows.
var traps = []struct {
	name string
	make func(n int) string
}{
	{"titles without an end", func(n int) string { return rssHead + fill("<title>", n) }},
	{"titles without an end in an item", func(n int) string { return rssHead + "<item>" + fill("<title>", n) }},
	{"many names without an end", func(n int) string { return rssHead + fill("<item><title><link><guid><description>", n) }},
	{"comments without an end", func(n int) string { return rssHead + fill("<!--", n) }},
	{"CDATA without an end", func(n int) string { return rssHead + "<item><description>" + fill("<![CDATA[", n) }},
	{"titles of CDATA without an end", func(n int) string { return rssHead + fill("<title><![CDATA[", n) }},
	{"instructions without an end", func(n int) string { return rssHead + fill("<?x ", n) }},
	{"document types without an end", func(n int) string { return fill("<!DOCTYPE x [", n) }},
	{"quotes without an end", func(n int) string { return rssHead + fill(`<a href="`, n) }},
	{"quotes that end far away", func(n int) string { return rssHead + "<item>" + fill(`<a x=">`, n) + `"` }},
	{"quotes without an end in text", func(n int) string {
		return rssHead + "<item><description><![CDATA[" + fill(`<a href="`, n) + "]]></description></item>"
	}},
	{"items in items", func(n int) string { return rssHead + fill("<item>", n) }},
	{"addresses with a long base", func(n int) string {
		return `<feed xml:base="http://a.test/` + fill("x", 1900) + `/"><entry><content><![CDATA[` + fill("<a href=a>", n) + "]]></content></entry></feed>"
	}},
	{"items with a long base", func(n int) string {
		return `<feed xml:base="http://a.test/` + fill("x", 1900) + `/">` + fill(`<entry xml:base="b/"><id>x</id><link href="a" rel="enclosure"/></entry>`, n) + "</feed>"
	}},
	{"items in items with a base each", func(n int) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom">` + fill(`<entry xml:base="a/">`, n)
	}},
	{"elements in elements", func(n int) string { return rssHead + fill("<a:b>", n/2) + fill("</a:b>", n/2) }},
	{"descriptions in descriptions", func(n int) string { return rssHead + "<item>" + fill("<description>x", n) + "</item>" }},
	{"divisions in divisions", func(n int) string {
		return `<feed><entry><content type="xhtml">` + fill("<div>", n) + "</content></entry></feed>"
	}},
	{"authors without an end", func(n int) string { return "<feed><entry>" + fill("<author><name>", n) }},
	{"end tags of nothing", func(n int) string { return rssHead + fill("</x>", n) }},
	{"attributes", func(n int) string { return rssHead + "<item " + fill(`a="1" `, n) + "><title>t</title></item>" }},
	{"vocabularies", func(n int) string { return rssHead + fill(`<x:y xmlns:x="http://a.test/">`, n) }},
	{"ampersands", func(n int) string { return rssHead + "<item><title>" + fill("&", n) + "</title></item>" }},
	{"numbers of characters", func(n int) string { return rssHead + "<item><title>" + fill("&#", n) + "</title></item>" }},
	{"uses of an entity", func(n int) string {
		return `<!DOCTYPE r [<!ENTITY a "` + fill("x", 900) + `">]>` + rssHead + "<item><description>" + fill("&a;", n) + "</description></item>"
	}},
	{"relative addresses", func(n int) string {
		return rssHead + "<item><description>" + fill("&lt;img src=&quot;a&quot;&gt;", n) + "</description></item>"
	}},
	{"dots in an address", func(n int) string {
		return rssHead + "<item><link>http://a.test/" + fill("x/../", n) + "</link></item>"
	}},
	{"enclosures", func(n int) string {
		return rssHead + "<item>" + fill(`<enclosure url="http://a.test/1"/>`, n) + "</item>"
	}},
	{"key words", func(n int) string {
		return rssHead + "<item><itunes:keywords>" + fill("a1,b2,", n) + "</itunes:keywords></item>"
	}},
	{"small items", func(n int) string { return rssHead + fill("<item><title>a</title></item>", n) }},
	{"lists in JSON", func(n int) string { return `{"items":` + fill("[", n) }},
	{"items in JSON", func(n int) string { return `{"items":[` + fill("{},", n) }},
	{"backslashes in JSON", func(n int) string { return `{"items":["` + fill(`\`, n) }},
	{"texts without an end in JSON", func(n int) string { return `{"items":[` + fill(`"`, n) }},
	{"members of one name in JSON", func(n int) string { return `{` + fill(`"items":[{"id":1}],`, n) }},
}

// TestTrapsAreLinear counts what is allocated for a trap and for one four times
// as long; the time of each is that of a pass over it, or the test never ends.
func TestTrapsAreLinear(t *testing.T) {
	for _, c := range traps {
		t.Run(c.name, func(t *testing.T) {
			small, large := allocated(c.make(1<<18)), allocated(c.make(1<<20))
			if large > 64<<20 || large > 8*small+1<<20 {
				t.Errorf("%d bytes are allocated for 256 KiB and %d for 1 MiB", small, large)
			}
		})
	}
}

// allocated returns how many bytes reading s takes, all counted.
func allocated(s string) uint64 {
	b := []byte(s)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := Read(b, Options{Base: "https://base.test/", Now: now})
	runtime.ReadMemStats(&after)
	if err == nil && len(f.Items) > MaxItems {
		panic("too many items")
	}
	return after.TotalAlloc - before.TotalAlloc
}

func TestEndsAreLookedForOnce(t *testing.T) {
	for _, c := range traps {
		s := c.make(1 << 16)
		if !strings.HasPrefix(s, "<") || !strings.Contains(s, "<rss") {
			continue
		}
		r := &reader{scanner: scanner{s: s}, o: Options{Now: now}}
		steps := 0
		for r.step() {
			if steps++; steps > len(s) {
				t.Fatalf("%s: more steps than bytes", c.name)
			}
		}
		if r.waste > 3*len(s) {
			t.Errorf("%s: %d bytes looked through in vain, of %d", c.name, r.waste, len(s))
		}
	}
}

func TestDepth(t *testing.T) {
	for _, n := range []int{MaxDepth - 3, MaxDepth + 3, 50 * MaxDepth} {
		f := read(t, rssHead+strings.Repeat("<x:y>", n)+strings.Repeat("</x:y>", n)+"<item><title>after</title></item></channel></rss>")
		if len(f.Items) != 1 || f.Items[0].Title != "after" || f.Broken {
			t.Errorf("after %d elements in each other: %+v", n, f)
		}
	}
}

// TestNewestItems holds that the newest are kept, in their order, and the others
// counted: one below the limit, at it, above it and far above.
func TestNewestItems(t *testing.T) {
	for _, n := range []int{MaxItems - 1, MaxItems, MaxItems + 1, 2*MaxItems + 7} {
		var b strings.Builder
		b.WriteString(rssHead)
		for i := range n { // the oldest first
			fmt.Fprintf(&b, "<item><guid>%d</guid><pubDate>%s</pubDate></item>", i, now.Add(time.Duration(i-n)*time.Minute).Format("2006-01-02T15:04:05Z"))
		}
		f := read(t, b.String()+"</channel></rss>")
		kept := min(n, MaxItems)
		if len(f.Items) != kept || f.Missing != n-kept {
			t.Fatalf("of %d items %d are kept and %d missing", n, len(f.Items), f.Missing)
		}
		if n <= MaxItems+1 && (f.Items[0].ID != fmt.Sprint(n-kept) || f.Items[kept-1].ID != fmt.Sprint(n-1)) {
			t.Errorf("of %d items those from %s to %s are kept", n, f.Items[0].ID, f.Items[kept-1].ID)
		}
	}
}

func TestNewestItemsWithoutDates(t *testing.T) {
	var b strings.Builder
	b.WriteString(rssHead)
	for i := range 3 * MaxItems {
		fmt.Fprintf(&b, "<item><guid>%d</guid></item>", i)
	}
	f := read(t, b.String()+"</channel></rss>")
	if len(f.Items) != MaxItems || f.Items[0].ID != "0" || f.Items[MaxItems-1].ID != fmt.Sprint(MaxItems-1) {
		t.Errorf("%d items are kept, from %s on", len(f.Items), f.Items[0].ID)
	}
}

// TestLimits goes to each limit of length and one beyond.
func TestLimits(t *testing.T) {
	item := func(inner string) Item {
		return read(t, rssHead+"<item><guid>g</guid>"+inner+"</item></channel></rss>").Items[0]
	}
	for _, over := range []int{0, 1} {
		if n := utf8.RuneCountInString(item("<title>" + strings.Repeat("é", maxTitle+over) + "</title>").Title); n != maxTitle {
			t.Errorf("a title of %d letters has %d", maxTitle+over, n)
		}
		if n := len(item("<category>" + strings.Repeat("c", maxName+over) + "</category>").Categories[0]); n != maxName {
			t.Errorf("a category of %d letters has %d", maxName+over, n)
		}
		if n := len(item("<dc:creator>" + strings.Repeat("c", maxName+over) + "</dc:creator>").Authors[0]); n != maxName {
			t.Errorf("an author of %d letters has %d", maxName+over, n)
		}
		address := "https://a.test/" + strings.Repeat("x", text.MaxURL-15+over)
		if got := item("<link>" + address + "</link>").URL; (got == address) != (over == 0) {
			t.Errorf("an address of %d bytes became one of %d", len(address), len(got))
		}
		for _, in := range []string{"<description>%s</description>", "<description><i/>%s</description>", "<content:encoded><![CDATA[%s]]></content:encoded>"} {
			it := item(fmt.Sprintf(in, strings.Repeat("x", maxText+over)))
			if n := len(it.Summary) + len(it.Content); n > maxText || n < maxText-10 {
				t.Errorf("a text of %d bytes has %d", maxText+over, n)
			}
		}
		var many strings.Builder
		for i := range maxCategories + over {
			fmt.Fprintf(&many, "<category>c%d</category>", i)
		}
		if n := len(item(many.String()).Categories); n != maxCategories {
			t.Errorf("%d categories became %d", maxCategories+over, n)
		}
		many.Reset()
		for i := range maxAuthors + over {
			fmt.Fprintf(&many, "<source><author>a%d</author><author>a%d</author></source>", i, i)
		}
		if n := len(item(many.String()).Authors); n != maxAuthors {
			t.Errorf("%d authors of a source became %d", maxAuthors+over, n)
		}
		id := strings.Repeat("i", maxID+over)
		f := read(t, rssHead+"<item><guid>"+id+"</guid></item></channel></rss>")
		if got := f.Items[0].ID; (got == id) != (over == 0) || got == "" {
			t.Errorf("an id of %d bytes became %q", len(id), got)
		}
	}
}

func TestTooLarge(t *testing.T) {
	s := rssHead + "<item><title>a</title></item></channel></rss>"
	for _, over := range []int{0, 1} {
		_, err := Read([]byte(s+strings.Repeat(" ", MaxBytes-len(s)+over)), Options{Now: now})
		if errors.Is(err, feed.ErrTooLarge) != (over == 1) {
			t.Errorf("%d bytes beyond the limit: %v", over, err)
		}
	}
}

// TestEntities holds that a document's entities are put in once, never those
// that use others, and never a file.
func TestEntities(t *testing.T) {
	for _, c := range []struct{ dtd, title, want string }{
		{`<!ENTITY paper "The &#233;cho">`, "&paper; today", "The écho today"},
		{`<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">`, "&c; &a;", "&c; ha"},
		{`<!ENTITY a "&b;"><!ENTITY b "&a;">`, "&a;", "&a;"},
		{`<!ENTITY e SYSTEM "file:///etc/passwd">`, "x &e;", "x &e;"},
		{`<!ENTITY % p SYSTEM "http://a.test/p"> %p;`, "t", "t"},
	} {
		s := "<!DOCTYPE rss [" + c.dtd + "]><rss><channel><title>" + c.title + "</title></channel></rss>"
		if got := read(t, s).Title; got != c.want {
			t.Errorf("%s: %q is read as %q", c.dtd, c.title, got)
		}
	}
}

// TestCutAnywhere cuts a feed at each byte: the items before the cut are whole
// and the same, the one at the cut is left out.
func TestCutAnywhere(t *testing.T) {
	var b strings.Builder
	var ends []int
	b.WriteString(rssHead + "<link>https://a.test/</link>")
	for i := range 4 {
		fmt.Fprintf(&b, `<item><title>Nr. %d</title><link>https://a.test/%d</link><description><![CDATA[<p>Text %d</p>]]></description><category a="b">c &amp; d</category></item>`, i, i, i)
		ends = append(ends, b.Len()-1)
	}
	b.WriteString("\n</channel>\n</rss>")
	whole := read(t, b.String())
	for cut := ends[0]; cut <= b.Len(); cut++ {
		f := read(t, b.String()[:cut])
		n := 0
		for n < len(ends) && ends[n] <= cut {
			n++
		}
		if len(f.Items) != n {
			t.Fatalf("%d items are read of %q", len(f.Items), b.String()[:cut])
		}
		for i := range f.Items {
			if fmt.Sprint(f.Items[i]) != fmt.Sprint(whole.Items[i]) {
				t.Errorf("cut at %d, item %d is %+v", cut, i, f.Items[i])
			}
		}
		if f.Broken != (cut < b.Len()) {
			t.Errorf("cut at %d: broken is %v", cut, f.Broken)
		}
	}
}

// FuzzRead holds that whatever comes, what is read is clean, bounded and absolute.
func FuzzRead(f *testing.F) {
	for _, c := range traps {
		f.Add([]byte(c.make(300)))
	}
	for _, s := range notFeeds {
		f.Add([]byte(s.body))
	}
	samples, err := filepath.Glob("testdata/feeds/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range samples {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Read(b, Options{Base: "https://base.test/", Now: now})
		if err != nil {
			if !errors.Is(err, ErrNotFeed) && !errors.Is(err, ErrEmpty) && !errors.Is(err, feed.ErrTooLarge) {
				t.Errorf("unknown error %v", err)
			}
			return
		}
		checkFeed(t, got)
	})
}

func checkFeed(t *testing.T, f Feed) {
	t.Helper()
	for _, s := range []string{f.Format, f.Version, f.Title, f.Description, f.Author, f.Lang} {
		checkLine(t, s)
	}
	checkAddress(t, f.URL)
	checkAddress(t, f.Self)
	if len(f.Items) > MaxItems || f.TTL < 0 {
		t.Errorf("%d items, ttl %v", len(f.Items), f.TTL)
	}
	for _, it := range f.Items {
		if it.ID == "" || len(it.ID) > maxID {
			t.Errorf("id %q", it.ID)
		}
		checkLine(t, it.ID)
		checkLine(t, it.Title)
		checkLine(t, it.Source)
		checkText(t, it.Summary)
		checkText(t, it.Content)
		checkAddress(t, it.URL)
		checkAddress(t, it.SourceURL)
		for _, s := range append(append([]string{it.Lang}, it.Authors...), it.Categories...) {
			checkLine(t, s)
		}
		for _, e := range it.Enclosures {
			checkAddress(t, e.URL)
			checkLine(t, e.Type)
		}
		for _, p := range it.Pictures {
			checkLine(t, p.Text)
			checkLine(t, p.Credit)
		}
		if y := it.Published.Year(); !it.Published.IsZero() && (y < 1989 || y > 2026) || it.Published.IsZero() != (it.Precision == feed.NoDate) {
			t.Errorf("published %v to the %v", it.Published, it.Precision)
		}
	}
}

func checkText(t *testing.T, s string) {
	t.Helper()
	if s != text.Clean(s) {
		t.Errorf("%q is not clean", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			t.Errorf("%q holds a control", s)
		}
	}
}

func checkLine(t *testing.T, s string) {
	t.Helper()
	if s != text.Line(s) {
		t.Errorf("%q is not one clean line", s)
	}
}

func checkAddress(t *testing.T, s string) {
	t.Helper()
	if safe, ok := text.SafeURL(s); s != "" && (!ok || safe != s) {
		t.Errorf("address %q is not safe: %q", s, safe)
	}
}

// TestOpenElements holds that what is deeper than MaxDepth is not remembered.
func TestOpenElements(t *testing.T) {
	r := &reader{scanner: scanner{s: rssHead + strings.Repeat("<x:y>", 10*MaxDepth)}, o: Options{Now: now}}
	for r.step() {
		if len(r.stack) > MaxDepth {
			t.Fatalf("%d elements are open", len(r.stack))
		}
	}
}

// TestAhead holds that an answer is remembered: asked again further on, and of a
// text where it would be another, it is the same.
func TestAhead(t *testing.T) {
	var a ahead
	if got := a.next("....x", "x", 0); got != 4 {
		t.Fatal(got)
	}
	if got := a.next("x....", "x", 3); got != 4 {
		t.Errorf("it was looked for again, and found at %d", got)
	}
	if got := a.next("....x..x", "x", 5); got != 7 {
		t.Errorf("behind what is remembered it is at %d", got)
	}
}

// TestJSONDepth nests values as deep as is read, and deeper.
func TestJSONDepth(t *testing.T) {
	for _, n := range []int{maxJSONDepth - 1, maxJSONDepth} {
		s := `{"items":[],"_x":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}`
		_, err := Read([]byte(s), Options{Now: now})
		if (err == nil) != (n < maxJSONDepth) || err != nil && !errors.Is(err, ErrNotFeed) {
			t.Errorf("%d lists in each other: %v", n, err)
		}
	}
}
