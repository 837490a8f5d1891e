package parse

import (
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/text"
)

func TestStarters(t *testing.T) {
	all := Starters()
	if len(all) < 30 {
		t.Fatalf("%d starters only", len(all))
	}
	ids, names := map[feed.ID]string{}, map[string]bool{}
	langs := map[string]int{}
	var regions []string
	for _, s := range all {
		src := s.Source
		if other, twice := ids[src.ID]; twice {
			t.Errorf("%s and %s are one feed", src.Name, other)
		}
		if names[text.Fold(src.Name)] {
			t.Errorf("two starters are called %s", src.Name)
		}
		ids[src.ID], names[text.Fold(src.Name)] = src.Name, true
		langs[src.Lang]++
		if !slices.Contains(regions, s.Region) {
			regions = append(regions, s.Region)
		} else if regions[len(regions)-1] != s.Region {
			t.Errorf("%s stands apart from its region", src.Name)
		}
		if !strings.HasPrefix(src.Feed, "https://") || src.URL == "" || s.Seen == "" || !src.Named {
			t.Errorf("%s is not whole: %+v", src.Name, s)
		}
		if clean, ok := text.SafeURL(src.URL); !ok || clean != src.URL {
			t.Errorf("site of %s is %q", src.Name, src.URL)
		}
		if text.Line(src.Name) != src.Name {
			t.Errorf("name %q is not clean", src.Name)
		}
	}
	for _, l := range []string{"vi", "en", "fr"} {
		if langs[l] < 5 {
			t.Errorf("%d starters in %s", langs[l], l)
		}
	}
	if len(langs) != 3 || len(regions) < 4 {
		t.Errorf("languages %v, regions %v", langs, regions)
	}
}

func TestStartersAreChecked(t *testing.T) {
	for _, s := range []string{
		"en | Name | https://example.org/feed | https://example.org/ | seen",
		"[R]\nen | Name | https://example.org/feed",
		"[R]\nen | Name | file:///etc/feeds | https://example.org/ | seen",
	} {
		if got, err := readStarters(s); err == nil {
			t.Errorf("%q was read as %+v", s, got)
		}
	}
}
