package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
)

// whyBox tells how the suggestion of a theme comes about: the evidence with its
// place and points, the word list, what speaks against, what was learned, and how
// such suggestions were answered.
type whyBox struct {
	id, theme feed.ID
	why       feed.Why
	places    []string // of the evidence
	around    []around // the evidence as it stands in the text
	against   []string
	terms     []string // learned, that weigh most
	pending   []feed.ID
	on        bool // the theme is on the article
	lang      string
	ready     bool
	sel       int
	scroll
	deaf
}

// whyMsg brings what a whyBox shows.
type whyMsg struct {
	of  *whyBox
	box whyBox
	err error
}

// openWhy opens the box for a theme, the surest suggestion when it is zero.
func (m *model) openWhy(id, theme feed.ID) tea.Cmd {
	b := &whyBox{id: id, theme: theme}
	m.open(b)
	return b.load(m)
}

// around is a piece of evidence with the text before and after it.
type around struct{ before, word, after string }

// Limits of what is shown.
const (
	aroundEvidence = 100 // cells of text on each side of it, more than any box has
	learnedTerms   = 8   // that weigh most
	maxWordList    = 240 // cells of a word list
)

func (b *whyBox) load(m *model) tea.Cmd {
	lib, id, theme := m.lib, b.id, b.theme
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := whyMsg{of: b, box: whyBox{id: id, theme: theme, ready: true}}
		msg.err = msg.box.read(ctx, lib)
		return msg
	})
}

func (b *whyBox) read(ctx context.Context, lib Library) error {
	a, err := lib.Article(ctx, b.id)
	if err != nil {
		return err
	}
	list, err := lib.Suggestions(ctx, b.id)
	if err != nil {
		return err
	}
	for i := range list {
		b.pending = append(b.pending, list[i].Theme)
	}
	if b.theme.IsZero() && len(b.pending) > 0 {
		b.theme = b.pending[0]
	}
	if b.theme.IsZero() {
		return feed.ErrNotFound
	}
	if b.why, err = lib.Why(ctx, b.id, b.theme); err != nil {
		return err
	}
	b.on, b.lang = slices.Contains(a.Themes, b.theme), a.Lang
	for i := range b.why.Evidence {
		place, around := evidenceIn(&a, &b.why.Evidence[i])
		b.places, b.around = append(b.places, place), append(b.around, around)
	}
	for i := range b.why.Against {
		b.against = append(b.against, text.Line(b.why.Against[i].Text))
	}
	b.why.Learned = safeLines(b.why.Learned)
	terms, _, err := lib.LearnedTerms(ctx, b.theme, learnedTerms)
	b.terms = safeLines(terms)
	return err
}

// evidenceIn tells the paragraph of a piece of evidence, "" for the title and the
// standfirst, and gives it with the text around it.
func evidenceIn(a *feed.Article, e *feed.Evidence) (place string, at around) {
	within := a.In(e.Field)
	if e.Start < 0 || e.Start > e.End || e.End > len(within) {
		return "", around{word: text.Line(e.Text)}
	}
	from, to := 0, len(within)
	if e.Field == feed.InBody {
		place = "¶" + strconv.Itoa(1+strings.Count(within[:e.Start], blockGap))
		from = 1 + strings.LastIndex(within[:e.Start], "\n")
		if i := strings.Index(within[e.End:], "\n"); i >= 0 {
			to = e.End + i
		}
	}
	before, after := text.Line(within[from:e.Start]+"|"), text.Line("|"+within[e.End:to])
	before, after = strings.TrimSuffix(before, "|"), strings.TrimPrefix(after, "|")
	if n := ansi.StringWidth(before) - aroundEvidence; n > 0 {
		before = ansi.TruncateLeft(before, n, "")
	}
	return place, around{before, text.Line(within[e.Start:e.End]), ansi.Truncate(after, aroundEvidence, "")}
}

// line sets the evidence, marked, in n cells with as much of the text on both sides
// as there is room for.
func (a *around) line(st *styles, n int) string {
	word, gap := a.word, st.glyph.ellipsis
	if st.bracket {
		word = "[" + word + "]"
	}
	word = ansi.Truncate(word, n, gap)
	left := n - ansi.StringWidth(word)
	before := a.before
	room := max(left/2, left-ansi.StringWidth(a.after))
	if over := ansi.StringWidth(before) - room; over > 0 {
		before = ansi.TruncateLeft(before, over+ansi.StringWidth(gap), gap)
	}
	after := ansi.Truncate(a.after, max(0, left-ansi.StringWidth(before)), gap)
	return fit(before+st.evidence.Of(word)+after, n, gap)
}

