package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
	"veille/feed/query"
)

// A key puts a condition on the view, the same key takes it away; other
// conditions and the order stay.
func TestFilterKeys(t *testing.T) {
	const title = "title:delta"
	for _, c := range []struct{ keys, from, want string }{
		{"f u", title, "title:delta is:unread"},
		{"f u f u", title, title},
		{"f s f u", "", "is:starred is:unread"},
		{"f d", "", "on:today"},
		{"f d f w", "", "since:7d"}, // one takes the place of the other
		{"f w f w", "", ""},
		{"f n", "", "-tag:*"},
		{"f c", "", "has:note"},
		{"f ư", "", "since:7d"},
		{"f 2 f 3", title, "title:delta lang:fr,vi"},
		{"f 2 f 3 f 2", title, "title:delta lang:vi"},
		{"f 4", title, `title:delta source:"Agence Exemple"`},
		{"f 4 f 4", title, title},
		{"f 5", "", "tag:delta-harbours"},
		{"f 6", title, ""}, // the condition of the view itself is offered too
		{"f u", "sort:date+ title:delta", "title:delta is:unread sort:date+"},
		{"f space space", title, title},
		{"f space down space esc", title, "title:delta is:unread is:starred"},
		{"f down enter", title, "title:delta is:starred"},
		{"f esc", title, title},
		{"f x esc", title, title},
	} {
		b := at(t, setup{w: 120, h: 40, o: Options{Query: c.from}}).keys("g g").keys(c.keys)
		if c.from == "" {
			b = at(t, setup{w: 120, h: 40}).keys("0").keys(c.keys)
		}
		if got := b.m.list.query.String(); got != c.want {
			t.Errorf("%s on %q: %q, want %q", c.keys, c.from, got, c.want)
		}
		if open := b.m.top() != nil; open != strings.HasSuffix(c.keys, "space") {
			t.Errorf("%s: the menu is open: %v", c.keys, open)
		}
	}
}

// Two keys pressed before the first answer is there both count.
func TestQuickFiltersAddUp(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("0")
	s := &slow{m: b.m}
	s.press("f", "u", "f", "s", "S", "o")
	s.settle()
	if got := b.m.list.query.String(); got != "is:unread is:starred sort:date+" {
		t.Errorf("the view is %q", got)
	}
}

// The numbers beside the filters are how many articles each leaves.
func TestFilterNumbers(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("g u f").ring()
	c := b.m.top().(*filterMenu)
	for _, r := range c.choices(b.m) {
		if !r.ticks || r.key == "" || r.text == b.m.words.AllVersionsFilter { // that one changes what a row is
			continue
		}
		want := b.m.words.Number(b.m.list.n)
		if !r.on {
			other := at(t, setup{w: 120, h: 40}).keys("g u f " + r.key)
			want = b.m.words.Number(other.m.list.n)
		}
		if r.note != want {
			t.Errorf("%s: %q, the list then has %s", r.text, r.note, want)
		}
	}
	// They follow what is toggled while the menu is open.
	b.keys("2").ring()
	b.keys("f").ring()
	if c := b.m.top().(*filterMenu); c.choices(b.m)[0].note != b.m.words.Number(b.m.list.n) {
		t.Errorf("unread: %q of %d", c.choices(b.m)[0].note, b.m.list.n)
	}
}

// What is put on the view is named in the bar, whatever it was opened as.
func TestTheBarNamesTheFilters(t *testing.T) {
	for _, c := range []struct{ keys, lang, want string }{
		{"g u f s", "en", "Unread + starred"},
		{"g u f w f 2", "fr", "Non lus + 7 derniers jours, français"},
		{"g ' m f u", "en", "Morning brief + unread"},
		{"g ' m S o", "en", "Morning brief"},
		{"f 2", "en", "lang:fr"},
		{"/ d e l t a enter f u", "en", "delta is:unread"},
		{"g s f u", "vi", "Có sao + chưa đọc"},
	} {
		b := at(t, setup{w: 150, h: 40, lib: watchedRoom(), o: Options{Lang: c.lang}}).keys("0").keys(c.keys)
		if got := b.m.viewName(); got != c.want {
			t.Errorf("%s: %q, want %q", c.keys, got, c.want)
		}
		b.shows(c.want)
	}
}

