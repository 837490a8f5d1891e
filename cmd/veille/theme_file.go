package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// themesHead stands above the themes of an export.
const themesHead = `# Themes of veille. Take them in with: veille theme import FILE
# sure: in title or lede one is enough; strong: usually right; weak: supports others.
# not: phrases that cancel the words in them. veille help themes tells the rest.

`

func (a *app) themeExportCmd() *cobra.Command {
	var output string
	var force bool
	c := &cobra.Command{
		Use: "export [THEME…]", Short: "Write themes with their words as TOML, to share or edit them", ValidArgsFunction: a.completeTheme,
		Long:    "Writes the themes named, or all, as one file: names, place, words by language and tier, phrases that cancel them. What your tagging has taught and the articles themselves do not leave.",
		Example: "  veille theme export -o themes.toml\n  veille theme export asean health > shared.toml",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.exportThemes(cmd.Context(), args, output, force)
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "-", "the `file` to write, - for standard output")
	c.Flags().BoolVar(&force, "force", false, "replace an existing file")
	return c
}

func (a *app) exportThemes(ctx context.Context, names []string, path string, force bool) error {
	var b []byte
	n := 0
	err := a.onThemes(ctx, toRead, names, func(_ *store.Store, named, all []feed.Theme) (err error) {
		if len(names) == 0 {
			named = all
		}
		n = len(named)
		b, err = themesTOML(themesHead, named, all)
		return err
	})
	if err != nil {
		return err
	}
	return a.hand(path, b, force, many(n, "theme", "themes"))
}

// themesTOML writes some of all themes as a file.
func themesTOML(head string, some, all []feed.Theme) ([]byte, error) {
	b := bytes.NewBufferString(head)
	if len(some) == 0 {
		return b.Bytes(), nil
	}
	sorted := make([]feed.Theme, len(some))
	for i := range some {
		sorted[i] = copyTheme(&some[i])
	}
	if err := theme.WriteOf(b, sorted, all); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// maxThemes bounds a file of themes: every article is scored by all.
const maxThemes = 2000

// maxThemeFile is far above any file of themes: the words of eleven in three
// languages are a tenth of a megabyte.
const maxThemeFile = 16 << 20

const themeFileHint = "nothing of the file was used; veille help themes tells its form"

// readThemes reads and checks a file of themes, "-" for standard input.
func (a *app) readThemes(ctx context.Context, path string) ([]feed.Theme, error) {
	var in io.Reader = newInterruptible(ctx, a.in)
	name := standardInput
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close() //nolint:errcheck // only read
		in, name = f, path
	}
	b, err := io.ReadAll(io.LimitReader(in, maxThemeFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(b) > maxThemeFile:
		return nil, usagef("%s: larger than 16 MiB, which no themes are", text.Line(name))(themeFileHint)
	}
	out, err := theme.Read(bytes.TrimPrefix(b, []byte("\ufeff")))
	if err != nil {
		return nil, usagef("%s: %s", text.Line(name), themeFault(err))(themeFileHint)
	}
	if len(out) > maxThemes {
		return nil, usagef("%s: %d themes, and a file has %d at most", text.Line(name), len(out), maxThemes)(themeFileHint)
	}
	return out, nil
}

// themeFault is what is wrong with a file of themes, without the words of errors.
func themeFault(err error) string {
	s := strings.TrimPrefix(err.Error(), "read themes: ")
	s = strings.TrimSuffix(s, ": "+feed.ErrInvalid.Error())
	return text.Limit(text.Line(strings.TrimSuffix(s, " and "+feed.ErrInvalid.Error())), 300)
}

func (a *app) themeImportCmd() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use: "import FILE|-", Short: "Take themes in from a file", Args: words(1, 1),
		Long: "Takes in what veille theme export wrote. The file is read and checked as a whole before anything is changed. A theme is known by its slug: one that is not there is added, one that differs becomes as the file says, " +
			"with its word list counted up, and articles are scored anew; nothing is deleted. A digit that another theme has stays there. Each theme is told; veille undo takes all of it back as one step.",
		Example: "  veille theme import themes.toml --dry-run\n  ssh desk veille theme export | veille theme import -",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			in, err := a.readThemes(ctx, args[0])
			if err != nil {
				return err
			}
			want := toCreate
			if dryRun {
				want = toRead
			}
			return a.with(ctx, want, func(s *store.Store) error { return a.importThemes(ctx, s, in, dryRun) })
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "tell what would come, change nothing")
	return c
}

// taken is one line of theme import --json.
type taken struct {
	Kind    string `json:"kind"` // theme
	Theme   string `json:"theme"`
	Status  string `json:"status"` // new, changed or same
	Version int    `json:"version"`

	words bool // that they are others
}

func (a *app) importThemes(ctx context.Context, s *store.Store, in []feed.Theme, dryRun bool) error {
	all, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	im := themeImport{app: a, all: all, in: in, dryRun: dryRun}
	im.begin()
	for _, i := range im.order() {
		im.take(in[i])
	}
	if len(im.save) > 0 && !dryRun {
		saved, _, err := s.SaveThemes(ctx, im.save)
		if err != nil {
			return im.fault(err)
		}
		for i := range saved {
			im.told(saved[i].Slug, saved[i].Version)
		}
	}
	im.tell()
	did := "%s added, %d changed, %d as they were"
	if dryRun {
		did = "would take in: " + did
	}
	a.sayf(did, many(im.added, "theme", "themes"), im.changed, im.same)
	return nil
}

