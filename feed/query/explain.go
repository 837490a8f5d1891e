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
		out = append(out, fmt.Sprintf(x.first, q.Limit))
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
		return x.list(e, " "+x.or+" ", top)
	case Not:
		return x.not(e.Of)
	case Words:
		return x.words(e)
	case Set:
		return x.set(e, e.Name != fieldTag || !x.themed)
	case Date:
		if e.Op == fieldFetched {
			return fmt.Sprintf(x.fetched, x.date(Date{Op: fieldOn, Value: e.Value}))
		}
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

func (x *explainer) words(w Words) string {
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
		s = fmt.Sprintf(x.near, s, w.Near)
	}
	if form := x.within[w.In]; form != "" {
		s = fmt.Sprintf(form, s)
	}
	return s
}

func (x *explainer) set(s Set, noun bool) string {
	out := make([]string, len(s.Values))
	for i, v := range s.Values {
		out[i] = x.value(s.Name, v)
	}
	values := strings.Join(out, " "+x.or+" ")
	if n := x.nouns[s.Name]; noun && n != "" && values != x.anyOf[s.Name] {
		return n + " " + values
	}
	return values
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

func (x *explainer) date(d Date) string {
	if a, b, ok := strings.Cut(d.Value, ".."); ok && d.Op == fieldOn {
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
		switch {
		case a == "":
			return fmt.Sprintf(x.until, x.day(b))
		case b == "":
			return fmt.Sprintf(x.since, x.day(a))
		}
		return fmt.Sprintf(x.between, x.day(a), x.day(b))
	}
	if d.Op == fieldOn {
		op, v := operator(d.Value)
		switch op {
		case ">=":
			return fmt.Sprintf(x.since, x.day(v))
		case "<=":
			return fmt.Sprintf(x.until, x.day(v))
		case ">":
			return fmt.Sprintf(x.after, x.day(v))
		case "<":
			return fmt.Sprintf(x.before, x.day(v))
		}
		return x.day(d.Value)
	}
	n, unit := duration(d.Value)
	switch {
	case d.Op == fieldSince && unit != "":
		return x.last(n, unit)
	case d.Op == fieldSince:
		return fmt.Sprintf(x.since, x.day(d.Value))
	case unit != "":
		return fmt.Sprintf(x.older, x.count(n, unit))
	}
	return fmt.Sprintf(x.before, x.day(d.Value))
}

// duration reads 7d as 7 and "d"; the unit is "" for anything else.
func duration(s string) (n int, unit string) {
	n, written := readAgo(s)
	if unit = unitNames.value(written); unit == "" || dayNames.value(s) != "" {
		return 0, ""
	}
	return n, unit
}

// day names one point of the calendar: a date in its ISO form, a named day, or
// how long ago it is.
func (x *explainer) day(s string) string {
	s = strings.TrimSpace(s)
	if c, ok := readCalendar(s); ok {
		return c.String()
	}
	if n, unit := duration(s); unit != "" {
		return fmt.Sprintf(x.ago, x.count(n, unit))
	}
	if name, ok := x.days[dayNames.value(s)]; ok {
		return name
	}
	return s
}

func (x *explainer) count(n int, unit string) string {
	form := x.units[unit]
	if n == 1 {
		return "1 " + form[0]
	}
	return fmt.Sprintf("%d %s", n, form[1])
}

func (x *explainer) last(n int, unit string) string {
	form := x.lasts[unit]
	if n == 1 {
		return form[0]
	}
	return fmt.Sprintf(form[1], n)
}
