package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/ui/term"
)

// previewBox shows how an export begins.
type previewBox struct {
	title  string
	ask    func(ctx context.Context) (ExportPreview, error)
	text   *ExportPreview // nil until it is known
	lines  []string
	width  int // that lines are of, or will be
	giveUp context.CancelFunc
	scroll
	deaf
}

// previewMsg brings the lines of a preview.
type previewMsg struct {
	of    *previewBox
	text  *ExportPreview
	lines []string
	width int
	err   error
}

// preview shows how the export would begin.
func (b *exportBox) preview(m *model) tea.Cmd {
	show := m.o.ExportPreview
	if show == nil {
		return m.say(m.words.NotHere)
	}
	r := b.request()
	return m.openPreview(m.words.ExportFormats[r.Format], func(ctx context.Context) (ExportPreview, error) { return show(ctx, r) })
}

// openPreview shows what ask brings, as it will look where that is Markdown.
func (m *model) openPreview(title string, ask func(ctx context.Context) (ExportPreview, error)) tea.Cmd {
	b := &previewBox{title: title, ask: ask, giveUp: func() {}}
	m.open(b)
	return b.load(m)
}

// load reads the text, and makes lines of it as wide as the window has room for.
func (b *previewBox) load(m *model) tea.Cmd {
	b.giveUp()
	ctx, cancel := context.WithCancel(m.ctx)
	b.giveUp, b.width = cancel, max(1, min(m.w, 88)-4)
	o := m.termOptions(b.width)
	ask, msg := b.ask, previewMsg{of: b, width: b.width, text: b.text}
	return func() tea.Msg {
		defer cancel()
		if msg.text == nil {
			var p ExportPreview
			if p, msg.err = ask(ctx); msg.err != nil {
				return msg
			}
			msg.text = &p
		}
		msg.lines, msg.err = previewLines(ctx, msg.text, o)
		return msg
	}
}

// previewLines sets a preview for the terminal.
func previewLines(ctx context.Context, p *ExportPreview, o term.Options) ([]string, error) {
	if p.Markdown {
		page, err := term.Document(ctx, p.Text, o)
		return page.Lines, err
	}
	lines, _ := term.RawLines(feed.Raw{Type: "text/plain; charset=utf-8", Bytes: []byte(p.Text)}, o.Width)
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines, nil
}

func (b *previewBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if max(1, min(m.w, 88)-4) != b.width {
			return b.load(m)
		}
	case previewMsg:
		switch {
		case msg.of != b || msg.width != b.width:
		case msg.err != nil:
			b.giveUp()
			m.drop(b)
			return m.fail("export", msg.err)
		default:
			b.text, b.lines = msg.text, msg.lines
			if b.text.Cut {
				b.lines = append(b.lines, "", m.st.muted.Of(m.st.glyph.ellipsis))
			}
		}
	}
	return nil
}

func (b *previewBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	a := m.pressed(paneReader, k)
	if k := k.Keystroke(); k == "p" || k == "ctrl+p" {
		a = actClose
	}
	if a == actBack || a == actClose {
		b.giveUp()
	}
	return b.scroll.press(m, a)
}

func (b *previewBox) view(m *model, _, h int) []string {
	words := m.words
	lines := b.lines
	if b.text == nil {
		lines = []string{m.st.muted.Of(m.st.chrome(words.Loading))}
	}
	_, rows, _ := room(h, nil, len(lines), nil)
	b.fit(len(lines), rows)
	return m.boxed(words.ExportPreview+" "+m.st.glyph.dot+" "+b.title, words.PreviewFooter, b.width, b.seen(lines))
}
