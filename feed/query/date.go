package query

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// dayNames maps named days, as key makes them, to what they are kept as.
var dayNames = newTable([]spelled{
	{"today", []string{"today", "aujourd'hui", "hôm nay"}},
	{"yesterday", []string{"yesterday", "hier", "hôm qua"}},
	{"before", []string{"avant-hier", "hôm kia"}},
	{"week", []string{"week", "semaine", "tuần", "tuần này", "cette semaine", "this week"}},
	{"month", []string{"month", "mois", "tháng", "tháng này", "ce mois", "this month"}},
	{"year", []string{"year", "année", "năm", "năm nay", "cette année", "this year"}},
	{"0", []string{"sun", "sunday", "dim", "dimanche", "cn", "chủ nhật"}},
	{"1", []string{"mon", "monday", "lun", "lundi", "t2", "thứ 2", "thứ hai"}},
	{"2", []string{"tue", "tuesday", "mar", "mardi", "t3", "thứ 3", "thứ ba"}},
	{"3", []string{"wed", "wednesday", "mer", "mercredi", "t4", "thứ 4", "thứ tư"}},
	{"4", []string{"thu", "thursday", "jeu", "jeudi", "t5", "thứ 5", "thứ năm"}},
	{"5", []string{"fri", "friday", "ven", "vendredi", "t6", "thứ 6", "thứ sáu"}},
	{"6", []string{"sat", "saturday", "sam", "samedi", "t7", "thứ 7", "thứ bảy"}},
})

// dayPairs holds the named days of two words, folded, and their first words
// with a blank behind.
var dayPairs = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for i := range dayNames.rows {
		for _, s := range dayNames.rows[i].words {
			if first, _, ok := strings.Cut(text.Fold(s), " "); ok {
				out[first+" "], out[text.Fold(s)] = true, true
			}
		}
	}
	return out
})

// unitNames maps units of time to h, d, w, m and y.
var unitNames = newTable([]spelled{
	{"h", []string{"h", "hour", "hours", "heure", "heures", "giờ"}},
	{"d", []string{"d", "day", "days", "j", "jour", "jours", "ng", "ngày"}},
	{"w", []string{"w", "week", "weeks", "sem", "semaine", "semaines", "tuần"}},
	{"m", []string{"m", "month", "months", "mois", "tháng"}},
	{"y", []string{"y", "year", "years", "a", "an", "ans", "année", "années", "năm"}},
})

// Resolve turns the date into instants in the time zone of now: what was
// published at or after from and before to. A zero from or to is open. The
// error wraps feed.ErrInvalid.
//
// A value names a period: 2020 a year, 2020-06 a month, 2020-06-03 or 3/6/2020
// (day first) a day, mon the last Monday, today included, week the present
// week from Monday, 24h the hour that long ago, and 7d, 2w, 3m, 1y the day that
// long ago. since: is from its start, before: until its start, on: within it.
// on: also takes a..b, a.., ..b and >a >=a <a <=a.
//
// An article whose date is known to the day only stands at midnight UTC; the
// caller compares it by its civil date.
func (d Date) Resolve(now time.Time) (from, to time.Time, err error) {
	switch d.Op {
	case fieldSince:
		from, _, err = period(d.Value, now)
	case fieldBefore:
		to, _, err = period(d.Value, now)
	case fieldOn, fieldFetched:
		return span(d.Value, now)
	default:
		err = fmt.Errorf("read date: operation %q is %w", d.Op, feed.ErrInvalid)
	}
	return from, to, err
}

func span(s string, now time.Time) (from, to time.Time, err error) {
	if a, b, ok := strings.Cut(s, ".."); ok {
		return between(strings.TrimSpace(a), strings.TrimSpace(b), now)
	}
	for _, op := range []string{">=", "<=", ">", "<"} {
		v, ok := strings.CutPrefix(s, op)
		if !ok {
			continue
		}
		a, b, err := period(strings.TrimSpace(v), now)
		if err != nil {
			return from, to, err
		}
		switch op {
		case ">=":
			return a, to, nil
		case ">":
			return b, to, nil
		case "<=":
			return from, b, nil
		}
		return from, a, nil
	}
	return period(s, now)
}

// between resolves a range from the start of a to the end of b, either of them
// open when empty. Ends in the wrong order are exchanged.
func between(a, b string, now time.Time) (from, to time.Time, err error) {
	if a == "" && b == "" {
		return from, to, fmt.Errorf("read date %q: %w", "..", feed.ErrInvalid)
	}
	var aEnd, bStart time.Time
	if a != "" {
		if from, aEnd, err = period(a, now); err != nil {
			return time.Time{}, to, err
		}
	}
	if b != "" {
		if bStart, to, err = period(b, now); err != nil {
			return time.Time{}, time.Time{}, err
		}
	}
	if a != "" && b != "" && bStart.Before(from) {
		from, to = bStart, aEnd
	}
	return from, to, nil
}

// period returns the half-open period that one value names.
func period(s string, now time.Time) (from, to time.Time, err error) {
	if c, ok := readCalendar(s); ok {
		return c.period(s, now.Location())
	}
	y, m, d := now.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	name := ""
	if isNamed(s) {
		name = dayNames.value(s)
	}
	switch name {
	case "":
		return ago(s, now, midnight)
	case "today":
		from = midnight
	case "yesterday":
		from = midnight.AddDate(0, 0, -1)
	case "before":
		from = midnight.AddDate(0, 0, -2)
	case "week":
		from = midnight.AddDate(0, 0, -(int(now.Weekday())+6)%7)
		return from, from.AddDate(0, 0, 7), nil
	case "month":
		from = midnight.AddDate(0, 0, 1-d)
		return from, from.AddDate(0, 1, 0), nil
	case "year":
		from = time.Date(y, 1, 1, 0, 0, 0, 0, now.Location())
		return from, from.AddDate(1, 0, 0), nil
	default: // a weekday by its number
		from = midnight.AddDate(0, 0, -(int(now.Weekday())-int(name[0]-'0')+7)%7)
	}
	return from, from.AddDate(0, 0, 1), nil
}

func ago(s string, now, midnight time.Time) (from, to time.Time, err error) {
	n, unit := readAgo(s)
	switch unitNames.value(unit) {
	case "h":
		from = now.Add(-time.Duration(n) * time.Hour)
		return from, from.Add(time.Hour), nil
	case "d":
		from = midnight.AddDate(0, 0, -n)
	case "w":
		from = midnight.AddDate(0, 0, -7*n)
	case "m":
		from = monthsBefore(midnight, n)
	case "y":
		from = monthsBefore(midnight, 12*n)
	default:
		return from, to, fmt.Errorf("read date %q: %w", s, feed.ErrInvalid)
	}
	if from.Year() < 1 { // before all dates: as good as open
		return time.Time{}, time.Time{}.AddDate(0, 0, 1), nil
	}
	return from, from.AddDate(0, 0, 1), nil
}

// monthsBefore counts months back; the 31st becomes the last day of a shorter
// month, not the first of the next.
func monthsBefore(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	first := time.Date(y, m-time.Month(n), 1, 0, 0, 0, 0, t.Location())
	return first.AddDate(0, 0, min(d, daysIn(first))-1)
}

func daysIn(t time.Time) int {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
