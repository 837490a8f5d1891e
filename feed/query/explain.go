package query

import (
	"fmt"
	"strconv"
	"strings"
)

// Explain says in words what was understood, in English, French or Vietnamese:
// "theme ASEAN (with summit), not covid-19, French, last 7 days, unread, oldest
// first". Label, when not nil, gives the name to show for a value of a field,
// "" for the value itself: it is asked for tag and source, sug (the theme
// alone; then as tag), saved, by and has, and as "children" of a theme for what
// is shown as included. A query for everything gives "".
func Explain(q Query, lang string, label func(name, value string) string) string {
	p, ok := phrasings[lang]
	if !ok {
		p = phrasings["en"]
	}
	if label == nil {
		label = func(string, string) string { return "" }
	}
	x := explainer{phrasing: p(), label: label}
	var out []string
	for _, e := range q.Parts() {
		out = append(out, x.say(e, true))
		if s, ok := e.(Set); ok && s.Name == fieldTag {
			x.themed = true
		}
	}
	if q.Sort != Newest {
		out = append(out, x.sorts[q.Sort.String()])
	}
	if q.Limit > 0 {
		out = append(out, plural(x.first, q.Limit))
	}
	return strings.Join(out, ", ")
}

type explainer struct {
	*phrasing
	label  func(name, value string) string
	themed bool // a theme was named: what follows "not" needs no noun
}

func (x *explainer) say(e Expr, top bool) string {
	switch e := e.(type) {
	case And:
		return x.list(e, ", ", top)
	case Or:
		if words := inOne(e); words != nil {
			out := make([]string, len(words))
			for i, w := range words {
				out[i] = x.quoted(w)
			}
			return x.inside(words[0].In, strings.Join(out, " "+x.or+" "))
		}
		return x.list(e, " "+x.or+" ", top)
	case Not:
		return x.not(e.Of)
	case Words:
		return x.words(e)
	case Set:
		return x.set(e, e.Name != fieldTag || !x.themed)
	case Date:
		return x.date(e)
	case Number:
		return x.number(e)
	case Saved:
		return fmt.Sprintf(x.saved, x.named(fieldSaved, e.Name))
	}
	return ""
}

func (x *explainer) list(parts []Expr, sep string, top bool) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = x.say(p, false)
	}
	s := strings.Join(out, sep)
	if !top {
		s = "(" + s + ")"
	}
	return s
}

func (x *explainer) not(e Expr) string {
	s, ok := e.(Set)
	if !ok {
		return x.negation + " " + x.say(e, false)
	}
	said := x.set(s, s.Name != fieldTag || !x.themed)
	if len(s.Values) > 1 {
		return x.negation + " (" + said + ")"
	}
	if none := x.none[s.Name+":"+s.Values[0]]; none != "" {
		return none
	}
	return x.negation + " " + said
}

func (x *explainer) words(w Words) string { return x.inside(w.In, x.quoted(w)) }

// quoted is the text of words, in quotes where it is not a name.
func (x *explainer) quoted(w Words) string {
	s := w.Text
	if w.Prefix {
		s += "…"
	}
	switch w.In {
	case fieldAgency, fieldAuthor, fieldPlace, fieldURL:
	default:
		s = x.quotes[0] + s + x.quotes[1]
	}
	if w.Near > 0 {
		s += " " + plural(x.near, w.Near)
	}
	return s
}

// inside says in which part of the article a text stands.
func (x *explainer) inside(field, s string) string {
	if form := x.within[field]; form != "" {
		return fmt.Sprintf(form, s)
	}
	return s
}

// inOne returns the words of alternatives that all ask for the same part of the
// article, nil when they do not.
func inOne(alternatives Or) []Words {
	var out []Words
	for _, e := range alternatives {
		w, ok := e.(Words)
		if !ok || w.In == "" || len(out) > 0 && w.In != out[0].In {
			return nil
		}
		out = append(out, w)
	}
	return out
}

func (x *explainer) set(s Set, noun bool) string {
	out := make([]string, len(s.Values))
	for i, v := range s.Values {
		out[i] = x.value(s.Name, v)
	}
	values := strings.Join(out, " "+x.or+" ")
	if n := x.nouns[s.Name]; noun && n != "" && !x.startsAny(s.Name, values) {
		return n + " " + values
	}
	return values
}

// startsAny reports whether values begin with what says "any", which has the
// noun in it.
func (x *explainer) startsAny(name, values string) bool {
	anyOf := x.anyOf[name]
	return anyOf != "" && strings.HasPrefix(values, anyOf)
}

func (x *explainer) value(name, v string) string {
	if v == "*" && x.anyOf[name] != "" {
		return x.anyOf[name]
	}
	switch name {
	case fieldLang:
		if s := languageIn(v, x.name); s != "" {
			return s
		}
	case fieldIs, fieldHas, fieldBy:
		if s := x.values[name+":"+v]; s != "" && x.label(name, v) == "" {
			return s
		}
	case fieldSug:
		return x.suggested(v)
	}
	v, exact := strings.CutPrefix(v, "=")
	s := x.named(name, v)
	if exact {
		return fmt.Sprintf(x.itself, s)
	}
	if name == fieldTag {
		if below := x.label("children", v); below != "" {
			return fmt.Sprintf(x.including, s, below)
		}
	}
	return s
}

// named returns the label of a value, or the value itself.
func (x *explainer) named(name, v string) string {
	s := x.label(name, v)
	if s == "" && name == fieldSug {
		s = x.label(fieldTag, v)
	}
	if s == "" {
		s = v
	}
	return s
}

// signs are how comparisons are printed.
var signs = map[string]string{">": ">", ">=": "≥", "<": "<", "<=": "≤"}

func (x *explainer) suggested(v string) string {
	theme, score, _ := Scored(v)
	s, exact := strings.CutPrefix(theme, "=")
	if s == "*" {
		s = x.anyOf[fieldSug]
	} else {
		s = x.named(fieldSug, s)
	}
	if exact {
		s = fmt.Sprintf(x.itself, s)
	}
	if op, n := operator(score.Value); op != "" {
		s += " " + signs[op] + " " + x.decimal(n)
	}
	return s
}

// decimal prints digits with the language's own point.
func (x *explainer) decimal(s string) string { return strings.Replace(s, ".", x.point, 1) }

// number says how long an article is.
func (x *explainer) number(n Number) string {
	unit := x.lengths[n.Name]
	many := func(s string) string {
		if f, err := strconv.ParseFloat(s, 64); err == nil && f == 1 {
			return x.decimal(s) + " " + unit[0]
		}
		return x.decimal(s) + " " + unit[1]
	}
	a, b, isRange := strings.Cut(n.Value, "..")
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	op, rest := operator(strings.TrimSpace(n.Value))
	switch {
	case isRange && a == "":
		op, rest = "<=", b
	case isRange && b == "":
		op, rest = ">=", a
	case isRange:
		return fmt.Sprintf(x.span, x.decimal(a), many(b))
	}
	if form := x.compared[op]; form != "" {
		return fmt.Sprintf(form, many(rest))
	}
	return many(rest)
}
