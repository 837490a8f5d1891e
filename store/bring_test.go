package store

import (
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/highlight"
)

// passage is a highlight of an article on its way in.
func passage(in *feed.Incoming, from, to int, note string, themes ...feed.ID) feed.Highlight {
	h := highlight.New(&in.Article, feed.Range{Start: from, End: to}, testNow)
	h.Note, h.Themes = note, themes
	return h
}

// A note with blanks around it is said once, however often it comes.
func TestImportSaysNotesOnce(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Article.Highlights = []feed.Highlight{passage(&in, 2, 12, "\t =kept \n")}
	for i := range 3 {
		if total, err := s.Add(t.Context(), slices.Values([]feed.Incoming{in}), nil); err != nil || total.Noted != 0 {
			t.Fatalf("%d: %+v, %v", i, total, err)
		}
		a, err := s.Article(t.Context(), in.Article.ID)
		if err != nil || len(a.Highlights) != 1 || strings.Count(a.Highlights[0].Note, "kept") != 1 {
			t.Fatalf("%d: %+v, %v", i, a.Highlights, err)
		}
	}
}

// Notes and highlights of an import join those of an article that is there, and
// undo takes them off again.
func TestImportJoinsNotesAndHighlights(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 4)
	id := sampleID(1)
	if _, err := s.SetNote(t.Context(), id, "mine"); err != nil {
		t.Fatal(err)
	}
	in := sample(1)
	own := passage(&in, 2, 12, "", feed.ThemeID("quays"))
	other := passage(&in, 20, 30, "theirs", feed.ThemeID("fog"), feed.ThemeID("quays"))
	if _, _, err := s.Highlight(t.Context(), id, own); err != nil {
		t.Fatal(err)
	}
	same := own
	same.ID, same.Note, same.Themes = feed.NewID("another machine"), "said there", []feed.ID{feed.ThemeID("weather")}
	in.Article.Notes = []string{"mine", "theirs"}
	in.Article.Highlights = []feed.Highlight{same, other}
	in.HighlightTags = []string{"fog"}
	fresh := sample(9)
	fresh.Article.Highlights = []feed.Highlight{passage(&fresh, 2, 12, "", feed.ThemeID("fog"))}
	fresh.HighlightTags = []string{"fog"}

	var told []Added
	total, err := s.Add(t.Context(), slices.Values([]feed.Incoming{in, sample(2), fresh}), func(a Added) { told = append(told, a) })
	if err != nil || total.New != 1 || total.Known != 2 || total.Noted != 1 || told[len(told)-1].Noted != 1 {
		t.Fatalf("%+v %+v, %v", total, told, err)
	}
	check := func(s *Store, notes string, highs ...string) {
		t.Helper()
		a, err := s.Article(t.Context(), id)
		if err != nil || strings.Join(a.Notes, "|") != notes {
			t.Errorf("notes %q, not %q, %v", a.Notes, notes, err)
		}
		var got []string
		for _, h := range a.Highlights {
			got = append(got, h.Quote+":"+h.Note+":"+strings.Repeat("#", len(h.Themes)))
		}
		if !slices.Equal(got, highs) {
			t.Errorf("highlights %q, not %q", got, highs)
		}
	}
	check(s, "mine|theirs", own.Quote+":said there:##", other.Quote+":theirs:##")
	themes, err := s.Themes(t.Context())
	if err != nil || !slices.ContainsFunc(themes, func(th feed.Theme) bool { return th.Slug == "fog" && th.ID == feed.ThemeID("fog") }) {
		t.Errorf("the theme of a highlight was not made: %v", err)
	}
	if a, err := s.Article(t.Context(), fresh.Article.ID); err != nil || len(a.Highlights) != 1 || len(a.Themes) != 0 {
		t.Errorf("%+v, %v", a.Highlights, err)
	}
	if got := asked(t, s, "has:highlight"); got != "1 9" && got != "9 1" {
		t.Errorf("has:highlight %s", got)
	}
	sound(t, s)
	if n := manyHighlights(t, s, sampleID(3)); n != 40 {
		t.Errorf("%d of 40 highlights are there", n)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	// The same another time changes nothing.
	if total, err := s.Add(t.Context(), slices.Values([]feed.Incoming{in}), nil); err != nil || total.Noted != 0 {
		t.Errorf("%+v, %v", total, err)
	}
	s = openAt(t, s.path)
	c, err := s.Undo(t.Context())
	if err != nil || c.Verb != feed.DidNote || c.Count != 1 {
		t.Fatal(c, err)
	}
	check(s, "mine", own.Quote+"::#")
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	check(s, "mine|theirs", own.Quote+":said there:##", other.Quote+":theirs:##")
	sound(t, s)
}

