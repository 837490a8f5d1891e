package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// gazette is a source of a made-up press.
func gazette(i int) feed.Source {
	return feed.Source{Feed: fmt.Sprintf("https://gazette%d.example/feed.xml", i), Name: fmt.Sprintf("Gazette %d", i)}
}

func follow(t testing.TB, s *Store, in ...feed.Source) []feed.Source {
	t.Helper()
	out, _, err := s.Follow(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// dispatch is an item of a feed: its guid, address and text.
func dispatch(source feed.ID, guid, url, title, body string) feed.Arrival {
	a := feed.Article{Head: feed.Head{ID: feed.ItemID(source, guid), Title: title, URL: url, Lang: "en", Words: len(strings.Fields(body))}}
	a.Body = []feed.Block{feed.Plain(feed.Paragraph, body)}
	a.Published, a.Precision = testNow.Add(-time.Hour), feed.Second
	return feed.Arrival{
		Incoming: feed.Incoming{Article: a, Raw: feed.Raw{Type: "text/html", Bytes: []byte(body)}},
		Sent:     feed.Sent{ID: a.ID, URL: url, Print: feed.NewID("print", title, body)},
	}
}

// longText is a text that two articles do not share by chance.
func longText(word string) string {
	return strings.Repeat("The "+word+" was opened to boats again after the long repairs of this spring. ", 6)
}

func keep(t testing.TB, s *Store, in ...feed.Polled) []feed.Kept {
	t.Helper()
	out, err := s.Keep(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func keepOf(t testing.TB, s *Store, source feed.ID, in ...feed.Arrival) feed.Kept {
	t.Helper()
	return keep(t, s, feed.Polled{Source: source, Poll: feed.Poll{Tried: testNow}, In: in})[0]
}

func standings(t testing.TB, s *Store, source feed.ID, in ...feed.Arrival) []feed.Standing {
	t.Helper()
	var sent []feed.Sent
	for _, a := range in {
		sent = append(sent, a.Sent)
	}
	out, err := s.Standings(t.Context(), source, sent)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func counts(k feed.Kept) [3]int { return [3]int{k.New, k.Updated, k.Same} }

func TestKeepNewAndSame(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	one := dispatch(src.ID, "1", "https://gazette1.example/lock", "The lock", longText("lock"))
	two := dispatch(src.ID, "2", "https://gazette1.example/weir", "The weir", longText("weir"))
	if st := standings(t, s, src.ID, one, two); !slices.Equal(st, []feed.Standing{feed.Unknown, feed.Unknown}) {
		t.Errorf("before: %v", st)
	}
	poll := feed.Poll{Tried: testNow, Good: testNow, ETag: `W/"a"`, Status: 200}
	got := keep(t, s, feed.Polled{Source: src.ID, Poll: poll, In: []feed.Arrival{one, two, one}, Name: "The Lock Gazette", URL: "https://gazette1.example/"})[0]
	if counts(got) != [3]int{2, 0, 1} || len(got.IDs) != 2 || got.IDs[0] != one.Sent.ID {
		t.Errorf("kept %+v", got)
	}
	if st := standings(t, s, src.ID, one, two); !slices.Equal(st, []feed.Standing{feed.Same, feed.Same}) {
		t.Errorf("after: %v", st)
	}
	polls, err := s.Polls(t.Context())
	if err != nil || polls[src.ID].ETag != poll.ETag || !polls[src.ID].Tried.Equal(poll.Tried) {
		t.Errorf("poll %+v, %v", polls[src.ID], err)
	}
	list, err := s.Sources(t.Context())
	if err != nil || len(list) != 1 || list[0].Name != "The Lock Gazette" || list[0].URL == "" {
		t.Errorf("sources %+v, %v", list, err)
	}
	a, err := s.Article(t.Context(), one.Sent.ID)
	if err != nil || a.SourceID != src.ID || a.Source != "The Lock Gazette" {
		t.Errorf("%+v, %v", a.Head, err)
	}
	answers(t, s, query.Words{Text: "weir"}, true)
	if again := keepOf(t, s, src.ID, one, two); counts(again) != [3]int{0, 0, 2} {
		t.Errorf("again: %+v", again)
	}
	sound(t, s)
}

// updated keeps an article, tags and stars it, and keeps its next version.
func TestKeepUpdates(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	was := dispatch(src.ID, "1", "https://gazette1.example/lock", "The lock", longText("lock"))
	keepOf(t, s, src.ID, was)
	id := was.Sent.ID
	before, err := s.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []feed.Flag{feed.FlagRead, feed.FlagStarred} {
		if _, err := s.SetFlag(t.Context(), one(id), f, true); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Tag(t.Context(), one(id), feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}}); err != nil {
		t.Fatal(err)
	}
	now := dispatch(src.ID, "1", "https://gazette1.example/lock", "The lock is open", longText("sluice"))
	if st := standings(t, s, src.ID, now); st[0] != feed.Changed {
		t.Errorf("standing %v", st)
	}
	if got := keepOf(t, s, src.ID, now); counts(got) != [3]int{0, 1, 0} {
		t.Errorf("kept %+v", got)
	}
	a, err := s.Article(t.Context(), id)
	if err != nil || a.Title != "The lock is open" || !a.Read || !a.Starred || len(a.Themes) != 1 || !strings.Contains(a.Text(), "sluice") {
		t.Errorf("%+v, %v", a.Head, err)
	}
	if !a.Fetched.Equal(before.Fetched) {
		t.Errorf("fetched %v, was %v", a.Fetched, before.Fetched)
	}
	versions, err := s.Versions(t.Context(), id)
	if err != nil || len(versions) != 1 || versions[0].Article.Title != "The lock" || versions[0].Article.Text() != before.Text() || versions[0].Until.IsZero() {
		t.Errorf("%+v, %v", versions, err)
	}
	if n := find(t, s, is("updated")).Len(); n != 1 {
		t.Errorf("%d updated", n)
	}
	if n := find(t, s, query.Words{Text: "sluice"}).Len(); n != 1 {
		t.Errorf("%d with the new word", n)
	}
	if raw, err := s.Raw(t.Context(), id); err != nil || !strings.Contains(string(raw.Bytes), "sluice") {
		t.Errorf("raw %q, %v", raw.Bytes, err)
	}
	sound(t, s)
}

func TestKeepRefusesUnfollowed(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	if _, err := s.Unfollow(t.Context(), []feed.ID{src.ID}); err != nil {
		t.Fatal(err)
	}
	got := keepOf(t, s, src.ID, dispatch(src.ID, "1", "", "The lock", longText("lock")))
	if got.New != 0 || len(got.Refused) != 1 || !errors.Is(got.Refused[0], feed.ErrNotFound) {
		t.Errorf("%+v", got)
	}
	sound(t, s)
}

// TestKeepByHand keeps a page and a feed from a file: as an import does.
func TestKeepByHand(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	lock := dispatch(src, "1", "https://gazette1.example/lock", "The lock", longText("lock"))
	keepOf(t, s, src, lock)
	if _, err := s.SetFlag(t.Context(), one(lock.Sent.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	file := feed.NewID("a feed in a file")
	weir := dispatch(file, "2", "https://file.example/weir", "The weir", longText("weir"))
	page := dispatch(feed.ID{}, "3", "https://page.example/gate", "The gate", longText("gate"))
	page.Article.Source = "A Page"
	in := []feed.Polled{{Source: src, In: []feed.Arrival{lock}}, {Source: file, Name: "A File", In: []feed.Arrival{weir, weir}}, {In: []feed.Arrival{page}}}
	for i, want := range [][3]int{{1, 0, 0}, {1, 0, 1}, {1, 0, 0}} {
		if got := keep(t, s, in[i])[0]; counts(got) != want || len(got.IDs) != 1 {
			t.Errorf("%d: %+v", i, got)
		}
	}
	for id, want := range map[feed.ID]string{lock.Sent.ID: "Gazette 1", weir.Sent.ID: "A File", page.Sent.ID: "A Page"} {
		if a, err := s.Article(t.Context(), id); err != nil || a.Source != want {
			t.Errorf("%q is of %q, %v", a.Title, a.Source, err)
		}
	}
	if polls, err := s.Polls(t.Context()); err != nil || len(polls) != 1 || polls[src].Tried.IsZero() {
		t.Errorf("%v, %v", polls, err)
	}
	sound(t, s)
	// When the feed of the file is followed, its articles are known.
	if _, _, err := s.Follow(t.Context(), []feed.Source{{ID: file, Feed: "https://file.example/rss"}}); err != nil {
		t.Fatal(err)
	}
	if got := keepOf(t, s, file, weir); counts(got) != [3]int{0, 0, 1} {
		t.Errorf("%+v", got)
	}
	if st := standings(t, s, file, weir); st[0] != feed.Same {
		t.Errorf("standing %v", st)
	}
	if got := keepOf(t, s, file, dispatch(file, "2", "https://file.example/weir", "The weir", longText("river"))); counts(got) != [3]int{0, 1, 0} {
		t.Errorf("%+v", got)
	}
	sound(t, s)
}

// TestKeepJoinsBookmarks holds that what the user kept under an address is not kept
// again when its feed is followed later, or was before: one without text gets it, with
// tags and state as they were; one with a text stays as it is.
func TestKeepJoinsBookmarks(t *testing.T) {
	s := newStore(t)
	lock := dispatch(feed.ID{}, "", "https://gazette1.example/lock?utm_source=x", "gazette1.example/lock", "")
	gate := dispatch(feed.ID{}, "", "https://gazette1.example/gate", "The gate", longText("gate"))
	weir := dispatch(feed.ID{}, "", "https://gazette1.example/weir", "Weir, to read", "")
	for _, a := range []*feed.Arrival{&lock, &gate, &weir} {
		a.Article.ID = feed.PageID(text.AddressKey(a.Article.URL), nil)
		a.Article.Source, a.Article.Starred, a.Tags = "gazette1.example", true, []string{"quays"}
	}
	lock.Article.Body, weir.Article.Body = nil, nil
	add(t, s, lock.Incoming, gate.Incoming)
	src := follow(t, s, gazette(1))[0].ID
	weir.Article.SourceID = src
	add(t, s, weir.Incoming)

	in := []feed.Arrival{
		dispatch(src, "1", "https://gazette1.example/lock", "The lock is open", longText("lock")),
		dispatch(src, "2", "https://gazette1.example/gate", "The gate", "Read on."),
		dispatch(src, "3", "https://gazette1.example/weir", "The weir", longText("weir")),
		dispatch(src, "4", "https://gazette1.example/", "The site", longText("site")),
	}
	want := []feed.Standing{feed.Changed, feed.Same, feed.Changed, feed.Unknown}
	if st := standings(t, s, src, in...); !slices.Equal(st, want) {
		t.Errorf("standings %v, not %v", st, want)
	}
	if got := keepOf(t, s, src, in...); counts(got) != [3]int{1, 2, 1} {
		t.Errorf("%+v", got)
	}
	for i, a := range []feed.Arrival{lock, gate, weir} {
		got, err := s.Article(t.Context(), a.Article.ID)
		if err != nil || !got.Starred || len(got.Themes) != 1 || got.Text() == "" {
			t.Errorf("%d: %+v, %v", i, got.Head, err)
		}
		if isGate := i == 1; isGate == (got.SourceID == src) || isGate && got.Text() != gate.Article.Text() {
			t.Errorf("%d: %+v", i, got.Head)
		}
	}
	if got := keepOf(t, s, src, in...); counts(got) != [3]int{0, 0, 4} || find(t, s, nil).Len() != 4 {
		t.Errorf("%+v, %d articles", got, find(t, s, nil).Len())
	}
	sound(t, s)
}
