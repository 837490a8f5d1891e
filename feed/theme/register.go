package theme

import (
	_ "embed"
	"slices"
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

// maxRegisters is how many registers there may be.
const maxRegisters = 64

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

// wary tells for each of the n themes which registers it gives way to, one bit each:
// a theme with a short list to none, others to all but those that are told in the
// theme's words or say that they yield to it.
func (lx *lexicon) wary(themes, registers []feed.Theme) []uint64 {
	out := make([]uint64, len(themes))
	for i := range themes {
		for k := range min(len(lx.ample)-len(themes), maxRegisters) {
			if lx.ample[i] && !slices.Contains(registers[k].Yields, themes[i].ID) {
				out[i] |= 1 << k
			}
		}
	}
	for _, ends := range lx.ends {
		shared := uint64(0)
		for k := range ends {
			if e := &ends[k]; int(e.theme) >= len(themes) && e.tier != feed.WeakWord {
				shared |= 1 << (int(e.theme) - len(themes))
			}
		}
		for k := range ends {
			if e := &ends[k]; int(e.theme) < len(themes) && !e.not && e.tier != feed.WeakWord {
				out[e.theme] &^= shared
			}
		}
	}
	return out
}

// register returns the points of the registers that the article is told in, of those
// that a theme gives way to: of such an article title or lede say so. Registers stand
// behind the n themes.
func (x *scratch) register(n int, wary uint64) float64 {
	if wary == 0 {
		return 0
	}
	sum, near := 0.0, int32(0)
	for i := n; i < len(x.points); i++ {
		if p := &x.points[i]; wary>>(i-n)&1 != 0 && p.near > 0 {
			sum += p.sum
			near += p.near
		}
	}
	if near < foreign {
		return 0
	}
	return sum
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
