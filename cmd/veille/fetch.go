package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/refresh"
	"veille/feed/text"
	"veille/store"
)

const howToFollow = "follow one with: veille add ADDRESS; or see which there are: veille source starters"

func (a *app) fetchCmd() *cobra.Command {
	var f askFlags
	var now bool
	c := &cobra.Command{
		Use:   "fetch [SOURCE…]",
		Short: "Ask the sources for news",
		Long: "Asks the sources that are due, each at most as often as the settings and its server say, and keeps what is new. " +
			"Sources that are named are asked at once, and with --now all of them; what a server has forbidden for a time stays forbidden. " +
			"One that fails holds up no other: it is told, and the code is 4, as it is without a network; 1 when all that were asked have failed. " +
			"It works beside an open reader, which shows the news within a second; while another veille refreshes, it leaves that to it, or waits for it to end when sources are named or with --now.",
		Example:           "  veille fetch\n  veille fetch 'Le Carnet' -v\n  veille fetch --json | jq 'select(.status == \"failed\")'",
		ValidArgsFunction: a.completeSource,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.fetch(cmd.Context(), args, now, f)
		},
	}
	c.Flags().BoolVar(&now, "now", false, "ask those too that are not due")
	f.declare(c)
	return c
}

func (a *app) fetch(ctx context.Context, names []string, now bool, f askFlags) error {
	lean(leanMemory)
	ask, err := a.asker(f)
	if err != nil {
		return err
	}
	return a.with(ctx, toWrite, func(s *store.Store) error {
		all, err := s.Sources(ctx)
		if err != nil {
			return err
		}
		var ids []feed.ID
		some := followed(all)
		if len(names) > 0 {
			if some, err = sourcesNamed(all, names, true); err != nil {
				return err
			}
			ids = idsOf(some)
		}
		if len(some) == 0 {
			a.sayf("no source is followed")
			a.sayf("hint: %s", howToFollow)
			return nil
		}
		ask.options.AtOnce = now || len(names) > 0
		err = a.refresh(ctx, s, ids, len(some), ask)
		a.afterNews(ctx, s)
		return cmp.Or(err, a.tellMoved(ctx, s, some))
	})
}

// tellMoved tells with -v which sources were found elsewhere for good: they are
// asked there from now on.
func (a *app) tellMoved(ctx context.Context, s *store.Store, before []feed.Source) error {
	if !a.verbose || ctx.Err() != nil {
		return nil
	}
	now, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	at := make(map[feed.ID]string, len(now))
	for i := range now {
		at[now[i].ID] = now[i].Feed
	}
	for i := range before {
		if was := &before[i]; at[was.ID] != "" && at[was.ID] != was.Feed {
			a.sayf("%s: moved to %s", shownName(was), text.Line(at[was.ID]))
		}
	}
	return nil
}

// refresh asks sources, nil for all, and tells what came of it.
func (a *app) refresh(ctx context.Context, s *store.Store, ids []feed.ID, n int, ask asker) error {
	ask.options.Turn = func(ctx context.Context, wait bool) (func(), bool, error) {
		if wait {
			a.sayf("another veille is refreshing just now; waiting for it to end")
		}
		return s.RefreshTurn(ctx, wait)
	}
	t := a.telling(n)
	t.passwords = ask.passwords
	sum, err := refresh.Run(ctx, s, ask.client, ids, ask.options, t.event)
	t.meter.clear()
	if err != nil {
		if t.new > 0 {
			a.sayf("%s kept before that", many(t.new, "new article was", "new articles were"))
		}
		return err
	}
	if sum.Elsewhere {
		a.sayf("another veille is refreshing just now; its news will come")
		return nil
	}
	return t.result(sum)
}

// telling tells of a refresh while it goes on.
type telling struct {
	app    *app
	meter  *meter
	done   int // sources that are finished
	all    int
	new    int
	failed []failedSource

	passwords *passwords
	offline   string // what is wrong with the network, "" when that was not told

	paused, barred, mute, apart int // of those skipped
}

func (a *app) telling(n int) *telling {
	t := &telling{app: a, meter: a.meter(), all: n}
	if a.verbose { // each source has a line of its own
		t.meter = &meter{}
	}
	return t
}

