package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// book is what a test reads of an EPUB.
type book struct {
	files map[string][]byte
	names []string
	opf   struct {
		ID   string   `xml:"metadata>identifier"`
		Lang []string `xml:"metadata>language"`
		Meta []struct {
			Property string `xml:"property,attr"`
			Value    string `xml:",chardata"`
		} `xml:"metadata>meta"`
		Title   string   `xml:"metadata>title"`
		Creator []string `xml:"metadata>creator"`
		Subject []string `xml:"metadata>subject"`
		Items   []struct {
			ID         string `xml:"id,attr"`
			Href       string `xml:"href,attr"`
			Type       string `xml:"media-type,attr"`
			Properties string `xml:"properties,attr"`
		} `xml:"manifest>item"`
		Spine []struct {
			ID string `xml:"idref,attr"`
		} `xml:"spine>itemref"`
	}
}

// readBook opens an EPUB as its container format asks: the type first, as it
// is, all files named in the manifest.
func readBook(t testing.TB, p []byte) *book {
	t.Helper()
	if len(p) < 58 || string(p[:4]) != "PK\x03\x04" || string(p[30:58]) != "mimetypeapplication/epub+zip" {
		t.Fatalf("begins with %q", p[:min(len(p), 58)])
	}
	z, err := zip.NewReader(bytes.NewReader(p), int64(len(p)))
	if err != nil {
		t.Fatal(err)
	}
	b := &book{files: map[string][]byte{}}
	for _, f := range z.File {
		if f.Flags&8 != 0 || len(f.Extra) > 0 || b.files[f.Name] != nil || !f.Modified.Equal(z.File[0].Modified) {
			t.Errorf("%s: flags %x, %d bytes more in its header, %v", f.Name, f.Flags, len(f.Extra), f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if b.files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(f.Name, err)
		}
		b.names = append(b.names, f.Name)
	}
	if err := xml.Unmarshal(b.files["EPUB/package.opf"], &b.opf); err != nil {
		t.Fatal(err)
	}
	want := []string{"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
	nav := 0
	for _, it := range b.opf.Items {
		want = append(want, "EPUB/"+it.Href)
		if it.Properties == "nav" {
			nav++
		}
	}
	if slices.Sort(want); !slices.Equal(want, slices.Sorted(slices.Values(b.names))) || nav != 1 {
		t.Errorf("files %q, manifest %q", b.names, want)
	}
	return b
}

// elements of a book, as allowed has them for a page of HTML.
var epubElements = map[string]string{
	"html": "lang dir", "head": "", "meta": "charset", "title": "", "link": "rel type href", "body": "", "section": "type role class aria-label", "nav": "type role id hidden aria-label",
	"ol": "class start", "ul": "class lang dir aria-label", "li": "value", "a": "href rel type lang dir", "span": "class", "h1": "class lang dir", "h2": "lang dir", "h3": "", "h4": "", "h5": "", "h6": "",
	"p": "class lang dir", "time": "datetime", "cite": "", "mark": "", "strong": "", "em": "", "code": "", "del": "", "sub": "", "sup": "", "br": "", "hr": "", "pre": "", "blockquote": "class", "q": "lang dir",
	"div": "class", "table": "", "thead": "", "tbody": "", "tr": "", "th": "", "td": "", "figure": "", "figcaption": "", "aside": "type role class lang dir",
}

// checkBook holds that every page is XML of the book's own elements, that what it
// links to is in the book or may be followed, and returns the texts of h1 by
// page.
func checkBook(t testing.TB, b *book) map[string]string {
	t.Helper()
	titles := map[string]string{}
	for _, name := range b.names {
		if path.Ext(name) != ".xhtml" {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(b.files[name]))
		var open []string
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v in\n%s", name, err, b.files[name])
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				open = append(open, tok.Name.Local)
				checkElement(t, b, name, tok)
			case xml.EndElement:
				open = open[:len(open)-1]
			case xml.CharData:
				if slices.Contains(open, "h1") {
					titles[name] += string(tok)
				}
			case xml.Comment:
				t.Fatalf("%s: comment %q", name, tok)
			}
		}
	}
	return titles
}

func checkElement(t testing.TB, b *book, name string, el xml.StartElement) {
	t.Helper()
	attrs, ok := epubElements[el.Name.Local]
	if !ok {
		t.Fatalf("%s: element %s", name, el.Name.Local)
	}
	for _, a := range el.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
			continue
		}
		if !slices.Contains(strings.Fields(attrs), a.Name.Local) {
			t.Fatalf("%s: attribute %s=%q of %s", name, a.Name.Local, a.Value, el.Name.Local)
		}
		if a.Name.Local == "href" {
			file, _, _ := strings.Cut(a.Value, "#")
			if b.files["EPUB/"+file] == nil && !feed.Linkable(a.Value) {
				t.Fatalf("%s: link to %q", name, a.Value)
			}
		}
	}
}

func (b *book) meta(property string) (out string) {
	for _, m := range b.opf.Meta {
		if m.Property == property {
			out += m.Value
		}
	}
	return out
}

