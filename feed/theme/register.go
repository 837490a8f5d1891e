package theme

import (
	_ "embed"
	"sync"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

//go:embed registers.toml
var registersFile []byte

// registers are kinds of news that borrow the words of others: sport, shows, the
// table. They are found as themes are and never suggested. The file is part of the
// program: a mistake in it is found by the tests.
var registers = sync.OnceValue(func() []feed.Theme {
	all, err := Read(registersFile)
	if err != nil {
		panic("registers.toml: " + err.Error())
	}
	return all
})

// ampleWords is the length of a list, in one language, that means to hold all that
// its theme is told with. What somebody lists by hand is shorter and meant word
// by word.
const ampleWords = 40

func isAmple(t *feed.Theme) bool {
	for _, words := range t.Words {
		if len(words) >= ampleWords {
			return true
		}
	}
	return false
}

// wary tells which of the n themes give way to registers: those with an ample list,
// unless a register is told in their words.
func (lx *lexicon) wary(n int) []bool {
	out := make([]bool, n)
	copy(out, lx.ample)
	for _, ends := range lx.ends {
		shared := false
		for k := range ends {
			shared = shared || int(ends[k].theme) >= n && ends[k].tier != feed.WeakWord
		}
		for k := range ends {
			if e := &ends[k]; shared && int(e.theme) < n && !e.not && e.tier != feed.WeakWord {
				out[e.theme] = false
			}
		}
	}
	return out
}

// register returns the points of the register that the article is told in, 0 for none:
// of such an article title or lede say so. Registers stand behind the n themes.
func (x *scratch) register(n int) float64 {
	most := 0.0
	for i := n; i < len(x.points); i++ {
		if p := &x.points[i]; p.near >= foreign {
			most = max(most, p.sum)
		}
	}
	return most
}

// tierOf returns what a hit of an ample list says. A word that a phrase cancels
// elsewhere in the article hardly means the theme where it stands alone: within
// one text a word keeps its sense. A common noun with a capital is part of a name.
func (x *scratch) tierOf(lx *lexicon, h *hit) feed.Tier {
	switch {
	case x.other[h.word]:
		return feed.WeakWord
	case h.tier != feed.WeakWord && !lx.words[h.word].name && x.isName(h.from):
		return h.tier - 1
	}
	return h.tier
}

// nearWords is how many words on each side tell whether a line is written with
// capitals throughout; words of fewer bytes than longWord have none even there.
const (
	nearWords = 8
	longWord  = 4
)

// isName reports whether a word has a capital that neither its place nor the way the
// line is written gives it.
func (x *scratch) isName(i int32) bool {
	w := &x.words[i]
	if w.opens || !x.hasCapital(i) || x.isLoud(i) {
		return false
	}
	long, capitals := 0, 0 // words that need no capital; those that have one
	for k := max(i-nearWords, 0); k < i+nearWords && int(k) < len(x.words); k++ {
		v := &x.words[k]
		if k == i || v.opens || v.field != w.field || v.end-v.start < longWord {
			continue
		}
		long++
		if x.hasCapital(k) {
			capitals++
		}
	}
	return long > 0 && capitals*2 <= long
}

func (x *scratch) hasCapital(i int32) bool {
	w := &x.words[i]
	r, _ := utf8.DecodeRuneInString(x.fields[w.field][w.start:w.end])
	return unicode.IsUpper(r)
}
