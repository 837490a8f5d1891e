package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// While an answer takes long, what is asked for is named and the rows of before
// are marked; a quick one is never announced.
func TestASlowAnswerIsAnnounced(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(b *bench, s *slow)
	}{
		{"view", func(_ *bench, s *slow) { s.press("g", "u") }},
		{"typed", func(_ *bench, s *slow) { s.press("/", "r", "a", "i", "l") }},
		{"kept", func(_ *bench, s *slow) { s.press("/", "r", "a", "i", "l", "enter") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := at(t, setup{w: 120, h: 40})
			s := &slow{m: b.m}
			c.do(b, s)
			b.lacks(b.m.words.Searching)
			b.ring()
			b.shows(b.m.words.Searching)
			b.lacks("1/40")
			s.settle()
			b.ring()
			b.lacks(b.m.words.Searching)
		})
	}
}

// What is being written out is not asked for; Enter takes it as it stands.
func TestUnfinishedWordsAreNotRun(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("/").typed("rail ")
	n := b.m.list.n
	for _, word := range []string{"since:", "tag:", "sour", "-lan", "-is:", "tag:dr", "thème:=pub", "is:un", "-source:ga", `source:"Agence Ex`, "has:li", "sort:wo"} {
		asked := b.lib.asked["find"]
		b.typed(word)
		if b.m.list.n != n || strings.HasSuffix(word, ":") && b.lib.asked["find"] > asked+1 {
			t.Errorf("%q was run: %d articles, had %d", word, b.m.list.n, n)
		}
		b.lacks("↑ ") // nor told to be wrong
		for range word {
			b.keys("backspace")
		}
	}
	b.typed("x sour").keys("enter")
	if !strings.HasSuffix(b.m.list.text, "x sour") {
		t.Errorf("Enter kept %q", b.m.list.text)
	}
}

func TestUnknownThemesAreTold(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("/").typed("tag:drougt")
	b.shows("no theme drougt, did you mean drought?")
	b.keys("esc /").typed("rail -tag:zzzzz")
	b.shows("no theme zzzzz")
	b.keys("esc /").typed("tag:drought OR -tag:*")
	b.lacks("did you mean")
	// Kept, it is told where nothing is found and where something is.
	b.keys("esc /").typed("tag:drougt").keys("enter")
	b.shows("no theme drougt, did you mean drought?")
	b.keys("0 /").typed("rail -tag:drougt").keys("enter")
	b.shows("no theme drougt")
	if b.m.list.n == 0 {
		t.Error("nothing is found")
	}
}

// Quick keys are as many steps as slow ones.
func TestUnreadStepsAreCounted(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("n n n")
	want := b.m.position()
	b = at(t, setup{w: 120, h: 40})
	s := &slow{m: b.m}
	s.press("n", "n", "n")
	s.settle()
	b.stands(want)
	s.press("n", "p")
	s.settle()
	b.stands(want)
}

// Space does not: no article is passed over whose text was not shown.
func TestQuickSpacesAreOneStep(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("enter")
	if !b.m.reader.atEnd() {
		t.Fatal("the article does not fit")
	}
	s := &slow{m: b.m}
	s.press("space", "space", "space")
	s.settle()
	b.stands("2/40")
}

// A view asked for is not given up when a change has the rows read anew.
func TestAChangeKeepsTheViewAskedFor(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	s := &slow{m: b.m}
	s.press("g", "u", "D")
	s.settle()
	if b.m.list.text != viewUnread {
		t.Errorf("the list shows %q", b.m.list.text)
	}
}

// The window is named after the view.
func TestWindowTitle(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, o: Options{Lang: "fr"}}).keys("g u")
	if got := b.m.View().WindowTitle; got != "Non lus – veille" {
		t.Errorf("title %q", got)
	}
	drive(b, b.m, tea.WindowSizeMsg{Width: 160, Height: 40})
	b.lacks("is:unread")
}

// Enter keeps no line that cannot be read as meant: the view would bear a name
// that it does not answer to. A field that there is not is text, and told.
func TestAFaultIsNotKept(t *testing.T) {
	for _, c := range []struct{ typed, says, kept string }{
		{"(rail", "( not closed", ""},
		{"(rail since:32/13", "32/13 is not a date", ""},
		{"rail since:", "no value after since:", ""},
		{"rail OR", "missing beside OR", ""},
		{"rail colour:red", "there is no field colour:", "rail colour:red"},
		{"rail lang:fr", "", "rail lang:fr"},
	} {
		b := at(t, setup{w: 100, h: 30}).keys("/").typed(c.typed).keys("enter")
		b.shows(c.says)
		if c.kept != "" && b.m.list.text != c.kept || c.kept == "" && b.m.list.text == c.typed || (b.m.searching() == nil) != (c.kept != "") {
			t.Errorf("%q: the view is %q, the line is open: %v", c.typed, b.m.list.text, b.m.searching() != nil)
		}
		b = at(t, setup{w: 100, h: 30, o: Options{Query: c.typed}}) // from the command line, and from the palette
		b.shows(c.says)
		name := c.kept
		if name == "" {
			name = "rail"
		}
		if b.m.list.text != name {
			t.Errorf("%q opens the view %q", c.typed, b.m.list.text)
		}
		b.keys("0 :").typed(c.typed)
		b.keys("enter").shows(c.says)
		if b.m.list.text != name {
			t.Errorf("%q is run as %q", c.typed, b.m.list.text)
		}
	}
	// What was wrong is told anew when the word before the cursor may go on.
	b := at(t, setup{w: 100, h: 30}).keys("/").typed("rail since:").keys("enter").typed("7d").keys("enter")
	if b.m.list.text != "rail since:7d" || b.m.searching() != nil {
		t.Errorf("mended, the view is %q", b.m.list.text)
	}
}
