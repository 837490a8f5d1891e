package query

import (
	"strings"
	"time"
	"unicode"
)

// Parse reads a search line. The query is always usable: where something is
// wrong, it is what can be made of the rest, and the error, a *Error, tells the
// first thing wrong. It never panics.
func Parse(s string) (Query, error) {
	if len(s) > MaxLen {
		return Query{}, &Error{At: MaxLen, Len: len(s) - MaxLen, Kind: TooLong}
	}
	p := parser{scanner: scanner{src: s}}
	e := p.or(0)
	for p.blanks(); !p.done(); p.blanks() {
		// or stops early only before a bracket that nothing opened.
		if p.fault == nil || p.fault.Kind != TooDeep {
			p.fail(StrayClose, p.at, p.at+1, ")", "")
		}
		p.at++
		e = join(e, p.or(0))
	}
	if p.fault != nil {
		return Query{e}, p.fault
	}
	return Query{e}, nil
}

type parser struct {
	scanner
	fault *Error
}

// fail keeps the first fault.
func (p *parser) fail(k Kind, from, to int, text, hint string) {
	if p.fault == nil {
		p.fault = &Error{At: from, Len: to - from, Kind: k, Text: text, Hint: hint}
	}
}

func (p *parser) or(depth int) Expr {
	var parts Or
	first := p.and(depth)
	for {
		at := p.at
		if !p.keyword("OR") && !p.take('|') {
			break
		}
		sign := strings.TrimSpace(p.src[at:p.at])
		if parts == nil && first == nil {
			p.fail(NoOperand, at, p.at, sign, "")
		}
		parts = append(parts, first)
		end := p.at
		if first = p.and(depth); first == nil && p.at >= end && p.ends() {
			p.fail(NoOperand, at, end, sign, "")
		}
	}
	return flat(append(parts, first))
}

// ends reports whether nothing but a closing bracket or the end comes next.
func (p *parser) ends() bool {
	p.blanks()
	return p.done() || p.src[p.at] == ')'
}

func (p *parser) and(depth int) Expr {
	var parts And
	for {
		p.blanks()
		if p.done() || p.src[p.at] == ')' || p.src[p.at] == '|' {
			break
		}
		if at := p.at; p.keyword("OR") {
			p.at = at
			break
		}
		if p.keyword("AND") {
			continue
		}
		if e := p.not(depth); e != nil {
			parts = append(parts, e)
		}
	}
	return flatAnd(parts)
}

func (p *parser) not(depth int) Expr {
	at := p.at
	if depth > MaxDepth {
		p.fail(TooDeep, at, at+1, "", "")
		p.at = len(p.src)
		return nil
	}
	if p.keyword("NOT") {
		p.blanks()
		if p.done() || p.src[p.at] == ')' || p.src[p.at] == '|' {
			p.fail(NoOperand, at, at+3, "NOT", "")
			return nil
		}
		return negate(p.not(depth + 1))
	}
	if p.take('-') {
		for p.take('-') {
		}
		if r, n := p.peek(); n == 0 || blank(r) || r == ')' || r == '|' {
			return nil
		}
		return negate(p.primary(depth + 1))
	}
	return p.primary(depth)
}

func negate(e Expr) Expr {
	if e == nil {
		return nil
	}
	return Not{e}
}

func (p *parser) primary(depth int) Expr {
	at := p.at
	r, _ := p.peek()
	switch {
	case r == '(':
		p.at++
		e := p.or(depth + 1)
		if p.blanks(); !p.take(')') {
			p.fail(OpenGroup, at, at+1, "(", "")
		}
		return e
	case quotes[r] != 0:
		return p.phrase("")
	}
	if name, ok := p.name(); ok {
		return p.field(name, at)
	}
	return p.bare("", "")
}

// phrase reads a quoted text.
func (p *parser) phrase(in string) Expr {
	at := p.at
	s, closed := p.quoted()
	if !closed {
		_, n := (&scanner{src: p.src, at: at}).peek()
		p.fail(OpenQuote, at, at+n, "", "")
	}
	if !wordy(s) {
		return nil
	}
	return Words{In: in, Text: s, Phrase: true}
}

// bare reads a word that is not quoted.
func (p *parser) bare(in, stop string) Expr {
	at := p.at
	s := p.word(stop)
	if p.at == at { // a mark that begins nothing, alone
		_, n := p.peek()
		p.at += n
		return nil
	}
	if !wordy(s) {
		return nil
	}
	w := strings.TrimRight(s, "*")
	if in == "" && (s == "OR" || s == "AND" || s == "NOT") { // after a dash
		return Words{Text: s, Phrase: true}
	}
	return Words{In: in, Text: w, Prefix: w != s}
}

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
			p.fail(UnknownField, start, p.at, tidy(name)+":", colon(nearest(name, fieldNames)))
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
		v, ok := stateNames[key(s)]
		if !ok {
			if p.fault == nil {
				p.fail(UnknownValue, at, p.at, s, nearest(s, stateNames))
			}
			return nil
		}
		s = v
	case fieldLang:
		s = langTag(s)
	}
	return []string{s}
}

// langTag returns the tag of a language's name, else what was typed in lower
// case.
func langTag(s string) string {
	if v, ok := langNames[key(s)]; ok {
		return v
	}
	return strings.ToLower(s)
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

// flat returns what an Or of the parts amounts to, nil when there are none.
func flat(parts Or) Expr {
	var out Or
	for _, e := range parts {
		switch e := e.(type) {
		case nil:
		case Or:
			out = append(out, e...)
		default:
			out = append(out, e)
		}
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

// flatAnd is flat for And.
func flatAnd(parts And) Expr {
	var out And
	for _, e := range parts {
		switch e := e.(type) {
		case nil:
		case And:
			out = append(out, e...)
		default:
			out = append(out, e)
		}
	}
	switch len(out) {
	case 0:
		return nil
	case 1:
		return out[0]
	}
	return out
}

func join(a, b Expr) Expr { return flatAnd(And{a, b}) }
