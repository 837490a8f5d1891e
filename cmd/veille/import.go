package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/migrate"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// toldFlags are the flags that say of pages what they cannot say themselves.
type toldFlags struct {
	url, title, source, date string
}

func (t *toldFlags) declare(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&t.url, "url", "", "the `address` of the page or feed, when it is one")
	f.StringVar(&t.title, "title", "", "the `title` of the page, when it is one page")
	f.StringVar(&t.source, "source", "", "the `name` of the publication")
	f.StringVar(&t.date, "date", "", "the `day` of publication: 2024, 2024-06, 2024-06-12")
}

// read checks the flags against the paths given.
func (t *toldFlags) read(paths []string) (told, error) {
	out := told{url: text.Line(t.url), title: text.Line(t.title), source: text.Line(t.source)}
	var err error
	if out.date, out.precision, err = readDate(t.date); err != nil {
		return out, err
	}
	if out.url != "" {
		if err := checkAddress(out.url); err != nil {
			return out, err
		}
	}
	if t.url != "" || t.title != "" {
		info, err := os.Stat(paths[0])
		if len(paths) > 1 || isJSONL(paths[0]) || err == nil && info.IsDir() {
			return out, usagef("--url and --title are for one page")("name one file, or leave them out")
		}
	}
	return out, nil
}

func (a *app) importCmd() *cobra.Command {
	var flags toldFlags
	var tags []string
	var dryRun bool
	var as string
	c := &cobra.Command{
		Use:   "import PATH…|-",
		Short: "Take saved pages, folders, feeds, veille JSONL or lists of subscriptions in",
		Long: "Takes articles in: saved pages (.html .htm .mhtml .mht .txt .md), feeds in files (.xml .rss .atom .json), veille JSONL (.jsonl), folders of these, or any of them on standard input (-). " +
			"So are the files of other programs, known by what is in them: newsboat's cache.db, the JSON of FreshRSS and Google Reader, lists of Pocket, Pinboard, Raindrop, Instapaper and browsers, RIS and CSL-JSON of Zotero, notes of Obsidian; veille help import tells what of them comes along. " +
			"Of a list of subscriptions (OPML, or the urls of newsboat) all feeds are followed and none is asked; commands and files that such a list names are refused and told. " +
			"A file that cannot be read is told in one line; the rest is taken in all the same. What is known already is not taken in twice: tags, notes and highlights that come with it join those it has, but for those you have taken off it. " +
			"New articles are no step of veille undo, so that an import beside an open reader does not come between: veille delete takes them out again.",
		Example: "  veille import ~/Downloads/*.html\n  veille import ~/press --tag asean --source 'Le Courrier'\n  xclip -o | veille import - --title 'Summit ends' --date 2024-06-12\n  veille import subscriptions.opml --dry-run",
		Args:    words(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			told, err := flags.read(args)
			if err != nil {
				return err
			}
			told.tags = tags
			if told.as = migrate.FormNamed(as); as != "" && told.as == migrate.None {
				return usagef("there is no program %q%s", as, meant(as, migrate.Forms()))("one of " + strings.Join(migrate.Forms(), ", "))
			}
			return a.importVerb(cmd.Context(), args, told, dryRun)
		},
	}
	flags.declare(c)
	c.Flags().StringSliceVar(&tags, "tag", nil, "put the `theme` on every article; may be repeated")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "read everything, store nothing")
	c.Flags().StringVar(&as, "as", "", "the `program` that the files are of, where they do not say it themselves")
	if err := c.RegisterFlagCompletionFunc("tag", a.completeTheme); err != nil {
		panic(err)
	}
	if err := c.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(migrate.Forms(), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
	return c
}

// tally is what came of an import.
type tally struct {
	added, known, failed int
	noted, tagged, left  int  // of the known ones: see store.Added
	fault                bool // one of the failures was a fault of ours

	followed, knownSources, refused int // of lists of subscriptions
}

func (t tally) code() error {
	done := t.added + t.known + t.followed + t.knownSources
	switch {
	case t.failed+t.refused == 0:
		return nil
	case t.fault && done == 0:
		return exit(exitFault)
	case done == 0:
		return exit(exitFailed)
	}
	return exit(exitPartly)
}

// outcome is one line of import --json.
type outcome struct {
	Kind   string `json:"kind"`
	File   string `json:"file"`
	Status string `json:"status"` // added, known, read (with --dry-run) or failed
	ID     string `json:"id"`
	Title  string `json:"title"`
	Error  string `json:"error"`
}

