package text

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Languages in Latin letters, in the order of langTags. Each is one bit of a
// set.
const (
	langFr = iota
	langEn
	langVi
	langEs
	langPt
	langIt
	langDe
	langNl
	langID
	langMs
	langPl
	langSv
	langDa
	langNo
	langFi
	langTr
	langCs
	langRo
	langHu
	langTl
	langCount
)

var langTags = [langCount]string{
	"fr", "en", "vi", "es", "pt", "it", "de", "nl", "id", "ms",
	"pl", "sv", "da", "no", "fi", "tr", "cs", "ro", "hu", "tl",
}

// langText holds the word lists; the order of its sections is free.
//
//go:embed langwords.txt
var langText string

// langLists returns the words of each list.
func langLists() map[string]string {
	lists := map[string]string{}
	name := ""
	for line := range strings.Lines(langText) {
		switch {
		case strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, "["):
			name = strings.Trim(line, "[]\n")
		default:
			lists[name] += line
		}
	}
	return lists
}

// letterSets and letterMasks: marked letters and who writes them. A letter in two
// sets belongs to the first.
var (
	letterSets = [...]string{
		"đơưăĩũ", "œëçûîïù", "ñ", "ãõ", "ß", "äö", "ü", "åæø", "ąęłńśźżć", "řěůťňď", "čšž", "őű", "șțţ", "ğışİ",
		"éèêàâô", "íóúá", "ìò", "ý",
	}
	letterMasks = [...]uint32{
		1 << langVi, 1 << langFr, 1 << langEs, 1<<langPt | 1<<langVi, 1 << langDe,
		1<<langDe | 1<<langSv | 1<<langFi, 1<<langDe | 1<<langTr | 1<<langHu, 1<<langSv | 1<<langDa | 1<<langNo,
		1 << langPl, 1 << langCs, 1 << langCs, 1 << langHu, 1 << langRo, 1 << langTr,
		1<<langFr | 1<<langPt | 1<<langVi, 1<<langEs | 1<<langPt | 1<<langVi | 1<<langHu | 1<<langCs,
		1<<langIt | 1<<langVi, 1<<langCs | 1<<langVi,
	}
)

// langLetters holds at each marked letter the set of languages that write it.
var langLetters = sync.OnceValue(func() *[0x250]uint32 {
	t := new([0x250]uint32)
	for i, set := range letterSets {
		for _, r := range set {
			if t[r] == 0 {
				t[r] = letterMasks[i]
			}
		}
	}
	return t
})

// wordEnding is an ending with the set of languages that have it.
type wordEnding struct {
	before byte // the last one
	text   string
	langs  uint32
}

// langEndings holds the endings by their last byte, the longest first.
var langEndings = sync.OnceValue(func() *[256][]wordEnding {
	t := new([256][]wordEnding)
	for e, langs := range endingMasks {
		last := e[len(e)-1]
		t[last] = append(t[last], wordEnding{e[len(e)-2], e, langs})
	}
	for _, list := range t {
		slices.SortFunc(list, func(a, b wordEnding) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), strings.Compare(a.text, b.text))
		})
	}
	return t
})

