package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// What is worked out of articles, suggestions and stories, is worked out after
// they are kept and never in the same transaction. Each kind is a pass: the set
// done/<name> has the docs that it need not look at again. What is kept and not in
// the trash and not in that set is missing; so is everything once the mark of what
// the pass depends on is another. Whatever changes a text takes the doc out of the
// sets: see outdate. Until then what was worked out before stays.

// pass is one kind of thing that is worked out of the texts of articles.
type pass interface {
	// name is what the set of what is done is named by.
	name() string
	// begin reads what the work depends on and returns a mark of it, never 0.
	begin(ctx context.Context, s *Store) (mark uint64, err error)
	// kept is where the state keeps the mark of what is done.
	kept(st *state) *uint64
	// holds reports, in the transaction that keeps what was worked out, whether it
	// still depends on what begin has read.
	holds(t *tx) (bool, error)
	// work does what needs no transaction; several goroutines do at once. The
	// article has no flags, marks or notes.
	work(a *feed.Article) any
	// keep keeps what work returned. The docs rise; each is as it was when it was
	// read.
	keep(t *tx, done []worked) error
}

// joint is a pass that works on the docs of a portion together too, once each has been
// worked on; i is its place among the passes.
type joint interface {
	together(u *catchingUp, read []reading, i int) error
}

// worked is what came of a doc; result is nil when it could not be read.
type worked struct {
	doc    uint32
	result any
}

// passes are what CatchUp does, in order.
func (u *catchingUp) newPasses() []pass { return []pass{&suggesting{trusted: &u.ruled}, &telling{}} }

func setDone(name string) string { return donePrefix + name }

// outdate notes that a doc is not as it was when it was looked at.
func (t *tx) outdate(doc uint32) error {
	t.is.outdated++
	for _, name := range []string{passSuggestions, passStories, passRules} {
		err := t.changeOne(setDone(name), doc, false)
		if errors.Is(err, feed.ErrDamaged) {
			err = errors.Join(t.mend(), t.changeOne(setDone(name), doc, false))
		}
		if err != nil {
			return err
		}
	}
	learned, err := t.holdsDoc(setLearned(feed.ID{}), doc)
	if learned {
		t.is.residue++
	}
	return ignoreDamage(err)
}

// holdsDoc reports whether a doc is in a set.
func (t *tx) holdsDoc(name string, doc uint32) (bool, error) {
	m, err := t.shard(name, uint16(doc>>16))
	return m != nil && m.Contains(doc&0xFFFF), err
}

const (
	passSuggestions = "suggestions"
	passStories     = "stories"
	passRules       = "rules"
)

// CatchUp works out what is missing or out of date, for the newest articles first,
// in short transactions: marks of rules, suggestions, stories. It stops after about
// limit articles (0: never) and returns what is left; told, which may be nil, hears
// how far it is. Of several at once one works, the others return at once. Who asks for
// firstPortion articles or less has something else to do beside it, as the reader has:
// then one core works.
func (s *Store) CatchUp(ctx context.Context, limit int, told func(done, left int)) (feed.Backlog, error) {
	if s.readOnly {
		return s.Backlog(ctx)
	}
	release, ok := s.workTurn()
	if !ok {
		return s.Backlog(ctx)
	}
	defer release()
	u := &catchingUp{store: s, ctx: ctx, limit: limit, told: told}
	u.size = min(max(int(s.caught.Load()), firstBatch), lastBatch)
	defer func() { s.caught.Store(int32(u.size)) }()
	err := u.mend()
	if err == nil {
		err = u.all()
	}
	if err != nil {
		return feed.Backlog{}, err
	}
	b, err := s.Backlog(ctx)
	b.Ruled, b.Broken = u.ruled, u.broken
	return b, err
}

// workSuffix names the file beside the library whose lock is the turn to work
// things out. As with the turn to refresh it guards nothing that is kept: two who
// work at once do the same twice.
const workSuffix = ".work"

func (s *Store) workTurn() (release func(), ok bool) {
	f, err := openSide(s.path + workSuffix)
	if err != nil {
		return func() {}, true
	}
	if free, err := tryLock(f, true); err == nil && !free {
		shut(f)
		return nil, false
	}
	return func() { shut(f) }, true
}

