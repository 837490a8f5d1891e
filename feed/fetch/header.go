package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"

	"veille/feed/text"
)

// Bounds of what servers say about time: a max-age of ten years is a mistake, and
// so is a pause of a second after "too many requests".
const (
	maxFresh = 7 * 24 * time.Hour
	minRetry = time.Minute
	maxRetry = 7 * 24 * time.Hour
)

// Bounds of what is taken from the head of an answer.
const (
	maxValidator = 4 << 10 // bytes; what is longer would not be taken back either
	maxType      = 200     // runes
	maxLinks     = 100
)

// validator returns a header as it came, or "" when it could not be sent back as
// it is.
func validator(h http.Header, name string) string {
	v := h.Get(name)
	if len(v) > maxValidator || !httpguts.ValidHeaderFieldValue(v) {
		return ""
	}
	return v
}

// fresh returns for how long an answer stays as it is, 0 when it does not say or
// asks that nobody rely on it.
func fresh(h http.Header, now time.Time) time.Duration {
	age, known := time.Duration(0), false
	for name, value := range directives(h.Values("Cache-Control")) {
		switch name {
		case "no-cache", "no-store":
			if value == "" { // else of one header alone
				return 0
			}
		case "max-age":
			if d, ok := seconds(value); ok && !known {
				age, known = d, true
			}
		}
	}
	if !known {
		age = expires(h, now)
	} else if old, ok := seconds(strings.TrimSpace(h.Get("Age"))); ok {
		age -= old // a cache on the way has had it for so long
	}
	return min(max(age, 0), maxFresh)
}

// expires is the time between the two dates of an answer, so that a server whose
// clock is wrong is understood all the same.
func expires(h http.Header, now time.Time) time.Duration {
	end, ok := parseDate(h.Get("Expires"))
	if !ok {
		return 0
	}
	if d, ok := parseDate(h.Get("Date")); ok {
		now = d
	}
	return end.Sub(now)
}

// directives yields the parts of Cache-Control headers: names in lower case,
// values without quotes.
func directives(headers []string) func(yield func(name, value string) bool) {
	return func(yield func(name, value string) bool) {
		for _, h := range headers {
			for part := range splitQuoted(h, ',') {
				name, value, _ := strings.Cut(part, "=")
				name = strings.ToLower(strings.TrimSpace(name))
				if name != "" && !yield(name, strings.Trim(strings.TrimSpace(value), `"`)) {
					return
				}
			}
		}
	}
}

// splitQuoted yields the parts of a header between separators that stand neither
// in quotes nor in <>.
func splitQuoted(s string, sep byte) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		quoted, angle := false, false
		for i := 0; i < len(s); i++ {
			switch c := s[i]; {
			case quoted && c == '\\':
				i++
			case c == '"' && !angle:
				quoted = !quoted
			case quoted:
			case c == '<':
				angle = true
			case c == '>':
				angle = false
			case c == sep && !angle:
				if !yield(s[start:i]) {
					return
				}
				start = i + 1
			}
		}
		yield(s[start:])
	}
}

// seconds reads a number of seconds; one that is too large for us is the most we
// can say, not a mistake.
func seconds(s string) (time.Duration, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > int64(longest/time.Second) {
		return longest, true
	}
	return time.Duration(n) * time.Second, true
}

const longest = 100 * 365 * 24 * time.Hour

// retryAfter returns for how long a server wants to be left alone, in [60 s, 7 d],
// 0 when it does not say.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	d, ok := seconds(strings.TrimPrefix(v, "-"))
	switch {
	case v == "":
		return 0
	case ok && v[0] == '-':
		d = 0
	case !ok:
		t, ok := parseDate(v)
		if !ok {
			return 0
		}
		d = t.Sub(now)
	}
	return min(max(d, minRetry), maxRetry)
}

// dateLayouts are those of RFC 9110 and what servers write by mistake; zones are
// GMT or numbers, for Go reads any other abbreviation as GMT in silence.
var dateLayouts = []string{
	http.TimeFormat, "Monday, 02-Jan-06 15:04:05 GMT", time.ANSIC,
	"Mon, 2 Jan 2006 15:04:05 GMT", "Mon, 2 Jan 2006 15:04:05 UTC", "Mon, 2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05 GMT", "Mon, 02-Jan-2006 15:04:05 GMT", time.RFC3339,
}

func parseDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 10 || len(s) > 64 {
		return time.Time{}, false
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// links parts Link headers into single links, each one clean line.
func links(headers []string) (out []string) {
	for _, h := range headers {
		for part := range splitQuoted(h, ',') {
			part = text.Line(part)
			if part == "" || len(part) > 2*text.MaxURL {
				continue
			}
			if len(out) == maxLinks {
				return out
			}
			out = append(out, part)
		}
	}
	return out
}
