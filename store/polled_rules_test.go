package store

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"veille/feed"
)

// TestKeepFindsItemsAgain brings one item and then, in another refresh, others,
// and tells of each what it is taken for: new, an update or the same.
func TestKeepFindsItemsAgain(t *testing.T) {
	const lock, weir, site = "https://gazette1.example/lock", "https://gazette1.example/weir", "https://gazette1.example/"
	dated := func(a feed.Arrival, days int) feed.Arrival {
		a.Article.Published = testNow.AddDate(0, 0, -days)
		return a
	}
	type items = func(src feed.ID) []feed.Arrival
	list := func(f func(src feed.ID) feed.Arrival) items {
		return func(src feed.ID) []feed.Arrival { return []feed.Arrival{f(src)} }
	}
	for _, c := range []struct {
		name       string
		first      items
		then       items
		want       [3]int
		standing   feed.Standing // of the first of then
		thereafter [3]int        // when the same comes once more
	}{
		{"the same", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }), [3]int{0, 0, 1}, feed.Same, [3]int{0, 0, 1}},
		{"another text", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "Quite another", "Nothing of it is left.") }), [3]int{0, 1, 0}, feed.Changed, [3]int{0, 0, 1}},
		{"another guid", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival {
				return dispatch(s, "2", lock+"?utm_source=rss", "The lock", longText("lock"))
			}), [3]int{0, 0, 1}, feed.Same, [3]int{0, 0, 1}},
		{"another guid and title", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "2", lock, "The lock is open", longText("lock")) }), [3]int{0, 1, 0}, feed.Changed, [3]int{0, 0, 1}},
		{"another guid and address", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "2", weir, "The lock", longText("lock")) }), [3]int{0, 0, 1}, feed.Changed, [3]int{0, 0, 1}},
		{"another guid, no address", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", "", "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "2", "", "The lock", longText("lock")) }), [3]int{0, 0, 1}, feed.Changed, [3]int{0, 0, 1}},
		{"short notes of two days", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "Weather", "Read on.") }),
			list(func(s feed.ID) feed.Arrival { return dated(dispatch(s, "2", weir, "Weather", "Read on."), 1) }), [3]int{1, 0, 0}, feed.Changed, [3]int{0, 0, 1}},
		{"a short note under another guid", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", "", "Weather", "Read on.") }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "2", "", "Weather", "Read on.") }), [3]int{0, 0, 1}, feed.Changed, [3]int{0, 0, 1}},
		{"another article under one address", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "2", lock, "Harvest", "Apples are late this year.") }), [3]int{1, 0, 0}, feed.Changed, [3]int{0, 0, 1}},
		{"the address of the site", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", site, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "2", site, "The lock", longText("weir")) }), [3]int{1, 0, 0}, feed.Unknown, [3]int{0, 0, 1}},
		{"a guid given twice", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", weir, "Harvest", "Apples are late this year.") }), [3]int{1, 0, 0}, feed.Changed, [3]int{0, 0, 1}},
		{"twice at once", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			func(s feed.ID) []feed.Arrival {
				a := dispatch(s, "2", weir, "The weir", longText("weir"))
				return []feed.Arrival{a, a, dispatch(s, "3", weir, "The weir", longText("weir"))}
			}, [3]int{1, 0, 2}, feed.Unknown, [3]int{0, 0, 3}},
		{"one guid for two at once", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			func(s feed.ID) []feed.Arrival {
				return []feed.Arrival{dispatch(s, "2", weir, "The weir", longText("weir")), dispatch(s, "2", weir+"/two", "Harvest", longText("apple"))}
			}, [3]int{2, 0, 0}, feed.Unknown, [3]int{0, 0, 2}},
		{"two notes under one address at once", list(func(s feed.ID) feed.Arrival { return dispatch(s, "1", lock, "The lock", longText("lock")) }),
			func(s feed.ID) []feed.Arrival {
				return []feed.Arrival{dispatch(s, "2", weir, "8.30", "The weir holds."), dispatch(s, "3", weir, "9.45", "The water falls.")}
			}, [3]int{2, 0, 0}, feed.Unknown, [3]int{0, 0, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStore(t)
			src := follow(t, s, gazette(1))[0].ID
			if got := keepOf(t, s, src, c.first(src)...); got.New != 1 {
				t.Fatalf("first: %+v", got)
			}
			if st := standings(t, s, src, c.then(src)...); st[0] != c.standing {
				t.Errorf("standing %d, want %d", st[0], c.standing)
			}
			if got := keepOf(t, s, src, c.then(src)...); counts(got) != c.want {
				t.Errorf("then: %v, want %v", counts(got), c.want)
			}
			sound(t, s)
			for _, st := range standings(t, s, src, c.then(src)...) {
				if st != feed.Same {
					t.Errorf("afterwards: %v", standings(t, s, src, c.then(src)...))
				}
			}
			if got := keepOf(t, s, src, c.then(src)...); counts(got) != c.thereafter {
				t.Errorf("once more: %v, want %v", counts(got), c.thereafter)
			}
			sound(t, s)
		})
	}
}

