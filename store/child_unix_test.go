//go:build unix

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"veille/feed"
)

var systemRoles = map[string]func(ctx context.Context, path string) error{"full": childFull, "hold": childHold, "holdread": childHoldRead}

// childFull imports until the file may grow no further.
func childFull(ctx context.Context, path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	s, err := Open(ctx, path, testOptions())
	if err != nil {
		return err
	}
	fi, err := os.Stat(path)
	if err != nil {
		return err
	}
	limit := uint64(fi.Size()) + 300_000
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		return err
	}
	kept := 1000
	for ; kept < 100_000; kept++ {
		if _, err = s.Add(ctx, samples(kept, 1), nil); err != nil {
			break
		}
	}
	if !errors.Is(err, syscall.EFBIG) || !strings.Contains(err.Error(), path) {
		return fmt.Errorf("want the cause and the path: %w", err)
	}
	h, err := s.Find(ctx, everything)
	if err != nil {
		return err
	}
	if h.Len() != 200+kept-1000 {
		return fmt.Errorf("%d listed, %d kept", h.Len(), 200+kept-1000)
	}
	fmt.Println("ACK", kept)
	return nil
}

// childHold keeps the file locked as a writer does until it is killed,
// childHoldRead as a reader does.
func childHold(ctx context.Context, path string) error { return hold(ctx, path, true) }

func childHoldRead(ctx context.Context, path string) error { return hold(ctx, path, false) }

func hold(ctx context.Context, path string, write bool) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM)
	defer stop()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if ok, err := tryLock(f, write); !ok || err != nil {
		return fmt.Errorf("not locked: %w", err)
	}
	fmt.Println("ACK", 1)
	<-ctx.Done()
	return nil
}

func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 200)
	p := start(t, "full", path, 0, 0)
	p.end(t)
	if p.ack <= 1000 {
		t.Fatalf("nothing was kept before it was full: %d", p.ack)
	}
	checkAdded(t, s, 1000, p.ack)
	if _, err := s.SetFlag(t.Context(), one(sample(3).Article.ID), feed.FlagStarred, true); err != nil {
		t.Error(err)
	}
	addSamples(t, s, 50_000, 300)
	sound(t, s)
}

func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "busy.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 3)
	p := start(t, "hold", path, 0, 0)
	p.read(t, 1)
	s.wait = 1
	if _, err := s.SetFlag(t.Context(), one(sample(1).Article.ID), feed.FlagRead, true); !errors.Is(err, feed.ErrBusy) || !strings.Contains(err.Error(), path) ||
		runtime.GOOS == "linux" && !strings.Contains(err.Error(), fmt.Sprintf("process %d (%s, since", p.cmd.Process.Pid, filepath.Base(os.Args[0]))) {
		t.Errorf("changing a locked file: %v", err)
	}
	if _, err := s.Version(t.Context()); err != nil {
		t.Errorf("asking for the version of a locked file: %v", err)
	}
	s.wait = 1 << 40
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := s.SetFlag(ctx, one(sample(1).Article.ID), feed.FlagRead, true)
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while waiting: %v", err)
	}
	p.kill(t) // the lock goes with its holder
	if n := find(t, s, is("unread")).Len(); n != 3 {
		t.Errorf("%d unread", n)
	}
}

// TestHolder holds that it is told who keeps a file from being changed, a
// process that was stopped too, and that reading goes on beside a writer.
func TestHolder(t *testing.T) {
	for _, role := range []string{"hold", "holdread"} {
		t.Run(role, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "held.db")
			s := openAt(t, path)
			addSamples(t, s, 0, 30)
			p := start(t, role, path, 0, 0)
			p.read(t, 1)
			pid := p.cmd.Process.Pid
			if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
				t.Fatal(err)
			}
			for stopped := runtime.GOOS != "linux"; !stopped; {
				_, stopped = processOf(pid)
			}
			told := make(chan feed.Holder, 1)
			s.waits.patience, s.waits.tell = 1, func(h feed.Holder) { told <- h }
			done := make(chan error)
			go func() {
				_, err := s.SetFlag(context.Background(), one(sample(1).Article.ID), feed.FlagRead, true)
				done <- err
			}()
			h := <-told
			if now := s.Holder(); now.IsZero() || now.PID != h.PID || now.Command != h.Command {
				t.Errorf("told %+v, asked %+v", h, now)
			}
			if runtime.GOOS == "linux" && (h.PID != pid || h.Command != filepath.Base(os.Args[0])+", stopped") {
				t.Errorf("%+v holds it, not %d", h, pid)
			}
			if p, _, err := newMapping(path); err == nil {
				p.close()
				s.wait = 1
				if _, err := Open(t.Context(), path, Options{Wait: 1}); err != nil {
					t.Errorf("opening it beside who was stopped: %v", err)
				}
				if n := find(t, s, is("unread")).Len(); n != 30 {
					t.Errorf("%d unread beside who was stopped", n)
				}
				if st, err := s.Stats(t.Context()); err != nil || st.Articles != 30 {
					t.Errorf("%+v, %v beside who was stopped", st, err)
				}
				if r, err := s.Check(t.Context(), true); err != nil || !r.OK() {
					t.Errorf("%+v, %v beside who was stopped", r, err)
				}
				if heads := idsOf(t, find(t, s, nil)); len(heads) != 30 {
					t.Errorf("%d articles beside who was stopped", len(heads))
				}
			}
			p.kill(t)
			if err := <-done; err != nil {
				t.Error(err)
			}
			if h := s.Holder(); !h.IsZero() {
				t.Errorf("still waiting for %+v", h)
			}
		})
	}
}

func TestNoLocks(t *testing.T) {
	for err, advised := range map[syscall.Errno]bool{syscall.ENOLCK: true, syscall.ENOSYS: true, syscall.EIO: false} {
		got := adviseLock(err)
		if !errors.Is(got, err) || strings.Contains(got.Error(), "on a disk of this machine") != advised {
			t.Errorf("%v became %v", err, got)
		}
	}
}

func TestReadOnlyPlaces(t *testing.T) {
	if os.Getuid() == 0 {
		t.Log("root may write anywhere: only the option is tested")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "kept.db")
	addSamples(t, openAt(t, path), 0, 5)
	if err := os.Remove(path + gateSuffix); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() != 0 {
		for p, mode := range map[string]os.FileMode{path: 0o400, dir: 0o500} {
			if err := os.Chmod(p, mode); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(p, 0o700) })
		}
	}
	o := testOptions()
	o.ReadOnly = os.Getuid() == 0
	s, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	if !s.ReadOnly() {
		t.Error("it does not say that it can only be read")
	}
	if n := find(t, s, nil).Len(); n != 5 {
		t.Errorf("%d listed", n)
	}
	if _, err := s.SetFlag(t.Context(), one(sample(1).Article.ID), feed.FlagRead, true); !errors.Is(err, feed.ErrReadOnly) {
		t.Errorf("changing it: %v", err)
	}
}

var errNotFolder error = syscall.ENOTDIR
