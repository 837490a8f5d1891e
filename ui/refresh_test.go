package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
	"veille/feed/refresh"
)

func TestRefreshAll(t *testing.T) {
	b, net := following(t, setup{w: 120, h: 40})
	b.keys("j j j J")
	h, _ := b.m.current()
	row, top := b.m.list.cursor, b.m.reader.top
	b.keys("R")
	if len(net.asked) != 1 || net.asked[0] != nil {
		t.Fatalf("R asked %v", net.asked)
	}
	b.shows("14 new from 2 sources · 1 failed")
	b.shows("14 new ↑ gw")
	if now, _ := b.m.current(); now.ID != h.ID || b.m.list.cursor != row || b.m.reader.top != top {
		t.Errorf("the cursor went from %d to %d, the text from %d to %d", row, b.m.list.cursor, top, b.m.reader.top)
	}
	b.keys("g w").stands("1/54")
	b.keys("g R").shows("Last refresh: 4 of 4 sources")
	b.shows("8 new       0.8 s")
	b.shows("nothing had changed")
	b.keys("esc").lacks("Last refresh")
}

// At the top of the list, where they are seen, new rows come at once.
func TestNewsComeAtTheTop(t *testing.T) {
	b, _ := following(t, setup{w: 120, h: 40})
	b.keys("R").stands("15/54")
	h, _ := b.m.current()
	if !strings.HasPrefix(h.Title, "Les ports") {
		t.Errorf("the cursor stands on %q", h.Title)
	}
}

// held is a refresh that goes on until the test lets it end.
type held struct {
	b     *bench
	each  func(refresh.Event)
	ctx   context.Context //nolint:containedctx // of one call
	end   chan refresh.Summary
	began chan bool
	cmds  []tea.Cmd
	done  chan tea.Msg
}

// hold starts a refresh that is under way.
func hold(t *testing.T, s setup, key string) *held {
	t.Helper()
	h := &held{end: make(chan refresh.Summary, 1), began: make(chan bool), done: make(chan tea.Msg, 1)}
	s.lib = pressroom()
	s.o.Refresh = func(ctx context.Context, _ []feed.ID, _ bool, each func(refresh.Event)) (refresh.Summary, error) {
		h.ctx, h.each = ctx, each
		close(h.began)
		select {
		case sum := <-h.end:
			return sum, nil
		case <-ctx.Done():
			return refresh.Summary{}, fmt.Errorf("refresh: %w", ctx.Err())
		}
	}
	h.b = at(t, s)
	_, cmd := h.b.m.Update(keyPress(key))
	h.run(cmd)
	<-h.began
	return h
}

// run runs commands: the refresh itself beside the test, the wait for its events
// when the test says so.
func (h *held) run(cmd tea.Cmd) {
	h.b.Helper()
	r := h.b.m.refresh.run
	if r == nil {
		h.b.Fatal("no refresh is under way")
	}
	h.cmds = append(h.cmds, flattenCmds(cmd)...)
	go func() { h.done <- h.cmds[0]() }()
}

// flattenCmds opens batches without running what is in them.
func flattenCmds(cmd tea.Cmd) []tea.Cmd {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	cmds, ok := commands(msg)
	if !ok {
		return []tea.Cmd{func() tea.Msg { return msg }}
	}
	var out []tea.Cmd
	for i, c := range cmds {
		if c == nil {
			continue
		}
		if i == 0 && len(cmds) == 2 { // the batch of the refresh: its work and its wait
			return cmds
		}
		out = append(out, flattenCmds(c)...)
	}
	return out
}

// tell sends events and has the screen take them in.
func (h *held) tell(es ...refresh.Event) *held {
	h.b.Helper()
	for _, e := range es {
		h.each(e)
	}
	drive(h.b, h.b.m, refreshNews{h.b.m.refresh.run})
	return h
}

// finish lets the refresh end.
func (h *held) finish(s refresh.Summary) {
	h.b.Helper()
	h.end <- s
	drive(h.b, h.b.m, <-h.done)
}

func numbered40(i int) feed.Source {
	return feed.Source{ID: feed.SourceID(fmt.Sprint("source", i)), Name: fmt.Sprintf("Source %02d", i), Feed: "https://example.org/" + fmt.Sprint(i)}
}

