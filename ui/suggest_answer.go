package ui

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// suggest carries out what is done about suggestions.
func (m *model) suggest(a Action) (tea.Cmd, bool) {
	switch a {
	case actAccept, actDismiss:
		if cmd, ok := m.settled(a); !ok {
			return cmd, true
		}
		return m.answer(a == actDismiss), true
	case actWhy:
		return m.explainTheme(), true
	case actGoConfirm:
		return m.goConfirm(), true
	case actCode:
		return m.startCoding(), true
	case actTrust:
		return m.openTrust(""), true
	case actProgress:
		return m.toggleProgress(), true
	}
	return nil, false
}

// answer accepts or dismisses a suggestion of the article under the cursor: the one
// whose evidence is lit, that of the group in the view of what is to be confirmed,
// else the surest. Of several articles selected it asks which themes are meant.
func (m *model) answer(dismiss bool) tea.Cmd {
	if !m.list.pick.empty() {
		return m.answerSelected(dismiss)
	}
	h, ok := m.current()
	switch {
	case !ok:
		return m.say(m.words.WhyNoArticle)
	case len(h.Suggested) == 0 && !m.works.busy():
		return m.say(m.words.WhyNoSuggestion)
	}
	theme := m.meantSuggestion(&h)
	if c := m.list.confirming(); c != nil && (m.focus == paneList || theme.IsZero()) {
		switch group := m.groupTheme(&h); {
		case !group.IsZero() && (m.focus == paneList || !c.isSettled(h.ID, group)):
			theme = group
			c.note(h.ID, theme, true)
			m.cache.list = listKey{}
			if m.focus == paneList {
				defer m.onPending()
			}
		case m.focus == paneList:
			return m.say(m.words.WhyNoSuggestion)
		}
	}
	lib := m.lib
	return m.enqueue(changedMsg{what: "tag", about: h.ID}, func(ctx context.Context) (feed.Change, error) {
		one := theme
		if one.IsZero() {
			list, err := lib.Suggestions(ctx, h.ID)
			if err != nil || len(list) == 0 {
				return feed.Change{}, err
			}
			one = list[0].Theme
		}
		return lib.Answer(ctx, feed.Targets{IDs: []feed.ID{h.ID}}, feed.Answer{Themes: []feed.ID{one}, Dismiss: dismiss})
	})
}

// whyNoAnswer is why an action on suggestions does nothing now.
func (m *model) whyNoAnswer(a Action, head *feed.Head) string {
	w, counts := m.words, &m.facts.counts
	none := len(head.Suggested) == 0
	switch a {
	case actAccept, actDismiss:
		if none && m.list.pick.empty() {
			return w.WhyNoSuggestion
		}
	case actWhy:
		if none && (m.reader.shown != head.ID || len(m.reader.reasons()) == 0) {
			return w.WhyNoSuggestion
		}
	case actGoConfirm:
		if m.facts.known && counts.ToConfirm == 0 {
			return w.ConfirmEmpty
		}
	case actCode:
		if m.facts.known && counts.Untagged == 0 {
			return w.CodingNone
		}
	case actProgress:
		if m.catching.left.IsZero() && !m.catching.running {
			return w.CaughtUp
		}
	}
	return ""
}

// busy reports whether a change is under way or waits: what is on the screen is
// then not what a key is for.
func (w *works) busy() bool { return w.running != nil || len(w.queue) > 0 }

// meantSuggestion is the theme whose evidence is lit in the article, or zero for
// the surest that is pending when the turn comes: of two fast keys the second is
// for the next one.
func (m *model) meantSuggestion(h *feed.Head) feed.ID {
	r := &m.reader
	if e := &r.evidence; e.lit && r.shown == h.ID && !m.works.busy() {
		if _, pending := r.pendingHere(e.theme); pending {
			return e.theme
		}
	}
	return feed.ID{}
}

// offeredTheme is how many articles a theme is suggested for, and the greatest score
// where it is known.
type offeredTheme struct {
	theme feed.ID
	n     int
	score float64
}

