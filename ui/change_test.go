package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// slow runs what a model asks for only when told to, so that keys can be
// pressed while a change is under way.
type slow struct {
	m    *model
	cmds []tea.Cmd
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
		if msg != nil {
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
