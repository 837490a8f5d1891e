package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

const (
	first  = "Les ports du delta s’accordent"
	second = "Upstream states weigh"
	third  = "Ba tỉnh ven biển"
	fourth = "Santé : les dispensaires"
)

func TestMovingNeverMarksRead(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("j j G g g ctrl+d ctrl+u J J K").ring()
	if b.lib.asked["flag"] != 0 {
		t.Error("moving in the list changed a flag")
	}
	b.stands("1/40")
}

func TestReadingMarksRead(t *testing.T) {
	dwell := at(t, setup{w: 120, h: 40}).keys("enter").ring()
	if !dwell.article(first).Read {
		t.Error("an article before the eyes for its time is not read")
	}
	away := at(t, setup{w: 120, h: 40}).keys("enter")
	drive(t, away.m, tea.BlurMsg{})
	if away.ring().article(first).Read {
		t.Error("an article counts as read while the terminal had not the focus")
	}
	manual := at(t, setup{w: 120, h: 40, o: Options{MarkRead: "manual"}}).keys("enter space space").ring()
	if manual.article(first).Read {
		t.Error("an article was marked read by itself under manual")
	}
	paged := at(t, setup{w: 80, h: 12}).keys("enter space space space space")
	if !paged.article(first).Read {
		t.Error("an article paged through is not read")
	}
	if h, _ := paged.m.current(); paged.m.reader.shown != h.ID {
		t.Error("reader and list stand on different articles")
	}
	left := at(t, setup{w: 120, h: 40}).keys("enter esc").ring()
	if left.article(first).Read {
		t.Error("an article left before its time is read")
	}
}

func TestSpaceGoesOnToTheNextUnread(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("j j j space")
	if h, _ := b.m.current(); !strings.HasPrefix(h.Title, "Hạn hán") {
		t.Errorf("after a whole article space went to %q, not past the one read to the next unread", h.Title)
	}
	b.keys("p")
	if h, _ := b.m.current(); !strings.HasPrefix(h.Title, third) {
		t.Errorf("p went to %q", h.Title)
	}
}

func TestNextUnreadPastTheEnd(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	for _, a := range b.lib.arts {
		a.Read = a != b.article(second)
	}
	b.changed().keys("G n")
	b.shows(b.m.words.EndOfMatches)
	if h, _ := b.m.current(); !strings.HasPrefix(h.Title, second) {
		t.Errorf("n stands on %q", h.Title)
	}
	b.keys("n")
	b.shows(b.m.words.NoMoreUnread)
	b.keys("g u g t n n")
	if b.m.list.text == viewToday {
		t.Error("a second n past the end does not go to a view with unread articles")
	}
}

func TestTaggingRepeatsAndUndoes(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("2")
	b.shows("Tagged 1 article River treaty")
	if n := len(b.article(first).Themes); n != 2 {
		t.Fatalf("themes: %d, want 2", n)
	}
	b.keys("j j .")
	if n := len(b.article(third).Themes); n != 2 {
		t.Errorf("the dot did not repeat: %d themes", n)
	}
	b.keys("u")
	b.shows("Undone")
	b.keys("u U")
	if len(b.article(first).Themes) != 2 || len(b.article(third).Themes) != 1 {
		t.Error("undo twice and redo once do not leave the first tagging alone")
	}
	b.keys("g g 2")
	if len(b.article(first).Themes) != 1 {
		t.Error("the digit of a theme that is there does not take it off")
	}
	b.keys("9")
	b.shows(b.m.words.NoTheme(9))
	b.keys("u u u u u")
	b.shows(b.m.words.NothingToUndo)
}

func TestTaggingSurvivesARestart(t *testing.T) {
	var kept Session
	lib := newsroom()
	b := at(t, setup{w: 120, h: 40, lib: lib, o: Options{Save: func(s Session) error { kept = s; return nil }}}).keys("j 4 j")
	if err := b.m.keepAll(); err != nil {
		t.Fatal(err)
	}
	again := at(t, setup{w: 120, h: 40, lib: lib, o: Options{Session: kept}})
	if h, _ := again.m.current(); !strings.HasPrefix(h.Title, third) {
		t.Errorf("the cursor came back on %q", h.Title)
	}
	again.keys(".")
	if len(again.article(third).Themes) != 2 {
		t.Error("the last tagging was forgotten")
	}
	if kept.Dark != true || !kept.Known {
		t.Error("the background was forgotten")
	}
}

