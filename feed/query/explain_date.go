package query

import (
	"fmt"
	"strings"
)

// date says when.
func (x *explainer) date(d Date) string {
	switch d.Op {
	case fieldSince:
		return x.bound(">=", d.Value)
	case fieldBefore:
		return x.bound("<", d.Value)
	case fieldFetched:
		return x.arrival(d.Value)
	}
	a, b, isRange := strings.Cut(d.Value, "..")
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	switch {
	case isRange && a == "":
		return x.bound("<=", b)
	case isRange && b == "":
		return x.bound(">=", a)
	case isRange:
		return fmt.Sprintf(x.between, x.day(a), x.day(b))
	}
	return x.bound(operator(d.Value))
}

// arrival is a date of arrival, with words of its own before "last 7 days".
func (x *explainer) arrival(value string) string {
	said := x.date(Date{Op: fieldOn, Value: value})
	op, rest := operator(strings.TrimSuffix(value, ".."))
	if _, unit := duration(rest); unit != "" && (op == ">=" || rest+".." == value) {
		return fmt.Sprintf(x.fetchedLast, said)
	}
	return fmt.Sprintf(x.fetched, said)
}

// bound says that something lies on one side of a date, or with no sign on it.
func (x *explainer) bound(op, value string) string {
	n, unit := duration(value)
	forms := x.sides
	switch {
	case unit == "":
		value = x.day(value)
	case op == ">=":
		return x.last(n, unit)
	default:
		value, forms = x.count(n, unit), x.ages
	}
	if form := forms[op]; form != "" {
		return fmt.Sprintf(form, value)
	}
	return value
}

// duration reads 7d as 7 and "d"; the unit is "" for anything else.
func duration(s string) (n int, unit string) {
	n, written := readAgo(s)
	if written == "" {
		return 0, ""
	}
	return n, unitNames.value(written)
}

// day names one point of the calendar: a date in its ISO form, a named day, or
// how long ago it is.
func (x *explainer) day(s string) string {
	s = strings.TrimSpace(s)
	if c, ok := readCalendar(s); ok {
		return c.String()
	}
	if n, unit := duration(s); unit != "" {
		return fmt.Sprintf(x.ages[""], x.count(n, unit))
	}
	if name, ok := x.days[dayNames.value(s)]; ok {
		return name
	}
	return s
}

func (x *explainer) count(n int, unit string) string { return plural(x.units[unit], n) }

func (x *explainer) last(n int, unit string) string { return plural(x.lasts[unit], n) }

// plural takes the form for one or that for more, with the number in it.
func plural(form [2]string, n int) string {
	if n == 1 {
		return form[0]
	}
	return fmt.Sprintf(form[1], n)
}
