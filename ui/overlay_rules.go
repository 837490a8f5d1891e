package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
)

// rulesBox lists the rules with what they do, and tries one on what is there.
type rulesBox struct {
	rules []feed.SavedRule
	known bool
	at    feed.ID // the rule under the cursor
	sel   int
	top   int
	page  int
	trial feed.Trial
	tried feed.ID // the rule that trial is of
	deaf
}

// rulesMsg brings the rules, trialMsg what one would do.
type (
	rulesMsg struct {
		of    *rulesBox
		rules []feed.SavedRule
		err   error
	}
	trialMsg struct {
		of    overlay
		gen   int
		rule  feed.ID
		trial feed.Trial
		err   error
	}
)

// maxExamples is how many articles a trial shows.
const maxExamples = 5

func (m *model) openRules() tea.Cmd {
	b := &rulesBox{}
	m.open(b)
	return b.load(m)
}

func (b *rulesBox) load(m *model) tea.Cmd {
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		rules, err := lib.Rules(ctx)
		return rulesMsg{of: b, rules: safeRules(rules), err: err}
	})
}

func safeRules(rules []feed.SavedRule) []feed.SavedRule {
	for i := range rules {
		rules[i].Name, rules[i].Query, rules[i].Broken = text.Line(rules[i].Name), text.Line(rules[i].Query), text.Line(rules[i].Broken)
	}
	return rules
}

// tryRule asks what a rule would do.
func (m *model) tryRule(of overlay, gen int, r feed.SavedRule) tea.Cmd {
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		t, err := lib.TryRule(ctx, r, maxExamples)
		for i := range t.Examples {
			t.Examples[i] = safeHead(t.Examples[i])
		}
		return trialMsg{of: of, gen: gen, rule: r.ID, trial: t, err: err}
	})
}

func (b *rulesBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case rulesMsg:
		if msg.of != b {
			return nil
		}
		if msg.err != nil {
			m.drop(b)
			return m.fail("rule", msg.err)
		}
		b.rules, b.known = msg.rules, true
		if i := slices.IndexFunc(b.rules, func(r feed.SavedRule) bool { return r.ID == b.at }); i >= 0 {
			b.sel = i
		}
		b.moveTo(b.sel)
	case trialMsg:
		if msg.of != b {
			return nil
		}
		if msg.err != nil {
			return m.fail("rule", msg.err)
		}
		b.trial, b.tried = msg.trial, msg.rule
	case changedMsg:
		if !msg.unseen {
			b.tried = feed.ID{}
			return b.load(m)
		}
	}
	return nil
}

func (b *rulesBox) moveTo(i int) {
	b.sel = max(0, min(i, len(b.rules)-1))
	if b.sel < len(b.rules) {
		b.at = b.rules[b.sel].ID
	}
}

func (b *rulesBox) current() (feed.SavedRule, bool) {
	if b.sel < 0 || b.sel >= len(b.rules) {
		return feed.SavedRule{}, false
	}
	return b.rules[b.sel], true
}

func (b *rulesBox) hints(m *model) []deedKey {
	w := m.words
	r, ok := b.current()
	none, pause := "", w.RulePause
	if !ok {
		none = w.NoRulesYet
	}
	if r.Paused {
		pause = w.RuleResume
	}
	return []deedKey{{"a", w.RuleAdd, ""}, {"e", w.CareEdit, none}, {"p", pause, none}, {"t", w.RuleTest, none}, {"A", w.RuleApply, none},
		{"D", w.RuleRemove, none}}
}

func (b *rulesBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	key := m.boxKey(k)
	if why := whyOf(b.hints(m), key); why != "" {
		return m.say(why)
	}
	if cmd, done := b.do(m, key); done {
		return cmd
	}
	switch a := m.pressed(paneList, k); a {
	case actBack, actClose:
		m.drop(b)
	case actQuit:
		return m.quit()
	case actUndo, actRedo:
		return m.undo(a == actRedo)
	default:
		b.moveTo(b.sel + scrollBy(a, b.page))
	}
	return nil
}

// do carries out a key of the box.
func (b *rulesBox) do(m *model, key string) (tea.Cmd, bool) {
	if key == "a" {
		return m.addRule(), true
	}
	r, ok := b.current()
	if !ok {
		return nil, false
	}
	lib := m.lib
	switch key {
	case "enter":
		m.drop(b)
		m.setFocus(paneList)
		return m.setQuery(r.Query), true
	case "e":
		return m.openRule(r), true
	case "p":
		r.Paused = !r.Paused
		return m.change("rule", func(ctx context.Context) (feed.Change, error) {
			_, c, err := lib.SaveRule(ctx, r)
			return c, err
		}), true
	case "t":
		return m.tryRule(b, 0, r), true
	case "A":
		return m.change("rule", func(ctx context.Context) (feed.Change, error) { return lib.ApplyRule(ctx, r.ID) }), true
	case "D":
		m.removeRule(r)
		return nil, true
	}
	return nil, false
}

