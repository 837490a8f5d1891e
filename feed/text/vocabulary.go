package text

import "unicode/utf8"

// Vocabulary numbers the forms of texts and remembers which forms the pieces of
// texts have: few words of a text are new to it, and the others need neither be
// cut nor folded again. It begins empty and serves one goroutine at a time.
//
// A piece is what stands between blanks or other ASCII signs that end every
// word. The forms of a text are those of its pieces, each taken by itself, and
// the names of several words that end in one of them.
type Vocabulary struct {
	pieces table
	known  []known  // by piece
	lists  []uint32 // of each piece what kind it is, with its number of forms, and these
	plain  table    // forms that are not exact: even numbers
	exact  table    // odd ones
	cut    forms    // cuts the piece whose list is the last
	last   int      // where that begins
}

// known is what is known of a piece.
type known struct {
	list  uint32 // where that begins
	round uint32 // in which its forms were last given
}

// What a list begins with.
const (
	endsName  = 1 << iota // the piece may have the last word of a name of several
	hasWord               // it has a word at all
	listCount = iota      // above stands how many forms it has
)

// What is remembered is bounded. Longer pieces, as are sentences in scripts
// without blanks, hardly come again.
const (
	longestPiece = 48 // bytes
	mostPieces   = 1 << 16
)

// Forms gives the numbers, from 0 on, of the Forms of s, in any order and some
// more than once. Those that were given in the same round, a number of the
// caller's, may be left out. s should have passed Clean.
func (v *Vocabulary) Forms(s string, round uint32, yield func(form int)) {
	var before [maxAlias - 1]int // where the last pieces that have words begin
	for start, end := nextPiece(s, 0); start < end; start, end = nextPiece(s, end) {
		list, given := v.piece(s[start:end], round)
		if !given {
			for _, form := range list[1:] {
				yield(int(form))
			}
		}
		if list[0]&endsName != 0 {
			v.names(s[before[0]:end], start-before[0], yield)
		}
		if list[0]&hasWord != 0 {
			copy(before[:], before[1:])
			before[len(before)-1] = start
		}
	}
}

// Form returns a form by its number, and whether it is an exact one.
func (v *Vocabulary) Form(n int) (form []byte, exact bool) {
	if n%2 != 0 {
		return v.exact.name(n / 2), true
	}
	return v.plain.name(n / 2), false
}

// Reset forgets all; the memory is used again.
func (v *Vocabulary) Reset() {
	v.pieces.reset()
	v.plain.reset()
	v.exact.reset()
	v.known, v.lists = v.known[:0], v.lists[:0]
	v.cut = forms{} // it holds a text
}

// inPiece holds for the bytes of pieces, but for full stops.
var inPiece = func() (t [256]bool) {
	for c := range t {
		t[c] = asciiWord[c] || c == '\'' || c == '-' || c >= utf8.RuneSelf
	}
	return t
}()

// nextPiece returns where the first piece of s from i on begins and ends; both
// are the same when there is none. It begins with no sign that ties words, and
// holds the full stops of acronyms, but for the last.
func nextPiece(s string, i int) (start, end int) {
	for i < len(s) && (!inPiece[s[i]] || s[i] == '\'' || s[i] == '-') {
		i++
	}
	start = i
	for i < len(s) && (inPiece[s[i]] || s[i] == '.' && isInitial(s, i-1) && isInitial(s, i+1)) {
		i++
	}
	return start, i
}

func isInitial(s string, i int) bool { return i >= 0 && i < len(s) && isUpper(s[i]) }

// piece returns the list of a piece, and whether its forms were given in this
// round. The list is good until the next call.
func (v *Vocabulary) piece(p string, round uint32) (list []uint32, given bool) {
	if len(p) > longestPiece {
		return v.unknown(p), false
	}
	n, free := v.pieces.find(p)
	if free == nil {
		k := &v.known[n]
		given, k.round = k.round == round, round
		list = v.lists[k.list:]
		return list[:1+list[0]>>listCount], given
	}
	if len(v.known) == mostPieces {
		return v.unknown(p), false
	}
	v.pieces.add(free, p)
	v.known = append(v.known, known{uint32(len(v.lists)), round})
	return v.learn(p), false
}

// unknown makes the list of a piece that is not remembered.
func (v *Vocabulary) unknown(p string) []uint32 {
	n := len(v.lists)
	list := v.learn(p)
	v.lists = v.lists[:n]
	return list
}

// learn adds the list of a piece.
func (v *Vocabulary) learn(p string) []uint32 {
	f := &v.cut
	f.s, f.words, f.tied, f.trail = p, newWords(p), ties{}, trail{}
	if f.yield == nil {
		f.yield = v.note
	}
	v.last = len(v.lists)
	v.lists = append(v.lists, 0)
	var sp span
	for f.words.next(&sp) {
		f.take(&sp)
		v.lists[v.last] |= hasWord
	}
	list := v.lists[v.last:]
	list[0] |= uint32(len(list)-1) << listCount
	return list
}

// note adds a form to the last list.
func (v *Vocabulary) note(form string, exact bool) bool {
	v.lists = append(v.lists, v.number(form, exact))
	if !exact && aliasesEnding(form) != nil {
		v.lists[v.last] |= endsName
	}
	return true
}

// names gives the names of several words that end in s behind from.
func (v *Vocabulary) names(s string, from int, yield func(form int)) {
	w := newWords(s)
	var sp span
	var t trail
	for w.next(&sp) {
		t.push(&sp)
		if sp.start < from || sp.class >= thai {
			continue
		}
		fold, _ := v.cut.arena.forms(s, &sp)
		for _, a := range aliasesEnding(fold) {
			if t.ends(s, a.words) >= 0 {
				yield(int(v.number(a.spaced, false)))
			}
		}
	}
}

// number returns the number of a form.
func (v *Vocabulary) number(form string, exact bool) uint32 {
	t, odd := &v.plain, 0
	if exact {
		t, odd = &v.exact, 1
	}
	n, free := t.find(form)
	if free != nil {
		n = t.add(free, form)
	}
	return uint32(2*n + odd)
}
