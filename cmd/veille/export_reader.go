package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
	"veille/ui"
)

// exporting lets the reader export.
func (a *app) exporting(s *store.Store, o *ui.Options) {
	o.Export, o.ExportSize, o.ExportPreview = a.exporter(s), a.weigher(s), a.previewer(s)
	o.ExportTitle, o.ExportUsual = a.exportTitle, a.exportUsual()
}

// forReader is an export that the reader asks for.
type forReader struct {
	app  *app
	s    *store.Store
	r    ui.ExportRequest
	form export.Format
	o    export.Options
	hits feed.Hits // nil when the articles were selected by hand

	damaged int // articles left out
}

// asked makes out what an export that the reader asks for is of and how it is
// made. Nothing is said meanwhile: the terminal is the reader's.
func (a *app) asked(ctx context.Context, s *store.Store, r ui.ExportRequest) (*forReader, error) {
	quiet := *a
	quiet.json, quiet.quiet = false, true
	e := &forReader{app: &quiet, s: s, r: r, hits: r.Articles.Hits}
	var ok bool
	if e.form, ok = export.Find(r.Format); !ok {
		return nil, usagef("there is no format %q", r.Format)("")
	}
	q, err := query.Parse(r.Query)
	if err == nil && r.Anew {
		q.Fold = r.OneVersion
		if e.hits, err = s.Find(ctx, q); err != nil {
			return nil, err
		}
	}
	made, err := a.exportTime()
	if err != nil {
		return nil, err
	}
	f := exportFlags{
		title: r.Title, order: r.Order, depth: r.Depth, lang: r.Lang, notes: r.Notes, highlights: r.Highlights, sources: r.Sources,
		contents: r.Contents, contentsGiven: true, timeline: r.Timeline, timelineGiven: true,
		suggestions: r.Suggestions && e.form.Name == "jsonl",
	}
	if e.o, err = quiet.exportOptions(ctx, s, e.form, f); err != nil {
		return nil, err
	}
	e.o.Made, e.o.Sections, e.o.Counts, e.o.Key = made, r.Sections, r.Counts, r.Key
	if e.hits != nil {
		name(&e.o, q)
	} else {
		e.o.Title = cmp.Or(e.o.Title, export.Title(e.o.Lang, "", made))
	}
	return e, nil
}

// articles yields the articles of the export, at most limit of them, telling how
// many were read.
func (e *forReader) articles(ctx context.Context, limit int) iter.Seq2[feed.Article, error] {
	return e.sound(e.app.articles(ctx, e.s, feed.Targets{IDs: e.r.Articles.IDs, Hits: e.hits}), limit)
}

// sound leaves out what is damaged and counts it; with nothing else, or where a file
// would be replaced, which may hold all that is left of an article, it is an error.
func (e *forReader) sound(in iter.Seq2[feed.Article, error], limit int) iter.Seq2[feed.Article, error] {
	return func(yield func(feed.Article, error) bool) {
		n := 0
		var damage error
		for art, err := range in {
			if errors.Is(err, feed.ErrDamaged) && !e.r.Replace {
				damage = err
				e.damaged++
				continue
			}
			if !yield(art, err) || err != nil {
				return
			}
			if n++; n == limit {
				return
			}
			if e.r.Progress != nil {
				e.r.Progress(n)
			}
		}
		if n == 0 && damage != nil {
			yield(feed.Article{}, damage)
		}
	}
}

// count is how many articles the export is of.
func (e *forReader) count() int {
	if e.hits != nil {
		return e.hits.Len()
	}
	return len(e.r.Articles.IDs)
}

// exporter lets the reader write a dossier.
func (a *app) exporter(s *store.Store) func(context.Context, ui.ExportRequest) (ui.ExportResult, error) {
	return func(ctx context.Context, r ui.ExportRequest) (out ui.ExportResult, err error) {
		defer caught(&err)
		path, err := expandHome(r.Path)
		if err != nil {
			return out, err
		}
		if r.Format == listFormats[0] {
			return a.sourceList(ctx, s, r, path)
		}
		e, err := a.asked(ctx, s, r)
		if err != nil {
			return out, err
		}
		saved, err := export.Save(ctx, path, e.form, e.articles(ctx, 0), e.o, export.Place{Replace: r.Replace})
		return ui.ExportResult{Path: saved.Path, Bytes: saved.Bytes, Articles: saved.Articles, Damaged: e.damaged, Unquoted: saved.Unquoted}, err
	}
}

