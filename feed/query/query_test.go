package query

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"veille/feed"
)

func word(s string) Words           { return Words{Text: s} }
func phrase(s string) Words         { return Words{Text: s, Phrase: true} }
func tags(v ...string) Set          { return Set{fieldTag, v} }
func set(n string, v ...string) Set { return Set{n, v} }

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in    string
		want  Expr
		print string // "" when it is what was typed
	}{
		{"", nil, ""},
		{"  \t\n ", nil, ""},
		{"harbour", word("harbour"), ""},
		{"harbour strike", And{word("harbour"), word("strike")}, ""},
		{"harbour AND strike", And{word("harbour"), word("strike")}, "harbour strike"},
		{"harbour OR strike", Or{word("harbour"), word("strike")}, ""},
		{"harbour|strike", Or{word("harbour"), word("strike")}, "harbour OR strike"},
		{"harbour or strike", And{word("harbour"), word("or"), word("strike")}, ""},
		{"a b OR c d", Or{And{word("a"), word("b")}, And{word("c"), word("d")}}, ""},
		{"(a OR b) c", And{Or{word("a"), word("b")}, word("c")}, ""},
		{"(a (b (c)))", And{word("a"), word("b"), word("c")}, "a b c"},
		{"a(b)c", And{word("a"), word("b"), word("c")}, "a b c"},
		{"ORANGE NOTE ANDES", And{word("ORANGE"), word("NOTE"), word("ANDES")}, ""},
		{`"OR"`, phrase("OR"), ""},
		{"-strike", Not{word("strike")}, ""},
		{"NOT strike", Not{word("strike")}, "-strike"},
		{"not strike", And{word("not"), word("strike")}, ""},
		{"NOT (a b)", Not{And{word("a"), word("b")}}, "-(a b)"},
		{"-(a OR b)", Not{Or{word("a"), word("b")}}, ""},
		{"NOT NOT a", Not{Not{word("a")}}, "-(-a)"},
		{"anti-COVID-19", word("anti-COVID-19"), ""},
		{"a - b", And{word("a"), word("b")}, "a b"},
		{"a -- b", And{word("a"), word("b")}, "a b"},
		{"--a", Not{word("a")}, "-a"},
		{"a -", word("a"), "a"},
		{"(-a)", Not{word("a")}, "-a"},
		{"a & b", And{word("a"), word("b")}, "a b"},
		{`"code of conduct"`, phrase("code of conduct"), ""},
		{"“code of  conduct”", phrase("code of conduct"), `"code of conduct"`},
		{"« code de conduite »", phrase("code de conduite"), `"code de conduite"`},
		{`"a \"b\" \\ c"`, phrase(`a "b" \ c`), ""},
		{`x"y z"`, And{word("x"), phrase("y z")}, `x "y z"`},
		{`-"y z"`, Not{phrase("y z")}, ""},
		{"terroris*", Words{Text: "terroris", Prefix: true}, ""},
		{"tag:asean", tags("asean"), ""},
		{"TAG:asean", tags("asean"), "tag:asean"},
		{"theme:asean", tags("asean"), "tag:asean"},
		{"thème:asean", tags("asean"), "tag:asean"},
		{"the\u0301me:x the\u0300me:y", And{tags("x"), tags("y")}, "tag:x tag:y"},
		{"chủđề:asean", tags("asean"), "tag:asean"},
		{"chủ-đề:asean", tags("asean"), "tag:asean"},
		{"chude:asean", tags("asean"), "tag:asean"},
		{"tag:=asean", tags("=asean"), ""},
		{"-tag:*", Not{tags("*")}, ""},
		{"tag:a,b", tags("a", "b"), ""},
		{`tag:"mer de Chine",=asean`, tags("mer de Chine", "=asean"), ""},
		{`tag:="mer de Chine"`, tags("=mer de Chine"), ""},
		{"tag:asia/summit", tags("asia/summit"), ""},
		{"tag:a tag:b", And{tags("a"), tags("b")}, ""},
		{`feed:"Le Quai"`, set(fieldSource, "Le Quai"), `source:"Le Quai"`},
		{"nguồn:Bến", set(fieldSource, "Bến"), "source:Bến"},
		{"flux:Quai", set(fieldSource, "Quai"), "source:Quai"},
		{"lang:FR,vi", set(fieldLang, "fr", "vi"), "lang:fr,vi"},
		{"lang:fra,PT_br,nb,haw", set(fieldLang, "fr", "pt-br", "nb", "haw"), "lang:fr,pt-br,nb,haw"},
		{"lang:*", set(fieldLang, "*"), "lang:*"},
		{"langue:français", set(fieldLang, "fr"), "lang:fr"},
		{`lang:"tiếng Việt"`, set(fieldLang, "vi"), "lang:vi"},
		{"is:unread", set(fieldIs, "unread"), ""},
		{"is:Unread,starred", set(fieldIs, "unread", "starred"), "is:unread,starred"},
		{"est:non-lu", set(fieldIs, "unread"), "is:unread"},
		{"là:chưa-đọc", set(fieldIs, "unread"), "is:unread"},
		{`is:"sans thème"`, set(fieldIs, "untagged"), "is:untagged"},
		{"is:corbeille", set(fieldIs, "trashed"), "is:trashed"},
		{"since:7d", Date{fieldSince, "7d"}, ""},
		{"depuis:7j", Date{fieldSince, "7j"}, "since:7j"},
		{"từ:7ng", Date{fieldSince, "7ng"}, "since:7ng"},
		{"before:2020-06", Date{fieldBefore, "2020-06"}, ""},
		{"on:2020", Date{fieldOn, "2020"}, ""},
		{"date:2020-06..2020-07-03", Date{fieldOn, "2020-06..2020-07-03"}, ""},
		{"date:..2020", Date{fieldOn, "..2020"}, ""},
		{"date:>=2020", Date{fieldOn, ">=2020"}, ""},
		{`since:"hôm qua"`, Date{fieldSince, "hôm qua"}, ""},
		{"on:mon,tue", Or{Date{fieldOn, "mon"}, Date{fieldOn, "tue"}}, "on:mon OR on:tue"},
		{"title:summit", Words{In: fieldTitle, Text: "summit"}, ""},
		{`titre:"deux mots"`, Words{In: fieldTitle, Text: "deux mots", Phrase: true}, `title:"deux mots"`},
		{"title:a,b c", And{Or{Words{In: fieldTitle, Text: "a"}, Words{In: fieldTitle, Text: "b"}}, word("c")}, "(title:a OR title:b) c"},
		{"12:30", word("12:30"), ""},
		{"https://news.example/a_b", word("https://news.example/a_b"), ""},
		{"Hanoi: storm", And{word("Hanoi:"), word("storm")}, ""},
		{"l’ONU", word("l’ONU"), ""},
		{"a\x00b", And{word("a"), word("b")}, "a b"},
		{"a\xffb", word("a\ufffdb"), "a\ufffdb"},
	} {
		q, err := Parse(c.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.in, err)
		}
		if !Equal(q.Expr, c.want) {
			t.Errorf("Parse(%q) = %#v, want %#v", c.in, q.Expr, c.want)
		}
		want := c.print
		if want == "" && c.want != nil {
			want = c.in
		}
		if got := q.String(); got != want {
			t.Errorf("Parse(%q) prints %q, want %q", c.in, got, want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		in      string
		kind    Kind
		at, len int
		hint    string
		rest    string
	}{
		{"tgs:asean", UnknownField, 0, 4, "tag:", `"tgs:asean"`},
		{"a souce:x b", UnknownField, 2, 6, "source:", `a "souce:x" b`},
		{`a thèmee:"x y" b`, UnknownField, 2, 8, "tag:", `a "thèmee:x y" b`},
		{"xylophone:a", UnknownField, 0, 10, "", `"xylophone:a"`},
		{"is:unred", UnknownValue, 3, 5, "unread", ""},
		{"is:unread,stared", UnknownValue, 10, 6, "starred", "is:unread"},
		{"since:someday", BadDate, 6, 7, "", ""},
		{"a since:2020-13 b", BadDate, 8, 7, "", "a b"},
		{"on:2020-02-30", BadDate, 3, 10, "", ""},
		{"tag:", NoValue, 0, 4, "", ""},
		{"tag: asean", NoValue, 0, 4, "", "asean"},
		{"lang:zz", UnknownLang, 5, 2, "", ""},
		{"lang:franch,fr", UnknownLang, 5, 6, "fr", "lang:fr"},
		{"lang:x-veille", UnknownLang, 5, 8, "", ""},
		{"lang:fr, vi", NoValue, 0, 8, "", "lang:fr vi"},
		{"tag:(a)", NoValue, 0, 4, "", "a"},
		{"tag:=", NoValue, 0, 5, "", ""},
		{`tag:"" b`, NoValue, 0, 6, "", "b"},
		{"tag:a,,b", NoValue, 0, 6, "", "tag:a,b"},
		{"a OR", NoOperand, 2, 2, "", "a"},
		{"OR a", NoOperand, 0, 2, "", "a"},
		{"(a | )", NoOperand, 3, 1, "", "a"},
		{"a NOT", NoOperand, 2, 3, "", "a"},
		{`a "b c`, OpenQuote, 2, 1, "", `a "b c"`},
		{`tag:"b c`, OpenQuote, 4, 1, "", `tag:"b c"`},
		{"a « b", OpenQuote, 2, 2, "", `a "b"`},
		{"a (b", OpenGroup, 2, 1, "", "a b"},
		{"a) b", StrayClose, 1, 1, "", "a b"},
		{strings.Repeat("(", 200), TooDeep, MaxDepth + 1, 1, "", ""},
		{strings.Repeat("NOT ", 200) + "a", TooDeep, 4 * (MaxDepth + 1), 1, "", ""},
		{strings.Repeat("a", MaxLen+1), TooLong, MaxLen, 1, "", ""},
	} {
		q, err := Parse(c.in)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("Parse(%.40q): error %v", c.in, err)
			continue
		}
		if e.Kind != c.kind || e.At != c.at || e.Len != c.len || e.Hint != c.hint {
			t.Errorf("Parse(%.40q): %+v, want kind %d at %d+%d hint %q", c.in, *e, c.kind, c.at, c.len, c.hint)
		}
		if q.String() != c.rest {
			t.Errorf("Parse(%.40q) keeps %q, want %q", c.in, q.String(), c.rest)
		}
		for _, lang := range []string{"en", "fr", "vi", "xx"} {
			if s := e.In(lang); s == "" || strings.Contains(s, "%!") {
				t.Errorf("%.40q in %s: %q", c.in, lang, s)
			}
		}
	}
}