func TestBulk(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("x x x")
	b.shows("3 selected of 40")
	b.keys("4")
	for _, title := range []string{first, second, third} {
		if !strings.Contains(strings.Join(b.lib.slugs(b.article(title).Themes), " "), "rail-links") {
			t.Errorf("%s was not tagged", title)
		}
	}
	b.keys("esc v j j s") // the first of the three has a star
	if got := b.lib.steps[len(b.lib.steps)-1].change.Count; got != 2 {
		t.Errorf("a range of three starred %d", got)
	}
	b.keys("esc V x")
	b.shows("39 selected of 40")
	b.keys("esc V m")
	b.shows("32 articles marked read")
	b.keys("esc M")
	b.lacks("selected")
}

func TestRangeBeyondTheRowsThere(t *testing.T) {
	b := at(t, setup{w: 80, h: 10}).keys("v G s")
	if got := b.lib.steps[0].change.Count; got != 36 { // four had a star
		t.Errorf("a range over all rows starred %d", got)
	}
	b.shows("40 selected of 40")
}

func TestTrashAndBack(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("D")
	b.stands("1/39")
	b.shows("moved to the trash")
	if h, _ := b.m.current(); !strings.HasPrefix(h.Title, second) {
		t.Errorf("the cursor stands on %q", h.Title)
	}
	b.keys("g D")
	b.shows(first[:20])
	b.keys("D")
	b.shows(b.m.words.TrashIsEmpty)
	b.keys("0")
	b.stands("1/40")
}

func TestForeignChanges(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("j j")
	at, top := b.m.list.cursor, b.m.list.top
	b.lib.put(feed.Article{Head: feed.Head{Title: "A story that just came in", Published: b.lib.now, Precision: feed.Day,
		Source: "Sample Gazette"}, Body: []feed.Block{feed.Plain(feed.Paragraph, "Text.")}})
	b.article(third).Starred = true
	b.changed()
	if b.m.list.cursor != at || b.m.list.top != top {
		t.Error("a change by another program moved the cursor")
	}
	b.shows("1 new ↑")
	b.lacks("A story that just came in")
	if !strings.Contains(b.screen(), "★") {
		t.Error("a star set by another program is not shown")
	}
	b.keys("g w")
	b.shows("A story that just came in")
	b.lacks("new ↑")
	b.stands("1/41")
}

func TestNewRowsShowAtTheTop(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	b.lib.put(feed.Article{Head: feed.Head{Title: "A story that just came in", Published: b.lib.now.Add(time.Hour), Precision: feed.Day},
		Body: []feed.Block{feed.Plain(feed.Paragraph, "Text.")}})
	b.changed().shows("A story that just came in")
	if h, _ := b.m.current(); !strings.HasPrefix(h.Title, first) {
		t.Errorf("the cursor left its article for %q", h.Title)
	}
}

func TestReadRowsStayUntilTheViewChanges(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("g u m")
	b.shows(first[:20])
	b.stands("1/32")
	b.changed().stands("1/32")
	b.keys("g u").stands("1/31")
	hide := at(t, setup{w: 120, h: 40, o: Options{HideRead: true}}).keys("g u m")
	hide.stands("1/31")
}

func TestStaleAnswersAreDropped(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	old := b.m.reader.key
	b.keys("j")
	shown := b.m.reader.shown
	b.m.Update(renderedMsg{key: old, doc: &rendered{art: feed.Article{Head: feed.Head{Title: "STALE"}}}})
	b.lacks("STALE")
	if b.m.reader.shown != shown {
		t.Error("an answer about another article was shown")
	}
	drive(t, b.m, headsMsg{gen: b.m.list.gen - 1, heads: []feed.Head{{Title: "STALE"}}},
		foundMsg{gen: b.m.list.asked - 1, found: found{heads: []feed.Head{{Title: "STALE"}}, n: 1}})
	b.lacks("STALE")
	b.stands("2/40")
}

