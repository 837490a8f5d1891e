package parse

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxJSONDepth is how deep values may be nested.
const maxJSONDepth = 100

// jsonValue is a value in a text of JSON as it was written: from is its first
// byte, to the one behind it. It is read leniently: newlines may stand in texts,
// commas too often, and the end may be missing.
type jsonValue struct {
	s        string
	from, to int
	cut      bool // its end is missing
}

func (v jsonValue) kind() byte {
	if v.from >= v.to {
		return 0
	}
	return v.s[v.from]
}

// valueAt finds the value that begins at or after i. False means that it is
// nested too deep.
func valueAt(s string, i int) (jsonValue, bool) {
	i = skipJSONBlanks(s, i)
	v := jsonValue{s: s, from: i, to: i}
	depth := 0
	for j := i; j < len(s); {
		switch c := s[j]; {
		case c == '"':
			j, v.cut = stringEnd(s, j)
		case c == '{' || c == '[':
			if depth++; depth > maxJSONDepth {
				return v, false
			}
			j++
		case c == '}' || c == ']':
			if depth == 0 { // of what it stands in
				v.to = j
				return v, true
			}
			depth--
			j++
		case depth > 0:
			j++
			continue
		case isBlank(c) || c == ',':
			v.to = j
			return v, true
		default:
			for j < len(s) && strings.IndexByte(",]} \t\r\n", s[j]) < 0 {
				j++
			}
		}
		if v.to = j; depth == 0 {
			return v, true
		}
	}
	v.to, v.cut = len(s), true
	return v, true
}

func skipJSONBlanks(s string, i int) int {
	for i < len(s) && (isBlank(s[i]) || s[i] == ',' || s[i] == ':') {
		i++
	}
	return i
}

// stringEnd returns the place behind the text whose quote stands at i, and
// whether its end is missing.
func stringEnd(s string, i int) (int, bool) {
	for j := i + 1; j < len(s); {
		k := strings.IndexAny(s[j:], `"\`)
		if k < 0 {
			break
		}
		if j += k; s[j] == '"' {
			return j + 1, false
		}
		j += 2
	}
	return len(s), true
}

// each calls f with the values of an array; for anything else with the value
// itself. It stops when f says so, and reports whether all could be read.
func (v jsonValue) each(f func(jsonValue) bool) bool {
	if v.kind() != '[' {
		return v.from >= v.to || f(v)
	}
	for i := v.from + 1; ; {
		if i = skipJSONBlanks(v.s, i); i >= v.to || v.s[i] == ']' || v.s[i] == '}' {
			return true
		}
		x, ok := valueAt(v.s, i)
		if !ok || !f(x) {
			return false
		}
		i = max(x.to, i+1)
	}
}

// members calls f with the names and values of an object.
func (v jsonValue) members(f func(name string, x jsonValue) bool) bool {
	if v.kind() != '{' {
		return true
	}
	for i := v.from + 1; ; {
		if i = skipJSONBlanks(v.s, i); i >= v.to || v.s[i] == '}' || v.s[i] == ']' {
			return true
		}
		name, ok := valueAt(v.s, i)
		if !ok {
			return false
		}
		x, ok := valueAt(v.s, max(name.to, i+1))
		if !ok || !f(name.text(), x) {
			return false
		}
		i = max(x.to, name.to, i+1)
	}
}

// text returns a text, number or truth as text; "" for null, arrays and objects.
func (v jsonValue) text() string {
	switch v.kind() {
	case 0, '{', '[', 'n':
		return ""
	case '"':
		end := v.to
		if !v.cut {
			end--
		}
		return unquoteJSON(v.s[v.from+1 : max(end, v.from+1)])
	}
	return v.s[v.from:v.to]
}

// number returns a number, 0 if it is none.
func (v jsonValue) number() int64 {
	f, err := strconv.ParseFloat(v.text(), 64)
	if err != nil || f < 0 || f > 1<<53 {
		return 0
	}
	return int64(f)
}

// unquoteJSON decodes the escapes of a text.
func unquoteJSON(s string) string {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i >= 0 && i+1 < len(s) {
		b.WriteString(s[:i])
		n := writeEscape(&b, s[i:])
		s = s[i+n:]
		i = strings.IndexByte(s, '\\')
	}
	b.WriteString(s)
	return b.String()
}

// writeEscape decodes the escape that s begins with and returns its length.
func writeEscape(b *strings.Builder, s string) int {
	switch c := s[1]; c {
	case 'n', 'r', 't', 'b', 'f':
		b.WriteByte("\n\r\t\b\f"[strings.IndexByte("nrtbf", c)])
	case 'u':
		r, ok := hex4(s)
		if !ok {
			b.WriteByte('u')
			return 2
		}
		if utf16.IsSurrogate(r) {
			low, ok := hex4(s[6:])
			if pair := utf16.DecodeRune(r, low); ok && pair != utf8.RuneError {
				b.WriteRune(pair)
				return 12
			}
			r = utf8.RuneError
		}
		b.WriteRune(r)
		return 6
	default:
		b.WriteByte(c)
	}
	return 2
}

// hex4 reads the escape of four hexadecimal digits that s begins with.
func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	return rune(n), err == nil
}
