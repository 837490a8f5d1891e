package ui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/refresh"
	"veille/feed/text"
)

// starterBox offers sources to begin with, by region and language. Nothing is
// fetched: the ones chosen are followed, and asked when the user asks for news.
type starterBox struct {
	all   []Starter
	langs []string // that there are; "" for all, first
	lang  int
	ticks ticks
	on    map[feed.ID]bool // chosen, also while their language is not shown
	deaf
	still
}

func (m *model) openStarters() tea.Cmd {
	if len(m.o.Starters) == 0 || m.o.Accept == nil {
		return m.say(m.words.NoStarters)
	}
	b := &starterBox{langs: []string{""}, on: map[feed.ID]bool{}}
	for _, s := range m.o.Starters {
		s.Region, s.Source = text.Line(s.Region), safeSource(s.Source)
		if s.Source.ID.IsZero() {
			s.Source.ID = feed.FeedID(s.Source.Feed)
		}
		b.all = append(b.all, s)
		if !slices.Contains(b.langs, s.Source.Lang) {
			b.langs = append(b.langs, s.Source.Lang)
		}
	}
	b.fill(m)
	m.open(b)
	return nil
}

// fill makes the rows: regions in the order in which they were given.
func (b *starterBox) fill(m *model) {
	b.ticks = ticks{}
	var regions []string
	for _, s := range b.all {
		if !slices.Contains(regions, s.Region) {
			regions = append(regions, s.Region)
		}
	}
	for _, region := range regions {
		begun := false
		for _, s := range b.all {
			if s.Region != region || b.lang > 0 && s.Source.Lang != b.langs[b.lang] {
				continue
			}
			if !begun {
				begun = true
				b.ticks.rows = append(b.ticks.rows, tick{heading: m.region(region)})
			}
			b.ticks.rows = append(b.ticks.rows, b.row(m, &s.Source))
		}
	}
	if len(b.ticks.rows) > 1 {
		b.ticks.sel = 1
	}
}

// region is the name of a region in the language of the interface.
func (m *model) region(name string) string {
	if said := m.words.Regions[name]; said != "" {
		return m.st.chrome(said)
	}
	return name
}

func (b *starterBox) row(m *model, s *feed.Source) tick {
	r := tick{text: nameOf(s), id: s.ID, on: b.on[s.ID], note: s.Lang + "  ?"}
	if known, ok := m.facts.source[s.ID]; ok && known.Feed != "" {
		p := m.facts.polls[s.ID]
		r.known, r.note = true, m.words.FollowedAlready
		if !p.Good.IsZero() {
			r.note += " " + m.st.glyph.tick
		}
	}
	return r
}

func (b *starterBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch key := keyOf(m, k); key {
	case "esc", "q":
		m.closeOverlay()
	case "l", "L":
		b.note()
		b.lang = (b.lang + 1) % len(b.langs)
		b.fill(m)
	case "enter":
		return b.keep(m)
	default:
		b.ticks.press(key)
	}
	return nil
}

// note remembers what is chosen among the rows shown.
func (b *starterBox) note() {
	for _, r := range b.ticks.rows {
		if r.heading == "" {
			b.on[r.id] = r.on
		}
	}
}

func (b *starterBox) keep(m *model) tea.Cmd {
	b.note()
	o := refresh.Offer{Kind: refresh.OfferList}
	var chosen []feed.ID
	for i := range b.all {
		s := &b.all[i].Source
		if b.on[s.ID] {
			known, ok := m.facts.source[s.ID]
			o.Sources = append(o.Sources, *s)
			o.Known = append(o.Known, ok && known.Feed != "")
			chosen = append(chosen, s.ID)
		}
	}
	if len(chosen) == 0 {
		return m.say(m.words.ChooseSome)
	}
	m.drop(b)
	return m.accept(o, chosen)
}

func (b *starterBox) view(m *model, w, h int) []string {
	n := min(w, 70) - 4
	words := m.words
	foot := []string{""}
	for _, l := range []string{words.StarterUnverified, words.StarterNothingFetched} {
		foot = append(foot, wrapped(m.st.chrome(l), n, m.st.muted)...)
	}
	lang := words.AllLanguages
	if b.lang > 0 {
		lang = cmp.Or(languageName(b.langs[b.lang], words), words.NoLanguage)
	}
	head := []string{m.st.muted.Of(fit(m.st.chrome(words.ChosenOf(b.chosen(), len(b.all)))+"   ", n-len([]rune(lang))-2, "")) + m.st.accent.Of("l ") + lang}
	head, rows, foot := room(h, head, min(2*pickRows, max(1, len(b.ticks.rows))), foot)
	return m.boxed(words.StartersTitle, words.StartersFooter, n, slices.Concat(head, b.ticks.lines(m, n, rows), foot))
}

// chosen counts what is chosen, shown or not.
func (b *starterBox) chosen() int {
	b.note()
	n := 0
	for _, on := range b.on {
		if on {
			n++
		}
	}
	return n
}
