package ui

import (
	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// evidence is what speaks for one theme in the open article, while it is lit.
type evidence struct {
	spots
	lit   bool
	of    feed.ID // the article
	theme feed.ID
}

// more reports whether there is a place after the present one.
func (e *evidence) more() bool { return e.lit && e.at+1 < e.count() }

// reason is a theme of which the open article holds evidence: one that is
// suggested, or one put on by a suggestion or a rule.
type reason struct {
	theme feed.ID
	spans []feed.Range
}

// reasons are those of the open article: what is suggested, the surest first, then
// what is on it with evidence.
func (r *reader) reasons() []reason {
	var out []reason
	for i := range r.also.suggested {
		s := &r.also.suggested[i]
		out = append(out, reason{s.Theme, s.Spans})
	}
	for i := range r.art.Marks {
		if k := &r.art.Marks[i]; len(k.Spans) > 0 {
			out = append(out, reason{k.Theme, k.Spans})
		}
	}
	return out
}

// explainTheme lights the evidence for what is suggested and goes from place to
// place; after the last, and from the list with the second key, it opens the box
// that tells all.
func (m *model) explainTheme() tea.Cmd {
	h, ok := m.current()
	if !ok {
		return m.say(m.words.WhyNoArticle)
	}
	r := &m.reader
	if r.shown != h.ID || m.lay.reader.Empty() {
		if len(h.Suggested) == 0 {
			return m.say(m.words.WhyNoSuggestion)
		}
		return m.openWhy(h.ID, m.groupTheme(&h))
	}
	e := &r.evidence
	if !e.lit || e.of != r.shown {
		return m.lightFirst(&h)
	}
	if m.focus == paneList || !e.more() {
		return m.openWhy(h.ID, e.theme)
	}
	e.at++
	m.showEvidence()
	return nil
}

// lightFirst lights the evidence of the suggestion meant, else the surest.
func (m *model) lightFirst(h *feed.Head) tea.Cmd {
	r := &m.reader
	reasons := r.reasons()
	if len(reasons) == 0 {
		return m.say(m.words.WhyNoSuggestion)
	}
	theme := m.groupTheme(h)
	if theme.IsZero() {
		theme = reasons[0].theme
	}
	if m.light(theme, 0); !r.evidence.lit {
		return m.openWhy(h.ID, theme)
	}
	return nil
}

// light marks the evidence of a theme in the open article and goes to one place of
// it; without any in sight nothing is lit.
func (m *model) light(theme feed.ID, at int) {
	r := &m.reader
	r.evidence = evidence{of: r.shown, theme: theme}
	e := &r.evidence
	for _, why := range r.reasons() {
		if why.theme == theme {
			e.hits = r.spotsOf(why.spans)
			break
		}
	}
	r.find.edition++
	if e.count() == 0 {
		return
	}
	e.lit, e.at = true, min(at, e.count()-1)
	r.endFind()
	m.showEvidence()
}

// showEvidence scrolls to the present place, which is told where a message may
// stand.
func (m *model) showEvidence() {
	m.toast.note("")
	m.reader.showMatch()
}

// relight finds the evidence anew on a page that was rendered again; of another
// article, or when it was answered, nothing is lit any more.
func (m *model) relight() {
	r := &m.reader
	e := &r.evidence
	if !e.lit {
		return
	}
	at := e.at
	lit := evidence{of: e.of, theme: e.theme}
	if e.of == r.shown && !r.gone {
		for _, why := range r.reasons() {
			if why.theme == e.theme {
				lit.hits = r.spotsOf(why.spans)
			}
		}
	}
	r.evidence = lit
	r.find.edition++
	if n := lit.count(); n > 0 {
		e.lit, e.at = true, min(at, n-1)
	}
}

// unlight ends the marking; false when nothing was lit.
func (r *reader) unlight() bool {
	lit := r.evidence.lit
	if lit {
		r.evidence = evidence{}
		r.find.edition++
	}
	return lit
}

// spotsOf finds places of the text on the page: those of the title in the head,
// above it.
func (r *reader) spotsOf(spans []feed.Range) []term.Hit {
	var hits []term.Hit
	title := r.head[min(r.title[0], len(r.head)):min(r.title[1], len(r.head))]
	anchors := make([]term.Anchor, len(title))
	for i := range anchors {
		anchors[i].Block = -1
	}
	head := term.Page{Lines: title, Anchors: anchors}
	for _, h := range head.FindAt(passages(&r.art, spans, feed.InTitle)) {
		h.Line += r.title[0] - len(r.head)
		hits = append(hits, h)
	}
	n := (&spots{hits: hits}).count()
	for _, h := range r.page.FindAt(append(passages(&r.art, spans, feed.InStandfirst), passages(&r.art, spans, feed.InBody)...)) {
		h.Number += n
		hits = append(hits, h)
	}
	return hits
}

// passages are the places of one field as the page knows them: by block and offset
// in its text. One that reaches over the end of a block is cut there; those that
// lie outside of the text are left out.
func passages(a *feed.Article, spans []feed.Range, in feed.Field) []term.Passage {
	var out []term.Passage
	at := blockAt{body: a.Body}
	whole := ""
	if in != feed.InBody {
		whole = a.In(in)
	}
	if in == feed.InTitle {
		whole = text.Line(whole)
	}
	for _, s := range spans {
		switch {
		case s.Field != in || s.Start < 0 || s.Start >= s.End:
		case in == feed.InBody:
			if p, ok := at.passage(s); ok {
				out = append(out, p)
			}
		case s.End <= len(whole):
			out = append(out, term.Passage{Block: -1, Offset: s.Start, Text: whole[s.Start:s.End], Within: whole})
		}
	}
	return out
}

// blockAt walks the blocks of a body for places that ascend.
type blockAt struct {
	body   []feed.Block
	block  int
	start  int // of the block in the article's text
	within string
	begun  bool
}

func (b *blockAt) passage(s feed.Range) (term.Passage, bool) {
	if !b.begun && len(b.body) > 0 {
		b.begun, b.within = true, b.body[0].Text()
	}
	for b.block < len(b.body) && s.Start >= b.start+len(b.within)+len(blockGap) {
		b.start += len(b.within) + len(blockGap)
		if b.block++; b.block < len(b.body) {
			b.within = b.body[b.block].Text()
		}
	}
	from, to := s.Start-b.start, min(s.End-b.start, len(b.within))
	if b.block >= len(b.body) || from < 0 || from >= to {
		return term.Passage{}, false
	}
	return term.Passage{Block: b.block, Offset: from, Text: b.within[from:to], Within: b.within}, true
}

// blockGap parts the blocks in the text that evidence counts in.
const blockGap = "\n\n"

// evidenceSaid tells on which place of the evidence one stands.
func (m *model) evidenceSaid() string {
	e := &m.reader.evidence
	if !e.lit || m.reader.find.on {
		return ""
	}
	return m.words.EvidenceAt(e.at+1, e.count())
}
