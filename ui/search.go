package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"veille/feed/query"
	"veille/feed/text"
)

// input makes a field of one line. It takes NFC, since the terminal's cursor is
// placed by counting characters, and nothing from the system's clipboard, which
// would start a program.
func input(value string) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = maxQuery
	in.KeyMap.Paste.SetEnabled(false)
	in.SetVirtualCursor(false)
	plain := textinput.StyleState{}
	in.SetStyles(textinput.Styles{Focused: plain, Blurred: plain})
	in.SetValue(value)
	in.CursorEnd()
	in.Focus()
	return in
}

// maxQuery is the most that fits a search line, in characters.
const maxQuery = 4000

// typed passes a key to a field and normalises what came of it.
func typed(in *textinput.Model, k tea.KeyPressMsg) {
	*in, _ = in.Update(k)
	if v := in.Value(); !norm.NFC.IsNormalString(v) {
		at := len([]rune(norm.NFC.String(string([]rune(v)[:in.Position()]))))
		in.SetValue(norm.NFC.String(v))
		in.SetCursor(at)
	}
}

// inserted puts pasted text into a field, as one clean line.
func inserted(in *textinput.Model, s string) {
	s = text.Line(s)
	v := []rune(in.Value())
	at := in.Position()
	in.SetValue(string(v[:at]) + s + string(v[at:]))
	in.SetCursor(at + len([]rune(s)))
}

// searchLine is the field of a search. The list behind it shows what has been
// understood so far; Esc brings back what it showed before.
type searchLine struct {
	in     textinput.Model
	before list // the list as it was
	query  query.Query
	fault  *query.Error
	gen    int
	cancel context.CancelFunc
	took   time.Duration // of the last search: a slow one waits for a pause in typing
	kept   string        // the text that the list answers
	known  int           // place in the history, -1 outside
	shown  int           // articles found
	ready  bool
}

func newSearchLine(m *model) *searchLine {
	s := &searchLine{before: m.list, known: -1, cancel: func() {}, kept: m.list.text}
	value := m.list.text
	if value != "" {
		value += " "
	}
	s.in = input(value)
	s.query = m.list.query
	s.shown, s.ready = m.list.n, m.list.hits != nil
	return s
}

// Times of searching while typing.
const (
	quick    = 20 * time.Millisecond // a search that takes less is done at each key
	debounce = 60 * time.Millisecond
)

// liveMsg answers a search that is still being typed.
type liveMsg struct {
	gen int
	found
	err error
}

func (s *searchLine) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		s.restore(m)
		return nil
	case "enter":
		return s.keep(m)
	case "up":
		s.recall(m, 1)
	case "down":
		s.recall(m, -1)
	case "tab":
		s.complete(m)
	default:
		typed(&s.in, k)
	}
	return s.changed(m)
}

func (s *searchLine) paste(m *model, p string) tea.Cmd {
	inserted(&s.in, p)
	return s.changed(m)
}

// changed reads what is typed; when it can be read and asks for something else
// than before, the search starts and the one before it is given up.
func (s *searchLine) changed(m *model) tea.Cmd {
	q, err := query.Parse(s.in.Value())
	s.fault = nil
	if errors.As(err, &s.fault) || query.Equal(q.Expr, s.query.Expr) {
		return nil
	}
	s.query = q
	return s.find(m)
}

func (s *searchLine) find(m *model) tea.Cmd {
	s.cancel()
	s.gen++
	ctx, cancel := context.WithCancel(m.ctx)
	s.cancel = cancel
	wait := time.Duration(0)
	if s.took > quick {
		wait = debounce
	}
	q := question{text: strings.TrimSpace(s.in.Value()), query: s.query, oldest: m.list.oldest, rows: m.list.rows}
	lib, gen := m.lib, s.gen
	return func() tea.Msg {
		if wait > 0 {
			pause := time.NewTimer(wait)
			defer pause.Stop()
			select {
			case <-ctx.Done():
				return nil
			case <-pause.C:
			}
		}
		f, err := answerTo(ctx, lib, q)
		if ctx.Err() != nil {
			return nil
		}
		return liveMsg{gen: gen, found: f, err: err}
	}
}

func (v liveMsg) arrive(m *model) tea.Cmd {
	s, ok := m.top().(*searchLine)
	if !ok || v.gen != s.gen {
		return nil
	}
	if v.err != nil {
		return m.fail("find", v.err)
	}
	s.took, s.kept, s.shown, s.ready = v.took, v.text, v.n, true
	m.nextView()
	m.take(v.found)
	m.list.pick.clear()
	return nil
}

func (s *searchLine) update(*model, tea.Msg) tea.Cmd { return nil }

