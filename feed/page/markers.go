package page

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"veille/feed/text"
)

// The marker files: one entry a line under a section in brackets, # begins a
// comment. An entry ending in a colon must be followed by one in the page. In
// [months] a line is a month, January first, its words are spellings of it.
//
//go:embed markers/*.txt
var markerFiles embed.FS

// section is a list of words in the marker files.
type section uint8

const (
	teaserMark section = iota // a whole line: other articles follow
	moreMark                  // begins a line that names another article
	dropLine                  // a whole line of the site's own
	dropStart                 // begins a short line of the site's own
	tableTag                  // a whole line above a table of rates
	photoMark                 // introduces the maker of a picture
	givenMark                 // after "Photo": who gave it
	sceneMark                 // begins a caption inside the text that has no credit
	finiteVerb                // a finite verb: no such caption has one
	captionTag                // begins a line that is a caption
	bylineTag                 // stands before the agency at the end
	sourceTag                 // begins the last line of an article: where it was taken from
	pressWord                 // a word in lower case with which the name of a newspaper begins
	authorTag                 // begins the line of the author
	timeWord                  // stands in a line that only says when
	monthWord                 // spellings of the months
	column                    // name of a column, before a title
	starter                   // a word that begins a sentence
	shortForm                 // its full stop ends no sentence
	agencyName                // agencies whose names have no shape of their own
	placeName                 // cities in capitals before a dash
	noAgency                  // capitals that are no agency
	endMark                   // the last word of a dispatch
	postMark                  // begins the line of a correspondent's post
	backMark                  // before the name of a column: a link to it
	feedLine                  // a whole line or link at the end of an item of a feed: it leads to the page
	feedStart                 // begins such a line
	feedEnd                   // a whole such line, … for any words
	feedShare                 // a button: one of a row of links
	sectionCount
)

// sectionNames are their names in the files.
var sectionNames = [sectionCount]string{
	teaserMark: "teasers", moreMark: "related", dropLine: "drop", dropStart: "drop-start", tableTag: "tables",
	photoMark: "photo", givenMark: "given", sceneMark: "scenes", finiteVerb: "verbs", captionTag: "caption",
	bylineTag: "byline", sourceTag: "source", pressWord: "press", authorTag: "author", timeWord: "time",
	monthWord: "months", column: "sections", starter: "starters", shortForm: "abbreviations",
	agencyName: "agencies", placeName: "places", noAgency: "no-agencies", endMark: "ends", postMark: "posts",
	backMark: "back", feedLine: "feed-lines", feedStart: "feed-starts", feedEnd: "feed-ends",
	feedShare: "feed-share",
}

// Markers are the words by which the parts of a page are told apart.
type Markers struct {
	sections [sectionCount]entries
	months   map[string]int
	when     map[string]bool // the single words of lines that say when
	ends     [][]string      // of feedEnd: what stands around the "…"
	longest  int             // in words, over all entries
}

// entries are those of one section.
type entries struct {
	words map[string]bool     // true: a colon must follow
	first map[string]bool     // the first words of the entries
	opens [utf8.RuneSelf]bool // the ASCII letters and digits with which they begin
}

// LoadMarkers returns the embedded markers with those of extra added: *.txt
// files in the format of the embedded ones. A nil extra adds nothing. An error
// names file and line.
func LoadMarkers(extra fs.FS) (*Markers, error) {
	m := &Markers{months: make(map[string]int), when: make(map[string]bool)}
	for s := range m.sections {
		m.sections[s].words, m.sections[s].first = make(map[string]bool), make(map[string]bool)
	}
	for _, from := range []fs.FS{markerFiles, extra} {
		if from == nil {
			continue
		}
		names, err := fs.Glob(from, "*.txt")
		if err == nil && from == fs.FS(markerFiles) {
			names, err = fs.Glob(from, "markers/*.txt")
		}
		if err != nil {
			return nil, fmt.Errorf("list marker files: %w", err)
		}
		for _, name := range names {
			if err := m.loadFile(from, name); err != nil {
				return nil, err
			}
		}
	}
	return m, nil
}

func (m *Markers) loadFile(from fs.FS, name string) error {
	f, err := from.Open(name)
	if err != nil {
		return fmt.Errorf("open markers: %w", err)
	}
	if err := m.load(f); err != nil {
		_ = f.Close()
		return fmt.Errorf("read markers %s: %w", path.Base(name), err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("close markers: %w", err)
	}
	return nil
}

func (m *Markers) load(r io.Reader) error {
	in, now, month := bufio.NewScanner(r), sectionCount, 0
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(in.Text())
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name := strings.Trim(line, "[]")
			i := slices.Index(sectionNames[:], name)
			if i < 0 {
				return fmt.Errorf("line %d: no section %q", n, name)
			}
			now, month = section(i), 0
		case now == sectionCount:
			return fmt.Errorf("line %d: an entry before the first section", n)
		case now == feedEnd:
			m.ends = append(m.ends, endParts(line))
		case now == monthWord:
			month++
			m.addMonth(line, month)
		default:
			m.add(now, line)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	return nil
}

// endParts cuts an entry of feedEnd at its "…", each part folded. What stands for
// the first or last words is an empty part.
func endParts(entry string) []string {
	parts := strings.Split(entry, "…")
	for i := range parts {
		parts[i] = strings.TrimSpace(text.Fold(parts[i]))
	}
	return parts
}

func (m *Markers) add(s section, entry string) {
	k := key(entry)
	if k == "" {
		return
	}
	e := &m.sections[s]
	e.words[k] = strings.HasSuffix(entry, ":")
	e.first[k[:wordEnds(nil, k, 1)[0]]] = true
	if k[0] < utf8.RuneSelf {
		e.opens[k[0]] = true
	}
	if s == timeWord {
		for _, w := range strings.Fields(k) {
			m.when[w] = true
		}
	}
	m.longest = max(m.longest, 1+strings.Count(k, " "))
}

// addMonth files the spellings of one month. Where a month is several words
// (tháng mười một) the line is one spelling.
func (m *Markers) addMonth(line string, month int) {
	if k := key(line); strings.HasPrefix(k, "thang ") {
		m.months[k] = month
		return
	}
	for _, w := range strings.Fields(line) {
		m.months[key(w)] = month
	}
}

// defaultMarkers are the embedded ones. They are part of the program, so an
// error in them is ours.
var defaultMarkers = sync.OnceValue(func() *Markers {
	m, err := LoadMarkers(nil)
	if err != nil {
		panic(err)
	}
	return m
})
