package export

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// citedPlace is the place of an article as citations have it: a dateline has it in
// capitals, VIENTIANE or HÀ NỘI.
func citedPlace(a *feed.Article) string { return lowered(placeOf(a)) }

// initials are abbreviations in places that have a vowel; those without one keep
// their capitals anyhow, up to three letters.
var initials = strings.Fields("ONU UN UE EU US USA UK UAE EAU RCA RDC HCMC OTAN NATO ASEAN")

// shortened are no initials.
var shortened = strings.Fields("ST STE MT FT")

// within are words that stay small within a name: Rio de Janeiro.
var within = strings.Fields("de du des d la le les l of the sur sous en aux au et and es del da do dos van der upon")

// lowered takes the capitals off the words of a place but for the first letters.
// Words of up to three letters are left alone beside small ones: USA.
func lowered(place string) string {
	small := strings.ContainsFunc(place, unicode.IsLower)
	var b strings.Builder
	fresh := true // a name begins
	for rest := place; rest != ""; {
		n := strings.IndexFunc(rest, inWord)
		if n < 0 {
			n = len(rest)
		}
		gap := rest[:n]
		fresh = fresh || strings.Trim(gap, " \u00a0-'’") != ""
		b.WriteString(gap)
		rest = rest[n:]
		if n = strings.IndexFunc(rest, func(r rune) bool { return !inWord(r) }); n < 0 {
			n = len(rest)
		}
		word := rest[:n]
		rest = rest[n:]
		b.WriteString(loweredWord(word, small, !fresh && rest != ""))
		fresh = false
	}
	return b.String()
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// loweredWord is a word of a place; small says that the place has small letters,
// inner that the word is neither the first nor the last.
func loweredWord(word string, small, inner bool) string {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return word
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	low := strings.ToLower(word)
	switch {
	case letters < 2 && !inner, small && letters <= 3, slices.Contains(initials, word):
		return word
	case inner && slices.Contains(within, low):
		return low
	case letters < 2, letters <= 3 && isASCII(word) && !strings.ContainsAny(low, "aeiouy") && !slices.Contains(shortened, word):
		return word
	}
	_, n := utf8.DecodeRuneInString(word)
	return word[:n] + strings.ToLower(word[n:])
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}
