package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	dashedEnd  = regexp.MustCompile(`^[–—−-] *(\(?\p{Lu}[^–—−]{1,45}\)?)[ .|]*$`)
	bracketEnd = regexp.MustCompile(`\(([^()]{2,40})\)[ .|]*$`)
	slashEnd   = regexp.MustCompile(`[ .]*(?:\./\.?|/\.)[ .]*(\p{Lu}[^ ]{1,20})?[ .]*$`)
	plainEnd   = regexp.MustCompile(`(?:[.!?…»”"]|[. ]/) *(\p{Lu}[\p{Lu}\d+]{1,8}(?:/\p{Lu}[\p{L}\d+]{1,12})*)[ .]*$`)
)

// signature finds the byline that ends an article: in what byte of s the text
// before it ends, the names as printed, and whether there is one. "./." alone
// ends an article without naming anyone. The text is empty when the whole line
// is a byline.
func (m *Markers) signature(s string) (end int, byline string, ok bool) {
	t := shadow(s)
	if runes(t) <= 80 {
		if b, found := m.signatureLine(t); found {
			return 0, b, true
		}
	}
	from := len(t) - min(len(t), signReach)
	for from < len(t) && !utf8.RuneStart(t[from]) {
		from++
	}
	tail := t[from:]
	if at, name, found := m.slashed(t, from); found {
		return at, name, true
	}
	if at, name := m.dashed(t, from); at > 0 {
		return at, name, true
	}
	if x := atEnd(bracketEnd, tail, ")"); x != nil && afterStop(tail[:x[0]]) {
		if name, found := m.named(tail[x[2]:x[3]]); found {
			return from + x[0], name, true
		}
	}
	if x := plainAt(tail); x != nil && m.isAgency(tail[x[2]:x[3]]) {
		return from + x[2], tail[x[2]:x[3]], true
	}
	return m.lastWord(t, from)
}

// atEnd looks for a pattern that needs sign near the end of a text.
func atEnd(re *regexp.Regexp, tail, sign string) []int {
	if !strings.Contains(tail, sign) {
		return nil
	}
	return re.FindStringSubmatchIndex(tail)
}

// plainAt looks for an agency behind the last sentence: the last word begins with
// two capitals.
func plainAt(tail string) []int {
	t := strings.TrimRight(tail, " .")
	last := t[1+strings.LastIndexAny(t, " .!?…»”\""):]
	if r, n := utf8.DecodeRuneInString(last); !unicode.IsUpper(r) && last != "" && n < len(last) {
		return nil
	}
	return plainEnd.FindStringSubmatchIndex(tail)
}

// signReach is how far before its end a byline may begin, in bytes.
const signReach = 90

// slashed reads "./.", which ends dispatches of one press, and the agency that
// may follow it.
func (m *Markers) slashed(t string, from int) (int, string, bool) {
	x := atEnd(slashEnd, t[from:], "/")
	if x == nil {
		return 0, "", false
	}
	name := ""
	if x[2] >= 0 {
		name = strings.Trim(t[from+x[2]:from+x[3]], " .()")
	}
	if name != "" && !m.isAgency(name) {
		return 0, "", false
	}
	at := from + x[0]
	if t[at] == '.' {
		at++ // the stop of the sentence
	}
	return at, name, true
}

// dashed reads " -VNA", ".-VNA", "— VNS", "- Name/VNA" from byte from on. Words
// and names have hyphens of their own, so each dash may be the one.
func (m *Markers) dashed(t string, from int) (int, string) {
	for i, r := range t[from:] {
		if !strings.ContainsRune("–—−-", r) {
			continue
		}
		if at, name := m.dashedAt(t, from+i); at > 0 {
			return at, name
		}
	}
	return 0, ""
}

// dashedAt reads a byline that the dash at byte at begins.
func (m *Markers) dashedAt(t string, at int) (int, string) {
	x := dashedEnd.FindStringSubmatchIndex(t[at:])
	if x == nil {
		return 0, ""
	}
	name := strings.Trim(t[at+x[2]:at+x[3]], " .()|")
	before := strings.TrimRight(t[:at], "–—−-")
	spaced := strings.HasSuffix(before, " ")
	before = strings.TrimRight(before, " ")
	if before == "" || !spaced && !afterStop(before) {
		return 0, ""
	}
	if !m.isSigner(name) {
		return 0, ""
	}
	attached := !strings.Contains(t[at:at+x[2]], " ")
	if !afterStop(before) && !attached && runes(before) < 60 {
		return 0, "" // "Vietnam - ABC" may be a heading
	}
	return at, name
}

// lastWord reads the words that end a dispatch without naming its maker.
func (m *Markers) lastWord(t string, from int) (int, string, bool) {
	t = strings.TrimRight(t, " .")
	i := strings.LastIndexByte(t, ' ')
	if i < from || !afterStop(t[:i]) || !m.is(endMark, t[i+1:]) {
		return 0, "", false
	}
	return i, "", true
}

// signatureLine reads a line that is nothing but a byline: "VNA/CVN",
// "(Theo TTXVN)", "— VNS", "Name/CVN".
func (m *Markers) signatureLine(t string) (string, bool) {
	core := strings.Trim(t, " .()[]/*|=_–—−-")
	if core == "" {
		return "", strings.Contains(t, "./.")
	}
	if m.is(endMark, core) {
		return "", true
	}
	if strings.HasPrefix(strings.TrimLeft(t, " "), "©") {
		return "", false
	}
	if name, found := m.named(core); found {
		return name, name != core || !m.shouted(name)
	}
	if names := cutNames(core); len(names) > 1 {
		return core, !slices.ContainsFunc(names, func(s string) bool { return !m.isAgency(s) })
	}
	return core, strings.Contains(core, "/") && m.isSigner(core)
}

