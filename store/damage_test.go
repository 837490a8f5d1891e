package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"veille/feed"
	"veille/feed/query"
)

// damageable returns the bytes of a file with some articles, all of which tell
// by their text which they are.
func damageable(t *testing.T) []byte {
	t.Helper()
	s := newStore(t)
	for from := 0; from < 60; from += 20 {
		addSamples(t, s, from, 20)
	}
	if _, err := s.Tag(t.Context(), feed.Targets{Hits: find(t, s, nil)}, feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), one(sample(7).Article.ID), feed.FlagStarred, true); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// tryDamaged uses a damaged file in every way. Whatever is not an error must be
// right. It returns how many calls failed and how many articles were read.
func tryDamaged(t *testing.T, path string, b []byte) (failed, read int) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	note := func(err error) bool {
		if err == nil {
			return false
		}
		failed++
		if !errors.Is(err, feed.ErrDamaged) && !errors.Is(err, feed.ErrForeign) && !errors.Is(err, feed.ErrNotFound) &&
			!errors.Is(err, feed.ErrNothing) && !errors.Is(err, feed.ErrNewer) && !errors.Is(err, feed.ErrBusy) {
			t.Fatalf("damage became %v", err)
		}
		return true
	}
	s, err := Open(t.Context(), path, Options{Now: testOptions().Now})
	if note(err) {
		return failed, 0
	}
	h, err := s.Find(t.Context(), everything)
	if !note(err) {
		heads, err := h.Heads(t.Context(), 0, 100)
		note(err)
		for _, hd := range heads {
			right(t, hd)
		}
		for a, err := range s.Articles(t.Context(), h) {
			if note(err) {
				continue
			}
			read++
			right(t, a.Head)
			if i := number(t, a.Head); a.Text() != string(sample(i).Raw.Bytes) {
				t.Fatalf("article %d has another's text", i)
			}
		}
	}
	for i := range 60 {
		raw, err := s.Raw(t.Context(), sample(i).Article.ID)
		if !note(err) && !bytes.Equal(raw.Bytes, sample(i).Raw.Bytes) {
			t.Fatalf("article %d has another's original", i)
		}
	}
	_, err = s.Counts(t.Context())
	note(err)
	r, err := s.Check(t.Context(), false)
	note(err)
	failed += len(r.Faults)
	_, err = s.Undo(t.Context())
	note(err)
	_, err = s.SetFlag(t.Context(), one(sample(2).Article.ID), feed.FlagTrashed, true)
	note(err)
	_, err = s.EmptyTrash(t.Context())
	note(err)
	_, err = s.Add(t.Context(), samples(100, 5), nil)
	note(err)
	return failed, read
}

func number(t *testing.T, h feed.Head) (i int) {
	t.Helper()
	if _, err := fmt.Sscanf(h.Title, "Report number %d from", &i); err != nil {
		t.Fatalf("title %q", h.Title)
	}
	return i
}

// right holds that a head is that of the article it says it is.
func right(t *testing.T, h feed.Head) {
	t.Helper()
	if h.ID.IsZero() {
		return // could not be read, and was told as an error
	}
	want := sample(number(t, h)).Article.Head
	if h.ID != want.ID || h.URL != want.URL || h.Lang != want.Lang || !h.Published.Equal(want.Published) {
		t.Fatalf("head %+v, want %+v", h, want)
	}
}

func TestTruncated(t *testing.T) {
	t.Parallel()
	whole := damageable(t)
	path := filepath.Join(t.TempDir(), "cut.db")
	r := rand.New(rand.NewPCG(4, 4))
	var cuts []int
	for at := 0; at < len(whole); at += 4096 * fewer(1, 15) {
		cuts = append(cuts, at, at+1, at+r.IntN(4096))
	}
	errs := 0
	for _, at := range cuts {
		failed, read := tryDamaged(t, path, whole[:min(at, len(whole))])
		if failed == 0 && read != 60 {
			t.Fatalf("cut at %d: nothing failed, %d articles were read", at, read)
		}
		errs += min(failed, 1)
	}
	if errs < len(cuts)/2 {
		t.Fatalf("only %d of %d cuts were noticed", errs, len(cuts))
	}
}

// harms are the ways in which a file is damaged, each at random.
func harms(whole []byte) map[string]func(r *rand.Rand, b []byte) []byte {
	pages := len(whole) / 4096
	return map[string]func(r *rand.Rand, b []byte) []byte{
		"flip":   func(r *rand.Rand, b []byte) []byte { b[r.IntN(len(b))] ^= 1 << r.IntN(8); return b },
		"header": func(r *rand.Rand, b []byte) []byte { b[r.IntN(pages)*4096+r.IntN(64)] ^= 1 << r.IntN(8); return b },
		"meta":   func(r *rand.Rand, b []byte) []byte { b[r.IntN(2)*4096+r.IntN(80)] ^= 1 << r.IntN(8); return b },
		"cut":    func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] },
		"zero":   func(r *rand.Rand, b []byte) []byte { clear(b[r.IntN(pages)*4096:][:4096]); return b },
		"garbage": func(r *rand.Rand, b []byte) []byte {
			for p, i := b[r.IntN(pages)*4096:], 0; i < 4096; i++ {
				p[i] = byte(r.Uint32())
			}
			return b
		},
		"stale": func(r *rand.Rand, b []byte) []byte {
			copy(b[r.IntN(pages)*4096:][:4096], whole[r.IntN(pages)*4096:])
			return b
		},
		"swap ids": func(r *rand.Rand, b []byte) []byte { // a page of the file with its own number kept
			to := b[r.IntN(pages)*4096:][:4096]
			copy(to[8:], whole[r.IntN(pages)*4096:][8:4096])
			return b
		},
		"shift": func(r *rand.Rand, b []byte) []byte {
			at := r.IntN(len(b))
			return append(b[:at:at], append([]byte{'\r'}, b[at:]...)...)
		},
		"append": func(r *rand.Rand, b []byte) []byte { return append(b, make([]byte, r.IntN(9000))...) },
		"empty":  func(*rand.Rand, []byte) []byte { return nil },
		"text":   func(*rand.Rand, []byte) []byte { return []byte("<<<<<<< ours\nleft by a merge\n=======\n>>>>>>>\n") },
	}
}

