package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// model is the store over again on plain maps, as simple as it can be.
type model struct {
	arts    map[feed.ID]*modelArt
	themes  map[feed.ID]feed.Theme
	sources map[feed.ID]string
	steps   []*modelStep
	done    int // steps before this one are done
	arrived int
}

type modelArt struct {
	head    feed.Head
	arrived int
	marks   map[feed.ID]feed.Mark
	raw     string
	sug     map[feed.ID]float64 // as of the last time it was caught up
	drops   map[feed.ID]dropState
	note    string
	highs   map[feed.ID]feed.Highlight
}

// modelStep is a list of edits that can be made in either direction.
type modelStep struct {
	verb  feed.Verb
	edits []*modelEdit
}

type modelEdit struct {
	art           feed.ID
	theme         feed.ID
	before, after any // a feed.Head, *feed.Mark, *feed.Theme, dropState, note or feed.Highlight
	held          map[feed.ID]feed.Mark
}

func newModel(starters []feed.Theme) *model {
	m := &model{arts: map[feed.ID]*modelArt{}, themes: map[feed.ID]feed.Theme{}, sources: map[feed.ID]string{}}
	for _, th := range starters {
		th.ID = feed.ThemeID(th.Slug)
		m.themes[th.ID] = th
	}
	return m
}

func (m *model) apply(e *modelEdit, forward bool) {
	to := e.after
	if !forward {
		to = e.before
	}
	switch to := to.(type) {
	case string, feed.Highlight:
		m.applyNoted(e, to)
	case feed.Head:
		if a := m.arts[e.art]; a != nil {
			a.head = to
		}
	case dropState:
		if a := m.arts[e.art]; a != nil {
			setAt(&a.drops, e.theme, to)
		}
	case *feed.Mark:
		a := m.arts[e.art]
		switch {
		case a == nil:
		case to == nil:
			delete(a.marks, e.theme)
		default:
			a.marks[e.theme] = *to
		}
	case *feed.Theme:
		if to == nil && !forward && m.used(e.theme) {
			kept := m.themes[e.theme]
			kept.Pin = 0
			m.themes[e.theme] = kept
			return
		}
		if to == nil {
			e.held = map[feed.ID]feed.Mark{}
			for id, a := range m.arts {
				if mk, ok := a.marks[e.theme]; ok {
					e.held[id] = mk
					delete(a.marks, e.theme)
				}
			}
			delete(m.themes, e.theme)
			return
		}
		back := *to
		for i := 2; m.slugTaken(back.Slug, e.theme); i++ { // an import has made another meanwhile
			back.Slug = fmt.Sprintf("%s-%d", to.Slug, i)
		}
		if forward {
			e.after = &back
		} else {
			e.before = &back
		}
		m.themes[e.theme] = back
		for id, mk := range e.held {
			if a := m.arts[id]; a != nil {
				a.marks[e.theme] = mk
			}
		}
		e.held = nil
	}
}

// used reports whether articles carry a theme or others stand below it.
func (m *model) used(id feed.ID) bool {
	for _, a := range m.arts {
		if _, ok := a.marks[id]; ok {
			return true
		}
	}
	return len(m.below(id)) > 1
}

func (m *model) slugTaken(slug string, but feed.ID) bool {
	return slices.ContainsFunc(slices.Collect(maps.Values(m.themes)), func(th feed.Theme) bool { return th.Slug == slug && th.ID != but })
}

func (m *model) do(s *modelStep, forward bool) {
	for i := range s.edits {
		if forward {
			m.apply(s.edits[i], true)
		} else {
			m.apply(s.edits[len(s.edits)-1-i], false)
		}
	}
}

func (m *model) commit(s *modelStep) {
	m.do(s, true)
	m.steps = append(m.steps[:m.done], s)
	m.done++
}

func (m *model) themeEdit(id feed.ID, before, after *feed.Theme) *modelEdit {
	return &modelEdit{theme: id, before: before, after: after}
}

