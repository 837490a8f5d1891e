package query

import (
	"errors"
	"testing"
	"time"

	"veille/feed"
)

func TestResolve(t *testing.T) {
	zone := time.FixedZone("", 7*3600)
	now := time.Date(2024, 3, 31, 15, 4, 5, 0, zone) // a Sunday
	const open = ""
	for _, c := range []struct{ op, value, from, to string }{
		{fieldSince, "7d", "2024-03-24 00:00", open},
		{fieldSince, "7j", "2024-03-24 00:00", open},
		{fieldSince, "7ng", "2024-03-24 00:00", open},
		{fieldSince, "7 ngày", "2024-03-24 00:00", open},
		{fieldSince, "24h", "2024-03-30 15:04", open},
		{fieldSince, "2w", "2024-03-17 00:00", open},
		{fieldSince, "2sem", "2024-03-17 00:00", open},
		{fieldSince, "2tuần", "2024-03-17 00:00", open},
		{fieldSince, "1m", "2024-02-29 00:00", open}, // not 2 March
		{fieldSince, "3mois", "2023-12-31 00:00", open},
		{fieldSince, "13m", "2023-02-28 00:00", open},
		{fieldSince, "1y", "2023-03-31 00:00", open},
		{fieldSince, "2ans", "2022-03-31 00:00", open},
		{fieldSince, "0d", "2024-03-31 00:00", open},
		{fieldSince, "99999y", open, open},
		{fieldSince, "2020", "2020-01-01 00:00", open},
		{fieldSince, "2020-06", "2020-06-01 00:00", open},
		{fieldSince, "2020-06-03", "2020-06-03 00:00", open},
		{fieldSince, "2020-6-3", "2020-06-03 00:00", open},
		{fieldSince, "2020/06/03", "2020-06-03 00:00", open},
		{fieldSince, "2020-06-03T14:05", "2020-06-03 14:05", open},
		{fieldSince, "3/6/2020", "2020-06-03 00:00", open},
		{fieldSince, "6/2020", "2020-06-01 00:00", open},
		{fieldSince, "sun", "2024-03-31 00:00", open}, // today
		{fieldSince, "mon", "2024-03-25 00:00", open},
		{fieldSince, "Lundi", "2024-03-25 00:00", open},
		{fieldSince, "t2", "2024-03-25 00:00", open},
		{fieldSince, "thứ hai", "2024-03-25 00:00", open},
		{fieldSince, "thứ 7", "2024-03-30 00:00", open},
		{fieldSince, "chủ nhật", "2024-03-31 00:00", open},
		{fieldSince, "week", "2024-03-25 00:00", open},
		{fieldBefore, "7d", open, "2024-03-24 00:00"},
		{fieldBefore, "2020-06", open, "2020-06-01 00:00"},
		{fieldBefore, "today", open, "2024-03-31 00:00"},
		{fieldOn, "today", "2024-03-31 00:00", "2024-04-01 00:00"},
		{fieldOn, "aujourd’hui", "2024-03-31 00:00", "2024-04-01 00:00"},
		{fieldOn, "hôm nay", "2024-03-31 00:00", "2024-04-01 00:00"},
		{fieldOn, "hier", "2024-03-30 00:00", "2024-03-31 00:00"},
		{fieldOn, "hôm-qua", "2024-03-30 00:00", "2024-03-31 00:00"},
		{fieldOn, "avant-hier", "2024-03-29 00:00", "2024-03-30 00:00"},
		{fieldOn, "month", "2024-03-01 00:00", "2024-04-01 00:00"},
		{fieldOn, "năm nay", "2024-01-01 00:00", "2025-01-01 00:00"},
		{fieldOn, "2024", "2024-01-01 00:00", "2025-01-01 00:00"},
		{fieldOn, "2024-02", "2024-02-01 00:00", "2024-03-01 00:00"},
		{fieldOn, "2024-02-29", "2024-02-29 00:00", "2024-03-01 00:00"},
		{fieldOn, "2024-02-29T23:59", "2024-02-29 23:59", "2024-03-01 00:00"},
		{fieldOn, "2d", "2024-03-29 00:00", "2024-03-30 00:00"},
		{fieldOn, "2020-06..2020-07-03", "2020-06-01 00:00", "2020-07-04 00:00"},
		{fieldOn, "2020-07-03..2020-06", "2020-06-01 00:00", "2020-07-04 00:00"},
		{fieldOn, "..2020", open, "2021-01-01 00:00"},
		{fieldOn, "2020..", "2020-01-01 00:00", open},
		{fieldOn, "7d..1d", "2024-03-24 00:00", "2024-03-31 00:00"},
		{fieldOn, "1d..7d", "2024-03-24 00:00", "2024-03-31 00:00"},
		{fieldOn, ">2020", "2021-01-01 00:00", open},
		{fieldOn, ">=2020", "2020-01-01 00:00", open},
		{fieldOn, "<2020", open, "2020-01-01 00:00"},
		{fieldOn, "<=2020", open, "2021-01-01 00:00"},
		{fieldFetched, "today", "2024-03-31 00:00", "2024-04-01 00:00"},
		{fieldFetched, ">=2d", "2024-03-29 00:00", open},
		{fieldFetched, ">2d", "2024-03-30 00:00", open},
		{fieldFetched, "2020..2021", "2020-01-01 00:00", "2022-01-01 00:00"},
	} {
		from, to, err := Date{c.op, c.value}.Resolve(now)
		show := func(t time.Time) string {
			if t.IsZero() {
				return open
			}
			return t.In(zone).Format("2006-01-02 15:04")
		}
		if err != nil || show(from) != c.from || show(to) != c.to {
			t.Errorf("%s:%s is %q to %q, %v; want %q to %q", c.op, c.value, show(from), show(to), err, c.from, c.to)
		}
	}
	for _, d := range []Date{{fieldSince, ""}, {fieldSince, "soon"}, {fieldSince, "7x"}, {fieldSince, "d"}, {fieldOn, "2020-13"}, {fieldOn, "2021-02-29"}, {fieldOn, "32/1/2020"}, {fieldOn, "2020-00"},
		{fieldOn, "0000"}, {fieldOn, "000/2020"}, {fieldOn, "1/20"}, {fieldOn, "/2020"}, {fieldOn, "1//2020"}, {fieldOn, "1/2/3/2020"}, {fieldOn, "2020-"}, {fieldOn, "2020-06-03T1:5"},
		{fieldOn, "123456d"}, {fieldFetched, ""}, {fieldFetched, ">"}, {fieldOn, ".."}, {fieldOn, "soon..2020"}, {fieldOn, "2020..soon"}, {fieldOn, ">soon"}, {fieldSince, "2020..2021"}, {fieldBefore, ">2020"}, {"until", "2020"}, {fieldOn, "2020-01-01T24:00"}} {
		if from, to, err := d.Resolve(now); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%+v is %v to %v, %v", d, from, to, err)
		}
	}
}

// TestResolveAcrossSummerTime holds that days are calendar days where one of
// them has 23 hours.
func TestResolveAcrossSummerTime(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		zone = time.UTC // no time zones on this machine: still a day
	}
	now := time.Date(2024, 4, 1, 12, 0, 0, 0, zone)
	from, to, err := Date{fieldOn, "yesterday"}.Resolve(now)
	if err != nil || from.Format("2006-01-02 15:04") != "2024-03-31 00:00" || to.Format("2006-01-02 15:04") != "2024-04-01 00:00" {
		t.Errorf("%v to %v, %v", from, to, err)
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"7d", "2020-06..", "..mon", "3/6/2020", ">=2020-01-01T10:00", "99999m", "hôm qua"} {
		f.Add(s, int64(1700000000))
	}
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		now := time.Unix(unix%253402300799, 0)
		for _, op := range []string{fieldSince, fieldBefore, fieldOn, fieldFetched} {
			from, to, err := Date{op, s}.Resolve(now)
			if err == nil && !from.IsZero() && !to.IsZero() && !from.Before(to) {
				t.Fatalf("%s:%s at %v is %v to %v", op, s, now, from, to)
			}
		}
	})
}
