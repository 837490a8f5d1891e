package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

// noteFlags are the flags of note.
type noteFlags struct{ remove, edit, more bool }

func (a *app) noteCmd() *cobra.Command {
	var f noteFlags
	c := &cobra.Command{
		Use:   "note ID [TEXT…|-]",
		Short: "Write a note on an article, or show it",
		Long: "Shows the note on an article; with a text, or - for one on standard input, writes it in the place of what stood there. " +
			"--append puts the text below that, --edit opens the note in $VISUAL or $EDITOR, --remove takes it off. " +
			"has:note finds articles with a note, note:WORD those in whose notes a word stands, and exports carry them. veille undo gives an older note back.",
		Example:           "  veille note 4kq2mxv7 to be quoted on Thursday\n  veille note 4kq2mxv7\n  veille note 4kq2mxv7 --append - < more.txt\n  veille list has:note since:7d",
		Args:              words(1, -1),
		ValidArgsFunction: a.completeID,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.note(cmd.Context(), args[0], args[1:], f)
		},
	}
	c.Flags().BoolVar(&f.remove, "remove", false, "take the note off")
	c.Flags().BoolVar(&f.edit, "edit", false, "open the note in an editor")
	c.Flags().BoolVar(&f.more, "append", false, "put the text below the note that is there")
	return c
}

// noteObject is a note as --json prints it.
type noteObject struct {
	ID    string   `json:"id"`
	Note  string   `json:"note"`
	Notes []string `json:"notes"` // an import may have brought several
}

func (a *app) note(ctx context.Context, prefix string, said []string, f noteFlags) error {
	switch {
	case f.remove && (f.edit || f.more) || f.edit && f.more:
		return usagef("--remove, --edit and --append exclude each other")("give one of them")
	case (f.remove || f.edit) && len(said) > 0:
		return usagef("veille note takes no text with --remove or --edit")("leave one of them out")
	case f.more && len(said) == 0:
		return usagef("veille note --append needs a text")("give the text, or - to read it from standard input")
	case f.edit:
		return a.noteInEditor(ctx, prefix)
	case !f.remove && len(said) == 0:
		return a.showNote(ctx, prefix)
	}
	note := strings.Join(said, " ")
	if len(said) == 1 && said[0] == "-" {
		b, err := io.ReadAll(io.LimitReader(a.in, maxNoteBytes+1))
		if err != nil {
			return fmt.Errorf("read note: %w", err)
		}
		note = string(b)
	}
	if !f.remove && strings.TrimSpace(text.Clean(note)) == "" {
		return usagef("the note is empty")("to take it off: veille note " + shellWord(prefix) + " --remove")
	}
	return a.onArticle(ctx, toWrite, prefix, func(s *store.Store, art *feed.Article) error {
		if f.more {
			note = feed.JoinNotes(append(art.Notes, strings.TrimSpace(note)))
		}
		return a.setNote(ctx, s, art.ID, note)
	})
}

// maxNoteBytes is how much of a note is read; the library keeps less.
const maxNoteBytes = 1 << 20

func (a *app) setNote(ctx context.Context, s *store.Store, id feed.ID, note string) error {
	c, err := s.SetNote(ctx, id, note)
	if errors.Is(err, feed.ErrTooLarge) {
		return &cured{err, "keep a note under 256 KiB"}
	}
	if err != nil {
		return err
	}
	return a.changed(c)
}

// onArticle lets do work on the article that the beginning of an id means.
func (a *app) onArticle(ctx context.Context, want access, prefix string, do func(*store.Store, *feed.Article) error) error {
	return a.with(ctx, want, func(s *store.Store) error {
		id, err := a.resolve(ctx, s, prefix)
		if err != nil {
			return err
		}
		art, err := s.Article(ctx, id)
		if err != nil {
			return err
		}
		return do(s, &art)
	})
}

func (a *app) showNote(ctx context.Context, prefix string) error {
	return a.onArticle(ctx, toRead, prefix, func(_ *store.Store, art *feed.Article) error {
		note := text.Clean(feed.JoinNotes(art.Notes))
		switch {
		case a.json:
			a.out.object(noteObject{art.ID.String(), note, list(art.Notes)})
		case note == "":
			a.sayf("no note on %s", articlesOf(feed.Change{Count: 1, Subject: shownTitle(&art.Head)}))
		default:
			a.out.printf("%s\n", note)
		}
		return nil
	})
}

// noteInEditor opens the note of an article in the user's editor. What was written
// is never lost: where it cannot be kept it stays in a file, which is told.
func (a *app) noteInEditor(ctx context.Context, prefix string) error {
	var id feed.ID
	var was string
	err := a.onArticle(ctx, toRead, prefix, func(_ *store.Store, art *feed.Article) error {
		id, was = art.ID, feed.JoinNotes(art.Notes)
		return nil
	})
	if err != nil {
		return err
	}
	if a.blind || !term.IsTerminal(a.in.Fd()) && cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR")) == "" {
		return usagef("there is no terminal to edit in")("give the text: veille note " + shellWord(prefix) + " TEXT")
	}
	path, err := noteDraft(was)
	if err != nil {
		return err
	}
	if err := a.runEditor(path); err != nil {
		return keptNote(err, prefix, path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if strings.TrimSpace(string(b)) == strings.TrimSpace(was) {
		os.Remove(path) //nolint:errcheck // as it was
		return a.changed(feed.Change{})
	}
	err = a.onArticle(ctx, toWrite, id.String(), func(s *store.Store, art *feed.Article) error {
		if feed.JoinNotes(art.Notes) != was {
			return errors.New("the note was changed meanwhile")
		}
		return a.setNote(ctx, s, id, string(bytes.TrimPrefix(b, []byte("\ufeff"))))
	})
	if err != nil {
		return keptNote(err, prefix, path)
	}
	os.Remove(path) //nolint:errcheck // kept
	return nil
}

// noteDraft writes a note into a file to edit, in the folder of the program's state,
// which stays when the machine is started anew.
func noteDraft(note string) (string, error) {
	if err := makeFolder(stateFolder()); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(stateFolder(), "note-*.md")
	if err != nil {
		return "", fmt.Errorf("write note: %w", err)
	}
	if note != "" {
		note += "\n"
	}
	_, err = f.WriteString(note)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(f.Name()) //nolint:errcheck // already failing
		return "", fmt.Errorf("write note: %w", err)
	}
	return f.Name(), nil
}

// keptNote tells where a note is that could not be taken.
func keptNote(err error, prefix, path string) error {
	return &cured{fmt.Errorf("%s; your text is kept in %s", explain(err).why, path), "take it with: veille note " + shellWord(prefix) + " - < " + shellWord(path)}
}
