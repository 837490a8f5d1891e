package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
)

// minAge is how long a fault lasts before its age is worth telling.
const minAge = 10 * time.Minute

// healthBox tells how a source fares: what stands in the way, since when, what
// is likely and what can be done.
type healthBox struct {
	id feed.ID
	scroll
	deaf
	still
}

// openHealth shows how a source fares.
func (m *model) openHealth(id feed.ID) tea.Cmd {
	s, ok := m.facts.source[id]
	switch {
	case !ok:
		return m.say(m.words.WhyNoSource)
	case s.Feed == "":
		return m.say(m.words.NotFollowed(nameOf(&s)))
	}
	m.open(&healthBox{id: id})
	return nil
}

// source is the source as it is now; one that is gone has no ID.
func (b *healthBox) source(m *model) (feed.Source, feed.Poll) {
	return m.facts.source[b.id], m.facts.polls[b.id]
}

func (b *healthBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	s, p := b.source(m)
	if s.ID.IsZero() {
		m.drop(b)
		return nil
	}
	switch key := standsFor(m.o.Keyboard, k.String()); key {
	case "1":
		if healthOf(&s, &p) != ailing {
			return nil
		}
		m.drop(b)
		return m.lookForFeed(s)
	case "2", "r":
		m.drop(b)
		if p.Barred.After(m.o.Now()) {
			return m.say(m.words.RefreshBarred(m.words.when(p.Barred, m.o.Now())))
		}
		return m.refreshSources([]feed.ID{s.ID}, true)
	case "3":
		m.drop(b)
		return m.pauseSources([]feed.Source{s})
	case "4":
		m.drop(b)
		m.readdressSource(s)
		return nil
	case "y":
		return m.clip(m.report(&s, &p), m.words.Report)
	}
	return b.scroll.press(m, m.pressed(paneList, k))
}

func (b *healthBox) view(m *model, w, h int) []string {
	n := min(w, 76) - 4
	s, p := b.source(m)
	words := m.words
	title := nameOf(&s)
	if healthOf(&s, &p) == ailing {
		title = words.CouldNotRead(title)
	}
	var lines []string
	for _, l := range m.healthSaid(&s, &p) {
		lines = append(lines, wrapped(m.st.chrome(l), n, ink{})...)
	}
	lines = append(lines, "")
	lines = append(lines, m.waysOut(&s, &p, n)...)
	if others := m.othersSaid(&s); others != "" {
		lines = append(lines, "", m.st.muted.Of(m.st.chrome(others)))
	}
	_, page, _ := room(h, nil, len(lines), nil)
	b.fit(len(lines), page)
	hint := words.EscKey + " " + words.Close
	if b.most > 0 {
		hint = "j k " + m.st.glyph.dot + " " + hint
	}
	return m.boxed(title, hint, n, b.seen(lines))
}

// healthSaid are the sentences about a source: the same in the box and in the
// report that is copied.
func (m *model) healthSaid(s *feed.Source, p *feed.Poll) []string {
	w, now := m.words, m.o.Now()
	var out []string
	bad := healthOf(s, p) == ailing
	switch {
	case bad:
		out = append(out, w.TroubleFrom(w.trouble(p), shownAddress(s.Feed)))
		if p.Message != "" {
			out = append(out, text.Line(clipped(p.Message, 300)))
		}
		if !p.Since.IsZero() {
			out = append(out, w.FailsSince(w.when(p.Since, now), w.age(now.Sub(p.Since)), p.Failures))
		}
	case s.Paused:
		out = append(out, shownAddress(s.Feed), w.IsPaused)
	case p.Tried.IsZero():
		out = append(out, shownAddress(s.Feed), w.NeverAsked)
	default:
		out = append(out, shownAddress(s.Feed), w.Answers)
	}
	good := w.NeverGood
	if !p.Good.IsZero() {
		good = w.LastGood(w.when(p.Good, now))
	}
	n := m.facts.counts.Sources[s.ID]
	switch {
	case bad:
		out = append(out, good+" "+w.AllKept(n.All))
	case !p.Good.IsZero():
		out[len(out)-1] += " " + good
	}
	if p.Missing > 0 {
		out = append(out, w.CutFeed(p.Missing))
	}
	switch {
	case p.Barred.After(now):
		out = append(out, w.RefreshBarred(w.when(p.Barred, now)))
	case p.Due.After(now) && !s.Paused:
		out = append(out, w.NextTry(w.when(p.Due, now)))
	}
	if !bad {
		texts := [...]string{feed.FullTextShort: w.FullTextShort, feed.FullTextNever: w.FullTextNever, feed.FullTextAlways: w.FullTextAlways}
		out = append(out, joinDots(w.Articles(n.All), w.UnreadCount(n.Unread)), w.FolderLabel+w.Colon+cmp.Or(text.Line(s.Folder), w.NoFolder),
			w.EditFullText+w.Colon+texts[min(s.FullText, feed.FullTextAlways)])
	}
	if why := w.Remedies[p.Trouble]; bad && why != "" {
		out = append(out, "", w.Likely+w.Colon+why)
	}
	return out
}

// waysOut are the numbered ways out: of what is well, those that change it.
func (m *model) waysOut(s *feed.Source, p *feed.Poll, n int) []string {
	w := m.words
	bad := healthOf(s, p) == ailing
	pause := w.WayPause
	if s.Paused {
		pause = w.WayResume
	}
	var out []string
	ways := [][2]string{{"1", w.WaySearch}, {"2", w.WayRetry}, {"3", pause}, {"4", w.WayAddress}, {"y", w.WayCopy}}
	if !bad {
		ways = ways[1:]
		ways[0][1] = w.WayAsk
	}
	for _, way := range ways {
		out = append(out, fit("  "+m.st.accent.Of(way[0])+" "+m.st.chrome(way[1]), n, m.st.glyph.ellipsis))
	}
	return out
}

// othersSaid comforts: the rest is well.
func (m *model) othersSaid(s *feed.Source) string {
	fine := 0
	for i := range m.facts.sources {
		o := &m.facts.sources[i]
		p := m.facts.polls[o.ID]
		if o.ID != s.ID && o.Feed != "" && healthOf(o, &p) == healthy && !p.Good.IsZero() {
			fine++
		}
	}
	if fine == 0 {
		return ""
	}
	return m.words.OthersFine(fine)
}

// report is what is copied: the sentences of the box, with what a server's owner
// asks for.
func (m *model) report(s *feed.Source, p *feed.Poll) string {
	lines := []string{nameOf(s)}
	lines = append(lines, slices.DeleteFunc(m.healthSaid(s, p), func(l string) bool { return l == "" })...)
	stamp := func(label string, t time.Time) {
		if !t.IsZero() {
			lines = append(lines, fmt.Sprintf("%s: %s", label, t.UTC().Format(time.RFC3339)))
		}
	}
	stamp("tried", p.Tried)
	stamp("good", p.Good)
	stamp("since", p.Since)
	if s.URL != "" {
		lines = append(lines, shownAddress(s.URL))
	}
	return strings.Join(lines, "\n")
}
