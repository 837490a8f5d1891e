// Package migrate reads what other programs keep of articles, for those who
// come from them: newsboat's cache, the JSON of Google Reader and FreshRSS, the
// lists of Pocket, Pinboard, Raindrop and Instapaper, bookmarks of browsers, the
// references of Zotero, and clippings of Obsidian. Nothing is fetched: an
// article of which a list has but the address and the title has no text.
package migrate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/text"
)

// Form is a program whose files are read.
type Form uint8

const (
	None       Form = iota // of none of these
	Newsboat               // cache.db
	Reader                 // JSON of Google Reader, FreshRSS, Inoreader and others that speak its language
	Pocket                 // part_000000.csv, ril_export.html
	Pinboard               // JSON, HTML
	Raindrop               // CSV, HTML
	Instapaper             // CSV, HTML
	Zotero                 // RIS, CSL-JSON
	Bookmarks              // of browsers, HTML
	Obsidian               // a note
)

var formNames = [...]string{"", "newsboat", "freshrss", "pocket", "pinboard", "raindrop", "instapaper", "zotero", "bookmarks", "obsidian"}

// otherNames are what else forms are called.
var otherNames = map[string]Form{
	"google-reader": Reader, "greader": Reader, "inoreader": Reader,
	"ris": Zotero, "csl": Zotero, "netscape": Bookmarks,
}

func (f Form) String() string { return formNames[f] }

// Forms are the names of all forms.
func Forms() []string { return formNames[1:] }

// FormNamed returns the form of a name, None for no such.
func FormNamed(name string) Form {
	name = strings.ToLower(name)
	for i, n := range formNames {
		if n == name {
			return Form(i)
		}
	}
	return otherNames[name]
}

// Limits of what is read of one file. What is larger is told, never held.
const (
	MaxFile  = 256 << 20
	maxEntry = 8 << 20 // bytes of one entry
	maxNotes = 50      // of one article
	maxNote  = 64 << 10
	maxTags  = 50    // of one article
	maxKinds = 2_000 // different tags of a file: each becomes a theme
	maxName  = 200   // runes of a tag, author or source
	maxTitle = 1000  // runes
	maxPlain = 8 << 10
	maxList  = 200 // quotations of one article
)

// Reason says why something was not taken.
type Reason uint8

const (
	NoAddress Reason = iota // all there is of it is an address, and it is none of the web
	NoContent               // neither address nor title nor text
	Deleted                 // deleted there
	NoArticle               // a note, an attachment, a folder
	TagLeft                 // not an article, but a tag beyond maxKinds
	Broken                  // it cannot be read
	TooLarge
)

var reasonNames = [...]string{
	"without a web address", "empty", "deleted there", "no article",
	fmt.Sprintf("tags beyond %d different ones", maxKinds), "broken", "too large",
}

func (r Reason) String() string { return reasonNames[r] }

// IsFault reports whether something was lost that was meant to be kept.
func (r Reason) IsFault() bool { return r >= TagLeft }

// Refused is an entry that was not taken. What is said of it is clean.
type Refused struct {
	At     int    // its place in the file, from 1; 0 for the file as a whole
	What   string // its title or address, as far as there is one
	Reason Reason
	Detail string // what else there is to say, "" for nothing
}

func (r *Refused) Error() string {
	s := r.Reason.String()
	if r.Detail != "" {
		s += ": " + r.Detail
	}
	if r.What != "" {
		s = fmt.Sprintf("%q is %s", r.What, s)
	}
	return s
}

// Input is a file of another program.
type Input struct {
	Form Form
	Name string // of the file, for messages
	R    io.Reader
	// At reads anywhere in the file, and Size is its length: newsboat's cache needs
	// them, and others are looked through for letters that are not UTF-8. Without At
	// all of R is read into memory for a cache, and of others the beginning says it.
	At   io.ReaderAt
	Size int64
	Now  time.Time
}

// Read reads the entries of a file, one at a time. The error of an entry is a
// *Refused; of one that has At 0 the rest of the file could not be read.
func Read(in Input) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		s := &scan{in: &in, yield: yield, tags: map[string]bool{}}
		if err := s.read(); err != nil && !errors.Is(err, errStopped) {
			s.end(err)
		}
	}
}

// errStopped ends a scan whose reader has heard enough.
var errStopped = errors.New("stopped")

// scan goes through one file.
type scan struct {
	in    *Input
	yield func(*Entry, error) bool
	n     int             // entries so far
	tags  map[string]bool // all so far, folded
	over  bool            // yield wants no more
}

func (s *scan) read() error {
	if s.in.Form == Newsboat {
		return s.newsboat()
	}
	r, err := decoded(s.in)
	if err != nil {
		return err
	}
	head, err := r.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return errors.New("it is empty")
	}
	switch c := head[0]; {
	case c == '<':
		return s.bookmarks(r)
	case (c == '{' || c == '[') && s.in.Form == Reader:
		return s.reader(r)
	case (c == '{' || c == '[') && s.in.Form == Pinboard:
		return s.pinboard(r)
	case (c == '{' || c == '[') && s.in.Form == Zotero:
		return s.csl(r)
	case s.in.Form == Zotero:
		return s.ris(r)
	case s.in.Form == Pocket || s.in.Form == Raindrop || s.in.Form == Instapaper:
		return s.table(r)
	}
	return fmt.Errorf("it is no file of %s", s.in.Form)
}

