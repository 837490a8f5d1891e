package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Strings is a list of strings; read from JSON, a single string is a list of
// one, null an empty list, and an object counts as its "text", "name", "slug"
// or "title".
type Strings []string

// UnmarshalJSON reads the forms that other programs write.
func (s *Strings) UnmarshalJSON(b []byte) error {
	if list, ok := plainStrings(b); ok {
		*s = list
		return nil
	}
	if len(b) > 0 && b[0] != '[' {
		b = slices.Concat([]byte{'['}, b, []byte{']'})
	}
	var items []json.RawMessage
	if err := json.Unmarshal(b, &items); err != nil {
		return fmt.Errorf("read list of strings: %w", err)
	}
	*s = nil
	for _, item := range items {
		var text string
		if err := json.Unmarshal(item, &text); err != nil {
			var o struct{ Text, Name, Slug, Title string }
			if err := json.Unmarshal(item, &o); err != nil {
				return fmt.Errorf("read list of strings: %w", err)
			}
			text = cmp.Or(o.Slug, o.Text, o.Name, o.Title)
		}
		if text != "" {
			*s = append(*s, text)
		}
	}
	return nil
}

// plainStrings reads a list of nothing but strings; b is valid JSON. Nearly
// all that a record holds stands in such lists, and encoding/json would go over
// each three times.
func plainStrings(b []byte) (list []string, ok bool) {
	const blanks = " \t\r\n"
	b, ok = bytes.CutPrefix(bytes.TrimLeft(b, blanks), []byte{'['})
	if !ok {
		return nil, false
	}
	list = []string{}
	for b = bytes.TrimLeft(b, blanks); len(b) > 0 && b[0] == '"'; b = bytes.TrimLeft(b, blanks) {
		n := quotedLen(b)
		if n == 0 {
			return nil, false
		}
		var s string
		if inner := b[1 : n-1]; bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
			s = string(inner)
		} else if json.Unmarshal(b[:n], &s) != nil {
			return nil, false
		}
		list = append(list, s)
		if b = bytes.TrimLeft(b[n:], blanks); len(b) > 0 && b[0] == ',' {
			b = b[1:]
		}
	}
	return list, len(b) > 0 && b[0] == ']'
}

// quotedLen returns the length of the JSON string that b begins with, quotes
// included, 0 when it does not end.
func quotedLen(b []byte) int {
	for n := 1; n < len(b); n++ {
		i := bytes.IndexByte(b[n:], '"')
		if i < 0 {
			return 0
		}
		n += i
		slashes := 0
		for b[n-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return n + 1
		}
	}
	return 0
}

// recordLine is a record on its way in: it tells keys that are missing from
// empty ones, and knows keys of an earlier form.
type recordLine struct {
	Record
	Tags      json.RawMessage `json:"tags"`
	TitleFrom *string         `json:"title_from"`
	Precision *string         `json:"precision"`
	SourceID  *string         `json:"source_id"`
	Words     *int            `json:"words"`
	ListTitle *string         `json:"list_title"`
	Place     *string         `json:"place"`
	Agency    *string         `json:"agency"`
	Related   json.RawMessage `json:"related"`
	Accessed  string          `json:"accessed"`
	Note      string          `json:"note"`
}

// ParseRecord reads one line of JSONL. Missing keys count as empty; what
// follows from others (the identity, the source's identity, precision, number
// of words) is worked out. AddressKey gives what all addresses of one article
// have in common, "" for what is no address; where it is nil or gives nothing,
// the address as it stands is the identity. The error wraps ErrInvalid, or
// ErrNewer when a later schema wrote the line.
func ParseRecord(line []byte, addressKey func(string) string) (Record, error) {
	var l recordLine
	if err := json.Unmarshal(line, &l); err != nil {
		return Record{}, fmt.Errorf("read article: %w: %w", err, ErrInvalid)
	}
	r := l.Record
	switch {
	case r.Schema == "" || r.Schema == RecordSchema:
	case strings.HasPrefix(r.Schema, "veille/article/"):
		return Record{}, fmt.Errorf("read article: schema %.40q: %w", r.Schema, ErrNewer)
	default:
		return Record{}, fmt.Errorf("read article: schema %.40q: %w", r.Schema, ErrInvalid)
	}
	if r.Kind != "" && r.Kind != "article" {
		return Record{}, fmt.Errorf("read article: kind %.40q: %w", r.Kind, ErrInvalid)
	}
	if err := l.lists(&r); err != nil {
		return Record{}, err
	}
	l.missing(&r)
	if _, err := ParseID(r.ID); err != nil {
		r.ID = r.identity(addressKey).String()
	}
	return r, nil
}

