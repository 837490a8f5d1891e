package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Agencies are told by the shape of their names; the list in the marker files
// only adds those that have none (Reuters).
var (
	acronym = regexp.MustCompile(`^\p{Lu}[\p{Lu}\d&.]{0,9}\p{Lu}[\p{Lu}\d]{0,3}[+]?$`)
	domain  = regexp.MustCompile(`^[\p{L}\d-]{2,20}\.(?i:vn|com|net|org|fr|info|asia|eu|news|be|ch|com\.vn|org\.vn|gov\.vn|edu\.vn)$`)
	inner   = regexp.MustCompile(`^\p{Lu}\p{L}*\p{Ll}\p{L}*\p{Lu}\p{L}*[+]?$|^\p{Lu}{2,}\p{Ll}{1,6}$|^\p{Lu}\p{L}+\+$`)
	oneName = regexp.MustCompile(`^\p{Lu}\p{Ll}{2,14}$`)
)

// parts cuts a byline at its slashes: VNA/CVN.
func agencyParts(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '/' })
}

// isAgency holds for a name every part of which has the shape of an agency:
// capitals (AFP), a web name (VOV.VN), capitals inside (PSNews), a plus
// (Vietnam+), or a listed name; the last word may be Online or News.
func (m *Markers) isAgency(s string) bool {
	s = strings.TrimSpace(shadow(s))
	if strings.Trim(s, "/ ") == "" || len(s) > 60 {
		return false
	}
	for p := range strings.SplitSeq(s, "/") {
		if p == "" {
			continue
		}
		p = strings.TrimSpace(p)
		for _, suffix := range []string{" Online", " News", " online", " Plus"} {
			p = strings.TrimSuffix(p, suffix)
		}
		if !m.agencyPart(p) {
			return false
		}
	}
	return true
}

func (m *Markers) agencyPart(p string) bool {
	if m.is(agencyName, p) {
		return true
	}
	if !agencyShape(p) || m.is(noAgency, p) {
		return false
	}
	return acronym.MatchString(p) || domain.MatchString(p) || inner.MatchString(p)
}

// agencyShape holds where one of the patterns of agencies may fit: they need a
// full stop, a plus or a second capital, and have no blanks.
func agencyShape(p string) bool {
	capitals := 0
	for _, r := range p {
		switch {
		case r == '.', r == '+':
			capitals = 2
		case unicode.IsUpper(r):
			capitals++
		case r == ' ':
			return false
		}
	}
	return capitals >= 2
}

// isCredited holds for what may stand in the brackets of a dateline, where the
// place before it is half of the proof: an agency by shape, or one to three
// capitalised words.
func (m *Markers) isCredited(s string) bool {
	s = strings.TrimSpace(shadow(s))
	if m.isAgency(s) {
		return true
	}
	for _, p := range agencyParts(s) {
		p = strings.TrimSpace(p)
		words := strings.Fields(p)
		if len(words) == 0 || len(words) > 3 || m.is(noAgency, p) {
			return false
		}
		for _, w := range words {
			if !oneName.MatchString(w) && !m.agencyPart(w) && !m.isNameWord(w) {
				return false
			}
		}
	}
	return true
}

// isNameWord holds for a capitalised word of a name, hyphens allowed.
func (m *Markers) isNameWord(w string) bool {
	for i, p := range strings.Split(w, "-") {
		if i > 0 && placeLink[p] {
			continue
		}
		if p == "" || !unicode.IsUpper(firstRune(p)) || strings.ContainsAny(p, "0123456789:;,!?()") {
			return false
		}
	}
	return true
}

// placeLink holds the words in lower case that stand inside names of places
// and persons.
var placeLink = map[string]bool{
	"de": true, "du": true, "des": true, "la": true, "le": true, "les": true, "et": true, "en": true, "sur": true,
	"of": true, "the": true, "and": true, "di": true, "da": true, "do": true, "del": true, "al": true, "el": true,
	"-": true, "–": true, "van": true, "der": true, "und": true, "y": true, "sous": true, "lès": true, "à": true,
}

// isPlace holds for one to seven words that begin with capitals, joined by
// commas, dashes or the small words of names.
func (m *Markers) isPlace(s string) bool {
	s = strings.TrimSpace(shadow(s))
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 7 || runes(s) > 50 || !unicode.IsUpper(firstWordRune(s)) {
		return false
	}
	for i, w := range words {
		w = strings.Trim(w, ",()/")
		if w == "" || placeLink[w] && i > 0 {
			continue
		}
		if _, after, ok := cutElision(w); ok {
			w = after
		}
		if !m.isNameWord(strings.TrimRight(w, ".")) {
			return false
		}
	}
	return len(words) > 1 || !m.is(starter, words[0])
}

// cutElision cuts l' or d' off a word.
func cutElision(w string) (before, after string, ok bool) {
	i := strings.IndexAny(w, "'’")
	if i < 0 || i > 2 {
		return "", w, false
	}
	_, n := utf8.DecodeRuneInString(w[i:])
	return w[:i], w[i+n:], true
}

func firstWordRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// soundsLikePlace tells HANOI from VNS among words all in capitals: what can
// be spoken is a place.
func soundsLikePlace(w string) bool {
	folded := key(w)
	if strings.ContainsAny(w, ".+&0123456789") || len(folded) <= 3 {
		return false
	}
	if len(folded) > 6 {
		return true
	}
	run, vowels := 0, 0
	for i, r := range folded {
		if strings.ContainsRune("aeiouy", r) {
			run, vowels = 0, vowels+1
			continue
		}
		if run++; run >= 3 || i == 1 && run == 2 && !strings.Contains("bl br ch cl cr dr fl fr gh gl gr kh kr kw ll ng nh ph pl pr qu rh sc sh sk sl sm sn sp st sw th tr tw ts zh", folded[:2]) {
			return false
		}
	}
	return vowels > 0
}
