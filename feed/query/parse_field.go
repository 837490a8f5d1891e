package query

import (
	"strings"
	"unicode"
)

// name reads "letters:" where it stands. Something like 12:30, http://x or a
// colon at the end of an ordinary word is no field.
func (p *parser) name() (string, bool) {
	start := p.at
	for {
		r, n := p.peek()
		if n == 0 {
			break
		}
		if r == ':' {
			name := p.src[start:p.at]
			rest := p.src[p.at+1:]
			known := Field(name) != ""
			if name != "" && (known || rest != "" && !strings.HasPrefix(rest, "//") && !endsWord(rest)) {
				p.seen(start, p.at, "", false)
				p.at++
				return name, true
			}
			break
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && (r != '-' && r != '_' || p.at == start) {
			break
		}
		p.at += n
	}
	p.at = start
	return "", false
}

func endsWord(rest string) bool {
	r, _ := (&scanner{src: rest}).peek()
	return blank(r) || r == ')' || r == '|'
}

// clause is a field being read; it began at start, inside depth groups and
// negations.
type clause struct {
	field        string
	start, depth int
}

// field reads the values of a field; name is as typed and began at start.
func (p *parser) field(name string, start, depth int) Expr {
	c := clause{Field(name), start, depth}
	if c.field == "" {
		if p.fault == nil { // a hint is not cheap
			p.fail(UnknownField, start, p.at, tidy(name)+":", colon(fieldNames.near(name)))
		}
		p.at = start
		return p.unknown()
	}
	var parts Or
	set := Set{Name: c.field}
	for more := true; more; {
		switch {
		case p.endOfValue():
			p.seen(p.at, p.at, c.field, false)
			p.noValue(c)
		case isSet(c.field):
			set.Values = append(set.Values, p.member(c)...)
		default:
			parts = append(parts, p.operand(c))
		}
		more = p.take(',')
	}
	if len(set.Values) > 0 {
		parts = append(parts, set)
	}
	return flat(parts)
}

// isSet reports whether a field asks for membership.
func isSet(field string) bool {
	switch field {
	case fieldTag, fieldSug, fieldBy, fieldSource, fieldLang, fieldIs, fieldHas, fieldID, fieldStory:
		return true
	}
	return false
}

// operand reads one value of a field that is not a set.
func (p *parser) operand(c clause) Expr {
	switch c.field {
	case fieldSince, fieldBefore, fieldOn, fieldFetched:
		return p.date(c)
	case fieldWords, fieldMin:
		return p.number(c)
	case fieldSaved:
		if v := p.value(c); v.s != "" {
			return Saved{v.s}
		}
		return nil
	case fieldSort, fieldLimit:
		p.order(c)
		return nil
	}
	return p.within(c)
}

func (p *parser) noValue(c clause) {
	p.fail(NoValue, c.start, p.at, tidy(p.src[c.start:p.at]), "")
}

func colon(name string) string {
	if name == "" {
		return ""
	}
	return name + ":"
}

// unknown takes a word whose field nobody knows as text, with the quoted
// value that may follow.
func (p *parser) unknown() Expr {
	at := p.at
	s := p.word("")
	if r, _ := p.peek(); closing(r) != 0 {
		v, _ := p.quoted()
		s = tidy(p.src[at:at+strings.IndexByte(p.src[at:], ':')+1]) + v
	}
	p.seen(at, p.at, "", false)
	return textOf("", s, true)
}

func (p *parser) endOfValue() bool {
	r, n := p.peek()
	return n == 0 || blank(r) || r == '(' || r == ')' || r == '|' || r == ','
}

// within reads a word or phrase that one part of the article holds.
func (p *parser) within(c clause) Expr {
	var e Expr
	if r, _ := p.peek(); closing(r) != 0 {
		e = p.phrase(c.field)
	} else {
		e = p.bare(c.field, ",")
	}
	if e == nil {
		p.noValue(c)
	}
	return e
}
