package feed

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
)

// RecordHighlight is Highlight; Field is body, title or standfirst, Tags are slugs.
// Start and End are where the quote stands in the text of the record, both 0 when
// it does not stand there any more.
type RecordHighlight struct {
	ID     string  `json:"id"`
	Field  string  `json:"field"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Quote  string  `json:"quote"`
	Before string  `json:"before"`
	After  string  `json:"after"`
	Note   string  `json:"note"`
	Tags   Strings `json:"tags"`
	At     string  `json:"at"`
}

// RecordHighlights is a list of highlights; read from JSON, a string is a highlight
// of these words, and null an empty list. What else is no highlight is left out.
type RecordHighlights []RecordHighlight

// UnmarshalJSON reads the forms that other programs write.
func (l *RecordHighlights) UnmarshalJSON(b []byte) error {
	var items []json.RawMessage
	if err := json.Unmarshal(b, &items); err != nil {
		var odd *json.UnmarshalTypeError
		if *l = nil; errors.As(err, &odd) {
			return nil
		}
		return err
	}
	*l = nil
	for _, item := range items {
		var h struct {
			RecordHighlight
			Text string `json:"text"`
		}
		if json.Unmarshal(item, &h.Quote) != nil && json.Unmarshal(item, &h) != nil {
			continue
		}
		if h.Quote == "" {
			h.Quote = h.Text
		}
		if h.Quote != "" {
			*l = append(*l, h.RecordHighlight)
		}
	}
	return nil
}

func newRecordHighlight(h *Highlight, themes []Theme) RecordHighlight {
	out := RecordHighlight{
		ID: h.ID.String(), Field: fieldNames.name(h.Field), Start: h.Start, End: h.End,
		Quote: h.Quote, Before: h.Before, After: h.After, Note: h.Note, Tags: Strings{}, At: formatTime(h.At),
	}
	for _, id := range h.Themes {
		out.Tags = append(out.Tags, slugOf(themes, id))
	}
	return out
}

// highlights reads the highlights. One without an identity gets that of its words
// in the article, so that the same record is the same highlight another time.
func (r *Record) highlights(a *Article, resolve func(string) ID) {
	had := map[ID]bool{}
	last := map[[2]string]int{} // number that the last of the same words got
	for i := range r.Highlights {
		in := &r.Highlights[i]
		h := Highlight{
			Range: Range{Field: fieldNames.value(in.Field), Start: in.Start, End: in.End},
			Quote: in.Quote, Before: in.Before, After: in.After, Note: in.Note,
		}
		var err error
		if h.ID, err = ParseID(in.ID); err != nil {
			h.ID = NewID("highlight", a.ID.String(), in.ID, in.Quote)
		}
		for n := max(last[[2]string{in.ID, in.Quote}], 1) + 1; had[h.ID]; n++ {
			h.ID = NewID("highlight", a.ID.String(), in.ID, in.Quote, strconv.Itoa(n))
			last[[2]string{in.ID, in.Quote}] = n
		}
		had[h.ID] = true
		if h.At, _, err = parseDate(in.At); err != nil {
			h.At = a.Fetched
		}
		for _, slug := range in.Tags {
			if id := themeOf(slug, resolve); !slices.Contains(h.Themes, id) {
				h.Themes = append(h.Themes, id)
			}
		}
		a.Highlights = append(a.Highlights, h)
	}
}

// HighlightTags returns the slugs of the tags of highlights, each once.
func (r *Record) HighlightTags() (slugs []string) {
	had := map[string]bool{}
	for i := range r.Highlights {
		for _, slug := range r.Highlights[i].Tags {
			if len(slug) > 3 && slug[:3] == "id:" || had[slug] {
				continue
			}
			had[slug] = true
			slugs = append(slugs, slug)
		}
	}
	return slugs
}
