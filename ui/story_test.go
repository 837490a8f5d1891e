package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// storyroom is a newsroom where the newest article is told by two other sources too,
// and by one in another language.
func storyroom() *fake {
	f := newsroom()
	first := f.order()[0]
	retold := func(source, title string, later time.Duration, change func(a *feed.Article)) *feed.Article {
		a := *first
		a.Title, a.Source, a.SourceID, a.Published = title, source, feed.SourceID(source), first.Published.Add(later)
		a.ID = feed.NewID("article", title)
		a.Body = append([]feed.Block(nil), first.Body...)
		a.Read, a.Themes, a.Marks = false, nil, nil
		change(&a)
		a.Words = len(strings.Fields(a.Text()))
		f.put(a)
		return f.arts[a.ID]
	}
	second := retold("Sample Gazette", "Dragage : trois ports, un seul calendrier", -2*time.Hour, func(a *feed.Article) {
		a.Body[0] = feed.Plain(feed.Paragraph, strings.Replace(a.Body[0].Text(), "mardi", "mercredi", 1))
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, "Le port de Mouillage, absent de la réunion, rejoindra l’accord en janvier."))
	})
	third := retold("Báo Mẫu", "Les trois ports du delta draguent ensemble", -5*time.Hour, func(a *feed.Article) { a.Body = a.Body[:2] })
	linked := f.order()[4]
	body := second.Text()
	at := strings.Index(body, "Le port de Mouillage")
	f.tell([]feed.Story{{ID: third.ID,
		Versions: []feed.Telling{
			{Head: feed.Head{ID: third.ID}},
			{Head: feed.Head{ID: second.ID}, Same: .82, Only: []feed.Range{{Start: at, End: len(body)}}},
			{Head: feed.Head{ID: first.ID}, Same: .61},
		},
		Linked: []feed.Telling{{Head: feed.Head{ID: linked.ID}, Same: .4}}}})
	return f
}

func TestStoriesAreFolded(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: storyroom()})
	b.stands("1/40")
	b.shows("×3")
	b.lacks("Dragage :")
	b.keys("f v").stands("1/42")
	b.shows("Dragage :")
	if !b.m.session.AllVersions {
		t.Error("the session does not remember it")
	}
	b.keys("f v").stands("1/40")
	b.keys("g d").shows("3 versions of one story")
	b.keys("esc / i d : *").keys("esc")
	// What asks for stories is not folded, nor is the trash.
	for q, want := range map[string]bool{"lang:fr": true, "story:*": false, "is:trashed": false, "": true} {
		if got := b.m.folds(b.m.parse(q)).Fold; got != want {
			t.Errorf("%q is folded: %v", q, got)
		}
	}
}

// TestFoldedRows: what is done to all of a folded view is done to the versions behind
// its rows too; what is done to a row is not, and says so.
func TestFoldedRows(t *testing.T) {
	all := []string{"Dragage", "Les trois ports", "Les ports du delta s"}
	for _, tt := range []struct{ keys, says string }{
		{"A", "42 articles marked read"}, {"M", "3 articles marked read"}, {"V s", "42 articles starred"},
		{"m", "2 other versions as before, gd for all of them"}, {"s", "2 other versions as before"}, {"x x k k s", "2 other versions as before"}, {"v j s", "2 other versions as before"},
	} {
		b := at(t, setup{w: 120, h: 40, lib: storyroom()})
		for _, a := range b.lib.arts {
			a.Read, a.Starred = false, false
		}
		b.keys(tt.keys).shows(tt.says)
		if tt.keys == "s" {
			b.lacks("gd for all")
		}
		whole := !strings.Contains(tt.says, "other")
		for _, title := range all[:2] {
			if a := b.article(title); (a.Read || a.Starred) != whole {
				t.Errorf("%s: %q is changed: %v", tt.keys, title, !whole)
			}
		}
		if a := b.article(all[2]); !a.Read && !a.Starred {
			t.Errorf("%s did nothing", tt.keys)
		}
	}
	b := at(t, setup{w: 120, h: 40, lib: storyroom()}).keys("V")
	b.shows("42 selected of 42")
	b.keys("esc g d m")
	b.lacks("as before")
	b.keys("t").typed("drought").keys("space enter")
	b.lacks("as before")
}

