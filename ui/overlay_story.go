package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
)

// storyBox lists the versions of a story, says what only one of them says and
// does something with all of them.
type storyBox struct {
	id    feed.ID // an article of it
	story feed.Story
	only  [][]string // by version
	ready bool
	sel   int
	top   int
	page  int
	deaf
}

// storyMsg brings the versions of a story.
type storyMsg struct {
	of    *storyBox
	story feed.Story
	only  [][]string
	err   error
}

func (m *model) openStory() tea.Cmd {
	h, ok := m.current()
	switch {
	case !ok:
		return m.say(m.words.WhyNoArticle)
	case h.Versions < 2:
		lib, b := m.lib, aloneMsg{head: h}
		return m.ask(func(ctx context.Context) tea.Msg {
			_, b.err = lib.Story(ctx, h.ID)
			return b
		})
	}
	return m.openStoryOf(&h)
}

func (m *model) openStoryOf(h *feed.Head) tea.Cmd {
	b := &storyBox{id: h.ID, sel: -1}
	m.open(b)
	return b.load(m)
}

// aloneMsg tells whether an article without other versions is told in other
// languages.
type aloneMsg struct {
	head feed.Head
	err  error
}

func (a aloneMsg) arrive(m *model) tea.Cmd {
	h, ok := m.current()
	switch {
	case !ok || h.ID != a.head.ID || m.top() != nil:
		return nil // the user has gone on
	case errors.Is(a.err, feed.ErrNotFound):
		return m.say(m.words.WhyNoStory)
	case a.err != nil:
		return m.fail("story", a.err)
	}
	return m.openStoryOf(&h)
}

// Bounds of what is told of a version alone.
const (
	maxOnly  = 3   // places of one version
	onlySize = 160 // bytes of one
)

func (b *storyBox) load(m *model) tea.Cmd {
	lib, id := m.lib, b.id
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := storyMsg{of: b}
		msg.story, msg.err = lib.Story(ctx, id)
		for _, tellings := range [][]feed.Telling{msg.story.Versions, msg.story.Linked} {
			for i := range tellings {
				tellings[i].Head = safeHead(tellings[i].Head)
			}
		}
		for i := range msg.story.Versions {
			msg.only = append(msg.only, onlyOf(ctx, lib, &msg.story.Versions[i]))
		}
		return msg
	})
}

// onlyOf reads what a version alone says, as one line each.
func onlyOf(ctx context.Context, lib Library, t *feed.Telling) []string {
	if len(t.Only) == 0 {
		return nil
	}
	a, err := lib.Article(ctx, t.ID)
	if err != nil {
		return nil // it may have gone since; its row still tells of it
	}
	body := a.Text()
	var out []string
	for _, r := range t.Only {
		if s := text.Line(clipped(passage(body, r), onlySize)); s != "" && len(out) < maxOnly {
			out = append(out, s)
		}
	}
	return out
}

// passage is what stands in a range of a text, nothing where the range is not of it.
func passage(s string, r feed.Range) string {
	if r.Start < 0 || r.End > len(s) || r.Start >= r.End {
		return ""
	}
	return s[r.Start:r.End]
}

func (b *storyBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case storyMsg:
		if msg.of != b {
			return nil
		}
		switch {
		case errors.Is(msg.err, feed.ErrNotFound), msg.err == nil && len(msg.story.Versions) == 0:
			m.drop(b)
			return m.say(m.words.WhyNoStory)
		case msg.err != nil:
			m.drop(b)
			return m.fail("story", msg.err)
		}
		b.take(msg.story, msg.only)
	case changedMsg:
		if !msg.unseen {
			return b.load(m)
		}
	}
	return nil
}

// take shows a story, the cursor on the version it stood on.
func (b *storyBox) take(s feed.Story, only [][]string) {
	want := b.id
	if v, ok := b.current(); ok {
		want = v.ID
	}
	b.story, b.only, b.ready = s, only, true
	for i := range b.len() {
		if b.at(i).ID == want {
			b.sel = i
		}
	}
	b.sel = max(0, min(b.sel, b.len()-1))
}

// len is how many rows the box has: the versions, and what is told in other
// languages.
func (b *storyBox) len() int { return len(b.story.Versions) + len(b.story.Linked) }

