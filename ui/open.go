package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// opened is an article with the place where its reading stopped.
type opened struct {
	art   feed.Article
	place feed.Place
	also  more
}

// open reads an article. What the head shows of it is made safe here; its text
// is made safe where it is rendered.
func open(ctx context.Context, lib Library, id feed.ID) (*opened, error) {
	a, err := lib.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	a.Head = safeHead(a.Head)
	a.Kicker, a.Byline = text.Line(a.Kicker), text.Line(a.Byline)
	p, err := lib.Place(ctx, id)
	if err != nil && !errors.Is(err, feed.ErrNotFound) {
		return nil, err
	}
	return &opened{art: a, place: p, also: moreOf(ctx, lib, &a)}, nil
}

// renderedMsg brings an article as it is to be shown.
type renderedMsg struct {
	key  renderKey
	doc  *rendered
	kept feed.Place
	err  error
}

// follow has the reader show the article under the cursor. One request is under
// way at a time: while a key is held down the articles between are never asked
// for, and a storm of sizes renders once.
func (m *model) follow() tea.Cmd {
	r := &m.reader
	h, ok := m.list.head()
	if !ok {
		if m.list.hits != nil && m.list.n == 0 && !r.shown.IsZero() {
			r.clear()
		}
		return nil
	}
	if r.text <= 0 || m.lay.kind == tooSmall || m.list.hasty && r.shown != h.ID {
		return nil
	}
	if lead := m.groupTheme(&h); lead != r.lead { // of the suggestions the group's stands first
		if r.lead = lead; r.shown == h.ID {
			m.rehead()
		}
	}
	key := renderKey{id: h.ID, width: r.text, style: r.style}
	if r.key != key {
		if doc := r.cache.get(key); doc != nil {
			m.display(key, doc, feed.Place{})
			r.stale = true
		}
	}
	if r.loading || r.key == key && !r.stale {
		return nil
	}
	return m.render(key)
}

func (m *model) render(key renderKey) tea.Cmd {
	r := &m.reader
	r.loading = true
	if r.key.id == key.id || r.shown != key.id {
		r.stale = false
	}
	given := r.given
	r.given = nil
	lib, o, have := m.lib, m.termOptions(key.width), r.cache.get(key)
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := renderedMsg{key: key}
		doc := given
		if doc == nil || doc.art.ID != key.id {
			if doc, msg.err = open(ctx, lib, key.id); msg.err != nil {
				return msg
			}
		}
		msg.kept, msg.doc = doc.place, &rendered{art: doc.art, also: doc.also}
		if have != nil && sameText(&have.art, &doc.art) {
			msg.doc.page, msg.doc.outline = have.page, have.outline
			return msg
		}
		msg.doc.page, msg.err = term.Render(ctx, doc.art, o)
		msg.doc.outline = outlineOf(&doc.art, &msg.doc.page)
		return msg
	})
}

func (d renderedMsg) arrive(m *model) tea.Cmd {
	r := &m.reader
	r.loading = false
	h, ok := m.list.head()
	wanted := ok && h.ID == d.key.id && d.key.style == r.style
	switch {
	case d.err != nil && !wanted:
		return nil
	case errors.Is(d.err, feed.ErrNotFound):
		r.clear()
		r.shown, r.key, r.gone = d.key.id, d.key, true
		return nil
	case d.err != nil:
		r.clear()
		r.shown, r.key = d.key.id, d.key // do not ask for ever
		return m.fail("read", d.err)
	}
	if d.key.style == r.style {
		r.cache.put(d.key, d.doc)
	}
	if !wanted {
		return nil
	}
	m.display(d.key, d.doc, d.kept)
	return nil
}

// give takes an article that was read together with the first rows.
func (r *reader) give(o *opened) { r.given = o }

// Times of reading.
const (
	placeAfter = time.Second     // after the last scroll the place is kept
	dwellFor   = 3 * time.Second // an article before the eyes so long is read
)

// placeTimer asks whether scrolling has come to rest.
type placeTimer struct{ scrolls int }

func (t placeTimer) ring(m *model) tea.Cmd {
	r := &m.reader
	r.timing = false
	if !r.moved || r.scrolls != t.scrolls {
		return nil // keepPlaces starts another timer when there is need
	}
	r.leave()
	return nil
}

// keepPlaces keeps places that reading has left, and starts the timer that
// finds out when scrolling rests.
func (m *model) keepPlaces() tea.Cmd {
	r := &m.reader
	for _, id := range r.leaving {
		m.keepPlace(id)
	}
	r.leaving = nil
	if !r.moved || r.timing {
		return nil
	}
	r.timing = true
	return m.after(placeAfter, placeTimer{r.scrolls})
}

// wrote tells the version of the file before and after a write of ours, when
// nobody else can have written between.
type wrote struct{ before, after uint64 }

// write runs f and finds out whether it was the only change to the file since
// version known: then the screen need not look for what others have done.
func write(ctx context.Context, lib Library, known uint64, f func() error) (wrote, error) {
	v0, err0 := lib.Version(ctx)
	if err := f(); err != nil {
		return wrote{}, err
	}
	v1, err1 := lib.Version(ctx)
	if err0 != nil || err1 != nil || v0 != known || v1 != v0+1 {
		return wrote{}, nil
	}
	return wrote{before: v0, after: v1}, nil
}

// noteWrite takes a version that is ours alone as known.
func (m *model) noteWrite(w wrote) {
	if w.after != 0 && w.before == m.version {
		m.version = w.after
	}
}

// dwellTimer ends the time before an article counts as read.
type dwellTimer struct{ dwells int }

func (t dwellTimer) ring(m *model) tea.Cmd {
	if t.dwells != m.reader.dwells || m.reader.dwelling.IsZero() {
		return nil
	}
	return m.markSeen(m.reader.art.Head)
}

// dwell runs the time of an unread article that has the focus: only while it is
// before the eyes.
func (m *model) dwell() tea.Cmd {
	r := &m.reader
	watched := m.focus == paneReader && !m.away && len(m.overlays) == 0 && !m.lay.reader.Empty() &&
		m.o.MarkRead != "manual" && !r.shown.IsZero() && !r.gone && !r.art.Read && r.seen != r.shown
	if !watched {
		if !r.dwelling.IsZero() {
			r.dwelling = feed.ID{}
			r.dwells++
		}
		return nil
	}
	if r.dwelling == r.shown {
		return nil
	}
	r.dwelling = r.shown
	r.dwells++
	return m.after(dwellFor, dwellTimer{r.dwells})
}

// termOptions is how text is rendered now, at a width.
func (m *model) termOptions(width int) term.Options {
	w := m.words
	return term.Options{
		Width: width, ASCII: m.o.ASCII,
		Muted: m.st.muted, Accent: m.st.accent,
		Labels: term.Labels{Links: w.LinksHeading, Related: w.RelatedHeading, Teasers: w.TeasersHeading,
			Enclosures: w.EnclosuresHeading, Enclosure: w.enclosure, Cut: w.Cut, More: w.More},
	}
}
