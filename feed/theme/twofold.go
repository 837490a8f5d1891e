package theme

import "strings"

// covered is what stands inside phrases that cancel. A common noun that does has two
// senses: one of the theme, one that the phrase gives it.
type covered struct {
	runs  map[uint64]bool // words side by side, by their hash
	words map[string]bool // folded
}

func (c *covered) clear() {
	if c.runs == nil {
		c.runs, c.words = map[uint64]bool{}, map[string]bool{}
	}
	clear(c.runs)
	clear(c.words)
}

// add adds a phrase and its symbols.
func (c *covered) add(phrase []symbolKey, symbols []int32) {
	for i := range symbols {
		run := uint64(0)
		for _, s := range symbols[i:] {
			run = runOn(run, s)
			c.runs[run] = true
		}
		c.words[phrase[i].fold] = true
	}
}

// holds reports whether a term stands in a phrase: one of several words must not end
// with "*".
func (c *covered) holds(term []symbolKey, symbols []int32) bool {
	if k := term[len(term)-1]; k.beginning {
		return len(term) == 1 && anyKey(c.words, func(w string) bool { return strings.HasPrefix(w, k.fold) })
	}
	run := uint64(0)
	for _, s := range symbols {
		run = runOn(run, s)
	}
	return c.runs[run]
}

// runOn hashes symbols one by one.
func runOn(run uint64, symbol int32) uint64 {
	run = (run ^ uint64(symbol)) * 0x9e3779b97f4a7c15
	return run ^ run>>29
}

func anyKey(m map[string]bool, is func(string) bool) bool {
	for k := range m {
		if is(k) {
			return true
		}
	}
	return false
}
