package parse

import (
	"strings"
	"time"
)

// figureFields reads a date of figures alone.
func (d *dateReader) figureFields(g []token, seps string) bool {
	switch len(g) {
	case 1:
		return d.oneNumber(g[0])
	case 2:
		return d.twoNumbers(g[0], g[1])
	case 3:
		return d.threeNumbers(g, seps)
	}
	return false
}

// oneNumber reads a year alone, or fields without separators.
func (d *dateReader) oneNumber(f token) bool {
	s := f.s
	switch len(s) {
	case 4:
		if d.isSign(0, "-") { // -0312, as ISO 8601 once had it
			d.year, d.month = fullYear(token{s: s[:2], n: f.n / 100}), f.n%100
			return d.month >= 1
		}
		d.year = f.n
		return f.n >= 1000 && !d.clock
	case 8:
		d.year, d.month, d.day = f.n/10000, f.n/100%100, f.n%100
	case 7:
		d.year, d.ordinal, d.month = f.n/1000, f.n%1000, 1
		return d.ordinal >= 1 && d.ordinal <= 366
	case 6:
		d.year, d.month, d.day = fullYear(token{s: s[:2], n: f.n / 10000}), f.n/100%100, f.n%100
		if d.month > 12 || d.month == 0 { // 200312
			d.year, d.month, d.day = f.n/100, f.n%100, 0
			return d.month >= 1
		}
	case 5:
		d.year, d.ordinal, d.month = fullYear(token{s: s[:2], n: f.n / 1000}), f.n%1000, 1
		return d.ordinal >= 1 && d.ordinal <= 366
	default:
		return false
	}
	d.iso = true
	return d.month >= 1 && d.day >= 1
}

// twoNumbers reads year and month, or year and day of the year.
func (d *dateReader) twoNumbers(a, b token) bool {
	switch {
	case len(a.s) == 4 && len(b.s) == 3 && !d.clock || len(a.s) == 4 && len(b.s) == 3 && b.n > 12:
		d.year, d.ordinal, d.month, d.iso = a.n, b.n, 1, true
		return b.n >= 1 && b.n <= 366
	case len(a.s) == 4 && len(b.s) <= 2:
		d.year, d.month = a.n, b.n
	case len(b.s) == 4 && len(a.s) <= 2:
		d.year, d.month = b.n, a.n
	case d.isSign(0, "-") && len(a.s) == 2 && len(b.s) == 2: // -03-12
		d.year, d.month = fullYear(a), b.n
	default:
		return false
	}
	return d.month >= 1
}

// threeNumbers reads year, month and day in whatever order.
func (d *dateReader) threeNumbers(g []token, seps string) bool {
	a, b, c := g[0], g[1], g[2]
	switch {
	case len(a.s) == 4:
		d.iso = seps == "--"
		d.year, d.month, d.day = a.n, b.n, c.n
		if d.month > 12 && d.day <= 12 {
			d.month, d.day = d.day, d.month
		}
	case len(c.s) == 4:
		d.year = c.n
		d.dayAndMonth(a.n, b.n, seps)
	case len(a.s) <= 2 && len(b.s) <= 2 && len(c.s) <= 2:
		// 26-05-17 is of ISO 8601, unless it would lie in the future: 31-12-25.
		if seps == "--" && b.n <= 12 && c.n <= 31 && c.n >= 1 && fullYear(a) <= time.Now().Year()+1 {
			d.year, d.month, d.day = fullYear(a), b.n, c.n
			break
		}
		d.year = fullYear(c)
		d.dayAndMonth(a.n, b.n, seps)
	default:
		return false
	}
	return d.month >= 1 && d.day >= 1
}

// dayAndMonth settles which of two figures is the day: what makes sense, else
// the day of the week, else the custom of the language.
func (d *dateReader) dayAndMonth(a, b int, seps string) {
	d.day, d.month = a, b
	switch {
	case a > 12:
	case b > 12:
		d.day, d.month = b, a
	case d.weekday > 0 && d.falls(a, b) != d.falls(b, a):
		if d.falls(b, a) {
			d.day, d.month = b, a
		}
	case seps == "//" && d.monthFirst():
		d.day, d.month = b, a
	}
}

// falls reports whether a day is on the day of the week that was told.
func (d *dateReader) falls(day, month int) bool {
	t := time.Date(d.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Day() == day && (int(t.Weekday())+6)%7+1 == d.weekday
}

// monthFirst holds where 5/17 is written for the 17th of May: in America, and by
// programs that write AM and PM whatever their language is.
func (d *dateReader) monthFirst() bool {
	switch {
	case d.lang == "en" || d.lang == "en-us" || d.lang == "en-ph" || d.lang == "es-us" || d.lang == "fil":
		return true
	case strings.HasPrefix(d.lang, "en-"):
		return false
	}
	lower := strings.ToLower(d.raw)
	return d.half > 0 && (strings.Contains(lower, "am") || strings.Contains(lower, "pm"))
}
