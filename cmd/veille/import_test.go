package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"veille/feed"
	"veille/store"
)

// TestLines holds that a line which cannot be read costs itself alone.
func TestLines(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	for _, c := range []struct {
		name, in, want string
	}{
		{"plain", "a\nb\n", "1:a 2:b"},
		{"no newline at the end", "a\r\nb", "1:a 2:b"},
		{"byte order mark and blank lines", "\ufeffa\n\n  \nb\n", "1:a 4:b"},
		{"empty", "\n \n", "0:empty"},
		{"as long as may be", long[1:] + "\nb\n", "1:… 2:b"},
		{"too long", "a\n" + long + "x\nb\n", "1:a 2:long 3:b"},
		{"too long at the end", "a\n" + long + "x", "1:a 2:long"},
	} {
		var got []string
		lines("f", strings.NewReader(c.in), func(p piece) bool {
			s := string(p.bytes)
			switch {
			case errors.Is(p.err, errLongLine):
				s = "long"
			case errors.Is(p.err, errEmpty):
				s = "empty"
			case p.err != nil:
				t.Errorf("%s: %v", c.name, p.err)
			case len(s) > 10:
				s = "…"
			}
			got = append(got, string(rune('0'+p.line))+":"+s)
			return true
		})
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// TestRefused holds that an article which the library refuses is told and
// counted.
func TestRefused(t *testing.T) {
	var told bytes.Buffer
	a := testApp()
	a.err = &told
	im := importer{app: a, progress: func(int) {}}
	im.added(store.Added{New: 2, Refused: []error{fmt.Errorf("keep article “X”: %w", feed.ErrTooLarge)}})
	if im.tally.failed != 1 || im.tally.added != 2 || !errors.Is(im.tally.code(), exit(exitPartly)) {
		t.Errorf("%+v", im.tally)
	}
	if s := told.String(); strings.Count(s, "\n") != 1 || !strings.Contains(s, "“X”") {
		t.Errorf("told %q", s)
	}
}
