package export

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"veille/feed"
	"veille/feed/text"
)

// Limits of a file name: letters of the title and bytes of the whole, which
// must hold on file systems that count 255 bytes with the marks of temporary
// and conflict copies.
const (
	maxNameLetters = 80
	maxNameBytes   = 200
)

// FileName makes a file name of a title, safe on every system: a date, a blank,
// the title in small letters and digits with dashes between words, and ext. It
// never begins with a dot or dash, is no name that Windows keeps for itself,
// and is in NFC. A title that gives nothing is named by other.
func FileName(date, title, other, ext string) string {
	name := nameOf(title, maxNameLetters, maxNameBytes-len(date)-len(ext)-1)
	if name == "" {
		name = nameOf(other, maxNameLetters, maxNameBytes)
	}
	if date != "" {
		return date + " " + name + ext
	}
	if name == "" || reserved(name) {
		name += "_"
	}
	return name + ext
}

// nameOf folds a title to letters, digits and single dashes.
func nameOf(title string, letters, size int) string {
	var b strings.Builder
	n := 0
	gap := false
	for _, r := range norm.NFC.String(text.Fold(text.Line(title))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) && n > 0:
			if gap && n > 0 {
				b.WriteByte('-')
				n++
			}
			gap = false
			b.WriteRune(r)
			n++
		default:
			gap = true
		}
		if n >= letters || b.Len() >= size-utf8.UTFMax {
			break
		}
	}
	return strings.TrimRight(b.String(), "-")
}

// reserved reports whether Windows takes a name, whatever its extension, for a
// device.
func reserved(name string) bool {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, name) {
		return true
	}
	return len(name) >= 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt")) &&
		slices.Contains([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"}, name[3:])
}

// noteName is the file name of an article's note.
func noteName(a *feed.Article) string {
	return FileName(isoDate(a.Published, a.Precision), a.Title, a.ID.String()[:8], ".md")
}
