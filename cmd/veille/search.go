package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// parseQuery reads the words of a command line as one query. What the reader would
// make the best of is an error here: a script must not act on half a query, nor
// on every article where only signs were given.
func parseQuery(args []string) (query.Query, error) {
	line := strings.Join(args, " ")
	q, err := query.Parse(line)
	if err == nil && q.Expr == nil && text.Line(line) != "" && !strings.ContainsFunc(line, isAlnum) {
		return q, usagef("cannot read the query: nothing in %s can be searched for", clean(line))("give '' to mean every article")
	}
	if err == nil {
		return q, nil
	}
	var e *query.Error
	if !errors.As(err, &e) {
		return q, err
	}
	at := min(max(e.At, 0), len(line))
	end := min(max(at+e.Len, at), len(line))
	caret := strings.Repeat(" ", ansi.StringWidth(clean(line[:at]+"|"))-1) +
		strings.Repeat("^", max(1, ansi.StringWidth(clean(line[at:end]))))
	what := "cannot read the query: " + e.Error()
	if len(line) <= 1000 {
		what += "\n  " + clean(line) + "\n  " + caret
	}
	return q, usagef("%s", what)("veille help queries")
}

// find answers a query. A saved query that it names and that there is not is an
// error; -v tells what was understood.
func (a *app) find(ctx context.Context, s *store.Store, q query.Query) (feed.Hits, error) {
	whole, err := a.ready(ctx, s, q)
	if err != nil {
		return nil, err
	}
	hits, err := s.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	if hits.Len() == 0 && !a.quiet {
		a.hintID(ctx, s, whole.Expr)
	}
	if a.log != nil {
		a.log.Debug("found", "query", q.String(), "articles", hits.Len())
	}
	return hits, nil
}

// ready tells what is wrong with a query, and lets what it asks for be worked out. It
// returns the query with saved ones in the place of their names.
func (a *app) ready(ctx context.Context, s *store.Store, q query.Query) (query.Query, error) {
	whole, err := a.knowSaved(ctx, s, q)
	if err != nil {
		return whole, err
	}
	if asksSelected(whole.Expr) {
		return whole, usagef("is:selected is what is selected in the reader, and a verb cannot know it")("name articles by id:, or tag them in the reader first")
	}
	if err := a.tellQuery(ctx, s, q, whole); err != nil {
		return whole, err
	}
	return whole, a.upToDate(ctx, s, whole)
}

// hintID says how to ask for an article whose id stands among the words of a query
// that found nothing.
func (a *app) hintID(ctx context.Context, s *store.Store, e query.Expr) {
	visit(e, func(e query.Expr) {
		w, ok := e.(query.Words)
		if !ok || w.In != "" || len(w.Text) < 6 || !isID(w.Text) { // a shorter word may be one by chance
			return
		}
		if _, err := s.Resolve(ctx, w.Text); err == nil {
			a.sayf("hint: an article is asked for by its id with id:%s", w.Text)
		}
	})
}

// knowSaved puts saved queries in the place of their names and refuses a query
// that names one there is not. The file is only asked when a query names any.
func (a *app) knowSaved(ctx context.Context, s *store.Store, q query.Query) (query.Query, error) {
	if !namesSaved(q.Expr) {
		return q, nil
	}
	all, err := s.Queries(ctx)
	if err != nil {
		return q, err
	}
	return checkSaved(all, q)
}

// tellQuery warns of themes and sources that there are not and, with -v, says in
// words what was understood; whole is the query with saved ones in place.
func (a *app) tellQuery(ctx context.Context, s *store.Store, q, whole query.Query) error {
	if err := a.warnSources(ctx, s, whole.Expr); err != nil {
		return err
	}
	names := themesIn(whole.Expr)
	if !a.verbose && (len(names) == 0 || a.quiet) {
		return nil
	}
	themes, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	a.warnThemes(themes, names)
	if a.verbose {
		a.warnf("understood: %s", inWords(q, themes))
		if namesSaved(q.Expr) {
			a.warnf("that is: %s", inWords(whole, themes))
		}
	}
	return nil
}

