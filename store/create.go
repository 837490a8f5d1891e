package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"veille/feed"
)

const newSuffix = ".new"

// create makes a new file whole: under another name, synced, renamed, and the
// folder synced, so that neither a power cut nor a second process ever sees
// half of one. made is false when somebody else was faster.
func (s *Store) create(ctx context.Context, starters []feed.Theme) (made bool, err error) {
	folder := filepath.Dir(s.path)
	if err := makeFolder(folder); err != nil {
		return false, err
	}
	release, err := holdGate(ctx, s.path, time.Now().Add(s.wait))
	if err != nil {
		return false, err
	}
	defer release()
	// Not Stat: a link that leads nowhere, to a disk not there now perhaps, must
	// not be replaced by an empty file.
	if _, err := os.Lstat(s.path); !errors.Is(err, fs.ErrNotExist) {
		if _, gone := os.Stat(s.path); err == nil && gone != nil {
			err = gone
		}
		return false, err
	}
	temp := s.path + newSuffix
	// The gate is held, so this is what a killed process left.
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	if err := s.fill(temp, starters); err != nil {
		return false, errors.Join(err, ignoreMissing(os.Remove(temp)))
	}
	if err := os.Rename(temp, s.path); err != nil {
		return false, errors.Join(err, ignoreMissing(os.Remove(temp)))
	}
	return true, syncFolder(folder)
}

// makeFolder makes a folder and those above it. Each is synced into the one
// above: else a power cut can take a new folder with the file in it.
func makeFolder(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	above := filepath.Dir(path)
	if above == path {
		return os.Mkdir(path, 0o700)
	}
	if err := makeFolder(above); err != nil {
		return err
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(above)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// fill writes the first transaction of a new file and syncs it.
func (s *Store) fill(path string, starters []feed.Theme) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: s.wait, NoStatistics: true, FreelistType: bbolt.FreelistMapType,
		OpenFile: func(path string, flag int, mode os.FileMode) (*os.File, error) {
			return os.OpenFile(path, flag|os.O_EXCL, mode)
		},
	})
	if err != nil {
		return err
	}
	err = db.Update(func(b *bbolt.Tx) error {
		if err := initFile(b, s.schema); err != nil {
			return err
		}
		t := newTx(b, &kept{})
		if err := t.readState(); err != nil {
			return err
		}
		for i := range starters {
			if err := t.addStarter(starters[i]); err != nil {
				return fmt.Errorf("add theme %q: %w", starters[i].Slug, err)
			}
		}
		return t.end()
	})
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, db.Close())
}
