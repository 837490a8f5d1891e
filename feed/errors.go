package feed

import "errors"

// Causes that callers act on. One place in cmd and one in ui turn them into a
// sentence and a cure; everything else is reported as it is.
var (
	ErrNoArticle  = errors.New("no article text found")
	ErrNotFound   = errors.New("not found")
	ErrAmbiguous  = errors.New("more than one match")
	ErrExists     = errors.New("already exists")
	ErrInvalid    = errors.New("not valid")
	ErrBusy       = errors.New("file is in use")
	ErrDamaged    = errors.New("file is damaged")
	ErrForeign    = errors.New("not a veille file")
	ErrNewer      = errors.New("file was written by a newer veille")
	ErrReadOnly   = errors.New("file can only be read")
	ErrTooLarge   = errors.New("too large")
	ErrNothing    = errors.New("nothing to undo or redo")
	ErrUnreadable = errors.New("not a page veille can read")
)
