package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// findLine is the field of a search inside the article.
type findLine struct {
	in  textinput.Model
	top int
	was find
	x   int // of the cursor in the box
	still
}

func newFindLine(m *model) *findLine {
	f := &findLine{in: input(m.reader.find.text), top: m.reader.top, was: m.reader.find}
	m.reader.find.on = true
	return f
}

func (f *findLine) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	r := &m.reader
	switch k.Keystroke() {
	case "esc":
		m.closeOverlay()
		edition := r.find.edition + 1
		r.find = f.was
		r.find.edition = edition
		r.top = f.top
		return nil
	case "enter":
		m.closeOverlay()
		if len(r.find.hits) == 0 {
			s := r.find.text
			r.endFind()
			if s != "" {
				return m.say(m.words.NoMatchFor(s))
			}
		}
		return nil
	}
	typed(&f.in, k)
	f.look(m)
	return nil
}

func (f *findLine) paste(m *model, s string) tea.Cmd {
	inserted(&f.in, s)
	f.look(m)
	return nil
}

// look finds what is typed, from where reading stood.
func (f *findLine) look(m *model) {
	r := &m.reader
	r.search(strings.TrimSpace(f.in.Value()))
	r.firstFrom(max(0, f.top-len(r.head)))
}

func (f *findLine) view(m *model, w, h int) []string {
	n := min(w, 60) - 4
	line, x := m.fieldLine("/", &f.in, n, "")
	f.x = x
	said := m.words.FindHint
	if r := &m.reader; r.find.text != "" {
		said = m.words.NoMatchFor(r.find.text)
		if len(r.find.hits) > 0 {
			said = m.words.FoundInArticle(r.find.at+1, r.find.count())
		}
	}
	return m.boxed(m.words.FindPrompt, "", n, []string{line, m.st.muted.Of("  " + said)})
}

func (f *findLine) at(w, h, bw, bh int) (x, y int) { return (w - bw) / 2, max(0, h-1-bh) }

func (f *findLine) cursor() (x, y int, ok bool) { return f.x, 1, true }