func (b *storyBox) at(i int) *feed.Telling {
	if n := len(b.story.Versions); i >= n {
		return &b.story.Linked[i-n]
	}
	return &b.story.Versions[i]
}

func (b *storyBox) current() (*feed.Telling, bool) {
	if b.sel < 0 || b.sel >= b.len() {
		return nil, false
	}
	return b.at(b.sel), true
}

// ids are those of the versions.
func (b *storyBox) ids() []feed.ID {
	out := make([]feed.ID, len(b.story.Versions))
	for i := range out {
		out[i] = b.story.Versions[i].ID
	}
	return out
}

// hints are the keys of the box.
func (b *storyBox) hints(m *model) []deedKey {
	w, n := m.words, len(b.story.Versions)
	linked := ""
	if b.sel >= n {
		linked = w.WhyLinked
	}
	if n < 2 {
		return []deedKey{{w.KeyNames["enter"], w.StoryRead, ""}, {"=", w.StoryCompare, ""}, {"x", w.StoryLeave, w.WhyNoStory}}
	}
	return []deedKey{
		{w.KeyNames["enter"], w.StoryRead, ""}, {"=", w.StoryCompare, ""}, {"x", w.StoryLeave, linked},
		{"t", w.StoryTag(n), ""}, {"m", w.StoryMark, ""}, {"P", w.StoryShow, linked},
	}
}

func (b *storyBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	v, ok := b.current()
	key := m.boxKey(k)
	if b.ready && ok {
		if why := whyOf(b.hints(m), key); why != "" {
			return m.say(why)
		}
		if cmd, done := b.do(m, key, v); done {
			return cmd
		}
	}
	switch a := m.pressed(paneList, k); a {
	case actBack, actClose, actStory:
		m.drop(b)
	case actQuit:
		return m.quit()
	case actUndo, actRedo:
		return m.undo(a == actRedo)
	default:
		b.sel = max(0, min(b.sel+scrollBy(a, b.page), b.len()-1))
	}
	return nil
}

// do carries out a key on a version.
func (b *storyBox) do(m *model, key string, v *feed.Telling) (tea.Cmd, bool) {
	lib, id := m.lib, v.ID
	switch key {
	case "enter":
		m.drop(b)
		if b.sel >= len(b.story.Versions) {
			return m.showLinked(id), true
		}
		return tea.Batch(m.enter(), m.showVersion(v.Head)), true
	case "P":
		m.drop(b)
		return m.showVersion(v.Head), true
	case "=":
		with := 0
		if b.sel == 0 {
			with = 1
		}
		return m.openCompare(b.at(with).Head, v.Head), true
	case "x":
		return m.changeStory(m.words.StoryLeft, func(ctx context.Context) (feed.Change, error) { return lib.LeaveStory(ctx, []feed.ID{id}) }), true
	case "t":
		m.list.pick.clear()
		for _, id := range b.ids() {
			m.list.pick.set(id, true)
		}
		return m.openTagPicker(), true
	case "m":
		return m.setFlag(feed.Targets{IDs: b.ids()}, feed.FlagRead, true), true
	}
	return nil, false
}

// showLinked opens an article that is none of the list's.
func (m *model) showLinked(id feed.ID) tea.Cmd {
	m.setFocus(paneList)
	return m.setQuery("id:" + id.String())
}

func (b *storyBox) view(m *model, w, h int) []string {
	words := m.words
	if !b.ready {
		return m.boxed(words.StoryTitle(0), words.EscKey+" "+words.Close, min(w, 76)-4, []string{m.st.chrome(words.Loading)})
	}
	n := min(w, max(76, min(w-8, 110))) - 4
	rows, at := b.rows(m, n)
	foot := append(b.told(m, n), "")
	foot = append(foot, m.hintLines(b.hints(m), n)...)
	head, page, foot := room(h, []string{m.st.muted.Of(fit(b.columns(m, n), n, ""))}, len(rows), foot)
	b.page = page
	b.top = max(min(b.top, at), at-page+1)
	b.top = max(0, min(b.top, len(rows)-page))
	lines := append(head, rows[b.top:min(len(rows), b.top+page)]...)
	title := words.StoryTitle(len(b.story.Versions))
	if len(b.story.Versions) == 1 {
		title = words.StoryTitle(0)
	}
	return m.boxed(title, words.EscKey+" "+words.Close, n, append(lines, foot...))
}