// endingMasks are endings of longer words, in lower case with their marks, at
// most six bytes.
var endingMasks = map[string]uint32{
	"tion": 1<<langFr | 1<<langEn, "tions": 1<<langFr | 1<<langEn, "ment": 1<<langFr | 1<<langEn, "ments": 1<<langFr | 1<<langEn,
	"ité": 1 << langFr, "ités": 1 << langFr, "aux": 1 << langFr, "eaux": 1 << langFr, "eur": 1 << langFr, "eurs": 1 << langFr,
	"euse": 1 << langFr, "ique": 1 << langFr, "iques": 1 << langFr, "aire": 1 << langFr, "aires": 1 << langFr,
	"aient": 1 << langFr, "ées": 1 << langFr, "iste": 1 << langFr, "istes": 1 << langFr, "ienne": 1 << langFr, "ait": 1 << langFr,
	"elle": 1<<langFr | 1<<langIt, "ère": 1 << langFr, "isme": 1 << langFr, "amment": 1 << langFr, "ement": 1 << langFr,
	"ing": 1 << langEn, "ings": 1 << langEn, "ed": 1 << langEn, "ly": 1 << langEn, "ness": 1 << langEn, "ful": 1 << langEn,
	"ship": 1 << langEn, "ships": 1 << langEn, "ity": 1 << langEn, "ities": 1 << langEn, "ought": 1 << langEn, "ght": 1 << langEn,
	"ous": 1<<langEn | 1<<langFr, "ism": 1 << langEn, "ist": 1<<langEn | 1<<langDe, "wide": 1 << langEn, "ries": 1 << langEn,
	"ción": 1 << langEs, "ciones": 1 << langEs, "dad": 1 << langEs, "dades": 1<<langEs | 1<<langPt, "miento": 1 << langEs,
	"ado": 1<<langEs | 1<<langPt, "ados": 1<<langEs | 1<<langPt, "illo": 1 << langEs, "aron": 1 << langEs,
	"ção": 1 << langPt, "ções": 1 << langPt, "dade": 1 << langPt, "mento": 1<<langPt | 1<<langIt, "inho": 1 << langPt, "ões": 1 << langPt,
	"zione": 1 << langIt, "zioni": 1 << langIt, "ità": 1 << langIt, "menti": 1 << langIt, "etto": 1 << langIt, "ato": 1 << langIt,
	"ati": 1 << langIt, "ivi": 1 << langIt, "iamo": 1 << langIt,
	"ung": 1 << langDe, "ungen": 1 << langDe, "lich": 1 << langDe, "lichen": 1 << langDe, "keit": 1 << langDe, "heit": 1 << langDe,
	"isch": 1 << langDe, "ische": 1 << langDe, "schen": 1 << langDe, "chaft": 1 << langDe, "tet": 1 << langDe,
	"ijk": 1 << langNl, "ijke": 1 << langNl, "heid": 1 << langNl, "lijk": 1 << langNl, "ngen": 1<<langNl | 1<<langDe, "aar": 1 << langNl,
	"kan": 1<<langID | 1<<langMs, "nya": 1<<langID | 1<<langMs, "annya": 1<<langID | 1<<langMs,
	"ego": 1 << langPl, "ych": 1 << langPl, "ości": 1 << langPl, "owie": 1 << langPl,
	"arna": 1 << langSv, "erna": 1 << langSv, "erne": 1<<langDa | 1<<langNo, "lar": 1 << langTr, "ler": 1 << langTr, "inen": 1 << langFi,
}

var (
	bareOnsets = []string{
		"ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr",
		"b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
	}
	bareVowels = map[string]bool{
		"a": true, "e": true, "i": true, "o": true, "u": true, "y": true, "ai": true, "ao": true, "au": true, "ay": true,
		"eo": true, "eu": true, "ia": true, "ie": true, "ieu": true, "iu": true, "oa": true, "oai": true, "oay": true,
		"oe": true, "oi": true, "ua": true, "ue": true, "ui": true, "uo": true, "uoi": true, "uou": true, "uu": true,
		"uy": true, "uya": true, "uye": true, "yeu": true, "ye": true, "uay": true, "oo": true,
	}
)

// isBareSyllable reports whether w could be a Vietnamese syllable that lost
// its marks.
func isBareSyllable(w string) bool {
	if len(w) > 7 {
		return false
	}
	for _, on := range bareOnsets {
		if len(on) < len(w) && w[:len(on)] == on && isBareRhyme(w[len(on):]) {
			return true
		}
	}
	return false
}

// isBareRhyme holds for what follows the onset: vowels, then a coda, which has
// none.
func isBareRhyme(s string) bool {
	n := 0
	for n < len(s) && isVowel(s[n]) {
		n++
	}
	switch s[n:] {
	case "ng", "nh", "ch", "c", "m", "n", "p", "t", "":
		return bareVowels[s[:n]]
	}
	return false
}

func isVowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'
}
