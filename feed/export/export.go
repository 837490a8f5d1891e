// Package export writes articles for others: a dossier in HTML or Markdown, a
// folder of notes for Obsidian, a table, records that import reads back, and
// citations. It streams: articles come one by one and are not kept; the same
// articles and options give the same bytes.
//
// A dossier (dossier.go) cuts each article to its depth (depth.go), puts all in
// order (order.go) and hands them to the writer of a format, which is in the file
// of that name; Formats lists them. What writers have in common is in frame.go
// (what a dossier says of itself and of where an article stands), passages.go
// (notes and highlights), reference.go and cite*.go (authors, titles, citations),
// words.go (languages), html_*.go (markup, also of books, feeds and sites) and
// feeditem.go (feeds). save.go writes a file, folder.go a folder of notes,
// site*.go a site; what is not finished waits in stage.go.
package export

import (
	"fmt"
	"slices"
	"time"

	"veille/feed"
)

// Order is the order of the articles. The zero value keeps the order they come
// in.
type Order string

const (
	ByTheme  Order = "theme"  // grouped by first theme, oldest first; without theme last
	Oldest   Order = "oldest" // undated last
	Newest   Order = "newest" // undated last
	BySource Order = "source" // grouped by source, oldest first; without source last
	ByHand   Order = "hand"   // as Options.Sections say; what is in none comes last, as it came in
)

// Depth is how much of each article is written.
type Depth string

const (
	Refs   Depth = "refs"   // title, source, date and address
	Quotes Depth = "quotes" // and the passages that the user has highlighted
	Lead   Depth = "lead"   // title, source, date, address and the lead
	Full   Depth = "full"   // and everything else
)

// Section is one part of a dossier put in order by hand.
type Section struct {
	Title string // "" where the dossier has but one
	Depth Depth  // "" for that of the dossier
	IDs   []feed.ID
}

// Format is a form that articles can be written in.
type Format struct {
	Name   string // as on the command line
	Ext    string // of the file with its dot, "" for a folder
	Folder bool   // one file per article in a folder
	Depth  Depth  // where the user says nothing: full for one's own use, lead for what is passed on

	order Order
	make  func(*dossier) writer // nil for a folder
	note  *noteForm             // of a folder
}

// Formats returns the forms there are, that most used first.
func Formats() []Format {
	return []Format{
		{Name: "html", Ext: ".html", Depth: Lead, order: ByTheme, make: newHTML},
		{Name: "md", Ext: ".md", Depth: Full, order: ByTheme, make: newMarkdown},
		{Name: "obsidian", Folder: true, Depth: Full, note: obsidian},
		{Name: "logseq", Folder: true, Depth: Full, note: logseq},
		{Name: "epub", Ext: ".epub", Depth: Full, order: ByTheme, make: newEPUB},
		{Name: "ris", Ext: ".ris", Depth: Full, make: newRIS},
		{Name: "csl", Ext: ".csl.json", Depth: Full, make: newCSL},
		{Name: "biblatex", Ext: ".bib", Depth: Full, make: newBibLaTeX},
		{Name: "bibtex", Ext: ".bib", Depth: Full, make: newBibTeX},
		{Name: "csv", Ext: ".csv", Depth: Lead, make: newCSV},
		{Name: "jsonfeed", Ext: ".feed.json", Depth: Lead, make: newJSONFeed},
		{Name: "atom", Ext: ".atom", Depth: Lead, make: newAtom},
		{Name: "rss", Ext: ".rss", Depth: Lead, make: newRSS},
		{Name: "txt", Ext: ".txt", Depth: Lead, order: ByTheme, make: newTxt},
		{Name: "ninjs", Ext: ".ninjs.jsonl", Depth: Full, make: newNinjs},
		{Name: "jsonl", Ext: ".jsonl", Depth: Full, make: newJSONL},
	}
}

// Find returns the format of a name.
func Find(name string) (Format, bool) {
	all := Formats()
	if i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name }); i >= 0 {
		return all[i], true
	}
	return Format{}, false
}

// Options say how a dossier is made. Empty strings stand for what Defaults
// gives; switches are off unless set.
type Options struct {
	Title string // of the dossier
	Query string // that found the articles, in words, to show
	Lang  string // of the dossier's own words: en, fr or vi
	Order Order
	Depth Depth

	Sections []Section // of ByHand; an article in two is in the first

	Contents   bool // a table of contents
	Timeline   bool // a list by date
	Notes      bool // the user's notes
	Highlights bool // marks the user's highlights, where the depth has their text
	Sources    bool // a list of sources as citations

	Counts []Count // shown in the head of html, md, epub and txt; none: nothing is

	Made      time.Time    // when the dossier is made; zero: not shown
	Themes    []feed.Theme // for labels and slugs, in their order
	Licence   string       // mention of the licence to pass press text on, "" for none
	Generator string       // name and version of the program

	Self string // feeds: the address that they will be read from, "" when not known
	Home string // feeds: the address of the page that they belong to, "" for none
	Key  string // feeds: names the feed for ever; "" leaves that to the query, else the title

	Excel   bool // csv: with a byte order mark and semicolons
	NoGuard bool // csv: cells may begin like formulas

	// Raw gives what an article came from, for records; nil when that is not
	// wanted, and it may return nil for none.
	Raw func(feed.ID) (*feed.Raw, error)
	// Suggestions gives the pending suggestions of an article, for records; nil
	// when only what is confirmed is to leave.
	Suggestions func(*feed.Article) ([]feed.Suggestion, error)
}

// Defaults returns the options of a format where the user says nothing.
func (f Format) Defaults() Options {
	return Options{Lang: "en", Order: f.order, Depth: f.Depth, Contents: true, Timeline: true, Notes: true, Highlights: true, Sources: true}
}

// check fills in what is empty and refuses what is not known.
func (o *Options) check(f Format) error {
	if o.Depth == "" {
		o.Depth = f.Depth
	}
	if o.Order == "" {
		o.Order = f.order
	}
	if !slices.Contains([]Depth{Refs, Quotes, Lead, Full}, o.Depth) {
		return fmt.Errorf("export: depth %q is %w: want refs, quotes, lead or full", o.Depth, feed.ErrInvalid)
	}
	for _, s := range o.Sections {
		if !slices.Contains([]Depth{"", Refs, Quotes, Lead, Full}, s.Depth) {
			return fmt.Errorf("export: depth %q of section %q is %w: want refs, quotes, lead or full", s.Depth, s.Title, feed.ErrInvalid)
		}
	}
	if !slices.Contains([]Order{"", ByTheme, Oldest, Newest, BySource, ByHand}, o.Order) {
		return fmt.Errorf("export: order %q is %w: want theme, oldest, newest, source or hand", o.Order, feed.ErrInvalid)
	}
	return nil
}

// Place says what may happen where the export goes.
type Place struct {
	// Replace lets an existing file be replaced, and notes that were changed by
	// hand above their end mark be written anew.
	Replace bool
}

// Saved says what was written.
type Saved struct {
	Path     string
	Bytes    int64
	Articles int
	// Unchanged counts notes of a folder that were as they should be, Kept names
	// those left alone because they were changed by hand.
	Unchanged int
	Kept      []string
	Unquoted  int // articles whose highlights were asked for and do not stand in it, as the depth has no room for them
}
