package parse

import (
	"fmt"
	"testing"
	"time"

	"veille/feed"
)

// dates are forms that feeds write dates in, with the language where it matters.
var dates = []struct {
	in, lang, want string // want in UTC; "" for none
	precision      feed.Precision
}{
	// ISO 8601
	{"2026-05-17T08:30:00Z", "", "2026-05-17T08:30:00Z", feed.Second},
	{"2026-05-17T08:30:00+07:00", "", "2026-05-17T01:30:00Z", feed.Second},
	{"2026-05-17T08:30:00+0700", "", "2026-05-17T01:30:00Z", feed.Second},
	{"2026-05-17T08:30:00.123456789+07:00", "", "2026-05-17T01:30:00Z", feed.Second},
	{"2026-05-17T08:30:00-05:00Z", "", "2026-05-17T13:30:00Z", feed.Second},
	{"2026-05-17 08:30:00 +0700 ICT", "", "2026-05-17T01:30:00Z", feed.Second},
	{"2026-05-17 08:30:00", "", "2026-05-17T08:30:00Z", feed.Second},
	{"2026-05-17T08:30", "", "2026-05-17T08:30:00Z", feed.Minute},
	{"2026-05-17T8:30:00Z", "", "2026-05-17T08:30:00Z", feed.Second},
	{"2026-5-7 8:05", "", "2026-05-07T08:05:00Z", feed.Minute},
	{"20260517T083000Z", "", "2026-05-17T08:30:00Z", feed.Second},
	{"20260517083000", "", "2026-05-17T08:30:00Z", feed.Second},
	{"20260517", "", "2026-05-17T00:00:00Z", feed.Day},
	{"2026-05-17", "", "2026-05-17T00:00:00Z", feed.Day},
	{"2026-05", "", "2026-05-01T00:00:00Z", feed.Month},
	{"2026", "", "2026-01-01T00:00:00Z", feed.Year},
	{"26-05-17", "", "2026-05-17T00:00:00Z", feed.Day},
	{"260517", "", "2026-05-17T00:00:00Z", feed.Day},
	{"-26-05", "", "2026-05-01T00:00:00Z", feed.Month},
	{"2026-137", "", "2026-05-17T00:00:00Z", feed.Day},
	{"2026137", "", "2026-05-17T00:00:00Z", feed.Day},
	{"26137", "", "2026-05-17T00:00:00Z", feed.Day},
	{"2026-W20-7", "", "2026-05-17T00:00:00Z", feed.Day},
	{"2026W207", "", "2026-05-17T00:00:00Z", feed.Day},
	{"2026-05-16T24:00:00Z", "", "2026-05-17T00:00:00Z", feed.Second},
	{"2016-12-31T23:59:60Z", "", "2017-01-01T00:00:00Z", feed.Second},
	{"2026/05/17 08:30", "", "2026-05-17T08:30:00Z", feed.Minute},
	{"2026.05.17", "", "2026-05-17T00:00:00Z", feed.Day},
	// RFC 822 and what is made of it
	{"Sun, 17 May 2026 08:30:00 GMT", "", "2026-05-17T08:30:00Z", feed.Second},
	{"Sun, 17 May 26 08:30:00 GMT", "", "2026-05-17T08:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30 +0700", "", "2026-05-17T01:30:00Z", feed.Minute},
	{"Sun,17 May 2026 08:30:00 -0000", "", "2026-05-17T08:30:00Z", feed.Second},
	{"17 May 2026", "", "2026-05-17T00:00:00Z", feed.Day},
	{"17 May 2026 GMT", "", "2026-05-17T00:00:00Z", feed.Day},
	{"Sun, 17 May, 2026 08:30:00 UTC", "", "2026-05-17T08:30:00Z", feed.Second},
	{"Sun, May 17 2026 08:30:00 EDT", "", "2026-05-17T12:30:00Z", feed.Second},
	{"Sun, 17th May 2026 08:30:00 GMT", "", "2026-05-17T08:30:00Z", feed.Second},
	{"Sunday, 17-May-26 08:30:00 GMT", "", "2026-05-17T08:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 +07", "", "2026-05-17T01:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 GMT+7", "", "2026-05-17T01:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 GMT-01:01", "", "2026-05-17T09:31:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 (PST)", "", "2026-05-17T16:30:00Z", feed.Second},
	{"Sun May 17 2026 08:30:00 GMT+0700 (Indochina Time)", "", "2026-05-17T01:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 +9900", "", "2026-05-17T08:30:00Z", feed.Second},
	// asctime
	{"Sun May 17 08:30:00 2026", "", "2026-05-17T08:30:00Z", feed.Second},
	{"Sun May 17 08:30:00 ICT 2026", "", "2026-05-17T01:30:00Z", feed.Second},
	{"Sun May  7 08:30:00 +0000 2026", "", "2026-05-07T08:30:00Z", feed.Second},
	// zones
	{"Sun, 17 May 2026 08:30:00 ICT", "", "2026-05-17T01:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 WIB", "", "2026-05-17T01:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 SGT", "", "2026-05-17T00:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 MET", "", "2026-05-17T07:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 MEST", "", "2026-05-17T06:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 Asia/Tokyo", "", "2026-05-16T23:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 Europe/Paris", "", "2026-05-17T06:30:00Z", feed.Second},
	{"Sun, 17 May 2026 08:30:00 Etc/GMT", "", "2026-05-17T08:30:00Z", feed.Second},
	// AM and PM
	{"May 17, 2026, 8:30 a.m.", "", "2026-05-17T08:30:00Z", feed.Minute},
	{"Sunday, May 17, 2026 - 8:30pm", "", "2026-05-17T20:30:00Z", feed.Minute},
	{"May 17, 2026 12:05 AM", "", "2026-05-17T00:05:00Z", feed.Minute},
	{"Sun, May 17, 2026 at 08:30 PM EDT", "", "2026-05-18T00:30:00Z", feed.Minute},
	{"17 May 2026 3 pm", "", "2026-05-17T15:00:00Z", feed.Minute},
	// languages
	{"dim., 17 mai 2026 08:30:00 +0200", "", "2026-05-17T06:30:00Z", feed.Second},
	{"mar., 01 déc. 2026 08:30:00 +0000", "", "2026-12-01T08:30:00Z", feed.Second},
	{"Publié le 1er février 2026 à 08h30", "fr", "2026-02-01T08:30:00Z", feed.Minute},
	{"Lundi, 18. Mai 2026 - 15:54", "", "2026-05-18T15:54:00Z", feed.Minute},
	{"Do, 29 Mär 2018 00:00:00 +0200", "", "2018-03-28T22:00:00Z", feed.Second},
	{"sáb, 16 may 2026 08:30:00", "es", "2026-05-16T08:30:00Z", feed.Second},
	{"17 mayıs 2026 Pazar 08:30", "tr", "2026-05-17T08:30:00Z", feed.Minute},
	{"17 мая 2026, 08:30", "ru", "2026-05-17T08:30:00Z", feed.Minute},
	{"Κυρ, 17 Μαΐ 2026 08:30:00 +0300", "el", "2026-05-17T05:30:00Z", feed.Second},
	{"2026-május-17T08:30-05:00", "hu", "2026-05-17T13:30:00Z", feed.Minute},
	{"ne, 17 kvě 2026 08:30:00 +0200", "cs", "2026-05-17T06:30:00Z", feed.Second},
	{"Minggu, 17 Mei 2026 08:30 WIB", "id", "2026-05-17T01:30:00Z", feed.Minute},
	{"2026年5月17日 8時30分", "ja", "2026-05-17T08:30:00Z", feed.Minute},
	{"2026년 05월 17일  08:30:15", "ko", "2026-05-16T23:30:15Z", feed.Second},
	{"2026-05-17 오후 08:30:15", "ko", "2026-05-17T11:30:15Z", feed.Second},
	{"ngày 3 tháng 2 năm 2026 lúc 14h05", "vi", "2026-02-03T14:05:00Z", feed.Minute},
	{"Chủ Nhật, 17/05/2026, 10:30 GMT+7", "vi", "2026-05-17T03:30:00Z", feed.Minute},
	{"Thứ 2, 4/5/2026 08:15", "vi", "2026-05-04T08:15:00Z", feed.Minute},
	// figures
	{"03/04/2026", "fr", "2026-04-03T00:00:00Z", feed.Day},
	{"03/04/2026", "en-us", "2026-03-04T00:00:00Z", feed.Day},
	{"03/04/2026", "en-gb", "2026-04-03T00:00:00Z", feed.Day},
	{"03/17/2026 4:20 pm PST", "", "2026-03-18T00:20:00Z", feed.Minute},
	{"Fri, 03/04/2026", "en-us", "2026-04-03T00:00:00Z", feed.Day},
	{"Sat, 11 04 2026 08:30:00 +0100", "", "2026-04-11T07:30:00Z", feed.Second},
	{"17.5.26", "", "2026-05-17T00:00:00Z", feed.Day},
	{"5/17/26 08:30:00", "", "2026-05-17T08:30:00Z", feed.Second},
	{"1779006600", "", "2026-05-17T08:30:00Z", feed.Second},
	{"1779006600000", "", "2026-05-17T08:30:00Z", feed.Second},
	// none
	{"", "", "", 0},
	{"yesterday", "", "", 0},
	{"0000-00-00 00:00:00", "", "", 0},
	{"2026-02-30", "", "", 0},
	{"2026-xx-27", "", "", 0},
	{"2026-05-17T25:00:00Z", "", "", 0},
	{"2026-05-17T08:61:00Z", "", "", 0},
	{"2026-05-17T08:30:61Z", "", "", 0},
	{"2026-05-17T08:30:00+00:xx", "", "", 0},
	{"Sun, 16 Dec 2012 1:2:3:4 GMT", "", "", 0},
	{"Sun, 16 zzz 2012 11:47:32 GMT", "", "", 0},
	{"Sun, Dec x 2012 11:47:32 GMT", "", "", 0},
	{"Sun, 16 Dec zz 11:47:32 GMT", "", "", 0},
	{"Sun, 99 Jun 2009 12:00:00 GMT", "", "", 0},
	{"99999999999999999999", "", "", 0},
}

