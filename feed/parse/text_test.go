package parse

import (
	"fmt"
	"strings"
	"testing"
)

// itemOf reads the one item of a feed of RSS.
func itemOf(t *testing.T, inner string) Item {
	t.Helper()
	f := read(t, rssHead+"<link>https://site.test/</link><item>"+inner+"</item></channel></rss>")
	if len(f.Items) != 1 {
		t.Fatalf("%q has %d items", inner, len(f.Items))
	}
	return f.Items[0]
}

// TestTitles takes markup out of titles, and nothing else.
func TestTitles(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Plain", "Plain"},
		{"AT&T and R&D", "AT&T and R&D"},
		{"AT&amp;T", "AT&T"},
		{"AT&amp;amp;T", "AT&T"},
		{"A &amp;amp;#8217; B", "A ’ B"},
		{"<![CDATA[AT&T <b>grows</b>]]>", "AT&T grows"},
		{"<![CDATA[AT&amp;T]]>", "AT&T"},
		{"&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"},
		{"<b>Bold</b> words", "Bold words"},
		{"&amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt;", "Bold"},
		{"a &lt; b", "a < b"},
		{"a < b and c > d", "a < b and c > d"},
		{"a &lt;b and c&gt; d", "a <b and c> d"},
		{"I <3 rice", "I <3 rice"},
		{"1 <2, 3> 2", "1 <2, 3> 2"},
		{"The type List&lt;T&gt;", "The type List<T>"},
		{"One<br/>two", "One two"},
		{"&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;", "One two"},
		{"Caf&eacute; &#8211; d&#233;j&#xE0; vu &#150; &hellip;", "Café – déjà vu – …"},
		{"R&eacute ; &unknown; &;", "R&eacute ; &unknown; &;"},
		{"<![CDATA[Part one]]> and <![CDATA[part two]]>", "Part one and part two"},
		{"<!-- a comment -->Words", "Words"},
		{"a\n\t b\u00a0 c", "a b c"},
		{"&lt;script&gt;x()&lt;/script&gt;Safe", "Safe"},
		{"ESC &#27;[31m and \u009b31m", "ESC and ›31m"},
		{"\u200fRTL\u202e", "RTL"},
	} {
		if got := itemOf(t, "<guid>1</guid><title>"+c.in+"</title>").Title; got != c.want {
			t.Errorf("title %q is read as %q, want %q", c.in, got, c.want)
		}
	}
}

// TestTitlesOfJSON undoes an escape that has no place there.
func TestTitlesOfJSON(t *testing.T) {
	f := read(t, `{"version":"https://jsonfeed.org/version/1.1","title":"Salt &amp; sea","items":[{"id":"1","title":"Dykes &amp; d&#xE9;bris"},{"id":"2","title":"R&D <3 &c;"}]}`)
	if f.Title != "Salt & sea" || f.Items[0].Title != "Dykes & débris" || f.Items[1].Title != "R&D <3 &c;" {
		t.Errorf("titles are %q, %q, %q", f.Title, f.Items[0].Title, f.Items[1].Title)
	}
}

// TestInheritedCategories gives items without categories those of their feed,
// unless it lists all that there are.
func TestInheritedCategories(t *testing.T) {
	for n, want := range map[int]int{2: 2, maxInherited: maxInherited, maxInherited + 1: 0} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<category>c%d</category>", i)
		}
		f := read(t, rssHead+b.String()+"<item><title>a</title></item></channel></rss>")
		if got := len(f.Items[0].Categories); got != want || len(f.Categories) != n {
			t.Errorf("of %d categories an item has %d, want %d", n, got, want)
		}
	}
}