// lists reads what may be lists of strings or of objects.
func (l *recordLine) lists(r *Record) error {
	for _, f := range []struct {
		raw json.RawMessage
		to  *Strings
	}{{l.Tags, &r.Tags}, {l.Related, &r.Related}} {
		if len(f.raw) == 0 {
			continue
		}
		if err := f.to.UnmarshalJSON(f.raw); err != nil {
			return fmt.Errorf("read article: %w: %w", err, ErrInvalid)
		}
	}
	if len(r.Marks) == 0 && bytes.HasPrefix(bytes.TrimLeft(l.Tags, " ["), []byte("{")) {
		var tags []struct{ Slug, By, At string }
		if err := json.Unmarshal(l.Tags, &tags); err == nil {
			for _, t := range tags {
				r.Marks = append(r.Marks, RecordMark{Theme: t.Slug, By: t.By, At: t.At})
			}
		}
	}
	if len(r.RelatedURLs) == 0 && bytes.HasPrefix(bytes.TrimLeft(l.Related, " ["), []byte("{")) {
		var links []struct{ URL string }
		if err := json.Unmarshal(l.Related, &links); err == nil {
			for _, o := range links {
				r.RelatedURLs = append(r.RelatedURLs, o.URL)
			}
		}
	}
	return nil
}

// missing fills in what follows from other keys.
func (l *recordLine) missing(r *Record) {
	if len(r.Body) == 0 && len(r.Blocks) > 0 {
		var a Article
		r.body(&a)
		r.Body = a.Paragraphs()
	}
	r.Fetched = cmp.Or(r.Fetched, l.Accessed)
	if len(r.Notes) == 0 && l.Note != "" {
		r.Notes = Strings{l.Note}
	}
	r.Precision = given(l.Precision, func() string {
		_, p, _ := parseDate(r.Published)
		return precisionNames.name(p)
	})
	r.SourceID = given(l.SourceID, func() string {
		if r.Source == "" {
			return ""
		}
		return SourceID(r.Source).String()
	})
	r.TitleFrom = given(l.TitleFrom, func() string {
		if r.Title == "" {
			return titleFromNames.name(TitleFromFirstSentence)
		}
		return titleFromNames.name(TitleFromMetadata)
	})
	r.ListTitle = given(l.ListTitle, func() string {
		if r.Title == "" {
			return r.firstSentence()
		}
		return ""
	})
	r.Words = given(l.Words, func() (n int) {
		for _, s := range r.paragraphs() {
			n += countFields(s)
		}
		return n
	})
	r.Place = given(l.Place, func() string { return r.Dateline.Place })
	r.Agency = given(l.Agency, func() string { return r.Dateline.Agency })
}

// given returns the value of a key, worked out when it was missing or null.
func given[T any](v *T, missing func() T) T {
	if v != nil {
		return *v
	}
	return missing()
}

// countFields is len(strings.Fields(s)) without the fields.
func countFields(s string) (n int) {
	gap := true
	for i := 0; i < len(s); i++ {
		var space bool
		switch c := s[i]; c {
		case ' ', '\t', '\n', '\v', '\f', '\r':
			space = true
		case 0xC2, 0xE1, 0xE2, 0xE3: // all white space beyond ASCII begins so
			r, size := utf8.DecodeRuneInString(s[i:])
			space, i = unicode.IsSpace(r), i+size-1
		}
		if gap && !space {
			n++
		}
		gap = space
	}
	return n
}

// identity names an article that another program wrote: by its source's own
// identifier, its address, or else all that it says.
func (r *Record) identity(addressKey func(string) string) ID {
	switch {
	case r.ID != "":
		return NewID(r.Source, r.ID) // the source's own identifier
	case r.URL != "":
		if addressKey != nil {
			return PageID(cmp.Or(addressKey(r.URL), r.URL), nil)
		}
		return PageID(r.URL, nil)
	}
	return NewID(append([]string{"record", r.Source, r.Title, r.Published}, r.paragraphs()...)...)
}

// paragraphs returns the body where blocks do not give it.
func (r *Record) paragraphs() []string {
	if len(r.Body) > 0 {
		return r.Body
	}
	var out []string
	for s := range strings.SplitSeq(cmp.Or(r.Text, r.Content), "\n\n") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// firstSentence stands in for a title: the first sentence, at most 120
// letters of it, cut between words.
func (r *Record) firstSentence() string {
	var s string
	for _, p := range append([]string{r.Standfirst}, append(r.paragraphs(), r.Summary)...) {
		if s = strings.Join(strings.Fields(p), " "); s != "" {
			break
		}
	}
	n, last := 0, 0
	for i, c := range s {
		if n++; n > 120 {
			return s[:cmp.Or(last, i)] + "…"
		}
		if c == ' ' {
			last = i
		}
		after := i + utf8.RuneLen(c)
		if strings.ContainsRune(".!?…", c) && n > 20 && after < len(s) && s[after] == ' ' {
			if next, _ := utf8.DecodeRuneInString(s[after+1:]); !unicode.IsLower(next) {
				return s[:after]
			}
		}
	}
	return s
}

var instantForms = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"}

// parseDate reads a date of a record and how much of it is known. Without a
// zone it is UTC.
func parseDate(s string) (time.Time, Precision, error) {
	if s == "" {
		return time.Time{}, NoDate, nil
	}
	for p, form := range dateForms {
		if len(s) != len(form) {
			continue
		}
		if t, err := time.Parse(form, s); err == nil {
			return t, p, nil
		}
	}
	for _, form := range instantForms {
		if t, err := time.Parse(form, s); err == nil {
			if strings.Contains(form, ":05") {
				return t, Second, nil
			}
			return t, Minute, nil
		}
	}
	return time.Time{}, NoDate, fmt.Errorf("date %.40q is %w", s, ErrInvalid)
}
