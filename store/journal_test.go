package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

func TestCorrectUnrepair(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	a := &in.Article
	a.Body = []feed.Block{
		{Spans: []feed.Span{{Text: "The ship left"}, {Text: " the quay", Style: feed.Strong}}},
		feed.Plain(feed.Paragraph, "Rain fell on it"),
	}
	plain := a.Text()                                                                          // "The ship left the quay\n\nRain fell on it"
	a.Repairs = []feed.Repair{{At: 8}, {At: 13}, {At: strings.Index(plain, " fell")}, {At: 1}} // the last is no blank
	a.Words = 8
	quay := strings.Index(plain, "quay")
	onIt := strings.Index(plain, "on it")
	spans := []feed.Range{{Field: feed.InBody, Start: quay, End: quay + 4}, {Field: feed.InTitle, Start: 3, End: 9}, {Field: feed.InBody, Start: onIt, End: onIt + 5}}
	a.Marks = []feed.Mark{{Theme: feed.ThemeID("weather"), By: feed.BySuggestion, At: testNow, Score: .8, Spans: spans}}
	add(t, s, in)
	title := "  A better\ttitle "
	c, err := s.Correct(t.Context(), a.ID, feed.Correction{Unrepair: true, Title: &title})
	if err != nil || c.Count != 1 || c.Verb != feed.DidCorrect {
		t.Fatal(c, err)
	}
	read := func() feed.Article {
		t.Helper()
		got, err := s.Article(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	check := func(got feed.Article, text, title string, repairs, words int) {
		t.Helper()
		if got.Text() != text || len(got.Repairs) != repairs || got.Title != title || got.Words != words {
			t.Errorf("%q, repairs %v, title %q, %d words", got.Text(), got.Repairs, got.Title, got.Words)
		}
		m := got.Marks[0]
		for i, want := range []string{"quay", "ort nu", "on it"} {
			r := m.Spans[i]
			where := got.Text()
			if r.Field == feed.InTitle {
				where, want = "Report number", "ort nu"
			}
			if where[r.Start:r.End] != want {
				t.Errorf("evidence %d is %q", i, where[r.Start:r.End])
			}
		}
		if m.By != feed.BySuggestion || m.Score != .8 {
			t.Errorf("mark %+v", m)
		}
	}
	check(read(), "The shipleftthe quay\n\nRainfell on it", "A better title", 1, 5)
	if got := read(); got.TitleFrom != feed.TitleFromUser {
		t.Error("title is not marked as the user's")
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	check(read(), plain, in.Article.Title, 4, 8)
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	check(read(), "The shipleftthe quay\n\nRainfell on it", "A better title", 1, 5)
	if c, err := s.Correct(t.Context(), a.ID, feed.Correction{Unrepair: true}); err != nil || c.Seq != 0 {
		t.Errorf("a second time: %+v, %v", c, err)
	}
	if _, err := s.Correct(t.Context(), feed.NewID("none"), feed.Correction{}); !errors.Is(err, feed.ErrNotFound) {
		t.Errorf("correcting what is not there: %v", err)
	}
	sound(t, s)
}

func TestDestroyedLeaveNothing(t *testing.T) {
	s := newStore(t)
	var in []feed.Incoming
	for i := range 1200 {
		x := sample(i)
		x.Article.Notes = []string{"n"}
		x.Tags = []string{"weather"}
		in = append(in, x)
	}
	add(t, s, in...)
	title := "Secretword in a title"
	if _, err := s.Correct(t.Context(), in[5].Article.ID, feed.Correction{Title: &title}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetPlace(t.Context(), in[5].Article.ID, feed.Place{Block: 2, Offset: 9}); err != nil {
		t.Fatal(err)
	}
	h := find(t, s, nil)
	if _, err := s.SetFlag(t.Context(), feed.Targets{Hits: h}, feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if n, err := s.EmptyTrash(t.Context()); n != 1200 || err != nil {
		t.Fatal(n, err)
	}
	err := s.view(t.Context(), func(tx *tx) error {
		for _, b := range []bucket{inArt, inBody, inRaw, inDate, inGUID, inSet, inMark, inNote, inPlace, inJournal} {
			for k := range tx.up(b, nil) {
				t.Errorf("%s still holds %x", bucketNames[b], k)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context()); !errors.Is(err, feed.ErrNothing) {
		t.Errorf("undo: %v", err)
	}
	addSamples(t, s, 0, 10) // they may come again
	sound(t, s)
}

func TestPlace(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 2)
	id := sample(1).Article.ID
	for _, want := range []feed.Place{{}, {Block: 3, Offset: 70}, {Block: 0, Offset: 1}, {}} {
		if err := s.SetPlace(t.Context(), id, want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Place(t.Context(), id); got != want || err != nil {
			t.Errorf("place %+v, %v; want %+v", got, err, want)
		}
	}
	if err := s.SetPlace(t.Context(), feed.NewID("none"), feed.Place{Block: 1}); !errors.Is(err, feed.ErrNotFound) {
		t.Error(err)
	}
	if log, err := s.Log(t.Context(), 9); len(log) != 0 || err != nil {
		t.Errorf("places are in the journal: %v, %v", log, err)
	}
}

func TestResolve(t *testing.T) {
	s := newStore(t)
	a, b := sample(1), sample(2)
	b.Article.ID = a.Article.ID
	b.Article.ID[15] ^= 1 // the printed forms differ in the last characters only
	add(t, s, a, b, sample(3))
	id := a.Article.ID.String()
	for prefix, want := range map[string]error{
		id[:6]: feed.ErrAmbiguous, id[:24]: feed.ErrAmbiguous, id: nil, strings.ToUpper(id): nil,
		sample(3).Article.ID.String()[:6]: nil, id[:5]: feed.ErrInvalid, "": feed.ErrInvalid, "111111": feed.ErrInvalid,
		"<\x1b]0;>": feed.ErrInvalid, id + "a": feed.ErrInvalid, sample(9).Article.ID.String()[:6]: feed.ErrNotFound,
	} {
		got, err := s.Resolve(t.Context(), prefix)
		if !errors.Is(err, want) || want == nil && !strings.HasPrefix(got.String(), strings.ToLower(prefix)) {
			t.Errorf("%q: %v, %v; want %v", prefix, got, err, want)
		}
	}
}

func TestAddTells(t *testing.T) {
	s := newStore(t)
	bad := sample(500)
	bad.Article.ID = feed.ID{}
	in := append(slices.Collect(samples(0, 400)), bad, sample(7))
	var parts, count int
	var ids []feed.ID
	total, err := s.Add(t.Context(), slices.Values(in), func(a Added) {
		parts++
		count += a.New
		ids = append(ids, a.IDs...)
		if n := find(t, s, nil).Len(); n != count {
			t.Errorf("told of %d, %d are there", count, n)
		}
	})
	if err != nil || total.New != 400 || total.Known != 1 || len(total.Refused) != 1 || !errors.Is(total.Refused[0], feed.ErrInvalid) {
		t.Fatalf("%+v, %v", total, err)
	}
	if parts < 3 || count != 400 || len(ids) != 400 || ids[399] != sample(399).Article.ID {
		t.Errorf("told %d times of %d", parts, count)
	}
	again, err := s.Add(t.Context(), samples(0, 400), nil)
	if err != nil || again.Known != 400 || again.New != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
	sound(t, s)
}

func TestImportedTags(t *testing.T) {
	s := newStore(t)
	for i, c := range []struct{ tag, slug string }{
		{"harbours", "harbours"}, {"Ports", "harbours"}, {"cảng biển", "harbours"}, {"QUAYS", "harbours"},
		{"New Thing", "new-thing"}, {"new-thing", "new-thing"}, {"harbours/Old", "harbours/old"}, {"  ", ""},
	} {
		in := sample(i)
		in.Tags = []string{c.tag, c.tag}
		add(t, s, in)
		a, err := s.Article(t.Context(), in.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		if slugs := slugsOf(t, s, a.Themes); slugs != c.slug {
			t.Errorf("%q became %q, want %q", c.tag, slugs, c.slug)
		}
	}
	for i, tag := range []string{"2024", "!?", "日本"} { // no slug can be made of these
		in := sample(100 + i)
		in.Tags = []string{tag}
		add(t, s, in)
		a, err := s.Article(t.Context(), in.Article.ID)
		if err != nil || len(a.Themes) != 1 {
			t.Fatalf("%q: %v, %v", tag, a.Themes, err)
		}
		if n := find(t, s, tagged(tag)).Len(); n != 1 {
			t.Errorf("tag %q finds %d", tag, n)
		}
	}
	if n := find(t, s, tagged("harbours")).Len(); n != 5 {
		t.Errorf("%d under harbours with what is below it", n)
	}
	sound(t, s)
}

func slugsOf(t *testing.T, s *Store, ids []feed.ID) string {
	t.Helper()
	themes, err := s.Themes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, th := range themes {
		if slices.Contains(ids, th.ID) {
			out = append(out, th.Slug)
		}
	}
	return strings.Join(out, " ")
}

func TestThemeRules(t *testing.T) {
	s := newStore(t)
	ctx := t.Context()
	for _, th := range []feed.Theme{{Slug: "Upper"}, {Slug: "-a"}, {Slug: "a--b"}, {Slug: "12"}, {Slug: "a//b"}, {}, {Slug: strings.Repeat("a", 200)}, {Slug: "ok", Pin: 10}} {
		if _, _, err := s.AddTheme(ctx, th); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%+v: %v", th, err)
		}
	}
	if _, _, err := s.AddTheme(ctx, feed.Theme{Slug: "weather"}); !errors.Is(err, feed.ErrExists) {
		t.Error(err)
	}
	if _, _, err := s.AddTheme(ctx, feed.Theme{Slug: "a", Parent: feed.NewID("none")}); !errors.Is(err, feed.ErrNotFound) {
		t.Error(err)
	}
	made, c, err := s.AddTheme(ctx, feed.Theme{Labels: map[string]string{"fr": "Été chaud"}, Pin: 1})
	if err != nil || made.Slug != "ete-chaud" || c.Verb != feed.DidTheme || !slices.Equal(c.Added, []string{"ete-chaud"}) {
		t.Fatal(made, c, err)
	}
	themes, err := s.Themes(ctx)
	if err != nil || themes[0].ID != made.ID || themes[1].Slug != "weather" {
		t.Fatalf("order %+v, %v", themes, err)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if themes, err = s.Themes(ctx); err != nil || themes[0].Slug != "harbours" || themes[0].Pin != 1 {
		t.Errorf("the digit did not come back: %+v, %v", themes[0], err)
	}
	for _, err := range []error{
		second(s.EditTheme(ctx, feed.Theme{ID: feed.NewID("none"), Slug: "x"})),
		second(s.DropTheme(ctx, feed.NewID("none"))),
		second(s.MergeThemes(ctx, feed.NewID("none"), feed.ThemeID("weather"))),
		second(s.Tag(ctx, feed.Targets{}, feed.Tagging{})),
	} {
		if err != nil && !errors.Is(err, feed.ErrNotFound) {
			t.Error(err)
		}
	}
	if _, err := s.MergeThemes(ctx, feed.ThemeID("weather"), feed.ThemeID("weather")); !errors.Is(err, feed.ErrInvalid) {
		t.Error(err)
	}
	if _, err := s.Tag(ctx, one(feed.NewID("none")), feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}}); !errors.Is(err, feed.ErrNotFound) {
		t.Error(err)
	}
}

func second(_ feed.Change, err error) error { return err }

func TestMergedNameStillWorks(t *testing.T) {
	s := newStore(t)
	if _, err := s.MergeThemes(t.Context(), feed.ThemeID("harbours"), feed.ThemeID("weather")); err != nil {
		t.Fatal(err)
	}
	in := sample(1)
	in.Tags = []string{"harbours", "docks", "Cảng biển"}
	add(t, s, in)
	if a, err := s.Article(t.Context(), in.Article.ID); err != nil || slugsOf(t, s, a.Themes) != "weather" {
		t.Errorf("%v, %v", slugsOf(t, s, a.Themes), err)
	}
}

func TestTagged(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 10)
	var ids []feed.ID
	for i := range 10 {
		ids = append(ids, sample(i).Article.ID)
	}
	w, g := feed.ThemeID("weather"), feed.ThemeID("gardens")
	for _, step := range []struct {
		on  []feed.ID
		add feed.ID
	}{{ids[:4], w}, {ids[2:9], g}} {
		if _, err := s.Tag(t.Context(), one(step.on...), feed.Tagging{Add: []feed.ID{step.add}}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Tagged(t.Context(), one(ids[:5]...))
	if err != nil || fmt.Sprint(got) != fmt.Sprint(map[feed.ID]int{w: 4, g: 3}) {
		t.Errorf("%v, %v", got, err)
	}
}

// TestImportBetweenUndoAndRedo holds that undo and redo of themes lose nothing
// that an import has brought meanwhile.
func TestImportBetweenUndoAndRedo(t *testing.T) {
	s := newStore(t)
	step := func(_ feed.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	tags := func(i int, tag string) feed.ID {
		in := sample(i)
		in.Tags = []string{tag}
		add(t, s, in)
		return in.Article.ID
	}
	byName := func() map[string]feed.Theme {
		themes, err := s.Themes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]feed.Theme{}
		for _, th := range themes {
			m[th.Slug] = th
		}
		return m
	}
	_, c, err := s.AddTheme(t.Context(), feed.Theme{Slug: "cliffs", Pin: 1})
	step(c, err)
	id := tags(1, "cliffs")
	step(s.Undo(t.Context()))
	if got := idsOf(t, find(t, s, tagged("cliffs"))); !slices.Equal(got, []feed.ID{id}) {
		t.Errorf("after the undo of its making the theme is on %v", got)
	}
	if now := byName(); now["cliffs"].Pin != 0 || now["harbours"].Pin != 1 {
		t.Errorf("digits %+v", now)
	}
	step(s.Redo(t.Context()))
	if now := byName(); now["cliffs"].Pin != 1 || now["harbours"].Pin != 0 {
		t.Errorf("digits after redo %+v", now)
	}
	gardens := byName()["gardens"].ID
	step(s.DropTheme(t.Context(), gardens))
	step(s.Undo(t.Context()))
	tags(2, "gardens/roses")
	step(s.Redo(t.Context()))
	roses := byName()["gardens/roses"]
	if !roses.Parent.IsZero() {
		t.Errorf("it stands below a theme that is gone")
	}
	step(s.Undo(t.Context()))
	if roses = byName()["gardens/roses"]; roses.Parent != gardens {
		t.Errorf("it does not stand below the theme that came back")
	}
	step(s.Redo(t.Context()))
	roses = byName()["gardens/roses"]
	roses.Threshold = .5
	step(s.EditTheme(t.Context(), roses))
	sound(t, s)
}
