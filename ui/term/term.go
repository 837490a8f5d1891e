// Package term makes lines for a terminal out of articles: the body through
// Markdown and Glamour, links numbered, captions set apart, and nothing in a
// line that a terminal obeys but colours, attributes and links to the web.
package term

import (
	"cmp"
	"context"
	"sort"
	"time"

	"veille/feed"
)

// Limits of one rendering. Beyond MaxText the rest is cut with a note; a block
// beyond maxStyled and everything after the deadline is wrapped as plain text.
const (
	MaxText   = 256 << 10 // bytes of body text
	maxStyled = 16 << 10  // bytes of one block
	maxDepth  = 8         // of quotes and lists
	maxItems  = 200       // of each list below the text
	maxLinks  = 1000      // addresses that get a number
	maxAside  = 4000      // characters of a caption, title or summary
	budget    = 400 * time.Millisecond
)

// Ink is how a role of text is written: SGR sequences before and after. What is
// switched on is switched off by its own code and not by a reset, so that inks
// nest (a theme's code inside a row that is bold).
type Ink struct{ On, Off string }

// Of writes s in this ink.
func (i Ink) Of(s string) string {
	if s == "" || i.On == "" {
		return s
	}
	return i.On + s + i.Off
}

// Labels are the words of the interface that stand among an article's text.
type Labels struct {
	Links, Related, Teasers, Enclosures string
	Enclosure                           func(kind string, bytes int64) string // what is known of a file, "" for nothing
	Cut                                 func(kilobytes int) string
	More                                func(n int) string // of a list, left out
}

// Options say how to render. Width is in cells, at least 1.
type Options struct {
	Width       int
	ASCII       bool // "|", "-" and "_" instead of "│", "•" and "·"
	Muted       Ink  // datelines, captions, headings of lists
	Accent      Ink  // numbers of links
	MarkRepairs bool // show the blanks that were put between glued words
	Labels      Labels
}

// Anchor is where a line begins: a block of the body and a byte offset in its
// text. Block is -1 on lines above the body, len(Body) below it. On a page they
// ascend.
type Anchor struct{ Block, Offset int }

// Page is a rendered article. Lines hold no control bytes but SGR and OSC 8;
// none is wider than the width asked for. Anchors and Glued have one entry per line.
// Links are in the order of their numbers: [1] is the first.
type Page struct {
	Lines   []string
	Anchors []Anchor
	Glued   []bool // the line goes on with the word that the one before ends in
	Links   []feed.Link
	Cut     bool // the text was longer than MaxText
}

// LineOf returns the line where a place stands: the first of those that begin
// last at or before it.
func (p *Page) LineOf(at feed.Place) int {
	last := p.firstBeyond(func(a Anchor) bool { return compare(a, Anchor(at)) > 0 }) - 1
	if last < 0 {
		return 0
	}
	return p.firstBeyond(func(a Anchor) bool { return compare(a, p.Anchors[last]) >= 0 })
}

// firstBeyond is the first line for which beyond holds; anchors ascend.
func (p *Page) firstBeyond(beyond func(Anchor) bool) int {
	return sort.Search(len(p.Anchors), func(i int) bool { return beyond(p.Anchors[i]) })
}

func compare(a, b Anchor) int {
	return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.Offset, b.Offset))
}

// At returns the place where a line begins.
func (p *Page) At(line int) feed.Place {
	if len(p.Anchors) == 0 {
		return feed.Place{}
	}
	a := p.Anchors[min(max(0, line), len(p.Anchors)-1)]
	if a.Block < 0 {
		return feed.Place{}
	}
	return feed.Place(a)
}

// Render makes a page of an article: standfirst, body, captions, links, related
// articles, teasers. Title and source are the caller's. It never fails on an
// article, whatever it holds; when ctx ends or the text takes long, what is
// left comes without styles. The error is ctx's, when it ended before the
// first line.
func Render(ctx context.Context, a feed.Article, o Options) (Page, error) {
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	o.Width = max(1, o.Width)
	r := renderer{ctx: ctx, o: o, article: &a, glamours: map[int]*glamour{}, below: Anchor{Block: -1}}
	r.numberLinks()
	r.standfirst()
	r.body()
	r.below = Anchor{Block: len(a.Body)}
	r.byline()
	r.lists()
	return r.page, nil
}

// renderer holds what one rendering needs.
type renderer struct {
	ctx      context.Context
	o        Options
	article  *feed.Article
	glamours map[int]*glamour // by width: quotes and lists are narrower
	numbers  map[string]int   // of links by address
	page     Page
	repairs  []int  // offsets in the article's text, ascending
	base     int    // of the present block in the article's text
	below    Anchor // of lines of ours: the end of what stands above them
}

// add appends lines of a block.
func (r *renderer) add(block int, lines ...line) {
	for _, l := range lines {
		r.put(l, Anchor{Block: block, Offset: l.offset})
	}
}

// aside appends a line that is no part of the body.
func (r *renderer) aside(s string) { r.put(line{text: s}, r.below) }

func (r *renderer) put(l line, a Anchor) {
	r.page.Lines = append(r.page.Lines, fit(l.text, r.o.Width))
	r.page.Glued = append(r.page.Glued, l.glued)
	r.page.Anchors = append(r.page.Anchors, a)
}

// line is a rendered line and the offset in its block's text where it begins.
type line struct {
	text   string
	offset int
	glued  bool // goes on with the word that the line before ends in
}

// gap adds a blank line unless there is one or nothing stands above.
func (r *renderer) gap() {
	if n := len(r.page.Lines); n > 0 && r.page.Lines[n-1] != "" {
		r.aside("")
	}
}
