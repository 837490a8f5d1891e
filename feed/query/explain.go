package query

import (
	"fmt"
	"strings"
)

// Explain says in words what was understood, in English, French or Vietnamese:
// "theme asean, not covid-19, French, last 7 days, unread". Label, when not
// nil, gives the name to show for a value of tag: or source:, "" for the value
// itself. A query for everything gives "".
func Explain(q Query, lang string, label func(name, value string) string) string {
	p, ok := phrasings[lang]
	if !ok {
		p = phrasings["en"]
	}
	x := explainer{phrasing: p, label: label}
	var out []string
	for _, e := range q.Parts() {
		out = append(out, x.say(e, true))
		if s, ok := e.(Set); ok && s.Name == fieldTag {
			x.themed = true
		}
	}
	return strings.Join(out, ", ")
}

type explainer struct {
	phrasing
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
		return x.date(e)
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
	if s, ok := e.(Set); ok {
		if none := x.none[s.Name]; none != "" && len(s.Values) == 1 && s.Values[0] == "*" {
			return none
		}
		return x.negation + " " + x.set(s, s.Name != fieldTag || !x.themed)
	}
	return x.negation + " " + x.say(e, false)
}

func (x *explainer) words(w Words) string {
	s := w.Text
	if w.Prefix {
		s += "…"
	}
	s = x.quotes[0] + s + x.quotes[1]
	if w.In == fieldTitle {
		s = fmt.Sprintf(x.inTitle, s)
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
	case fieldIs:
		if s, ok := x.states[v]; ok {
			return s
		}
	case fieldLang:
		if s := languageIn(v, x.name); s != "" {
			return s
		}
	}
	v, exact := strings.CutPrefix(v, "=")
	if x.label != nil {
		if s := x.label(name, v); s != "" {
			v = s
		}
	}
	if exact {
		v = fmt.Sprintf(x.itself, v)
	}
	return v
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
		for op, form := range map[string]string{">=": x.since, "<=": x.until, ">": x.after, "<": x.before} {
			v, ok := strings.CutPrefix(d.Value, op)
			if ok && !strings.HasPrefix(v, "=") {
				return fmt.Sprintf(form, x.day(v))
			}
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
	f := agoForm.FindStringSubmatch(s)
	if f == nil {
		return 0, ""
	}
	if _, err := fmt.Sscan(f[1], &n); err != nil || dayNames.value(s) != "" {
		return 0, ""
	}
	return n, unitNames.value(f[2])
}

// day names one point of the calendar: a date in its ISO form, a named day, or
// how long ago it is.
func (x *explainer) day(s string) string {
	s = strings.TrimSpace(s)
	if n, unit := duration(s); unit != "" {
		return fmt.Sprintf(x.ago, x.count(n, unit))
	}
	if f := dayFirst.FindStringSubmatch(s); f != nil {
		iso := f[3] + "-" + pad(f[2])
		if f[1] != "" {
			iso += "-" + pad(f[1])
		}
		return iso
	}
	if f := isoForm.FindStringSubmatch(s); f != nil {
		iso := f[1]
		for _, p := range f[2:4] {
			if p != "" {
				iso += "-" + pad(p)
			}
		}
		if f[4] != "" {
			iso += " " + pad(f[4]) + ":" + f[5]
		}
		return iso
	}
	if name, ok := x.days[dayNames.value(s)]; ok {
		return name
	}
	return s
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
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