func (a *app) importVerb(ctx context.Context, paths []string, told told, dryRun bool) error {
	im := importer{app: a, told: told, progress: a.progress()}
	im.left.each = func(path, why string) {
		if a.verbose {
			a.warnf("skipped %s: %s", path, why)
		}
	}
	var t tally
	var err error
	if dryRun {
		t, err = im.dry(ctx, paths)
	} else {
		err = a.with(ctx, toCreate, func(s *store.Store) error {
			t, err = im.run(ctx, s, paths)
			im.progress(-1)
			if t.added > 0 {
				a.afterNews(ctx, s)
			}
			return err
		})
	}
	im.progress(-1)
	for _, f := range im.carried.files {
		a.sayf("%s", f)
	}
	if left := im.left.String(); left != "" {
		a.sayf("skipped %s%s", left, map[bool]string{false: " (-v names them)"}[a.verbose])
	}
	switch {
	case err != nil && t == (tally{}):
	case t.added+t.known+t.failed == 0 && t.followed+t.knownSources+t.refused > 0: // lists alone, told by themselves
	case dryRun:
		a.sayf("would import %s%s%s", many(t.added, "article", "articles"), knownAlready(t.known), failures(t.failed))
	default:
		a.sayf("imported %s%s%s", many(t.added, "article", "articles"), knownAlready(t.known), failures(t.failed))
		if len(told.tags) > 0 && t.added > 0 {
			a.sayf("veille undo does not take an import back; veille delete takes its articles to the trash")
		}
	}
	a.sayBrought(t, dryRun)
	if err != nil {
		return err
	}
	return t.code()
}

// sayBrought tells what articles that were known got, or would get.
func (a *app) sayBrought(t tally, dryRun bool) {
	got := "%s got %s that came with them; veille undo takes these off"
	if dryRun {
		got = "%s would get %s"
	}
	for _, c := range []struct {
		n    int
		what string
	}{{t.tagged, "tags"}, {t.noted, "notes or highlights"}} {
		if c.n > 0 {
			a.sayf(got, many(c.n, "known article", "known articles"), c.what)
		}
	}
	if t.left > 0 {
		a.sayf("on %s something stays off that you have taken off: tags, notes or highlights", many(t.left, "known article", "known articles"))
	}
}

func knownAlready(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d known already", n)
}

func failures(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d failed", n)
}

// importer runs one import.
type importer struct {
	app      *app
	told     told
	left     skipped
	carried  carried
	progress func(done int)
	fail     func(name string, err error) // told each failure; nil: as a verb does
	tally    tally
	underWay []made // given to the store and not heard of yet, in order: their heads
	lists    []subscriptions
}

// run takes everything under paths in.
func (im *importer) run(ctx context.Context, s *store.Store, paths []string) (tally, error) {
	themes, err := s.Themes(ctx)
	if err != nil {
		return im.tally, err
	}
	m, err := im.making(themes)
	if err != nil {
		return im.tally, err
	}
	sources, err := s.Sources(ctx)
	if err != nil {
		return im.tally, err
	}
	m.know(ctx, s, sources)
	var in iter.Seq[feed.Incoming] = func(yield func(feed.Incoming) bool) {
		for r := range im.read(ctx, paths, m) {
			if !im.isArticle(r) {
				continue
			}
			im.underWay = append(im.underWay, made{name: r.name, in: feed.Incoming{Article: feed.Article{Head: r.in.Article.Head}}})
			if !yield(r.in) {
				return
			}
		}
	}
	_, err = s.Add(ctx, in, im.added)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil && len(im.lists) > 0 {
		if sources, err = s.Sources(ctx); err == nil {
			err = im.followLists(ctx, s, followedIDs(sources))
		}
	}
	return im.tally, err
}

// isArticle reports whether an article came of a piece. A failure is told, and a list
// with nothing in it, which is none; a list of subscriptions is kept for the end.
func (im *importer) isArticle(r made) bool {
	switch {
	case errors.Is(r.err, errBareTable) && im.fail == nil:
		im.progress(-1)
		im.app.sayf("%s: %v", r.name, r.err)
	case r.err != nil && im.refused(r):
	case r.err != nil:
		im.failed(r)
	case r.list != nil:
		im.lists = append(im.lists, subscriptions{r.name, *r.list})
	case r.feed == nil:
		if r.form != migrate.None {
			im.carried.file(r.path, r.form).add(&r)
		}
		return true
	case len(r.feed.Items) == 0:
		im.failed(made{name: r.name, err: &cured{errors.New("the feed has no article in it"), "look at it with: veille inspect " + shellWord(r.name)}})
	}
	return false
}

