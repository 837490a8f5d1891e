package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// row is an article as the template of veille list sees it; veille help list
// names its keys. What stands on one line holds no control characters, the
// others newlines alone. What a list does not need is a method: it reads the
// article when the template asks for it.
type row struct {
	ID        string // eight characters, enough for every verb
	FullID    string
	Date      string // as much of it as is known: 2024, 2024-06, 2024-06-12
	Published string // RFC 3339 in UTC, "" when not known
	Fetched   string // when it came in, RFC 3339 in UTC
	Title     string
	Source    string
	Agency    string
	Place     string
	Lang      string
	URL       string
	Tags      []string // slugs
	Suggested []string // slugs of themes that are suggested
	Story     string   // id of the story that it is a version of, "" for none
	Versions  int      // of that story
	Words     int
	Minutes   int // of reading
	Read      bool
	Starred   bool
	Trashed   bool
	Sample    bool
	Hidden    bool // by a rule

	load func() (feed.Article, error) // nil while a template is tried out
	art  *feed.Article
	err  error // of load
}

// Text is the body, a blank line between its paragraphs.
func (r *row) Text() (string, error) {
	art, err := r.article()
	return text.Clean(art.Text()), err
}

// Lead is the standfirst, or without one the first paragraph.
func (r *row) Lead() (string, error) {
	art, err := r.article()
	lead := art.Standfirst
	for i := 0; lead == "" && i < len(art.Body); i++ {
		if art.Body[i].Kind == feed.Paragraph {
			lead = art.Body[i].Text()
		}
	}
	return text.Line(lead), err
}

// Byline is the line that says who wrote it, as printed.
func (r *row) Byline() (string, error) {
	art, err := r.article()
	return text.Line(art.Byline), err
}

// Captions are the captions of its pictures.
func (r *row) Captions() ([]string, error) {
	art, err := r.article()
	out := []string{}
	for _, c := range art.Captions {
		out = append(out, text.Line(c.Text))
	}
	return out, err
}

func (r *row) article() (feed.Article, error) {
	if r.art == nil && r.load != nil {
		art, err := r.load()
		if err != nil {
			r.err = err
			return art, err
		}
		r.art = &art
	}
	if r.art == nil {
		return feed.Article{}, nil
	}
	return *r.art, nil
}

func newRow(ctx context.Context, s *store.Store, h feed.Head, slugs map[feed.ID]string) *row {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	r := &row{
		ID: h.ID.String()[:shownID], FullID: h.ID.String(),
		Date: day(h.Published, h.Precision), Fetched: stamp(h.Fetched),
		Title: text.Line(shownTitle(&h)), Source: text.Line(h.Source), Agency: text.Line(h.Agency), Place: text.Line(h.Place),
		Lang: text.Line(h.Lang), URL: text.Line(h.URL), Tags: []string{}, Suggested: []string{}, Versions: h.Versions,
		Words: h.Words, Minutes: query.Minutes(h.Words),
		Read: h.Read, Starred: h.Starred, Trashed: h.Trashed, Sample: h.Sample, Hidden: h.Hidden,
		load: func() (feed.Article, error) { return s.Article(ctx, h.ID) },
	}
	if h.Precision != feed.NoDate {
		r.Published = stamp(h.Published)
	}
	if !h.Story.IsZero() {
		r.Story = h.Story.String()
	}
	for _, t := range h.Themes {
		if slug := slugs[t]; slug != "" {
			r.Tags = append(r.Tags, slug)
		}
	}
	for _, t := range h.Suggested {
		if slug := slugs[t]; slug != "" {
			r.Suggested = append(r.Suggested, slug)
		}
	}
	return r
}

// rowWords are the functions of a template besides those of text/template.
var rowWords = template.FuncMap{
	"join": func(sep string, list []string) string { return strings.Join(list, sep) },
	"cut":  func(width int, s string) string { return ansi.Truncate(s, max(width, 0), "…") },
	"pad":  func(width int, s string) string { return pad(s, min(max(width, 0), maxCells)) },
	"json": func(v any) (string, error) {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		err := e.Encode(v)
		return strings.TrimSuffix(b.String(), "\n"), err
	},
}

