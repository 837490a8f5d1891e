package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

// says returns what ranges of a body hold.
func says(a *feed.Article, ranges []feed.Range) []string {
	var out []string
	for _, r := range ranges {
		out = append(out, a.Text()[r.Start:r.End])
	}
	return out
}

func TestOnly(t *testing.T) {
	port := dispatch("port").Text()
	for _, c := range []struct {
		name     string
		versions []string
		want     [][]string
	}{
		{"none", nil, [][]string{}},
		{"one", []string{port}, [][]string{nil}},
		{"alike", []string{port, port, port}, [][]string{nil, nil, nil}},
		{"glued", []string{port, glued(port)}, [][]string{nil, nil}},
		{
			"added", []string{port, port + " Le chantier sera visible du phare.\n\nDeux écoles ont été prévenues hier. Une troisième le sera."},
			[][]string{nil, {"Le chantier sera visible du phare.", "Deux écoles ont été prévenues hier. Une troisième le sera."}},
		},
		{
			"a figure", []string{"Le pont coûtera 12 millions d’euros à la commune. Il ouvrira en mai prochain.", "Le pont coûtera 14 millions d’euros à la commune. Il ouvrira en mai prochain."},
			[][]string{{"Le pont coûtera 12 millions d’euros à la commune."}, {"Le pont coûtera 14 millions d’euros à la commune."}},
		},
		{
			"two of three", []string{"Le pont ouvrira en mai prochain. Le tunnel attendra encore un an.", "Le pont ouvrira en mai prochain.", "Le tunnel attendra encore un an. La gare fermera cet été."},
			[][]string{nil, nil, {"La gare fermera cet été."}},
		},
		{"short", []string{"Fini.", "Non."}, [][]string{nil, nil}},
		{
			"Vietnamese", []string{"Mưa lớn gây ngập nhiều tuyến phố. Trường học tạm đóng cửa đến thứ hai.", "Mưa lớn gây ngập nhiều tuyến phố."},
			[][]string{{"Trường học tạm đóng cửa đến thứ hai."}, nil},
		},
	} {
		var versions []*feed.Article
		for _, v := range c.versions {
			versions = append(versions, wire("", "", v))
		}
		got := Only(versions)
		if len(got) != len(c.want) {
			t.Fatalf("%s: %d results, want %d", c.name, len(got), len(c.want))
		}
		for i := range got {
			if s := says(versions[i], got[i]); !slices.Equal(s, c.want[i]) {
				t.Errorf("%s: version %d alone says %q, want %q", c.name, i, s, c.want[i])
			}
		}
	}
}

// sheet writes pairs as two columns.
func sheet(a, b *feed.Article, pairs []Pair) string {
	var out strings.Builder
	for _, p := range pairs {
		mark := "~"
		switch {
		case p.Same:
			mark = "="
		case p.Elsewhere:
			mark = "^"
		case p.A == feed.Range{}:
			mark = "+"
		case p.B == feed.Range{}:
			mark = "-"
		}
		fmt.Fprintf(&out, "%s %s | %s\n", mark, a.Text()[p.A.Start:p.A.End], b.Text()[p.B.Start:p.B.End])
	}
	return out.String()
}

func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, a, b, want string }{
		{"empty", "", "", ""},
		{"one empty", "Un train passe.", "", "- Un train passe. | \n"},
		{
			"same with repeats", "Oui. Non. Oui. Le train est en retard.", "Oui. Non. Oui. Le train est en retard.",
			"= Oui. | Oui.\n= Non. | Non.\n= Oui. | Oui.\n= Le train est en retard. | Le train est en retard.\n",
		},
		{
			"changed, added, gone",
			"Le pont coûtera 12 millions d’euros. Le maire s’en félicite ouvertement. Il ouvrira en mai prochain.",
			"Le pont coûtera 14 millions d’euros.\n\nIl ouvrira en mai prochain. Des riverains s’y opposent toujours.",
			"~ Le pont coûtera 12 millions d’euros. | Le pont coûtera 14 millions d’euros.\n" +
				"- Le maire s’en félicite ouvertement. | \n" +
				"= Il ouvrira en mai prochain. | Il ouvrira en mai prochain.\n" +
				"+  | Des riverains s’y opposent toujours.\n",
		},
		{
			"moved",
			"La gare fermera cet été. Le pont ouvrira en mai prochain. Le tunnel attendra encore un an.",
			"Le pont ouvrira en mai prochain. Le tunnel attendra encore un an. La gare fermera cet été.",
			"^ La gare fermera cet été. | \n" +
				"= Le pont ouvrira en mai prochain. | Le pont ouvrira en mai prochain.\n" +
				"= Le tunnel attendra encore un an. | Le tunnel attendra encore un an.\n" +
				"^  | La gare fermera cet été.\n",
		},
		{
			"glued sentences",
			"Le pont ouvrira en mai prochain.Le tunnel attendra encore un an.",
			"Le pont ouvrira en mai prochain. Le tunnel attendra encore un an.",
			"~ Le pont ouvrira en mai prochain.Le tunnel attendra encore un an. | Le pont ouvrira en mai prochain.\n" +
				"^  | Le tunnel attendra encore un an.\n",
		},
	} {
		a, b := wire("", "", c.a), wire("", "", c.b)
		if got := sheet(a, b, Compare(a, b)); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// Each sentence of both is in one pair, in order; swapped, the pairs are swapped.
func FuzzCompare(f *testing.F) {
	f.Add("Le pont ouvrira. Oui. Non.\n\nLe tunnel attendra encore.", "Oui. Le tunnel attendra encore. Non. 12!")
	f.Add(dispatches[0].body, glued(dispatches[0].body))
	f.Fuzz(func(t *testing.T, x, y string) {
		a, b := wire("", "", x), wire("", "", y)
		pairs := Compare(a, b)
		var as, bs []feed.Range
		for _, p := range pairs {
			if p.A.End > 0 {
				as = append(as, p.A)
			}
			if p.B.End > 0 {
				bs = append(bs, p.B)
			}
			if p.Elsewhere && p.A.End > 0 && p.B.End > 0 || p.A == p.B && p.A.End == 0 {
				t.Fatalf("pair %+v", p)
			}
		}
		if want := ranges(a); !slices.Equal(as, want) {
			t.Fatalf("%q: %v, want %v", x, as, want)
		}
		if want := ranges(b); !slices.Equal(bs, want) {
			t.Fatalf("%q: %v, want %v", y, bs, want)
		}
		if slices.ContainsFunc(Compare(a, a), func(p Pair) bool { return !p.Same || p.A != p.B }) {
			t.Fatalf("%q does not compare to itself", x)
		}
		for i, rs := range Only([]*feed.Article{a, b}) {
			if !slices.IsSortedFunc(rs, func(p, q feed.Range) int { return p.End - q.Start }) {
				t.Fatalf("version %d alone says %v", i, rs)
			}
		}
	})
}

func ranges(a *feed.Article) []feed.Range {
	var out []feed.Range
	for _, u := range unitsOf(a, maxTold).all {
		out = append(out, u.at)
	}
	return out
}

func BenchmarkOnly(b *testing.B) {
	var versions []*feed.Article
	for i := range 20 {
		a := longText(1000, 1)
		a.Body = append(a.Body, longText(50, uint64(i)*1000).Body...)
		versions = append(versions, a)
	}
	for b.Loop() {
		Only(versions)
	}
}

func BenchmarkCompare(b *testing.B) {
	x, y := longText(1000, 1), longText(1000, 40)
	for b.Loop() {
		Compare(x, y)
	}
}
