package query

import (
	"fmt"
	"strings"
	"time"

	"veille/feed"
)

// calendarDate is a date as written: a year, a month of it, a day of it, or a
// minute of that. What is not written is -1.
type calendarDate struct{ year, month, day, hour, minute int }

// readCalendar reads 2020, 2020-06, 2020-06-03, 2020-06-03T14:05 (with / for -
// and a blank for T as well), 6/2020 and 3/6/2020. It does not judge whether
// the day exists.
func readCalendar(s string) (c calendarDate, ok bool) {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return c, false
	}
	c = calendarDate{-1, -1, -1, -1, -1}
	if c.year = digits(s, 4); c.year >= 0 {
		rest := s[4:]
		if c.month, rest = behind(rest, "-/"); c.month >= 0 {
			c.day, rest = behind(rest, "-/")
		}
		if c.day >= 0 {
			c.hour, c.minute, rest = clock(rest)
		}
		return c, rest == ""
	}
	return readDayFirst(s)
}

// readDayFirst reads 6/2020 and 3/6/2020.
func readDayFirst(s string) (c calendarDate, ok bool) {
	c = calendarDate{-1, -1, -1, -1, -1}
	list := strings.SplitN(s, "/", 4)
	year := len(list) - 1
	if year < 1 || year > 2 || len(list[year]) != 4 || len(list[year-1]) > 2 || len(list[0]) > 2 {
		return c, false
	}
	c.year, c.month = digits(list[year], 4), digits(list[year-1], len(list[year-1]))
	if ok = c.year >= 0 && c.month >= 0; year == 2 {
		c.day = digits(list[0], len(list[0]))
		ok = ok && c.day >= 0
	}
	return c, ok
}

// digits reads the first n bytes of s as a number, -1 when they are none or
// another digit follows.
func digits(s string, n int) int {
	if n < 1 || n > 9 || len(s) < n || len(s) > n && s[n] >= '0' && s[n] <= '9' {
		return -1
	}
	x := 0
	for i := range n {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		x = 10*x + int(s[i]-'0')
	}
	return x
}

// behind reads a sign out of signs with one or two digits, -1 when there is
// none.
func behind(s, signs string) (n int, rest string) {
	if s == "" || strings.IndexByte(signs, s[0]) < 0 {
		return -1, s
	}
	for _, width := range []int{1, 2} {
		if n := digits(s[1:], width); n >= 0 {
			return n, s[1+width:]
		}
	}
	return -1, s
}

// clock reads T14:05.
func clock(s string) (hour, minute int, rest string) {
	hour, rest = behind(s, "Tt ")
	if hour < 0 || len(rest) != 3 {
		return -1, -1, s
	}
	if minute, rest = behind(rest, ":"); minute < 0 {
		return -1, -1, s
	}
	return hour, minute, rest
}

// period is the time that the date takes up in a zone. The error wraps
// feed.ErrInvalid.
func (c calendarDate) period(s string, loc *time.Location) (from, to time.Time, err error) {
	m, d := c.month, c.day
	if m < 0 {
		m = 1
	}
	if d < 0 {
		d = 1
	}
	if c.year < 1 || m < 1 || m > 12 || d < 1 || c.hour > 23 || c.minute > 59 ||
		d > daysIn(time.Date(c.year, time.Month(m), 1, 0, 0, 0, 0, time.UTC)) {
		return from, to, fmt.Errorf("read date %q: %w", s, feed.ErrInvalid)
	}
	from = time.Date(c.year, time.Month(m), d, max(0, c.hour), max(0, c.minute), 0, 0, loc)
	switch {
	case c.hour >= 0:
		return from, from.Add(time.Minute), nil
	case c.day >= 0:
		return from, from.AddDate(0, 0, 1), nil
	case c.month >= 0:
		return from, from.AddDate(0, 1, 0), nil
	}
	return from, from.AddDate(1, 0, 0), nil
}

// String is the date in its ISO form.
func (c calendarDate) String() string {
	s := fmt.Sprintf("%04d", c.year)
	for _, n := range []int{c.month, c.day} {
		if n >= 0 {
			s += fmt.Sprintf("-%02d", n)
		}
	}
	if c.hour >= 0 {
		s += fmt.Sprintf(" %02d:%02d", c.hour, c.minute)
	}
	return s
}

// readAgo parts 7d or 7 ngày into the number, of five digits at most, and the
// unit as written, "" when s is nothing of the kind.
func readAgo(s string) (n int, unit string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		n = min(10*n+int(s[i]-'0'), 1<<20)
		i++
	}
	unit = strings.TrimLeft(s[i:], " ")
	if i == 0 || i > 5 || strings.ContainsAny(unit, "0123456789") {
		return 0, ""
	}
	return n, unit
}
