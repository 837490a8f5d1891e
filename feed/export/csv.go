package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// A table is RFC 4180: UTF-8, CRLF, a header, these columns in this order.
// Tags are slugs joined by ";"; under note are the user's notes and, where the
// depth has them, the highlights as quotations, apart by an empty line. With Excel
// it begins with a byte order mark and is parted by ";", which French and
// Vietnamese settings of Excel expect.
var csvHeader = []string{"id", "published", "title", "source", "agency", "lang", "place", "url", "accessed", "tags", "note", "words", "lead"}

type csvWriter struct{ *dossier }

func newCSV(d *dossier) writer { return csvWriter{d} }

func (w csvWriter) begin(b *bytes.Buffer) {
	if w.Excel {
		b.WriteString("\ufeff")
	}
	w.row(b, csvHeader)
}

func (w csvWriter) article(b *bytes.Buffer, a *feed.Article) error {
	row := []string{
		a.ID.String(), isoTime(a.Published, a.Precision), citedTitle(a), a.Source, agencyOf(a), a.Lang, placeOf(a), a.URL,
		isoTime(a.Fetched.UTC(), feed.Second), strings.Join(w.slugs(a.Themes), ";"), strings.Join(append(slices.Clone(a.Notes), w.quotations(a)...), "\n\n"), strconv.Itoa(a.Words), leadOf(a),
	}
	if !w.NoGuard {
		for i, s := range row {
			row[i] = Guard(s)
		}
	}
	w.row(b, row)
	return nil
}

func (w csvWriter) row(b *bytes.Buffer, row []string) {
	c := csv.NewWriter(b)
	c.UseCRLF = true
	if w.Excel {
		c.Comma = ';'
	}
	// Neither writing to a buffer nor these commas can fail.
	if err := c.Write(row); err != nil {
		panic(fmt.Sprintf("write table row: %v", err))
	}
	c.Flush()
}

// Guard puts an apostrophe before a cell that a spreadsheet would take for a
// formula: one that begins, perhaps after blanks, with = + - @, their
// full-width forms, or with a tab or line break.
func Guard(s string) string {
	t := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\t' && r != '\r' && r != '\n' || r == '\ufeff' })
	if r, _ := utf8.DecodeRuneInString(t); t != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠−﹢﹣﹦﹫", r) {
		return "'" + s
	}
	return s
}