func (m *model) sortedIDs() []feed.ID {
	ids := slices.Collect(maps.Keys(m.arts))
	slices.SortFunc(ids, func(x, y feed.ID) int {
		a, b := m.arts[x], m.arts[y]
		if ta, tb := listTime(&a.head), listTime(&b.head); ta != tb {
			return int(max(min(tb-ta, 1), -1))
		}
		return b.arrived - a.arrived
	})
	return ids
}

func (m *model) where(ok func(a *modelArt) bool) (out []feed.ID) {
	for _, id := range m.sortedIDs() {
		if ok(m.arts[id]) {
			out = append(out, id)
		}
	}
	return out
}

func (m *model) below(id feed.ID) map[feed.ID]bool {
	out := map[feed.ID]bool{id: true}
	for n := 0; n != len(out); {
		n = len(out)
		for _, th := range m.themes {
			if out[th.Parent] {
				out[th.ID] = true
			}
		}
	}
	return out
}

func (m *model) themeIDs() []feed.ID {
	return slices.SortedFunc(maps.Keys(m.themes), func(a, b feed.ID) int { return strings.Compare(a.String(), b.String()) })
}

// pair drives a store and its model side by side.
type pair struct {
	t    *testing.T
	r    *rand.Rand
	s    *Store
	m    *model
	made int
	now  time.Time
}

func (p *pair) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *pair) some(n int) (ids []feed.ID) {
	all := p.m.sortedIDs()
	for range n {
		if len(all) > 0 {
			ids = append(ids, all[p.r.IntN(len(all))])
		}
	}
	return slices.Compact(ids)
}

func (p *pair) theme() feed.ID {
	ids := p.m.themeIDs()
	if len(ids) == 0 {
		return feed.ID{}
	}
	return ids[p.r.IntN(len(ids))]
}

// op does one random thing to both.
func (p *pair) op() string {
	ops := []struct {
		name string
		do   func()
	}{
		{"add", p.add}, {"add", p.add}, {"tag", p.tag}, {"tag", p.tag}, {"tag", p.tag}, {"flag", p.flag}, {"flag", p.flag},
		{"correct", p.correct}, {"add theme", p.addTheme}, {"edit theme", p.editTheme}, {"merge", p.merge}, {"drop", p.drop},
		{"note", p.note}, {"highlight", p.highlight}, {"highlight", p.highlight},
		{"catch up", p.catchUp}, {"answer", p.answer}, {"answer", p.answer}, {"answer", p.answer},
		{"undo", p.undo}, {"undo", p.undo}, {"redo", p.redo}, {"empty", p.empty}, {"reopen", p.reopen},
	}
	o := ops[p.r.IntN(len(ops))]
	p.now = p.now.Add(time.Minute)
	o.do()
	return o.name
}

func (p *pair) empty() {
	want := p.m.where(func(a *modelArt) bool { return a.head.Trashed })
	n, err := p.s.EmptyTrash(p.t.Context())
	p.must(err)
	if n != len(want) {
		p.t.Fatalf("destroyed %d, want %d", n, len(want))
	}
	if n == 0 {
		return
	}
	for _, id := range want {
		delete(p.m.arts, id)
	}
	var kept []*modelStep
	done := p.m.done
	for i, st := range p.m.steps {
		had := len(st.edits)
		st.edits = slices.DeleteFunc(st.edits, func(e *modelEdit) bool { return !e.art.IsZero() && p.m.arts[e.art] == nil })
		for _, e := range st.edits {
			maps.DeleteFunc(e.held, func(id feed.ID, _ feed.Mark) bool { return p.m.arts[id] == nil })
		}
		if had > 0 && len(st.edits) == 0 {
			if i < p.m.done {
				done--
			}
			continue
		}
		kept = append(kept, st)
	}
	p.m.steps, p.m.done = kept, done
}

