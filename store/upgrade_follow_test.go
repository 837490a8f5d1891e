package store

import (
	"errors"
	"os"
	"testing"

	"go.etcd.io/bbolt"

	"veille/feed"
)

// correctAsOlder corrects an article in a file of an older schema as a veille of
// that time did: it knows nothing of traces.
func correctAsOlder(t *testing.T, path string, schema uint32, id feed.ID, fix func(*feed.Head)) {
	t.Helper()
	old := &Store{path: path, wait: testOptions().Wait, now: testOptions().Now, schema: schema}
	_, err := old.update(t.Context(), func(tx *tx) error {
		doc, err := tx.mustDoc(id)
		if err != nil {
			return err
		}
		h, _, err := tx.head(doc)
		if err != nil {
			return err
		}
		o := op{kind: opHead, doc: doc, before: encodeHead(&h, descent{})}
		fix(&h)
		o.after = encodeHead(&h, descent{})
		tx.is.seq++
		tx.is.done = tx.is.seq
		if schema > 1 {
			err = tx.edited(doc)
		}
		st := step{change: feed.Change{Seq: tx.is.seq, Verb: feed.DidCorrect, Count: 1}, ops: []op{o}}
		return errors.Join(err, tx.putStep(&st), tx.put(inArt, docKey(doc), encodeHead(&h, descent{})))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestUpgradeToFollow stops the upgrade of a file of schema 2 after some parts,
// while an older veille corrects and destroys articles that had their turn, or
// compacts the file.
func TestUpgradeToFollow(t *testing.T) {
	const url = "https://press.example/corrected"
	for name, meanwhile := range map[string]func(t *testing.T, path string){
		"nothing": func(*testing.T, string) {},
		"corrected": func(t *testing.T, path string) {
			correctAsOlder(t, path, 2, sample(0).Article.ID, func(h *feed.Head) { h.URL = url })
		},
		"destroyed": func(t *testing.T, path string) {
			old := &Store{path: path, wait: testOptions().Wait, now: testOptions().Now, schema: 2}
			_, err := old.update(t.Context(), func(tx *tx) error {
				h, _, err := tx.head(1)
				return errors.Join(err, tx.del(inGUID, h.ID[:]), tx.del(inDate, dateKey(listTime(&h), 1)), tx.del(inArt, docKey(1)),
					tx.del(inBody, docKey(1)), tx.del(inRaw, docKey(1)), tx.delOf(inMark, 1), tx.clearSets(docSetOf(tx, 1)))
			})
			if err != nil {
				t.Fatal(err)
			}
		},
		"compacted": func(t *testing.T, path string) {
			db, err := bbolt.Open(path, 0o600, nil)
			if err == nil {
				err = db.Update(func(b *bbolt.Tx) (err error) {
					for _, in := range followBuckets {
						err = errors.Join(err, b.DeleteBucket([]byte(bucketNames[in])))
					}
					return err
				})
			}
			if err = errors.Join(err, db.Close()); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := unpackKept(t, "v2.db")
			s := &Store{path: path, wait: testOptions().Wait, now: testOptions().Now, schema: schemaVersion}
			parts := 0
			s.upgrades = map[uint32]upgrade{2: func(u *climbing, at []byte) ([]byte, error) {
				if parts++; parts > 2 {
					return nil, errPulled
				}
				return u.followPieces(at, 6)
			}}
			if err := s.open(t.Context(), Options{}); !errors.Is(err, errPulled) {
				t.Fatal(err)
			}
			meanwhile(t, path)
			now := openAt(t, path)
			sound(t, now)
			if _, err := os.Stat(path + ".v2.bak"); err != nil {
				t.Error(err)
			}
			src := follow(t, now, gazette(1))[0].ID
			address := sample(3).Article.URL
			if name == "corrected" {
				address = url
			}
			a := dispatch(src, "1", address, "The lock", longText("lock"))
			keepOf(t, now, src, a)
			if heads, err := now.Elsewhere(t.Context(), a.Sent.ID); err != nil || len(heads) != 1 {
				t.Errorf("elsewhere %v, %v", heads, err)
			}
			sound(t, now)
		})
	}
}

func docSetOf(t *tx, docs ...uint32) docSet {
	out := t.newSet()
	for _, d := range docs {
		out.add(d)
	}
	return out
}