// listFormats are the lists of sources that the reader writes.
var listFormats = listNames[:1]

// sourceList writes the sources of articles as a list of subscriptions, of the
// view of all articles every source that is followed.
func (a *app) sourceList(ctx context.Context, s *store.Store, r ui.ExportRequest, path string) (out ui.ExportResult, err error) {
	sources, err := a.listed(ctx, s, r)
	if err != nil {
		return out, err
	}
	made, err := a.exportTime()
	if err != nil {
		return out, err
	}
	var b bytes.Buffer
	if err := export.OPML(&b, sources, export.ListOptions{Title: text.Line(r.Title), Made: made}); err != nil {
		return out, err
	}
	if _, err := os.Lstat(path); err == nil && !r.Replace {
		return out, &pathed{path, feed.ErrExists}
	}
	err = writeWhole(path, b.Bytes())
	return ui.ExportResult{Path: path, Bytes: int64(b.Len()), Articles: len(sources)}, err
}

// listed are the sources that are followed and have an article in an export.
func (a *app) listed(ctx context.Context, s *store.Store, r ui.ExportRequest) ([]feed.Source, error) {
	sources, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case r.Articles.Hits != nil && r.Query != "":
		sources, err = sourcesOf(ctx, r.Articles.Hits, sources)
	case r.Articles.Hits == nil:
		seen := map[feed.ID]bool{}
		for art, err := range a.articles(ctx, s, r.Articles) {
			if err != nil {
				return nil, err
			}
			seen[art.SourceID] = true
		}
		sources = slices.DeleteFunc(sources, func(src feed.Source) bool { return !seen[src.ID] })
	}
	return followed(sources), err
}

// Limits of what the reader is told of an export before it is made.
const (
	weighed       = 200      // articles: of more, some are taken to stand for all
	chunk         = 20       // articles read in a row for that
	readForFacets = 2000     // articles selected by hand whose sources are counted
	previewed     = 500      // articles of a preview: it tells how many there are
	previewSize   = 48 << 10 // bytes of it
)

// weigher lets the reader tell the size of an export before it is made.
func (a *app) weigher(s *store.Store) func(context.Context, ui.ExportRequest) (ui.ExportSize, error) {
	return func(ctx context.Context, r ui.ExportRequest) (out ui.ExportSize, err error) {
		defer caught(&err)
		r.Progress = nil
		if r.Format == listFormats[0] {
			sources, err := a.listed(ctx, s, r)
			return ui.ExportSize{Sources: len(sources)}, err
		}
		e, err := a.asked(ctx, s, r)
		if err != nil {
			return out, err
		}
		out.Articles = e.count()
		if out.Sources, out.Langs, err = e.facets(ctx); err != nil {
			return out, err
		}
		in, n, err := e.sample(ctx)
		if err != nil || n == 0 {
			return out, err
		}
		write := export.Write
		if e.form.Folder {
			write = export.Notes
		}
		saved, err := write(ctx, io.Discard, e.form, in, e.o)
		out.Bytes = saved.Bytes
		if out.About = n < out.Articles; out.About && saved.Articles > 0 {
			out.Bytes = saved.Bytes * int64(out.Articles) / int64(saved.Articles)
		}
		out.About = out.About || e.form.Folder
		return out, err
	}
}

// facets counts the sources and languages of an export.
func (e *forReader) facets(ctx context.Context) (sources int, langs map[string]int, err error) {
	if e.hits != nil {
		f, err := e.s.Facets(ctx, e.hits)
		delete(f.Sources, feed.ID{})
		return len(f.Sources), f.Langs, err
	}
	seen := map[feed.ID]bool{}
	langs = map[string]int{}
	for art, err := range e.articles(ctx, readForFacets) {
		if err != nil {
			return 0, nil, err
		}
		if !art.SourceID.IsZero() {
			seen[art.SourceID] = true
		}
		langs[art.Lang]++
	}
	return len(seen), langs, ctx.Err()
}

