// Package review makes a press review: a template names sections by queries, what
// came in since the last review fills them, and the user's hand puts it in order
// and drops what is not wanted. It keeps nothing; feed.Review is what is kept.
package review

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
)

// A template is TOML; whatever is left out is as usual. A file with a key that is
// not one of these is refused.
//
//	title = 'Press review, {date}'   # also {time} {week} {since}
//	lang = 'fr'                      # of headings: en, fr, vi
//	format = 'html'
//	depth = 'lead'                   # refs, quotes, lead, full
//	one_version = true               # of each story
//
//	[[section]]
//	title = 'Front page'
//	query = 'is:starred'
//	depth = 'full'
//	order = 'newest'                 # oldest, source, score, words
//	limit = 10
//	one_version = false
//	since = 'last'                   # any: whenever it came in
//	each = 'pinned'                  # a section for each pinned theme; theme: for each
type file struct {
	Title      string         `toml:"title"`
	Lang       string         `toml:"lang"`
	Format     string         `toml:"format"`
	Depth      string         `toml:"depth"`
	OneVersion bool           `toml:"one_version"`
	Section    []fileSections `toml:"section"`
}

type fileSections struct {
	Title      string `toml:"title"`
	Query      string `toml:"query"`
	Each       string `toml:"each"`
	Since      string `toml:"since"`
	Depth      string `toml:"depth"`
	Order      string `toml:"order"`
	Limit      int    `toml:"limit"`
	OneVersion *bool  `toml:"one_version"`
}

// Template says what a review is made of.
type Template struct {
	Name     string
	Title    string // with places to fill in; see Heading
	Lang     string // of headings, "" for the user's
	Format   string // of export, "" for what is usual
	Depth    export.Depth
	Sections []Section
}

// Section is one part of a template, or with Each one for each of several themes.
type Section struct {
	Title      string
	Query      string
	Each       string // pinned or theme; "" for one section
	Any        bool   // whenever it came in, not since the last review alone
	Depth      export.Depth
	Sort       query.Sort
	Limit      int // 0: all
	OneVersion bool
}

// Bounds of a template.
const (
	MaxFile     = 1 << 20 // bytes; far above any
	maxSections = 200
	maxTitle    = 300 // runes
	maxQuery    = 10000
	maxLimit    = 100000
)

// Usual is the name of the review that is meant where none is named.
const Usual = "review"

//go:embed builtin/*.toml
var builtin embed.FS

// Builtin returns the template that stands for one not written by the user, and
// its text, in English for a language other than en, fr and vi.
func Builtin(name, lang string) (Template, []byte) {
	b, err := builtin.ReadFile("builtin/" + lang + ".toml")
	if err != nil {
		if b, err = builtin.ReadFile("builtin/en.toml"); err != nil {
			panic(err) // it is part of the program
		}
	}
	t, err := Parse(name, b)
	if err != nil {
		panic(err)
	}
	return t, b
}

var (
	depths = []string{"refs", "quotes", "lead", "full"}
	orders = []string{"newest", "oldest", "source", "score", "words"} // by query.Sort
	langs  = []string{"en", "fr", "vi"}
	eaches = []string{"pinned", "theme"}
	sinces = []string{"last", "any"}

	templateKeys = []string{"title", "lang", "format", "depth", "one_version", "section"}
	sectionKeys  = []string{"title", "query", "each", "since", "depth", "order", "limit", "one_version"}
)

// Parse reads a template called name. The error says where the fault is and wraps
// feed.ErrInvalid.
func Parse(name string, b []byte) (Template, error) {
	if len(b) > MaxFile {
		return Template{}, fmt.Errorf("larger than 1 MiB, which no template is: %w", feed.ErrInvalid)
	}
	d := toml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	var f file
	if err := d.Decode(&f); err != nil {
		return Template{}, fmt.Errorf("%s: %w", fault(err), feed.ErrInvalid)
	}
	t, err := f.template(name)
	if err != nil {
		return Template{}, fmt.Errorf("%w: %w", err, feed.ErrInvalid)
	}
	return t, nil
}

// wrongKind is how the library tells of a value of another kind.
var wrongKind = regexp.MustCompile(`^cannot decode TOML (\w+) into`)

