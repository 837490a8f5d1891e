package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"veille/feed"
)

// Numbers and dates are kept as sets of classes, in the order of their names:
// what lies between two bounds is the classes between, and only those that the
// bounds cut must be looked at article by article.
//
// Words: up to fineWords each ten has a class for itself (800) and two for what
// follows it (801–804, 805–809), so that neither a bound at a round number cuts
// one, with or without that number, nor one between two minutes of reading.
// Above them, and over them again for long ranges, stand hundreds (801–900), up
// to longWords. A class is named by its smallest number; "h" marks the hundreds.
//
// Months: the month of the list, UTC, counted from the year -20000: all
// articles, those without a date where they stand.
//
// Arrival: the hour, UTC, counted from 1970, and the day in the same count,
// marked "d".
const (
	wordPrefix  = "words/"
	hundPrefix  = "words/h"
	monthPrefix = "month/"
	hourPrefix  = "come/"
	dayPrefix   = "come/d"

	fineWords = 2000
	longWords = 10_000
)

// classSets names the sets of classes that follow from the head.
func classSets(h *feed.Head) []string {
	n := max(h.Words, 0)
	sets := []string{setMonth(listTime(h)), setHour(hourOf(h.Fetched)), setArrivalDay(dayOf(hourOf(h.Fetched)))}
	if n <= fineWords {
		sets = append(sets, setFine(n))
	}
	if n > 0 {
		sets = append(sets, setHundred(n))
	}
	return sets
}

// fine returns the class of n and the last number in it.
func fine(n int) (first, last int) {
	switch ten := n - n%10; {
	case n == ten:
		return n, n
	case n < ten+5:
		return ten + 1, ten + 4
	default:
		return ten + 5, ten + 9
	}
}

func setFine(n int) string {
	first, _ := fine(n)
	return fmt.Sprintf("%s%05d", wordPrefix, first)
}

// setHundred is the class of a hundred that n > 0 lies in; the last holds all
// that is longer.
func setHundred(n int) string {
	return fmt.Sprintf("%s%05d", hundPrefix, min((n-1)/100*100+1, longWords+1))
}

// monthNumber counts months; the times of the list lie within 17,000 years of
// 1970.
func monthNumber(sec int64) int {
	t := time.Unix(min(max(sec, -whenBias), whenBias-1), 0).UTC()
	return (t.Year()+20_000)*12 + int(t.Month()) - 1
}

// monthStart is the first second of a month by its number.
func monthStart(n int) int64 {
	return time.Date(n/12-20_000, time.Month(n%12+1), 1, 0, 0, 0, 0, time.UTC).Unix()
}

func setMonth(sec int64) string { return monthName(monthNumber(sec)) }

func monthName(n int) string { return fmt.Sprintf("%s%06d", monthPrefix, n) }

// monthOf reads the name of a month's set.
func monthOf(name string) (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(name, monthPrefix))
	if err != nil || n < 0 || n > 999_999 {
		return 0, damaged("set %q", name)
	}
	return n, nil
}

// hourOf counts hours since 1970; what arrived before counts as of then.
func hourOf(t time.Time) int64 { return min(max(t.Unix(), 0), whenBias) / 3600 }

func dayOf(hour int64) int64 { return hour / 24 * 24 }

func setHour(hour int64) string { return fmt.Sprintf("%s%09d", hourPrefix, hour) }

func setArrivalDay(hour int64) string { return fmt.Sprintf("%s%09d", dayPrefix, hour) }
