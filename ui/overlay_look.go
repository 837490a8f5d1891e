package ui

import (
	"cmp"
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/refresh"
	"veille/feed/text"
)

// lookBox asks an address what it holds and shows that before anything is kept.
// It lies over the field that the address was typed in: Esc leads back there.
type lookBox struct {
	address string // "" for a text that was pasted
	ask     func(ctx context.Context) (refresh.Offer, error)
	over    overlay     // the field below, closed too when something is kept
	instead feed.Source // the source whose address is looked for, zero when a new one is added

	cancel context.CancelFunc
	ready  bool
	err    error
	offer  refresh.Offer
	ticks  ticks
	top    int // of an offer without ticks
	most   int
	deaf
}

// lookedMsg brings what an address holds.
type lookedMsg struct {
	of    *lookBox
	offer refresh.Offer
	err   error
}

// look asks an address. It is the user who asked for it: a paste alone never
// comes here.
func (m *model) look(address string, over overlay, instead feed.Source) tea.Cmd {
	if m.o.Look == nil || m.o.Accept == nil {
		return m.say(m.words.NotHere)
	}
	do := m.o.Look
	b := &lookBox{address: address, over: over, instead: instead}
	b.ask = func(ctx context.Context) (refresh.Offer, error) { return do(ctx, address) }
	return b.start(m)
}

// lookIn shows the list that a pasted text is, over the field it was pasted into.
// It asks nobody.
func (m *model) lookIn(list string, over overlay) tea.Cmd {
	do := m.o.LookText
	b := &lookBox{over: over}
	b.ask = func(ctx context.Context) (refresh.Offer, error) { return do(ctx, list) }
	return b.start(m)
}

// start opens the box and asks.
func (b *lookBox) start(m *model) tea.Cmd {
	ctx, cancel := context.WithCancel(m.ctx)
	b.cancel, b.ready = cancel, false
	m.open(b)
	return func() tea.Msg {
		defer cancel()
		offer, err := b.ask(ctx)
		return lookedMsg{of: b, offer: offer, err: err}
	}
}

// lookForFeed looks on the home page of a source for the feed it has now.
func (m *model) lookForFeed(s feed.Source) tea.Cmd {
	site := cmp.Or(s.URL, siteOf(s.Feed))
	if site == "" {
		return m.say(m.words.NoAddress)
	}
	return m.look(site, nil, s)
}

func (b *lookBox) update(m *model, msg tea.Msg) tea.Cmd {
	if l, ok := msg.(lookedMsg); ok && l.of == b {
		b.learn(m, l.offer, l.err)
	}
	return nil
}

// learn takes in what came of asking.
func (b *lookBox) learn(m *model, o refresh.Offer, err error) {
	b.ready, b.err, b.offer = true, err, safeOffer(o)
	if err == nil && b.isChoice() {
		b.fill(m)
	}
}

// isChoice reports whether sources of the offer are to be chosen.
func (b *lookBox) isChoice() bool {
	return b.offer.Kind == refresh.OfferChoice || b.offer.Kind == refresh.OfferList
}

// safeOffer makes what is shown of an offer safe.
func safeOffer(o refresh.Offer) refresh.Offer {
	o.Sources, o.Heads = slices.Clone(o.Sources), slices.Clone(o.Heads)
	for i := range o.Sources {
		o.Sources[i].Name, o.Sources[i].Folder = text.Line(o.Sources[i].Name), text.Line(o.Sources[i].Folder)
		o.Sources[i].Lang = text.Line(o.Sources[i].Lang)
	}
	for i := range o.Heads {
		o.Heads[i] = safeHead(o.Heads[i])
	}
	o.Refused = safeLines(o.Refused)
	return o
}

// fill makes the rows: of a list all that is new is chosen, of a site's feeds
// the first. What is never followed stands last, each with why.
func (b *lookBox) fill(m *model) {
	o := &b.offer
	b.ticks = ticks{}
	folder := ""
	for _, i := range byFolder(o) {
		s := &o.Sources[i]
		if o.Kind == refresh.OfferList && s.Folder != folder {
			folder = s.Folder
			b.ticks.rows = append(b.ticks.rows, tick{heading: cmp.Or(folder, m.words.NoFolder)})
		}
		known := i < len(o.Known) && o.Known[i]
		r := tick{text: cmp.Or(s.Name, shownAddress(s.Feed)), note: hostOf(s.Feed), id: s.ID, known: known}
		if o.Kind == refresh.OfferChoice {
			r.note = shownAddress(s.Feed)
		}
		if known {
			r.note = m.words.FollowedAlready
		}
		r.on = !known && (o.Kind == refresh.OfferList || b.ticks.chosen() == 0)
		b.ticks.rows = append(b.ticks.rows, r)
	}
	if len(o.Refused) > 0 {
		b.ticks.rows = append(b.ticks.rows, tick{heading: m.words.RefusedCount(len(o.Refused))})
	}
	for _, r := range o.Refused {
		b.ticks.rows = append(b.ticks.rows, tick{heading: "  " + r, plain: true})
	}
}