func TestEPUB(t *testing.T) {
	f, _ := Find("epub")
	o := testOptions(f)
	first := write(t, f, o, highlighted()...)
	b := readBook(t, first)
	titles := checkBook(t, b)
	var dump strings.Builder
	for _, name := range b.names {
		if name != "EPUB/style.css" {
			fmt.Fprintf(&dump, "===== %s\n%s\n", name, b.files[name])
		}
	}
	golden(t, "book.epub", []byte(dump.String()))
	if got := titles["EPUB/a00003.xhtml"]; got != "Đê biển Vịnh Sáng được gia cố trước mùa mưa bão" {
		t.Errorf("third article is %q", got)
	}
	if !bytes.Equal(first, write(t, f, o, highlighted()...)) {
		t.Error("not the same twice")
	}
	var spine []string
	for _, s := range b.opf.Spine {
		spine = append(spine, s.ID)
	}
	if got := strings.Join(spine, " "); got != "cover nav timeline p001 a00001 a00002 p002 a00003 p003 a00004 sources" {
		t.Errorf("order of reading %s", got)
	}
	if b.meta("dcterms:modified") != "2024-11-21T09:00:00Z" || b.meta("schema:accessMode") != "textual" || !slices.Equal(b.opf.Lang, []string{"fr"}) || b.opf.Creator != nil {
		t.Errorf("%+v", b.opf)
	}

	// The identity is that of the contents, whenever the book is made.
	o.Made = time.Time{}
	later := readBook(t, write(t, f, o, highlighted()...))
	if later.opf.ID != b.opf.ID || later.meta("dcterms:modified") != "2024-06-02T10:00:00Z" {
		t.Errorf("undated: %s, %s", later.opf.ID, later.meta("dcterms:modified"))
	}
	if other := readBook(t, write(t, f, o, testArticles()...)); other.opf.ID == b.opf.ID {
		t.Error("another book has the same identity")
	}

	// One article: its author's; without contents these are no page.
	o.Contents, o.Timeline, o.Sources, o.Order = false, false, false, Oldest
	one := readBook(t, write(t, f, o, testArticles()[:1]...))
	checkBook(t, one)
	if !slices.Equal(one.opf.Creator, []string{"AE"}) || len(one.opf.Spine) != 2 || len(one.opf.Items) != 4 {
		t.Errorf("%+v", one.opf)
	}
	checkBook(t, readBook(t, write(t, f, o)))
}

func TestHostileEPUB(t *testing.T) {
	list := append(hostileArticles(), feed.Article{Head: feed.Head{ID: feed.NewID("c"), Title: "a\x01\ufffe\xffb\x85"}, Body: []feed.Block{p("\x00\x1b[31m\ufeff\U0001f6a2")}}, feed.Article{Head: feed.Head{ID: feed.NewID("d")}})
	page := written(t, "epub", func(o *Options) { o.Order = "" }, list...)
	b := readBook(t, page)
	titles := checkBook(t, b)
	have := map[string]bool{}
	for _, s := range titles {
		have[s] = true
	}
	for _, a := range list[:len(list)-2] {
		if !have[oneLine(a.Title)] {
			t.Errorf("title %q is not in the book", a.Title)
		}
	}
	if !have["a \ufffd\ufffdb\ufffd"] || !have["[sans titre]"] {
		t.Errorf("%q", titles)
	}
	if b.opf.Title != hostileTitles[3] || len(b.opf.Subject) != 1 || b.opf.Subject[0] != hostileTitles[0] {
		t.Errorf("%q, %q", b.opf.Title, b.opf.Subject)
	}
}

// TestEPUBToPipe writes where nothing can be gone back to.
func TestEPUBToPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	f, _ := Find("epub")
	done := make(chan error, 1)
	go func() {
		_, err := Write(context.Background(), w, f, seq(testArticles()...), testOptions(f))
		done <- errors.Join(err, w.Close())
	}()
	p, err := io.ReadAll(r)
	if err = errors.Join(err, <-done, r.Close()); err != nil {
		t.Fatal(err)
	}
	checkBook(t, readBook(t, p))
}

func FuzzEPUB(f *testing.F) {
	for _, s := range hostileTitles {
		f.Add(s, "https://a.example/"+s, uint8(3))
	}
	form, _ := Find("epub")
	f.Fuzz(func(t *testing.T, s, url string, n uint8) {
		a := feed.Article{Head: feed.Head{Title: s, URL: url, Lang: s, Source: s}, Standfirst: s, Authors: []string{s}, Notes: []string{s}, Related: []feed.Link{{Text: s, URL: url}}, Captions: []feed.Caption{{Text: s}},
			Body:       []feed.Block{{Kind: feed.BlockKind(n % 8), Level: int(n), Number: int(n % 3), URL: url, Spans: []feed.Span{{Text: s, URL: url, Style: feed.SpanStyle(n % 64)}}, Rows: [][]string{{s}, {s, url}}}, p(s)},
			Highlights: []feed.Highlight{{Range: feed.Range{Start: int(n) / 4, End: int(n) / 2}, Quote: s, Note: s}, {Range: feed.Range{Field: feed.InTitle, Start: int(n) / 8, End: int(n) / 2}}}}
		o := form.Defaults()
		o.Title, o.Query = s, s
		var b bytes.Buffer
		if _, err := Write(context.Background(), &b, form, seq(a), o); err != nil {
			t.Fatal(err)
		}
		checkBook(t, readBook(t, b.Bytes()))
	})
}

func BenchmarkEPUB10k(b *testing.B) { benchmarkWrite(b, "epub") }
