package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"veille/feed"
)

// Repaired says what was saved of a damaged file and what was not.
type Repaired struct {
	Path     string
	Articles int // saved, those that follow among them
	Trashed  int
	Untitled int // what their heads said is lost: the title is the first sentence now, there is no address
	Textless int // the text is lost; title, address, date and tags are there
	Rawless  int // the page they came from is lost
	Themes   int
	Sources  int
	Queries  int
	Rules    int
	Marks    int
	Notes    int
	Reviews  int // press reviews of which something was kept
	Versions int // earlier ones of articles

	Highlights int
	Changes    int  // of the journal
	Journal    bool // the journal was saved: undo goes on working
	// Lost are things that were there and are gone, one line each; More is how
	// many beyond those.
	Lost []string
	More int
	// Doubtful says that where pages are lost an older version may stand.
	Doubtful bool
	// Blind says that nothing of the trees is left: what was destroyed may be
	// back, and what was changed may be as it was before.
	Blind bool
}

func (r *Repaired) lost(format string, args ...any) {
	if len(r.Lost) >= maxFaults {
		r.More++
		return
	}
	r.Lost = append(r.Lost, fmt.Sprintf(format, args...))
}

// RepairOptions is what Repair is told.
type RepairOptions struct {
	Force bool             // replace what stands at the new path
	Wait  time.Duration    // for other processes; 0: 10 seconds
	Now   func() time.Time // nil: time.Now
	Told  Told             // pages read, then articles written; may be nil
}

// Repair writes what can be read of the file at from into a new file at to,
// with lists, sets and index made anew. The old file is not changed. The error
// wraps fs.ErrExist when to is there, feed.ErrForeign when from is no file of
// veille's or nothing of one can be found in it, feed.ErrNewer when it is one of
// a newer veille's.
func Repair(ctx context.Context, from, to string, o RepairOptions) (r Repaired, err error) {
	from, err = resolve(from)
	if err != nil {
		return r, err
	}
	old := &Store{path: from, wait: o.Wait, now: o.Now, schema: schemaVersion, readOnly: true}
	if old.wait <= 0 {
		old.wait = defaultWait
	}
	if old.now == nil {
		old.now = time.Now
	}
	if to, err = filepath.Abs(to); err != nil {
		return r, err
	}
	if err := old.freeFor(to, o.Force); err != nil {
		return r, err
	}
	// The lock keeps writers away: what was found must still be there when it is
	// copied.
	f, leave, _, err := acquire(ctx, from, false, time.Now().Add(old.wait))
	defer leave()
	if err != nil {
		return r, old.explain(err)
	}
	defer shut(f)
	fi, err := f.Stat()
	if err != nil {
		return r, err
	}
	v := &salvage{ctx: ctx, told: o.Told, f: f, bytes: fi.Size()}
	if err := v.find(); err != nil {
		return r, old.explain(err)
	}
	r, err = old.rewrite(ctx, v, to, o)
	r.Path = to
	return r, err
}

// find reads the file and settles what can be known of it as a whole.
func (v *salvage) find() error {
	if v.bytes == 0 {
		return fmt.Errorf("empty file: %w", feed.ErrForeign)
	}
	if err := v.read(); err != nil {
		return err
	}
	if p, ok := v.records[inInfo][string(keySchema)]; ok && len(p.payload) == 4 {
		if have := docOf(p.payload); have > schemaVersion {
			return fmt.Errorf("schema %d, this veille knows %d: %w", have, schemaVersion, feed.ErrNewer)
		}
	}
	if p, ok := v.records[inInfo][string(keyState)]; ok {
		if st, err := decodeState(p.payload); err == nil {
			v.state = st
		}
	}
	last := max(len(v.art), len(v.body))
	if v.state.next < uint32(last) {
		v.state.next = uint32(last)
	}
	if last == 0 && len(v.records[inTheme]) == 0 && len(v.records[inFeed]) == 0 {
		if len(v.records[inInfo]) == 0 {
			return fmt.Errorf("nothing of veille's is in it: %w", feed.ErrForeign)
		}
	}
	return nil
}

// rewrite writes what was found into a new file, checks that, and gives it its
// name.
func (s *Store) rewrite(ctx context.Context, v *salvage, to string, o RepairOptions) (r Repaired, err error) {
	folder := filepath.Dir(to)
	if err := makeFolder(folder); err != nil {
		return r, err
	}
	dir, err := os.MkdirTemp(folder, "."+filepath.Base(to)+"-*") // 0700
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	temp := filepath.Join(dir, filepath.Base(to))
	fresh, err := Open(ctx, temp, Options{Create: true, Wait: s.wait, Now: s.now})
	if err != nil {
		return r, err
	}
	w := &rewriting{salvage: v, to: fresh, report: &r}
	defer w.words.release()
	if err := w.all(); err != nil {
		return r, err
	}
	c, err := fresh.Check(ctx, false)
	if err == nil && !c.OK() {
		err = fmt.Errorf("the new file is not sound and is given up: %s", c.Faults[0])
	}
	if err != nil {
		return r, err
	}
	r.Articles, r.Trashed, r.Marks, r.Changes = c.Articles, c.Trashed, c.Marks, c.Changes
	r.Highlights = c.Highlights
	r.Themes, r.Sources = c.Themes, c.Sources
	if !o.Force {
		if err := os.Link(temp, to); errors.Is(err, fs.ErrExist) {
			return r, err
		} else if err == nil {
			return r, syncFolder(folder)
		}
	}
	if err := os.Rename(temp, to); err != nil {
		return r, err
	}
	return r, syncFolder(folder)
}

