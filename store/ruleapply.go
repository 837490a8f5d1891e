package store

import (
	"context"
	"errors"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/query"
)

// ruled returns the docs that the query of a rule finds: among some, nil for all
// that are not in the trash. What rules hide is found.
func (s *Store) ruled(ctx context.Context, r *feed.SavedRule, some docSet) (docSet, error) {
	q, err := query.Parse(r.Query)
	if err != nil {
		return nil, err
	}
	f := &finding{store: s}
	err = s.view(ctx, func(t *tx) error {
		c, err := t.newCompiler(s.now())
		if err != nil {
			return err
		}
		c.unhidden = true
		if f.plan, err = c.plan(query.Query{Expr: q.Expr}); err != nil {
			return err
		}
		if some != nil {
			f.plan.universe = f.plan.universe.and(some)
		}
		f.limits = f.plan.bounds(nil)
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.found = f.plan.newFindings()
	if !f.exact {
		if err := s.scan(ctx, f.plan, f.may.andNot(f.sure).docs(), f.found); err != nil {
			return nil, err
		}
	}
	return f.matches(), nil
}

// todo is what a rule has to change: docs by what is done to them.
type todo struct {
	seen             docSet // all that it applies to, changed or not
	tags             []tagTodo
	read, star, hide docSet // nil: it does not
}

type tagTodo struct {
	theme feed.ID
	docs  docSet
}

// todo tells what a rule has to change among docs that its query finds.
func (t *tx) todo(r *feed.SavedRule, docs docSet) (d todo, err error) {
	did, err := t.set(setDid(r.ID, uint64(r.Version)))
	if err != nil {
		return d, err
	}
	trash, err := t.set(setTrash)
	if err != nil {
		return d, err
	}
	d.seen = docs.andNot(did).drop(trash)
	known, err := t.known()
	if err != nil {
		return d, err
	}
	for _, id := range r.Tags {
		if _, ok := known.theme(id); !ok { // deleted since
			continue
		}
		have := t.newSet()
		for _, f := range known.family(id, false) {
			if err := t.addSet(have, setTag(f)); err != nil {
				return d, err
			}
		}
		if lack := d.seen.andNot(have); !lack.isEmpty() {
			d.tags = append(d.tags, tagTodo{id, lack})
		}
	}
	return d, t.todoFlags(r, &d)
}

func (t *tx) todoFlags(r *feed.SavedRule, d *todo) error {
	for _, f := range [...]struct {
		asked  bool
		set    string
		member bool
		into   *docSet
	}{{r.Read, setUnread, true, &d.read}, {r.Star, setStarred, false, &d.star}, {r.Hide, setHidden, false, &d.hide}} {
		if !f.asked {
			continue
		}
		have, err := t.set(f.set)
		if err != nil {
			return err
		}
		if f.member {
			*f.into = d.seen.and(have)
		} else {
			*f.into = d.seen.andNot(have)
		}
	}
	return nil
}

// docs are all that are changed.
func (d *todo) docs(t *tx) docSet {
	out := t.newSet()
	for _, tag := range d.tags {
		out.join(tag.docs)
	}
	return out.join(d.read).join(d.star).join(d.hide)
}

// plan adds the operations that do it.
func (d *todo) plan(st *step, r *feed.SavedRule) {
	mark := ruleMark(r, st.change.At)
	for _, tag := range d.tags {
		st.ops = append(st.ops, op{kind: opMark, theme: tag.theme, docs: tag.docs.bitmap(), on: true, mark: mark})
	}
	for _, f := range d.flags() {
		st.ops = append(st.ops, op{kind: opSet, set: f.set, docs: f.docs, on: f.on})
	}
	st.ops = append(st.ops, op{kind: opSet, set: setDid(r.ID, uint64(r.Version)), docs: d.seen.bitmap(), on: true})
}

func ruleMark(r *feed.SavedRule, at time.Time) []byte {
	return encodeMark(&feed.Mark{By: feed.ByRule, At: at, Rule: r.ID, Version: r.Version})
}

// flagTodo is a set that docs go into or out of.
type flagTodo struct {
	set  string
	docs *roaring.Bitmap
	on   bool
}

func (d *todo) flags() (out []flagTodo) {
	for _, f := range [...]struct {
		docs docSet
		set  string
		on   bool
	}{{d.read, setUnread, false}, {d.star, setStarred, true}, {d.hide, setHidden, true}} {
		if !f.docs.isEmpty() {
			out = append(out, flagTodo{f.set, f.docs.bitmap(), f.on})
		}
	}
	return out
}

// obey does what a rule has to do to docs that have arrived: no step of undo.
// What it changes joins touched.
func (t *tx) obey(r *feed.SavedRule, docs docSet, at time.Time, touched docSet) error {
	d, err := t.todo(r, docs)
	if err != nil || d.seen.isEmpty() {
		return err
	}
	for i := range d.tags { // an article may come again, with another text
		off, err := t.set(setOff(d.tags[i].theme))
		if err != nil {
			return err
		}
		d.tags[i].docs.drop(off)
	}
	touched.join(d.docs(t))
	mark := ruleMark(r, at)
	for _, tag := range d.tags {
		if err := t.putMarks(tag.theme, mark, tag.docs.bitmap()); err != nil {
			return err
		}
	}
	for _, f := range d.flags() {
		if err := t.change(f.set, f.docs, f.on); err != nil {
			return err
		}
	}
	return t.change(setDid(r.ID, uint64(r.Version)), d.seen.bitmap(), true)
}

// arrivals are docs that rules have yet to look at, and what they say of them.
type arrivals struct {
	docs  docSet
	rules []feed.SavedRule
	found []docSet // by rule

	broken          int    // rules that cannot do all that they say
	names, outdated uint64 // as they were when it was looked
}

// unruled returns the docs that rules have yet to look at, of those whose
// suggestions are there: rules may ask for them.
func (t *tx) unruled() (docSet, error) {
	known, err := t.known()
	if err != nil || len(known.rules) == 0 {
		return t.newSet(), err
	}
	docs, err := t.missingOf(passRules)
	if err != nil || docs.isEmpty() {
		return docs, err
	}
	scored, err := t.set(setDone(passSuggestions))
	return docs.meet(scored), err
}

// followRules applies the rules to what has arrived, lastBatch docs in one
// transaction. When what they are asked about changes under it, it is left for the
// next time. It returns how many articles were changed,
// and how many rules cannot do all that they say.
func (s *Store) followRules(ctx context.Context) (changed, broken int, err error) {
	for {
		a, err := s.arrivals(ctx)
		if err != nil || a == nil {
			return changed, broken, err
		}
		broken = max(broken, a.broken)
		n := 0
		_, err = s.update(ctx, func(t *tx) error {
			if t.is.names != a.names || t.is.outdated != a.outdated {
				return errStale
			}
			touched := t.newSet()
			for i := range a.rules {
				if err := t.obey(&a.rules[i], a.found[i], s.now(), touched); err != nil {
					return err
				}
			}
			n = touched.count()
			return t.change(setDone(passRules), a.docs.bitmap(), true)
		})
		if errors.Is(err, errStale) {
			return changed, broken, nil
		}
		if err != nil {
			return changed, broken, err
		}
		changed += n
	}
}

// arrivals asks the rules about docs that they have not seen, nil when there are
// none. A rule that cannot be asked, because a saved query is gone say, finds
// nothing.
func (s *Store) arrivals(ctx context.Context) (a *arrivals, err error) {
	err = s.view(ctx, func(t *tx) error {
		a = nil
		docs, err := t.unruled()
		if err != nil || docs.isEmpty() {
			return err
		}
		known, err := t.known()
		if err != nil {
			return err
		}
		a = &arrivals{docs: t.newSet(), rules: known.rules, names: t.is.names, outdated: t.is.outdated}
		if a.broken, err = s.brokenRules(t, known); err != nil {
			return err
		}
		list := docs.docs()
		for _, doc := range list[max(0, len(list)-lastBatch):] {
			a.docs.add(doc)
		}
		return nil
	})
	if err != nil || a == nil {
		return nil, err
	}
	for i := range a.rules {
		var found docSet
		if !a.rules[i].Paused {
			found, err = s.ruled(ctx, &a.rules[i], a.docs)
			if err != nil && !isCause(err) { // Rules tells the cause
				return nil, err
			}
		}
		a.found = append(a.found, found.and(a.docs))
	}
	return a, nil
}
