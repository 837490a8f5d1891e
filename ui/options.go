package ui

import (
	"context"
	"time"

	"veille/feed"
	"veille/feed/refresh"
	"veille/feed/review"
)

// Options is what the reader is told by whoever starts it. It reads no file
// and no environment itself.
type Options struct {
	Query        string              // to open on; "" for the session's
	Lang         string              // of the interface: en, fr or vi
	Colours      string              // auto, light, dark, contrast or none
	ASCII        bool                // chrome without box drawing and symbols
	Keyboard     string              // qwerty or azerty
	Keys         map[string][]string // bindings by action name, in place of the usual ones
	Width        int                 // of the text column in cells; 0: by the window
	MarkRead     string              // dwell, open or manual
	HideRead     bool                // read rows leave an unread list at once
	Mouse        bool
	ReduceMotion bool
	FirstRun     bool   // the file is new and holds the sample collection
	Path         string // of the file, to show
	Now          func() time.Time
	Session      Session
	CiteStyle    string // of export.Styles; "" for the one usual in the language

	// Save keeps the session; called from a command.
	Save func(Session) error
	// Export writes a dossier; see ExportRequest. When ctx ends first, nothing is
	// left behind. ExportSize says what would be written, ExportPreview how it
	// begins; nil for either: the box does without.
	Export        func(ctx context.Context, r ExportRequest) (ExportResult, error)
	ExportSize    func(ctx context.Context, r ExportRequest) (ExportSize, error)
	ExportPreview func(ctx context.Context, r ExportRequest) (ExportPreview, error)
	// ExportTitle is the usual title of a dossier of what a query finds; it does
	// not read the file; nil: the reader makes one itself.
	ExportTitle func(query, lang string, themes []feed.Theme) string
	ExportUsual Exported // where the user has not said anything yet
	// OpenFile opens a file or folder that was written with the program usual for it.
	OpenFile func(path string) error
	// Reviews returns the templates of press reviews, the usual one first, with
	// headings in a language; the error is about those that cannot be read.
	Reviews func(ctx context.Context, lang string) ([]review.Template, error)
	// Import takes a file or folder in, telling how many articles came so far.
	Import func(ctx context.Context, path string, progress func(done int)) (ImportResult, error)
	// Refresh asks sources for news, nil for all, and tells how far each is; at
	// once those too that are not due.
	Refresh func(ctx context.Context, ids []feed.ID, atOnce bool, each func(refresh.Event)) (refresh.Summary, error)
	// Every is how often all sources that are due are asked while the reader is
	// open; 0: only when asked to.
	Every time.Duration
	// Look asks an address what following it would bring; Accept keeps it, of a
	// choice or list only the chosen sources (nil: all).
	Look   func(ctx context.Context, address string) (refresh.Offer, error)
	Accept func(ctx context.Context, of refresh.Offer, chosen []feed.ID) ([]feed.Source, feed.Kept, error)
	// LookFile offers the list of subscriptions that stands in a file, LookText the
	// one that a text is: OPML, or addresses line by line. Nothing is asked. Without
	// a list in a file LookFile returns false: it is for Import.
	LookFile func(ctx context.Context, path string) (of refresh.Offer, list bool, err error)
	LookText func(ctx context.Context, s string) (refresh.Offer, error)
	// Starters are sources to offer by region and language; none was ever asked.
	Starters []Starter
	// Browse opens an http or https address.
	Browse func(url string) error
}

// Session is what the reader remembers between runs.
type Session struct {
	Query       string            `json:"query"`
	Oldest      bool              `json:"oldest,omitempty"` // as earlier versions said it: now sort: in Query
	Article     feed.ID           `json:"article"`          // under the cursor
	Near        []feed.ID         `json:"near"`             // rows around it, the nearest first
	Row         int               `json:"row"`              // its position
	Dark        bool              `json:"dark"`             // what the terminal last said
	Known       bool              `json:"known"`            // Dark was ever told
	Lang        string            `json:"lang"`
	Colours     string            `json:"colours"`
	Sidebar     bool              `json:"sidebar"`
	Zoomed      bool              `json:"zoomed"`
	AllVersions bool              `json:"all_versions,omitempty"` // of stories, each in a row
	LastTags    []string          `json:"last_tags"`              // slugs of the last tagging, for "."
	Recent      []string          `json:"recent"`                 // slugs last used
	Queries     []string          `json:"queries"`                // last searches, newest first
	Export      *Exported         `json:"export"`                 // the last export, for "E"
	Looked      map[string]Looked `json:"looked,omitempty"`       // by ID of a watched query, how far it was looked at
	Folded      []string          `json:"folded,omitempty"`       // paths of folders of sources whose content is hidden
}

// ImportResult says what came of an import. Each file that could not be taken in
// is told by a fault, said in the language of the interface.
type ImportResult struct {
	Added, Known int
	Followed     int // sources of a list of subscriptions
	Left         []Left
	Faults       []Fault
}

// Left is how much was left out for one reason: hidden, unknown, links or lists of
// files; address, empty, deleted or other of what a file of another program holds.
type Left struct {
	Why string
	N   int
}

// Starter is a source to begin with. Its address is unverified until it has
// answered once.
type Starter struct {
	Region string // as "Vietnam", "United Nations"
	Source feed.Source
}

// Fault is what stood in the way of a file; Path as the user knows it.
type Fault struct {
	Path string
	Err  error
}
