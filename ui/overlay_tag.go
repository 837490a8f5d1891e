package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
)

// tagPicker puts themes on the targets and takes them off: any number at once,
// as one step of undo. To create a theme is always the last row and is never
// under the cursor while any theme matches, so that a hasty Enter makes none.
type tagPicker struct {
	picker
	n       int              // articles
	have    map[feed.ID]int  // how many carry each theme
	known   bool             // have has arrived
	want    map[feed.ID]bool // toggled by hand
	themes  []feed.Theme     // of the rows, in their order
	made    []feed.Theme     // to be created
	problem string
	offered []offeredTheme // what is suggested for the articles
}

// taggedMsg brings which themes the targets carry.
type taggedMsg struct {
	of   *tagPicker
	have map[feed.ID]int
	sug  []offeredTheme
	err  error
}

func (m *model) openTagPicker() tea.Cmd {
	on, n := m.targets()
	if n == 0 {
		return m.say(m.words.WhyNoArticle)
	}
	t := &tagPicker{picker: newPicker(), n: n, want: map[feed.ID]bool{}}
	t.fill(m)
	m.open(t)
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		have, err := lib.Tagged(ctx, on)
		if err != nil {
			return taggedMsg{of: t, err: err}
		}
		sug, err := offeredOn(ctx, lib, on)
		return taggedMsg{of: t, have: have, sug: sug, err: err}
	})
}

// fill lists the themes: those suggested for the articles first, then those used
// last, then by how often they are used.
func (t *tagPicker) fill(m *model) {
	t.themes = slices.DeleteFunc(slices.Clone(m.facts.themes), func(th feed.Theme) bool { return th.Archived })
	recent := func(th *feed.Theme) int {
		if i := slices.IndexFunc(t.offered, func(o offeredTheme) bool { return o.theme == th.ID }); i >= 0 {
			return i - len(t.offered)
		}
		if i := slices.Index(m.session.Recent, th.Slug); i >= 0 {
			return i
		}
		return maxRecent
	}
	slices.SortStableFunc(t.themes, func(a, b feed.Theme) int {
		if d := recent(&a) - recent(&b); d != 0 {
			return d
		}
		return m.facts.counts.Themes[b.ID].All - m.facts.counts.Themes[a.ID].All
	})
	t.themes = append(t.themes, t.made...)
	t.show(m)
}

// show makes the rows anew: their marks have changed.
func (t *tagPicker) show(m *model) {
	rows := make([]pick, 0, len(t.themes)+1)
	for i := range t.themes {
		rows = append(rows, t.row(m, &t.themes[i]))
	}
	if name, ok := t.creatable(); ok {
		rows = append(rows, pick{lead: m.st.accent.Of(" +  "), text: m.words.TagCreate(name), key: "ctrl+n", always: true})
	}
	t.set(rows)
}

func (t *tagPicker) row(m *model, th *feed.Theme) pick {
	p := pick{lead: t.box(m, th.ID) + " ", names: themeNames(th), ink: m.st.themeInk(th.Colour)}
	p.text = label(th, m.words.Lang)
	p.names = slices.Insert(p.names, 0, p.text)
	p.told = len(p.names)
	p.note = th.Short
	if th.Pin > 0 {
		p.note = strings.TrimSpace(p.note + "  " + m.keys.hint(themeActions[th.Pin-1]))
	}
	have := t.have[th.ID]
	if _, touched := t.want[th.ID]; !touched && have > 0 && have < t.n {
		p.key = m.words.TagSome(have, t.n)
	} else {
		p.key = m.words.Number(m.facts.counts.Themes[th.ID].All)
	}
	return p
}

// themeNames are what a theme is found by: slug, labels, aliases.
func themeNames(th *feed.Theme) []string {
	out := []string{th.Slug}
	for _, l := range Languages {
		if s := th.Labels[l]; s != "" {
			out = append(out, s)
		}
		out = append(out, th.Aliases[l]...)
	}
	return out
}

// box shows whether all, some or none of the targets have the theme, or will.
func (t *tagPicker) box(m *model, id feed.ID) string {
	on, touched := t.want[id]
	switch {
	case touched && on:
		return m.st.good.Of("[x]")
	case touched:
		return m.st.warning.Of("[ ]")
	case t.have[id] >= t.n:
		return "[x]"
	case t.have[id] > 0:
		return "[~]"
	}
	return "[ ]"
}

// creatable returns the name under which a theme can be made of what is typed.
func (t *tagPicker) creatable() (string, bool) {
	name := text.Line(t.in.Value())
	if name == "" {
		return "", false
	}
	slug, err := theme.Slug(name)
	if err != nil {
		return "", false
	}
	_, exists := theme.Find(t.themes, name)
	_, taken := theme.Find(t.themes, slug)
	return name, !exists && !taken
}

func (t *tagPicker) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case taggedMsg:
		if msg.of != t {
			return nil
		}
		if msg.err != nil {
			m.drop(t)
			return m.fail("read", msg.err)
		}
		t.have, t.known = msg.have, true
		if t.offered = m.knownOffers(msg.sug); t.moved || t.in.Value() != "" || len(t.want) > 0 {
			t.show(m) // rows that a key is on its way to stay where they are
		} else {
			t.fill(m)
		}
	}
	return nil
}

func (t *tagPicker) paste(m *model, s string) tea.Cmd {
	t.pasted(s)
	t.show(m)
	return nil
}

