package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"time"
	"unicode/utf8"

	"veille/feed"
)

//go:embed epub.css
var epubCSS string

// epubWriter writes the dossier as a book, EPUB 3: the title page, the contents,
// the chronology, one file for each part and each article, the sources. Only the
// file in work is held in memory. What an article links to is not fetched; the
// book holds text alone.
type epubWriter struct {
	markup
	zip     *zip.Writer
	flate   *flate.Writer
	packed  bytes.Buffer
	page    bytes.Buffer // the file in work
	sum     hash.Hash    // of the title and all articles
	parts   []epubPart
	files   []epubFile // in the order of reading
	count   int        // of articles
	changed time.Time
	subs    map[feed.ID]bool
}

// epubPart is a run of articles in the contents.
type epubPart struct {
	name, file string // "" for articles without a part
	entries    []*entry
	from       int // number of the first article
}

// epubFile is one entry of the manifest; Linear ones are read in their order.
type epubFile struct {
	id, name, properties string
	linear               bool
}

func newEPUB(d *dossier) writer {
	return &epubWriter{markup: markup{dossier: d, xml: true, level: 1}, sum: sha256.New(), subs: map[feed.ID]bool{}}
}

// article writes what stands in the body of an article's file.
func (w *epubWriter) article(b *bytes.Buffer, a *feed.Article) error {
	w.markup.article(b, a)
	return nil
}

// open begins the archive. The first file says what it is, packed in no way, so
// that it stands at a known place.
func (w *epubWriter) open(out io.Writer) error {
	w.zip, w.changed = zip.NewWriter(out), w.modified()
	w.sum.Write([]byte(w.Title))
	if err := w.put("mimetype", []byte("application/epub+zip")); err != nil {
		return err
	}
	if err := w.put("META-INF/container.xml", []byte(container)); err != nil {
		return err
	}
	if err := w.put("EPUB/style.css", []byte(epubCSS)); err != nil {
		return err
	}
	return w.titlePage()
}

const container = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// put adds a file to the archive. Sizes and sums stand before the content,
// as nothing is written before it is whole: every reader of archives takes that.
func (w *epubWriter) put(name string, p []byte) error {
	p = legalXML(p)
	h := &zip.FileHeader{Name: name, CRC32: crc32.ChecksumIEEE(p), UncompressedSize64: uint64(len(p))}
	// The newer field for the time would add to the header what the format
	// forbids for the first file.
	h.SetModTime(zipTime(w.changed)) //nolint:staticcheck // see above
	if name != "mimetype" {
		w.packed.Reset()
		if w.flate == nil {
			w.flate, _ = flate.NewWriter(nil, flate.DefaultCompression) // the level is a valid one
		}
		w.flate.Reset(&w.packed)
		if _, err := w.flate.Write(p); err != nil {
			return err
		}
		if err := w.flate.Close(); err != nil {
			return err
		}
		h.Method, p = zip.Deflate, w.packed.Bytes()
	}
	h.CompressedSize64 = uint64(len(p))
	f, err := w.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = f.Write(p)
	return err
}

// legalXML replaces what XML 1.0 has no character for.
func legalXML(p []byte) []byte {
	legal := true
	for i := 0; i < len(p) && legal; {
		r, n := rune(p[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(p[i:])
			legal = r != utf8.RuneError || n > 1
		}
		legal = legal && xmlLegal(r)
		i += n
	}
	if legal {
		return p
	}
	return bytes.Map(func(r rune) rune {
		if xmlLegal(r) {
			return r
		}
		return utf8.RuneError
	}, p)
}

// zipTime brings a time into the years that archives can say.
func zipTime(t time.Time) time.Time {
	first, last := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2107, 12, 31, 23, 59, 58, 0, time.UTC)
	if t = t.UTC(); t.Before(first) {
		return first
	} else if t.After(last) {
		return last
	}
	return t
}

// modified is when the book is made; where that is not to be said, when the
// last of the articles came in.
func (w *epubWriter) modified() time.Time {
	if !w.Made.IsZero() {
		return w.Made.UTC()
	}
	last := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, e := range w.entries {
		if t := e.Fetched; t.After(last) && t.Year() <= 9999 {
			last = t
		}
	}
	return last.UTC()
}

// part begins the articles under one heading, which is "" where there is but
// one.
func (w *epubWriter) part(g group) error {
	p := epubPart{name: oneLine(g.name), entries: g.entries, from: w.count + 1}
	if p.name != "" {
		p.file = fmt.Sprintf("p%03d", len(w.parts)+1)
		b := w.begins(p.name, "")
		b.WriteString("<section epub:type=\"part\" role=\"doc-part\" class=\"part\" aria-label=\"" + esc(p.name) + "\"><h1>" + esc(p.name) + "</h1></section>\n")
		if err := w.finish(p.file, "", true); err != nil {
			return err
		}
	}
	w.parts = append(w.parts, p)
	return nil
}

// piece adds an article in its order.
func (w *epubWriter) piece(e *entry, p []byte) error {
	w.sum.Write(p)
	w.count++
	for _, id := range e.Themes {
		w.subs[id] = true
	}
	b := w.begins(titled(&e.Article, w.words), e.Lang)
	b.WriteString("<section epub:type=\"chapter\" role=\"doc-chapter\">\n")
	b.Write(p)
	b.WriteString("</section>\n")
	return w.finish(articleFile(w.count), "", true)
}

func articleFile(n int) string { return fmt.Sprintf("a%05d", n) }

// begins begins a page of a language, that of the dossier where it is not known.
func (w *epubWriter) begins(title, lang string) *bytes.Buffer {
	attr := w.lang(lang, "")
	if attr == "" {
		attr = w.lang(w.words.lang, "")
	}
	b := &w.page
	b.Reset()
	b.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n" +
		"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"" + attr + ">\n" +
		"<head><meta charset=\"utf-8\"/><title>" + esc(title) + "</title><link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/></head>\n<body>\n")
	return b
}

// finish ends the page in work and adds it to the book.
func (w *epubWriter) finish(id, properties string, linear bool) error {
	w.page.WriteString("</body>\n</html>\n")
	w.files = append(w.files, epubFile{id, id + ".xhtml", properties, linear})
	return w.put("EPUB/"+id+".xhtml", w.page.Bytes())
}

// identity is made of what the book holds: the same articles have the same.
func (w *epubWriter) identity() string {
	return "urn:uuid:" + uuid5("urn:veille:epub:"+hex.EncodeToString(w.sum.Sum(nil)))
}
