package text

import (
	"slices"
	"strings"
	"testing"
)

// found returns what m marks in s.
func found(m Matcher, s string) []string {
	var out []string
	for _, r := range m.Ranges(s) {
		out = append(out, s[r[0]:r[1]])
	}
	return out
}

func TestMatcher(t *testing.T) {
	for _, c := range []struct {
		query  string
		phrase bool
		text   string
		want   string // what is found, joined by |
	}{
		{"onu", false, "Le siège de l'ONU, de l’Onu et la fonue", "ONU|Onu"},
		{"securite", false, "SÉCURITÉ, sécurité, securite, sécuritaire", "SÉCURITÉ|sécurité|securite"},
		{"sécurité", false, "SÉCURITÉ, sécurités, securite", "SÉCURITÉ|sécurités"},
		{"oeuvre", false, "une œuvre, des ŒUVRES", "œuvre|ŒUVRES"},
		{"œuvre", false, "une oeuvre", "oeuvre"},
		{"do van son", true, "vùng Đỗ Vân Sơn và do son van", "Đỗ Vân Sơn"},
		{"bien dong", true, "trên biển Đông; dong bien", "biển Đông"},
		{"biển đông", true, "trên biển Đông, bien dong", "biển Đông"},
		{"bão", false, "bão, báo, bao", "bão"},
		{"hoà bình", true, "hòa bình và hoà bình", "hòa bình|hoà bình"},
		{"hoà*", false, "hoàn thành, hòa bình, hoà, hóa", "hoàn|hòa|hoà"},
		{"hòa*", false, "hoàn thành, hòa bình", "hòa"},
		{"terroris*", false, "Terrorisme, terroriste, contre-terrorisme, terreur", "Terrorisme|terroriste|terrorisme"},
		{"sécu*", false, "Sécurité, secu, sécurisé", "Sécurité|sécurisé"},
		{"droits de l'homme", true, "les droits de l’homme, droit de l'homme et droits l'homme", "droits de l’homme|droit de l'homme"},
		{"casque bleu", true, "Les Casques bleus et le casque bleu", "Casques bleus|casque bleu"},
		{"bateaux", false, "le bateau, les bateaux, bateaus", "bateau|bateaux"},
		{"bateau", false, "le bateau, les bateaux, bateaus", "bateau|bateaux|bateaus"},
		{"mer", false, "la mer, les mers", "mer"},
		{"covid", false, "anti-COVID-19", "COVID"},
		{"covid-19", false, "anti-COVID-19 et COVID 19, COVID19", "COVID-19|COVID 19|COVID19"},
		{"cyber-sécurité", false, "cybersécurité, cyber-sécurité, cyber sécurité", "cybersécurité|cyber-sécurité|cyber sécurité"},
		{"cybersecurite", false, "cyber-sécurité et cyber sécurité", "cyber-sécurité"},
		{"cybersecurite", false, "la cyber\u2011sécurité", "cyber\u2011sécurité"},
		{"antimissile", false, "un tir anti-missile, anti-missiles", "anti-missile|anti-missiles"},
		{"tir antimissile", true, "un tir anti-missile", "tir anti-missile"},
		{"U.N.", false, "the UN and the U.N. said", "UN|U.N"},
		{"port nord", false, "le port du Nord", "port|Nord"},
		{"port sud", false, "le port du Nord", "port"},
		{"外交", false, "中国外交部", "外交"},
		{"中国外交", false, "中国外交部と中国", "中国外交"},
		{"国", false, "中国 全国大会", "国|国"},
		{"ไทย", false, "ภาษาไทย", "ไทย"},
		{"2024年", false, "在2024年度", "2024年度"},
		{"", false, "rien", ""},
		{"?!", false, "rien?!", ""},
		{"don't", false, "I don’t know, dont", "don’t"},
		{"china", false, "China's plan", "China"},
		{"été", false, "e\u0301te\u0301 ete", "e\u0301te\u0301"},
		{"𝟷𝟿", false, "19 et 20", "19"},
	} {
		m := NewMatcher(c.query, c.phrase)
		if got := strings.Join(found(m, c.text), "|"); got != c.want {
			t.Errorf("%q (phrase %v) in %q\n got %s\nwant %s", c.query, c.phrase, c.text, got, c.want)
		}
	}
}

