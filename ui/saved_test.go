package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// keep saves queries in a library as another process would.
func (f *fake) keep(qs ...feed.SavedQuery) *fake {
	for _, q := range qs {
		q.ID = feed.SavedID(q.Name)
		f.queries = append(f.queries, q)
	}
	return f
}

// watched are saved queries of a newsroom, the first of which is watched.
func watchedRoom() *fake {
	return newsroom().keep(
		feed.SavedQuery{Name: "Morning brief", Query: "lang:fr tag:delta-harbours", Key: "m", Watch: true},
		feed.SavedQuery{Name: "Rail, upcountry", Query: "tag:rail-links", Key: "r"},
		feed.SavedQuery{Name: "Health desk", Query: "tag:public-health OR title:dispensaires"},
	)
}

// arrive puts articles into the library as an import of another process does.
func (b *bench) arrive(n int, a feed.Article) *bench {
	b.Helper()
	for i := range n {
		c := a
		c.Title = fmt.Sprintf("%s, arrival %d", a.Title, i)
		c.ID = feed.NewID("article", c.Title)
		c.Published = b.lib.now.Add(-time.Hour * 24 * 300)
		b.lib.mu.Lock()
		b.lib.put(c)
		b.lib.mu.Unlock()
	}
	return b.changed()
}

// harbour is an article that the watched query finds, as it comes in at a time.
func harbour(title string, at time.Time) feed.Article {
	return feed.Article{Head: feed.Head{Title: title, Lang: "fr", Source: "Agence Exemple", SourceID: feed.SourceID("Agence Exemple"),
		Fetched: at, Precision: feed.Minute, Themes: []feed.ID{feed.ThemeID("delta-harbours")}}}
}

func TestSavedQueriesInTheSidebar(t *testing.T) {
	b := at(t, setup{w: 200, h: 60, lib: watchedRoom()})
	b.shows("SAVED QUERIES")
	line := func(name string) string {
		for _, l := range strings.Split(b.screen(), "\n") {
			if head := string([]rune(l)[:min(26, len([]rune(l)))]); strings.Contains(head, name) {
				return strings.TrimSpace(head)
			}
		}
		return ""
	}
	if got := strings.Fields(line("Rail,")); got[0] != "r" || got[len(got)-1] != "4" {
		t.Errorf("the entry is %q", got)
	}
	if got := strings.Fields(line("Morning")); got[0] != "m" || got[len(got)-1] != "4" {
		t.Errorf("the entry is %q", got)
	}
	asked := b.lib.asked["tally"]
	b.keys("s")
	if n := b.lib.asked["tally"] - asked; n != 1 {
		t.Errorf("%d tallies after a change, want one", n)
	}
	b.keys("g ' m")
	if b.m.list.text != "lang:fr tag:delta-harbours" {
		t.Errorf("g'm opened %q", b.m.list.text)
	}
	if e, _ := b.m.side.at(b.m.side.open); e.label != "Morning brief" {
		t.Errorf("the sidebar has %q open", e.label)
	}
	b.shows("Morning brief – veille"[:13])
}

func TestSavedQueriesAreOpened(t *testing.T) {
	for keys, want := range map[string]string{
		"g ' r": "tag:rail-links", "g q m": "lang:fr tag:delta-harbours", "g ' enter": "tag:public-health OR title:dispensaires",
		"g ' down down enter": "tag:rail-links", ": r a i l , enter": "tag:rail-links", "g ' z esc": "", "g ' '": "",
	} {
		b := at(t, setup{w: 120, h: 40, lib: watchedRoom()}).keys("0").keys(keys)
		if b.m.list.text != want {
			t.Errorf("%s opened %q, want %q", keys, b.m.list.text, want)
		}
	}
	b := at(t, setup{w: 80, h: 24}).keys("g '")
	b.shows(b.m.words.NoQueries)
	// On a French keyboard, where ' is the key of 4 too.
	lib := watchedRoom().keep(feed.SavedQuery{Name: "Été", Query: "title:port", Key: "é"})
	b = at(t, setup{w: 120, h: 40, lib: lib, o: Options{Keyboard: "azerty"}})
	if b.keys("0 g ' é"); b.m.list.text != "title:port" {
		t.Errorf("é opened %q", b.m.list.text)
	}
	b.lib.now = b.lib.now.Add(time.Minute)
	b.keys("0").arrive(2, harbour("Dragage", b.lib.now))
	if b.keys("g ' '"); b.m.list.text != "lang:fr tag:delta-harbours" {
		t.Errorf("' opened %q", b.m.list.text)
	}
}

