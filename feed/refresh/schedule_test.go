package refresh

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/fetch"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

func trouble(t feed.Trouble, status int, retry time.Duration) *fetch.Error {
	return &fetch.Error{Trouble: t, Status: status, RetryAfter: retry, Err: errors.New("no")}
}

func TestAnsweredDue(t *testing.T) {
	for _, c := range []struct {
		name       string
		fresh, ttl time.Duration
		interval   time.Duration
		want       time.Duration
	}{
		{"says nothing", 0, 0, time.Hour, time.Hour},
		{"less than an hour", 5 * time.Minute, 10 * time.Minute, time.Hour, time.Hour},
		{"max-age", 3 * time.Hour, 0, time.Hour, 3 * time.Hour},
		{"ttl", 0, 4 * time.Hour, time.Hour, 4 * time.Hour},
		{"the longer", 5 * time.Hour, 4 * time.Hour, time.Hour, 5 * time.Hour},
		{"ten years", 10 * 365 * day, 0, time.Hour, 7 * day},
		{"ten years of ttl", 0, 10 * 365 * day, time.Hour, 7 * day},
		{"the user's own interval", 5 * time.Hour, 0, 6 * time.Hour, 6 * time.Hour},
		{"the user's own, longer than a week", 0, 0, 30 * day, 30 * day},
	} {
		p := answered(feed.Poll{}, &fetch.Response{Status: 200, Fresh: c.fresh}, c.ttl, 0, false, noon, c.interval)
		if got := p.Due.Sub(noon); got != c.want {
			t.Errorf("%s: due after %v, want %v", c.name, got, c.want)
		}
		p = unchanged(feed.Poll{}, &fetch.Response{Status: 304, Fresh: max(c.fresh, c.ttl)}, false, noon, c.interval)
		if got := p.Due.Sub(noon); got != c.want {
			t.Errorf("%s: due after a 304 in %v, want %v", c.name, got, c.want)
		}
	}
}

func TestValidatorsKept(t *testing.T) {
	was := feed.Poll{ETag: `W/"a"`, LastModified: "Monday, or so", Whole: noon.Add(-time.Hour)}
	for _, c := range []struct {
		name                   string
		p                      feed.Poll
		wantETag, wantModified string
	}{
		{"new ones", answered(was, &fetch.Response{ETag: "unquoted", LastModified: "x"}, 0, 0, true, noon, time.Hour), "unquoted", "x"},
		{"a new tag beside the old date", answered(was, &fetch.Response{ETag: `"b"`, LastModified: was.LastModified}, 0, 0, true, noon, time.Hour), `"b"`, was.LastModified},
		{"none any more", answered(was, &fetch.Response{}, 0, 0, true, noon, time.Hour), "", ""},
		{"a tag alone", answered(was, &fetch.Response{ETag: `"c"`}, 0, 0, true, noon, time.Hour), `"c"`, ""},
		{"a 304 with new ones", unchanged(was, &fetch.Response{ETag: `"d"`, LastModified: "y"}, false, noon, time.Hour), `"d"`, "y"},
		{"a 304 without", unchanged(was, &fetch.Response{}, false, noon, time.Hour), was.ETag, was.LastModified},
		{"a failure", failed(was, trouble(feed.TroubleServer, 500, 0), noon, time.Hour), was.ETag, was.LastModified},
		{"a page in place of the feed", failed(was, trouble(feed.TroubleNotFeed, 200, 0), noon, time.Hour), was.ETag, was.LastModified},
	} {
		if c.p.ETag != c.wantETag || c.p.LastModified != c.wantModified {
			t.Errorf("%s: %q, %q; want %q, %q", c.name, c.p.ETag, c.p.LastModified, c.wantETag, c.wantModified)
		}
	}
}

func TestFailedBacksOff(t *testing.T) {
	var p feed.Poll
	now := noon
	want := []time.Duration{1, 2, 4, 8, 16, 24, 24, 24}
	for i, w := range want {
		p = failed(p, trouble(feed.TroubleMissing, 404, 0), now, time.Hour)
		if got := p.Due.Sub(now); got != w*time.Hour {
			t.Errorf("failure %d: due after %v, want %v", i+1, got, w*time.Hour)
		}
		if !p.Since.Equal(noon) || p.Failures != i+1 {
			t.Errorf("failure %d: since %v, %d in a row", i+1, p.Since, p.Failures)
		}
		if skipped(&feed.Source{}, &p, now, time.Hour, true, true) != NotSkipped {
			t.Errorf("failure %d: not asked at once although nothing bars it", i+1)
		}
		now = p.Due
	}
	p = answered(p, &fetch.Response{Status: 200}, 0, 0, false, now, time.Hour)
	if p.Failures != 0 || !p.Since.IsZero() || p.Trouble != feed.NoTrouble || p.Message != "" {
		t.Errorf("a good answer left %+v", p)
	}
}

