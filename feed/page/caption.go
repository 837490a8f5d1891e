package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

var (
	// numberedAlt is the alt text of one content system: the whole title, "ảnh
	// N" with or without marks, and the caption glued to the number.
	numberedAlt = regexp.MustCompile(`^(.*?)[ –-]*(?i:\b(?:hình |hinh )?anh|\bhình ảnh|ảnh) (\d{1,2})(.*)$`)
	agencyPhoto = regexp.MustCompile(`(?:^|[ .)"”—–-])[—–-]? *((?:\p{Lu}[\p{Lu}\d]{1,8})(?:/\p{Lu}[\p{Lu}\d]{1,8})*) (?i:file )?Photos?(?: \p{Lu}[\p{L} .-]{1,30}| courtesy of [^.]{2,40}| by [^.]{2,40})?[.)]*$`)
	copyEnd     = regexp.MustCompile(`^(.*?)[ (]*©[ ]*([^©.]{2,60}?)[ ).|]*$`)
	makerEnd    = regexp.MustCompile(`(?:^|[ .!?)"”»–-])(\p{Lu}{2,10}(?: via \p{Lu}{2,10})?/\p{Lu}[\p{L}. '-]{2,40}?)[ .|]*$`)
	tailAgency  = regexp.MustCompile(`^(.*[^ :]) *: *(\p{Lu}[\p{Lu}\d+]{1,8}(?:/\p{Lu}[\p{L}\d+]{1,12})*)[ .]*$`)
	tailBracket = regexp.MustCompile(`^(.*[^ ]) *\(([^()]{2,40})\)[ .]*$`)
)

// maxCaption is the longest text taken for a caption, in runes.
const maxCaption = 420

// creditReach is how far before the end of a line a credit may begin, in bytes.
const creditReach = 140

// creditAtEnd cuts the credit off a caption: "Text. Photo : X", "Text (Ảnh: X)",
// "Text © X", "Text. — XYZ Photo", "Text. Photo diffusée par X". The text may
// be empty: a line that is nothing but a credit.
func (m *Markers) creditAtEnd(s string) (caption, credit string, ok bool) {
	if len(s) > 4*maxCaption {
		return "", "", false
	}
	t := shadow(s)
	start := max(0, len(t)-creditReach)
	for start < len(t) && !utf8.RuneStart(t[start]) {
		start++
	}
	for i := start; i < len(t); i++ {
		if !mayBeginCredit(t, i) {
			continue
		}
		if cr, found := m.creditFrom(t, i); found {
			return m.trimCaption(s[:i]), cr, true
		}
	}
	if from, cr, found := m.photoCredit(t, start); found {
		return m.trimCaption(s[:from]), cr, true
	}
	if from, to := m.bareCredit(t[start:]); to > 0 {
		return m.trimCaption(s[:start+from]), t[start+from : start+to], true
	}
	if !strings.Contains(t, "©") {
		return "", "", false
	}
	if x := copyEnd.FindStringSubmatchIndex(t); x != nil {
		return m.trimCaption(s[:x[3]]), t[x[4]:x[5]], true
	}
	return "", "", false
}

// mayBeginCredit holds where a word begins behind a blank or a mark.
func mayBeginCredit(t string, i int) bool {
	if i > 0 && asciiWord[t[i-1]] || !utf8.RuneStart(t[i]) || strings.IndexByte(" ([|*\"", t[i]) >= 0 {
		return false
	}
	if i == 0 || strings.IndexByte(" .([|)\"*-,;", t[i-1]) >= 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(t[:i])
	return t[i-1] >= utf8.RuneSelf && (unicode.IsPunct(r) || unicode.IsSpace(r))
}

// asciiWord holds the letters and digits of ASCII.
var asciiWord = func() (t [256]bool) {
	for c := range utf8.RuneSelf {
		t[c] = unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c))
	}
	return t
}()