// catchingUp is one call of CatchUp.
type catchingUp struct {
	store *Store
	ctx   context.Context //nolint:containedctx // lives as long as one call
	limit int
	told  func(done, left int)
	size  int // of the next batch
	left  int // articles to come in this round
	done  int // articles so far
	ruled int // articles that rules have changed

	broken int // rules that could not be asked

	passes []pass
	marks  []uint64
	todo   []docSet // by pass
}

// isBeside reports whether who asks has something else to do beside it, and comes
// again at once.
func (u *catchingUp) isBeside() bool { return u.limit > 0 && u.limit <= firstPortion }

// each runs work for 0 to n-1 on as many cores as the work may take.
func (u *catchingUp) each(n int, work func(i int) error) error {
	if u.isBeside() {
		return eachOf(u.ctx, 1, n, work)
	}
	return eachOn(u.ctx, n, work)
}

// errStale ends a transaction when what the work depends on has changed.
var errStale = errors.New("the themes have changed meanwhile")

// maxRounds bounds how often it begins anew because themes change under it.
const maxRounds = 100

func (u *catchingUp) all() error {
	for range maxRounds {
		rest, err := u.learn()
		if err != nil || rest && u.isBeside() { // with the rest all scores are out of date once more
			return err
		}
		again, err := u.round()
		if errors.Is(err, errStale) {
			again, err = true, nil
		}
		if err != nil || !again {
			return err
		}
	}
	return nil
}

// mend mends what is damaged, which is hardly ever.
func (u *catchingUp) mend() error {
	broken := 0
	err := u.store.view(u.ctx, func(t *tx) error {
		broken = len(t.brokenSets())
		return nil
	})
	if err == nil && broken > 0 {
		_, err = u.store.update(u.ctx, (*tx).mend)
	}
	return err
}

func (u *catchingUp) isFull() bool { return u.limit > 0 && u.done >= u.limit }

// round works through what is missing now; again is true when it should be asked
// for once more.
func (u *catchingUp) round() (again bool, err error) {
	if err := u.begin(); err != nil {
		return false, err
	}
	for _, p := range u.passes {
		if p, ok := p.(*suggesting); ok {
			if err := p.trustAnew(u); err != nil {
				return false, err
			}
		}
	}
	order, left, err := u.missing()
	if err != nil {
		return false, err
	}
	if left == 0 || u.isFull() {
		return false, u.rules()
	}
	u.left = left
	for part := range u.portions(order) {
		if err := u.portion(part); err != nil {
			return false, err
		}
	}
	return !u.isFull(), nil
}

// begin readies the passes. Where the mark of what one depends on is another than
// before, all that it has done is out of date.
func (u *catchingUp) begin() error {
	u.passes, u.marks = u.newPasses(), nil
	for _, p := range u.passes {
		mark, err := p.begin(u.ctx, u.store)
		if err != nil {
			return err
		}
		u.marks = append(u.marks, mark)
	}
	same := true
	err := u.store.view(u.ctx, func(t *tx) error {
		same = true
		for i, p := range u.passes {
			same = same && *p.kept(&t.is) == u.marks[i]
		}
		return nil
	})
	if err != nil || same {
		return err
	}
	_, err = u.store.update(u.ctx, func(t *tx) error {
		for i, p := range u.passes {
			have := p.kept(&t.is)
			if *have == u.marks[i] {
				continue
			}
			if ok, err := p.holds(t); err != nil || !ok {
				return errors.Join(err, errStale)
			}
			if err := t.dropSet(setDone(p.name())); err != nil {
				return err
			}
			*have = u.marks[i]
		}
		return nil
	})
	return err
}

// dropSet takes all docs out of a set.
func (t *tx) dropSet(name string) error {
	for i := range t.shards() {
		if err := t.del(inSet, setKey(name, uint16(i))); err != nil {
			return err
		}
	}
	return nil
}

// missingOf returns the docs that a pass has yet to look at.
func (t *tx) missingOf(name string) (docSet, error) {
	out, err := t.set(setAll)
	if err != nil {
		return nil, err
	}
	trash, err := t.set(setTrash)
	if err != nil {
		return nil, err
	}
	done, err := t.made(setDone(name))
	return out.drop(trash).drop(done), err
}

// upFront are worked on in the order of the list, as who looks at the screen waits
// for them. The rest comes as it arrived, the latest first: what stands side by
// side in the file is then written together.
const upFront = 1000

