package page_test

import "testing"

// TestScenes holds that a line with the opening of a caption is one inside the
// text, and stays where it is text or a headline.
func TestScenes(t *testing.T) {
	const title, head = "Mole reopens after three winters\n\n", "title: Mole reopens after three winters\n"
	first, last := "body: "+mole+"\n", "body: "+stall+"\n"
	for line, want := range map[string]string{
		"Scene of the meeting between the two harbours.":  "caption: Scene of the meeting between the two harbours. / \n" + first + last,
		"An overview of the new mole, Velmora":            "caption: An overview of the new mole, Velmora / \n" + first + last,
		"Vue d'ensemble de la salle des rameurs.":         "caption: Vue d'ensemble de la salle des rameurs. / \n" + first + last,
		"Panorama de la baie":                             "caption: Panorama de la baie / \n" + first + last,
		"Quang cảnh buổi lễ mở lại chợ":                   "caption: Quang cảnh buổi lễ mở lại chợ / \n" + first + last,
		"Toàn cảnh kè sông Lam Thủy.":                     "caption: Toàn cảnh kè sông Lam Thủy. / \n" + first + last,
		"A view of the mole is what they came for.":       first + "body: A view of the mole is what they came for.\n" + last,
		"Scene of the fire, the old mill stands empty.":   first + "body: Scene of the fire, the old mill stands empty.\n" + last,
		"Boats of the lower bank.\n\nIllustration photo":  first + "body: Boats of the lower bank.\n" + last,
		"Toàn cảnh lễ hội văn hóa bên cầu đá":             "caption: Toàn cảnh lễ hội văn hóa bên cầu đá / \n" + first + last,
		"|Boats of the lower bank|\nPhoto d'illustration": "caption: Boats of the lower bank / Photo d'illustration\n" + first + last,
		"Illustrative image":                              first + last,
	} {
		a := readText(t, title+mole+"\n\n"+line+"\n\n"+stall+"\n")
		if got := outline(&a); got != head+want {
			t.Errorf("%q: got\n%s\nwant\n%s", line, got, head+want)
		}
	}
	a := readText(t, title+mole+" -KNS\n\nScene of the drowned village\nThe old roofs show again at low water, and boats bring guests to them.\n")
	if len(a.Captions) > 0 || len(a.Teasers) != 1 {
		t.Errorf("behind the end: %s", outline(&a))
	}
	a = readText(t, title+mole+"\n\nScene of the drowned village\nThe roofs show again\n\n"+stall+"\n")
	if len(a.Captions) > 0 {
		t.Errorf("before no paragraph: %s", outline(&a))
	}
	a = readText(t, "Toàn cảnh chợ nổi Lam Thủy\n\n"+khoi+"\n\n"+cho+"\n")
	if a.Title != "Toàn cảnh chợ nổi Lam Thủy" {
		t.Errorf("title %q", a.Title)
	}
}
