package main

import (
	"context"
	"errors"
	"iter"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/refresh"
	"veille/feed/text"
	"veille/store"
)

// addFlags are the flags of add.
type addFlags struct {
	ask                            askFlags
	name, folder, fullText, choose string
	starters                       []string
	page, dryRun                   bool
}

func (a *app) addCmd() *cobra.Command {
	var f addFlags
	c := &cobra.Command{
		Use:   "add ADDRESS…",
		Short: "Follow a feed or a site, or keep a page",
		Long: "Follows the feed at an address and keeps what it brings. Of a site the feed is looked for; when it has several, a terminal is asked which, and elsewhere --choose says it. " +
			"An address with a list of subscriptions (OPML) follows all in it and asks none of them yet; a list in a file is taken in by veille import. " +
			"--dry-run shows what would come and keeps nothing; --page keeps one page as an article and follows nothing.",
		Example:           "  veille add https://carnet.example/\n  veille add carnet.example/rss.xml --name 'Le Carnet' --folder Asia/Vietnam\n  veille add https://gazette.example/ --choose 2\n  veille add --page https://gazette.example/2024/06/12/summit.html",
		ValidArgsFunction: cobra.NoFileCompletions,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(f.starters) > 0 {
				return nil
			}
			return words(1, -1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.add(cmd.Context(), args, &f)
		},
	}
	s := c.Flags()
	s.StringVar(&f.name, "name", "", "the `name` of the source, in place of the feed's own")
	s.StringVar(&f.folder, "folder", "", "the `folder` it is put into, as Asia/Vietnam")
	s.Var(newChoice(&f.fullText, "", fullTexts...), "full-text", "fetch the pages of its articles: short, never or always")
	s.StringVar(&f.choose, "choose", "", "of several feeds, those with these `numbers`, as 1 or 1,3, or all")
	s.StringArrayVar(&f.starters, "starter", nil, "follow the source of this `name` of the starter list; may be repeated")
	s.BoolVar(&f.page, "page", false, "keep the page as an article; follow nothing")
	s.BoolVar(&f.dryRun, "dry-run", false, "show what would come, keep nothing")
	f.ask.declare(c)
	for name, complete := range map[string]cobra.CompletionFunc{
		"full-text": cobra.FixedCompletions(fullTexts, cobra.ShellCompDirectiveNoFileComp),
		"starter":   a.completeStarter,
		"folder":    a.completeFolder,
	} {
		if err := c.RegisterFlagCompletionFunc(name, complete); err != nil {
			panic(err)
		}
	}
	return c
}

// adding is one run of add.
type adding struct {
	app   *app
	flags *addFlags
	ask   asker
	store *store.Store // nil with --dry-run while there is no file
	keep  refresh.Keeper

	done, failed, refused int
}

func (a *app) add(ctx context.Context, addresses []string, f *addFlags) error {
	for _, name := range f.starters {
		s, err := starterNamed(name)
		if err != nil {
			return err
		}
		addresses = append(addresses, s.Source.Feed)
	}
	for i, address := range addresses {
		if _, err := os.Stat(address); err != nil { // else it is a file, whose name is not ours to change
			addresses[i] = parse.Copied(address)
		}
		if err := checkAdded(addresses[i]); err != nil {
			return err
		}
	}
	if err := f.check(len(addresses)); err != nil {
		return err
	}
	lean(leanMemory)
	ask, err := a.asker(f.ask)
	if err != nil {
		return err
	}
	ad := &adding{app: a, flags: f, ask: ask, keep: noLibrary{}}
	want := toCreate
	if f.dryRun {
		if _, err := os.Stat(a.dbPath()); isMissing(err) {
			return ad.all(ctx, addresses)
		}
		want = toRead
	}
	return a.with(ctx, want, func(s *store.Store) error {
		ad.store, ad.keep = s, s
		err := ad.all(ctx, addresses)
		if !f.dryRun {
			a.afterNews(ctx, s)
		}
		return err
	})
}

