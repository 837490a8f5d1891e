package parse

import (
	"strings"
	"time"
)

// at returns a token, one that is nothing beyond the ends.
func (d *dateReader) at(i int) token {
	if i < 0 || i >= len(d.tokens) {
		return token{kind: used}
	}
	return d.tokens[i]
}

func (d *dateReader) isSign(i int, s string) bool {
	t := d.at(i)
	return t.kind == sign && t.s == s
}

func (d *dateReader) use(from, to int) {
	for i := from; i < to; i++ {
		d.tokens[i].kind = used
	}
}

// readClock finds the time of day: 8:30, 08:30:15.25, 8h30, 3 pm, T0830. False
// means that there is something like one that is none.
func (d *dateReader) readClock() bool {
	for i := range d.tokens {
		if d.tokens[i].kind != figures || len(d.tokens[i].s) > 2 {
			continue
		}
		if d.isSign(i+1, ":") && (d.isSign(i-1, "+") || d.isSign(i-1, "-") && d.clock) {
			continue
		}
		if d.isSign(i+1, ":") || d.isHourMark(i+1) {
			if d.at(i+2).kind != figures || len(d.at(i+2).s) > 2 {
				return d.at(i+1).kind == word && d.hourAlone(i)
			}
			return d.clockAt(i)
		}
	}
	d.readHour()
	return d.clock || d.readBareClock()
}

// readHour finds an hour alone: 3 pm.
func (d *dateReader) readHour() {
	for i := range d.tokens {
		h := halfOf(d.at(i + 1))
		if d.tokens[i].kind == figures && len(d.tokens[i].s) <= 2 && h > 0 && !d.at(i+1).paren {
			d.hour, d.half, d.clock = d.tokens[i].n, h, true
			d.use(i, i+2)
			return
		}
	}
}

// isHourMark holds for the h of 8h30, and the T of no date.
func (d *dateReader) isHourMark(i int) bool {
	t := d.at(i)
	return t.kind == word && !t.blank && t.s == "h"
}

func (d *dateReader) hourAlone(i int) bool {
	d.hour, d.clock = d.tokens[i].n, true
	d.use(i, i+2)
	return true
}

// clockAt reads the time of day whose hour is token i.
func (d *dateReader) clockAt(i int) bool {
	d.hour, d.minute, d.clock = d.tokens[i].n, d.tokens[i+2].n, true
	end := i + 3
	if d.isSign(end, ":") && d.at(end+1).kind == figures {
		d.sec, d.seconds = d.tokens[end+1].n, true
		end += 2
		if (d.isSign(end, ".") || d.isSign(end, ",") && !d.at(end+1).blank) && d.at(end+1).kind == figures {
			end += 2
		}
	}
	if d.isSign(end, ":") {
		return false
	}
	if h := halfAt(d, end); h.half > 0 {
		d.half = h.half
		end = h.end
	} else if h := halfOf(d.at(i - 1)); h > 0 { // 오후 3:15
		d.half = h
		d.use(i-1, i)
	}
	if t := d.at(i - 1); t.kind == word && t.s == "t" {
		d.use(i-1, i)
	}
	d.use(i, end)
	return true
}

// half is AM or PM, and the place behind it.
type half struct{ half, end int }

// halfAt reads am, a.m., pm, p.m. at token i.
func halfAt(d *dateReader, i int) half {
	if h := halfOf(d.at(i)); h > 0 {
		return half{h, i + 1}
	}
	a, m := d.at(i), d.at(i+2)
	if a.kind == word && (a.s == "a" || a.s == "p") && d.isSign(i+1, ".") && m.kind == word && m.s == "m" {
		end := i + 3
		if d.isSign(end, ".") {
			end++
		}
		return half{map[string]int{"a": 1, "p": 2}[a.s], end}
	}
	return half{}
}

func halfOf(t token) int {
	if t.kind != word {
		return 0
	}
	switch t.s {
	case "am", "오전", "上午", "午前", "sa": // sáng
		return 1
	case "pm", "오후", "下午", "午後", "ch": // chiều
		return 2
	}
	return 0
}

