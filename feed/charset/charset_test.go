package charset

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"veille/feed/text"
)

// windows1258 writes text as programs of that time did: the vowel with its
// circumflex, breve or horn, then the tone.
func windows1258(t *testing.T, s string) []byte {
	t.Helper()
	var out []byte
	for _, r := range s {
		if b, ok := charmap.Windows1258.EncodeRune(r); ok {
			out = append(out, b)
			continue
		}
		parts := []rune(norm.NFD.String(string(r)))
		base := norm.NFC.String(string(parts[0]))
		tone := rune(0)
		for _, p := range parts[1:] {
			if p == 0x300 || p == 0x301 || p == 0x303 || p == 0x309 || p == 0x323 {
				tone = p
			} else {
				base = norm.NFC.String(base + string(p))
			}
		}
		for _, r := range base + string(tone) {
			b, ok := charmap.Windows1258.EncodeRune(r)
			if !ok {
				t.Fatalf("%q cannot be written", r)
			}
			out = append(out, b)
		}
	}
	return out
}

func TestVietnameseOfOldPages(t *testing.T) {
	const want = "Phiên họp bàn về phòng chống lũ ở vùng đồng bằng; các xã được cấp gạo và thuốc men trước ngày thứ bảy."
	s, err := Decode(windows1258(t, want), "")
	if err != nil || text.Clean(s) != want {
		t.Errorf("read %q, %v", text.Clean(s), err)
	}
}

func TestLatinIsNotVietnamese(t *testing.T) {
	for _, want := range []string{
		"Le comité a rappelé que l’été précédent avait été marqué par des crues; où iront les réfugiés, à Noël ?",
		"Il comitato parlò a lungo, restò in città finché poté e tornò lunedì; così finì.",
	} {
		b, err := charmap.Windows1252.NewEncoder().String(want)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range []string{"", "\xEF\xBB\xBF"} { // the mark of a program around it
			if s, err := Decode([]byte(mark+b), ""); err != nil || s != want {
				t.Errorf("read %q, %v", s, err)
			}
		}
	}
}