// TestRoundTrip prints random expressions and reads them back.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		want := Query{Expr: randomExpr(r, 3)}
		s := want.String()
		got, err := Parse(s)
		if err != nil || !Equal(got.Expr, want.Expr) {
			t.Fatalf("%#v prints %q, which reads %#v, %v", want.Expr, s, got.Expr, err)
		}
	}
}

var someTexts = []string{"port", "Đà Nẵng", "a-b", "-a", "OR", "NOT", "12:30", "tag:x", "is:", "http://a.example/b?c=(d)", "a,b", "a|b", `q"uo"te`,
	`back\slash`, "l’eau", "« x »", "=x", "x*", "x:y", "…a", "AND", "()a", "7d"}

func randomExpr(r *rand.Rand, depth int) Expr {
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	n := 9
	if depth == 0 {
		n = 6
	}
	switch r.IntN(n) {
	case 0, 1:
		w := Words{In: pick([]string{"", fieldTitle}), Text: strings.TrimRight(pick(someTexts), "*"), Phrase: true}
		if r.IntN(2) == 0 {
			w.Text, w.Phrase, w.Prefix = pick([]string{"port", "Đà", "a-b", "12:30", "l’eau"}), false, r.IntN(2) == 0
		}
		return w
	case 2, 3:
		s := Set{Name: pick([]string{fieldTag, fieldSource})}
		for range 1 + r.IntN(3) {
			s.Values = append(s.Values, pick(someTexts))
		}
		return s
	case 4:
		return Set{Name: fieldIs, Values: []string{pick(States())}}
	case 5:
		return Date{pick([]string{fieldSince, fieldBefore, fieldOn}), pick([]string{"7d", "2020-06", "mon", "hôm qua", "3/6/2020"})}
	case 6:
		return Not{randomExpr(r, depth-1)}
	case 7:
		return flat(And{randomExpr(r, depth-1), randomExpr(r, depth-1), randomExpr(r, depth-1)})
	}
	return flat(Or{randomExpr(r, depth-1), randomExpr(r, depth-1)})
}

func FuzzParse(f *testing.F) {
	for _, s := range someTexts {
		f.Add(s)
	}
	f.Add(`tag:asean -tag:covid-19 lang:fr since:7d feed:"Le Quai" is:unread ("code of conduct" OR "code de conduite")`)
	f.Add("a | (b OR -c) NOT «d» title:e,f date:2020..")
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		var e *Error
		if errors.As(err, &e) && (e.At < 0 || e.Len < 1 || e.At+e.Len > len(s) || e.Error() == "") {
			t.Fatalf("%q: fault %+v outside", s, *e)
		}
		printed := q.String()
		again, err := Parse(printed)
		if err != nil || !Equal(again.Expr, q.Expr) {
			t.Fatalf("%q reads %#v, prints %q, reads %#v, %v", s, q.Expr, printed, again.Expr, err)
		}
		_ = Explain(q, "fr", nil)
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
