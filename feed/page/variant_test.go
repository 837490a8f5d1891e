package page_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestBylineVariants puts other bylines at the end of each page that has one in
// its last sentence.
func TestBylineVariants(t *testing.T) {
	variants := []struct{ text, byline string }{
		{"./. MWA", "MWA"}, {". — KNS", "KNS"}, {".  – MWA/NI", "MWA/NI"}, {"..-MWA", "MWA"}, {".-MWA/CNX", "MWA/CNX"},
		{". (MWA)", "MWA"}, {"./.\nMWA", "MWA"}, {".\n-MWA", "MWA"}, {".\n\nMWA/NI", "MWA/NI"}, {" –MWA", "MWA"}, {".- KVN", "KVN"},
		{". MWA", "MWA"}, {". /. MWA", "MWA"}, {".\nMột Hai/CNX", "Một Hai/CNX"}, {".\nSource: MWA", "MWA"},
		{". (KTX/Kimson+)", "KTX/Kimson+"}, {". (Theo KTX)", "KTX"}, {". -KNS/MWA", "KNS/MWA"},
	}
	s, tried := newScore(), 0
	for _, p := range wirePages(t) {
		if p.gold.Byline == "" {
			continue
		}
		at := regexp.MustCompile(`\.* ?[-–—]` + regexp.QuoteMeta(p.gold.Byline) + `\n`).FindStringIndex(p.text)
		if at == nil {
			continue
		}
		for _, v := range variants {
			g := p.gold
			g.Byline = v.byline
			tried++
			if wrong := s.judge(g, readText(t, p.text[:at[0]]+v.text+"\n"+p.text[at[1]:])); len(wrong) > 0 {
				t.Errorf("%s with %q: wrong %v", p.name, v.text, wrong)
			}
		}
	}
	if tried < 60 {
		t.Errorf("%d variants tried", tried)
	}
}

// TestDatelineVariants puts other datelines before each text that has one.
func TestDatelineVariants(t *testing.T) {
	variants := []struct{ text, place, date, agency string }{
		{"Teral (MWA)– ", "Teral", "", "MWA"}, {"Teral(MWA)-", "Teral", "", "MWA"}, {"LAM THỦY (KTX) — ", "LAM THỦY", "", "KTX"},
		{"Port-sur-Mer (AEX) – ", "Port-sur-Mer", "", "AEX"}, {"Kim Sơn - Lam Thủy (KTX) - ", "Kim Sơn - Lam Thủy", "", "KTX"},
		{"Vélane, 3 décembre (AEX) – ", "Vélane", "3 décembre", "AEX"}, {"Lakeport, June 3 (MWA) - ", "Lakeport", "June 3", "MWA"},
		{"VELMORA, July 3 (Sorhua) -- ", "VELMORA", "July 3", "Sorhua"}, {"(KVNWORLD) - ", "", "", "KVNWORLD"}, {"KVN.VN - ", "", "", "KVN.VN"},
		{"KDO – ", "", "", "KDO"}, {"KNews - ", "", "", "KNews"}, {"KIM SƠN — ", "KIM SƠN", "", ""}, {"TP. Kim Sơn (KTX) - ", "TP. Kim Sơn", "", "KTX"},
		{"Lomvek (AKN) -- ", "Lomvek", "", "AKN"}, {"Lakeport, (MWA) – ", "Lakeport", "", "MWA"}, {"(Kim Sơn) – ", "", "", "Kim Sơn"},
		{"Lam Thủy, ngày 3/7 (KTX) - ", "Lam Thủy", "ngày 3/7", "KTX"}, {"(Kimson.vn) – ", "", "", "Kimson.vn"}, {"Teral (MWA) : ", "Teral", "", "MWA"},
	}
	s, tried := newScore(), 0
	for _, p := range wirePages(t) {
		if p.gold.Place == "" || p.gold.Agency == "" || p.gold.Date != "" {
			continue
		}
		at := regexp.MustCompile(regexp.QuoteMeta(p.gold.Place) + ` ?\(` + regexp.QuoteMeta(p.gold.Agency) + `\) ?[-–—] ?`).FindStringIndex(p.text)
		if at == nil {
			continue
		}
		for _, v := range variants {
			g := p.gold
			g.Place, g.Date, g.Agency = v.place, v.date, v.agency
			tried++
			if wrong := s.judge(g, readText(t, p.text[:at[0]]+v.text+p.text[at[1]:])); len(wrong) > 0 {
				t.Errorf("%s with %q: wrong %v", p.name, v.text, wrong)
			}
		}
	}
	if tried < 100 {
		t.Errorf("%d variants tried", tried)
	}
}

// TestPlainProseIsKept holds that text without any of the marks of wire copy
// comes out whole and in order.
func TestPlainProseIsKept(t *testing.T) {
	words := strings.Fields("the river rises in spring and falls again before the harvest while boats of the lower bank carry salt timber cloth " +
		"and news between small towns whose people know each other by name since long ago")
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		var want []string
		for i := range 4 + r.IntN(12) {
			var p []string
			for range 1 + r.IntN(4) {
				n := 8 + r.IntN(20)
				s := make([]string, n)
				for k := range s {
					s[k] = words[r.IntN(len(words))]
				}
				p = append(p, fmt.Sprintf("Number %d says %s.", i, strings.Join(s, " ")))
			}
			want = append(want, strings.Join(p, " "))
		}
		for _, sep := range []string{"\n\n", "\n", "\r\n\r\n"} {
			a := readText(t, strings.Join(want, sep)+"\n")
			if !slices.Equal(a.Paragraphs(), want) {
				t.Fatalf("seed %d: got %q\nwant %q", seed, a.Paragraphs(), want)
			}
		}
	}
}
