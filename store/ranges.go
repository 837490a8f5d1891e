package store

import (
	"math"
	"time"
)

// A time of the list that no article stands at is an open end.
const (
	openLow  = math.MinInt64
	openHigh = math.MaxInt64
)

// published returns the docs of which the date of publication lies in
// [from, to); a zero instant is open. A date known to the day or less is
// compared by the calendar of from and to: it is the same day everywhere.
func (t *tx) published(from, to time.Time) (docSet, error) {
	out := t.newSet()
	var low, high, dayLow, dayHigh int64 = openLow, openHigh, openLow, openHigh
	if !from.IsZero() {
		low, dayLow = ceilSecond(from), civil(from).Unix()
	}
	if !to.IsZero() {
		high, dayHigh = ceilSecond(to), ceilSecond(wallClock(to))
	}
	// What lies in both ranges is counted at once; what lies in one alone is less
	// than a day at either end.
	core, end := max(low, dayLow), min(high, dayHigh)
	if core >= end {
		core, end = high, high
	}
	if err := t.span(out, core, end); err != nil {
		return nil, err
	}
	day, err := t.set(setDay)
	if err != nil {
		return nil, err
	}
	pick := func(isDay bool) func(uint32) {
		return func(doc uint32) {
			if day.has(doc) == isDay {
				out.add(doc)
			}
		}
	}
	for _, part := range []struct {
		low, high int64
		isDay     bool
	}{
		{low, min(core, high), false}, {max(end, low), high, false},
		{dayLow, min(core, dayHigh), true}, {max(end, dayLow), dayHigh, true},
	} {
		if err := t.walk(part.low, part.high, pick(part.isDay)); err != nil {
			return nil, err
		}
	}
	undated, err := t.set(setUndated)
	return out.drop(undated), err
}

// wallClock is what the clock shows at t in its own zone, as if it were UTC.
func wallClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// ceilSecond is the first whole second not before t.
func ceilSecond(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// span adds the docs that stand in the list from second low to before high:
// whole months by their sets, the rest by walking the list.
func (t *tx) span(out docSet, low, high int64) error {
	if low >= high {
		return nil
	}
	first, last := 0, 999_999 // whole months from first to before last
	if low > openLow {
		m := monthNumber(low)
		if first = m; monthStart(m) < low {
			first++
			if err := t.partMonth(out, m, low, min(high, monthStart(first))); err != nil {
				return err
			}
		}
	}
	if high < openHigh {
		last = monthNumber(high)
		if start := monthStart(last); start < high && first <= last {
			if err := t.partMonth(out, last, max(low, start), high); err != nil {
				return err
			}
		}
	}
	if first >= last {
		return nil
	}
	return t.addRange(out, monthName(first), monthName(last))
}

// partMonth adds the docs from low to before high, both inside a month: by
// walking there, or, when it is the greater part, by walking around it.
func (t *tx) partMonth(out docSet, month int, low, high int64) error {
	start, end := monthStart(month), monthStart(month+1)
	if high-low <= (end-start)/2 {
		return t.walk(low, high, out.add)
	}
	in := t.newSet()
	if err := t.addSet(in, monthName(month)); err != nil {
		return err
	}
	if err := t.walk(start, low, in.remove); err != nil {
		return err
	}
	if err := t.walk(high, end, in.remove); err != nil {
		return err
	}
	out.join(in)
	return nil
}

// walk gives the docs that stand in the list from second low to before high to
// do.
func (t *tx) walk(low, high int64, do func(doc uint32)) error {
	if low >= high {
		return nil
	}
	end := string(appendWhen(nil, high))
	for k := range t.up(inDate, appendWhen(nil, low)) {
		if len(k) != dateKeySize {
			return damaged("list key %x", k)
		}
		if high < openHigh && string(k[:whenSize]) >= end {
			break
		}
		if doc := docOf(k[whenSize:]); doc < t.is.next {
			do(doc)
		}
	}
	return nil
}

// lengths returns the docs of at least least and at most most words, and those
// of classes that the bounds cut.
func (t *tx) lengths(least, most int) (sure, cut docSet, err error) {
	sure, cut = t.newSet(), t.newSet()
	for n := max(least, 0); n <= most && err == nil; {
		switch {
		case n > longWords:
			into := cut
			if n == longWords+1 && most >= endless {
				into = sure
			}
			err = t.addSet(into, setHundred(n))
			n = endless + 1
		case n%100 == 1 && n+99 <= most:
			whole := (min(most, longWords) - n + 1) / 100 * 100
			err = t.addRange(sure, setHundred(n), setHundred(n+whole))
			n += whole
		case n <= fineWords:
			n, err = t.fineLengths(sure, cut, n, most)
		default:
			err = t.addSet(cut, setHundred(n))
			n = (n-1)/100*100 + 101
		}
	}
	return sure, cut, err
}

// fineLengths adds the classes from n on up to the next hundred, and returns
// the number after them.
func (t *tx) fineLengths(sure, cut docSet, n, most int) (next int, err error) {
	first, last := fine(n)
	if n > first || last > most {
		return last + 1, t.addSet(cut, setFine(n))
	}
	end := min((n+99)/100*100, most)
	if f, l := fine(end); l > end {
		end = f - 1
	}
	return end + 1, t.addRange(sure, setFine(n), setFine(end+1))
}

// arrived returns the docs that arrived in [from, to), a zero instant being
// open, and those of hours that the bounds cut.
func (t *tx) arrived(from, to time.Time) (sure, cut docSet, err error) {
	sure, cut = t.newSet(), t.newSet()
	first, last := int64(0), int64(lastHour)
	if !from.IsZero() {
		if first = hourOf(from); isCut(first, from) {
			err = t.addSet(cut, setHour(first))
			first++
		}
	}
	if !to.IsZero() && err == nil {
		if last = hourOf(to); isCut(last, to) {
			err = t.addSet(cut, setHour(last))
		}
	}
	if err != nil || first >= last {
		return sure, cut, err
	}
	// Days in between, hours at both ends.
	dayFrom, dayTo := dayOf(first+23), dayOf(last)
	if dayFrom >= dayTo {
		return sure, cut, t.addRange(sure, setHour(first), setHour(last))
	}
	for _, r := range [][2]string{
		{setHour(first), setHour(dayFrom)}, {setArrivalDay(dayFrom), setArrivalDay(dayTo)}, {setHour(dayTo), setHour(last)},
	} {
		if err == nil {
			err = t.addRange(sure, r[0], r[1])
		}
	}
	return sure, cut, err
}

// lastHour is beyond all hours of arrival.
const lastHour = whenBias/3600 + 1

// isCut reports whether the hour that t lies in holds times on both sides of
// it. The first and the last hour hold all that lies beyond them.
func isCut(hour int64, t time.Time) bool {
	return hour <= 0 || hour >= lastHour-1 || t.Unix() != hour*3600 || t.Nanosecond() > 0
}