func TestOtherVersions(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: storyroom()}).keys("enter")
	b.keys(",").shows("Version 2 of 3")
	b.shows("Dragage :")
	if b.m.reader.art.Source != "Sample Gazette" {
		t.Errorf("the reader shows %q", b.m.reader.art.Title)
	}
	b.keys(",").shows("Version 1 of 3")
	b.keys(",").shows("No further version")
	b.keys("; ; ;").shows("No further version")
	b.keys(",")
	// What is done is done to the version that is shown.
	b.keys("s")
	if !b.article("Dragage").Starred || b.article("Les ports du delta s").Starred {
		t.Error("another version was starred than the one shown")
	}
	b.shows("★")
	// Another view forgets it; a change by others does not.
	b.changed().shows("Dragage :")
	b.keys("esc g u g a").shows("Les ports du delta s’acc")
	b.lacks("Dragage :")
	b.keys("j enter ;").shows(b.m.words.WhyNoStory)
	// With all versions listed the cursor goes to their rows.
	b.keys("esc f v g g enter ,").stands("2/42")
}

func TestStoryBox(t *testing.T) {
	lib := storyroom()
	b := at(t, setup{w: 120, h: 40, lib: lib}).keys("g d")
	b.shows("3 versions of one story")
	b.shows("Only in SGZ")
	b.shows("Le port de Mouillage")
	b.shows("61–82 % the same text")
	b.shows(b.m.words.StoryLinked)
	b.keys("m")
	for _, title := range []string{"Dragage", "Les trois ports", "Les ports du delta s"} {
		if !b.article(title).Read {
			t.Errorf("%q is not read", title)
		}
	}
	b.keys("t").shows("Tag 3 articles")
	b.typed("drought").keys("space enter")
	for _, title := range []string{"Dragage", "Les trois ports", "Les ports du delta s"} {
		if !strings.Contains(fmt.Sprint(b.article(title).Themes), feed.ThemeID("drought").String()) {
			t.Errorf("%q is not tagged", title)
		}
	}
	b.keys("g g j x").shows("1 article taken out of the story")
	b.shows("2 versions of one story")
	b.keys("u").shows("3 versions of one story")
	b.keys("G x").shows(b.m.words.WhyLinked)
	b.keys("k k enter")
	if b.m.top() != nil || b.m.reader.art.Source != "Sample Gazette" || b.m.focus != paneReader {
		t.Errorf("enter reads %q", b.m.reader.art.Title)
	}
	b.keys("esc g d g g P")
	if b.m.reader.art.Source != "Báo Mẫu" {
		t.Errorf("P shows %q", b.m.reader.art.Title)
	}
	b.keys("g d G enter").stands("1/1")
	// What is told in another language alone tells of the others as well.
	b.keys("g d").shows(b.m.words.StoryLinked)
	b.shows("Dragage")
	b.keys("x").shows(b.m.words.WhyNoStory)
	b.keys("j enter")
	if b.m.reader.art.Source != "Báo Mẫu" {
		t.Errorf("enter reads %q", b.m.reader.art.Title)
	}
	b.keys("g a j g d").shows(b.m.words.WhyNoStory)
}

func TestJoinStory(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("j : ")
	b.typed("join into one").keys("enter").shows(b.m.words.WhyNoJoin)
	b.keys("g g x x :").typed("join into one").keys("enter").shows("2 articles joined into one story")
	b.stands("2/39")
	b.shows("×2")
	b.keys("k g d").shows("2 versions joined by hand")
	b.keys("esc u").stands("1/40")
	b.lacks("×2")
}