// bareCredit finds a credit that no word introduces: "XYZ Photo", "XYZ/Name".
func (m *Markers) bareCredit(t string) (from, to int) {
	if strings.Contains(t, "hoto") {
		if x := agencyPhoto.FindStringSubmatchIndex(t); x != nil {
			return x[2], x[3]
		}
	}
	if strings.Contains(t, "/") {
		if x := makerEnd.FindStringSubmatchIndex(t); x != nil && m.isMaker(t[x[2]:x[3]]) {
			return x[2], x[3]
		}
	}
	return 0, 0
}

// isMaker holds for an agency and the photographer behind it: "AFP/Name". The
// author of a text stands before the agency.
func (m *Markers) isMaker(s string) bool {
	agency, name, _ := strings.Cut(s, "/")
	agency, _, _ = strings.Cut(agency, " via ")
	return m.isAgency(agency) && !m.isAgency(name) && m.isNames(name) && strings.ToUpper(name) != name
}

// creditFrom reads a credit that begins at byte i of t and runs to its end.
func (m *Markers) creditFrom(t string, i int) (string, bool) {
	rest, ok := m.after(photoMark, t[i:])
	if !ok {
		return "", false
	}
	opened := i > 0 && (t[i-1] == '(' || t[i-1] == '[')
	body := strings.Trim(rest, " )].|*")
	if label := strings.Trim(t[i:], " )].|*"); body == "" && i > 0 && wordCount(label) >= 2 && afterSentence(t[:i]) {
		return label, true
	}
	switch {
	case strings.HasPrefix(strings.TrimLeft(rest, " "), ":"):
		body = strings.TrimLeft(body, ": ")
		if body == "" {
			return "", false
		}
		return body, m.creditLike(body, opened)
	case strings.HasPrefix(rest, ",") && i == 0:
		body = strings.TrimLeft(body, ", ")
		return body, m.creditLike(body, false)
	case opened && strings.HasSuffix(strings.TrimRight(t, " ."), ")") && !strings.ContainsAny(body, "()"):
		return body, wordCount(body) <= 6
	}
	if given, ok := m.after(givenMark, body); ok && wordCount(given) <= 6 && !strings.ContainsAny(given, ",;") && afterSentence(t[:i]) {
		return strings.Trim(given, " ."), true
	}
	return body, m.isAgency(body) && !m.is(photoMark, body) && (i == 0 || afterSentence(t[:i]))
}

// afterSentence holds when a credit may begin behind s: at the start, or where
// a sentence or a dash ended.
func afterSentence(s string) bool {
	s = strings.TrimRight(s, " (")
	if s == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…)\"”»|—–-", r)
}

// creditLike tells the name of a maker from a sentence: an agency or a slash in
// it, three words at most, or capitals throughout.
func (m *Markers) creditLike(s string, opened bool) bool {
	if _, ok := m.after(givenMark, s); ok && wordCount(s) <= 8 {
		return true
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 9 || runes(s) > 70 || strings.Contains(s, ". ") && !opened {
		return false
	}
	if len(words) <= 3 || strings.Contains(s, "/") || m.isAgency(words[len(words)-1]) || opened {
		return true
	}
	for _, w := range words {
		if !placeLink[w] && !unicode.IsUpper(firstRune(w)) {
			return false
		}
	}
	return true
}

// isCreditLine holds for a line that is nothing but the credit of a picture.
func (m *Markers) isCreditLine(s string) bool {
	if len(s) > 160 {
		return false
	}
	caption, _, ok := m.creditAtEnd(s)
	return ok && caption == ""
}

// trimCaption takes off what parts a caption from its credit, and a label
// before it ("Ảnh: …"). A label that says something (Photo d'illustration)
// stays if there is nothing else.
func (m *Markers) trimCaption(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("([|—–-,;:/*", r) })
	return m.unlabel(strings.TrimSpace(s))
}

func (m *Markers) unlabel(s string) string {
	rest, ok := m.after(captionTag, s)
	if !ok {
		return s
	}
	cut := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if cut == "" || cut[0] != ':' && cut[0] != ',' {
		return s
	}
	return strings.TrimLeftFunc(cut[1:], unicode.IsSpace)
}

