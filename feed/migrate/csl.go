package migrate

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"veille/feed"
)

// reference is a work in CSL-JSON, as Zotero writes it.
type reference struct {
	Type      loose           `json:"type"`
	Title     loose           `json:"title"`
	Container loose           `json:"container-title"`
	Publisher loose           `json:"publisher"`
	Author    []cslName       `json:"author"`
	Issued    cslDate         `json:"issued"`
	Accessed  cslDate         `json:"accessed"`
	URL       loose           `json:"URL"`
	DOI       loose           `json:"DOI"`
	Lang      loose           `json:"language"`
	Place     loose           `json:"publisher-place"`
	Event     loose           `json:"event-place"`
	Abstract  loose           `json:"abstract"`
	Keyword   loose           `json:"keyword"`
	Note      loose           `json:"note"`
	Custom    json.RawMessage `json:"custom"`
}

type cslName struct {
	Literal  loose `json:"literal"`
	Family   loose `json:"family"`
	Given    loose `json:"given"`
	Particle loose `json:"non-dropping-particle"`
}

type cslDate struct {
	Parts   [][]loose `json:"date-parts"`
	Raw     loose     `json:"raw"`
	Literal loose     `json:"literal"`
}

func (s *scan) csl(in io.Reader) error {
	return array(s, in, "items", func(r *reference) error { return s.take(r.entry()) })
}

func (r *reference) entry() *Entry {
	e := &Entry{Summary: plain(string(r.Abstract)), Place: firstOf(string(r.Place), string(r.Event))}
	it := &e.Item
	it.Title, it.URL, it.Lang = plain(string(r.Title)), string(r.URL), string(r.Lang)
	if it.URL == "" {
		it.URL = ofDOI(string(r.DOI))
	}
	for _, n := range r.Author {
		it.Authors = append(it.Authors, firstOf(string(n.Literal), strings.Join([]string{string(n.Given), string(n.Particle), string(n.Family)}, " ")))
	}
	it.Published, it.Precision = r.Issued.date()
	e.Saved, _ = r.Accessed.date()
	e.Source.Name = firstOf(string(r.Container), string(r.Publisher))
	e.Tags = strings.FieldsFunc(string(r.Keyword), func(c rune) bool { return c == ',' || c == ';' })
	e.Notes = strings.Split(plain(string(r.Note)), "\n\n")
	var own struct {
		ID loose `json:"veille_id"`
	}
	if json.Unmarshal(r.Custom, &own) == nil {
		e.ID, _ = feed.ParseID(string(own.ID))
	}
	if e.ID.IsZero() {
		e.Notes = []string{plain(string(r.Note))}
	}
	e.remarks()
	return e
}

// date reads the first of the dates.
func (d *cslDate) date() (time.Time, feed.Precision) {
	if len(d.Parts) == 0 || len(d.Parts[0]) == 0 {
		return dated(firstOf(string(d.Raw), string(d.Literal)))
	}
	var n [3]int
	for i, p := range d.Parts[0][:min(len(d.Parts[0]), 3)] {
		v, err := strconv.Atoi(string(p))
		if err != nil || v < 1 {
			break
		}
		n[i] = v
	}
	return calendar(n[0], n[1], n[2])
}

// calendar makes a date of what is known of it: month and day may be 0.
func calendar(year, month, day int) (time.Time, feed.Precision) {
	if year < 1 || year > 9999 {
		return time.Time{}, feed.NoDate
	}
	p := feed.Day
	switch {
	case month < 1 || month > 12:
		month, day, p = 1, 1, feed.Year
	case day < 1 || day > 31:
		day, p = 1, feed.Month
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day { // 31 June
		t, p = time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC), feed.Month
	}
	return t, p
}

func ofDOI(doi string) string {
	if doi = strings.TrimSpace(doi); strings.HasPrefix(doi, "10.") {
		return fmt.Sprintf("https://doi.org/%s", doi)
	}
	return ""
}
