package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// Bucket query: 1 name  2 line, as query.Query.String prints it  3 key  4 watch
func encodeQuery(q *feed.SavedQuery) []byte {
	b := addString(make([]byte, 0, 32+len(q.Query)), 1, q.Name)
	b = addString(b, 2, q.Query)
	b = addString(b, 3, q.Key)
	return addBool(b, 4, q.Watch)
}

func decodeQuery(id feed.ID, b []byte) (q feed.SavedQuery, err error) {
	q.ID = id
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			q.Name = r.string()
		case 2:
			q.Query = r.string()
		case 3:
			q.Key = r.string()
		case 4:
			q.Watch = r.bool()
		default:
			r.skip()
		}
	}
	return q, r.err
}

func compareQueries(a, b feed.SavedQuery) int {
	return cmp.Or(strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), bytes.Compare(a.ID[:], b.ID[:]))
}

// Queries returns the saved queries by name.
func (s *Store) Queries(ctx context.Context) (out []feed.SavedQuery, err error) {
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		out = slices.Clone(known.queries)
		return nil
	})
	return out, err
}

// SaveQuery adds a saved query, or with an ID that is known replaces it. A key
// taken from another is taken off it in the same change. The error wraps
// feed.ErrExists when another has that name, folded, and feed.ErrInvalid when
// the name is empty or the query cannot be read or leads back to itself.
func (s *Store) SaveQuery(ctx context.Context, q feed.SavedQuery) (saved feed.SavedQuery, c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		if saved, err = known.checkQuery(q); err != nil {
			return err
		}
		st := s.newStep(feed.DidQuery)
		o := op{kind: opQuery, theme: saved.ID, after: encodeQuery(&saved)}
		st.change.Added = []string{saved.Name}
		if old, ok := known.query(saved.ID); ok {
			o.before = encodeQuery(&old)
			if old.Name != saved.Name {
				st.change.Removed = []string{old.Name}
			}
		}
		if bytes.Equal(o.before, o.after) {
			return errUnchanged
		}
		st.freeKey(known, &saved)
		st.ops = append(st.ops, o)
		err = t.commit(st)
		c = st.change
		return err
	})
	return saved, c, err
}

// DeleteQuery deletes a saved query. Queries that use it say so when they are
// asked.
func (s *Store) DeleteQuery(ctx context.Context, id feed.ID) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		old, ok := known.query(id)
		if !ok {
			return fmt.Errorf("saved query %s: %w", id, feed.ErrNotFound)
		}
		st := s.newStep(feed.DidQuery)
		st.change.Removed = []string{old.Name}
		st.ops = []op{{kind: opQuery, theme: id, before: encodeQuery(&old)}}
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// maxQueryName is the length in bytes of the longest name.
const maxQueryName = 200

// checkQuery returns a query as it is kept.
func (n *names) checkQuery(q feed.SavedQuery) (feed.SavedQuery, error) {
	q.Name = text.Line(q.Name)
	if q.Name == "" || len(q.Name) > maxQueryName || text.Fold(q.Name) == "" {
		return q, fmt.Errorf("name of a saved query %q: %w", clip(q.Name, 60), feed.ErrInvalid)
	}
	if q.ID.IsZero() {
		q.ID = feed.SavedID(q.Name)
		for i := 2; n.knowsQuery(q.ID); i++ { // it was renamed since
			q.ID = feed.NewID("query", q.Name, fmt.Sprint(i))
		}
	}
	if other, ok := n.queryNamed(q.Name); ok && other.ID != q.ID {
		return q, fmt.Errorf("saved query %q: %w", other.Name, feed.ErrExists)
	}
	if r, size := utf8.DecodeRuneInString(q.Key); q.Key != "" && (size < len(q.Key) || !unicode.IsLetter(r) && !unicode.IsDigit(r)) {
		return q, fmt.Errorf("key %q of saved query %q: %w", clip(q.Key, 10), q.Name, feed.ErrInvalid)
	}
	line, err := query.Parse(q.Query)
	if err != nil {
		return q, fmt.Errorf("saved query %q: %w", q.Name, err)
	}
	q.Query = line.String()
	if err := n.leadsBack(q, line); err != nil {
		return q, err
	}
	return q, nil
}

func (n *names) knowsQuery(id feed.ID) bool {
	_, ok := n.query(id)
	return ok
}

func (n *names) query(id feed.ID) (feed.SavedQuery, bool) {
	i := slices.IndexFunc(n.queries, func(q feed.SavedQuery) bool { return q.ID == id })
	if i < 0 {
		return feed.SavedQuery{}, false
	}
	return n.queries[i], true
}

// queryNamed finds a saved query by its name, folded.
func (n *names) queryNamed(name string) (feed.SavedQuery, bool) {
	want := query.SavedKey(name)
	i := slices.IndexFunc(n.queries, func(q feed.SavedQuery) bool { return query.SavedKey(q.Name) == want })
	if i < 0 {
		return feed.SavedQuery{}, false
	}
	return n.queries[i], true
}

// leadsBack refuses a query that would hold itself, by its old name or the new.
// One that uses a query not saved yet is let be: it may come.
func (n *names) leadsBack(q feed.SavedQuery, line query.Query) error {
	with := &names{queries: slices.DeleteFunc(slices.Clone(n.queries), func(o feed.SavedQuery) bool { return o.ID == q.ID })}
	with.queries = append(with.queries, q)
	_, err := with.expand(line)
	if err == nil {
		_, err = with.expand(query.Query{Expr: query.Saved{Name: q.Name}})
	}
	if errors.Is(err, feed.ErrInvalid) {
		return fmt.Errorf("saved query %q: %w", q.Name, err)
	}
	return nil
}

// expand puts saved queries in the place of their names. One that is not there
// is told with the name that was probably meant.
func (n *names) expand(q query.Query) (query.Query, error) {
	missing := ""
	out, err := query.Expand(q, func(name string) (query.Query, bool) {
		saved, ok := n.queryNamed(name)
		if !ok {
			missing = name
			return query.Query{}, false
		}
		line, _ := query.Parse(saved.Query) // what can be read of it
		return line, true
	})
	if err != nil && errors.Is(err, feed.ErrNotFound) {
		if near := n.nearestQuery(missing); near != "" {
			err = fmt.Errorf("%w; did you mean %s?", err, query.Query{Expr: query.Saved{Name: near}}.String())
		}
	}
	return out, err
}

// nearestQuery returns the name spelled most like a name, "" when none comes
// near.
func (n *names) nearestQuery(name string) string {
	byKey := map[string]string{}
	var keys []string
	for i := range n.queries {
		k := query.SavedKey(n.queries[i].Name)
		byKey[k] = n.queries[i].Name
		keys = append(keys, k)
	}
	return byKey[feed.Nearest(query.SavedKey(name), keys)]
}

// freeKey takes the key of a query off the one that has it.
func (st *step) freeKey(known *names, q *feed.SavedQuery) {
	for _, other := range known.queries {
		if q.Key == "" || other.Key != q.Key || other.ID == q.ID {
			continue
		}
		free := other
		free.Key = ""
		st.ops = append(st.ops, op{kind: opQuery, theme: other.ID, before: encodeQuery(&other), after: encodeQuery(&free)})
	}
}