// TestTextConstructs reads each way in which a feed writes text.
func TestTextConstructs(t *testing.T) {
	for _, c := range []struct{ element, want string }{
		{`<content>a &lt; b</content>`, "a &lt; b"},
		{`<content type="text">&lt;p&gt;x</content>`, "&lt;p&gt;x"},
		{`<content type="html">&lt;p&gt;x &amp;amp; y</content>`, "<p>x &amp; y"},
		{`<content type="html"><![CDATA[<p>x</p>]]></content>`, "<p>x</p>"},
		{`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x<br/><i/></p></div></content>`, "<p>x<br /><i></i></p>"},
		{`<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>x</h:p></h:div></content>`, "<p>x</p>"},
		{`<content type="xhtml"><div>a</div><div>b</div></content>`, "<div>a</div><div>b</div>"},
		{`<content type="application/xhtml+xml"><p>x</p></content>`, "<p>x</p>"},
		{`<content type="text/html" mode="escaped">&lt;i&gt;x&lt;/i&gt;</content>`, "<i>x</i>"},
		{`<content type="text/html" mode="base64">PGk+eDwvaT4=</content>`, "<i>x</i>"},
		{`<content type="image/png">iVBORw0KGgo=</content>`, ""},
		{`<content type="html">one&#10;&#10;two &lt;b&gt;x&lt;/b&gt;</content>`, "one\n\ntwo <b>x</b>"},
		{"<content>one\n\ntwo</content>", "<p>one</p><p>two</p>"},
		{`<content:encoded><![CDATA[<p>a]]]]><![CDATA[>b</p>]]></content:encoded>`, "<p>a]]>b</p>"},
	} {
		s := `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>` + c.element + `</entry></feed>`
		if got := read(t, s).Items[0].Content; got != c.want {
			t.Errorf("%s is read as %q, want %q", c.element, got, c.want)
		}
	}
}

// TestAddressesInHTML makes addresses whole, and takes out what runs programs.
func TestAddressesInHTML(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`<a href="/a?b=1&amp;c=2">x</a>`, `<a href="https://site.test/a?b=1&amp;c=2">x</a>`},
		{`<a href=b.html>x</a>`, `<a href=https://site.test/news/b.html>x</a>`},
		{`<img src='../p.jpg' alt="a > b">`, `<img src='https://site.test/p.jpg' alt="a > b">`},
		{`<img SRC="//cdn.test/p.jpg"/>`, `<img SRC="https://cdn.test/p.jpg"/>`},
		{`<a href="https://other.test/">x</a>`, `<a href="https://other.test/">x</a>`},
		{`<a href="#note">x</a>`, `<a href="#note">x</a>`},
		{`<a href="mailto:a@b.test">x</a>`, `<a href="mailto:a@b.test">x</a>`},
		{`<a href="javascript:alert(1)">x</a>`, `<a href="">x</a>`},
		{`<a href=" java&#115;cript&colon;alert(1)">x</a>`, `<a href="">x</a>`},
		{"<a href='java\nscript:alert(1)'>x</a>", "<a href=''>x</a>"},
		{`<a href="vbscript:x">x</a>`, `<a href="">x</a>`},
		{`<a href="file:///etc/passwd">x</a>`, `<a href="">x</a>`},
		{`<a title="href=/a">x</a>`, `<a title="href=/a">x</a>`},
		{`a <b href="x`, `a <b href="x`},
	} {
		got := itemOf(t, "<link>https://site.test/news/1.html</link><content:encoded><![CDATA["+c.in+"]]></content:encoded>").Content
		if got != c.want && strings.TrimSpace(c.in) != "" && !strings.HasPrefix(c.in, "a <b") {
			t.Errorf("%q is read as %q, want %q", c.in, got, c.want)
		}
	}
}

