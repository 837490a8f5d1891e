package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// indexed answers a query of one group from the forms of a text, as an index
// does; sure is false when only some of its sequences are single terms.
func indexed(m Matcher, s string) (in, sure bool) {
	type form struct {
		s     string
		exact bool
	}
	have := map[form]bool{}
	for f, exact := range Forms(s) {
		have[form{strings.Clone(f), exact}] = true
	}
	holds := func(t *Term) bool {
		keys, exact, prefix := t.Keys()
		for f := range have {
			if f.exact == exact && (slices.Contains(keys, f.s) || prefix && strings.HasPrefix(f.s, keys[0])) {
				return true
			}
		}
		return false
	}
	if len(m.Groups()) != 1 {
		return false, false
	}
	sure = true
	for _, seq := range m.Groups()[0] {
		sure = sure && len(seq) == 1
		all := true
		for i := range seq {
			all = all && holds(&seq[i])
		}
		in = in || all
	}
	return in, sure
}

func checkForms(t *testing.T, s, q string) {
	t.Helper()
	s = Clean(s)
	for _, phrase := range []bool{false, true} {
		m := NewMatcher(q, phrase)
		in, sure := indexed(m, s)
		if want := m.In(s); sure && in != want || len(m.Groups()) == 1 && want && !in {
			t.Fatalf("%+q (phrase %v) in %+q: matcher %v, forms %v", q, phrase, s, want, in)
		}
	}
}

// formPieces are what words of the random texts are made of.
var formPieces = strings.Split("l'|L’|d'|qu'|jusqu'|aujourd'hui|ONU|onu|U.N.|O.N.U.|U.N|é|e\u0301|É|sécu|rité|rites|s|x|S|ſ|casque|bleus|Bateaux|"+
	"œ|oe|ß|Đ|đ|hoà|hòa|bình|viet|Việt|Viêt|nam|Nam|Vietnam|ha|noi|hanoi|ho|chi|minh|中|国|国外|ภ|ไทย|日|ー|12|19|3,5|don't|China's|"+
	"\u00ad|\u200d|ﬁ|ｆ|𝟷|İ|ı|ᴏ|ﾃ|が|か\u3099|ᄀ|ᅡ|각|s\u0308|anti|covid|abcd|efgh", "|")

var formLinks = strings.Split(" | | | |-|-|-|\u2011|.|, |'|’|\u00a0||", "|")

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(formPieces[r.IntN(len(formPieces))])
		b.WriteString(formLinks[r.IntN(len(formLinks))])
	}
	return b.String()
}

// TestFormsAnswerLikeTheMatcher holds the promise of Forms on random texts, and
// on queries cut from them.
func TestFormsAnswerLikeTheMatcher(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60_000 {
		s := randomText(r, 1+r.IntN(12))
		q := randomText(r, 1+r.IntN(3))
		if r.IntN(2) == 0 {
			q = strings.Fields(s + " x")[0]
		}
		if r.IntN(4) == 0 {
			q = strings.TrimRight(q, " ,.-'’\u00a0\u2011")
			for n := r.IntN(3); n > 0 && len(q) > 1; n-- {
				q = strings.ToValidUTF8(q[:len(q)-1], "")
			}
			q += "*"
		}
		checkForms(t, s, q)
	}
}

func FuzzForms(f *testing.F) {
	f.Add("l'ONU et l’œuvre U.N. anti-COVID-19 中国外交 ภาษา", "onu")
	f.Add("e\u0301te x Việt Nam", "vietnam")
	f.Add("a-b-c-d-e", "bcd*")
	f.Add("ßſ ﷺ İ", "s")
	f.Fuzz(func(t *testing.T, s, q string) { checkForms(t, s, q) })
}

func TestAlias(t *testing.T) {
	for _, c := range []struct {
		query  string
		phrase bool
		text   string
		want   string
	}{
		{"vietnam", false, "Le Vietnam, Việt Nam, Viêt-Nam et le viet minh", "Vietnam|Việt Nam|Viêt-Nam"},
		{"viet nam", true, "Le Vietnam et Việt Nam", "Vietnam|Việt Nam"},
		{"Việt Nam", true, "Le Vietnam, Việt Nam, Viet Nam", "Việt Nam"},
		{"viet nam", false, "nam et viet", "nam|viet"},
		{"le vietnam", true, "dans le Viet Nam et le Vietnam", "le Viet Nam|le Vietnam"},
		{"ho chi minh ville", true, "à Hochiminh-Ville", "Hochiminh-Ville"},
		{"hanoi", false, "Hà Nội, HANOI, Ha Noi; nội", "Hà Nội|HANOI|Ha Noi"},
		{"vietnam*", false, "Viet Nam, vietnamien", "vietnamien"},
	} {
		if got := strings.Join(found(NewMatcher(c.query, c.phrase), c.text), "|"); got != c.want {
			t.Errorf("%q (phrase %v) in %q\n got %s\nwant %s", c.query, c.phrase, c.text, got, c.want)
		}
	}
}

func TestElidedParticles(t *testing.T) {
	for _, c := range []struct {
		query  string
		phrase bool
		want   bool // in "une ONU"
	}{
		{"l'ONU", false, true}, {"d’ONU", false, true}, {"qu'ONU", false, true}, {"jusqu'ONU", false, true},
		{"l'ONU", true, false}, {"x'ONU", false, false}, {"l-ONU", false, false}, {"(l'ONU", false, true}, {"l'", false, false},
	} {
		if got := NewMatcher(c.query, c.phrase).In("une ONU"); got != c.want {
			t.Errorf("%q (phrase %v): %v", c.query, c.phrase, got)
		}
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		query string
		n     int
		text  string
		want  string
	}{
		{"port nord", 1, "le port du Nord", "port|Nord"},
		{"nord port", 1, "le port du Nord", "port|Nord"},
		{"port nord", 0, "le port du Nord", ""},
		{"port nord", 0, "le Nord port", "Nord|port"},
		{"port nord", 1, "le port du grand Nord, port", "Nord|port"},
		{"port port", 2, "le port", ""},
		{"port port", 2, "un port, deux ports", "port|ports"},
		{"l'onu casque*", 3, "les casques de l'ONU", "casques|l'ONU"},
		{"anti-missile tir", 1, "tir d'un antimissile", ""},
		{"anti-missile tir", 2, "tir d'un antimissile", "tir|antimissile"},
		{"vietnam mer", 1, "la mer du Việt Nam", "mer|Việt Nam"},
		{"a b c", 0, "c b a", "c|b|a"},
		{"", 3, "rien", ""},
	} {
		m := NewNear(c.query, c.n)
		if got := strings.Join(found(m, c.text), "|"); got != c.want || m.In(c.text) != (c.want != "") {
			t.Errorf("%q~%d in %q\n got %s (In %v)\nwant %s", c.query, c.n, c.text, got, m.In(c.text), c.want)
		}
	}
}

func BenchmarkForms(b *testing.B) {
	benchTexts(b, func(b *testing.B, s string) {
		n := 0
		for f := range Forms(s) {
			n += len(f)
		}
		if n == 0 {
			b.Fatal("no form")
		}
	})
}
