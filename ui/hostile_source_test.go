package ui

import (
	"errors"
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/refresh"
)

// hostilePress is a pressroom of sources that say everything with a payload.
func hostilePress() *fake {
	lib := pressroom()
	for i, p := range payloads {
		s := "before" + p + "after"
		src := feed.Source{ID: feed.NewID("hostile", fmt.Sprint(i)), Name: s, Short: p, URL: "https://example.org/" + s,
			Feed: "https://example.org/" + s, Lang: s, Folder: s + "/" + p, Paused: i%4 == 3}
		lib.sources = append(lib.sources, src)
		lib.press.polls[src.ID] = feed.Poll{Tried: lib.now, Since: lib.now.AddDate(0, 0, -1), Failures: 2, Trouble: feed.TroubleServer, Status: 500, Message: s}
	}
	id := lib.order()[0].ID
	lib.press.versions = map[feed.ID][]feed.Version{id: {{Until: lib.now, Article: feed.Article{Head: feed.Head{Title: "before\x1b[2Jafter"},
		Body: []feed.Block{feed.Plain(feed.Paragraph, "before\x1b]52;c;x\x07after \u202e\u009b2J")}}}}}
	lib.press.elsewhere = map[feed.ID][]feed.Head{id: {{Title: "x", Source: "before\x1b[2J\u202eafter"}}}
	return lib
}

// hostileOffers are what hostile servers offer, one of each kind.
func hostileOffers() map[string]refresh.Offer {
	var sources []feed.Source
	var heads []feed.Head
	var refused []string
	for i, p := range payloads {
		s := "before" + p + "after"
		sources = append(sources, feed.Source{ID: feed.NewID("offer", fmt.Sprint(i)), Name: s, Feed: "https://h.example/" + p, Folder: s, Lang: s})
		heads = append(heads, feed.Head{Title: s, Lang: s})
		refused = append(refused, s)
	}
	known := make([]bool, len(sources))
	return map[string]refresh.Offer{
		"https://a.example/": {Kind: refresh.OfferFeed, Sources: sources[:1], Known: known[:1], Heads: heads},
		"https://b.example/": {Kind: refresh.OfferChoice, Sources: sources, Known: known},
		"https://c.example/": {Kind: refresh.OfferPage, Heads: heads[:1]},
		"https://d.example/": {Kind: refresh.OfferList, Sources: sources, Known: known, Refused: refused},
	}
}

// What feeds, lists and servers say of sources never reaches the terminal as a
// control sequence.
func TestHostileSources(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{{120, 40}, {40, 8}}
	if raceOn {
		sizes = sizes[:1]
	}
	for _, size := range sizes {
		lib := hostilePress()
		var starters []Starter
		for _, s := range hostileOffers()["https://d.example/"].Sources {
			starters = append(starters, Starter{Region: s.Name, Source: s})
		}
		b, net := following(t, setup{w: size[0], h: size[1], lib: lib, o: Options{Starters: starters}})
		net.offers = hostileOffers()
		harmless := func(keys string) {
			t.Helper()
			what := fmt.Sprintf("%d×%d after %q", size[0], size[1], keys)
			assertHarmless(t, what, b.m.View())
			assertFits(t, what, b.m.View().Content, size[0], size[1])
		}
		press := func(keys ...string) {
			t.Helper()
			for _, k := range keys {
				b.keys(k)
				harmless(k)
			}
		}
		press("=", "j", "esc", "R", "g R", "k", "enter", "y", "esc", "esc", "g e", "j", "j", "enter", "y", "esc", "esc")
		press("g f")
		for range lib.sources {
			press("j", "w", "esc", "e", "esc", "a", "esc", "m", "esc", "T", "esc", "P", "u", "U", "u", "D", "esc")
		}
		press("x", "x", "D", "enter", "u", "esc", "esc")
		b.m.o.Starters = starters
		b.m.openStarters()
		press("", "x", "x", "l", "enter")
		for address := range net.offers {
			b.keys("i").typed(address)
			press("enter", "j", "j", "a", "enter", "esc", "esc", "esc")
		}
		net.fail = fmt.Errorf("look: %w", &fetch.Error{Trouble: feed.TroubleHost, Err: errors.New("no \x1b[2J host \u202e")})
		b.keys("i")
		drive(t, b.m, tea.PasteMsg{Content: "https://e.example/\u202e"})
		press("enter", "esc", "esc")
		net.fail = errors.New("broken \x1b[2J\u202e\u009b2J")
		press("R", "esc", "g h", "esc")
	}
}
