package store

import (
	"path/filepath"
	"strings"
	"testing"

	"veille/feed"
)

// Highlights, notes and press reviews come through a repair, and a check tells what
// is wrong with them.
func TestRepairOfHighlights(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 20)
	writeHighlighted(t, s)
	to := filepath.Join(t.TempDir(), "new.db")
	r, err := Repair(t.Context(), s.path, to, RepairOptions{Now: testOptions().Now})
	if err != nil || !r.OK() || r.Highlights != 1 || r.Reviews != 1 || r.Notes != 1 || !r.Journal {
		t.Fatalf("%+v, %v", r, err)
	}
	fresh := openAt(t, to)
	readHighlighted(t, fresh)
	if _, err := fresh.Undo(t.Context()); err != nil { // the one taken off is put back
		t.Fatal(err)
	}
	if a, err := fresh.Article(t.Context(), sampleID(5)); err != nil || len(a.Highlights) != 2 {
		t.Errorf("%+v, %v", a.Highlights, err)
	}
	sound(t, fresh)

	for b, want := range map[bucket]string{inHigh: "high: ", inReview: "review: "} {
		bad := newStore(t)
		addSamples(t, bad, 0, 20)
		writeHighlighted(t, bad)
		damageIn(t, bad, b, "")
		rep, err := bad.Check(t.Context(), false)
		if err != nil || rep.OK() || !strings.Contains(strings.Join(rep.Faults, "\n"), want) {
			t.Errorf("%s: %v, %v", bucketNames[b], rep.Faults, err)
		}
		to := filepath.Join(t.TempDir(), "new.db")
		if r, err := Repair(t.Context(), bad.path, to, RepairOptions{Now: testOptions().Now}); err != nil || r.OK() || r.Articles != 20 {
			t.Errorf("%s: %+v, %v", bucketNames[b], r, err)
		}
		sound(t, openAt(t, to))
	}

	lost := newStore(t)
	addSamples(t, lost, 0, 20)
	writeHighlighted(t, lost)
	_, err = lost.update(t.Context(), func(tx *tx) error { return tx.changeOne(hasHighlight, 5, false) })
	if err != nil {
		t.Fatal(err)
	}
	rep, err := lost.Check(t.Context(), false)
	if err != nil || rep.OK() || rep.Highlights != 1 || !strings.Contains(rep.Faults[0], hasHighlight) {
		t.Errorf("%+v, %v", rep, err)
	}
}

// What is old leaves with its source's time to keep, but not with a highlight.
func TestHighlightIsRetained(t *testing.T) {
	s := newStore(t)
	src := gazette(1)
	src.Keep = 1
	f := follow(t, s, src)[0]
	one, two := dispatch(f.ID, "1", "https://gazette1.example/1", "One", longText("pier")), dispatch(f.ID, "2", "https://gazette1.example/2", "Two", longText("dock"))
	keepOf(t, s, f.ID, one, two)
	h := highlighted(t, s, one.Sent.ID, 0, 30)
	later := testNow.AddDate(0, 0, 30)
	if n, err := s.Retain(t.Context(), later); err != nil || n != 1 {
		t.Errorf("%d left, %v", n, err)
	}
	if a, err := s.Article(t.Context(), one.Sent.ID); err != nil || a.Trashed {
		t.Errorf("the highlighted one left, %v", err)
	}
	if _, err := s.DropHighlight(t.Context(), one.Sent.ID, h.ID); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Retain(t.Context(), later); err != nil || n != 1 {
		t.Errorf("%d left, %v", n, err)
	}
}

// A highlight stays with its words when the blanks of repairs are taken out again,
// and when undo puts them back.
func TestHighlightUnrepaired(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	text := "Before all the rest. The harbour was closed on Monday for the repairs of its pier. After all the rest."
	in.Article.Body = []feed.Block{feed.Plain(feed.Paragraph, text)}
	for _, w := range []string{" all", " harbour", " on Monday", " pier"} {
		in.Article.Repairs = append(in.Article.Repairs, feed.Repair{At: strings.Index(text, w)})
	}
	add(t, s, in)
	id := in.Article.ID
	from := strings.Index(text, "The harbour")
	h := highlighted(t, s, id, from, strings.Index(text, " After"))
	if c, err := s.Correct(t.Context(), id, feed.Correction{Unrepair: true}); err != nil || c.Count != 1 {
		t.Fatal(c, err)
	}
	a, err := s.Article(t.Context(), id)
	if err != nil || len(a.Highlights) != 1 {
		t.Fatal(a.Highlights, err)
	}
	got := a.Highlights[0]
	if words := a.Text()[got.Start:got.End]; words != "Theharbour was closedon Monday for the repairs of itspier." || got.Quote != h.Quote {
		t.Errorf("%q", words)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, err := s.Article(t.Context(), id); err != nil || a.Highlights[0].Range != h.Range {
		t.Errorf("%+v, %v", a.Highlights, err)
	}
	sound(t, s)
}
