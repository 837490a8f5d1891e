package page_test

import (
	"strings"
	"testing"

	"veille/feed/page"
)

// gluedPage is wrapped every so often by a site that dropped the blank there.
const gluedPage = `Les îles veulent une école de pilotage

Vélane (AEX) – Le conseil des îles a proposé de réunir les trois écoles depilotage dans un seul bâtiment, près du port. Il en attend une économied'un cinquième et de meilleures conditions pour les élèves.

Une école communecoûterait moins cher que trois petites, a souligné leprésident du conseil devant la presse. Les bateaux serontpartagés entre les îles pendant la saison des pluies. -AEX
`

func TestRepairs(t *testing.T) {
	a, err := page.Read(page.Input{Bytes: []byte(gluedPage)})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, a, err)
	body := a.Text()
	if len(a.Repairs) < 4 || !strings.Contains(body, "écoles de pilotage") || !strings.Contains(body, "seront partagés") {
		t.Fatalf("%d repairs in %q", len(a.Repairs), body)
	}
	for i := len(a.Repairs) - 1; i >= 0; i-- {
		at := a.Repairs[i].At
		body = body[:at] + body[at+1:]
	}
	for _, glued := range []string{"depilotage", "économied'un", "communecoûterait", "leprésident", "serontpartagés"} {
		if strings.Contains(gluedPage, glued) && !strings.Contains(body, glued) {
			t.Errorf("without the blanks put in, %q is not as it came: %q", glued, body)
		}
	}
}

// TestRepairedLinks holds that a blank lands in the right span.
func TestRepairedLinks(t *testing.T) {
	s := "<p>" + strings.NewReplacer("\n\n", "</p><p>", "depilotage", `<b>de</b><a href="http://a.example/p">pilotage</a>`).Replace(gluedPage) + "</p>"
	a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte(s)})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, a, err)
	if !strings.Contains(a.Text(), "écoles de pilotage") || len(a.Links) != 1 || strings.TrimSpace(a.Links[0].Text) != "pilotage" {
		t.Errorf("links %+v in %q", a.Links, a.Text())
	}
}

func TestAltTextIsNoStandfirst(t *testing.T) {
	for _, p := range wirePages(t) {
		if a := readText(t, p.text); p.name == "13" && a.Standfirst != p.gold.Standfirst {
			t.Errorf("standfirst %q", a.Standfirst)
		}
	}
}