// maxCells is the widest column that a template may ask for.
const maxCells = 10_000

// rowTemplate reads a template and tries it out, so that what is wrong with it
// is told before anything is printed. Each row ends with a newline.
func rowTemplate(ctx context.Context, s string) (*template.Template, error) {
	s = unescaped(s)
	if !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	t, err := template.New("template").Funcs(rowWords).Parse(s)
	if err != nil {
		return nil, templateError(err)
	}
	// Other faults may be those of an article without a tag or date.
	_, err = filled(ctx, t, &row{Tags: []string{}})
	if err != nil && (ctx.Err() != nil || errors.Is(err, errRowTooLong) || strings.Contains(err.Error(), noSuchKey)) {
		return nil, templateError(err)
	}
	return t, nil
}

// maxRow is the length in bytes of the longest row: a template may loop.
const maxRow = 16 << 20

var errRowTooLong = fmt.Errorf("one article makes more than %d MiB", maxRow>>20)

// shortRow takes in a row up to its longest length.
type shortRow struct{ b strings.Builder }

func (w *shortRow) Write(p []byte) (int, error) {
	if w.b.Len()+len(p) > maxRow {
		return 0, errRowTooLong
	}
	return w.b.Write(p)
}

// filled is what a template makes of an article. One that loops without end is
// left behind when ctx ends, and ends with the program.
func filled(ctx context.Context, t *template.Template, r *row) (string, error) {
	type result struct {
		s   string
		err error
	}
	done := make(chan result, 1)
	go func() {
		var w shortRow
		err := t.Execute(&w, r)
		done <- result{w.b.String(), err}
	}()
	select {
	case made := <-done:
		return made.s, made.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// noSuchKey is how text/template says that a name behind a dot is none.
const noSuchKey = "can't evaluate field "

// unescaped makes tabs and newlines of \t and \n outside of {{ }}, as a shell
// hands them on.
func unescaped(s string) string {
	var b strings.Builder
	for s != "" {
		plain, rest, _ := strings.Cut(s, "{{")
		b.WriteString(strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\\`, `\`).Replace(plain))
		if len(plain) == len(s) {
			break
		}
		action, after, closed := strings.Cut(rest, "}}")
		b.WriteString("{{" + action)
		if closed {
			b.WriteString("}}")
		}
		s = after
	}
	return b.String()
}

// templateError says what is wrong with a template, without the package's own
// names.
func templateError(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	s := strings.TrimPrefix(err.Error(), "template: template:")
	hint := "veille help list names what a template may hold"
	if _, rest, ok := strings.Cut(s, noSuchKey); ok {
		name, _, _ := strings.Cut(rest, " ")
		s = "there is no ." + name
		if near := feed.Nearest(strings.ToLower(name), lowered(rowKeys())); near != "" {
			hint = "did you mean ." + keyOf(near) + "? " + hint
		}
	} else if _, rest, ok := strings.Cut(s, ": "); ok { // behind the line and column
		s = rest
		if _, fault, ok := strings.Cut(s, ">: "); ok { // and behind the action
			s = fault
		}
	}
	return usagef("cannot read the template: %s", text.Line(s))(hint)
}

// rowKeys are the names that a template may use behind a dot.
func rowKeys() (out []string) {
	t := reflect.TypeFor[*row]()
	for i := range t.NumMethod() {
		out = append(out, t.Method(i).Name)
	}
	for _, f := range reflect.VisibleFields(t.Elem()) {
		if f.IsExported() {
			out = append(out, f.Name)
		}
	}
	slices.Sort(out)
	return out
}

func lowered(s []string) []string {
	out := make([]string, len(s))
	for i := range s {
		out[i] = strings.ToLower(s[i])
	}
	return out
}

func keyOf(lower string) string {
	keys := rowKeys()
	return keys[slices.Index(lowered(keys), lower)]
}

// templated prints one row by a template.
func (a *app) templated(ctx context.Context, t *template.Template, r *row) error {
	s, err := filled(ctx, t, r)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case r.err != nil:
		return r.err
	case err != nil:
		return templateError(err)
	}
	a.out.printf("%s", s)
	return nil
}
