package ui

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
)

// unhurried runs commands as a program does, but holds back the answers that come
// last: the wholes of searches whose first rows have come.
type unhurried struct {
	*bench
	rest []tea.Cmd
}

// slowly makes the library give early rows first and the whole when told to.
func slowly(b *bench, early int) *unhurried {
	b.lib.mu.Lock()
	defer b.lib.mu.Unlock()
	b.lib.slow, b.lib.early = make(chan struct{}), early
	return &unhurried{bench: b}
}

// quicken lets the wholes come, and all later answers at once.
func (f *fake) quicken() {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.slow)
	f.slow = nil
}

// press presses keys and runs what they ask for up to the first rows.
func (l *unhurried) press(names string) *unhurried {
	l.Helper()
	for _, k := range strings.Fields(names) {
		l.send(keyPress(k))
	}
	return l
}

func (l *unhurried) send(msgs ...tea.Msg) {
	l.Helper()
	for queue := msgs; len(queue) > 0; {
		msg := queue[0]
		queue = queue[1:]
		if cmds, ok := commands(msg); ok {
			for _, c := range cmds {
				if c != nil {
					queue = append(queue, c())
				}
			}
			continue
		}
		if msg == nil {
			continue
		}
		switch v := msg.(type) { // what waits for the whole is run by settle
		case foundMsg:
			if v.part {
				l.rest = append(l.rest, v.rest)
				v.rest = nil
			}
			msg = v
		case liveMsg:
			if v.part {
				l.rest = append(l.rest, v.rest)
				v.rest = nil
			}
			msg = v
		}
		_, cmd := l.m.Update(msg)
		if cmd != nil {
			queue = append(queue, cmd())
		}
	}
}

// settle lets the wholes come.
func (l *unhurried) settle() {
	l.Helper()
	l.lib.quicken()
	rest := l.rest
	l.rest = nil
	for _, c := range rest {
		l.send(c())
	}
}

// A search that takes long shows its first rows at once, and the cursor stays
// on its article when the whole comes.
func TestFirstRowsComeFirst(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	l := slowly(b, 8)
	l.press("g u")
	b.stands("1/8+")
	l.press("j j j")
	h, _ := b.m.current()
	top := b.m.list.top
	l.settle()
	b.stands("4/32")
	if now, _ := b.m.current(); now.ID != h.ID || b.m.list.top != top {
		t.Errorf("the cursor left %q for %q, the top row %d for %d", h.Title, now.Title, top, b.m.list.top)
	}
}

// What the cursor stood on before is looked for in the whole, unless rows were
// seen without it: then nothing moves under the eyes.
func TestTheWholeDoesNotMoveTheCursor(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("G")
	last, _ := b.m.current()
	b.keys("g u")
	if h, _ := b.m.current(); !last.Read && h.ID != last.ID {
		t.Fatalf("in one step the cursor left %q for %q", last.Title, h.Title)
	}
	b.keys("0 G")
	l := slowly(b, 8)
	l.press("g u")
	first, _ := b.m.current()
	l.settle()
	b.stands("1/32")
	if h, _ := b.m.current(); h.ID != first.ID {
		t.Errorf("the cursor left %q for %q", first.Title, h.Title)
	}
}

// When rows before the cursor's came between the two answers, it still stands on
// its article.
func TestTheWholeMayHaveOtherPlaces(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	l := slowly(b, 8)
	l.press("g u j j")
	h, _ := b.m.current()
	rest := l.rest
	l.rest = nil
	b.lib.quicken()
	f := rest[0]().(foundMsg)
	hits := f.hits.(*fakeHits)
	f.hits = &fakeHits{lib: b.lib, ids: append([]feed.ID{hits.ids[len(hits.ids)-1]}, hits.ids[:len(hits.ids)-1]...)}
	f.found, _ = f.locate(t.Context(), f.hits)
	l.send(f)
	b.stands("4/32")
	if now, _ := b.m.current(); now.ID != h.ID {
		t.Errorf("the cursor left %q for %q", h.Title, now.Title)
	}
}

