package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"veille/feed"
)

// cslWriter writes CSL-JSON (csl-data.json, version 1.0): one array of items,
// which has room for what citation processors know and, under custom, for our
// id. Names are literal, see authorsOf.
type cslWriter struct {
	*dossier
	keys keys
}

// cslItem has the keys in the order that they are written in.
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Container string    `json:"container-title,omitempty"`
	Author    []cslName `json:"author,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Lang      string    `json:"language,omitempty"`
	Place     string    `json:"publisher-place,omitempty"`
	Abstract  string    `json:"abstract,omitempty"`
	Keyword   string    `json:"keyword,omitempty"`
	Note      string    `json:"note,omitempty"`
	Source    string    `json:"source"`
	Custom    cslCustom `json:"custom"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

type cslCustom struct {
	ID string `json:"veille_id"`
}

func newCSL(d *dossier) writer { return cslWriter{d, keys{}} }

func (cslWriter) begin(b *bytes.Buffer) { b.WriteString("[\n") }

func (cslWriter) between(b *bytes.Buffer) { b.WriteString(",\n") }

func (cslWriter) end(b *bytes.Buffer) { b.WriteString("\n]\n") }

func (w cslWriter) article(b *bytes.Buffer, a *feed.Article) error {
	item := cslItem{
		ID: w.keys.of(a), Type: "article-newspaper", Title: titled(a, w.words), Container: oneLine(a.Source),
		Issued: cslDateOf(a.Published, a.Precision), Accessed: cslDateOf(w.accessed(a), feed.Day),
		URL: oneLine(a.URL), Lang: langOf(a), Place: citedPlace(a), Abstract: leadOf(a),
		Keyword: strings.Join(w.labels(a.Themes), ", "), Note: strings.Join(w.remarks(a), "\n\n"), Source: "veille", Custom: cslCustom{a.ID.String()},
	}
	for _, s := range authorsOf(a) {
		item.Author = append(item.Author, cslName{s})
	}
	b.WriteString("  ")
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("  ", "  ")
	if err := e.Encode(item); err != nil {
		return fmt.Errorf("export article %s: %w", a.ID, err)
	}
	b.Truncate(b.Len() - 1) // the line end, which comes after a comma
	return nil
}

func cslDateOf(t time.Time, p feed.Precision) *cslDate {
	if parts := dateParts(t, p); parts != nil {
		return &cslDate{[][]int{parts}}
	}
	return nil
}
