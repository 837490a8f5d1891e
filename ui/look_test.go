package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/refresh"
)

// offered are what the addresses of the tests hold.
func offered(now time.Time) map[string]refresh.Offer {
	source := func(name, address, folder, lang string) feed.Source {
		return feed.Source{ID: feed.FeedID(address), Name: name, Feed: address, Folder: folder, Lang: lang}
	}
	var heads []feed.Head
	for i, title := range []string{"La crue de la rivière Exemple atteint son pic", "Deux écluses rouvrent avant la saison", "Le marché aux grains change de halle"} {
		heads = append(heads, feed.Head{Title: title, Lang: "fr", Published: now.Add(-time.Duration(i) * 30 * time.Hour), Precision: feed.Minute})
	}
	return map[string]refresh.Offer{
		"https://one.example/feed": {Kind: refresh.OfferFeed, Heads: heads, Known: []bool{false},
			Sources: []feed.Source{source("La Rive", "https://one.example/feed", "", "fr")}},
		"https://site.example/": {Kind: refresh.OfferChoice, Known: []bool{true, false, false}, Sources: []feed.Source{
			source("Site: all", "https://site.example/all.xml", "", "en"), source("Site: rivers", "https://site.example/rivers.xml", "", "en"),
			source("Site: comments", "https://site.example/comments.xml", "", "en")}},
		"https://gazette.example/": {Kind: refresh.OfferChoice, Known: []bool{false, false}, Sources: []feed.Source{
			source("Gazette, news", "https://gazette.example/news.atom", "", "en"), source("Gazette, sports", "http://10.0.0.5/sports.atom", "", "en")}},
		"https://page.example/story": {Kind: refresh.OfferPage, Heads: heads[:1]},
		"https://list.example/subs.opml": {Kind: refresh.OfferList, Known: []bool{false, false, true}, Refused: []string{
			"exec:collect: a command is never run", "file:///etc/hosts: a file is no feed"}, Sources: []feed.Source{
			source("River Watch", "https://rivers.example/rss", "Water", "en"), source("Dam Log", "https://dams.example/rss", "Water", "en"),
			source("Coast Notes", "https://coast.example/rss", "", "en")}},
	}
}

// adding starts a reader whose servers have offers.
func adding(tb testing.TB, s setup) (*bench, *servers) {
	tb.Helper()
	s.lib = pressroom()
	s.o.Starters = []Starter{
		{Region: "Delta", Source: feed.Source{ID: feed.FeedID("https://delta.example/vi"), Name: "Đồng Bằng", Feed: "https://delta.example/vi", Lang: "vi"}},
		{Region: "Delta", Source: feed.Source{ID: feed.FeedID("https://delta.example/fr"), Name: "Le Delta", Feed: "https://delta.example/fr", Lang: "fr"}},
		{Region: "World", Source: feed.Source{ID: feed.FeedID("https://world.example/en"), Name: "World Desk", Feed: "https://world.example/en", Lang: "en"}},
	}
	b, net := following(tb, s)
	net.offers = offered(s.lib.now)
	return b, net
}

func TestAddAFeed(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	drive(t, b.m, tea.PasteMsg{Content: " https://one.example/feed\n"})
	b.shows("https://one.example/feed")
	if len(net.looked) != 0 {
		t.Fatal("a paste asks the network by itself")
	}
	b.keys("enter").shows("La Rive")
	b.shows("French · 3 articles")
	b.shows("20/11/26  La crue de la rivière Exemple")
	if len(net.kept) != 0 {
		t.Error("it is kept before it was seen")
	}
	b.keys("esc")
	if _, ok := b.m.top().(*importBox); !ok {
		t.Errorf("esc leads to %T", b.m.top())
	}
	b.keys("enter enter").shows("Following La Rive · 3 new")
	if len(net.kept) != 1 || len(b.m.overlays) != 0 {
		t.Errorf("kept %d times, %d boxes are left", len(net.kept), len(b.m.overlays))
	}
	if b.m.facts.source[feed.FeedID("https://one.example/feed")].Name != "La Rive" {
		t.Error("the sidebar does not know it")
	}
}

func TestAddFromASite(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	b.keys("i").typed("https://site.example/").keys("enter").shows("3 feeds on this site")
	if l := b.line("Site: all"); !strings.Contains(l, "[ ]") || !strings.Contains(l, "followed already") {
		t.Errorf("a feed that is followed stands there as %q", l)
	}
	if l := b.line("Site: rivers"); !strings.Contains(l, "[x]") {
		t.Errorf("the first new feed is not chosen: %q", l)
	}
	b.keys("j space j x enter")
	want := feed.FeedID("https://site.example/comments.xml")
	if len(net.chosen) != 1 || !slices.Equal(net.chosen[0], []feed.ID{want}) {
		t.Errorf("chosen %v", net.chosen)
	}
	if len(net.asked) != 1 || !slices.Equal(net.asked[0], []feed.ID{want}) {
		t.Errorf("asked %v: what was just chosen is asked at once", net.asked)
	}
	b.keys("i").typed("https://site.example/").keys("enter a a enter").shows(b.m.words.ChooseSome)
}