// warnThemes tells which themes of a query there are not: it is no error to ask
// for one, as a theme may be deleted while scripts still ask for it.
func (a *app) warnThemes(themes []feed.Theme, names []string) {
	for _, name := range names {
		if _, ok := theme.Find(themes, name); ok {
			continue
		}
		hint := ""
		if near := theme.Suggest(themes, name); near != "" {
			hint = "; did you mean " + near + "?"
		}
		a.sayf("there is no theme %q%s", name, hint)
	}
}

// warnSources tells which sources of a query there are not, as warnThemes does.
func (a *app) warnSources(ctx context.Context, s *store.Store, e query.Expr) error {
	var names []string
	visit(e, func(e query.Expr) {
		if set, ok := e.(query.Set); ok && set.Name == "source" {
			names = append(names, set.Values...)
		}
	})
	if a.quiet || len(names) == 0 {
		return nil
	}
	all, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		m := text.NewMatcher(name, true)
		if name == "*" || slices.ContainsFunc(all, func(s feed.Source) bool {
			return m.In(s.Name) || s.Short != "" && text.Fold(s.Short) == text.Fold(name)
		}) {
			continue
		}
		hint := ""
		if near := nearSource(all, name); strings.HasPrefix(near, "did you mean") {
			hint = "; " + near
		}
		a.sayf("no source is called %q%s", text.Line(name), hint)
	}
	return nil
}

// themesIn returns the names of themes in a query.
func themesIn(e query.Expr) (names []string) {
	visit(e, func(e query.Expr) {
		s, ok := e.(query.Set)
		if !ok || s.Name != "tag" && s.Name != "sug" {
			return
		}
		for _, v := range s.Values {
			if s.Name == "sug" {
				v, _, _ = query.Scored(v) // read before
			}
			if v = strings.TrimPrefix(v, "="); v != "*" {
				names = append(names, v)
			}
		}
	})
	return names
}

// namesSaved reports whether a query names a saved one.
func namesSaved(e query.Expr) (found bool) {
	visit(e, func(e query.Expr) {
		_, saved := e.(query.Saved)
		found = found || saved
	})
	return found
}

// asksSelected reports whether a query asks for what is selected in a reader.
func asksSelected(e query.Expr) (found bool) {
	visit(e, func(e query.Expr) {
		s, ok := e.(query.Set)
		found = found || ok && s.Name == "is" && slices.Contains(s.Values, "selected")
	})
	return found
}

// visit calls do with each condition of an expression.
func visit(e query.Expr, do func(query.Expr)) {
	switch e := e.(type) {
	case query.And:
		for _, p := range e {
			visit(p, do)
		}
	case query.Or:
		for _, p := range e {
			visit(p, do)
		}
	case query.Not:
		visit(e.Of, do)
	case nil:
	default:
		do(e)
	}
}

func declareFailEmpty(c *cobra.Command, to *bool) {
	c.Flags().BoolVar(to, "fail-empty", false, "end with code 3 when nothing matches")
}

// empty ends a verb that found nothing.
func (a *app) empty(fail bool) error {
	a.sayf("no article matches")
	if fail {
		return exit(exitNothing)
	}
	return nil
}

// everything demands that a verb that changes articles is told which: leaving
// the query out is more often a slip than a wish. ” stands for everything.
func everything(verb string, args []string) error {
	if len(args) == 0 {
		return usagef("veille %s needs a query", verb)("give '' to mean every article")
	}
	return nil
}

// aboutFile reports whether an error is about the file of articles as a whole,
// so that its path belongs into the message.
func aboutFile(err error) bool {
	var p *pathed
	if errors.As(err, &p) {
		return false
	}
	for _, e := range []error{feed.ErrBusy, feed.ErrDamaged, feed.ErrForeign, feed.ErrNewer, feed.ErrReadOnly} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
