package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// naive answers a query by looking at every article.
type naive struct {
	arts   []feed.Article
	themes []feed.Theme
	now    time.Time
}

func (n *naive) holds(x query.Expr, a *feed.Article) bool {
	switch x := x.(type) {
	case nil:
		return true
	case query.And:
		return !slices.ContainsFunc(x, func(k query.Expr) bool { return !n.holds(k, a) })
	case query.Or:
		return slices.ContainsFunc(x, func(k query.Expr) bool { return n.holds(k, a) })
	case query.Not:
		return !n.holds(x.Of, a)
	case query.Words:
		m := text.NewMatcher(x.Text, x.Phrase)
		fields := []string{a.Title}
		if x.In != "title" {
			fields = append(append(fields, a.Standfirst), a.Paragraphs()...)
			for _, c := range a.Captions {
				fields = append(fields, c.Text, c.Credit)
			}
		}
		return slices.ContainsFunc(fields, m.In)
	case query.Set:
		return slices.ContainsFunc(x.Values, func(v string) bool { return n.inSet(x.Name, v, a) })
	case query.Date:
		from, to, err := x.Resolve(n.now)
		if err != nil {
			panic(err)
		}
		at := a.Published
		if at.IsZero() {
			return false
		}
		if a.Precision <= feed.Day { // the same day everywhere
			y, m, d := at.Date()
			at = time.Date(y, m, d, 0, 0, 0, 0, n.now.Location())
			if !from.IsZero() {
				y, m, d := from.In(n.now.Location()).Date()
				from = time.Date(y, m, d, 0, 0, 0, 0, n.now.Location())
			}
		}
		return (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
	}
	panic(fmt.Sprintf("%T", x))
}

func (n *naive) inSet(name, v string, a *feed.Article) bool {
	switch name {
	case "lang":
		return a.Lang == v || strings.HasPrefix(a.Lang, v+"-") || v == "*" && a.Lang != ""
	case "source":
		return v == "*" && a.Source != "" || strings.Contains(text.Fold(" "+a.Source+" "), text.Fold(" "+v+" "))
	case "is":
		return map[string]bool{"unread": !a.Read, "read": a.Read, "starred": a.Starred, "trashed": a.Trashed,
			"sample": a.Sample, "untagged": len(a.Themes) == 0}[v]
	}
	if v == "*" {
		return len(a.Themes) > 0
	}
	v, exact := strings.CutPrefix(v, "=")
	for _, id := range a.Themes {
		for at := id; ; {
			i := slices.IndexFunc(n.themes, func(th feed.Theme) bool { return th.ID == at })
			if i < 0 {
				break
			}
			if n.themes[i].Slug == v {
				return true
			}
			if at = n.themes[i].Parent; exact {
				break
			}
		}
	}
	return false
}

func asksForTrash(x query.Expr) bool { return strings.Contains(fmt.Sprint(x), "trashed") }

// randomExpr makes an expression of at most depth levels.
func randomExpr(r *rand.Rand, depth int) query.Expr {
	pick := func(list ...string) []string {
		var out []string
		for range 1 + r.IntN(2) {
			out = append(out, list[r.IntN(len(list))])
		}
		return out
	}
	kids := func() (out []query.Expr) {
		for range 2 + r.IntN(2) {
			out = append(out, randomExpr(r, depth-1))
		}
		return out
	}
	n := r.IntN(9)
	if depth == 0 {
		n = 3 + r.IntN(6)
	}
	switch n {
	case 0:
		return query.And(kids())
	case 1:
		return query.Or(kids())
	case 2:
		return query.Not{Of: randomExpr(r, depth-1)}
	case 3:
		return query.Set{Name: "tag", Values: pick("harbours", "=harbours", "piers", "weather", "*", "no-such")}
	case 4:
		return query.Set{Name: "is", Values: pick("unread", "read", "starred", "untagged", "sample", "trashed")}
	case 5:
		return query.Set{Name: "lang", Values: pick("fr", "en", "vi", "de", "*")}
	case 6:
		return query.Set{Name: "source", Values: pick("gazette", "courrier", "báo vườn", "*", "none")}
	case 7:
		return query.Date{Op: []string{"since", "before", "on"}[r.IntN(3)], Value: pick("2022", "2023-05", "2024-02-10", "400d", "3y")[0]}
	}
	w := []query.Words{
		{Text: "needle17"}, {Text: "securite"}, {Text: "sécurité"}, {Text: "khung"}, {Text: "khủng"}, {Text: "the tide", Phrase: true},
		{Text: "number", In: "title"}, {Text: "crane"}, {Text: "quay"}, {Text: "absent"}, {Text: "grew in", Phrase: true},
	}
	return w[r.IntN(len(w))]
}

func TestQueriesAgainstLooking(t *testing.T) {
	s := newStore(t)
	r := rand.New(rand.NewPCG(8, 1))
	for i := range 220 {
		in := sample(i)
		a := &in.Article
		a.Read, a.Starred, a.Trashed, a.Sample = r.IntN(2) == 0, r.IntN(6) == 0, r.IntN(9) == 0, r.IntN(7) == 0
		for _, tag := range []string{"harbours", "harbours/piers", "weather"} {
			if r.IntN(4) == 0 {
				in.Tags = append(in.Tags, tag)
			}
		}
		if r.IntN(3) == 0 { // near the edges of days
			a.Published = time.Date(2024, 2, 9+r.IntN(3), []int{0, 16, 17, 23}[r.IntN(4)], 0, 0, 0, time.UTC)
			a.Precision = []feed.Precision{feed.Second, feed.Day}[r.IntN(2)]
		}
		add(t, s, in)
	}
	if _, err := s.EditTheme(t.Context(), feed.Theme{ID: feed.ThemeID("harbours/piers"), Slug: "piers", Parent: feed.ThemeID("harbours")}); err != nil {
		t.Fatal(err)
	}
	n := &naive{now: testNow}
	var err error
	if n.themes, err = s.Themes(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, h := range []feed.Hits{find(t, s, nil), find(t, s, is("trashed"))} {
		for a, err := range s.Articles(t.Context(), h) {
			if err != nil {
				t.Fatal(err)
			}
			n.arts = append(n.arts, a)
		}
	}
	if len(n.arts) != 220 {
		t.Fatalf("%d articles", len(n.arts))
	}
	matched := 0
	for range 500 {
		x := randomExpr(r, 3)
		want := map[feed.ID]bool{}
		for i := range n.arts {
			if a := &n.arts[i]; n.holds(x, a) && (!a.Trashed || asksForTrash(x)) {
				want[a.ID] = true
			}
		}
		got := idsOf(t, find(t, s, x))
		for _, id := range got {
			if !want[id] {
				t.Fatalf("%+v finds %s, which does not match", x, id)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%+v finds %d, want %d", x, len(got), len(want))
		}
		matched += len(got)
	}
	if matched < 5000 {
		t.Fatalf("only %d matches in all: the queries ask for too little", matched)
	}
}

func TestQueryFaults(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 20)
	for _, x := range []query.Expr{
		query.Set{Name: "is", Values: []string{"lost"}},
		query.Set{Name: "colour", Values: []string{"red"}},
		query.Date{Op: "since", Value: "someday"},
	} {
		if _, err := s.Find(t.Context(), query.Query{Expr: x}); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%+v: %v", x, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Find(ctx, query.Query{Expr: query.Words{Text: "tide"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestDayIsTheSameEverywhere holds that an article of which the day is known
// is found on that day by readers west and east of Greenwich.
func TestDayIsTheSameEverywhere(t *testing.T) {
	s := newStore(t)
	in := sample(1)
	in.Article.Published = time.Date(2024, 2, 10, 0, 0, 0, 0, time.UTC)
	in.Article.Precision = feed.Day
	add(t, s, in)
	for _, hours := range []int{-11, -5, 0, 7, 14} {
		now := time.Date(2024, 2, 10, 18, 0, 0, 0, time.FixedZone("", hours*3600))
		s.now = func() time.Time { return now }
		for day, want := range map[string]int{"2024-02-09": 0, "2024-02-10": 1, "2024-02-11": 0, "2024-02": 1, "today": 1} {
			if n := find(t, s, query.Date{Op: "on", Value: day}).Len(); n != want {
				t.Errorf("zone %+d, on %s: %d found, want %d", hours, day, n, want)
			}
		}
		if c, err := s.Counts(t.Context()); err != nil || c.Today != 1 {
			t.Errorf("zone %+d: %d today, %v", hours, c.Today, err)
		}
	}
}
