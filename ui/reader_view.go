package ui

import (
	"strconv"
	"strings"

	"veille/feed"
)

// readerKey is what the look of the reading pane depends on.
type readerKey struct {
	key     renderKey
	top     int
	w, h    int
	edition int
	focused bool
	gone    bool
	loading bool
}

// readerLines returns h lines of w cells: the text in the middle of the pane,
// contents beside it where there is room, and how far it is read below.
func (m *model) readerLines(w, h int) []string {
	r := &m.reader
	key := readerKey{key: r.key, top: r.top, w: w, h: h, edition: r.find.edition, focused: m.focus == paneReader, gone: r.gone,
		loading: m.list.hits == nil}
	if m.cache.reader == key && len(m.cache.read) == h {
		return m.cache.read
	}
	out := make([]string, 0, h)
	rows := min(r.height, h)
	left := max(0, (w-r.text)/2)
	side := m.outlineLines(rows, w-r.text)
	if side != nil {
		left = max(2, (w-r.text-outlineWidth)/3)
	}
	margin := blanks(left)
	room := w - left
	if side != nil {
		room = w - left - outlineWidth
	}
	for y := range rows {
		line := margin + fit(r.line(y, room, m), room, m.st.glyph.ellipsis)
		if side != nil {
			line += side[y]
		}
		out = append(out, line)
	}
	for len(out) < h {
		out = append(out, m.readerFoot(w))
	}
	m.cache.reader, m.cache.read = key, out
	return out
}

// line returns line y of the pane, in which there is room for so many cells.
func (r *reader) line(y, room int, m *model) string {
	if r.shown.IsZero() || r.gone {
		if y != 1 {
			return ""
		}
		switch {
		case r.gone:
			return m.st.muted.Of(m.words.ArticleGone)
		case m.list.hits == nil || m.list.n > 0:
			return ""
		}
		return m.st.muted.Of(m.words.NothingOpen)
	}
	i := r.top + y - len(r.head)
	switch {
	case i < 0:
		return r.found(i, r.head[i+len(r.head)], room, &m.st)
	case i >= len(r.page.Lines)+len(r.tail):
		return ""
	case i >= len(r.page.Lines):
		return r.tail[i-len(r.page.Lines)]
	}
	return r.found(i, r.page.Lines[i], room, &m.st)
}

// progress is how far the article is read.
func (m *model) progress() string {
	if m.reader.shown.IsZero() || m.reader.total() == 0 {
		return ""
	}
	return strconv.Itoa(m.reader.percent()) + " %"
}

// readerFoot is the last line of the pane.
func (m *model) readerFoot(w int) string {
	left := m.matchesSaid()
	if f := &m.reader.find; f.on && len(f.hits) > 0 {
		left += "  " + f.text
	}
	left, p := "  "+left, m.progress()
	return m.st.muted.Of(fit(left, w-len(p)-1, m.st.glyph.ellipsis) + p + " ")
}

// outlineLines is the contents beside the text: h lines of outlineWidth cells,
// nil where there is no room or nothing to list.
func (m *model) outlineLines(h, room int) []string {
	r := &m.reader
	if !m.lay.wide || room < outlineWidth+6 || len(r.outline) == 0 || h < 6 {
		return nil
	}
	at := 0
	for i, s := range r.outline {
		if len(r.head)+s.line <= r.top+1 {
			at = i
		}
	}
	first := max(0, min(at-h/2, len(r.outline)-(h-3)))
	out := make([]string, h)
	for y := range out {
		i := first + y - 2
		switch {
		case y == 1:
			out[y] = m.st.muted.Of(fit("  "+m.words.Contents, outlineWidth, ""))
		case y < 2 || i >= len(r.outline) || y >= h-1:
			out[y] = blanks(outlineWidth)
		default:
			mark, in := "  ", m.st.muted
			if i == at {
				mark, in = m.st.accent.Of(m.st.glyph.arrow)+" ", ink{}
			}
			out[y] = mark + in.Of(fit(r.outline[i].label, outlineLabel, m.st.glyph.ellipsis)) + "  "
		}
	}
	return out
}

// quoted is the passage that a quotation takes: the paragraph of the match one
// stands on, else the first whole one on the screen.
func (r *reader) quoted() string {
	if r.shown.IsZero() || len(r.art.Body) == 0 {
		return ""
	}
	line := max(0, r.top-len(r.head))
	onMatch := r.spots().count() > 0 && r.spots().at >= 0
	if onMatch {
		line = max(0, r.spots().line())
	}
	i := min(r.page.At(line).Block, len(r.art.Body)-1)
	if r.top > len(r.head) && !onMatch && r.page.At(line) != (feed.Place{Block: i}) && i+1 < len(r.art.Body) {
		if next := r.page.LineOf(feed.Place{Block: i + 1}); len(r.head)+next < r.top+r.height {
			i++
		}
	}
	for i < len(r.art.Body) && strings.TrimSpace(r.art.Body[i].Text()) == "" {
		i++
	}
	if i >= len(r.art.Body) {
		return ""
	}
	return r.art.Body[i].Text()
}