// byFolder are the places of an offer's sources: those of a list folder by folder,
// in the order in which the list first names each.
func byFolder(o *refresh.Offer) []int {
	first := map[string]int{}
	order := make([]int, len(o.Sources))
	for i := range o.Sources {
		order[i] = i
		if f := o.Sources[i].Folder; o.Kind == refresh.OfferList && f != "" {
			if _, known := first[f]; !known {
				first[f] = i + 1 // those in none come before
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return first[o.Sources[a].Folder] - first[o.Sources[b].Folder] })
	return order
}

func (b *lookBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	key := keyOf(m, k)
	switch {
	case key == "esc" || key == "q" && b.ready:
		b.cancel()
		m.drop(b)
	case !b.ready:
	case key == "4" && b.fruitless(), key == "enter" && b.err == nil && b.fruitless():
		m.drop(b)
		m.readdressSource(b.instead)
	case b.err != nil:
		if key == "enter" || key == "r" {
			m.drop(b)
			again := &lookBox{address: b.address, ask: b.ask, over: b.over, instead: b.instead}
			return again.start(m)
		}
	case key == "enter":
		if s, ok := b.followed(m); ok {
			return b.show(m, s)
		}
		return b.keep(m)
	case b.isChoice() && !b.instead.ID.IsZero() && (key == "x" || key == "space"):
		b.only()
	case b.isChoice() && b.ticks.press(key):
	default:
		b.top = max(0, min(b.top+menuStep(key, pickRows), b.most))
	}
	return nil
}

// only chooses the row under the cursor and no other: a source has one address.
func (b *lookBox) only() {
	for i := range b.ticks.rows {
		b.ticks.rows[i].on = i == b.ticks.sel && b.ticks.rows[i].heading == ""
	}
}

// keep follows what is chosen, or gives the source its new address.
func (b *lookBox) keep(m *model) tea.Cmd {
	if !b.instead.ID.IsZero() {
		return b.moved(m)
	}
	var chosen []feed.ID
	if b.isChoice() {
		if chosen = b.ticks.ids(); len(chosen) == 0 {
			return m.say(m.words.ChooseSome)
		}
	}
	m.drop(b)
	if b.over != nil {
		m.drop(b.over)
	}
	return m.accept(b.offer, chosen)
}

// moved gives the source the address of the feed that was found. It came from a
// page, not from the user: a private one stays refused.
func (b *lookBox) moved(m *model) tea.Cmd {
	at := slices.IndexFunc(b.offer.Sources, func(s feed.Source) bool {
		return b.offer.Kind == refresh.OfferFeed || slices.Contains(b.ticks.ids(), s.ID)
	})
	if b.offer.Kind == refresh.OfferPage || b.offer.Kind == refresh.OfferList || at < 0 {
		return m.say(m.words.ChooseSome)
	}
	m.drop(b)
	address := b.offer.Sources[at].Feed
	if address == b.instead.Feed {
		return m.say(m.words.SameAddress)
	}
	return m.editAll([]feed.Source{b.instead}, feed.SourceEdit{Feed: &address})
}

// accepted is what came of an offer.
type accepted struct {
	kind    refresh.OfferKind
	sources []feed.Source
	kept    feed.Kept
}

// accept follows what an offer holds, or keeps its article, in its turn among the
// changes: leaving the program waits for it.
func (m *model) accept(o refresh.Offer, chosen []feed.ID) tea.Cmd {
	do := m.o.Accept
	if do == nil {
		return m.say(m.words.NotHere)
	}
	a := &accepted{kind: o.Kind}
	return m.enqueue(changedMsg{what: "follow", then: a.told}, func(ctx context.Context) (c feed.Change, err error) {
		a.sources, a.kept, err = do(ctx, o, chosen)
		return c, err
	})
}

// told says what came of it.
func (a *accepted) told(m *model) tea.Cmd {
	m.comparing.stale = true
	w := m.words
	said := ""
	switch {
	case a.kind == refresh.OfferPage:
		return m.did(w.PageKept)
	case len(a.sources) == 1:
		said = w.NowFollowing(text.Line(nameOf(&a.sources[0])))
	default:
		said = w.NowFollowing(w.SourceCount(len(a.sources)))
	}
	if a.kind == refresh.OfferFeed {
		return m.did(said + " · " + w.RefreshFresh(a.kept.New))
	}
	if a.kind == refresh.OfferChoice && len(a.sources) > 0 && m.refresh.run == nil && m.o.Refresh != nil {
		return tea.Batch(m.did(said), m.refreshSources(idsOfSources(a.sources), true))
	}
	if k := m.keys.hint(actRefreshAll); k != "" && len(a.sources) > 0 {
		said += " — " + w.RefreshAsks(k)
	}
	return m.did(said)
}

// lookFault says why an address could not be looked at.
func (w *Words) lookFault(err error) (what, remedy string) {
	if e := (*fetch.Error)(nil); errors.As(err, &e) && e.Trouble != feed.NoTrouble {
		return w.trouble(&feed.Poll{Trouble: e.Trouble, Status: e.Status}), w.Remedies[e.Trouble]
	}
	return w.cause(err), ""
}
