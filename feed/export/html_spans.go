package export

import (
	"slices"
	"strings"

	"veille/feed"
)

// spanTags are the elements of the styles from the lowest bit, but for passages.
var spanTags = []string{"strong", "em", "code", "del", "sub", "sup"}

// spans writes inline text; newlines are line breaks. A passage is one element
// mark with the links in it; where it ends inside a link its mark does too.
func (m *markup) spans(list []feed.Span) string {
	var b strings.Builder
	open := false
	mark := func(on bool) {
		if on != open {
			b.WriteString(cmp(on, "<mark>", "</mark>"))
			open = on
		}
	}
	for len(list) > 0 {
		url := m.url(list[0])
		n := 1
		for url != "" && n < len(list) && m.url(list[n]) == url {
			n++
		}
		whole := !slices.ContainsFunc(list[:n], func(s feed.Span) bool { return s.Style&feed.Marked == 0 })
		mark(whole)
		if url != "" {
			b.WriteString("<a href=\"" + esc(cleanURL(url)) + "\" rel=\"noreferrer\">")
		}
		for _, s := range list[:n] {
			if !whole {
				mark(s.Style&feed.Marked != 0)
			}
			m.span(&b, s)
		}
		mark(whole)
		if url != "" {
			b.WriteString("</a>")
		}
		list = list[n:]
	}
	mark(false)
	return b.String()
}

// url is the address of a span that may be linked.
func (m *markup) url(s feed.Span) string {
	if m.linkable(s.URL) {
		return s.URL
	}
	return ""
}

func (m *markup) span(b *strings.Builder, s feed.Span) {
	for i, tag := range spanTags {
		if s.Style&(1<<i) != 0 {
			b.WriteString("<" + tag + ">")
		}
	}
	b.WriteString(m.lines(s.Text))
	for i := len(spanTags) - 1; i >= 0; i-- {
		if s.Style&(1<<i) != 0 {
			b.WriteString("</" + spanTags[i] + ">")
		}
	}
}

// pre writes preformatted text, of whose styles only passages are kept.
func (m *markup) pre(list []feed.Span) string {
	var b strings.Builder
	for _, s := range list {
		marked := s.Style&feed.Marked != 0
		b.WriteString(cmp(marked, "<mark>", "") + esc(s.Text) + cmp(marked, "</mark>", ""))
	}
	return b.String()
}

// unlinked returns the spans without their links.
func unlinked(list []feed.Span) []feed.Span {
	out := slices.Clone(list)
	for i := range out {
		out[i].URL = ""
	}
	return out
}