func (p *pair) reopen() {
	p.must(p.s.Close())
	p.s = suggestByLot(openAt(p.t, p.s.path))
	p.s.now = func() time.Time { return p.now }
}

// compare looks at both from all sides.
func (p *pair) compare() {
	p.t.Helper()
	m := p.m
	same := func(what string, h feed.Hits, want []feed.ID) {
		p.t.Helper()
		if got := idsOf(p.t, h); !slices.Equal(got, want) {
			p.t.Fatalf("%s: %d articles, want %d", what, len(got), len(want))
		}
	}
	live := func(ok func(a *modelArt) bool) []feed.ID {
		return m.where(func(a *modelArt) bool { return !a.head.Trashed && !a.head.Hidden && ok(a) })
	}
	same("everything", find(p.t, p.s, nil), live(func(*modelArt) bool { return true }))
	same("unread", find(p.t, p.s, is("unread")), live(func(a *modelArt) bool { return !a.head.Read }))
	same("starred", find(p.t, p.s, is("starred")), live(func(a *modelArt) bool { return a.head.Starred }))
	same("trashed", find(p.t, p.s, is("trashed")), m.where(func(a *modelArt) bool { return a.head.Trashed }))
	same("noted", find(p.t, p.s, has("note")), live(func(a *modelArt) bool { return a.note != "" }))
	same("highlighted", find(p.t, p.s, has("highlight")), live(func(a *modelArt) bool { return len(a.highs) > 0 }))
	same("note:other", find(p.t, p.s, query.Words{In: "note", Text: "other"}), live(func(a *modelArt) bool { return a.note == "other words" }))
	same("untagged", find(p.t, p.s, is("untagged")), live(func(a *modelArt) bool { return len(a.marks) == 0 }))
	for _, lang := range []string{"fr", "en", "de"} {
		same("lang", find(p.t, p.s, query.Set{Name: "lang", Values: []string{lang}}), live(func(a *modelArt) bool {
			return a.head.Lang == lang || strings.HasPrefix(a.head.Lang, lang+"-")
		}))
	}
	same("source", find(p.t, p.s, query.Set{Name: "source", Values: []string{"quay gazette"}}), live(func(a *modelArt) bool {
		return a.head.Source == "The Quay Gazette"
	}))
	themes, err := p.s.Themes(p.t.Context())
	p.must(err)
	want := slices.SortedFunc(maps.Values(m.themes), compareThemes)
	if len(themes) != len(want) {
		p.t.Fatalf("%d themes, want %d", len(themes), len(want))
	}
	for i := range themes {
		if !reflect.DeepEqual(encodeTheme(&themes[i]), encodeTheme(&want[i])) || themes[i].ID != want[i].ID {
			p.t.Fatalf("theme %d is\n%+v, want\n%+v", i, themes[i], want[i])
		}
		below := m.below(themes[i].ID)
		same("tag "+themes[i].Slug, find(p.t, p.s, tagged(themes[i].Slug)), live(func(a *modelArt) bool {
			return slices.ContainsFunc(slices.Collect(maps.Keys(a.marks)), func(id feed.ID) bool { return below[id] })
		}))
	}
	same("hidden", find(p.t, p.s, is("hidden")), m.where(func(a *modelArt) bool { return !a.head.Trashed && a.head.Hidden }))
	p.compareSuggested()
	p.compareCounts()
	p.compareArticles()
	log, err := p.s.Log(p.t.Context(), 10_000)
	p.must(err)
	if len(log) != len(m.steps) {
		p.t.Fatalf("%d changes in the journal, want %d", len(log), len(m.steps))
	}
	for i, c := range log {
		at := len(log) - 1 - i
		if c.Verb != m.steps[at].verb || c.Undone != (at >= m.done) {
			p.t.Fatalf("change %d is %+v", at, c)
		}
	}
}

