package refresh

import (
	"context"
	"time"

	"veille/feed"
)

// turn takes the turn to refresh; release is nil when it cannot be had. since is
// when a wait for it began, zero when it came at once.
func (o *Options) turn(ctx context.Context, wait bool) (release func(), since time.Time, err error) {
	if o.Turn == nil {
		return func() {}, since, nil
	}
	release, ok, err := o.Turn(ctx, false)
	if !ok && err == nil && wait {
		since = o.Now()
		release, ok, err = o.Turn(ctx, true)
	}
	if !ok || err != nil {
		return nil, since, err
	}
	return release, since, nil
}

// askedMeanwhile reports whether another asked a source while the turn to do so
// was waited for.
func (r *run) askedMeanwhile(p *feed.Poll, now time.Time) bool {
	return !r.since.IsZero() && !p.Tried.Before(r.since) && !p.Tried.After(now)
}
