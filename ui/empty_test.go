package ui

import (
	"strings"
	"testing"

	"veille/feed"
)

// Where nothing matches, wider queries are offered with what they find; enter
// takes the smallest change.
func TestEmptyOffersWider(t *testing.T) {
	for _, c := range []struct {
		lang, query string
		shows       []string
		taken       string // by enter
	}{
		{"en", "tag:rail-links lang:vi", []string{"No article matches", "tag:rail-links lang:vi", "None now. 5 without lang:vi, 10 without tag:rail-links.",
			"enter leave out lang:vi", "0 all articles", "ctrl+o save as watch"}, "tag:rail-links"},
		{"fr", "rail since:1d", []string{"Aucun pour l’instant. 2 avec since:7d", "entrée élargir à since:7d", "ctrl+o enregistrer et surveiller"}, "rail since:7d"},
		{"vi", "tag:drought lang:fr is:starred", []string{"Hiện chưa có bài nào."}, ""},
	} {
		b := at(t, setup{w: 120, h: 40, o: Options{Lang: c.lang, Query: c.query}})
		screen := strings.Join(strings.Fields(strings.ReplaceAll(b.screen(), "│", " ")), " ")
		for _, want := range c.shows {
			if !strings.Contains(screen, want) {
				t.Errorf("%s: the screen lacks %q:\n%s", c.query, want, b.screen())
			}
		}
		b.keys("enter")
		if c.taken != "" && (b.m.list.text != c.taken || b.m.list.n == 0) {
			t.Errorf("%s: enter shows %q with %d articles, want %q", c.query, b.m.list.text, b.m.list.n, c.taken)
		}
		if b.m.focus != paneList {
			t.Errorf("%s: the focus is on %d", c.query, b.m.focus)
		}
	}
}

// The box does not stand in the way of typing, and what it counts is counted for
// an empty answer alone, once.
func TestEmptyIsNoObstacle(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("/").typed("rail lang:vi")
	b.shows("No article matches")
	b.lacks("enter leave out")
	b.typed(" OR rail").lacks("No article matches")
	b.keys("esc")
	n := b.lib.asked["tally"]
	b.keys("j j k G g g")
	if got := b.lib.asked["tally"]; got != n {
		t.Errorf("moving counted %d times", got-n)
	}
	b.keys("/").typed("lang:vi rail").keys("enter").shows("No article matches")
	b.keys("0").stands("1/40")
	b.lacks("No article matches")
	b.keys("/").typed("lang:vi rail").keys("enter ctrl+o").shows("Save a query")
	b.shows("[x]") // it is watched for what may come
	b.typed("Rails").keys("enter")
	if q := b.lib.queries; len(q) != 1 || q[0].Name != "Rails" || q[0].Query != "lang:vi rail" || !q[0].Watch {
		t.Errorf("kept: %+v", q)
	}
}

// An answer that is not the present one's any more offers nothing.
func TestLateOffersAreDropped(t *testing.T) {
	b := at(t, setup{w: 120, h: 40, o: Options{Query: "rail lang:vi"}})
	offer := b.m.widening.found
	if len(offer) == 0 {
		t.Fatal("nothing is offered")
	}
	b.keys("0")
	drive(t, b.m, widenedMsg{gen: b.m.list.gen - 1, found: offer})
	b.keys("/").typed("zzzzz").keys("enter enter")
	if b.m.list.text != "zzzzz" {
		t.Errorf("enter on an answer without offers shows %q", b.m.list.text)
	}
}

// The form of a saved query tells what each field comes to, and keeps nothing
// that is wrong.
func TestSaveForm(t *testing.T) {
	b := at(t, setup{w: 100, h: 40}).keys("/").typed("tag:drought lang:vi").keys("ctrl+o")
	b.shows("Save a query")
	b.shows("theme Drought, Vietnamese")
	b.keys("enter").shows("a saved query needs a name")
	b.typed("Dry spell").keys("tab tab").typed("dd").keys("enter").shows("one letter or digit only")
	b.keys("backspace enter")
	b.lacks("Save a query")
	if b.m.searching() == nil {
		t.Fatal("the search was closed with the form")
	}
	b.keys("enter")
	want := feed.SavedQuery{ID: feed.SavedID("Dry spell"), Name: "Dry spell", Query: "tag:drought lang:vi", Key: "d"}
	if q := b.lib.queries; len(q) != 1 || q[0] != want {
		t.Fatalf("kept: %+v", q)
	}
	b.keys("0 /").typed("@dry").keys("tab enter")
	b.stands("1/5")
	b.keys("ctrl+o").typed("Circle").keys("tab").typed(" OR @cìrcle").keys("enter").shows("leads back to itself")
	b.keys("backspace backspace backspace backspace backspace backspace backspace").typed("(").keys("enter").shows("( not closed")
	b.keys("esc 0 ctrl+o").typed("All").keys("enter").shows("asks for something")
	b.keys("esc / l a n g : f r ctrl+o").typed("dry-SPELL").shows("replaces the query Dry spell")
	b.keys("tab tab").typed("d").keys("enter")
	if q := b.lib.queries; len(q) != 1 || q[0].Name != "dry-SPELL" || q[0].Query != "lang:fr" || q[0].ID != want.ID {
		t.Errorf("kept: %+v", q)
	}
	b.keys("esc u")
	if q := b.lib.queries; len(q) != 1 || q[0] != want {
		t.Errorf("after an undo: %+v", q)
	}
	b.keys("/ l a n g : e n ctrl+o").typed("Other").keys("tab tab").typed("d").shows("now the key of Dry spell")
}
