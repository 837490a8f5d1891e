package ui

import (
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// passageSpots are the places of highlights on the page that is shown, and of the
// passage that is being chosen.
type passageSpots struct {
	kept, chosen []term.Hit // in order of lines
}

// placeHighlights finds the highlights of the open article, and what is chosen in it, on
// the page.
func (m *model) placeHighlights() {
	r := &m.reader
	r.passages = passageSpots{}
	r.find.edition++
	if r.shown.IsZero() || r.gone {
		return
	}
	var kept []feed.Range
	for i := range r.art.Highlights {
		if h := &r.art.Highlights[i]; !h.IsLost() {
			kept = append(kept, r.pieces(h.Range)...)
		}
	}
	r.passages.kept = byLine(r.spotsOf(kept))
	for _, o := range m.overlays {
		if b, ok := o.(*passageBox); ok {
			b.reread(m)
			r.passages.chosen = byLine(r.spotsOf(r.pieces(b.chosen())))
		}
	}
}

func byLine(hits []term.Hit) []term.Hit {
	slices.SortStableFunc(hits, func(a, b term.Hit) int { return a.Line - b.Line })
	return hits
}

// pieces cuts a range of the body where a block ends: the page knows no passage
// of two blocks.
func (r *reader) pieces(at feed.Range) []feed.Range {
	if at.Field != feed.InBody {
		return []feed.Range{at}
	}
	var out []feed.Range
	start := 0
	for i := range r.art.Body {
		end := start + len(r.art.Body[i].Text())
		if from, to := max(at.Start, start), min(at.End, end); from < to {
			out = append(out, feed.Range{Field: feed.InBody, Start: from, End: to})
		}
		if start = end + len(blockGap); start >= at.End {
			break
		}
	}
	return out
}

// highlighted marks the highlights in line i of the page, or of the head below 0,
// and over them what is chosen.
func (r *reader) highlighted(i int, line string, st *styles) string {
	for _, layer := range []struct {
		hits []term.Hit
		in   ink
	}{{r.passages.kept, st.highlight}, {r.passages.chosen, st.chosen}} {
		at, _ := slices.BinarySearchFunc(layer.hits, i, func(h term.Hit, line int) int { return h.Line - line })
		for ; at < len(layer.hits) && layer.hits[at].Line == i; at++ {
			line = term.Mark(line, layer.hits[at].From, layer.hits[at].To, layer.in.On, layer.in.Off)
		}
	}
	return line
}

// sentencesOf are the sentences of an article in reading order: of its standfirst,
// then of its body.
func sentencesOf(a *feed.Article) []feed.Range {
	var out []feed.Range
	for _, f := range []feed.Field{feed.InStandfirst, feed.InBody} {
		for start, end := range text.Sentences(a.In(f)) {
			out = append(out, feed.Range{Field: f, Start: start, End: end})
		}
	}
	return out
}

// sentenceFrom is the first of some sentences that begins at or below a line of the
// page, the one the line stands in when none does.
func (r *reader) sentenceFrom(all []feed.Range, line int) int {
	p := r.page.At(max(0, line))
	from := feed.Range{Field: feed.InBody, Start: p.Offset}
	if p.Block < 0 {
		from.Field = feed.InStandfirst
	} else {
		for i := range r.art.Body[:min(p.Block, len(r.art.Body))] {
			from.Start += len(r.art.Body[i].Text()) + len(blockGap)
		}
	}
	if line <= 0 {
		return 0
	}
	at := slices.IndexFunc(all, func(s feed.Range) bool {
		return s.Field == from.Field && s.Start >= from.Start || s.Field == feed.InBody && from.Field == feed.InStandfirst
	})
	if at < 0 {
		return len(all) - 1
	}
	return at
}

// highlightTail tells, below the text, what was said of highlights, and the words of
// those that stand no more in the text.
func (m *model) highlightTail(w int) []string {
	var out []string
	bar := m.st.accent.Of(m.st.glyph.bar) + " "
	for i := range m.reader.art.Highlights {
		h := &m.reader.art.Highlights[i]
		names := m.themeNamesOf(h.Themes)
		if h.Note == "" && names == "" && !h.IsLost() {
			continue
		}
		said := m.words.HighlightHead
		if h.IsLost() {
			said = m.words.HighlightLost
		}
		if names != "" {
			said += "  " + names
		}
		out = append(out, "", bar+m.st.muted.Of(fit(said, w-2, m.st.glyph.ellipsis)))
		for _, l := range wrappedTo(oneLine(h.Quote), max(1, w-2), 3) {
			out = append(out, bar+m.st.italic.Of(l))
		}
		for line := range strings.SplitSeq(strings.TrimSpace(text.Clean(h.Note)), "\n") {
			if line == "" {
				continue
			}
			for _, l := range wrapped(line, max(1, w-2), ink{}) {
				out = append(out, bar+l)
			}
		}
	}
	return out
}

// themeNamesOf are the names of themes, with commas between.
func (m *model) themeNamesOf(ids []feed.ID) string {
	var names []string
	for _, id := range ids {
		if t, ok := m.facts.theme[id]; ok {
			names = append(names, label(&t, m.words.Lang))
		}
	}
	return strings.Join(names, ", ")
}
