package text

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
)

// formSet is what Forms gives of the texts.
func formSet(texts ...string) map[string]bool {
	set := map[string]bool{}
	for _, s := range texts {
		for f, exact := range Forms(s) {
			set[fmt.Sprint(exact, " ", f)] = true
		}
	}
	return set
}

// numbered is what a vocabulary gives of the texts in one round.
func numbered(v *Vocabulary, round uint32, texts ...string) map[string]bool {
	set := map[string]bool{}
	for _, s := range texts {
		v.Forms(s, round, func(n int) {
			f, exact := v.Form(n)
			set[fmt.Sprint(exact, " ", string(f))] = true
		})
	}
	return set
}

// checkVocabulary holds that a vocabulary gives of texts what Forms gives, both
// of those it has never met and of those it knows, and one after the other.
func checkVocabulary(t *testing.T, v *Vocabulary, texts ...string) {
	t.Helper()
	for i := range texts {
		texts[i] = Clean(texts[i])
		want := formSet(texts[i])
		for round := range uint32(2) {
			if got := numbered(v, 3*uint32(i)+round, texts[i]); !maps.Equal(got, want) {
				t.Fatalf("%+q in round %d\n got %v\nwant %v", texts[i], round, got, want)
			}
		}
	}
	last := 3 * uint32(len(texts))
	if got, want := numbered(v, last, texts...), formSet(texts...); !maps.Equal(got, want) {
		t.Fatalf("%+q together\n got %v\nwant %v", texts, got, want)
	}
}

func TestVocabulary(t *testing.T) {
	var v Vocabulary
	for _, s := range []string{
		"", " ", "-", "a", "L'ONU, l’ONU et « l'O.N.U. »", "U.N.-led, U.N., U.N.x, A.b A.B.c. A..B .A.B", "the U.S.'s", "é.U.N.É.U.",
		"Việt Nam", "Viet, (Nam)", "Viêt – … Nam; Nam", "Nam Viet", "viet-nam", "Ho-Chi Minh", "x Ho Chi. Minh-Ville", "Ho Chi x Minh",
		"Sài Gòn Gòn Gon", "anti-covid-19-abc-de", "3,5 et 3.5 %", "中国外交 ภาษาไทย, viet中nam", "don't 'quoted' rock'n'roll -x- y-",
		"Viet " + strings.Repeat("- ", 50) + "Nam", strings.Repeat("viet-", 20) + "nam", strings.Repeat("Ab.", 40), strings.Repeat("A.B", 30),
	} {
		checkVocabulary(t, &v, s)
		checkVocabulary(t, new(Vocabulary), s, s+" "+s)
	}
}

// TestVocabularyGrows holds that nothing is lost when more is written than is
// remembered, and after Reset.
func TestVocabularyGrows(t *testing.T) {
	var v Vocabulary
	for range 2 {
		for i := range mostPieces + 500 {
			s := fmt.Sprintf("Mot%dé", i)
			if got, want := numbered(&v, 1, s), formSet(s); !maps.Equal(got, want) {
				t.Fatalf("%q: got %v, want %v", s, got, want)
			}
		}
		if len(v.known) != mostPieces {
			t.Fatalf("%d pieces", len(v.known))
		}
		checkVocabulary(t, &v, "Mot5é Việt Nam", "mot65999é-ville")
		v.Reset()
		if got := numbered(&v, 2, "Mot5é"); !maps.Equal(got, formSet("Mot5é")) {
			t.Fatalf("after a reset: %v", got)
		}
	}
}

func TestVocabularyOnRandomTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var v Vocabulary
	for i := range 20_000 {
		if i%500 == 0 {
			v.Reset()
		}
		checkVocabulary(t, &v, randomText(r, 1+r.IntN(12)), randomText(r, 1+r.IntN(6)))
	}
}

func FuzzVocabulary(f *testing.F) {
	f.Add("l'ONU et l’œuvre U.N. anti-COVID-19", "中国外交 ภาษา")
	f.Add("Viet", "e\u0301te x Việt -- Nam")
	f.Add("A.B.c.D.E-F.", "a'-'b.C.D's")
	f.Fuzz(func(t *testing.T, a, b string) { checkVocabulary(t, new(Vocabulary), a, b) })
}

// BenchmarkVocabulary is BenchmarkForms of a text whose words are known.
func BenchmarkVocabulary(b *testing.B) {
	var v Vocabulary
	round := uint32(0)
	benchTexts(b, func(_ *testing.B, s string) {
		round++
		v.Forms(s, round, func(int) {})
	})
}
