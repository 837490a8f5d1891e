package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/highlight"
)

// passageBox is the line below the text while a passage of it is chosen, sentence
// by sentence: to keep it as a highlight, to quote it, to say something of it.
type passageBox struct {
	of           feed.ID
	sentences    []feed.Range
	anchor, head int     // the chosen ones, in either order
	was          feed.ID // the highlight chosen, zero for none
	asked        bool
	deaf
}

// openPassage begins with the sentence one stands on: of a match, else the first
// one on the screen.
func (m *model) openPassage() tea.Cmd {
	r := &m.reader
	h, ok := m.current()
	if !ok {
		return m.say(m.words.WhyNoArticle)
	}
	if r.shown != h.ID || r.gone || m.lay.reader.Empty() {
		return m.say(m.words.Rendering)
	}
	b := &passageBox{of: r.shown, sentences: sentencesOf(&r.art)}
	if len(b.sentences) == 0 {
		return m.say(m.words.WhyNoSentence)
	}
	line := r.top - len(r.head)
	if s := r.spots(); s.count() > 0 && s.at >= 0 {
		line = s.line()
	}
	b.anchor = r.sentenceFrom(b.sentences, line)
	b.head = b.anchor
	b.meet(m)
	m.open(b)
	m.placeHighlights()
	return nil
}

// meet takes the whole of a highlight that the one chosen sentence is part of.
func (b *passageBox) meet(m *model) {
	b.was = feed.ID{}
	at := b.sentences[b.head]
	for i := range m.reader.art.Highlights {
		h := &m.reader.art.Highlights[i]
		if h.IsLost() || h.Field != at.Field || h.End <= at.Start || at.End <= h.Start {
			continue
		}
		b.was = h.ID
		within := func(s feed.Range) bool { return s.Field == h.Field && s.Start < h.End && h.Start < s.End }
		b.anchor = slices.IndexFunc(b.sentences, within)
		b.head = b.anchor
		for b.head+1 < len(b.sentences) && within(b.sentences[b.head+1]) {
			b.head++
		}
		return
	}
}

// reread follows an article that was read anew.
func (b *passageBox) reread(m *model) {
	if b.of != m.reader.shown {
		return
	}
	b.sentences = sentencesOf(&m.reader.art)
	b.anchor, b.head = max(0, min(b.anchor, len(b.sentences)-1)), max(0, min(b.head, len(b.sentences)-1))
}

// chosen is the passage.
func (b *passageBox) chosen() feed.Range {
	if len(b.sentences) == 0 {
		return feed.Range{}
	}
	first, last := b.sentences[min(b.anchor, b.head)], b.sentences[max(b.anchor, b.head)]
	return feed.Range{Field: first.Field, Start: first.Start, End: last.End}
}

// extend moves the end that moves by a sentence. No passage is of two parts of the
// article: out of the standfirst it goes on with the first sentence of the body.
func (b *passageBox) extend(m *model, by int) {
	to := b.head + by
	switch {
	case to < 0 || to >= len(b.sentences):
		return
	case b.sentences[to].Field != b.sentences[b.anchor].Field:
		b.jump(m, by)
		return
	}
	b.head = to
	b.show(m)
}

// jump chooses the sentence before or behind the end that moves, of a highlight
// the one before or behind it.
func (b *passageBox) jump(m *model, by int) {
	to := b.head + by
	if by < 0 && !b.was.IsZero() {
		to = b.anchor + by
	}
	if to < 0 || to >= len(b.sentences) {
		return
	}
	b.anchor, b.head = to, to
	b.meet(m)
	b.show(m)
}

// show paints the passage and scrolls to the end that moves.
func (b *passageBox) show(m *model) {
	m.placeHighlights()
	r := &m.reader
	hits := byLine(r.spotsOf(r.pieces(b.sentences[b.head])))
	if len(hits) == 0 {
		return
	}
	first, last := len(r.head)+hits[0].Line, len(r.head)+hits[len(hits)-1].Line
	switch {
	case first < r.top:
		r.scroll(first - r.top)
	case last >= r.top+r.height:
		r.scroll(min(last-r.top-r.height+1, first-r.top))
	}
}

func (b *passageBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	if len(b.sentences) == 0 || m.reader.shown != b.of || m.reader.gone {
		return b.leave(m)
	}
	switch k.Keystroke() {
	case "esc", "v", "q":
		return b.leave(m)
	case "y":
		a := &m.reader.art
		quote := strings.Join(strings.Fields(a.Quote([]feed.Range{b.chosen()})[0]), " ")
		return tea.Batch(b.leave(m), m.clip(export.Quote(*a, quote, m.citeStyle(), m.words.Lang, m.o.Now()), m.words.CopyQuote))
	case "d", "x":
		return b.takeOff(m)
	}
	switch m.pressed(paneReader, k) {
	case actDown:
		b.extend(m, 1)
	case actUp:
		b.extend(m, -1)
	case actOtherDown, actNextUnread:
		b.jump(m, 1)
	case actOtherUp, actPrevUnread:
		b.jump(m, -1)
	case actOpen:
		return b.keep(m, b.highlight(m))
	case actNote:
		h := b.highlight(m)
		return m.openNoteBox(m.words.HighlightNote, h.Note, func(m *model, note string) tea.Cmd { h.Note = note; return b.keep(m, h) })
	case actTag:
		return b.tag(m)
	case actDelete:
		return b.takeOff(m)
	case actBack, actClose:
		return b.leave(m)
	}
	return nil
}