func TestPlaceIsKept(t *testing.T) {
	lib := newsroom()
	b := at(t, setup{w: 60, h: 14, lib: lib}).keys("j j enter" + strings.Repeat(" j", 33))
	b.alarms = b.alarms[:0]
	where := b.m.reader.place()
	if where == (feed.Place{}) {
		t.Fatal("nothing was scrolled")
	}
	drive(t, b.m, placeTimer{b.m.reader.scrolls})
	if lib.places[b.m.reader.shown] != where {
		t.Errorf("kept %v, stood at %v", lib.places[b.m.reader.shown], where)
	}
	for _, w := range []int{100, 44, 130, 60} {
		drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: 14})
		r := &b.m.reader
		top := r.top - len(r.head)
		from, to := r.page.At(top), r.page.At(top+1)
		if from.Block != where.Block || from.Offset > where.Offset || to.Block == where.Block && to.Offset <= where.Offset {
			t.Errorf("at %d columns the top line is %v to %v, want the one with %v", w, from, to, where)
		}
	}
	b.keys("esc k enter esc j enter")
	if got := b.m.reader.place(); got.Block != where.Block {
		t.Errorf("coming back the text stands at %v, want %v", got, where)
	}
	id := b.m.reader.shown
	again := at(t, setup{w: 60, h: 14, lib: lib, o: Options{Session: Session{Article: id}}}).keys("enter")
	if got := again.m.reader.place(); got.Block != where.Block {
		t.Errorf("after a restart the text stands at %v, want %v", got, where)
	}
}

func TestOwnWritesAreNotNews(t *testing.T) {
	b := at(t, setup{w: 60, h: 14})
	b.m.version, _ = b.lib.Version(context.Background())
	b.keys("enter j j j j j j j")
	finds := b.lib.asked["find"]
	drive(t, b.m, placeTimer{b.m.reader.scrolls})
	v, _ := b.lib.Version(context.Background())
	if b.m.version != v {
		t.Errorf("after keeping a place the version known is %d, not %d", b.m.version, v)
	}
	drive(t, b.m, versionMsg{version: v})
	if b.lib.asked["find"] != finds {
		t.Error("keeping a place had the list searched again")
	}
	b.lib.version += 2
	if w, _ := write(context.Background(), b.lib, b.m.version, func() error { return nil }); w.after != 0 {
		t.Error("a change by another program was taken for ours")
	}
}

func TestSearchLine(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("j j /").typed("fleuve")
	b.shows("20 articles · 0.4\u00a0ms · newest first")
	b.stands("1/20") // fifteen say it, five have a theme that is called so
	b.typed(` "calendrier commun`)
	b.shows("20 articles") // the quote is open: what was read last stays
	b.shows("^"[:0] + "↑")
	b.typed(`"`)
	b.shows("5 articles")
	b.keys("esc")
	b.stands("3/40")
	b.keys("/").typed("tag:dro").keys("tab enter")
	if b.m.list.text != "tag:drought" {
		t.Errorf("tab completed to %q", b.m.list.text)
	}
	b.stands("1/10")
	if b.m.session.Queries[0] != "tag:drought" {
		t.Errorf("searches remembered: %q", b.m.session.Queries)
	}
	b.keys("0 / up enter").stands("1/10")
	b.keys("0 /").typed("nosuchwordanywhere").keys("enter").shows(b.m.words.NothingMatches)
	b.keys("0").stands("1/40")
}

func TestStaleSearchIsDropped(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("/").typed("delta")
	s := b.m.top().(*searchLine)
	drive(t, b.m, liveMsg{gen: s.gen - 1, found: found{n: 7}})
	b.stands("1/10") // by the theme too
}

