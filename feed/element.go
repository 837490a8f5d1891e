package feed

import (
	"strconv"
	"strings"
)

// ElementSpace is the namespace of Elements in an XML feed.
const ElementSpace = "urn:veille:1"

// Element is one piece of what veille says of an article in an XML feed: an
// element with a text and attributes, all by their local names.
type Element struct {
	Name  string
	Attrs []ElementAttr
	Text  string
}

// ElementAttr is an attribute of an Element.
type ElementAttr struct{ Name, Value string }

// attr returns the value of an attribute, "" for none.
func (e *Element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// Elements returns what a record holds beside what an XML feed itself can say
// (see Extension). Title, url and lang stand there where they are not "": leave
// those empty that the feed says itself.
func (r Record) Elements() []Element {
	var out elements
	out.texts(&r)
	out.add("dateline", "", "place", r.Dateline.Place, "date", r.Dateline.Date, "agency", r.Dateline.Agency)
	out.add("published", r.Published, "precision", r.Precision)
	out.add("source", r.Source, "id", r.SourceID)
	out.list("author", r.Author)
	if r.Words > 0 {
		out.add("words", strconv.Itoa(r.Words))
	}
	for i := range max(len(r.Captions), len(r.Credits)) {
		out.must("caption", at(r.Captions, i), "credit", at(r.Credits, i))
	}
	for i := range max(len(r.Related), len(r.RelatedURLs)) {
		out.must("related", at(r.Related, i), "url", at(r.RelatedURLs, i))
	}
	for _, l := range r.Links {
		out.must("link", l.Text, "url", l.URL)
	}
	for _, t := range r.Teasers {
		out.must("teaser", t.Summary, "title", t.Title, "url", t.URL)
	}
	for _, e := range r.Enclosures {
		out.must("enclosure", "", "url", e.URL, "type", e.Type, "bytes", strconv.FormatInt(e.Bytes, 10))
	}
	out.list("note", r.Notes)
	for i := range r.Highlights {
		out.highlight(&r.Highlights[i])
	}
	for _, m := range r.Marks {
		out.must("mark", "", "theme", m.Theme, "by", m.By, "at", m.At, "score", number(m.Score), "rule", m.Rule, "version", positive(m.Version), "spans", spansText(m.Spans))
	}
	out.state(r.State)
	var repairs []string
	for _, at := range r.Repairs {
		repairs = append(repairs, strconv.Itoa(at))
	}
	out.add("repairs", strings.Join(repairs, " "))
	return out
}

// elements collects Elements.
type elements []Element

// must adds an element with those of its attributes that are not "".
func (out *elements) must(name, text string, attrs ...string) {
	e := Element{Name: name, Text: text}
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			e.Attrs = append(e.Attrs, ElementAttr{attrs[i], attrs[i+1]})
		}
	}
	*out = append(*out, e)
}

// add is must for an element that is left out when it says nothing.
func (out *elements) add(name, text string, attrs ...string) {
	said := text != ""
	for i := 1; i < len(attrs); i += 2 {
		said = said || attrs[i] != ""
	}
	if said {
		out.must(name, text, attrs...)
	}
}

func (out *elements) list(name string, texts Strings) {
	for _, s := range texts {
		out.must(name, s)
	}
}

// textFields are the fields of a record that are one text under a name.
func textFields(r *Record) []struct {
	name string
	to   *string
} {
	return []struct {
		name string
		to   *string
	}{
		{"title", &r.Title}, {"list-title", &r.ListTitle}, {"title-from", &r.TitleFrom}, {"url", &r.URL}, {"lang", &r.Lang}, {"kicker", &r.Kicker},
		{"standfirst", &r.Standfirst}, {"summary", &r.Summary}, {"byline", &r.Byline}, {"place", &r.Place}, {"agency", &r.Agency},
		{"updated", &r.Updated}, {"fetched", &r.Fetched},
	}
}

func (out *elements) texts(r *Record) {
	for _, f := range textFields(r) {
		out.add(f.name, *f.to)
	}
}

func (out *elements) state(s RecordState) {
	var attrs []string
	for _, f := range stateFields(&s) {
		if *f.to {
			attrs = append(attrs, f.name, "true")
		}
	}
	if attrs != nil {
		out.must("state", "", attrs...)
	}
}

func stateFields(s *RecordState) []struct {
	name string
	to   *bool
} {
	return []struct {
		name string
		to   *bool
	}{{"read", &s.Read}, {"starred", &s.Starred}, {"trashed", &s.Trashed}, {"sample", &s.Sample}, {"hidden", &s.Hidden}}
}

