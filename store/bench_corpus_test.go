package store

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"veille/feed"
)

// The corpus of the benchmarks is made, not kept: an article depends on its
// number alone. It follows what was measured on wire stories in French, English
// and Vietnamese: some 460 words an article of which some 266 are distinct, a
// vocabulary by Zipf's law, titles, sources and themes of very different size,
// dates over six years that do not follow the order of arrival. The words are
// made up of syllables of each language, with their accents; the rarer the
// longer.
//
// On top of that stand words that benchmarks look for, because how often they
// occur is known.

// benchSize is how many articles the corpus has: 100,000 unless
// VEILLE_BENCH_ARTICLES says otherwise.
func benchSize() int {
	if n, err := strconv.Atoi(os.Getenv("VEILLE_BENCH_ARTICLES")); err == nil && n > 0 {
		return n
	}
	return 100_000
}

// planted is a word, or words in a row, that stands in one article of every few.
type planted struct {
	text  string
	every float64
}

// What benchmarks look for. No made-up word is like these.
var (
	commonWords = []planted{{"sécurité", 3}, {"harbour", 4}, {"nước", 6}, {"budget", 5}}
	midWords    = []planted{{"estuaire", 60}, {"lighthouse", 90}, {"écluse", 130}, {"đê", 180}}
	rareWords   = []planted{{"zirconifade", 20_000}, {"quaysidery", 9_000}, {"brumailleur", 5_000}}
	// The words of the phrase also stand apart from each other, as commonWords do.
	plantedPhrase = planted{"budget sécurité", 120}
)

// benchThemes is how many categories the articles carry, 0 to 3 each.
const benchThemes = 150

// syllables a language makes its words of: beginnings, middles, ends.
var syllables = map[string][3]string{
	"fr": {"b bl c ch d f g gl j l m n p pr r s t tr v", "a e é i o u ou ai è â en on in eu oi", "- - - l r s t n c que tion ment té eur age ée ère"},
	"en": {"b br c cl d f fl g h k l m n p r s sh st t th w", "a e i o u ea oo ai ow y", "- - n t r s ck nd ng st ly ed er ing ness"},
	"vi": {"b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x", "a ă â e ê i o ô ơ u ư á à ả ã ạ ắ ậ é ề ể ế í ị ó ồ ộ ớ ờ ú ừ ự ia ươ uô", "- - c ch m n ng nh p t"},
}

// vocabulary is the words of a language, the most frequent first, and how to
// draw them: by the method of aliases (Walker 1977), in constant time.
type vocabulary struct {
	words []string
	keep  []float64
	alias []int32
}

// sizes of the vocabularies. Vietnamese writes a blank between syllables, and
// there are only so many of these.
var vocabularySize = map[string]int{"fr": 60_000, "en": 40_000, "vi": 6_000}

func newVocabulary(lang string) *vocabulary {
	n := vocabularySize[lang]
	v := &vocabulary{words: make([]string, 0, n)}
	r := rand.New(rand.NewPCG(uint64(len(lang)), uint64(n)))
	var parts [3][]string
	for i, p := range syllables[lang] {
		parts[i] = strings.Fields(p)
	}
	known := make(map[string]bool, n)
	for _, all := range [][]planted{commonWords, midWords, rareWords} {
		for _, p := range all {
			known[p.text] = true
		}
	}
	pick := func(i int) string { return parts[i][r.IntN(len(parts[i]))] }
	for len(v.words) < n {
		long := 1 + int(math.Log10(float64(len(v.words)+10)))/2
		if lang == "vi" {
			long = 1
		}
		var b strings.Builder
		for range long {
			b.WriteString(pick(0) + pick(1))
		}
		b.WriteString(strings.TrimPrefix(pick(2), "-"))
		if w := b.String(); !known[w] {
			known[w] = true
			v.words = append(v.words, w)
		}
	}
	v.weigh()
	return v
}

// The curve is flattened at its top, as in texts: the most frequent word is one
// of some 15, not one of six.
const (
	zipfSteep = 1.18
	zipfFlat  = 2.7
)