func (b *passageBox) leave(m *model) tea.Cmd {
	m.drop(b)
	m.placeHighlights()
	return nil
}

// highlight is what is chosen as it would be kept.
func (b *passageBox) highlight(m *model) feed.Highlight {
	h := highlight.New(&m.reader.art, b.chosen(), m.o.Now())
	if was, ok := m.reader.highlightOf(b.was); ok {
		h.ID, h.Note, h.Themes, h.At = was.ID, was.Note, was.Themes, was.At
		if b.chosen().Start <= was.Start && was.End <= b.chosen().End && b.sentencesIn(was.Range) {
			h = was // part of a sentence, as it was
		}
	}
	return h
}

// sentencesIn reports whether each sentence chosen is at least partly in a range.
func (b *passageBox) sentencesIn(r feed.Range) bool {
	for _, s := range b.sentences[min(b.anchor, b.head) : max(b.anchor, b.head)+1] {
		if s.End <= r.Start || r.End <= s.Start {
			return false
		}
	}
	return true
}

func (r *reader) highlightOf(id feed.ID) (feed.Highlight, bool) {
	i := slices.IndexFunc(r.art.Highlights, func(h feed.Highlight) bool { return h.ID == id })
	if i < 0 || id.IsZero() {
		return feed.Highlight{}, false
	}
	return r.art.Highlights[i], true
}

// keep keeps a highlight of the passage; the line goes when it is kept.
func (b *passageBox) keep(m *model, h feed.Highlight) tea.Cmd {
	if b.asked && m.works.running != nil {
		return nil
	}
	b.asked = true
	lib, of := m.lib, b.of
	return m.change("note", func(ctx context.Context) (feed.Change, error) {
		_, c, err := lib.Highlight(ctx, of, h)
		return c, err
	})
}

// takeOff takes the highlight that is chosen off the article.
func (b *passageBox) takeOff(m *model) tea.Cmd {
	if b.was.IsZero() {
		return m.say(m.words.WhyNoHighlight)
	}
	if b.asked && m.works.running != nil {
		return nil
	}
	b.asked = true
	lib, of, was := m.lib, b.of, b.was
	return m.change("note", func(ctx context.Context) (feed.Change, error) { return lib.DropHighlight(ctx, of, was) })
}

// tag asks for a theme to put on the highlight or take off it.
func (b *passageBox) tag(m *model) tea.Cmd {
	h := b.highlight(m)
	c := &chooser{title: m.words.HighlightTag, footer: m.words.LanguageFooter}
	for i := range m.facts.themes {
		t := &m.facts.themes[i]
		if t.Archived {
			continue
		}
		lead, id := "[ ] ", t.ID
		if slices.Contains(h.Themes, id) {
			lead = "[x] "
		}
		c.add(pick{lead: lead, text: label(t, m.words.Lang), names: append([]string{label(t, m.words.Lang)}, themeNames(t)...), ink: m.st.themeInk(t.Colour)},
			func(m *model) tea.Cmd {
				h.Themes = slices.Clone(h.Themes)
				if i := slices.Index(h.Themes, id); i >= 0 {
					h.Themes = slices.Delete(h.Themes, i, i+1)
				} else {
					h.Themes = append(h.Themes, id)
				}
				return b.keep(m, h)
			})
	}
	c.show(m, 0)
	return nil
}

func (b *passageBox) update(m *model, msg tea.Msg) tea.Cmd {
	if c, ok := msg.(changedMsg); ok && c.what == "note" && b.asked {
		if b.asked = false; c.err == nil {
			return b.leave(m)
		}
	}
	return nil
}

func (b *passageBox) view(m *model, w, _ int) []string {
	n := max(b.anchor, b.head) - min(b.anchor, b.head) + 1
	said := m.words.Passage(n)
	hint := m.words.PassageFooter
	if !b.was.IsZero() {
		hint = m.words.HighlightFooter
	}
	left := m.st.accent.Of(m.st.glyph.bar) + m.st.bold.Of(said) + "  "
	room := max(0, w-ansi.StringWidth(left))
	return []string{fit(left+m.st.muted.Of(m.st.chrome(m.fitHint(hint, room))), w, m.st.glyph.ellipsis)}
}

// at keeps the line below the text.
func (b *passageBox) at(_, h, _, _ int) (x, y int) { return 0, h - 1 }
