package story

import (
	"unicode"
	"unicode/utf8"

	"veille/feed/text"
)

// nameLetters is how many letters of a name count: what follows is inflection, or a
// word glued to it, or the ending of another language.
const nameLetters = 6

// readFacts collects the numbers and the names of a block.
func (r *reader) readFacts(s string) {
	w := facts{s: s, opens: true}
	for w.i < len(s) {
		c, from := s[w.i], w.i
		switch {
		case c >= '0' && c <= '9':
			r.release(&w)
			if n, ok := w.number(); ok {
				r.addNumber(n)
			}
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf:
			name, opens := w.word()
			r.take(&w, name, opens)
		default:
			w.mark(rune(c))
			w.i++
			if c != ' ' && c != '-' {
				r.release(&w)
			}
			continue
		}
		r.counted += w.i - from
	}
	r.release(&w)
}

// take takes in a word, a name or "". A name is held until it is known whether
// another stands next to it: one that begins a sentence counts only then, and two
// that are known as one count as one.
func (r *reader) take(w *facts, name string, opens bool) {
	if name == "" {
		r.release(w)
		return
	}
	if w.held != "" {
		if h, ok := pairHash(w.held, name); ok {
			r.addName(h)
			w.held = ""
			return
		}
		w.doubtful = false
		r.release(w)
	}
	w.held, w.doubtful = name, opens
}

// release lets go of the name that is held.
func (r *reader) release(w *facts) {
	if w.held != "" && !w.doubtful {
		r.addName(nameHash(w.held))
	}
	w.held = ""
}

func (r *reader) addNumber(n uint64) {
	if len(r.numbers) > 4*maxFacts {
		r.numbers = few(r.numbers)
	}
	r.numbers = append(r.numbers, n)
	if r.opening() {
		r.headNumbers = append(r.headNumbers, n)
	}
}

// opening reports whether what readFacts reads now is of the opening. Letters are
// counted as bytes: near enough.
func (r *reader) opening() bool { return r.counted < headLetters && !r.after }

func (r *reader) addName(h uint64) {
	if len(r.names) > 4*maxFacts {
		r.names = few(r.names)
	}
	r.names = append(r.names, h)
	if r.opening() {
		r.headNames = append(r.headNames, h)
	}
}

// facts goes through a text from number to word.
type facts struct {
	s     string
	i     int
	opens bool // the next word begins a sentence
	short bool // the last word is a capital and at most one letter more: M. or Dr
	tied  bool // a letter, or a letter and a hyphen, stand right before

	held     string // the last name, until what follows is known
	doubtful bool   // it began the sentence
}

// mark takes in what is neither letter nor digit.
func (f *facts) mark(c rune) {
	switch c {
	case '.':
		f.opens = f.opens || !f.short
	case '!', '?', '…', ':', '\n', '\t', '•', '。', '！', '？':
		f.opens = true
	}
	f.tied = f.tied && (c == '-' || c == '‑' || c == '‐')
}

// number reads digits, with the points, commas and blanks that group them: 3.500,
// 3,500 and 3 500 are the same; so are 3.5 and 3,5. It is false for the digits of a
// word, like COVID-19.
func (f *facts) number() (n uint64, ok bool) {
	ok = !f.tied
	for start := f.i; ; {
		from := f.i
		for f.i < len(f.s) && f.s[f.i] >= '0' && f.s[f.i] <= '9' {
			n = min(n*10+uint64(f.s[f.i]-'0'), maxNumber/20)
			f.i++
		}
		next := groupAt(f.s, f.i, from-start == 0 && f.i-from > 3)
		if next == 0 {
			break
		}
		f.i = next
	}
	f.opens, f.short, f.tied = false, false, false
	return n, ok
}

// groupAt returns where the digits of a number go on after a sign that groups them
// at i, 0 if they do not. Behind a blank only three digits do, and none when the
// first group was too long to be one.
func groupAt(s string, i int, long bool) int {
	if i+1 >= len(s) {
		return 0
	}
	x, n := utf8.DecodeRuneInString(s[i:])
	at := i + n
	digits := 0
	for at+digits < len(s) && digits < 4 && s[at+digits] >= '0' && s[at+digits] <= '9' {
		digits++
	}
	switch {
	case digits == 0:
		return 0
	case x == '.' || x == ',':
		return at
	case (x == ' ' || x == 0xA0 || x == 0x202F || x == 0x2009) && digits == 3 && !long:
		return at
	}
	return 0
}

// word reads letters, up to a capital behind a small one, where words are glued. It
// returns the folded beginning of a name, "" for what is none.
func (f *facts) word() (name string, opens bool) {
	start, lower, capital, letters := f.i, false, false, 0
	for f.i < len(f.s) {
		if c := f.s[f.i]; c >= 'a' && c <= 'z' { // most are
			lower = true
			letters++
			f.i++
			continue
		}
		x, n := utf8.DecodeRuneInString(f.s[f.i:])
		if !unicode.IsLetter(x) && !unicode.IsMark(x) {
			break
		}
		if unicode.IsUpper(x) {
			if lower {
				break
			}
			capital = capital || f.i == start
		} else {
			lower = true
		}
		letters++
		f.i += n
	}
	if f.i == start {
		x, n := utf8.DecodeRuneInString(f.s[f.i:])
		f.mark(x)
		f.i += n
		return "", false
	}
	opens = f.opens
	f.opens, f.short, f.tied = false, capital && letters <= 2, true
	if !capital || letters < 2 {
		return "", opens
	}
	return beginning(text.Fold(f.s[start:min(f.i, start+64)])), opens
}

// beginning returns the first nameLetters of a folded word.
func beginning(w string) string {
	n := 0
	for i := range w {
		if n == nameLetters {
			return w[:i]
		}
		n++
	}
	return w
}
