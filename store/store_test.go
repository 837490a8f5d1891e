package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// library is what the reader asks of a store, word for word.
var _ feed.Hits = (*hits)(nil)

func TestOpenMakesAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b", "c.db")
	o := testOptions()
	o.Create = false
	if _, err := Open(t.Context(), path, o); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("opening a missing file: %v", err)
	}
	s := openAt(t, path)
	if !s.Created() || s.ReadOnly() {
		t.Fatalf("created %v, read only %v", s.Created(), s.ReadOnly())
	}
	for p, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700 | os.ModeDir} {
		fi, err := os.Stat(p)
		if err != nil || fi.Mode() != want {
			t.Errorf("%s: mode %v, %v; want %v", p, fi.Mode(), err, want)
		}
	}
	if openAt(t, path).Created() {
		t.Error("made a second time")
	}
	themes, err := s.Themes(t.Context())
	if err != nil || len(themes) != 3 {
		t.Fatalf("%d themes, %v", len(themes), err)
	}
	want := testThemes()[0]
	want.ID = feed.ThemeID(want.Slug)
	if !reflect.DeepEqual(themes[0], want) {
		t.Errorf("theme came back as\n%+v, want\n%+v", themes[0], want)
	}
	sound(t, s)
}

func TestLinks(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(filepath.Join(dir, "away", "real.db"), link); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), link, testOptions()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a link that leads nowhere: %v", err)
	}
	if fi, err := os.Lstat(link); err != nil || fi.Mode()&os.ModeSymlink == 0 {
		t.Fatal("the link was replaced")
	}
	real := openAt(t, filepath.Join(dir, "away", "real.db"))
	s := openAt(t, link)
	if s.Path() != real.Path() || s.Created() {
		t.Errorf("the link leads to %s, made %v", s.Path(), s.Created())
	}
	addSamples(t, s, 0, 3)
	if n := find(t, real, nil).Len(); n != 3 {
		t.Errorf("%d articles", n)
	}
}

// TestOwnFault holds that a mistake of ours is not taken for damage, leaves
// nothing half done and no lock behind.
func TestOwnFault(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 3)
	var none []int
	for _, write := range []bool{false, true} {
		_, err := s.run(t.Context(), write, s.newTurn(time.Now().Add(s.wait)), func(tx *tx) error {
			if write {
				if err := tx.del(inArt, docKey(1)); err != nil {
					return err
				}
			}
			return errors.New(string(rune(none[3])))
		})
		if err == nil || errors.Is(err, feed.ErrDamaged) || !strings.Contains(err.Error(), "own fault in veille/store.TestOwnFault") {
			t.Errorf("write %v: %v", write, err)
		}
	}
	addSamples(t, s, 3, 2)
	if n := find(t, s, nil).Len(); n != 5 {
		t.Errorf("%d articles", n)
	}
	sound(t, s)
}

func TestArticleComesBack(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Tags = []string{"docks", "Brand new"}
	in.Article.Notes = []string{"first", "second"}
	in.Article.Body = append(in.Article.Body,
		feed.Block{Kind: feed.Heading, Level: 2, Spans: []feed.Span{{Text: "Head"}}},
		feed.Block{Kind: feed.ListItem, Level: 1, Number: 3, Spans: []feed.Span{{Text: "a", Style: feed.Strong}, {Text: "link", URL: "https://press.example/l"}}},
		feed.Block{Kind: feed.Table, Rows: [][]string{{"h", ""}, {"", "c"}}},
		feed.Block{Kind: feed.Figure, URL: "https://press.example/p.jpg"},
		feed.Block{Kind: feed.Rule})
	in.Article.Related = []feed.Link{{Text: "r", URL: "https://press.example/r"}}
	in.Article.Links = []feed.Link{{Text: "l", URL: "https://press.example/l"}}
	in.Article.Enclosures = []feed.Enclosure{{URL: "https://press.example/e", Type: "audio/ogg", Bytes: 77}}
	in.Article.Categories = []string{"c1", ""}
	in.Article.Repairs = []feed.Repair{{At: 5}, {At: 12}}
	in.Article.Updated = testNow
	in.Article.Published, in.Article.Precision = testNow, feed.Second
	add(t, s, in)

	got, err := s.Article(t.Context(), in.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Marks) != 2 || got.Marks[0].By != feed.ByImport || !got.Marks[0].At.Equal(testNow) {
		t.Errorf("marks %+v", got.Marks)
	}
	want := in.Article
	want.SourceID = feed.SourceID(want.Source)
	want.Themes = []feed.ID{feed.ThemeID("harbours"), feed.ThemeID("brand-new")}
	want.Marks = got.Marks
	if !got.Published.Equal(want.Published) || !got.Updated.Equal(want.Updated) || !got.Fetched.Equal(want.Fetched) {
		t.Errorf("times %v %v %v", got.Published, got.Updated, got.Fetched)
	}
	if got.Published.Format("-0700") != "+0700" {
		t.Errorf("zone lost: %v", got.Published)
	}
	got.Published, got.Updated, got.Fetched = want.Published, want.Updated, want.Fetched
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	raw, err := s.Raw(t.Context(), in.Article.ID)
	if err != nil || !reflect.DeepEqual(raw, in.Raw) {
		t.Errorf("raw %+v, %v", raw, err)
	}
	sound(t, s)
}

func TestFindEverything(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 300)
	h := find(t, s, nil)
	if h.Len() != 300 {
		t.Fatalf("%d found", h.Len())
	}
	heads, err := h.Heads(t.Context(), 0, 300)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(heads); i++ {
		if listTime(&heads[i-1]) < listTime(&heads[i]) {
			t.Fatalf("row %d is newer than row %d", i, i-1)
		}
	}
	for _, x := range []query.Expr{
		query.Words{Text: "needle123"},
		query.Words{Text: "number 123", Phrase: true, In: "title"},
	} {
		got := idsOf(t, find(t, s, x))
		if len(got) != 1 || got[0] != sample(123).Article.ID {
			t.Errorf("%v found %d", x, len(got))
		}
	}
	sound(t, s)
}

// TestNoGateNoFile holds that nobody makes a file without the gate: two at once
// could each take the other's for a left-over.
func TestNoGateNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.db")
	if err := os.Mkdir(path+gateSuffix, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, testOptions()); err == nil {
		t.Error("made without a gate")
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file: %v", err)
	}
	made := openAt(t, filepath.Join(t.TempDir(), "d.db"))
	if err := errors.Join(os.Remove(made.path+gateSuffix), os.Mkdir(made.path+gateSuffix, 0o700)); err != nil {
		t.Fatal(err)
	}
	addSamples(t, made, 0, 2) // one that is there is used without
}

// TestSameSourceNames holds that a name of a source means one source however
// its letters are composed and spaced.
func TestSameSourceNames(t *testing.T) {
	s := newStore(t)
	for i, name := range []string{"Le Me\u0301te\u0301o", " Le  M\u00e9t\u00e9o", "le m\u00e9t\u00e9o\u200e"} {
		in := sample(i)
		in.Article.Source = name
		add(t, s, in)
	}
	sources, err := s.Sources(t.Context())
	if err != nil || len(sources) != 1 {
		t.Errorf("%+v, %v", sources, err)
	}
}