// twelveOf40 are the events of a refresh that is a third through.
func twelveOf40(now time.Time) []refresh.Event {
	var out []refresh.Event
	for i := range 40 {
		out = append(out, refresh.Event{Source: numbered40(i), Phase: refresh.Waiting})
	}
	for i := range 12 {
		e := refresh.Event{Source: numbered40(i), Phase: refresh.Finished, Took: 800 * time.Millisecond, Kept: feed.Kept{New: i % 3}}
		switch i {
		case 3, 6:
			e.Unchanged = true
		case 5:
			e.Kept.New = 0
			e.Err = context.DeadlineExceeded
			e.Poll = feed.Poll{Trouble: feed.TroubleMissing, Status: 404, Failures: 3, Since: now.Add(-48 * time.Hour)}
		}
		out = append(out, e)
	}
	return append(out, refresh.Event{Source: numbered40(12), Phase: refresh.Asking}, refresh.Event{Source: numbered40(13), Phase: refresh.Reading},
		refresh.Event{Source: numbered40(14), Phase: refresh.Fetching, Done: 3, All: 8})
}

func TestProgressInTheBar(t *testing.T) {
	h := hold(t, setup{w: 120, h: 40}, "R")
	h.tell(twelveOf40(h.b.lib.now)...)
	h.b.shows("↻ 12/40")
	h.b.keys("R").shows("Refresh 12 of 40 sources")
	h.b.shows("full text 3 of 8")
	h.b.shows("25 sources are waiting")
	h.b.keys("esc").lacks("Refresh 12")
	h.b.keys("j j s").shows("starred")
	h.finish(refresh.Summary{Asked: 40, Failed: 1, New: 10})
	h.b.lacks("↻")
}

// TestRefreshScreens holds what the box looks like.
func TestRefreshScreens(t *testing.T) {
	for _, c := range []struct {
		name string
		s    setup
		keys string
	}{
		{"80x24", setup{w: 80, h: 24}, "R"},
		{"120x40-fr", setup{w: 120, h: 40, o: Options{Lang: "fr"}}, "g R"},
		{"200x60-vi", setup{w: 200, h: 60, o: Options{Lang: "vi"}}, "g R k k"},
		{"50x20-ascii", setup{w: 50, h: 20, o: Options{ASCII: true, Colours: "none"}}, "R"},
		{"80x24-bar", setup{w: 80, h: 24}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := hold(t, c.s, "R")
			h.tell(twelveOf40(h.b.lib.now)...)
			h.b.keys(c.keys)
			golden.RequireEqual(t, h.b.m.View().Content)
			h.finish(refresh.Summary{})
		})
	}
}

func TestRefreshIsGivenUp(t *testing.T) {
	h := hold(t, setup{w: 120, h: 40}, "R")
	h.tell(twelveOf40(h.b.lib.now)...)
	h.b.keys("g R c")
	drive(t, h.b.m, <-h.done)
	h.b.shows("Stopped after 12 of 40 sources; 10 new are kept")
	if h.b.m.refresh.run != nil || h.ctx.Err() == nil {
		t.Error("it still runs")
	}
}

// Leaving gives the refresh up, and waits until it has ended.
func TestQuittingDuringARefresh(t *testing.T) {
	h := hold(t, setup{w: 120, h: 40}, "R")
	if quits(h.b, "q") {
		t.Error("the program ends while a refresh writes")
	}
	msg := <-h.done
	if h.ctx.Err() == nil {
		t.Error("the refresh was not given up")
	}
	_, cmd := h.b.m.Update(msg)
	if !ends(cmd) {
		t.Error("the program does not end after the refresh")
	}
}

// ends reports whether a command ends the program.
func ends(cmd tea.Cmd) bool {
	if cmd == nil {
		return false
	}
	msg := cmd()
	if cmds, ok := commands(msg); ok {
		for _, c := range cmds {
			if ends(c) {
				return true
			}
		}
		return false
	}
	_, quit := msg.(tea.QuitMsg)
	return quit
}

func TestOfflineIsOneWord(t *testing.T) {
	b, net := following(t, setup{w: 120, h: 40})
	net.offline = true
	b.keys("R").shows("Offline: no server could be reached")
	if l := strings.Split(b.screen(), "\n")[0]; !strings.Contains(l, "offline") || strings.Contains(l, "error") {
		t.Errorf("the bar says %q", l)
	}
	net.offline = false
	b.keys("R")
	if l := strings.Split(b.screen(), "\n")[0]; strings.Contains(l, "offline") || !strings.Contains(l, "1 error  ge show") {
		t.Errorf("the bar says %q", l)
	}
}

// Where another veille refreshes, R says so; a refresh that nobody asked for does
// not, and what is known of the network stays.
func TestRefreshElsewhere(t *testing.T) {
	for lang, said := range map[string]string{"en": "Another veille is refreshing", "fr": "Un autre veille actualise", "vi": "Một veille khác đang cập nhật"} {
		b, net := following(t, setup{w: 120, h: 40, o: Options{Lang: lang}})
		net.offline = true
		b.keys("R")
		b.m.o.Refresh = func(context.Context, []feed.ID, bool, func(refresh.Event)) (refresh.Summary, error) {
			return refresh.Summary{Elsewhere: true}, nil
		}
		b.keys("R").shows(said)
		if l := strings.Split(b.screen(), "\n")[0]; !strings.Contains(l, b.m.words.Offline) {
			t.Errorf("%s: the bar says %q", lang, l)
		}
		if cmd := b.m.refreshSaid(refreshed{of: &run{}, summary: refresh.Summary{Elsewhere: true}}); cmd != nil {
			t.Errorf("%s: it is told though nobody asked", lang)
		}
	}
}