// removeRule asks whether the marks of a rule go with it.
func (m *model) removeRule(r feed.SavedRule) {
	lib := m.lib
	drop := func(marks bool) func(m *model) tea.Cmd {
		return func(m *model) tea.Cmd {
			return m.change("rule", func(ctx context.Context) (feed.Change, error) { return lib.DropRule(ctx, r.ID, marks) })
		}
	}
	w := m.words
	m.open(&menu{title: w.RemoveRuleTitle(r.Name), footer: w.AskFooter, rows: func(*model) []choice {
		return []choice{{key: "1", text: w.RemoveRuleOnly, do: drop(false)}, {key: "2", text: w.RemoveRuleMarks, do: drop(true)}}
	}})
}

// ruleDoes says what a rule does to what it finds.
func (m *model) ruleDoes(r *feed.SavedRule) string {
	var parts []string
	for _, id := range r.Tags {
		if t, ok := m.facts.theme[id]; ok {
			parts = append(parts, theme.Label(t, m.words.Lang))
		}
	}
	for _, d := range []struct {
		on bool
		s  string
	}{{r.Read, m.words.RuleReads}, {r.Star, m.words.RuleStars}, {r.Hide, m.words.RuleHides}} {
		if d.on {
			parts = append(parts, d.s)
		}
	}
	return strings.Join(parts, ", ")
}

func (b *rulesBox) view(m *model, w, h int) []string {
	words, n := m.words, min(w, 80)-4
	foot := append([]string{""}, b.about(m, n)...)
	foot = append(append(foot, ""), m.hintLines(b.hints(m), n)...)
	_, page, foot := room(h, nil, max(1, len(b.rules)), foot)
	b.page = page
	b.top = max(min(b.top, b.sel), b.sel-page+1)
	b.top = max(0, min(b.top, len(b.rules)-page))
	var lines []string
	for i := b.top; i < min(len(b.rules), b.top+page); i++ {
		lines = append(lines, b.row(m, i, n))
	}
	switch {
	case !b.known:
		lines = []string{m.st.chrome(words.Loading)}
	case len(b.rules) == 0:
		lines = wrapped(m.st.chrome(words.NoRulesYet), n, m.st.muted)
	}
	return m.boxed(words.RulesTitle, words.RulesFooter, n, append(lines, foot...))
}

func (b *rulesBox) row(m *model, i, n int) string {
	r := &b.rules[i]
	bar, in := " ", ink{}
	if i == b.sel {
		bar, in = m.st.accent.Of(m.st.glyph.bar), m.st.bold
	}
	mark := "  "
	if r.Paused {
		mark, in = m.st.glyph.paused+" ", m.st.muted
	}
	name := min(30, n/2)
	does := m.st.glyph.arrow + " " + m.ruleDoes(r)
	return bar + in.Of(mark+fit(r.Name, name, m.st.glyph.ellipsis)) + " " + m.st.muted.Of(fit(does, n-4-name, m.st.glyph.ellipsis))
}

// about says what the rule under the cursor asks, and what came of trying it.
func (b *rulesBox) about(m *model, n int) []string {
	r, ok := b.current()
	if !ok {
		return nil
	}
	out := []string{m.st.muted.Of(fit(r.Query, n, m.st.glyph.ellipsis))}
	if r.Broken != "" {
		out = append(out, wrapped(m.st.chrome(m.words.RuleBroken(r.Broken)), n, m.st.bold)...)
	}
	if b.tried == r.ID && !r.ID.IsZero() {
		out = append(out, m.trialLines(&b.trial, n)...)
	}
	return out
}

// trialLines say what a rule would do, with examples.
func (m *model) trialLines(t *feed.Trial, n int) []string {
	out := []string{fit(m.st.chrome(m.words.RuleWould(t.Changed, t.Found)), n, m.st.glyph.ellipsis)}
	for i := range t.Examples[:min(len(t.Examples), maxExamples)] {
		h := &t.Examples[i]
		out = append(out, m.st.muted.Of(ansi.Truncate("  "+m.shortDate(h)+" "+fit(m.code(h), 4, "")+" "+m.shownTitle(h), n, m.st.glyph.ellipsis)))
	}
	return out
}