func (b *whyBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case whyMsg:
		if msg.of != b {
			return nil
		}
		if msg.err != nil {
			m.drop(b)
			return m.fail("read", msg.err)
		}
		page := b.scroll
		*b = msg.box
		b.scroll = page
	case changedMsg:
		return b.load(m)
	}
	return nil
}

func (b *whyBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch key := keyOf(m, k); key {
	case "n", "j", "down":
		b.sel = min(b.sel+1, max(0, len(b.around)-1))
		return nil
	case "N", "p", "k", "up":
		b.sel = max(0, b.sel-1)
		return nil
	case "tab", "shift+tab":
		return b.turn(m, key == "tab")
	case ":":
		m.closeOverlay()
		return m.openTrust(m.facts.theme[b.theme].Slug + " 0.90")
	}
	switch a := m.pressed(paneReader, k); a {
	case actAccept, actDismiss:
		return b.answer(m, a == actDismiss)
	case actWhy, actOpen:
		return b.jump(m)
	case actUndo, actRedo:
		return m.undo(a == actRedo)
	default:
		if k.Keystroke() == "T" || k.String() == "T" {
			m.closeOverlay()
			return m.do(a)
		}
		return b.scroll.press(m, a)
	}
}

// turn goes to another theme that is suggested for the article.
func (b *whyBox) turn(m *model, on bool) tea.Cmd {
	n := len(b.pending)
	if n == 0 {
		return nil
	}
	i := slices.Index(b.pending, b.theme) + 1
	if !on {
		i += n - 2
	}
	b.theme, b.sel = b.pending[(i+n)%n], 0
	return b.load(m)
}

func (b *whyBox) answer(m *model, dismiss bool) tea.Cmd {
	if !slices.Contains(b.pending, b.theme) {
		return m.say(m.words.WhyNoSuggestion)
	}
	m.closeOverlay()
	return m.answerOne(b.id, b.theme, dismiss)
}

// jump goes to the piece of evidence under the cursor in the text.
func (b *whyBox) jump(m *model) tea.Cmd {
	m.closeOverlay()
	if m.reader.shown != b.id {
		return nil
	}
	if m.lay.reader.Empty() {
		m.setFocus(paneReader)
	}
	if m.light(b.theme, b.sel); !m.reader.evidence.lit {
		return m.say(m.words.NoEvidence)
	}
	return nil
}

func (b *whyBox) view(m *model, w, h int) []string {
	n := min(w, 76) - 4
	t := m.facts.theme[b.theme]
	title := m.words.WhyTitle(label(&t, m.words.Lang)+"?", m.words.score(b.why.Score))
	if !b.ready {
		return m.boxed(title, m.words.WhyFooter, n, []string{m.words.Loading})
	}
	lines := b.evidenceLines(m, n)
	top := len(lines)
	lines = append(lines, b.factLines(m, n)...)
	b.fit(len(lines), max(1, h-2))
	if line := min(1+b.sel, top-1); line < b.top || line >= b.top+b.page { // the cursor stays in sight
		b.top = max(0, min(line-b.page/2, b.most))
	}
	return m.boxed(title, m.words.WhyFooter, n, b.seen(lines))
}

func (b *whyBox) evidenceLines(m *model, n int) []string {
	head := m.st.bold.Of(m.words.WhyHere)
	keys := m.st.accent.Of("n N") + " " + m.st.muted.Of(m.words.WhyChoose) + "  " + m.st.accent.Of(m.keys.hint(actWhy)) + " " + m.st.muted.Of(m.words.WhyJumps)
	lines := []string{head}
	if gap := n - ansi.StringWidth(head) - ansi.StringWidth(keys); gap >= 2 {
		lines[0] += blanks(gap) + keys
	}
	if len(b.around) == 0 {
		return append(lines, wrapped(m.st.chrome(m.words.NoEvidence), n, m.st.muted)...)
	}
	widest := 0
	places := make([]string, len(b.places))
	for i := range places {
		places[i] = b.place(m, i)
		widest = max(widest, ansi.StringWidth(places[i]))
	}
	for i := range b.around {
		bar, in := " ", ink{}
		if i == b.sel {
			bar, in = m.st.accent.Of(m.st.glyph.bar), m.st.bold
		}
		points := "+" + m.words.points(b.why.Evidence[i].Points)
		lead := bar + fit(strconv.Itoa(i+1), 3, "") + fit(places[i], widest, "") + "  "
		room := max(0, n-ansi.StringWidth(lead)-ansi.StringWidth(points)-2)
		lines = append(lines, lead+in.Of(b.around[i].line(&m.st, room))+"  "+m.st.muted.Of(points))
	}
	return lines
}

