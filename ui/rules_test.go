package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
)

// ruled is a newsroom with two rules, one of them paused.
func ruled() *fake {
	f := newsroom()
	f.care.rules = []feed.SavedRule{
		{ID: feed.RuleID("Plateau"), Name: "Plateau", Query: "title:plateau", Tags: []feed.ID{feed.ThemeID("drought")}, Star: true, Version: 1},
		{ID: feed.RuleID("Night shifts"), Name: "Night shifts", Query: "title:night", Hide: true, Paused: true, Version: 1},
	}
	return f
}

func TestRules(t *testing.T) {
	lib := ruled()
	b := at(t, setup{w: 100, h: 30, lib: lib}).keys(": ").typed("rules").keys("enter")
	b.shows("Plateau")
	b.shows("Drought, star")
	b.shows("‖ Night shifts")
	b.keys("t").shows("Finds 5 articles here; would change 5 of them")
	b.shows("Freight line across")
	b.keys("p").shows("‖ Plateau")
	if !lib.care.rules[1].Paused || lib.care.rules[1].Name != "Plateau" {
		t.Errorf("kept %+v", lib.care.rules)
	}
	b.keys("p A").shows("Rule Plateau applied to 5 articles")
	if a := b.article("Freight line"); !slices.Contains(a.Themes, feed.ThemeID("drought")) {
		t.Error("the rule was not applied")
	}
	b.keys("u")
	if a := b.article("Freight line"); slices.Contains(a.Themes, feed.ThemeID("drought")) {
		t.Error("undo does not take it back")
	}
	b.keys("D").shows("Remove rule “Plateau”")
	b.keys("2").shows("Rule Plateau removed")
	if lib.asked["DropRule true"] != 1 || len(lib.care.rules) != 1 {
		t.Errorf("asked %v", lib.asked)
	}
	b.keys("enter")
	if b.m.list.text != "title:night" {
		t.Errorf("enter opens %q", b.m.list.text)
	}
}

func TestNoRules(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys(": ").typed("rules").keys("enter").shows2("There is no rule yet")
	b.keys("t e p A D j k").shows("There is no rule yet")
	b.keys("a").shows("New rule")
	b.keys("esc esc")
	if b.m.top() != nil {
		t.Error("a box stays")
	}
}

func TestMakingARule(t *testing.T) {
	lib := newsroom()
	b := at(t, setup{w: 100, h: 40, lib: lib, o: Options{Query: "title:plateau"}}).keys(": ").typed("rule add").keys("enter")
	b.shows("title:plateau")
	b.shows("it does nothing yet")
	b.keys("enter").shows("it does nothing yet")
	b.typed("hạn hán").shows("Finds 5 articles here; would change 5 of them")
	b.shows("Freight line across")
	b.keys("enter").shows("a rule needs a name")
	b.typed("Dry plateau").keys("shift+tab space enter")
	b.shows("Rule Dry plateau applied to 5 articles")
	r := lib.care.rules
	if len(r) != 1 || r[0].Query != "title:plateau" || fmt.Sprint(r[0].Tags) != fmt.Sprint([]feed.ID{feed.ThemeID("drought")}) || b.m.top() != nil {
		t.Errorf("kept %+v", r)
	}
	b.keys("u u")
	if len(lib.care.rules) != 0 {
		t.Error("undo does not take the rule back")
	}
	// What is wrong stays, and is told.
	b.keys(": ").typed("rule add").keys("enter tab tab").typed("nowhere").shows("no theme nowhere")
	b.keys("enter").shows("nowhere")
	b.keys("ctrl+u shift+tab ctrl+u").typed("lnag:fr").keys("enter").shows("lnag")
	b.keys("ctrl+u").shows("a rule needs a query")
	b.keys("esc")
}

// Names of themes, and of what a query asks for, are finished by Tab; written out
// they are left by it.
func TestRuleNamesAreFinished(t *testing.T) {
	b := at(t, setup{w: 100, h: 40, o: Options{Query: "title:plateau"}}).keys(": ").typed("rule add").keys("enter tab tab")
	box := b.m.top().(*ruleForm)
	b.typed("hạn").shows("tab drought (")
	b.keys("tab").typed("; del").shows("tab delta-harbours (")
	b.keys("tab")
	if got := box.tags.value(); got != "drought; delta-harbours" || box.fields[box.at] != box.tags {
		t.Errorf("the themes are %q", got)
	}
	b.shows("would change 5 of them")
	if b.keys("tab"); box.fields[box.at] != box.read {
		t.Error("tab does not go on")
	}
	b.keys("shift+tab shift+tab").typed(" tag:pub").shows("tab public-health (")
	b.keys("tab")
	if got := box.line.value(); got != "title:plateau tag:public-health" {
		t.Errorf("the query is %q", got)
	}
	b.keys("ctrl+w").typed("tag:drougt").shows("no theme drougt, did you mean drought?")
}