// keep closes the field and keeps what the list shows. What could not be read
// as meant is read as far as it can.
func (s *searchLine) keep(m *model) tea.Cmd {
	m.closeOverlay()
	s.cancel()
	typed := text.Line(s.in.Value())
	if typed != "" {
		m.session.Queries = remember(m.session.Queries, typed, maxQueries)
	}
	m.toList()
	if typed == s.kept {
		m.side.follow(typed)
		m.list.text = typed
		m.session.Query = typed
		return m.saveSession()
	}
	return tea.Batch(m.setQuery(typed), m.saveSession())
}

// restore shows again what was there before the search.
func (s *searchLine) restore(m *model) {
	m.closeOverlay()
	s.cancel()
	asked, gen, rows := m.nextView(), m.list.gen+1, m.list.rows
	m.list = s.before
	m.list.asked, m.list.gen = asked, gen
	m.list.loading, m.list.stale = false, true
	m.list.setRows(rows)
}

// recall goes through the searches made before.
func (s *searchLine) recall(m *model, step int) {
	if at := s.known + step; at >= 0 && at < len(m.session.Queries) {
		s.known = at
		s.in.SetValue(m.session.Queries[at])
		s.in.CursorEnd()
	}
}

// complete finishes the word before the cursor, when there is but one way to,
// and what all ways have in common otherwise.
func (s *searchLine) complete(m *model) {
	v := []rune(s.in.Value())
	head := string(v[:s.in.Position()])
	word := head[strings.LastIndexAny(head, " (,")+1:]
	lead := head[:len(head)-len(word)]
	word = strings.TrimPrefix(word, "-")
	lead = head[:len(head)-len(word)]
	all := m.completions(lead, word)
	if len(all) == 0 {
		return
	}
	common := all[0]
	for _, c := range all[1:] {
		for !strings.HasPrefix(c, common) {
			common = clipped(common, len(common)-1)
		}
	}
	if len(common) < len(word) {
		return
	}
	s.in.SetValue(lead + common + string(v[s.in.Position():]))
	s.in.SetCursor(len([]rune(lead + common)))
}

// completions are the ways to finish a word: names of fields, and the values of
// those that have a list of them.
func (m *model) completions(lead, word string) []string {
	field, value, isField := strings.Cut(word, ":")
	if !isField {
		if at := strings.LastIndexByte(lead, ' '); strings.HasSuffix(lead, ",") {
			field, _, isField = strings.Cut(lead[at+1:], ":")
			return matching(m.fieldValues(query.Field(field)), "", word)
		}
		return matching(query.Fields(), ":", word)
	}
	return prefixed(field+":", matching(m.fieldValues(query.Field(field)), "", value))
}

func prefixed(p string, ss []string) []string {
	for i := range ss {
		ss[i] = p + ss[i]
	}
	return ss
}

func matching(all []string, suffix, word string) []string {
	var out []string
	for _, s := range all {
		if word = strings.ToLower(word); strings.HasPrefix(strings.ToLower(s), word) {
			out = append(out, strings.TrimSuffix(s, ":")+suffix)
		}
	}
	return out
}

// fieldValues are the values that a field of the query language may have here.
func (m *model) fieldValues(field string) []string {
	var out []string
	switch field {
	case "tag":
		for i := range m.facts.themes {
			out = append(out, m.facts.themes[i].Slug)
		}
	case "source":
		for i := range m.facts.sources {
			_, v, _ := strings.Cut(setQuery("source", m.facts.sources[i].Name), ":")
			out = append(out, v)
		}
	case "lang":
		for l := range m.facts.counts.Langs {
			if l != "" {
				out = append(out, l)
			}
		}
	case "is":
		out = slices.Clone(query.States())
	}
	slices.Sort(out)
	return out
}

// searchWidth is the width of the box of a search.
const searchWidth = 74

func (s *searchLine) view(m *model, w, h int) []string {
	n := min(w, searchWidth) - 4
	s.in.SetWidth(max(1, n-3))
	said := m.explain(s.query)
	if s.fault != nil {
		at := ansi.StringWidth(clipped(s.in.Value(), s.fault.At)) - s.scrolled()
		said = blanks(max(0, min(at, n-ansi.StringWidth(s.fault.In(m.words.Lang))-4))) +
			m.st.warning.of(m.st.glyph.up+" "+s.fault.In(m.words.Lang))
	}
	count := ""
	if s.ready {
		count = m.words.SearchResult(s.shown)
	}
	help := m.words.SearchHint
	if word := m.ways(s); word != "" {
		help = word
	}
	return m.boxed(m.words.SearchPrompt, m.words.SearchFooter, n, []string{
		m.st.accent.of("/") + " " + s.in.View(),
		"  " + said,
		m.st.bold.of(count),
		m.st.muted.of(help),
	})
}

