package export

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"veille/feed"
)

// ninjs 3.1 (IPTC, News in JSON) has no list of items: there is one object to a
// line. Dates in it are instants, so that a date of a day or less stands as it is
// among the descriptions; the user's notes and highlights are the editorial
// note, which is not for publication. A theme has the address of its Media Topic
// when it has one.
const ninjsSchema = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"

type ninjsWriter struct{ *dossier }

type ninjsItem struct {
	URI            string           `json:"uri"`
	Standard       ninjsStandard    `json:"standard"`
	Type           string           `json:"type"`
	Representation string           `json:"representationType"`
	VersionCreated string           `json:"versionCreated,omitempty"`
	ContentCreated string           `json:"contentCreated,omitempty"`
	UsageTerms     string           `json:"usageTerms,omitempty"`
	EdNote         string           `json:"edNote,omitempty"`
	Lang           string           `json:"language,omitempty"`
	Headlines      []ninjsText      `json:"headlines"`
	Descriptions   []ninjsText      `json:"descriptions,omitempty"`
	Bodies         []ninjsText      `json:"bodies,omitempty"`
	Subjects       []ninjsSubject   `json:"subjects,omitempty"`
	Sources        []ninjsSource    `json:"infoSources,omitempty"`
	By             string           `json:"by,omitempty"`
	Located        string           `json:"located,omitempty"`
	Renditions     []ninjsRendition `json:"renditions,omitempty"`
}

type ninjsStandard struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

// ninjsText is a headline, a description or a body.
type ninjsText struct {
	Role  string `json:"role"`
	Type  string `json:"contentType,omitempty"`
	Words int    `json:"wordCount,omitempty"` // of a body alone
	Value string `json:"value"`
}

type ninjsSubject struct {
	Name    string `json:"name"`
	URI     string `json:"uri,omitempty"`
	Rel     string `json:"rel"`
	Literal string `json:"literal"` // our slug
}

type ninjsSource struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

type ninjsRendition struct {
	Name string `json:"name"`
	Href string `json:"href"`
	Type string `json:"contentType"`
}

func newNinjs(d *dossier) writer { return ninjsWriter{d} }

func (w ninjsWriter) article(b *bytes.Buffer, a *feed.Article) error {
	item := ninjsItem{
		URI: feed.URN + a.ID.String(), Standard: ninjsStandard{"ninjs", "3.1", ninjsSchema}, Type: "text", Representation: "partial",
		VersionCreated: ninjsTime(w.Made, feed.Second), ContentCreated: ninjsTime(a.Published, a.Precision),
		UsageTerms: w.licence(), EdNote: strings.Join(w.remarks(a), "\n\n"), Lang: langOf(a),
		Headlines: []ninjsText{{Role: "main", Value: titled(a, w.words)}}, By: authorOf(a), Located: placeOf(a),
	}
	if s := oneLine(a.Kicker); s != "" && w.depthOf(a) == Full {
		item.Headlines = append(item.Headlines, ninjsText{Role: "kicker", Value: s})
	}
	item.Descriptions = w.descriptions(a)
	if s := strings.Join(a.Paragraphs(), "\n\n"); s != "" && w.depthOf(a) == Full {
		item.Representation = "full"
		item.Bodies = []ninjsText{{Role: "main", Type: "text/plain", Words: a.Words, Value: s}}
	}
	for _, t := range w.known(a.Themes) {
		s := ninjsSubject{Name: w.label(t), Rel: "about", Literal: t.Slug}
		if len(t.IPTC) == 8 && strings.Trim(t.IPTC, "0123456789") == "" {
			s.URI = mediaTopics + t.IPTC
		}
		item.Subjects = append(item.Subjects, s)
	}
	if s := oneLine(a.Source); s != "" {
		item.Sources = append(item.Sources, ninjsSource{s, "publisher"})
	}
	if s := agencyOf(a); s != "" && s != oneLine(a.Source) {
		item.Sources = append(item.Sources, ninjsSource{s, "agency"})
	}
	if feed.Linkable(a.URL) {
		item.Renditions = []ninjsRendition{{"web", plainURL(a.URL), "text/html"}}
	}
	if err := encode(b, item); err != nil {
		return fmt.Errorf("export article %s: %w", a.ID, err)
	}
	return nil
}

// descriptions are the lead, a date that is no instant, and captions.
func (w ninjsWriter) descriptions(a *feed.Article) []ninjsText {
	var out []ninjsText
	add := func(role, s string) {
		if s = oneLine(s); s != "" {
			out = append(out, ninjsText{Role: role, Type: "text/plain", Value: s})
		}
	}
	add("summary", leadOf(a))
	if ninjsTime(a.Published, a.Precision) == "" {
		add("published", isoDate(a.Published, a.Precision))
	}
	for _, c := range a.Captions {
		add("caption", captionText(c))
	}
	return out
}

// ninjsTime is an instant, "" where less than the minute is known.
func ninjsTime(t time.Time, p feed.Precision) string {
	if p < feed.Minute {
		return ""
	}
	return isoTime(t, p)
}
