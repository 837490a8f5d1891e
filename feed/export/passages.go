package export

import (
	"slices"
	"strings"

	"veille/feed"
)

// markingOf marks the highlights of an article where its writers show the whole
// text: the first words that stand for a title do not count as one.
func markingOf(a *feed.Article, depth Depth, except ...feed.BlockKind) feed.Marking {
	if depth != Full {
		bare := *a
		bare.Highlights = nil
		return bare.Marking()
	}
	m := a.Marking(except...)
	if a.TitleFrom != feed.TitleFromFirstSentence {
		return m
	}
	m.Passages = slices.DeleteFunc(m.Passages, func(p feed.Passage) bool {
		if p.Field == feed.InTitle {
			m.Apart = append(m.Apart, p.Highlight)
		}
		return p.Field == feed.InTitle
	})
	return m
}

// toQuote returns the highlights that are written as quotations: all where the
// text is left out, else those that are not in it and those with something to
// say.
func toQuote(a *feed.Article, text feed.Marking, depth Depth) []feed.Highlight {
	if depth == Quotes {
		return a.Highlights
	}
	var out []feed.Highlight
	for _, p := range text.Passages {
		if p.Note != "" || len(p.Themes) > 0 {
			out = append(out, p.Highlight)
		}
	}
	return append(out, text.Apart...)
}

// paragraphs are those of a note or a passage, none empty.
func paragraphs(s string) (out []string) {
	for p := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// emphatic makes the lead of a whole text bold.
func emphatic(spans []feed.Span, depth Depth) []feed.Span {
	spans = slices.Clone(spans)
	for i := range spans {
		if depth == Full {
			spans[i].Style |= feed.Strong
		}
	}
	return spans
}
