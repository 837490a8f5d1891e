package text

import (
	"iter"
	"unicode/utf8"
)

// Forms gives what an index keeps of a text, some of it more than once: the
// folded form of each word, behind it the exact form where that differs (then
// exact is true), the same of hyphenated words joined, of single letters of
// scripts without blanks, and of names that are spelled as several words. A
// Matcher of one term finds s exactly when one of the Keys of the term, or of
// its beginnings, is among them. The strings may share memory with s or each
// other: copy what is kept. s should have passed Clean.
func Forms(s string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		f := forms{s: s, words: newWords(s), yield: yield}
		var sp span
		for f.words.next(&sp) && f.take(&sp) {
		}
	}
}

// forms walks through the words of a text.
type forms struct {
	s     string
	words words
	arena arena
	tied  ties
	trail trail
	yield func(string, bool) bool
}

// take gives the forms of one word.
func (f *forms) take(sp *span) bool {
	fold, exact := f.arena.forms(f.s, sp)
	before := f.tied.step(sp)
	f.trail.push(sp)
	if !f.give(fold, exact) {
		return false
	}
	if sp.class >= thai {
		return f.letters(sp)
	}
	for _, from := range before {
		if !f.give(f.arena.joined(f.s[from:sp.end])) {
			return false
		}
	}
	for _, a := range aliasesEnding(fold) {
		if f.trail.ends(f.s, a.words) >= 0 && !f.give(a.spaced, "") {
			return false
		}
	}
	return true
}

// letters gives both halves of a pair.
func (f *forms) letters(sp *span) bool {
	_, n := utf8.DecodeRuneInString(f.s[sp.start:])
	mid := clusterEnd(f.s, sp.start+n)
	if mid >= sp.end {
		return true
	}
	second := f.words.paired
	return f.give(f.arena.forms(f.s, &span{start: sp.start, end: mid})) &&
		(second <= sp.start || second >= sp.end || f.give(f.arena.forms(f.s, &span{start: second, end: sp.end})))
}

func (f *forms) give(fold, exact string) bool {
	return (fold == "" || f.yield(fold, false)) && (exact == "" || f.yield(exact, true))
}
