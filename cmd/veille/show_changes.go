package main

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/diff"
	"veille/store"
)

// versionObject is a state of an article as show --changes --json prints it: the
// one that it has now, then the earlier ones, the newest first.
type versionObject struct {
	Until  string          `json:"until"` // when its source changed it; "" now
	Record json.RawMessage `json:"record"`
}

// showChanges prints what the source of each article has changed in it since it
// came.
func (a *app) showChanges(ctx context.Context, s *store.Store, d *sound, in iter.Seq2[feed.Article, error], f showFlags) (n int, err error) {
	r, err := newRecorder(ctx, s, false)
	if err != nil {
		return 0, err
	}
	width := textWidth(a, f.width)
	for art, err := range in {
		if err != nil {
			return n, err
		}
		older, err := s.Versions(ctx, art.ID)
		if errors.Is(err, feed.ErrDamaged) {
			d.tell("versions left out", err) //nolint:errcheck // nothing is replaced
			continue
		}
		if err != nil {
			return n, err
		}
		if a.json {
			err = a.versionObjects(r, &art, older)
		} else {
			if n > 0 {
				a.out.printf("\n")
			}
			a.out.printf("%s", changesOf(&art, older, width))
		}
		n++
		if err == nil {
			err = a.out.flush()
		}
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (a *app) versionObjects(r *recorder, now *feed.Article, older []feed.Version) error {
	for _, v := range append([]feed.Version{{Article: *now}}, older...) {
		rec, err := r.record(v.Article)
		if err != nil {
			return err
		}
		line, err := rec.Line()
		if err != nil {
			return err
		}
		until := ""
		if !v.Until.IsZero() {
			until = v.Until.UTC().Format(time.RFC3339)
		}
		a.out.object(versionObject{until, line})
	}
	return nil
}

// changesOf lays out the changes of an article, the newest first: the paragraphs
// that changed, with what was taken out as [-this-] and what came in as {+this+}.
func changesOf(now *feed.Article, older []feed.Version, width int) string {
	var b strings.Builder
	line := func(s string) { b.WriteString(ansi.Wrap(s, width, "") + "\n") }
	line(now.ID.String()[:shownID] + "  " + clean(shownTitle(&now.Head)))
	if len(older) == 0 {
		line("its source has not changed it")
	}
	next := diff.Paragraphs(now)
	for i := range older {
		was := diff.Paragraphs(&older[i].Article)
		b.WriteString("\n")
		at := "at an unknown time"
		if !older[i].Until.IsZero() {
			at = local(older[i].Until)
		}
		line("changed " + at)
		some := false
		for _, p := range diff.Texts(was, next) {
			if len(p) == 1 && p[0].Op == ' ' {
				continue
			}
			some = true
			b.WriteString("\n")
			line(marked(p))
		}
		if !some {
			line("the words are the same")
		}
		next = was
	}
	return b.String()
}

// marked writes a paragraph with what changed in it.
func marked(p []diff.Run) string {
	words := make([]string, len(p))
	for i, r := range p {
		words[i] = strings.Join(r.Words, " ")
		switch r.Op {
		case '-':
			words[i] = "[-" + words[i] + "-]"
		case '+':
			words[i] = "{+" + words[i] + "+}"
		}
	}
	return strings.Join(words, " ")
}

// textWidth is how wide text is printed: as asked for, or 72 columns and no more
// than a terminal has.
func textWidth(a *app, asked int) int {
	switch {
	case asked > 0:
		return asked
	case a.out.tty:
		return min(72, termWidth(os.Stdout, 72))
	}
	return 72
}
