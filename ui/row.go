package ui

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// bar is the cursor: bright in the pane that has the keys.
func (m *model) bar(k rowKey) string {
	switch {
	case !k.cursor:
		return " "
	case k.focused:
		return m.st.accent.Of(m.st.glyph.bar)
	}
	return m.st.muted.Of(m.st.glyph.bar)
}

// marks are the three columns before a row: selected, unread, starred.
func (m *model) marks(h *feed.Head, k rowKey) string {
	sel, dot, star := " ", " ", " "
	if k.cursor && k.focused {
		return m.st.cursor.Of(m.plainMarks(h, k))
	}
	if k.selected {
		sel = m.st.good.Of(m.st.glyph.selected)
	}
	if !h.Read {
		dot = m.st.accent.Of(m.st.glyph.unread)
	}
	if h.Starred {
		star = m.st.warning.Of(m.st.glyph.star)
	}
	return sel + dot + star + " "
}

func (m *model) plainMarks(h *feed.Head, k rowKey) string {
	g, out := &m.st.glyph, ""
	for _, mark := range []struct {
		on bool
		s  string
	}{{k.selected, g.selected}, {!h.Read, g.unread}, {h.Starred, g.star}} {
		if mark.on {
			out += mark.s
		} else {
			out += " "
		}
	}
	return out + " "
}

// titleInk is how a title stands in the list: unread ones bold, read ones
// dimmed while they stay in a list of unread ones, those that are no title of
// the page in italics.
func (m *model) titleInk(h *feed.Head, k rowKey) ink {
	in := ink{}
	switch {
	case k.cursor && k.focused:
		in = m.st.cursor
	case h.Trashed || h.Read && m.list.query.Has("is"):
		in = m.st.muted
	}
	if _, settled := m.confirmMeta(k.i, h); settled {
		return join(m.st.muted, in)
	}
	if !h.Read {
		in = join(m.st.unread, in)
	}
	if h.TitleFrom == feed.TitleFromSlug || h.TitleFrom == feed.TitleFromFirstSentence {
		in = join(in, m.st.italic)
	}
	return in
}

// join writes in both inks.
func join(a, b ink) ink { return ink{On: a.On + b.On, Off: b.Off + a.Off} }

// shownTitle is a title with a mark before what stands in the place of one.
func (m *model) shownTitle(h *feed.Head) string {
	switch {
	case h.Title == "":
		return m.words.ArticleGone
	case h.TitleFrom == feed.TitleFromFirstSentence:
		return "[" + m.words.NoTitle + "] " + h.Title
	}
	return h.Title
}

func (m *model) rowOfOne(h *feed.Head, k rowKey, w int) string {
	chips, cells := m.chips(h, k, " ", w/4)
	dates := 5
	if m.list.years {
		dates = 8
	}
	if m.list.undated {
		dates = max(dates, ansi.StringWidth(m.words.NoDayShort))
	}
	meta := fit(m.shortDate(h), dates, "") + " " + fit(m.code(h), 4, "") + " "
	if score, _ := m.confirmMeta(k.i, h); score != "" {
		meta = score + " " + meta
	}
	if v := m.versionsChip(h); v != "" {
		chips, cells = strings.TrimSuffix(v+" "+chips, " "), cells+ansi.StringWidth(v)+min(cells, 1)
	}
	rest := w - 5 - ansi.StringWidth(meta) - cells
	if cells > 0 {
		rest--
		chips = " " + chips
	}
	title := m.markedTitle(m.shownTitle(h), rest, "", m.titleInk(h, k))
	if k.cursor && k.focused {
		return m.bar(k) + m.marks(h, k) + m.st.cursor.Of(meta) + title + m.st.cursor.Of(chips)
	}
	return m.bar(k) + m.marks(h, k) + m.st.muted.Of(meta) + title + chips
}