// TestLinks ranks what may be the address of an article.
func TestLinks(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`<guid>https://a.test/1</guid>`, "https://a.test/1"},
		{`<guid>https://user:secret@a.test/é 1</guid>`, ""},
		{`<guid>https://user:secret@a.test/é</guid>`, "https://a.test/%C3%A9"},
		{`<guid isPermaLink="false">https://a.test/1</guid><link>https://a.test/2</link>`, "https://a.test/2"},
		{`<guid>https://a.test/1</guid><link>https://a.test/2</link>`, "https://a.test/2"},
		{`<link>https://a.test/2</link><feedburner:origLink>https://a.test/3</feedburner:origLink>`, "https://a.test/3"},
		{`<link>/2</link>`, "https://site.test/2"},
		{`<link><![CDATA[ https://a.test/2?a=1&b=2 ]]></link>`, "https://a.test/2?a=1&b=2"},
		{`<link>https://a.test/?a=1&amp;amp;b=2</link>`, "https://a.test/?a=1&b=2"},
		{`<link><![CDATA[https://a.test/?a=1&amp;b=2]]></link>`, "https://a.test/?a=1&b=2"},
		{`<link>www.a.test/2</link>`, "https://www.a.test/2"},
		{`<link>//a.test/2</link>`, "https://a.test/2"},
		{`<link>?p=2</link>`, "https://site.test/?p=2"},
		{`<link>javascript:alert(1)</link><guid>x</guid>`, ""},
		{`<atom:link rel="self" href="https://a.test/self"/><atom:link rel="alternate" type="application/json" href="https://a.test/j"/><atom:link href="https://a.test/html"/>`, "https://a.test/html"},
		{`<atom:link rel="http://www.iana.org/assignments/relation/alternate" href="https://a.test/r"/>`, "https://a.test/r"},
		{`<enclosure url="https://a.test/x.mp3"/>`, "https://a.test/x.mp3"},
		{`<guid>x</guid><atom:link rel="replies" href="https://a.test/c"/>`, ""},
		{`<link>https://user:secret@a.test/</link>`, "https://a.test/"},
	} {
		if got := itemOf(t, c.in).URL; got != c.want {
			t.Errorf("%s leads to %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPersons(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<author>desk@a.test (The desk)</author>", "The desk"},
		{"<author>The desk (desk@a.test)</author>", "The desk"},
		{"<author>The desk &lt;desk@a.test&gt;</author>", "The desk"},
		{"<author>desk@a.test</author>", "desk@a.test"},
		{"<author><name>The desk</name><email>desk@a.test</email></author>", "The desk"},
		{"<author><email>desk@a.test</email></author>", "desk@a.test"},
		{"<dc:creator>A</dc:creator><dc:creator>B</dc:creator><dc:creator>A</dc:creator>", "A|B"},
		{"<itunes:author>Show</itunes:author><dc:creator>A</dc:creator>", "A"},
		{"<dc:creator><![CDATA[<a href='x'>A</a>]]></dc:creator>", "A"},
		{"<guid>1</guid>", ""},
	} {
		if got := strings.Join(itemOf(t, c.in).Authors, "|"); got != c.want {
			t.Errorf("%s is by %q, want %q", c.in, got, c.want)
		}
	}
}

// TestPictures keeps captions and credits of pictures, and not those of films.
func TestPictures(t *testing.T) {
	const still = `<media:content url="https://a.test/p.jpg" medium="image"/>`
	for _, c := range []struct{ in, captions, summary string }{
		{`<media:content url="https://a.test/p.jpg" type="image/jpeg"><media:description>Caption</media:description><media:credit>Credit</media:credit></media:content>`, "Caption/Credit", ""},
		{`<media:group>` + still + `</media:group><media:description>Caption</media:description><media:credit>Credit</media:credit><description>Text</description>`, "Caption/Credit", "Text"},
		{still + `<media:title>t</media:title><description>Text</description>`, "", "Text"},
		{`<media:group><media:content url="https://a.test/f.mp4" type="video/mp4"/><media:description>Of the film</media:description></media:group>`, "", "Of the film"},
		{`<media:group><media:content url="https://a.test/v/1" type="application/x-shockwave-flash"/><media:description>Of the player</media:description></media:group>`, "", "Of the player"},
		{`<media:description>Alone</media:description>`, "", "Alone"},
	} {
		it := itemOf(t, "<guid>1</guid>"+c.in)
		var got []string
		for _, p := range it.Pictures {
			got = append(got, p.Text+"/"+p.Credit)
		}
		if strings.Join(got, " ") != c.captions || it.Summary != c.summary {
			t.Errorf("%s: captions %q, summary %q", c.in, got, it.Summary)
		}
	}
}

// TestNames reads elements under whatever prefix their vocabulary has.
func TestNames(t *testing.T) {
	for _, s := range []string{
		`<rss><channel><item><dc:creator>A</dc:creator></item></channel></rss>`,
		`<rss xmlns:q="http://purl.org/dc/elements/1.1/"><channel><item><q:creator>A</q:creator></item></channel></rss>`,
		`<rss><channel><item><creator xmlns="http://purl.org/dc/elements/1.1/">A</creator></item></channel></rss>`,
		`<RSS><CHANNEL><ITEM><AUTHOR>A</AUTHOR></ITEM></CHANNEL></RSS>`,
		`<rss xmlns="urn:unknown"><channel><item><author>A</author></item></channel></rss>`,
		`<x:rss xmlns:x="http://backend.userland.com/rss2"><x:channel><x:item><x:author>A</x:author></x:item></x:channel></x:rss>`,
		`<atom:feed><atom:entry><atom:author><atom:name>A</atom:name></atom:author></atom:entry></atom:feed>`,
		`<entry xmlns="http://www.w3.org/2005/Atom"><author><name>A</name></author></entry>`,
	} {
		f := read(t, s)
		if len(f.Items) != 1 || strings.Join(f.Items[0].Authors, "|") != "A" {
			t.Errorf("%s is read as %+v", s, f.Items)
		}
	}
}

