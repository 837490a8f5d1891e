package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/ui/term"
)

// makeHead returns the lines above the text, none wider than w: title, what is
// known of the source, themes.
func makeHead(a *feed.Article, also *more, w int, st *styles, words *Words, f *facts, at *time.Location) []string {
	above, title := titleLines(a, w, st, words)
	out := slices.Concat(above, title)
	dated := *a
	if !also.changed.IsZero() {
		dated.Updated = time.Time{} // a line of its own tells
	}
	out = append(out, joined(metaParts(&dated, words, at), " "+st.glyph.dot+" ", w, st.muted)...)
	out = append(out, alsoLines(also, w, st, words, at)...)
	if note := titleNote(a, words); note != "" {
		out = append(out, wrapped(st.glyph.warning+" "+note, w, st.warning)...)
	}
	parts := slices.Concat(tagParts(a, st, words, f), suggestionParts(also, st, words, f))
	out = append(out, joined(parts, "   ", w, ink{})...)
	return append(out, "")
}

// maxElsewhere is how many other sources of an article are named.
const maxElsewhere = 4

// alsoLines tell where else the article stands.
func alsoLines(also *more, w int, st *styles, words *Words, at *time.Location) []string {
	var parts []string
	for i := range also.elsewhere[:min(len(also.elsewhere), maxElsewhere)] {
		h := &also.elsewhere[i]
		t := h.Published
		if h.Precision >= feed.Minute {
			t = t.In(at)
		}
		parts = append(parts, strings.TrimSpace(cmp.Or(h.Source, words.UnknownSource)+" "+words.date(t, min(h.Precision, feed.Day), false)))
	}
	if len(parts) == 0 {
		return nil
	}
	parts[0] = st.chrome(words.AlsoIn) + " " + parts[0]
	return joined(parts, " "+st.glyph.dot+" ", w, st.muted)
}

// titleLines are what stands above the title of an article, and the title.
func titleLines(a *feed.Article, w int, st *styles, words *Words) (above, title []string) {
	if kicker := text.Line(a.Kicker); kicker != "" {
		above = wrapped(kicker, w, st.muted)
	}
	return above, wrapped(cmp.Or(text.Line(a.Title), words.NoTitle), w, st.title)
}

// wrapped breaks s into lines of at most w cells and writes each in an ink.
func wrapped(s string, w int, in ink) []string {
	lines := strings.Split(ansi.Wrap(s, w, ""), "\n")
	for i := range lines {
		lines[i] = in.Of(strings.TrimRight(lines[i], " "))
	}
	return lines
}

// joined sets parts one behind another, as many as fit a line of w cells; a line
// ends with a part, never with what stands between two.
func joined(parts []string, between string, w int, in ink) []string {
	var out []string
	line := ""
	if len(parts) == 0 {
		return nil
	}
	for _, p := range parts {
		switch both := line + between + p; {
		case line == "":
			line = p
		case ansi.StringWidth(both) <= w:
			line = both
		default:
			out = append(out, wrapped(line, w, in)...)
			line = p
		}
	}
	return append(out, wrapped(line, w, in)...)
}

// metaParts are "VietnamPlus (VNA) · New York · Fri 3 Jul 2020 · 402 words, 2 min
// · fr", as much of it as is known.
func metaParts(a *feed.Article, w *Words, at *time.Location) []string {
	source := a.Source
	switch {
	case source == "" && a.Agency != "":
		source = a.Agency
	case source == "":
		source = w.UnknownSource
	case a.Agency != "" && !strings.EqualFold(a.Agency, source):
		source += " (" + a.Agency + ")"
	}
	parts := []string{source}
	if a.Place != "" {
		parts = append(parts, a.Place)
	}
	t := a.Published
	if a.Precision >= feed.Minute {
		t = t.In(at)
	}
	date := w.date(t, a.Precision, true)
	if date == "" {
		date = w.NoDate
	}
	parts = append(parts, date)
	if !a.Updated.IsZero() && !a.Updated.Equal(a.Published) {
		parts = append(parts, w.UpdatedOn(w.date(a.Updated.In(at), feed.Minute, true)))
	}
	parts = append(parts, w.WordCount(a.Words)+", "+w.Minutes(minutes(a.Words)))
	if a.Lang != "" {
		parts = append(parts, a.Lang)
	}
	return parts
}

// wordsAMinute is how fast silent reading of news is taken to be.
const wordsAMinute = query.WordsPerMinute

func minutes(words int) int { return max(1, (words+wordsAMinute/2)/wordsAMinute) }

// titleNote says that what stands as title is none of the page's.
func titleNote(a *feed.Article, w *Words) string {
	switch a.TitleFrom {
	case feed.TitleFromFirstSentence:
		return w.TitleFromSentence
	case feed.TitleFromSlug:
		return w.TitleFromSlug
	}
	return ""
}

// tagParts are the themes with who put them, unless the user did; and a star.
func tagParts(a *feed.Article, st *styles, words *Words, f *facts) []string {
	var parts []string
	if a.Starred {
		parts = append(parts, st.warning.Of(st.glyph.star))
	}
	if a.Trashed {
		parts = append(parts, st.warning.Of(words.MeansTrashed))
	}
	by := map[feed.ID]feed.By{}
	for i := range a.Marks {
		by[a.Marks[i].Theme] = a.Marks[i].By
	}
	for _, id := range a.Themes {
		t, ok := f.theme[id]
		if !ok {
			continue
		}
		s := st.themeInk(t.Colour).Of(label(&t, words.Lang))
		if name := byName(by[id]); name != "" {
			s += " " + st.muted.Of(words.By[name])
		}
		parts = append(parts, s)
	}
	return parts
}

// byName is a key of Words.By, "" for what the user did himself.
func byName(b feed.By) string {
	return [...]string{"", "rule", "suggestion", "import", "sync"}[min(int(b), 4)]
}

// Limits of the contents beside a text.
const (
	outlineWidth = 24
	outlineLabel = 20
	leastParts   = 4 // fewer are seen at a glance
)

// outlineOf makes the contents of a text from its headings, or from the first
// words of its paragraphs when it has none.
func outlineOf(a *feed.Article, p *term.Page) []section {
	headings, paragraphs := []section(nil), []section(nil)
	for i := range a.Body {
		b := &a.Body[i]
		s := section{line: p.LineOf(feed.Place{Block: i})}
		switch b.Kind {
		case feed.Heading:
			s.label = text.Line(b.Text())
			headings = append(headings, s)
		case feed.Paragraph:
			s.label = text.Line(clipped(b.Text(), 120))
			paragraphs = append(paragraphs, s)
		}
	}
	if len(headings) >= 2 {
		return headings
	}
	if len(paragraphs) >= leastParts {
		return paragraphs
	}
	return nil
}
