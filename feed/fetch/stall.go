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

// Most bytes, and longest silence, for which is read only to keep a connection.
const (
	spent = 16 << 10
	spare = time.Second
)

// spend reads a short body that nobody wants, so that the next request can use the
// connection. A silence breaks off the request, which is over anyway.
func spend(res *http.Response, body *stall) {
	if res.ContentLength == 0 || res.ContentLength > spent {
		return
	}
	body.d = min(body.d, spare)
	_, _ = io.CopyN(io.Discard, body, spent)
}