func TestDate(t *testing.T) {
	for _, c := range dates {
		got, p, ok := Date(c.in, c.lang)
		if ok != (c.want != "") {
			t.Errorf("%q: %v, %v", c.in, got, ok)
			continue
		}
		if ok && (got.UTC().Format(time.RFC3339) != c.want || p != c.precision) {
			t.Errorf("%q (%s) is %s to the %v, want %s to the %v", c.in, c.lang, got.UTC().Format(time.RFC3339), p, c.want, c.precision)
		}
	}
}

// TestBelief goes to both ends of the time in which dates are believed, and one
// second beyond.
func TestBelief(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"1990-01-01T00:00:00Z", true},
		{"1989-12-31T23:59:59Z", false},
		{now.Add(24 * time.Hour).Format(time.RFC3339), true},
		{now.Add(24*time.Hour + time.Second).Format(time.RFC3339), false},
		{"Thu, 01 Jan 1970 00:00:00 GMT", false},
		{"9999-12-31T23:59:59Z", false},
	} {
		f := read(t, rssHead+"<item><guid>1</guid><pubDate>"+c.in+"</pubDate></item></channel></rss>")
		if got := !f.Items[0].Published.IsZero(); got != c.want {
			t.Errorf("%s: believed is %v", c.in, got)
		}
	}
}

