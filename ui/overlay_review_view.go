package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"veille/feed/export"
	"veille/feed/review"
)

func (b *reviewBox) view(m *model, w, h int) []string {
	words, n := m.words, min(w, 110)-4
	if !b.ready {
		return m.boxed(words.Actions[actReview], words.EscKey+" "+words.Close, n, []string{m.st.chrome(words.Loading)})
	}
	if h > lowWindow {
		h -= 4 // a line below tells what a key did
	}
	rows, at := b.rows(m, n)
	title, footer := oneLine(b.gathered.Heading()), words.ReviewFooter
	if review.Count(b.parts) == 0 {
		rows, at, footer = b.empty(m, n), 0, words.EscKey+" "+words.Close
		if len(b.templates) > 1 || len(b.before) > 0 {
			footer = words.ReviewEmptyFooter
		}
	}
	head, page, foot := room(h, []string{m.st.muted.Of(fit(b.said(m), n, m.st.glyph.ellipsis)), ""}, len(rows), b.foot(m, n))
	b.page = page
	b.top = max(min(b.top, at), at-page+1)
	if at <= page/2 { // the first heading comes into sight with the first article
		b.top = 0
	}
	b.top = max(0, min(b.top, len(rows)-page))
	lines := append(head, rows[b.top:min(len(rows), b.top+page)]...)
	return m.boxed(title, footer, n, append(lines, foot...))
}

// said is how much there is, since when.
func (b *reviewBox) said(m *model) string {
	w, shown := m.words, 0
	for i := range b.parts {
		if len(b.parts[i].Heads) > 0 {
			shown++
		}
	}
	from := w.ReviewFirst
	if !b.gathered.First {
		from = w.ReviewSince(w.when(b.gathered.From, m.o.Now()))
	}
	dropped := ""
	if k := len(b.gathered.Dropped(b.draft)); k > 0 {
		dropped = w.ReviewDropped(k)
	}
	name := ""
	if len(b.templates) > 1 {
		name = oneLine(b.kept.Name)
	}
	return m.st.chrome(joinDots(name, w.Articles(review.Count(b.parts)), w.ReviewSections(shown), from, dropped))
}

// empty says that there is nothing, and what to do.
func (b *reviewBox) empty(m *model, n int) []string {
	out := append([]string{m.st.chrome(m.words.ReviewNone), ""}, wrapped(m.words.ReviewHow, n, m.st.muted)...)
	return out
}

// rows are the lines of the sections; at is that of the cursor.
func (b *reviewBox) rows(m *model, n int) (out []string, at int) {
	i, dates := 0, 0
	for k := range b.parts {
		for j := range b.parts[k].Heads {
			dates = max(dates, ansi.StringWidth(m.shortDate(&b.parts[k].Heads[j])))
		}
	}
	for k := range b.parts {
		p := &b.parts[k]
		if k > 0 {
			out = append(out, "")
		}
		out = append(out, b.heading(m, p, n))
		for j := range p.Heads {
			if i == b.sel {
				at = len(out)
			}
			out = append(out, b.row(m, p, j, i == b.sel, dates, n))
			i++
		}
	}
	return out, at
}

// heading is the line of a section: its title, depth and what is left out.
func (b *reviewBox) heading(m *model, p *review.Part, n int) string {
	w, more := m.words, ""
	if p.Left > 0 {
		more = w.ReviewLeft(p.Left)
	}
	none := ""
	if len(p.Heads) == 0 {
		none = w.ReviewNothing
	}
	depth := ""
	if p.Depth != "" {
		depth = w.ReviewDepths[string(p.Depth)]
	}
	side := m.st.chrome(joinDots(none, depth, more))
	if side != "" {
		side = "  " + side
	}
	return m.st.bold.Of(m.st.chrome(oneLine(p.Title))) + m.st.muted.Of(side)
}

func (b *reviewBox) row(m *model, p *review.Part, j int, on bool, dates, n int) string {
	h := safeHead(p.Heads[j])
	bar, in := " ", ink{}
	if on {
		bar, in = m.st.accent.Of(m.st.glyph.bar), m.st.bold
	}
	star := " "
	if h.Starred {
		star = m.st.warning.Of(m.st.glyph.star)
	}
	lead := fit(m.shortDate(&h), dates, "") + " " + fit(m.code(&h), 4, "") + "  "
	if n < 50 {
		lead = ""
	}
	placed := "  "
	if j < p.Placed {
		placed = m.st.muted.Of("= ")
	}
	return bar + star + placed + m.st.muted.Of(lead) + in.Of(fit(m.shownTitle(&h), n-4-ansi.StringWidth(lead), m.st.glyph.ellipsis))
}

// foot are the counts beside those of the week before.
func (b *reviewBox) foot(m *model, n int) []string {
	out := []string{""}
	if b.fault != "" {
		out = append(out, wrapped(b.fault, n, m.st.warning)...)
	}
	w := m.words
	if review.Count(b.parts) > 0 {
		keys := []deedKey{{"u", w.ReviewUndo, ""}, {"D", w.ReviewLength, ""}, {"p", strings.ToLower(w.ReviewPreview), ""}}
		if len(b.templates) > 1 {
			keys = append(keys, deedKey{"tab", w.ReviewOther, ""})
		}
		out = append(out, m.hintLines(keys, n)...)
	}
	for _, kind := range []struct{ of, name string }{{export.CountTheme, w.Themes}, {export.CountSource, w.Sources}} {
		var all []string
		for _, c := range b.counts {
			if c.Of == kind.of {
				all = append(all, oneLine(c.Name)+" "+w.Number(c.Now)+" ("+w.Number(c.Before)+")")
			}
		}
		if len(all) > 0 {
			out = append(out, m.st.muted.Of(fit(kind.name, 13, m.st.glyph.ellipsis))+" "+fit(m.st.chrome(strings.Join(all, "  ")), n-14, m.st.glyph.ellipsis))
		}
	}
	return out
}