func TestDamaged(t *testing.T) {
	whole := damageable(t)
	for name, harm := range harms(whole) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "harmed.db")
			for seed := range damageSeeds() {
				r := rand.New(rand.NewPCG(seed, 3))
				tryDamaged(t, path, harm(r, bytes.Clone(whole)))
			}
		})
	}
}

// TestFlippedRecordIsNoticed flips bits in the record of one article wherever
// it stands in the file.
func TestFlippedRecordIsNoticed(t *testing.T) {
	whole := damageable(t)
	path := filepath.Join(t.TempDir(), "flipped.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, path)
	id := sample(33).Article.ID
	records := map[string][]byte{}
	err := s.view(t.Context(), func(tx *tx) error {
		doc, err := tx.mustDoc(id)
		for name, b := range map[string]bucket{"art": inArt, "body": inBody, "raw": inRaw} {
			v, verr := tx.value(b, docKey(doc))
			records[name] = bytes.Clone(v)
			err = errors.Join(err, verr)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 5))
	for name, rec := range records {
		for range 40 {
			b := bytes.Clone(whole)
			at, bit := r.IntN(len(rec)), byte(1)<<r.IntN(8)
			hits := 0
			for from := 0; ; {
				i := bytes.Index(b[from:], rec)
				if i < 0 {
					break
				}
				b[from+i+at] ^= bit
				from += i + 1
				hits++
			}
			if hits == 0 {
				t.Fatalf("record of %s is not in the file", name)
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			_, aerr := s.Article(t.Context(), id)
			_, rerr := s.Raw(t.Context(), id)
			if name == "raw" {
				aerr = rerr
			}
			if !errors.Is(aerr, feed.ErrDamaged) || !strings.Contains(aerr.Error(), path) {
				t.Fatalf("%s flipped at %d: %v", name, at, aerr)
			}
			if rep, err := s.Check(t.Context(), false); err != nil || rep.OK() {
				t.Fatalf("%s flipped at %d: check found %v, %v", name, at, rep.Faults, err)
			}
		}
	}
}

func damageSeeds() uint64 {
	var n uint64
	if _, err := fmt.Sscan(os.Getenv("VEILLE_DAMAGE_SEEDS"), &n); err != nil {
		return uint64(fewer(15, 1))
	}
	return n
}

func TestNotOurFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := filepath.Join(dir, "other.db")
	db, err := bbolt.Open(other, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		write("empty", ""):                          feed.ErrForeign,
		write("text", strings.Repeat("hello\n", 9)): feed.ErrForeign,
		write("long", strings.Repeat("x", 99_999)):  feed.ErrForeign,
		other:                               feed.ErrForeign,
		dir:                                 feed.ErrForeign,
		filepath.Join(dir, "none"):          fs.ErrNotExist,
		filepath.Join(dir, "text", "below"): errNotFolder,
	} {
		before, _ := os.ReadFile(path)
		_, err := Open(t.Context(), path, Options{})
		if !errors.Is(err, want) || !strings.Contains(fmt.Sprint(err), path) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", path)
		}
	}
	// Creating must not touch what is there either.
	for _, name := range []string{"empty", "text"} {
		if _, err := Open(t.Context(), filepath.Join(dir, name), testOptions()); !errors.Is(err, feed.ErrForeign) {
			t.Errorf("%s taken for a place to create a file: %v", name, err)
		}
	}
}

// TestSearchBesideTheDamaged holds that a search that must read texts goes on
// past one that cannot be read, and does not give it as found.
func TestSearchBesideTheDamaged(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 40)
	phrase := query.Words{Text: "while the", Phrase: true}
	id := func(i int) feed.ID { return sample(i).Article.ID }
	before := idsOf(t, find(t, s, phrase))
	at := slices.Index(before, id(3))
	if at < 0 || len(before) < 5 {
		t.Fatalf("%d found: the test needs more", len(before))
	}
	_, err := s.update(t.Context(), func(t *tx) error { return t.putPlain(inBody, docKey(3), []byte("no seal")) })
	if err != nil {
		t.Fatal(err)
	}
	if got := idsOf(t, find(t, s, phrase)); !slices.Equal(got, slices.Delete(before, at, at+1)) {
		t.Errorf("%d found", len(got))
	}
	if _, err := s.Article(t.Context(), id(3)); !isDamaged(err) {
		t.Errorf("reading it: %v", err)
	}
}
