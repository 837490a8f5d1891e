package ui

import (
	"context"
	"net/url"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
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
	case actCopyCitation:
		return m.clip(citation(&h, w, m.o.Now()), w.CopyCitation)
	}
	if m.reader.shown != h.ID || m.reader.gone {
		return m.say(w.Rendering)
	}
	if a == actCopyQuote {
		q := text.Line(m.reader.quoted())
		if q == "" {
			return m.say(w.NoArticle)
		}
		return m.clip(w.quote(q)+"\n"+citation(&h, w, m.o.Now()), w.CopyQuote)
	}
	return m.clip(markdown(&m.reader.art, w), w.CopyMarkdown)
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

// quote puts text in the quotation marks of the language.
func (w *Words) quote(s string) string {
	if w.Lang == "fr" {
		return "«\u00a0" + s + "\u00a0»"
	}
	return "“" + s + "”"
}

// citation is a reference to an article: in French after ISO 690, else agency
// or source, title, publication, date and address with the day it was read.
func citation(h *feed.Head, w *Words, now time.Time) string {
	var parts []string
	author := h.Agency
	if author != "" && !strings.EqualFold(author, h.Source) {
		parts = append(parts, author+".")
	}
	t := h.Published
	if h.Precision >= feed.Minute {
		t = t.In(now.Location())
	}
	date := w.date(t, min(h.Precision, feed.Day), false)
	if date == "" {
		date = w.NoDate
	}
	today := w.date(now, feed.Day, false)
	title := w.quote(h.Title) + "."
	source := h.Source
	switch {
	case w.Lang == "fr" && h.URL != "":
		parts = append(parts, title, strings.TrimSpace(source+" [en ligne]."), date+" [consulté le "+today+"].",
			"Disponible à l’adresse\u00a0: "+h.URL)
	case w.Lang == "vi" && h.URL != "":
		parts = append(parts, title, sentence(source), date+".", h.URL+" (truy cập "+today+")")
	case h.URL != "":
		parts = append(parts, title, sentence(source), date+".", h.URL+" (accessed "+today+")")
	default:
		parts = append(parts, title, sentence(source), date+".")
	}
	out := parts[:0]
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	return s + "."
}

// markdown is an article as Markdown with its reference, for a note.
func markdown(a *feed.Article, w *Words) string {
	var b strings.Builder
	title := escaped.Replace(a.Title)
	if safe, ok := term.SafeURL(a.URL); ok {
		title = "[" + title + "](<" + safe + ">)"
	}
	b.WriteString("# " + title + "\n\n")
	var meta []string
	for _, s := range []string{a.Source, a.Place, w.date(a.Published, min(a.Precision, feed.Day), false), a.Agency} {
		if s != "" {
			meta = append(meta, escaped.Replace(s))
		}
	}
	b.WriteString(strings.Join(meta, " · ") + "\n")
	for i := range a.Body {
		s := escaped.Replace(text.Line(a.Body[i].Text()))
		switch a.Body[i].Kind {
		case feed.Heading:
			s = "## " + s
		case feed.ListItem:
			s = "- " + s
		case feed.Quote:
			s = "> " + s
		case feed.Rule:
			s = "---"
		}
		if s != "" {
			b.WriteString("\n" + s + "\n")
		}
	}
	return b.String()
}

// escaped keeps text from being read as Markdown.
var escaped = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
	"#", `\#`, "&", `&amp;`, "|", `\|`, "~", `\~`)