func (f *addFlags) check(n int) error {
	switch {
	case n > 1 && f.name != "":
		return usagef("--name is for one source")("add one address, or rename them later: veille source rename")
	case f.page && (f.name != "" || f.folder != "" || f.fullText != "" || f.choose != "" || len(f.starters) > 0):
		return usagef("--page keeps a page and follows nothing")("leave the other flags out")
	}
	return nil
}

// checkAdded refuses what is no address of the web before anything is asked.
func checkAdded(address string) error {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		return userInfo("the address")
	}
	if _, err := os.Stat(address); err == nil && !strings.Contains(address, "://") {
		return usagef("%s is a file", text.Line(address))("take it in with: veille import " + shellWord(address))
	}
	if address == "-" {
		return usagef("veille add needs an address")("to take in what stands on standard input: veille import -")
	}
	if _, err := parse.NewSource(address); err != nil {
		return usagef("%q cannot be followed: %s", redacted(address), err)("give an address like https://carnet.example/")
	}
	return nil
}

// all adds one address after the other. One that fails is told, the others are
// added all the same.
func (ad *adding) all(ctx context.Context, addresses []string) error {
	for _, address := range addresses {
		err := ad.one(ctx, address)
		var u *usageError
		var code exit
		switch {
		case err == nil:
			ad.done++
		case len(addresses) == 1, ctx.Err() != nil, aboutFile(err):
			return err
		case errors.As(err, &u):
			ad.failed++
			ad.app.warnf("%s: %s; %s", text.Line(address), u.what, u.hint)
		case errors.As(err, &code):
			ad.failed++
		default:
			ad.failed++
			ad.app.tell(err)
		}
	}
	switch {
	case ad.failed > 0 && ad.done == 0:
		return exit(exitFailed)
	case ad.failed+ad.refused > 0:
		return exit(exitPartly)
	}
	return nil
}

func (ad *adding) one(ctx context.Context, address string) error {
	a := ad.app
	if ad.flags.page {
		return ad.page(ctx, address)
	}
	m := a.meter()
	m.show("asking %s", hostOf(withWeb(address)))
	of, err := refresh.Look(ctx, ad.keep, ad.ask.client, address, ad.ask.options)
	m.clear()
	if err != nil {
		return ad.lookFailed(ctx, address, err)
	}
	ad.name(&of)
	switch of.Kind {
	case refresh.OfferFeed:
		return ad.feed(ctx, of)
	case refresh.OfferChoice:
		return ad.choice(ctx, address, of)
	case refresh.OfferList:
		return ad.list(ctx, address, of)
	default:
		return ad.lookFailed(ctx, address, errNoFeed)
	}
}

// withWeb is an address with a scheme, for a message.
func withWeb(address string) string {
	if strings.Contains(address, "://") {
		return address
	}
	return "https://" + address
}

// name puts on the sources of an offer what flags and settings say of them.
func (ad *adding) name(of *refresh.Offer) {
	f := ad.flags
	for i := range of.Sources {
		s := &of.Sources[i]
		ad.app.conf.Fetch.usual(s)
		if f.fullText != "" {
			s.FullText = fullTextOf(f.fullText)
		}
		if name := text.Limit(text.Line(f.name), maxRowText); name != "" && len(of.Sources) == 1 {
			s.Name, s.Named = name, true
		}
		if f.folder != "" {
			s.Folder = folderName(f.folder)
		}
	}
}

// feed follows the one feed of an address.
func (ad *adding) feed(ctx context.Context, of refresh.Offer) error {
	s := &of.Sources[0]
	if ad.flags.dryRun {
		ad.preview(of)
		return nil
	}
	if of.Known[0] {
		ad.say(addedOf("known", s))
		ad.app.sayf("%s is followed already", shownName(s))
		return nil
	}
	sources, kept, err := refresh.Accept(ctx, ad.keep, of, nil)
	if err != nil {
		return err
	}
	return ad.followed(ctx, &sources[0], kept)
}

