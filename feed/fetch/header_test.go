package fetch

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed/text"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestFresh(t *testing.T) {
	const date, in10 = "Sun, 01 Mar 2026 09:00:00 GMT", "Sun, 01 Mar 2026 09:10:00 GMT"
	tests := []struct {
		headers []string // name, value, …
		want    time.Duration
	}{
		{nil, 0},
		{[]string{"Cache-Control", "max-age=600"}, 10 * time.Minute},
		{[]string{"Cache-Control", "public , MAX-AGE = \"600\",must-revalidate"}, 10 * time.Minute},
		{[]string{"Cache-Control", "public", "Cache-Control", "max-age=600"}, 10 * time.Minute},
		{[]string{"Cache-Control", "max-age=600, max-age=5"}, 10 * time.Minute},
		{[]string{"Cache-Control", "s-maxage=600"}, 0},
		{[]string{"Cache-Control", "max-age=600, s-maxage=60"}, 10 * time.Minute},
		{[]string{"Cache-Control", "max-age=315360000"}, maxFresh},
		{[]string{"Cache-Control", "max-age=99999999999999999999999"}, maxFresh},
		{[]string{"Cache-Control", "max-age=604801"}, maxFresh},
		{[]string{"Cache-Control", "max-age=604799"}, maxFresh - time.Second},
		{[]string{"Cache-Control", "max-age=-1"}, 0},
		{[]string{"Cache-Control", "max-age=1.5"}, 0},
		{[]string{"Cache-Control", "max-age"}, 0},
		{[]string{"Cache-Control", "max-age=600, no-cache"}, 0},
		{[]string{"Cache-Control", "no-store, max-age=600"}, 0},
		{[]string{"Cache-Control", `no-cache="Set-Cookie, X", max-age=600`}, 10 * time.Minute},
		{[]string{"Cache-Control", `x="a\", max-age=5", max-age=600`}, 10 * time.Minute},
		{[]string{"Cache-Control", "max-age=600", "Age", "200"}, 400 * time.Second},
		{[]string{"Cache-Control", "max-age=600", "Age", "2000"}, 0},
		{[]string{"Cache-Control", "max-age=600", "Age", "-1"}, 10 * time.Minute},
		{[]string{"Expires", in10, "Date", date}, 10 * time.Minute},
		{[]string{"Expires", date, "Date", in10}, 0},
		{[]string{"Expires", "Sun, 01 Mar 2026 12:05:00 GMT"}, 5 * time.Minute},
		{[]string{"Expires", in10, "Date", date, "Cache-Control", "max-age=5"}, 5 * time.Second},
		{[]string{"Expires", in10, "Date", date, "Cache-Control", "max-age=0"}, 0},
		{[]string{"Expires", in10, "Date", date, "Cache-Control", "max-age=oui"}, 10 * time.Minute},
		{[]string{"Expires", "Sun, 01 Mar 2036 09:00:00 GMT", "Date", date}, maxFresh},
		{[]string{"Expires", "0"}, 0},
		{[]string{"Expires", "-1", "Date", date}, 0},
		{[]string{"Expires", "jamais"}, 0},
	}
	for _, tt := range tests {
		h := http.Header{}
		for i := 0; i < len(tt.headers); i += 2 {
			h.Add(tt.headers[i], tt.headers[i+1])
		}
		if got := fresh(h, noon); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.headers, got, tt.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for v, want := range map[string]time.Duration{
		"": 0, " ": 0, "bientôt": 0, "1e9": 0, "12 s": 0,
		"0": minRetry, "59": minRetry, "60": minRetry, "61": 61 * time.Second, " 3600 ": time.Hour, "-5": minRetry, "--5": 0,
		"604799": maxRetry - time.Second, "604800": maxRetry, "604801": maxRetry, "9223372036854775808": maxRetry,
		"Sun, 01 Mar 2026 14:00:00 GMT": 2 * time.Hour, "Sunday, 01-Mar-26 14:00:00 GMT": 2 * time.Hour, "Sun Mar  1 14:00:00 2026": 2 * time.Hour,
		"Sun, 1 Mar 2026 15:00:00 +0100": 2 * time.Hour, "2026-03-01T14:00:00Z": 2 * time.Hour,
		"Sun, 01 Mar 2026 12:00:01 GMT": minRetry, "Sun, 01 Mar 1970 14:00:00 GMT": minRetry, "Sun, 01 Mar 2126 14:00:00 GMT": maxRetry,
		"Sun, 01 Mar 2026 14:00:00 CET": 0, // Go would take it for GMT
	} {
		if got := retryAfter(http.Header{"Retry-After": {v}}, noon); got != want {
			t.Errorf("%q: %s, want %s", v, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	got := links([]string{`</a>; title="b, c\"",<https://quai.example/d,e>;rel=x`, ",,", " </f>\u202e\x1b[31m ;rel=y "})
	if want := []string{`</a>; title="b, c\""`, "<https://quai.example/d,e>;rel=x", "</f> ;rel=y"}; !slices.Equal(got, want) {
		t.Errorf("links %q, want %q", got, want)
	}
	if got := links(slices.Repeat([]string{"</a>,</b>"}, maxLinks)); len(got) != maxLinks {
		t.Errorf("%d links", len(got))
	}
	if got := links([]string{"<" + strings.Repeat("a", 3*text.MaxURL) + ">"}); got != nil {
		t.Errorf("link of %d bytes", len(got[0]))
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add("max-age=600", "Sun, 01 Mar 2026 14:00:00 GMT", `</a>; rel="b"`)
	f.Add(`no-cache="a, b", max-age="5`, "-1", `<a,b>;c="d\"`)
	f.Fuzz(func(t *testing.T, cache, date, link string) {
		h := http.Header{"Cache-Control": {cache}, "Expires": {date}, "Retry-After": {date}, "Age": {cache}, "Etag": {link}}
		if d := fresh(h, noon); d < 0 || d > maxFresh {
			t.Errorf("fresh %s", d)
		}
		if d := retryAfter(h, noon); d != 0 && (d < minRetry || d > maxRetry) {
			t.Errorf("retry after %s", d)
		}
		if at, ok := parseDate(date); ok && at.Location() != time.UTC {
			t.Errorf("date %s", at)
		}
		for _, l := range links([]string{link, cache}) {
			if l == "" || text.Line(l) != l {
				t.Errorf("link %q", l)
			}
		}
		var parts []string
		for p := range splitQuoted(link, ',') {
			parts = append(parts, p)
		}
		if got := strings.Join(parts, ","); got != link {
			t.Errorf("parts %q of %q", got, link)
		}
	})
}

func FuzzFollow(f *testing.F) {
	f.Add("/a?b#c")
	f.Add("https://u:p@rade.example/%zz")
	f.Add("http:\\\\x")
	base, _, err := splitAddress("https://quai.example/a/b")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, location string) {
		u, err := follow(base, location)
		if err != nil {
			return
		}
		s := u.String()
		if u.User != nil || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
			t.Errorf("%q leads to %q", location, s)
		}
		for i := range len(s) {
			if s[i] <= ' ' || s[i] >= 0x7f {
				t.Errorf("%q leads to %q", location, s)
				break
			}
		}
		again, _, err := splitAddress(s)
		if err != nil || again.String() != s {
			t.Errorf("%q is read again as %v, %v", s, again, err)
		}
	})
}
