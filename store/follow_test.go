package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"veille/feed"
)

func sourceList(t *testing.T, s *Store) (names []string) {
	t.Helper()
	list, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range list {
		names = append(names, src.Name)
	}
	return names
}

func TestFollow(t *testing.T) {
	s := newStore(t)
	out, c, err := s.Follow(t.Context(), []feed.Source{
		{Feed: "https://www.quay.example/rss#top", Folder: " Coast / North /", Categories: []string{"a", "a", " "}, Keep: -4},
		{Feed: "https://b.example/rss", Name: "  Weir\tand lock ", Named: true, Lang: "FR_ca"},
		{Feed: "http://www.quay.example/rss", Short: "QU"}, // the first again
	})
	if err != nil || len(out) != 3 || c.Verb != feed.DidFollow || c.Seq == 0 {
		t.Fatalf("%+v, %+v, %v", out, c, err)
	}
	one, two := out[0], out[1]
	if one.Name != "quay.example" || one.Folder != "Coast/North" || !slices.Equal(one.Categories, []string{"a"}) || one.Keep != 0 ||
		one.ID != feed.FeedID("https://www.quay.example/rss") || one.Short != "QU" || !one.Added.Equal(testNow) || one.ID != out[2].ID {
		t.Errorf("first %+v", one)
	}
	if two.Name != "Weir and lock" || !two.Named || two.Lang != "fr-ca" {
		t.Errorf("second %+v", two)
	}
	if _, c, err := s.Follow(t.Context(), []feed.Source{{Feed: "https://b.example/rss", Name: "Another", Folder: ""}}); err != nil || c.Count != 0 || c.Seq != 0 {
		t.Errorf("again: %+v, %v", c, err)
	}
	for _, bad := range []string{"", "b.example/rss", "file:///etc/x", "exec:prog", "|prog", "https://", "javascript:x"} {
		if _, _, err := s.Follow(t.Context(), []feed.Source{gazette(7), {Feed: bad}}); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("followed %q: %v", bad, err)
		}
	}
	if got := sourceList(t, s); !slices.Equal(got, []string{"Weir and lock", "quay.example"}) {
		t.Errorf("sources %q", got)
	}
	if c, err := s.Undo(t.Context()); err != nil || c.Verb != feed.DidFollow {
		t.Errorf("undid %+v, %v", c, err)
	}
	if got := sourceList(t, s); len(got) != 0 {
		t.Errorf("undone: %q", got)
	}
	if _, err := s.Redo(t.Context()); err != nil || len(sourceList(t, s)) != 2 {
		t.Errorf("redone: %q, %v", sourceList(t, s), err)
	}
	sound(t, s)
}

// TestFollowAgain follows an address that was given up: it is the same source,
// with the name the user gave it.
func TestFollowAgain(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	keepOf(t, s, src.ID, dispatch(src.ID, "1", "", "The lock", longText("lock")))
	name := "By hand"
	if _, err := s.EditSources(t.Context(), []feed.ID{src.ID}, feed.SourceEdit{Name: &name}); err != nil {
		t.Fatal(err)
	}
	c, err := s.Unfollow(t.Context(), []feed.ID{src.ID, src.ID})
	if err != nil || c.Verb != feed.DidUnfollow || !slices.Equal(c.Removed, []string{name}) || c.Count != 1 {
		t.Errorf("unfollowed %+v, %v", c, err)
	}
	if a, err := s.Article(t.Context(), feed.ItemID(src.ID, "1")); err != nil || !a.Trashed || a.Source != name {
		t.Errorf("%+v, %v", a.Head, err)
	}
	if polls, err := s.Polls(t.Context()); err != nil || len(polls) != 0 {
		t.Errorf("%v, %v", polls, err)
	}
	s.now = func() time.Time { return testNow.AddDate(0, 1, 0) }
	again := follow(t, s, gazette(1))[0]
	if again.ID != src.ID || again.Name != name || !again.Named || !again.Added.Equal(testNow) || again.Feed != src.Feed {
		t.Errorf("again %+v", again)
	}
	sound(t, s)
}