// followed tells of a source that is followed from now on, and what it brought.
func (ad *adding) followed(ctx context.Context, s *feed.Source, kept feed.Kept) error {
	o := addedOf("followed", s)
	o.New = kept.New
	ad.say(o)
	back := "veille undo takes it back"
	if kept.New > 0 { // undo stops following, and would leave what came
		back = "to take source and articles back: veille source remove " + ad.argOf(ctx, s)
	}
	ad.app.sayf("followed: %s, %s%s; %s", shownName(s), many(kept.New, "article", "articles"), knownAlready(kept.Same), back)
	ad.app.tellRefused(s, kept)
	return ad.app.tellTrashed(ctx, ad.store, []feed.Source{*s})
}

// argOf is a source as a command line names it: by its id where another one has
// its name too.
func (ad *adding) argOf(ctx context.Context, s *feed.Source) string {
	all, err := ad.keep.Sources(ctx)
	if named, nerr := sourceNamed(followed(all), s.Name); err == nil && nerr == nil && named.ID == s.ID {
		return argOf(s)
	}
	return shortID(s)
}

// list follows all sources of a list of subscriptions.
func (ad *adding) list(ctx context.Context, address string, of refresh.Offer) error {
	for _, line := range of.Refused {
		ad.say(addedObject{Kind: "source", Status: "refused", Error: text.Line(line)})
	}
	ad.refused += len(of.Refused) + of.Missing
	if of.Cut {
		ad.refused++ // what stood behind
	}
	ad.app.tellEntries("not followed", of.Refused)
	var fresh []feed.Source
	for i := range of.Sources {
		status := "followed"
		switch {
		case of.Known[i]:
			status = "known"
		case ad.flags.dryRun:
			status = "found"
		}
		if status != "known" {
			fresh = append(fresh, of.Sources[i])
		}
		ad.say(addedOf(status, &of.Sources[i]))
		if ad.flags.dryRun && !ad.app.json {
			ad.app.out.printf("%s\t%s\t%s\n", shownName(&of.Sources[i]), text.Line(of.Sources[i].Feed), text.Line(of.Sources[i].Folder))
		}
	}
	t := listTally{len(fresh), len(of.Sources) - len(fresh), len(of.Refused), of.Missing, of.Cut}
	if ad.flags.dryRun {
		ad.app.tellList(text.Line(address), t, true)
		return nil
	}
	if _, _, err := refresh.Accept(ctx, ad.keep, of, nil); err != nil {
		return err
	}
	ad.app.tellList(text.Line(address), t, false)
	return ad.app.tellTrashed(ctx, ad.store, fresh)
}

// noLibrary stands for a file of articles that is not there yet.
type noLibrary struct{}

func (noLibrary) Sources(context.Context) ([]feed.Source, error)       { return nil, nil }
func (noLibrary) Polls(context.Context) (map[feed.ID]feed.Poll, error) { return nil, nil }
func (noLibrary) Keep(context.Context, []feed.Polled) ([]feed.Kept, error) {
	return nil, feed.ErrReadOnly
}

func (noLibrary) KeepEach(_ context.Context, parts iter.Seq[[]feed.Polled], done func([]feed.Kept, error)) {
	for range parts {
		done(nil, feed.ErrReadOnly)
		return
	}
}

func (noLibrary) Standings(_ context.Context, _ feed.ID, in []feed.Sent) ([]feed.Standing, error) {
	return make([]feed.Standing, len(in)), nil
}

func (noLibrary) Wanting(context.Context) (map[feed.ID][]feed.Wanted, error) { return nil, nil }
func (noLibrary) Article(context.Context, feed.ID) (feed.Article, error) {
	return feed.Article{}, feed.ErrNotFound
}

func (noLibrary) Follow(context.Context, []feed.Source) ([]feed.Source, feed.Change, error) {
	return nil, feed.Change{}, feed.ErrReadOnly
}
func (noLibrary) Retain(context.Context, time.Time) (int, error) { return 0, feed.ErrReadOnly }
