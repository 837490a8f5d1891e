package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// screen is a pseudo-terminal with everything that was written to it.
type screen struct {
	master *os.File
	mu     sync.Mutex
	all    bytes.Buffer
	grown  chan struct{}
}

// newScreen opens a pseudo-terminal of 120×40 and returns the side for the
// program too.
func newScreen(t *testing.T) (*screen, *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 120}); err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{master: master, grown: make(chan struct{}, 1)}
	go s.listen()
	t.Cleanup(func() {
		if err := master.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, slave
}

// listen keeps what the program writes and answers, as a terminal does, where
// the cursor is and what the terminal can.
func (s *screen) listen() {
	b := make([]byte, 64<<10)
	for {
		n, err := s.master.Read(b)
		s.mu.Lock()
		s.all.Write(b[:n])
		s.mu.Unlock()
		if bytes.Contains(b[:n], []byte("\x1b[c")) {
			s.master.Write([]byte("\x1b[?62;c")) //nolint:errcheck // a test sees it by what is missing
		}
		select {
		case s.grown <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// wait waits until a text has been written.
func (s *screen) wait(t *testing.T, want string) {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		s.mu.Lock()
		found := bytes.Contains(s.all.Bytes(), []byte(want))
		s.mu.Unlock()
		if found {
			return
		}
		select {
		case <-s.grown:
		case <-limit:
			t.Fatalf("%q never came; written:\n%q", want, s.all.String())
		}
	}
}

func (s *screen) press(t *testing.T, keys string) {
	t.Helper()
	if _, err := s.master.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

// start runs the program on a screen with a home of its own.
func start(t *testing.T, home string, args ...string) (*screen, *exec.Cmd) {
	t.Helper()
	s, slave := newScreen(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Args = append([]string{"veille"}, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &unix.SysProcAttr{Setsid: true, Setctty: true}
	cmd.Env = []string{"HOME=" + home, "TERM=xterm-256color", "LANG=en_US.UTF-8", "VEILLE_NOW=2026-01-31T08:00:00Z", "PATH=" + os.Getenv("PATH")}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := slave.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // usually ended by then
		cmd.Wait()         //nolint:errcheck // as above
	})
	return s, cmd
}

// TestReader opens the reader as a newcomer would, leaves it and opens it
// again: the samples are there once, and everything is the user's alone.
func TestReader(t *testing.T) {
	home := t.TempDir()
	s, cmd := start(t, home)
	s.wait(t, "Exports of farm goods")
	s.wait(t, "Welcome")
	s.press(t, "\r")
	s.press(t, "q")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	var seen []string
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == home {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %s", path, info.Mode())
		}
		if !d.IsDir() {
			seen = append(seen, filepath.Base(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, " "); got != "veille.db veille.db.gate veille.db.work session.json" {
		t.Errorf("files: %s", got)
	}

	s, cmd = start(t, home, "tag:asean", "-is:read")
	s.wait(t, "tag:asean")
	s.press(t, "Q")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	s, cmd = start(t, home, "--no-input", "list")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	s.wait(t, "La coopération sanitaire")
	if n := strings.Count(s.all.String(), "\n"); n != 15 {
		t.Errorf("%d articles after the second start", n)
	}
}

// TestReaderInterrupted holds that a signal from outside ends the reader with
// its session kept.
func TestReaderInterrupted(t *testing.T) {
	home := t.TempDir()
	s, cmd := start(t, home)
	s.wait(t, "Welcome")
	if err := cmd.Process.Signal(unix.SIGTERM); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	var ended *exec.ExitError
	if err != nil && (!errors.As(err, &ended) || ended.ExitCode() < 0) {
		t.Errorf("ended by %v", err)
	}
	if _, err := os.Stat(filepath.Join(home, ".local", "state", "veille", "session.json")); err != nil {
		t.Error(err)
	}
}
