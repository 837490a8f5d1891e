package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

// ruleForm makes a rule or changes one, and says what it would do to what is there
// before it is kept.
type ruleForm struct {
	form
	was              feed.SavedRule
	name, line, tags *field
	read, star, hide *field
	apply            *field
	gen              int
	trial            feed.Trial
	tried            bool // trial is of what stands in the fields
	asked            bool
}

// addRule makes a rule of the present view.
func (m *model) addRule() tea.Cmd {
	q := m.asked()
	r := feed.SavedRule{Query: query.Query{Expr: q.Expr}.String()}
	if s, ok := m.savedView(); ok {
		r.Name = s.Name
	}
	return m.openRule(r)
}

func (m *model) openRule(r feed.SavedRule) tea.Cmd {
	w := m.words
	var tags []string
	for _, id := range r.Tags {
		if t, ok := m.facts.theme[id]; ok {
			tags = append(tags, t.Slug)
		}
	}
	b := &ruleForm{was: r, name: textField(w.SaveName, r.Name), line: textField(w.SaveQuery, r.Query),
		tags: textField(w.RuleTags, strings.Join(tags, "; ")), read: tickField(w.RuleReads, r.Read), star: tickField(w.RuleStars, r.Star),
		hide: tickField(w.RuleHides, r.Hide), apply: tickField(w.RuleApplyNow, false)}
	b.fields = []*field{b.name, b.line, b.tags, b.read, b.star, b.hide, b.apply}
	m.open(b)
	return b.changed(m)
}

// made is the rule that the fields come to, or the one that is wrong and why.
func (b *ruleForm) made(m *model) (r feed.SavedRule, wrong *field, note string) {
	w := m.words
	r = b.was
	q, fault := readLine(b.line.value())
	switch {
	case fault != nil:
		return r, b.line, fault.In(w.Lang)
	case q.Expr == nil:
		return r, b.line, w.RuleNoQuery
	}
	r.Name, r.Query = text.Line(b.name.value()), query.Query{Expr: q.Expr}.String()
	r.Tags = nil
	for _, name := range namesIn(b.tags.value()) {
		t, ok := theme.Find(m.facts.themes, name)
		if !ok {
			return r, b.tags, w.UnknownTheme(name, theme.Suggest(m.facts.themes, name))
		}
		if !slices.Contains(r.Tags, t.ID) {
			r.Tags = append(r.Tags, t.ID)
		}
	}
	r.Read, r.Star, r.Hide = b.read.on, b.star.on, b.hide.on
	if len(r.Tags) == 0 && !r.Read && !r.Star && !r.Hide {
		return r, b.tags, w.RuleDoesNothing
	}
	return r, nil, ""
}

// changed tells under each field what it comes to, and tries the rule.
func (b *ruleForm) changed(m *model) tea.Cmd {
	w := m.words
	b.asked, b.tried = false, false
	b.gen++
	for _, f := range b.fields {
		f.note, f.bad = "", false
	}
	b.tags.note, b.hide.note = w.RuleTagsHint, w.RuleHideHint
	r, wrong, note := b.made(m)
	if wrong != nil {
		wrong.note, wrong.bad = note, wrong != b.tags || len(b.tags.value()) > 0
	} else if q, _ := readLine(b.line.value()); q.Expr != nil {
		b.line.note = m.explain(q)
		if _, unknown := m.unknownName(b.line.value(), q.Expr); unknown != "" {
			b.line.note, b.line.bad = unknown, true
		}
	}
	if _, _, ways := b.ending(m); len(ways) > 0 {
		f := b.fields[b.at]
		f.note, f.bad = m.words.KeyNames["tab"]+" "+m.st.chrome(m.choices(ways, -1, maxEndings)), false
	}
	if wrong != nil {
		return nil
	}
	return m.tryRule(b, b.gen, r)
}

func (b *ruleForm) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.drop(b)
		return nil
	case "enter":
		return b.keep(m)
	case "tab":
		if b.finish(m) {
			return b.changed(m)
		}
	}
	switch f := b.form.press(k); f {
	case nil:
	case b.name, b.apply:
		b.asked = false
	default:
		return b.changed(m)
	}
	return nil
}

func (b *ruleForm) paste(m *model, s string) tea.Cmd {
	b.pasted(s)
	return b.changed(m)
}

func (b *ruleForm) keep(m *model) tea.Cmd {
	if b.asked && m.works.running != nil {
		return nil
	}
	r, wrong, note := b.made(m)
	if wrong == nil && text.Fold(r.Name) == "" {
		wrong, note = b.name, m.words.RuleNoName
	}
	if wrong != nil {
		wrong.note, wrong.bad = note, true
		b.focus(wrong)
		return nil
	}
	b.asked = true
	lib, apply := m.lib, b.apply.on
	var id feed.ID
	cmd := m.change("rule", func(ctx context.Context) (feed.Change, error) {
		saved, c, err := lib.SaveRule(ctx, r)
		id = saved.ID
		return c, err
	})
	if !apply {
		return cmd
	}
	return tea.Batch(cmd, m.change("rule", func(ctx context.Context) (feed.Change, error) {
		if id.IsZero() { // it was not kept
			return feed.Change{}, feed.ErrNothing
		}
		return lib.ApplyRule(ctx, id)
	}))
}

func (b *ruleForm) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case trialMsg:
		if msg.of != b || msg.gen != b.gen {
			return nil
		}
		if msg.err != nil {
			b.line.note, b.line.bad = m.words.cause(msg.err), true
			return nil
		}
		b.trial, b.tried = msg.trial, true
	case changedMsg:
		if msg.what == "rule" && b.asked {
			m.drop(b)
		}
	}
	return nil
}

func (b *ruleForm) view(m *model, w, h int) []string {
	n := min(w, 80) - 4
	var foot []string
	if b.tried {
		foot = append([]string{""}, m.trialLines(&b.trial, n)...)
	}
	_, rows, foot := room(h, nil, max(1, min(h-2, 12)), foot)
	title := m.words.AddRuleTitle
	if !b.was.ID.IsZero() {
		title = m.words.EditRuleTitle
	}
	return m.boxed(title, m.words.SaveFooter, n, append(b.lines(m, n, max(1, rows)), foot...))
}
