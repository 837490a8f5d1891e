package page

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"veille/feed/text"
)

// The marker files: one entry a line under a section in brackets, # begins a
// comment. An entry ending in a colon must be followed by one in the page. In
// [months] a line is a month, January first, its words are spellings of it.
//
//go:embed markers/*.txt
var markerFiles embed.FS

// section names a list of words in the marker files.
type section string

const (
	teaserMark section = "teasers"       // a whole line: other articles follow
	moreMark   section = "related"       // begins a line that names another article
	dropLine   section = "drop"          // a whole line of the site's own
	dropStart  section = "drop-start"    // begins a short line of the site's own
	tableTag   section = "tables"        // a whole line above a table of rates
	photoMark  section = "photo"         // introduces the maker of a picture
	givenMark  section = "given"         // after "Photo": who gave it
	sceneMark  section = "scenes"        // begins a caption inside the text that has no credit
	finiteVerb section = "verbs"         // a finite verb: no such caption has one
	captionTag section = "caption"       // begins a line that is a caption
	bylineTag  section = "byline"        // stands before the agency at the end
	sourceTag  section = "source"        // begins the last line of an article: where it was taken from
	pressWord  section = "press"         // a word in lower case with which the name of a newspaper begins
	authorTag  section = "author"        // begins the line of the author
	timeWord   section = "time"          // stands in a line that only says when
	monthWord  section = "months"        // spellings of the months
	column     section = "sections"      // name of a column, before a title
	starter    section = "starters"      // a word that begins a sentence
	shortForm  section = "abbreviations" // its full stop ends no sentence
	agencyName section = "agencies"      // agencies whose names have no shape of their own
	placeName  section = "places"        // cities in capitals before a dash
	noAgency   section = "no-agencies"   // capitals that are no agency
	endMark    section = "ends"          // the last word of a dispatch
	postMark   section = "posts"         // begins the line of a correspondent's post
	backMark   section = "back"          // before the name of a column: a link to it
	feedLine   section = "feed-lines"    // a whole line or link at the end of an item of a feed: it leads to the page
	feedStart  section = "feed-starts"   // begins such a line
	feedEnd    section = "feed-ends"     // a whole such line, … for any words
	feedShare  section = "feed-share"    // a button: one of a row of links
)

var sections = map[section]bool{
	teaserMark: true, moreMark: true, dropLine: true, dropStart: true, photoMark: true, givenMark: true,
	captionTag: true, bylineTag: true, sourceTag: true, pressWord: true, tableTag: true, sceneMark: true, finiteVerb: true, authorTag: true, timeWord: true, monthWord: true, column: true,
	starter: true, shortForm: true, agencyName: true, noAgency: true, endMark: true, placeName: true, postMark: true, backMark: true,
	feedLine: true, feedStart: true, feedEnd: true, feedShare: true,
}

// Markers are the words by which the parts of a page are told apart.
type Markers struct {
	words   map[section]map[string]bool // true: a colon must follow
	first   map[section]map[string]bool // the first words of the entries
	months  map[string]int
	when    map[string]bool // the single words of lines that say when
	ends    [][]string      // of feedEnd: what stands around the "…"
	longest int             // in words, over all entries
}

// LoadMarkers returns the embedded markers with those of extra added: *.txt
// files in the format of the embedded ones. A nil extra adds nothing. An error
// names file and line.
func LoadMarkers(extra fs.FS) (*Markers, error) {
	m := &Markers{words: make(map[section]map[string]bool), first: make(map[section]map[string]bool), months: make(map[string]int), when: make(map[string]bool)}
	for s := range sections {
		m.words[s], m.first[s] = make(map[string]bool), make(map[string]bool)
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
	in, now, month := bufio.NewScanner(r), section(""), 0
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(in.Text())
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			now, month = section(strings.Trim(line, "[]")), 0
			if !sections[now] {
				return fmt.Errorf("line %d: no section %q", n, now)
			}
		case now == "":
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
	m.words[s][k] = strings.HasSuffix(entry, ":")
	m.first[s][k[:wordEnds(k, 1)[0]]] = true
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
