package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/review"
	"veille/ui/term"
)

// pageBox shows a text as the reading pane would, over what is there.
type pageBox struct {
	title string
	make  func(ctx context.Context) (feed.Article, error)
	head  bool // with the title of the article
	width int
	gen   int
	lines []string
	ready bool
	scroll
	deaf
}

// pageMsg brings the lines of a page.
type pageMsg struct {
	of    *pageBox
	gen   int
	lines []string
	err   error
}

func (m *model) openPage(b *pageBox) tea.Cmd {
	m.open(b)
	return b.load(m)
}

// articlePage is the page of one article.
func articlePage(m *model, id feed.ID) *pageBox {
	lib := m.lib
	return &pageBox{head: true, make: func(ctx context.Context) (feed.Article, error) { return lib.Article(ctx, id) }}
}

// pageWidth is the width of a page's text.
func pageWidth(m *model) int { return max(1, min(m.w-4, 76)) }

func (b *pageBox) load(m *model) tea.Cmd {
	b.width = pageWidth(m)
	b.gen++
	gen, width, o, words, st, do, head := b.gen, b.width, m.termOptions(b.width), m.words, m.st, b.make, b.head
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := pageMsg{of: b, gen: gen}
		a, err := do(ctx)
		if err != nil {
			msg.err = err
			return msg
		}
		page, err := term.Render(ctx, a, o)
		msg.lines, msg.err = page.Lines, err
		if head {
			above, title := titleLines(&a, width, &st, words)
			msg.lines = slices.Concat(above, title, []string{""}, page.Lines)
		}
		return msg
	})
}

func (b *pageBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pageMsg:
		if msg.of != b || msg.gen != b.gen {
			return nil
		}
		if msg.err != nil {
			m.drop(b)
			return m.fail("read", msg.err)
		}
		b.lines, b.ready = msg.lines, true
	case tea.WindowSizeMsg:
		if pageWidth(m) != b.width {
			return b.load(m)
		}
	}
	return nil
}

func (b *pageBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	return b.scroll.press(m, m.pressed(paneReader, k))
}

func (b *pageBox) view(m *model, w, h int) []string {
	n := min(w-4, pageWidth(m))
	lines := b.lines
	if !b.ready {
		lines = []string{m.st.chrome(m.words.Loading)}
	}
	_, page, _ := room(h, nil, len(lines), nil)
	b.fit(len(lines), page)
	return m.boxed(b.title, m.words.PageFooter, n, b.seen(lines))
}

// previewed is how many articles a preview reads: its first pages are looked at.
const previewed = 60

// preview is the page of a review as it would be read: sections, titles, where they
// are from, and the lead where the depth has it.
func (b *reviewBox) preview(m *model) *pageBox {
	parts, lib, words := slices.Clone(b.parts), m.lib, m.words
	usual := b.gathered.Depth()
	title := oneLine(b.gathered.Heading())
	return &pageBox{title: words.ReviewPreview, make: func(ctx context.Context) (feed.Article, error) {
		p := reviewPage{ctx: ctx, lib: lib, words: words, usual: usual}
		p.out.Body = append(p.out.Body, feed.Block{Kind: feed.Heading, Level: 1, Spans: []feed.Span{{Text: title}}})
		for i := range parts {
			if err := p.part(&parts[i]); err != nil {
				return p.out, err
			}
		}
		return p.out, nil
	}}
}

// reviewPage makes an article of a review.
type reviewPage struct {
	ctx   context.Context
	lib   Library
	words *Words
	usual export.Depth
	out   feed.Article
	n     int
}

func (p *reviewPage) part(part *review.Part) error {
	if len(part.Heads) == 0 {
		return nil
	}
	p.out.Body = append(p.out.Body, feed.Block{Kind: feed.Heading, Level: 2, Spans: []feed.Span{{Text: oneLine(part.Title)}}})
	depth := part.Depth
	if depth == "" {
		depth = p.usual
	}
	for i := range part.Heads {
		h := safeHead(part.Heads[i])
		if p.n++; p.n > previewed {
			continue
		}
		where := []string{h.Source}
		if !h.Published.IsZero() {
			where = append(where, export.Date(p.words.Lang, h.Published))
		}
		p.out.Body = append(p.out.Body, feed.Block{Kind: feed.Paragraph, Spans: []feed.Span{
			{Text: h.Title, Style: feed.Strong}, {Text: " – " + strings.Trim(strings.Join(where, ", "), ", "), Style: feed.Emphasis},
		}})
		if err := p.text(h.ID, depth); err != nil {
			return err
		}
	}
	return nil
}

// text adds what the depth shows of an article.
func (p *reviewPage) text(id feed.ID, depth export.Depth) error {
	if depth == export.Refs {
		return nil
	}
	a, err := p.lib.Article(p.ctx, id)
	if err != nil {
		return err
	}
	switch depth {
	case export.Full:
		p.out.Body = append(p.out.Body, a.Body...)
	case export.Quotes:
		for i := range a.Highlights {
			p.out.Body = append(p.out.Body, feed.Block{Kind: feed.Quote, Level: 1, Spans: []feed.Span{{Text: oneLine(a.Highlights[i].Quote)}}})
		}
	default:
		if lead := export.LeadOf(&a); lead != "" {
			p.out.Body = append(p.out.Body, feed.Plain(feed.Paragraph, lead))
		}
	}
	return nil
}
