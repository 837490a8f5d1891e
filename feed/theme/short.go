package theme

import (
	"slices"
	"strings"
	"unicode"

	"veille/feed/text"
)

// smallWords carry no meaning in a name; they give no letter to its code.
var smallWords = strings.Fields("a an and for in of on the to au aux d de des du en et l la le les pour sur un une cac cua va ve")

// ShortCode makes a code of two to four capital letters for lists: an
// abbreviation as it is (VNA), the initials of three words or more (Courrier
// du Grand Port: CGP), the beginnings of two (Bright Harbour: BRH), else the
// beginning of the one (asean: ASE). The last part of a path counts. A label
// without a letter or digit gives "--".
func ShortCode(label string) string {
	if i := strings.LastIndexByte(strings.TrimRight(label, "/"), '/'); i >= 0 && !strings.Contains(label, "://") {
		label = label[i+1:]
	}
	words := codeWords(label)
	var code string
	switch len(words) {
	case 0:
		return "--"
	case 1:
		w := words[0]
		if n := len(w.letters); w.capitals && n >= 2 && n <= 4 {
			return string(w.letters)
		}
		code = firstOf(w.letters, 3)
	case 2:
		code = firstOf(words[0].letters, 2) + firstOf(words[1].letters, 1)
	default:
		for _, w := range words[:min(len(words), 4)] {
			code += firstOf(w.letters, 1)
		}
	}
	if len([]rune(code)) == 1 {
		code += code // nothing more to take: X is XX
	}
	return code
}

type codeWord struct {
	letters  []rune // folded and in capitals
	capitals bool   // written in capitals
}

func codeWords(label string) []codeWord {
	var all, kept []codeWord
	for _, s := range strings.FieldsFunc(splitCamel(label), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}) {
		folded := text.Fold(s)
		w := codeWord{capitals: s == strings.ToUpper(s)}
		for _, r := range strings.ToUpper(folded) {
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				w.letters = append(w.letters, r)
			}
		}
		if len(w.letters) == 0 {
			continue
		}
		all = append(all, w)
		if !slices.Contains(smallWords, folded) || w.capitals && len(w.letters) > 1 {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return all
	}
	return kept
}

// splitCamel puts a blank before a capital that follows a small letter:
// BrightPress is two words.
func splitCamel(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func firstOf(r []rune, n int) string { return string(r[:min(n, len(r))]) }