// themeImport is one run of theme import.
type themeImport struct {
	app    *app
	all    []feed.Theme // of the library, and those that the file adds
	in     []feed.Theme // of the file; identities are made of slugs
	save   []feed.Theme // what is to be made or replaced
	says   []taken      // a line for each theme of the file
	dryRun bool

	added, changed, same int
}

// begin notes what the file adds, each by an ID that none has, so that themes can name
// those after them.
func (im *themeImport) begin() {
	for i := range im.in {
		if _, ok := im.known(im.in[i].Slug); !ok {
			t := im.in[i]
			t.ID = feed.NewID("theme of a file", t.Slug)
			im.all = append(im.all, t)
		}
	}
}

// order gives the places of the file's themes, each parent before those under it.
func (im *themeImport) order() (out []int) {
	for _, t := range treeOf(im.in) {
		out = append(out, slices.IndexFunc(im.in, func(o feed.Theme) bool { return o.ID == t.ID }))
	}
	for i := range im.in { // of a ring none is first
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// idOf returns the identity here of a theme that a file names by its slug's.
func (im *themeImport) idOf(id feed.ID) feed.ID {
	for i := range im.all {
		if feed.ThemeID(im.all[i].Slug) == id {
			return im.all[i].ID
		}
	}
	return feed.ID{}
}

// known returns the theme of a slug that is there.
func (im *themeImport) known(slug string) (*feed.Theme, bool) {
	for i := range im.all {
		if im.all[i].Slug == slug {
			return &im.all[i], true
		}
	}
	return nil, false
}

// take notes what is to become of one theme.
func (im *themeImport) take(t feed.Theme) {
	a := im.app
	have, _ := im.known(t.Slug) // begin has seen to it
	isNew := have.ID == feed.NewID("theme of a file", t.Slug)
	parent := t.Parent
	t.ID, t.Parent, t.Yields = have.ID, im.idOf(t.Parent), im.yields(&t)
	if !parent.IsZero() && t.Parent.IsZero() && !im.dryRun {
		a.sayf("%s: the theme it stands under is neither here nor in the file; it stands at the top", t.Slug)
	}
	if isNew {
		im.unpin(&t, nil)
		arrangeWords(&t)
		im.added++
		im.says = append(im.says, taken{Kind: "theme", Theme: t.Slug, Status: "new", Version: t.Version})
		im.save = append(im.save, t)
		return
	}
	im.unpin(&t, have)
	arrangeWords(&t)
	if have.Short == "" && t.Short == theme.ShortCode(theme.Label(t, "en")) {
		t.Short = "" // made of the label by reading the file
	}
	was := copyTheme(have)
	if sameTheme(&was, &t) {
		im.same++
		im.says = append(im.says, taken{Kind: "theme", Theme: t.Slug, Status: "same", Version: have.Version})
		return
	}
	countVersion(have, &t)
	im.changed++
	im.says = append(im.says, taken{Kind: "theme", Theme: t.Slug, Status: "changed", Version: t.Version, words: !sameWords(&was, &t)})
	im.save = append(im.save, t)
	*have = t
}

// told notes the version that a theme was kept with.
func (im *themeImport) told(slug string, version int) {
	for i := range im.says {
		if im.says[i].Theme == slug {
			im.says[i].Version = version
		}
	}
}

// tell tells what became of each theme.
func (im *themeImport) tell() {
	for _, line := range im.says {
		switch line.Status {
		case "new":
			im.app.sayf("%s: new", line.Theme)
		case "changed":
			words := ""
			if line.words {
				words = fmt.Sprintf(", words of version %d", line.Version)
			}
			im.app.sayf("%s: changed%s", line.Theme, words)
		}
		if im.app.json {
			im.app.out.object(line)
		}
	}
}

// yields are the identities here of themes that one gives way to.
func (im *themeImport) yields(t *feed.Theme) (out []feed.ID) {
	for _, id := range t.Yields {
		if id = im.idOf(id); !id.IsZero() {
			out = append(out, id)
		}
	}
	return out
}

// unpin leaves a digit to the theme that has it, unless that one is of the file
// too, which then says which it has.
func (im *themeImport) unpin(t, have *feed.Theme) {
	if t.Pin == 0 || have != nil && have.Pin == t.Pin {
		return
	}
	for i := range im.all {
		o := &im.all[i]
		if o.Pin != t.Pin || o.Slug == t.Slug || slices.ContainsFunc(im.in, func(x feed.Theme) bool { return x.Slug == o.Slug }) {
			continue
		}
		im.app.sayf("%s: the digit %d stays with %s", t.Slug, t.Pin, o.Slug)
		t.Pin = 0
		if have != nil {
			t.Pin = have.Pin
		}
		return
	}
}

// fault tells what the library refuses; nothing is changed then.
func (im *themeImport) fault(err error) error {
	if errors.Is(err, feed.ErrNotFound) {
		return &cured{errors.New("a theme was deleted meanwhile"), "take the file in once more"}
	}
	return usagef("the themes of the file cannot be taken in: %v", err)("veille help themes")
}
