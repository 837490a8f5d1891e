package ui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// payloads are what a terminal would obey, in the forms in which feeds and
// pages have carried it.
var payloads = []string{
	"\x1b]52;c;ZXZpbA==\x07", "\x1b]0;owned\x07", "\x1b[2J", "\x1b[?1049l", "\x1bP+q\x1b\\", "\x1b_x\x1b\\", "\u009b2J", "\u009d0;x\u009c",
	"\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\", "\x1b]8;;javascript:x\x07", "\r", "\b\b", "\x00", "\x7f", "\u202e", "\u2066",
	"\U000e0041", "\x1b[31m", "&#27;[2J", "\\e[2J", "\x1b", "\xff\xfe", "\n\n\n", "\t",
}

// allowed is all that a frame may hold besides text: colours, attributes and
// links to the web or to a mail address.
var allowed = regexp.MustCompile(`\x1b\[[0-9;]*m|\x1b\]8;;(?:(?:https?://|mailto:)[!-~]*)?\x1b\\`)

// assertHarmless fails when a frame holds anything a terminal obeys.
func assertHarmless(t *testing.T, what string, v tea.View) {
	t.Helper()
	for _, s := range []string{allowed.ReplaceAllString(v.Content, ""), v.WindowTitle} {
		for i, r := range s {
			bad := r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 ||
				r >= 0xe0000 && r <= 0xe007f
			if bad {
				t.Fatalf("%s: %U in %q", what, r, s[max(0, i-20):min(len(s), i+20)])
			}
		}
	}
	if strings.Contains(v.WindowTitle, "\n") {
		t.Fatalf("%s: window title of two lines: %q", what, v.WindowTitle)
	}
}

func hostileLibrary() *fake {
	lib := newsroom()
	for i, p := range payloads {
		s := "before" + p + "after"
		a := feed.Article{Head: feed.Head{
			ID: feed.NewID("hostile", fmt.Sprint(i)), Title: s, Source: s, SourceID: feed.SourceID(s), Place: s, Agency: s, Lang: "en",
			URL: "https://example.org/" + s, Published: lib.now, Precision: feed.Minute,
		}}
		a.Kicker, a.Standfirst, a.Byline, a.Summary = s, s, s, s
		a.Dateline = feed.Dateline{Place: s, Date: s, Agency: s}
		for _, k := range []feed.BlockKind{feed.Paragraph, feed.Heading, feed.ListItem, feed.Quote, feed.Preformatted, feed.Figure} {
			a.Body = append(a.Body, feed.Block{Kind: k, Level: 1, Spans: []feed.Span{{Text: s, URL: "https://e.org/" + p}, {Text: p, Style: feed.Strong}}})
		}
		a.Body = append(a.Body, feed.Block{Kind: feed.Table, Rows: [][]string{{s, s}, {s, s}}})
		a.Captions = []feed.Caption{{Text: s, Credit: s}}
		a.Related = []feed.Link{{Text: s, URL: "https://example.org/" + p}}
		a.Links = []feed.Link{{Text: s, URL: p}}
		a.Teasers = []feed.Teaser{{Title: s, Summary: s, URL: p}}
		a.Enclosures = []feed.Enclosure{{URL: "https://example.org/" + p, Type: s}}
		lib.put(a)
		lib.raws[a.ID] = feed.Raw{Name: s, Type: "text/plain", Bytes: []byte(s + "\n" + strings.Repeat(s, 20))}
		lib.sources = append(lib.sources, feed.Source{ID: a.SourceID, Name: s, Short: p})
	}
	lib.themes[0].Labels["en"] = "before\x1b[2Jafter"
	lib.themes[0].Aliases = map[string][]string{"en": {"zz\u009b2J"}}
	lib.themes[0].Short = "\x1b]0;x\x07"
	return lib
}

// Article text never reaches the terminal as a control sequence.
func TestHostileText(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{{120, 40}, {80, 24}, {50, 20}, {200, 60}}
	if raceOn {
		sizes = sizes[:1]
	}
	for _, size := range sizes {
		b := at(t, setup{w: size[0], h: size[1], lib: hostileLibrary()})
		for i := range payloads {
			for _, keys := range []string{"", "enter", "g x", "esc", "g l", "esc", "g i", "esc", "t", "esc", "esc", "e", "esc", "esc"} {
				b.keys(keys)
				assertHarmless(t, fmt.Sprintf("%d×%d, article %d after %q", size[0], size[1], i, keys), b.m.View())
			}
			for range 6 {
				b.keys("j")
				assertHarmless(t, "scrolled", b.m.View())
			}
			b.keys("esc esc g a j")
		}
		b.keys("B").keys("tab").keys("/").typed("before\u202e")
		assertHarmless(t, "search", b.m.View())
		b.keys("esc t").typed("zz")
		assertHarmless(t, "alias", b.m.View())
		b.keys("esc esc")
		drive(t, b.m, tea.KeyPressMsg{Code: 0x202e, Text: "\u202e"})
		assertHarmless(t, "unknown key", b.m.View())
	}
}

// Text before and after a payload is still there.
func TestHostileTextIsNotSwallowed(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: hostileLibrary()})
	for range payloads {
		if got := b.screen(); strings.Count(got, "before") < 4 || strings.Count(got, "after") < 4 {
			t.Errorf("text was swallowed:\n%s", got)
		}
		b.keys("j")
	}
}