func TestAddAList(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	b.keys("i").typed("https://list.example/subs.opml").keys("enter").shows("A list of 3 sources")
	b.shows("2 entries are refused")
	b.shows("exec:collect: a command is never run")
	b.shows("2 of 3 chosen")
	b.keys("enter").shows("Following 2 sources — R asks them")
	if len(net.asked) != 0 {
		t.Error("a list is asked unasked")
	}
}

func TestAddAPage(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	b.keys("i").typed("https://page.example/story").keys("enter").shows("A page, to keep as an article")
	b.keys("enter").shows(b.m.words.PageKept)
	if len(net.kept) != 1 {
		t.Error("it was not kept")
	}
}

func TestAnAddressThatFails(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	net.fail = fmt.Errorf("look: %w", &fetch.Error{Trouble: feed.TroubleHost, Err: errors.New("no such host")})
	b.keys("i").typed("https://nowhere.example/x").keys("enter").shows("no such host")
	b.shows("mistyped")
	b.keys("enter")
	if len(net.looked) != 2 {
		t.Error("enter does not try again")
	}
	b.keys("esc").shows("https://nowhere.example/x")
	b.keys("esc")
	if len(b.m.overlays) != 0 || len(net.kept) != 0 {
		t.Error("something is left of it")
	}
}

// Looking can be given up at any moment; what comes late changes nothing.
func TestLookingIsGivenUp(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	b.keys("i").typed("https://one.example/feed")
	_, cmd := b.m.Update(keyPress("enter"))
	b.shows("Asking one.example")
	b.keys("esc").lacks("Asking")
	drive(t, b.m, cmd())
	b.lacks("La Rive")
	if len(net.kept) != 0 || len(b.m.overlays) != 1 {
		t.Errorf("%d boxes are open", len(b.m.overlays))
	}
}

// What is typed may be an address or a path: a name that is both is a path when
// there is such a file.
func TestAddressOrPath(t *testing.T) {
	for typed, want := range map[string][2]bool{ // has a scheme, looks like a host
		"https://a.example/x": {true, false}, "HTTP://a.example": {true, false}, "feed://a.example/x": {true, false},
		"feed:https://a.example/x": {true, false}, "example.org": {false, true}, "www.example.org/news?x=1": {false, true},
		"example.org:8080/feed": {false, true}, "page.html": {false, false}, "notes.md": {false, false}, "./a.b/c": {false, false},
		"/a/b.example": {false, false}, "~/x.example": {false, false}, "folder": {false, false}, "a b.example": {false, false},
		"C:\\news.example": {false, false}, ".hidden": {false, false}, "10.0.0.5/feed": {false, false}, "": {false, false}, "https://": {false, false},
		"localhost:8078/vi.xml": {false, true}, "router:80": {false, true}, "10.0.0.5:8080/feed": {false, true}, "[::1]:8080/feed": {false, true},
		"12:30": {false, false}, "a:b/c": {false, false}, "notes:99999": {false, false}, "my notes:80/x": {false, false}, "dir/x:80": {false, false}, "C:80/x": {false, false},
	} {
		if got := [2]bool{hasScheme(typed), looksLikeHost(typed)}; got != want && (!want[0] || !got[0]) {
			t.Errorf("%q: %v, want %v", typed, got, want)
		}
	}
	for address, want := range map[string]bool{"http://10.0.0.5/x": true, "http://localhost:80/": true, "https://nas.local/rss": true,
		"https://example.org/": false, "http://[::1]/": true, "http://router/": true} {
		if isPrivate(address) != want {
			t.Errorf("%s: private %v", address, !want)
		}
	}
	b, net := adding(t, setup{w: 120, h: 40})
	net.offers["site.example"] = net.offers["https://site.example/"]
	b.keys("i").typed("site.example").keys("enter").shows("3 feeds on this site")
	b.keys("esc esc")
	net.offers["localhost:8078/vi.xml"] = net.offers["https://one.example/feed"]
	b.keys("i").typed("localhost:8078/vi.xml").keys("enter").shows("La Rive")
}

// A source that fails gets the feed that its site has now. An address that came
// from a page is no reason to ask a private network.
func TestSearchTheSiteForANewFeed(t *testing.T) {
	b, _ := adding(t, setup{w: 120, h: 40})
	b.keys("g e 1").shows("A new feed for Sample Gazette")
	b.keys("j x enter")
	s := b.source("Sample Gazette")
	if s.Feed != "http://10.0.0.5/sports.atom" || s.Private {
		t.Errorf("the address is %q, private %v", s.Feed, s.Private)
	}
	b.keys("u").shows("Undone")
	b.keys("g e 1 enter")
	if s := b.source("Sample Gazette"); s.Feed != "https://gazette.example/news.atom" {
		t.Errorf("the address is %q", s.Feed)
	}
}

