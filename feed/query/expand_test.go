package query

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"veille/feed"
)

func TestExpand(t *testing.T) {
	saved := map[string]string{
		"ports": "harbour OR quay", "fresh": "since:7d is:unread sort:date+ limit:5", "all": "", "both": "@ports @fresh",
		"a": "tag:asean", "mine": "by:user", "mixed": "by:user lang:fr", "self": "x @self", "morning": "y @MORNING", "ping": "@pong", "pong": "y OR -@ping", "lost": "@nowhere",
		"two words": "quay",
	}
	lookup := func(name string) (Query, bool) {
		s, ok := saved[name]
		q, _ := Parse(s)
		return q, ok
	}
	w := func(s string) Expr { return word(s) }
	unread := set(fieldIs, "unread")
	by, fr := set(fieldBy, "user"), set(fieldLang, "fr")
	for _, c := range []struct {
		in   string
		want Expr
	}{
		{"port", w("port")},
		{"", nil},
		{"@ports", Or{w("harbour"), w("quay")}},
		{`@"two words"`, w("quay")},
		{"port @ports", And{w("port"), Or{w("harbour"), w("quay")}}},
		{"port OR @ports", Or{w("port"), w("harbour"), w("quay")}},
		{"-@ports", Not{Or{w("harbour"), w("quay")}}},
		{"@fresh port", And{Date{fieldSince, "7d"}, unread, w("port")}},
		{"-@fresh", Not{And{Date{fieldSince, "7d"}, unread}}},
		{"@both", And{Or{w("harbour"), w("quay")}, Date{fieldSince, "7d"}, unread}},
		{"@all", nil},
		{"@all port", w("port")},
		{"@all @all", nil},
		{"port OR @all", nil},
		{"x (port OR @all)", w("x")},
		{"-@all", Or{}},
		{"x -@all", And{w("x"), Or{}}},
		{"x OR -@all", w("x")},
		// by: keeps to the tag: of its own query.
		{"tag:onu @mine", And{tags("onu"), And{by}}},
		{"tag:onu @mixed", And{tags("onu"), And{by, fr}}},
		{"@a by:user", And{And{tags("asean")}, by}},
		{"@mine", by},
		{"@mixed", And{by, fr}},
		{"x OR @mixed", Or{w("x"), And{by, fr}}},
	} {
		q, err := Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Expand(q, lookup)
		if err != nil || !Equal(got.Expr, c.want) {
			t.Errorf("%q expands to %#v, %v; want %#v", c.in, got.Expr, err, c.want)
		}
	}
	for in, want := range map[string]error{"@nowhere": feed.ErrNotFound, "x OR (y @lost)": feed.ErrNotFound, "@all OR @lost": feed.ErrNotFound,
		"@self": feed.ErrInvalid, "@ping": feed.ErrInvalid, "-@pong": feed.ErrInvalid} {
		q, _ := Parse(in)
		_, err := Expand(q, lookup)
		if !errors.Is(err, want) {
			t.Errorf("%q: %v", in, err)
		}
		if errors.Is(want, feed.ErrNotFound) && !strings.Contains(err.Error(), "nowhere") {
			t.Errorf("%q does not name what is missing: %v", in, err)
		}
	}
	for _, in := range []string{"@ping", "@Morning"} {
		q, _ := Parse(in)
		if _, err := Expand(q, func(name string) (Query, bool) { return lookup(SavedKey(name)) }); err == nil || !strings.Contains(err.Error(), "holds itself") {
			t.Errorf("the ring %s is not told as one: %v", in, err)
		}
	}
	q, _ := Parse("@fresh sort:words limit:3")
	if got, _ := Expand(q, lookup); got.Sort != ByWords || got.Limit != 3 {
		t.Errorf("sort and limit of the inner query count: %v %d", got.Sort, got.Limit)
	}
}

// TestExpandBounds holds that neither doubling nor depth gets anywhere.
func TestExpandBounds(t *testing.T) {
	lookup := func(name string) (Query, bool) {
		var n int
		_, _ = fmt.Sscanf(name, "q%d", &n)
		if strings.HasSuffix(name, "deep") {
			return Query{Expr: Saved{fmt.Sprintf("q%ddeep", n+1)}}, true
		}
		next := Saved{fmt.Sprintf("q%d", n+1)}
		if n == 40 {
			return Query{Expr: word("x")}, true
		}
		return Query{Expr: Or{next, next}}, true
	}
	for _, name := range []string{"q0", "q0deep"} {
		if _, err := Expand(Query{Expr: Saved{name}}, lookup); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