func TestFailedBars(t *testing.T) {
	for _, c := range []struct {
		name     string
		status   int
		retry    time.Duration
		failures int // before
		want     time.Duration
	}{
		{"two minutes", 429, 2 * time.Minute, 0, 2 * time.Minute},
		{"five days", 503, 5 * day, 0, 5 * day},
		{"a second", 503, time.Second, 0, time.Minute},
		{"a year", 429, 365 * day, 0, 7 * day},
		{"not said", 429, 0, 0, time.Hour},
		{"not said, again", 429, 0, 2, 4 * time.Hour},
		{"not said, for long", 429, 0, 50, 24 * time.Hour},
		{"busy without a time", 503, 0, 0, 0},
		{"an ordinary fault", 500, 0, 0, 0},
	} {
		p := failed(feed.Poll{Failures: c.failures}, trouble(feed.TroubleBusy, c.status, c.retry), noon, time.Hour)
		var got time.Duration
		if !p.Barred.IsZero() {
			got = p.Barred.Sub(noon)
		}
		if got != c.want {
			t.Errorf("%s: barred for %v, want %v", c.name, got, c.want)
		}
		if p.Due.Before(p.Barred) {
			t.Errorf("%s: due while it is barred", c.name)
		}
		if c.want == 0 {
			continue
		}
		for _, at := range []time.Duration{0, c.want / 2, c.want - time.Second} {
			if why := skipped(&feed.Source{}, &p, noon.Add(at), time.Hour, true, true); why != SkipBarred {
				t.Errorf("%s: %v later asked at once: %v", c.name, at, why)
			}
		}
		if why := skipped(&feed.Source{}, &p, noon.Add(c.want), time.Hour, true, true); why != NotSkipped {
			t.Errorf("%s: still barred when it is over: %v", c.name, why)
		}
	}
}

func TestOfflineBlamesNobody(t *testing.T) {
	was := feed.Poll{Tried: noon.Add(-day), Due: noon, ETag: "x", Failures: 2}
	if got := failed(was, trouble(feed.TroubleOffline, 0, 0), noon, time.Hour); got != was {
		t.Errorf("got %+v, want %+v", got, was)
	}
}