// spansText writes spans as fields and offsets: "body 0 12;title 3 4".
func spansText(spans []RecordSpan) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.Field+" "+strconv.Itoa(s.Start)+" "+strconv.Itoa(s.End))
	}
	return strings.Join(out, ";")
}

// spansOf reads spansText; what is none is left out.
func spansOf(s string) (out []RecordSpan) {
	for part := range strings.SplitSeq(s, ";") {
		f := strings.Fields(part)
		if len(f) != 3 {
			continue
		}
		start, err := strconv.Atoi(f[1])
		end, err2 := strconv.Atoi(f[2])
		if err == nil && err2 == nil {
			out = append(out, RecordSpan{f[0], start, end})
		}
	}
	return out
}

func number(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// whole reads a number, 0 for none.
func whole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// Take takes an element that Elements wrote, and reports whether it knows it.
func (r *Record) Take(e Element) bool {
	for _, f := range textFields(r) {
		if f.name == e.Name {
			*f.to = e.Text
			return true
		}
	}
	switch e.Name {
	case "dateline":
		r.Dateline = RecordDateline{e.attr("place"), e.attr("date"), e.attr("agency")}
	case "published":
		r.Published, r.Precision = e.Text, e.attr("precision")
	case "source":
		r.Source, r.SourceID = e.Text, e.attr("id")
	case "author":
		r.Author = append(r.Author, e.Text)
	case "note":
		r.Notes = append(r.Notes, e.Text)
	case "words":
		r.Words = whole(e.Text)
	case "state":
		for _, f := range stateFields(&r.State) {
			*f.to = e.attr(f.name) == "true"
		}
	case "repairs":
		for s := range strings.FieldsSeq(e.Text) {
			r.Repairs = append(r.Repairs, whole(s))
		}
	default:
		return r.takePart(e)
	}
	return true
}

// takePart takes an element of which there may be several.
func (r *Record) takePart(e Element) bool {
	switch e.Name {
	case "caption":
		r.Captions, r.Credits = append(r.Captions, e.Text), append(r.Credits, e.attr("credit"))
	case "related":
		r.Related, r.RelatedURLs = append(r.Related, e.Text), append(r.RelatedURLs, e.attr("url"))
	case "link":
		r.Links = append(r.Links, RecordLink{e.Text, e.attr("url")})
	case "teaser":
		r.Teasers = append(r.Teasers, RecordTeaser{Title: e.attr("title"), Summary: e.Text, URL: e.attr("url")})
	case "enclosure":
		n, err := strconv.ParseInt(e.attr("bytes"), 10, 64)
		if err != nil {
			n = 0
		}
		r.Enclosures = append(r.Enclosures, RecordEnclosure{e.attr("url"), e.attr("type"), n})
	case "highlight", "highlight-note":
		r.takeHighlight(e)
	case "mark":
		score, err := strconv.ParseFloat(e.attr("score"), 64)
		if err != nil {
			score = 0
		}
		r.Marks = append(r.Marks, RecordMark{Theme: e.attr("theme"), By: e.attr("by"), At: e.attr("at"), Score: score,
			Spans: spansOf(e.attr("spans")), Rule: e.attr("rule"), Version: whole(e.attr("version"))})
	default:
		return false
	}
	return true
}

// highlight adds a highlight: its quote is the text, its tags are parted by
// blanks.
func (out *elements) highlight(h *RecordHighlight) {
	out.must("highlight", h.Quote, "id", h.ID, "field", h.Field, "start", strconv.Itoa(h.Start), "end", strconv.Itoa(h.End),
		"before", h.Before, "after", h.After, "tags", strings.Join(h.Tags, " "), "at", h.At)
	out.add("highlight-note", h.Note) // as a text: readers of XML bound the length of attributes
}

// takeHighlight takes a highlight, or a note of the last one.
func (r *Record) takeHighlight(e Element) {
	if n := len(r.Highlights); e.Name == "highlight-note" {
		if n > 0 {
			r.Highlights[n-1].Note = e.Text
		}
		return
	}
	r.Highlights = append(r.Highlights, RecordHighlight{
		ID: e.attr("id"), Field: e.attr("field"), Start: whole(e.attr("start")), End: whole(e.attr("end")), Quote: e.Text,
		Before: e.attr("before"), After: e.attr("after"), Tags: strings.Fields(e.attr("tags")), At: e.attr("at"),
	})
}