// rewriting is a new file under way.
type rewriting struct {
	*salvage
	to      *Store
	report  *Repaired
	sets    map[string]docSet
	themes  map[feed.ID]bool
	notes   map[uint32][]string
	highs   map[uint32][]feed.Highlight
	marksOf map[uint32][]feed.ID
	codec   *codec
	next    uint32 // doc behind the last one written
	batch   []feed.Incoming
	docs    []uint32
	trails  []trail
	numbers map[uint32][]uint32  // of the versions of each doc
	drops   map[uint32][]feed.ID // themes that were dismissed of each doc
	weight  int
	words   gathering
	gone    docSet // docs that were there and could not be saved
}

func (w *rewriting) all() error {
	var err error
	if w.codec, err = w.to.codecs.take(); err != nil {
		return err
	}
	defer w.to.codecs.give(w.codec)
	w.readSets()
	w.readNotes()
	w.readHighs()
	w.readVersions()
	w.readDrops()
	if err := w.define(); err != nil {
		return err
	}
	w.readMarks()
	for doc := range w.state.next {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.article(doc); err != nil {
			return err
		}
		w.told.tell(int64(doc), int64(w.state.next))
	}
	if err := w.flush(); err != nil {
		return err
	}
	for b := range bucketCount {
		w.report.Doubtful = w.report.Doubtful || !w.whole(b) && !madeAnew(b)
	}
	w.report.Blind = w.blind
	return w.finish()
}

// readSets makes sets of the records of sets.
func (w *rewriting) readSets() {
	w.sets = map[string]docSet{}
	words := int(w.state.next+shardDocs-1) / shardDocs * shardWords
	w.gone = make(docSet, words)
	for key, rec := range w.records[inSet] {
		name, shard, ok := splitSetKey([]byte(key))
		c, err := readContainer([]byte(key), rec.payload)
		if !ok || err != nil || (int(shard)+1)*shardWords > words {
			continue
		}
		set := w.sets[string(name)]
		if set == nil {
			set = make(docSet, words)
			w.sets[string(name)] = set
		}
		c.addTo(set.shard(int(shard)))
	}
	w.doubtSets(words / shardWords)
}

// doubtSets tells which of the sets that nothing else says again are lost. What
// was read is then unread: nothing shall be missed.
func (w *rewriting) doubtSets(shards int) {
	for name, what := range map[string]string{setUnread: "read", setStarred: "starred", setTrash: "in the trash", setHidden: "hidden"} {
		for i := range shards {
			key := setKey(name, uint16(i))
			rec, there := w.records[inSet][string(key)]
			switch {
			case !w.inGap(inSet, key) || there && rec.rank >= rankLoose:
				continue
			case there:
				w.report.lost("which articles are %s, but for how it was some changes before", what)
				continue
			}
			w.report.lost("which articles are %s", what)
			if name == setUnread {
				set := w.sets[name]
				if set == nil {
					set = make(docSet, shards*shardWords)
					w.sets[name] = set
				}
				for d := range shardWords {
					set[i*shardWords+d] = ^uint64(0)
				}
			}
		}
	}
}

// certain reports whether the file still tells if a doc is in a set.
func (w *rewriting) certain(name string, doc uint32) bool {
	key := setKey(name, uint16(doc>>16))
	if rec, ok := w.records[inSet][string(key)]; ok {
		return rec.rank >= rankLoose
	}
	return !w.inGap(inSet, key)
}

func (w *rewriting) readNotes() {
	w.notes = map[uint32][]string{}
	keys := make([]string, 0, len(w.records[inNote]))
	for k := range w.records[inNote] {
		if len(k) == 6 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		doc := docOf([]byte(k))
		w.notes[doc] = append(w.notes[doc], string(w.records[inNote][k].payload))
	}
}

func (w *rewriting) readHighs() {
	w.highs = map[uint32][]feed.Highlight{}
	for _, k := range slices.Sorted(maps.Keys(w.records[inHigh])) {
		if h, err := decodeHigh(w.records[inHigh][k].payload); err == nil && len(k) == highKeySize {
			doc := docOf([]byte(k))
			w.highs[doc] = append(w.highs[doc], h)
		}
	}
}

// readMarks lists the themes of each doc: those that marks tell and those that
// only the sets tell still.
func (w *rewriting) readMarks() {
	w.marksOf = map[uint32][]feed.ID{}
	for at, p := range w.marks {
		set := setTag(at.theme)
		if p.rank < rankNewest && w.certain(set, at.doc) && !w.sets[set].has(at.doc) {
			delete(w.marks, at) // taken off since
			continue
		}
		w.marksOf[at.doc] = append(w.marksOf[at.doc], at.theme)
	}
	if w.whole(inMark) {
		return
	}
	for id := range w.themes {
		for _, doc := range w.sets[setTag(id)].docs() {
			if w.certain(setTag(id), doc) && !slices.Contains(w.marksOf[doc], id) {
				w.marksOf[doc] = append(w.marksOf[doc], id)
			}
		}
	}
}

// OK reports whether all there was was saved.
func (r *Repaired) OK() bool {
	return len(r.Lost) == 0 && r.Untitled+r.Textless+r.Rawless == 0 && !r.Doubtful
}
