package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/query"
	"veille/feed/refresh"
	"veille/feed/text"
	"veille/store"
)

// onSources finds sources and lets do change them. With follow only those that
// are followed can be named.
func (a *app) onSources(ctx context.Context, names []string, follow bool, do func(*store.Store, []feed.Source) error) error {
	return a.with(ctx, toWrite, func(s *store.Store) error {
		all, err := s.Sources(ctx)
		if err != nil {
			return err
		}
		some, err := sourcesNamed(all, names, follow)
		if err != nil {
			return err
		}
		return do(s, some)
	})
}

// editSources changes sources in one step of undo and tells so in the verb's
// words.
func (a *app) editSources(ctx context.Context, s *store.Store, some []feed.Source, e feed.SourceEdit, did string) error {
	c, err := s.EditSources(ctx, idsOf(some), e)
	switch {
	case errors.Is(err, feed.ErrExists) && e.Feed != nil:
		return addressTaken(ctx, s, *e.Feed, &some[0])
	case err != nil:
		return sourceError(err)
	}
	if err := a.changedTo(c, did); err != nil {
		return err
	}
	return a.tellSame(ctx, s, &some[0], e)
}

// addressTaken tells which source has the address that another was to have, and
// what can be done about the two.
func addressTaken(ctx context.Context, s *store.Store, address string, of *feed.Source) error {
	all, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	other, err := sourceNamed(followed(all), address)
	if err != nil { // it has been removed meanwhile, or is spelt otherwise
		return usagef("another source has the address %s", text.Line(address))("veille source list")
	}
	return usagef("%s, %s, has the address %s already", shownName(&other), shortID(&other), text.Line(other.Feed))(
		fmt.Sprintf("stop following one of the two: veille source remove %s, or: veille source remove %s", shortID(&other), shortID(of)))
}

// tellSame tells of other sources that have the name or the code that one was
// just given: it is allowed, but neither is then found by it.
func (a *app) tellSame(ctx context.Context, s *store.Store, of *feed.Source, e feed.SourceEdit) error {
	for _, given := range []struct {
		what string
		to   *string
		of   func(*feed.Source) string
	}{
		{"name", e.Name, func(s *feed.Source) string { return s.Name }},
		{"code", e.Short, func(s *feed.Source) string { return s.Short }},
	} {
		if given.to == nil || *given.to == "" {
			continue
		}
		all, err := s.Sources(ctx)
		if err != nil {
			return err
		}
		for i := range all {
			if o := &all[i]; o.ID != of.ID && query.SavedKey(given.of(o)) == query.SavedKey(*given.to) {
				a.sayf("another source has the %s %s too: %s; this one is %s", given.what, text.Line(*given.to), shortID(o), shortID(of))
			}
		}
	}
	return nil
}

// sourceError gives words to what the store refuses about sources.
func sourceError(err error) error {
	switch {
	case errors.Is(err, feed.ErrExists):
		return usagef("another source has that address already")("veille source list")
	case errors.Is(err, feed.ErrInvalid):
		return usagef("the source cannot be changed so: %s", strings.TrimSuffix(err.Error(), ": "+feed.ErrInvalid.Error()))("veille help sources")
	}
	return err
}

func (a *app) sourceRenameCmd() *cobra.Command {
	return &cobra.Command{
		Use: "rename SOURCE NAME", Short: "Give a source another name, which its feed does not replace", Args: words(2, 2), ValidArgsFunction: a.completeOneSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			name := text.Line(args[1])
			if name == "" {
				return usagef("the new name is empty")("veille help source rename")
			}
			return a.onSources(ctx, args[:1], false, func(s *store.Store, some []feed.Source) error {
				return a.editSources(ctx, s, some, feed.SourceEdit{Name: &name}, fmt.Sprintf("source renamed: %s to %s", shownName(&some[0]), name))
			})
		},
	}
}

// sourceFlags are what source edit can change.
type sourceFlags struct {
	feed, url, lang, short, fullText string
	keep                             int
	private                          bool
}

