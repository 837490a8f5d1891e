package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner walks over what was typed. Offsets are bytes of it.
type scanner struct {
	src string
	at  int
}

// closing returns the quote that closes what r opens, 0 when it opens nothing.
// Only inside the straight ones a backslash escapes.
func closing(r rune) rune {
	switch r {
	case '"':
		return '"'
	case '“':
		return '”'
	case '«':
		return '»'
	}
	return 0
}

// peek returns the next rune, 0 at the end. A byte that is no UTF-8 counts as
// U+FFFD of one byte.
func (s *scanner) peek() (rune, int) {
	if s.at >= len(s.src) {
		return 0, 0
	}
	if c := s.src[s.at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.src[s.at:])
}

func (s *scanner) blanks() {
	for {
		r, n := s.peek()
		if n == 0 || !blank(r) {
			return
		}
		s.at += n
	}
}

func (s *scanner) done() bool { return s.at >= len(s.src) }

// take moves past c when it comes next.
func (s *scanner) take(c byte) bool {
	if s.at < len(s.src) && s.src[s.at] == c {
		s.at++
		return true
	}
	return false
}

// keyword moves past word when it stands next as a word of its own.
func (s *scanner) keyword(word string) bool {
	rest, ok := strings.CutPrefix(s.src[s.at:], word)
	if !ok {
		return false
	}
	if r, n := utf8.DecodeRuneInString(rest); n > 0 && !blank(r) && r != '(' && r != ')' && closing(r) == 0 && r != '|' {
		return false
	}
	s.at += len(word)
	return true
}

// word returns the run up to a blank, quote, bracket, bar or one of stop.
func (s *scanner) word(stop string) string {
	start := s.at
	for {
		r, n := s.peek()
		if n == 0 || blank(r) || r == '(' || r == ')' || r == '|' || closing(r) != 0 || strings.ContainsRune(stop, r) {
			return tidy(s.src[start:s.at])
		}
		s.at += n
	}
}

// quoted returns what stands between the quotes that come next, and whether
// they were closed.
func (s *scanner) quoted() (string, bool) {
	open, n := s.peek()
	s.at += n
	end := closing(open)
	var b strings.Builder
	for {
		r, n := s.peek()
		switch {
		case n == 0:
			return tidy(b.String()), false
		case r == end:
			s.at += n
			return tidy(b.String()), true
		case r == '\\' && open == '"' && s.at+1 < len(s.src):
			s.at++
			r, n = s.peek()
		}
		if n == 1 && r == utf8.RuneError {
			b.WriteRune(utf8.RuneError)
		} else {
			b.WriteString(s.src[s.at : s.at+n])
		}
		s.at += n
	}
}

// blank reports what separates words: white space and, as nobody can see them,
// control characters.
func blank(r rune) bool {
	if r < 0x7f {
		return r <= ' '
	}
	return unicode.IsSpace(r) || unicode.IsControl(r)
}

// tidy makes text of what was typed: valid UTF-8, runs of blanks as one.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, string(utf8.RuneError)), blank), " ")
}

// wordy reports whether s holds anything that a search can find.
func wordy(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// isTidy reports whether s surely is what tidy makes of it.
func isTidy(s string) bool {
	for _, r := range s {
		if r <= ' ' || r >= 0x7f && (blank(r) || r == utf8.RuneError) {
			return false
		}
	}
	return true
}
