package feed

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Article returns the article of the record with the slugs of its tags and
// what it came from, nil when the record does not hold it. Resolve gives the
// identity of a theme by its slug; where it is nil or gives none, the identity
// that a new theme of this slug will have is taken. Offsets that do not lie
// inside the text are left out. Strings are as they stand in the record: clean
// foreign ones with Map. The error wraps ErrInvalid.
func (r Record) Article(resolve func(slug string) ID) (Article, []string, *Raw, error) {
	var a Article
	fail := func(err error) (Article, []string, *Raw, error) {
		return Article{}, nil, nil, fmt.Errorf("read article %.40q: %w", cmp.Or(r.Title, r.ListTitle, r.ID), err)
	}
	var err error
	if a.ID, err = ParseID(r.ID); err != nil {
		return fail(fmt.Errorf("%w: %w", err, ErrInvalid))
	}
	if r.SourceID != "" {
		if a.SourceID, err = ParseID(r.SourceID); err != nil {
			return fail(fmt.Errorf("%w: %w", err, ErrInvalid))
		}
	}
	if a.Published, _, err = parseDate(r.Published); err != nil {
		return fail(fmt.Errorf("published: %w", err))
	}
	for _, f := range []struct {
		key, value string
		to         *time.Time
	}{{"updated", r.Updated, &a.Updated}, {"fetched", r.Fetched, &a.Fetched}} {
		if *f.to, _, err = parseDate(f.value); err != nil {
			return fail(fmt.Errorf("%s: %w", f.key, err))
		}
	}
	r.simple(&a)
	r.parts(&a)
	tags, err := r.marks(&a, resolve)
	if err != nil {
		return fail(err)
	}
	r.highlights(&a, resolve)
	r.body(&a)
	for _, at := range r.Repairs {
		a.Repairs = append(a.Repairs, Repair{at})
	}
	a.fit()
	if r.Raw == nil {
		return a, tags, nil, nil
	}
	return a, tags, &Raw{r.Raw.Name, r.Raw.Type, r.Raw.Data}, nil
}

// simple copies what is one value.
func (r *Record) simple(a *Article) {
	a.Title, a.TitleFrom = cmp.Or(r.Title, r.ListTitle), titleFromNames.value(r.TitleFrom)
	a.Source, a.URL, a.Lang, a.Words, a.Place, a.Agency = r.Source, r.URL, r.Lang, r.Words, r.Place, r.Agency
	a.Precision = precisionNames.value(r.Precision)
	a.Read, a.Starred, a.Trashed, a.Sample, a.Hidden = r.State.Read, r.State.Starred, r.State.Trashed, r.State.Sample, r.State.Hidden
	a.Kicker, a.Standfirst, a.Dateline, a.Byline, a.Summary = r.Kicker, r.Standfirst, Dateline(r.Dateline), r.Byline, r.Summary
	a.Authors, a.Categories, a.Notes = absent(r.Author), absent(r.Categories), absent(r.Notes)
}

// absent makes an empty list nil: the two are the same in an article.
func absent(s Strings) []string {
	if len(s) == 0 {
		return nil
	}
	return s
}

func at(s Strings, i int) string {
	if i < len(s) {
		return s[i]
	}
	return ""
}

func (r *Record) parts(a *Article) {
	for i := range max(len(r.Captions), len(r.Credits)) {
		a.Captions = append(a.Captions, Caption{at(r.Captions, i), at(r.Credits, i)})
	}
	for i := range max(len(r.Related), len(r.RelatedURLs)) {
		a.Related = append(a.Related, Link{at(r.Related, i), at(r.RelatedURLs, i)})
	}
	for _, l := range r.Links {
		a.Links = append(a.Links, Link(l))
	}
	for _, t := range r.Teasers {
		a.Teasers = append(a.Teasers, Teaser(t))
	}
	for _, e := range r.Enclosures {
		a.Enclosures = append(a.Enclosures, Enclosure(e))
	}
}

// marks reads tags and marks and returns the slugs among the tags.
func (r *Record) marks(a *Article, resolve func(string) ID) (tags []string, err error) {
	for _, slug := range r.Tags {
		a.Themes = append(a.Themes, themeOf(slug, resolve))
		if !strings.HasPrefix(slug, "id:") {
			tags = append(tags, slug)
		}
	}
	for _, m := range r.Marks {
		mark := Mark{Theme: themeOf(m.Theme, resolve), By: byNames.value(m.By), Score: m.Score, Version: m.Version}
		if m.Rule != "" {
			if mark.Rule, err = ParseID(m.Rule); err != nil {
				return nil, fmt.Errorf("mark %.40q: rule: %w: %w", m.Theme, err, ErrInvalid)
			}
		}
		if mark.At, _, err = parseDate(m.At); err != nil {
			return nil, fmt.Errorf("mark %.40q: %w", m.Theme, err)
		}
		for _, s := range m.Spans {
			mark.Spans = append(mark.Spans, Range{fieldNames.value(s.Field), s.Start, s.End})
		}
		a.Marks = append(a.Marks, mark)
	}
	return tags, nil
}

// themeOf is the theme that a record names: by its ID, else by a slug that resolve
// may know, nil for none.
func themeOf(slug string, resolve func(string) ID) ID {
	if rest, ok := strings.CutPrefix(slug, "id:"); ok {
		if id, err := ParseID(rest); err == nil {
			return id
		}
	}
	if resolve != nil {
		if id := resolve(slug); !id.IsZero() {
			return id
		}
	}
	return ThemeID(slug)
}

func (r *Record) body(a *Article) {
	for _, b := range r.Blocks {
		out := Block{Kind: blockNames.value(b.Kind), Level: b.Level, Number: b.Number, Rows: b.Rows, URL: b.URL}
		for _, run := range b.Spans {
			s := Span{Text: run.Text, URL: run.URL}
			for i, name := range styleNames {
				for _, have := range run.Style {
					if have == name {
						s.Style |= 1 << i
					}
				}
			}
			out.Spans = append(out.Spans, s)
		}
		a.Body = append(a.Body, out)
	}
	if len(a.Body) > 0 {
		return
	}
	for _, s := range r.paragraphs() {
		a.Body = append(a.Body, Plain(Paragraph, s))
	}
}

// fit leaves out repairs and evidence that do not lie inside the text, and the
// places of highlights that do not.
func (a *Article) fit() {
	if len(a.Repairs) == 0 && len(a.Marks) == 0 && len(a.Highlights) == 0 {
		return
	}
	text := a.Text()
	var repairs []Repair
	for _, p := range a.Repairs {
		if p.At >= 0 && p.At < len(text) && text[p.At] == ' ' {
			repairs = append(repairs, p)
		}
	}
	a.Repairs = repairs
	fields := map[Field]string{InBody: text, InTitle: a.Title, InStandfirst: a.Standfirst}
	for i := range a.Marks {
		var spans []Range
		for _, s := range a.Marks[i].Spans {
			if edge(fields[s.Field], s.Start) && edge(fields[s.Field], s.End) && s.Start <= s.End {
				spans = append(spans, s)
			}
		}
		a.Marks[i].Spans = spans
	}
	for i := range a.Highlights {
		h := &a.Highlights[i]
		if in := fields[h.Field]; !edge(in, h.Start) || !edge(in, h.End) || h.Start >= h.End {
			h.Start, h.End = 0, 0
		}
	}
}

// edge reports whether a character begins or the text ends at byte i.
func edge(s string, i int) bool {
	return i == len(s) || i >= 0 && i < len(s) && utf8.RuneStart(s[i])
}
