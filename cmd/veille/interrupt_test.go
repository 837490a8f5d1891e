package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func TestInterruptible(t *testing.T) {
	for _, text := range []string{"", "x", strings.Repeat("all of it ", 30000)} {
		got, err := io.ReadAll(newInterruptible(context.Background(), iotest.HalfReader(strings.NewReader(text))))
		if err != nil || string(got) != text {
			t.Errorf("%d bytes of %d, %v", len(got), len(text), err)
		}
	}
	if err := iotest.TestReader(newInterruptible(context.Background(), strings.NewReader("some text")), []byte("some text")); err != nil {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r, _ := io.Pipe() // nothing ever comes
	in := newInterruptible(ctx, r)
	stop()
	if _, err := in.Read(make([]byte, 9)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestInterrupt holds that an import which waits for its input ends at the
// first signal, with its own code, and leaves no damage.
func TestInterrupt(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "veille.db")
	cmd := exec.Command(exe)
	cmd.Args = []string{"veille", "--db", db, "import", "-"}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	words, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// Lines that are no articles are told at once: the import is under way.
	if _, err := io.WriteString(in, "{\"schema\":\"x\"}\n"+strings.Repeat(" ", 64<<10)+"\n"); err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 512)
	if _, err := words.Read(first); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	said, err := io.ReadAll(words)
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	var ended *exec.ExitError
	if !errors.As(err, &ended) || ended.ExitCode() != 130 || !strings.Contains(string(said), "veille: interrupted") {
		t.Errorf("%v: %s%s", err, first, said)
	}
	check := exec.Command(exe)
	check.Args = []string{"veille", "--db", db, "check"}
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