// A highlight outlives a new version of its article, the undoing of repairs and a
// correction, and an article that has one is kept for good.
func TestHighlightOutlivesItsText(t *testing.T) {
	s := newStore(t)
	src := follow(t, s, gazette(1))[0]
	long := longText("lock") + "Nobody had asked the ferrymen what they thought of it. " + longText("lock")
	was := dispatch(src.ID, "1", "https://gazette1.example/lock", "The lock", long)
	keepOf(t, s, src.ID, was)
	a, err := s.Article(t.Context(), was.Sent.ID)
	if err != nil {
		t.Fatal(err)
	}
	body := a.Text()
	from, to := highlight.Sentence(body, strings.Index(body, "ferrymen"))
	h, _, err := s.Highlight(t.Context(), a.ID, highlight.New(&a, feed.Range{Start: from, End: to}, testNow))
	if err != nil {
		t.Fatal(err)
	}
	if k := keepOf(t, s, src.ID, dispatch(src.ID, "1", "https://gazette1.example/lock", "The lock is open", "Put before all of it. "+long)); k.Updated != 1 {
		t.Fatalf("%+v", k)
	}
	b, err := s.Article(t.Context(), a.ID)
	if err != nil || b.Title != "The lock is open" || len(b.Highlights) != 1 {
		t.Fatalf("%q %+v, %v", b.Title, b.Highlights, err)
	}
	if got := b.Highlights[0]; b.Text()[got.Start:got.End] != h.Quote || got.Start == h.Start || got.ID != h.ID {
		t.Errorf("%+v, was %+v", got, h)
	}
	if gone, stay, err := s.Leaving(t.Context(), []feed.ID{src.ID}); err != nil || gone != 0 || stay != 1 {
		t.Errorf("%d would go, %d stay, %v", gone, stay, err)
	}
	if _, err := s.DropHighlight(t.Context(), a.ID, h.ID); err != nil {
		t.Fatal(err)
	}
	if gone, _, err := s.Leaving(t.Context(), []feed.ID{src.ID}); err != nil || gone != 1 {
		t.Errorf("%d would go, %v", gone, err)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	// What is destroyed goes with its highlights and what the journal says of them.
	if _, err := s.SetFlag(t.Context(), one(a.ID), feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = s.view(t.Context(), func(tx *tx) error {
		for _, b := range []bucket{inHigh, inNote} {
			for k := range tx.up(b, nil) {
				t.Errorf("%s: %x is left", bucketNames[b], k)
			}
		}
		for k, v := range tx.up(inJournal, nil) {
			st, err := readStep(k, v)
			if err != nil {
				return err
			}
			if st.change.Verb == feed.DidHighlight {
				t.Errorf("the journal holds %+v", st.change)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}

// manyHighlights brings an article forty highlights and forty notes, in two records,
// and returns how many highlights it has then.
func manyHighlights(t *testing.T, s *Store, id feed.ID) int {
	t.Helper()
	first, second := sample(3), sample(3)
	for i := range 40 {
		in := &first
		if i%2 == 1 {
			in = &second
		}
		h := passage(in, i, i+9, "")
		h.ID = feed.NewID("highlight", string(rune('a'+i)))
		h.Before = string(rune('a' + i))
		in.Article.Highlights = append(in.Article.Highlights, h)
		in.Article.Notes = append(in.Article.Notes, "note "+string(rune('a'+i)))
	}
	if total, err := s.Add(t.Context(), slices.Values([]feed.Incoming{first, second}), nil); err != nil || total.Noted != 1 {
		t.Errorf("%+v, %v", total, err)
	}
	a, err := s.Article(t.Context(), id)
	if err != nil || len(a.Notes) != 40 {
		t.Errorf("%d notes, %v", len(a.Notes), err)
	}
	return len(a.Highlights)
}

// What comes back by a format that knows a highlight by its words alone, and a note on
// one line, is what is there.
func TestImportKnowsReferences(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Article.Highlights = []feed.Highlight{passage(&in, 2, 12, "first\n\nsecond")}
	in.Article.Notes = []string{"one «\u00a0two\u00a0»\n\nthree\nfour", "five +"}
	add(t, s, in)
	back, q := in, in.Article.Highlights[0].Quote
	back.Article.Notes = []string{"one “two” / three four", "five +"}
	back.Article.Highlights = []feed.Highlight{{ID: feed.NewID("passage"), Quote: " " + q, Note: "first / second"}}
	bring := func(want int) {
		t.Helper()
		total, err := s.Add(t.Context(), slices.Values([]feed.Incoming{back}), nil)
		if err != nil || total.Noted != want {
			t.Errorf("%+v, %v", total, err)
		}
	}
	bring(0)
	back.Article.Notes = []string{"three four five", "two"} // parts of notes are none of them
	bring(1)
	back.Article.Notes = []string{"five -"}
	bring(1)
	if _, err := s.DropHighlight(t.Context(), in.Article.ID, in.Article.Highlights[0].ID); err != nil {
		t.Fatal(err)
	}
	bring(0)
	sound(t, s)
}

// What the user has taken off an article since it was exported is not brought back by
// reading the export; what was not, and what undo took back, is. A dry run counts the
// same.
func TestImportLeavesTakenOff(t *testing.T) {
	s := newStore(t)
	was := sample(1)
	was.Tags = []string{"quays", "fog"}
	h := passage(&was, 2, 12, "first\n\nsecond", feed.ThemeID("quays"), feed.ThemeID("fog"))
	gone := passage(&was, 20, 30, "")
	was.Article.Notes, was.Article.Highlights = []string{"one\n\ntwo", "three"}, []feed.Highlight{h, gone}
	was.HighlightTags = []string{"quays", "fog"}
	if _, err := s.Add(t.Context(), slices.Values([]feed.Incoming{was}), nil); err != nil {
		t.Fatal(err)
	}
	id := was.Article.ID
	again := func(want Added) {
		t.Helper()
		dry, err := s.Bringing(t.Context(), []feed.Incoming{was})
		if err != nil || dry.Noted != want.Noted || dry.Tagged != want.Tagged || dry.Left != want.Left {
			t.Errorf("would bring %+v, not %+v, %v", dry, want, err)
		}
		got, err := s.Add(t.Context(), slices.Values([]feed.Incoming{was}), nil)
		if err != nil || got.Noted != want.Noted || got.Tagged != want.Tagged || got.Left != want.Left || got.Known != 1 {
			t.Errorf("brought %+v, not %+v, %v", got, want, err)
		}
		sound(t, s)
	}
	does := func(_ feed.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	state := func() string {
		a, err := s.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		out := strings.Join(a.Notes, "|") + strings.Repeat("#", len(a.Themes))
		for _, h := range a.Highlights {
			out += " " + h.Note + strings.Repeat("#", len(h.Themes))
		}
		return strings.ReplaceAll(out, "\n\n", "/")
	}
	again(Added{})
	does(s.SetNote(t.Context(), id, "three\n\nmine"))
	does(s.DropHighlight(t.Context(), id, gone.ID))
	h.Note, h.Themes = "second", h.Themes[:1]
	_, c, err := s.Highlight(t.Context(), id, h)
	does(c, err)
	does(s.Tag(t.Context(), one(id), feed.Tagging{Remove: []feed.ID{feed.ThemeID("fog")}}))
	const want = "three/mine# second#"
	again(Added{Left: 1})
	if got := state(); got != want {
		t.Errorf("%q, not %q", got, want)
	}
	// Something new beside it comes all the same, as one step of undo.
	old := was
	was.Tags = append(was.Tags, "tides")
	was.Article.Notes = []string{"one\n\nfour", "two"}
	again(Added{Noted: 1, Tagged: 1, Left: 1})
	if got := state(); got != "three/mine|one/four## second#" {
		t.Errorf("%q", got)
	}
	does(s.Undo(t.Context()))
	if got := state(); got != want {
		t.Errorf("undone %q, not %q", got, want)
	}
	again(Added{Noted: 1, Tagged: 1, Left: 1})
	was = old
	for range 5 {
		does(s.Undo(t.Context()))
	}
	again(Added{})
	if got := state(); got != "one/two|three## first/second## " {
		t.Errorf("all undone: %q", got)
	}
}
