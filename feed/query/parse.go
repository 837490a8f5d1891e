package query

import "strings"

// Parse reads a search line. The query is always usable: where something is
// wrong, it is what can be made of the rest, and the error, a *Error, tells the
// first thing wrong. It never panics.
func Parse(s string) (Query, error) {
	if len(s) > MaxLen {
		return Query{}, &Error{At: MaxLen, Len: len(s) - MaxLen, Kind: TooLong}
	}
	p := parser{scanner: scanner{src: s}, seek: -1}
	q := Query{Expr: p.line()}
	q.Sort, q.Limit = p.sort, p.limit
	if p.fault != nil {
		return q, p.fault
	}
	return q, nil
}

func (p *parser) line() Expr {
	e := p.or(0)
	for p.blanks(); !p.done(); p.blanks() {
		// or stops early only before a bracket that nothing opened.
		if p.fault == nil || p.fault.Kind != TooDeep {
			p.fail(StrayClose, p.at, p.at+1, ")", "")
		}
		p.at++
		e = join(e, p.or(0))
	}
	return e
}

type parser struct {
	scanner
	fault   *Error
	sort    Sort
	limit   int
	sorted  bool // sort: was said
	limited bool // limit: was said
	seek    int  // where the cursor is, -1 when nobody asks
	cursor  Cursor
	found   bool // cursor is set
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
	return flat(parts)
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
	case closing(r) != 0:
		return p.phrase("")
	case r == '@':
		return p.saved()
	}
	if name, ok := p.name(); ok {
		return p.field(name, at, depth)
	}
	return p.bare("", "")
}

// saved reads @name or @"a name".
func (p *parser) saved() Expr {
	c := clause{field: fieldSaved, start: p.at}
	p.at++
	from, name := p.at, ""
	if r, n := p.peek(); closing(r) != 0 {
		var closed bool
		if name, closed = p.quoted(); !closed {
			p.fail(OpenQuote, from, from+n, "", "")
		}
		p.seen(from, p.at, fieldSaved, !closed)
	} else {
		name = p.word("")
		p.seen(from, p.at, fieldSaved, false)
	}
	if name == "" {
		p.noValue(c)
		return nil
	}
	return Saved{name}
}

// phrase reads a quoted text, with ~ and a number behind it words near each
// other.
func (p *parser) phrase(in string) Expr {
	at := p.at
	s, closed := p.quoted()
	if !closed {
		_, n := (&scanner{src: p.src, at: at}).peek()
		p.fail(OpenQuote, at, at+n, "", "")
	}
	p.seen(at, p.at, in, !closed)
	if p.take('*') {
		s += "*"
	}
	near := p.near()
	w, ok := textOf(in, s, true).(Words)
	if !ok {
		return nil
	}
	w.Near = near
	return w
}

// near reads ~ and a number glued to a phrase.
func (p *parser) near() int {
	at := p.at
	if !p.take('~') {
		return 0
	}
	n, start := 0, p.at
	for ; !p.done() && p.src[p.at] >= '0' && p.src[p.at] <= '9'; p.at++ {
		n = min(10*n+int(p.src[p.at]-'0'), MaxNear)
	}
	if p.at == start {
		p.fail(BadNear, at, p.at, "~", "")
	}
	return n
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
	p.seen(at, p.at, in, false)
	// After a dash a keyword is a word.
	return textOf(in, s, in == "" && (s == "OR" || s == "AND" || s == "NOT"))
}

// textOf returns what asks for a text: nil when nothing in it can be found. A
// star at the end leaves the last word open.
func textOf(in, s string, phrase bool) Expr {
	if !wordy(s) {
		return nil
	}
	w := Words{In: in, Text: strings.TrimRight(s, "*"), Phrase: phrase}
	w.Prefix = w.Text != s
	if trimmed := strings.TrimRight(w.Text, " *"); w.Prefix && trimmed != w.Text { // a star that stands alone
		w.Text, w.Prefix = trimmed, false
	}
	return w
}

// flat returns what parts amount to together: nil for none, one alone as it
// is, and no node inside one of its own kind.
func flat[T interface {
	~[]Expr
	Expr
}](parts T) Expr {
	var out T
	for _, e := range parts {
		switch e := e.(type) {
		case nil:
		case T:
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

func join(a, b Expr) Expr { return flat(And{a, b}) }