func TestSortMenu(t *testing.T) {
	for i, key := range []string{"n", "o", "s", "b", "l"} {
		b := at(t, setup{w: 120, h: 40}).keys("0 j j")
		id := b.m.list.id
		b.keys("S " + key)
		if got := b.m.list.query.Sort; got != sorts[i].order {
			t.Errorf("S%s: order %d, want %d", key, got, sorts[i].order)
		}
		if b.m.list.id != id {
			t.Errorf("S%s moved the cursor to another article", key)
		}
		b.ring().shows("/40 · " + b.m.words.order(sorts[i].order))
		if e, _ := b.m.side.at(b.m.side.open); e.label != "All articles" {
			t.Errorf("S%s: the sidebar has %q open", key, e.label)
		}
	}
	b := at(t, setup{w: 120, h: 40}).keys("S down down enter")
	if b.m.list.query.Sort != query.BySource {
		t.Errorf("order %d", b.m.list.query.Sort)
	}
	if b.keys("S"); b.m.top().(*menu).sel != 2 {
		t.Error("the cursor is not on the order of the list")
	}
}

// The rows of a menu follow the user's keys.
func TestMenuKeysCanBeChanged(t *testing.T) {
	o := Options{Keys: map[string][]string{"filter-unread": {"f r"}, "filters": {"F"}, "sort-oldest": {}}}
	b := at(t, setup{w: 120, h: 40, o: o}).keys("F r")
	if b.m.list.text != "is:unread" {
		t.Errorf("Fr shows %q", b.m.list.text)
	}
	b.keys("0 f r") // as a sequence too
	if b.m.list.text != "is:unread" {
		t.Errorf("fr shows %q", b.m.list.text)
	}
	b = at(t, setup{w: 120, h: 40, o: Options{Keyboard: "azerty"}}).keys("0 f é")
	if b.m.list.text != "lang:fr" {
		t.Errorf("the second of the digit row shows %q", b.m.list.text)
	}
}

// within is the numbers of the sidebar's entries by their labels.
func (b *bench) within() map[string]int {
	out := map[string]int{}
	for _, e := range b.m.side.entries {
		if e.within && e.dim != dimSaved {
			out[e.label] = e.found
		}
	}
	return out
}

func TestFacetsInTheSidebar(t *testing.T) {
	b := at(t, setup{w: 200, h: 60}).keys("g u")
	b.ring()
	if b.lib.asked["facets"] > 0 || len(b.within()) > 0 {
		t.Errorf("a view that has an entry is counted: %v", b.within())
	}
	b.keys("f s")
	if b.lib.asked["facets"] > 0 {
		t.Error("the facets were asked for before the rows were on the screen")
	}
	b.ring().shows("in view")
	got := b.within()
	var langs, found int
	for i := range b.lib.order() {
		if a := b.lib.order()[i]; a.Starred && !a.Read {
			found++
			if a.Lang == "fr" {
				langs++
			}
		}
	}
	if found != b.m.list.n || got["fr"] != langs {
		t.Errorf("fr %d, want %d; %v", got["fr"], langs, got)
	}
	// An entry narrows to as many articles as its number says; the numbers beside
	// it stay, so that another can be chosen in its place.
	b.keys("shift+tab")
	b.m.side.moveTo(slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.label == "fr" }))
	b.shows("narrow")
	b.keys("enter").ring()
	if b.m.list.n != langs || b.m.list.text != "is:unread is:starred lang:fr" {
		t.Errorf("%q has %d articles, want %d", b.m.list.text, b.m.list.n, langs)
	}
	if now := b.within(); now["en"] != got["en"] || now["fr"] != got["fr"] {
		t.Errorf("languages %v, were %v", now, got)
	}
	b.keys("shift+tab")
	b.m.side.moveTo(slices.IndexFunc(b.m.side.entries, func(e entry) bool { return e.label == "fr" }))
	b.keys("enter")
	if b.m.list.text != "is:unread is:starred" {
		t.Errorf("the second time it shows %q", b.m.list.text)
	}
	b.keys("0").ring()
	if len(b.within()) > 0 {
		t.Error("all articles are counted within themselves")
	}
}

// Facets of a view that is left are given up; so are those of a search that
// goes on.
func TestLateFacetsAreDropped(t *testing.T) {
	b := at(t, setup{w: 200, h: 60}).keys("/").typed("ra")
	due := b.alarms
	b.alarms = nil
	b.typed("il")
	for _, a := range due {
		drive(t, b.m, a.msg)
	}
	if n := b.lib.asked["facets"]; n > 0 {
		t.Errorf("%d facets were asked for", n)
	}
	timer := facetTimer{b.m.list.gen}
	b.m.facets.want = timer.gen
	cmd := timer.ring(b.m)
	b.keys("esc g t")
	if msg := cmd(); msg != nil {
		drive(t, b.m, msg)
	}
	if b.m.facets.text == "rail" {
		t.Error("the facets of a view that was left are shown")
	}
}

// However fast views follow each other, only the last one is counted, and once.
func TestFacetsAreCountedOnce(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("f u f esc f s f")
	b.lib.asked["facets"] = 0
	if b.ring().ring(); b.lib.asked["facets"] != 1 {
		t.Errorf("counted %d times", b.lib.asked["facets"])
	}
}

