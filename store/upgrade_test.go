package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

var errPulled = errors.New("the plug was pulled")

// upgraded opens a file as a program would that knows one schema more. The way
// there takes three parts; after some it fails.
func upgraded(t *testing.T, path string, failAfter int) (*Store, *[]string, error) {
	t.Helper()
	var seen []string
	s := &Store{path: path, wait: 30 * time.Second, now: testOptions().Now, schema: schemaVersion + 1}
	s.upgrades = map[uint32]upgrade{schemaVersion: func(tx *climbing, at []byte) ([]byte, error) {
		if len(seen) == failAfter {
			return nil, errPulled
		}
		seen = append(seen, string(at))
		if err := tx.put(inInfo, append([]byte("part"), at...), []byte("x")); err != nil {
			return nil, err
		}
		if len(at) == 2 {
			return nil, nil
		}
		return append(at, 'I'), nil
	}}
	return s, &seen, s.open(t.Context(), Options{})
}

func TestUpgrade(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 20)
	before, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	if _, seen, err := upgraded(t, s.path, 2); !errors.Is(err, errPulled) || !slices.Equal(*seen, []string{"", "I"}) {
		t.Fatalf("parts %q, %v", *seen, err)
	}
	// It was not published: the older program still reads it.
	if n := find(t, s, nil).Len(); n != 20 {
		t.Fatalf("%d articles half way", n)
	}
	two, seen, err := upgraded(t, s.path, -1)
	if err != nil || !slices.Equal(*seen, []string{"II"}) {
		t.Fatalf("it went on with %q, %v", *seen, err)
	}
	if n := find(t, two, nil).Len(); n != 20 {
		t.Errorf("%d articles after it", n)
	}
	if _, again, err := upgraded(t, s.path, -1); err != nil || len(*again) != 0 {
		t.Errorf("a second time: %q, %v", *again, err)
	}
	sound(t, two)
	// The older program refuses it and changes nothing.
	now, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), s.path, testOptions())
	if !errors.Is(err, feed.ErrNewer) || !strings.Contains(err.Error(), s.path) {
		t.Errorf("newer file: %v", err)
	}
	if _, err := s.SetFlag(t.Context(), one(sample(1).Article.ID), feed.FlagRead, true); !errors.Is(err, feed.ErrNewer) {
		t.Errorf("changing a file upgraded meanwhile: %v", err)
	}
	if after, err := os.ReadFile(s.path); err != nil || !bytes.Equal(now, after) {
		t.Errorf("it was changed, %v", err)
	}
	// The copy is what there was before.
	old := openAt(t, fmt.Sprintf("%s.v%d.bak", s.path, schemaVersion))
	if n := find(t, old, nil).Len(); n != 20 {
		t.Errorf("%d articles in the copy", n)
	}
	sound(t, old)
	if err := os.WriteFile(s.path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := two.Find(t.Context(), everything); !errors.Is(err, feed.ErrBusy) {
		t.Errorf("an older file put back under it: %v", err)
	}
}

var update = flag.Bool("update", false, "write testdata anew")

