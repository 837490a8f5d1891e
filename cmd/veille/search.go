package main

import (
	"context"
	"errors"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/store"
)

// parse reads the words of a command line as one query. What the reader would
// make the best of is an error here: a script must not act on half a query.
func parse(args []string) (query.Query, error) {
	line := strings.Join(args, " ")
	q, err := query.Parse(line)
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

// find answers a query.
func (a *app) find(ctx context.Context, s *store.Store, q query.Query) (feed.Hits, error) {
	hits, err := s.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	if a.log != nil {
		a.log.Debug("found", "query", q.String(), "articles", hits.Len())
	}
	return hits, nil
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
