package store

import (
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/query"
)

// Saved queries and rules name themes as the user wrote them: by slug, label or alias.
// A change of a theme that would let such a name mean nothing, or another theme, or
// that takes the slug away which it is written by, rewrites it in the same step; what
// rules put on follows a theme into the one it is merged with. So undo gives all of it
// back. The rule stays of its version: it does what it did.

// renaming is a change of the themes that what is saved must follow.
type renaming struct {
	before *names
	now    *names
	into   map[feed.ID]feed.ID // what a theme that is gone was merged with
}

// renaming returns what becomes of the themes when some are changed, and those of gone
// are merged.
func (n *names) renaming(changed []feed.Theme, into map[feed.ID]feed.ID) *renaming {
	now := slices.Clone(n.themes)
	for i := range changed {
		if at, ok := n.rank[changed[i].ID]; ok {
			now[at] = changed[i]
		}
	}
	now = slices.DeleteFunc(now, func(th feed.Theme) bool { _, gone := into[th.ID]; return gone })
	slices.SortFunc(now, compareThemes)
	return &renaming{before: n, now: &names{themes: now}, into: into}
}

// planRenaming adds the operations that let saved queries and rules mean what they
// meant.
func (st *step) planRenaming(f *renaming) {
	for _, q := range f.before.queries {
		if line, ok := f.line(q.Query); ok {
			is := q
			is.Query = line
			st.ops = append(st.ops, op{kind: opQuery, theme: q.ID, before: encodeQuery(&q), after: encodeQuery(&is)})
		}
	}
	for _, r := range f.before.rules {
		is := r
		line, ok := f.line(r.Query)
		if ok {
			is.Query = line
		}
		tags := f.themes(r.Tags)
		if ok = ok || !slices.Equal(tags, r.Tags); ok {
			is.Tags = tags
			st.ops = append(st.ops, op{kind: opRule, theme: r.ID, before: encodeRule(&r), after: encodeRule(&is)})
		}
	}
}

// themes returns themes as they are called now, each once.
func (f *renaming) themes(ids []feed.ID) (out []feed.ID) {
	for _, id := range ids {
		if into, ok := f.into[id]; ok {
			id = into
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// line returns a query that means what it meant, ok false when it need not change. One
// that cannot be read stays.
func (f *renaming) line(line string) (now string, ok bool) {
	q, err := query.Parse(line)
	if err != nil {
		return "", false
	}
	if q.Expr, ok = f.expr(q.Expr); !ok {
		return "", false
	}
	return q.String(), true
}

func (f *renaming) expr(x query.Expr) (now query.Expr, changed bool) {
	switch x := x.(type) {
	case query.And:
		list, changed := f.list(x)
		return query.And(list), changed
	case query.Or:
		list, changed := f.list(x)
		return query.Or(list), changed
	case query.Not:
		of, changed := f.expr(x.Of)
		return query.Not{Of: of}, changed
	case query.Set:
		if x.Name != "tag" && x.Name != "sug" {
			return x, false
		}
		values := slices.Clone(x.Values)
		for i, v := range values {
			values[i] = f.value(x.Name, v)
		}
		return query.Set{Name: x.Name, Values: values}, !slices.Equal(values, x.Values)
	}
	return x, false
}

func (f *renaming) list(in []query.Expr) (out []query.Expr, changed bool) {
	for _, x := range in {
		now, is := f.expr(x)
		out, changed = append(out, now), changed || is
	}
	return out, changed
}

// value is what a value of tag: or sug: must be to mean the theme that it meant.
func (f *renaming) value(set, v string) string {
	alone, name, score := themeIn(set, v)
	was, ok := f.before.find(name)
	if !ok {
		return v
	}
	want := was.ID
	if into, ok := f.into[want]; ok {
		want = into
	}
	at := slices.IndexFunc(f.now.themes, func(th feed.Theme) bool { return th.ID == want })
	if at < 0 {
		return v
	}
	slug := f.now.themes[at].Slug
	if is, ok := f.now.find(name); ok && is.ID == want && (name != was.Slug || slug == was.Slug) {
		return v
	}
	return alone + slug + score
}

// themeIn takes a value of tag: or sug: apart: = for a theme without those below it, its
// name, and the bound of a score.
func themeIn(set, v string) (alone, name, score string) {
	name = v
	if i := strings.LastIndexAny(name, "<>"); set == "sug" && i >= 0 {
		name, score = name[:i], name[i:]
	}
	if rest, ok := strings.CutPrefix(name, "="); ok {
		alone, name = "=", rest
	}
	if name = strings.TrimSpace(name); name == "" {
		name = "*"
	}
	return alone, name, score
}

// planSuccession gives what other themes say of one to the theme that it is merged
// with: children stand below it, and what gave way to the one gives way to the other.
func (t *tx) planSuccession(st *step, known *names, from feed.ID, into *feed.Theme) error {
	for i := range known.themes {
		old := &known.themes[i]
		if old.ID == from || old.ID == into.ID {
			continue
		}
		is := *old
		if is.Parent == from {
			is.Parent = into.ID
		}
		is.Yields = succeeded(old, from, into.ID)
		if is.Parent == old.Parent && slices.Equal(is.Yields, old.Yields) {
			continue
		}
		st.ops = append(st.ops, op{kind: opTheme, theme: old.ID, before: encodeTheme(old), after: encodeTheme(&is)})
		if err := t.planSameList(st, old, &is); err != nil {
			return err
		}
	}
	return nil
}

// succeeded is what a theme gives way to when one of these is merged with another.
func succeeded(th *feed.Theme, from, into feed.ID) (out []feed.ID) {
	for _, id := range th.Yields {
		if id == from {
			id = into
		}
		if id != th.ID && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// planSameList adds the operations by which a theme whose list of words has another
// number for no act of the user's keeps what was answered: dismissals, and what trust
// has put on.
func (t *tx) planSameList(st *step, old, is *feed.Theme) error {
	from, to := listOf(old), listOf(is)
	if from == to {
		return nil
	}
	docs, err := t.set(setDrop(old.ID, from))
	if err != nil {
		return err
	}
	was, now := grouping{}, grouping{}
	for _, doc := range docs.docs() {
		p, err := t.get(inDrop, markKey(doc, old.ID))
		if err != nil {
			return err
		}
		d, err := decodeDismissal(p)
		if p == nil || err != nil {
			return damaged("dismissal of theme %s", old.ID)
		}
		was.add(doc, p)
		d.list = to
		now.add(doc, d.encode())
	}
	if len(was.list) > 0 {
		st.ops = append(st.ops,
			op{kind: opDrop, theme: old.ID, docs: docsOf(was.list), held: was.list},
			op{kind: opDrop, theme: old.ID, docs: docsOf(now.list), on: true, held: now.list})
	}
	done, err := t.set(setDid(old.ID, uint64(from)))
	if err != nil {
		return err
	}
	have, err := t.set(setDid(old.ID, uint64(to)))
	if err != nil {
		return err
	}
	if more := roaring.AndNot(done.bitmap(), have.bitmap()); !more.IsEmpty() {
		st.ops = append(st.ops, op{kind: opSet, set: setDid(old.ID, uint64(to)), docs: more, on: true})
	}
	return nil
}
