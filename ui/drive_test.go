package ui

import (
	"context"
	"image/color"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// drive feeds messages to a model and runs every command to its end, on the
// test's own goroutine: no sleeps, no frames, the same result each time.
func drive(tb testing.TB, m tea.Model, msgs ...tea.Msg) {
	tb.Helper()
	queue := msgs
	for n := 0; len(queue) > 0; n++ {
		if n > 10_000 {
			tb.Fatal("commands do not come to an end")
		}
		msg := queue[0]
		queue = queue[1:]
		if cmds, ok := commands(msg); ok {
			for _, c := range cmds {
				if c != nil {
					queue = append(queue, c())
				}
			}
			continue
		}
		if msg == nil {
			continue
		}
		var cmd tea.Cmd
		if m, cmd = m.Update(msg); cmd != nil {
			queue = append(queue, cmd())
		}
	}
}

// commands opens a tea.BatchMsg and the unexported message of tea.Sequence,
// both of which are slices of tea.Cmd.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	out := make([]tea.Cmd, v.Len())
	for i := range out {
		out[i], _ = v.Index(i).Interface().(tea.Cmd)
	}
	return out, true
}

// keyPress makes a key of its name: "j", "space", "ctrl+d", "shift+down".
func keyPress(s string) tea.KeyPressMsg {
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome,
		"end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	k := tea.KeyPressMsg{}
	for {
		mod, rest, ok := strings.Cut(s, "+")
		if !ok || rest == "" {
			break
		}
		k.Mod |= map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "shift": tea.ModShift, "alt": tea.ModAlt}[mod]
		s = rest
	}
	if s == "space" {
		k.Code, k.Text = tea.KeySpace, " "
		return k
	}
	if code, ok := named[s]; ok {
		k.Code = code
		return k
	}
	r := []rune(s)[0]
	k.Code = r
	if k.Mod == 0 {
		k.Text = s
	}
	return k
}

// alarm is what m.after was asked for in a test: it rings when the test says
// so.
type alarm struct {
	d   time.Duration
	msg tea.Msg
}

// bench is a model with what it stands on, driven by a test.
type bench struct {
	testing.TB
	m      *model
	lib    *fake
	alarms []alarm
	tick   time.Time
}

type setup struct {
	w, h  int
	light bool
	o     Options
	lib   *fake
}

// at starts a reader in a window.
func at(tb testing.TB, s setup) *bench {
	tb.Helper()
	if s.lib == nil {
		s.lib = newsroom()
	}
	if s.o.Now == nil {
		s.o.Now = func() time.Time { return s.lib.now }
	}
	if s.o.Lang == "" {
		s.o.Lang = "en"
	}
	b := &bench{TB: tb, lib: s.lib}
	m, err := newModel(context.Background(), s.lib, s.o)
	if err != nil {
		tb.Fatal(err)
	}
	m.unwatched = true
	m.clock = func() time.Time { b.tick = b.tick.Add(time.Second); return b.tick } // keys come slowly
	m.since = func(time.Time) time.Duration { return 400 * time.Microsecond }
	m.after = func(d time.Duration, msg tea.Msg) tea.Cmd {
		b.alarms = append(b.alarms, alarm{d, msg})
		return nil
	}
	b.m = m
	ground := color.Color(color.Black)
	if s.light {
		ground = color.White
	}
	drive(tb, m, tea.WindowSizeMsg{Width: s.w, Height: s.h}, tea.BackgroundColorMsg{Color: ground}, m.first()())
	return b
}

// keys presses keys, names parted by blanks.
func (b *bench) keys(names string) *bench {
	b.Helper()
	for _, k := range strings.Fields(names) {
		drive(b, b.m, keyPress(k))
	}
	return b
}

// typed types text into a field, blanks and all.
func (b *bench) typed(s string) *bench {
	b.Helper()
	for _, r := range s {
		k := keyPress(string(r))
		if r == ' ' {
			k = keyPress("space")
		}
		drive(b, b.m, k)
	}
	return b
}

// copied presses keys, the last of which copies, and returns what was sent to
// the clipboard.
func (b *bench) copied(names string) (out string) {
	b.Helper()
	keys := strings.Fields(names)
	b.keys(strings.Join(keys[:len(keys)-1], " "))
	_, cmd := b.m.Update(keyPress(keys[len(keys)-1]))
	for queue := []tea.Cmd{cmd}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == nil {
			continue
		}
		msg := queue[0]()
		if cmds, ok := commands(msg); ok {
			queue = append(queue, cmds...)
		} else if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.String {
			out = v.String() // the unexported message of tea.SetClipboard
		}
	}
	return out
}

// ring lets the timers run out that have been set.
func (b *bench) ring() *bench {
	b.Helper()
	due := b.alarms
	b.alarms = nil
	for _, a := range due {
		drive(b, b.m, a.msg)
	}
	return b
}

// changed tells the model that the file is another version, as the watch does.
func (b *bench) changed() *bench {
	b.Helper()
	v, _ := b.lib.Version(context.Background())
	if b.m.version == 0 {
		b.m.version = 1
	}
	drive(b, b.m, versionMsg{version: v + 1})
	return b
}

// screen is the text on the screen.
func (b *bench) screen() string { return ansi.Strip(b.m.View().Content) }

func (b *bench) shows(s string) {
	b.Helper()
	if !strings.Contains(b.screen(), s) {
		b.Errorf("screen lacks %q:\n%s", s, b.screen())
	}
}

func (b *bench) lacks(s string) {
	b.Helper()
	if strings.Contains(b.screen(), s) {
		b.Errorf("screen has %q:\n%s", s, b.screen())
	}
}

// stands fails unless the cursor stands at a position of so many: "3/40".
func (b *bench) stands(at string) {
	b.Helper()
	if got := b.m.position(); got != at {
		b.Errorf("the cursor stands at %s, want %s", got, at)
	}
}

// article returns the state of the newest article whose title begins so.
func (b *bench) article(title string) *feed.Article {
	b.Helper()
	for _, a := range b.lib.order() {
		if strings.HasPrefix(a.Title, title) {
			return a
		}
	}
	b.Fatalf("no article begins %q", title)
	return nil
}

// stripped is a line without its colours.
func stripped(s string) string { return ansi.Strip(s) }

// cellsTo is how many cells stand before byte at of a line.
func cellsTo(s string, at int) int { return ansi.StringWidth(s[:at]) }