// rowOfTwo writes title and meta line. The cursor's colour is on the title
// alone: the other line would cost as many bytes again at each key.
func (m *model) rowOfTwo(h *feed.Head, k rowKey, w int) []string {
	bar := m.bar(k)
	dot := " " + m.st.glyph.dot + " "
	meta := m.code(h)
	if d := m.shortDate(h); d != "" {
		meta += dot + d
	}
	if h.Lang != "" {
		meta += dot + h.Lang
	}
	if score, _ := m.confirmMeta(k.i, h); score != "" {
		meta = score + dot + meta
	}
	if v := m.versionsChip(h); v != "" {
		meta += dot + v
	}
	meta = fit(meta, min(w-6, ansi.StringWidth(meta)), m.st.glyph.ellipsis)
	left := w - 6 - ansi.StringWidth(meta)
	chips, cells := m.chips(h, k, "  ", left-2)
	if cells > 0 {
		chips = "  " + chips
		left -= 2
	}
	fill := blanks(left - cells)
	in := m.titleInk(h, k)
	return []string{
		bar + m.marks(h, k) + m.markedTitle(m.shownTitle(h), w-6, " ", in),
		bar + "    " + m.st.muted.Of(meta) + chips + fill + " ",
	}
}

// chips are the short codes of an article's themes, then of those suggested for
// it, at most room cells of them; "+2" stands for those left out.
func (m *model) chips(h *feed.Head, k rowKey, gap string, room int) (s string, cells int) {
	var out []string
	n := 0
	all := len(h.Themes) + len(h.Suggested)
	for i := range all {
		id, offered := chipOf(h, i)
		t, ok := m.facts.theme[id]
		if !ok {
			continue
		}
		code := shortCode(&t)
		if offered {
			code = "?" + code
		}
		need := ansi.StringWidth(code)
		if n > 0 {
			need += len(gap)
		}
		more := 0
		if i < all-1 {
			more = len(gap) + 2
		}
		if n+need+more > room {
			code = "+" + strconv.Itoa(all-i)
			if n == 0 || n+len(gap)+len(code) <= room {
				out = append(out, code)
			}
			break
		}
		n += need
		switch {
		case offered:
			code = m.offerInk(k).Of(code)
		case m.lay.lines == 2 || !k.cursor || !k.focused:
			code = m.st.themeInk(t.Colour).Of(code)
		}
		out = append(out, code)
	}
	s = strings.Join(out, gap)
	return s, ansi.StringWidth(s)
}

// shortCode is a theme in a few letters.
func shortCode(t *feed.Theme) string {
	if t.Short != "" {
		return ansi.Truncate(t.Short, 6, "")
	}
	last := t.Slug[strings.LastIndexByte(t.Slug, '/')+1:]
	return strings.ToUpper(ansi.Truncate(last, 3, ""))
}

// code is an article's source in a few letters, its agency when the source is
// not known.
func (m *model) code(h *feed.Head) string {
	if h.Source == "" {
		return cmp.Or(ansi.Truncate(h.Agency, 4, ""), "–")
	}
	if s, ok := m.facts.source[h.SourceID]; ok && s.Short != "" {
		return ansi.Truncate(s.Short, 4, "")
	}
	return sourceCode(h.Source)
}

// sourceCode makes a code of a name: the capitals of several words, else the
// first letters.
func sourceCode(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	switch len(words) {
	case 0:
		return ansi.Truncate(name, 3, "")
	case 1:
		return strings.ToUpper(ansi.Truncate(words[0], 3, ""))
	}
	var b strings.Builder
	for i, w := range words {
		if i == 4 {
			break
		}
		b.WriteRune(unicode.ToUpper([]rune(w)[0]))
	}
	return b.String()
}

// shortDate is the date of a row: day and month, with the year when the list
// holds other years; as much of it as is known.
func (m *model) shortDate(h *feed.Head) string {
	t := h.Published
	if h.Precision >= feed.Minute {
		t = t.In(m.o.Now().Location())
	}
	switch {
	case h.Precision == feed.NoDate || t.IsZero():
		return m.words.NoDayShort
	case h.Precision == feed.Year:
		return t.Format("2006")
	case h.Precision == feed.Month:
		return t.Format("01/2006")
	case m.list.years:
		return t.Format("02/01/06")
	}
	return t.Format("02/01")
}
