package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"veille/feed/migrate"
	"veille/feed/query"
	"veille/store"
	"veille/ui"
	uiterm "veille/ui/term"
)

// read opens the reader, on a query when words are given.
func (a *app) read(ctx context.Context, args []string) error {
	if err := checkVerb(a.root, args); err != nil {
		return err
	}
	q, err := parseQuery(args)
	if err != nil {
		return err
	}
	if err := a.needTerminal(); err != nil {
		return err
	}
	s, err := a.open(ctx, toCreate)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // holds nothing
	if s.Created() {
		if err := a.addSamples(ctx, s); err != nil {
			return err
		}
	}
	if _, err := a.knowSaved(ctx, s, q); err != nil {
		return err
	}
	o := a.readerOptions(s, q)
	runtime.GOMAXPROCS(readerProcs(runtime.GOMAXPROCS(0)))
	// From here on the terminal is the reader's: it takes its signals itself.
	a.release()
	a.reading = true
	err = ui.Run(context.WithoutCancel(ctx), s, o)
	switch {
	case errors.Is(err, tea.ErrInterrupted):
		return exit(exitInterrupted)
	case errors.Is(err, tea.ErrProgramPanic):
		return &fault{what: err}
	}
	return err
}

// readerProcs is how many goroutines run at once in the reader: enough for all
// that are busy while sources are read, written and collected as garbage, and
// for the keys. With as many as cores a key would wait for the turns of the busy
// ones, 10 ms each; so the system parts the cores, and it prefers who slept.
func readerProcs(cores int) int { return 3*cores + 4 }

// needTerminal refuses to draw where nobody can see it.
func (a *app) needTerminal() error {
	const hint = "without one use the verbs: veille list, show, count, import, tag, export; veille help lists them"
	switch {
	case !term.IsTerminal(a.in.Fd()):
		return usagef("the reader needs a terminal, and standard input is none")(hint)
	case !term.IsTerminal(os.Stdout.Fd()):
		return usagef("the reader needs a terminal, and standard output is none")(hint)
	case os.Getenv("TERM") == "dumb":
		return usagef("the reader needs a terminal that can move its cursor, and TERM is dumb")(hint)
	}
	return nil
}

func (a *app) readerOptions(s *store.Store, q query.Query) ui.Options {
	session := loadSession()
	o := ui.Options{
		Query:        q.String(),
		Lang:         cmp.Or(langOf(a.conf), session.Lang, ui.GuessLang(locale())),
		Colours:      a.colourMode(),
		ASCII:        a.conf.UI.ASCII || !unicodeTerminal(),
		Keyboard:     keyboardOf(a.conf.UI.Keyboard),
		Keys:         a.conf.bindings(),
		Width:        int(a.conf.Reader.Width),
		MarkRead:     a.conf.Reader.MarkRead,
		HideRead:     a.conf.Reader.HideRead,
		Mouse:        a.conf.UI.Mouse,
		ReduceMotion: a.conf.UI.ReduceMotion,
		FirstRun:     s.Created(),
		Path:         s.Path(),
		Now:          a.now,
		Session:      session,
		Save:         saveSession,
		CiteStyle:    a.conf.Export.Style,
		Import:       a.importerOf(s),
		Browse:       uiterm.Browse,
		OpenFile:     uiterm.OpenFile,
	}
	a.exporting(s, &o)
	o.Reviews = a.reviewsFor
	a.following(s, &o)
	return o
}

// unicodeTerminal reports whether line drawing and symbols can be shown: not
// under a locale that names another encoding, nor on terminals older than
// Unicode. Without any locale UTF-8 is by far the likelier.
func unicodeTerminal() bool {
	switch strings.SplitN(os.Getenv("TERM"), "-", 2)[0] {
	case "vt100", "vt102", "vt220", "ansi":
		return false
	}
	l := strings.ToLower(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG")))
	return l == "" || strings.Contains(l, "utf-8") || strings.Contains(l, "utf8")
}

// importerOf lets the reader take a file or folder in.
func (a *app) importerOf(s *store.Store) func(context.Context, string, func(int)) (ui.ImportResult, error) {
	return func(ctx context.Context, path string, progress func(int)) (out ui.ImportResult, err error) {
		defer caught(&err)
		quiet := *a
		quiet.json, quiet.quiet = false, true
		im := importer{app: &quiet, progress: func(n int) {
			if n >= 0 {
				progress(n)
			}
		}}
		im.fail = func(name string, err error) { out.Faults = append(out.Faults, ui.Fault{Path: name, Err: err}) }
		path, err = expandHome(path)
		if err != nil {
			return out, err
		}
		if path == "-" {
			path = "./-" // a file of this name: standard input is the terminal
		}
		t, err := im.run(ctx, s, []string{path})
		out.Added, out.Known, out.Followed, out.Left = t.added, t.known, t.followed, im.leftOut()
		return out, err
	}
}

// leftOut is what an import did not take, as the reader tells it: files first, then
// what those of other programs hold.
func (im *importer) leftOut() []ui.Left {
	f := &im.left
	out := []ui.Left{{Why: "hidden", N: f.hidden}, {Why: "unknown", N: f.unknown}, {Why: "links", N: f.links}, {Why: "lists", N: f.lists}}
	for why, name := range [...]string{migrate.NoAddress: "address", migrate.NoContent: "empty", migrate.Deleted: "deleted", migrate.NoArticle: "other"} {
		l := ui.Left{Why: name}
		for _, file := range im.carried.files {
			l.N += file.left[migrate.Reason(why)]
		}
		out = append(out, l)
	}
	return slices.DeleteFunc(out, func(l ui.Left) bool { return l.N == 0 })
}

// expandHome reads a leading ~ as a shell would.
func expandHome(path string) (string, error) {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find home folder: %w", err)
	}
	return home + rest, nil
}
