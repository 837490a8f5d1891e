package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// The shapes of a dateline, tried in this order. All end in a dash but the
// bracketed agency at the very start.
//
//	Place (AGENCY) –        Place, 3 December (AGENCY) –     Place(AGENCY)–
//	Place (AGENCY), July 3, 2020 --                          (AGENCY) – PLACE –
//	AGENCY Place, July 3, 2020 --                            (AGENCY) Text
//	PLACE, July 3. /AGENCY/. Text
//	AGENCY –  VOV.VN -      PLACE —    PLACE-Text            PLACE, July 3 —
//	PLACE, July 3, AGENCY -            July 3 AGENCY -
//	PLACE, Region —         PLACE: Text
//
// The last lines are looked for at the head of the text only: the words before a
// dash in the middle of an article are hardly ever a dateline.
var (
	dashStart  = regexp.MustCompile(`^[ .,]*(?:--+|[–—−―-]|:)[ .]*`)
	slashed    = regexp.MustCompile(`^(\p{Lu}[^()/]{1,40}?), ([^()/]{3,25}?)\.? */(\p{Lu}[\p{L}]{1,12})/[. –—-]*`)
	bareDash   = regexp.MustCompile(`^([^()–—]{2,60}?)(?: *[–—] *| -{1,2} | *-- *)`)
	tightDash  = regexp.MustCompile(`^(\p{Lu}[\p{Lu} .]{2,30})-\p{Lu}\p{L}*\p{Ll}`)
	colonPlace = regexp.MustCompile(`^(\p{Lu}[\p{Lu} .]{2,24}): +`)
	agencyHead = regexp.MustCompile(`^(\p{Lu}{2,8}) (\p{Lu}[^()–—\d]{1,30}?), ([^()–—]{3,20}?) *(?:--|[–—]|-)(?: |$)`)
)

// datelineReach is how far into a line a dateline may extend, in bytes.
const datelineReach = 160

// dateline reads the dateline at the start of s and returns how many bytes it
// takes, 0 when there is none. At the head of a text the weaker shapes count.
func (m *Markers) dateline(s string, head bool) (feed.Dateline, int) {
	t := shadow(s)
	if len(t) > datelineReach {
		t = t[:datelineReach]
		for !utf8.ValidString(t) {
			t = t[:len(t)-1]
		}
	}
	if d, n := m.bracketed(t); n > 0 {
		if d.Place == "" {
			if p, k := m.bare(t[n:]); k > 0 && p.Agency == "" {
				d.Place, d.Date, n = p.Place, p.Date, n+k
			}
		}
		return d, n
	}
	if x := slashed.FindStringSubmatch(t); x != nil && m.isPlace(x[1]) && hasDigit(x[2]) {
		return feed.Dateline{Place: x[1], Date: x[2], Agency: x[3]}, len(x[0])
	}
	if !head {
		return feed.Dateline{}, 0
	}
	if x := agencyHead.FindStringSubmatch(t); x != nil && m.isAgency(x[1]) && m.isPlace(x[2]) && hasDigit(x[3]) {
		return feed.Dateline{Place: x[2], Date: x[3], Agency: x[1]}, len(x[0])
	}
	if x := tightDash.FindStringSubmatch(t); x != nil && m.isPlace(x[1]) && !m.is(column, x[1]) && (m.is(placeName, x[1]) || wordCount(x[1]) > 1 && !m.isAgency(x[1])) {
		return feed.Dateline{Place: strings.TrimSpace(x[1])}, len(x[1]) + 1
	}
	if d, n := m.beforeColon(t); n > 0 {
		return d, n
	}
	return m.bare(t)
}

// beforeColon reads a city that is known before a colon: other words in capitals
// there are labels ("EXCLUSIVE:").
func (m *Markers) beforeColon(t string) (feed.Dateline, int) {
	x := colonPlace.FindStringSubmatch(t)
	if x == nil || !m.is(placeName, x[1]) || !sentenceFollows(t[len(x[0]):]) {
		return feed.Dateline{}, 0
	}
	return feed.Dateline{Place: x[1]}, len(x[0])
}

// bracketed reads the shapes with the agency in round brackets.
func (m *Markers) bracketed(t string) (feed.Dateline, int) {
	open := strings.IndexByte(t, '(')
	if open < 0 || open > 80 {
		return feed.Dateline{}, 0
	}
	n := strings.IndexByte(t[open:], ')')
	if n < 0 {
		return feed.Dateline{}, 0
	}
	before, inside, end := t[:open], t[open+1:open+n], open+n+1
	if next := strings.TrimLeft(t[end:], " "); strings.HasPrefix(next, "(") && m.isPlace(inside) {
		k := strings.IndexByte(next, ')')
		if k < 0 {
			return feed.Dateline{}, 0
		}
		before, inside, end = t[:end], next[1:k], len(t)-len(next)+k+1
	}
	d := feed.Dateline{Agency: strings.TrimSpace(inside)}
	if a, date, ok := strings.Cut(inside, ","); ok && hasDigit(date) {
		d.Agency, d.Date = strings.TrimSpace(a), strings.TrimSpace(date)
	}
	if !m.isCredited(d.Agency) || !m.placeAndDate(&d, before) {
		return feed.Dateline{}, 0
	}
	return d, m.closeBracketed(&d, t, end)
}

