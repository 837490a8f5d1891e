package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"veille/feed"
	"veille/feed/page"
	"veille/feed/text"
	"veille/store"
)

// Exit codes; veille(1) documents them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNothing     = 3 // nothing matched, with --fail-empty
	exitPartly      = 4
	exitBusy        = 5
	exitDamaged     = 6
	exitNewer       = 7
	exitFault       = 70
	exitInterrupted = 130
)

// usageError is a command line or configuration that cannot be meant.
type usageError struct{ what, hint string }

func (e *usageError) Error() string { return e.what }

// usagef makes a usage error; the second call adds the cure.
func usagef(format string, args ...any) func(hint string) error {
	return func(hint string) error { return &usageError{fmt.Sprintf(format, args...), hint} }
}

// cured is a failure whose cure is known where it happens.
type cured struct {
	err  error
	cure string
}

func (e *cured) Error() string { return e.err.Error() }
func (e *cured) Unwrap() error { return e.err }

// exit ends a verb with a code after everything has been said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// cause is how an error is told: what is wrong in plain words, what to do
// about it ("" when that is obvious) and the code to end with.
type cause struct {
	why, cure string
	code      int
}

// known are the causes that have words of their own. The first that matches
// counts, so the nearer ones stand before the more general.
var known = []struct {
	is    error
	cause cause
}{
	{feed.ErrNewer, cause{"the file was written by a newer veille", "install the newer version, or use another file with --db", exitNewer}},
	{feed.ErrForeign, cause{"not a veille file", "nothing was changed; name another file with --db or VEILLE_DB", exitDamaged}},
	{feed.ErrDamaged, cause{"the file is damaged", "keep the file as it is and run: veille check", exitDamaged}},
	{feed.ErrBusy, cause{"another veille has held the file for too long", "wait for it to end, or end it, and try again", exitBusy}},
	{feed.ErrReadOnly, cause{"the file can only be read", "give yourself the right to write to it and to its folder", exitFailed}},
	{feed.ErrNoArticle, cause{"no article text found", "keep the page of one article, or give its text to: veille import -", exitFailed}},
	{feed.ErrTooLarge, cause{fmt.Sprintf("larger than %d MiB, the most a page may have", page.MaxBytes>>20), "keep only the text of the article, as .txt", exitFailed}},
	{feed.ErrUnreadable, cause{"not a page veille can read", "save it as .html, .mhtml, .txt or .md", exitFailed}},
	{syscall.ENOSPC, cause{"the disk is full", "free some space and try again; what was stored before is kept", exitFailed}},
	{syscall.EDQUOT, cause{"the disk quota is used up", "free some space and try again; what was stored before is kept", exitFailed}},
	{syscall.EFBIG, cause{"the file is as large as the system lets it be", "raise the limit (ulimit -f), or use a file on another disk with --db", exitFailed}},
	{syscall.EROFS, cause{"the disk can only be read", "write elsewhere; --db names another file of articles", exitFailed}},
	{syscall.EISDIR, cause{"is a folder", "name a file", exitFailed}},
	{syscall.ENOTDIR, cause{"a part of the path is no folder", "check the path", exitFailed}},
	{fs.ErrPermission, cause{"permission denied", "check with ls -l who may use it", exitFailed}},
	{fs.ErrNotExist, cause{"no such file or folder", "check the path", exitFailed}},
	{fs.ErrExist, cause{"the file is there already", "choose another name, or replace it with --force", exitFailed}},
}

// explain finds the words for an error. An error it has no words for is told
// as it is.
func explain(err error) cause {
	var u *usageError
	if errors.As(err, &u) {
		return cause{u.what, u.hint, exitUsage}
	}
	if c := (*fault)(nil); errors.As(err, &c) {
		return cause{c.Error(), "", exitFault}
	}
	if held := (*store.Held)(nil); errors.As(err, &held) && held.By.PID != 0 {
		return heldCause(err, held.By)
	}
	if errors.Is(err, context.Canceled) {
		c := cause{"interrupted", "what was done before is kept", exitInterrupted}
		if own := (*cured)(nil); errors.As(err, &own) {
			c.cure = own.cure
		}
		return c
	}
	c := cause{why: err.Error(), code: exitFailed}
	for _, k := range known {
		if errors.Is(err, k.is) {
			c = k.cause
			c.why = withDetail(err, c.why)
			if errors.Is(k.is, feed.ErrDamaged) || errors.Is(k.is, feed.ErrForeign) {
				if s := detail(err, k.is); s != "" {
					c.why += ": " + s
				}
			}
			break
		}
	}
	if own := (*cured)(nil); errors.As(err, &own) {
		c.cure = own.cure
	}
	return c
}

// heldCause tells who has held the file for too long.
func heldCause(err error, by feed.Holder) cause {
	c := cause{withDetail(err, processOf(by)+" has held the file for too long"), "wait for it to end and try again", exitBusy}
	if strings.HasSuffix(by.Command, "stopped") {
		c.cure = fmt.Sprintf("let it go on with: kill -CONT %d", by.PID)
	}
	return c
}

// withDetail puts the file that an error is about before its plain words: the
// one the user knows, where the system failed on a temporary one beside it.
func withDetail(err error, why string) string {
	var l *pathed
	if errors.As(err, &l) {
		return l.path + ": " + why
	}
	var p *fs.PathError
	if errors.As(err, &p) && p.Path != "" {
		return p.Path + ": " + why
	}
	return why
}

// pathed says which file an error is about where the error itself does not.
type pathed struct {
	path string
	err  error
}

func (e *pathed) Error() string { return e.path + ": " + e.err.Error() }
func (e *pathed) Unwrap() error { return e.err }

// tell writes an error as its sentence and, on a second line, its cure.
func (a *app) tell(err error) int {
	c := explain(err)
	a.warnf("%s", c.why)
	if a.verbose && c.why != err.Error() {
		a.warnf("in full: %v", err)
	}
	if c.cure != "" {
		a.warnf("hint: %s", c.cure)
	}
	if f := (*fault)(nil); errors.As(err, &f) {
		if path := f.report(a.now()); path != "" {
			a.warnf("hint: the report is in %s; your articles are safe", path)
		}
	}
	return c.code
}

// warnf writes one line to standard error, whatever -q says. Names of files
// and words of pages stand in it, so control characters are taken out.
func (a *app) warnf(format string, args ...any) {
	for line := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		fmt.Fprintf(a.err, "veille: %s\n", clean(line)) //nolint:errcheck // nowhere left to say it
	}
}

// sayf is warnf for words that -q silences.
func (a *app) sayf(format string, args ...any) {
	if !a.quiet {
		a.warnf(format, args...)
	}
}

// clean keeps leading blanks, which a caret line needs, and makes the rest
// safe for a terminal.
func clean(line string) string {
	indent := len(line) - len(strings.TrimLeft(line, " "))
	return line[:indent] + text.Line(line)
}
