package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/theme"
	"veille/store"
)

// lockWait is how long a verb waits for another process to be done with the
// file.
const lockWait = 10 * time.Second

// app is one run of the program: its streams, its flags and its settings.
type app struct {
	in    *os.File
	out   *printer
	err   io.Writer
	now   func() time.Time
	conf  settings
	log   *slog.Logger
	close []func()

	root    *cobra.Command
	release func() // stops catching signals
	reading bool   // the terminal is the reader's; set before it starts, for good

	db, configPath, debug       string
	json, quiet, verbose, blind bool // blind: --no-input
	colours                     string
}

// flags declares the flags that every verb takes.
func (a *app) flags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&a.db, "db", "", "the `file` that holds the articles (VEILLE_DB)")
	f.StringVar(&a.configPath, "config", "", "the `file` of settings (VEILLE_CONFIG)")
	f.BoolVar(&a.json, "json", false, "print one JSON object per line")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print no words, only data and errors")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "say more")
	f.StringVar(&a.debug, "debug", "", "write a log to `file`")
	f.BoolVar(&a.blind, "no-input", false, "never ask")
	f.Var(newChoice(&a.colours, "", colourNames...), "colors", "auto, light, dark, contrast or none (VEILLE_COLORS)")
}

// prepare runs before every verb: clock, settings, log.
func (a *app) prepare(cmd *cobra.Command) error {
	if v := os.Getenv("VEILLE_NOW"); v != "" {
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return usagef("VEILLE_NOW is %q", v)("give a time like 2026-01-31T08:00:00Z")
		}
		a.now = func() time.Time { return t }
	}
	if v := os.Getenv("VEILLE_COLORS"); v != "" && !slices.Contains(colourNames, v) {
		return usagef("VEILLE_COLORS is %q%s", v, meant(v, colourNames))("choose one of " + strings.Join(colourNames, ", "))
	}
	if v := os.Getenv("VEILLE_LANG"); v != "" && !slices.Contains(langNames, v) {
		return usagef("VEILLE_LANG is %q%s", v, meant(v, langNames))("choose one of " + strings.Join(langNames, ", "))
	}
	if a.debug != "" {
		f, err := os.OpenFile(a.debug, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("open log: %w", err)
		}
		a.close = append(a.close, func() { f.Close() }) //nolint:errcheck // a log
		a.log = slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: slog.LevelDebug}))
		a.log.Info("start", "version", version(), "verb", cmd.CommandPath())
	}
	if needsNoSettings(cmd) {
		return nil
	}
	var err error
	a.conf, err = loadSettings(a.settingsPath(), a.configPath != "" || os.Getenv("VEILLE_CONFIG") != "")
	return err
}

// needsNoSettings names the verbs that must work with a broken config.toml:
// those that mend it and those that tell how.
func needsNoSettings(cmd *cobra.Command) bool {
	for c := cmd; c != nil; c = c.Parent() {
		if slices.Contains([]string{"config", "help", "version", "completion", "man", "doctor"}, c.Name()) {
			return true
		}
	}
	return false
}

func (a *app) settingsPath() string {
	return cmp.Or(a.configPath, os.Getenv("VEILLE_CONFIG"), filepath.Join(configFolder(), "config.toml"))
}

// dbPath is the file that holds the articles.
func (a *app) dbPath() string {
	return cmp.Or(a.db, os.Getenv("VEILLE_DB"), filepath.Join(dataFolder(), "veille.db"))
}

// colourMode is what decides about colours: flag, environment, settings.
func (a *app) colourMode() string {
	env := os.Getenv("VEILLE_COLORS")
	if a.colours == "" && env == "" && os.Getenv("NO_COLOR") != "" {
		return "none"
	}
	return cmp.Or(a.colours, env, a.conf.UI.Colors, "auto")
}

// access is what a verb wants to do with the file.
type access int

const (
	toRead access = iota
	toWrite
	toCreate // to write, making the file when there is none
)

// open opens the file of articles. The caller closes it.
func (a *app) open(ctx context.Context, want access) (*store.Store, error) {
	path := a.dbPath()
	if want == toCreate {
		if err := makeFolder(filepath.Dir(path)); err != nil {
			return nil, err
		}
	}
	m := a.meter()
	defer m.clear()
	o := store.Options{
		Create:   want == toCreate,
		ReadOnly: want == toRead,
		Wait:     lockWait,
		Now:      a.now,
		Starters: theme.Starters(),
		Progress: a.upgrading(m),
		Waiting:  a.waiting,
	}
	s, err := store.Open(ctx, path, o)
	if o.ReadOnly && errors.Is(err, feed.ErrReadOnly) {
		// A file of an older veille is upgraded before it can be read.
		o.ReadOnly = false
		s, err = store.Open(ctx, path, o)
	}
	if err != nil {
		return nil, a.storeError(path, want, err)
	}
	if want != toWrite {
		a.tellReadOnly(path)
	}
	return s, nil
}

// storeError says which file an error of the store is about and, when there
// is none yet, how one comes to be.
func (a *app) storeError(path string, want access, err error) error {
	if info, serr := os.Stat(path); serr == nil && info.IsDir() {
		return &pathed{path, syscall.EISDIR}
	}
	if isMissing(err) && want != toCreate {
		return &cured{
			fmt.Errorf("there is no library at %s yet", path),
			"follow a source with: veille add ADDRESS, take articles in with: veille import FILE…, or look at the samples with: veille",
		}
	}
	return a.fileError(err)
}

// with opens the file, lets f work on it and closes it again.
func (a *app) with(ctx context.Context, want access, f func(*store.Store) error) (err error) {
	s, err := a.open(ctx, want)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := s.Close(); err == nil && cerr != nil {
			err = cerr
		}
	}()
	err = f(s)
	if err != nil && aboutFile(err) {
		return a.fileError(err)
	}
	return err
}

// words checks how many words stand after the flags; most < 0 is any number.
func words(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		hint := "veille help " + strings.TrimPrefix(cmd.CommandPath(), "veille ")
		if len(args) < least {
			return usagef("%s needs %s", cmd.CommandPath(), strings.TrimSpace(strings.TrimPrefix(cmd.Use, cmd.Name())))(hint)
		}
		if most >= 0 && len(args) > most {
			return usagef("%s takes no %q", cmd.CommandPath(), args[most])(hint)
		}
		return nil
	}
}

// choice is a flag that takes one of a few words.
type choice struct {
	to  *string
	all []string
}

func newChoice(to *string, usual string, all ...string) *choice {
	*to = usual
	return &choice{to, all}
}

func (c *choice) String() string { return *c.to }
func (c *choice) Type() string   { return "word" }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.all, s) {
		if near := feed.Nearest(s, c.all); near != "" {
			return fmt.Errorf("did you mean %s?", near)
		}
		return fmt.Errorf("choose one of %s", strings.Join(c.all, ", "))
	}
	*c.to = s
	return nil
}

// day prints a date with as much of it as is known.
func day(t time.Time, p feed.Precision) string {
	switch p {
	case feed.NoDate:
		return ""
	case feed.Year:
		return t.Format("2006")
	case feed.Month:
		return t.Format("2006-01")
	default:
		return t.Format(time.DateOnly)
	}
}

// many prints a number with its noun.
func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + more
}