func (v *vocabulary) weigh() {
	n := len(v.words)
	share, sum := make([]float64, n), 0.0
	for i := range share {
		share[i] = math.Pow(float64(i)+zipfFlat, -zipfSteep)
		sum += share[i]
	}
	v.keep, v.alias = make([]float64, n), make([]int32, n)
	var small, large []int32
	for i := range share {
		share[i] *= float64(n) / sum
		if share[i] < 1 {
			small = append(small, int32(i))
		} else {
			large = append(large, int32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		v.keep[s], v.alias[s] = share[s], l
		if share[l] -= 1 - share[s]; share[l] < 1 {
			large, small = large[:len(large)-1], append(small, l)
		}
	}
	for _, i := range append(small, large...) {
		v.keep[i], v.alias[i] = 1, i
	}
}

func (v *vocabulary) draw(r *rand.Rand) string {
	i := r.IntN(len(v.words))
	if r.Float64() >= v.keep[i] {
		i = int(v.alias[i])
	}
	return v.words[i]
}

var vocabularies = sync.OnceValue(func() map[string]*vocabulary {
	all := map[string]*vocabulary{}
	for lang := range syllables {
		all[lang] = newVocabulary(lang)
	}
	return all
})

// writer makes the text of one article.
type writer struct {
	r *rand.Rand
	v *vocabulary
	// plants are words still to be worked in, each at the end of a sentence.
	plants []string
}

// sentences returns n words in sentences.
func (w *writer) sentences(n int) string {
	var b strings.Builder
	for n > 0 {
		long := min(8+w.r.IntN(22), n)
		for i := range long {
			word := w.v.draw(w.r)
			if i == 0 {
				_, first := utf8.DecodeRuneInString(word)
				word = strings.ToUpper(word[:first]) + word[first:]
			}
			b.WriteString(word)
			if i == long/2 && long > 14 {
				b.WriteByte(',')
			}
			b.WriteByte(' ')
		}
		if len(w.plants) > 0 {
			b.WriteString(w.plants[0] + " ")
			w.plants = w.plants[1:]
		}
		fmt.Fprintf(&b, "%d. ", w.r.IntN(3000))
		n -= long
	}
	return strings.TrimSpace(b.String())
}

// plant chooses the planted words of an article.
func (w *writer) plant() {
	for _, all := range [][]planted{commonWords, midWords, rareWords, {plantedPhrase}} {
		for _, p := range all {
			if w.r.Float64()*p.every < 1 {
				w.plants = append(w.plants, p.text)
			}
		}
	}
	w.r.Shuffle(len(w.plants), func(i, j int) { w.plants[i], w.plants[j] = w.plants[j], w.plants[i] })
}

// skewed draws from n things of which the first ones are by far the most usual.
func skewed(r *rand.Rand, n int) int { return int(float64(n) * math.Pow(r.Float64(), 2.5)) }

var benchEpoch = time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC)

// benchArticle makes the i-th article of the corpus.
func benchArticle(i int) feed.Incoming {
	r := rand.New(rand.NewPCG(uint64(i), 460))
	lang := "fr"
	switch x := r.Float64(); {
	case x >= .86:
		lang = "vi"
	case x >= .57:
		lang = "en"
	}
	w := &writer{r: r, v: vocabularies()[lang]}
	w.plant()
	source := skewed(r, 60)
	a := feed.Article{Head: feed.Head{
		ID: feed.NewID("bench", strconv.Itoa(i)), Lang: lang,
		URL:    fmt.Sprintf("https://press%d.example/%s/%d", source, lang, i),
		Source: fmt.Sprintf("Gazette %d", source),
		Title:  strings.TrimRight(w.sentences(7+r.IntN(6)), " .0123456789"),
		// Six years, to the second, in no order.
		Published: benchEpoch.Add(time.Duration(r.IntN(6*365*86_400)) * time.Second), Precision: feed.Second,
		Fetched: benchEpoch.AddDate(6, 0, 0).Add(time.Duration(i) * time.Second),
	}}
	a.Summary = w.sentences(20 + r.IntN(12))
	for left := 280 + r.IntN(260); left > 0; {
		n := min(35+r.IntN(50), left)
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, w.sentences(n)))
		left -= n
	}
	for range r.IntN(4) {
		a.Categories = append(a.Categories, fmt.Sprintf("subject %d", skewed(r, benchThemes)))
	}
	a.Words = len(strings.Fields(a.Text()))
	return feed.Incoming{Article: a, Tags: a.Categories}
}

// madeArticles yields the corpus from one article on.
func madeArticles(from, to int) iter.Seq[feed.Incoming] {
	return func(yield func(feed.Incoming) bool) {
		for i := from; i < to; i++ {
			if !yield(benchArticle(i)) {
				return
			}
		}
	}
}

// TestBenchCorpus holds that the corpus is what the benchmarks take it for.
func TestBenchCorpus(t *testing.T) {
	t.Parallel()
	const n = 2000
	words, distinct, langs := 0, 0, map[string]int{}
	have := map[string]int{}
	for in := range madeArticles(0, n) {
		all := map[string]bool{}
		text := in.Article.Title + " " + in.Article.Summary + " " + in.Article.Text()
		for _, f := range strings.Fields(text) {
			words++
			all[strings.ToLower(strings.Trim(f, ".,"))] = true
		}
		distinct += len(all)
		langs[in.Article.Lang]++
		for w := range all {
			have[w]++
		}
	}
	if words /= n; words < 430 || words > 490 {
		t.Errorf("%d words an article", words)
	}
	if distinct /= n; distinct < 250 || distinct > 285 {
		t.Errorf("%d distinct words an article", distinct)
	}
	if langs["fr"] < n/2 || langs["en"] < n/5 || langs["vi"] < n/10 {
		t.Errorf("languages: %v", langs)
	}
	for _, p := range append(commonWords[:3:3], midWords...) {
		if got, want := float64(have[p.text]), n/p.every; math.Abs(got-want) > 4*math.Sqrt(want)+want/10 {
			t.Errorf("%q stands in %v articles, not in %v", p.text, got, want)
		}
	}
}