func TestSavedQueriesAreDeletedAndComeBack(t *testing.T) {
	b := at(t, setup{w: 200, h: 60, lib: watchedRoom()}).keys("shift+tab")
	i := slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.label == "Rail, upcountry" })
	b.m.side.moveTo(i)
	b.keys("D")
	b.shows("Query Rail, upcountry deleted — u undo")
	if len(b.m.facts.queries) != 2 {
		t.Errorf("%d queries are left", len(b.m.facts.queries))
	}
	b.keys("u")
	if len(b.m.facts.queries) != 3 {
		t.Error("the undo did not bring it back")
	}
	b.m.side.moveTo(slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.label == "Rail, upcountry" }))
	b.keys("e")
	if box, ok := b.m.top().(*saveBox); !ok || box.name.value() != "Rail, upcountry" {
		t.Fatal("e does not open the form of the query")
	}
	b.typed(" 2").keys("enter")
	if len(b.m.facts.queries) != 3 || b.m.facts.queries[2].Name != "Rail, upcountry 2" {
		t.Errorf("the queries are %v", b.m.facts.queries)
	}
	// Elsewhere the query is asked for, the one that is open first.
	b.keys("esc 0 g ' r :").typed("delete a query").keys("enter enter")
	if len(b.m.facts.queries) != 2 {
		t.Errorf("the queries are %v", b.m.facts.queries)
	}
}

// A saved query that cannot be answered is shown as such and does not keep the
// others from their numbers and news, be it watched, and known from before.
func TestAQueryThatCannotBeAnswered(t *testing.T) {
	lib := watchedRoom().keep(feed.SavedQuery{Name: "Broken", Query: "@nowhere", Watch: true},
		feed.SavedQuery{Name: "Deeper", Query: "@broken lang:fr"}, feed.SavedQuery{Name: "Ring", Query: "lang:fr OR @ring"})
	var kept Session
	o := Options{Save: func(s Session) error { kept = s; return nil }}
	at(t, setup{w: 200, h: 60, lib: lib, o: o})
	o.Session = kept
	o.Session.Looked[feed.SavedID("Broken").String()] = Looked{At: lib.now, All: 3, Of: "@nowhere"}
	b := at(t, setup{w: 200, h: 60, lib: lib, o: o})
	if c := b.m.saved.counts[feed.SavedID("Rail, upcountry")]; c.All != 5 {
		t.Errorf("counts %v", b.m.saved.counts)
	}
	b.lib.now = b.lib.now.Add(time.Minute)
	b.arrive(2, harbour("Dragage", b.lib.now)).shows("Morning brief: 2 new")
	for _, name := range []string{"Broken", "Deeper", "Ring"} {
		i := slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.label == name })
		if got := stripped(b.m.entryLine(i, 26)); !strings.HasSuffix(got, "⚠ ") {
			t.Errorf("the entry is %q", got)
		}
	}
	for name, why := range map[string]string{"Broken": "no saved query nowhere", "Deeper": "no saved query nowhere", "Ring": b.m.words.SaveLoop} {
		i := slices.IndexFunc(b.m.facts.queries, func(q feed.SavedQuery) bool { return q.Name == name })
		drive(t, b.m, b.m.openQuery(b.m.facts.queries[i])())
		b.shows(why)
	}
	// In the search line it is said under the field, and not once more.
	b.m.toast.text = ""
	b.keys("/").typed("@deeper harbour").shows("no saved query nowhere")
	if b.m.toast.text != "" {
		t.Errorf("said besides: %q", b.m.toast.text)
	}
}

// A session that ended on a view that cannot be answered any more begins on all.
func TestStartOnAQueryThatCannotBeAnswered(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: watchedRoom(), o: Options{Session: Session{Query: "@nowhere lang:fr"}}})
	b.stands("1/40")
	b.lacks(b.m.words.Loading)
}