// fetched is one line of fetch --json.
type fetched struct {
	Kind    string `json:"kind"`
	Source  string `json:"source"`
	ID      string `json:"id"`
	Status  string `json:"status"` // new, unchanged, failed or skipped
	New     int    `json:"new"`
	Updated int    `json:"updated"`
	TookMS  int64  `json:"took_ms"`
	Trouble string `json:"trouble"`
	Error   string `json:"error"`
	Why     string `json:"why"`  // it was skipped, one of skipNames
	Next    string `json:"next"` // not to be asked before by itself
}

func (t *telling) event(e refresh.Event) {
	switch e.Phase {
	case refresh.Finished, refresh.Skipped:
		t.ended(&e)
	case refresh.Fetching:
		t.show(fmt.Sprintf("%s: whole text %d of %d", shownName(&e.Source), e.Done, e.All))
		return
	default:
	}
	t.show("")
}

func (t *telling) show(what string) {
	if what == "" {
		what = many(t.new, "new article", "new articles")
	}
	t.meter.show("asked %d of %s, %s", t.done, many(t.all, "source", "sources"), what)
}

func (t *telling) ended(e *refresh.Event) {
	a := t.app
	t.done++
	t.new += e.Kept.New
	o := fetched{
		Kind: "source", Source: text.Line(e.Source.Name), ID: e.Source.ID.String(), Status: "unchanged",
		New: e.Kept.New, Updated: e.Kept.Updated, TookMS: e.Took.Milliseconds(), Next: stamp(later(next(&e.Poll), e.Until)),
	}
	var line string
	switch {
	case e.Phase == refresh.Skipped:
		o.Status, o.Why = "skipped", skipNames[e.Why]
		line = t.skipped(e)
	case e.Err != nil:
		o.Status, o.Trouble, o.Error = "failed", troubleName(e.Poll.Trouble), text.Line(e.Err.Error())
		t.failed = append(t.failed, failedSource{shownName(&e.Source), troubleOf(e, t.passwords, a.now())})
	case e.Kept.New+e.Kept.Updated > 0:
		o.Status = "new"
		line = fmt.Sprintf("%d new%s", e.Kept.New, updated(e.Kept.Updated))
	default:
		line = "nothing new"
	}
	if a.json {
		a.out.object(o)
		a.out.flush() //nolint:errcheck // kept in a.out
	}
	if a.verbose && line != "" {
		a.sayf("%s: %s%s", shownName(&e.Source), line, took(e))
	}
	if n := e.Poll.Missing; n > 0 && e.Phase == refresh.Finished && e.Err == nil && a.verbose {
		a.sayf("%s: the feed was longer than is read: the oldest %s left out", shownName(&e.Source), many(n, "item was", "items were"))
	}
	a.tellRefused(&e.Source, e.Kept)
}

// maxRefused is how many articles that could not be kept are told of one source.
const maxRefused = 5

// tellRefused tells the articles of a source that could not be kept.
func (a *app) tellRefused(s *feed.Source, k feed.Kept) {
	for i, err := range k.Refused {
		if i == maxRefused {
			a.warnf("%s: and %d more could not be kept", shownName(s), len(k.Refused)-maxRefused)
			return
		}
		a.warnf("%s: %s", shownName(s), ansi.Truncate(text.Line(err.Error()), 200, "…"))
	}
}

// troubleOf tells why a source failed just now.
func troubleOf(e *refresh.Event, p *passwords, now time.Time) string {
	if why := p.failure(e.Source.Feed); why != "" && e.Poll.Trouble == feed.TroubleDenied {
		return "its password could not be had: " + why
	}
	if e.Poll.Trouble == feed.NoTrouble {
		return text.Line(e.Err.Error())
	}
	return troubleLine(&e.Poll, e.Source.Feed, argOf(&e.Source), now)
}

// skipNames are the words that --json has for why a source was not asked.
var skipNames = map[refresh.Skip]string{
	refresh.SkipPaused: "paused", refresh.SkipGone: "over", refresh.SkipNotDue: "not-due", refresh.SkipBarred: "barred",
	refresh.SkipHost: "host", refresh.SkipMute: "unreachable", refresh.SkipOffline: "offline", refresh.SkipPortal: "portal",
}

