package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "Une dépêche, deux lignes.\n\tSuite", "Une dépêche, deux lignes.\n\tSuite"},
		{"vietnamese composed", "Đường sắt tốc độ cao", "Đường sắt tốc độ cao"},
		{"decomposed", "re\u0301ponse Viê\u0323t", "réponse Việt"},
		{"crlf and cr", "a\r\nb\rc", "a\nb\nc"},
		{"line separators", "a\u2028b\u2029c\u0085d\fe\vf", "a\nb\nc\nd\ne\nf"},
		{"c0", "a\x00b\x07c\x1b[31md\x7f", "abcd"},
		{"c1", "a\u009b31mb\u009d8;;c", "ab8;;c"},
		{"bad utf-8", "caf\xe9\xe8 noir\xff", "caf\ufffd noir\ufffd"},
		{"lone surrogate", "a\xed\xa0\x80b", "a\ufffdb"},
		{"bidi", "a\u202eb\u202cc\u2066d\u2069e\u200ef\u200fg\u061ch", "abcdefgh"},
		{"invisible", "a\ufeffb\u2060c\u2064d\u00ade\u034ff\u180eg", "abcdefg"},
		{"fillers", "a\u115fb\u1160c\u3164d\uffa0e\u17b4f", "abcdef"},
		{"tags", "a\U000e0041\U000e0042\U000e007fb", "ab"},
		{"private", "a\ue000b\U000f0000c\U0010fffdd", "abcd"},
		{"noncharacters", "a\ufdd0b\ufffec\U0001ffffd", "abcd"},
		{"annotations", "a\ufff9b\ufffbc\ufffcd", "abcd"},
		{"blanks stay", "a\u00a0b\u202fc\u3000d", "a\u00a0b\u202fc\u3000d"},
		{"family emoji", "👩\u200d👩\u200d👧 x", "👩\u200d👩\u200d👧 x"},
		{"skin tone joined", "👩🏽\u200d🚀", "👩🏽\u200d🚀"},
		{"heart joined", "👩\u200d❤\ufe0f\u200d👩", "👩\u200d❤\ufe0f\u200d👩"},
		{"keycap", "1\ufe0f\u20e3 2\ufe0f", "1\ufe0f\u20e3 2"},
		{"zwj in latin", "ter\u200drain \u200cici", "terrain ici"},
		{"zwnj persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"zwj hindi", "क्\u200dष", "क्\u200dष"},
		{"zwsp thai", "ภาษา\u200bไทย", "ภาษา\u200bไทย"},
		{"zwsp latin", "pay\u200bpal", "paypal"},
		{"zwsp at the edge", "\u200bไทย\u200b", "ไทย"},
		{"selector run", "❤\ufe0f\ufe0f\ufe0e\ufe01x\ufe0f", "❤\ufe0fx"},
		{"selectors as data", "a\U000e0100\U000e0101b", "ab"},
		{"han selector", "葛\U000e0100", "葛\U000e0100"},
		{"disguised", "no\u25aam\U00013080al wo\u2588\u2588rd", "nomal word"},
		{"signs that stay", "3 □ 4, A■B, ■ liste, 25 °C, T☆L, I♥it, x→y", "3 □ 4, A■B, ■ liste, 25 °C, T☆L, I♥it, x→y"},
		{"tower of marks", "o" + strings.Repeat("\u0336", 40) + "k", "o" + strings.Repeat("\u0336", 8) + "k"},
		{"hangul jamo", "\u1112\u1161\u11ab", "한"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%+q)\n got %+q\nwant %+q", c.in, got, c.want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		" ":                      "",
		"un mot":                 "un mot",
		" a \t b\r\n\u00a0c \n":  "a b c",
		"déjà vu":                "déjà vu",
		"fin ":                   "fin",
		"a\u3000b":               "a b",
		"\u200b  ":               "",
		"deux  blancs":           "deux blancs",
		"tête\u2028et\u2029pied": "tête et pied",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
}

// checkClean holds for whatever Clean returns.
func checkClean(t *testing.T, in, out string) {
	t.Helper()
	if !utf8.ValidString(out) || !norm.NFC.IsNormalString(out) {
		t.Fatalf("Clean(%+q) = %+q: not UTF-8 in NFC", in, out)
	}
	marks := 0
	for _, r := range out {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Co, unicode.Bidi_Control,
			unicode.Noncharacter_Code_Point, unicode.Zl, unicode.Zp) || r >= 0xE0000 && r < 0xE0100 {
			t.Fatalf("Clean(%+q) = %+q: holds %U", in, out, r)
		}
		if marks = countMark(r, marks); marks > maxMarks {
			t.Fatalf("Clean(%+q) = %+q: more than %d marks", in, out, maxMarks)
		}
	}
	if again := Clean(out); again != out {
		t.Fatalf("Clean is not idempotent on %+q:\nonce  %+q\ntwice %+q", in, out, again)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"", "Une dépêche\r\n", "\x1b]52;c;eA==\x07", "a\u202eb\ufeff\xc3", "👩\u200d❤\ufe0f\u200d👩", "e\u200d\u0301",
		"o" + strings.Repeat("\u0301", 50), "क\u093c\u200d", "ab▖\u200d▖c", "x\U000e0001\U000e007f", "한\u1160\u11a8",
		"ไ\u200b\u200bท", "1\ufe0f\u20e3", "\u0958\u0344\u1e9b\u0323",
	} {
		f.Add(s, 1)
	}
	f.Fuzz(func(t *testing.T, s string, cut int) {
		out := Clean(s)
		checkClean(t, s, out)
		if n := utf8.RuneCountInString(out); n > 3*utf8.RuneCountInString(s) {
			t.Fatalf("Clean(%+q) grew to %d runes", s, n)
		}
		if cut > 0 && cut < len(s) {
			checkClean(t, s[:cut], Clean(s[:cut]))
			checkClean(t, s[cut:], Clean(s[cut:]))
		}
		if l := Line(s); l != strings.Join(strings.Fields(l), " ") || Line(l) != l {
			t.Fatalf("Line(%+q) = %+q", s, l)
		}
	})
}

// TestPlainRunes proves the fast path: what it lets through unseen must be
// what the slow one would keep, beside any letter.
func TestPlainRunes(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !isPlainRune(r) {
			continue
		}
		s := "a" + string(r) + "b"
		if got := dropStray(norm.NFC.String(dropHidden(s))); got != s {
			t.Errorf("%U is plain but becomes %+q", r, got)
		}
		if p := norm.NFC.PropertiesString(string(r)); p.CCC() != 0 {
			t.Errorf("%U is plain but carries a combining class", r)
		}
		if isHidden(r) || isDisguise(r) || isNewline(r) || unicode.IsMark(r) {
			t.Errorf("%U is plain but hidden", r)
		}
	}
}

func TestCleanDoesNotAllocate(t *testing.T) {
	for _, s := range []string{"Plain words only.", "Été à Đà Nẵng « entre » deux – tirets…", "日本語の文"} {
		if n := testing.AllocsPerRun(20, func() { Clean(s); Line(s) }); n != 0 {
			t.Errorf("Clean(%q): %v allocations", s, n)
		}
	}
}
