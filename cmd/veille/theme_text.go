package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// textHead stands above a theme that is edited as a file.
const textHead = `# The theme %s. Save and leave to change it; leave it as it is to change nothing.
# A word is sure (one in title or lede is enough), strong (usually right) or weak
# (supports others); * at its end stands for any ending. not: phrases that cancel
# the words in them. A line that begins with # does not count.

`

// themeInEditor opens a theme as a file in the user's editor and saves what comes
// of it.
func (a *app) themeInEditor(ctx context.Context, name string) error {
	var have feed.Theme
	var b []byte
	err := a.onThemes(ctx, toRead, []string{name}, func(_ *store.Store, named, all []feed.Theme) (err error) {
		have = named[0]
		b, err = themesTOML(fmt.Sprintf(textHead, have.Slug), named, all)
		return err
	})
	if err != nil {
		return err
	}
	asks := !a.blind && term.IsTerminal(a.in.Fd())
	if a.blind || !asks && os.Getenv("VISUAL") == "" && os.Getenv("EDITOR") == "" {
		return usagef("there is no terminal to edit in")("use the flags of veille theme edit, or: veille theme export " + have.Slug + " -o FILE, and --from FILE")
	}
	path, err := themeDraft(b)
	if err != nil {
		return err
	}
	for {
		failed := a.runEditor(path)
		now, err := os.ReadFile(path)
		switch {
		case err != nil:
			return err
		case bytes.Equal(now, b):
			os.Remove(path) //nolint:errcheck // as it was
			if failed != nil {
				return &cured{fmt.Errorf("the editor failed: %s", explain(failed).why), "set EDITOR to one that is installed"}
			}
			return a.changed(feed.Change{})
		case failed != nil: // it was written all the same
			return keptText(failed, &have, path)
		}
		if err = a.takeText(ctx, &have, path); err == nil {
			os.Remove(path) //nolint:errcheck // saved
			return nil
		}
		if !asks || ctx.Err() != nil || !a.asksAgain(err) {
			return keptText(err, &have, path)
		}
	}
}

// asksAgain tells what is wrong with a text and asks whether to edit it again. No
// answer is no; an empty line is yes.
func (a *app) asksAgain(wrong error) bool {
	a.warnf("%s", explain(wrong).why)
	a.warnf("edit it again? [Y/n]")
	line, err := bufio.NewReader(a.in).ReadString('\n')
	return err == nil && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(line)), "n")
}

// keptText tells where the text of a theme is that could not be taken.
func keptText(err error, have *feed.Theme, path string) error {
	return &cured{fmt.Errorf("%s; your text is kept in %s", explain(err).why, path), "mend it and: veille theme edit " + have.Slug + " --from " + shellWord(path)}
}

// themeDraft writes the text to edit into a file of its own, in the folder of the
// program's state, which stays when the machine is started anew.
func themeDraft(b []byte) (string, error) {
	if err := makeFolder(stateFolder()); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(stateFolder(), "theme-*.toml")
	if err != nil {
		return "", fmt.Errorf("write theme: %w", err)
	}
	_, err = f.Write(b)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		os.Remove(f.Name()) //nolint:errcheck // already failing
		return "", fmt.Errorf("write theme: %w", err)
	}
	return f.Name(), nil
}

// themeFrom makes a theme as a file says.
func (a *app) themeFrom(ctx context.Context, name, path string) error {
	var have feed.Theme
	err := a.onThemes(ctx, toRead, []string{name}, func(_ *store.Store, named, _ []feed.Theme) error {
		have = named[0]
		return nil
	})
	if err != nil {
		return err
	}
	return a.takeText(ctx, &have, path)
}

// takeText makes a theme as the one in a file is; have is as it was shown. A theme
// that was changed meanwhile is left: who edits cannot know of that.
func (a *app) takeText(ctx context.Context, have *feed.Theme, path string) error {
	in, err := a.readThemes(ctx, path)
	if err != nil {
		return err
	}
	if len(in) != 1 {
		return usagef("%s: %s in it, and one is edited", text.Line(path), many(len(in), "theme is", "themes are"))("to take in several: veille theme import FILE")
	}
	t := in[0]
	return a.with(ctx, toWrite, func(s *store.Store) error {
		all, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		im := themeImport{app: a, all: all}
		now, ok := im.known(have.Slug)
		if was := copyTheme(have); !ok || now.ID != have.ID || !sameAsNow(&was, now) {
			return usagef("the theme %s was changed meanwhile", have.Slug)("look at it with: veille theme show " + have.Slug)
		}
		if other, taken := theme.Find(all, t.Slug); taken && other.Slug == t.Slug && other.ID != have.ID {
			return usagef("there is a theme %s already", t.Slug)("choose another slug")
		}
		t.ID, t.Yields = have.ID, im.yields(&t)
		if have.Short == "" && t.Short == theme.ShortCode(theme.Label(t, "en")) {
			t.Short = "" // made of the label by reading the file
		}
		if parent := im.idOf(t.Parent); !parent.IsZero() || t.Parent.IsZero() {
			t.Parent = parent
		} else {
			return usagef("%s: there is no theme that %s could stand under", text.Line(path), t.Slug)("veille theme list")
		}
		slug := t.Slug
		t.Slug = have.Slug
		return a.saveTheme(ctx, s, have, withSlug(t, slug, a.lang()))
	})
}

func sameAsNow(was, now *feed.Theme) bool {
	other := copyTheme(now)
	return sameTheme(was, &other)
}