func TestWatchedQueriesAreAnnounced(t *testing.T) {
	var kept Session
	lib := watchedRoom()
	o := Options{Save: func(s Session) error { kept = s; return nil }}
	b := at(t, setup{w: 120, h: 40, lib: lib, o: o}).keys("g u j j j")
	at0, row := b.m.list.id, b.m.list.cursor
	b.lacks("Morning brief:")
	b.lib.now = b.lib.now.Add(10 * time.Minute)
	b.arrive(3, harbour("Dragage", b.lib.now))
	b.shows("Morning brief: 3 new g'm")
	if b.m.list.id != at0 || b.m.list.cursor != row || b.m.focus != paneList {
		t.Error("the announcement moved the cursor")
	}
	// What is read meanwhile is no news, and what is marked unread none either.
	for _, a := range b.lib.order() {
		if strings.HasPrefix(a.Title, "Dragage, arrival 0") {
			a.Read = true
			b.lib.version++
		}
	}
	b.changed().shows("Morning brief: 2 new g'm")

	// It is remembered: a later start announces it too.
	if err := b.m.keepAll(); err != nil {
		t.Fatal(err)
	}
	o.Session = kept
	b = at(t, setup{w: 120, h: 40, lib: lib, o: o})
	b.shows("Morning brief: 2 new g'm")
	b.keys("g ' '")
	if b.m.list.text != "lang:fr tag:delta-harbours" {
		t.Errorf("g'' opened %q", b.m.list.text)
	}
	b.keys("g u").lacks("Morning brief:")
	b.lib.now = b.lib.now.Add(time.Second)
	b.arrive(1, harbour("Balisage", b.lib.now)).shows("Morning brief: 1 new")
	if err := b.m.keepAll(); err != nil {
		t.Fatal(err)
	}
	o.Session = kept
	b = at(t, setup{w: 120, h: 40, lib: lib, o: o})
	b.shows("Morning brief: 1 new")
}

// The list of a query that is open tells itself what is new; news come back when
// one leaves it without having looked.
func TestTheOpenQueryIsNotAnnounced(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: watchedRoom()}).keys("g ' m j j j")
	b.lib.now = b.lib.now.Add(time.Minute)
	b.arrive(2, harbour("Dragage", b.lib.now))
	b.shows("2 new ↑ gw")
	b.lacks("Morning brief: 2 new")
	b.keys("g a").shows("Morning brief: 2 new")
	b.keys("g ' m j g w g a").lacks("Morning brief: ")
}

// Articles that say themselves when they were fetched, long ago, are news too.
func TestOldArrivalsAreAnnounced(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: watchedRoom()}).keys("g a")
	b.arrive(4, harbour("Archives", b.lib.now.AddDate(-3, 0, 0))).shows("Morning brief: 4 new")
}

func TestHowFarAQueryWasLookedAt(t *testing.T) {
	lib := watchedRoom()
	now := lib.now
	id := feed.SavedID("Morning brief").String()
	q := lib.queries[0].Query
	for _, c := range []struct {
		name   string
		last   map[string]Looked
		looked feed.ID
		news   int
		seen   bool
	}{
		{"first", nil, feed.ID{}, 0, true},
		{"nothing since", map[string]Looked{id: {At: now, All: 5, Of: q}}, feed.ID{}, 0, false},
		{"all since", map[string]Looked{id: {At: now.Add(-time.Hour), All: 0, Of: q}}, feed.ID{}, 4, false}, // one of five is read
		{"fewer than then", map[string]Looked{id: {At: now, All: 90, Of: q}}, feed.ID{}, 0, false},
		{"another query", map[string]Looked{id: {At: now.Add(-time.Hour), Of: "lang:vi"}}, feed.ID{}, 0, true},
		{"looked at", map[string]Looked{id: {At: now.Add(-time.Hour), Of: q}}, feed.SavedID("Morning brief"), 0, true},
	} {
		b := at(t, setup{w: 120, h: 40, lib: lib})
		b.m.session.Looked = c.last
		msg := b.m.tallyJob(c.looked).run(context.Background(), lib)
		l, seen := msg.seen[id]
		if msg.news[feed.SavedID("Morning brief")] != c.news || seen != c.seen {
			t.Errorf("%s: %d new, seen %v", c.name, msg.news[feed.SavedID("Morning brief")], seen)
		}
		if seen && (l.All != 5 || l.At.After(now) || l.At.IsZero() || l.Of != q) {
			t.Errorf("%s: looked %+v", c.name, l)
		}
	}
}

// TestSavedScreens holds what saved queries look like.
func TestSavedScreens(t *testing.T) {
	for _, c := range []struct {
		name, lang, keys string
		w, h             int
	}{
		{"200x60", "en", "g u", 200, 60}, {"80x24-fr", "fr", "g '", 80, 24}, {"50x20-vi", "vi", "shift+tab", 50, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := at(t, setup{w: c.w, h: c.h, lib: watchedRoom(), o: Options{Lang: c.lang}})
			b.lib.now = b.lib.now.Add(time.Minute)
			b.arrive(3, harbour("Dragage", b.lib.now)).keys(c.keys)
			golden.RequireEqual(t, b.m.View().Content)
		})
	}
}

