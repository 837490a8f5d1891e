package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// versioned is a library whose newest article was changed twice and stands in
// another source too.
func versioned() *fake {
	f := pressroom()
	var a *feed.Article
	for _, x := range f.order() {
		if a == nil {
			a = x
		}
	}
	before := *a
	before.Body = append([]feed.Block(nil), a.Body...)
	before.Body[0] = feed.Plain(feed.Paragraph, strings.Replace(a.Body[0].Text(), "trois ports", "deux ports", 1))
	first := before
	first.Title = "Les ports du delta cherchent un calendrier"
	first.Body = first.Body[:2]
	f.press.versions = map[feed.ID][]feed.Version{a.ID: {
		{Until: f.now.Add(-3 * time.Hour), Article: before}, {Until: f.now.Add(-26 * time.Hour), Article: first}}}
	f.press.elsewhere = map[feed.ID][]feed.Head{a.ID: {
		{Title: a.Title, Source: "Báo Mẫu", Published: f.now.Add(-time.Hour), Precision: feed.Minute}}}
	a.Enclosures = []feed.Enclosure{{URL: "https://example.org/audio.mp3", Type: "audio/mpeg", Bytes: 3_420_000}}
	return f
}

func TestVersions(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: versioned()})
	b.shows("updated 05:14, = shows what changed")
	b.shows("also in: Báo Mẫu Fri 20 Nov 2026")
	b.keys("enter G").shows("audio/mpeg · 3.4 MB")
	b.keys("g g =").shows("Change 1 of 2, 05:14")
	b.shows("[-deux-] {+trois+} ports")
	b.shows("paragraphs unchanged")
	b.keys(",").shows("Change 2 of 2")
	b.shows("{+s’accordent sur+}")
	b.keys(", ; ;").shows("Change 1 of 2")
	b.keys("esc").lacks("Change 1")
	b.keys("esc j =").shows(b.m.words.NoVersions)
}

// TestVersionScreens holds what changes look like.
func TestVersionScreens(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		s          setup
	}{
		{"80x24", "= ,", setup{w: 80, h: 24}},
		{"120x40-fr", "=", setup{w: 120, h: 40, o: Options{Lang: "fr"}}},
		{"200x60-vi", "= n", setup{w: 200, h: 60, o: Options{Lang: "vi"}}},
		{"50x20-ascii", "= j", setup{w: 50, h: 20, o: Options{ASCII: true, Colours: "none"}}},
		{"120x40-head", "", setup{w: 120, h: 40}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.s.lib = versioned()
			b := at(t, c.s).keys(c.keys)
			golden.RequireEqual(t, b.m.View().Content)
		})
	}
}

// The text of a version is cleaned like that of an article.
func TestHostileVersions(t *testing.T) {
	f := versioned()
	for id, vs := range f.press.versions {
		vs[0].Article.Title = "Evil \x1b]52;c;aGk=\x07\x1b[2J" + strings.Repeat("x", 500) + "\u202e"
		f.press.elsewhere[id][0].Source = "\x1b[31mred\u202e"
	}
	b := at(t, setup{w: 80, h: 24, lib: f}).keys("=")
	for _, s := range [][2]int{{80, 24}, {40, 8}, {200, 60}} {
		drive(t, b.m, tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		got := b.m.View().Content
		assertFits(t, "versions", got, s[0], s[1])
		if strings.Contains(got, "\x1b]52") || strings.Contains(got, "\x1b[2J") || strings.ContainsRune(got, '\u202e') {
			t.Error("a control sequence is drawn")
		}
	}
}

// The source of the open article fails: its head says so.
func TestAFailingSourceIsToldInTheHead(t *testing.T) {
	b, _ := following(t, setup{w: 120, h: 40})
	b.keys("j").shows("source: HTTP 404, not there — ge")
}

// When no single step finds anything, each condition alone is offered.
func TestNothingButSingleConditions(t *testing.T) {
	b := at(t, setup{w: 80, h: 24, o: Options{Query: "tag:rail-links lang:vi is:starred since:1d"}})
	b.shows("None now.")
	b.shows("5 with tag:rail-links only")
	b.shows("10 with lang:vi only")
	b.keys("enter")
	if b.m.list.text != "tag:rail-links" || b.m.list.n != 5 {
		t.Errorf("enter shows %q with %d articles", b.m.list.text, b.m.list.n)
	}
}
