package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed/text"
)

// welcomeBox greets who starts with a new file. It offers what works and
// changes nothing by itself.
type welcomeBox struct{ still }

// openWelcome greets who starts for the first time.
func (m *model) openWelcome() { m.open(&welcomeBox{}) }

func (b *welcomeBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "1", "&", "enter", "esc", "space":
		m.closeOverlay()
	case "2", "é", "3", `"`:
		m.closeOverlay()
		return m.openImport("")
	case "4", "'":
		if len(m.o.Starters) > 0 {
			m.closeOverlay()
			return m.openStarters()
		}
	default:
		switch a, _ := m.keys.action(paneList, "", k); a {
		case actLanguage:
			m.openLanguages()
		case actHelp:
			m.openHelp()
		case actClose, actQuit:
			return m.quit()
		}
	}
	return nil
}

func (b *welcomeBox) paste(m *model, s string) tea.Cmd {
	m.closeOverlay()
	return m.openImport(s)
}

func (b *welcomeBox) view(m *model, w, h int) []string {
	n := min(w, 74) - 4
	words := m.words
	label := func(s string) string { return m.st.muted.Of(fit(s, 10, m.st.glyph.ellipsis)) + " " }
	option := func(key, name, what string) string {
		return "  " + m.st.accent.Of(key) + "  " + m.st.bold.Of(fit(name, 14, m.st.glyph.ellipsis)) + " " + what
	}
	names := make([]string, len(Languages))
	for i, l := range Languages {
		names[i] = wordsFor(l).Name
		if l == words.Lang {
			names[i] = m.st.bold.Of(names[i])
		}
	}
	keyboard := words.WelcomeQwerty
	if m.o.Keyboard == "azerty" {
		keyboard = words.WelcomeAzerty
	}
	head := append(wrapped(words.WelcomeLead, n, ink{}), "",
		option("1", words.WelcomeLook, words.WelcomeLookWhat(m.facts.counts.Sample)),
		option("2", words.WelcomeAdd, words.WelcomeAddWhat),
		option("3", words.WelcomeImport, words.WelcomeImportWhat))
	if len(m.o.Starters) > 0 {
		head = append(head, option("4", words.WelcomeStarters, words.WelcomeStartersWhat))
	}
	stored := wrapped(text.Line(m.o.Path), max(1, n-11), ink{})
	for i := range stored[1:] {
		stored[i+1] = blanks(11) + stored[i+1]
	}
	foot := []string{"",
		label(words.WelcomeLanguage) + strings.Join(names, " "+m.st.glyph.dot+" ") + "   " + m.st.accent.Of(m.keys.hint(actLanguage)),
		label(words.WelcomeKeyboard) + keyboard,
		label(words.WelcomeColours) + words.ColourNames[m.st.set],
		"", label(words.WelcomeStored) + stored[0]}
	foot = append(foot, stored[1:]...)
	head, _, foot = room(h, head, 0, foot)
	return m.boxed(words.WelcomeTitle, words.WelcomeFooter, n, append(head, foot...))
}
