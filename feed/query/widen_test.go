package query

import (
	"slices"
	"testing"
	"time"
)

func TestWiden(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string // query = what changed
	}{
		{"", nil},
		{"port", []string{"port* = with port*"}},
		{"ports", []string{"port* = with port*"}},
		{"Laos", []string{"Lao* = with Lao*"}},
		{"gas", []string{"gas* = with gas*"}},
		{"...s", []string{"...s* = with ...s*"}},
		{"of", nil},
		{"port*", nil},
		{"Việt", []string{"viet = with viet", "Việt* = with Việt*"}},
		{"l’eau", []string{"l’eau* = with l’eau*"}},
		{"tag:asean", nil},
		{"tag:=asean", []string{"tag:asean = with tag:asean"}},
		{"lang:pt-br port", []string{"lang:pt-br port* = with port*", "lang:pt port = with lang:pt", "port = without lang:pt-br", "lang:pt-br = without port"}},
		{"is:unread", []string{" = without is:unread"}},
		{"sug:onu>0.8 sort:date+ limit:5", []string{"sug:onu sort:date+ limit:5 = with sug:onu"}},
		{"is:trashed of", []string{"is:trashed = without of"}},
		{"of (is:read OR -is:trashed) has:note", []string{"of (is:read OR -is:trashed) = without has:note", "(is:read OR -is:trashed) has:note = without of"}},
		{"tag:onu -by:rule of", []string{"tag:onu of = without -by:rule", "of = without tag:onu", "tag:onu -by:rule = without of"}},
		{"since:24h", []string{"since:7d = with since:7d", "since:30d = with since:30d", " = without since:24h"}},
		{"since:hier", []string{"since:7d = with since:7d", "since:30d = with since:30d", " = without since:hier"}},
		{"since:2w", []string{"since:30d = with since:30d", "since:90d = with since:90d", " = without since:2w"}},
		{"since:8d", []string{"since:30d = with since:30d", "since:90d = with since:90d", " = without since:8d"}},
		{"since:9y", []string{" = without since:9y"}},
		{"before:7d", []string{" = without before:7d"}},
		{"on:2020-06-03", []string{"on:2020-06 = with on:2020-06", "on:2020 = with on:2020", " = without on:2020-06-03"}},
		{"since:2020-06-03T10:00", []string{"since:2020-06-03 = with since:2020-06-03", "since:2020-06 = with since:2020-06", "since:2020 = with since:2020", " = without since:2020-06-03T10:00"}},
		{"fetched:>2d", []string{"fetched:>=7d = with fetched:>=7d", "fetched:>=30d = with fetched:>=30d", " = without fetched:>2d"}},
		{"date:>2020-06", []string{" = without date:>2020-06"}},
		{`"code of conduct"`, []string{`"code of conduct"~10 = with "code of conduct"~10`, "code of conduct = with code of conduct"}},
		{`title:"code cond*"`, []string{`title:"code cond*"~10 = with title:"code cond*"~10`, "title:code title:cond* = with title:code title:cond*"}},
		{"a OR b", nil},
		{"-a of", []string{"of = without -a", "-a = without of"}},
		{"-(a b) of", []string{"of = without -(a b)", "-(a b) = without of"}},
		{"(a OR b) of", []string{"of = without (a OR b)", "a OR b = without of"}},
		{"tag:onu by:user of", []string{"tag:onu of = without by:user", "of = without tag:onu", "tag:onu by:user = without of"}},
		{"of tag:x lang:vi is:unread since:9y words:>800 @m", []string{
			"of tag:x lang:vi since:9y words:>800 @m = without is:unread", "of tag:x lang:vi is:unread since:9y @m = without words:>800",
			"of tag:x is:unread since:9y words:>800 @m = without lang:vi", "of tag:x lang:vi is:unread words:>800 @m = without since:9y",
			"of lang:vi is:unread since:9y words:>800 @m = without tag:x", "of tag:x lang:vi is:unread since:9y words:>800 = without @m",
			"tag:x lang:vi is:unread since:9y words:>800 @m = without of"}},
	} {
		q, err := Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range Widen(q) {
			got = append(got, w.String()+" = "+w.Say("en"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q widens to %q, want %q", c.in, got, c.want)
		}
		if q.String() != c.in {
			t.Errorf("%q became %q", c.in, q)
		}
	}
	q, _ := Parse("since:24h lang:vi")
	w := Widen(q)
	for lang, want := range map[string][2]string{"en": {"with since:7d", "without lang:vi"}, "fr": {"avec since:7d", "sans lang:vi"},
		"vi": {"với since:7d", "bỏ lang:vi"}, "xx": {"with since:7d", "without lang:vi"}} {
		if got := [2]string{w[0].Say(lang), w[2].Say(lang)}; got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

// TestWidenTime holds that a longer time has the shorter one in it, whatever
// day it is.
func TestWidenTime(t *testing.T) {
	values := []string{"today", "yesterday", "avant-hier", "week", "month", "year", "mon", "sun", "1h", "24h", "47h", "1d", "2d", "7d", "9d", "1w", "2w", "6w", "44d", "1m", "3m", "1y",
		"2020-02-29", "2020-02", "2020-02-29T23:59", "3/6/2020"}
	for _, op := range []string{fieldSince, fieldOn, fieldFetched} {
		for _, v := range values {
			for _, sign := range []string{"", ">=", ">"} {
				d := Date{op, sign + v}
				if op == fieldSince && sign != "" {
					continue
				}
				for _, w := range Widen(Query{Expr: d}) {
					wider, ok := w.Expr.(Date)
					for day := 0; ok && day < 800; day++ {
						now := time.Date(2022, 12, 31, day%24, 30, 0, 0, time.UTC).AddDate(0, 0, day)
						from, to, err := d.Resolve(now)
						from2, to2, err2 := wider.Resolve(now)
						if err != nil || err2 != nil || from2.After(from) || to2.Before(to) && !to2.IsZero() || to.IsZero() && !to2.IsZero() {
							t.Fatalf("at %v %v is %v to %v, %v is %v to %v", now, d, from, to, wider, from2, to2)
						}
					}
				}
			}
		}
	}
}
