package main

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

func (a *app) queryCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "query",
		Short: "Save, list, edit, share or delete queries",
		Args:  subVerb,
		RunE:  unknownSub,
	}
	c.AddCommand(
		a.querySaveCmd(), a.queryListCmd(), a.queryShowCmd(), a.queryEditCmd(), a.queryRenameCmd(),
		a.queryDeleteCmd(), a.queryExportCmd(), a.queryImportCmd(),
	)
	return c
}

// savedFlags are what save and edit take besides name and query.
type savedFlags struct {
	key   string
	watch bool
}

func (f *savedFlags) declare(c *cobra.Command) {
	c.Flags().StringVar(&f.key, "key", "", "the `letter` or digit that opens it in the reader, after g'")
	c.Flags().BoolVar(&f.watch, "watch", false, "tell of new matches in the reader's bar")
}

// set puts the flags that were given on a saved query.
func (f *savedFlags) set(c *cobra.Command, q *feed.SavedQuery) error {
	if c.Flags().Changed("key") {
		if !isKey(f.key) {
			return usagef("--key is %q", f.key)("give one letter or digit, or '' for none")
		}
		q.Key = f.key
	}
	if c.Flags().Changed("watch") {
		q.Watch = f.watch
	}
	return nil
}

// isKey reports whether s can be the key of a saved query, "" being none.
func isKey(s string) bool {
	return s == "" || utf8.RuneCountInString(s) == 1 && strings.ContainsFunc(s, isAlnum)
}

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (a *app) querySaveCmd() *cobra.Command {
	var f savedFlags
	c := &cobra.Command{
		Use:   "save NAME QUERY",
		Short: "Keep a query under a name",
		Long: "Keeps a query under a name. @NAME stands for it in every query (saved:\"NAME\" where the name has blanks), and the reader lists it with its unread articles. " +
			"--key opens it in the reader; --watch tells of new matches in the reader's bar.",
		Example:           "  veille query save morning --key m tag:asean since:1d is:unread\n  veille query save --watch 'South Sea' '\"code of conduct\" OR tag:south-china-sea'\n  veille list @morning -tag:covid-19",
		Args:              words(1, -1),
		ValidArgsFunction: a.completeSaving,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := everything("query save "+shellWord(args[0]), args[1:]); err != nil {
				return err
			}
			return a.saveQuery(cmd, args[0], args[1:], &f)
		},
	}
	f.declare(c)
	return c
}

func (a *app) saveQuery(cmd *cobra.Command, name string, line []string, f *savedFlags) error {
	name, err := savedName(name)
	if err != nil {
		return err
	}
	q, err := parseQuery(line)
	if err != nil {
		return err
	}
	saved := feed.SavedQuery{Name: name, Query: q.String()}
	if err := f.set(cmd, &saved); err != nil {
		return err
	}
	ctx := cmd.Context()
	return a.with(ctx, toCreate, func(s *store.Store) error {
		all, err := s.Queries(ctx)
		if err != nil {
			return err
		}
		if _, err := checkSaved(all, q); err != nil {
			return err
		}
		_, change, err := s.SaveQuery(ctx, saved)
		if err != nil {
			return savedError(err, saved)
		}
		a.tellKey(all, saved)
		return a.changed(change)
	})
}

// tellKey tells which saved query has lost its key to q; all is as before.
func (a *app) tellKey(all []feed.SavedQuery, q feed.SavedQuery) {
	if owner := keyOwner(all, q); owner != "" {
		a.sayf("the key %s was that of %s", q.Key, text.Line(owner))
	}
}

func (a *app) queryListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the saved queries with the number of their articles", Args: words(0, 0),
		Long: "Prints one line per saved query: its name, how many articles it finds, how many of them are unread, its key, whether it is watched, and the query.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.with(ctx, toRead, func(s *store.Store) error {
				all, err := s.Queries(ctx)
				if err != nil {
					return err
				}
				counts, err := a.countSaved(ctx, s, all, all)
				if err != nil {
					return err
				}
				for i, q := range all {
					a.savedRow(q, counts[i])
				}
				if len(all) == 0 {
					a.sayf("no query is saved; save one with: veille query save NAME QUERY")
				}
				return nil
			})
		},
	}
}

