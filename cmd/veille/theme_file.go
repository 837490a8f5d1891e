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

// maxThemes bounds a file of themes: each is a change of its own, and every article
// is scored by all.
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
			"with its word list counted up, and articles are scored anew; nothing is deleted. A digit that another theme has stays there. Each theme is told, and is a step that veille undo takes back.",
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
}

func (a *app) importThemes(ctx context.Context, s *store.Store, in []feed.Theme, dryRun bool) error {
	all, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	im := themeImport{app: a, store: s, all: all, in: in, dryRun: dryRun}
	for _, i := range im.order() {
		if err := im.take(ctx, im.in[i]); err != nil {
			return err
		}
	}
	// What one theme says of another may only be kept when the other is there.
	for i := range in {
		if err := im.link(ctx, &in[i]); err != nil {
			return err
		}
	}
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
	store  *store.Store
	all    []feed.Theme // of the library, as they are by now
	in     []feed.Theme // of the file; identities are made of slugs
	dryRun bool

	added, changed, same int
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

// take adds or changes one theme.
func (im *themeImport) take(ctx context.Context, t feed.Theme) error {
	a := im.app
	have, ok := im.known(t.Slug)
	parent := t.Parent
	t.Parent, t.Yields = im.idOf(t.Parent), im.yields(&t)
	if !parent.IsZero() && t.Parent.IsZero() && !im.dryRun {
		a.sayf("%s: the theme it stands under is neither here nor in the file; it stands at the top", t.Slug)
	}
	im.unpin(&t, have)
	arrangeWords(&t)
	if !ok {
		return im.add(ctx, t)
	}
	t.ID = have.ID
	if have.Short == "" && t.Short == theme.ShortCode(theme.Label(t, "en")) {
		t.Short = "" // made of the label by reading the file
	}
	was := copyTheme(have)
	if sameTheme(&was, &t) {
		im.same++
		im.say("same", have)
		return nil
	}
	countVersion(have, &t)
	if !im.dryRun {
		if _, err := im.store.EditTheme(ctx, t); err != nil {
			return im.fault(err, t.Slug)
		}
	}
	im.changed++
	words := ""
	if !sameWords(&was, &t) {
		words = fmt.Sprintf(", words of version %d", t.Version)
	}
	a.sayf("%s: changed%s", t.Slug, words)
	im.say("changed", &t)
	*have = t
	return nil
}

func (im *themeImport) add(ctx context.Context, t feed.Theme) error {
	if !im.dryRun {
		made, _, err := im.store.AddTheme(ctx, t)
		if err != nil {
			return im.fault(err, t.Slug)
		}
		t = made
	}
	im.all = append(im.all, t)
	im.added++
	im.app.sayf("%s: new", t.Slug)
	im.say("new", &t)
	return nil
}

// link gives a theme of the file what it says of others that came after it.
func (im *themeImport) link(ctx context.Context, t *feed.Theme) error {
	have, ok := im.known(t.Slug)
	if !ok || im.dryRun {
		return nil
	}
	parent, yields := im.idOf(t.Parent), im.yields(t)
	if slices.Equal(yields, have.Yields) && parent == have.Parent {
		return nil
	}
	linked := copyTheme(have)
	linked.Yields, linked.Parent = yields, parent
	if _, err := im.store.EditTheme(ctx, linked); err != nil {
		return im.fault(err, t.Slug)
	}
	*have = linked
	return nil
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

func (im *themeImport) say(status string, t *feed.Theme) {
	if im.app.json {
		im.app.out.object(taken{"theme", t.Slug, status, t.Version})
	}
}

// fault tells what the library refuses; what came before it is kept.
func (im *themeImport) fault(err error, slug string) error {
	if errors.Is(err, feed.ErrNotFound) {
		return &cured{fmt.Errorf("the theme %s was deleted meanwhile", slug), "take the file in once more"}
	}
	return themeError(err, slug)
}