func TestCompare(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, lib: storyroom()}).keys("g d g g j =")
	b.shows("Two versions compared")
	b.shows("{+mercredi+}")
	b.shows("[-mardi-]")
	b.keys("n n n N esc").shows("3 versions of one story")
	b.keys("=")
	drive(t, b.m, tea.WindowSizeMsg{Width: 80, Height: 24})
	for _, l := range strings.Split(b.screen(), "\n") {
		if strings.Contains(l, "[-mardi-]") && strings.Contains(l, "{+mercredi+}") {
			t.Error("versions stand side by side in a narrow window")
		}
	}
	assertFits(t, "compare", b.m.View().Content, 80, 24)
}

// What another program wrote into texts cannot move the terminal's cursor.
func TestCompareHostile(t *testing.T) {
	t.Parallel()
	lib := storyroom()
	for _, a := range lib.arts {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, "A\x1b[2Jb\x07 \u202e"+strings.Repeat("x", 5000)+" "+strings.Repeat("đ̣ ", 900)))
	}
	b := at(t, setup{w: 120, h: 40, lib: lib}).keys("g d j =")
	for range fewer(60, 15) {
		b.keys("ctrl+f")
		content := b.m.View().Content
		assertFits(t, "hostile", content, 120, 40)
		if strings.ContainsAny(content, "\x07\u202e") || strings.Contains(content, "\x1b[2J") {
			t.Fatal("controls come through")
		}
	}
}

func TestStoryScreens(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		s          setup
	}{
		{"80x24-list", "", setup{w: 80, h: 24}},
		{"120x40-list", "", setup{w: 120, h: 40}},
		{"80x24", "g d", setup{w: 80, h: 24}},
		{"120x40", "g d j", setup{w: 120, h: 40}},
		{"80x24-ascii", "g d", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}},
		{"80x24-fr", "g d", setup{w: 80, h: 24, o: Options{Lang: "fr"}}},
		{"80x24-vi", "g d", setup{w: 80, h: 24, o: Options{Lang: "vi"}}},
		{"80x24-compare", "g d g g j =", setup{w: 80, h: 24}},
		{"120x40-compare", "g d g g j =", setup{w: 120, h: 40}},
		{"120x40-compare-ascii", "g d g g j =", setup{w: 120, h: 40, o: Options{ASCII: true, Colours: "none"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.s.lib = storyroom()
			golden.RequireEqual(t, at(t, c.s).keys(c.keys).screen())
		})
	}
}

// BenchmarkCompare lays two versions of a thousand words out.
func BenchmarkCompareVersions(b *testing.B) {
	lib := storyroom()
	x := at(b, setup{w: 120, h: 40, lib: lib})
	one, two := *lib.order()[0], *lib.order()[1]
	for len(strings.Fields(one.Text())) < 1000 {
		one.Body = append(one.Body, feed.Plain(feed.Paragraph, fmt.Sprintf("Part %d: the pilots of pier %d met again and asked for %d lamps.", len(one.Body), len(one.Body)*7, len(one.Body)+3)))
		two.Body = append(two.Body, feed.Plain(feed.Paragraph, fmt.Sprintf("Part %d: pilots of pier %d met once more, asking for %d lamps.", len(two.Body), len(two.Body)*7, len(two.Body)+3)))
	}
	for b.Loop() {
		x.m.layer().lines(comparePairs(&one, &two))
	}
}

// TestStoryFits holds that the boxes of stories fit every window.
func TestStoryFits(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"", "g d", "g d j ="} {
		b := at(t, setup{w: 120, h: 40, lib: storyroom()}).keys(keys)
		for w := 1; w < 130; w += fewer(7, 32) {
			for h := 1; h <= 40; h += fewer(3, 13) {
				drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: h})
				assertFits(t, keys, b.m.View().Content, w, h)
			}
		}
	}
}
