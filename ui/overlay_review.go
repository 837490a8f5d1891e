package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/review"
)

// reviewBox puts a press review in order: the sections of a template with what
// came in since the last one. What is done here is kept at once in the draft that
// the command line works on too.
type reviewBox struct {
	lang      string
	templates []review.Template
	at        int // of templates
	gathered  *review.Gathered
	kept      feed.Review
	draft     feed.Draft
	before    []feed.Draft // drafts that undo goes back to
	parts     []review.Part
	counts    []export.Count
	fault     string
	ready     bool
	asking    latest
	sel       int // article, counted through all sections
	top       int
	page      int
	deaf
}

// reviewMsg brings a review.
type reviewMsg struct {
	of        *reviewBox
	gen       int
	templates []review.Template
	at        int
	kept      feed.Review
	gathered  *review.Gathered
	counts    []export.Count
	faulty    error // of templates that cannot be read
	err       error
}

func (m *model) openReview() tea.Cmd {
	if m.o.Reviews == nil {
		return m.say(m.words.NotHere)
	}
	b := &reviewBox{lang: m.words.Lang}
	m.open(b)
	return b.load(m)
}

// load reads the templates and gathers the review of one.
func (b *reviewBox) load(m *model) tea.Cmd {
	ctx, cancel, gen := b.asking.begin(m.ctx)
	lib, lang, at, now, templates := m.lib, b.lang, b.at, m.o.Now(), m.o.Reviews
	return func() tea.Msg {
		defer cancel()
		msg := reviewMsg{of: b, gen: gen}
		msg.templates, msg.faulty = templates(ctx, lang)
		if len(msg.templates) == 0 {
			msg.err = msg.faulty
			return msg
		}
		msg.at = at % len(msg.templates)
		t := msg.templates[msg.at]
		if msg.kept, msg.err = lib.Review(ctx, t.Name); msg.err != nil {
			return msg
		}
		msg.gathered, msg.err = review.Gather(ctx, lib, review.Request{Template: t, Kept: msg.kept, Lang: lang, Now: now})
		if msg.err == nil {
			msg.counts, msg.err = msg.gathered.Figures(ctx, lib)
		}
		return msg
	}
}

func (b *reviewBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case reviewMsg:
		if msg.of != b || msg.gen != b.asking.gen {
			return nil
		}
		if msg.err != nil {
			b.close(m)
			return m.fail("find", msg.err)
		}
		b.take(m, &msg)
	case changedMsg:
		if !msg.unseen {
			return b.load(m)
		}
	}
	return nil
}

// take shows a review, the cursor on the article it stood on.
func (b *reviewBox) take(m *model, msg *reviewMsg) {
	if !b.ready || b.kept.Name != msg.kept.Name || !review.Same(b.draft, msg.kept.Draft) {
		b.before = nil // of another draft
	}
	b.templates, b.at, b.kept, b.gathered, b.counts, b.ready = msg.templates, msg.at, msg.kept, msg.gathered, msg.counts, true
	b.fault = ""
	if msg.faulty != nil {
		b.fault = m.words.ReviewFaulty + m.words.Colon + oneLine(msg.faulty.Error())
	}
	b.show(msg.kept.Draft)
}

// show puts the articles in their sections by a draft.
func (b *reviewBox) show(d feed.Draft) {
	id := b.current()
	b.draft, b.parts = d, b.gathered.Parts(d)
	b.follow(id)
}

// follow sets the cursor on an article; where that is gone it stays where it is.
func (b *reviewBox) follow(id feed.ID) {
	ids := review.IDs(b.parts)
	if i := slices.Index(ids, id); i >= 0 {
		b.sel = i
	}
	b.sel = max(0, min(b.sel, len(ids)-1))
}

// current is the article under the cursor, zero without one.
func (b *reviewBox) current() feed.ID {
	if ids := review.IDs(b.parts); b.sel < len(ids) {
		return ids[b.sel]
	}
	return feed.ID{}
}

func (b *reviewBox) close(m *model) {
	b.asking.end()
	m.drop(b)
}

func (b *reviewBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	if b.ready {
		if cmd, ok := b.do(m, m.boxKey(k)); ok {
			return cmd
		}
	}
	switch a := m.pressed(paneList, k); a {
	case actBack, actClose, actReview:
		b.close(m)
	case actQuit:
		b.close(m)
		return m.quit()
	default:
		b.sel = max(0, min(b.sel+scrollBy(a, b.page), review.Count(b.parts)-1))
	}
	return nil
}

