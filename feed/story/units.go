package story

import (
	"math/rand/v2"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// maxTold is how many letters of some versions together are compared sentence by
// sentence; what stands beyond is passed over. Twenty versions of a thousand words
// have a tenth of it.
const maxTold = 1 << 20

// unit is a sentence of a body.
type unit struct {
	at       feed.Range
	from, to int    // its letters, in the letters of the body
	sum      uint64 // hash of them all
	nth      int    // so many sentences before it have the same letters
	numbers  []uint64
}

// units are the sentences of a body, with the hash of the shingle that begins at each
// of its letters.
type units struct {
	all    []unit
	hashes []uint64
}

// within returns the shingles that lie in a sentence whole; none do in one of fewer
// letters.
func (us *units) within(u *unit) []uint64 {
	if u.to-u.from < shingle {
		return nil
	}
	return us.hashes[u.from : u.to-shingle+1]
}

// unitsOf cuts a body into sentences, most letters at most.
func unitsOf(a *feed.Article, most int) units {
	var out units
	var letters []uint64
	offset, seen := 0, map[uint64]int{}
	for i := range a.Body {
		s := a.Body[i].Text()
		for from, to := range text.Sentences(s) {
			if len(letters) >= most {
				break
			}
			u := unit{at: feed.Range{Field: feed.InBody, Start: offset + from, End: offset + to}, from: len(letters)}
			letters = appendLetters(letters, text.Fold(s[from:to]))
			u.to = len(letters)
			for _, c := range letters[u.from:] {
				u.sum = u.sum*base + c
			}
			u.nth = seen[u.sum]
			seen[u.sum]++
			u.numbers = numbersIn(s[from:to])
			out.all = append(out.all, u)
		}
		offset += len(s) + len("\n\n")
	}
	out.hashes = rolled(letters)
	return out
}

// appendLetters appends the letters and digits of a folded text.
func appendLetters(to []uint64, folded string) []uint64 {
	for i := 0; i < len(folded); {
		c := folded[i]
		if c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
				to = append(to, uint64(c))
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(folded[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			to = append(to, uint64(r))
		}
		i += n
	}
	return to
}

// rolled hashes the shingle that begins at each letter; the last letters begin none.
func rolled(letters []uint64) []uint64 {
	if len(letters) < shingle {
		return nil
	}
	out := make([]uint64, 0, len(letters)-shingle+1)
	sum := uint64(0)
	for i, c := range letters {
		sum = sum*base + c
		if i >= shingle {
			sum -= letters[i-shingle] * drop
		}
		if i >= shingle-1 {
			out = append(out, mix(sum))
		}
	}
	return out
}

// numbersIn returns the numbers of a sentence.
func numbersIn(s string) []uint64 {
	var r reader
	r.readFacts(s)
	return r.numbers
}

// owners tells which text says a shingle: the number of the text, or many. It is a
// table of open addresses: a map takes four times as long.
type owners struct {
	hashes []uint64
	text   []int32 // 0 where nothing is, else the number plus one; -1 for many
}

const many = -1

// scatter keeps anybody from writing texts that fill one corner of the table.
var scatter = rand.Uint64()

func newOwners(n int) owners {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return owners{make([]uint64, size), make([]int32, size)}
}

func (o *owners) slot(h uint64) int {
	i := int(mix(h^scatter)) & (len(o.text) - 1)
	for o.text[i] != 0 && o.hashes[i] != h {
		i = (i + 1) & (len(o.text) - 1)
	}
	return i
}

// add notes that a text says h.
func (o *owners) add(h uint64, text int) {
	i := o.slot(h)
	switch o.text[i] {
	case 0:
		o.hashes[i], o.text[i] = h, int32(text+1)
	case int32(text + 1):
	default:
		o.text[i] = many
	}
}

// owner returns the one text that says h, many, or -2 when none does.
func (o *owners) owner(h uint64) int {
	switch t := o.text[o.slot(h)]; t {
	case 0:
		return -2
	case many:
		return many
	default:
		return int(t - 1)
	}
}
