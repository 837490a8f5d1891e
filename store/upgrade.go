package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"veille/feed"
)

// upgrade does one bounded part of the way from one schema to the next: at is
// nil at first, then whatever it returned. The part that returns nil is the
// last, and the new schema is published with it. So an upgrade that is killed
// goes on where it was.
type upgrade func(u *climbing, at []byte) (next []byte, err error)

// climbing is what one part of an upgrade works with. It says how many of how
// many articles are done then.
type climbing struct {
	*tx
	ctx         context.Context //nolint:containedctx // lives as long as one part
	codecs      *codecs
	done, total int
}

// upgrades holds the way on from each older schema.
var upgrades = map[uint32]upgrade{1: toIndex, 2: toFollow, 3: toDerived, 4: toHighlights}

// upgrade brings an older file to the present schema, after a copy of it has
// been written beside it. A newer file is refused.
func (s *Store) upgrade(ctx context.Context) error {
	for climbed := false; ; climbed = true {
		have, err := s.schemaOf(ctx)
		switch {
		case err != nil:
			return err
		case have > s.schema:
			return fmt.Errorf("%s: schema %d, this veille knows %d: %w", s.path, have, s.schema, feed.ErrNewer)
		case have == s.schema && climbed:
			return s.tidyIndex(ctx)
		case have == s.schema:
			return s.view(ctx, func(*tx) error { return nil })
		case s.readOnly:
			return fmt.Errorf("%s: schema %d must be upgraded first: %w", s.path, have, feed.ErrReadOnly)
		}
		if err := s.backup(ctx, fmt.Sprintf("%s.v%d.bak", s.path, have)); err != nil {
			return err
		}
		if err := s.climb(ctx, have); err != nil {
			return err
		}
	}
}

// tidyIndex deletes what an interrupted upgrade has left of the index, and
// merges what it made.
func (s *Store) tidyIndex(ctx context.Context) error {
	if err := s.sweepIndex(ctx); err != nil {
		return err
	}
	for busy, err := true, error(nil); busy && err == nil; {
		busy, err = s.tend(ctx, 1) // it may be used as it is; what is left the next time does
	}
	return nil
}

func (s *Store) schemaOf(ctx context.Context) (have uint32, err error) {
	err = s.viewAny(ctx, func(t *tx) error {
		have, err = t.schema()
		return err
	})
	return have, err
}

// climb runs the parts of one upgrade, each in a transaction of its own.
func (s *Store) climb(ctx context.Context, from uint32) error {
	step, ok := s.upgrades[from]
	if !ok {
		return fmt.Errorf("%s: schema %d is unknown: %w", s.path, from, feed.ErrForeign)
	}
	u := &climbing{ctx: ctx, codecs: &s.codecs}
	for done := false; !done; {
		_, err := s.runBolt(ctx, true, func(b *bbolt.Tx) error {
			have, err := readSchema(b)
			if err != nil || have != from { // another process has finished it
				done = true
				return err
			}
			u.tx = newTx(b, &kept{})
			done, err = climbOnce(u, step, from)
			return err
		})
		if err != nil {
			return err
		}
		if s.progress != nil {
			s.progress(u.done, u.total)
		}
	}
	return nil
}

func climbOnce(t *climbing, step upgrade, from uint32) (done bool, err error) {
	if err := t.readState(); err != nil {
		return false, err
	}
	at, err := t.get(inInfo, keyUpgrade)
	if err != nil {
		return false, err
	}
	next, err := step(t, at)
	if err != nil {
		return false, err
	}
	if next != nil {
		err = t.put(inInfo, keyUpgrade, append([]byte(nil), next...))
	} else {
		err = errors.Join(t.del(inInfo, keyUpgrade),
			t.put(inInfo, keySchema, binary.BigEndian.AppendUint32(nil, from+1)))
	}
	return next == nil, errors.Join(err, t.end())
}

// backup copies the file as one transaction sees it to path, whole or not at
// all. A backup that is there already is kept: it is older than what a killed
// upgrade has begun to change. It has a gate of its own: of two processes that
// begin at once the slower must not copy what the faster has changed.
func (s *Store) backup(ctx context.Context, path string) error {
	release, err := holdGate(ctx, path, time.Now().Add(s.wait))
	if err != nil {
		return err
	}
	defer release()
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	temp := path + newSuffix
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = s.runBolt(ctx, false, func(b *bbolt.Tx) error {
		_, err := b.WriteTo(f)
		return err
	})
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return errors.Join(err, ignoreMissing(os.Remove(temp)))
	}
	return syncFolder(filepath.Dir(path))
}
