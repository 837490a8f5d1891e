package theme

import (
	"maps"
	"math"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

func TestTermsOf(t *testing.T) {
	a := article("fr", "Les digues du port", "Les ports et la digue de 2024, à la marée 12. Été")
	got := TermsOf(a)
	if want := []string{"digue", "maree", "port"}; !slices.Equal(slices.Sorted(maps.Keys(got)), want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got["digue"] != got["port"] || got["digue"] <= got["maree"] {
		t.Errorf("title words do not count more: %v", got)
	}
	vi := TermsOf(article("vi", "Biển đảo", "của biển đảo"))
	if want := []string{"biển", "biển đảo", "của biển", "đảo"}; !slices.Equal(slices.Sorted(maps.Keys(vi)), want) {
		t.Errorf("%v, want %v", vi, want)
	}
	if got := TermsOf(&feed.Article{}); len(got) != 0 {
		t.Errorf("%v", got)
	}
	long := TermsOf(article("en", "x", strings.Repeat("word ", 100_000)+strings.Repeat("x", 300)))
	if len(long) != 1 {
		t.Errorf("%d terms", len(long))
	}
	if n := len(TermsOf(article("en", "x", madeUp(0, 50_000)))); n > learnWords {
		t.Errorf("%d terms", n)
	}
}

// madeUp is a text of n different words.
func madeUp(from, n int) string {
	var b strings.Builder
	for i := range n {
		k := from + i
		b.WriteString("w")
		for range 4 {
			b.WriteByte(byte('a' + k%26))
			k /= 26
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// TestSample holds that what is added and taken out again in any order leaves what
// is left, and that nothing falls below zero.
func TestSample(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	var terms []Terms
	for i := range 30 {
		terms = append(terms, TermsOf(article("fr", madeUp(i, 5), madeUp(rng.Intn(60), 20))))
	}
	want := Sample{With: map[string]uint32{}}
	for _, x := range terms[:10] {
		want.Add(x, 1)
	}
	got := Sample{With: map[string]uint32{}}
	for _, i := range rng.Perm(30) {
		got.Add(terms[i], 1)
	}
	for _, i := range rng.Perm(20) {
		got.Add(terms[10+i], -1)
	}
	if got.N != 10 || !reflect.DeepEqual(got.With, want.With) || len(got.Sum) != len(want.Sum) {
		t.Fatalf("%d articles, %d terms, want %d", got.N, len(got.Sum), len(want.Sum))
	}
	for k, w := range want.Sum {
		if math.Abs(float64(got.Sum[k]-w)) > 1e-4 {
			t.Errorf("%s: %v, want %v", k, got.Sum[k], w)
		}
	}
	for range 2 {
		for _, x := range terms {
			got.Add(x, -1)
		}
	}
	if got.N != 0 || len(got.Sum) != 0 || len(got.With) != 0 {
		t.Errorf("%+v", got)
	}
	var zero Sample
	zero.Add(terms[0], -1)
	zero.Add(terms[0], 1)
	if zero.N != 1 || zero.With != nil {
		t.Errorf("%+v", zero)
	}
}

// taught learns from articles about quays and about bread, in two languages.
func taught(n int) (themes []feed.Theme, l *Learned) {
	themes = []feed.Theme{themeOf("quays", map[string]string{"fr": "|zzz"}), {ID: feed.ThemeID("bread"), Slug: "bread"}}
	l = &Learned{All: Sample{With: map[string]uint32{}}, Themes: map[feed.ID]*Sample{}}
	for i := range 2 * n {
		lang, about := "fr", "grue darse amarrage pilote"
		if i%2 == 1 {
			about = "levain four farine boulanger"
		}
		if i%4 > 1 {
			lang = "vi"
			about += " bến tàu"
		}
		t := TermsOf(article(lang, about, madeUp(i*7, 20)+about))
		l.All.Add(t, 1)
		id := themes[i%2].ID
		if l.Themes[id] == nil {
			l.Themes[id] = &Sample{}
		}
		l.Themes[id].Add(t, 1)
	}
	return themes, l
}

func TestLearning(t *testing.T) {
	themes, l := taught(40)
	s := NewScorer(themes, l)
	quay := article("fr", "Grue et darse", "L'amarrage du pilote. "+madeUp(9000, 12))
	quay.Standfirst = "Une grue"
	got := s.Suggest(quay)
	y := s.Why(quay, themes[0].ID)
	if slugsOf(themes, got) != "" {
		t.Errorf("a list that finds nothing is outvoted: %+v, %+v", got, y)
	}
	if y.Tagged != 40 || y.Share < .7 || len(y.Learned) == 0 || y.Points != 0 || y.Score == 0 {
		t.Errorf("%+v", y)
	}
	bread := article("fr", "Levain et farine", "Le four du boulanger. "+madeUp(9000, 12))
	got = s.Suggest(bread)
	if slugsOf(themes, got) != "bread" {
		t.Fatalf("%+v, %+v", got, s.Why(bread, themes[1].ID))
	}
	var words []string
	for _, r := range got[0].Spans {
		words = append(words, textOf(bread, r))
	}
	if want := []string{"Levain", "farine", "four", "boulanger"}; !slices.Equal(words, want) {
		t.Errorf("evidence %q, want %q", words, want)
	}
	if y := s.Why(quay, themes[1].ID); y.Share > .25 {
		t.Errorf("%+v", y)
	}
	if top := l.Top(themes[1].ID, 4); !slices.Equal(slices.Sorted(slices.Values(top)), []string{"boulanger", "farine", "four", "levain"}) {
		t.Errorf("top %q", top)
	}
	if top := l.Top(feed.ThemeID("none"), 4); top != nil {
		t.Errorf("top %q", top)
	}
}

// TestLearnedPairs holds that pairs of Vietnamese syllables are shown as one.
func TestLearnedPairs(t *testing.T) {
	themes, l := taught(40)
	for i := range 40 {
		x := TermsOf(article("vi", "bánh mì nóng", madeUp(i*3, 10)))
		l.All.Add(x, 1)
		l.Themes[themes[1].ID].Add(x, 1)
	}
	a := article("vi", "Tiệm bánh mì nóng", madeUp(9000, 5))
	got := NewScorer(themes, l).Suggest(a)
	if len(got) != 1 || textOf(a, got[0].Spans[0]) != "bánh mì nóng" || len(got[0].Spans) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestTooLittle(t *testing.T) {
	for _, n := range []int{0, 1, 2} {
		themes, l := taught(n)
		a := article("fr", "Levain et farine", "Le four du boulanger.")
		s := NewScorer(themes, l)
		if y := s.Why(a, themes[1].ID); y.Share != 0 || y.Learned != nil || y.Score != 0 || len(s.Suggest(a)) > 0 {
			t.Errorf("%d: %+v", n, y)
		}
		if s.Mark() != NewScorer(themes, nil).Mark() {
			t.Errorf("%d articles change the mark", n)
		}
	}
}

// TestMarkSteps holds that learning changes the mark now and then.
func TestMarkSteps(t *testing.T) {
	marks := map[uint64]bool{}
	for n := 3; n <= 60; n++ {
		themes, l := taught(n)
		marks[NewScorer(themes, l).Mark()] = true
	}
	if n := len(marks); n < 5 || n > 10 {
		t.Errorf("%d marks from 3 to 60 articles", n)
	}
}

// TestDamaged holds that sums that cannot be do no harm.
func TestDamaged(t *testing.T) {
	themes, l := taught(40)
	for i, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), -3, 1e30} {
		k := []string{"levain", "grue"}[i%2]
		l.All.Sum[k], l.Themes[themes[1].ID].Sum[k] = bad, bad
		s := NewScorer(themes, l)
		for _, th := range themes {
			if y := s.Why(article("fr", "Levain, grue", "four"), th.ID); !(y.Score >= 0 && y.Score <= 1) || !(y.Share >= 0 && y.Share <= 1) {
				t.Errorf("%v: %+v", bad, y)
			}
		}
	}
	l.All.N = 3 // fewer than one theme has
	NewScorer(themes, l).Suggest(article("fr", "Levain", "four"))
}

// TestSameEverywhere holds that sums of floats do not follow the order of maps.
func TestSameEverywhere(t *testing.T) {
	themes, l := taught(40)
	a := article("fr", "Levain et grue", "darse "+madeUp(20, 40))
	want := NewScorer(themes, l).Why(a, themes[1].ID).Share
	if want < .001 || want > .9 {
		t.Fatalf("share %v is at a bound", want)
	}
	for range 20 {
		if got := NewScorer(themes, l).Why(a, themes[1].ID).Share; got != want {
			t.Fatalf("%v, then %v", want, got)
		}
	}
}