// TestKeepFlapping brings an item that goes to and fro between two texts, and a
// feed that gives new guids each time: neither makes articles.
func TestKeepFlapping(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	id := feed.ItemID(src, "1")
	for i := range 30 {
		word := []string{"lock", "weir"}[i%2]
		a := dispatch(src, "1", "https://gazette1.example/lock", "The "+word, longText(word))
		b := dispatch(src, fmt.Sprint("guid", i), "", "A note without an address", longText("note"))
		keepOf(t, s, src, a, b)
		if i == 3 {
			if _, err := s.Tag(t.Context(), one(id), feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := find(t, s, nil).Len(); n != 2 {
		t.Errorf("%d articles", n)
	}
	versions, err := s.Versions(t.Context(), id)
	if err != nil || len(versions) != maxVersions {
		t.Fatalf("%d versions, %v", len(versions), err)
	}
	if last := versions[maxVersions-1]; last.Article.Title != "The lock" || versions[0].Article.Title != "The lock" || versions[1].Article.Title != "The weir" {
		t.Errorf("the first is %q, the newest %q and %q", last.Article.Title, versions[0].Article.Title, versions[1].Article.Title)
	}
	if a, err := s.Article(t.Context(), id); err != nil || len(a.Themes) != 1 {
		t.Errorf("%+v, %v", a.Themes, err)
	}
	sound(t, s)
}

// TestKeepLeavesOthersAlone: an item with the guid and address of another
// source's is an article of its own, and both are known to be elsewhere.
func TestKeepLeavesOthersAlone(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1), gazette(2))
	const url = "https://press.example/2" // that of a saved page, too
	addSamples(t, s, 0, 4)
	a := dispatch(src[0].ID, "1", url, "The lock", longText("lock"))
	b := dispatch(src[1].ID, "1", url+"?utm_medium=feed", "The lock", longText("lock"))
	keepOf(t, s, src[0].ID, a)
	if got := keepOf(t, s, src[1].ID, b); counts(got) != [3]int{1, 0, 0} {
		t.Errorf("%+v", got)
	}
	heads, err := s.Elsewhere(t.Context(), a.Sent.ID)
	var ids []feed.ID
	for _, h := range heads {
		ids = append(ids, h.ID)
	}
	if err != nil || len(ids) != 2 || !slices.Contains(ids, b.Sent.ID) || !slices.Contains(ids, sample(2).Article.ID) {
		t.Errorf("elsewhere %v, %v", ids, err)
	}
	sound(t, s)
}

// TestKeepAfterCorrections: what the user corrected stays when the source
// changes the article, and undoing it afterwards leaves the new text alone.
func TestKeepAfterCorrections(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	keepOf(t, s, src, dispatch(src, "1", "https://gazette1.example/lock", "The lock", longText("lock")))
	id := feed.ItemID(src, "1")
	title, lang, day := "By hand", "fr", testNow.AddDate(-1, 0, 0)
	if _, err := s.Correct(t.Context(), id, feed.Correction{Title: &title, Lang: &lang, Published: &day, Precision: feed.Day}); err != nil {
		t.Fatal(err)
	}
	next := dispatch(src, "1", "https://gazette1.example/lock", "The lock is open", longText("sluice")+" Twice over.")
	next.Article.Place = "Port Lumen"
	keepOf(t, s, src, next)
	a, err := s.Article(t.Context(), id)
	if err != nil || a.Title != title || a.Lang != lang || !a.Published.Equal(day) || a.Place != "Port Lumen" || !strings.Contains(a.Text(), "sluice") {
		t.Errorf("%+v, %v", a.Head, err)
	}
	sound(t, s)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	a, err = s.Article(t.Context(), id)
	if err != nil || a.Title != "The lock" || a.Lang != "en" || a.Place != "Port Lumen" || a.Words != next.Article.Words || !strings.Contains(a.Text(), "sluice") {
		t.Errorf("undone: %+v, %v", a.Head, err)
	}
	sound(t, s)
	keepOf(t, s, src, dispatch(src, "1", "https://gazette1.example/lock", "Closed again", longText("lock")))
	if a, err = s.Article(t.Context(), id); err != nil || a.Title != "Closed again" {
		t.Errorf("after undoing, the source decides: %+v, %v", a.Head, err)
	}
	sound(t, s)
}

// TestKeepKeepsOutWhatWasDestroyed: emptying the trash is for good, whatever the
// feed says, but a hand can bring an article back.
func TestKeepKeepsOutWhatWasDestroyed(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	lock := dispatch(src, "1", "https://gazette1.example/lock", "The lock", longText("lock"))
	weir := dispatch(src, "2", "https://gazette1.example/weir", "The weir", longText("weir"))
	keepOf(t, s, src, lock, weir)
	if _, err := s.SetFlag(t.Context(), one(lock.Sent.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if st := standings(t, s, src, lock, weir); st[0] != feed.Same || st[1] != feed.Same {
		t.Errorf("in the trash: %v", st)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	renamed := dispatch(src, "3", "https://gazette1.example/lock", "The lock", longText("lock"))
	anew := dispatch(src, "4", "https://gazette1.example/lock", "The lock", longText("another day's lock"))
	if st := standings(t, s, src, lock, weir, renamed, anew); !slices.Equal(st, []feed.Standing{feed.Excluded, feed.Same, feed.Excluded, feed.Unknown}) {
		t.Errorf("destroyed: %v", st)
	}
	if got := keepOf(t, s, src, lock, renamed); got.New != 0 {
		t.Errorf("it came back: %+v", got)
	}
	add(t, s, lock.Incoming)
	if _, err := s.Article(t.Context(), lock.Sent.ID); err != nil {
		t.Errorf("brought back by hand: %v", err)
	}
	sound(t, s)
	// One that was filed under another source by hand stays away, too.
	other := "Another Sheet"
	if _, err := s.Correct(t.Context(), weir.Sent.ID, feed.Correction{Source: &other}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(t.Context(), one(weir.Sent.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st := standings(t, s, src, weir); st[0] != feed.Excluded {
		t.Errorf("filed elsewhere and destroyed: %v", st)
	}
	sound(t, s)
	// What did not come from a feed may come again.
	addSamples(t, s, 0, 1)
	if _, err := s.SetFlag(t.Context(), one(sample(0).Article.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	addSamples(t, s, 0, 1)
}

// TestKeepDropsEvidence: of the evidence for a theme stays what the new text
// says in the same place.
func TestKeepDropsEvidence(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	a := dispatch(src, "1", "https://gazette1.example/lock", "The lock", "A ship came in. Another left.")
	a.Tags = []string{"harbours"}
	a.Article.Marks = []feed.Mark{{Theme: feed.ThemeID("harbours"), By: feed.ByRule, At: testNow, Score: .5, Spans: []feed.Range{
		{Field: feed.InBody, Start: 2, End: 6}, {Field: feed.InBody, Start: 16, End: 23}, {Field: feed.InTitle, Start: 4, End: 8}}}}
	keepOf(t, s, src, a)
	keepOf(t, s, src, dispatch(src, "1", "https://gazette1.example/lock", "The lock", "A ship came in. None left."))
	got, err := s.Article(t.Context(), a.Sent.ID)
	want := []feed.Range{{Field: feed.InBody, Start: 2, End: 6}, {Field: feed.InTitle, Start: 4, End: 8}}
	if err != nil || len(got.Marks) != 1 || got.Marks[0].By != feed.ByRule || !slices.Equal(got.Marks[0].Spans, want) {
		t.Errorf("%+v, %v", got.Marks, err)
	}
	sound(t, s)
	// Taken off, changed, put on again by undo: what it knew of is of another text.
	if _, err := s.Tag(t.Context(), one(a.Sent.ID), feed.Tagging{Remove: []feed.ID{feed.ThemeID("harbours")}}); err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return testNow.Add(time.Minute) }
	keepOf(t, s, src, dispatch(src, "1", "https://gazette1.example/lock", "The lock", "None came."))
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Article(t.Context(), a.Sent.ID); err != nil || len(got.Marks) != 1 || got.Marks[0].Score != .5 || len(got.Marks[0].Spans) != 0 {
		t.Errorf("after undo: %+v, %v", got.Marks, err)
	}
	sound(t, s)
}

// TestKeepSpares: a page that the user kept by hand is not replaced by what a
// feed says of it.
func TestKeepSparesSavedPages(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	in := sample(1)
	in.Article.Source = "GAZETTE 1"
	add(t, s, in)
	if h, err := s.Article(t.Context(), in.Article.ID); err != nil || h.SourceID != src.ID {
		t.Fatalf("filed under %v, %v", h.SourceID, err)
	}
	a := dispatch(src.ID, "1", in.Article.URL, "A line about it", "Read on.")
	if st := standings(t, s, src.ID, a); st[0] != feed.Same {
		t.Errorf("standing %v", st)
	}
	if got := keepOf(t, s, src.ID, a); counts(got) != [3]int{0, 0, 1} {
		t.Errorf("%+v", got)
	}
	two := follow(t, s, feed.Source{Name: "gazette 1", Feed: "https://other.example/rss"})[0]
	other := sample(2)
	other.Article.Source = "Gazette 1"
	add(t, s, other)
	if h, err := s.Article(t.Context(), other.Article.ID); err != nil || h.SourceID == src.ID || h.SourceID == two.ID {
		t.Errorf("with two of that name: %v, %v", h.SourceID, err)
	}
	sound(t, s)
}

func TestRetain(t *testing.T) {
	s := newStore(t)
	days := 10
	long := gazette(2)
	long.Keep = 200_000
	src := follow(t, s, gazette(1), long)
	if _, err := s.EditSources(t.Context(), []feed.ID{src[0].ID}, feed.SourceEdit{Keep: &days}); err != nil {
		t.Fatal(err)
	}
	var ids []feed.ID
	for i, age := range []struct{ fetched, published int }{{20, 20}, {20, 20}, {20, 20}, {20, 5}, {5, 20}, {20, 20}, {20, -100}} {
		id := src[0].ID
		if i == 5 {
			id = src[1].ID
		}
		a := dispatch(id, fmt.Sprint(i), "", fmt.Sprint("Note ", i), longText(fmt.Sprint("lock", i)))
		a.Article.Fetched, a.Article.Published = testNow.AddDate(0, 0, -age.fetched), testNow.AddDate(0, 0, -age.published)
		keepOf(t, s, id, a)
		ids = append(ids, a.Sent.ID)
	}
	if _, err := s.SetFlag(t.Context(), one(ids[1]), feed.FlagStarred, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Tag(t.Context(), one(ids[2]), feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 0} {
		if n, err := s.Retain(t.Context(), testNow); err != nil || n != want {
			t.Errorf("%d, %v, want %d", n, err, want)
		}
	}
	if got := idsOf(t, find(t, s, is("trashed"))); !slices.Equal(got, ids[:1]) {
		t.Errorf("in the trash: %v", got)
	}
	if n, err := s.Retain(t.Context(), testNow.Add(6*24*time.Hour)); err != nil || n != 2 {
		t.Errorf("later: %d, %v", n, err)
	}
	sound(t, s)
}

// TestKeepAtOnce keeps the same news from several refreshes at the same time.
func TestKeepAtOnce(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0].ID
	var in []feed.Arrival
	for i := range 130 {
		in = append(in, followedItem(src, i, 0))
	}
	var wg sync.WaitGroup
	var all [4]feed.Kept
	for i := range all {
		wg.Go(func() {
			out, err := s.Keep(t.Context(), []feed.Polled{{Source: src, Poll: feed.Poll{Tried: testNow}, In: in}})
			if err != nil {
				t.Error(err)
				return
			}
			for j := range 20 {
				in := followedItem(src, j, 1)
				got, err := s.Keep(t.Context(), []feed.Polled{{Source: src, Poll: feed.Poll{Tried: testNow}, In: []feed.Arrival{in}}})
				if err != nil {
					t.Error(err)
					return
				}
				out[0].Updated += got[0].Updated
			}
			all[i] = out[0]
		})
	}
	wg.Wait()
	sum := [2]int{}
	for _, k := range all {
		sum[0], sum[1] = sum[0]+k.New, sum[1]+k.Updated
	}
	if sum != [2]int{130, 20} {
		t.Errorf("new and updated: %v", sum)
	}
	sound(t, s)
}
