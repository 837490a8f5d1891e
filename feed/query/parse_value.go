package query

import (
	"cmp"
	"strconv"
	"strings"

	"veille/feed"
)

// value is one value of a field as typed, with "=" before it where it stood;
// it began at byte at.
type value struct {
	s      string
	at     int
	quoted bool
}

// value reads one value: quoted, or up to the next comma. A "=" may stand
// before the quotes, the bound of a score behind them.
func (p *parser) value(c clause) value {
	v := value{at: p.at}
	exact := p.take('=')
	from := p.at
	if r, n := p.peek(); closing(r) != 0 {
		var closed bool
		v.quoted = true
		if v.s, closed = p.quoted(); !closed {
			p.fail(OpenQuote, from, from+n, "", "")
		}
		p.seen(from, p.at, c.field, !closed)
		if r, _ := p.peek(); c.field == fieldSug && (r == '<' || r == '>') && v.s != "" {
			v.s += p.word(",")
		}
	} else {
		v.s = p.word(",")
		p.seen(from, p.scoreless(c.field, from), c.field, false)
	}
	switch {
	case v.s == "":
		p.noValue(c)
	case exact:
		v.s = "=" + v.s
	}
	return v
}

// scoreless returns where the theme ends in the value of a field that was just
// read from byte from.
func (p *parser) scoreless(field string, from int) int {
	if i := strings.IndexAny(p.src[from:p.at], "<>"); field == fieldSug && i > 0 {
		return from + i
	}
	return p.at
}

// member reads a value of a set; none when it is empty or not known.
func (p *parser) member(c clause) []string {
	v := p.value(c)
	if v.s == "" {
		return nil
	}
	s := v.s
	switch c.field {
	case fieldIs, fieldHas, fieldBy:
		s = p.choice(c, v)
	case fieldLang:
		tag, ok := Language(v.s)
		if s = cmp.Or(tag, s); !ok && s != "*" {
			if p.fault == nil {
				p.failValue(c, v, UnknownLang, NearLanguage(v.s))
			}
			s = ""
		}
	case fieldSug:
		if _, _, err := Scored(v.s); err != nil {
			p.failValue(c, v, BadNumber, "")
			s = ""
		}
	case fieldID, fieldStory:
		if s = strings.ToLower(v.s); !isPrefix(c.field, s) {
			p.failValue(c, v, BadID, "")
			s = ""
		}
	}
	if s == "" {
		return nil
	}
	return []string{s}
}

// choice returns the English name of a value out of a list.
func (p *parser) choice(c clause, v value) string {
	known := choices(c.field)
	s := known.value(v.s)
	if s == "" && p.fault == nil {
		p.failValue(c, v, UnknownValue, known.near(v.s))
	}
	return s
}

// failValue keeps a fault of a value, if it is the first.
func (p *parser) failValue(c clause, v value, k Kind, hint string) {
	if p.fault == nil {
		p.fault = &Error{At: v.at, Len: p.at - v.at, Kind: k, Field: c.field, Text: v.s, Hint: hint}
	}
}

// isPrefix reports whether an ID can begin with s. Stories are few: theirs may
// be as short as it likes.
func isPrefix(field, s string) bool {
	if field == fieldStory && s == "*" {
		return true
	}
	if field == fieldID && len(s) < feed.MinPrefix || len(s) > 26 {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

func (p *parser) number(c clause) Expr {
	v := p.value(c)
	if v.s == "" {
		return nil
	}
	n := Number{Name: c.field, Value: v.s}
	if _, _, err := n.Bounds(); err != nil {
		p.failValue(c, v, BadNumber, "")
		return nil
	}
	return n
}

// order reads a value of sort: or limit:.
func (p *parser) order(c clause) {
	v := p.value(c)
	if v.s == "" {
		return
	}
	if c.depth > 0 {
		p.fail(Misplaced, c.start, p.at, c.field+":", "")
		return
	}
	said := &p.sorted
	if c.field == fieldSort {
		s, ok := SortOf(v.s)
		if !ok {
			if p.fault == nil {
				p.failValue(c, v, UnknownValue, sortNames.near(v.s))
			}
			return
		}
		p.sort = s
	} else {
		said = &p.limited
		n, err := strconv.ParseUint(v.s, 10, 31)
		if err != nil {
			p.failValue(c, v, BadNumber, "")
			return
		}
		p.limit = int(n)
	}
	if *said {
		p.fail(Twice, c.start, p.at, c.field+":", "")
	}
	*said = true
}
