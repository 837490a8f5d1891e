package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/query"
)

// reportBox counts the articles of themes by week, source and language: of the
// present view or of all.
type reportBox struct {
	asked  query.Query // of the view; without an expression there is no choice
	whole  bool        // all articles
	span   int         // in reportSpans
	asking latest
	report feed.Report
	facets feed.Facets        // of the articles of those weeks
	themes []feed.ThemeReport // as they are shown
	ready  bool
	sel    int
	top    int
	page   int
	deaf
}

// reportSpans are the numbers of weeks that a report may be about: half a year, two
// years, ten.
var reportSpans = [...]int{26, 104, 520}

// reportMsg brings a report.
type reportMsg struct {
	of     *reportBox
	gen    int
	report feed.Report
	facets feed.Facets
	err    error
}

func (m *model) openReport() tea.Cmd {
	q := m.asked()
	q.Fold, q.Limit, q.Sort = false, 0, query.Newest
	b := &reportBox{asked: q, whole: q.Expr == nil}
	m.open(b)
	return b.load(m)
}

func (b *reportBox) load(m *model) tea.Cmd {
	ctx, cancel, gen := b.asking.begin(m.ctx)
	q, lib, weeks := b.asked, m.lib, reportSpans[b.span]
	if b.whole {
		q = query.Query{}
	}
	return func() tea.Msg {
		defer cancel()
		msg := reportMsg{of: b, gen: gen}
		if msg.report, msg.err = lib.Report(ctx, q, weeks); msg.err == nil {
			msg.facets, msg.err = facetsSince(ctx, lib, q, msg.report.Weeks)
		}
		return msg
	}
}

// facetsSince counts the sources and languages of a query from the first of some
// weeks on.
func facetsSince(ctx context.Context, lib Library, q query.Query, weeks []time.Time) (feed.Facets, error) {
	if len(weeks) > 0 {
		q = q.With(query.Date{Op: "since", Value: weeks[0].Format(time.DateOnly)})
	}
	hits, err := lib.Find(ctx, q)
	if err != nil {
		return feed.Facets{}, err
	}
	return lib.Facets(ctx, hits)
}

func (b *reportBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case reportMsg:
		if msg.of != b || msg.gen != b.asking.gen {
			return nil
		}
		if msg.err != nil {
			m.drop(b)
			return m.fail("report", msg.err)
		}
		b.facets = msg.facets
		b.take(m, msg.report)
	case changedMsg:
		if !msg.unseen {
			return b.load(m)
		}
	}
	return nil
}

// take shows a report: themes with the most articles first.
func (b *reportBox) take(m *model, r feed.Report) {
	b.report, b.ready = r, true
	b.themes = slices.DeleteFunc(slices.Clone(r.Themes), func(t feed.ThemeReport) bool {
		_, known := m.facts.theme[t.Theme]
		return !known || t.Total == 0
	})
	slices.SortStableFunc(b.themes, func(x, y feed.ThemeReport) int { return cmp.Compare(y.Total, x.Total) })
	b.sel = max(0, min(b.sel, len(b.themes)-1))
}

func (b *reportBox) close(m *model) {
	b.asking.end()
	m.drop(b)
}

func (b *reportBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch m.boxKey(k) {
	case "enter":
		if b.sel < len(b.themes) {
			th := m.facts.theme[b.themes[b.sel].Theme]
			b.close(m)
			m.setFocus(paneList)
			return m.setQuery(setQuery("tag", th.Slug))
		}
		return nil
	case "w":
		b.span = (b.span + 1) % len(reportSpans)
		return b.load(m)
	case "tab", "v":
		if b.asked.Expr != nil {
			b.whole = !b.whole
			return b.load(m)
		}
		return nil
	}
	switch a := m.pressed(paneList, k); a {
	case actBack, actClose, actReport:
		b.close(m)
	case actQuit:
		b.close(m)
		return m.quit()
	default:
		b.sel = max(0, min(b.sel+scrollBy(a, b.page), len(b.themes)-1))
	}
	return nil
}

// reportColumns are the widths of a report's columns, 0 for one there is no room for.
type reportColumns struct{ name, spark, answers, source, langs int }

func columnsOf(n int) reportColumns {
	c := reportColumns{name: 18, spark: 12}
	left := n - 2 - c.name - 1 - c.spark - 7
	take := func(want int) int {
		if left < want+2 {
			return 0
		}
		left -= want + 2
		return want
	}
	if n < 48 {
		c.spark = max(0, n-2-c.name-9)
		return c
	}
	c.answers = take(11)
	c.langs = take(16)
	if more := min(14, left); more > 0 && c.langs > 0 { // half a year where there is room
		c.spark += more
		left -= more
	}
	c.source = take(20)
	if left > 0 {
		c.name += min(left, 14)
	}
	return c
}

func (b *reportBox) view(m *model, w, h int) []string {
	words, n := m.words, min(w, 130)-4
	if !b.ready {
		return m.boxed(words.ReportTitle, words.EscKey+" "+words.Close, n, []string{m.st.chrome(words.Loading)})
	}
	cols := columnsOf(n)
	head := append(b.heads(m, n), b.headings(m, cols, n))
	foot := b.totals(m, n)
	head, page, foot := room(h, head, max(1, len(b.themes)), foot)
	b.page = page
	b.top = max(min(b.top, b.sel), b.sel-page+1)
	b.top = max(0, min(b.top, len(b.themes)-page))
	lines := head
	for i := b.top; i < min(len(b.themes), b.top+page); i++ {
		lines = append(lines, b.row(m, i, cols, n))
	}
	if len(b.themes) == 0 {
		lines = append(lines, m.st.muted.Of(m.st.chrome(words.ReportNone)))
	}
	footer := words.ReportFooter
	if b.asked.Expr == nil {
		footer = words.ReportFooterAll
	}
	return m.boxed(words.ReportTitle, footer, n, append(lines, foot...))
}