func (t *tagPicker) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	t.problem = ""
	switch key := k.Keystroke(); {
	case key == "esc":
		m.closeOverlay()
	case key == "enter":
		return t.apply(m)
	case key == "ctrl+n":
		t.create(m)
	case key == "tab" || key == "ctrl+space" || key == "space" && t.toggles():
		t.toggle(m)
	case t.navigate(k):
	default:
		t.picker.press(k)
		t.show(m)
	}
	return nil
}

// toggles reports whether space toggles: in a field that holds text it is part
// of a name of several words, unless a row was gone to.
func (t *tagPicker) toggles() bool { return t.moved || strings.TrimSpace(t.in.Value()) == "" }

// toggle turns the theme under the cursor over and empties the field for the
// next one.
func (t *tagPicker) toggle(m *model) {
	i, ok := t.current()
	if !ok {
		return
	}
	if i >= len(t.themes) {
		t.create(m)
		return
	}
	id := t.themes[i].ID
	on, touched := t.want[id]
	if !touched {
		on = t.have[id] >= t.n
	}
	t.want[id] = !on
	t.clear()
	t.show(m)
}

// create makes a theme of what is typed, to be kept when all is applied.
func (t *tagPicker) create(m *model) {
	name, ok := t.creatable()
	if !ok {
		t.problem = m.words.TagBadName
		if th, found := theme.Find(t.themes, name); found {
			t.want[th.ID] = true
			t.problem = ""
			t.clear()
			t.show(m)
		}
		return
	}
	slug, _ := theme.Slug(name)
	th := feed.Theme{ID: feed.ThemeID(slug), Slug: slug, Labels: map[string]string{m.words.Lang: name},
		Short: theme.ShortCode(name), Colour: 1 + len(t.themes)%theme.Colours}
	t.made = append(t.made, th)
	t.themes = append(t.themes, th)
	t.want[th.ID] = true
	t.in.SetValue("")
	t.show(m)
	t.sel = len(t.themes) - 1
}

// apply does all that was toggled as one step. With nothing toggled, Enter puts
// on the theme that was typed or gone to; it never takes one off.
func (t *tagPicker) apply(m *model) tea.Cmd {
	if i, ok := t.current(); ok && (strings.TrimSpace(t.in.Value()) != "" || len(t.want) == 0 && t.moved) {
		switch {
		case i >= len(t.themes):
			t.create(m)
		default:
			t.want[t.themes[i].ID] = true
		}
	} else if strings.TrimSpace(t.in.Value()) != "" {
		t.problem = m.words.TagBadName
	}
	if t.problem != "" {
		return nil
	}
	var tagging feed.Tagging
	for i := range t.themes {
		th := &t.themes[i]
		on, touched := t.want[th.ID]
		isNew := slices.ContainsFunc(t.made, func(x feed.Theme) bool { return x.ID == th.ID })
		switch {
		case !touched || isNew && !on:
		case isNew:
			tagging.Create = append(tagging.Create, *th)
		case on:
			tagging.Add = append(tagging.Add, th.ID)
		default:
			tagging.Remove = append(tagging.Remove, th.ID)
		}
	}
	m.closeOverlay()
	if len(tagging.Add)+len(tagging.Remove)+len(tagging.Create) == 0 {
		return nil
	}
	return m.tag(tagging)
}

func (t *tagPicker) view(m *model, w, h int) []string {
	n := min(w, pickWidth) - 4
	head := []string{t.field(m, n, m.words.TagMatched(t.matches(), len(t.themes))), ""}
	foot := []string{"", m.st.muted.Of(m.words.TagLegend), m.st.muted.Of(m.words.TagMatchedOn)}
	switch {
	case t.problem != "":
		foot = append([]string{m.st.warning.Of(t.problem)}, foot...)
	case !t.known:
		foot = append([]string{m.st.muted.Of(m.words.TagWait)}, foot...)
	case t.matches() == 0:
		foot = append([]string{m.st.muted.Of(m.words.TagNone)}, foot...)
	}
	if recent := m.session.Recent; len(recent) > 0 {
		foot = append(foot, "", m.words.TagRecent+"   "+strings.Join(m.labels(recent[:min(len(recent), 5)]), " "+m.st.glyph.dot+" "))
	}
	foot = append(t.offeredLines(m, n), foot...)
	head, rows, foot := room(h, head, min(pickRows, len(t.shown)), foot)
	lines := append(head, t.list(m, n, rows)...)
	hint := m.words.TagFooter
	if !t.toggles() {
		hint = m.words.TagTypingFooter
	}
	return m.boxed(m.words.TagTitle(t.n), hint, n, append(lines, foot...))
}

// maxForThese is how many suggestions the picker names.
const maxForThese = 4

// offeredLines are "Suggested for these   asean? 0.88 on 2   onu? 0.91 on 1".
func (t *tagPicker) offeredLines(m *model, n int) []string {
	parts := []string{m.words.SuggestedForThese}
	for _, o := range t.offered[:min(len(t.offered), maxForThese)] {
		th := m.facts.theme[o.theme]
		parts = append(parts, m.st.suggestion.Of(label(&th, m.words.Lang)+"?")+" "+m.offeredSaid(&o))
	}
	if len(parts) == 1 {
		return nil
	}
	return append([]string{""}, joined(parts, "   ", n, ink{})...)
}

// matches counts the themes that match what is typed.
func (t *tagPicker) matches() int {
	n := 0
	for _, i := range t.shown {
		if i < len(t.themes) {
			n++
		}
	}
	return n
}

func (t *tagPicker) cursor() (x, y int, ok bool) { return t.at() }
