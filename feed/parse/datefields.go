package parse

import (
	"strings"
	"time"
)

// readWords takes the words out: days of the week, months, and those that mean
// nothing. Of several that may be months the last is: mar., 01 déc. 2020.
func (d *dateReader) readWords() {
	month := -1
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.kind != word {
			continue
		}
		if w := weekdays()[t.s]; w > 0 && d.weekday == 0 {
			d.weekday = w
		}
		switch {
		case monthOf(t.s) > 0:
			month = i
		case weekdays()[t.s] > 0 || fillers()[t.s] || t.paren:
			t.kind = used
		case isZone(t.s):
			t.kind = used
		case isCJKField(t.s):
		case t.s == "w" && d.at(i+1).kind == figures:
		case isMonthWord(t.s) && d.at(i+1).kind == figures: // tháng 5
			d.month, d.named = d.tokens[i+1].n, true
			d.use(i, i+2)
		default:
			d.unknown++
			t.kind = used
		}
	}
	if month >= 0 && !d.named {
		d.month, d.named = monthOf(d.tokens[month].s), true
	}
	if strings.HasPrefix(d.lang, "vi") || strings.Contains(strings.ToLower(d.raw), "thứ") {
		d.dropVietnameseDay()
	}
}

// isMonthWord holds for words that a month's number follows.
func isMonthWord(s string) bool { return s == "thang" || s == "thg" }

// dropVietnameseDay takes out the number of a day of the week: Thứ 5, 12/3/2026.
func (d *dateReader) dropVietnameseDay() {
	for i := range d.tokens {
		if d.tokens[i].s == "thu" && d.at(i+1).kind == figures && len(d.tokens[i+1].s) == 1 && !d.isSign(i+2, "/") {
			d.use(i, i+2)
			d.weekday = 0
			return
		}
	}
}

// isZone holds for names of zones; a second one says nothing.
func isZone(s string) bool {
	_, ok := zoneNames()[s]
	return ok
}

// isCJKField holds for signs that follow a number and say what it is.
func isCJKField(s string) bool { return cjkFields[s] != 0 }

var cjkFields = map[string]byte{
	"年": 'y', "月": 'm', "日": 'd', "時": 'h', "时": 'h', "点": 'h', "分": 'i', "秒": 's',
	"년": 'y', "월": 'm', "일": 'd', "시": 'h', "분": 'i', "초": 's',
}

// readCJK reads 2026年5月17日 8時30分, and the Korean for it.
func (d *dateReader) readCJK() bool {
	for _, r := range d.raw {
		if r >= 0xAC00 && r <= 0xD7A3 {
			d.korean = true
			break
		}
	}
	for i := 1; i < len(d.tokens); i++ {
		t, f := &d.tokens[i], d.tokens[i-1]
		c := cjkFields[t.s]
		if t.kind != word || c == 0 {
			continue
		}
		if f.kind != figures {
			t.kind = used
			continue
		}
		switch c {
		case 'y':
			d.year = fullYear(f)
		case 'm':
			d.month, d.named = f.n, true
		case 'd':
			d.day = f.n
		case 'h':
			d.hour, d.clock = f.n, true
		case 'i':
			d.minute = f.n
		case 's':
			d.sec, d.seconds = f.n, true
		}
		d.use(i-1, i+1)
	}
	return true
}

// readWeek reads 2026-W20-4 and 2026W204.
func (d *dateReader) readWeek() bool {
	for i := range d.tokens {
		if d.tokens[i].kind != word || d.tokens[i].s != "w" {
			continue
		}
		y := i - 1
		if d.isSign(y, "-") {
			y--
		}
		if d.at(y).kind != figures || len(d.tokens[y].s) != 4 {
			return false
		}
		week, day, end := d.tokens[i+1].n, 1, i+2
		switch {
		case len(d.tokens[i+1].s) == 3:
			week, day = week/10, week%10
		case d.isSign(end, "-") && d.at(end+1).kind == figures:
			day = d.tokens[end+1].n
			end += 2
		}
		if week < 1 || week > 53 || day < 1 || day > 7 {
			return false
		}
		year := d.tokens[y].n
		jan4 := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
		t := jan4.AddDate(0, 0, -(int(jan4.Weekday())+6)%7+(week-1)*7+day-1)
		d.year, d.month, d.day = t.Year(), int(t.Month()), t.Day()
		d.use(y, end)
		return true
	}
	return true
}

// readFields finds year, month and day among the figures that are left.
func (d *dateReader) readFields() bool {
	if d.year > 0 && d.month > 0 {
		return true
	}
	var group []token
	seps := ""
	monthAt := -1
	for i, t := range d.tokens {
		switch t.kind {
		case word:
			if monthOf(t.s) > 0 {
				monthAt = len(group)
			}
		case figures:
			if len(group) > 0 && i > 0 && d.tokens[i-1].kind == sign && !t.blank {
				seps += d.tokens[i-1].s
			} else if len(group) > 0 {
				seps += " "
			}
			group = append(group, t)
		}
	}
	if d.named {
		return d.namedFields(group, monthAt)
	}
	return d.figureFields(group, seps)
}

// namedFields reads the figures beside the name of a month.
func (d *dateReader) namedFields(group []token, monthAt int) bool {
	switch len(group) {
	case 1:
		if f := group[0]; len(f.s) == 4 {
			d.year = f.n
			return true
		}
		return false
	case 2:
		a, b := group[0], group[1]
		if len(a.s) == 4 || a.n > 31 { // 2004-július-13
			a, b = b, a
		}
		if a.n < 1 || a.n > 31 || len(b.s) > 4 || len(b.s) < 2 {
			return false
		}
		d.day, d.year = a.n, fullYear(b)
		return true
	case 0:
		return false
	}
	// More than two: those next to the name count, if there is a year among them.
	for i := max(0, monthAt-1); i < min(len(group), monthAt+2); i++ {
		if f := group[i]; len(f.s) == 4 && d.year == 0 {
			d.year = f.n
		} else if d.day == 0 {
			d.day = f.n
		}
	}
	return d.year > 0 && d.day > 0 && d.day <= 31
}

// fullYear reads a year of four figures, or of two: of this century up to 68.
func fullYear(f token) int {
	if len(f.s) > 2 {
		return f.n
	}
	if f.n < 69 {
		return 2000 + f.n
	}
	return 1900 + f.n
}
