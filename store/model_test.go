package store

import (
	"errors"
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
	"veille/feed/theme"
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
}

// modelStep is a list of edits that can be made in either direction.
type modelStep struct {
	verb  feed.Verb
	edits []*modelEdit
}

type modelEdit struct {
	art           feed.ID
	theme         feed.ID
	before, after any // a feed.Head, *feed.Mark or *feed.Theme
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
	case feed.Head:
		if a := m.arts[e.art]; a != nil {
			a.head = to
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
		{"undo", p.undo}, {"undo", p.undo}, {"redo", p.redo}, {"empty", p.empty}, {"reopen", p.reopen},
	}
	o := ops[p.r.IntN(len(ops))]
	p.now = p.now.Add(time.Minute)
	o.do()
	return o.name
}

func (p *pair) add() {
	var in []feed.Incoming
	for range 1 + p.r.IntN(20) {
		x := sample(p.made)
		p.made++
		x.Article.Read, x.Article.Starred = p.r.IntN(4) == 0, p.r.IntN(5) == 0
		if p.r.IntN(3) == 0 {
			x.Tags = append(x.Tags, []string{"gardens", "import-a", "made-1", "made-2", "Météo"}[p.r.IntN(5)])
		}
		in = append(in, x)
	}
	if p.made > 30 { // one that is known, or was destroyed
		in = append(in, sample(p.r.IntN(p.made)))
	}
	got := add(p.t, p.s, in...)
	known := 0
	for _, x := range in {
		if p.m.arts[x.Article.ID] != nil {
			known++
			continue
		}
		p.m.add(x, p.now)
	}
	if got.Known != known || got.New != len(in)-known {
		p.t.Fatalf("added %d new %d known, want %d known of %d", got.New, got.Known, known, len(in))
	}
}

func (m *model) add(x feed.Incoming, now time.Time) {
	a := &modelArt{head: x.Article.Head, arrived: m.arrived, marks: map[feed.ID]feed.Mark{}, raw: string(x.Raw.Bytes)}
	m.arrived++
	if a.head.Source != "" {
		a.head.SourceID = feed.SourceID(a.head.Source)
		m.sources[a.head.SourceID] = a.head.Source
	}
	for _, tag := range x.Tags {
		id, ok := m.named(tag)
		if !ok {
			slug, _ := theme.Slug(tag)
			id = m.freeID(slug)
			th := feed.Theme{ID: id, Slug: slug, Colour: len(m.themes)%theme.Colours + 1}
			if slug != tag {
				th.Labels = map[string]string{langOrEnglish(a.head.Lang): tag}
			}
			m.themes[id] = th
		}
		a.marks[id] = feed.Mark{Theme: id, By: feed.ByImport, At: now}
	}
	m.arts[a.head.ID] = a
}

func langOrEnglish(lang string) string {
	if lang == "fr" || lang == "vi" {
		return lang
	}
	return "en"
}

// named finds a theme as an import does.
func (m *model) named(name string) (feed.ID, bool) {
	th, ok := theme.Find(slices.SortedFunc(maps.Values(m.themes), compareThemes), name)
	return th.ID, ok
}