// take hands an entry on, or says why not.
func (s *scan) take(e *Entry) error {
	e.At = s.n
	e.Form = s.in.Form
	s.tidy(e)
	switch url := e.Item.URL; {
	case url != "" || e.Item.Content != "" || e.Item.Summary != "":
	case e.Item.Title != "" && (e.Form == Zotero || e.Item.ID != ""):
	case e.stray != "":
		return s.refuse(NoAddress, e.stray, "")
	default:
		return s.refuse(NoContent, e.Item.Title, "")
	}
	return s.give(e, nil)
}

func (s *scan) refuse(why Reason, what, detail string) error {
	return s.give(nil, &Refused{At: s.n, What: text.Limit(text.Line(what), 60), Reason: why, Detail: detail})
}

func (s *scan) give(e *Entry, err error) error {
	if s.over || !s.yield(e, err) {
		s.over = true
		return errStopped
	}
	return nil
}

// end tells that the rest of the file cannot be read.
func (s *scan) end(err error) {
	r := &Refused{Reason: Broken, Detail: text.Line(err.Error())}
	if errors.Is(err, errLarge) {
		r.Reason, r.Detail = TooLarge, fmt.Sprintf("entry %d has more than %d MiB; what comes after it was not read", s.n+1, maxEntry>>20)
	} else if s.n > 0 {
		r.Detail = fmt.Sprintf("after entry %d: %s", s.n, r.Detail)
	}
	if !s.over {
		s.yield(nil, r)
	}
}

// tidy cleans what another program says, and sees to its limits.
func (s *scan) tidy(e *Entry) {
	it := &e.Item
	raw := it.URL
	it.URL = webAddress(raw)
	if it.URL == "" {
		e.stray = text.Line(raw)
	}
	it.Title = text.Limit(text.Line(it.Title), maxTitle)
	if same := text.Canonical(it.Title); same != "" && same == text.Canonical(it.URL) {
		it.Title = "" // a list that had no title wrote the address
	}
	it.Authors, it.Categories = names(it.Authors, maxTags), names(it.Categories, maxTags)
	e.Source.Name = text.Limit(text.Line(e.Source.Name), maxName)
	e.Source.URL = webAddress(e.Source.URL)
	e.Summary = e.limit(strings.TrimSpace(text.Clean(e.Summary)), maxPlain)
	e.Place = text.Limit(text.Line(e.Place), maxName)
	all := names(e.Tags, len(e.Tags))
	e.Cut = e.Cut || len(all) > maxTags
	e.Tags = s.knownTags(all[:min(len(all), maxTags)])
	e.noted()
	e.Cut = e.Cut || len(e.Quotes) > maxList
	e.Quotes = e.Quotes[:min(len(e.Quotes), maxList)]
	for i := range e.Quotes {
		q := &e.Quotes[i]
		q.Tags = s.knownTags(names(q.Tags, maxTags))
		q.Text, q.Note = e.limit(strings.TrimSpace(text.Clean(q.Text)), maxPlain), e.limit(strings.TrimSpace(text.Clean(q.Note)), maxPlain)
	}
	if it.Published.After(s.in.Now.Add(24*time.Hour)) || it.Published.Year() < 1 {
		it.Published, it.Precision = time.Time{}, feed.NoDate
	}
	if e.Saved.After(s.in.Now.Add(24*time.Hour)) || e.Saved.Year() < 1970 || e.Saved.Unix() <= 0 {
		e.Saved = time.Time{}
	}
}

// knownTags leaves the tags out that are beyond what one file may make.
func (s *scan) knownTags(in []string) []string {
	out := in[:0]
	for _, t := range in {
		key := text.Fold(t)
		if !s.tags[key] && len(s.tags) >= maxKinds {
			_ = s.refuse(TagLeft, t, "") // give remembers when to stop
			continue
		}
		s.tags[key] = true
		out = append(out, t)
	}
	return out
}

// webAddress returns an address of the web without tracking, "" for any other.
func webAddress(s string) string { return text.Canonical(s) }

// names cleans a list of names: each once, none empty.
func names(in []string, most int) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range in {
		if len(out) == most {
			break
		}
		v = text.Limit(text.Line(v), maxName)
		if key := text.Fold(v); v != "" && !seen[key] {
			seen[key] = true
			out = append(out, v)
		}
	}
	return out
}

// limit cuts a text to n runes, and notes that it did.
func (e *Entry) limit(s string, n int) string {
	out := text.Limit(s, n)
	e.Cut = e.Cut || len(out) < len(s)
	return out
}

func (e *Entry) noted() {
	var out []string
	for _, n := range e.Notes {
		if n = strings.TrimSpace(e.limit(text.Clean(n), maxNote)); n == "" {
			continue
		}
		if e.Cut = e.Cut || len(out) == maxNotes; len(out) < maxNotes {
			out = append(out, n)
		}
	}
	e.Notes = out
}

// unix reads seconds since 1970, or thousandths or millionths of them; zero for
// what is none.
func unix(n int64) time.Time {
	switch {
	case n <= 0:
		return time.Time{}
	case n >= 1e14:
		return time.UnixMicro(n).UTC()
	case n >= 1e11:
		return time.UnixMilli(n).UTC()
	}
	return time.Unix(n, 0).UTC()
}

// dated reads a date in any form that a list may have, also seconds.
func dated(s string) (time.Time, feed.Precision) {
	if t, p, ok := parse.Date(s, ""); ok {
		return t, p
	}
	return time.Time{}, feed.NoDate
}
