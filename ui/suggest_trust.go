package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/theme"
)

// trustCommand begins a line of the palette that says from which score on a theme
// is trusted: "trust health 0.9", "trust health off".
const trustCommand = "trust "

// openTrust asks for a theme and the score from which on its suggestions are marks.
func (m *model) openTrust(value string) tea.Cmd {
	if h, ok := m.current(); ok && value == "" {
		if i := slices.IndexFunc(h.Suggested, func(id feed.ID) bool { _, known := m.facts.theme[id]; return known }); i >= 0 {
			value = m.facts.theme[h.Suggested[i]].Slug + " 0.90"
		}
	}
	b := newAskBox(m.words.TrustTitle, value)
	b.hint = m.words.TrustHint
	b.take = func(m *model, value string) (string, tea.Cmd) { return m.trust(value) }
	m.open(b)
	return nil
}

// readTrust reads "health 0.9" or "health off"; a comma may stand for the point.
func readTrust(s string, themes []feed.Theme) (t feed.Theme, least float64, name string, ok bool) {
	fields := strings.Fields(s)
	if len(fields) < 2 {
		return t, 0, "", false
	}
	name = strings.Join(fields[:len(fields)-1], " ")
	if last := fields[len(fields)-1]; !strings.EqualFold(last, "off") {
		share, isShare := strings.CutSuffix(last, "%")
		x, err := strconv.ParseFloat(strings.Replace(share, ",", ".", 1), 64)
		if isShare {
			x /= 100
		}
		if err != nil || !(x > 0 && x <= 1) {
			return t, 0, "", false
		}
		least = x
	}
	t, ok = theme.Find(themes, name)
	return t, least, name, ok
}

// trust asks, with the number of suggestions that would become marks, whether a
// theme is to be trusted.
func (m *model) trust(value string) (problem string, cmd tea.Cmd) {
	t, least, name, ok := readTrust(value, m.facts.themes)
	switch {
	case !ok && name == "":
		return m.words.TrustBad, nil
	case !ok:
		return m.words.TrustNoTheme(name), nil
	case t.Trust == least:
		return "", m.say(m.words.TrustSame(label(&t, m.words.Lang)))
	}
	lib := m.lib
	return "", m.ask(func(ctx context.Context) tea.Msg {
		msg := trustMsg{theme: t, least: least}
		if least > 0 {
			msg.n, msg.err = surerThan(ctx, lib, t.Slug, least)
		}
		return msg
	})
}

// surerThan counts the articles a theme is pending on with a score or more.
func surerThan(ctx context.Context, lib Library, slug string, least float64) (int, error) {
	value := "=" + slug + ">=" + strconv.FormatFloat(least, 'f', -1, 64)
	counts, err := lib.Tally(ctx, []query.Query{{Expr: query.Set{Name: "sug", Values: []string{value}}}})
	if err != nil || len(counts) == 0 {
		return 0, err
	}
	return counts[0].All, nil
}

// trustMsg brings how many suggestions of a theme are so sure.
type trustMsg struct {
	theme feed.Theme
	least float64
	n     int
	err   error
}

func (t trustMsg) arrive(m *model) tea.Cmd {
	if t.err != nil {
		return m.fail("find", t.err)
	}
	w := m.words
	name := label(&t.theme, w.Lang)
	box := &confirmBox{question: w.TrustQuestion(name, w.score(t.least)), note: w.TrustNote(t.n)}
	if t.least == 0 {
		box.question, box.note = w.TrustOffQuestion(name), w.TrustOffNote
	}
	box.do = func(m *model) tea.Cmd { return m.setTrust(t.theme.ID, t.least) }
	m.openBelow(box)
	return nil
}

// setTrust changes the theme as it is in the file when the turn comes.
func (m *model) setTrust(id feed.ID, least float64) tea.Cmd {
	lib := m.lib
	return m.change("tag", func(ctx context.Context) (feed.Change, error) {
		themes, err := lib.Themes(ctx)
		if err != nil {
			return feed.Change{}, err
		}
		for _, t := range themes {
			if t.ID == id {
				t.Trust = least
				return lib.EditTheme(ctx, t)
			}
		}
		return feed.Change{}, errNoTheme
	})
}

var errNoTheme = errors.Join(errors.New("change a theme"), feed.ErrNotFound)

// trustRow is the row of the palette for a line that begins with the command.
func (m *model) trustRow(line string) (row pick, run func(m *model) tea.Cmd, ok bool) {
	rest, ok := strings.CutPrefix(strings.ToLower(strings.TrimLeft(line, ": ")), trustCommand)
	if rest = strings.TrimSpace(rest); !ok || rest == "" {
		return pick{}, nil, false
	}
	row = pick{text: m.words.TrustCommand + " " + rest, always: true, ink: m.st.accent}
	return row, func(m *model) tea.Cmd {
		if problem, cmd := m.trust(rest); problem == "" {
			return cmd
		}
		cmd := m.openTrust(rest)
		if b, is := m.top().(*askBox); is {
			b.problem, cmd = m.trust(rest)
		}
		return cmd
	}, true
}