// The timer asks for what is due at its rhythm: one refresh, however late it
// rings, and none while one runs.
func TestRefreshByItself(t *testing.T) {
	b, net := following(t, setup{w: 120, h: 40, o: Options{Every: 15 * time.Minute}})
	timers := func() (n int, d time.Duration) {
		for _, a := range b.alarms {
			if _, ok := a.msg.(everyTimer); ok {
				n++
				d = a.d
			}
		}
		return n, d
	}
	if n, d := timers(); n != 1 || d > time.Minute {
		t.Fatalf("%d timers, of %s: what is due is asked for soon after the start", n, d)
	}
	b.keys("j j").ring()
	if len(net.asked) != 1 || net.asked[0] != nil {
		t.Fatalf("asked %v", net.asked)
	}
	if n, d := timers(); n != 1 || d != 15*time.Minute {
		t.Errorf("%d timers, of %s", n, d)
	}
	news = map[string]int{}
	t.Cleanup(func() { news = map[string]int{"Agence Exemple": 6, "Báo Mẫu": 8} })
	b.m.toast.text = ""
	b.ring()
	if len(net.asked) != 2 || b.m.toast.text != "" {
		t.Errorf("asked %d times, said %q", len(net.asked), b.m.toast.text)
	}
	h := hold(t, setup{w: 120, h: 40, o: Options{Every: time.Minute}}, "R")
	run := h.b.m.refresh.run
	h.b.ring()
	if h.b.m.refresh.run != run {
		t.Error("a second refresh runs beside the first")
	}
	h.finish(refresh.Summary{})
}

// While a refresh runs, another source asked for comes after it.
func TestRefreshOneAfterAll(t *testing.T) {
	h := hold(t, setup{w: 120, h: 40}, "R")
	h.b.keys("r").shows(h.b.m.words.RefreshNext)
	if len(h.b.m.refresh.next) != 1 {
		t.Fatalf("%d sources wait", len(h.b.m.refresh.next))
	}
	var asked []feed.ID
	h.b.m.o.Refresh = func(_ context.Context, ids []feed.ID, atOnce bool, _ func(refresh.Event)) (refresh.Summary, error) {
		asked = ids
		return refresh.Summary{}, nil
	}
	h.finish(refresh.Summary{})
	if len(asked) != 1 || asked[0] != feed.SourceID("Agence Exemple") {
		t.Errorf("asked %v", asked)
	}
}

// However many events come, the screen is told a few times a second, and the one
// who tells never waits.
func TestEventsAreFolded(t *testing.T) {
	h := hold(t, setup{w: 120, h: 40}, "R")
	for i := range 10_000 {
		h.each(refresh.Event{Source: numbered40(i % 40), Phase: refresh.Fetching, Done: i, All: 10_000})
	}
	if n := len(h.b.m.refresh.run.take()); n != 40 {
		t.Errorf("%d events wait for 40 sources", n)
	}
	h.b.alarms = nil
	h.tell(refresh.Event{Source: numbered40(1), Phase: refresh.Asking})
	var ticks int
	for _, a := range h.b.alarms {
		if _, ok := a.msg.(refreshTick); ok && a.d >= 100*time.Millisecond {
			ticks++
		}
	}
	if ticks != 1 {
		t.Errorf("%d pauses before the next events are looked at", ticks)
	}
	h.finish(refresh.Summary{})
}

// BenchmarkKeyDuringRefresh is what a key costs while 1,000 sources are asked.
func BenchmarkKeyDuringRefresh(b *testing.B) {
	x := at(b, setup{w: 160, h: 50, lib: pressroom()})
	x.m.refresh = refreshing{run: &run{}, events: map[feed.ID]refresh.Event{}}
	var es []refresh.Event
	for i := range 1000 {
		es = append(es, refresh.Event{Source: numbered40(i), Phase: refresh.Asking})
	}
	down, up := keyPress("j"), keyPress("k")
	for i := 0; b.Loop(); i++ {
		if i%10 == 0 {
			x.m.refresh.apply(es)
		}
		if i/20%2 == 0 {
			x.m.Update(down)
		} else {
			x.m.Update(up)
		}
		_ = x.m.View()
	}
}
