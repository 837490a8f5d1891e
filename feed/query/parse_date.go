package query

import (
	"strings"
	"time"
	"unicode"

	"veille/feed/text"
)

// date reads a value of since:, before:, on: or fetched:.
func (p *parser) date(c clause) Expr {
	v := p.value(c)
	if v.s == "" {
		return nil
	}
	d := Date{Op: c.field, Value: v.s}
	good := d.readable()
	if !v.quoted {
		d.Value, good = p.twoWords(d, good)
	}
	if !good {
		if p.fault == nil {
			p.failValue(c, v, BadDate, dayNames.nearSpelling(v.s))
		}
		return nil
	}
	return d
}

// readable reports whether the value is a date at all.
func (d Date) readable() bool {
	_, _, err := d.Resolve(time.Date(2020, 2, 29, 12, 0, 0, 0, time.UTC))
	return err == nil
}

// twoWords reads the second word of a date like 2 tuần, hôm qua or this week,
// which nobody quotes, and returns the whole.
func (p *parser) twoWords(d Date, good bool) (value string, ok bool) {
	at := p.at
	p.blanks()
	r, _ := p.peek()
	if p.at > at && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
		both := Date{d.Op, d.Value + " " + p.word(",")}
		if good && isPair(dateEnd(both.Value)) || !good && both.readable() {
			return both.Value, true
		}
	}
	p.at = at
	return d.Value, good
}

// dateEnd returns the last date of a range or comparison.
func dateEnd(s string) string {
	if i := strings.LastIndexAny(s, ".<>="); i >= 0 {
		return s[i+1:]
	}
	return s
}

// isPair reports whether s is a named day of two words.
func isPair(s string) bool {
	return strings.Contains(s, " ") && isNamed(s) && dayPairs()[text.Fold(s)]
}

// opensPair reports whether a named day of two words begins with s.
func opensPair(s string) bool { return isNamed(s) && dayPairs()[text.Fold(s)+" "] }

// isNamed reports whether s is no number: most dates are.
func isNamed(s string) bool { return s != "" && (s[0] < '0' || s[0] > '9') }