// ways lists how the word before the cursor may go on.
func (m *model) ways(s *searchLine) string {
	head := string([]rune(s.in.Value())[:s.in.Position()])
	word := strings.TrimPrefix(head[strings.LastIndexAny(head, " (,")+1:], "-")
	if word == "" {
		return ""
	}
	all := m.completions(head[:len(head)-len(word)], word)
	if len(all) == 1 && all[0] == word {
		return ""
	}
	return text.Line(strings.Join(all[:min(len(all), 8)], "  "))
}

// scrolled is how many cells of a long line are out of sight on the left.
func (s *searchLine) scrolled() int {
	c := s.in.Cursor()
	if c == nil {
		return 0
	}
	head := string([]rune(s.in.Value())[:s.in.Position()])
	return max(0, ansi.StringWidth(head)-c.X)
}

func (s *searchLine) at(w, h, bw, bh int) (x, y int) { return (w - bw) / 2, max(0, h-1-bh) }

func (s *searchLine) cursor() (x, y int, ok bool) {
	c := s.in.Cursor()
	if c == nil {
		return 0, 0, false
	}
	return c.X + 4, 1, true
}

// explain says in words what a query was understood to ask for.
func (m *model) explain(q query.Query) string {
	said := query.Explain(q, m.words.Lang, func(name, value string) string {
		if name != "tag" {
			return ""
		}
		if t, ok := m.facts.bySlug(strings.TrimPrefix(value, "=")); ok {
			return label(&t, m.words.Lang)
		}
		return ""
	})
	if said == "" {
		return m.words.MeansAll
	}
	return said
}

// boxed frames lines of n cells: the title in the upper edge, the hint in the
// lower one.
func (m *model) boxed(title, hint string, n int, lines []string) []string {
	g := &m.st.glyph
	edge := func(left, s, right string, atEnd bool) string {
		s = ansi.Truncate(m.st.chrome(s), max(0, n-2), g.ellipsis)
		fill := strings.Repeat(g.horizontal, max(0, n-ansi.StringWidth(s)-1))
		if s == "" {
			return m.st.borderFocus.of(left + strings.Repeat(g.horizontal, n+2) + right)
		}
		if atEnd {
			return m.st.borderFocus.of(left+fill) + " " + m.st.muted.of(s) + " " + m.st.borderFocus.of(g.horizontal+right)
		}
		return m.st.borderFocus.of(left+g.horizontal) + " " + m.st.bold.of(s) + " " + m.st.borderFocus.of(fill+right)
	}
	out := []string{edge(g.topLeft, title, g.topRight, false)}
	side := m.st.borderFocus.of(g.vertical)
	for _, l := range lines {
		out = append(out, side+" "+fit(l, n, g.ellipsis)+" "+side)
	}
	return append(out, edge(g.bottomLeft, hint, g.bottomRight, true))
}

// findLine is the field of a search inside the article.
type findLine struct {
	in  textinput.Model
	top int
	was find
}

func newFindLine(m *model) *findLine {
	f := &findLine{in: input(m.reader.find.text), top: m.reader.top, was: m.reader.find}
	m.reader.find.on = true
	return f
}

func (f *findLine) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	r := &m.reader
	switch k.Keystroke() {
	case "esc":
		m.closeOverlay()
		edition := r.find.edition + 1
		r.find = f.was
		r.find.edition = edition
		r.top = f.top
		return nil
	case "enter":
		m.closeOverlay()
		if len(r.find.hits) == 0 {
			s := r.find.text
			r.endFind()
			if s != "" {
				return m.say(m.words.NoMatchFor(s))
			}
		}
		return nil
	}
	typed(&f.in, k)
	f.look(m)
	return nil
}

func (f *findLine) paste(m *model, s string) tea.Cmd {
	inserted(&f.in, s)
	f.look(m)
	return nil
}

// look finds what is typed, from where reading stood.
func (f *findLine) look(m *model) {
	r := &m.reader
	r.search(strings.TrimSpace(f.in.Value()))
	r.firstFrom(max(0, f.top-len(r.head)))
}

func (f *findLine) update(*model, tea.Msg) tea.Cmd { return nil }

func (f *findLine) view(m *model, w, h int) []string {
	n := min(w, 60) - 4
	f.in.SetWidth(max(1, n-3))
	said := m.words.FindHint
	if r := &m.reader; r.find.text != "" {
		said = m.words.NoMatchFor(r.find.text)
		if len(r.find.hits) > 0 {
			said = m.words.FoundInArticle(r.find.at+1, r.find.count())
		}
	}
	return m.boxed(m.words.FindPrompt, "", n, []string{m.st.accent.of("/") + " " + f.in.View(), m.st.muted.of("  " + said)})
}

func (f *findLine) at(w, h, bw, bh int) (x, y int) { return (w - bw) / 2, max(0, h-1-bh) }

func (f *findLine) cursor() (x, y int, ok bool) {
	c := f.in.Cursor()
	if c == nil {
		return 0, 0, false
	}
	return c.X + 4, 1, true
}