// countSaved counts what each of some saved queries finds; all are those there
// are. One that names a query there is not, or that cannot be read, as a newer
// veille may have saved it, finds nothing and is told.
func (a *app) countSaved(ctx context.Context, s *store.Store, some, all []feed.SavedQuery) ([]feed.Count, error) {
	out := make([]feed.Count, len(some))
	var qs []query.Query
	var sound []int
	for i := range some {
		q, err := query.Parse(some[i].Query)
		if err == nil {
			_, err = checkSaved(all, q)
		}
		if err != nil {
			a.warnf("the saved query %s finds nothing: %s", text.Line(some[i].Name), err)
			continue
		}
		qs, sound = append(qs, q), append(sound, i)
	}
	counts, err := s.Tally(ctx, qs)
	for n, i := range sound {
		if err == nil {
			out[i] = counts[n]
		}
	}
	return out, err
}

func (a *app) savedRow(q feed.SavedQuery, n feed.Count) {
	watch := ""
	if q.Watch {
		watch = "watch"
	}
	name, line := text.Line(q.Name), text.Line(q.Query)
	switch {
	case a.json:
		a.out.object(savedObjectOf(q, n))
	case a.out.tty:
		a.out.printf("%s  %6d  %6d  %s  %s  %s\n", pad(name, 24), n.All, n.Unread, pad(q.Key, 1), pad(watch, 5), line)
	default:
		a.out.printf("%s\t%d\t%d\t%s\t%s\t%s\n", name, n.All, n.Unread, q.Key, watch, line)
	}
}

// savedObject is a saved query as --json prints it.
type savedObject struct {
	Name     string `json:"name"`
	ID       string `json:"id"`
	Query    string `json:"query"`
	Key      string `json:"key"`
	Watch    bool   `json:"watch"`
	Articles int    `json:"articles"`
	Unread   int    `json:"unread"`
}

func savedObjectOf(q feed.SavedQuery, n feed.Count) savedObject {
	return savedObject{q.Name, q.ID.String(), q.Query, q.Key, q.Watch, n.All, n.Unread}
}

func (a *app) queryShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Show a saved query, in words too", Args: words(1, 1), ValidArgsFunction: a.completeSaved,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.onSaved(ctx, toRead, args[0], func(s *store.Store, q feed.SavedQuery, all []feed.SavedQuery) error {
				counts, err := a.countSaved(ctx, s, []feed.SavedQuery{q}, all)
				if err != nil {
					return err
				}
				if a.json {
					a.out.object(savedObjectOf(q, counts[0]))
					return nil
				}
				themes, err := s.Themes(ctx)
				if err != nil {
					return err
				}
				a.out.printf("%s", savedSheet(q, counts[0], themes))
				return nil
			})
		},
	}
}

func savedSheet(q feed.SavedQuery, n feed.Count, themes []feed.Theme) string {
	var b strings.Builder
	field := func(label, value string) {
		if value = text.Line(value); value != "" {
			fmt.Fprintf(&b, "%-12s%s\n", label, value)
		}
	}
	parsed, _ := query.Parse(q.Query) // a fault is told with the count
	field("name", q.Name)
	field("query", q.Query)
	field("in words", inWords(parsed, themes))
	field("key", q.Key)
	if q.Watch {
		field("watch", "yes")
	}
	field("articles", fmt.Sprintf("%d, %d unread", n.All, n.Unread))
	return b.String()
}

// inWords says what a query asks for, in the language of the command line.
func inWords(q query.Query, themes []feed.Theme) string {
	if s := query.Explain(q, "en", labels(themes, "en")); s != "" {
		return s
	}
	return "every article"
}

// labels gives the labels of themes for query.Explain.
func labels(themes []feed.Theme, lang string) func(field, value string) string {
	return func(field, value string) string {
		if t, ok := theme.Find(themes, value); ok && field == "tag" {
			return text.Line(theme.Label(t, lang))
		}
		return ""
	}
}

// onSaved finds a saved query and lets do work on it; all are those there are.
func (a *app) onSaved(ctx context.Context, want access, name string, do func(s *store.Store, q feed.SavedQuery, all []feed.SavedQuery) error) error {
	return a.with(ctx, want, func(s *store.Store) error {
		all, err := s.Queries(ctx)
		if err != nil {
			return err
		}
		q, err := savedNamed(all, name)
		if err != nil {
			return err
		}
		return do(s, q, all)
	})
}
