package parse

import (
	"strings"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// maxDate is the length in bytes of the longest text that may be a date.
const maxDate = 160

// Date reads a date as feeds write them: ISO 8601 and RFC 822 with all that is
// made of them, asctime, figures in any order, names of months in many
// languages, seconds since 1970. It reads words, not layouts: what the fields
// are follows from their size, their neighbours and, where figures leave it open,
// from the day of the week and lang (BCP 47), which says whether the day or the
// month comes first. A date without a zone is taken for one in UTC. False means that it is none.
func Date(s, lang string) (time.Time, feed.Precision, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > maxDate {
		return time.Time{}, feed.NoDate, false
	}
	if t, ok := isoInstant(s); ok {
		return t, feed.Second, true
	}
	if t, ok := mailInstant(s); ok {
		return t, feed.Second, true
	}
	d := dateReader{raw: s, lang: strings.ToLower(lang)}
	d.split(text.Fold(s))
	if !d.read() {
		return time.Time{}, feed.NoDate, false
	}
	return d.time()
}

// isoInstant reads the commonest form, 2026-05-17T08:30:00Z or with an offset
// for Z, without looking at words.
func isoInstant(s string) (time.Time, bool) {
	if len(s) != 20 && len(s) != 25 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, false
	}
	if len(s) == 20 && s[19] != 'Z' {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, false
	}
	return t, true
}

// mailInstant reads the other common form, Sun, 17 May 2026 08:30:00 +0700 or GMT,
// in the same way.
func mailInstant(s string) (time.Time, bool) {
	if len(s) > 5 && s[3] == ',' && s[4] == ' ' {
		s = s[5:]
	}
	if len(s) < 24 || len(s) > 26 || s[2] != ' ' || s[6] != ' ' || s[11] != ' ' || s[14] != ':' || s[17] != ':' || s[20] != ' ' {
		return time.Time{}, false
	}
	layout := "02 Jan 2006 15:04:05 -0700"
	if s[21:] == "GMT" || s[21:] == "UTC" {
		layout = layout[:21] + s[21:]
	}
	t, err := time.Parse(layout, s)
	if _, off := t.Zone(); err != nil || off > 14*3600 || off < -14*3600 {
		return time.Time{}, false
	}
	return t, true
}

// dateReader holds the parts of a date while they are found.
type dateReader struct {
	raw, lang string
	tokens    []token

	year, month, day  int
	named             bool // the month by name
	ordinal           int  // day of the year
	weekday           int  // 1 Monday to 7; 0 not told
	hour, minute, sec int
	clock, seconds    bool
	half              int // 1 am, 2 pm
	zone              *time.Location
	zoned             bool
	korean            bool
	iso               bool // figures with the year first
	unknown           int  // words that mean nothing to us
	unix              time.Time
}

// tokenKind is the kind of a part of a date.
type tokenKind uint8

const (
	figures tokenKind = iota
	word
	sign
	used
)

// token is a run of figures, a run of letters, or one other character.
type token struct {
	kind  tokenKind
	s     string
	n     int
	blank bool // before it
	paren bool // within parentheses
	at    int  // in the folded text
}

// maxTokens bounds what is looked at.
const maxTokens = 48

// split parts a folded text.
func (d *dateReader) split(s string) {
	blank, paren := false, 0
	for i := 0; i < len(s) && len(d.tokens) < maxTokens; {
		c := s[i]
		j := i + 1
		k := sign
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			blank = true
			i++
			continue
		case c == '(':
			paren++
		case c == ')':
			paren = max(0, paren-1)
		case c >= '0' && c <= '9':
			k = figures
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
		case isWordByte(c):
			k = word
			for j < len(s) && (isWordByte(s[j]) || s[j] == '_') {
				j++
			}
		}
		t := token{kind: k, s: s[i:j], blank: blank, paren: paren > 0, at: i}
		if k == figures {
			t.n = atoi(t.s)
		}
		d.tokens = append(d.tokens, t)
		blank, i = false, j
	}
}

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

// atoi reads figures; more than nine of them are no field of a date.
func atoi(s string) int {
	if len(s) > 9 {
		return -1
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// read finds the parts and reports whether they make a date.
func (d *dateReader) read() bool {
	if d.readNumber() {
		return true
	}
	if !d.readClock() || !d.readZone() {
		return false
	}
	d.readWords()
	return d.readCJK() && d.readWeek() && d.readFields() && d.complete()
}

// readNumber reads a date written as one number: seconds or milliseconds since
// 1970, or the fields without separators.
func (d *dateReader) readNumber() bool {
	if len(d.tokens) != 1 || d.tokens[0].kind != figures {
		return false
	}
	s := d.tokens[0].s
	switch len(s) {
	case 10:
		d.unix = time.Unix(int64(atoi(s[:9]))*10+int64(s[9]-'0'), 0)
	case 13:
		d.unix = time.Unix(int64(atoi(s[:9]))*10+int64(s[9]-'0'), 0)
	case 14:
		d.year, d.month, d.day = atoi(s[:4]), atoi(s[4:6]), atoi(s[6:8])
		d.hour, d.minute, d.sec, d.clock, d.seconds = atoi(s[8:10]), atoi(s[10:12]), atoi(s[12:]), true, true
		return d.complete()
	default:
		return false
	}
	return true
}

// complete checks the ranges of all parts.
func (d *dateReader) complete() bool {
	if d.iso && d.unknown > 0 || d.unknown > 3 {
		return false
	}
	if d.clock && d.day == 0 && d.ordinal == 0 {
		return false
	}
	if d.half == 2 && d.hour < 12 {
		d.hour += 12
	} else if d.half == 1 && d.hour == 12 {
		d.hour = 0
	}
	if d.hour > 24 || d.hour == 24 && (d.minute > 0 || d.sec > 0) || d.minute > 59 || d.sec > 60 {
		return false
	}
	if d.year < 1 || d.month > 12 || d.day > 31 {
		return false
	}
	if d.day > 0 && time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() != d.day {
		return false
	}
	return true
}

// time makes the date of its parts.
func (d *dateReader) time() (time.Time, feed.Precision, bool) {
	if !d.unix.IsZero() {
		return d.unix.UTC(), feed.Second, true
	}
	zone := d.zone
	if zone == nil {
		zone = floating
		if d.korean && d.clock {
			zone = time.FixedZone("KST", 9*3600)
		}
	}
	p := feed.Year
	switch {
	case d.seconds:
		p = feed.Second
	case d.clock:
		p = feed.Minute
	case d.day > 0 || d.ordinal > 0:
		p = feed.Day
	case d.month > 0:
		p = feed.Month
	}
	if p <= feed.Day {
		zone = time.UTC
	}
	if d.ordinal > 0 {
		return time.Date(d.year, 1, d.ordinal, d.hour, d.minute, d.sec, 0, zone), p, true
	}
	return time.Date(d.year, time.Month(max(1, d.month)), max(1, d.day), d.hour, d.minute, d.sec, 0, zone), p, true
}
