package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func confirmAt(t testing.TB) *bench {
	return at(t, setup{w: 120, h: 40, lib: offering()}).keys("g c")
}

func (b *bench) pending() (n int) {
	for _, a := range b.lib.arts {
		n += len(a.Suggested)
	}
	return n
}

// TestConfirmGroups: a heading for each theme, themes with a digit first; inside the
// surest first; the cursor stands on no heading.
func TestConfirmGroups(t *testing.T) {
	b := confirmAt(t)
	c := b.m.list.confirming()
	if c == nil || len(c.groups) != 2 || c.rows() != b.pending() {
		t.Fatalf("%+v", c)
	}
	heads, err := c.Heads(t.Context(), 0, c.Len())
	if err != nil || len(heads) != c.Len() {
		t.Fatal(err)
	}
	last := 2.
	for i := range heads {
		if c.isHeading(i) != heads[i].ID.IsZero() {
			t.Errorf("row %d: heading %v", i, c.isHeading(i))
		}
		if c.isHeading(i) {
			last = 2
			continue
		}
		s, ok := c.score(heads[i].ID, c.themeAt(i))
		if !ok || s > last {
			t.Errorf("row %d has %v after %v", i, s, last)
		}
		last = s
	}
	for range c.Len() + 2 {
		if c.isHeading(b.m.list.cursor) {
			t.Fatalf("the cursor stands on a heading, at %d", b.m.list.cursor)
		}
		b.keys("j")
	}
	for range c.Len() + 2 {
		if c.isHeading(b.m.list.cursor) {
			t.Fatalf("the cursor stands on a heading, at %d", b.m.list.cursor)
		}
		b.keys("k")
	}
	b.stands(fmt.Sprintf("1/%d", c.rows()))
}

// TestConfirmOneByOne: the cursor moves on, what is answered stays where it is, and
// a group answered this way is left behind; with nothing left the view is empty.
func TestConfirmOneByOne(t *testing.T) {
	b := confirmAt(t)
	n := b.pending()
	first := b.m.list.id
	b.keys("a")
	if b.pending() != n-1 || b.m.list.id == first || b.m.list.confirming().rows() != n {
		t.Fatalf("%d pending of %d, %d rows", b.pending(), n, b.m.list.confirming().rows())
	}
	b.keys("d").keys("k k")
	b.keys("a")
	b.shows("nothing is suggested here")
	if b.pending() != n-2 {
		t.Error("a row that was answered was answered again")
	}
	b.keys("u u")
	if b.pending() != n {
		t.Errorf("%d pending of %d after undo", b.pending(), n)
	}
	b.keys("g c")
	for range n {
		b.keys("a")
	}
	if b.pending() != 0 {
		t.Errorf("%d are left", b.pending())
	}
	b.shows("Nothing is left to confirm")
	b.keys("u")
	if b.pending() != 1 || b.m.list.confirming().rows() != 1 {
		t.Error("undo did not bring the row back")
	}
}

// TestConfirmGroup: Enter accepts the whole group as one step and goes on to the
// next one.
func TestConfirmGroup(t *testing.T) {
	b := confirmAt(t)
	n := b.m.list.confirming().groups[0].n
	all := b.pending()
	b.keys("enter")
	b.shows(fmt.Sprintf("Accepted Delta harbours on %d articles", n))
	if b.pending() != all-n || b.lib.at != 1 {
		t.Fatalf("%d pending of %d in %d steps", b.pending(), all, b.lib.at)
	}
	if b.m.list.group() != feed.ThemeID("river-treaty") {
		t.Error("the cursor is not in the next group")
	}
	b.keys("u")
	if b.pending() != all || b.m.list.confirming().rows() != all {
		t.Errorf("%d pending of %d after undo, %d rows", b.pending(), all, b.m.list.confirming().rows())
	}
}

// TestConfirmSelection: what is done to a selection in the grouped view is done to
// articles, never to a heading.
func TestConfirmSelection(t *testing.T) {
	b := confirmAt(t).keys("V")
	b.shows("selected of")
	on, n := b.m.targets()
	if n != on.Hits.Len() || n == 0 {
		t.Errorf("%d targets", n)
	}
	b.keys("esc v G s")
	for _, a := range b.lib.arts {
		if len(a.Suggested) > 0 && !a.Starred {
			t.Errorf("%s is not starred", a.Title)
		}
	}
	b.keys("A")
	for _, a := range b.lib.arts {
		if len(a.Suggested) > 0 && !a.Read {
			t.Errorf("%s is not read", a.Title)
		}
	}
	b.keys("e esc E M n p J K space o")
}

