package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

// checkHere is the hidden flag of the child that reads the file.
const checkHere = "in-this-process"

func (a *app) checkCmd() *cobra.Command {
	var here, quick bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Read the whole file of articles and tell what is damaged",
		Long: "Reads every page and every record of the file and compares them with their checksums. Nothing is changed. " +
			"The work is done by a second process, so that no damage can take this one down. Ends with code 6 when something is damaged.",
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if here {
				return a.check(cmd.Context(), quick)
			}
			return a.checkApart(cmd.Context(), quick)
		},
	}
	c.Flags().BoolVar(&quick, "quick", false, "leave out the texts and the pages as they came in")
	c.Flags().BoolVar(&here, checkHere, false, "")
	if err := c.Flags().MarkHidden(checkHere); err != nil {
		panic(err)
	}
	return c
}

// checkApart runs the check in a child and judges how it ended.
func (a *app) checkApart(ctx context.Context, quick bool) error {
	exe, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own program: %w", err)
	}
	args := []string{os.Args[0], "check", "--" + checkHere}
	if a.db != "" {
		args = append(args, "--db", a.db)
	}
	if a.configPath != "" {
		args = append(args, "--config", a.configPath)
	}
	for _, f := range []struct {
		name string
		on   bool
	}{{"--quick", quick}, {"--json", a.json}, {"--quiet", a.quiet}, {"--verbose", a.verbose}} {
		if f.on {
			args = append(args, f.name)
		}
	}
	cmd := exec.CommandContext(ctx, exe)
	cmd.Args = args
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = os.Stdout, &said
	err = cmd.Run()
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		a.pass(said.Bytes())
		return nil
	case !errors.As(err, &ended):
		return fmt.Errorf("run check: %w", err)
	case ended.ExitCode() < 0, ended.ExitCode() == diedInGo: // its last words would be a stack
		return a.checkError(&pathed{a.dbPath(), fmt.Errorf("reading it ended the check (%w): %w", ended, feed.ErrDamaged)}, a.isReadable(ctx))
	}
	a.pass(said.Bytes())
	return exit(ended.ExitCode())
}

// isReadable reports whether articles can be exported from a file.
func (a *app) isReadable(ctx context.Context) (ok bool) {
	err := a.with(ctx, toRead, func(s *store.Store) error {
		ok = exportable(ctx, s)
		return nil
	})
	return ok && err == nil
}

// diedInGo is the code of a Go program that a fault in a goroutine ended. It is
// that of a wrong command line too, which is none that the child is given.
const diedInGo = 2

// pass hands on what the child said, which it has cleaned.
func (a *app) pass(said []byte) {
	a.err.Write(said) //nolint:errcheck // nowhere left to say it
}

// checked is what check --json prints.
type checked struct {
	OK       bool     `json:"ok"`
	Articles int      `json:"articles"`
	Trashed  int      `json:"trashed"`
	Themes   int      `json:"themes"`
	Sources  int      `json:"sources"`
	Marks    int      `json:"marks"`
	Changes  int      `json:"changes"`
	Faults   []string `json:"faults"`
	More     int      `json:"more"` // faults beyond those listed
}

func (a *app) check(ctx context.Context, quick bool) error {
	readable := false
	err := a.with(ctx, toRead, func(s *store.Store) error {
		r, err := s.Check(ctx, !quick)
		readable = err != nil && exportable(ctx, s)
		if err != nil {
			return err
		}
		faults := cleanAll(r.Faults)
		if a.json {
			a.out.object(checked{r.OK(), r.Articles, r.Trashed, r.Themes, r.Sources, r.Marks, r.Changes, faults, r.More})
		} else {
			a.out.printf("%s, %d in the trash, %s, %s, %s, %s\n", many(r.Articles, "article", "articles"), r.Trashed,
				many(r.Themes, "theme", "themes"), many(r.Sources, "source", "sources"), many(r.Marks, "tag", "tags"), many(r.Changes, "change", "changes"))
			for _, f := range faults {
				a.out.printf("damaged: %s\n", f)
			}
			if r.More > 0 {
				a.out.printf("damaged: and %d more\n", r.More)
			}
		}
		if r.OK() {
			a.sayf("%s is sound", a.dbPath())
			return nil
		}
		a.warnf("%s is damaged in %s", a.dbPath(), many(len(faults)+r.More, "place", "places"))
		a.warnf("hint: keep the file as it is; put a copy of yours in its place: cp COPY %s", shellWord(a.dbPath()))
		if exportable(ctx, s) {
			a.warnf("hint: or take out all that can be read: %s", a.command(rescue))
		}
		return exit(exitDamaged)
	})
	if err != nil && a.json && (errors.Is(err, feed.ErrDamaged) || errors.Is(err, feed.ErrForeign)) {
		a.out.object(checked{Faults: []string{text.Line(explain(err).why)}})
	}
	return a.checkError(err, readable)
}
