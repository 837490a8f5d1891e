package text

import (
	"strings"
	"unicode/utf8"
)

// rarest guesses which of the terms is least often met: the longest.
func rarest(seq []term) *term {
	best := 0
	for i := range seq {
		if len(seq[i].fold) > len(seq[best].fold) {
			best = i
		}
	}
	return &seq[best]
}

// candidate returns a place in s at or before the first word that matches the
// term, -1 when there is none. It looks for the term's letters anywhere,
// hyphens and full stops left out, which costs a fraction of cutting words.
func (t *term) candidate(s string) int {
	want := t.fold
	if c := want[len(want)-1]; t.plural && (c == 's' || c == 'x') {
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
func matchSpan(s string, sp *span, t *term) bool {
	if t.pair {
		_, _, ok := halfPair(s, sp, -1, t)
		return ok
	}
	c := s[sp.start]
	if c < utf8.RuneSelf && lowerASCII[c] != t.first {
		return false
	}
	if sp.dotted {
		return !t.prefix && t.exact == "" && strings.EqualFold(strings.ReplaceAll(s[sp.start:sp.end], ".", ""), t.fold)
	}
	return matchText(s[sp.start:sp.end], t)
}

// matchText compares one word, as it stands in the text, with a term.
func matchText(word string, t *term) bool {
	if !t.accepts(compareFold(word, t.fold)) {
		return false
	}
	return t.exact == "" || t.acceptsExact(word)
}

// acceptsExact compares the forms with marks.
func (t *term) acceptsExact(word string) bool {
	var a arena
	e, exact := a.forms(word, &span{end: len(word)})
	if exact != "" {
		e = exact
	}
	if strings.HasPrefix(e, t.exact) {
		rest := e[len(t.exact):]
		return t.accepts(rest, 0)
	}
	return t.plural && len(e) == len(t.exact)-1 && strings.HasPrefix(t.exact, e) && t.accepts("", 1)
}

// accepts judges a comparison: rest is what the word has beyond the term's
// letters, short how many of the term's letters the word lacks; short < 0 is a
// mismatch.
func (t *term) accepts(rest string, short int) bool {
	switch {
	case short < 0:
		return false
	case short == 0 && rest == "":
		return true
	case short == 0:
		return t.prefix || t.plural && (rest == "s" || rest == "x" || rest == "S" || rest == "X")
	case short == 1 && t.plural:
		c := t.fold[len(t.fold)-1]
		return c == 's' || c == 'x'
	}
	return false
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
func matchJoined(words string, t *term) bool {
	if c := words[0]; c < utf8.RuneSelf && lowerASCII[c] != t.first {
		return false
	}
	var b strings.Builder
	for i := 0; i < len(words); {
		k, n := classAt(words, i)
		if k != hyphen {
			b.WriteString(words[i : i+n])
		}
		i += n
	}
	return matchText(b.String(), t)
}
