package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/store"
)

// checkHere is the hidden flag of the child that reads the file.
const checkHere = "in-this-process"

func (a *app) checkCmd() *cobra.Command {
	var here bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Read the whole file of articles and tell what is damaged",
		Long: "Reads every page and every record of the file and compares them with their checksums. Nothing is changed. " +
			"The work is done by a second process, so that no damage can take this one down. Ends with code 6 when something is damaged.",
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if here {
				return a.check(cmd.Context())
			}
			return a.checkApart(cmd.Context())
		},
	}
	c.Flags().BoolVar(&here, checkHere, false, "")
	if err := c.Flags().MarkHidden(checkHere); err != nil {
		panic(err)
	}
	return c
}

// checkApart runs the check in a child and judges how it ended.
func (a *app) checkApart(ctx context.Context) error {
	exe, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own program: %w", err)
	}
	args := []string{os.Args[0], "check", "--" + checkHere, "--db", a.dbPath()}
	for flag, on := range map[string]bool{"--json": a.json, "--quiet": a.quiet, "--verbose": a.verbose} {
		if on {
			args = append(args, flag)
		}
	}
	cmd := exec.CommandContext(ctx, exe)
	cmd.Args = args
	cmd.Stdout, cmd.Stderr = os.Stdout, a.err
	err = cmd.Run()
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil:
		return nil
	case !errors.As(err, &ended):
		return fmt.Errorf("run check: %w", err)
	case ended.ExitCode() < 0: // ended by a signal
		return &pathed{a.dbPath(), fmt.Errorf("the check was ended by %s: %w", ended, feed.ErrDamaged)}
	}
	return exit(ended.ExitCode())
}

func (a *app) check(ctx context.Context) error {
	return a.with(ctx, toRead, func(s *store.Store) error {
		return a.checkStore(ctx, s)
	})
}
