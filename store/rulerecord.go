package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// Bucket rule: 1 name  2 query, as query.Query.String prints it  3 theme*  4 read
// 5 star  6 hide  7 paused  8 version
func encodeRule(r *feed.SavedRule) []byte {
	b := addString(make([]byte, 0, 64+len(r.Query)), 1, r.Name)
	b = addString(b, 2, r.Query)
	for _, id := range r.Tags {
		b = addID(b, 3, id)
	}
	b = addBool(addBool(b, 4, r.Read), 5, r.Star)
	b = addBool(addBool(b, 6, r.Hide), 7, r.Paused)
	return addInt(b, 8, int64(r.Version))
}

func decodeRule(id feed.ID, b []byte) (out feed.SavedRule, err error) {
	out.ID = id
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			out.Name = r.string()
		case 2:
			out.Query = r.string()
		case 3:
			out.Tags = append(out.Tags, r.id())
		case 4:
			out.Read = r.bool()
		case 5:
			out.Star = r.bool()
		case 6:
			out.Hide = r.bool()
		case 7:
			out.Paused = r.bool()
		case 8:
			out.Version = int(r.int())
		default:
			r.skip()
		}
	}
	return out, r.err
}

// setDid holds the docs that a version of a rule has been applied to: what the user
// takes off again it does not put on a second time.
func setDid(rule feed.ID, version uint64) string {
	return fmt.Sprintf("%s%s/%d", didPrefix, rule, version)
}

func compareRules(a, b feed.SavedRule) int {
	return cmp.Or(strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), bytes.Compare(a.ID[:], b.ID[:]))
}

func (n *names) rule(id feed.ID) (feed.SavedRule, bool) {
	i := slices.IndexFunc(n.rules, func(r feed.SavedRule) bool { return r.ID == id })
	if i < 0 {
		return feed.SavedRule{}, false
	}
	return n.rules[i], true
}

// checkRule returns a rule as it is kept, but for its version.
func (n *names) checkRule(r feed.SavedRule) (feed.SavedRule, error) {
	r.Name, r.Broken = text.Line(r.Name), ""
	if r.Name == "" || len(r.Name) > maxQueryName || text.Fold(r.Name) == "" {
		return r, fmt.Errorf("name of a rule %q: %w", clip(r.Name, 60), feed.ErrInvalid)
	}
	if r.ID.IsZero() {
		r.ID = feed.RuleID(r.Name)
		for i := 2; n.knowsRule(r.ID); i++ { // it was renamed since
			r.ID = feed.NewID("rule", r.Name, fmt.Sprint(i))
		}
	}
	for _, other := range n.rules {
		if other.ID != r.ID && text.Fold(other.Name) == text.Fold(r.Name) {
			return r, fmt.Errorf("rule %q: %w", other.Name, feed.ErrExists)
		}
	}
	q, err := n.ruleQuery(&r)
	if err != nil {
		return r, err
	}
	r.Query = q.String()
	if r.Tags, err = n.ruleTags(&r); err != nil {
		return r, err
	}
	if len(r.Tags) == 0 && !r.Read && !r.Star && !r.Hide {
		return r, fmt.Errorf("rule %q does nothing: %w", r.Name, feed.ErrInvalid)
	}
	return r, nil
}

// ruleVersion returns the version of a rule whose query and tags are as they are
// kept: that of the rule it replaces when it does the same, else one that nothing
// has been applied by. Edits that were undone and rules that were removed have left
// sets behind.
func (t *tx) ruleVersion(known *names, r *feed.SavedRule) (int, error) {
	last := 0
	if old, ok := known.rule(r.ID); ok {
		same := *r
		same.Name, same.Paused, same.Version = old.Name, old.Paused, old.Version
		if bytes.Equal(encodeRule(&same), encodeRule(&old)) {
			return old.Version, nil
		}
		last = old.Version
	}
	prefix := didPrefix + r.ID.String() + "/"
	err := t.eachSet(prefix, func(name string) error {
		n, err := strconv.Atoi(name[len(prefix):])
		if err != nil {
			return damaged("set %q", name)
		}
		last = max(last, n)
		return nil
	})
	return last + 1, err
}

func (n *names) knowsRule(id feed.ID) bool {
	_, ok := n.rule(id)
	return ok
}

// ruleQuery reads the query of a rule. A rule has no order and no end. A query that
// cannot be, or that uses a saved one that is not there, is feed.ErrInvalid.
func (n *names) ruleQuery(r *feed.SavedRule) (query.Query, error) {
	q, err := query.Parse(r.Query)
	if err == nil {
		_, err = n.expand(q)
	}
	if err != nil {
		if !errors.Is(err, feed.ErrInvalid) {
			err = fmt.Errorf("%w: %w", feed.ErrInvalid, err)
		}
		return q, fmt.Errorf("rule %q: %w", r.Name, err)
	}
	return query.Query{Expr: q.Expr}, nil
}

// ruleTags returns the themes of a rule, each once.
func (n *names) ruleTags(r *feed.SavedRule) (out []feed.ID, err error) {
	for _, id := range r.Tags {
		if _, ok := n.theme(id); !ok {
			return nil, fmt.Errorf("theme %s of rule %q: %w", id, r.Name, feed.ErrNotFound)
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}
