package page

import (
	"testing"

	"veille/feed"
)

func TestPhotoWordLast(t *testing.T) {
	m := defaultMarkers()
	for _, c := range []struct {
		line string
		want feed.Caption
		ok   bool
	}{
		{"Boats lie at the mole. (MWA Photo)", feed.Caption{Text: "Boats lie at the mole.", Credit: "MWA"}, true},
		{"Boats lie at the mole (MWA Photo/Ana Lind)", feed.Caption{Text: "Boats lie at the mole", Credit: "MWA/Ana Lind"}, true},
		{"Boats lie at the mole, May 3. (MWA Photo/Ana Lind, File)", feed.Caption{Text: "Boats lie at the mole, May 3.", Credit: "MWA/Ana Lind"}, true},
		{"Boats lie at the mole. MWA PHOTO", feed.Caption{Text: "Boats lie at the mole.", Credit: "MWA"}, true},
		{"Boats lie at the mole. MWA Photo/Ana Lind", feed.Caption{Text: "Boats lie at the mole.", Credit: "MWA/Ana Lind"}, true},
		{"Boats lie at the mole. (Reuters photo)", feed.Caption{Text: "Boats lie at the mole.", Credit: "Reuters"}, true},
		{"Boats lie at the mole. Reuters photo", feed.Caption{Text: "Boats lie at the mole.", Credit: "Reuters"}, true},
		{"Boats lie at the mole. (Internet photo)", feed.Caption{Text: "Boats lie at the mole.", Credit: "Internet"}, true},
		{"Boats lie at the mole. (Lakeport Museum photo)", feed.Caption{Text: "Boats lie at the mole.", Credit: "Lakeport Museum"}, true},
		{"Boats lie at the mole. (Courtesy of the Lind family)", feed.Caption{Text: "Boats lie at the mole.", Credit: "the Lind family"}, true},
		{"Ghe hàng trên sông. (KTX ảnh)", feed.Caption{Text: "Ghe hàng trên sông.", Credit: "KTX"}, true},
		{"MWA Photo", feed.Caption{Credit: "MWA"}, true},
		{"(MWA Photo)", feed.Caption{Credit: "MWA"}, true},
		{"The film took the last award (Best Picture).", feed.Caption{}, false},
		{"The house was mended (courtesy of the harbour office).", feed.Caption{}, false},
		{"The council of Lakeport saw the photo.", feed.Caption{}, false},
		{"She came back to the mole (By night).", feed.Caption{}, false},
		{"Wedding photo", feed.Caption{}, false},
	} {
		got, ok := m.captionOf(c.line, false)
		if got != c.want || ok != c.ok {
			t.Errorf("%q: %+v %v", c.line, got, ok)
		}
	}
}
