package export

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	"veille/feed"
)

// Kinds of what is counted.
const (
	CountTheme  = "theme"
	CountSource = "source"
)

// Count is how many articles came in of a theme or from a source, and in the same
// time a week before. A dossier shows counts in its head.
type Count struct {
	Of          string // CountTheme or CountSource
	Name        string
	Now, Before int
}

// Date writes a day in a language of dossiers.
func Date(lang string, t time.Time) string { return wordsFor(lang).date(t, feed.Day) }

// countWords are the words of counts in one language.
type countWords struct{ title, now, before string }

var countsIn = map[string]countWords{
	"en": {"In figures: all articles that came in", "now", "week before"},
	"fr": {"En chiffres\u00a0: tous les articles arrivés", "présent", "semaine d’avant"},
	"vi": {"Con số: mọi bài đã nhận", "kỳ này", "tuần trước"},
}

// countTable is a table of counts of one kind.
type countTable struct {
	name, now, before string // headings; before is "" where nothing came then
	rows              []Count
}

// countTables are the counts as tables, themes first; those of a kind unknown are
// left out.
func (d *dossier) countTables() (out []countTable) {
	w := countsIn[d.words.lang]
	known := slices.ContainsFunc(d.Counts, func(c Count) bool { return c.Before > 0 })
	for _, kind := range []struct{ of, name string }{{CountTheme, d.words.themes}, {CountSource, d.words.sources}} {
		t := countTable{name: kind.name, now: w.now}
		if known {
			t.before = w.before
		}
		for _, c := range d.Counts {
			if c.Of == kind.of {
				c.Name = oneLine(c.Name)
				t.rows = append(t.rows, c)
			}
		}
		if len(t.rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// countsHTML writes the counts for HTML and books, nothing where there are none.
func (d *dossier) countsHTML(b *bytes.Buffer) {
	tables := d.countTables()
	if len(tables) == 0 {
		return
	}
	b.WriteString("<section class=\"counts\">\n<h2>" + esc(countsIn[d.words.lang].title) + "</h2>\n")
	for _, t := range tables {
		b.WriteString("<table>\n<thead><tr><th scope=\"col\">" + esc(t.name) + "</th><th scope=\"col\">" + esc(t.now) + "</th>")
		if t.before != "" {
			b.WriteString("<th scope=\"col\">" + esc(t.before) + "</th>")
		}
		b.WriteString("</tr></thead>\n<tbody>\n")
		for _, c := range t.rows {
			b.WriteString("<tr><td>" + esc(c.Name) + "</td><td>" + strconv.Itoa(c.Now) + "</td>")
			if t.before != "" {
				b.WriteString("<td>" + strconv.Itoa(c.Before) + "</td>")
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</tbody>\n</table>\n")
	}
	b.WriteString("</section>\n")
}

// countsMarkdown writes the counts as tables of Markdown.
func (d *dossier) countsMarkdown(b *bytes.Buffer) {
	for i, t := range d.countTables() {
		if i == 0 {
			b.WriteString("\n## " + md(countsIn[d.words.lang].title) + "\n")
		}
		rows := [][]string{{t.name, t.now}}
		for _, c := range t.rows {
			rows = append(rows, []string{c.Name, strconv.Itoa(c.Now)})
		}
		if t.before != "" {
			rows[0] = append(rows[0], t.before)
			for j, c := range t.rows {
				rows[j+1] = append(rows[j+1], strconv.Itoa(c.Before))
			}
		}
		b.WriteString("\n" + feed.Markdown([]feed.Block{{Kind: feed.Table, Rows: rows}}, feed.MarkdownStyle{}) + "\n")
	}
}

// countsText writes the counts as lines: 14 (9) Ports and shipping.
func (d *dossier) countsText(b *bytes.Buffer, heading func(string)) {
	for i, t := range d.countTables() {
		if i == 0 {
			heading(countsIn[d.words.lang].title)
		} else {
			b.WriteByte('\n')
		}
		head := t.name + d.words.colon + t.now
		if t.before != "" {
			head += " (" + t.before + ")"
		}
		lay(b, "", "", oneLine(head))
		for _, c := range t.rows {
			n := "- " + strconv.Itoa(c.Now)
			if t.before != "" {
				n += " (" + strconv.Itoa(c.Before) + ")"
			}
			lay(b, "", "  ", n+" "+oneLine(c.Name))
		}
	}
}