// closeBracketed finds the end of a dateline whose bracket closes at end; 0
// when nothing closes it.
func (m *Markers) closeBracketed(d *feed.Dateline, t string, end int) int {
	rest := t[end:]
	if x := dashStart.FindString(rest); x != "" {
		return end + len(x)
	}
	if rest = strings.TrimLeft(rest, " "); strings.HasPrefix(rest, ",") && d.Date == "" {
		if i := strings.IndexAny(rest, "–—-"); i > 0 && i < 30 && hasDigit(rest[:i]) {
			d.Date = strings.Trim(rest[:i], ", .")
			at := len(t) - len(rest) + i
			return at + len(dashStart.FindString(t[at:]))
		}
	}
	gap := len(t[end:]) - len(rest)
	if d.Place == "" && d.Date == "" && gap > 0 && m.isAgency(d.Agency) && unicode.IsUpper(firstRune(rest)) {
		return end + gap
	}
	return 0
}

// placeAndDate reads what stands before the agency: nothing, a place, or a
// place and a date.
func (m *Markers) placeAndDate(d *feed.Dateline, s string) bool {
	s = strings.Trim(s, " ,–—-")
	if s == "" {
		return true
	}
	for i, r := range s {
		if (r == ',' || r == '.') && hasDigit(s[i:]) {
			d.Place, d.Date = strings.TrimSpace(s[:i]), strings.Trim(s[i:], " ,.")
			return m.isPlace(d.Place) && len(d.Date) <= 30
		}
	}
	d.Place = s
	return !hasDigit(s) && m.isPlace(s)
}

// bare reads the shapes without brackets.
func (m *Markers) bare(t string) (feed.Dateline, int) {
	x := bareDash.FindStringSubmatch(t)
	if x == nil || !sentenceFollows(t[len(x[0]):]) {
		return feed.Dateline{}, 0
	}
	name, dash := strings.TrimSpace(x[1]), x[0][len(x[1]):]
	if m.isAgency(name) && !m.soundsLikeCity(name, strings.TrimSpace(dash)) {
		return feed.Dateline{Agency: name}, len(x[0])
	}
	if d, ok := m.agencyBehindDate(name); ok {
		return d, len(x[0])
	}
	var d feed.Dateline
	if !m.placeAndDate(&d, name) || m.is(noAgency, d.Place) {
		return feed.Dateline{}, 0
	}
	if d.Date == "" && m.isCityAndRegion(name, strings.TrimSpace(dash)) {
		return d, len(x[0])
	}
	if d.Date == "" && (strings.ToUpper(name) != name || strings.TrimSpace(dash) == "-" && len(key(name)) < 4) {
		return feed.Dateline{}, 0
	}
	return d, len(x[0])
}

// isCityAndRegion holds for "MANILA, Philippines" before a dash.
func (m *Markers) isCityAndRegion(s, dash string) bool {
	city, region, ok := strings.Cut(s, ", ")
	return ok && dash != "-" && wordCount(region) <= 3 && m.isPlace(region) && strings.ToUpper(region) != region &&
		!m.is(noAgency, city) && m.soundsLikeCity(city, dash)
}

// agencyBehindDate reads "HANOI, June 3, AGENCY" and "June 3 AGENCY": a date ends
// at its day, month or year, and what follows is the agency. Only a comma or a
// month that is known proves the date to have ended.
func (m *Markers) agencyBehindDate(s string) (feed.Dateline, bool) {
	words, from := strings.SplitAfter(s, " "), 0
	end, month := 0, false
	for _, w := range words {
		from += len(w)
		_, named := m.months[key(w)]
		if month = month || named; named || hasDigit(w) {
			end = from
		}
	}
	date, agency := strings.TrimSpace(s[:end]), strings.TrimSpace(s[end:])
	if !hasDigit(date) || agency == "" || !month && !strings.HasSuffix(date, ",") || !m.isCredited(agency) {
		return feed.Dateline{}, false
	}
	d := feed.Dateline{Agency: agency}
	date = strings.TrimRight(date, ", ")
	if _, opens := m.months[key(firstWord(date))]; opens || hasDigit(firstWord(date)) {
		d.Date = date
		return d, month && m.isAgency(agency)
	}
	return d, m.placeAndDate(&d, date) && d.Date != ""
}

// soundsLikeCity tells HANOI from VNS among words in capitals. A plain hyphen
// after a short unknown one speaks for an agency, a dash for a city.
func (m *Markers) soundsLikeCity(name, dash string) bool {
	if strings.ToUpper(name) != name {
		return false
	}
	for _, p := range agencyParts(name) {
		if !m.is(placeName, p) && (!soundsLikePlace(p) || dash == "-" && len(key(p)) <= 5) {
			return false
		}
	}
	return true
}

// sentenceFollows holds when text begins as a sentence does.
func sentenceFollows(s string) bool {
	r := firstRune(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}

// unglue returns the offset at which the text begins in a line that starts with
// the caption and credit of a picture: "(Photo: VNA)Hanoi (VNA) -". 0 when it
// does not.
func (m *Markers) unglue(s string) int {
	t := shadow(s)
	for i := 1; i < min(len(t), 600); i++ {
		c := t[i-1]
		upper := c >= 'A' && c <= 'Z'
		if c != ')' && c != '|' && !upper || !utf8.RuneStart(t[i]) || upper && !capitalThenSmall(t[i:]) {
			continue
		}
		if _, _, ok := m.creditAtEnd(s[:i]); !ok {
			continue
		}
		rest := strings.TrimLeft(t[i:], " ")
		d, n := m.dateline(rest, !upper)
		glued := !upper && len(rest) == len(t[i:]) && unicode.IsUpper(firstRune(rest)) || len(rest) > 120 && ended(rest)
		if n > 0 && (d.Place != "" || !upper) || !upper && glued && len(rest) > 60 {
			return len(t) - len(rest)
		}
	}
	return 0
}

func capitalThenSmall(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	q, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsUpper(r) && unicode.IsLower(q)
}