// TestNotArticles leaves out what is called an item and is none.
func TestNotArticles(t *testing.T) {
	f := read(t, rssHead+`<item><title xmlns="urn:other">of another vocabulary</title><title>a</title><sx:sync><sx:conflicts><item><title>old</title></item></sx:conflicts></sx:sync>
<ext:box xmlns="urn:other"><title>boxed</title><item><title>x</title></item></ext:box><guid>1</guid></item>
<content:items><rdf:Bag><rdf:li><content:item>c</content:item></rdf:li></rdf:Bag></content:items></channel></rss>`)
	if len(f.Items) != 1 || f.Items[0].Title != "a" || f.Items[0].ID != "1" {
		t.Errorf("read %+v", f.Items)
	}
}

func TestLanguageTags(t *testing.T) {
	for in, want := range map[string]string{
		"fr": "fr", "en-US": "en-us", "pt_BR": "pt-br", " vi ": "vi", "zh-Hant-TW": "zh-hant-tw", "English": "en",
		"vn": "vi", "jp": "ja", "vi-VN": "vi-vn", "": "", "x": "", "123": "", "fr;q=1": "", "french language": "", "i-klingon": "", "en-": "",
	} {
		if got := language(in); got != want {
			t.Errorf("language %q is %q, want %q", in, got, want)
		}
	}
}

// TestLanguages holds which of several languages counts: that of the item before
// that of the feed, an element for it before an attribute, and what the server
// says last; an empty one is none.
func TestLanguages(t *testing.T) {
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang=`
	for _, c := range []struct{ in, server, feed, items string }{
		{rssHead + "<language>fr</language><item><title>a</title></item></channel></rss>", "en", "fr", ""},
		{rssHead + "<item><title>a</title></item></channel></rss>", "vi", "vi", ""},
		{rssHead + "<item><title>a</title></item></channel></rss>", "vi, en", "", ""},
		{rssHead + "<item><dc:language>en</dc:language></item></channel></rss>", "vi", "en", ""},
		{rssHead + "<item><dc:language>en</dc:language><guid>1</guid></item><item><dc:language>th</dc:language></item></channel></rss>", "", "", "en th"},
		{rssHead + "<item><title>a</title><dc:language>en</dc:language></item><language>fr</language></channel></rss>", "", "fr", "en"},
		{rssHead + "<item xml:lang='th'><dc:language>en</dc:language><description>a</description></item><language>fr</language></channel></rss>", "", "fr", "en"},
		{atom + `"en"><entry xml:lang=""><title>a</title></entry><entry><content xml:lang=" ">b</content></entry><entry><title>c</title></entry></feed>`, "vi", "en", "und und "},
		{atom + `""><entry><title>a</title></entry></feed>`, "vi", "", ""},
		{atom + `"mul"><entry><title>a</title></entry><entry xml:lang="fr"><title>b</title></entry></feed>`, "vi", "", " fr"},
	} {
		f, err := Read([]byte(c.in), Options{Lang: c.server, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		items := make([]string, len(f.Items))
		for i := range f.Items {
			items[i] = f.Items[i].Lang
		}
		if got := strings.Join(items, " "); f.Lang != c.feed || got != c.items {
			t.Errorf("%s is in %q, its items in %q; want %q, %q", c.in, f.Lang, got, c.feed, c.items)
		}
	}
}

// TestSelf holds that an empty reference is to the document, and only there where
// the document is meant.
func TestSelf(t *testing.T) {
	f := read(t, `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://báo.test/feed"><link rel="self" href=""/><entry><link href=""/><title>a</title></entry></feed>`)
	if f.Self != "http://xn--bo-mia.test/feed" || f.Items[0].URL != "" {
		t.Errorf("self is %q, of the item %q", f.Self, f.Items[0].URL)
	}
}
