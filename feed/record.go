package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// RecordSchema is the value of the key schema of a Record.
const RecordSchema = "veille/article/1"

// Record is an article as one JSON object, veille/article/1: what --json
// prints, what a JSONL export holds and what import reads back. Every key is
// always written, an array never as null. Keys are only ever added.
//
// Times are RFC 3339, published as much of it as is known: 2020, 2020-07,
// 2020-07-03. Offsets are bytes of UTF-8. Blocks and raw are filled in full
// records only; where blocks are, they are the body and content, text and
// body follow from them. Title is empty when the page had none and the list
// shows its first sentence, which list_title then holds. Captions and credits,
// and related and related_urls, go together by position. A tag whose theme is
// not known by name is written as "id:" and its identity.
//
// Story and themes are told, not kept: whoever reads a record works them out anew.
// Story is the identity of the article that it began with, "" without one.
type Record struct {
	Schema      string             `json:"schema"`
	Kind        string             `json:"kind"`
	ID          string             `json:"id"`
	Source      string             `json:"source"`
	URL         string             `json:"url"`
	Title       string             `json:"title"`
	TitleFrom   string             `json:"title_from"`
	Kicker      string             `json:"kicker"`
	Standfirst  string             `json:"standfirst"`
	Dateline    RecordDateline     `json:"dateline"`
	Byline      string             `json:"byline"`
	Author      Strings            `json:"author"`
	Lang        string             `json:"lang"`
	Published   string             `json:"published"`
	Precision   string             `json:"precision"`
	Updated     string             `json:"updated"`
	Fetched     string             `json:"fetched"`
	Summary     string             `json:"summary"`
	Content     string             `json:"content"`
	Text        string             `json:"text"`
	Body        Strings            `json:"body"`
	Captions    Strings            `json:"captions"`
	Credits     Strings            `json:"credits"`
	Related     Strings            `json:"related"`
	Links       []RecordLink       `json:"links"`
	Teasers     []RecordTeaser     `json:"teasers"`
	Categories  Strings            `json:"categories"`
	Tags        Strings            `json:"tags"`
	Marks       []RecordMark       `json:"marks"`
	Themes      []RecordSuggestion `json:"themes"`
	Notes       Strings            `json:"notes"`
	Highlights  RecordHighlights   `json:"highlights"`
	State       RecordState        `json:"state"`
	Enclosures  []RecordEnclosure  `json:"enclosures"`
	Story       string             `json:"story"`
	Repairs     []int              `json:"repairs"`
	Words       int                `json:"words"`
	Blocks      []RecordBlock      `json:"blocks"`
	Raw         *RecordRaw         `json:"raw"`
	ListTitle   string             `json:"list_title"`
	SourceID    string             `json:"source_id"`
	Place       string             `json:"place"`
	Agency      string             `json:"agency"`
	RelatedURLs Strings            `json:"related_urls"`
}

// RecordDateline is Dateline.
type RecordDateline struct {
	Place  string `json:"place"`
	Date   string `json:"date"`
	Agency string `json:"agency"`
}

// RecordLink is Link.
type RecordLink struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

// RecordTeaser is Teaser.
type RecordTeaser struct {
	Title   string `json:"title"`
	Summary string `json:"summary"`
	URL     string `json:"url"`
}

// RecordMark is Mark; Theme is a slug, Rule the identity of a rule, "" where none
// put it on.
type RecordMark struct {
	Theme   string       `json:"theme"`
	By      string       `json:"by"`
	At      string       `json:"at"`
	Score   float64      `json:"score"`
	Spans   []RecordSpan `json:"spans"`
	Rule    string       `json:"rule"`
	Version int          `json:"version"`
}

