package story

import (
	"testing"

	"veille/feed"
)

// TestLinked: each translation is linked to its dispatch and to the other
// translations of it, and nothing else is.
func TestLinked(t *testing.T) {
	type told struct {
		of, lang string
		s        Sketch
	}
	var all []told
	for _, d := range dispatches {
		all = append(all, told{d.name, d.lang, Of(dispatch(d.name))})
	}
	for _, d := range translations {
		all = append(all, told{d.name, d.lang, Of(wire(d.lang, d.title, d.body))})
	}
	for _, d := range neighbours {
		all = append(all, told{d.title, d.lang, Of(wire(d.lang, d.title, d.body))})
	}
	for i, a := range all {
		for _, b := range all[:i] {
			want := a.of == b.of && a.lang != b.lang
			if v := Linked(&a.s, &b.s); v >= LinkedAt != want {
				t.Errorf("%s (%s) and %s (%s): %.2f", a.of, a.lang, b.of, b.lang, v)
			}
		}
	}
}

func TestLinkedDays(t *testing.T) {
	a := Of(dispatch("gạo"))
	for _, c := range []struct {
		days, precision int
		lang            string
		want            bool
	}{
		{0, int(feed.Minute), "fr", true},
		{2, int(feed.Minute), "fr", true},
		{-2, int(feed.Day), "fr", true},
		{3, int(feed.Minute), "fr", false},
		{0, int(feed.Month), "fr", false},
		{0, int(feed.Minute), "", false},
		{0, int(feed.Minute), "vi", false},
	} {
		x := wire(c.lang, "", translations[4].body)
		x.Published, x.Precision = x.Published.AddDate(0, 0, c.days), feed.Precision(c.precision)
		b := Of(x)
		if v := Linked(&a, &b); v >= LinkedAt != c.want {
			t.Errorf("%+v: %.2f", c, v)
		}
	}
}