// do carries out a key of the box.
func (b *reviewBox) do(m *model, key string) (tea.Cmd, bool) {
	if m.pending != "" {
		return nil, false
	}
	switch key {
	case "u":
		return b.undo(m), true
	case "tab":
		b.at, b.sel, b.top, b.ready = b.at+1, 0, 0, false
		b.parts, b.before = nil, nil
		return b.load(m), true
	}
	id := b.current()
	if id.IsZero() {
		return nil, false
	}
	switch key {
	case "enter":
		return m.openPage(articlePage(m, id)), true
	case "x", "d", "delete":
		return b.change(m, review.Drop(b.draft, id)), true
	case "ctrl+up", "K", "shift+up":
		return b.step(m, id, -1), true
	case "ctrl+down", "J", "shift+down":
		return b.step(m, id, 1), true
	case "D":
		return b.deeper(m, id), true
	case "p":
		return m.openPage(b.preview(m)), true
	case "e":
		return b.export(m), true
	}
	return nil, false
}

func (b *reviewBox) step(m *model, id feed.ID, by int) tea.Cmd {
	d := review.Step(b.parts, b.draft, id, by)
	if review.Same(d, b.draft) {
		return m.say(m.words.ReviewNoWay)
	}
	return b.change(m, d)
}

// change shows another draft and keeps it.
func (b *reviewBox) change(m *model, d feed.Draft) tea.Cmd {
	b.before = append(b.before, b.draft)
	b.show(d)
	return b.keep(m)
}

func (b *reviewBox) undo(m *model) tea.Cmd {
	n := len(b.before)
	if n == 0 {
		return m.say(m.words.ReviewNoUndo)
	}
	d := b.before[n-1]
	b.before = b.before[:n-1]
	b.show(d)
	return b.keep(m)
}

// keep keeps the draft in its turn. When the review was made meanwhile, by another
// program, stays as it was then.
func (b *reviewBox) keep(m *model) tea.Cmd {
	lib, name, d := m.lib, b.kept.Name, b.draft
	return m.enqueue(changedMsg{what: "save", unseen: true}, func(ctx context.Context) (feed.Change, error) {
		r, err := lib.Review(ctx, name)
		if err != nil {
			return feed.Change{}, err
		}
		r.Draft = d
		return feed.Change{}, lib.SetReview(ctx, r)
	})
}

// reviewDepths are the depths of a section in the order of the key.
var reviewDepths = []export.Depth{"", export.Refs, export.Quotes, export.Lead, export.Full}

// deeper gives the section of an article the next depth.
func (b *reviewBox) deeper(m *model, id feed.ID) tea.Cmd {
	i, _, ok := review.Where(b.parts, id)
	if !ok {
		return nil
	}
	p := &b.parts[i]
	depth := reviewDepths[(slices.Index(reviewDepths, p.Depth)+1)%len(reviewDepths)]
	said := m.words.ReviewDepth(oneLine(p.Title), m.words.ReviewDepths[string(depth)])
	return tea.Batch(b.change(m, b.gathered.Deepen(b.draft, p.Name, depth)), m.say(said))
}

// export opens the box of exports for the review. Once it is written the review is
// closed: the next begins where this one was gathered.
func (b *reviewBox) export(m *model) tea.Cmd {
	g, name := b.gathered, b.kept.Name
	e := exportOf{
		on: feed.Targets{IDs: review.IDs(b.parts)}, n: review.Count(b.parts), sections: review.Sections(b.parts), counts: b.counts,
		title: g.Heading(), format: g.Template.Format, lang: g.Lang, depth: string(g.Depth()), command: "veille review", key: "review " + name,
		name: fileTitle(g),
	}
	if name != review.Usual {
		e.command += " " + quoted(name)
	}
	e.then = func(m *model, e *exportedMsg) tea.Cmd {
		lib, done := m.lib, g.Done(name)
		b.close(m)
		return m.enqueue(changedMsg{what: "save", then: func(m *model) tea.Cmd { return m.wrote(e, m.words.ReviewMade) }}, func(ctx context.Context) (feed.Change, error) {
			return feed.Change{}, lib.SetReview(ctx, done)
		})
	}
	return m.openExportOf(e)
}

// fileTitle is the title of a review for the name of its file, which has the day.
func fileTitle(g *review.Gathered) string {
	t := g.Template
	t.Title = strings.NewReplacer("{date}", "", "{time}", "", "{since}", "").Replace(t.Title)
	if strings.TrimSpace(t.Title) == "" {
		return t.Name
	}
	return t.Heading(g.Lang, g.From, g.Made)
}