func TestFilters(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("f u f s")
	if b.m.list.text != "is:unread is:starred" {
		t.Errorf("two filters give %q", b.m.list.text)
	}
	b.keys("f u")
	if b.m.list.text != "is:starred" {
		t.Errorf("the same filter again gives %q", b.m.list.text)
	}
	h, _ := b.m.current()
	b.keys("0 S o")
	b.shows(b.m.words.OldestFirst)
	if now, _ := b.m.current(); now.ID != h.ID {
		t.Errorf("sorting moved the cursor from %q to %q", h.Title, now.Title)
	}
	b.stands("37/40")
	b.keys("k").stands("36/40")
	b.keys("g g n").stands("2/40")
	b.keys("V s").shows("36 articles starred")
}

func TestSidebarOpensViews(t *testing.T) {
	b := at(t, setup{w: 160, h: 40}).keys("tab tab j j j j enter")
	if b.m.list.text == "" || b.m.focus != paneList {
		t.Errorf("entering an entry shows %q with the focus on %d", b.m.list.text, b.m.focus)
	}
	b.keys("g a >")
	after := b.m.list.text
	b.keys("<")
	if b.m.list.text != viewAll || after == viewAll {
		t.Errorf("> went to %q, < back to %q", after, b.m.list.text)
	}
	b.keys("g f enter")
	if !strings.HasPrefix(b.m.list.text, "source:") {
		t.Errorf("g f and enter show %q", b.m.list.text)
	}
}

func TestFind(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("enter /").typed("releves")
	b.shows("match 1/2")
	b.keys("enter n").shows("match 2/2")
	b.keys("N N").shows(b.m.words.EndOfMatches)
	b.keys("esc n")
	if h, _ := b.m.current(); !strings.HasPrefix(h.Title, second) {
		t.Errorf("with the search ended n goes to %q", h.Title)
	}
	b.keys("/").typed("qqqq").keys("enter")
	if b.m.reader.find.on {
		t.Error("a search without a match stays on")
	}
}

func TestEscNeverQuits(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("/ x")
	for range 5 {
		if _, cmd := b.m.Update(keyPress("esc")); cmd != nil {
			for _, msg := range flatten(cmd()) {
				if _, ok := msg.(tea.QuitMsg); ok {
					t.Fatal("esc quits")
				}
			}
		}
	}
	if quits(b, "Q") != true || quits(b, "ctrl+c") != true || quits(b, "q") != true {
		t.Error("Q, q in the list or ctrl+c do not quit")
	}
}

func quits(b *bench, key string) bool {
	_, cmd := b.m.Update(keyPress(key))
	if cmd == nil {
		return false
	}
	for _, msg := range flatten(cmd()) {
		if _, ok := msg.(tea.QuitMsg); ok {
			return true
		}
	}
	return false
}

func flatten(msg tea.Msg) []tea.Msg {
	cmds, ok := commands(msg)
	if !ok {
		return []tea.Msg{msg}
	}
	var out []tea.Msg
	for _, c := range cmds {
		if c != nil {
			out = append(out, flatten(c())...)
		}
	}
	return out
}

func TestPasteIsNeverKeys(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	drive(t, b.m, tea.PasteMsg{Content: "DDDsQ\nhttps://example.org"})
	if len(b.lib.steps) != 0 {
		t.Error("pasted text ran as keys")
	}
	b.keys("esc /")
	drive(t, b.m, tea.PasteMsg{Content: "tag:\x1b[201~drought\n\x00"})
	s := b.m.top().(*searchLine)
	if strings.ContainsAny(s.in.Value(), "\x1b\x00\n") {
		t.Errorf("control characters reached the field: %q", s.in.Value())
	}
}

// Errors come as one line with what to do, and change nothing that is shown.
func TestFailures(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	before := len(b.article(first).Themes)
	b.lib.fail = feed.ErrBusy
	b.keys("2")
	b.shows(b.m.words.ErrBusy[:20])
	if len(b.article(first).Themes) != before {
		t.Error("a failed tagging is shown as kept")
	}
	b.keys("g u")
	b.stands("1/40")
	b.lib.fail = nil
	b.keys("g u")
	b.stands("1/32")
	b.lib.fail = errors.New("bad \x1b]52;c;x\x07 thing")
	b.keys("s")
	if strings.Contains(b.m.View().Content, "\x1b]52") {
		t.Error("an error's text reached the terminal as a sequence")
	}
}

