//go:build unix

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

func init() { systemRoles["readonly"] = childReadOnly }

// childReadOnly reads a library of five articles in every way where nothing may
// be written.
func childReadOnly(ctx context.Context, path string) error {
	o := testOptions()
	o.Create = false
	s, err := Open(ctx, path, o)
	if err != nil {
		return err
	}
	if !s.ReadOnly() {
		return errors.New("it does not say that it can only be read")
	}
	for what, q := range map[string]query.Query{"list": {}, "search": {Expr: query.Words{Text: "ships"}}} {
		h, err := s.Find(ctx, q)
		if err != nil || h.Len() != 5 {
			return fmt.Errorf("%s: %v, %w", what, h, err)
		}
		if heads, err := h.Heads(ctx, 0, 9); err != nil || len(heads) != 5 {
			return fmt.Errorf("%s: %d heads, %w", what, len(heads), err)
		}
	}
	if _, err := s.Article(ctx, sample(1).Article.ID); err != nil {
		return err
	}
	if r, err := s.Check(ctx, true); err != nil || !r.OK() {
		return fmt.Errorf("check: %v, %w", r.Faults, err)
	}
	if _, err := s.Stats(ctx); err != nil {
		return err
	}
	if _, err := s.SetFlag(ctx, one(sample(1).Article.ID), feed.FlagRead, true); !errors.Is(err, feed.ErrReadOnly) {
		return fmt.Errorf("a change: %w", err)
	}
	if _, err := s.Compact(ctx, nil); !errors.Is(err, feed.ErrReadOnly) {
		return fmt.Errorf("compact: %w", err)
	}
	return nil
}

// nobody is a user whom nothing belongs to: root may write anywhere, so the
// child is run as another.
const nobody = 65534

func TestReadOnlyForAnother(t *testing.T) {
	dir, err := os.MkdirTemp("", "readonly") //nolint:usetesting // the folders of t.TempDir are closed to others
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = os.Chmod(filepath.Join(dir, "kept"), 0o700)
		_ = os.RemoveAll(dir)
	})
	path, program := filepath.Join(dir, "kept", "test.db"), filepath.Join(dir, "program")
	addSamples(t, openAt(t, path), 0, 5)
	copyFile(t, os.Args[0], program, 0o755)
	for what, modes := range map[string][2]os.FileMode{"file": {0o400, 0o700}, "file and folder": {0o400, 0o500}} {
		for _, gate := range []bool{true, false} {
			if !gate {
				_ = os.Remove(path + gateSuffix)
			}
			for p, mode := range map[string]os.FileMode{path: modes[0], filepath.Dir(path): modes[1], dir: 0o755} {
				if err := os.Chmod(p, mode); err != nil {
					t.Fatal(err)
				}
				if os.Getuid() == 0 {
					if err := os.Chown(p, nobody, nobody); err != nil {
						t.Fatal(err)
					}
				}
			}
			cmd := exec.Command(program, "-test.run=^$")
			cmd.Env = append(os.Environ(), roleVar+"=readonly", pathVar+"="+path, fromVar+"="+strconv.Itoa(0))
			if os.Getuid() == 0 {
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
			}
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s, gate %v: %v %s", what, gate, err, strings.TrimSpace(string(out)))
			}
		}
		if err := os.Chmod(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

func copyFile(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(in)
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, mode)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestBackupSweeps holds that what a killed process left is removed and what a
// living one writes is not.
func TestBackupSweeps(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 5)
	dir := t.TempDir()
	left, used := filepath.Join(dir, ".veille-backup-123"), filepath.Join(dir, ".veille-backup-456")
	for _, path := range []string{left, left + gateSuffix, used} {
		if err := os.WriteFile(path, []byte("half a copy"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(used)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(f)
	claim(f)
	if _, err := s.Backup(t.Context(), filepath.Join(dir, "copy.db"), false, nil); err != nil {
		t.Fatal(err)
	}
	have, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(have) != 1 || have[0] != used {
		t.Errorf("left: %q, %v", have, err)
	}
}