// TestConfirmTwoHundred: two hundred suggestions are answered by fewer keys than
// there are.
func TestConfirmTwoHundred(t *testing.T) {
	lib := newsroom()
	for i := range 200 {
		a := feed.Article{Head: feed.Head{Title: fmt.Sprintf("Quay %d", i), Lang: "en", Published: lib.now.Add(-time.Duration(i) * time.Minute),
			Precision: feed.Minute}, Body: []feed.Block{feed.Plain(feed.Paragraph, "The quay is dredged.")}}
		a.ID = feed.NewID("article", a.Title)
		lib.put(a)
		lib.suggest(lib.arts[a.ID], lib.themes[i%6].Slug, .5+float64(i)/500, "quay")
	}
	b := at(t, setup{w: 120, h: 40, lib: lib}).keys("g c")
	keys := 0
	for ; b.pending() > 0 && keys < 60; keys++ {
		if keys < 20 {
			b.keys([]string{"a", "d"}[keys%2])
		} else {
			b.keys("enter")
		}
	}
	if b.pending() > 0 || keys > 20+6 {
		t.Errorf("%d are left after %d keys", b.pending(), keys)
	}
}

// TestManyToConfirm: of twenty thousand rows only those near the screen are read.
func TestManyToConfirm(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: manyOffers(2000)}).keys("g c")
	reads := b.lib.asked["Suggestions"]
	b.keys("j j j j")
	if got := b.lib.asked["Suggestions"]; got > 400 || reads > 400 {
		t.Errorf("%d and %d suggestions were read", reads, got)
	}
	b.stands("5/" + b.m.words.Number(2000))
}

func manyOffers(n int) *fake {
	lib := newsroom()
	for i := range n {
		a := feed.Article{Head: feed.Head{Title: fmt.Sprintf("Quay %d", i), Lang: "en", Published: lib.now.Add(-time.Duration(i) * time.Minute),
			Precision: feed.Minute}}
		a.ID = feed.NewID("article", a.Title)
		lib.put(a)
		lib.suggest(lib.arts[a.ID], lib.themes[i%6].Slug, .9)
	}
	return lib
}

func BenchmarkConfirmKeyDown(b *testing.B) {
	x := at(b, setup{w: 160, h: 50, lib: manyOffers(2000)}).keys("g c")
	down, up := keyPress("j"), keyPress("k")
	for i := 0; b.Loop(); i++ {
		if i/20%2 == 0 {
			x.m.Update(down)
		} else {
			x.m.Update(up)
		}
		_ = x.m.View()
	}
}

// TestCatchUp: pieces one after another while nothing is pressed, and none when
// nothing is left; cursor and scroll stay.
func TestCatchUp(t *testing.T) {
	lib := newsroom()
	b := at(t, setup{w: 120, h: 40, lib: lib}).keys("j j")
	lib.offers.left = 500
	a := b.article("Les ports du delta")
	lib.offers.next = func() { lib.suggest(a, "drought", .8, "ports") }
	row, top := b.m.list.id, b.m.list.top
	for i := 0; i < 12 && len(b.alarms) > 0; i++ {
		b.ring()
	}
	if got := len(lib.offers.pieces); got != 3 && got != 4 {
		t.Errorf("%d pieces of %v", got, lib.offers.pieces)
	}
	if b.m.list.id != row || b.m.list.top != top {
		t.Error("the cursor moved")
	}
	b.shows("?SEC")
	pieces := len(lib.offers.pieces)
	for range 5 {
		b.ring()
	}
	if len(lib.offers.pieces) != pieces {
		t.Error("it goes on with nothing to do")
	}
	for _, x := range b.alarms {
		if _, ours := x.msg.(catchTimer); ours {
			t.Error("a timer is set with nothing to do")
		}
	}
}