func TestToastGoesAway(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("s")
	b.shows("starred")
	b.ring().lacks("starred —")
}

func TestWhichKey(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("g")
	b.lacks(b.m.words.Actions[actGoStarred])
	b.ring().shows("gs")
	b.keys("s")
	if b.m.list.text != viewStarred {
		t.Errorf("gs shows %q", b.m.list.text)
	}
	b.lacks("gs  ")
}

func TestRawBesideCleaned(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	b.article(first).Repairs = []feed.Repair{{At: 3}, {At: 15}}
	b.keys("g x")
	b.shows("page-0.txt")
	b.shows("Les·représentants")
	b.keys("x")
	if len(b.article(first).Repairs) != 0 {
		t.Error("x does not take the repairs back")
	}
	b.lacks("Les·représentants")
	b.keys("u").shows("Les·représentants")
	b.keys("esc").lacks("page-0.txt")
}

func TestUntitledSaysSo(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	b.article(first).TitleFrom = feed.TitleFromFirstSentence
	b.changed()
	b.shows("[" + b.m.words.NoTitle + "]")
	b.shows(b.m.words.TitleFromSentence)
}

func TestCopies(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, o: Options{Lang: "fr"}})
	for keys, want := range map[string][]string{
		"y u": {"https://example.org/fr/0"},
		"y c": {"« Les ports du delta", "[en ligne]", "https://example.org/fr/0"},
		"y q": {"Les représentants", "[en ligne]"},
		"y m": {"# [Les ports du delta", "(https://example.org/fr/0)", "Agence Exemple", "\n\n« Chaque semaine", "Relevés](", "Agence Exemple (AEX)"},
		"y t": {"Les ports du delta"},
	} {
		got := b.copied(keys)
		for _, s := range want {
			if !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), s) {
				t.Errorf("%s copies %q, which lacks %q", keys, got, s)
			}
		}
	}
	b.shows(b.m.words.Copied(""))
	h, _ := b.m.current()
	if q := b.m.reader.quoted(); !strings.HasPrefix(q, "Les représentants") {
		t.Errorf("quoted %q", q)
	}
	h.URL = "javascript:alert(1)"
	b.m.list.win[0].URL = h.URL
	b.keys("y u").shows(b.m.words.NoAddress)
}

func TestListIsAWindow(t *testing.T) {
	lib := newsroom()
	for i := range 3000 {
		lib.put(feed.Article{Head: feed.Head{ID: feed.NewID("n", string(rune(i))), Title: "Filler", Published: lib.now.Add(-time.Duration(i) * time.Minute),
			Precision: feed.Day}, Body: []feed.Block{feed.Plain(feed.Paragraph, "Text.")}})
	}
	b := at(t, setup{w: 120, h: 40, lib: lib})
	for range 3 {
		b.keys("G g g ctrl+f ctrl+f ctrl+f ctrl+d j k")
		if n := len(b.m.list.win); n > 5*b.m.list.rows {
			t.Fatalf("%d rows are held for %d on the screen", n, b.m.list.rows)
		}
		if _, ok := b.m.current(); !ok {
			t.Fatal("the row under the cursor is not there")
		}
	}
}

// A key held down shows none of the articles passed, and the last one when the
// cursor rests.
func TestHeldKey(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	now := time.Unix(0, 0)
	b.m.clock = func() time.Time { return now }
	b.keys("j")
	shown, read := b.m.reader.shown, b.lib.asked["article"]
	for range 25 {
		now = now.Add(30 * time.Millisecond)
		b.keys("j")
	}
	b.stands("27/40")
	if b.lib.asked["article"] != read || b.m.reader.shown != shown {
		t.Errorf("%d articles were read on the way", b.lib.asked["article"]-read)
	}
	now = now.Add(restAfter)
	b.ring()
	if h, _ := b.m.current(); b.m.reader.shown != h.ID {
		t.Error("the article is not shown where the cursor rests")
	}
	now = now.Add(time.Second)
	b.keys("k")
	if h, _ := b.m.current(); b.m.reader.shown != h.ID {
		t.Error("a single key does not show its article at once")
	}
}
