package page_test

import (
	"strings"
	"testing"

	"veille/feed/page"
)

// TestSelect reads a page by the rule of its site.
func TestSelect(t *testing.T) {
	doc := "<html><head><title>Dykes for the delta</title></head><body><div id=story><p class=lede>" + prose + "</p><div class=ad><p>Buy a boat, says the shipyard of the delta, before the water comes up to you.</p></div><p>" +
		prose2 + "</p></div><div id=other><p>" + strings.Repeat("A long text about the harbour that no rule has chosen. ", 30) + "</p></div></body></html>"
	for _, c := range []struct {
		name          string
		choose, strip []string
		want          string
	}{
		{"select", []string{"#story"}, []string{".ad"}, prose + "|" + prose2},
		{"in order, once", []string{"p + div + p, p.lede", "#story .lede"}, nil, prose + "|" + prose2},
		{"invalid passed over", []string{"][", "p:nth-child(", "#story"}, []string{"::", "div.ad"}, prose + "|" + prose2},
		{"strip alone", nil, []string{"#other", ".ad"}, prose + "|" + prose2},
		{"strip of all", []string{"#story"}, []string{"html", "body", ".ad"}, prose + "|" + prose2},
	} {
		a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte(doc), Select: c.choose, Strip: c.strip})
		if got := bodyText(a); err != nil || got != c.want {
			t.Errorf("%s: %q, %v\nwant %q", c.name, got, err, c.want)
		}
	}
	for _, choose := range [][]string{{"#none"}, {"title"}, {"p::before"}, {strings.Repeat("p>", 5000)}} {
		a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte(doc), Select: choose})
		if err != nil || !strings.Contains(bodyText(a), "harbour") {
			t.Errorf("%.20q: %q, %v", choose, bodyText(a), err)
		}
	}
}

func FuzzSelect(f *testing.F) {
	for _, s := range []string{"p", "#a > b", "a:not(.b)", ":nth-child(2n+1)", "[href^='x']", "*", ":has(p)", ":contains(x)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in := page.Input{Name: "a.html", Bytes: []byte(htmlPage("<p>" + prose + "</p>")), Select: []string{s}, Strip: []string{s}}
		if a, err := page.Read(in); err == nil && len(a.Body) == 0 {
			t.Errorf("%q leaves no body and no error", s)
		}
	})
}