func TestRuleScreens(t *testing.T) {
	for _, c := range []struct {
		name, typed, keys string
		s                 setup
	}{
		{"80x24", "rules", "enter t", setup{w: 80, h: 24}},
		{"120x40", "rules", "enter j", setup{w: 120, h: 40}},
		{"80x24-ascii", "rules", "enter j t", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}},
		{"80x24-fr", "règles", "enter t", setup{w: 80, h: 24, o: Options{Lang: "fr"}}},
		{"80x24-vi", "quy tắc", "enter t", setup{w: 80, h: 24, o: Options{Lang: "vi"}}},
		{"80x24-form", "rule add", "enter tab space", setup{w: 80, h: 24, o: Options{Query: "title:plateau"}}},
		{"120x40-form-fr", "rule add", "enter tab space", setup{w: 120, h: 40, o: Options{Query: "title:plateau", Lang: "fr"}}},
		{"80x24-form-vi", "rule add", "enter tab space", setup{w: 80, h: 24, o: Options{Query: "title:plateau", Lang: "vi"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.s.lib = ruled()
			golden.RequireEqual(t, at(t, c.s).keys(":").typed(c.typed).keys(c.keys).screen())
		})
	}
}

func TestReport(t *testing.T) {
	lib := newsroom()
	b := at(t, setup{w: 120, h: 40, lib: lib}).keys("g b")
	b.shows("40 articles")
	b.shows("Delta harbours")
	b.shows("SAN+CLI 5")
	b.keys("j enter")
	if !strings.HasPrefix(b.m.list.text, "tag:") || b.m.top() != nil {
		t.Errorf("enter opens %q", b.m.list.text)
	}
	b.keys("/ ctrl+u").typed("lang:vi").keys("enter g b").shows("10 articles")
	b.lacks("River treaty")
	b.keys("tab").shows("40 articles")
	b.shows("River treaty")
	b.keys("w").shows("104 weeks")
	b.keys("w").shows("520 weeks")
	b.keys("w").shows("26 weeks")
	b.keys("tab j j j j esc")
	if b.m.top() != nil {
		t.Error("esc does not close it")
	}
	lib.fail = fmt.Errorf("read: %w", feed.ErrBusy)
	b.keys("g b").shows(b.m.words.Doing["report"])
}

func TestReportScreens(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		s          setup
	}{
		{"50x20", "g b", setup{w: 50, h: 20}},
		{"80x24", "g b", setup{w: 80, h: 24}},
		{"120x40", "g b j", setup{w: 120, h: 40}},
		{"120x40-ascii", "g b", setup{w: 120, h: 40, o: Options{ASCII: true, Colours: "none"}}},
		{"80x24-fr", "g b", setup{w: 80, h: 24, o: Options{Lang: "fr", Query: "lang:fr"}}},
		{"120x40-vi", "g b", setup{w: 120, h: 40, o: Options{Lang: "vi"}}},
		{"200x60", "g b", setup{w: 200, h: 60}},
		{"80x24-sidebar", "shift+tab", setup{w: 80, h: 24}},
		{"80x24-sidebar-ascii", "shift+tab", setup{w: 80, h: 24, o: Options{ASCII: true, Colours: "none"}}},
	} {
		t.Run(c.name, func(t *testing.T) { golden.RequireEqual(t, at(t, c.s).keys(c.keys).screen()) })
	}
}

// Trends are asked for once after a change, and only while they are shown.
func TestTrendsAreAskedOnce(t *testing.T) {
	lib := newsroom()
	b := at(t, setup{w: 80, h: 24, lib: lib})
	asked := func(want int) {
		t.Helper()
		if got := lib.asked["Report"]; got != want {
			t.Errorf("asked %d times, want %d", got, want)
		}
	}
	b.keys("j s j")
	asked(0)
	b.keys("shift+tab j j j")
	asked(1)
	b.keys("j k tab shift+tab j")
	asked(1)
	b.changed()
	asked(2)
}

func TestSparkline(t *testing.T) {
	m := at(t, setup{w: 80, h: 24}).m
	for _, c := range []struct {
		counts []int
		n      int
		want   string
	}{
		{nil, 5, ""}, {[]int{1, 2}, 0, ""}, {[]int{0, 1, 8}, 5, " ▁█"}, {[]int{1, 0, 0, 4, 4}, 3, "▁ █"}, {[]int{0, 0}, 2, "  "},
	} {
		if got := m.sparkline(c.counts, c.n); got != c.want {
			t.Errorf("%v in %d cells: %q, want %q", c.counts, c.n, got, c.want)
		}
	}
}
