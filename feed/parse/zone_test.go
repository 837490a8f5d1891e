package parse

import (
	"strings"
	"testing"
	"time"
)

// TestZones gives times without a zone the one that the feed speaks for.
func TestZones(t *testing.T) {
	const loose, utc = "21/11/2025 09:15", "2025-11-21T09:15:00Z"
	item := func(dates ...string) string {
		return "<item><title>a</title><pubDate>" + strings.Join(dates, "</pubDate></item><item><title>a</title><pubDate>") + "</pubDate></item></channel></rss>"
	}
	for _, c := range []struct{ name, in, want string }{
		{"of another item", item(loose, "Fri, 21 Nov 2025 10:00:00 +0700"), "2025-11-21T02:15:00Z"},
		{"of several that agree", item(loose, "Fri, 21 Nov 2025 10:00:00 +0700", "2025-11-20T10:00:00+07:00"), "2025-11-21T02:15:00Z"},
		{"of several that do not", item(loose, "Fri, 21 Nov 2025 10:00:00 +0700", "2025-11-20T10:00:00+02:00"), utc},
		{"UTC of another item, whatever the language", "<language>vi</language>" + item(loose, "Fri, 21 Nov 2025 10:00:00 GMT"), utc},
		{"of the feed's own date", "<lastBuildDate>Fri, 21 Nov 2025 10:00:00 +0200</lastBuildDate>" + item(loose), "2025-11-21T07:15:00Z"},
		{"of the language, where the feed's own date is in UTC", "<language>vi-VN</language><lastBuildDate>Fri, 21 Nov 2025 10:00:00 GMT</lastBuildDate>" + item(loose), "2025-11-21T02:15:00Z"},
		{"of the language", "<language>ko</language>" + item(loose), "2025-11-21T00:15:00Z"},
		{"none", "<language>fr</language>" + item(loose), utc},
		{"a day has none", "<language>vi</language>" + item("2025-11-21"), "2025-11-21T00:00:00Z"},
		{"a day says nothing of it", "<language>vi</language>" + item(loose, "2025-11-20"), "2025-11-21T02:15:00Z"},
	} {
		f := read(t, rssHead+c.in)
		if got := f.Items[0].Published; got.Format(time.RFC3339) != c.want || got.Location() != time.UTC {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	f := read(t, rssHead+"<language>vi</language><lastBuildDate>21/11/2025 09:15</lastBuildDate>"+item(loose))
	if got := f.Updated.Format(time.RFC3339); got != "2025-11-21T02:15:00Z" {
		t.Errorf("the feed was updated at %s", got)
	}
}