func (p *pair) tag() {
	on := p.some(1 + p.r.IntN(15))
	if len(on) == 0 {
		return
	}
	tg := feed.Tagging{By: feed.By(p.r.IntN(3))}
	st := &modelStep{verb: feed.DidTag}
	docs := map[feed.ID]bool{}
	for _, id := range on {
		docs[id] = true
	}
	touched := map[feed.ID]bool{}
	mark := func(id, theme feed.ID, on bool) {
		var before, after *feed.Mark
		if mk, ok := p.m.arts[id].marks[theme]; ok {
			before = &mk
		}
		if on == (before != nil) {
			return
		}
		if on {
			after = &feed.Mark{Theme: theme, By: tg.By, At: p.now}
		}
		touched[id] = true
		st.edits = append(st.edits, &modelEdit{art: id, theme: theme, before: before, after: after})
	}
	if p.r.IntN(6) == 0 {
		slug := fmt.Sprintf("made-%d", p.r.IntN(4))
		if _, ok := p.m.named(slug); !ok {
			th := feed.Theme{Slug: slug}
			tg.Create = []feed.Theme{th}
			th.ID = p.m.freeID(slug)
			st.edits = append(st.edits, p.m.themeEdit(th.ID, nil, &th))
			for id := range docs {
				mark(id, th.ID, true)
			}
		}
	}
	a, r := p.theme(), p.theme()
	if !a.IsZero() {
		tg.Add = []feed.ID{a}
		for id := range docs {
			mark(id, a, true)
		}
	}
	if !r.IsZero() && r != a {
		tg.Remove = []feed.ID{r}
		for id := range docs {
			mark(id, r, false)
		}
	}
	c, err := p.s.Tag(p.t.Context(), one(on...), tg)
	p.must(err)
	if c.Count != len(touched) {
		p.t.Fatalf("tagged %d, want %d", c.Count, len(touched))
	}
	if len(st.edits) > 0 {
		p.m.commit(st)
	}
}

func (m *model) freeID(slug string) feed.ID {
	id := feed.ThemeID(slug)
	for i := 2; m.themes[id].Slug != ""; i++ {
		id = feed.NewID("theme", slug, fmt.Sprint(i))
	}
	return id
}

func (p *pair) flag() {
	f, to := feed.Flag(p.r.IntN(3)), p.r.IntN(3) > 0
	on := p.some(1 + p.r.IntN(12))
	targets := one(on...)
	if p.r.IntN(5) == 0 {
		targets = feed.Targets{Hits: find(p.t, p.s, is("unread"))}
		on = p.m.where(func(a *modelArt) bool { return !a.head.Read && !a.head.Trashed })
	}
	st := &modelStep{verb: feed.DidFlag}
	for _, id := range slices.CompactFunc(slices.SortedFunc(slices.Values(on), func(a, b feed.ID) int {
		return strings.Compare(a.String(), b.String())
	}), func(a, b feed.ID) bool { return a == b }) {
		before := p.m.arts[id].head
		after := before
		*map[feed.Flag]*bool{feed.FlagRead: &after.Read, feed.FlagStarred: &after.Starred, feed.FlagTrashed: &after.Trashed}[f] = to
		if !reflect.DeepEqual(before, after) {
			st.edits = append(st.edits, &modelEdit{art: id, before: before, after: after})
		}
	}
	c, err := p.s.SetFlag(p.t.Context(), targets, f, to)
	p.must(err)
	if c.Count != len(st.edits) {
		p.t.Fatalf("flagged %d, want %d", c.Count, len(st.edits))
	}
	if len(st.edits) > 0 {
		p.m.commit(st)
	}
}

func (p *pair) correct() {
	ids := p.some(1)
	if len(ids) == 0 {
		return
	}
	before := p.m.arts[ids[0]].head
	after := before
	var fix feed.Correction
	if p.r.IntN(2) == 0 {
		title := fmt.Sprintf("Corrected %d", p.r.IntN(3))
		fix.Title = &title
		after.Title, after.TitleFrom = title, feed.TitleFromUser
	}
	if p.r.IntN(2) == 0 {
		at := testNow.AddDate(-p.r.IntN(40), 0, -p.r.IntN(300))
		fix.Published, fix.Precision = &at, feed.Day
		after.Published, after.Precision = at, feed.Day
	}
	if p.r.IntN(2) == 0 {
		lang := []string{"en", "de", ""}[p.r.IntN(3)]
		fix.Lang = &lang
		after.Lang = lang
	}
	if p.r.IntN(2) == 0 {
		name := []string{"The Quay Gazette", "A New Sheet", ""}[p.r.IntN(3)]
		fix.Source = &name
		after.Source, after.SourceID = name, feed.ID{}
		if name != "" {
			after.SourceID = feed.SourceID(name)
		}
	}
	c, err := p.s.Correct(p.t.Context(), ids[0], fix)
	p.must(err)
	same := before.Title == after.Title && before.TitleFrom == after.TitleFrom && before.Lang == after.Lang &&
		before.SourceID == after.SourceID && before.Published.Equal(after.Published) && before.Precision == after.Precision
	if same != (c.Count == 0) {
		p.t.Fatalf("corrected %d, same %v", c.Count, same)
	}
	if !same {
		p.m.commit(&modelStep{verb: feed.DidCorrect, edits: []*modelEdit{{art: ids[0], before: before, after: after}}})
	}
}

