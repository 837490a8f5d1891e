package page

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"

	"veille/feed/text"
)

var (
	slugEntity = regexp.MustCompile(`(\p{L})(39)(\p{L})`)
	slugQuote  = regexp.MustCompile(`\b171[- ]?(.*?)[- ]?187\b`)
	slugO      = regexp.MustCompile(`(\p{L})111(\p{L})`)
	slugTail   = regexp.MustCompile(`(?:^|-)(?:post|a|id|n)?\d{3,}(?:-\d+)*$|-\d{5,}$|-[a-z]?\d{4,}(?:\.\w+)?$`)
	hexTail    = regexp.MustCompile(`^[0-9a-f]{8,}$`)
)

// slugTitle makes a title of the slug in an address or file name, "" when it
// holds none: a slug has four words or more. Entities that lost their
// punctuation on the way into a slug (l39onu, 171-…-187) are put back.
func slugTitle(name string) string {
	if u, err := url.Parse(name); err == nil && u.Scheme != "" && u.Host != "" {
		name = u.Path
	}
	name = strings.ReplaceAll(name, `\`, "/")
	best := ""
	for range 6 {
		name = strings.TrimRight(name, "/")
		if t := slugWords(path.Base(name)); wordCount(t) > wordCount(best) {
			best = t
		}
		i := strings.LastIndexByte(name, '/')
		if i < 0 {
			break
		}
		name = name[:i]
	}
	return best
}

func slugWords(s string) string {
	s = text.Line(s)
	if i := strings.LastIndexByte(s, '.'); i > 0 && len(s)-i <= 7 {
		s = s[:i]
	}
	s = slugTail.ReplaceAllString(strings.ReplaceAll(s, "_", "-"), "")
	s = slugEntity.ReplaceAllString(s, "$1'$3")
	s = slugO.ReplaceAllString(s, "${1}o$2")
	s = slugQuote.ReplaceAllString(s, "« $1 »")
	words := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == ' ' || r == '+' })
	letters, kept := 0, words[:0]
	for _, w := range words {
		if w == "nbsp" || hexTail.MatchString(w) && hasDigit(w) {
			continue
		}
		if strings.ContainsFunc(w, unicode.IsLetter) {
			letters++
		}
		kept = append(kept, w)
	}
	if letters < 4 || letters*2 < len(kept) {
		return ""
	}
	return upperFirst(strings.Join(kept, " "))
}