// readBareClock reads the time of day of 20260517T083000 and 2026-05-17T08.
func (d *dateReader) readBareClock() bool {
	for i := 1; i+1 < len(d.tokens); i++ {
		t, f := d.tokens[i], d.tokens[i+1]
		if t.kind != word || t.s != "t" || t.blank || f.kind != figures || d.at(i-1).kind != figures {
			continue
		}
		switch len(f.s) {
		case 6:
			d.hour, d.minute, d.sec, d.seconds = atoi(f.s[:2]), atoi(f.s[2:4]), atoi(f.s[4:]), true
		case 4:
			d.hour, d.minute = atoi(f.s[:2]), atoi(f.s[2:])
		case 2:
			d.hour = f.n
		default:
			return false
		}
		d.clock = true
		d.use(i, i+2)
		return true
	}
	return true
}

// readZone finds the zone. False means that there is something like an offset
// that is none.
func (d *dateReader) readZone() bool {
	clock := d.clockEnd()
	for i := range d.tokens {
		switch t := d.tokens[i]; {
		case t.kind == sign && (t.s == "+" || t.s == "-") && d.clock && i >= clock:
			if ok, bad := d.offsetAt(i); ok || bad {
				return !bad
			}
		case t.kind == word && !d.zoned:
			if ok, bad := d.zoneAt(i); ok || bad {
				return !bad
			}
		}
	}
	return true
}

// zoneAt reads the name of a zone at token i, and the offset behind GMT. Ok means
// that nothing more can be said of the zone.
func (d *dateReader) zoneAt(i int) (ok, bad bool) {
	s := d.tokens[i].s
	if d.isSign(i+1, "/") && d.at(i+2).kind == word && d.regionAt(i) {
		return true, false
	}
	off, known := zoneNames()[s]
	if !known || i == 0 && len(s) == 1 || d.isMonthHere(i) {
		return false, false
	}
	d.tokens[i].kind = used
	if off == 0 && (d.isSign(i+1, "+") || d.isSign(i+1, "-")) {
		if ok, bad = d.offsetAt(i + 1); ok || bad {
			return ok, bad
		}
	}
	d.setZone(strings.ToUpper(s), off)
	return false, false
}

// isMonthHere keeps names of zones apart from those of months and days that are
// spelt alike: SAST and sat are not, but mst, mart and sept are near enough to
// ask that a zone follows the clock.
func (d *dateReader) isMonthHere(i int) bool {
	return i < d.clockEnd() && (monthOf(d.tokens[i].s) > 0 || weekdays()[d.tokens[i].s] > 0)
}

// clockEnd returns the first token behind the clock.
func (d *dateReader) clockEnd() int {
	end := 0
	for i := range d.tokens {
		if d.tokens[i].kind == used {
			end = i + 1
		}
	}
	return end
}

func (d *dateReader) setZone(name string, seconds int) {
	if d.zoned {
		return
	}
	d.zoned = true
	if seconds == 0 {
		d.zone = time.UTC
		return
	}
	d.zone = time.FixedZone(name, seconds)
}

// offsetAt reads +0200, +02:00, -5 whose sign is token i. Bad means that it is
// meant for an offset and is none.
func (d *dateReader) offsetAt(i int) (ok, bad bool) {
	f := d.at(i + 1)
	if f.kind != figures {
		return false, f.kind == word && !f.blank && d.at(i).blank
	}
	if f.blank || len(f.s) > 6 || d.isSign(i+2, "/") || d.isSign(i+2, ".") {
		return false, false
	}
	h, m, end := f.n, 0, i+2
	switch {
	case len(f.s) > 4:
		h, m = atoi(f.s[:2]), atoi(f.s[2:4])
	case len(f.s) > 2:
		h, m = f.n/100, f.n%100
	case d.isSign(i+2, ":"):
		if d.at(i+3).kind != figures {
			return false, true
		}
		m = d.tokens[i+3].n
		end = i + 4
	}
	if off := h*3600 + m*60; off > 14*3600 || m > 59 {
		d.setZone("", 0)
	} else if d.tokens[i].s == "-" {
		d.setZone("", -off)
	} else {
		d.setZone("", off)
	}
	d.use(i, end)
	return true, false
}

// indexFold is strings.Index for a part in small ASCII letters.
func indexFold(s, part string) int {
	for i := 0; i+len(part) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}
