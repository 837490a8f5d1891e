package ui

import (
	"veille/feed"
	"veille/feed/export"
)

// ExportRequest asks for a dossier of Articles. Path is where to; an existing
// file is only replaced when Replace is set.
type ExportRequest struct {
	Articles    feed.Targets
	Query       string // that found them; "" for all, and for what was selected by hand
	Anew        bool   // they are what Query finds now, as OneVersion says, not Articles
	OneVersion  bool   // of each story
	Format      string // of export.Formats, or opml: a list of the sources
	Title       string // "": the usual one
	Order       string // theme, oldest, newest, source, query or hand; "": the usual one
	Sections    []export.Section
	Counts      []export.Count // in the head
	Key         string         // names a feed or book for ever; "" leaves that to the query or title
	Depth       string         // refs, quotes, lead, full; "": the usual one
	Lang        string         // of headings; "": the usual one
	Contents    bool
	Timeline    bool
	Notes       bool
	Highlights  bool
	Sources     bool
	Suggestions bool // jsonl: with themes that are not confirmed
	Path        string
	Replace     bool

	Progress func(done int) // told how many articles were read; it must not wait
}

// orderOfQuery keeps articles as the view has them.
const orderOfQuery = "query"

// ExportResult says what was written.
type ExportResult struct {
	Path     string
	Bytes    int64
	Articles int
	Damaged  int // articles left out because they cannot be read
	Unquoted int // articles with highlights that the depth has no place for
}

// ExportSize says what an export would be.
type ExportSize struct {
	Bytes    int64
	About    bool // Bytes is estimated from some of the articles
	Articles int
	Sources  int
	Langs    map[string]int // "": no language known
}

// ExportPreview is how an export begins: a dossier as Markdown, everything else
// as it would stand in the file.
type ExportPreview struct {
	Text     string
	Markdown bool
	Cut      bool // there is more
}

// Exported is how an export was made, or is to be made where the user says
// nothing; "" leaves that to the format.
type Exported struct {
	Format      string   `json:"format"`
	Folder      string   `json:"folder"`
	Depth       string   `json:"depth"`
	Order       string   `json:"order,omitempty"`
	Lang        string   `json:"lang,omitempty"`
	Without     []string `json:"without,omitempty"`  // parts left out: contents, timeline, notes, highlights, sources
	Versions    string   `json:"versions,omitempty"` // of stories: one or all; "": as the view has them
	Suggestions bool     `json:"suggestions,omitempty"`
}
