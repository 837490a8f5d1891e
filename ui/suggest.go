package ui

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
)

// suggested is a pending suggestion of the open article with the words that speak
// for it, each once, in the order of the text.
type suggested struct {
	feed.Suggestion
	words []cited
}

// cited is a word or phrase of the text and how often it stands among the
// evidence.
type cited struct {
	text string
	n    int
}

// suggestedOn reads what is pending on an article. An article is worth reading
// without it: an error leaves it out.
func suggestedOn(ctx context.Context, lib Library, a *feed.Article) []suggested {
	list, err := lib.Suggestions(ctx, a.ID)
	if err != nil {
		return nil
	}
	out := make([]suggested, len(list))
	for i := range list {
		out[i] = suggested{Suggestion: list[i], words: citedIn(a, list[i].Spans)}
	}
	return out
}

// inOrder puts what is pending for a theme first, then the surest.
func inOrder(list []suggested, lead feed.ID) []suggested {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b suggested) int {
		if at := a.Theme == lead; at != (b.Theme == lead) {
			if at {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Score, a.Score)
	})
	return list
}

// citedIn counts what stands at places of an article, however it is written.
func citedIn(a *feed.Article, spans []feed.Range) []cited {
	var out []cited
	at := map[string]int{}
	for _, q := range a.Quote(spans) {
		key := text.Fold(q)
		if i, ok := at[key]; ok {
			out[i].n++
			continue
		}
		if key != "" {
			at[key] = len(out)
			out = append(out, cited{text: text.Line(q), n: 1})
		}
	}
	return out
}

// chipOf is the theme behind chip i of a row, and whether it is but suggested.
func chipOf(h *feed.Head, i int) (id feed.ID, offered bool) {
	if i < len(h.Themes) {
		return h.Themes[i], false
	}
	return h.Suggested[i-len(h.Themes)], true
}

// offerInk is how a suggestion stands in a row: under the cursor's colour in
// italics alone.
func (m *model) offerInk(k rowKey) ink {
	if m.lay.lines == 1 && k.cursor && k.focused {
		return m.st.italic
	}
	return m.st.suggestion
}

// score writes a score with the sign for tenths of the language.
func (w *Words) score(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', 2, 64), ".", w.Decimal, 1)
}

// suggestionParts are the pending suggestions as the head of an article tells them:
// "ONU? 0.91".
func suggestionParts(also *more, st *styles, words *Words, f *facts) []string {
	var out []string
	for i := range also.suggested {
		s := &also.suggested[i]
		if t, ok := f.theme[s.Theme]; ok {
			out = append(out, st.suggestion.Of(label(&t, words.Lang)+"?")+" "+st.muted.Of(words.score(s.Score)))
		}
	}
	return out
}

// hintSuggestion puts the keys that answer behind the suggestions of the head,
// where there is room.
func (m *model) hintSuggestion(w int) {
	r := &m.reader
	at := len(r.head) - 2
	if len(suggestionParts(&r.also, &m.st, m.words, &m.facts)) == 0 || at < 0 {
		return
	}
	gap := "   "
	for _, hint := range m.suggestionHints() {
		if ansi.StringWidth(r.head[at])+len(gap)+ansi.StringWidth(hint) > w {
			return
		}
		r.head[at] += gap + hint
		gap = "  "
	}
}

// suggestionHints are the keys that answer a suggestion and tell why.
func (m *model) suggestionHints() []string {
	var out []string
	for _, a := range []Action{actAccept, actDismiss, actWhy} {
		if h := m.hintOf(a); h != "" {
			out = append(out, h)
		}
	}
	return out
}

// suggestionFoot are the hints of the foot line where one answers suggestions or
// codes, nil elsewhere.
func (m *model) suggestionFoot() [][]Action {
	switch {
	case m.coding.on:
		return [][]Action{{actTheme1}, {actRepeatTag}, {actReadOn}, {actTag}, {actBack}, {actAccept}, {actDismiss}, {actUndo}, {actStar}}
	case m.focus == paneReader && m.reader.evidence.lit && !m.reader.find.on:
		return [][]Action{{actAccept}, {actDismiss}, {actWhy}, {actReadOn}, {actBack}, {actOtherDown, actOtherUp}, {actCopyCitation}, {actTag}}
	case m.focus == paneList && m.list.confirming() != nil && m.list.n > 0 && m.list.pick.empty():
		return [][]Action{{actAccept}, {actOpen}, {actDismiss}, {actWhy}, {actReadOn}, {actDown, actUp}, {actTag}, {actSelect}, {actUndo}, {actPalette}}
	case m.focus == paneList && m.reader.evidence.lit && m.list.pick.empty():
		return [][]Action{{actWhy}, {actAccept}, {actDismiss}, {actReadOn}, {actDown, actUp}, {actOtherDown, actOtherUp}, {actBack}, {actTag}, {actPalette}}
	}
	return nil
}

// suggestionTail are the lines below the text: each suggestion with the words that
// speak for it.
func (m *model) suggestionTail(w int) []string {
	r := &m.reader
	var names, scores []string
	var why [][]cited
	widest := 0
	for i := range r.also.suggested {
		s := &r.also.suggested[i]
		t, ok := m.facts.theme[s.Theme]
		if !ok {
			continue
		}
		names, scores = append(names, label(&t, m.words.Lang)+"?"), append(scores, m.words.score(s.Score))
		why = append(why, s.words)
		widest = max(widest, ansi.StringWidth(names[len(names)-1]))
	}
	if len(names) == 0 {
		return nil
	}
	out := []string{"", m.st.border.Of(strings.Repeat(m.st.glyph.horizontal, w))}
	lead := m.words.Suggested + "  "
	widest = min(widest, max(8, w/3))
	for i, name := range names {
		before := blanks(ansi.StringWidth(lead))
		if i == 0 {
			before = m.st.muted.Of(lead)
		}
		line := before + m.st.suggestion.Of(fit(name, widest, m.st.glyph.ellipsis)) + " " + scores[i] + "  " + m.st.chrome(m.wordsSaid(why[i]))
		out = append(out, ansi.Truncate(line, w, m.st.glyph.ellipsis))
	}
	return out
}

// wordsSaid are words of evidence with how often each stands there: "port ×2,
// quay".
func (m *model) wordsSaid(list []cited) string {
	if len(list) == 0 {
		return m.words.WhyOwnTagging
	}
	parts := make([]string, len(list))
	for i, q := range list {
		if parts[i] = q.text; q.n > 1 {
			parts[i] += " ×" + strconv.Itoa(q.n)
		}
	}
	return strings.Join(parts, ", ")
}

// pendingHere returns the suggestion of a theme for the open article.
func (r *reader) pendingHere(theme feed.ID) (suggested, bool) {
	i := slices.IndexFunc(r.also.suggested, func(s suggested) bool { return s.Theme == theme })
	if i < 0 {
		return suggested{}, false
	}
	return r.also.suggested[i], true
}

// answered says what became of suggestions.
func (w *Words) answered(c feed.Change) string {
	switch {
	case c.Count == 0:
		return w.NothingChanged
	case c.Verb == feed.DidDismiss:
		return w.Dismissed(c.Count, strings.Join(c.Removed, ", "))
	}
	return w.Accepted(c.Count, strings.Join(c.Added, ", "))
}
