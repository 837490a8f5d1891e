package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// TestKeepCompletes: a page that comes later makes an article whole in place.
func TestKeepCompletes(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	const address = "https://gazette1.example/lock"
	begun := dispatch(src, "1", address, "The lock", "A ship came in. Another left.")
	begun.Article.Summary = "A ship came in. Another left."
	begun.Page, begun.Tags = feed.PageWanted, []string{"harbours"}
	begun.Article.Marks = []feed.Mark{{Theme: feed.ThemeID("harbours"), By: feed.ByRule, At: testNow, Score: .5, Spans: []feed.Range{
		{Field: feed.InBody, Start: 2, End: 6}, {Field: feed.InTitle, Start: 4, End: 8}}}}
	other := dispatch(src, "2", "https://gazette1.example/weir", "The weir", longText("weir"))
	keepOf(t, s, src, begun, other)
	id := begun.Sent.ID
	if _, err := s.SetFlag(t.Context(), one(id), feed.FlagStarred, true); err != nil {
		t.Fatal(err)
	}
	if got := wanting(t, s); len(got) != 1 || !slices.Equal(got[src], []feed.Wanted{{ID: id}}) {
		t.Fatalf("wanting %+v", got)
	}
	if st := standings(t, s, src, begun, other); st[0] != feed.Same || st[1] != feed.Same {
		t.Errorf("standings %v", st)
	}
	if h := find(t, s, is("fulltext")); h.Len() != 1 {
		t.Errorf("%d have their whole text", h.Len())
	}
	// Taken off before, the mark comes back by undo without what it knew of the beginning.
	if _, err := s.Tag(t.Context(), one(id), feed.Tagging{Remove: []feed.ID{feed.ThemeID("harbours")}}); err != nil {
		t.Fatal(err)
	}

	s.now = func() time.Time { return testNow.Add(time.Minute) }
	whole := begun
	whole.Page, whole.Sent = feed.PageCame, feed.Sent{}
	whole.Article.Body = []feed.Block{feed.Plain(feed.Paragraph, "At noon a ship came in. "+longText("sluice"))}
	whole.Raw.Bytes = []byte("<p>the page</p>")
	for i, want := range [][3]int{{0, 0, 1}, {0, 0, 1}} {
		if got := keepOf(t, s, src, whole); counts(got) != want {
			t.Errorf("page %d: %+v", i, got)
		}
	}
	a, err := s.Article(t.Context(), id)
	if err != nil || !a.Starred || !strings.Contains(a.Text(), "sluice") {
		t.Errorf("%+v, %v", a, err)
	}
	if v, err := s.Versions(t.Context(), id); err != nil || len(v) != 0 {
		t.Errorf("%d versions, %v", len(v), err)
	}
	if raw, err := s.Raw(t.Context(), id); err != nil || string(raw.Bytes) != "<p>the page</p>" {
		t.Errorf("raw %q, %v", raw.Bytes, err)
	}
	if find(t, s, is("fulltext")).Len() != 2 || find(t, s, is("updated")).Len() != 0 || len(wanting(t, s)) != 0 {
		t.Error("it is not whole, or updated, or wanted still")
	}
	if st := standings(t, s, src, begun); st[0] != feed.Same {
		t.Errorf("standing %v", st)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, err = s.Article(t.Context(), id); err != nil || len(a.Marks) != 1 || len(a.Marks[0].Spans) != 0 {
		t.Errorf("after undo: %+v, %v", a.Marks, err)
	}
	sound(t, s)
	// What the feed changes next is a version, and may want its page again.
	next := dispatch(src, "1", address, "The lock", "A ship came in. Another sank.")
	next.Page = feed.PageWanted
	if got := keepOf(t, s, src, next); counts(got) != [3]int{0, 1, 0} || len(wanting(t, s)[src]) != 1 {
		t.Errorf("%+v, wanting %+v", got, wanting(t, s))
	}
	sound(t, s)
}

// TestKeepGivesUpPages: a page that never comes is wanted three times, and what
// is wanted outlives a repair and not the article.
func TestKeepGivesUpPages(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	in := make([]feed.Arrival, 3)
	for i, word := range []string{"lock", "weir", "quay"} {
		in[i] = dispatch(src, word, "https://gazette1.example/"+word, "The "+word, "Something was seen at the "+word+".")
		in[i].Page = feed.PageWanted
	}
	keepOf(t, s, src, in...)
	missed := feed.Arrival{Page: feed.PageMissed}
	missed.Article.ID = in[0].Sent.ID
	for i := range 3 {
		if got := wanting(t, s)[src]; len(got) != 3 || got[2] != (feed.Wanted{ID: in[0].Sent.ID, Misses: i}) {
			t.Fatalf("after %d: %+v", i, got)
		}
		keepOf(t, s, src, missed)
	}
	if got := wanting(t, s)[src]; len(got) != 2 {
		t.Errorf("after 3: %+v", got)
	}
	keepOf(t, s, src, missed)
	sound(t, s)
	if _, err := s.SetFlag(t.Context(), one(in[1].Sent.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if got := wanting(t, s)[src]; len(got) != 1 {
		t.Errorf("one in the trash: %+v", got)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	missed.Article.ID, missed.Page = in[1].Sent.ID, feed.PageCame
	if got := keepOf(t, s, src, missed); counts(got) != [3]int{0, 0, 1} {
		t.Errorf("a page of one destroyed: %+v", got)
	}
	sound(t, s)
	want := wanting(t, s)
	from := s.path
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "repaired.db")
	if _, err := Repair(t.Context(), from, to, RepairOptions{}); err != nil {
		t.Fatal(err)
	}
	r := openAt(t, to)
	if got := wanting(t, r); len(got) != 1 || !slices.Equal(got[src], want[src]) {
		t.Errorf("repaired: %+v, want %+v", got, want)
	}
	sound(t, r)
}

func wanting(t testing.TB, s *Store) map[feed.ID][]feed.Wanted {
	t.Helper()
	out, err := s.Wanting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return out
}
