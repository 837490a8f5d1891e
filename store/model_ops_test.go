package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/theme"
)

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
		own := on && before != nil && before.By == feed.ByRule && tg.By == feed.ByUser // now the user's
		if on == (before != nil) && !own {
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
	f, to := feed.Flag(p.r.IntN(4)), p.r.IntN(3) > 0
	on := p.some(1 + p.r.IntN(12))
	targets := one(on...)
	if p.r.IntN(5) == 0 {
		targets = feed.Targets{Hits: find(p.t, p.s, is("unread"))}
		on = p.m.where(func(a *modelArt) bool { return !a.head.Read && !a.head.Trashed && !a.head.Hidden })
	}
	st := &modelStep{verb: feed.DidFlag}
	for _, id := range slices.CompactFunc(slices.SortedFunc(slices.Values(on), func(a, b feed.ID) int {
		return strings.Compare(a.String(), b.String())
	}), func(a, b feed.ID) bool { return a == b }) {
		before := p.m.arts[id].head
		after := before
		*map[feed.Flag]*bool{feed.FlagRead: &after.Read, feed.FlagStarred: &after.Starred, feed.FlagTrashed: &after.Trashed, feed.FlagHidden: &after.Hidden}[f] = to
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
	if p.r.IntN(2) == 0 { // other words, or those it had before
		words := []feed.Word{{Text: fmt.Sprintf("word %d", p.r.IntN(3)), Tier: feed.SureWord}}
		after.Words = map[string][]feed.Word{"en": words}
	}
	after.Archived = p.r.IntN(6) == 0
	edited := after
	if listOf(&before) != listOf(&after) {
		after.Version++
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
	_, err := p.s.EditTheme(p.t.Context(), edited)
	switch {
	case taken:
		if !errors.Is(err, feed.ErrExists) {
			p.t.Fatalf("took a slug that is taken: %v", err)
		}
	case p.m.below(id)[after.Parent]:
		if !errors.Is(err, feed.ErrInvalid) {
			p.t.Fatalf("put a theme below itself: %v", err)
		}
	case bytes.Equal(encodeTheme(&before), encodeTheme(&after)):
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
	st.edits = append(st.edits, p.m.rethemed(from, into)...)
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
	st := &modelStep{verb: feed.DidDropTheme, edits: p.m.rethemed(id, feed.ID{})}
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