func (p *pair) compareCounts() {
	p.t.Helper()
	c, err := p.s.Counts(p.t.Context())
	p.must(err)
	want := feed.Counts{Suggested: map[feed.ID]int{}, Themes: map[feed.ID]feed.Count{}, Sources: map[feed.ID]feed.Count{}, Langs: map[string]feed.Count{}}
	for _, a := range p.m.arts {
		if a.head.Trashed {
			want.Trashed++
			continue
		}
		if a.head.Hidden {
			want.Hidden++
			continue
		}
		unread := b2i(!a.head.Read)
		want.All++
		want.Unread += unread
		want.Starred += b2i(a.head.Starred)
		want.Untagged += b2i(len(a.marks) == 0)
		for id := range p.m.themes {
			below := p.m.below(id)
			if slices.ContainsFunc(slices.Collect(maps.Keys(a.marks)), func(id feed.ID) bool { return below[id] }) {
				want.Themes[id] = feed.Count{All: want.Themes[id].All + 1, Unread: want.Themes[id].Unread + unread}
			}
		}
		s, l := want.Sources[a.head.SourceID], want.Langs[a.head.Lang]
		want.Sources[a.head.SourceID] = feed.Count{All: s.All + 1, Unread: s.Unread + unread}
		want.Langs[a.head.Lang] = feed.Count{All: l.All + 1, Unread: l.Unread + unread}
		y, mo, d := a.head.Published.In(testNow.Location()).Date()
		if a.head.Precision <= feed.Day {
			y, mo, d = a.head.Published.Date()
		}
		ny, nm, nd := p.now.Date()
		want.Today += b2i(!a.head.Published.IsZero() && y == ny && mo == nm && d == nd)
	}
	p.m.countSuggested(&want)
	if !reflect.DeepEqual(c, want) {
		p.t.Fatalf("counts\n%+v, want\n%+v", c, want)
	}
}

func (p *pair) compareArticles() {
	p.t.Helper()
	all := p.m.sortedIDs()
	for range min(len(all), 5) {
		id := all[p.r.IntN(len(all))]
		a, err := p.s.Article(p.t.Context(), id)
		p.must(err)
		want := p.m.arts[id]
		h := want.head
		if a.Title != h.Title || a.Lang != h.Lang || a.Source != h.Source || !a.Published.Equal(h.Published) ||
			a.Read != h.Read || a.Starred != h.Starred || a.Trashed != h.Trashed || a.Hidden != h.Hidden || a.Text() != want.raw {
			p.t.Fatalf("article %+v, want %+v", a.Head, h)
		}
		p.compareNoted(&a, want)
		if len(a.Marks) != len(want.marks) {
			p.t.Fatalf("%d marks, want %d", len(a.Marks), len(want.marks))
		}
		for _, mk := range a.Marks {
			w := want.marks[mk.Theme]
			if mk.By != w.By || !mk.At.Equal(w.At) || mk.Score != w.Score {
				p.t.Fatalf("mark %+v, want %+v", mk, w)
			}
		}
	}
}

func TestModel(t *testing.T) {
	for seed := range modelSeeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := &pair{t: t, r: rand.New(rand.NewPCG(seed, 1)), s: suggestByLot(newStore(t)), m: newModel(testThemes()), now: testNow}
			p.s.now = func() time.Time { return p.now }
			var did []string
			defer func() {
				if t.Failed() {
					t.Logf("after %q", did)
				}
			}()
			for i := range 160 {
				did = append(did, p.op())
				if i%fewer(2, 10) == 0 {
					p.compare()
				}
			}
			sound(t, p.s)
		})
	}
}

// modelSeeds are five, or as many as VEILLE_MODEL_SEEDS says.
func modelSeeds() uint64 {
	n, err := strconv.ParseUint(os.Getenv("VEILLE_MODEL_SEEDS"), 10, 64)
	if err != nil {
		return uint64(fewer(5, 1))
	}
	return n
}
