package ui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// slow runs what a model asks for only when told to, so that keys can be
// pressed while a change is under way.
type slow struct {
	m    *model
	cmds []tea.Cmd
	held func(tea.Msg) bool // answers that do not come
}

func (s *slow) press(keys ...string) {
	for _, k := range keys {
		_, cmd := s.m.Update(keyPress(k))
		s.cmds = append(s.cmds, cmd)
	}
}

// settle runs the newest command first until there is none: the worst order.
func (s *slow) settle() {
	for len(s.cmds) > 0 {
		cmd := s.cmds[len(s.cmds)-1]
		s.cmds = s.cmds[:len(s.cmds)-1]
		if cmd == nil {
			continue
		}
		msg := cmd()
		if cmds, ok := commands(msg); ok {
			s.cmds = append(s.cmds, cmds...)
			continue
		}
		if msg != nil && (s.held == nil || !s.held(msg)) {
			_, cmd := s.m.Update(msg)
			s.cmds = append(s.cmds, cmd)
		}
	}
}

// Changes are done in the order of the keys, however late their answers come.
func TestChangesKeepTheirOrder(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	s := &slow{m: b.m}
	s.press("2", "u", "s", "s", "4", "j", "s", "u")
	s.settle()
	if got := b.lib.slugs(b.article(first).Themes); len(got) != 2 || got[1] != "rail-links" {
		t.Errorf("themes: %q, want the one it had and the one put on last", got)
	}
	if b.article(first).Starred {
		t.Error("two stars did not cancel each other")
	}
	if b.article(second).Starred {
		t.Error("the undo did not take the last star back")
	}
}

// A program that is left while changes wait does them first.
func TestLeavingWaitsForChanges(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	s := &slow{m: b.m}
	s.press("s", "j", "s", "Q")
	if !b.m.works.leaving || b.m.works.left {
		t.Fatal("the program ends before its changes are done")
	}
	s.settle()
	if !b.m.works.left || !b.article(first).Starred || !b.article(second).Starred {
		t.Error("the changes are not done, or the program does not end after them")
	}
}

// A program that is ended from outside does what was asked for before.
func TestEndedWithChangesWaiting(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	s := &slow{m: b.m}
	s.press("s", "j", "s", "3")
	if err := b.m.keepAll(); err != nil {
		t.Fatal(err)
	}
	if !b.article(first).Starred || !b.article(second).Starred || len(b.article(second).Themes) != 3 {
		t.Error("changes were lost")
	}
}

func TestReadingIsNoStepOfUndo(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	b.keys("2 enter").ring()
	if !b.article(first).Read {
		t.Fatal("the article is not read")
	}
	b.keys("u")
	if len(b.article(first).Themes) != 1 || !b.article(first).Read {
		t.Error("u after reading did not take the tagging back alone")
	}
}

// However many keys come before the first article is there, one is asked for at
// a time, and the last one wanted is shown.
func TestOneArticleAtATime(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	s := &slow{m: b.m}
	asked := b.lib.asked["article"]
	s.press("j", "j", "j", "j", "j")
	s.settle()
	if n := b.lib.asked["article"] - asked; n > 2 {
		t.Errorf("%d articles were read for five keys at once", n)
	}
	if h, _ := b.m.current(); b.m.reader.shown != h.ID {
		t.Error("the last article is not shown")
	}
}

// A state is turned over by what all of the selection has, though none of its
// rows is in sight.
func TestTogglesRowsOutOfSight(t *testing.T) {
	b := at(t, setup{w: 60, h: 9})
	b.keys("0 x x G") // the view is read anew, with the rows that fit
	for _, h := range b.m.list.win {
		if b.m.list.pick.has[h.ID] {
			t.Fatal("a selected row is still there")
		}
	}
	b.keys("s")
	if !b.article(first).Starred || !b.article(second).Starred {
		t.Error("the selection was not starred")
	}
	if b.keys("s"); b.article(first).Starred || b.article(second).Starred {
		t.Error("the stars did not go again")
	}
}

// What fails is seen: the program stays, and an undo that waits behind it does
// not take back what was done before.
func TestAFailedChangeIsSeen(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("s")
	s := &slow{m: b.m}
	b.lib.fail = feed.ErrBusy
	s.press("2", "u", "Q")
	s.settle()
	if b.m.works.left {
		t.Error("the program ended though a change was not done")
	}
	b.shows(b.m.words.ErrBusy[:20])
	b.lib.fail = nil
	if !b.article(first).Starred {
		t.Error("the undo of what failed took the star back")
	}
	s.press("Q")
	s.settle()
	if !b.m.works.left {
		t.Error("the program does not end")
	}
}

// The trash is emptied after what was asked for before.
func TestEmptyingWaitsItsTurn(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("D")
	s := &slow{m: b.m}
	s.press("u")
	s.cmds = append(s.cmds, b.m.emptyTrash())
	s.settle()
	if b.article(first).Trashed {
		t.Error("the article is in the trash")
	}
}

// Space held down does not mark articles read whose text was not shown.
func TestSpacePassesOverNothingUnseen(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("enter space")
	if !b.article(first).Read {
		t.Fatal("the article that was shown whole is not read")
	}
	late := func(msg tea.Msg) bool { _, is := msg.(renderedMsg); return is }
	for range 4 {
		s := &slow{m: b.m, held: late}
		s.press("space")
		s.settle()
	}
	if read := b.lib.asked["seen"]; read != 2 {
		t.Errorf("%d articles were marked read, of which two were shown", read)
	}
	b.stands("3/40")
}

// A later session is never overwritten by one before it.
func TestSessionsAreKeptInOrder(t *testing.T) {
	var kept []string
	k := saver{save: func(s Session) error { kept = append(kept, s.Query); return nil }}
	early, late := k.next(Session{Query: "early"}), k.next(Session{Query: "late"})
	if late() != nil || early() != nil || !slices.Equal(kept, []string{"late"}) {
		t.Errorf("kept %q", kept)
	}
}

// An article that cannot be read is asked for once, the rows too, and all come
// when the file can be read again.
func TestRowsComeAgain(t *testing.T) {
	b := at(t, setup{w: 60, h: 9}).keys("0")
	b.lib.fail = feed.ErrBusy
	b.keys("G")
	if _, ok := b.m.current(); ok {
		t.Fatal("the row was there before it was read")
	}
	asked := b.lib.asked["heads"]
	b.ring()
	if b.m.list.n != 40 || b.lib.asked["heads"] != asked {
		t.Errorf("%d rows, asked %d times more", b.m.list.n, b.lib.asked["heads"]-asked)
	}
	b.lib.fail = nil
	b.changed()
	if _, ok := b.m.current(); !ok {
		t.Error("the row is not there")
	}
}
