package main

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
)

// plain lays an article out as text, width columns wide at most.
func plain(a *feed.Article, slugs map[feed.ID]string, width int) string {
	var b strings.Builder
	wrap := func(first, rest, s string) {
		room := max(width-ansi.StringWidth(first), 10)
		for i, l := range strings.Split(ansi.Wrap(text.Clean(s), room, ""), "\n") {
			if i == 0 {
				l = first + l
			} else {
				l = rest + l
			}
			b.WriteString(strings.TrimRight(l, " ") + "\n")
		}
	}
	if a.Kicker != "" {
		wrap("", "", a.Kicker)
	}
	wrap("", "", shownTitle(&a.Head))
	if m := meta(a, slugs); m != "" {
		wrap("", "", m)
	}
	if a.URL != "" {
		b.WriteString(text.Line(a.URL) + "\n")
	}
	b.WriteString("\n")
	if a.Standfirst != "" {
		wrap("", "", a.Standfirst)
		b.WriteString("\n")
	}
	for i := range a.Body {
		first, rest := lead(&a.Body[i])
		wrap(first, rest, a.Body[i].Text())
		if i+1 == len(a.Body) || a.Body[i].Kind != feed.ListItem || a.Body[i+1].Kind != feed.ListItem {
			b.WriteString("\n")
		}
	}
	if a.Byline != "" {
		wrap("", "", a.Byline)
		b.WriteString("\n")
	}
	for _, c := range a.Captions {
		s := c.Text
		if c.Credit != "" {
			s = strings.TrimSpace(s + " (" + c.Credit + ")")
		}
		wrap("| ", "| ", s)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// lead is what stands before the first and before the other lines of a block.
func lead(b *feed.Block) (first, rest string) {
	switch b.Kind {
	case feed.ListItem:
		indent := strings.Repeat("  ", min(max(b.Level-1, 0), 8))
		return indent + "- ", indent + "  "
	case feed.Quote:
		return "> ", "> "
	case feed.Rule:
		return "---", ""
	}
	return "", ""
}

// meta is the line under a title: source, place, date, language, tags, what is
// suggested, and how often the story was told.
func meta(a *feed.Article, slugs map[feed.ID]string) string {
	var parts []string
	add := func(s string) {
		if s = text.Line(s); s != "" {
			parts = append(parts, s)
		}
	}
	source := a.Source
	if a.Agency != "" && a.Agency != source {
		source = strings.TrimSpace(source + " (" + a.Agency + ")")
	}
	add(source)
	add(a.Place)
	add(day(a.Published, a.Precision))
	add(a.Lang)
	for _, t := range a.Themes {
		if s := slugs[t]; s != "" {
			add("#" + s)
		}
	}
	for _, t := range a.Suggested {
		if s := slugs[t]; s != "" {
			add("?" + s)
		}
	}
	if a.Versions > 1 {
		add(many(a.Versions, "version", "versions"))
	}
	return strings.Join(parts, " · ")
}
