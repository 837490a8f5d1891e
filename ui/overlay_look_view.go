package ui

import (
	"cmp"
	"slices"

	"veille/feed"
	"veille/feed/refresh"
)

func (b *lookBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	words := m.words
	switch {
	case !b.ready:
		said := words.Loading
		if hasScheme(b.address) || looksLikeHost(b.address) {
			said = words.Asking(hostOf(b.address))
		}
		lines := []string{m.st.chrome(said), "", m.st.muted.Of(m.st.chrome(words.NothingKeptYet))}
		return m.boxed(b.title(m), words.EscKey+" "+words.Cancel, n, lines[:min(len(lines), max(1, h-2))])
	case b.err != nil:
		return b.viewFault(m, n, h)
	}
	if b.fruitless() {
		return b.viewNone(m, n, h)
	}
	title, head := b.told(m, n)
	if b.isChoice() {
		return b.viewChoice(m, title, head, n, h)
	}
	lines := slices.Clone(head)
	for i := range b.offer.Heads {
		lines = append(lines, m.headLine(&b.offer.Heads[i], n))
	}
	_, rows, _ := room(h, nil, min(len(lines), len(head)+2*pickRows), nil)
	b.most = max(0, len(lines)-rows)
	b.top = min(b.top, b.most)
	footer := words.LookFooter
	if b.offer.Kind == refresh.OfferPage {
		footer = words.KeepFooter
	}
	if _, ok := b.followed(m); ok {
		footer = words.KnownFooter
	}
	if !b.instead.ID.IsZero() {
		footer = words.MoveFooter
	}
	return m.boxed(title, footer, n, lines[b.top:b.top+rows])
}

func (b *lookBox) viewFault(m *model, n, h int) []string {
	what, remedy := m.words.lookFault(b.err)
	lines := wrapped(m.st.glyph.warning+" "+m.st.chrome(what), n, m.st.warning)
	lines = append(lines, wrapped(shownAddress(b.address), n, m.st.muted)...)
	if remedy != "" {
		lines = append(lines, "")
		lines = append(lines, wrapped(m.st.chrome(m.words.Likely+m.words.Colon+remedy), n, ink{})...)
	}
	_, rows, _ := room(h, nil, len(lines), nil)
	footer := m.words.LookFaultFooter
	if b.fruitless() {
		footer = m.words.MoveFaultFooter
	}
	return m.boxed(b.title(m), footer, n, lines[:rows])
}

// viewNone tells that a site has no feed to take in place of the one that fails.
func (b *lookBox) viewNone(m *model, n, h int) []string {
	lines := wrapped(m.st.glyph.warning+" "+m.st.chrome(m.words.NoFeedThere), n, m.st.warning)
	lines = append(lines, wrapped(shownAddress(b.address), n, m.st.muted)...)
	lines = append(lines, "")
	lines = append(lines, wrapped(m.st.chrome(m.words.NoFeedHint), n, ink{})...)
	_, rows, _ := room(h, nil, len(lines), nil)
	return m.boxed(b.title(m), m.words.NoFeedFooter, n, lines[:rows])
}

// told is what an offer is: its title, and the lines above what can be chosen.
func (b *lookBox) told(m *model, n int) (title string, lines []string) {
	o, w := &b.offer, m.words
	muted := func(s string) { lines = append(lines, wrapped(m.st.chrome(s), n, m.st.muted)...) }
	switch o.Kind {
	case refresh.OfferFeed:
		s := feed.Source{}
		if len(o.Sources) > 0 {
			s = o.Sources[0]
		}
		title = cmp.Or(s.Name, hostOf(b.address))
		muted(shownAddress(cmp.Or(s.Feed, b.address)))
		muted(joinDots(languageName(cmp.Or(s.Lang, langOf(o.Heads)), w), w.Articles(len(o.Heads))))
		if len(o.Known) > 0 && o.Known[0] {
			lines = append(lines, m.st.warning.Of(m.st.chrome(w.FollowedAlready)))
		}
		lines = append(lines, "")
	case refresh.OfferPage:
		title = w.OfferPage
		muted(shownAddress(b.address))
		muted(w.OfferPageHint)
		lines = append(lines, "")
	case refresh.OfferChoice:
		title = w.OfferChoice(len(o.Sources))
		muted(hostOf(b.address))
		lines = append(lines, "")
	default:
		title = w.OfferList(len(o.Sources))
	}
	if !b.instead.ID.IsZero() {
		title = b.title(m)
	}
	return title, lines
}

// title is that of the box before it is known what the address holds.
func (b *lookBox) title(m *model) string {
	if !b.instead.ID.IsZero() {
		return m.words.NewFeedOf(nameOf(&b.instead))
	}
	return m.words.LookTitle
}

// langOf is the language of the newest article that has one.
func langOf(hs []feed.Head) string {
	for i := range hs {
		if hs[i].Lang != "" {
			return hs[i].Lang
		}
	}
	return ""
}

// headLine is an article of an offer: its day and its title.
func (m *model) headLine(h *feed.Head, n int) string {
	at, day := h.Published, m.words.NoDayShort
	if h.Precision >= feed.Minute {
		at = at.In(m.o.Now().Location())
	}
	switch {
	case at.IsZero() || h.Precision == feed.NoDate:
	case h.Precision == feed.Year:
		day = at.Format("2006")
	case h.Precision == feed.Month:
		day = at.Format("01/2006")
	default:
		day = at.Format("02/01/06")
	}
	return m.st.muted.Of(fit(day, 10, "")) + fit(cmp.Or(h.Title, m.words.NoTitle), n-10, m.st.glyph.ellipsis)
}

func (b *lookBox) viewChoice(m *model, title string, head []string, n, h int) []string {
	w := m.words
	foot := []string{""}
	if !b.instead.ID.IsZero() {
		foot = append(foot, m.st.muted.Of(m.st.chrome(w.ChooseOne)))
	} else {
		foot = append(foot, m.st.muted.Of(m.st.chrome(w.ChosenOf(b.ticks.chosen(), b.ticks.count()))))
	}
	if refused := b.offer.Refused; len(refused) > 0 {
		foot = append(foot, m.st.warning.Of(m.st.glyph.warning+" "+m.st.chrome(w.RefusedCount(len(refused)))))
	}
	head, rows, foot := room(h, head, min(2*pickRows, max(1, len(b.ticks.rows))), foot)
	lines := slices.Concat(head, b.ticks.lines(m, n, rows))
	if len(b.ticks.rows) == 0 {
		lines = append(lines, m.st.muted.Of(m.st.chrome(w.NothingToFollow)))
	}
	footer := w.ChoiceFooter
	if !b.instead.ID.IsZero() {
		footer = w.MoveFooter
	}
	return m.boxed(title, footer, n, append(lines, foot...))
}
