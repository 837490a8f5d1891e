package text

import (
	"strings"
	"unicode/utf8"
)

// NewFinder returns a Matcher that finds query anywhere, inside words too, as
// find-in-article does. Letter case and, when the query has no marks, marks do
// not count; any run of blanks or line ends stands for any other.
func NewFinder(query string) Matcher {
	query = Limit(strings.TrimSpace(Clean(query)), maxQuery)
	f := finder{fold: needle(query, false)}
	if e := needle(query, true); e != f.fold {
		f.fold, f.exact = e, true
	}
	if f.fold == "" {
		return Matcher{}
	}
	return Matcher{find: &f}
}

// finder looks for a folded string in texts.
type finder struct {
	fold  string
	exact bool // fold is the form with marks
}

// needle is the form of a query, every run of blanks as one.
func needle(s string, exact bool) string {
	var b strings.Builder
	blank := false
	for i := 0; i < len(s); {
		form, n := formAt(s, i, exact)
		i += n
		if isBlank(form) {
			blank = true
			continue
		}
		if blank && form != "" && b.Len() > 0 {
			b.WriteByte(' ')
		}
		blank = blank && form == ""
		b.WriteString(form)
	}
	return b.String()
}

// formAt returns the folded or exact form of the rune at i and its length.
func formAt(s string, i int, exact bool) (form string, n int) {
	r, n := utf8.DecodeRuneInString(s[i:])
	f := formOf(r)
	switch {
	case exact && !f.sameExact:
		return f.exact, n
	case !exact && !f.sameFold:
		return f.fold, n
	}
	return s[i : i+n], n
}

func isBlank(form string) bool { return form == " " || form == "\n" }

// next returns the first place at or after from.
func (f *finder) next(s string, from int) (start, end int, ok bool) {
	first := f.fold[0]
	for i := from; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if lowerASCII[c] == first {
				if end, ok := f.matchAt(s, i); ok {
					return i, end, true
				}
			}
			i++
			continue
		}
		form, n := formAt(s, i, f.exact)
		if form != "" && form[0] == first {
			if end, ok := f.matchAt(s, i); ok {
				return i, end, true
			}
		}
		i += n
	}
	return 0, 0, false
}

// matchAt compares the text at i with the needle and returns where it ends.
// Marks that the fold ignores belong to the letter before them.
func (f *finder) matchAt(s string, i int) (end int, ok bool) {
	j := 0
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf && j < len(f.fold) && lowerASCII[c] == f.fold[j] && c != ' ' {
			i++
			j++
			continue
		}
		form, n := formAt(s, i, f.exact)
		switch {
		case form == "":
		case j == len(f.fold):
			return i, true
		case isBlank(form):
			if f.fold[j] != ' ' {
				return 0, false
			}
			i = skipBlanks(s, i, f.exact)
			j++
			continue
		case strings.HasPrefix(f.fold[j:], form):
			j += len(form)
		case strings.HasPrefix(form, f.fold[j:]): // e in œ: the whole letter is found
			return i + n, true
		default:
			return 0, false
		}
		i += n
	}
	return i, j == len(f.fold)
}

func skipBlanks(s string, i int, exact bool) int {
	for i < len(s) {
		form, n := formAt(s, i, exact)
		if form != "" && !isBlank(form) {
			break
		}
		i += n
	}
	return i
}
