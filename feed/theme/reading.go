package theme

import (
	"cmp"
	"strings"
)

// variant is one way to read a word: exact is the form with its marks that it must
// have, "" when every spelling will do.
type variant struct {
	exact  string
	marked bool // exact counts
	symbol int32
}

func (lx *lexicon) isOpen(fold string) bool {
	b := byte(0)
	if len(fold) > 1 {
		b = fold[1]
	}
	i := int(fold[0])<<8 | int(b)
	return lx.opens[i/64]&(1<<(i%64)) != 0
}

// singular leaves out a final s or x of a word long enough to have a plural.
func singular(w string) string {
	if n := len(w); n >= pluralBytes && (w[n-1] == 's' || w[n-1] == 'x') {
		return w[:n-1]
	}
	return w
}

// reading is a symbol that a word of a text stands for; loose when its marks were
// not those of the term's word because it has none.
type reading struct {
	symbol int32
	loose  bool
}

// read appends what the word means to out.
func (lx *lexicon) read(fold, exact string, out []reading) []reading {
	for _, v := range lx.vocabulary[singular(fold)] {
		out = v.read(fold, exact, false, out)
	}
	if lx.isOpen(fold) {
		for _, n := range lx.lengths {
			if n > len(fold) {
				break
			}
			for _, v := range lx.beginnings[fold[:n]] {
				out = v.read(fold, exact, true, out)
			}
		}
	}
	return out
}

func (v *variant) read(fold, exact string, beginning bool, out []reading) []reading {
	if !v.marked {
		return append(out, reading{v.symbol, false})
	}
	e := cmp.Or(exact, fold)
	if beginning && strings.HasPrefix(e, v.exact) || !beginning && singular(e) == v.exact {
		return append(out, reading{v.symbol, false})
	}
	if exact == "" {
		return append(out, reading{v.symbol, true})
	}
	return out
}
