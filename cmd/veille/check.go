package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

// checkHere is the hidden flag of the child that reads the file. It writes
// lines of checkLine to standard output and its words to standard error.
const checkHere = "in-this-process"

// stallLimit is how long the child may read without coming any further: a disk
// that answers no more would else be waited for without end.
const stallLimit = 2 * time.Minute

func (a *app) checkCmd() *cobra.Command {
	var here, quick, full bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Read the whole file of articles and tell what is damaged",
		Long: "Reads every page and every record of the file and compares them with their checksums, and lists, sets and index with the articles. Nothing is changed. " +
			"It works in short pieces: others read and write meanwhile. " +
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
	c.Flags().BoolVar(&full, "full", false, "all of it, which is usual")
	c.MarkFlagsMutuallyExclusive("quick", "full")
	c.Flags().BoolVar(&here, checkHere, false, "")
	if err := c.Flags().MarkHidden(checkHere); err != nil {
		panic(err)
	}
	return c
}

// checkLine is one line of the child: how far it has come, or at the end what
// it found.
type checkLine struct {
	Done, Of int64
	Report   *checked
	Failed   bool // the check could not be done; standard error says why
	Readable bool // articles can be exported all the same
	Index    bool // only the index is wrong
}

// checked is what check --json prints.
type checked struct {
	OK       bool     `json:"ok"`
	Articles int      `json:"articles"`
	Trashed  int      `json:"trashed"`
	Themes   int      `json:"themes"`
	Sources  int      `json:"sources"`
	Queries  int      `json:"queries"`
	Marks    int      `json:"marks"`
	Changes  int      `json:"changes"`
	Segments int      `json:"segments"` // of the index
	Faults   []string `json:"faults"`
	More     int      `json:"more"` // faults beyond those listed
}

// checkArgs is the command line of the child.
func (a *app) checkArgs(quick bool) []string {
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
	}{{"--quick", quick}, {"--verbose", a.verbose}} {
		if f.on {
			args = append(args, f.name)
		}
	}
	return args
}

// checkApart runs the check in a child and judges how it ended.
func (a *app) checkApart(ctx context.Context, quick bool) error {
	exe, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own program: %w", err)
	}
	work, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	cmd := exec.CommandContext(work, exe)
	cmd.Args = a.checkArgs(quick)
	cmd.WaitDelay = time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("run check: %w", err)
	}
	told, end := a.gauge("checking")
	last := follow(out, told, func() { cancel(errStalled) })
	end()
	err = cmd.Wait()
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(context.Cause(work), errStalled):
		err = errStalled
	case last != nil && last.Report != nil && !last.Failed:
		return a.tellChecked(last)
	case err == nil:
		a.pass(said.Bytes())
		return nil
	case !errors.As(err, &ended):
		return fmt.Errorf("run check: %w", err)
	case ended.ExitCode() >= 0 && ended.ExitCode() != diedInGo:
		a.pass(said.Bytes())
		if a.json && last != nil && last.Report != nil {
			a.out.object(last.Report)
		}
		return exit(ended.ExitCode())
	}
	// The last words of the child would be a stack.
	return a.checkError(&pathed{a.dbPath(), fmt.Errorf("reading it ended the check (%w): %w", err, feed.ErrDamaged)}, a.isReadable(ctx))
}

var errStalled = fmt.Errorf("it came no further for %s", stallLimit)

// follow reads what the child says until it ends, and returns the last line.
// stalled is called when it has said nothing for too long.
func follow(out io.Reader, told store.Told, stalled func()) (last *checkLine) {
	alarm := time.AfterFunc(stallLimit, stalled)
	defer alarm.Stop()
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		alarm.Reset(stallLimit)
		var l checkLine
		if json.Unmarshal(lines.Bytes(), &l) != nil {
			continue
		}
		if l.Report != nil {
			last = &l
		}
		told(l.Done, l.Of)
	}
	return last
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

// tellChecked prints what the child found.
func (a *app) tellChecked(l *checkLine) error {
	r := l.Report
	a.rememberCare(func(c *care) { c.Checked, c.Sound = a.now(), r.OK })
	if a.json {
		a.out.object(r)
	} else {
		a.out.printf("%s, %d in the trash, %s, %s, %s, %s\n", many(r.Articles, "article", "articles"), r.Trashed,
			many(r.Themes, "theme", "themes"), many(r.Sources, "source", "sources"), many(r.Marks, "tag", "tags"), many(r.Changes, "change", "changes"))
		for _, f := range r.Faults {
			a.out.printf("damaged: %s\n", f)
		}
		if r.More > 0 {
			a.out.printf("damaged: and %d more\n", r.More)
		}
	}
	if r.OK {
		a.sayf("%s is sound", a.dbPath())
		return nil
	}
	a.warnf("%s is damaged in %s", a.dbPath(), many(len(r.Faults)+r.More, "place", "places"))
	if l.Index {
		a.warnf("hint: all articles are sound, only the index is wrong; make it anew: %s", a.command("repair --index"))
		return exit(exitDamaged)
	}
	a.warnf("hint: keep the file as it is; save what can be read into a new one: %s", a.command("repair NEW.db"))
	a.warnf("hint: or put a copy of yours in its place: cp COPY %s", shellWord(a.dbPath()))
	a.offerBackups(a.dbPath())
	if l.Readable {
		a.warnf("hint: or take out all that can be read: %s", a.command(rescue))
	}
	return exit(exitDamaged)
}

// check is the child: it reads the file and says what it finds.
func (a *app) check(ctx context.Context, quick bool) error {
	line := func(l checkLine) {
		a.out.object(l)
		a.out.flush() //nolint:errcheck // kept in a.out
	}
	readable := false
	err := a.with(ctx, toRead, func(s *store.Store) error {
		var last time.Time
		r, err := s.CheckTelling(ctx, !quick, func(done, of int64) {
			if time.Since(last) > 100*time.Millisecond {
				last = time.Now()
				line(checkLine{Done: done, Of: of})
			}
		})
		if err != nil {
			readable = exportable(ctx, s)
			return err
		}
		report := &checked{
			r.OK(), r.Articles, r.Trashed, r.Themes, r.Sources, r.Queries, r.Marks, r.Changes, r.Segments, cleanAll(r.Faults), r.More,
		}
		line(checkLine{Report: report, Readable: !r.OK() && exportable(ctx, s), Index: r.OnlyIndex()})
		if !r.OK() {
			return exit(exitDamaged)
		}
		return nil
	})
	if errors.Is(err, feed.ErrDamaged) || errors.Is(err, feed.ErrForeign) {
		line(checkLine{Failed: true, Report: &checked{Faults: []string{text.Line(explain(err).why)}}})
	}
	return a.checkError(err, readable)
}