func TestWhoKeepsTheFile(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	b.m.unwatched = false
	b.lib.holder = feed.Holder{PID: 4121, Command: "veille tag\x1b[2J", Since: time.Now().Add(-12*time.Second - 500*time.Millisecond)}
	msg, ok := b.m.watch()().(holderMsg)
	if !ok || msg.PID != 4121 || msg.seconds != 12 || strings.Contains(msg.Command, "\x1b") {
		t.Fatalf("told %+v", msg)
	}
	b.m.unwatched = true
	drive(t, b.m, msg)
	b.shows("waiting for process 4121 (veille tag")
	b.shows("12 s)")
	b.lib.holder = feed.Holder{}
	b.m.unwatched = false
	gone, ok := b.m.watch()().(holderMsg)
	if !ok || !gone.IsZero() {
		t.Fatalf("told %+v", gone)
	}
	b.m.unwatched = true
	drive(t, b.m, gone)
	b.lacks("waiting for")
	for _, lang := range Languages {
		b := at(t, setup{w: 60, h: 20, o: Options{Lang: lang}})
		drive(t, b.m, holderMsg{holding{Holder: feed.Holder{PID: 4121, Command: "veille import"}, seconds: 125}})
		b.shows("4121")
		drive(t, b.m, holderMsg{holding{Holder: feed.Holder{Command: "veille import"}, seconds: 3}})
		b.shows("veille import")
		for w := minWidth; w < 100; w++ {
			drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: 20})
			assertFits(t, "waiting", b.m.View().Content, w, 20)
		}
	}
}

// stuck is a library in which changes wait for another process.
type stuck struct {
	*fake
	free chan struct{}
}

func (s *stuck) SetFlag(ctx context.Context, on feed.Targets, f feed.Flag, to bool) (feed.Change, error) {
	select {
	case <-s.free:
	case <-ctx.Done():
		return feed.Change{}, ctx.Err()
	}
	return s.fake.SetFlag(ctx, on, f, to)
}

// A change that waits for the file stops nothing else: rows move, articles open,
// queries are answered, and it is done once the file is free.
func TestWaitingFreezesNothing(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: watchedRoom()}).keys("0")
	lib := &stuck{fake: b.lib, free: make(chan struct{})}
	b.m.lib = lib
	first := b.m.list.id
	_, cmd := b.m.Update(keyPress("s"))
	done := make(chan tea.Msg, 1)
	go func() { done <- settle(cmd) }()
	b.keys("j j enter K").stands("2/40")
	b.keys("esc g ' r").stands("1/5")
	b.keys("f u 0")
	if b.lib.arts[first].Starred {
		t.Fatal("the change did not wait")
	}
	close(lib.free)
	drive(t, b.m, <-done)
	if !b.lib.arts[first].Starred {
		t.Error("the change was not done")
	}
}

// settle runs a command of several parts and returns the answer of the change
// among them.
func settle(cmd tea.Cmd) tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	if cmds, ok := commands(msg); ok {
		for _, c := range cmds {
			if got, ok := settle(c).(changedMsg); ok {
				return got
			}
		}
		return nil
	}
	return msg
}

// Saved queries that take long to count are not counted at each key.
func TestSlowTalliesRest(t *testing.T) {
	b := at(t, setup{w: 200, h: 60, lib: watchedRoom()})
	b.m.since = func(time.Time) time.Duration { return time.Second }
	b.keys("s")
	asked := b.lib.asked["tally"]
	if b.keys("s s m"); b.lib.asked["tally"] != asked {
		t.Errorf("%d tallies while the last one's rest was on", b.lib.asked["tally"]-asked)
	}
	b.m.since = func(time.Time) time.Duration { return 0 }
	if b.ring(); b.lib.asked["tally"] != asked+1 {
		t.Errorf("%d tallies after the rest, want one", b.lib.asked["tally"]-asked)
	}
}

// A file that could not be read is asked again, and the numbers stay meanwhile.
func TestFailedTalliesComeAgain(t *testing.T) {
	b := at(t, setup{w: 200, h: 60, lib: watchedRoom()})
	counts := len(b.m.saved.counts)
	b.lib.fail = feed.ErrBusy
	b.m.saved.stale = true
	b.keys("j")
	if len(b.m.saved.counts) != counts {
		t.Error("the numbers are gone")
	}
	b.lib.fail = nil
	asked := b.lib.asked["tally"]
	if b.ring(); b.lib.asked["tally"] == asked {
		t.Error("they were not asked for again")
	}
}
