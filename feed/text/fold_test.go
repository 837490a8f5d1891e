package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		"securite":                   "securite",
		"SÉCURITÉ":                   "securite",
		"œuvre, CŒUR, Æthelred":      "oeuvre, coeur, aethelred",
		"Tố Lan":                     "to lan",
		"Đường Điện Biên Phủ":        "duong dien bien phu",
		"thuỷ thủy hoà hòa":          "thuy thuy hoa hoa",
		"Straße STRAẞE":              "strasse strasse",
		"søster Łódź ılık İzmir":     "soster lodz ilik izmir",
		"l’ONU l‘ONU lʼONU l′ONU":    "l'onu l'onu l'onu l'onu",
		"a‐b‑c–d—e−f":                "a-b-c-d-e-f",
		"1\u00a0000\u202f000\u2009€": "1 000 000 €",
		"ʙộ ʏ ᴛế":                    "bo y te",
		"𝟷𝟿 𝐛𝐨𝐥𝐝 𝒮𝒸𝓇𝒾𝓅𝓉":              "19 bold script",
		"ﬁn ﬂeuve ６ᵉ ½":               "fin fleuve 6e 1/2",
		"so\u00adft\u200b\ufe0f":      "soft",
		"ΟΔΟΣ οδος":                   "οδοσ οδοσ",
		"Ёлка й":                      "елка и",
		"ភាសាខ្មែរ":                   "ភាសាខ្មែរ",
		"ນາຍົກ":                       "ນາຍົກ",
		"นายกรัฐมนตรี":                "นายกรัฐมนตรี",
		"がぎ 한국 中国":                    "がぎ 한국 中国",
		"e\u0301te\u0301":             "ete",
		"Ⅳ №":                         "iv no",
		"ligne\nsuite\tfin":           "ligne\nsuite fin",
		"\xffA":                       "\xffa",
		"ＦＵＬＬ　ｗｉｄｔｈ":                  "full width",
		"Ñandú, çà, Škoda, ünïcödé":   "nandu, ca, skoda, unicode",
		"Hội nghị cấp cao ASEAN tại…": "hoi nghi cap cao asean tai...",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "SÉCURITÉ", "Đ\u0323ờ", "ﷺ", "İıſßẞ", "\xffé", "e\u0301", "ᾼ", "\u1e9b\u0323", "½⁄"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		out := Fold(s)
		if again := Fold(out); again != out {
			t.Fatalf("Fold(%+q) = %+q, folded again %+q", s, out, again)
		}
		if !utf8.ValidString(out) {
			t.Fatalf("Fold(%+q) = %+q: validity changed", s, out)
		}
		for _, r := range out {
			if r >= 0x300 && r <= 0x36F || r >= 'A' && r <= 'Z' {
				t.Fatalf("Fold(%+q) = %+q: holds %U", s, out, r)
			}
		}
	})
}

func TestFoldDoesNotAllocateWhenNothingChanges(t *testing.T) {
	s := strings.Repeat("already folded text, 12 ", 20)
	if n := testing.AllocsPerRun(20, func() { Fold(s) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
