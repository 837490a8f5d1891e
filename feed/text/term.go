package text

import (
	"strings"
	"unicode/utf8"
)

// rarest guesses which of the terms is least often met: the longest.
func rarest(seq []Term) *Term {
	best := 0
	for i := range seq {
		if len(seq[i].Fold) > len(seq[best].Fold) {
			best = i
		}
	}
	return &seq[best]
}

// candidate returns a place in s at or before the first word that matches the
// term, -1 when there is none. It looks for the term's letters anywhere,
// hyphens and full stops left out, which costs a fraction of cutting words.
func (t *Term) candidate(s string) int {
	want := t.Fold
	if c := want[len(want)-1]; t.Plural && (c == 's' || c == 'x') {
		want = want[:len(want)-1]
	}
	first := want[0]
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if lowerASCII[c] == first && standsAt(s, i, want) {
				return i
			}
			i++
			continue
		}
		form, n := formAt(s, i, false)
		if form != "" && form[0] == first && standsAt(s, i, want) {
			return i
		}
		i += n
	}
	return -1
}

// standsAt reports whether the folded letters want stand at i.
func standsAt(s string, i int, want string) bool {
	for j := 0; j < len(want); {
		if i >= len(s) {
			return false
		}
		if c := s[i]; c < utf8.RuneSelf {
			i++
			if lowerASCII[c] == want[j] {
				j++
			} else if c != '-' && c != '.' {
				return false
			}
			continue
		}
		form, n := formAt(s, i, false)
		switch {
		case form == "" || form == "-":
		case strings.HasPrefix(want[j:], form):
			j += len(form)
		case strings.HasPrefix(form, want[j:]):
			return true
		default:
			return false
		}
		i += n
	}
	return true
}

// matchSpan reports whether a word of s is the term.
func matchSpan(s string, sp *span, t *Term) bool {
	if t.pair {
		_, _, ok := halfPair(s, sp, -1, t)
		return ok
	}
	c := s[sp.start]
	if c < utf8.RuneSelf && lowerASCII[c] != t.first {
		return false
	}
	if sp.dotted {
		return matchText(strings.ReplaceAll(s[sp.start:sp.end], ".", ""), t)
	}
	return matchText(s[sp.start:sp.end], t)
}

// matchText compares one word, as it stands in the text, with a term.
func matchText(word string, t *Term) bool {
	if !t.accepts(compareFold(word, t.Fold)) {
		return false
	}
	if t.Exact == "" {
		return true
	}
	var a arena
	e, exact := a.forms(word, &span{end: len(word)})
	if exact != "" {
		e = exact
	}
	return t.acceptsExact(e)
}

// acceptsExact compares forms with marks.
func (t *Term) acceptsExact(e string) bool {
	switch n := len(t.Exact); {
	case strings.HasPrefix(e, t.Exact):
		rest := e[n:]
		return rest == "" || t.Prefix || t.Plural && (rest == "s" || rest == "x")
	case t.Plural && len(e) == n-1:
		c := t.Exact[n-1]
		return (c == 's' || c == 'x') && strings.HasPrefix(t.Exact, e)
	}
	return false
}

// accepts judges a comparison: rest is what the word has beyond the term's
// letters, short how many of the term's letters the word lacks; short < 0 is a
// mismatch.
func (t *Term) accepts(rest string, short int) bool {
	switch {
	case short < 0:
		return false
	case short == 0 && rest == "":
		return true
	case short == 0:
		return t.Prefix || t.Plural && isPlural(rest)
	case short == 1 && t.Plural:
		c := t.Fold[len(t.Fold)-1]
		return c == 's' || c == 'x'
	}
	return false
}

// isPlural reports whether rest folds to s or x.
func isPlural(rest string) bool {
	if len(rest) == 1 {
		return rest[0]|0x20 == 's' || rest[0]|0x20 == 'x'
	}
	form, _ := formAt(rest, 0, false)
	if c := rest[0]; c < utf8.RuneSelf {
		form = string(rune(lowerASCII[c]))
	}
	if form != "s" && form != "x" {
		return false
	}
	fold := Fold(rest)
	return fold == "s" || fold == "x"
}

// Keys returns the forms of which a text must have one for the term to match;
// exact tells that they are forms with marks, prefix that they are beginnings.
func (t *Term) Keys() (keys []string, exact, prefix bool) {
	w := t.Fold
	if exact = t.Exact != ""; exact {
		w = t.Exact
	}
	keys = []string{w}
	if t.Plural {
		keys = append(keys, w+"s", w+"x")
		if c := w[len(w)-1]; c == 's' || c == 'x' {
			keys = append(keys, w[:len(w)-1])
		}
	}
	return keys, exact, t.Prefix
}

// compareFold compares the fold of word with want as far as the shorter goes.
func compareFold(word, want string) (rest string, short int) {
	i, j := 0, 0
	for i < len(word) && j < len(want) {
		c := word[i]
		if c < utf8.RuneSelf {
			if lowerASCII[c] != want[j] {
				return "", -1
			}
			i++
			j++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		f := formOf(r)
		form := f.fold
		if f.sameFold {
			form = word[i : i+n]
		}
		if !strings.HasPrefix(want[j:], form) {
			if !strings.HasPrefix(form, want[j:]) {
				return "", -1
			}
			return form[len(want)-j:] + word[i+n:], 0
		}
		j += len(form)
		i += n
	}
	if j < len(want) {
		return "", len(want) - j
	}
	for i < len(word) && word[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(word[i:])
		if f := formOf(r); f.sameFold || f.fold != "" {
			break
		}
		i += n // marks after the last letter
	}
	return word[i:], 0
}

// matchJoined compares hyphenated words of a text, hyphens left out.
func matchJoined(words string, t *Term) bool {
	if c := words[0]; c < utf8.RuneSelf && lowerASCII[c] != t.first {
		return false
	}
	return matchText(joinWords(words), t)
}

// joinWords leaves out hyphens, and the dots of acronyms.
func joinWords(words string) string {
	var b strings.Builder
	b.Grow(len(words))
	for i := 0; i < len(words); {
		k, n := classAt(words, i)
		if k != hyphen && words[i] != '.' {
			b.WriteString(words[i : i+n])
		}
		i += n
	}
	return b.String()
}

// joined returns the forms of hyphenated words as one.
func (a *arena) joined(words string) (fold, exact string) {
	w := joinWords(words)
	return a.forms(w, &span{end: len(w)})
}