// storyLine sets the columns of a row.
func storyLine(lead, when, code, lang, words, same, title string) string {
	return fmt.Sprintf("%s%s  %s %s %s  %s  %s", lead, fit(when, 11, ""), fit(code, 4, ""), fit(lang, 4, ""), right(words, 6), right(same, 5), title)
}

// right sets s at the end of n cells.
func right(s string, n int) string { return blanks(n-ansi.StringWidth(s)) + s }

func (b *storyBox) columns(m *model, n int) string {
	w := m.words
	s := storyLine("    ", w.ColumnWhen, w.ColumnSource, w.ColumnLang, w.ColumnWords, w.ColumnSame, strings.ToLower(w.FieldTitle))
	return ansi.Truncate(s, n, "")
}

// rows are the lines of the versions and, below a heading, of what is told in other
// languages; at is that of the cursor.
func (b *storyBox) rows(m *model, n int) (out []string, at int) {
	for i := range b.len() {
		if i == len(b.story.Versions) {
			out = append(out, "", m.st.muted.Of(m.st.bold.Of(fit(m.words.StoryLinked, n, m.st.glyph.ellipsis))))
		}
		if i == b.sel {
			at = len(out)
		}
		out = append(out, b.row(m, i, n))
	}
	return out, at
}

func (b *storyBox) row(m *model, i, n int) string {
	v := b.at(i)
	bar, dot, in := " ", " ", ink{}
	if i == b.sel {
		bar, in = m.st.accent.Of(m.st.glyph.bar), m.st.bold
	}
	if !v.Read {
		dot = m.st.accent.Of(m.st.glyph.unread)
	}
	same := share(v.Same)
	if i == 0 {
		same = m.st.chrome("—")
	}
	if v.ByHand {
		same = m.words.ByHand
	}
	line := storyLine("", m.storyTime(&v.Head), m.code(&v.Head), v.Lang, m.words.Number(v.Words), same, m.shownTitle(&v.Head))
	return bar + dot + "  " + in.Of(fit(line, n-4, m.st.glyph.ellipsis))
}

// storyTime is when a version was published, as precisely as is known.
func (m *model) storyTime(h *feed.Head) string {
	if h.Precision < feed.Minute {
		return m.shortDate(h)
	}
	return h.Published.In(m.o.Now().Location()).Format("02/01 15:04")
}

// share is a part of one as a percentage.
func share(v float64) string { return fmt.Sprintf("%.0f %%", 100*max(0, min(1, v))) }

// told are the lines below the versions: what only one of them says, and why they
// are one story.
func (b *storyBox) told(m *model, n int) []string {
	w := m.words
	var out []string
	for i, all := range b.only {
		if len(all) == 0 || i >= len(b.story.Versions) {
			continue
		}
		lead := w.OnlyIn(m.code(&b.story.Versions[i].Head))
		for _, s := range all {
			line := fit(lead, 14, "") + " + " + m.st.chrome("« ") + s + m.st.chrome(" »")
			out = append(out, ansi.Truncate(line, n, m.st.glyph.ellipsis))
			lead = ""
		}
	}
	least, most, hand := 1.0, 0.0, 0
	for i, v := range b.story.Versions {
		switch {
		case v.ByHand:
			hand++
		case i > 0:
			least, most = min(least, v.Same), max(most, v.Same)
		}
	}
	var why []string
	if most > 0 {
		s := share(most)
		if share(least) != s {
			s = strings.TrimSuffix(share(least), " %") + m.st.chrome("–") + s
		}
		why = append(why, w.SameShare(s))
	}
	if hand > 0 {
		why = append(why, w.JoinedByHand(hand))
	}
	if len(why) > 0 {
		out = append(out, m.st.muted.Of(fit(w.GroupedBecause+w.Colon+strings.Join(why, " "+m.st.glyph.dot+" "), n, m.st.glyph.ellipsis)))
	}
	if len(out) > 0 {
		out = append([]string{""}, out...)
	}
	return out
}