// unpackKept writes a file of a released schema to a folder of the test.
func unpackKept(t *testing.T, name string) (path string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer shut(f)
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestKeptFiles reads a file of each schema as it was released. With -update it
// writes that of the present schema first.
func TestKeptFiles(t *testing.T) {
	if *update {
		writeKept(t, filepath.Join("testdata", fmt.Sprintf("v%d.db.gz", schemaVersion)))
	}
	for schema := 1; schema <= schemaVersion; schema++ {
		t.Run(fmt.Sprint(schema), func(t *testing.T) { readKept(t, schema) })
	}
}

func readKept(t *testing.T, schema int) {
	s := openAt(t, unpackKept(t, fmt.Sprintf("v%d.db", schema)))
	sound(t, s)
	want := 19
	if schema >= 3 {
		want += readFollowed(t, s)
	}
	if schema >= 4 {
		want += readTold(t, s)
		readAnswered(t, s)
	}
	if schema >= 5 {
		readHighlighted(t, s)
	}
	catchUp(t, s)
	sound(t, s)
	if schema >= 4 {
		readTold(t, s)
	}
	if schema >= 5 {
		readHighlighted(t, s)
	}
	if n := find(t, s, nil).Len(); n != want {
		t.Errorf("%d articles", n)
	}
	if n := find(t, s, query.Words{Text: "needle7"}).Len(); n != 1 {
		t.Errorf("%d with a word", n)
	}
	answers(t, s, query.Words{Text: "securite"}, true)
	answers(t, s, query.Words{In: "title", Text: "hand"}, true)
	if n := find(t, s, tagged("quays")).Len(); n != 8 {
		t.Errorf("%d tagged", n)
	}
	a, err := s.Article(t.Context(), sample(2).Article.ID)
	if err != nil || a.Title != "A title by hand" || a.Text() != string(sample(2).Raw.Bytes) || len(a.Notes) != 1 || !a.Starred || a.Read {
		t.Errorf("%+v, %v", a, err)
	}
	if p, err := s.Place(t.Context(), sample(3).Article.ID); p != (feed.Place{Block: 2, Offset: 11}) || err != nil {
		t.Errorf("place %v, %v", p, err)
	}
	if raw, err := s.Raw(t.Context(), sample(4).Article.ID); err != nil || raw.Name != "4.txt" || !bytes.Equal(raw.Bytes, sample(4).Raw.Bytes) {
		t.Errorf("raw %v, %v", raw.Name, err)
	}
	for {
		if _, err := s.Undo(t.Context()); err != nil {
			if !errors.Is(err, feed.ErrNothing) {
				t.Error(err)
			}
			break
		}
	}
	if a, err := s.Article(t.Context(), sample(2).Article.ID); err != nil || a.Title != sample(2).Article.Title || len(a.Themes) != 0 {
		t.Errorf("after undoing all: %q %v, %v", a.Title, a.Themes, err)
	}
	sound(t, s)
}

// writeKept makes the file that the test above reads.
func writeKept(t *testing.T, golden string) {
	t.Helper()
	s := newStore(t)
	must := func(_ feed.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	for i := range 20 {
		in := sample(i)
		if i == 2 {
			in.Article.Notes = []string{"a note"}
		}
		add(t, s, in)
	}
	id := func(i int) feed.ID { return sample(i).Article.ID }
	var some []feed.ID
	for i := range 8 {
		some = append(some, id(i))
	}
	must(s.Tag(ctx, one(some...), feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}}))
	must(s.SetFlag(ctx, one(id(2), id(9)), feed.FlagStarred, true))
	title := "A title by hand"
	must(s.Correct(ctx, id(2), feed.Correction{Title: &title}))
	must(s.MergeThemes(ctx, feed.ThemeID("harbours"), feed.ThemeID("weather")))
	must(s.DropTheme(ctx, feed.ThemeID("gardens")))
	must(s.SetFlag(ctx, one(id(15)), feed.FlagTrashed, true))
	must(s.SetFlag(ctx, one(id(16)), feed.FlagRead, true))
	must(s.Undo(ctx))
	if err := s.SetPlace(ctx, id(3), feed.Place{Block: 2, Offset: 11}); err != nil {
		t.Fatal(err)
	}
	writeFollowed(t, s)
	writeHighlighted(t, s)
	writeTold(t, s)
	writeAnswered(t, s)
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	var z bytes.Buffer
	w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(golden, z.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// writeFollowed adds what following takes: a source with a lasting trouble, an
// article with an earlier version, one that was destroyed.
func writeFollowed(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	src := follow(t, s, gazette(1))[0]
	lock := dispatch(src.ID, "1", "https://gazette1.example/lock", "The lock", longText("lock"))
	weir := dispatch(src.ID, "2", "https://gazette1.example/weir", "The weir", longText("weir"))
	keepOf(t, s, src.ID, lock, weir)
	keep(t, s, feed.Polled{Source: src.ID, Poll: feed.Poll{Tried: testNow, ETag: `"x"`, Trouble: feed.TroubleBusy, Failures: 2},
		In: []feed.Arrival{dispatch(src.ID, "1", "https://gazette1.example/lock", "The lock is open", longText("lock"))}})
	if _, err := s.SetFlag(ctx, one(weir.Sent.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(ctx); err != nil {
		t.Fatal(err)
	}
}

// readFollowed reads what writeFollowed wrote and returns how many articles that
// adds: one, but the trash was emptied of another.
func readFollowed(t *testing.T, s *Store) int {
	t.Helper()
	id := feed.FeedID(gazette(1).Feed)
	polls, err := s.Polls(t.Context())
	if p := polls[id]; err != nil || p.ETag != `"x"` || p.Trouble != feed.TroubleBusy || p.Failures != 2 {
		t.Errorf("poll %+v, %v", p, err)
	}
	lock := dispatch(id, "1", "https://gazette1.example/lock", "The lock is open", longText("lock"))
	weir := dispatch(id, "2", "https://gazette1.example/weir", "The weir", longText("weir"))
	if st := standings(t, s, id, lock, weir); !slices.Equal(st, []feed.Standing{feed.Same, feed.Excluded}) {
		t.Errorf("standings %v", st)
	}
	versions, err := s.Versions(t.Context(), lock.Sent.ID)
	if err != nil || len(versions) != 1 || versions[0].Article.Title != "The lock" {
		t.Errorf("versions %+v, %v", versions, err)
	}
	return 1
}