// While typing, too; a search that is given up brings nothing.
func TestFirstRowsWhileTyping(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("/")
	l := slowly(b, 3)
	l.press("d r e d g e d")
	b.shows("3+ articles …")
	b.stands("1/3+")
	if n := len(l.rest); n < 2 {
		t.Fatalf("%d searches were begun", n)
	}
	l.settle()
	b.lacks("+ articles")
	b.shows(b.m.words.SearchResult(b.m.list.n))
	s := b.m.searching()
	s.took = 2 * quick // the next one waits for a pause in typing
	if cmd := s.find(b.m); cmd == nil {
		t.Fatal("no search")
	}
}

// A search that is opened before the whole has come, and left again, has it
// looked for anew.
func TestAPartIsNotLeftBehind(t *testing.T) {
	for _, keys := range []string{"/ d e l t a esc", "/ esc", "/ z z ctrl+o esc esc"} {
		b := at(t, setup{w: 120, h: 40})
		l := slowly(b, 8)
		l.press("g u")
		b.stands("1/8+")
		l.press(keys)
		l.settle()
		b.stands("1/32")
	}
}

// A view that gives way to another is not searched for any longer.
func TestViewsAreGivenUp(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	l := slowly(b, 8)
	l.press("g u g s")
	if len(l.rest) != 2 {
		t.Fatalf("%d searches", len(l.rest))
	}
	msg := l.rest[0]().(foundMsg) // comes back though the library is still busy
	if msg.err == nil {
		t.Error("the first view is searched for to its end")
	}
	l.send(msg)
	l.rest = l.rest[1:]
	l.settle()
	b.stands("1/4")
	b.lacks("Could not")
}

// What is done to all of a view must not be done to its first rows alone.
func TestAllIsNotTheFirstRows(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	l := slowly(b, 8)
	l.press("g u V")
	b.shows(b.m.words.Searching)
	if b.m.list.selected() != 0 {
		t.Error("a part was selected for the whole")
	}
	l.press("A")
	if b.lib.asked["flag"] != 0 {
		t.Error("a part was marked read for the whole")
	}
	l.settle()
	b.keys("V").shows("32 selected of 32")
}

// A panic of the search ends in the command, which puts the terminal in order.
func TestAPanicIsHandedOver(t *testing.T) {
	lib := panicking{newsroom()}
	defer func() {
		if got, _ := recover().(string); !strings.HasPrefix(got, "the index is gone\n") || !strings.Contains(got, "FindFirst") {
			t.Errorf("handed over: %q", got)
		}
	}()
	b := at(t, setup{w: 80, h: 24})
	q := b.m.question()
	inquire(t.Context(), lib, q, func(found, error) tea.Msg { return nil })
}

type panicking struct{ *fake }

func (panicking) FindFirst(context.Context, query.Query, int, func(feed.Hits)) (feed.Hits, error) {
	panic("the index is gone")
}

// Sorting and widening keep the article under the cursor and where it stands.
func TestChangesKeepTheArticle(t *testing.T) {
	for _, keys := range []string{"S s", "S l", "S o", "f u f u", "S b"} {
		b := at(t, setup{w: 120, h: 40}).keys("j j j j j")
		h, _ := b.m.current()
		b.keys(keys)
		if now, ok := b.m.current(); !ok || now.ID != h.ID {
			t.Errorf("%s: the cursor left %q for %q", keys, h.Title, now.Title)
		}
	}
}

// The order of an earlier version's session becomes one of the query.
func TestOldSessionsKeepTheirOrder(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, o: Options{Session: Session{Query: "is:unread", Oldest: true}}})
	if b.m.list.text != "is:unread sort:date+" || b.m.list.query.Sort != query.Oldest {
		t.Errorf("the list shows %q", b.m.list.text)
	}
	b.shows(b.m.words.OldestFirst)
	if b.m.state().Oldest {
		t.Error("the order is kept twice")
	}
}