func (b *whyBox) place(m *model, i int) string {
	switch b.why.Evidence[i].Field {
	case feed.InTitle:
		return m.words.WhyInTitle
	case feed.InStandfirst:
		return m.words.WhyInLead
	}
	if m.o.ASCII {
		return "par." + strings.TrimPrefix(b.places[i], "¶")
	}
	return b.places[i]
}

// points writes points with one decimal.
func (w *Words) points(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', 1, 64), ".", w.Decimal, 1)
}

// factLines are what is known of the theme besides the text.
func (b *whyBox) factLines(m *model, n int) []string {
	w, y := m.words, &b.why
	t := m.facts.theme[b.theme]
	field := func(name, s string) []string {
		return wrappedTo(m.st.muted.Of(name)+"  "+m.st.chrome(s), n, 2)
	}
	against := w.WhyNone
	if len(b.against) > 0 {
		against = strings.Join(b.against, ", ")
	}
	record := w.WhyNone
	if y.Answers.Kept+y.Answers.Dropped > 0 {
		record = w.WhyKept(y.Answers.Kept, y.Answers.Dropped)
	}
	lines := append([]string{""}, field(w.WhyList, t.Slug+" "+w.WhyVersion(y.Version)+listSaid(&t, b.lang, y.Evidence))...)
	lines = append(lines, field(w.WhyPoints, w.WhyPointsOf(w.points(y.Points), w.points(y.Needed)))...)
	lines = append(lines, field(w.WhyAgainst, against)...)
	threshold := w.score(thresholdOf(&t))
	if t.Trust > 0 {
		threshold += ", " + w.WhyTrusts(w.score(t.Trust))
	}
	lines = append(lines, field(w.WhyThreshold, threshold)...)
	lines = append(lines, field(w.WhyRecord, record)...)
	if terms := b.learned(); terms != "" {
		lines = append(lines, field(w.WhyLearned, terms+" "+w.WhyLearnedFrom(y.Tagged))...)
	}
	lines = append(lines, "")
	if b.on {
		return append(lines, m.st.muted.Of(label(&t, w.Lang)+" "+w.WhyMarked))
	}
	hints := []string{m.hintOf(actAccept), m.hintOf(actDismiss), m.st.accent.Of(":") + " " + m.st.muted.Of(m.words.Actions[actTrust])}
	lines = append(lines, joined(hints, "   ", n, ink{})...)
	return append(lines, wrapped(m.st.chrome(w.WhyStores(y.Version, len(y.Evidence))), n, m.st.muted)...)
}

// learned are the terms of the text that the user's tagging recognised, else those
// that weigh most.
func (b *whyBox) learned() string {
	if len(b.why.Learned) > 0 {
		return strings.Join(b.why.Learned[:min(len(b.why.Learned), learnedTerms)], ", ")
	}
	return strings.Join(b.terms, ", ")
}

// usualThreshold is the score from which on a theme without one of its own is
// suggested.
const usualThreshold = .62

func thresholdOf(t *feed.Theme) float64 {
	if t.Threshold > 0 {
		return t.Threshold
	}
	return usualThreshold
}

// listSaid is the beginning of a theme's word list: the words that were found here,
// then those of a language, the sure ones first, then those of the others.
func listSaid(t *feed.Theme, lang string, found []feed.Evidence) string {
	var out []string
	n := 0
	add := func(word string) {
		if s := "“" + text.Line(word) + "”"; word != "" && n < maxWordList && !slices.Contains(out, s) {
			out = append(out, s)
			n += ansi.StringWidth(s) + 2
		}
	}
	for i := range found {
		add(found[i].Word)
	}
	for _, l := range append([]string{lang}, Languages...) {
		for tier := int(feed.SureWord); tier >= int(feed.WeakWord); tier-- {
			for _, word := range t.Words[l] {
				if word.Tier == feed.Tier(tier) {
					add(word.Text)
				}
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return ": " + strings.Join(out, ", ")
}