// fault tells what is wrong with TOML, and where.
func fault(err error) string {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, column := strict.Errors[0].Position()
		key := strict.Errors[0].Key()
		known := templateKeys
		if len(key) > 1 {
			known = sectionKeys
		}
		return fmt.Sprintf("line %d, column %d: there is no key %s%s", line, column, shown(strings.Join(key, ".")), meant(key[len(key)-1], known))
	}
	var de *toml.DecodeError
	if errors.As(err, &de) {
		line, column := de.Position()
		why := strings.TrimPrefix(de.Error(), "toml: ")
		if m := wrongKind.FindStringSubmatch(why); m != nil {
			why = "this key does not take a value of the kind " + m[1]
		}
		return fmt.Sprintf("line %d, column %d: %s", line, column, shown(why))
	}
	return shown(strings.TrimPrefix(err.Error(), "toml: "))
}

func shown(s string) string { return text.Limit(text.Line(s), 200) }

func meant(word string, known []string) string {
	if near := feed.Nearest(word, known); near != "" {
		return ", did you mean " + near + "?"
	}
	return ""
}

// oneOf checks a word of a list; "" is the usual one.
func oneOf(key, v string, known []string) error {
	if v == "" || slices.Contains(known, v) {
		return nil
	}
	if near := feed.Nearest(v, known); near != "" {
		return fmt.Errorf("%s is %q, did you mean %s?", key, shown(v), near)
	}
	return fmt.Errorf("%s is %q, not one of %s", key, shown(v), strings.Join(known, ", "))
}

func formats() (out []string) {
	for _, f := range export.Formats() {
		out = append(out, f.Name)
	}
	return out
}

func (f *file) template(name string) (Template, error) {
	t := Template{Name: text.Line(name), Title: text.Line(f.Title), Lang: f.Lang, Format: f.Format, Depth: export.Depth(f.Depth)}
	for _, err := range []error{oneOf("lang", f.Lang, langs), oneOf("format", f.Format, formats()), oneOf("depth", f.Depth, depths), checkTitle(t.Title)} {
		if err != nil {
			return t, err
		}
	}
	switch {
	case len(f.Section) == 0:
		return t, errors.New("there is no [[section]]")
	case len(f.Section) > maxSections:
		return t, fmt.Errorf("there are %d sections, and a template has %d at most", len(f.Section), maxSections)
	}
	for i := range f.Section {
		s, err := f.Section[i].section(f.OneVersion)
		if err == nil && slices.ContainsFunc(t.Sections, func(o Section) bool { return o.key() == s.key() }) {
			err = errors.New("another stands there under the same title")
		}
		if err != nil {
			return t, fmt.Errorf("section %d: %w", i+1, err)
		}
		t.Sections = append(t.Sections, s)
	}
	return t, nil
}

func (e *fileSections) section(oneVersion bool) (Section, error) {
	s := Section{Title: text.Line(e.Title), Query: text.Line(e.Query), Each: e.Each, Any: e.Since == "any", Depth: export.Depth(e.Depth), Limit: e.Limit, OneVersion: oneVersion}
	if e.OneVersion != nil {
		s.OneVersion = *e.OneVersion
	}
	for _, err := range []error{oneOf("each", e.Each, eaches), oneOf("since", e.Since, sinces), oneOf("depth", e.Depth, depths), oneOf("order", e.Order, orders)} {
		if err != nil {
			return s, err
		}
	}
	switch {
	case s.Title == "" && s.Each == "":
		return s, errors.New("it has no title")
	case len([]rune(s.Title)) > maxTitle:
		return s, fmt.Errorf("its title is longer than %d characters", maxTitle)
	case s.Query == "" && s.Each == "":
		return s, errors.New("it has no query")
	case len(s.Query) > maxQuery:
		return s, errors.New("its query is too long")
	case s.Limit < 0 || s.Limit > maxLimit:
		return s, fmt.Errorf("limit is %d, not 0 to %d", s.Limit, maxLimit)
	}
	q, err := query.Parse(s.Query)
	if err != nil {
		return s, fmt.Errorf("query: %w", err)
	}
	s.Sort = q.Sort
	if e.Order != "" {
		s.Sort = query.Sort(slices.Index(orders, e.Order)) //nolint:gosec // of a short list
	}
	if q.Limit > 0 && (s.Limit == 0 || q.Limit < s.Limit) {
		s.Limit = q.Limit
	}
	return s, nil
}

// key names a section in a draft: by its title, as that is what the user knows it
// by, and those of themes by their kind and query.
func (s *Section) key() string {
	if s.Each != "" {
		return "each " + s.Each + " " + s.Query
	}
	return text.Fold(s.Title)
}
