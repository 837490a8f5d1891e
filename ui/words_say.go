package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// date writes a day of publication as precisely as it is known: "Fri 3 Jul
// 2020", "Jul 2020", "2020"; the time of day is added when withTime is set and
// it is known. "" when there is no date.
func (w *Words) date(t time.Time, p feed.Precision, withTime bool) string {
	switch {
	case p == feed.NoDate || t.IsZero():
		return ""
	case p == feed.Year:
		return fmt.Sprint(t.Year())
	case p == feed.Month:
		return w.MonthLong(w.Months[t.Month()-1], int(t.Month()), t.Year())
	}
	s := w.DayLong(w.Weekdays[t.Weekday()], w.Months[t.Month()-1], t.Day(), int(t.Month()), t.Year())
	if withTime && p >= feed.Minute {
		s += t.Format(" 15:04")
	}
	return s
}

// when is the moment of a change in the log: the time alone for today.
func (w *Words) when(t, now time.Time) string {
	t = t.In(now.Location())
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return w.date(t, feed.Minute, true)
}

// change says what a change of the journal did: "Tagged 3 articles asean".
func (w *Words) change(c feed.Change) string {
	if c.Count == 0 && c.Verb <= feed.DidCorrect {
		return w.NothingChanged
	}
	added, removed := strings.Join(c.Added, ", "), strings.Join(c.Removed, ", ")
	switch c.Verb {
	case feed.DidTag:
		switch {
		case removed == "":
			return w.Tagged(c.Count, added)
		case added == "":
			return w.Untagged(c.Count, removed)
		}
		return w.TagsChanged(c.Count, added, removed)
	case feed.DidFlag:
		return w.flag(c)
	case feed.DidCorrect:
		return w.CorrectedDone
	case feed.DidMerge:
		return w.ThemesMerged(removed, added)
	case feed.DidDropTheme:
		return w.ThemeDropped(removed)
	case feed.DidFollow, feed.DidSource, feed.DidUnfollow:
		return w.sourceChange(c)
	case feed.DidAccept, feed.DidDismiss:
		return w.answered(c)
	case feed.DidQuery:
		if added == "" {
			return w.QueryDeleted(removed)
		}
		return w.QueryKept(added)
	}
	if said := w.careChange(c, added, removed); said != "" {
		return said
	}
	return w.ThemeChanged(added)
}

func (w *Words) flag(c feed.Change) string {
	say := map[feed.Flag][2]func(int) string{
		feed.FlagRead:    {w.MarkedUnread, w.MarkedRead},
		feed.FlagStarred: {w.UnstarredDone, w.StarredDone},
		feed.FlagTrashed: {w.RestoredDone, w.TrashedDone},
		feed.FlagHidden:  {w.UnhiddenDone, w.HiddenDone},
	}[c.Flag]
	if c.On {
		return say[1](c.Count)
	}
	return say[0](c.Count)
}

// failed says what could not be done and what to do about it. doing is a key of
// Words.Doing. Causes of which nothing is known are told as they are.
func (w *Words) failed(doing string, err error) string {
	what, ok := w.Doing[doing]
	if !ok {
		what = doing
	}
	return w.Failed(what, w.cause(err))
}

// cause turns an error into what happened and what to do.
func (w *Words) cause(err error) string {
	for _, known := range []struct {
		err  error
		text string
	}{
		{feed.ErrNotFound, w.ErrNotFound}, {feed.ErrAmbiguous, w.ErrAmbiguous}, {feed.ErrExists, w.ErrExists},
		{feed.ErrBusy, w.ErrBusy}, {feed.ErrDamaged, w.ErrDamaged},
		{feed.ErrForeign, w.ErrForeign}, {feed.ErrNewer, w.ErrNewer}, {feed.ErrReadOnly, w.ErrReadOnly},
		{feed.ErrTooLarge, w.ErrTooLarge}, {feed.ErrNothing, w.ErrNothing}, {feed.ErrNoArticle, w.ErrNoArticle},
		{feed.ErrUnreadable, w.ErrUnreadable}, {term.ErrNoBrowser, w.ErrNoBrowser},
		{context.DeadlineExceeded, w.ErrTimeout}, {syscall.ENOSPC, w.ErrNoSpace}, {syscall.EDQUOT, w.ErrNoSpace},
		{syscall.EROFS, w.ErrReadOnly}, {syscall.EISDIR, w.ErrIsFolder}, {syscall.ENOTDIR, w.ErrNotFolder}, {syscall.ENAMETOOLONG, w.ErrLongName},
		{fs.ErrNotExist, w.ErrNoFile}, {fs.ErrPermission, w.ErrPermission}, {fs.ErrExist, w.ErrExists},
	} {
		if errors.Is(err, known.err) {
			return w.fileOf(err) + known.text
		}
	}
	if errors.Is(err, feed.ErrInvalid) {
		return text.Line(err.Error()) + " — " + w.ErrInvalid
	}
	if p := (*pathFault)(nil); errors.As(err, &p) {
		root := rootOf(p.err)
		if !strings.Contains(root, text.Line(p.path)) {
			root = w.fileOf(err) + root
		}
		return root + " — " + w.ErrUnknown
	}
	return text.Line(err.Error()) + " — " + w.ErrUnknown
}

// pathFault is an error about a path that the user named. Its cause may be about
// another, such as a file that was to become it.
type pathFault struct {
	path string
	err  error
}

func about(path string, err error) error {
	if err == nil {
		return nil
	}
	return &pathFault{path: path, err: err}
}

func (p *pathFault) Error() string { return p.path + ": " + p.err.Error() }
func (p *pathFault) Unwrap() error { return p.err }

// fileOf is the file an error is about, with a colon after it.
func (w *Words) fileOf(err error) string {
	if p := (*pathFault)(nil); errors.As(err, &p) {
		return text.Line(p.path) + w.Colon
	}
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return text.Line(p.Path) + w.Colon
	}
	return ""
}

// rootOf is what an error was at first, without what was said of it on its way.
func rootOf(err error) string {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return text.Line(err.Error())
}