// heads say what the report is of, and how many articles came by week.
func (b *reportBox) heads(m *model, n int) []string {
	w := m.words
	of := w.ViewAll
	if !b.whole {
		of = m.explain(b.asked)
	}
	all := 0
	for _, c := range b.report.All {
		all += c
	}
	since := ""
	if len(b.report.Weeks) > 0 {
		since = w.ReportSince(len(b.report.Weeks), b.report.Weeks[0].Format("02/01/06"))
	}
	line := joinDots(w.Articles(all), since)
	spark := m.sparkline(b.report.All, max(0, min(reportSpans[0], n-ansi.StringWidth(line)-2)))
	return []string{m.st.bold.Of(fit(m.st.chrome(of), n, m.st.glyph.ellipsis)),
		fit(m.st.chrome(line)+"  ", n-ansi.StringWidth(spark), "") + m.st.accent.Of(spark), ""}
}

func (b *reportBox) headings(m *model, c reportColumns, n int) string {
	w := m.words
	s := "  " + fit(w.Themes, c.name, m.st.glyph.ellipsis) + " " + fit(w.ColumnWeeks, c.spark, "") + right(w.ColumnAll, 7)
	if c.answers > 0 {
		s += "  " + fit(w.ColumnKept, c.answers, m.st.glyph.ellipsis)
	}
	if c.langs > 0 {
		s += "  " + fit(w.Languages, c.langs, "")
	}
	if c.source > 0 {
		s += "  " + fit(w.Sources, c.source, "")
	}
	return m.st.muted.Of(fit(s, n, ""))
}

func (b *reportBox) row(m *model, i int, c reportColumns, n int) string {
	t, st := &b.themes[i], &m.st
	th := m.facts.theme[t.Theme]
	bar, in := " ", st.themeInk(th.Colour)
	if i == b.sel {
		bar, in = st.accent.Of(st.glyph.bar), st.bold
	}
	s := bar + " " + in.Of(fit(label(&th, m.words.Lang), c.name, st.glyph.ellipsis)) + " " +
		st.themeInk(th.Colour).Of(fit(m.sparkline(t.Weeks, c.spark), c.spark, "")) + right(m.words.Number(t.Total), 7)
	if c.answers > 0 {
		said := ""
		if p, known := t.Answers.Precision(); known {
			said = m.words.Number(t.Answers.Kept) + "/" + m.words.Number(t.Answers.Kept+t.Answers.Dropped) + " " + share(p)
		}
		s += "  " + fit(said, c.answers, st.glyph.ellipsis)
	}
	if c.langs > 0 {
		s += "  " + st.muted.Of(fit(strings.Join(m.topLangs(t.Langs, 3), " "), c.langs, st.glyph.ellipsis))
	}
	if c.source > 0 {
		s += "  " + st.muted.Of(fit(strings.Join(m.topSources(t.Sources, 3), " "), c.source, st.glyph.ellipsis))
	}
	return fit(s, n, "")
}

// totals are the sources and languages of the articles, and the themes that
// stand on one article more often than by chance.
func (b *reportBox) totals(m *model, n int) []string {
	w := m.words
	out := []string{""}
	add := func(lead string, all []string) {
		if len(all) > 0 {
			out = append(out, fit(m.st.muted.Of(fit(lead, 13, m.st.glyph.ellipsis))+" "+strings.Join(all, "  "), n, m.st.glyph.ellipsis))
		}
	}
	add(w.Sources, m.topSources(b.facets.Sources, 6))
	add(w.Languages, m.topLangs(b.facets.Langs, 6))
	var pairs []string
	for _, p := range b.report.Pairs {
		x, known := m.facts.theme[p.A]
		y, also := m.facts.theme[p.B]
		if known && also && len(pairs) < 5 {
			pairs = append(pairs, shortCode(&x)+"+"+shortCode(&y)+" "+w.Number(p.Count)+often(m, &p))
		}
	}
	add(w.ReportPairs, pairs)
	return out
}

// often tells how many times as often as by chance a pair is met.
func often(m *model, p *feed.ThemePair) string {
	if p.Expected <= 0 || float64(p.Count) < 1.5*p.Expected {
		return ""
	}
	return m.st.chrome(" (×" + m.words.Number(int(float64(p.Count)/p.Expected+.5)) + ")")
}

// topSources are the codes of the sources with the most articles, with their numbers.
func (m *model) topSources(counts map[feed.ID]int, n int) []string {
	type counted struct {
		name string
		n    int
	}
	all := make([]counted, 0, len(counts))
	for id, c := range counts {
		s, ok := m.facts.source[id]
		name := m.words.NoSource
		if ok {
			name = cmp.Or(ansi.Truncate(s.Short, 4, ""), sourceCode(s.Name))
		}
		all = append(all, counted{name, c})
	}
	slices.SortFunc(all, func(a, b counted) int { return cmp.Or(b.n-a.n, strings.Compare(a.name, b.name)) })
	var out []string
	for _, c := range all[:min(n, len(all))] {
		out = append(out, c.name+" "+m.words.Number(c.n))
	}
	return out
}

// topLangs are the languages with the most articles, with their numbers.
func (m *model) topLangs(counts map[string]int, n int) []string {
	langs := make([]string, 0, len(counts))
	for l := range counts {
		langs = append(langs, l)
	}
	slices.SortFunc(langs, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	var out []string
	for _, l := range langs[:min(n, len(langs))] {
		out = append(out, cmp.Or(ansi.Truncate(oneLine(l), 5, ""), "–")+" "+m.words.Number(counts[l]))
	}
	return out
}
