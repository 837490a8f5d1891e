package text

import (
	"slices"
	"strings"
)

// alias is a name that is written as one word and as several: Vietnam, Việt Nam.
// Only spellings of one name belong here, no translations.
type alias struct {
	joined string   // folded
	spaced string   // folded, parted by blanks: no word has one
	words  []string // of spaced
}

// maxAlias is how many words the longest has.
const maxAlias = 3

var aliases = func() (list []alias) {
	for _, s := range []string{
		"viet nam", "ha noi", "da nang", "hai phong", "sai gon", "ho chi minh", "dien bien phu", "can tho",
		"nha trang", "da lat", "vung tau", "ha long", "hoi an",
	} {
		list = append(list, alias{strings.ReplaceAll(s, " ", ""), s, strings.Fields(s)})
	}
	return list
}()

// aliasesEnding returns the aliases of which fold is the last word. Every word
// of every text comes by here, so all others are turned away at once.
func aliasesEnding(fold string) []alias {
	switch fold {
	case "nam", "noi", "nang", "phong", "gon", "minh", "phu", "tho", "trang", "lat", "tau", "long", "an":
	default:
		return nil
	}
	for i := range aliases {
		if w := aliases[i].words; w[len(w)-1] == fold {
			return aliases[i : i+1]
		}
	}
	return nil
}

// respelled adds a sequence of terms and, where it holds names without marks
// that have another spelling, the same with them in the other.
func respelled(g Group, seq []Term) Group {
	if a := aliasOf(seq); a != nil && len(seq) == len(a.words) {
		return append(g, []Term{a.term()}, []Term{plainTerm(a.joined)})
	}
	g = append(g, seq)
	if len(seq) == 1 {
		if a := aliasJoined(&seq[0]); a != nil {
			g = append(g, []Term{a.term()})
		}
		return g
	}
	apart, joined := slices.Clone(seq[:0]), slices.Clone(seq[:0])
	for i := 0; i < len(seq); i++ {
		if a := aliasJoined(&seq[i]); a != nil {
			for _, w := range a.words {
				apart = append(apart, plainTerm(w))
			}
		} else {
			apart = append(apart, seq[i])
		}
	}
	for i := 0; i < len(seq); {
		if a := aliasOf(seq[i:]); a != nil {
			joined = append(joined, plainTerm(a.joined))
			i += len(a.words)
		} else {
			joined = append(joined, seq[i])
			i++
		}
	}
	if len(apart) > len(seq) {
		g = append(g, apart)
	}
	if len(joined) < len(seq) {
		g = append(g, joined)
	}
	return g
}

func plainTerm(fold string) Term { return Term{Fold: fold, first: fold[0]} }

func (a *alias) term() Term { return Term{Fold: a.spaced, first: a.spaced[0], alias: a.words} }

// aliasOf returns the alias whose words seq begins with.
func aliasOf(seq []Term) *alias {
	for i := range aliases {
		a := &aliases[i]
		if len(seq) < len(a.words) {
			continue
		}
		if !slices.ContainsFunc(seq[:len(a.words)], func(t Term) bool { return t.Exact != "" || t.Prefix }) &&
			slices.EqualFunc(seq[:len(a.words)], a.words, func(t Term, w string) bool { return t.Fold == w }) {
			return a
		}
	}
	return nil
}

// aliasJoined returns the alias that a term without marks is.
func aliasJoined(t *Term) *alias {
	if t.Exact != "" || t.Prefix {
		return nil
	}
	i := slices.IndexFunc(aliases, func(a alias) bool { return a.joined == t.Fold })
	if i < 0 {
		return nil
	}
	return &aliases[i]
}

// trail remembers the last words of a text.
type trail struct {
	spans [maxAlias]span
	n     int
}

func (t *trail) push(sp *span) {
	t.spans[t.n%maxAlias] = *sp
	t.n++
}

// ends returns where the last words begin if they are words, else -1.
func (t *trail) ends(s string, words []string) (start int) {
	if t.n < len(words) {
		return -1
	}
	for i, w := range words {
		sp := &t.spans[(t.n-len(words)+i)%maxAlias]
		if i == 0 {
			start = sp.start
		}
		x := plainTerm(w)
		if !matchSpan(s, sp, &x) {
			return -1
		}
	}
	return start
}

// scanAlias is scan for a name of several words.
func scanAlias(s string, words []string, found func(start, end int)) bool {
	w := newWords(s)
	var sp span
	var t trail
	for w.next(&sp) {
		t.push(&sp)
		start := t.ends(s, words)
		if start < 0 {
			continue
		}
		if found == nil {
			return true
		}
		found(start, sp.end)
	}
	return false
}