func TestSkipped(t *testing.T) {
	followed, paused := feed.Source{}, feed.Source{Paused: true}
	gone := failed(feed.Poll{}, trouble(feed.TroubleGone, 410, 0), noon.Add(-30*day), time.Hour)
	good := answered(feed.Poll{}, &fetch.Response{}, 0, 0, false, noon.Add(-time.Minute), time.Hour)
	for _, c := range []struct {
		name          string
		src           feed.Source
		poll          feed.Poll
		atOnce, named bool
		want          Skip
	}{
		{"never asked", followed, feed.Poll{}, false, false, NotSkipped},
		{"asked a minute ago", followed, good, false, false, SkipNotDue},
		{"asked a minute ago, by name", followed, good, false, true, SkipNotDue},
		{"asked a minute ago, at once", followed, good, true, false, NotSkipped},
		{"paused", paused, feed.Poll{}, false, false, SkipPaused},
		{"paused, all at once", paused, feed.Poll{}, true, false, SkipPaused},
		{"paused, by name at once", paused, feed.Poll{}, true, true, NotSkipped},
		{"gone", followed, gone, false, false, SkipGone},
		{"gone, all at once", followed, gone, true, false, SkipGone},
		{"gone, by name at once", followed, gone, true, true, NotSkipped},
	} {
		if got := skipped(&c.src, &c.poll, noon, time.Hour, c.atOnce, c.named); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A clock that was wrong neither silences a source nor makes it asked over and
// over.
func TestClockJumps(t *testing.T) {
	for _, jump := range []time.Duration{-365 * day, -30 * day, -3 * day, 10 * 365 * day, 30 * day} {
		p := answered(feed.Poll{}, &fetch.Response{Fresh: 7 * day}, 0, 0, true, noon, time.Hour)
		now := noon.Add(jump)
		asked := 0
		for range 24 * 10 {
			if skipped(&feed.Source{}, &p, now, time.Hour, false, false) == NotSkipped {
				p = answered(p, &fetch.Response{}, 0, 0, false, now, time.Hour)
				asked++
			}
			now = now.Add(30 * time.Minute)
		}
		if asked < 100 || asked > 121 {
			t.Errorf("clock off by %v: asked %d times in 120 hours", jump, asked)
		}
	}
	barred := failed(feed.Poll{}, trouble(feed.TroubleBusy, 429, 5*day), noon, time.Hour)
	if got := skipped(&feed.Source{}, &barred, noon.Add(-time.Hour), time.Hour, true, true); got != SkipBarred {
		t.Errorf("clock put back by an hour: %v, want barred", got)
	}
	if got := skipped(&feed.Source{}, &barred, noon.Add(-365*day), time.Hour, false, false); got != NotSkipped {
		t.Errorf("clock put back by a year: %v, want asked", got)
	}
}

func TestUnconditionalOnce(t *testing.T) {
	p := answered(feed.Poll{}, &fetch.Response{ETag: `"a"`}, 0, 0, true, noon, time.Hour)
	now, bare := noon, 0
	for now.Before(noon.Add(30 * day)) {
		now = now.Add(time.Hour)
		b := unconditional(&p, now)
		if b {
			bare++
			if since := now.Sub(noon); since <= 8*day || since > 8*day+time.Hour {
				t.Errorf("asked without validators after %v", since)
			}
		}
		p = unchanged(p, &fetch.Response{Status: 304}, b, now, time.Hour)
	}
	if bare != 1 {
		t.Errorf("asked without validators %d times, want 1", bare)
	}
	p = answered(p, &fetch.Response{}, 0, 0, true, now, time.Hour)
	if p.Latched || unconditional(&p, now.Add(time.Hour)) {
		t.Errorf("still latched after a whole answer: %+v", p)
	}
}

// Whatever comes in whatever order, the bounds hold.
func TestScheduleModel(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var src feed.Source
	for range 300 {
		var p feed.Poll
		now := noon
		barred := time.Time{} // what the last answer demanded
		for range 60 {
			now = now.Add(time.Duration(rng.Int64N(int64(12 * time.Hour))))
			atOnce := rng.IntN(4) == 0
			why := skipped(&src, &p, now, time.Hour, atOnce, atOnce)
			if now.Before(barred) && why == NotSkipped {
				t.Fatalf("asked %v before it may be: %+v", barred.Sub(now), p)
			}
			if !atOnce && why == NotSkipped && !p.Tried.IsZero() && now.Sub(p.Tried) < time.Hour {
				t.Fatalf("asked by itself %v after the last time: %+v", now.Sub(p.Tried), p)
			}
			if why != NotSkipped {
				continue
			}
			barred = time.Time{}
			p = step(rng, p, now, &barred)
			if ahead := p.Due.Sub(now); ahead < time.Hour || ahead > 7*day {
				t.Fatalf("due after %v: %+v", ahead, p)
			}
			if (p.Failures == 0) != p.Since.IsZero() || (p.Failures == 0) != (p.Trouble == feed.NoTrouble) {
				t.Fatalf("failures and their cause do not agree: %+v", p)
			}
		}
	}
}

// step gives a source an answer by chance.
func step(rng *rand.Rand, p feed.Poll, now time.Time, barred *time.Time) feed.Poll {
	switch rng.IntN(5) {
	case 0:
		return answered(p, &fetch.Response{Status: 200, Fresh: time.Duration(rng.Int64N(int64(20 * day)))}, time.Duration(rng.Int64N(int64(day))), 0, true, now, time.Hour)
	case 1:
		return unchanged(p, &fetch.Response{Status: 304}, unconditional(&p, now), now, time.Hour)
	case 2:
		wait := time.Duration(rng.Int64N(int64(6 * day)))
		*barred = now.Add(max(wait, time.Minute))
		return failed(p, trouble(feed.TroubleBusy, []int{429, 503}[rng.IntN(2)], wait+1), now, time.Hour)
	case 3:
		return failed(p, trouble(feed.TroubleServer, 500, 0), now, time.Hour)
	}
	return failed(p, trouble(feed.TroubleTimeout, 0, 0), now, time.Hour)
}
