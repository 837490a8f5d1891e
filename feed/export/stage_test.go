package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"testing"
)

func testStage(t testing.TB) *stage {
	t.Helper()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() }) //nolint:errcheck // a folder of a test
	s := &stage{root: root}
	if err := s.open(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Every file is brought to the disk: one that is not there any more is told,
// wherever it stood.
func TestStageSync(t *testing.T) {
	for _, n := range []int{0, 1, syncing + 2} {
		for _, gone := range slices.Compact([]int{-1, min(0, n-1), n - 1}) {
			s := testStage(t)
			for i := range n {
				if err := s.put([]byte{byte(i)}, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if gone >= 0 {
				if err := s.root.Remove(s.file(gone)); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.sync(context.Background()); errors.Is(err, fs.ErrNotExist) != (gone >= 0) || gone < 0 && err != nil {
				t.Fatalf("%d files without number %d: %v", n, gone, err)
			}
			if gone < 0 && n > 0 {
				ctx, cancel := context.WithCancel(context.Background())
				cancel()
				if err := s.sync(ctx); !errors.Is(err, context.Canceled) {
					t.Fatalf("%d files when given up: %v", n, err)
				}
			}
			if err := s.clear(); err != nil {
				t.Fatal(err)
			}
			if left, err := fs.ReadDir(s.root.FS(), "."); err != nil || len(left) > 0 {
				t.Fatalf("left: %v, %v", left, err)
			}
		}
	}
}

func BenchmarkStageSync1k(b *testing.B) {
	for b.Loop() {
		s := testStage(b)
		for i := range 1000 {
			if err := s.put(fmt.Appendf(nil, "%06000d", i), 0o600); err != nil {
				b.Fatal(err)
			}
		}
		if err := s.sync(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
