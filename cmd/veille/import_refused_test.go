package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"veille/feed"
	"veille/store"
)

// TestRefusedNamed holds that an article that the library refuses is told once, under
// the name of its file.
func TestRefusedNamed(t *testing.T) {
	long := strings.Repeat("Long title ", 20)
	head := func(n byte, title string) made {
		return made{name: fmt.Sprintf("p%d.html", n), in: feed.Incoming{Article: feed.Article{Head: feed.Head{ID: feed.ID{n}, Title: title}}}}
	}
	var out, said bytes.Buffer
	a := testApp()
	a.json, a.err = true, &said
	a.out = &printer{w: bufio.NewWriter(&out)}
	im := importer{app: a, progress: func(int) {}, underWay: []made{head(1, "One"), head(2, long), head(3, "Three"), head(4, "Four")}}
	im.added(store.Added{New: 1, Known: 1, IDs: []feed.ID{{1}}, Refused: []error{
		fmt.Errorf("keep article %q: %w", long[:60], feed.ErrInvalid), errors.New("keep article \"Four\": too many links"),
	}})
	if err := a.out.flush(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for l := range strings.Lines(out.String()) {
		for _, s := range []string{"added", "known", "failed"} {
			for _, f := range []string{"p1.html", "p2.html", "p3.html", "p4.html"} {
				if strings.Contains(l, `"status":"`+s+`"`) && strings.Contains(l, `"file":"`+f) {
					got = append(got, f+" "+s)
				}
			}
		}
	}
	const want = "p1.html added, p2.html failed, p3.html known, p4.html failed"
	if strings.Join(got, ", ") != want || strings.Count(out.String(), "\n") != 4 {
		t.Errorf("told %q, want %q\n%s", got, want, out.String())
	}
	if im.tally != (tally{added: 1, known: 1, failed: 2}) || strings.Count(said.String(), "\n") != 2 {
		t.Errorf("%+v\n%s", im.tally, said.String())
	}
}