// captionOf reads a line as a caption. Closed says that markup or a bar already
// proves it to be one.
func (m *Markers) captionOf(s string, closed bool) (c feed.Caption, ok bool) {
	if runes(s) > maxCaption {
		return feed.Caption{}, false
	}
	if m.is(photoMark, s) && wordCount(s) >= 2 {
		return feed.Caption{Text: s}, true
	}
	if text, credit, ok := m.creditAtEnd(s); ok {
		if label, _, isLabel := strings.Cut(s, ":"); text == "" && isLabel && wordCount(label) > 1 && m.is(photoMark, label) {
			text = strings.TrimSpace(label)
		}
		return feed.Caption{Text: text, Credit: credit}, true
	}
	plain := m.unlabel(s)
	if !closed && (plain == s || wordCount(plain) < 4) {
		return feed.Caption{}, false
	}
	for _, shape := range []*regexp.Regexp{tailAgency, tailBracket} {
		if x := shape.FindStringSubmatchIndex(shadow(plain)); x != nil && m.isAgency(plain[x[4]:x[5]]) {
			return feed.Caption{Text: m.trimCaption(plain[:x[3]]), Credit: plain[x[4]:x[5]]}, true
		}
	}
	return feed.Caption{Text: strings.TrimSpace(plain)}, true
}

// sourced reads "Text (Source: X)" and "Text (AGENCY/Name)", which may be a caption or the last words of
// an article.
func (m *Markers) sourced(s string) (feed.Caption, bool) {
	if len(s) > 600 || wordCount(s) < 4 || wordCount(s) > 45 {
		return feed.Caption{}, false
	}
	x := tailBracket.FindStringSubmatchIndex(shadow(s))
	if x == nil {
		return feed.Caption{}, false
	}
	if maker := s[x[4]:x[5]]; m.isMaker(maker) {
		return feed.Caption{Text: m.trimCaption(s[:x[3]]), Credit: maker}, true
	}
	rest, ok := m.after(bylineTag, s[x[4]:x[5]])
	if !ok || !strings.HasPrefix(strings.TrimSpace(rest), ":") {
		return feed.Caption{}, false
	}
	return feed.Caption{Text: m.trimCaption(s[:x[3]]), Credit: strings.Trim(rest, " :")}, true
}

// numberedCaption reads "Title ảnh 1Caption". Known holds the squashed lines
// of the page that the alt text may repeat. When none of them is repeated and
// the caption is glued to the number, the text before it is a title that the
// page has nowhere else.
func (m *Markers) numberedCaption(s string, known map[string]bool) (title string, c feed.Caption, ok bool) {
	if len(s) > 1500 || !hasNumbered(s) {
		return "", c, false
	}
	x := numberedAlt.FindStringSubmatchIndex(shadow(s))
	if x == nil {
		return "", c, false
	}
	before, rest := strings.TrimSpace(s[x[2]:x[3]]), s[x[6]:x[7]]
	glued := unicode.IsUpper(firstWordRune(rest)) || strings.ContainsRune(`"«“`, firstWordRune(rest)) && rest != ""
	repeats := known[squash(before)]
	if !repeats && !glued && (rest != "" || wordCount(before) < 4) || before == "" {
		return "", c, false
	}
	if !repeats && unicode.IsUpper(firstRune(before)) {
		title = before
	}
	if rest = strings.TrimLeft(rest, " :.-–"); rest != "" {
		c, _ = m.captionOf(rest, true)
	}
	return title, c, true
}

// hasNumbered holds for text with a number behind a word that may be "ảnh": most
// words that end so are others.
func hasNumbered(s string) bool {
	for {
		i := strings.IndexByte(s, 'h')
		if i < 0 || i+2 >= len(s) {
			return false
		}
		if c := s[i+2]; c >= '0' && c <= '9' && i > 0 && s[i-1] == 'n' && s[i+1] == ' ' {
			return true
		}
		s = s[i+1:]
	}
}
