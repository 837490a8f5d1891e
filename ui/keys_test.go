package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

func TestUsualKeysDoNotClash(t *testing.T) {
	for _, keyboard := range []string{"", "qwerty", "azerty"} {
		if err := CheckKeys(nil, keyboard); err != nil {
			t.Errorf("keyboard %q: %v", keyboard, err)
		}
	}
}

func TestEveryActionStandsOnceInTheTable(t *testing.T) {
	seen := map[Action]bool{}
	last := group(0)
	for _, b := range bindings {
		if seen[b.action] {
			t.Errorf("%s stands twice in the key table", b.action)
		}
		seen[b.action] = true
		if b.group < last {
			t.Errorf("%s is not with its group", b.action)
		}
		last = b.group
	}
	for _, w := range []*Words{&english, &french, &vietnamese} {
		for a := range seen {
			if w.Actions[a] == "" {
				t.Errorf("%s: %s has no name", w.Lang, a)
			}
		}
		for a := range w.Actions {
			if !seen[a] {
				t.Errorf("%s: %s has a name and no row in the key table", w.Lang, a)
			}
		}
		for a := range w.Short {
			if !seen[a] {
				t.Errorf("%s: %s has a short name and no row in the key table", w.Lang, a)
			}
		}
	}
}

// TestEveryActionDoesSomething: each is carried out by the model, or opens a
// box; none falls through.
func TestEveryActionDoesSomething(t *testing.T) {
	t.Parallel()
	deeds := []func(*model, Action) (tea.Cmd, bool){
		(*model).suggest, (*model).annotate, (*model).care, (*model).sources, (*model).move, (*model).goTo, (*model).read, (*model).act, (*model).filter, (*model).program,
	}
	boxes := []Action{actCorrect, actFilterTheme, actFilterSource, actFilterLanguage, actLinks, actLog, actImport,
		actEmptyTrash, actPalette, actHelp, actLanguage, actVersions}
	for _, b := range bindings {
		bench := at(t, setup{w: 120, h: 40})
		done := false
		for _, deed := range deeds {
			if _, ok := deed(bench.m, b.action); ok {
				done = true
				break
			}
		}
		if !done && !slices.Contains(boxes, b.action) {
			t.Errorf("nothing does %s", b.action)
		}
	}
	for _, a := range boxes {
		bench := at(t, setup{w: 120, h: 40})
		bench.m.facts.counts.Trashed = 3
		bench.keys("j") // an article with links
		_ = bench.m.openOverlay(a)
		if bench.m.top() == nil && bench.m.toast.text == "" {
			t.Errorf("%s opens nothing", a)
		}
	}
}

// TestNoKeyIsOutOfReach: what needs AltGr on a French keyboard, what a terminal
// keeps for itself and what only some terminals send is never the only key.
func TestNoKeyIsOutOfReach(t *testing.T) {
	for _, b := range bindings {
		reachable := len(b.keys) == 0
		for _, key := range b.keys {
			if _, err := normalKey(key); err != nil {
				t.Errorf("%s: %v", b.action, err)
			}
			hard := strings.ContainsAny(key, "[]{}@#|\\~^`") || strings.Contains(key, "alt+") || strings.Contains(key, "shift+space")
			reachable = reachable || !hard
		}
		if !reachable {
			t.Errorf("%s has only the keys %q", b.action, b.keys)
		}
	}
}

func TestCheckKeys(t *testing.T) {
	for _, c := range []struct {
		name string
		keys map[string][]string
		want []string // in the error; none: no error
	}{
		{"moved", map[string][]string{"next-unread": {"ctrl+n"}, "star": {"n"}}, nil},
		{"none", map[string][]string{"star": {}}, nil},
		{"sequence", map[string][]string{"star": {"g *", "zz"}, "zoom": {"Z"}}, nil},
		{"unknown", map[string][]string{"next-unraed": {"n"}}, []string{"next-unraed", `"next-unread"`}},
		{"two actions", map[string][]string{"star": {"m"}}, []string{`"m"`, "toggle-read", "star", "list"}},
		{"prefix", map[string][]string{"star": {"g"}}, []string{`"g"`, "star", "begins"}},
		{"unknown key", map[string][]string{"star": {"entre"}}, []string{`"entre"`, "enter"}},
		{"taken by terminals", map[string][]string{"star": {"ctrl+s"}}, []string{"ctrl+s"}},
		{"three", map[string][]string{"star": {"a b c"}}, []string{"one key or two"}},
		{"empty", map[string][]string{"star": {""}}, []string{"one key or two"}},
		{"other panes", map[string][]string{"select": {"b"}}, nil}, // page-back is b in the reader alone
	} {
		err := CheckKeys(c.keys, "")
		if (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q lacks %q", c.name, err, w)
			}
		}
		if err != nil && !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%s: %v is not feed.ErrInvalid", c.name, err)
		}
	}
	if err := CheckKeys(nil, "dvorak"); err == nil {
		t.Error("took an unknown keyboard")
	}
}

