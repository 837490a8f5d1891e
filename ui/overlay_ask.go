package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
)

// askBox asks for one line: a name, an address.
type askBox struct {
	in      textinput.Model
	title   string
	hint    string
	problem string
	take    func(m *model, value string) (problem string, cmd tea.Cmd)
	x       int
	still
}

func newAskBox(title, value string) *askBox { return &askBox{in: input(value), title: title} }

func (b *askBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.closeOverlay()
	case "enter":
		problem, cmd := b.take(m, strings.TrimSpace(b.in.Value()))
		if b.problem = problem; problem == "" {
			m.drop(b)
		}
		return cmd
	default:
		typed(&b.in, k)
		b.problem = ""
	}
	return nil
}

func (b *askBox) paste(_ *model, s string) tea.Cmd {
	inserted(&b.in, strings.TrimSpace(s))
	b.problem = ""
	return nil
}

func (b *askBox) view(m *model, w, h int) []string {
	n := min(w, 76) - 4
	line, x := m.fieldLine(">", &b.in, n, "")
	b.x = x
	foot := wrapped(m.st.chrome(b.hint), n, m.st.muted)
	if b.problem != "" {
		foot = wrapped(m.st.glyph.warning+" "+m.st.chrome(b.problem), n, m.st.warning)
	}
	head, _, foot := room(h, []string{line}, 0, append([]string{""}, foot...))
	return m.boxed(b.title, m.words.AskFooter, n, slices.Concat(head, foot))
}

func (b *askBox) cursor() (x, y int, ok bool) { return b.x, 1, true }

// folderBox asks for the folder of sources: one there is, none, or a new one by
// its name.
type folderBox struct {
	picker
	sources []feed.Source
	folders []string
	still
}

func (m *model) moveSources(all []feed.Source) {
	b := &folderBox{picker: newPicker(), sources: all, folders: []string{""}}
	for _, s := range m.facts.sources {
		if s.Folder != "" && !slices.Contains(b.folders, s.Folder) {
			b.folders = append(b.folders, s.Folder)
		}
	}
	slices.SortFunc(b.folders, byLabel)
	b.fill(m)
	m.open(b)
}

// fill lists the folders; the name being typed is offered last, as a new one.
func (b *folderBox) fill(m *model) {
	var rows []pick
	typed := folderName(b.in.Value())
	for _, f := range b.folders {
		p := pick{text: f, names: []string{f}}
		if f == "" {
			p.text, p.ink = m.words.NoFolder, m.st.muted
			p.names = []string{m.words.NoFolder}
		}
		rows = append(rows, p)
	}
	if typed != "" && !slices.Contains(b.folders, typed) {
		rows = append(rows, pick{lead: m.st.accent.Of("+ "), text: m.words.NewFolder(typed), always: true})
	}
	b.set(rows)
}

// folderName is a path of folders as it is kept.
func folderName(s string) string {
	var parts []string
	for _, p := range strings.Split(text.Line(s), "/") {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "/")
}

func (b *folderBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch key := k.Keystroke(); {
	case key == "esc":
		m.closeOverlay()
	case key == "enter":
		i, ok := b.current()
		if !ok {
			return nil
		}
		to := folderName(b.in.Value())
		if i < len(b.folders) {
			to = b.folders[i]
		}
		m.closeOverlay()
		return m.editAll(b.sources, feed.SourceEdit{Folder: &to})
	case b.navigate(k):
	default:
		b.picker.press(k)
		b.fill(m)
	}
	return nil
}

func (b *folderBox) paste(m *model, s string) tea.Cmd {
	b.pasted(s)
	b.fill(m)
	return nil
}

func (b *folderBox) view(m *model, w, h int) []string {
	n := min(w, pickWidth) - 4
	head := []string{b.field(m, n, ""), ""}
	foot := []string{"", m.st.muted.Of(m.words.FolderHint)}
	head, rows, foot := room(h, head, min(pickRows, max(1, len(b.shown))), foot)
	title := m.words.MoveTitle(m.words.SourceCount(len(b.sources)))
	return m.boxed(title, m.words.AskFooter, n, slices.Concat(head, b.list(m, n, rows), foot))
}

func (b *folderBox) cursor() (x, y int, ok bool) { return b.at() }
