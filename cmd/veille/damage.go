package main

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/store"
)

// command is a command line of veille for the file in use, for a hint: with
// --db where that was given.
func (a *app) command(rest string) string {
	if a.db == "" {
		return "veille " + rest
	}
	return "veille --db " + shellWord(a.db) + " " + rest
}

// shellWord quotes a word of a command line where a shell would change it.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7f || strings.ContainsRune("_./+,:=@%-", r)
	}
	if s != "" && strings.TrimFunc(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// fileError says which file an error of the store is about, and what to do
// about damage.
func (a *app) fileError(err error) error {
	path := a.dbPath()
	if own := (*cured)(nil); errors.Is(err, feed.ErrDamaged) && !errors.As(err, &own) {
		err = &cured{err, "keep the file as it is and run: " + a.command("check")}
	}
	return &pathed{path, err}
}

// rescue is the export that takes out what can still be read.
const rescue = "export -f jsonl -o rescue.jsonl"

// checkError says what is to be done when a check ended with an error; readable
// is whether articles can be exported all the same.
func (a *app) checkError(err error, readable bool) error {
	path := shellWord(a.dbPath())
	putBack := "put a copy of yours in its place: cp COPY " + path
	switch {
	case errors.Is(err, feed.ErrForeign):
		return &cured{err, "nothing was changed; name another file with --db or VEILLE_DB or, if your articles were in this one, " + putBack}
	case !errors.Is(err, feed.ErrDamaged):
		return err
	case readable:
		return &cured{err, "keep the file as it is; " + putBack + " or take out all that can be read: " + a.command(rescue)}
	}
	return &cured{err, "keep the file as it is; save what can be read into a new one: " + a.command("repair NEW.db") + " or " + putBack}
}

// exportable reports whether an export would find its articles and themes; each
// article that is damaged is then left out.
func exportable(ctx context.Context, s *store.Store) bool {
	if _, err := s.Themes(ctx); err != nil {
		return false
	}
	hits, err := s.Find(ctx, query.Query{})
	return err == nil && hits.Len() > 0
}

// detail is what an error says beyond its cause and the file it is about: which
// part of the file is damaged.
func detail(err, cause error) string {
	s := err.Error()
	at := strings.LastIndex(s, cause.Error())
	if at < 0 {
		return ""
	}
	before, after := strings.TrimSuffix(s[:at], ": "), strings.Trim(s[at+len(cause.Error()):], " ()")
	if p := (*pathed)(nil); errors.As(err, &p) {
		for _, path := range pathForms(p.path) {
			if i := strings.LastIndex(before, path); i >= 0 {
				before = strings.TrimPrefix(before[i+len(path):], ": ")
			}
		}
	}
	if before != "" && after != "" {
		before += ", "
	}
	return before + after
}

// pathForms are the ways an error may write a path: as given, whole, and with
// links resolved.
func pathForms(path string) []string {
	out := []string{path}
	if whole, err := filepath.Abs(path); err == nil {
		out = append(out, whole)
		if real, err := filepath.EvalSymlinks(whole); err == nil {
			out = append(out, real)
		}
	}
	return out
}

// sound passes articles on and tells those that are damaged instead of ending
// at the first: what can be read must be possible to take out of a damaged
// file.
type sound struct {
	app   *app
	first error // of those told
	pages int   // as they came in, left out
	// strict names a file that would be replaced: damage ends the export then,
	// as what stands there may be all that is left of an article.
	strict string
}

func (d *sound) articles(in iter.Seq2[feed.Article, error]) iter.Seq2[feed.Article, error] {
	return func(yield func(feed.Article, error) bool) {
		read := 0
		for art, err := range in {
			if err != nil && errors.Is(err, feed.ErrDamaged) {
				if err = d.tell("article left out", err); err == nil {
					continue
				}
			}
			if err == nil {
				read++
			}
			if !yield(art, err) {
				return
			}
		}
		if read == 0 && d.first != nil {
			yield(feed.Article{}, d.first)
		}
	}
}

// raw gives what an article came from; a damaged page is told and left out.
func (d *sound) raw(ctx context.Context, s *store.Store, id feed.ID) (*feed.Raw, error) {
	raw, err := rawOf(ctx, s, id)
	if err != nil && errors.Is(err, feed.ErrDamaged) {
		d.pages++
		return nil, d.tell("page as it came in left out", err)
	}
	return raw, err
}

// tell notes damage and returns it where it may not be passed over.
func (d *sound) tell(what string, err error) error {
	if d.strict != "" {
		return &cured{err, d.strict + " was not replaced; write to another file: " + d.app.command(rescue)}
	}
	if d.first == nil {
		d.first = err
	}
	d.app.warnf("%s: %s", what, detail(&pathed{d.app.dbPath(), err}, feed.ErrDamaged))
	return nil
}

// result ends a verb that passed over damage; read is how many of all articles
// could be read.
func (d *sound) result(read, all int) error {
	if d.first == nil {
		return nil
	}
	if n := all - read; n > 0 {
		d.app.warnf("%s could not be read", many(n, "article", "articles"))
	}
	if d.pages > 0 {
		d.app.warnf("%s that articles were made from could not be read", many(d.pages, "page", "pages"))
	}
	d.app.warnf("hint: keep the file as it is; to see what is damaged in it run: %s", d.app.command("check"))
	return exit(exitPartly)
}

// replaced is the file that an export would replace, "" for none. A folder
// keeps the notes of articles that cannot be read.
func replaced(path string, form export.Format, force bool) string {
	if _, err := os.Lstat(path); err != nil || !force || form.Folder || path == "-" {
		return ""
	}
	return path
}
