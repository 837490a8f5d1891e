package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"

	"veille/feed"
)

// What is worked out of the articles can be worked out again. Damage to it is told
// by a check and cured by Reindex or the next CatchUp; nothing else fails because
// of it: a set that cannot be read counts as empty.

// isMade reports whether a bucket holds only what is worked out.
func isMade(b bucket) bool {
	switch b {
	case inSug, inLearn, inSketch, inShingle, inTold:
		return true
	default:
		return false
	}
}

// isMadeSet reports the same of a set. What rules have seen is none: it cannot be
// told again.
func isMadeSet(name string) bool {
	switch {
	case name == setDone(passRules):
		return false
	case strings.HasPrefix(name, sugPrefix), strings.HasPrefix(name, donePrefix), strings.HasPrefix(name, learnedPrefix),
		strings.HasPrefix(name, storyPrefix):
		return true
	}
	return false
}

// addMade adds the docs of a set that others do without when it is damaged.
func (t *tx) addMade(out docSet, name string) error { return ignoreDamage(t.addSet(out, name)) }

// made is set of one that others do without.
func (t *tx) made(name string) (docSet, error) {
	out := t.newSet()
	return out, t.addMade(out, name)
}

// remakeAtOnce bounds how long the file is held.
const remakeAtOnce = 2000

// remake drops what is worked out when any of it is damaged or does not agree with
// itself; CatchUp works it out again.
func (s *Store) remakeMade(ctx context.Context) error {
	whole := false
	err := s.view(ctx, func(t *tx) (err error) {
		whole, err = t.madeWhole()
		return err
	})
	if err != nil || whole {
		return err
	}
	for done := false; !done; {
		_, err := s.update(ctx, func(t *tx) error {
			t.is.scored, t.is.grouped = 0, 0
			t.is.told, t.is.sugs = rand.Uint64(), 0
			done = true
			for b := range bucketCount {
				if !isMade(b) {
					continue
				}
				keys := t.firstKeys(b, remakeAtOnce)
				done = done && len(keys) < remakeAtOnce
				if err := t.delAll(b, keys); err != nil {
					return err
				}
			}
			if !done {
				return nil
			}
			return errors.Join(t.unlearn(), t.dropSets(sugPrefix), t.dropSets(storyPrefix),
				t.dropSet(setDone(passSuggestions)), t.dropSet(setDone(passStories)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) firstKeys(b bucket, n int) (keys [][]byte) {
	for k := range t.up(b, nil) {
		if len(keys) == n {
			break
		}
		keys = append(keys, slices.Clone(k))
	}
	return keys
}

// madeWhole reports whether all that is worked out can be read, and the sets of
// suggestions hold what their records say.
func (t *tx) madeWhole() (bool, error) {
	want := map[string]docSet{}
	for b := range bucketCount {
		if !isMade(b) {
			continue
		}
		for k, v := range t.up(b, nil) {
			p, ok := b.unseal(k, v)
			if !ok {
				return false, nil
			}
			if b == inSug && !t.wantSuggested(want, k, p) {
				return false, nil
			}
		}
	}
	return t.madeSetsWhole(want)
}

// wantSuggested notes the sets that follow from a record of suggestions, false when
// it cannot be read.
func (t *tx) wantSuggested(want map[string]docSet, k, p []byte) bool {
	list, err := decodeSuggestions(p)
	if err != nil || len(k) != 4 || docOf(k) >= t.is.next {
		return false
	}
	for i := range list {
		name := setSug(list[i].Theme)
		if want[name] == nil {
			want[name] = t.newSet()
		}
		want[name].add(docOf(k))
	}
	return true
}

func (t *tx) madeSetsWhole(want map[string]docSet) (whole bool, err error) {
	have := map[string]docSet{}
	for _, prefix := range []string{sugPrefix, learnedPrefix, donePrefix, storyPrefix} {
		err := t.eachShard(prefix, prefix+"\xff", func(name []byte, shard int, c container) error {
			if prefix == sugPrefix {
				if have[string(name)] == nil {
					have[string(name)] = t.newSet()
				}
				c.addTo(have[string(name)].shard(shard))
			}
			return nil
		})
		if errors.Is(err, feed.ErrDamaged) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	for name, docs := range want {
		if !slices.Equal(docs, have[name]) {
			return false, nil
		}
	}
	return len(have) == len(want), nil
}

// mend makes damaged sets usable again, before anything is worked out. What rules
// had seen is taken to be all that is there: they do nothing a second time.
func (t *tx) mend() error {
	all, err := t.set(setAll)
	if err != nil {
		return err
	}
	drops := false
	for _, key := range t.brokenSets() {
		name, shard, ok := splitSetKey(key)
		if !ok {
			continue
		}
		if err := t.del(inSet, key); err != nil {
			return err
		}
		switch {
		case string(name) == setDone(passRules):
			part := t.newSet()
			copy(part.shard(int(shard)), all.shard(int(shard)))
			if err := t.change(string(name), part.bitmap(), true); err != nil {
				return err
			}
		case hasPrefix(name, learnedPrefix):
			t.is.residue = 1 << 40 // all is learned anew
		case hasPrefix(name, dropPrefix):
			drops = true
		}
		t.is.scored, t.is.grouped = 0, 0
	}
	if drops {
		return t.remakeDrops()
	}
	return nil
}

// brokenSets returns the keys of the sets that mend can mend.
func (t *tx) brokenSets() (keys [][]byte) {
	for _, prefix := range []string{sugPrefix, learnedPrefix, donePrefix, storyPrefix, dropPrefix, didPrefix} {
		for k, v := range t.up(inSet, []byte(prefix)) {
			if !hasPrefix(k, prefix) {
				break
			}
			if p, ok := inSet.unseal(k, v); ok {
				if _, err := readContainer(k, p); err == nil {
					continue
				}
			}
			keys = append(keys, slices.Clone(k))
		}
	}
	return keys
}

// remakeDrops makes the sets of dismissals of their records.
func (t *tx) remakeDrops() error {
	sets := map[string]docSet{}
	for k, v := range t.up(inDrop, nil) {
		p, ok := inDrop.unseal(k, v)
		if !ok || len(k) != 20 || docOf(k) >= t.is.next {
			continue
		}
		d, err := decodeDismissal(p)
		if err != nil {
			continue
		}
		name := setDrop(feed.ID(k[4:]), d.list)
		if sets[name] == nil {
			sets[name] = t.newSet()
		}
		sets[name].add(docOf(k))
	}
	if err := t.dropSets(dropPrefix); err != nil {
		return err
	}
	for _, name := range sortedNames(sets) {
		if err := t.change(name, sets[name].bitmap(), true); err != nil {
			return err
		}
	}
	return nil
}
