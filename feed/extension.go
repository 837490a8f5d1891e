package feed

import (
	"cmp"
	"slices"
	"strings"
)

// Extension is what veille says of an article in a feed beside what the feed
// itself can say: in JSON Feed the object _veille of an item, in Atom and RSS
// the Elements. What it does not hold (title, address, language, text, in Atom
// and RSS the tags too) stands where every reader of feeds looks for it, and is
// taken from there.
//
//	                          JSON Feed         Atom               RSS
//	id                        id                id                 guid
//	title                     title             title              title
//	url                       url               link alternate     link
//	lang                      language          xml:lang           dc:language
//	body                      content_html      content            content:encoded
//	tags                      _veille.tags      category           category
//	the publisher's categories _veille          category           category
//	published, precision      _veille           v:published        v:published
//	all else of a Record      _veille           v:…                v:…
//
// None holds content, text and raw, of which the first two follow from the body,
// nor what is told and not kept (story, themes). The body is HTML: lists and
// quotes deeper than eight, rows of different length and blocks without words
// come back as HTML can say them. Below full depth a feed holds what that depth
// holds.
type Extension struct {
	About         string         `json:"about"`
	Accessed      string         `json:"accessed"` // fetched of a Record
	DatePrecision string         `json:"date_precision"`
	Place         *string        `json:"place"`
	Note          string         `json:"note"`            // all of them
	Notes         Strings        `json:"notes,omitempty"` // where there are several
	Tags          []ExtensionTag `json:"tags"`
	sparseRecord
}

// ExtensionTag is a tag with what others need to know of its theme.
type ExtensionTag struct {
	Slug  string `json:"slug"`
	Label string `json:"label"`
	By    string `json:"by"`
	At    string `json:"at"`
	IPTC  string `json:"iptc"`
}

// sparseRecord is Record, field by field, without keys that are empty.
type sparseRecord struct {
	Schema      string             `json:"-"`
	Kind        string             `json:"-"`
	ID          string             `json:"-"`
	Source      string             `json:"source"`
	URL         string             `json:"url,omitempty"`   // where the feed cannot say it
	Title       string             `json:"title,omitempty"` // where the feed cannot say it
	TitleFrom   string             `json:"title_from"`
	Kicker      string             `json:"kicker,omitempty"`
	Standfirst  string             `json:"standfirst,omitempty"`
	Dateline    RecordDateline     `json:"dateline,omitzero"`
	Byline      string             `json:"byline,omitempty"`
	Author      Strings            `json:"author,omitempty"`
	Lang        string             `json:"lang,omitempty"` // where the feed cannot say it
	Published   string             `json:"published,omitempty"`
	Precision   string             `json:"-"`
	Updated     string             `json:"updated,omitempty"`
	Fetched     string             `json:"-"`
	Summary     string             `json:"summary,omitempty"`
	Content     string             `json:"-"`
	Text        string             `json:"-"`
	Body        Strings            `json:"-"`
	Captions    Strings            `json:"captions,omitempty"`
	Credits     Strings            `json:"credits,omitempty"`
	Related     Strings            `json:"related,omitempty"`
	Links       []RecordLink       `json:"links,omitempty"`
	Teasers     []RecordTeaser     `json:"teasers,omitempty"`
	Categories  Strings            `json:"categories,omitempty"`
	Tags        Strings            `json:"-"`
	Marks       []RecordMark       `json:"marks,omitempty"`
	Themes      []RecordSuggestion `json:"-"`
	Notes       Strings            `json:"-"`
	Highlights  RecordHighlights   `json:"highlights,omitempty"`
	State       RecordState        `json:"state,omitzero"`
	Enclosures  []RecordEnclosure  `json:"enclosures,omitempty"`
	Story       string             `json:"-"`
	Repairs     []int              `json:"repairs,omitempty"`
	Words       int                `json:"words,omitempty"`
	Blocks      []RecordBlock      `json:"-"`
	Raw         *RecordRaw         `json:"-"`
	ListTitle   string             `json:"list_title,omitempty"`
	SourceID    string             `json:"source_id,omitempty"`
	Place       string             `json:"-"`
	Agency      string             `json:"agency,omitempty"`
	RelatedURLs Strings            `json:"related_urls,omitempty"`
}

// URN begins the identity of an article in a feed, TagScheme is the scheme of
// categories that are tags, BodyClass the class of the element that holds the
// body in the HTML of an item.
const (
	URN       = "urn:veille:"
	TagScheme = "urn:veille:tags"
	BodyClass = "veille-body"
)

// ExtensionAbout is the address under which the object _veille is explained, as
// JSON Feed asks of extensions.
const ExtensionAbout = "urn:veille:1"

// Extend returns the extension of a record, with the labels that label gives for
// themes. Title, URL and Lang are left to the feed: set them where it cannot say
// them.
func (r Record) Extend(themes []Theme, label func(Theme) string) Extension {
	x := Extension{
		About: ExtensionAbout, Accessed: r.Fetched, DatePrecision: r.Precision,
		Note: strings.Join(r.Notes, "\n\n"), Tags: []ExtensionTag{}, sparseRecord: sparseRecord(r),
	}
	if r.Place != "" {
		x.Place = &r.Place
	}
	if len(r.Notes) > 1 {
		x.Notes = r.Notes
	}
	for _, slug := range r.Tags {
		t := ExtensionTag{Slug: slug, Label: slug}
		if i := slices.IndexFunc(themes, func(t Theme) bool { return t.Slug == slug }); i >= 0 {
			t.Label, t.IPTC = label(themes[i]), themes[i].IPTC
		}
		if i := slices.IndexFunc(r.Marks, func(m RecordMark) bool { return m.Theme == slug }); i >= 0 {
			t.By, t.At = r.Marks[i].By, r.Marks[i].At
		}
		x.Tags = append(x.Tags, t)
	}
	x.URL, x.Title, x.Lang = "", "", ""
	return x
}

// Record returns what the extension holds of a record. Strings are as they stand.
func (x Extension) Record() Record {
	r := Record(x.sparseRecord)
	r.Schema, r.Kind = RecordSchema, "article"
	r.Fetched, r.Precision = x.Accessed, x.DatePrecision
	if x.Place != nil {
		r.Place = *x.Place
	}
	if r.Notes = x.Notes; len(r.Notes) == 0 && x.Note != "" {
		r.Notes = Strings{x.Note}
	}
	for _, t := range x.Tags {
		r.Tags = append(r.Tags, t.Slug)
	}
	r.Precision = cmp.Or(r.Precision, precisionNames.name(NoDate))
	return r
}
