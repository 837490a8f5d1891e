package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
)

// folds is a query as the list asks it: with one row for each story, unless the
// user wants to see all versions or the query asks for stories or for the trash.
func (m *model) folds(q query.Query) query.Query {
	q.Fold = !m.session.AllVersions && !q.Has("story") && q.String() != viewTrash
	return q
}

// showVersions shows each version of a story as a row of its own, or one row for
// each story again.
func (m *model) showVersions() tea.Cmd {
	m.session.AllVersions = !m.session.AllVersions
	m.list.standing.clear()
	said := m.words.VersionsFolded
	if m.session.AllVersions {
		said = m.words.VersionsShown
	}
	text, q := m.list.text, m.folds(m.asked())
	if w := m.list.wanted; w != nil {
		text = w.text
	}
	m.list.query.Fold = q.Fold // counts of the view are of its rows
	return tea.Batch(m.view(text, q, m.list.id), m.saveSession(), m.say(said))
}

// versionsBehind is how many articles stand behind the rows of a folded answer: what is
// done to all of a view is done to them as well.
func versionsBehind(h feed.Hits) int {
	if b, ok := whole(h).(interface{ Behind() int }); ok {
		return b.Behind()
	}
	return 0
}

// versionsLeft is how many versions of the stories of rows the next key is not for,
// at least: of rows that are not there none is known.
func (m *model) versionsLeft() int {
	l := &m.list
	if !l.query.Fold || l.confirming() != nil || l.pick.all {
		return 0
	}
	if h, ok := l.head(); ok && l.pick.empty() {
		return max(0, h.Versions-1)
	}
	n, elsewhere := 0, len(l.pick.ids) // which may be versions themselves
	for i := range l.win {
		if l.pick.has[l.win[i].ID] {
			n += max(0, l.win[i].Versions-1)
			elsewhere--
		}
	}
	return max(0, n-elsewhere)
}

// standIns are the versions that rows of stories show in place of the one that the
// answer holds, by the article of the answer.
type standIns struct {
	heads   map[feed.ID]feed.Head
	edition int
	stale   bool
	loading bool
}

func (s *standIns) clear() {
	s.heads = nil
	s.edition++
}

// put has the row of an article show another version, or itself again.
func (s *standIns) put(row feed.ID, h feed.Head) {
	heads := make(map[feed.ID]feed.Head, len(s.heads)+1)
	for id, old := range s.heads {
		heads[id] = old
	}
	if heads[row] = h; h.ID == row {
		delete(heads, row)
	}
	s.heads = heads
	s.edition++
}

// standingMsg brings the versions that stand in rows as they are now.
type standingMsg struct {
	edition int
	heads   map[feed.ID]feed.Head
}

// restand reads the versions that stand in rows anew when the file has changed. One
// that is gone gives its row back.
func (m *model) restand() tea.Cmd {
	s := &m.list.standing
	if !s.stale || s.loading || len(s.heads) == 0 {
		s.stale = s.stale && len(s.heads) > 0
		return nil
	}
	s.stale, s.loading = false, true
	lib, was, edition := m.lib, s.heads, s.edition
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := standingMsg{edition: edition, heads: map[feed.ID]feed.Head{}}
		for row, h := range was {
			if a, err := lib.Article(ctx, h.ID); err == nil && !a.Trashed {
				msg.heads[row] = safeHead(a.Head)
			}
		}
		return msg
	})
}

func (v standingMsg) arrive(m *model) tea.Cmd {
	s := &m.list.standing
	if s.loading = false; v.edition == s.edition {
		s.heads = v.heads
		s.edition++
	}
	return nil
}

// otherVersion shows the next version of the story of the open article, or the one
// before it, in the place of its row.
func (m *model) otherVersion(step int) tea.Cmd {
	h, ok := m.current()
	switch {
	case !ok:
		return m.say(m.words.WhyNoArticle)
	case h.Versions < 2:
		return m.say(m.words.WhyNoStory)
	}
	lib, id := m.lib, h.ID
	return m.ask(func(ctx context.Context) tea.Msg {
		s, err := lib.Story(ctx, id)
		msg := versionAtMsg{from: id, of: len(s.Versions), err: err}
		for i := range s.Versions {
			if s.Versions[i].ID == id {
				msg.at = i + step
			}
		}
		if err == nil && msg.at >= 0 && msg.at < msg.of {
			msg.head = safeHead(s.Versions[msg.at].Head)
		}
		return msg
	})
}

// versionAtMsg brings another version of the story of an article.
type versionAtMsg struct {
	from   feed.ID
	head   feed.Head
	at, of int
	err    error
}

func (v versionAtMsg) arrive(m *model) tea.Cmd {
	h, ok := m.current()
	switch {
	case v.err != nil:
		return m.fail("story", v.err)
	case !ok || h.ID != v.from:
		return nil // the cursor has gone on
	case v.head.ID.IsZero():
		return m.say(m.words.NoMoreVersions)
	}
	return tea.Batch(m.showVersion(v.head), m.say(m.words.VersionAt(v.at+1, v.of)))
}

// shownVersionMsg brings where a version stands in the list, if it does.
type shownVersionMsg struct {
	gen  int
	head feed.Head
	at   int
}

// showVersion has the reader show a version of the story under the cursor: its own
// row when the list has one, else in the row of the story.
func (m *model) showVersion(h feed.Head) tea.Cmd {
	hits, gen := m.list.hits, m.list.gen
	if hits == nil {
		return nil
	}
	return m.ask(func(ctx context.Context) tea.Msg {
		i, err := hits.Index(ctx, h.ID)
		if err != nil {
			i = -1
		}
		return shownVersionMsg{gen: gen, head: h, at: i}
	})
}

func (v shownVersionMsg) arrive(m *model) tea.Cmd {
	l := &m.list
	if v.gen != l.gen {
		return nil
	}
	row, ok := l.rowAt(l.cursor)
	if v.at >= 0 && (!ok || row.ID != v.head.ID) {
		l.moveTo(v.at)
		row, ok = l.rowAt(l.cursor)
	}
	if ok {
		l.standing.put(row.ID, v.head)
	}
	return nil
}

// versionsChip is "×3" for a story of three versions, "" for what is in none.
func (m *model) versionsChip(h *feed.Head) string {
	if h.Versions < 2 {
		return ""
	}
	return m.st.chrome("×" + m.words.Number(h.Versions))
}
