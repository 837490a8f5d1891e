package refresh

import (
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

// Bounds of when a source is asked again. What a server says counts, but no word
// of a server, and no clock that was wrong, silences a source for ever.
const (
	usualInterval = time.Hour
	longestFresh  = 7 * 24 * time.Hour // of max-age, Expires, ttl
	shortestBar   = time.Minute        // of Retry-After
	longestBar    = 7 * 24 * time.Hour
	usualBar      = time.Hour          // of a 429 that does not say; doubles
	longestDelay  = 24 * time.Hour     // between asks of a source that fails
	longestTrust  = 8 * 24 * time.Hour // a time farther ahead was set by a wrong clock
	// A server that has said "unchanged" for so long is asked once without
	// validators: some say it for ever.
	longestLatch = 8 * 24 * time.Hour
)

// Skip is why a source is not asked.
type Skip uint8

const (
	NotSkipped  Skip = iota
	SkipPaused       // by the user
	SkipGone         // the server said that it is over
	SkipNotDue       // it was asked not long ago, or says when it changes
	SkipBarred       // the server said not to ask before a time
	SkipHost         // its host told another source to leave it alone
	SkipMute         // nothing came from its host for other sources just before
	SkipOffline      // no server could be reached
	SkipPortal       // a network answers in place of the servers
)

// skipped says whether a source is left alone now. Named is a source that the
// user asked for by itself: one that is over is then asked again, and one that
// is paused.
func skipped(s *feed.Source, p *feed.Poll, now time.Time, interval time.Duration, atOnce, named bool) Skip {
	meant := atOnce && named
	switch {
	case s.Paused && !meant:
		return SkipPaused
	case trusted(p.Barred, now):
		return SkipBarred
	case p.Trouble == feed.TroubleGone && !meant:
		return SkipGone
	case atOnce || wrongClock(p, now, interval):
		return NotSkipped
	case trusted(p.Due, now):
		return SkipNotDue
	}
	return NotSkipped
}

// trusted reports whether t is still to come and not so far ahead that only a
// wrong clock can have set it.
func trusted(t, now time.Time) bool {
	return t.After(now) && t.Sub(now) <= longestTrust
}

// earlier returns the earlier of two times.
func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// wrongClock reports whether a source was asked in what is now the future, by
// more than clocks differ: then its Due says nothing.
func wrongClock(p *feed.Poll, now time.Time, interval time.Duration) bool {
	return p.Tried.Sub(now) > 2*interval
}

// unconditional reports whether to ask without validators, because the server
// has said "unchanged" for too long.
func unconditional(p *feed.Poll, now time.Time) bool {
	if p.Latched || p.Whole.IsZero() {
		return false
	}
	since := now.Sub(p.Whole)
	return since > longestLatch || since < -longestTrust
}

// answered is the Poll after a feed that could be read.
func answered(p feed.Poll, r *fetch.Response, ttl time.Duration, missing int, changed bool, now time.Time, interval time.Duration) feed.Poll {
	p = good(p, r, now)
	p.Whole, p.Latched, p.Missing = now, false, missing
	p.ETag, p.LastModified = r.ETag, r.LastModified
	if changed {
		p.Changed = now
	}
	p.Due = now.Add(max(interval, min(max(r.Fresh, ttl), longestFresh)))
	return p
}

// unchanged is the Poll after the answer that nothing is new. Validators of such
// an answer are newer than those that were sent.
func unchanged(p feed.Poll, r *fetch.Response, bare bool, now time.Time, interval time.Duration) feed.Poll {
	p = good(p, r, now)
	if bare {
		p.Latched = true
	}
	if r.ETag != "" {
		p.ETag = r.ETag
	}
	if r.LastModified != "" {
		p.LastModified = r.LastModified
	}
	p.Due = now.Add(max(interval, min(r.Fresh, longestFresh)))
	return p
}

func good(p feed.Poll, r *fetch.Response, now time.Time) feed.Poll {
	p.Tried, p.Good, p.Barred = now, now, time.Time{}
	p.Failures, p.Since, p.Trouble, p.Message = 0, time.Time{}, feed.NoTrouble, ""
	p.Status = r.Status
	return p
}

// failed is the Poll after no answer, or one that cannot be used. Validators
// stay: they belong to the last feed that was read. A computer without network
// is no fault of the source.
func failed(p feed.Poll, e *fetch.Error, now time.Time, interval time.Duration) feed.Poll {
	if e.Trouble == feed.TroubleOffline {
		return p
	}
	p.Tried = now
	if p.Failures == 0 || p.Since.IsZero() {
		p.Since = now
	}
	p.Failures++
	p.Trouble, p.Status, p.Message = e.Trouble, e.Status, oneLine(e)
	p.Barred = time.Time{}
	switch {
	case e.RetryAfter > 0:
		p.Barred = now.Add(min(max(e.RetryAfter, shortestBar), longestBar))
	case e.Status == 429:
		p.Barred = now.Add(doubled(usualBar, p.Failures))
	}
	p.Due = now.Add(doubled(interval, p.Failures))
	if p.Due.Before(p.Barred) {
		p.Due = p.Barred
	}
	return p
}

// doubled is how long to wait after so many failures in a row.
func doubled(d time.Duration, failures int) time.Duration {
	limit := max(d, longestDelay)
	for i := 1; i < failures && d < limit; i++ {
		d *= 2
	}
	return min(d, limit)
}
