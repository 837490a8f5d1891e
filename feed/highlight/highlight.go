// Package highlight makes highlights of passages and finds them again in texts
// that have changed.
package highlight

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// around is how many runes before and after a passage are kept with it.
const around = 32

// New returns a highlight of a passage of an article: its words and up to 32 runes
// before and after it. White space at the ends of the range is left out, and ends
// within a rune are moved out of it. A range that holds no words gives a lost
// highlight, one whose IsLost is true.
func New(a *feed.Article, r feed.Range, at time.Time) feed.Highlight {
	s := a.In(r.Field)
	r.Start, r.End = trim(s, r.Start, r.End)
	h := feed.Highlight{Range: r, Quote: s[r.Start:r.End], At: at}
	h.Before, h.After = surroundings(s, r.Start, r.End)
	h.ID = feed.NewID("highlight", a.ID.String(), strconv.Itoa(int(r.Field)), h.Before, h.Quote, h.After, strconv.FormatInt(at.UnixNano(), 10))
	return h
}

// trim brings a range into s, to whole runes and without white space at its ends.
func trim(s string, start, end int) (int, int) {
	start, end = min(max(start, 0), len(s)), min(max(end, 0), len(s))
	for start > 0 && start < len(s) && !utf8.RuneStart(s[start]) {
		start--
	}
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	if start >= end {
		return start, start
	}
	from := end - len(strings.TrimLeftFunc(s[start:end], unicode.IsSpace))
	if from == end {
		return start, start
	}
	return from, from + len(strings.TrimRightFunc(s[from:end], unicode.IsSpace))
}

// surroundings returns what stands before and after a range, at most around runes
// each.
func surroundings(s string, start, end int) (before, after string) {
	from, to := start, end
	for range around {
		if _, n := utf8.DecodeLastRuneInString(s[:from]); n > 0 {
			from -= n
		}
		if _, n := utf8.DecodeRuneInString(s[to:]); n > 0 {
			to += n
		}
	}
	return s[from:start], s[end:to]
}