// shouted holds for a long word in capitals that may be a column or a country
// as well as an agency.
func (m *Markers) shouted(s string) bool {
	return len(key(s)) > 6 && strings.ToUpper(s) == s && !strings.ContainsAny(s, "./") && !m.is(agencyName, s) && soundsLikePlace(s)
}

// named reads an agency, the words before it ("Theo", "Avec", "Source:") taken
// off.
func (m *Markers) named(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if m.isAgency(s) {
		return s, true
	}
	rest, ok := m.after(bylineTag, s)
	if !ok {
		return "", false
	}
	colon := strings.HasPrefix(strings.TrimSpace(rest), ":")
	rest = strings.Trim(rest, " :,")
	return rest, m.isAgency(rest) || colon && m.isCredited(rest)
}

// isSigner holds for an agency, and for persons followed by one or by its
// bureau: "Name/CVN", "Name - Name/CVN", "Name/VNA-Paris".
func (m *Markers) isSigner(s string) bool {
	if m.isAgency(s) {
		return true
	}
	parts := agencyParts(s)
	if len(parts) < 2 || len(s) > 60 || !m.isAgency(parts[len(parts)-1]) && !m.isBureau(parts[len(parts)-1]) {
		return false
	}
	for _, p := range parts[:len(parts)-1] {
		if !m.isAgency(p) && !m.isNames(p) {
			return false
		}
	}
	return true
}

// isBureau holds for an agency and the place of its office: "VNA-Paris".
func (m *Markers) isBureau(s string) bool {
	agency, place, ok := strings.Cut(strings.TrimSpace(shadow(s)), "-")
	if !ok {
		agency, place, ok = strings.Cut(strings.TrimSpace(shadow(s)), " ")
	}
	return ok && m.isAgency(strings.TrimSpace(agency)) && wordCount(place) <= 3 && m.isNames(place)
}

// authorOf reads "Name (AGENCY)", "Name (Theo AGENCY)" and "Name và AGENCY", a
// line that ends an article where nothing but other articles follows.
func (m *Markers) authorOf(s string) bool {
	t := strings.TrimRight(shadow(s), " .")
	if runes(t) > 60 {
		return false
	}
	house := false
	if open := strings.LastIndexByte(t, '('); open > 0 && strings.HasSuffix(t, ")") {
		_, house = m.named(t[open+1 : len(t)-1])
		t = strings.TrimSpace(t[:open])
	}
	for _, p := range cutNames(t) {
		p = strings.TrimSpace(p)
		if m.isAgency(p) {
			house = true
		} else if !m.isPerson(p) {
			return false
		}
	}
	return house && !m.isAgency(t)
}

// cutNames cuts a list of names at its commas, dashes and words for "and".
func cutNames(s string) []string {
	var names []string
	from := 0
	for i := 0; i < len(s); {
		n := joinLen(s[i:])
		if n == 0 {
			i++
			continue
		}
		names = append(names, s[from:i])
		i += n
		from = i
	}
	return append(names, s[from:])
}

// joinLen is the length of what joins two names at the start of s, 0 when
// nothing does.
func joinLen(s string) int {
	switch s[0] {
	case ',':
		if strings.HasPrefix(s, ", ") {
			return len(", ")
		}
	case ' ':
		for _, w := range []string{" and ", " et ", " và ", " & ", " - ", " – ", " — "} {
			if strings.HasPrefix(s, w) {
				return len(w)
			}
		}
	}
	return 0
}

// isNames holds for one to six words that all begin with capitals.
func (m *Markers) isNames(s string) bool {
	words := strings.Fields(shadow(s))
	if len(words) == 0 || len(words) > 6 || runes(s) > 40 {
		return false
	}
	for i, w := range words {
		w = strings.Trim(w, ",.")
		if w != "" && !m.isNameWord(w) && (i == 0 || !placeLink[w]) {
			return false
		}
	}
	return true
}

// isPerson holds for a line that is two to four capitalised words and nothing
// else: the author's name under a text.
func (m *Markers) isPerson(s string) bool {
	n := wordCount(s)
	return n >= 2 && n <= 4 && runes(s) <= 32 && !strings.ContainsAny(s, `0123456789:;!?"«»()/,`) &&
		!ended(s) && m.isNames(s) && !m.is(column, s) && !placeLink[firstWord(s)]
}

// afterStop holds for text that ends as a sentence does, brackets and quotes
// aside; also when its stop was followed by "./.".
func afterStop(s string) bool {
	s = strings.TrimRight(s, " /")
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && (strings.ContainsRune(`.!?…»”"`, r) || r == ')' && len(s) > 20)
}

// trimEnd cleans the end of the last paragraph: "./.", a doubled stop, dashes.
func trimEnd(s string) int {
	t := shadow(s)
	n := len(strings.TrimRight(t, " –—−-|*"))
	for strings.HasSuffix(t[:n], "./.") || strings.HasSuffix(t[:n], "/.") && n > 2 || strings.HasSuffix(t[:n], " /") {
		n = len(strings.TrimRight(t[:n], " ./"))
		if n < len(t) && t[n] == '.' {
			n++
			break
		}
	}
	if strings.HasSuffix(t[:n], "..") && !strings.HasSuffix(t[:n], "...") {
		n--
	}
	return n
}

// agencyOf returns the last agency of a byline: CVN of "VNA/CVN" is the house,
// VNA the agency, so the first that is one counts.
func (m *Markers) agencyOf(byline string) string {
	for _, p := range agencyParts(byline) {
		if p = strings.TrimSpace(p); m.isAgency(p) {
			return p
		}
	}
	return ""
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
