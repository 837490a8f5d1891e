package ui

import (
	"context"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// maxNoteText bounds a note, in characters.
const maxNoteText = 100_000

// noteBox writes what the user has to say: of an article, or of whatever keep
// keeps it for. Enter keeps it, so that a line of note is one key more.
type noteBox struct {
	title string
	was   string // as the box shows it
	keep  func(m *model, note string) tea.Cmd
	asked bool
	area
}

// openNoteBox opens the box, unless it could not hold all that is there: it would be
// cut off.
func (m *model) openNoteBox(title, was string, keep func(m *model, note string) tea.Cmd) tea.Cmd {
	if utf8.RuneCountInString(was) > maxNoteText {
		return m.fail("note", feed.ErrTooLarge)
	}
	b := &noteBox{title: title, keep: keep, area: newArea(was, maxNoteText)}
	b.was = b.note() // tabs have become blanks
	b.KeyMap.InsertNewline = key.NewBinding(key.WithKeys("alt+enter", "shift+enter", "ctrl+n"))
	b.KeyMap.LineNext.SetKeys("down")
	m.open(b)
	return nil
}

// annotate carries out what writes notes.
func (m *model) annotate(a Action) (tea.Cmd, bool) {
	switch a {
	case actNote:
		return m.openNote(), true
	case actEditNote:
		return m.editNote(), true
	case actHighlight:
		return m.openPassage(), true
	}
	return nil, false
}

// openNote edits the note of the article under the cursor.
func (m *model) openNote() tea.Cmd {
	return m.withNote(func(m *model, h feed.Head, was string) tea.Cmd {
		return m.openNoteBox(m.words.NoteTitle, was, func(m *model, note string) tea.Cmd { return m.setNote(h.ID, note) })
	})
}

// noteMsg brings the note that is to be edited.
type noteMsg struct {
	head feed.Head
	was  string
	err  error
	edit func(m *model, h feed.Head, was string) tea.Cmd
}

// withNote reads the note of the article under the cursor as it is kept now.
func (m *model) withNote(edit func(m *model, h feed.Head, was string) tea.Cmd) tea.Cmd {
	h, ok := m.current()
	if !ok {
		return m.say(m.words.WhyNoArticle)
	}
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		a, err := lib.Article(ctx, h.ID)
		return noteMsg{head: h, was: feed.JoinNotes(a.Notes), err: err, edit: edit}
	})
}

func (n noteMsg) arrive(m *model) tea.Cmd {
	if n.err != nil {
		return m.fail("note", n.err)
	}
	return n.edit(m, n.head, n.was)
}

// noteTail is the note of the open article, below its text.
func (m *model) noteTail(w int) []string {
	note := strings.TrimSpace(text.Clean(feed.JoinNotes(m.reader.art.Notes)))
	if note == "" {
		return nil
	}
	out := []string{"", m.st.accent.Of(m.st.glyph.bar) + " " + m.st.muted.Of(m.words.NoteHead)}
	for line := range strings.SplitSeq(note, "\n") {
		for _, l := range wrapped(line, max(1, w-2), ink{}) {
			out = append(out, m.st.accent.Of(m.st.glyph.bar)+" "+l)
		}
	}
	return out
}

// setNote keeps a note, or takes it off when it is empty.
func (m *model) setNote(id feed.ID, note string) tea.Cmd {
	lib := m.lib
	return m.change("note", func(ctx context.Context) (feed.Change, error) { return lib.SetNote(ctx, id, note) })
}

func (b *noteBox) note() string { return strings.TrimSpace(text.Clean(b.Value())) }

func (b *noteBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		if b.note() == b.was {
			m.drop(b)
			return nil
		}
		m.open(&confirmBox{question: m.words.NoteLeave, note: m.words.NoteLeaveNote, do: func(m *model) tea.Cmd { m.drop(b); return nil }})
	case "enter", "ctrl+o":
		switch {
		case b.asked && m.works.running != nil:
			return nil
		case b.note() == b.was:
			m.drop(b)
			return nil
		}
		b.asked = true
		return b.keep(m, b.note())
	default:
		b.typed(k)
	}
	return nil
}

// update closes the box once the note is kept: until then it is nowhere else.
func (b *noteBox) update(m *model, msg tea.Msg) tea.Cmd {
	if c, ok := msg.(changedMsg); ok && c.what == "note" && b.asked {
		if b.asked = false; c.err == nil {
			m.drop(b)
		}
	}
	return nil
}

func (b *noteBox) paste(_ *model, s string) tea.Cmd { b.pasted(s); return nil }

func (b *noteBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	_, rows, _ := room(h, nil, min(10, max(4, b.LineCount()+1)), nil)
	return m.boxed(b.title, m.words.NoteFooter, n, b.lines(n, rows, 0))
}

// editedMsg tells that the editor has ended, or could not be begun.
type editedMsg struct {
	id   feed.ID
	path string
	was  string
	done bool
	err  error
}

// editNote edits the note of the article under the cursor in the user's editor.
// The file is the user's alone to read, and goes when it was read.
func (m *model) editNote() tea.Cmd {
	return m.withNote(func(m *model, h feed.Head, was string) tea.Cmd {
		return m.ask(func(context.Context) tea.Msg {
			path, err := writeNote(was)
			return editedMsg{id: h.ID, path: path, was: was, err: err}
		})
	})
}

func writeNote(note string) (path string, err error) {
	f, err := os.CreateTemp("", "veille-note-*.md")
	if err != nil {
		return "", fmt.Errorf("write note: %w", err)
	}
	if note != "" {
		note += "\n"
	}
	_, err = f.WriteString(note)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return "", fmt.Errorf("write note: %w", err)
	}
	return f.Name(), nil
}

func (e editedMsg) arrive(m *model) tea.Cmd {
	switch {
	case e.err != nil:
		return m.fail("note", e.err)
	case !e.done:
		e.done = true
		cmd := term.Editor(e.path)
		return tea.ExecProcess(cmd, func(err error) tea.Msg {
			if err != nil {
				e.err = fmt.Errorf("run editor %s on %s: %w", cmd.Args[0], e.path, err)
			}
			return e
		})
	}
	lib := m.lib
	return m.change("note", func(ctx context.Context) (feed.Change, error) { return keepEdited(ctx, lib, &e) })
}

// keepEdited keeps the note that the editor left and removes the file. Where the
// note cannot be kept the file stays, as the only place of what was written.
func keepEdited(ctx context.Context, lib Library, e *editedMsg) (c feed.Change, err error) {
	b, err := os.ReadFile(e.path)
	if err != nil {
		return c, fmt.Errorf("read note: %w", err)
	}
	note := strings.TrimSpace(text.Clean(string(b)))
	switch {
	case utf8.RuneCountInString(note) > maxNoteText:
		return c, fmt.Errorf("keep note of %s: %w", e.path, feed.ErrTooLarge)
	case note == strings.TrimSpace(e.was):
		c.Verb = feed.DidNote
	default:
		if c, err = lib.SetNote(ctx, e.id, note); err != nil {
			return c, fmt.Errorf("keep note of %s: %w", e.path, err)
		}
	}
	return c, os.Remove(e.path)
}
