package query

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"veille/feed"
	"veille/feed/text"
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