// tallied notes whether the last count was still wanted when it began.
type tallied struct {
	*fake
	err error
}

func (l *tallied) Tally(ctx context.Context, qs []query.Query) ([]feed.Count, error) {
	l.err = ctx.Err()
	return nil, l.err
}

func (l *tallied) Facets(ctx context.Context, _ feed.Hits) (feed.Facets, error) {
	l.err = ctx.Err()
	return feed.Facets{}, l.err
}

// What a menu of filters counts is given up when it is closed: for a phrase texts
// are read for seconds.
func TestCountsOfAClosedMenuAreGivenUp(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	lib := &tallied{fake: b.lib}
	b.m.lib = lib
	_, counts := b.m.Update(keyPress("f"))
	facets := facetTimer{b.m.list.gen}.ring(b.m)
	b.m.Update(keyPress("esc"))
	if drive(t, b.m, counts()); lib.err == nil {
		t.Error("the filters are still counted")
	}
	lib.err = nil
	if drive(t, b.m, facets()); lib.err == nil {
		t.Error("the facets are still counted")
	}
}

// The lists to choose from have the numbers of the view, the most first.
func TestPickersCountTheView(t *testing.T) {
	b := at(t, setup{w: 50, h: 20}).keys("g s f l").ring()
	c := b.m.top().(*chooser)
	want := map[string]int{}
	for _, a := range b.lib.order() {
		if a.Starred {
			want[languageName(a.Lang, b.m.words)]++
		}
	}
	last := 1 << 30
	for i := range c.rows {
		n := want[c.rows[i].text]
		if c.rows[i].key != b.m.words.Number(n) || n > last {
			t.Errorf("%s: %s, want %d", c.rows[i].text, c.rows[i].key, n)
		}
		last = n
	}
	b.keys("enter")
	if b.m.list.n != want[c.rows[0].text] {
		t.Errorf("%d articles", b.m.list.n)
	}
}

func TestHasEntry(t *testing.T) {
	for s, want := range map[string]bool{
		"": true, "is:unread": true, "on:today": true, "-tag:*": true, "tag:drought": true, "lang:fr": true, "sort:date+": true,
		"lang:fr,vi": false, "rail": false, "is:unread lang:fr": false, "-tag:drought": false, "since:7d": false, "limit:3": false,
		"@morning": false, "words:>800": false,
	} {
		q, _ := query.Parse(s)
		if got := hasEntry(q); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

// TestNarrowingScreens holds what narrowing looks like.
func TestNarrowingScreens(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		s          setup
	}{
		{"200x60", "/ d e l t a enter f u shift+tab", setup{w: 200, h: 60}},
		{"80x24-filters", "g u f", setup{w: 80, h: 24}},
		{"80x24-filters-fr", "f s f", setup{w: 80, h: 24, o: Options{Lang: "fr"}}},
		{"50x20-filters-vi", "f", setup{w: 50, h: 20, o: Options{Lang: "vi"}}},
		{"80x24-sort", "S", setup{w: 80, h: 24}},
		{"80x24-ascii", "f space down", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}},
		{"50x20-theme", "f t", setup{w: 50, h: 20}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := at(t, c.s).keys(c.keys).ring()
			golden.RequireEqual(t, b.m.View().Content)
		})
	}
}

// Numbers of another view are not left standing beside one that is slow to
// count.
func TestLateFacetsTakeTheOldOnesAway(t *testing.T) {
	b := at(t, setup{w: 200, h: 60}).keys("g u f s").ring()
	if len(b.within()) == 0 || b.within()["fr"] < 0 {
		t.Fatalf("numbers %v", b.within())
	}
	b.keys("f 2")
	if b.within()["fr"] < 0 {
		t.Error("the numbers went at once")
	}
	for _, a := range b.alarms {
		if late, ok := a.msg.(lateTimer); ok {
			drive(t, b.m, late)
		}
	}
	if b.within()["fr"] >= 0 {
		t.Errorf("numbers of another view: %v", b.within())
	}
	if b.ring(); b.within()["fr"] < 0 {
		t.Error("the new ones did not come")
	}
}

// A reader that opens on a search has the numbers within it too, whichever of
// rows and totals are there first.
func TestFacetsFromTheStart(t *testing.T) {
	b := at(t, setup{w: 200, h: 60, o: Options{Query: "delta is:unread"}})
	hits := b.m.list.hits
	b.m.list.hits, b.alarms, b.m.facets = nil, nil, faceting{}
	b.m.side.build(b.m)
	b.m.list.hits = hits
	b.keys("j").ring()
	if b.within()["fr"] != 4 {
		t.Errorf("numbers %v", b.within())
	}
}