func (p *pair) addTheme() {
	slug := fmt.Sprintf("made-%d", p.r.IntN(6))
	th := feed.Theme{Slug: slug, Parent: p.theme(), Threshold: .25}
	made, c, err := p.s.AddTheme(p.t.Context(), th)
	taken := p.m.slugTaken(slug, feed.ID{})
	if taken != errors.Is(err, feed.ErrExists) {
		p.t.Fatalf("made theme %q, taken %v: %v", slug, taken, err)
	}
	if taken {
		return
	}
	p.must(err)
	th.ID = p.m.freeID(slug)
	if made.ID != th.ID || c.Seq == 0 {
		p.t.Fatalf("made %v, %+v", made.ID, c)
	}
	p.m.commit(&modelStep{verb: feed.DidTheme, edits: []*modelEdit{p.m.themeEdit(th.ID, nil, &th)}})
}

func (p *pair) editTheme() {
	id := p.theme()
	if id.IsZero() {
		return
	}
	before := p.m.themes[id]
	after := cloneTheme(&before)
	after.Pin = p.r.IntN(5)
	if p.r.IntN(2) == 0 {
		after.Slug = fmt.Sprintf("made-%d", p.r.IntN(6))
	}
	if p.r.IntN(2) == 0 {
		after.Parent = p.theme()
	}
	st := &modelStep{verb: feed.DidTheme}
	for _, o := range p.m.themeIDs() {
		if th := p.m.themes[o]; after.Pin != 0 && th.Pin == after.Pin && o != id {
			free := th
			free.Pin = 0
			st.edits = append(st.edits, p.m.themeEdit(o, &th, &free))
		}
	}
	st.edits = append(st.edits, p.m.themeEdit(id, &before, &after))
	taken := p.m.slugTaken(after.Slug, id)
	_, err := p.s.EditTheme(p.t.Context(), after)
	switch {
	case taken:
		if !errors.Is(err, feed.ErrExists) {
			p.t.Fatalf("took a slug that is taken: %v", err)
		}
	case p.m.below(id)[after.Parent]:
		if !errors.Is(err, feed.ErrInvalid) {
			p.t.Fatalf("put a theme below itself: %v", err)
		}
	case reflect.DeepEqual(before, after):
		p.must(err)
	default:
		p.must(err)
		p.m.commit(st)
	}
}

func (p *pair) merge() {
	from, into := p.theme(), p.theme()
	if from.IsZero() || p.m.below(from)[into] || p.r.IntN(2) == 0 {
		return
	}
	st := &modelStep{verb: feed.DidMerge}
	count := 0
	for id, a := range p.m.arts {
		mk, ok := a.marks[from]
		if ok {
			count++
		}
		if _, has := a.marks[into]; ok && !has {
			mk.Theme = into
			st.edits = append(st.edits, &modelEdit{art: id, theme: into, before: (*feed.Mark)(nil), after: &mk})
		}
	}
	source, target := p.m.themes[from], p.m.themes[into]
	merged := cloneTheme(&target)
	takeNames(&merged, &source)
	st.edits = append(st.edits, p.m.themeEdit(into, &target, &merged))
	p.m.adopt(st, from, into)
	st.edits = append(st.edits, p.m.themeEdit(from, &source, nil))
	c, err := p.s.MergeThemes(p.t.Context(), from, into)
	p.must(err)
	if c.Count != count {
		p.t.Fatalf("merged %d articles, want %d", c.Count, count)
	}
	p.m.commit(st)
}