// missing lists the docs that any pass has yet to look at.
func (u *catchingUp) missing() (order []uint32, n int, err error) {
	err = u.store.view(u.ctx, func(t *tx) error {
		u.todo = nil
		any := t.newSet()
		for _, p := range u.passes {
			docs, err := t.missingOf(p.name())
			if err != nil {
				return err
			}
			u.todo = append(u.todo, docs)
			any.join(docs)
		}
		n = any.count()
		order, err = newLister(any, false).next(t, min(upFront, n))
		if err != nil {
			return err
		}
		for _, doc := range order {
			any.remove(doc)
		}
		rest := any.docs()
		slices.Reverse(rest)
		order = append(order, rest...)
		return nil
	})
	return order, n, err
}

// What looks at all that there is, as stories do, is asked once for a portion, which
// is written in batches: the larger the portion the less often. The first is small, as
// who looks at the screen waits for it.
const (
	firstPortion = 250
	lastPortion  = 4000
)

// portions parts docs, each part in rising order: one page of the file after the other.
func (u *catchingUp) portions(order []uint32) iter.Seq[[]uint32] {
	return func(yield func([]uint32) bool) {
		for size := firstPortion; len(order) > 0 && !u.isFull(); size = min(2*size, lastPortion) {
			n := min(size, len(order))
			if u.limit > 0 {
				n = min(n, u.limit-u.done)
			}
			part := slices.Clone(order[:n])
			order = order[n:]
			slices.Sort(part)
			if !yield(part) {
				return
			}
		}
	}
}

// portion works on some docs and keeps what comes of it.
func (u *catchingUp) portion(docs []uint32) error {
	read, err := u.work(docs)
	if err != nil {
		return err
	}
	for i, p := range u.passes {
		if p, ok := p.(joint); ok {
			if err := p.together(u, read, i); err != nil {
				return err
			}
		}
	}
	for len(read) > 0 {
		n := min(u.size, len(read))
		if err := u.batch(read[:n]); err != nil {
			return err
		}
		read = read[n:]
		u.done += n
		u.left -= n
		if err := u.rules(); err != nil {
			return err
		}
		if u.told != nil {
			u.told(u.done, max(0, u.left))
		}
	}
	return nil
}

// A batch is written in one transaction. It grows and falls back as one of Add,
// and is small also where the writing itself takes long.
const longKeep = 8 * time.Millisecond

// batch keeps what came of some docs.
func (u *catchingUp) batch(read []reading) error {
	var took time.Duration
	c, err := u.store.update(u.ctx, func(t *tx) error {
		start := time.Now()
		defer func() { took = time.Since(start) }()
		return u.keep(t, read)
	})
	if err != nil {
		return err
	}
	switch {
	case c.wanted || c.waited > shortWait:
		u.size = firstBatch
	case took > longKeep:
		u.size = max(u.size/2, firstBatch)
	case c.waited == 0 && took < longKeep/2:
		u.size = min(2*u.size, lastBatch)
	}
	return nil
}

// keep keeps what came of docs that are as they were read.
func (u *catchingUp) keep(t *tx, read []reading) error {
	for i, p := range u.passes {
		if ok, err := p.holds(t); err != nil || !ok {
			return errors.Join(err, errStale)
		}
		done, err := u.same(t, read, i)
		if err != nil {
			return err
		}
		if len(done) == 0 {
			continue
		}
		if err := p.keep(t, done); err != nil {
			return fmt.Errorf("keep %s: %w", p.name(), err)
		}
		docs := roaring.New()
		for _, w := range done {
			docs.Add(w.doc)
		}
		if err := t.change(setDone(p.name()), docs, true); err != nil {
			return err
		}
	}
	return nil
}

// same returns what came of the docs of a pass that are as they were read.
func (u *catchingUp) same(t *tx, read []reading, pass int) (done []worked, err error) {
	for i := range read {
		r := &read[i]
		if !u.todo[pass].has(r.doc) {
			continue
		}
		same, err := t.isSame(r)
		if err != nil {
			return nil, err
		}
		if same {
			done = append(done, worked{r.doc, r.results[pass]})
		}
	}
	return done, nil
}

// rules applies the rules to what has arrived and is worked on.
func (u *catchingUp) rules() error {
	n, broken, err := u.store.followRules(u.ctx)
	u.ruled += n
	u.broken = max(u.broken, broken)
	return err
}
