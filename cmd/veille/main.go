// Command veille is a press watch for the terminal: it reads saved pages of
// the press, cleans them, keeps them in one file, lets them be tagged, found
// again and exported as a dossier.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func main() { os.Exit(run(os.Args[1:])) }

// run is the whole program; it returns the exit code.
func run(args []string) int {
	// Without a listener the runtime would end the program at the first write
	// into a closed pipe, in the middle of whatever it does.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The second signal ends the program at once.
	context.AfterFunc(ctx, stop)

	a := &app{in: os.Stdin, out: newPrinter(os.Stdout), err: os.Stderr, now: time.Now, release: stop}
	defer func() {
		for _, f := range a.close {
			f()
		}
	}()
	err := a.execute(ctx, args)
	if a.log != nil && err != nil {
		a.log.Error("end", "error", err)
	}
	if ferr := a.out.flush(); ferr != nil && (err == nil || gone(ferr)) {
		err = ferr
	}
	return a.end(ctx, err)
}

// end turns the outcome into words and a code.
func (a *app) end(ctx context.Context, err error) int {
	var code exit
	switch {
	case err == nil || gone(err):
		return exitDone
	case errors.As(err, &code):
		return int(code)
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		if own := (*cured)(nil); errors.As(err, &own) {
			return a.tell(&cured{context.Canceled, own.cure})
		}
		return a.tell(context.Canceled)
	}
	return a.tell(err)
}

func (a *app) execute(ctx context.Context, args []string) (err error) {
	defer caught(&err)
	root := a.rootCmd()
	a.root = root
	args, err = arrange(root, args)
	if err != nil {
		return err
	}
	root.SetArgs(args)
	return root.ExecuteContext(ctx)
}

func (a *app) rootCmd() *cobra.Command {
	cobra.EnableCommandSorting = false // verbs stand in the order of work
	root := &cobra.Command{
		Use:               "veille [QUERY]",
		Short:             "A press watch for the terminal",
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.prepare(cmd) },
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: a.completeQuery,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.read(cmd.Context(), args) },
	}
	root.SetVersionTemplate("veille {{.Version}}\n")
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%s", flagFault(err))("veille help " + cmd.Name())
	})
	a.flags(root)
	root.AddCommand(
		a.addCmd(), a.fetchCmd(), a.sourceCmd(),
		a.importCmd(), a.inspectCmd(), a.listCmd(), a.countCmd(), a.showCmd(), a.citeCmd(),
		a.tagCmd(), a.noteCmd(), a.highlightCmd(), a.suggestCmd(), a.themeCmd(), a.ruleCmd(), a.storyCmd(), a.reportCmd(),
		a.editCmd(), a.deleteCmd(), a.trashCmd(), a.queryCmd(), a.exportCmd(), a.reviewCmd(), a.publishCmd(),
		a.undoCmd(), a.redoCmd(), a.logCmd(),
		a.backupCmd(), a.checkCmd(), a.repairCmd(), a.compactCmd(), a.doctorCmd(),
		a.keysCmd(), a.configCmd(), a.completionCmd(), a.manCmd(), a.versionCmd(),
	)
	a.setHelp(root)
	return root
}

// flagFault says what is wrong with a flag. The parser of numbers and times names
// itself, which tells a user nothing.
func flagFault(err error) string {
	var bad *pflag.InvalidValueError
	var number *strconv.NumError
	if errors.As(err, &bad) && errors.As(err, &number) {
		return fmt.Sprintf("--%s is %q, which is no number that it takes", bad.GetFlag().Name, bad.GetValue())
	}
	return err.Error()
}
