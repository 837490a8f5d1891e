package export

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"veille/feed"
)

// writer is one form of a dossier. Begin and end know all entries when the
// dossier is ordered, else only their number so far.
type writer interface {
	begin(b *bytes.Buffer)
	article(b *bytes.Buffer, a *feed.Article) error
	group(b *bytes.Buffer, name string)
	end(b *bytes.Buffer)
}

// joiner is a writer whose articles need something between them, as the items
// of a list in JSON do: whatever their order, only the pipeline knows which is
// the first.
type joiner interface{ between(b *bytes.Buffer) }

// join writes what stands before the article that comes behind n others.
func join(w writer, b *bytes.Buffer, n int) {
	if j, ok := w.(joiner); ok && n > 0 {
		j.between(b)
	}
}

// dossier is what is known of the whole while it is written.
type dossier struct {
	Options
	words   *words
	entries []*entry
	groups  []group
	order   map[feed.ID]int // position of a theme
	hand    map[feed.ID]handPlace

	unquoted int // see Saved
}

// entry is an article without its body and where its piece stands.
type entry struct {
	feed.Article
	at   span
	rank int // of its group
}

// brief is what lists and citations need of an article.
func brief(a *feed.Article) feed.Article {
	return feed.Article{Head: a.Head, Authors: a.Authors, Byline: a.Byline, Dateline: a.Dateline}
}

// group is a run of entries under one heading; Name is "" when there is but
// one run.
type group struct {
	name    string
	entries []*entry
}

// Write writes a dossier. It stops at the first error of the articles, of w or
// of ctx; an article that comes twice is written once. A folder format cannot
// be written so: the error wraps feed.ErrInvalid.
func Write(ctx context.Context, w io.Writer, f Format, in iter.Seq2[feed.Article, error], o Options) (Saved, error) {
	if f.make == nil {
		return Saved{}, fmt.Errorf("export: %s writes a folder, which is %w here", f.Name, feed.ErrInvalid)
	}
	d, err := newDossier(f, o)
	if err != nil {
		return Saved{}, err
	}
	out := &counter{w: w}
	n, err := d.write(ctx, out, f.make(d), in)
	return Saved{Bytes: out.n, Articles: n, Unquoted: d.unquoted}, err
}

// A writer that has nothing to say before, between or behind articles leaves it
// at these.
func (d *dossier) begin(*bytes.Buffer)         {}
func (d *dossier) group(*bytes.Buffer, string) {}
func (d *dossier) end(*bytes.Buffer)           {}

func newDossier(f Format, o Options) (*dossier, error) {
	if err := o.check(f); err != nil {
		return nil, err
	}
	d := &dossier{Options: o, words: wordsFor(o.Lang), order: make(map[feed.ID]int, len(o.Themes))}
	for i, t := range o.Themes {
		d.order[t.ID] = i
	}
	d.place()
	if d.Title == "" {
		d.Title = d.words.dossier
	}
	return d, nil
}

// articles passes on what comes in, each article once, until ctx is done.
func (d *dossier) articles(ctx context.Context, in iter.Seq2[feed.Article, error], do func(*feed.Article) error) (n int, err error) {
	seen := map[feed.ID]bool{}
	for a, err := range ahead(in) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n, fmt.Errorf("export: %w", err)
		}
		if seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		n++
		d.cut(&a)
		if err := do(&a); err != nil {
			return n, err
		}
	}
	if err := ctx.Err(); err != nil { // the articles may have ended because of it
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

func (d *dossier) write(ctx context.Context, out io.Writer, w writer, in iter.Seq2[feed.Article, error]) (int, error) {
	var b bytes.Buffer
	flush := func() error {
		_, err := out.Write(b.Bytes())
		b.Reset()
		return err
	}
	if d.Order != "" {
		return d.ordered(ctx, out, w, in)
	}
	w.begin(&b)
	before := 0
	n, err := d.articles(ctx, in, func(a *feed.Article) error {
		join(w, &b, before)
		before++
		if err := w.article(&b, a); err != nil {
			return err
		}
		if b.Len() < 64<<10 {
			return nil
		}
		return flush()
	})
	if err != nil {
		return n, err
	}
	w.end(&b)
	return n, flush()
}

// ordered writes the articles' pieces aside, then all in their order.
func (d *dossier) ordered(ctx context.Context, out io.Writer, w writer, in iter.Seq2[feed.Article, error]) (n int, err error) {
	var s spool
	defer func() {
		if e := s.close(); err == nil {
			err = e
		}
	}()
	var b bytes.Buffer
	n, err = d.articles(ctx, in, func(a *feed.Article) error {
		if err := w.article(&b, a); err != nil {
			return err
		}
		at, err := s.add(b.Bytes())
		b.Reset()
		e := &entry{Article: brief(a), at: at}
		e.rank = d.rank(&e.Article)
		d.entries = append(d.entries, e)
		return err
	})
	if err != nil {
		return n, err
	}
	d.sort()
	if p, ok := w.(binder); ok {
		return n, d.bind(ctx, out, p, &s)
	}
	w.begin(&b)
	before := 0
	for _, g := range d.groups {
		w.group(&b, g.name)
		for _, e := range g.entries {
			if err := ctx.Err(); err != nil {
				return n, fmt.Errorf("export: %w", err)
			}
			if _, err := out.Write(b.Bytes()); err != nil {
				return n, err
			}
			b.Reset()
			join(w, &b, before)
			before++
			if err := s.copy(&b, e.at); err != nil {
				return n, err
			}
		}
	}
	w.end(&b)
	_, err = out.Write(b.Bytes())
	return n, err
}

// binder is a writer whose dossier is an archive of files: it is handed the
// articles' pieces in their order and writes to out itself.
type binder interface {
	writer
	open(out io.Writer) error
	part(g group) error
	piece(e *entry, p []byte) error
	close() error
}

func (d *dossier) bind(ctx context.Context, out io.Writer, w binder, s *spool) error {
	if err := w.open(out); err != nil {
		return err
	}
	var b bytes.Buffer
	for _, g := range d.groups {
		if err := w.part(g); err != nil {
			return err
		}
		for _, e := range g.entries {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("export: %w", err)
			}
			b.Reset()
			if err := s.copy(&b, e.at); err != nil {
				return err
			}
			if err := w.piece(e, b.Bytes()); err != nil {
				return err
			}
		}
	}
	return w.close()
}

// label returns a theme's name in the dossier's language.
func (d *dossier) label(t feed.Theme) string {
	for _, lang := range []string{d.words.lang, "en", "fr", "vi"} {
		if s := oneLine(t.Labels[lang]); s != "" {
			return s
		}
	}
	return oneLine(t.Slug)
}

// known returns the themes of identities, in their order, without those that the
// dossier does not know.
func (d *dossier) known(ids []feed.ID) []feed.Theme {
	var out []feed.Theme
	for _, id := range ids {
		if i, ok := d.order[id]; ok {
			out = append(out, d.Themes[i])
		}
	}
	slices.SortFunc(out, func(a, b feed.Theme) int { return d.order[a.ID] - d.order[b.ID] })
	return out
}

// labels are the labels of themes, slugs their slugs.
func (d *dossier) labels(ids []feed.ID) (out []string) {
	for _, t := range d.known(ids) {
		out = append(out, d.label(t))
	}
	return out
}

func (d *dossier) slugs(ids []feed.ID) (out []string) {
	for _, t := range d.known(ids) {
		out = append(out, t.Slug)
	}
	return out
}

// counter counts the bytes that pass.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
