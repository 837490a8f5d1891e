package query

import (
	"slices"
	"strings"
)

// String prints the query so that Parse reads the same back, with the fields'
// English names.
func (q Query) String() string { return format(q.Expr, 0) }

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
		return name + ":" + formatValue(e.Value)
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
	return name + quote(w.Text)
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
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
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
