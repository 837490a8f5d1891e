package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLimit(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "abc"}, {"étéx", 3, "été"}, {"abc", 0, ""},
		{"ae\u0301b", 2, "a"}, {"a👩\u200d🚀b", 2, "a"}, {"a👩\u200d🚀b", 3, "a"}, {"a👩\u200d🚀b", 4, "a👩\u200d🚀"},
		{"🇫🇷🇻🇳", 3, "🇫🇷"}, {"🇫🇷🇻🇳", 2, "🇫🇷"}, {"👍🏽x", 1, ""}, {"ភាសា", 3, "ភា"}, {"日本語", 2, "日本"},
	} {
		if got := Limit(c.in, c.n); got != c.want {
			t.Errorf("Limit(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]int{
		"":                                0,
		" – … ":                           0,
		"un":                              1,
		"l'ONU et l’anti-COVID-19":        3,
		"Hội nghị cấp cao":                4,
		"« Oui », dit-il : 12 000 tonnes": 5,
		"日本語の文章です":                        4,
		"สวัสดีครับ":                      1,
		"été\u00a0: chaud\nfroid":         3,
		"한국 정부":                           2,
	} {
		if got := Words(in); got != want {
			t.Errorf("Words(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestFirstSentence(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Le port rouvre. Les travaux ont duré un an.", "Le port rouvre."},
		{"M. Tran et Mme Do ont signé. Ensuite…", "M. Tran et Mme Do ont signé."},
		{"Le Dr. K. Valmer parle de l'U.S. Navy et de J.-C. Bord. Puis il part.", "Le Dr. K. Valmer parle de l'U.S. Navy et de J.-C. Bord."},
		{"K.Valmer a écrit à VOV.VN hier. Rien.", "K.Valmer a écrit à VOV.VN hier."},
		{"UBND TP. Huế vừa họp. Kết quả tốt.", "UBND TP. Huế vừa họp."},
		{"La résolution n° 25 et l'art. 3 tiennent. Fin.", "La résolution n° 25 et l'art. 3 tiennent."},
		{"He said no. Then he left.", "He said no."},
		{"See No. 5 first. Then go.", "See No. 5 first."},
		{"Prix : 2,5 % à 3.500 euros! Trop.", "Prix : 2,5 % à 3.500 euros!"},
		{"« Nous partons. » Il sort.", "« Nous partons. »"},
		{"“We go.” He leaves.", "“We go.”"},
		{"Attendez... il vient. Bien.", "Attendez... il vient."},
		{"1. Introduction générale. Suite.", "1. Introduction générale."},
		{"市议会通过了计划。工程将于秋天开始。", "市议会通过了计划。"},
		{"Sans point final", "Sans point final"},
		{"Deux\nlignes  ici. Suite", "Deux lignes ici."},
		{"Quoi ? Rien.", "Quoi ?"},
	} {
		if got := FirstSentence(c.in, 200); got != c.want {
			t.Errorf("FirstSentence(%q)\n got %q\nwant %q", c.in, got, c.want)
		}
	}
	long := "Le conseil a longuement débattu, pendant toute la soirée, du plan de rénovation des berges du fleuve"
	if got, want := FirstSentence(long, 40), "Le conseil a longuement débattu…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for n := range 60 {
		got := FirstSentence(long, n)
		if utf8.RuneCountInString(got) > max(n, 1) || !strings.HasSuffix(got, "…") {
			t.Errorf("at most %d runes: %q", n, got)
		}
	}
}
