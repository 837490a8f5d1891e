package theme

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// lexicon holds the words of all themes so that one pass over a text finds them.
//
// A word of a text stands for symbols: one for its folded form in the singular,
// one for its form with marks, one for each beginning ("terroris*") that it has.
// A term is a path of symbols through a tree; a node where terms end says which.
//
// Vietnamese words count with their marks, since bão, báo and bao are three words;
// all others folded.
type lexicon struct {
	vocabulary map[string][]variant // by folded singular
	beginnings map[string][]variant // by folded beginning
	lengths    []int                // of beginnings in bytes, rising
	opens      [1 << 16 / 64]uint64 // first two bytes that some beginning has
	next       map[step]int32       // edges of the tree
	first      []int32              // edges of its root, by symbol; 0: none
	ends       [][]ending           // by node
	words      []entryWord          // what endings name
	symbols    map[symbolKey]int32  // while it is built
	covered    covered              // while it is built, by the phrases of one theme
	languages  map[string]uint64    // one bit each
	longest    int                  // words of the longest term
	ample      []bool               // by theme, then by register: it has a long list
}

type step struct{ node, symbol int32 }

type symbolKey struct {
	fold, exact       string
	marked, beginning bool
}

// ending says that a term ends at a node.
type ending struct {
	theme  int32
	word   int32  // in lexicon.words
	langs  uint64 // of articles in which it counts
	tier   feed.Tier
	not    bool // a phrase that cancels
	caps   bool // counts only written in capitals
	length int8 // words
}

type entryWord struct {
	text string
	tier feed.Tier
	not  bool
	name bool // it is written with a capital
	// twofold words have another sense too: common nouns that a phrase of not covers.
	twofold bool
}

const (
	everyLanguage = ^uint64(0)
	maxLanguages  = 60
	// maxTerm is how many words of a term count: no name is longer, and the work
	// for each word of a text grows with it.
	maxTerm = 12
	// pluralBytes is the length of a word from which on a final s or x is left
	// out on both sides: casques is casque, but pays stays.
	pluralBytes = 5
)

// newLexicon makes the lexicon of themes and, when one of them has an ample list, of
// registers, which it numbers behind them.
func newLexicon(themes, registers []feed.Theme) *lexicon {
	own := themes
	if slices.ContainsFunc(themes, func(t feed.Theme) bool { return isAmple(&t) }) {
		themes = slices.Concat(themes, registers)
	}
	n := 0
	for i := range themes {
		for _, words := range themes[i].Words {
			n += len(words)
		}
	}
	lx := &lexicon{
		vocabulary: make(map[string][]variant, n), beginnings: map[string][]variant{}, next: make(map[step]int32, 2*n),
		ends: make([][]ending, 1, 2*n+1), symbols: make(map[symbolKey]int32, n), languages: map[string]uint64{},
	}
	for _, lang := range languagesOf(own) {
		if len(lx.languages) < maxLanguages {
			lx.languages[lang] = 1 << len(lx.languages)
		}
	}
	for i := range themes {
		lx.addTheme(int32(i), &themes[i])
		lx.ample = append(lx.ample, isAmple(&themes[i]))
	}
	for n := 1; n <= 64; n++ {
		for s := range lx.beginnings {
			if len(s) == n {
				lx.lengths = append(lx.lengths, n)
				break
			}
		}
	}
	lx.first = make([]int32, len(lx.symbols)+1)
	for at, node := range lx.next {
		if at.node == 0 {
			lx.first[at.symbol] = node
		}
	}
	lx.symbols, lx.covered = nil, covered{}
	return lx
}

// addTheme adds the words and phrases of one theme: what cancels, then its words
// by language, then its names.
func (lx *lexicon) addTheme(theme int32, t *feed.Theme) {
	lx.covered.clear()
	for _, lang := range sortedKeys(t.Not) {
		for _, s := range t.Not[lang] {
			lx.add(s, lang, ending{theme: theme, langs: everyLanguage, not: true})
		}
	}
	for _, lang := range sortedKeys(t.Words) {
		for _, w := range t.Words[lang] {
			lx.add(w.Text, lang, ending{theme: theme, langs: lx.languages[lang], tier: w.Tier})
		}
	}
	for _, n := range namesOf(t) {
		lx.add(n.text, n.lang, ending{theme: theme, langs: everyLanguage, tier: feed.StrongWord})
	}
}

type name struct{ lang, text string }

// namesOf returns the names of a theme that count as strong words: its label,
// unless the words of its language hold it at a tier of their own; and in languages
// for which it has no words at all, its aliases. A theme without a label goes by
// its slug.
func namesOf(t *feed.Theme) (out []name) {
	for _, lang := range sortedKeys(t.Labels) {
		key := nameKey(t.Labels[lang])
		listed := false
		for _, w := range t.Words[lang] {
			// Marks and blanks change few bytes: most words need no folding.
			near := len(w.Text) < 2*len(key)+8 && len(key) < 2*len(w.Text)+8
			listed = listed || near && nameKey(w.Text) == key
		}
		if !listed && key != "" {
			out = append(out, name{lang, t.Labels[lang]})
		}
	}
	for _, lang := range sortedKeys(t.Aliases) {
		if len(t.Words[lang]) > 0 {
			continue
		}
		for _, s := range t.Aliases[lang] {
			out = append(out, name{lang, s})
		}
	}
	if len(t.Labels) == 0 && len(t.Words) == 0 {
		slug := t.Slug[strings.LastIndexByte(t.Slug, '/')+1:]
		out = append(out, name{"", strings.ReplaceAll(slug, "-", " ")})
	}
	return out
}

