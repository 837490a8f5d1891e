package parse

import (
	"strings"
)

// maxAttr is the length in bytes of the longest attribute value that is read.
const maxAttr = 64 << 10

// ahead remembers where a piece of markup stands next, so that looking for a
// terminator that is far away or not there costs one pass over the text and not
// one for each time it is looked for. Questions must come in order.
type ahead struct {
	at    int // of the next one, len(text) for none
	from  int // from where it was looked for
	valid bool
}

func (a *ahead) next(s, what string, from int) int {
	if a.valid && a.from <= from && from <= a.at {
		return a.at
	}
	at := len(s)
	if from < len(s) {
		if i := strings.Index(s[from:], what); i >= 0 {
			at = from + i
		}
	}
	*a = ahead{at: at, from: from, valid: true}
	return at
}

// scanner walks over text that may or may not be XML and finds its markup.
type scanner struct {
	s   string
	pos int

	comment, cdata, pi, double, single, less ahead
}

// kind of a piece of markup.
type kind uint8

const (
	atEnd kind = iota
	startTag
	endTag
	cdataSection
	otherMarkup // comment, instruction, declaration
	noMarkup    // a < that begins nothing
)

// tag is a piece of markup: bytes from to to of the text. Of a start tag attrs
// are the bytes between name and end.
type tag struct {
	kind     kind
	from, to int
	name     string
	attrs    string // begins behind the name
	empty    bool   // ends with />
	cut      bool   // its terminator is missing
}

// next finds the next piece of markup from pos on and steps behind it.
func (sc *scanner) next() tag {
	i := strings.IndexByte(sc.s[sc.pos:], '<')
	if i < 0 {
		sc.pos = len(sc.s)
		return tag{kind: atEnd, from: len(sc.s), to: len(sc.s)}
	}
	t := sc.markup(sc.pos + i)
	sc.pos = t.to
	return t
}

// markup reads the markup that begins with the < at i.
func (sc *scanner) markup(i int) tag {
	s := sc.s
	if i+1 >= len(s) {
		return tag{kind: noMarkup, from: i, to: len(s), cut: true}
	}
	switch c := s[i+1]; {
	case c == '/':
		return sc.endTag(i)
	case isNameStart(c):
		return sc.startTag(i)
	case c == '!':
		return sc.declaration(i)
	case c == '?':
		end := sc.pi.next(s, "?>", i+2)
		if end == len(s) { // ends with > alone, as in SGML
			if end = sc.closing(i); end == len(s) {
				return tag{kind: otherMarkup, from: i, to: len(s), cut: true}
			}
			return tag{kind: otherMarkup, from: i, to: end + 1}
		}
		return tag{kind: otherMarkup, from: i, to: end + 2}
	}
	return tag{kind: noMarkup, from: i, to: i + 1}
}

// declaration reads what begins with <! at i.
func (sc *scanner) declaration(i int) tag {
	s := sc.s
	rest := s[i:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		end := sc.comment.next(s, "-->", i+4)
		if end == len(s) {
			return tag{kind: noMarkup, from: i, to: i + 4, cut: true}
		}
		return tag{kind: otherMarkup, from: i, to: end + 3}
	case strings.HasPrefix(rest, "<![CDATA["):
		end := sc.cdata.next(s, "]]>", i+9)
		if end == len(s) {
			return tag{kind: cdataSection, from: i, to: len(s), cut: true}
		}
		return tag{kind: cdataSection, from: i, to: end + 3}
	}
	return tag{kind: otherMarkup, from: i, to: sc.doctypeEnd(i)}
}

// doctypeEnd finds the end of a declaration, which may hold others in brackets.
func (sc *scanner) doctypeEnd(i int) int {
	s := sc.s
	const reach = 64 << 10
	end := min(len(s), i+reach)
	depth := 0
	for j := i + 1; j < end; j++ {
		switch s[j] {
		case '[':
			depth++
		case ']':
			depth = max(0, depth-1)
		case '"', '\'':
			if depth > 0 {
				if k := strings.IndexByte(s[j+1:end], s[j]); k >= 0 {
					j += k + 1
				}
			}
		case '>':
			if depth == 0 {
				return j + 1
			}
		}
	}
	return min(len(s), sc.closing(i)+1)
}

// closing finds the first > after i, at most maxAttr away.
func (sc *scanner) closing(i int) int {
	end := min(len(sc.s), i+maxAttr)
	if k := strings.IndexByte(sc.s[i:end], '>'); k >= 0 {
		return i + k
	}
	return len(sc.s)
}

func (sc *scanner) endTag(i int) tag {
	s := sc.s
	j := i + 2
	for j < len(s) && isNameByte(s[j]) {
		j++
	}
	t := tag{kind: endTag, from: i, name: s[i+2 : j]}
	for j < len(s) && isBlank(s[j]) {
		j++
	}
	if j < len(s) && s[j] == '>' {
		t.to = j + 1
		return t
	}
	// Something stands behind the name, or the tag is not closed: a < ends it.
	for j < len(s) && s[j] != '>' && s[j] != '<' {
		j++
	}
	t.to, t.cut = j, true
	if j < len(s) && s[j] == '>' {
		t.to, t.cut = j+1, false
	}
	return t
}

func (sc *scanner) startTag(i int) tag {
	s := sc.s
	j := i + 1
	for j < len(s) && isNameByte(s[j]) {
		j++
	}
	t := tag{kind: startTag, from: i, name: s[i+1 : j]}
	from := j
	for j < len(s) {
		switch c := s[j]; c {
		case '>':
			t.attrs, t.to = s[from:j], j+1
			if j > from && s[j-1] == '/' {
				t.empty, t.attrs = true, s[from:j-1]
			}
			return t
		case '<': // not closed
			t.attrs, t.to, t.cut = s[from:j], j, true
			return t
		case '"', '\'':
			if j > from && s[j-1] == '=' || endsWithEqual(s[from:j]) {
				j = sc.quoteEnd(j)
			} else {
				j++
			}
		default:
			j++
		}
	}
	t.attrs, t.to, t.cut = s[from:], len(s), true
	return t
}

// endsWithEqual reports whether an attribute's value may follow.
func endsWithEqual(s string) bool {
	for i := len(s) - 1; i >= 0; i-- {
		if !isBlank(s[i]) {
			return s[i] == '='
		}
	}
	return false
}

// quoteEnd returns the place behind the quoted value that begins at i. A quote
// that is not closed within its tag is a byte like others.
func (sc *scanner) quoteEnd(i int) int {
	a, q := &sc.double, `"`
	if sc.s[i] == '\'' {
		a, q = &sc.single, `'`
	}
	end := a.next(sc.s, q, i+1)
	if end == len(sc.s) || end-i > maxAttr {
		return i + 1
	}
	less := sc.less.next(sc.s, "<", i+1)
	if less < end && strings.IndexByte(sc.s[i:less], '>') >= 0 {
		return i + 1
	}
	return end + 1
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

func isNameByte(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.'
}