// FuzzDate holds that a date that is read is one, and is read again from what is
// written of it.
func FuzzDate(f *testing.F) {
	for _, c := range dates {
		f.Add(c.in, c.lang)
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		got, p, ok := Date(s, lang)
		if !ok {
			if !got.IsZero() || p != feed.NoDate {
				t.Errorf("%q is none, but %v to the %v", s, got, p)
			}
			return
		}
		if p == feed.NoDate || p > feed.Second {
			t.Errorf("%q to the %v", s, p)
		}
		if y := got.UTC().Year(); y < 1000 || y > 9999 {
			return
		}
		again, _, ok := Date(got.UTC().Format(time.RFC3339), lang)
		if !ok || !again.Equal(got.Truncate(time.Second)) {
			t.Errorf("%q is %v, and that is %v", s, got, again)
		}
	})
}

// TestZonesAreBounded makes up more names of zones than there are.
func TestZonesAreBounded(t *testing.T) {
	defer func() {
		zonesRead.Clear()
		zonesCount.Store(0)
	}()
	const known = "2026-05-17 08:30 Asia/Tokyo"
	want, _, _ := Date(known, "")
	for i := range maxZones + 10 {
		Date(fmt.Sprintf("2026-05-17 08:30 Asia/Made_Up_%d", i), "")
	}
	kept := 0
	zonesRead.Range(func(any, any) bool { kept++; return true })
	if kept != maxZones {
		t.Errorf("%d zones are remembered, want %d", kept, maxZones)
	}
	if got, _, _ := Date(known, ""); !got.Equal(want) || want.UTC().Hour() != 23 {
		t.Errorf("a zone known before is read as %s, then %s", want, got)
	}
}
