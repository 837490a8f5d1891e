package ui

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// entryName is the name of an entry in room cells. Where the names of two sources
// of a folder begin alike as far as there is room, both are cut in the middle, so
// that their ends tell them apart.
func (m *model) entryName(e *entry, room int) string {
	dots := m.st.glyph.ellipsis
	name := fit(e.label, room, dots)
	if e.dim != dimSource || e.like < room-ansi.StringWidth(dots) || ansi.StringWidth(e.label) <= room {
		return name
	}
	tail := max(0, (room-ansi.StringWidth(dots))/2)
	end := ansi.TruncateLeft(e.label, ansi.StringWidth(e.label)-tail, "")
	return fit(fit(e.label, room-ansi.StringWidth(dots)-ansi.StringWidth(end), "")+dots+end, room, "")
}

// likeEach tells of each source how far its name is like that of another of the
// same folder. Of names in order the most alike are neighbours.
func likeEach(es []entry) {
	at := make([]int, len(es))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(es[a].folder, es[b].folder), cmp.Compare(es[a].label, es[b].label))
	})
	for i := range at[min(1, len(at)):] {
		a, b := &es[at[i]], &es[at[i+1]]
		if a.folder != b.folder || a.label == b.label {
			continue
		}
		n := 0
		for n < min(len(a.label), len(b.label)) && a.label[n] == b.label[n] {
			n++
		}
		for n > 0 && n < len(a.label) && !utf8.RuneStart(a.label[n]) {
			n--
		}
		cells := ansi.StringWidth(a.label[:n])
		a.like, b.like = max(a.like, cells), max(b.like, cells)
	}
}
