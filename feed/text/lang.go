package text

import (
	"math/bits"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Limits of what Detect reads: enough to be sure, little enough for 50 µs.
const (
	langTokens = 140
	langBytes  = 2048
)

// Weights of the evidence, in words: one function word that only one language
// has counts 1, shared by k languages 1/k.
const (
	letterVote = 0.6 // a letter that few languages have, once per word
	endingVote = 0.35
	namedVote  = 0.3 // factor for capitalised words: names travel between languages
	priorVote  = 1.2 // what page or source declare
	bareVote   = 1.6 // Vietnamese written without marks: every word a possible syllable
	enoughVote = 0.4 // less than this says nothing
	clearVote  = 1.1 // the best must beat the second by this factor
)

// Detect tells the language of a text as a BCP 47 primary tag (fr, en, vi …),
// "" when it cannot be told. Prior is the language that page or source
// declare, "" when they do not: it decides where the text says little, and
// gives way to a text that says otherwise. Give title and text together;
// a title of names alone is told by nobody.
//
// The script decides first, then function words, telling letters and endings.
func Detect(s, prior string) string {
	prior = primaryTag(prior)
	s = head(s, langBytes)
	sc := countScripts(s)
	if tag := sc.language(prior); tag != "" {
		return tag
	}
	if sc.latin == 0 {
		return prior
	}
	var v votes
	v.count(s)
	return v.winner(prior)
}

// head returns at most n bytes of s, cut between runes.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// primaryTag reduces what a page declares (fr-FR, fr_FR, FRE, Vietnamese) to
// the tag Detect uses.
func primaryTag(p string) string {
	p = strings.ToLower(strings.TrimSpace(p))
	if i := strings.IndexAny(p, "-_;, "); i >= 0 {
		p = p[:i]
	}
	switch p {
	case "fra", "fre", "french":
		return "fr"
	case "eng", "english":
		return "en"
	case "vie", "vn", "vietnamese":
		return "vi"
	case "in", "ind":
		return "id"
	case "msa", "may":
		return "ms"
	case "cn", "zho", "chi":
		return "zh"
	case "jp", "jpn":
		return "ja"
	case "kr", "kor":
		return "ko"
	case "nb", "nn":
		return "no"
	case "iw":
		return "he"
	case "und", "mul", "zxx", "xx":
		return ""
	}
	if len(p) < 2 || len(p) > 3 || strings.Trim(p, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return p
}

// votes adds up evidence per Latin-script language.
type votes struct {
	score     [langCount]float64
	tokens    int
	lower     int // tokens that begin in lower case
	syllables int // tokens without marks that could be Vietnamese
	plain     int // tokens of ASCII letters
	named     [langCount]float64
	bareKnown int
}

// count reads the tokens of s.
func (v *votes) count(s string) {
	words := langWords()
	for t := range Tokens(s) {
		if v.tokens++; v.tokens > langTokens {
			return
		}
		r, _ := utf8.DecodeRuneInString(s[t.Start:])
		if !unicode.IsLetter(r) {
			continue
		}
		into := &v.score
		if unicode.IsUpper(r) {
			into = &v.named
		} else {
			v.lower++
		}
		word := t.Fold
		if t.Exact != "" {
			word = t.Exact
		}
		v.countBare(t)
		if m := words.langs(word); m != 0 {
			vote(into, m, 1)
			continue
		}
		if t.Exact != "" {
			vote(into, letterLangs(word), letterVote)
		}
		vote(into, endingLangs(word), endingVote)
	}
}

// countBare counts what may be Vietnamese without marks.
func (v *votes) countBare(t Token) {
	if t.Exact != "" || t.Fold[0] >= utf8.RuneSelf {
		return
	}
	if v.plain >= 12 && v.syllables*3 < v.plain*2 {
		return // it is not: the rest need not be counted
	}
	v.plain++
	if !isBareSyllable(t.Fold) {
		return
	}
	v.syllables++
	if _, ok := bareVietnamese()[t.Fold]; ok {
		v.bareKnown++
	}
}

func vote(into *[langCount]float64, langs uint32, weight float64) {
	if langs == 0 {
		return
	}
	weight /= float64(bits.OnesCount32(langs))
	for ; langs != 0; langs &= langs - 1 {
		into[bits.TrailingZeros32(langs)] += weight
	}
}

// winner weighs the votes.
func (v *votes) winner(prior string) string {
	factor := namedVote
	if v.lower*4 < v.tokens {
		factor = 1 // all capitals, or a language that capitalises: no names to discount
	}
	for i := range v.score {
		v.score[i] += factor * v.named[i]
	}
	if v.plain >= 3 && v.bareKnown >= 2 && v.syllables*10 >= v.plain*9 && v.plain*4 >= v.tokens*3 {
		v.score[langVi] += bareVote + float64(v.bareKnown)
	}
	best, second := -1, 0.0
	for i := range v.score {
		if prior == langTags[i] {
			v.score[i] += priorVote
		}
		switch {
		case best < 0 || v.score[i] > v.score[best]:
			if best >= 0 {
				second = v.score[best]
			}
			best = i
		case v.score[i] > second:
			second = v.score[i]
		}
	}
	if v.score[best] < enoughVote || v.score[best] < clearVote*second {
		return prior
	}
	return langTags[best]
}

// langTable maps words to the set of languages that have them. Most words asked
// for are in no list, and one that is not is told by its hash alone: a place is
// free where its hash is 0, words whose place is taken stand behind it.
type langTable struct {
	hashes [1 << 13]uint32
	words  [1 << 13]langWord
}

type langWord struct {
	text  string
	langs uint32
}

// langs returns the languages that have a word.
func (t *langTable) langs(w string) uint32 {
	i, hash := t.place(w)
	if t.hashes[i] != hash {
		return 0
	}
	return t.words[i].langs
}

// place returns where a word is or would be, and its hash.
func (t *langTable) place(w string) (i, hash uint32) {
	hash = 2166136261 // FNV-1a
	for i := range len(w) {
		hash = (hash ^ uint32(w[i])) * 16777619
	}
	hash |= 1
	i = (hash >> 1) % uint32(len(t.hashes))
	for t.hashes[i] != 0 && (t.hashes[i] != hash || t.words[i].text != w) {
		i = (i + 1) % uint32(len(t.hashes))
	}
	return i, hash
}

// langWords is built from the lists when a language is first asked for.
var langWords = sync.OnceValue(func() *langTable {
	table := new(langTable)
	lists := langLists()
	for i, tag := range langTags {
		for t := range Tokens(lists[tag]) {
			w := t.Fold
			if t.Exact != "" {
				w = t.Exact
			}
			at, hash := table.place(w)
			table.hashes[at] = hash
			table.words[at].text = strings.Clone(w)
			table.words[at].langs |= 1 << i
		}
	}
	return table
})

var bareVietnamese = sync.OnceValue(func() map[string]struct{} {
	m := make(map[string]struct{}, 256)
	for _, w := range strings.Fields(langLists()["vi-bare"]) {
		m[w] = struct{}{}
	}
	return m
})

// letterLangs returns the languages that have the most telling letter of word.
func letterLangs(word string) uint32 {
	best := uint32(0)
	for _, r := range word {
		if r < utf8.RuneSelf {
			continue
		}
		m := letterMask(r)
		if m != 0 && (best == 0 || bits.OnesCount32(m) < bits.OnesCount32(best)) {
			best = m
		}
	}
	return best
}

// letterMask returns the languages that write a marked letter in native words.
func letterMask(r rune) uint32 {
	if r >= 0x1EA0 && r <= 0x1EF9 {
		return 1 << langVi
	}
	if letters := langLetters(); int(r) < len(letters) {
		return letters[r]
	}
	return 0
}

// endingLangs returns the languages that a word's ending or beginning speaks for.
func endingLangs(w string) uint32 {
	if len(w) < 5 {
		return 0
	}
	before := w[len(w)-2]
	for _, e := range langEndings()[w[len(w)-1]] {
		if e.before == before && len(e.text) <= len(w)-2 && strings.HasSuffix(w, e.text) {
			return e.langs
		}
	}
	return 0
}