// read makes articles of everything under paths, in its order.
func (im *importer) read(ctx context.Context, paths []string, m *making) iter.Seq[made] {
	in := func(ctx context.Context) iter.Seq[piece] {
		return pieces(ctx, paths, im.app.in, im.app.now, &im.left, im.told.as)
	}
	return ordered(ctx, in, runtime.GOMAXPROCS(0), m.make)
}

// added is told of each batch that is on disk.
func (im *importer) added(batch store.Added) {
	im.tally.added += batch.New
	im.tally.known += batch.Known
	im.brought(batch)
	im.progress(im.tally.added + im.tally.known)
	fresh := map[feed.ID]bool{}
	for _, id := range batch.IDs {
		fresh[id] = true
	}
	n := min(batch.New+batch.Known+len(batch.Refused), len(im.underWay))
	left := batch.Refused
	for _, r := range im.underWay[:n] {
		status := "known"
		if id := r.in.Article.ID; fresh[id] {
			status = "added"
			delete(fresh, id) // the same page a second time was known by then
		} else if len(left) > 0 && isAbout(left[0], r.in.Article.Title) {
			// The library's limits are its own: the words for too large a page would
			// not fit.
			im.failed(made{name: r.name, err: errors.New(left[0].Error())})
			left = left[1:]
			continue
		}
		im.say(outcome{"import", r.name, status, r.in.Article.ID.String(), r.in.Article.Title, ""})
	}
	for _, err := range left {
		im.failed(made{name: "an article", err: errors.New(err.Error())})
	}
	im.underWay = im.underWay[n:]
}

// brought counts what known articles got.
func (im *importer) brought(b store.Added) {
	im.tally.noted, im.tally.tagged, im.tally.left = im.tally.noted+b.Noted, im.tally.tagged+b.Tagged, im.tally.left+b.Left
}

// isAbout reports whether the library refused the article of a title: it
// refuses in the order of a batch and quotes the beginning of the title.
func isAbout(err error, title string) bool {
	quoted := strconv.Quote(text.Limit(title, 40))
	return strings.Contains(err.Error(), strings.TrimSuffix(quoted, `"`))
}

// making settles the themes that --tag names.
func (im *importer) making(themes []feed.Theme) (*making, error) {
	m := &making{told: im.told, now: im.app.now, themes: map[string]feed.ID{}}
	for _, t := range themes {
		m.themes[t.Slug] = t.ID
	}
	m.told.tags = nil
	for _, name := range im.told.tags {
		slug := ""
		if t, ok := theme.Find(themes, name); ok {
			slug = t.Slug
		} else if made, err := newTheme(name, im.app.lang()); err == nil {
			slug = made.Slug
			im.app.sayf("%s", newThemes(themes, []feed.Theme{made}))
		} else {
			return nil, err
		}
		m.told.tags = append(m.told.tags, slug)
	}
	return m, nil
}

func (im *importer) failed(r made) {
	im.tally.failed++
	var f *fault
	if errors.As(r.err, &f) {
		im.tally.fault = true
		f.report(im.app.now())
	}
	if im.fail != nil {
		im.fail(r.name, r.err)
		return
	}
	im.progress(-1)
	line := oneLine("cannot import", r.name, r.err)
	im.app.warnf("%s", line)
	im.say(outcome{"import", r.name, "failed", "", "", text.Line(line)})
}

func (im *importer) say(o outcome) {
	if im.app.json {
		o.File, o.Title = text.Line(o.File), text.Line(o.Title)
		im.app.out.object(o)
	}
}

// oneLine tells a failure in one line: what, which file, why, what to do.
func oneLine(what, name string, err error) string {
	c := explain(err)
	why := c.why
	if p := (*os.PathError)(nil); errors.As(err, &p) {
		why = explain(p.Err).why
	}
	line := what + " " + name + ": " + why
	if c.cure != "" {
		line += "; " + c.cure
	}
	return line
}

func baseName(path string) string { return text.Line(filepath.Base(path)) }
