package ui

import (
	"strings"
	"testing"

	"veille/feed"
)

// TestPassage chooses a passage by sentences and keeps it, says something of it,
// quotes it and takes it off.
func TestPassage(t *testing.T) {
	t.Parallel()
	lib := newsroom()
	b := at(t, setup{w: 100, h: 30, lib: lib})
	h, _ := b.m.current()
	a := lib.arts[h.ID]
	a.Body = []feed.Block{feed.Plain(feed.Paragraph, "Một câu. Deux phrases ici. Three of them."), feed.Plain(feed.Paragraph, "Quatre commence un alinéa. Cinq.")}
	b.changed()
	quotes := func() string {
		var out []string
		for _, h := range lib.arts[h.ID].Highlights {
			out = append(out, h.Quote)
		}
		return strings.Join(out, " | ")
	}
	b.keys("tab v").shows("1 sentence")
	b.keys("k k n j j").shows("3 sentences")
	b.keys("k enter")
	if got := quotes(); got != "Deux phrases ici. Three of them." {
		t.Fatalf("kept %q", got)
	}
	b.lacks("sentences")
	b.shows("Highlight kept")

	// Chosen again it is the one that is there; another extent is the same highlight.
	b.keys("v n").shows("take off")
	b.keys("j enter")
	if got := quotes(); got != "Deux phrases ici. Three of them.\n\nQuatre commence un alinéa." {
		t.Fatalf("extended to %q", got)
	}
	b.keys("v n c").typed("à recouper").keys("enter")
	if got := lib.arts[h.ID].Highlights; len(got) != 1 || got[0].Note != "à recouper" {
		t.Fatalf("noted %+v", got)
	}
	b.keys("G").shows("à recouper")
	b.keys("g g v n t").typed("drought").keys("enter")
	if got := lib.arts[h.ID].Highlights; len(got) != 1 || len(got[0].Themes) != 1 || got[0].Note != "à recouper" {
		t.Fatalf("tagged %+v", got)
	}
	if got := b.copied("v n y"); !strings.Contains(got, "Deux phrases ici. Three of them. Quatre commence un alinéa.") || !strings.Contains(got, "\n– ") {
		t.Fatalf("quoted %q", got)
	}
	b.keys("v n d")
	if got := quotes(); got != "" {
		t.Fatalf("taken off, but there is %q", got)
	}
	b.keys("v x").shows("nothing is highlighted here")
	b.keys("esc").lacks("1 sentence")
}

// TestPassageOfNothing: an article without a sentence has none to highlight.
func TestPassageOfNothing(t *testing.T) {
	t.Parallel()
	lib := newsroom()
	b := at(t, setup{w: 100, h: 30, lib: lib})
	h, _ := b.m.current()
	lib.arts[h.ID].Body, lib.arts[h.ID].Standfirst = nil, ""
	b.changed().keys("tab v").shows("the article has no sentence")
}

// TestPassageScrolls: what is chosen stays on the screen, and in a window of
// another size.
func TestPassageScrolls(t *testing.T) {
	t.Parallel()
	lib := newsroom()
	b := at(t, setup{w: 80, h: 20, lib: lib})
	h, _ := b.m.current()
	lib.arts[h.ID].Body = []feed.Block{feed.Plain(feed.Paragraph, strings.Repeat("Une phrase comme les autres. ", 300)+"La dernière phrase.")}
	b.changed().keys("tab v")
	for range 400 {
		b.keys("j")
	}
	b.shows("La dernière phrase.")
	b.keys("n").shows("La dernière phrase.")
	for range 400 {
		b.keys("p")
	}
	b.shows("1 sentence")
	if b.m.reader.top > len(b.m.reader.head) {
		t.Errorf("the first sentence is not on the screen: top %d", b.m.reader.top)
	}
}
