package ui

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/text"
	"veille/ui/term"
)

// copyAs sends something about the article to the clipboard. The terminal does
// not answer, so no more than that is claimed.
func (m *model) copyAs(a Action) tea.Cmd {
	h, ok := m.current()
	if !ok {
		return m.say(m.words.NoArticle)
	}
	w := m.words
	switch a {
	case actCopyURL:
		safe, ok := term.SafeURL(h.URL)
		if !ok {
			return m.say(w.NoAddress)
		}
		return m.clip(safe, w.CopyURL)
	case actCopyTitle:
		return m.clip(h.Title, w.CopyTitle)
	case actCopyID:
		return m.clip(h.ID.String(), w.CopyID)
	}
	if m.reader.shown != h.ID || m.reader.gone {
		return m.say(w.Rendering)
	}
	art, now := m.reader.art, m.o.Now()
	switch a {
	case actCopyCitation:
		return m.clip(export.Cite(art, m.citeStyle(), w.Lang, now), w.CopyCitation)
	case actCopyQuote:
		q := oneLine(m.reader.quoted())
		if q == "" {
			return m.say(w.NoArticle)
		}
		return m.clip(export.Quote(art, q, m.citeStyle(), w.Lang, now), w.CopyQuote)
	}
	return m.clip(m.markdown(art), w.CopyMarkdown)
}

// clip sends text to the clipboard of the terminal (OSC 52), which also works
// over SSH.
func (m *model) clip(s, what string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(text.Clean(s)), m.say(m.words.Copied(what)))
}

// openedMsg tells whether the browser was started.
type openedMsg struct {
	host string
	err  error
}

// browse opens an address in the browser.
func (m *model) browse(address string) tea.Cmd {
	safe, ok := term.SafeURL(address)
	u, err := url.Parse(safe)
	if !ok || err != nil {
		return m.say(m.words.NoAddress)
	}
	open := m.o.Browse
	if open == nil {
		open = term.Browse
	}
	return m.ask(func(context.Context) tea.Msg { return openedMsg{host: u.Hostname(), err: open(safe)} })
}

func (o openedMsg) arrive(m *model) tea.Cmd {
	if o.err != nil {
		return m.fail("browse", o.err)
	}
	return m.say(m.words.Opened(o.host))
}

// citeStyle is how a reference is written: as the settings say, else as is usual
// in the language of the interface.
func (m *model) citeStyle() string {
	return cmp.Or(m.o.CiteStyle, export.UsualStyle(m.words.Lang))
}

// markdown is an article as Markdown between its title and a reference, for a note.
func (m *model) markdown(a feed.Article) string {
	title := feed.EscapeMarkdown(text.Line(a.Title))
	if feed.Linkable(a.URL) {
		title = "[" + title + "](" + feed.MarkdownURL(a.URL) + ")"
	}
	a.URL = ""
	reference := feed.EscapeMarkdown(export.Cite(a, export.Plain, m.words.Lang, time.Time{}))
	body := a.Body
	if a.Standfirst != "" {
		body = slices.Insert(slices.Clone(body), 0, feed.Plain(feed.Paragraph, a.Standfirst))
	}
	return "# " + title + "\n\n" + feed.Markdown(body, feed.MarkdownStyle{Shift: 1}) + "\n\n" + reference + "\n"
}
