package ui

import (
	"reflect"
	"slices"

	"veille/feed"
	"veille/ui/term"
)

// reader is the pane that shows the article under the cursor. What it shows is
// a head made of the present state (title, place, themes) and the rendered page
// below it, scrolled as one.
type reader struct {
	width, height int // of the pane without its foot
	text          int // width of the column
	style         int // counts changes of colours and language: older pages do not fit

	shown  feed.ID // zero: nothing
	key    renderKey
	art    feed.Article
	also   more
	lead   feed.ID // the theme of the group that the article stands in: its suggestion stands first
	page   term.Page
	head   []string
	tail   []string // below the page: what is suggested, and why
	top    int
	anchor feed.Place
	gone   bool    // the article no longer exists
	given  *opened // read before the window's size was known

	stale   bool // the article must be read again
	loading bool
	cache   pages

	evidence evidence
	passages passageSpots
	find     find
	sought   spots   // of what the list was searched for
	marked   feed.ID // the article they are of
	title    [2]int  // lines of the head that hold the title
	outline  []section

	places  map[feed.ID]feed.Place // of articles left, until they are kept
	leaving []feed.ID              // places to keep now
	moved   bool                   // scrolled since the place was kept
	timing  bool
	scrolls int

	dwelling feed.ID // whose time is running
	dwells   int
	seen     feed.ID // marked read since it was opened, so that "m" can unmark it
}

// renderKey names one rendering. One that comes back under another key than the
// one wanted is stale.
type renderKey struct {
	id    feed.ID
	width int
	style int
}

// rendered is an article as it is shown at one width.
type rendered struct {
	art     feed.Article
	also    more
	page    term.Page
	outline []section
}

// pages keeps the last renderings, so that going back is at once.
type pages struct {
	byKey map[renderKey]*rendered
	order []renderKey
}

// maxPages is how many are kept: a few screens of list.
const maxPages = 48

func (p *pages) get(k renderKey) *rendered { return p.byKey[k] }

func (p *pages) put(k renderKey, r *rendered) {
	if p.byKey == nil {
		p.byKey = map[renderKey]*rendered{}
	}
	if _, ok := p.byKey[k]; !ok {
		p.order = append(p.order, k)
	}
	p.byKey[k] = r
	for len(p.order) > maxPages {
		delete(p.byKey, p.order[0])
		p.order = p.order[1:]
	}
}

// sameText reports whether two states of an article render alike: all but what
// the head shows is the same.
func sameText(a, b *feed.Article) bool {
	x, y := *a, *b
	x.Head = feed.Head{ID: a.ID, Lang: a.Lang, URL: a.URL, Title: a.Title}
	y.Head = feed.Head{ID: b.ID, Lang: b.Lang, URL: b.URL, Title: b.Title}
	x.Marks, y.Marks = nil, nil
	return reflect.DeepEqual(x, y)
}

// setSize takes a new size of the pane. Where reading stands stays: an article
// that fits whole for a while is scrolled again when it does so no more.
func (r *reader) setSize(w, h, text int) {
	taller := r.height != max(0, h)
	r.width, r.height, r.text = w, max(0, h), text
	if taller && r.text == r.key.width && r.anchor != (feed.Place{}) {
		r.goTo(r.anchor)
	}
	r.clamp()
}

// drop forgets all renderings: colours or language have changed.
func (r *reader) drop() {
	r.style++
	r.cache = pages{}
	r.head = nil
}

// clear shows nothing.
func (r *reader) clear() {
	r.leave()
	r.shown, r.key, r.art, r.page, r.head, r.top = feed.ID{}, renderKey{}, feed.Article{}, term.Page{}, nil, 0
	r.gone, r.outline, r.also, r.tail, r.evidence = false, nil, more{}, nil, evidence{}
	r.sought, r.marked, r.passages = spots{}, feed.ID{}, passageSpots{}
	r.endFind()
}

func (r *reader) total() int { return len(r.head) + len(r.page.Lines) + len(r.tail) }

func (r *reader) clamp() { r.top = max(0, min(r.top, r.total()-r.height)) }

// scroll moves the text by lines.
func (r *reader) scroll(by int) {
	was := r.top
	r.top = max(0, min(r.top+by, r.total()-r.height))
	if r.top != was {
		r.touched()
	}
}

func (r *reader) atEnd() bool { return r.top+r.height >= r.total() }