func (m *model) adopt(st *modelStep, from, to feed.ID) {
	for _, o := range m.themeIDs() {
		if th := m.themes[o]; th.Parent == from {
			moved := th
			moved.Parent = to
			st.edits = append(st.edits, m.themeEdit(o, &th, &moved))
		}
	}
}

func (p *pair) drop() {
	id := p.theme()
	if id.IsZero() || p.r.IntN(2) == 0 {
		return
	}
	th := p.m.themes[id]
	st := &modelStep{verb: feed.DidDropTheme}
	p.m.adopt(st, id, th.Parent)
	st.edits = append(st.edits, p.m.themeEdit(id, &th, nil))
	_, err := p.s.DropTheme(p.t.Context(), id)
	p.must(err)
	p.m.commit(st)
}

func (p *pair) undo() {
	c, err := p.s.Undo(p.t.Context())
	if p.m.done == 0 {
		if !errors.Is(err, feed.ErrNothing) {
			p.t.Fatalf("undid %+v, %v; want nothing", c, err)
		}
		return
	}
	p.must(err)
	p.m.done--
	st := p.m.steps[p.m.done]
	p.m.do(st, false)
	if c.Verb != st.verb || !c.Undone {
		p.t.Fatalf("undid %+v, want %d", c, st.verb)
	}
}

func (p *pair) redo() {
	c, err := p.s.Redo(p.t.Context())
	if p.m.done == len(p.m.steps) {
		if !errors.Is(err, feed.ErrNothing) {
			p.t.Fatalf("redid %+v, %v; want nothing", c, err)
		}
		return
	}
	p.must(err)
	st := p.m.steps[p.m.done]
	p.m.done++
	p.m.do(st, true)
	if c.Verb != st.verb || c.Undone {
		p.t.Fatalf("redid %+v, want %d", c, st.verb)
	}
}

// empty destroys the trash; steps that spoke of nothing else are dropped.
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
	p.s = openAt(p.t, p.s.path)
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
		return m.where(func(a *modelArt) bool { return !a.head.Trashed && ok(a) })
	}
	same("everything", find(p.t, p.s, nil), live(func(*modelArt) bool { return true }))
	same("unread", find(p.t, p.s, is("unread")), live(func(a *modelArt) bool { return !a.head.Read }))
	same("starred", find(p.t, p.s, is("starred")), live(func(a *modelArt) bool { return a.head.Starred }))
	same("trashed", find(p.t, p.s, is("trashed")), m.where(func(a *modelArt) bool { return a.head.Trashed }))
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
	want := feed.Counts{Themes: map[feed.ID]feed.Count{}, Sources: map[feed.ID]feed.Count{}, Langs: map[string]feed.Count{}}
	for _, a := range p.m.arts {
		if a.head.Trashed {
			want.Trashed++
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
			a.Read != h.Read || a.Starred != h.Starred || a.Trashed != h.Trashed || a.Text() != want.raw {
			p.t.Fatalf("article %+v, want %+v", a.Head, h)
		}
		if len(a.Marks) != len(want.marks) {
			p.t.Fatalf("%d marks, want %d", len(a.Marks), len(want.marks))
		}
		for _, mk := range a.Marks {
			w := want.marks[mk.Theme]
			if mk.By != w.By || !mk.At.Equal(w.At) {
				p.t.Fatalf("mark %+v, want %+v", mk, w)
			}
		}
	}
}

func TestModel(t *testing.T) {
	for seed := range modelSeeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := &pair{t: t, r: rand.New(rand.NewPCG(seed, 1)), s: newStore(t), m: newModel(testThemes()), now: testNow}
			p.s.now = func() time.Time { return p.now }
			var did []string
			defer func() {
				if t.Failed() {
					t.Logf("after %q", did)
				}
			}()
			for i := range 160 {
				did = append(did, p.op())
				if i%2 == 0 {
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
		return 5
	}
	return n
}