// add adds a term; a word with a hyphen is the same written as one.
func (lx *lexicon) add(term, lang string, e ending) {
	term = text.Clean(term)
	marked := lang == "vi" || isVietnamese(term)
	var apart, joined []symbolKey
	tied := false
	for t := range text.Tokens(term) {
		k := symbolKey{fold: strings.Clone(t.Fold), beginning: strings.HasPrefix(term[t.End:], "*")}
		if marked {
			k.marked, k.exact = true, strings.Clone(cmp.Or(t.Exact, t.Fold))
		}
		apart = append(apart, k)
		if n := len(joined); t.Hyphen && n > 0 {
			tied = true
			joined[n-1].fold += k.fold
			joined[n-1].exact += k.exact
			joined[n-1].beginning = k.beginning
		} else {
			joined = append(joined, k)
		}
	}
	if len(apart) == 0 || len(apart) > maxTerm {
		return
	}
	e.word, e.length = int32(len(lx.words)), int8(len(apart))
	if len(apart) > 1 {
		// Words of another language are mostly others that look alike (coin, pain);
		// with them too, false suggestions rose by half on labelled articles.
		e.langs = everyLanguage
	}
	e.caps = len(apart) == 1 && isAcronym(strings.TrimSpace(term))
	w := entryWord{text: strings.TrimSpace(term), tier: e.tier, not: e.not, name: strings.ContainsFunc(term, unicode.IsUpper)}
	one, two := lx.symbolsOf(apart), []int32(nil)
	if tied {
		two = lx.symbolsOf(joined)
	}
	if e.not {
		lx.covered.add(apart, one)
	} else if !w.name {
		w.twofold = lx.covered.holds(apart, one) || tied && lx.covered.holds(joined, two)
	}
	lx.words = append(lx.words, w)
	lx.insert(one, e)
	if tied {
		lx.insert(two, e)
	}
}

func (lx *lexicon) symbolsOf(keys []symbolKey) []int32 {
	out := make([]int32, len(keys))
	for i, k := range keys {
		out[i] = lx.symbol(k)
	}
	return out
}

func (lx *lexicon) insert(symbols []int32, e ending) {
	lx.longest = max(lx.longest, len(symbols))
	node := int32(0)
	for _, symbol := range symbols {
		at := step{node, symbol}
		to, ok := lx.next[at]
		if !ok {
			to = int32(len(lx.ends))
			lx.ends = append(lx.ends, nil)
			lx.next[at] = to
		}
		node = to
	}
	for k := range lx.ends[node] {
		if o := &lx.ends[node][k]; o.theme == e.theme && o.tier == e.tier && o.not == e.not && o.caps == e.caps && o.length == e.length {
			o.langs |= e.langs // listed twice, or in two languages
			return
		}
	}
	lx.ends[node] = append(lx.ends[node], e)
}

// symbol returns the symbol of a word of a term, a new one when it has none.
func (lx *lexicon) symbol(k symbolKey) int32 {
	if !k.beginning {
		k.fold, k.exact = singular(k.fold), singular(k.exact)
	}
	if s, ok := lx.symbols[k]; ok {
		return s
	}
	s := int32(len(lx.symbols) + 1)
	lx.symbols[k] = s
	v := variant{k.exact, k.marked, s}
	if !k.beginning {
		lx.vocabulary[k.fold] = append(lx.vocabulary[k.fold], v)
		return s
	}
	lx.beginnings[k.fold] = append(lx.beginnings[k.fold], v)
	if len(k.fold) == 1 {
		for c := range 256 {
			lx.open(k.fold[0], byte(c))
		}
	} else {
		lx.open(k.fold[0], k.fold[1])
	}
	return s
}

func (lx *lexicon) open(a, b byte) {
	i := int(a)<<8 | int(b)
	lx.opens[i/64] |= 1 << (i % 64)
}

// isAcronym reports whether a term is two to four capitals, such as WHO or IT: it
// must not be found in who or it.
func isAcronym(term string) bool {
	n := utf8.RuneCountInString(term)
	return n >= 2 && n <= 4 && !strings.ContainsFunc(term, func(r rune) bool { return !unicode.IsUpper(r) })
}

// isVietnamese reports whether s holds a letter that only Vietnamese has.
func isVietnamese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x1ea0 && r <= 0x1ef9 || r >= utf8.RuneSelf && strings.ContainsRune("ăĂđĐơƠưƯũŨĩĨ", r)
	})
}

func languagesOf(themes []feed.Theme) []string {
	all := map[string]bool{}
	for i := range themes {
		for lang := range themes[i].Words {
			all[lang] = true
		}
	}
	return sortedKeys(all)
}