func (a *app) sourceEditCmd() *cobra.Command {
	var f sourceFlags
	c := &cobra.Command{
		Use:   "edit SOURCE…",
		Short: "Change address, site, language, code, full text or keeping of sources",
		Long: "Changes what is given and leaves the rest. Another address of its feed leaves a source what it is: its articles, tags and name stay. " +
			"--keep moves articles older than so many days to the trash, never those that are tagged, starred or have a note.",
		Example:           "  veille source edit 'Le Carnet' --feed https://carnet.example/rss.xml\n  veille source edit carnet gazette --full-text always --keep 90",
		Args:              words(1, -1),
		ValidArgsFunction: a.completeSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := f.edit(cmd, len(args))
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			return a.onSources(ctx, args, false, func(s *store.Store, some []feed.Source) error {
				return a.editSources(ctx, s, some, e, "source changed: "+namesOf(some))
			})
		},
	}
	s := c.Flags()
	s.StringVar(&f.feed, "feed", "", "the `address` of its feed")
	s.StringVar(&f.url, "url", "", "the `address` of its site")
	s.StringVar(&f.lang, "lang", "", "its `language`, as fr, en or vi")
	s.StringVar(&f.short, "short", "", "its `code` in lists: two to four letters or digits, '' for none")
	s.Var(newChoice(&f.fullText, "", fullTexts...), "full-text", "fetch the pages of its articles: short, never or always")
	s.IntVar(&f.keep, "keep", 0, "`days` after which its articles go to the trash, 0 for never")
	s.BoolVar(&f.private, "private", false, "it may be in a private network")
	if err := c.RegisterFlagCompletionFunc("full-text", cobra.FixedCompletions(fullTexts, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
	return c
}

// edit makes the change of the flags that were given, for n sources.
func (f *sourceFlags) edit(c *cobra.Command, n int) (e feed.SourceEdit, err error) {
	flags := []struct {
		name string
		one  bool // for one source alone
		set  func(*feed.SourceEdit) error
	}{
		{"feed", true, f.setFeed},
		{"url", true, func(e *feed.SourceEdit) (err error) { e.URL, err = address("--url", f.url, true); return err }},
		{"lang", false, f.setLang},
		{"short", true, f.setShort},
		{"full-text", false, func(e *feed.SourceEdit) error { full := fullTextOf(f.fullText); e.FullText = &full; return nil }},
		{"keep", false, f.setKeep},
		{"private", false, func(e *feed.SourceEdit) error { e.Private = &f.private; return nil }},
	}
	some := false
	for _, flag := range flags {
		if !c.Flags().Changed(flag.name) {
			continue
		}
		if some = true; n > 1 && flag.one {
			return e, usagef("--%s is for one source", flag.name)("name one, or leave it out")
		}
		if err := flag.set(&e); err != nil {
			return e, err
		}
	}
	if !some {
		return e, usagef("veille source edit has nothing to change")("veille help source edit")
	}
	return e, nil
}

// setFeed takes an address that the user wrote himself: it may be one of his own
// network.
func (f *sourceFlags) setFeed(e *feed.SourceEdit) (err error) {
	if e.Feed, err = address("--feed", f.feed, false); err != nil {
		return err
	}
	src, err := parse.NewSource(f.feed)
	if err != nil {
		return usagef("--feed %q is no address: %s", redacted(f.feed), err)("give one like https://carnet.example/rss.xml")
	}
	e.Feed = &src.Feed
	local := refresh.IsLocal(*e.Feed)
	e.Private = &local
	return nil
}

func (f *sourceFlags) setLang(e *feed.SourceEdit) error {
	lang := strings.ToLower(text.Line(f.lang))
	if !isLang(lang) {
		return usagef("--lang is %q", text.Line(f.lang))("give a code of two or three letters: fr, en, vi; '' for none")
	}
	e.Lang = &lang
	return nil
}

func (f *sourceFlags) setShort(e *feed.SourceEdit) error {
	short := text.Line(f.short)
	if n := utf8.RuneCountInString(short); n == 1 || n > 4 || strings.ContainsFunc(short, func(r rune) bool { return !isAlnum(r) }) {
		return usagef("--short is %q", short)("give two to four letters or digits, or '' for none")
	}
	e.Short = &short
	return nil
}

func (f *sourceFlags) setKeep(e *feed.SourceEdit) error {
	if within := numbers["fetch.keep"]; !within.allows(int64(f.keep)) {
		return usagef("--keep is %d", f.keep)("give " + within.String() + " days")
	}
	e.Keep = &f.keep
	return nil
}

// isLang reports whether s is the code of a language, "" for none.
func isLang(s string) bool {
	code, _, _ := strings.Cut(s, "-")
	return s == "" || len(code) >= 2 && len(code) <= 3 && len(s) <= 35 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// address reads an http or https address; one without a scheme gets https. An
// address that holds a password is refused, and not repeated: it would be kept
// in the file of articles.
func address(what, s string, empty bool) (*string, error) {
	s = strings.TrimSpace(s)
	if s == "" && empty {
		return &s, nil
	}
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || text.Line(s) != s || strings.ContainsAny(s, " \""):
		if err == nil && u.User != nil {
			return nil, userInfo(what)
		}
		return nil, usagef("%s %q is no address", what, redacted(s))("give one like https://carnet.example/rss.xml")
	case u.User != nil:
		return nil, userInfo(what)
	}
	return &s, nil
}

func userInfo(what string) error {
	return usagef("%s holds a name or password", what)(`leave them out and name user and password_command under [auth."HOST"] in the settings: veille help sources`)
}

// redacted is an address, or what was typed for one, without what stands before
// an @: there may be a password.
func redacted(s string) string {
	if i := strings.LastIndex(s, "@"); i >= 0 {
		s = "…" + s[i:]
	}
	return text.Line(s)
}
