package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/store"
)

// newsLimit is about how many articles are looked at for suggestions, stories and
// rules at the end of a verb that brings some: what an hour brings, within a second or
// two. The rest of a large import is left to who asks for it, and where there will be
// a rest anyway, no more than newsTime is spent.
const (
	newsLimit = 1000
	newsTime  = 100 * time.Millisecond
)

// withDerived opens the file, works out what is missing of suggestions, stories and
// rules, and lets f work on it. A file that can only be read is taken as it is.
func (a *app) withDerived(ctx context.Context, write bool, f func(*store.Store) error) error {
	return a.with(ctx, toWrite, func(s *store.Store) error {
		if s.ReadOnly() && write {
			return feed.ErrReadOnly
		}
		if err := a.catchUp(ctx, s); err != nil {
			return err
		}
		return f(s)
	})
}

// upToDate works out what a query asks for that is worked out of articles, so that
// its answer is whole: pending suggestions, stories, what rules did. S may be open
// for reading alone.
func (a *app) upToDate(ctx context.Context, s *store.Store, whole query.Query) error {
	if !whole.Fold && !asksDerived(whole.Expr) {
		return nil
	}
	return a.allUpToDate(ctx, s)
}

// allUpToDate is upToDate for what asks for all of it.
func (a *app) allUpToDate(ctx context.Context, s *store.Store) error {
	if b, err := s.Backlog(ctx); err != nil || b.IsZero() {
		return err
	}
	if !s.ReadOnly() {
		return a.catchUp(ctx, s)
	}
	// A verb that only reads has opened the file so; each transaction opens it anew,
	// so that one may stand beside the other.
	w, err := a.open(ctx, toWrite)
	if err != nil || w.ReadOnly() {
		a.sayf("suggestions, stories and rules are as they were worked out last: the file can only be read")
		return ctx.Err()
	}
	defer w.Close() //nolint:errcheck // holds nothing
	return a.catchUp(ctx, w)
}

// asksDerived reports whether a query asks for what is worked out of articles.
func asksDerived(e query.Expr) (found bool) {
	visit(e, func(e query.Expr) {
		s, ok := e.(query.Set)
		if !ok {
			return
		}
		switch s.Name {
		case "sug", "story":
			found = true
		case "has":
			found = found || slices.Contains(s.Values, "suggestion") || slices.Contains(s.Values, "story")
		case "by":
			found = found || slices.Contains(s.Values, "rule")
		case "is":
			found = found || slices.Contains(s.Values, "hidden")
		}
	})
	return found
}

// catchUp works out all that is missing. What cannot be worked out is told and
// keeps no verb from its own work on what there is.
func (a *app) catchUp(ctx context.Context, s *store.Store) error {
	if s.ReadOnly() {
		return nil
	}
	_, _, err := a.workOut(ctx, s, 0)
	if err != nil && ctx.Err() == nil {
		a.warnf("suggestions, stories and rules are not up to date: %s", explain(err).why)
	}
	return ctx.Err()
}

// afterNews works out suggestions, stories and rules for what a verb has brought.
// Nothing of the verb's own work hangs on it: a failure is told and the next verb
// tries again. With --json it tells in an object of its own, if there was anything
// to do.
func (a *app) afterNews(ctx context.Context, s *store.Store) {
	if s == nil || s.ReadOnly() || ctx.Err() != nil {
		return
	}
	done, left, err := a.workOut(ctx, s, newsLimit)
	why := ""
	if err != nil {
		why = explain(err).why
		if ctx.Err() == nil {
			a.warnf("suggestions, stories and rules wait for the next time: %s", why)
		}
	}
	if a.json && (done > 0 || why != "") {
		a.out.object(struct {
			Kind  string `json:"kind"`
			Done  int    `json:"done"` // articles looked at
			Left  int    `json:"left"`
			Error string `json:"error"`
		}{"suggested", done, most(left), why})
	}
	if a.verbose && done > 0 {
		a.sayf("looked at %s for suggestions, stories and rules, %d left", many(done, "article", "articles"), most(left))
	}
}

// most is how many articles are to be looked at still.
func most(b feed.Backlog) int { return max(b.Suggestions, b.Stories, b.Rules) }

// errEnough ends the work when the time for it is over.
var errEnough = errors.New("enough for now")

// workOut works out suggestions, stories and rules for about limit articles, 0 for
// all, telling on a terminal how far it is. It returns how many were looked at and
// what is left.
func (a *app) workOut(ctx context.Context, s *store.Store, limit int) (done int, left feed.Backlog, err error) {
	m := a.meter()
	defer m.clear()
	began := time.Now()
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	left, err = s.CatchUp(working, limit, func(n, left int) {
		done = n
		m.show("suggestions, stories and rules: %s, %d left", many(n, "article", "articles"), left)
		if limit > 0 && left > limit && time.Since(began) > newsTime {
			stop(errEnough)
		}
	})
	if errors.Is(context.Cause(working), errEnough) && ctx.Err() == nil { // between two transactions
		left, err = s.Backlog(ctx)
	}
	if err != nil {
		return done, left, fmt.Errorf("work out suggestions: %w", err)
	}
	if left.Broken > 0 {
		a.ruleFaults(ctx, s)
	}
	if a.log != nil {
		a.log.Debug("worked out", "articles", done, "left", fmt.Sprint(left))
	}
	return done, left, nil
}
