package fetch

import (
	"context"
	"io"
	"net/http"
	"time"
)

// stall reads a body and breaks the request off when nothing comes for a while.
// The time in which the reader of it is busy does not count.
type stall struct {
	r io.Reader
	d time.Duration
	t *time.Timer
}

func newStall(r io.Reader, d time.Duration, cancel context.CancelCauseFunc) *stall {
	s := &stall{r: r, d: d, t: time.AfterFunc(time.Hour, func() { cancel(errStall) })}
	s.t.Stop()
	return s
}

func (s *stall) Read(p []byte) (int, error) {
	s.t.Reset(s.d)
	defer s.t.Stop()
	return s.r.Read(p)
}

// spent is the most bytes that are read only to keep a connection open.
const spent = 16 << 10

// spend reads a short body that nobody wants, so that the next request can use the
// connection.
func spend(res *http.Response, body *stall) {
	if res.ContentLength > 0 && res.ContentLength <= spent {
		_, _ = io.CopyN(io.Discard, body, spent)
	}
}
