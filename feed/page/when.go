package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"veille/feed"
	"veille/feed/text"
)

var (
	dayISO     = regexp.MustCompile(`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`)
	dayDMY     = regexp.MustCompile(`\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b`)
	dayNamed   = regexp.MustCompile(`\b(\d{1,2})(?:er|st|nd|rd|th)?[ .-](?:de )?([a-z]{3,9})[.,]?[ -](\d{4})\b`)
	dayUS      = regexp.MustCompile(`\b([a-z]{3,9})[.,]? (\d{1,2})(?:st|nd|rd|th)?(?:,? |,|/)(\d{4})\b`)
	dayViet    = regexp.MustCompile(`\b(\d{1,2}) thang (?:(\d{1,2})(?:,| nam)*|([a-z]{2,4}(?: [a-z]{3})?)(?:,| nam)+) ?(\d{4})\b`)
	dayVietUS  = regexp.MustCompile(`\bthang (\d{1,2}|[a-z]{2,4}(?: [a-z]{3})?) (\d{1,2}),? (\d{4})\b`)
	dayBasic   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:t[\dz:.+-]*)?$`)
	clock      = regexp.MustCompile(`(?:\b|t)(\d{1,2})(?::| ?h ?| gio )(\d{2})(?::(\d{2}))?(?:\.\d+)? ?([ap]\.?m|(?:sa|ch|chieu|toi)\b)?`)
	zone       = regexp.MustCompile(`(?:gmt|utc|\d\d) ?([+-]\d{1,2})(?::?(\d{2}))?\b`)
	gluedClock = regexp.MustCompile(`\b((?:19|20)\d\d)(\d{1,2}:\d\d)`)
	dateStamp  = regexp.MustCompile(`^\s*date\s+(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\b`)
)

// dateIn finds the first date in s, to the minute if a clock stands beside it.
// A time without a zone is taken as UTC. The order of day and month in figures
// is day first unless only the other makes sense.
func (m *Markers) dateIn(s string) (time.Time, feed.Precision) {
	s = gluedClock.ReplaceAllString(strings.Join(strings.Fields(text.Fold(s)), " "), "$1 $2")
	y, mo, d, at, rest := m.dayIn(s)
	if y < 1900 || y > 2100 || mo < 1 || mo > 12 || d < 1 || d > 31 {
		return time.Time{}, feed.NoDate
	}
	t, p := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, time.UTC), feed.Day
	if t.Day() != d {
		return time.Time{}, feed.NoDate
	}
	s = s[:at] + strings.Repeat(" ", rest-at) + s[rest:]
	if c := clock.FindStringSubmatch(s); c != nil {
		h, mi, sec := hourIn(atoi(c[1]), c[4]), atoi(c[2]), atoi(c[3])
		if h < 24 && mi < 60 && sec < 60 {
			t, p = t.Add(time.Duration(h*3600+mi*60+sec)*time.Second), feed.Minute
			if c[3] != "" {
				p = feed.Second
			}
			if z := zone.FindStringSubmatch(s); z != nil {
				if off := atoi(z[1])*60 + atoi(z[2])*sign(z[1]); off >= -12*60 && off <= 14*60 {
					t = t.Add(-time.Duration(off) * time.Minute)
				}
			}
		}
	}
	return t, p
}

// hourIn is the hour of a clock that goes to twelve, by the half of the day behind
// it: am and SA (sáng), pm and CH (chiều, tối).
func hourIn(h int, half string) int {
	switch {
	case half == "" || h > 12:
		return h
	case half[0] == 'p', half[0] == 'c', half[0] == 't':
		return h%12 + 12
	}
	return h % 12
}

// dayIn returns the first date in a folded text and where it stands.
func (m *Markers) dayIn(s string) (y, mo, d, from, to int) {
	at := func(x []int, i int) string { return s[x[2*i]:x[2*i+1]] }
	if x := dayISO.FindStringSubmatchIndex(s); x != nil {
		return atoi(at(x, 1)), atoi(at(x, 2)), atoi(at(x, 3)), x[0], x[1]
	}
	if x := dayViet.FindStringSubmatchIndex(s); x != nil {
		month := x[2*2:]
		if month[0] < 0 {
			month = x[2*3:]
		}
		return atoi(at(x, 4)), m.vietMonth(s[month[0]:month[1]]), atoi(at(x, 1)), x[0], x[1]
	}
	if x := dayVietUS.FindStringSubmatchIndex(s); x != nil {
		return atoi(at(x, 3)), m.vietMonth(at(x, 1)), atoi(at(x, 2)), x[0], x[1]
	}
	if x := dayBasic.FindStringSubmatchIndex(s); x != nil {
		return atoi(at(x, 1)), atoi(at(x, 2)), atoi(at(x, 3)), x[0], x[1]
	}
	if x := dayDMY.FindStringSubmatchIndex(s); x != nil {
		d, mo = atoi(at(x, 1)), atoi(at(x, 2))
		if mo > 12 {
			d, mo = mo, d
		}
		return atoi(at(x, 3)), mo, d, x[0], x[1]
	}
	if x := dayNamed.FindStringSubmatchIndex(s); x != nil && m.months[at(x, 2)] > 0 {
		return atoi(at(x, 3)), m.months[at(x, 2)], atoi(at(x, 1)), x[0], x[1]
	}
	if x := dayUS.FindStringSubmatchIndex(s); x != nil && m.months[at(x, 1)] > 0 {
		return atoi(at(x, 3)), m.months[at(x, 1)], atoi(at(x, 2)), x[0], x[1]
	}
	return 0, 0, 0, 0, 0
}

// vietMonth reads what follows tháng: a number, in figures or in words.
func (m *Markers) vietMonth(s string) int {
	if n := atoi(s); n > 0 {
		return n
	}
	return m.months["thang "+s]
}

// onlyWhen holds for a line that says nothing but when: date, clock, weekday
// and the words around them. Up to six other letters pass, for zones and place
// names in brackets are many.
func (m *Markers) onlyWhen(line string) bool {
	if len(line) > 140 {
		return false
	}
	fold, digits, other := text.Fold(line), 0, 0
	words := fold
	if strings.Contains(fold, "thang ") { // its months are words of their own
		_, _, _, from, to := m.dayIn(fold)
		words = fold[:from] + " " + fold[to:]
	}
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if !m.when[w] && m.months[w] == 0 && len(w) > 1 {
			other += len(w)
		}
	}
	for _, r := range fold {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits == 0 || other > 6 {
		return false
	}
	_, p := m.dateIn(line)
	return p != feed.NoDate || other == 0 && digits <= 8 && clockOrAge(fold)
}

// clockOrAge holds for "10:24", "3 min", "il y a 2 heures".
func clockOrAge(fold string) bool {
	return clock.MatchString(fold) || len(strings.Fields(fold)) > 1 && !strings.ContainsAny(fold, "%$€()")
}

// takeStamp reads the prefix "date 2022-05" that some archives put before the
// first line.
func takeStamp(line string) (rest string, t time.Time, p feed.Precision) {
	x := dateStamp.FindStringSubmatch(shadow(line))
	if x == nil {
		return line, t, feed.NoDate
	}
	mo, d, p := 1, 1, feed.Year
	if x[2] != "" {
		mo, p = atoi(x[2]), feed.Month
	}
	if x[3] != "" {
		d, p = atoi(x[3]), feed.Day
	}
	if mo < 1 || mo > 12 || d < 1 || d > 31 {
		return line, t, feed.NoDate
	}
	return line[len(x[0]):], time.Date(atoi(x[1]), time.Month(mo), d, 0, 0, 0, 0, time.UTC), p
}

func atoi(s string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(s, "+"))
	if err != nil {
		return 0
	}
	return n
}

func sign(s string) int {
	if strings.HasPrefix(s, "-") {
		return -1
	}
	return 1
}
