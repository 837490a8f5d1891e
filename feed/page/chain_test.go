package page

import (
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// sameAsLibrary fails where a selector matches other elements than the library
// finds.
func sameAsLibrary(t *testing.T, doc *html.Node, selector string) (found int) {
	t.Helper()
	want := make(map[*html.Node]bool)
	group, err := cascadia.ParseGroup(selector)
	if err != nil {
		t.Fatalf("%q: %v", selector, err)
	}
	for _, n := range cascadia.QueryAll(doc, group) {
		want[n] = true
	}
	got := matches(doc, []string{selector})
	if !maps.Equal(got, want) {
		t.Fatalf("%q matches %d elements, the library finds %d", selector, len(got), len(want))
	}
	return len(got)
}

// TestChainsAgainstLibrary puts selectors and pages together at random.
func TestChainsAgainstLibrary(t *testing.T) {
	parts := []string{"div", "p", ".a", "#b", "*", "p.a", ":not(.a > p)", "div:has(> p, .a)", ":first-child", "[title='a > b']", `[title="),~"]`, ":nth-child(2n + 1)"}
	joins := []string{" ", " > ", ">", " + ", "+", " ~ ", "~", "\n\t", ", ", ","}
	tags := []string{"<div>", "</div>", "<div class=a>", "<p>", "<p class='a c'>", "</p>", "<p id=b>", "words", "<i title='a > b'>", "</i>", "<i title='),~'>x</i>"}
	rnd, found := rand.New(rand.NewPCG(5, 9)), 0
	pick := func(from []string) string { return from[rnd.IntN(len(from))] }
	for range 400 {
		var page strings.Builder
		for range rnd.IntN(40) {
			page.WriteString(pick(tags))
		}
		doc, err := html.Parse(strings.NewReader(page.String()))
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			selector := pick(parts)
			for range rnd.IntN(4) {
				selector += pick(joins) + pick(parts)
			}
			if _, err := cascadia.ParseGroup(selector); err == nil {
				found += sameAsLibrary(t, doc, selector)
			}
		}
	}
	if found < 10_000 {
		t.Errorf("only %d elements were found", found)
	}
}

func TestChains(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<div id="1a"><p class="b c"><i id="a.b">x</i></p></div><div title="d' e"><p>y</p></div>`))
	if err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]int{
		`#\31 a p`: 1, `#\000031a > p`: 1, `#a\.b`: 1, `[title="d' e"] p`: 1, `p:contains("y, x"), p:contains('y')`: 1, "div:not(#a\\.b, [title])": 1, " div\f>\tp ": 2, "body": 1,
	} {
		if got := sameAsLibrary(t, doc, selector); got != want {
			t.Errorf("%q matches %d elements, not %d", selector, got, want)
		}
	}
	if got := chains([]string{"p:before", "p >", strings.Repeat("p ", 40), "a, " + strings.Repeat("p>", 40) + "p, b"}); len(got) != 2 {
		t.Errorf("%d chains are read", len(got))
	}
}

// TestChainsAreWalked holds that the steps of a selector are not tried in every
// way up a tree: here there would be ten to the twentieth.
func TestChainsAreWalked(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(strings.Repeat("<div>", 180) + strings.Repeat("<p>x</p>", 500)))
	if err != nil {
		t.Fatal(err)
	}
	for _, selector := range []string{"b" + strings.Repeat(" div", 20) + " p", "div" + strings.Repeat(" div", 20) + " b", "b" + strings.Repeat(" ~ p", 20)} {
		if got := matches(doc, []string{selector}); len(got) != 0 {
			t.Errorf("%q matches %d elements", selector, len(got))
		}
	}
}
