package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"veille/feed"
)

// stage is a folder inside another for files that have no name yet: an export
// that is given up leaves nothing behind, and a file that is replaced is whole at
// every moment. It works on an os.Root: no name leads out of it.
type stage struct {
	root *os.Root
	dir  string // "" before it is made
	n    int    // files in it
}

func (s *stage) open() error {
	for i := range 1000 {
		name := fmt.Sprintf("%s%d.tmp", tempPrefix, i)
		err := s.root.Mkdir(name, 0o700)
		if err == nil {
			s.dir = name
			return nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return fmt.Errorf("make a folder for what is not finished: %w", feed.ErrExists)
}

// file is the name of the file that was put there as the i-th, from 0.
func (s *stage) file(i int) string { return fmt.Sprintf("%s/%d", s.dir, i) }

// put writes one more file.
func (s *stage) put(b []byte, mode fs.FileMode) error {
	f, err := s.root.OpenFile(s.file(s.n), os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	s.n++
	_, err = f.Write(b)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// syncing is how many files are brought to the disk at a time: file systems write
// their journal once for all that wait, so that ten thousand files take about a
// second, where one after the other they take a quarter of a minute.
const syncing = 16

// sync brings all files to the disk, before they get their names: after a crash a
// name may stand for the old file or the new one, never for half of one.
func (s *stage) sync(ctx context.Context) error {
	errs := make([]error, min(syncing, s.n))
	var wg sync.WaitGroup
	for w := range errs {
		wg.Go(func() {
			for i := w; i < s.n && errs[w] == nil; i += syncing {
				if errs[w] = ctx.Err(); errs[w] == nil {
					errs[w] = s.syncFile(i)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *stage) syncFile(i int) error {
	f, err := s.root.OpenFile(s.file(i), os.O_WRONLY, 0) // some systems want a file that may be written
	if err != nil {
		return err
	}
	err = f.Sync()
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// clear removes what is not finished.
func (s *stage) clear() error {
	if s.dir == "" {
		return nil
	}
	return s.root.RemoveAll(s.dir)
}
