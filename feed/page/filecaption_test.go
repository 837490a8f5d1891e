package page

import (
	"testing"

	"veille/feed"
)

func TestFileCaption(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want feed.Caption }{
		{feed.Caption{Text: "The pier at dawn.", Credit: "Photograph: Agency Example/EEX"}, feed.Caption{Text: "The pier at dawn.", Credit: "Agency Example/EEX"}},
		{feed.Caption{Text: "Le marché.", Credit: "© Radio Exemple"}, feed.Caption{Text: "Le marché.", Credit: "Radio Exemple"}},
		{feed.Caption{Text: "Boats wait. (Photo: Photo Desk)"}, feed.Caption{Text: "Boats wait.", Credit: "Photo Desk"}},
		{feed.Caption{Text: "Boats wait. Photo: Agency Example", Credit: "AGENCY EXAMPLE"}, feed.Caption{Text: "Boats wait.", Credit: "AGENCY EXAMPLE"}},
		{feed.Caption{Text: "Boats wait. Photo: Agency Example", Credit: "Other Desk"}, feed.Caption{Text: "Boats wait. Photo: Agency Example", Credit: "Other Desk"}},
		{feed.Caption{Text: "Two boats at the pier", Credit: "Photo Desk"}, feed.Caption{Text: "Two boats at the pier", Credit: "Photo Desk"}},
		{feed.Caption{Credit: "Photo"}, feed.Caption{Credit: "Photo"}},
		{feed.Caption{}, feed.Caption{}},
	} {
		if got := FileCaption(c.in, nil); got != c.want {
			t.Errorf("FileCaption(%q)\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}