// RecordSpan is Range; Field is body, title or standfirst.
type RecordSpan struct {
	Field string `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// RecordSuggestion is a theme that the words speak for; the article is not
// tagged with it. It is told, not kept: reading a record ignores it.
type RecordSuggestion struct {
	Name     string           `json:"name"`
	Score    float64          `json:"score"`
	Evidence []RecordEvidence `json:"evidence"`
}

// RecordEvidence is a run of bytes of a field and what stands there. Field is
// text for the body, else title or standfirst.
type RecordEvidence struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Field string `json:"field"`
}

// RecordState holds the flags of an article.
type RecordState struct {
	Read    bool `json:"read"`
	Starred bool `json:"starred"`
	Trashed bool `json:"trashed"`
	Sample  bool `json:"sample"`
	Hidden  bool `json:"hidden"`
}

// RecordEnclosure is Enclosure.
type RecordEnclosure struct {
	URL   string `json:"url"`
	Type  string `json:"type"`
	Bytes int64  `json:"bytes"`
}

// RecordBlock is Block; keys that do not apply are left out.
type RecordBlock struct {
	Kind   string      `json:"kind"`
	Level  int         `json:"level,omitempty"`
	Number int         `json:"number,omitempty"`
	Spans  []RecordRun `json:"spans,omitempty"`
	Rows   [][]string  `json:"rows,omitempty"`
	URL    string      `json:"url,omitempty"`
}

// RecordRun is Span.
type RecordRun struct {
	Text  string   `json:"text"`
	Style []string `json:"style,omitempty"`
	URL   string   `json:"url,omitempty"`
}

// RecordRaw is Raw; Data is base64.
type RecordRaw struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data []byte `json:"data"`
}

// NewRecord makes the record of an article. Themes give the slugs; raw is what
// the article came from, nil when not known. Only a full record holds blocks
// and raw.
func NewRecord(a Article, themes []Theme, full bool, raw *Raw) Record {
	r := Record{
		Schema: RecordSchema, Kind: "article", ID: a.ID.String(),
		Source: a.Source, URL: a.URL, Title: a.Title, TitleFrom: titleFromNames.name(a.TitleFrom),
		Kicker: a.Kicker, Standfirst: a.Standfirst, Dateline: RecordDateline(a.Dateline), Byline: a.Byline, Author: a.Authors,
		Lang: a.Lang, Published: formatDate(a.Published, a.Precision), Precision: precisionNames.name(a.Precision),
		Updated: formatTime(a.Updated), Fetched: formatTime(a.Fetched), Summary: a.Summary,
		Content: Markdown(a.Body, MarkdownStyle{Images: true}), Text: a.Text(), Body: a.Paragraphs(),
		Categories: a.Categories, Notes: a.Notes, Words: a.Words, Place: a.Place, Agency: a.Agency,
		State: RecordState{Read: a.Read, Starred: a.Starred, Trashed: a.Trashed, Sample: a.Sample, Hidden: a.Hidden},
	}
	if a.TitleFrom == TitleFromFirstSentence {
		r.Title, r.ListTitle = "", a.Title
	}
	if !a.SourceID.IsZero() {
		r.SourceID = a.SourceID.String()
	}
	if !a.Story.IsZero() {
		r.Story = a.Story.String()
	}
	r.addParts(a)
	for _, id := range a.Themes {
		r.Tags = append(r.Tags, slugOf(themes, id))
	}
	for _, m := range a.Marks {
		r.Marks = append(r.Marks, newRecordMark(m, themes))
	}
	for i := range a.Highlights {
		r.Highlights = append(r.Highlights, newRecordHighlight(&a.Highlights[i], themes))
	}
	if full {
		for i := range a.Body {
			r.Blocks = append(r.Blocks, newRecordBlock(&a.Body[i]))
		}
		if raw != nil {
			r.Raw = &RecordRaw{raw.Name, raw.Type, raw.Bytes}
		}
	}
	return r
}

func (r *Record) addParts(a Article) {
	for _, c := range a.Captions {
		r.Captions, r.Credits = append(r.Captions, c.Text), append(r.Credits, c.Credit)
	}
	for _, l := range a.Related {
		r.Related, r.RelatedURLs = append(r.Related, l.Text), append(r.RelatedURLs, l.URL)
	}
	for _, l := range a.Links {
		r.Links = append(r.Links, RecordLink(l))
	}
	for _, t := range a.Teasers {
		r.Teasers = append(r.Teasers, RecordTeaser(t))
	}
	for _, e := range a.Enclosures {
		r.Enclosures = append(r.Enclosures, RecordEnclosure(e))
	}
	for _, p := range a.Repairs {
		r.Repairs = append(r.Repairs, p.At)
	}
}

// slugOf returns how a theme is written in a record.
func slugOf(themes []Theme, id ID) string {
	if i := slices.IndexFunc(themes, func(t Theme) bool { return t.ID == id }); i >= 0 {
		return themes[i].Slug
	}
	return "id:" + id.String()
}

func newRecordMark(m Mark, themes []Theme) RecordMark {
	out := RecordMark{Theme: slugOf(themes, m.Theme), By: byNames.name(m.By), At: formatTime(m.At), Score: m.Score, Spans: []RecordSpan{}, Version: m.Version}
	if !m.Rule.IsZero() {
		out.Rule = m.Rule.String()
	}
	for _, s := range m.Spans {
		out.Spans = append(out.Spans, RecordSpan{fieldNames.name(s.Field), s.Start, s.End})
	}
	return out
}

func newRecordBlock(b *Block) RecordBlock {
	out := RecordBlock{Kind: blockNames.name(b.Kind), Level: b.Level, Number: b.Number, Rows: b.Rows, URL: b.URL}
	for _, s := range b.Spans {
		run := RecordRun{Text: s.Text, URL: s.URL}
		for i, name := range styleNames {
			if s.Style&(1<<i) != 0 {
				run.Style = append(run.Style, name)
			}
		}
		out.Spans = append(out.Spans, run)
	}
	return out
}

// Line returns the record as one line of JSON with its newline.
func (r Record) Line() ([]byte, error) {
	var b bytes.Buffer
	if err := r.WriteLine(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// WriteLine appends the record to b as one line of JSON with its newline.
func (r Record) WriteLine(b *bytes.Buffer) error {
	for _, s := range []*Strings{&r.Author, &r.Body, &r.Captions, &r.Credits, &r.Related, &r.Categories, &r.Tags, &r.Notes, &r.RelatedURLs} {
		*s = present(*s)
	}
	r.Links, r.Teasers, r.Marks = present(r.Links), present(r.Teasers), present(r.Marks)
	r.Themes, r.Highlights, r.Enclosures = present(r.Themes), present(r.Highlights), present(r.Enclosures)
	r.Repairs, r.Blocks = present(r.Repairs), present(r.Blocks)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("write article %s: %w", r.ID, err)
	}
	return nil
}

func present[S ~[]E, E any](s S) S {
	if s == nil {
		return S{}
	}
	return s
}

// formatTime writes an instant, "" for none. Zones with odd seconds and years
// that RFC 3339 cannot say are brought into what it can.
func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if _, off := t.Zone(); off%60 != 0 || off <= -24*3600 || off >= 24*3600 {
		t = t.UTC()
	}
	if y := t.Year(); y < 0 || y > 9999 {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

var dateForms = map[Precision]string{Year: "2006", Month: "2006-01", Day: "2006-01-02"}

// formatDate writes a date at its precision: as a calendar date when that is
// all it holds, so that nothing is lost of a time that holds more.
func formatDate(t time.Time, p Precision) string {
	if form := dateForms[p]; form != "" && !t.IsZero() {
		s := t.Format(form)
		if back, err := time.Parse(form, s); err == nil && back.Equal(t) && strings.HasSuffix(t.Format(time.RFC3339), "Z") {
			return s
		}
	}
	return formatTime(t)
}
