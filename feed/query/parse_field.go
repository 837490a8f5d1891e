package query

import (
	"cmp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
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

// field reads the values of a field; name is as typed and began at start.
func (p *parser) field(name string, start int) Expr {
	field := Field(name)
	if field == "" {
		if p.fault == nil { // a hint is not cheap
			p.fail(UnknownField, start, p.at, tidy(name)+":", colon(nearest(name, fieldNames())))
		}
		p.at = start
		return p.unknown()
	}
	var parts Or
	set := Set{Name: field}
	for more := true; more; {
		if p.endOfValue() {
			p.fail(NoValue, start, p.at, tidy(p.src[start:p.at]), "")
			more = p.take(',')
			continue
		}
		switch field {
		case fieldTag, fieldSource, fieldLang, fieldIs:
			set.Values = append(set.Values, p.member(field, start)...)
		case fieldTitle:
			parts = append(parts, p.within(field))
		default:
			parts = append(parts, p.date(field, start))
		}
		more = p.take(',')
	}
	if len(set.Values) > 0 {
		parts = append(parts, set)
	}
	return flat(parts)
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
	p.word("")
	if r, _ := p.peek(); quotes[r] != 0 {
		s, _ := p.quoted()
		return plainText(tidy(p.src[at:at+strings.IndexByte(p.src[at:], ':')+1]) + s)
	}
	return plainText(tidy(p.src[at:p.at]))
}

func plainText(s string) Expr {
	if !wordy(s) {
		return nil
	}
	return Words{Text: s, Phrase: true}
}

func (p *parser) endOfValue() bool {
	r, n := p.peek()
	return n == 0 || blank(r) || r == '(' || r == ')' || r == '|' || r == ','
}

// value reads one value: quoted, or up to the next comma. A "=" may stand
// before the quotes. The field began at start.
func (p *parser) value(start int) (s string, at int) {
	at = p.at
	exact := p.take('=')
	if r, _ := p.peek(); quotes[r] != 0 {
		open := p.at
		_, n := p.peek()
		v, closed := p.quoted()
		if !closed {
			p.fail(OpenQuote, open, open+n, "", "")
		}
		s = v
	} else {
		s = p.word(",")
	}
	switch {
	case s == "":
		p.fail(NoValue, start, p.at, tidy(p.src[start:p.at]), "")
	case exact:
		s = "=" + s
	}
	return s, at
}

// member reads a value of a set; none when it is empty or not known.
func (p *parser) member(field string, start int) []string {
	s, at := p.value(start)
	if s == "" {
		return nil
	}
	switch field {
	case fieldIs:
		v, ok := stateNames()[key(s)]
		if !ok {
			if p.fault == nil {
				p.fail(UnknownValue, at, p.at, s, nearest(s, stateNames()))
			}
			return nil
		}
		s = v
	case fieldLang:
		v, ok := Language(s)
		if s != "*" && !ok {
			if p.fault == nil {
				p.fail(UnknownLang, at, p.at, s, NearLanguage(s))
			}
			return nil
		}
		s = cmp.Or(v, s)
	}
	return []string{s}
}

// Language returns the lower-case BCP 47 tag of a language: of its name in
// English, French, Vietnamese or itself, or of a code that is registered; a code
// of three letters becomes that of two where there is one. ok is false for
// anything else.
func Language(s string) (tag string, ok bool) {
	if v, ok := langNames()[key(s)]; ok {
		return v, true
	}
	s = strings.ToLower(strings.ReplaceAll(s, "_", "-"))
	t, err := language.Parse(s)
	base, _ := t.Base()
	switch {
	case err != nil, t.IsRoot(), base.String() == "und", strings.HasPrefix(s, "x-"):
		return "", false
	case len(s) == 3:
		s = base.String()
	}
	return s, true
}

// NearLanguage returns the tag of the language spelled most like s, "" when
// none comes near.
func NearLanguage(s string) string {
	if utf8.RuneCountInString(s) < 3 { // any code is near any other
		return ""
	}
	return nearest(s, langNames())
}

func (p *parser) within(field string) Expr {
	if r, _ := p.peek(); quotes[r] != 0 {
		return p.phrase(field)
	}
	return p.bare(field, ",")
}

func (p *parser) date(op string, start int) Expr {
	s, at := p.value(start)
	if s == "" {
		return nil
	}
	d := Date{Op: op, Value: s}
	if _, _, err := d.Resolve(time.Date(2020, 2, 29, 12, 0, 0, 0, time.UTC)); err != nil {
		p.fail(BadDate, at, p.at, s, "")
		return nil
	}
	return d
}
