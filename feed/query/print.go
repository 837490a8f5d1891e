package query

import (
	"slices"
	"strconv"
	"strings"
)

// String prints the query so that Parse reads the same back, with the fields'
// English names.
// Sort and limit come last.
func (q Query) String() string {
	s := format(q.Expr, inNothing)
	if q.Sort != Newest {
		s += " " + fieldSort + ":" + q.Sort.String()
	}
	if q.Limit > 0 {
		s += " " + fieldLimit + ":" + strconv.Itoa(q.Limit)
	}
	return strings.TrimPrefix(s, " ")
}

// Value returns how a value must be written behind the colon of a field, a
// comma or @: in quotes where it would not be read back otherwise. A "=" at its
// start stays the sign before the value.
func Value(v string) string { return formatValue(v) }

// How tightly the surroundings bind: brackets are needed around what binds
// less.
const (
	inNothing = iota
	inOr
	inAnd
	inNot
)

func format(e Expr, in int) string {
	switch e := e.(type) {
	case And:
		return group(e, " ", inAnd, in)
	case Or:
		return group(e, " OR ", inOr, in)
	case Not:
		s := format(e.Of, inNot)
		if s == "" {
			return ""
		}
		if strings.HasPrefix(s, "-") {
			s = "(" + s + ")"
		}
		return "-" + s
	case Words:
		return formatWords(e)
	case Set:
		vals := make([]string, len(e.Values))
		for i, v := range e.Values {
			vals[i] = formatValue(v)
		}
		return e.Name + ":" + strings.Join(vals, ",")
	case Date:
		name := e.Op
		if name == fieldOn && strings.ContainsAny(e.Value, ".<>") {
			name = "date"
		}
		if opensPair(dateEnd(e.Value)) {
			return name + ":" + quote(e.Value)
		}
		return name + ":" + formatValue(e.Value)
	case Number:
		return e.Name + ":" + formatValue(e.Value)
	case Saved:
		return "@" + formatSaved(e.Name)
	}
	return ""
}

func group[T ~[]Expr](parts T, sep string, binds, in int) string {
	var out []string
	for _, e := range parts {
		if s := format(e, binds); s != "" {
			out = append(out, s)
		}
	}
	s := strings.Join(out, sep)
	if len(out) > 1 && in > binds {
		s = "(" + s + ")"
	}
	return s
}

func formatWords(w Words) string {
	s, name := w.Text, ""
	if w.Prefix {
		s += "*"
	}
	if w.In != "" {
		name = w.In + ":"
	}
	if !w.Phrase {
		// Reading it back is the one sure test of what may stand unquoted.
		if q, err := Parse(name + s); err == nil && q.Expr == Expr(w) {
			return name + s
		}
	}
	s = name + quote(s)
	if w.Near > 0 {
		s += "~" + strconv.Itoa(w.Near)
	}
	return s
}

// formatSaved prints the name of a saved query behind its @.
func formatSaved(name string) string {
	p := scanner{src: name}
	if name != "" && p.word("") == name && p.done() {
		return name
	}
	return quote(name)
}

// formatValue prints a value of a field, quoted where it must be.
func formatValue(v string) string {
	rest, exact := strings.CutPrefix(v, "=")
	p := scanner{src: rest}
	if rest != "" && p.word(",") == rest && p.done() && !strings.HasPrefix(rest, "=") {
		return v
	}
	if exact {
		return "=" + quote(rest)
	}
	return quote(v)
}

func quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	b.WriteByte('"')
	return b.String()
}

// Equal reports whether two queries ask for the same in the same order, part by
// part.
func (q Query) Equal(o Query) bool {
	return q.Sort == o.Sort && q.Limit == o.Limit && Equal(q.Expr, o.Expr)
}

// Positive returns what the query wants words to be found of, in the order
// typed: all Words that are not negated.
func (q Query) Positive() []Words { return positive(nil, q.Expr, true) }

func positive(out []Words, e Expr, wanted bool) []Words {
	switch e := e.(type) {
	case Words:
		if wanted && !slices.Contains(out, e) {
			out = append(out, e)
		}
	case Not:
		return positive(out, e.Of, !wanted)
	}
	if _, not := e.(Not); !not {
		for _, p := range kids(e) {
			out = positive(out, p, wanted)
		}
	}
	return out
}

// Equal reports whether two expressions are the same, part by part.
func Equal(a, b Expr) bool {
	switch a := a.(type) {
	case And:
		b, ok := b.(And)
		return ok && slices.EqualFunc(a, b, Equal)
	case Or:
		b, ok := b.(Or)
		return ok && slices.EqualFunc(a, b, Equal)
	case Not:
		b, ok := b.(Not)
		return ok && Equal(a.Of, b.Of)
	case Set:
		b, ok := b.(Set)
		return ok && a.Name == b.Name && slices.Equal(a.Values, b.Values)
	case nil:
		return b == nil
	}
	switch b.(type) {
	case Words, Date, Number, Saved:
		return a == b
	}
	return false
}
