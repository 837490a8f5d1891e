package store

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// patience is how long a wait may take before it is said who is waited for.
const patience = 2 * time.Second

// lookAgain is how long it is believed who that is.
const lookAgain = 500 * time.Millisecond

// Holder tells which process this store has been waiting for, for more than two
// seconds, at this moment; zero when it waits for nobody. It does not wait.
// Since is when the wait began; a process that is stopped is told as such after
// its command. Who it is can be found out on Linux, elsewhere PID is 0.
func (s *Store) Holder() feed.Holder { return s.waits.longest() }

// Held is the error of a wait for another process that took too long. It wraps
// feed.ErrBusy.
type Held struct {
	By feed.Holder // zero when it is not known who
}

func (e *Held) Error() string {
	if e.By.PID == 0 {
		return errTurn.Error()
	}
	who := fmt.Sprintf("since %s", time.Since(e.By.Since).Round(time.Second/10))
	if e.By.Command != "" {
		who = e.By.Command + ", " + who
	}
	return fmt.Sprintf("waiting for process %d (%s): %v", e.By.PID, who, feed.ErrBusy)
}

func (e *Held) Unwrap() error { return errTurn }

// waits are the turns of a store that have been waited for too long.
type waits struct {
	mu       sync.Mutex
	long     []*turn
	patience time.Duration
	tell     func(feed.Holder) // nil: nobody wants to know
}

func (w *waits) longest() (h feed.Holder) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.long {
		if h.IsZero() || t.who.Since.Before(h.Since) {
			h = t.who
		}
	}
	return h
}

// turn is one wait for the file, for the gate before it and for the lock, and,
// when a read tries by turns with and without a lock, all of its tries.
type turn struct {
	path   string
	start  time.Time
	until  time.Time // when this try ends
	brief  bool      // another try follows
	waits  *waits    // nil: nobody is told
	looked time.Time
	who    feed.Holder
}

func (s *Store) newTurn(until time.Time) *turn {
	return &turn{path: s.path, start: time.Now(), until: until, waits: &s.waits}
}

// tellLong says who is waited for once that has taken long.
func (t *turn) tellLong(now time.Time) {
	if t.waits == nil || now.Sub(t.start) < t.waits.patience || now.Sub(t.looked) < lookAgain {
		return
	}
	first := t.looked.IsZero()
	t.looked = now
	who := t.findHolder()
	t.waits.mu.Lock()
	t.who = who
	if first {
		t.waits.long = append(t.waits.long, t)
	}
	tell := t.waits.tell
	t.waits.mu.Unlock()
	if first && tell != nil && !who.IsZero() {
		tell(who)
	}
}

// end is called when the file is there or waited for no more.
func (t *turn) end() {
	if t.looked.IsZero() || t.waits == nil {
		return
	}
	t.waits.mu.Lock()
	defer t.waits.mu.Unlock()
	t.waits.long = slices.DeleteFunc(t.waits.long, func(o *turn) bool { return o == t })
	t.looked = time.Time{}
}

// findHolder returns who has the file, or, when nobody has, who stands in the
// gate; zero when that is this process itself.
func (t *turn) findHolder() feed.Holder {
	who := feed.Holder{Since: t.start}
	pids := lockers(t.path)
	if len(pids) == 0 {
		pids = lockers(t.path + gateSuffix)
	}
	own := os.Getpid()
	others := slices.DeleteFunc(slices.Clone(pids), func(pid int) bool { return pid == own })
	if len(others) == 0 && len(pids) > 0 {
		return feed.Holder{}
	}
	for _, pid := range others {
		command, stopped := processOf(pid)
		if who.PID == 0 || stopped { // of several readers the one that does not go on
			who.PID, who.Command = pid, command
		}
		if stopped {
			who.Command = strings.TrimPrefix(command+", stopped", ", ")
			break
		}
	}
	return who
}

// plainWord is what a verb looks like. Nothing else of what a process was called
// with is told: it may be a path or what somebody searches for.
var plainWord = regexp.MustCompile(`^[a-z]{2,16}$`)

// takesValue are the flags of every verb that stand before it with a value.
var takesValue = []string{"--db", "--config", "--debug", "--colors"}

// commandOf makes "veille tag" of what a process was called with.
func commandOf(args []string) string {
	if len(args) == 0 {
		return ""
	}
	name := filepath.Base(args[0])
	for i := 1; i < len(args); i++ {
		if slices.Contains(takesValue, args[i]) {
			i++
			continue
		}
		if strings.HasPrefix(args[i], "-") {
			continue
		}
		if plainWord.MatchString(args[i]) {
			name += " " + args[i]
		}
		break
	}
	return clip(text.Line(name), 60)
}