func TestEditSources(t *testing.T) {
	s := newStore(t)
	out := follow(t, s, gazette(1), gazette(2), gazette(3))
	ids := []feed.ID{out[0].ID, out[1].ID}
	poll := feed.Poll{Tried: testNow, Good: testNow, Barred: testNow, ETag: "x", LastModified: "y", Failures: 3, Trouble: feed.TroubleGone, Since: testNow, Message: "gone"}
	keep(t, s, feed.Polled{Source: ids[0], Poll: poll})
	folder, yes, days, always := "Coast", true, 30, feed.FullTextAlways
	c, err := s.EditSources(t.Context(), ids, feed.SourceEdit{Folder: &folder, Paused: &yes, Keep: &days, FullText: &always, Private: &yes})
	if err != nil || c.Verb != feed.DidSource || c.Count != 2 || !slices.Equal(c.Added, []string{"Gazette 1", "Gazette 2"}) {
		t.Errorf("%+v, %v", c, err)
	}
	did := []feed.Edited{{Field: "Folder", Value: "Coast"}, {Field: "Paused", Value: "true"}, {Field: "FullText", Value: "always"}, {Field: "Private", Value: "true"}, {Field: "Keep"}}
	if log, err := s.Log(t.Context(), 1); err != nil || !slices.Equal(log[0].Edited, did) || !slices.Equal(c.Edited, did) {
		t.Errorf("edited %+v, the journal %+v, %v", c.Edited, log, err)
	}
	if got := sourceList(t, s); !slices.Equal(got, []string{"Gazette 3", "Gazette 1", "Gazette 2"}) {
		t.Errorf("order %q", got)
	}
	if c, err := s.EditSources(t.Context(), ids, feed.SourceEdit{Folder: &folder}); err != nil || c.Count != 0 {
		t.Errorf("the same: %+v, %v", c, err)
	}
	same := "Gazette 2"
	if _, err := s.EditSources(t.Context(), ids[:1], feed.SourceEdit{Name: &same}); err != nil {
		t.Errorf("two of one name: %v", err)
	}
	none, bad, taken, moved := "", "mailto:x", gazette(3).Feed, "https://gazette1.example/new.xml"
	minus := -1
	for name, c := range map[string]struct {
		ids  []feed.ID
		e    feed.SourceEdit
		want error
	}{
		"nobody":      {[]feed.ID{{9}}, feed.SourceEdit{Folder: &folder}, feed.ErrNotFound},
		"no address":  {ids[:1], feed.SourceEdit{Feed: &none}, feed.ErrInvalid},
		"bad address": {ids[:1], feed.SourceEdit{Feed: &bad}, feed.ErrInvalid},
		"taken":       {ids[:1], feed.SourceEdit{Feed: &taken}, feed.ErrExists},
		"two":         {ids, feed.SourceEdit{Feed: &moved}, feed.ErrInvalid},
		"minus":       {ids, feed.SourceEdit{Keep: &minus}, feed.ErrInvalid},
	} {
		if _, err := s.EditSources(t.Context(), c.ids, c.e); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := s.EditSources(t.Context(), ids[:1], feed.SourceEdit{Feed: &moved}); err != nil {
		t.Fatal(err)
	}
	polls, err := s.Polls(t.Context())
	if p := polls[ids[0]]; err != nil || p.ETag != "" || p.LastModified != "" || p.Trouble != feed.NoTrouble || p.Failures != 0 || p.Message != "" || !p.Barred.Equal(testNow) || !p.Good.Equal(testNow) {
		t.Errorf("after a move on the same host: %+v, %v", p, err)
	}
	// Its own ID is that of its first address, which is still free to it alone.
	if again := follow(t, s, gazette(1)); again[0].ID != ids[0] || again[0].Feed != moved {
		t.Errorf("followed at its first address: %+v", again[0])
	}
	if again := follow(t, s, feed.Source{Feed: moved}); again[0].ID != ids[0] {
		t.Errorf("followed at its new address: %+v", again[0])
	}
	if _, err := s.EditSources(t.Context(), ids[:1], feed.SourceEdit{Name: &none}); err != nil {
		t.Fatal(err)
	}
	keep(t, s, feed.Polled{Source: ids[0], Name: "What the feed says", Lang: "EN", URL: "https://gazette1.example/"})
	keep(t, s, feed.Polled{Source: ids[1], Feed: gazette(3).Feed}) // another is followed there
	list, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range list {
		switch src.ID {
		case ids[0]:
			if src.Name != "What the feed says" || src.Named || src.Lang != "en" || src.URL == "" {
				t.Errorf("%+v", src)
			}
		case ids[1]:
			if src.Feed != gazette(2).Feed {
				t.Errorf("%+v", src)
			}
		}
	}
	log, err := s.Log(t.Context(), 10)
	if err != nil || log[0].Verb != feed.DidSource || log[len(log)-1].Verb != feed.DidFollow {
		t.Errorf("%+v, %v", log, err)
	}
	sound(t, s)
}

// TestUndoLeavesWhatTheFeedSaid: undoing an edit takes back that edit alone.
func TestUndoLeavesWhatTheFeedSaid(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	folder := "Coast"
	if _, err := s.EditSources(t.Context(), []feed.ID{src.ID}, feed.SourceEdit{Folder: &folder}); err != nil {
		t.Fatal(err)
	}
	keep(t, s, feed.Polled{Source: src.ID, Name: "Called otherwise", Feed: "https://gazette1.example/moved.xml", Poll: feed.Poll{ETag: "x"}})
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := s.Sources(t.Context())
	if err != nil || list[0].Folder != "" || list[0].Name != "Called otherwise" || list[0].Feed != "https://gazette1.example/moved.xml" {
		t.Errorf("%+v, %v", list, err)
	}
	if polls, err := s.Polls(t.Context()); err != nil || polls[src.ID].ETag != "x" {
		t.Errorf("%+v, %v", polls, err)
	}
	sound(t, s)
}

// TestMovedWhileAsked moves a source while its old address is being asked: what
// that says counts neither as the address nor as what is known of asking the new.
func TestMovedWhileAsked(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	moved := "https://gazette1.example/other.xml"
	if _, err := s.EditSources(t.Context(), []feed.ID{src.ID}, feed.SourceEdit{Feed: &moved}); err != nil {
		t.Fatal(err)
	}
	in := feed.Polled{Source: src.ID, Asked: src.Feed, Feed: "https://gazette1.example/redirected.xml", Name: "Old", Poll: feed.Poll{ETag: "old"},
		In: []feed.Arrival{followedItem(src.ID, 1, 0)}}
	if got := keep(t, s, in)[0]; counts(got) != [3]int{1, 0, 0} {
		t.Errorf("kept %+v", got)
	}
	is := func(address, name, tag string) {
		t.Helper()
		list, err := s.Sources(t.Context())
		if err != nil || list[0].Feed != address || list[0].Name != name {
			t.Errorf("%+v, %v", list, err)
		}
		if polls, err := s.Polls(t.Context()); err != nil || polls[src.ID].ETag != tag {
			t.Errorf("%+v, %v", polls, err)
		}
	}
	is(moved, src.Name, "")
	in.Asked, in.Name = moved, "New" // a redirect, told with each part of a long feed
	keep(t, s, in)
	in.Poll.ETag = "new"
	keep(t, s, in)
	is(in.Feed, "New", "new")
	sound(t, s)
}

// TestPrivateWhenWrittenAgain: an address of a private network may be asked when
// the user writes it himself, also if a list brought it first.
func TestPrivateWhenWrittenAgain(t *testing.T) {
	s := newStore(t)
	src := feed.Source{Feed: "http://192.168.7.7/feed"}
	follow(t, s, src)
	src.Private = true
	out, c, err := s.Follow(t.Context(), []feed.Source{src})
	if err != nil || !out[0].Private || c.Count != 1 {
		t.Errorf("%+v, %+v, %v", out, c, err)
	}
	src.Private = false
	if out := follow(t, s, src); !out[0].Private {
		t.Errorf("%+v", out)
	}
	for _, to := range []struct {
		address string
		private bool
	}{{"http://192.168.7.7/new", true}, {"https://elsewhere.example/feed", false}} {
		keep(t, s, feed.Polled{Source: out[0].ID, Feed: to.address})
		list, err := s.Sources(t.Context())
		if err != nil || list[0].Feed != to.address || list[0].Private != to.private {
			t.Errorf("redirected to %s: %+v, %v", to.address, list, err)
		}
	}
	src.Private = true
	if out := follow(t, s, src); out[0].Private {
		t.Errorf("written was not the address that is asked: %+v", out)
	}
	sound(t, s)
}

// TestFollowAgainKeepsForEver: who follows a source once more does not put it under
// the retention that new ones get.
func TestFollowAgainKeepsForEver(t *testing.T) {
	s := newStore(t)
	src := gazette(1)
	follow(t, s, src)
	src.Keep, src.FullText, src.Folder = 30, feed.FullTextAlways, "Coast"
	out := follow(t, s, src)
	if out[0].Keep != 0 || out[0].FullText != feed.FullTextShort || out[0].Folder != "Coast" {
		t.Errorf("%+v", out)
	}
	if _, err := s.Unfollow(t.Context(), []feed.ID{out[0].ID}); err != nil {
		t.Fatal(err)
	}
	if out := follow(t, s, src); out[0].Keep != 30 || out[0].FullText != feed.FullTextAlways {
		t.Errorf("after it was given up: %+v", out)
	}
}

// TestTwoAtOneAddress: however two sources came to one address, each can be
// changed; one list does not make two of one.
func TestTwoAtOneAddress(t *testing.T) {
	s := newStore(t)
	out := follow(t, s, feed.Source{ID: feed.NewID("one"), Feed: gazette(1).Feed}, gazette(1), gazette(2))
	if out[0].ID != out[1].ID {
		t.Errorf("two sources at one address: %+v", out)
	}
	moved := "https://gazette1.example/moved.xml"
	if _, err := s.EditSources(t.Context(), []feed.ID{out[0].ID}, feed.SourceEdit{Feed: &moved}); err != nil {
		t.Fatal(err)
	}
	keep(t, s, feed.Polled{Source: out[2].ID, Feed: gazette(1).Feed}) // a redirect
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	yes := true
	for _, src := range []feed.Source{out[0], out[2]} {
		if c, err := s.EditSources(t.Context(), []feed.ID{src.ID}, feed.SourceEdit{Paused: &yes}); err != nil || c.Count != 1 {
			t.Errorf("paused %+v, %v", c, err)
		}
	}
	sound(t, s)
}
