package text

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// show prints tokens as fold or fold/exact, with - before a hyphenated part.
func show(s string) string {
	var out []string
	for t := range Tokens(s) {
		w := t.Fold
		if t.Exact != "" {
			w += "/" + t.Exact
		}
		if t.Hyphen {
			w = "-" + w
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		" ,.!? ":                      "",
		"Deux mots":                   "deux mots",
		"l'ONU, l’ONU":                "l onu l onu",
		"jusqu'à l’école":             "jusqu a/à l ecole/école",
		"qu'il s’engage d'ici":        "qu il s engage d ici",
		"aujourd'hui":                 "aujourd'hui",
		"quelqu’un":                   "quelqu'un",
		"China's plan, it’s, CHINA'S": "china plan it china",
		"don't o'clock rock'n'roll":   "don't o'clock rock'n'roll",
		"workers' rights 'quoted'":    "workers rights quoted",
		"dell'anno all'Italia":        "dell anno all italia",
		"anti-COVID-19":               "anti -covid -19",
		"c'est-à-dire":                "c est -a/à -dire",
		"cyber\u2011attaque":          "cyber -attaque",
		"a - b -- c-d-":               "a b c -d",
		"U.N. and O.N.U.":             "un and onu",
		"U.S-led J.K.Martin":          "us -led jk martin",
		"A. Martin K.Tran":            "a martin k tran",
		"SÉCURITÉ":                    "securite/sécurité",
		"Œuvre Straße":                "oeuvre strasse",
		"Đà Nẵng":                     "da/đà nang/nẵng",
		"hoà bình, hòa bình":          "hoa/hòa binh/bình hoa/hòa binh/bình",
		"thuỷ khoẻ quý":               "thuy/thủy khoe/khỏe quy/quý",
		"e\u0301te\u0301":             "ete/été",
		"15/15 voix, 2,5 % 1 000":     "15 15 voix 2 5 1 000",
		"ʙộ ʏ ᴛế":                     "bo/bộ y te/tế",
		"𝟷𝟿":                          "19",
		"中国外交部":                       "中国 国外 外交 交部",
		"中":                           "中",
		"東京タワー 2024年":                 "東京 京タ タワ ワー 2024 年",
		"ภาษา":                        "ภา าษ ษา",
		"ดี":                          "ดี",
		"ភាសា":                        "ភាសា",
		"한국 정부":                       "한국 정부",
		"Россия йод":                  "россия иод/йод",
		"so\u00adcial re\u200dading":  "social reading",
		"M'Nông":                      "m nong/nông",
		"x\u0301":                     "x/x\u0301",
		"user@example.org":            "user example org",
		"snake_case":                  "snake case",
	} {
		if got := show(in); got != want {
			t.Errorf("Tokens(%q)\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestTokenOffsets(t *testing.T) {
	s := "L’œuvre de l'U.N.E.S. – China’s « été » 日本語"
	var got []string
	for tok := range Tokens(s) {
		got = append(got, s[tok.Start:tok.End])
	}
	want := []string{"L", "œuvre", "de", "l", "U.N.E.S", "China", "été", "日本", "本語"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestLongWordsAreCut(t *testing.T) {
	for _, w := range []string{"a", "é", "ế", "한", "か\u3099"} {
		n := 0
		for tok := range Tokens(strings.Repeat(w, 5000)) {
			if tok.End-tok.Start > 2*maxWord || !utf8.ValidString(tok.Fold) {
				t.Errorf("%s: token of %d bytes, %+q", w, tok.End-tok.Start, tok.Fold)
			}
			n++
		}
		if n < 5000*len(w)/(2*maxWord) {
			t.Errorf("%s: %d tokens", w, n)
		}
	}
}

func TestTokensStop(t *testing.T) {
	n := 0
	for range Tokens("un deux trois") {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d tokens after break", n)
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "l'ONU", "U.N.", "d'", "a-b\u2011c", "ภา\u200bษา", "中国", "\u0301a", "x\xff'y", "don't's", "K'Ho's-x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Clean(s)
		start, end := -1, 0
		for tok := range Tokens(s) {
			if err := checkToken(s, tok, start, end); err != nil {
				t.Fatalf("Tokens(%+q): %+v: %v", s, tok, err)
			}
			start, end = tok.Start, tok.End
		}
	})
}

func checkToken(s string, tok Token, start, end int) error {
	switch {
	case tok.Start <= start || tok.End <= tok.Start || tok.End > len(s) || tok.End < end:
		return fmt.Errorf("offsets go back after %d–%d", start, end)
	case !utf8.RuneStart(s[tok.Start]) || tok.End < len(s) && !utf8.RuneStart(s[tok.End]):
		return fmt.Errorf("offsets inside a rune")
	case tok.Fold == "" || tok.Fold == tok.Exact || Fold(tok.Fold) != tok.Fold:
		return fmt.Errorf("forms")
	case strings.ContainsAny(tok.Fold, " \n\t"):
		return fmt.Errorf("blank in a token")
	}
	return nil
}
