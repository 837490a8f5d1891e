package term

import (
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// table renders a table in columns where they fit, else row by row with the
// name of the column before each cell.
func (r *renderer) table(b *feed.Block) []line {
	rows := cleanRows(b.Rows)
	if len(rows) == 0 {
		return nil
	}
	if lines := r.columns(rows); lines != nil {
		return lines
	}
	var out []line
	head := rows[0]
	if len(rows) == 1 {
		head = nil
	}
	for i, row := range rows[min(1, len(rows)-1):] {
		if i > 0 {
			out = append(out, line{})
		}
		for c, cell := range row {
			if cell == "" {
				continue
			}
			if c < len(head) && head[c] != "" {
				cell = head[c] + ": " + cell
			}
			for _, l := range wrapPlain(cell, r.o.Width) {
				out = append(out, line{text: l})
			}
		}
	}
	return out
}

func cleanRows(rows [][]string) [][]string {
	var out [][]string
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = text.Line(c)
		}
		if strings.Join(cells, "") != "" {
			out = append(out, cells)
		}
	}
	return out
}

// columns renders through Glamour; nil when the columns are too many for the
// width or a character would be lost.
func (r *renderer) columns(rows [][]string) []line {
	wide, size := 0, 0
	for _, row := range rows {
		wide = max(wide, len(row))
		for _, c := range row {
			size += len(c)
		}
	}
	if wide < 2 || wide*6 > r.o.Width || size > maxStyled || r.ctx.Err() != nil {
		return nil
	}
	var md strings.Builder
	for i, row := range rows {
		for c := range wide {
			md.WriteString("| ")
			if c < len(row) {
				md.WriteString(veilCell(row[c]))
			}
			md.WriteByte(' ')
		}
		md.WriteString("|\n")
		if i == 0 {
			md.WriteString(strings.Repeat("| --- ", wide) + "|\n")
		}
	}
	out, err := r.glamour(r.o.Width).render(md.String())
	if err != nil {
		return nil
	}
	var lines []line
	for _, l := range strings.Split(strings.Trim(out, "\n"), "\n") {
		l = tidy(l)
		if cells(l) > r.o.Width {
			return nil
		}
		lines = append(lines, line{text: l})
	}
	if !sameLetters(rows, lines) {
		return nil
	}
	for i := range lines {
		lines[i].text = r.boxes(r.dress(lines[i].text, 0, 0))
	}
	return lines
}

// boxes writes the lines of a table in ASCII when that is asked for. Text that
// draws boxes itself is not told apart and becomes ASCII too.
func (r *renderer) boxes(s string) string {
	if !r.o.ASCII {
		return s
	}
	return strings.NewReplacer("│", "|", "─", "-", "┼", "+").Replace(s)
}

func veilCell(s string) string {
	return strings.Map(func(c rune) rune {
		if veiled(c) || c == '-' {
			return veil + c
		}
		return c
	}, s)
}

// sameLetters reports whether the lines hold the characters of the rows, in
// whatever order the columns bring them.
func sameLetters(rows [][]string, lines []line) bool {
	var want, got []rune
	for _, row := range rows {
		for _, c := range row {
			want = append(want, []rune(c)...)
		}
	}
	for _, l := range lines {
		for _, c := range visible(l.text) {
			got = append(got, unveilRune(c))
		}
	}
	drawn := func(r rune) bool { return r == ' ' || r == '│' || r == '─' || r == '┼' }
	want, got = slices.DeleteFunc(want, drawn), slices.DeleteFunc(got, drawn)
	slices.Sort(want)
	slices.Sort(got)
	return slices.Equal(want, got)
}