// percent is how much of the article has been on the screen.
func (r *reader) percent() int {
	if r.total() == 0 {
		return 0
	}
	return min(100, 100*(r.top+r.height)/r.total())
}

// here is the part of the text at the top of the pane.
func (r *reader) here() feed.Place {
	if r.top <= len(r.head) {
		return feed.Place{}
	}
	return r.page.At(r.top - len(r.head))
}

// place is where reading stands: what stood at the top when the text was last
// scrolled. Another width shows the line with it, and moves it no further.
func (r *reader) place() feed.Place { return r.anchor }

// goTo scrolls to a place.
func (r *reader) goTo(p feed.Place) {
	r.anchor = p
	r.top = 0
	if p != (feed.Place{}) {
		r.top = len(r.head) + r.page.LineOf(p)
	}
	r.clamp()
}

// leave notes where the article that is shown was left.
func (r *reader) leave() {
	if r.shown.IsZero() || !r.moved {
		return
	}
	r.remember(r.shown, r.place())
	r.leaving = append(r.leaving, r.shown)
	r.moved = false
}

func (r *reader) remember(id feed.ID, p feed.Place) {
	if r.places == nil {
		r.places = map[feed.ID]feed.Place{}
	}
	r.places[id] = p
}

// display shows a rendering: of another article from its kept place, of the
// same at the place that stood at the top.
func (m *model) display(k renderKey, d *rendered, kept feed.Place) {
	r := &m.reader
	at := r.place()
	if r.shown != k.id {
		r.leave()
		r.endFind()
		r.seen = feed.ID{}
		at = kept
		if p, ok := r.places[k.id]; ok {
			at = p
		}
	}
	top := r.top
	same := r.shown == k.id && r.key.width == k.width
	r.shown, r.key, r.art, r.also, r.page, r.gone = k.id, k, d.art, d.also, d.page, false
	m.setHead(k.width)
	r.outline = d.outline
	switch {
	case same && at == feed.Place{}: // the head may be scrolled
		r.top = top
		r.clamp()
	default:
		r.goTo(at)
	}
	r.refind()
	m.mark()
	m.relight()
	m.placeHighlights()
}

// touched notes that the reader was scrolled by hand.
func (r *reader) touched() {
	r.anchor = r.here()
	r.scrolls++
	r.moved = true
}

// section is an entry of the contents beside a long text.
type section struct {
	label string
	line  int // of the page
}

// rehead makes the head anew: names of themes may have changed.
func (m *model) rehead() {
	r := &m.reader
	if r.shown.IsZero() || r.gone || r.text <= 0 {
		return
	}
	was := len(r.head)
	m.setHead(r.key.width)
	if r.top > was {
		r.top += len(r.head) - was
	}
	m.mark()
	m.relight()
	m.placeHighlights()
	r.clamp()
}

// sourceLines tell of changes to the open article by its source, and that the
// source cannot be read at present.
func (m *model) sourceLines(w int) []string {
	r := &m.reader
	var out []string
	if !r.also.changed.IsZero() {
		s := m.words.ChangedAt(m.words.when(r.also.changed, m.o.Now()))
		if k := m.keys.hint(actVersions); k != "" {
			s += ", " + m.words.ShowsChange(k)
		}
		out = append(out, wrapped(m.st.chrome(s), w, m.st.accent)...)
	}
	s, p := m.facts.source[r.art.SourceID], m.facts.polls[r.art.SourceID]
	if healthOf(&s, &p) == ailing {
		said := m.st.glyph.warning + " " + m.words.SourceFails(m.words.trouble(&p))
		if k := m.keys.hint(actErrors); k != "" {
			said += " — " + k
		}
		out = append(out, wrapped(m.st.chrome(said), w, m.st.warning)...)
	}
	return out
}

// setHead makes the head of the open article.
func (m *model) setHead(w int) {
	r := &m.reader
	r.also.suggested = inOrder(r.also.suggested, r.lead)
	r.head = makeHead(&r.art, &r.also, w, &m.st, m.words, &m.facts, m.o.Now().Location())
	m.hintSuggestion(w)
	r.head = slices.Insert(r.head, len(r.head)-1, m.sourceLines(w)...)
	r.tail = slices.Concat(m.highlightTail(w), m.noteTail(w), m.suggestionTail(w))
	above, title := titleLines(&r.art, w, &m.st, m.words)
	r.title = [2]int{len(above), len(above) + len(title)}
}
