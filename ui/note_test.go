package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"veille/feed"
)

// TestNote writes, changes and takes off the note of an article.
func TestNote(t *testing.T) {
	t.Parallel()
	lib := newsroom()
	b := at(t, setup{w: 100, h: 30, lib: lib})
	h, _ := b.m.current()
	note := func() string { return feed.JoinNotes(lib.arts[h.ID].Notes) }
	b.keys("c").shows("Note of this article")
	b.typed("à vérifier").keys("alt+enter").typed("avant midi").keys("enter")
	if got := note(); got != "à vérifier\navant midi" {
		t.Fatalf("kept %q", got)
	}
	b.lacks("Note of this article")
	b.shows("Note kept")
	b.keys("tab G").shows("avant midi")

	b.keys("c").typed(" non").keys("esc").shows("Leave without")
	b.keys("esc").shows("avant midi non")
	b.keys("esc y enter").lacks("Note of this article")
	if got := note(); got != "à vérifier\navant midi" {
		t.Fatalf("given up, but kept %q", got)
	}
	b.keys("u")
	if got := note(); got != "" {
		t.Fatalf("undone, but kept %q", got)
	}
}

// TestNoteStaysAsItIs: a note that was looked at alone is not written again, though
// the box shows its tabs as blanks; one that the box cannot hold is not cut off.
func TestNoteStaysAsItIs(t *testing.T) {
	t.Parallel()
	for _, was := range []string{"un\tdeux\n\ttrois", strings.Repeat("é", maxNoteText+1)} {
		lib := newsroom()
		b := at(t, setup{w: 100, h: 30, lib: lib})
		h, _ := b.m.current()
		lib.arts[h.ID].Notes = []string{was}
		b.keys("c enter")
		if got := feed.JoinNotes(lib.arts[h.ID].Notes); got != was || b.m.top() != nil {
			t.Errorf("kept %.40q of %.40q", got, was)
		}
	}
}

// TestNoteIsNotLost: one that cannot be kept stays in its box.
func TestNoteIsNotLost(t *testing.T) {
	t.Parallel()
	lib := newsroom()
	b := at(t, setup{w: 100, h: 30, lib: lib})
	b.keys("c").typed("tient")
	lib.fail = feed.ErrReadOnly
	b.keys("enter").shows("tient")
	lib.fail = nil
	b.keys("enter").lacks("Note of this article")
}

// TestEditedNote keeps what an editor left in a file, and the file where that
// cannot be kept.
func TestEditedNote(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, was, left, want string
		fails                 bool
		stays                 bool
	}{
		{"new", "", "Une ligne.\n\nUne autre.\n", "Une ligne.\n\nUne autre.", false, false},
		{"unchanged", "Déjà là", "Déjà là\n", "Déjà là", false, false},
		{"emptied", "Déjà là", "\n", "", false, false},
		{"control characters", "", "a\x1b[31mb", "ab", false, false},
		{"too long", "", strings.Repeat("x", maxNoteText+1), "", true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			lib := newsroom()
			b := at(t, setup{lib: lib})
			h, _ := b.m.current()
			if c.was != "" {
				if _, err := lib.SetNote(t.Context(), h.ID, c.was); err != nil {
					t.Fatal(err)
				}
			}
			path := filepath.Join(t.TempDir(), "note.md")
			if err := os.WriteFile(path, []byte(c.left), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := keepEdited(t.Context(), lib, &editedMsg{id: h.ID, path: path, was: c.was})
			if got := feed.JoinNotes(lib.arts[h.ID].Notes); (err != nil) != c.fails || got != c.want {
				t.Errorf("kept %q: %v", got, err)
			}
			if _, err := os.Stat(path); (err == nil) != c.stays {
				t.Errorf("file: %v", err)
			}
		})
	}
}