func TestStarters(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	b.keys("i ctrl+t").shows("Sources to begin with")
	b.shows("vi  ?")
	b.keys("enter").shows(b.m.words.ChooseSome)
	b.keys("x l l").shows("French")
	b.lacks("World Desk")
	b.keys("x enter").shows("Following 2 sources — R asks them")
	if len(net.asked) != 0 || len(net.looked) != 0 {
		t.Error("something was fetched unasked")
	}
	if len(net.kept) != 1 || len(net.kept[0].Sources) != 2 || net.kept[0].Kind != refresh.OfferList {
		t.Errorf("kept %v", net.kept)
	}
	b.keys("i ctrl+t").shows("followed already")
}

func TestFirstRunOffersSources(t *testing.T) {
	b, _ := adding(t, setup{w: 80, h: 24})
	b.m.openWelcome()
	b.shows("2  Add a source")
	b.shows("4  Starters")
	b.keys("4").shows("Sources to begin with")
	b.keys("esc")
	b.m.openWelcome()
	b.keys("2").shows("An address of a feed")
}

// TestAddScreens holds what the boxes look like.
func TestAddScreens(t *testing.T) {
	for _, c := range []struct {
		name, typed, keys string
		s                 setup
	}{
		{"80x24-field", "https://one.ex", "", setup{}},
		{"80x24-feed", "https://one.example/feed", "enter", setup{}},
		{"80x24-feed-fr", "https://one.example/feed", "enter", setup{o: Options{Lang: "fr"}}},
		{"120x40-choice", "https://site.example/", "enter j", setup{w: 120, h: 40}},
		{"80x24-choice-vi", "https://site.example/", "enter", setup{o: Options{Lang: "vi"}}},
		{"80x24-list", "https://list.example/subs.opml", "enter", setup{}},
		{"200x60-list-fr", "https://list.example/subs.opml", "enter", setup{w: 200, h: 60, o: Options{Lang: "fr"}}},
		{"80x24-page-ascii", "https://page.example/story", "enter", setup{o: Options{ASCII: true, Colours: "none"}}},
		{"80x24-starters", "", "ctrl+t x", setup{}},
		{"50x20-starters-vi", "", "ctrl+t", setup{w: 50, h: 20, o: Options{Lang: "vi"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.s.w == 0 {
				c.s.w, c.s.h = 80, 24
			}
			b, _ := adding(t, c.s)
			b.keys("i").typed(c.typed).keys(c.keys)
			golden.RequireEqual(t, b.m.View().Content)
		})
	}
}

func TestAddBoxesFit(t *testing.T) {
	t.Parallel()
	for _, lang := range Languages {
		for _, typed := range []string{"https://one.example/feed", "https://site.example/", "https://list.example/subs.opml", "https://page.example/story", "https://x.example/"} {
			b, net := adding(t, setup{w: 120, h: 40, o: Options{Lang: lang}})
			net.fail = errors.New("cut off")
			b.keys("i").typed(typed).keys("enter")
			for w := minWidth; w <= 200; w += fewer(17, 80) {
				for h := minHeight; h <= 60; h += fewer(7, 26) {
					drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: h})
					assertFits(t, typed, b.m.View().Content, w, h)
				}
			}
		}
	}
}

// A site that has no feed is no dead end: the address can be given by hand.
func TestNoNewFeedOnTheSite(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	net.offers["https://gazette.example/"] = net.offers["https://page.example/story"]
	b.keys("g e 1").shows(b.m.words.NoFeedThere)
	b.keys("enter").shows("Address of Sample Gazette")
	b.keys("ctrl+u").typed("https://gazette.example/atom").keys("enter").shows("Address changed: Sample Gazette")
	if got := b.source("Sample Gazette").Feed; got != "https://gazette.example/atom" {
		t.Errorf("the address is %q", got)
	}
	net.fail = errors.New("broken")
	delete(net.offers, "https://gazette.example/")
	b.keys("g e 1").shows(b.m.words.MoveFaultFooter)
	b.keys("4").shows("Address of Sample Gazette")
	for _, lang := range Languages {
		b, net := adding(t, setup{w: 40, h: 12, o: Options{Lang: lang}})
		delete(net.offers, "https://gazette.example/")
		net.offers["https://gazette.example/"] = refresh.Offer{Kind: refresh.OfferChoice}
		b.keys("g e 1")
		assertFits(t, "no feed", b.m.View().Content, 40, 12)
	}
}

// A feed that is followed already is not offered again: Enter leads to its
// articles.
func TestLookAtAFeedFollowedAlready(t *testing.T) {
	b, net := adding(t, setup{w: 120, h: 40})
	address := b.source("Agence Exemple").Feed
	known := net.offers["https://one.example/feed"]
	known.Known, known.Sources = []bool{true}, []feed.Source{{ID: feed.FeedID(address), Name: "Agence", Feed: address}}
	net.offers[address] = known
	b.keys("i").typed(address).keys("enter").shows("followed already")
	b.shows(b.m.words.KnownFooter)
	b.keys("enter")
	if len(net.kept) != 0 || len(b.m.overlays) != 0 || !strings.Contains(b.m.list.text, "Agence Exemple") {
		t.Errorf("kept %v, %d boxes, the list is %q", net.kept, len(b.m.overlays), b.m.list.text)
	}
}
