package ui

import (
	"cmp"
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/diff"
)

// versionBox shows what changed from one version of an article to the next, the
// newest change first.
type versionBox struct {
	id    feed.ID
	pairs []versionPair
	at    int
	ready bool
	lines []string
	width int // that lines are of
	style int
	of    int // pair that lines are of
	scroll
	deaf
}

// versionPair is one change: what each paragraph became, and when.
type versionPair struct {
	at         time.Time
	paragraphs [][]diff.Run
}

// versionsMsg brings the changes of an article.
type versionsMsg struct {
	of    *versionBox
	pairs []versionPair
	err   error
}

func (m *model) openVersions() tea.Cmd {
	h, ok := m.current()
	if !ok {
		return m.say(m.words.NoArticle)
	}
	b := &versionBox{id: h.ID}
	m.open(b)
	return b.load(m)
}

// load reads the versions and tells each from the one after it.
func (b *versionBox) load(m *model) tea.Cmd {
	lib, id := m.lib, b.id
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := versionsMsg{of: b}
		now, err := lib.Article(ctx, id)
		if err != nil {
			msg.err = err
			return msg
		}
		older, err := lib.Versions(ctx, id)
		if err != nil {
			msg.err = err
			return msg
		}
		next := diff.Paragraphs(&now)
		for i := range older {
			if ctx.Err() != nil {
				break
			}
			was := diff.Paragraphs(&older[i].Article)
			msg.pairs = append(msg.pairs, versionPair{at: older[i].Until, paragraphs: diff.Texts(was, next)})
			next = was
		}
		return msg
	})
}

func (b *versionBox) update(m *model, msg tea.Msg) tea.Cmd {
	v, ok := msg.(versionsMsg)
	if !ok || v.of != b {
		return nil
	}
	if v.err != nil || len(v.pairs) == 0 {
		m.drop(b)
		if v.err != nil {
			return m.fail("read", v.err)
		}
		return m.say(m.words.NoVersions)
	}
	b.pairs, b.ready = v.pairs, true
	return nil
}

func (b *versionBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch keyOf(m, k) {
	case ",", "n":
		b.step(1)
		return nil
	case ";", "N", "p":
		b.step(-1)
		return nil
	}
	a := m.pressed(paneReader, k)
	if a == actVersions {
		a = actClose
	}
	return b.scroll.press(m, a)
}

// step goes to an older change, or back to a newer one.
func (b *versionBox) step(by int) {
	if to := b.at + by; to >= 0 && to < len(b.pairs) {
		b.at, b.top = to, 0
	}
}

func (b *versionBox) view(m *model, w, h int) []string {
	n := min(w, 80) - 4
	words := m.words
	if !b.ready {
		return m.boxed(words.VersionsTitle, words.EscKey+" "+words.Close, n, []string{m.st.chrome(words.Loading)})
	}
	if b.width != n || b.of != b.at || b.lines == nil || b.style != m.reader.style {
		b.width, b.of, b.style = n, b.at, m.reader.style
		b.lines = m.changeLines(b.pairs[b.at].paragraphs, n)
	}
	head := []string{m.st.muted.Of(m.st.chrome(words.VersionOf(b.at+1, len(b.pairs), words.when(b.pairs[b.at].at, m.o.Now())))), ""}
	head, rows, _ := room(h, head, len(b.lines), nil)
	b.fit(len(b.lines), rows)
	return m.boxed(words.VersionsTitle, words.VersionsFooter, n, append(head, b.seen(b.lines)...))
}

// changeLines are the paragraphs that changed, n cells wide, with what was taken
// out as [-this-] and what came in as {+this+}; of the others only how many they
// are.
func (m *model) changeLines(paragraphs [][]diff.Run, n int) []string {
	var out []string
	same := 0
	gap := func() {
		if same > 0 {
			out = append(out, m.st.muted.Of(fit(m.st.glyph.ellipsis+" "+m.st.chrome(m.words.SameParagraphs(same)), n, "")), "")
		}
		same = 0
	}
	for _, p := range paragraphs {
		if len(p) == 1 && p[0].Op == ' ' {
			same++
			continue
		}
		gap()
		out = append(append(out, m.markedRuns(p, n)...), "")
	}
	if len(out) == 0 {
		return []string{m.st.chrome(m.words.SameText)}
	}
	gap()
	return out[:len(out)-1]
}

// markedRuns writes a paragraph in lines of at most n cells.
func (m *model) markedRuns(runs []diff.Run, n int) []string {
	var lines []string
	var b strings.Builder
	width := 0
	put := func(w string, in ink) {
		for _, part := range strings.Split(ansi.Hardwrap(w, max(1, n), false), "\n") {
			pw := ansi.StringWidth(part)
			switch {
			case width == 0:
			case width+1+pw > n:
				lines = append(lines, b.String())
				b.Reset()
				width = 0
			default:
				b.WriteByte(' ')
				width++
			}
			b.WriteString(in.Of(part))
			width += pw
		}
	}
	for _, r := range runs {
		open, shut, in := "", "", ink{}
		switch r.Op {
		case '-':
			open, shut, in = "[-", "-]", m.st.warning
		case '+':
			open, shut, in = "{+", "+}", m.st.good
		}
		for i, w := range r.Words {
			if i == 0 {
				w = open + w
			}
			if i == len(r.Words)-1 {
				w += shut
			}
			put(w, in)
		}
	}
	return append(lines, b.String())
}

// more is what is known of an article besides itself.
type more struct {
	changed   time.Time // when its source last changed it; zero: never
	elsewhere []feed.Head
	suggested []suggested // pending, the surest first
}

// moreOf reads what else is known of an article. An address that cannot be looked
// up is not worth an error.
func moreOf(ctx context.Context, lib Library, a *feed.Article) more {
	var out more
	if vs, err := lib.Versions(ctx, a.ID); err == nil && len(vs) > 0 {
		out.changed = vs[0].Until
		if out.changed.IsZero() {
			out.changed = cmp.Or(a.Updated, a.Fetched)
		}
	}
	out.suggested = suggestedOn(ctx, lib, a)
	if a.URL == "" {
		return out
	}
	if hs, err := lib.Elsewhere(ctx, a.ID); err == nil {
		for i := range hs {
			out.elsewhere = append(out.elsewhere, safeHead(hs[i]))
		}
	}
	return out
}