func TestKeysDo(t *testing.T) {
	text := func(s string) tea.KeyPressMsg { return tea.KeyPressMsg{Code: []rune(s)[0], Text: s} }
	qwerty, err := newKeymap(nil, "qwerty")
	if err != nil {
		t.Fatal(err)
	}
	french, err := newKeymap(nil, "azerty")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		k       keymap
		in      pane
		pending string
		key     tea.KeyPressMsg
		want    Action
		begins  string
	}{
		{"letter", qwerty, paneList, "", text("j"), actDown, ""},
		{"capital", qwerty, paneList, "", tea.KeyPressMsg{Code: 'j', ShiftedCode: 'J', Mod: tea.ModShift, Text: "J"}, actOtherDown, ""},
		{"arrow", qwerty, paneSidebar, "", tea.KeyPressMsg{Code: tea.KeyDown}, actDown, ""},
		{"space", qwerty, paneReader, "", tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, actReadOn, ""},
		{"shift space", qwerty, paneReader, "", tea.KeyPressMsg{Code: tea.KeySpace, Mod: tea.ModShift, Text: " "}, actPageBack, ""},
		{"control", qwerty, paneList, "", tea.KeyPressMsg{Code: 'd', Mod: tea.ModCtrl}, actHalfDown, ""},
		{"prefix", qwerty, paneList, "", text("g"), "", "g"},
		{"sequence", qwerty, paneList, "g", text("g"), actTop, ""},
		{"no sequence", qwerty, paneList, "g", text("z"), "", ""},
		{"Telex", qwerty, paneList, "g", text("ư"), actGoNew, ""},
		{"not here", qwerty, paneSidebar, "", text("o"), "", ""},
		{"n reads on", qwerty, paneReader, "", text("n"), actNextUnread, ""},
		{"n finds", qwerty, paneFind, "", text("n"), actNextMatch, ""},
		{"finding reads", qwerty, paneFind, "", text("b"), actPageBack, ""},
		{"digit row", french, paneList, "", text("é"), actTheme2, ""},
		{"digit", french, paneList, "", text("2"), actTheme2, ""},
		{"no digit row", qwerty, paneList, "", text("é"), "", ""},
		{"other layout", qwerty, paneList, "", tea.KeyPressMsg{Code: 'о', BaseCode: 'j', Text: "о"}, actDown, ""},
		{"other layout, shift", qwerty, paneList, "", tea.KeyPressMsg{Code: 'о', BaseCode: 'j', Mod: tea.ModShift, Text: "О"}, actOtherDown, ""},
	} {
		if a, p := c.k.action(c.in, c.pending, c.key); a != c.want || p != c.begins {
			t.Errorf("%s: does %q, begins %q; want %q, %q", c.name, a, p, c.want, c.begins)
		}
	}
}

func TestNextAfterPrefix(t *testing.T) {
	k, err := newKeymap(map[string][]string{"star": {"y s"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	got := k.next(paneList, "y")
	want := []Action{actStar, actCopyURL, actCopyCitation, actCopyMarkdown, actCopyQuote, actCopyTitle, actCopyID}
	if !slices.Equal(got, want) {
		t.Errorf("after y: %v, want %v", got, want)
	}
	if got := k.next(paneSidebar, "y"); got != nil {
		t.Errorf("after y in the sidebar: %v", got)
	}
}

func TestKeyTable(t *testing.T) {
	for _, lang := range Languages {
		for _, markdown := range []bool{true, false} {
			s := KeyTable(lang, markdown)
			for _, b := range bindings {
				if !strings.Contains(s, string(b.action)) || !strings.Contains(s, wordsFor(lang).Actions[b.action]) {
					t.Errorf("%s, markdown=%v: no row for %s", lang, markdown, b.action)
				}
			}
			for i, l := range strings.Split(strings.TrimSuffix(s, "\n"), "\n") {
				if markdown && strings.Count(strings.ReplaceAll(l, `\|`, ""), "|") != 5 {
					t.Errorf("%s: row %d has not four columns: %s", lang, i, l)
				}
			}
		}
	}
	s, err := KeyTableOf("en", true, map[string][]string{"star": {"|"}, "sidebar": {"`"}}, "azerty")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"`\\|`", "`` ` ``", "`é`"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %s in\n%s", want, s)
		}
	}
}
