package query

// longer maps how long back to the next that people ask for.
var longer = []struct {
	days int
	next string
}{{4, "7d"}, {16, "30d"}, {46, "90d"}, {121, "1y"}, {401, "5y"}}

// longerTime gives the next longer times: of since: and of a bound from below
// further back, of a day of the calendar its month and its year.
func longerTime(e Expr) []Expr {
	d, ok := e.(Date)
	if !ok || d.Op == fieldBefore {
		return nil
	}
	op, value := operator(d.Value)
	if d.Op != fieldSince && op != "" && op != ">" && op != ">=" {
		return nil
	}
	var out []Expr
	c, isDay := readCalendar(value)
	days, isBack := daysBack(value)
	switch {
	case isDay && op == "": // after the end of a longer period would be less
		return longerPeriods(d.Op, c)
	case isBack && (d.Op == fieldSince || op != ""):
		if op == ">" {
			op = ">="
		}
		for _, l := range longer {
			if days < l.days && len(out) < 2 {
				out = append(out, Date{Op: d.Op, Value: op + l.next})
			}
		}
	}
	return out
}

// longerPeriods gives the day of a minute, the month of a day, the year of a
// month.
func longerPeriods(op string, c calendarDate) (out []Expr) {
	if c.hour >= 0 {
		c.hour, c.minute = -1, -1
		out = append(out, Date{op, c.String()})
	}
	if c.day >= 0 {
		c.day = -1
		out = append(out, Date{op, c.String()})
	}
	if c.month >= 0 {
		c.month = -1
		out = append(out, Date{op, c.String()})
	}
	return out
}

// daysBack returns roughly how many days back a value goes, ok when it counts
// back from now at all.
func daysBack(s string) (days int, ok bool) {
	n, unit := duration(s)
	switch unit {
	case "h":
		return n / 24, true
	case "d":
		return n, true
	case "w":
		return 7 * n, true
	case "m":
		return 30 * n, true
	case "y":
		return 365 * n, true
	}
	switch dayNames.value(s) {
	case "":
		return 0, false
	case "today", "yesterday", "before":
		return 1, true
	case "month":
		return 30, true
	case "year":
		return 365, true
	}
	return 7, true
}
