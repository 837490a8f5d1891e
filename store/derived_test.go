package store

import (
	"fmt"
	"math"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// TestUpdatedFollowsTheDate holds that a set of the body that the date of the
// head has a say in follows a correction of it, there and back.
func TestUpdatedFollowsTheDate(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Article.Published, in.Article.Precision = time.Date(2024, 2, 1, 8, 0, 0, 0, time.UTC), feed.Second
	in.Article.Updated = time.Date(2024, 2, 2, 8, 0, 0, 0, time.UTC)
	add(t, s, in)
	updated := func(want int) {
		t.Helper()
		if n := find(t, s, is("updated")).Len(); n != want {
			t.Errorf("%d updated, want %d", n, want)
		}
		sound(t, s)
	}
	updated(1)
	at := time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	if _, err := s.Correct(t.Context(), in.Article.ID, feed.Correction{Published: &at, Precision: feed.Second}); err != nil {
		t.Fatal(err)
	}
	updated(0)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	updated(1)
	if _, err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	updated(0)
}

func TestIsWhole(t *testing.T) {
	p := func(s ...string) (out []feed.Block) {
		for _, x := range s {
			out = append(out, feed.Plain(feed.Paragraph, x))
		}
		return out
	}
	for want, list := range map[bool][]feed.Article{
		true:  {{Body: p("The tide turned.")}, {Body: p("Cut …", "not cut")}, {Body: p("The tide turned.", ""), Summary: "The tide"}},
		false: {{}, {Body: p("", " ")}, {Body: p("The tide turned …")}, {Body: p("The tide [...]")}, {Body: p("The tide."), Summary: " The tide."}},
	} {
		for i := range list {
			if isWhole(&list[i]) != want {
				t.Errorf("%+v", list[i])
			}
		}
	}
}

// TestLengthClasses holds that each length belongs to classes that the bounds of
// every range add up to, and that round bounds cut none.
func TestLengthClasses(t *testing.T) {
	s := newStore(t)
	lengths := []int{-3, 0, 1, 4, 5, 9, 10, 11, 99, 100, 101, 114, 115, 344, 345, 799, 800, 801, 804, 805, 1999, 2000, 2001, 2100, 2101, 9999, 10_000, 10_001, 1 << 30}
	for i, n := range lengths {
		in := sample(i)
		in.Article.Words = n
		add(t, s, in)
	}
	bounds := append([]int{2, 113, 116, 230, 460, 2050, 10_050, endless}, lengths...)
	err := s.view(t.Context(), func(tx *tx) error {
		for _, least := range bounds {
			for _, most := range bounds {
				sure, cut, err := tx.lengths(least, most)
				if err != nil {
					return err
				}
				for doc, n := range lengths {
					in := least <= max(n, 0) && max(n, 0) <= most
					if d := uint32(doc); sure.has(d) && !in || in && !sure.has(d) && !cut.has(d) {
						t.Fatalf("%d words in %d..%d: sure %v, cut %v", n, least, most, sure.has(d), cut.has(d))
					}
				}
			}
		}
		for _, x := range []query.Number{{Name: "words", Value: ">800"}, {Name: "words", Value: "<=800"}, {Name: "words", Value: "200..2000"}, {Name: "min", Value: "2"}, {Name: "min", Value: ">5"}} {
			p, err := tx.compile(query.Query{Expr: x}, testNow)
			if err != nil {
				return err
			}
			if len(p.tests) > 0 {
				t.Errorf("%s:%s looks at articles", x.Name, x.Value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestMonths holds that the number of a month leads back to its beginning, also
// at the ends of time.
func TestMonths(t *testing.T) {
	for _, at := range []time.Time{
		{}, time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2024, 2, 29, 23, 59, 59, 0, time.UTC),
		time.Date(-3000, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	} {
		n := monthNumber(at.Unix())
		if monthStart(n) > at.Unix() || monthStart(n+1) <= at.Unix() {
			t.Errorf("%v: month %d from %d to %d", at, n, monthStart(n), monthStart(n+1))
		}
		if back, err := monthOf(monthName(n)); back != n || err != nil {
			t.Errorf("%v: %d, %v", at, back, err)
		}
	}
	for _, sec := range []int64{math.MinInt64, -whenBias, whenBias, math.MaxInt64} {
		if n := monthNumber(sec); len(monthName(n)) != len(monthName(0)) {
			t.Errorf("%d: %s", sec, monthName(n))
		}
	}
	if _, err := monthOf(fmt.Sprintf("%sx", monthPrefix)); !isDamaged(err) {
		t.Errorf("%v", err)
	}
}
