package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// care carries out what is about themes, rules, stories and reports.
func (m *model) care(a Action) (tea.Cmd, bool) {
	switch a {
	case actFullText: // the same key is about sources in the sidebar
		if m.focus != paneSidebar || m.onSource() {
			return nil, false
		}
		return m.openThemes(), true
	case actThemes:
		return m.openThemes(), true
	case actRules:
		return m.openRules(), true
	case actAddRule:
		return m.addRule(), true
	case actStory:
		return m.openStory(), true
	case actNextVersion:
		return m.otherVersion(1), true
	case actPrevVersion:
		return m.otherVersion(-1), true
	case actJoinStory:
		return m.joinStory(), true
	case actAllVersions:
		return m.showVersions(), true
	case actReport:
		return m.openReport(), true
	case actReview:
		return m.openReview(), true
	}
	return nil, false
}

// whyNotCare is why an action on stories does nothing now.
func (m *model) whyNotCare(a Action) string {
	switch a {
	case actStory, actNextVersion, actPrevVersion:
		if h, ok := m.current(); ok && h.Versions < 2 {
			return m.words.WhyNoStory
		}
	case actJoinStory:
		if m.list.selected() < 2 {
			return m.words.WhyNoJoin
		}
	}
	return ""
}

// deedKey is a key of a box with what it does, and why it does nothing now.
type deedKey struct{ key, does, why string }

// hintLines sets keys side by side in lines of n cells, those that do nothing now
// greyed.
func (m *model) hintLines(keys []deedKey, n int) []string {
	var out []string
	line, wide := "", 0
	for _, k := range keys {
		does := m.st.chrome(k.does)
		cells := ansi.StringWidth(k.key) + 1 + ansi.StringWidth(does)
		if wide > 0 && wide+3+cells > n {
			out = append(out, line)
			line, wide = "", 0
		}
		if wide > 0 {
			line += "   "
			wide += 3
		}
		if k.why != "" {
			line += m.st.muted.Of(k.key + " " + does)
		} else {
			line += m.st.accent.Of(k.key) + " " + does
		}
		wide += cells
	}
	return append(out, line)
}

// whyOf returns why a key does nothing now, "" when it does something.
func whyOf(keys []deedKey, key string) string {
	for _, k := range keys {
		if k.key == key {
			return k.why
		}
	}
	return ""
}

// boxKey is a key as boxes name it: by what it types, else by its name.
func (m *model) boxKey(k tea.KeyPressMsg) string {
	if r := []rune(k.Text); len(r) == 1 && r[0] != ' ' {
		return standsFor(m.o.Keyboard, k.Text)
	}
	return k.Keystroke()
}