// offeredOn counts what is pending on articles by theme. Scores are read of articles
// that are told one by one.
func offeredOn(ctx context.Context, lib Library, on feed.Targets) ([]offeredTheme, error) {
	by := map[feed.ID]*offeredTheme{}
	note := func(theme feed.ID, score float64) {
		o := by[theme]
		if o == nil {
			o = &offeredTheme{theme: theme}
			by[theme] = o
		}
		o.n, o.score = o.n+1, max(o.score, score)
	}
	for _, id := range on.IDs {
		list, err := lib.Suggestions(ctx, id)
		if err != nil {
			return nil, err
		}
		for i := range list {
			note(list[i].Theme, list[i].Score)
		}
	}
	for from := 0; on.Hits != nil && from < on.Hits.Len(); from += pageOfIDs {
		heads, err := on.Hits.Heads(ctx, from, pageOfIDs)
		if err != nil {
			return nil, err
		}
		for i := range heads {
			for _, theme := range heads[i].Suggested {
				note(theme, 0)
			}
		}
	}
	out := make([]offeredTheme, 0, len(by))
	for _, o := range by {
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b offeredTheme) int { return slices.Compare(a.theme[:], b.theme[:]) })
	return out, nil
}

// offeredMsg brings what is suggested for the articles selected.
type offeredMsg struct {
	on      feed.Targets
	n       int
	dismiss bool
	themes  []offeredTheme
	err     error
}

// answerSelected reads what is suggested for the articles selected.
func (m *model) answerSelected(dismiss bool) tea.Cmd {
	on, n := m.targets()
	lib := m.lib
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := offeredMsg{on: on, n: n, dismiss: dismiss}
		msg.themes, msg.err = offeredOn(ctx, lib, on)
		return msg
	})
}

// arrive answers at once when only one theme is suggested, else it asks which.
func (o offeredMsg) arrive(m *model) tea.Cmd {
	o.themes = m.knownOffers(o.themes)
	switch {
	case o.err != nil:
		return m.fail("read", o.err)
	case len(o.themes) == 0:
		return m.say(m.words.WhyNoSuggestion)
	case len(o.themes) == 1:
		return m.answerThemes(o.on, o.dismiss, o.themes[0].theme)
	}
	title := m.words.AcceptTitle(o.n)
	if o.dismiss {
		title = m.words.DismissTitle(o.n)
	}
	c := &menu{title: title, footer: m.words.AnswerFooter}
	c.rows = func(m *model) []choice { return o.rows(m) }
	m.openBelow(c)
	return nil
}

// knownOffers leaves out themes that are not known yet, and puts those with a digit
// first among equals.
func (m *model) knownOffers(list []offeredTheme) []offeredTheme {
	list = slices.DeleteFunc(list, func(o offeredTheme) bool { _, known := m.facts.theme[o.theme]; return !known })
	slices.SortStableFunc(list, func(a, b offeredTheme) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(b.score, a.score),
			cmp.Compare(pinOrder(m.facts.theme[a.theme].Pin), pinOrder(m.facts.theme[b.theme].Pin)))
	})
	return list
}

// rows are the themes with their digits, then all of them.
func (o *offeredMsg) rows(m *model) []choice {
	var out []choice
	all := make([]feed.ID, len(o.themes))
	for i, t := range o.themes {
		th := m.facts.theme[t.theme]
		all[i] = t.theme
		r := choice{text: label(&th, m.words.Lang) + "?", note: m.offeredSaid(&t), ink: m.st.suggestion,
			do: func(m *model) tea.Cmd { return m.answerThemes(o.on, o.dismiss, t.theme) }}
		if i < 9 {
			r.key = string(rune('1' + i))
		}
		out = append(out, r)
	}
	return append(out, choice{key: "0", text: m.words.AllSuggested,
		do: func(m *model) tea.Cmd { return m.answerThemes(o.on, o.dismiss, all...) }})
}

// offeredSaid is "0.91 on 2".
func (m *model) offeredSaid(o *offeredTheme) string {
	if o.score == 0 {
		return m.words.OnArticles(o.n)
	}
	return m.words.score(o.score) + " " + m.words.OnArticles(o.n)
}

// answerThemes answers suggestions of themes on several articles as one step.
func (m *model) answerThemes(on feed.Targets, dismiss bool, themes ...feed.ID) tea.Cmd {
	lib := m.lib
	return m.change("tag", func(ctx context.Context) (feed.Change, error) {
		return lib.Answer(ctx, on, feed.Answer{Themes: themes, Dismiss: dismiss})
	})
}
