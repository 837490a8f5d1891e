package page

import (
	"regexp"
	"strings"
	"unicode"
)

// Credits in which the word for the picture stands last, or which name the
// giver without one:
//
//	(AP Photo)   (AP Photo/Name, File)   AFP PHOTO   Reuters photo
//	(Internet photo)   (Courtesy of X)   (Provided by X)
var (
	lastBracket = regexp.MustCompile(`\(([^()]{2,60})\)[ .|]*$`)
	madePhoto   = regexp.MustCompile(`^(\p{Lu}[^ /]*(?: \p{Lu}[^ /]*)?) (\p{L}+)(?: ?/ ?(\p{Lu}[^/]*))?$`)
)

// photoCredit reads one of these credits at the end of t, the shadow of a line,
// from byte start on. It returns where the credit begins.
func (m *Markers) photoCredit(t string, start int) (from int, credit string, ok bool) {
	if from, credit, ok = m.bracketCredit(t[start:]); !ok {
		from, credit, ok = m.plainPhotoLast(t[start:])
	}
	return start + from, credit, ok
}

// bracketCredit reads a credit in round brackets at the end of t. It returns
// where the bracket opens.
func (m *Markers) bracketCredit(t string) (from int, credit string, ok bool) {
	if !strings.HasSuffix(strings.TrimRight(t, " .|"), ")") {
		return 0, "", false
	}
	x := lastBracket.FindStringSubmatchIndex(t)
	if x == nil {
		return 0, "", false
	}
	inside := strings.TrimSpace(t[x[2]:x[3]])
	if credit, ok := m.photoLast(inside); ok {
		return x[0], credit, true
	}
	rest, ok := m.after(givenMark, inside)
	mark := inside[:len(inside)-len(rest)]
	credit = strings.Trim(rest, " .:")
	// A single word (by, from, do) opens brackets of many kinds.
	ok = ok && unicode.IsUpper(firstRune(mark)) && wordCount(mark) >= 2 && credit != "" && wordCount(credit) <= 6
	return x[0], credit, ok
}

// photoLast reads "AP Photo", "Internet photo", "AP Photo/Name, File": one or
// two names before a word for a picture. In capitals that word may belong to a
// title ("Best Picture"), so then an agency must stand before it, unless it is
// Photo.
func (m *Markers) photoLast(s string) (credit string, ok bool) {
	x := madePhoto.FindStringSubmatch(s)
	if x == nil || m.is(photoMark, s) || !m.is(photoMark, strings.TrimSuffix(strings.ToLower(x[2]), "s")) {
		return "", false
	}
	maker, word, person := x[1], x[2], x[3]
	title := unicode.IsUpper(firstRune(word)) && !strings.HasPrefix(strings.ToLower(word), "photo")
	if !m.isAgency(maker) && (title || person != "" || m.is(starter, firstWord(maker))) {
		return "", false
	}
	if person == "" {
		return maker, true
	}
	if name, given, ok := strings.Cut(person, ","); ok && m.is(givenMark, given) {
		person = name
	}
	return maker + "/" + strings.TrimSpace(person), m.isNames(person)
}

// plainPhotoLast reads such a credit of an agency without brackets behind a
// sentence, or alone on its line. It returns where it begins.
func (m *Markers) plainPhotoLast(t string) (from int, credit string, ok bool) {
	t = strings.TrimRight(t, " .|")
	i := len(t)
	for n := 1; n <= 6 && i > 0; n++ {
		i = strings.LastIndexByte(t[:i], ' ')
		if n < 2 || !afterSentence(t[:i+1]) {
			continue
		}
		credit, ok := m.photoLast(t[i+1:])
		maker, _, _ := strings.Cut(credit, "/")
		if ok && m.isAgency(maker) {
			return i + 1, credit, true
		}
	}
	return 0, "", false
}