func TestMatcherIn(t *testing.T) {
	for _, c := range []struct {
		query  string
		phrase bool
		text   string
		want   bool
	}{
		{"port nord", false, "le port du Nord", true},
		{"port nord", true, "le port du Nord", false},
		{"port sud", false, "le port du Nord", false},
		{"l'onu", false, "de l’ONU", true},
		{"l'onu", false, "une ONU", true},
		{"l'onu", true, "une ONU", false},
		{"", false, "x", false},
		{"x", false, "", false},
		{"a b a b c", true, "a b a b a b c", true},
		{"a a b", true, "a a a b", true},
		{"a-b c", true, "ab c", true},
		{"x ab c", true, "x a-b c", true},
		{"x ab c", true, "y a-b c", false},
	} {
		if got := NewMatcher(c.query, c.phrase).In(c.text); got != c.want {
			t.Errorf("%q (phrase %v) in %q: %v", c.query, c.phrase, c.text, got)
		}
	}
	if (Matcher{}).In("x") || !(Matcher{}).IsEmpty() || !NewMatcher("…", false).IsEmpty() || NewMatcher("x", false).IsEmpty() {
		t.Error("emptiness")
	}
}

func TestFinder(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"ONU", "fonue, l’Onu", "onu|Onu"},
		{"ete", "été, prêtes", "été|ête"},
		{"été", "Été, ete, ététe", "Été|été"},
		{"de l'h", "droits de\u00a0 l’homme", "de\u00a0 l’h"},
		{"de la\nville", "de  la ville", "de  la ville"},
		{"oe", "œuvre, poêle", "œ|oê"},
		{"e", "œ", ""},
		{"đông", "biển Đông, dong", "Đông"},
		{"dong", "biển Đông, dong", "Đông|dong"},
		{"soft", "so\u00adft", "so\u00adft"},
		{"ete", "e\u0301te\u0301!", "e\u0301te\u0301"},
		{"  ", "a  b", ""},
		{"国外", "中国外交", "国外"},
		{"aa", "aaaa a", "aa|aa"},
		{"x y", "x", ""},
		{"fin", "ﬁn", "ﬁn"},
	} {
		m := NewFinder(c.query)
		if got := strings.Join(found(m, c.text), "|"); got != c.want {
			t.Errorf("find %q in %q\n got %s\nwant %s", c.query, c.text, got, c.want)
		}
		if m.In(c.text) != (c.want != "") {
			t.Errorf("find %q: In and Ranges differ", c.query)
		}
	}
}

// FuzzMatcher holds ranges inside the text, and every token of a text to be
// found by its own spelling.
func FuzzMatcher(f *testing.F) {
	f.Add("l'ONU et l’œuvre U.N. anti-COVID-19 中国外交 ภาษา", "onu")
	f.Add("e\u0301te x", "été*")
	f.Add("a-b-c-d-e", "bcd")
	f.Add("ßſ ﷺ İ", "s")
	f.Fuzz(func(t *testing.T, s, q string) {
		s = Clean(s)
		for _, m := range []Matcher{NewMatcher(q, false), NewMatcher(q, true), NewFinder(q)} {
			last := 0
			rs := m.Ranges(s)
			for _, r := range rs {
				if r[0] < last || r[1] <= r[0] || r[1] > len(s) {
					t.Fatalf("%q in %q: %v", q, s, rs)
				}
				last = r[1]
			}
			if m.In(s) && len(rs) == 0 {
				t.Fatalf("%q is in %q but nowhere", q, s)
			}
		}
		n := 0
		for tok := range Tokens(s) {
			if n++; n > 20 {
				break
			}
			at := [2]int{tok.Start, tok.End}
			w := s[tok.Start:tok.End]
			if !slices.ContainsFunc(NewMatcher(w, true).Ranges(s), func(r [2]int) bool { return r[0] <= at[0] && r[1] >= at[1] }) {
				t.Fatalf("%+q is not found in %+q", w, s)
			}
		}
	})
}

func BenchmarkMatcherRareWord(b *testing.B) {
	m := NewMatcher("zzyzx", false)
	benchTexts(b, func(_ *testing.B, s string) { m.In(s) })
}

func BenchmarkMatcherPhrase(b *testing.B) {
	m := NewMatcher("les travaux nulle part", true)
	benchTexts(b, func(_ *testing.B, s string) { m.In(s) })
}

func BenchmarkFinder(b *testing.B) {
	m := NewFinder("nulle part")
	benchTexts(b, func(_ *testing.B, s string) { m.In(s) })
}
