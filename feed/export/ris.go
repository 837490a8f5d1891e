package export

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"veille/feed"
)

// RIS, as Zotero reads it (RIS.js): a record is lines of a tag of two letters,
// two blanks, a dash, a blank and a value, each ended by CR LF; TY begins it and
// ER ends it. A value has no line break, as what comes after one could be a tag.
// The order of the tags is fixed. NEWS is Zotero's newspaperArticle:
//
//	TI title     T2 publicationTitle   AU creators, one to a line
//	DA date      PY its year           AB abstractNote
//	UR url       Y2 accessDate         LA language
//	CY place     KW tags               N1 notes, one to a line
//	DB archive   AN archiveLocation
type risWriter struct{ *dossier }

func newRIS(d *dossier) writer { return risWriter{d} }

func (w risWriter) article(b *bytes.Buffer, a *feed.Article) error {
	line := func(tag, value string) {
		if value = oneLine(value); value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	line("TY", "NEWS")
	line("TI", titled(a, w.words))
	for _, s := range authorsOf(a) {
		line("AU", s)
	}
	line("T2", a.Source)
	if d := isoDate(a.Published, a.Precision); d != "" {
		year, _, _ := strings.Cut(d, "-")
		line("PY", year)
		line("DA", strings.ReplaceAll(d, "-", "/"))
	}
	line("AB", leadOf(a))
	line("UR", a.URL)
	line("Y2", strings.ReplaceAll(isoDate(w.accessed(a), feed.Day), "-", "/"))
	line("LA", langOf(a))
	line("CY", citedPlace(a))
	for _, s := range w.labels(a.Themes) {
		line("KW", strings.ReplaceAll(s, ";", ",")) // Zotero parts tags at semicolons
	}
	for _, s := range w.remarks(a) {
		line("N1", risNote(s))
	}
	line("DB", "veille")
	line("AN", a.ID.String())
	b.WriteString("ER  - \r\n\r\n")
	return nil
}

var (
	risTag  = regexp.MustCompile(`<[^>]+>`)
	risWord = regexp.MustCompile(`([A-Za-z,\s]+)\s*:`)
)

// risWords are the beginnings of notes that Zotero takes for fields of ProCite
// and moves into other places.
var risWords = strings.Split("Author, Subsidiary|Author, Monographic|Record ID|Record Number|Notes|Connective Phrase|Extent of Work|Packaging Method|"+
	"Call Number|Edition|ISBN|Language|Publisher Name|Series Title|Proceedings Title|Place of Publication|Volume ID|Issue ID|Issue Identification|"+
	"Series Volume ID|Scale|Histroy|Artwork Size", "|")

// risNote keeps a note what it is: Zotero takes one with anything like a tag
// for HTML, and one that begins like a field of ProCite for that field. The one
// is escaped, the other gets a no-break space before its colon.
func risNote(s string) string {
	if risTag.MatchString(s) {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "&", "&amp;"), "<", "&lt;")
	}
	if m := risWord.FindStringSubmatchIndex(s); m != nil {
		if word := s[m[2]:m[3]]; slices.Contains(risWords, word) || strings.HasSuffix(word, " Role") {
			return fmt.Sprintf("%s\u00a0%s", s[:m[3]], s[m[3]:])
		}
	}
	return s
}
