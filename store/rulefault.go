package store

import (
	"context"
	"fmt"

	"veille/feed"
	"veille/feed/query"
)

// Rules returns the rules by name. Of one that cannot do all that it says, Broken tells
// why.
func (s *Store) Rules(ctx context.Context) (out []feed.SavedRule, err error) {
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		out = make([]feed.SavedRule, len(known.rules))
		for i := range known.rules {
			out[i] = known.rules[i]
			out[i].Tags = append([]feed.ID(nil), known.rules[i].Tags...)
			if out[i].Broken, err = s.ruleFault(t, known, &out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// brokenRules counts the rules at work that cannot do all that they say.
func (s *Store) brokenRules(t *tx, known *names) (n int, err error) {
	for i := range known.rules {
		if known.rules[i].Paused {
			continue
		}
		fault, err := s.ruleFault(t, known, &known.rules[i])
		if err != nil {
			return 0, err
		}
		n += b2i(fault != "")
	}
	return n, nil
}

// ruleFault says why a rule cannot do all that it says, "" when it can: its query cannot
// be asked, or a theme is gone. Other errors are those of the file.
func (s *Store) ruleFault(t *tx, known *names, r *feed.SavedRule) (string, error) {
	q, err := query.Parse(r.Query)
	if err == nil {
		q, err = known.expand(query.Query{Expr: q.Expr})
	}
	if err != nil {
		return err.Error(), nil
	}
	for _, id := range r.Tags {
		if _, ok := known.theme(id); !ok {
			return "a theme that it puts on was deleted", nil
		}
	}
	if name := known.unknownTheme(q.Expr); name != "" {
		return fmt.Sprintf("its query names the theme %q, and there is none of that name", name), nil
	}
	c, err := t.newCompiler(s.now())
	if err != nil {
		return "", err
	}
	if _, err = c.plan(q); isCause(err) {
		return err.Error(), nil
	}
	return "", err
}

// unknownTheme returns a name in tag: or sug: that no theme has, "" for none.
func (n *names) unknownTheme(x query.Expr) string {
	switch x := x.(type) {
	case query.And:
		return n.unknownAmong(x)
	case query.Or:
		return n.unknownAmong(x)
	case query.Not:
		return n.unknownTheme(x.Of)
	case query.Set:
		if x.Name != "tag" && x.Name != "sug" {
			return ""
		}
		for _, v := range x.Values {
			if _, name, _ := themeIn(x.Name, v); name != "*" {
				if _, ok := n.find(name); !ok {
					return name
				}
			}
		}
	}
	return ""
}

func (n *names) unknownAmong(list []query.Expr) string {
	for _, x := range list {
		if name := n.unknownTheme(x); name != "" {
			return name
		}
	}
	return ""
}