// skipped tells why a source was not asked, and counts it.
func (t *telling) skipped(e *refresh.Event) string {
	switch e.Why {
	case refresh.SkipPaused:
		t.paused++
		return "paused"
	case refresh.SkipGone:
		t.paused++
		return "over: its server says that it has ended"
	case refresh.SkipBarred:
		t.barred++
		return "its server allows it again " + local(e.Poll.Barred)
	case refresh.SkipHost:
		t.barred++
		if e.Until.IsZero() {
			return "its server asked to be left alone"
		}
		return "its server asked to be left alone until " + local(e.Until)
	case refresh.SkipMute:
		t.mute++
		return "its server could not be reached just before"
	case refresh.SkipOffline:
		t.apart++
		if fe := (*fetch.Error)(nil); errors.As(e.Err, &fe) && fe.Trouble == feed.TroubleOffline {
			t.offline = text.Line(fe.Error())
		}
		return "no network"
	case refresh.SkipPortal:
		t.apart++
		return "the network answers in place of its server"
	default:
		return "not due before " + local(e.Poll.Due)
	}
}

func local(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// next is when a source may be asked again by itself.
func next(p *feed.Poll) time.Time { return later(p.Due, p.Barred) }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func updated(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d updated", n)
}

func took(e *refresh.Event) string {
	if e.Phase != refresh.Finished {
		return ""
	}
	return fmt.Sprintf(" (%.1f s)", e.Took.Seconds())
}

// result tells what came of the whole, and settles the code. Without a network
// nothing has failed that the next run, by cron or a timer, would not make good.
func (t *telling) result(sum refresh.Summary) error {
	a := t.app
	if sum.Offline {
		a.sayf("offline: %s; nothing is lost, and the sources will be asked the next time", cmp.Or(t.offline, "no server could be reached"))
		return exit(exitPartly)
	}
	if sum.Portal != "" {
		a.warnf("%s answers in place of the servers, as the network of a hotel does until one has signed in; nothing is lost", text.Line(sum.Portal))
		a.warnf("hint: sign in with a browser and try again")
		return exit(exitPartly)
	}
	t.tellFailed()
	a.sayf("%s", t.summary(sum))
	if sum.Trashed > 0 {
		a.sayf("moved to the trash: %s older than their sources keep; veille trash restore brings them back", many(sum.Trashed, "article", "articles"))
	}
	switch {
	case sum.Failed == 0:
		return nil
	case sum.Failed >= sum.Asked:
		return exit(exitFailed)
	}
	return exit(exitPartly)
}

// failedSource is a source that failed, and why.
type failedSource struct{ name, why string }

// fewFailed is how many sources that failed for the same reason are told of each
// by itself, unless -v asks for all: forty feeds of one server that is down are
// one piece of news.
const fewFailed = 3

// tellFailed tells the sources that failed.
func (t *telling) tellFailed() {
	names := map[string][]string{}
	for _, f := range t.failed {
		names[f.why] = append(names[f.why], f.name)
	}
	for _, f := range t.failed {
		same := names[f.why]
		switch {
		case len(same) <= fewFailed || t.app.verbose:
			t.app.warnf("%s: %s", f.name, f.why)
		case f.name == same[0]:
			t.app.warnf("%s, %s and %d more: %s", same[0], same[1], len(same)-2, f.why)
			names[f.why] = append([]string{""}, same[1:]...) // told
		}
	}
}

// summary is the last line of fetch: "asked 40 sources: 14 new, 2 updated,
// 1 failed, 3 not due".
func (t *telling) summary(sum refresh.Summary) string {
	parts := []string{fmt.Sprintf("%d new", sum.New)}
	for _, p := range []struct {
		n    int
		what string
	}{
		{sum.Updated, "updated"},
		{sum.Failed, "failed"},
		{sum.Skipped - t.paused - t.barred - t.mute - t.apart, "not due"},
		{t.barred, "asked to wait by their servers"},
		{t.mute, "left for the next time, for their server cannot be reached"},
		{t.paused, "paused or over"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if sum.Asked == 0 {
		return "asked no source: " + strings.Join(parts[1:], ", ")
	}
	return "asked " + many(sum.Asked, "source", "sources") + ": " + strings.Join(parts, ", ")
}
