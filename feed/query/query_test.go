package query

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func word(s string) Words           { return Words{Text: s} }
func phrase(s string) Words         { return Words{Text: s, Phrase: true} }
func tags(v ...string) Set          { return Set{fieldTag, v} }
func set(n string, v ...string) Set { return Set{n, v} }

// TestRoundTrip prints random queries and reads them back.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50000 {
		want := Query{Expr: randomExpr(r, 3)}
		if r.IntN(4) == 0 {
			want.Sort, want.Limit = Sort(r.IntN(len(sorts))), r.IntN(3)*r.IntN(1000)
		}
		s := want.String()
		got, err := Parse(s)
		if err != nil || !got.Equal(want) {
			t.Fatalf("%#v prints %q, which reads %#v, %v", want, s, got, err)
		}
	}
}

var someTexts = []string{"port", "Đà Nẵng", "a-b", "-a", "OR", "NOT", "12:30", "tag:x", "is:", "http://a.example/b?c=(d)", "a,b", "a|b", `q"uo"te`,
	`back\slash`, "l’eau", "« x »", "=x", "x*", "x:y", "…a", "AND", "()a", "7d", "@x", "x@y", "~5", "a~5", "này", "tuần", "2", "sort:date+", "limit:3", "*x", "tin > 5"}

func randomExpr(r *rand.Rand, depth int) Expr {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	n := 9
	if depth == 0 {
		n = 6
	}
	switch r.IntN(n) {
	case 0, 1:
		return randomWords(r, pick)
	case 2, 3:
		return randomSet(r, pick)
	case 4:
		if r.IntN(2) == 0 {
			return Saved{pick(someTexts...)}
		}
		return Number{pick(fieldWords, fieldMin), pick("800", ">800", ">=1.5", "<=3", "<200", "300..500", "..500", "=5", "300..")}
	case 5:
		return Date{pick(fieldSince, fieldBefore, fieldOn, fieldFetched), pick("7d", "2020-06", "mon", "hôm qua", "3/6/2020", "tuần", "tuần này", "2 tuần", "năm", "2ng")}
	case 6:
		return Not{randomExpr(r, depth-1)}
	case 7:
		return flat(And{randomExpr(r, depth-1), randomExpr(r, depth-1), randomExpr(r, depth-1)})
	}
	return flat(Or{randomExpr(r, depth-1), randomExpr(r, depth-1)})
}

func randomWords(r *rand.Rand, pick func(...string) string) Words {
	w := Words{In: pick("", "", fieldTitle, fieldLead, fieldText, fieldCaption, fieldURL, fieldAgency, fieldAuthor, fieldPlace)}
	w.Text, w.Phrase, w.Prefix = strings.TrimRight(pick(someTexts...), "*"), true, r.IntN(4) == 0
	if r.IntN(4) == 0 {
		w.Near = 1 + r.IntN(MaxNear)
	}
	if r.IntN(2) == 0 {
		w.Text, w.Phrase, w.Near = pick("port", "Đà", "a-b", "12:30", "l’eau", "này", "ngày", "2"), false, 0
	}
	return w
}

func randomSet(r *rand.Rand, pick func(...string) string) Set {
	s := Set{Name: pick(fieldTag, fieldSource, fieldIs, fieldHas, fieldBy, fieldSug, fieldLang, fieldID, fieldStory)}
	of := Values(s.Name)
	switch s.Name {
	case fieldTag, fieldSource:
		of = someTexts
	case fieldSug:
		of = []string{"onu", "*", "onu>0.8", "=x>=80%", "a b<0.5", "*>1", "ONU, bis>0"}
	case fieldLang:
		of = []string{"fr", "vi", "pt-br", "*"}
	case fieldID:
		of = []string{"abcdef", "a2b3c4d5"}
	case fieldStory:
		of = []string{"a", "*", "g4k2"}
	}
	for range 1 + r.IntN(3) {
		s.Values = append(s.Values, pick(of...))
	}
	return s
}

func FuzzParse(f *testing.F) {
	for _, s := range someTexts {
		f.Add(s)
	}
	f.Add(`tag:asean -tag:covid-19 lang:fr since:7d feed:"Le Quai" is:unread ("code of conduct" OR "code de conduite")`)
	f.Add("a | (b OR -c) NOT «d» title:e,f date:2020.. sort:date+ limit:5")
	f.Add(`@morning @"two words" "a b"~5 "c d*" sug:"x y">0.8,z<50% words:>800 min:2..5 by:user has:note id:abcdef story:g4 saved:"x,y"`)
	f.Add("since:2 tuần fetched:>=hôm qua on:tuần này date:năm này url:vietnam.example/a:b")
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		var e *Error
		if errors.As(err, &e) && (e.At < 0 || e.Len < 1 || e.At+e.Len > len(s) || e.Error() == "") {
			t.Fatalf("%q: fault %+v outside", s, *e)
		}
		printed := q.String()
		again, err := Parse(printed)
		if err != nil || !again.Equal(q) {
			t.Fatalf("%q reads %#v, prints %q, reads %#v, %v", s, q, printed, again, err)
		}
		_ = Explain(q, "fr", nil)
		for _, w := range Widen(q) {
			_ = w.String() + w.Say("vi")
		}
	})
}

func FuzzAt(f *testing.F) {
	f.Add(`tag:a,"b c" -@x sug:onu>0.8 (title:"d`, 9)
	f.Fuzz(func(t *testing.T, s string, at int) {
		c := At(s, at)
		at = min(max(at, 0), len(s))
		if c.From < 0 || c.From > at || c.To < at || c.To > len(s) || c.Field != "" && !slices.Contains(Fields(), c.Field) {
			t.Fatalf("%q at %d: %+v", s, at, c)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	s := `tag:asean -tag:covid-19 lang:fr since:7d feed:"Le Quai" is:unread ("code of conduct" OR "code de conduite")`
	for b.Loop() {
		if _, err := Parse(s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseHostile(b *testing.B) {
	for _, s := range []string{strings.Repeat("a:b ", MaxLen/4), strings.Repeat("-(a ", MaxLen/4), strings.Repeat(`"`, MaxLen), strings.Repeat("is:x ", MaxLen/5)} {
		b.Run(s[:4], func(b *testing.B) {
			for b.Loop() {
				q, _ := Parse(s)
				_ = q.String()
			}
		})
	}
}
