package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// linkBox lists the addresses of the open article under the numbers that they
// have in its text.
type linkBox struct {
	picker
	links []feed.Link
	still
}

func (m *model) openLinks() tea.Cmd {
	links := m.reader.page.Links
	if h, ok := m.current(); !ok || m.reader.shown != h.ID || len(links) == 0 {
		return m.say(m.words.NoLinksHere)
	}
	b := &linkBox{picker: newPicker(), links: links}
	rows := make([]pick, len(links))
	for i, l := range links {
		address, ok := term.SafeURL(l.URL)
		if !ok {
			address = text.Line(l.URL)
		}
		rows[i] = pick{lead: m.st.accent.Of(fmt.Sprintf("%3s ", fmt.Sprintf("[%d]", i+1))), text: address, names: []string{address, text.Line(l.Text)}}
		if l.Text != "" && l.Text != l.URL {
			rows[i].note = fit(clipped(text.Line(l.Text), 80), 20, m.st.glyph.ellipsis)
		}
	}
	b.set(rows)
	m.open(b)
	return nil
}

func (b *linkBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	i, ok := b.current()
	switch key := k.Keystroke(); {
	case key == "esc":
		m.closeOverlay()
	case key == "enter" && ok:
		m.closeOverlay()
		return m.browse(b.links[i].URL)
	case key == "y" && ok && b.in.Value() == "":
		address, safe := term.SafeURL(b.links[i].URL)
		if !safe {
			return m.say(m.words.NoAddress)
		}
		m.closeOverlay()
		return m.clip(address, m.words.CopyURL)
	case b.navigate(k):
	case b.in.Value() == "" && (key == "j" || key == "k"):
		b.sel = max(0, min(b.sel+map[string]int{"j": 1, "k": -1}[key], len(b.shown)-1))
	case b.in.Value() == "" && (key == "q" || key == "h"):
		m.closeOverlay()
	default:
		b.picker.press(k)
	}
	return nil
}

func (b *linkBox) paste(_ *model, s string) tea.Cmd { b.pasted(s); return nil }

func (b *linkBox) view(m *model, w, h int) []string {
	n := min(w, 90) - 4
	head := []string{b.field(m, n, m.words.TagMatched(len(b.shown), len(b.links))), ""}
	head, rows, _ := room(h, head, min(2*pickRows, max(1, len(b.shown))), nil)
	return m.boxed(m.words.LinksTitle, m.words.LinksFooter, n, slices.Concat(head, b.list(m, n, rows)))
}

func (b *linkBox) cursor() (x, y int, ok bool) { return b.at() }
