// Package feed is the domain of veille: articles and their parts, sources,
// themes and the marks that tie them. It does no I/O and imports nothing of
// ours.
package feed

import (
	"strings"
	"time"
)

// Precision says how much of a date is known: a page that says "2022-05" was
// published in that month, not on its first day.
type Precision uint8

const (
	NoDate Precision = iota
	Year
	Month
	Day
	Minute
	Second
)

// TitleFrom says where a title was found. A page without a title is named by
// its slug or its first sentence, and the reader must be able to tell.
type TitleFrom uint8

const (
	TitleFromText TitleFrom = iota
	TitleFromMetadata
	TitleFromSlug
	TitleFromFirstSentence
	TitleFromUser
)

// Head is what a row of the list needs. Thousands are held in memory; they are
// passed by value.
type Head struct {
	ID        ID
	Title     string
	TitleFrom TitleFrom
	SourceID  ID     // zero when the source is not known
	Source    string // the source's present name
	URL       string // canonical address, "" when not known
	Lang      string // BCP 47 primary tag: fr, en, vi …; "" when not known
	Published time.Time
	Precision Precision
	Fetched   time.Time
	Words     int
	Place     string // of the dateline
	Agency    string // of the dateline, else of the byline
	Themes    []ID   // confirmed tags, in the order of the themes
	Suggested []ID   // pending suggestions, in the order of the themes
	Story     ID     // that it is a version of, zero for none
	Versions  int    // of that story, trashed ones not counted; 0 without a story
	Read      bool
	Starred   bool
	Trashed   bool
	Hidden    bool // by a rule: kept out of lists
	Sample    bool
}

// Article is one article with its cleaned text apart from what stood around it.
type Article struct {
	Head
	Kicker     string
	Standfirst string
	Dateline   Dateline
	Byline     string   // as printed at the end: "VNA/CVN"
	Authors    []string // persons or agencies, as printed
	Updated    time.Time
	Summary    string // the feed's or page's own description
	Body       []Block
	Captions   []Caption
	Related    []Link // "read also" links of the same page
	Links      []Link // addresses inside the text, in order: [1], [2] …
	Teasers    []Teaser
	Categories []string // the publisher's own
	Enclosures []Enclosure
	Repairs    []Repair
	Marks      []Mark
	Notes      []string
	Highlights []Highlight // in the order of the text, lost ones last
}

// Dateline is the head of a dispatch: "New York (VNA) –". Date is as printed
// ("3 décembre"); the date of publication is Head.Published.
type Dateline struct{ Place, Date, Agency string }

// Caption belongs to a picture; Credit is the photographer or agency.
type Caption struct{ Text, Credit string }

// Link is an address with the words it stood on.
type Link struct{ Text, URL string }

// Teaser advertises another article on the same page.
type Teaser struct{ Title, Summary, URL string }

// Enclosure is a file that came with the article.
type Enclosure struct {
	URL, Type string
	Bytes     int64
}

// Repair is one blank put between two glued words: At is the byte offset of
// that blank in Article.Text. Removing the blanks gives the text as it came.
type Repair struct{ At int }

// Raw is what came in, byte for byte.
type Raw struct {
	Name  string // file name or address it came from
	Type  string // media type: text/plain, text/html, multipart/related, text/markdown, application/json
	Bytes []byte
}

// Place is where reading stopped: a block of the body and a byte offset in its
// text, so that it survives another width.
type Place struct{ Block, Offset int }

// Text returns the body as plain text, blocks separated by a blank line. All
// offsets of evidence and repairs in the body count in it.
func (a *Article) Text() string {
	var b strings.Builder
	for i := range a.Body {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(a.Body[i].Text())
	}
	return b.String()
}

// In returns the text that a Range of a field counts in.
func (a *Article) In(f Field) string {
	switch f {
	case InTitle:
		return a.Title
	case InStandfirst:
		return a.Standfirst
	}
	return a.Text()
}

// Quote returns what stands at ranges; one that reaches beyond its text is "".
func (a *Article) Quote(spans []Range) []string {
	var of [InStandfirst + 1]string
	out := make([]string, len(spans))
	for i, s := range spans {
		f := min(s.Field, InStandfirst)
		if of[f] == "" {
			of[f] = a.In(f)
		}
		if s.Start >= 0 && s.Start <= s.End && s.End <= len(of[f]) {
			out[i] = of[f][s.Start:s.End]
		}
	}
	return out
}

// Paragraphs returns the plain text of each block that has any: rules and
// pictures without words are left out.
func (a *Article) Paragraphs() []string {
	out := make([]string, 0, len(a.Body))
	for i := range a.Body {
		if s := a.Body[i].Text(); strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}