// TestCatchUpWaits: a key pressed since the timer was set puts the piece off.
func TestCatchUpWaits(t *testing.T) {
	lib := newsroom()
	lib.offers.left = 300
	b := at(t, setup{w: 120, h: 40, lib: lib})
	var timer catchTimer
	for _, x := range b.alarms {
		if c, ok := x.msg.(catchTimer); ok {
			timer = c
		}
	}
	b.keys("j")
	drive(t, b.m, timer)
	if len(lib.offers.pieces) > 0 {
		t.Fatal("a piece began while keys were pressed")
	}
	b.ring()
	if len(lib.offers.pieces) == 0 {
		t.Error("no piece began after the keys")
	}
}

func TestProgressOfSuggestions(t *testing.T) {
	lib := newsroom()
	lib.offers.left = 1000
	b := at(t, setup{w: 120, h: 40, lib: lib}).ring()
	b.lacks("suggestions ")
	b.m.do(actProgress)
	b.shows("suggestions 0 of 800")
	b.ring()
	b.shows("suggestions 200 of 800")
	for range 10 {
		b.ring()
	}
	b.lacks("of 800")
}

// TestCoding: digits tag and go on, "." repeats, n skips, a answers; it tells how far
// it is and how it ended.
func TestCoding(t *testing.T) {
	b := at(t, setup{w: 100, h: 30, lib: offering()}).keys("g k")
	n := b.m.list.n
	b.shows(fmt.Sprintf("Coding 1 of %d", n))
	first := b.lib.arts[b.m.list.id]
	b.keys("2")
	b.shows(fmt.Sprintf("Coding 2 of %d · 1 tagged", n))
	if len(first.Themes) != 1 {
		t.Error("the digit did not tag")
	}
	second := b.lib.arts[b.m.list.id]
	b.keys(".")
	if len(second.Themes) != 1 || second.Themes[0] != first.Themes[0] {
		t.Error("the dot did not repeat")
	}
	b.keys("n")
	b.shows(fmt.Sprintf("Coding 4 of %d · 2 tagged", n))
	b.keys("u")
	b.shows("1 tagged")
	for len(b.lib.arts[b.m.list.id].Suggested) > 0 {
		id := b.m.list.id
		b.keys("a")
		if b.m.list.id != id {
			break
		}
	}
	b.shows(fmt.Sprintf("Coding 5 of %d · 2 tagged", n))
	b.keys("esc")
	b.shows("Coding ended")
	if b.m.coding.on || b.m.zoomed {
		t.Error("coding goes on")
	}
	b.keys("g k").keys(strings.Repeat("n ", n+1))
	if b.m.coding.on {
		t.Error("past the last article it goes on")
	}
	b.keys("g k g a")
	if b.m.coding.on {
		t.Error("it goes on in another view")
	}
}

// TestConfirmExports: of what is to be confirmed every version is exported, and the
// command says the same.
func TestConfirmExports(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: offering(), o: Options{Export: (&exports{}).write}}).keys("g c e")
	box := b.m.top().(*exportBox)
	if r := box.request(); r.OneVersion || r.Anew || strings.Contains(box.command(), "one-version") {
		t.Errorf("%+v, %s", r, box.command())
	}
	box.parts.parts[partOneVersion].on = true
	if r := box.request(); !r.OneVersion || !r.Anew {
		t.Errorf("asked for one version: %+v", r)
	}
}

// TestConfirmLeads: in the group of a theme its suggestion is the first that the
// article's head tells, and the one that is answered from the reader.
func TestConfirmLeads(t *testing.T) {
	b := confirmAt(t)
	river := feed.ThemeID("river-treaty")
	for b.m.list.group() != river {
		b.keys("j")
	}
	b.keys("l")
	if b.m.reader.also.suggested[0].Theme != river {
		t.Fatalf("first stands %+v", b.m.reader.also.suggested[0].Theme)
	}
	id, n := b.m.list.id, len(b.lib.arts[b.m.list.id].Suggested)
	b.keys("d")
	b.shows("Dismissed River treaty")
	if got := b.lib.arts[id].Suggested; len(got) != n-1 || slices.Contains(got, river) {
		t.Errorf("left are %v", got)
	}
	b.keys("esc g g")
	if b.m.reader.also.suggested[0].Theme == river {
		t.Error("it stands first in another group, too")
	}
}
