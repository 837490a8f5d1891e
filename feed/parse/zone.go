package parse

import (
	"strings"
	"time"

	"veille/feed"
)

// floating is the zone of a time of day that is written without one. Its times
// are those of UTC until settleZones knows better.
var floating = time.FixedZone("floating", 0)

// zoneOfLang is the offset in seconds from UTC of the clock by which the press of
// a language lives, where that is one.
var zoneOfLang = map[string]int{
	"vi": 7 * 3600, "th": 7 * 3600, "lo": 7 * 3600, "km": 7 * 3600, "id": 7 * 3600,
	"zh": 8 * 3600, "ms": 8 * 3600, "tl": 8 * 3600, "fil": 8 * 3600,
	"ja": 9 * 3600, "ko": 9 * 3600, "my": 6*3600 + 1800,
}

// settleZones gives times without a zone that of the other items of the feed
// where they agree, else that of the feed's own date, unless it is the UTC that
// programs write there by themselves, else that of its language, else UTC. All
// times of the feed are in UTC then.
func settleZones(f *Feed) {
	offset, known, agreed, loose := 0, false, true, f.Updated.Location() == floating
	for i := range f.Items {
		it := &f.Items[i]
		for _, t := range []time.Time{it.Published, it.Updated} {
			switch {
			case t.IsZero() || it.Precision < feed.Minute:
			case t.Location() == floating:
				loose = true
			default:
				_, off := t.Zone()
				agreed = agreed && (!known || off == offset)
				offset, known = off, true
			}
		}
	}
	if loose && !known {
		if f.Updated.Location() != floating {
			_, offset = f.Updated.Zone()
		}
		if offset == 0 {
			lang, _, _ := strings.Cut(f.Lang, "-")
			offset = zoneOfLang[lang]
		}
	}
	if !agreed {
		offset = 0
	}
	settle := func(t *time.Time) {
		if t.Location() == floating {
			*t = t.Add(-time.Duration(offset) * time.Second)
		}
		*t = t.UTC()
	}
	settle(&f.Updated)
	for i := range f.Items {
		settle(&f.Items[i].Published)
		settle(&f.Items[i].Updated)
	}
}