// sample yields n articles that stand for all: all of a few, else some from
// everywhere in the answer.
func (e *forReader) sample(ctx context.Context) (in iter.Seq2[feed.Article, error], n int, err error) {
	all := e.count()
	if all <= weighed {
		return e.articles(ctx, 0), all, nil
	}
	var ids []feed.ID
	for i := range weighed / chunk {
		from := i * (all - chunk) / (weighed/chunk - 1)
		if e.hits == nil {
			ids = append(ids, e.r.Articles.IDs[from:from+chunk]...)
			continue
		}
		heads, err := e.hits.Heads(ctx, from, chunk)
		if err != nil && !errors.Is(err, feed.ErrDamaged) {
			return nil, 0, err
		}
		for _, h := range readable(heads) {
			ids = append(ids, h.ID)
		}
	}
	return e.sound(e.app.articles(ctx, e.s, feed.Targets{IDs: ids}), 0), len(ids), nil
}

// errPreviewed ends a preview that has become long enough.
var errPreviewed = errors.New("previewed")

// head keeps the beginning of what is written to it.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	n := min(len(p), previewSize-h.Len())
	h.Buffer.Write(p[:n])
	if n < len(p) {
		return n, errPreviewed
	}
	return n, nil
}

// previewer lets the reader show how an export begins.
func (a *app) previewer(s *store.Store) func(context.Context, ui.ExportRequest) (ui.ExportPreview, error) {
	return func(ctx context.Context, r ui.ExportRequest) (out ui.ExportPreview, err error) {
		defer caught(&err)
		r.Progress = nil
		var b head
		if r.Format == listFormats[0] {
			sources, err := a.listed(ctx, s, r)
			if err == nil {
				err = export.OPML(&b, sources, export.ListOptions{Title: text.Line(r.Title)})
			}
			return b.preview(false, false, err)
		}
		e, err := a.asked(ctx, s, r)
		if err != nil {
			return out, err
		}
		form := e.form
		asText := form.Folder || form.Defaults().Order != ""
		if asText {
			form, _ = export.Find("md")
		}
		if e.form.Folder {
			e.o.Contents, e.o.Timeline, e.o.Sources = false, false, false
		}
		_, err = export.Write(ctx, &b, form, e.articles(ctx, previewed), e.o)
		return b.preview(asText, e.count() > previewed, err)
	}
}

// preview returns what was kept, up to the last whole line when it was cut.
func (h *head) preview(markdown, more bool, err error) (ui.ExportPreview, error) {
	out := ui.ExportPreview{Text: h.String(), Markdown: markdown, Cut: more}
	if errors.Is(err, errPreviewed) {
		err, out.Cut = nil, true
		if i := strings.LastIndexByte(out.Text, '\n'); i > 0 {
			out.Text = out.Text[:i+1]
		}
		for !utf8.ValidString(out.Text) { // one line alone
			out.Text = out.Text[:len(out.Text)-1]
		}
	}
	return out, err
}

// exportTitle is the usual title of a dossier in the reader.
func (a *app) exportTitle(words, lang string, themes []feed.Theme) string {
	o := export.Options{Lang: lang, Themes: themes}
	if made, err := a.exportTime(); err == nil {
		o.Made = made
	}
	q, _ := query.Parse(words) // the search line itself shows what is wrong
	name(&o, q)
	return o.Title
}

// exportUsual is what the settings say of exports.
func (a *app) exportUsual() ui.Exported {
	c := a.conf.Export
	out := ui.Exported{Format: c.Format, Folder: c.Folder, Depth: c.Depth, Order: c.Order, Lang: c.Lang}
	if !strings.HasPrefix(out.Folder, "~") {
		if abs, err := filepath.Abs(out.Folder); err == nil {
			out.Folder = abs
		}
	}
	if !c.Contents {
		out.Without = append(out.Without, "contents")
	}
	if !c.Timeline {
		out.Without = append(out.Without, "timeline")
	}
	return out
}

// articles yields the articles that the reader's action is for.
func (a *app) articles(ctx context.Context, s *store.Store, on feed.Targets) iter.Seq2[feed.Article, error] {
	if on.Hits != nil {
		return s.Articles(ctx, on.Hits)
	}
	return func(yield func(feed.Article, error) bool) {
		for _, id := range on.IDs {
			art, err := s.Article(ctx, id)
			if errors.Is(err, feed.ErrNotFound) {
				continue // destroyed since it was selected
			}
			if !yield(art, err) || err != nil {
				return
			}
		}
	}
}
