package glue

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape says how a word is written.
type shape uint8

const (
	lowerCase   shape = iota // mission
	capitalised              // Mission
	capitals                 // ONU
	mixed                    // leConseil, ONUet
)

// word is a run of letters on the page.
type word struct {
	para, start, end int
	low              string // in lower case, œ as oe
	shape            shape
	opens            bool // first of a sentence
	elided           bool // an apostrophe and a letter follow
	afterElision     bool // an apostrophe and a letter stand before
	known            bool
}

// page is the text under repair with what it tells of itself.
type page struct {
	paras   []string
	words   []word
	lexicon *lexicon
	tables  *tables
	store   func(string) int
	counts  map[string]int // of words in lower case
	names   map[string]int // of words with a capital, as printed
	strange int            // lower-case words that are not known
	suspect int            // words of any shape that are not known
}

func newPage(paragraphs []string, known func(string) int) *page {
	p := &page{
		paras: paragraphs, lexicon: french(), tables: wordTables(), store: known,
		counts: map[string]int{}, names: map[string]int{},
	}
	if p.store == nil {
		p.store = func(string) int { return 0 }
	}
	for i := range paragraphs {
		p.read(i)
	}
	for i := range p.words {
		w := &p.words[i]
		p.counts[w.low]++
		if w.shape != lowerCase {
			p.names[p.printed(w)]++
		}
	}
	for i := range p.words {
		w := &p.words[i]
		w.known = p.isKnown(w)
		if !w.known {
			p.suspect++
		}
		if !w.known && (w.shape == lowerCase || w.elided) {
			p.strange++
		}
	}
	return p
}

func (p *page) printed(w *word) string { return p.paras[w.para][w.start:w.end] }

// read finds the words of a paragraph. Chunks that are addresses, file names,
// numbers with units and the like hold no words.
func (p *page) read(para int) {
	s := p.paras[para]
	opens := true
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		end := strings.IndexFunc(s[i:], unicode.IsSpace)
		if end < 0 {
			end = len(s)
		} else {
			end += i
		}
		if !isForeign(s[i:end]) {
			opens = p.readChunk(para, i, end, opens)
		} else {
			opens = false
		}
		i = end
	}
}

// isForeign holds for chunks in which letters are not words of the text.
func isForeign(chunk string) bool {
	if strings.ContainsAny(chunk, "@/\\_#=&|~<>{}[]*+") {
		return true
	}
	for i := 1; i+1 < len(chunk); i++ {
		// vov.vn, K.Tran: a full stop inside.
		if c := chunk[i]; (c == '.' || c == ':') && isWordByte(chunk[i-1]) && isWordByte(chunk[i+1]) && !endsSentence(chunk, i) {
			return true
		}
	}
	return false
}

// endsSentence reports whether the full stop at i is glued between two
// sentences: fini.Les. Before it stand three letters in lower case at least,
// after it a capital and a letter in lower case.
func endsSentence(chunk string, i int) bool {
	first, n := utf8.DecodeRuneInString(chunk[i+1:])
	second, _ := utf8.DecodeRuneInString(chunk[i+1+n:])
	if chunk[i] != '.' || !unicode.IsUpper(first) || !unicode.IsLower(second) && !isApostrophe(second) {
		return false
	}
	for range 3 {
		r, n := utf8.DecodeLastRuneInString(chunk[:i])
		if !unicode.IsLower(r) {
			return false
		}
		i -= n
	}
	return true
}

func isWordByte(c byte) bool {
	return c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// readChunk appends the words of s[i:end] and reports whether a sentence ends
// with them.
func (p *page) readChunk(para, i, end int, opens bool) bool {
	s := p.paras[para]
	last := rune(0)
	for i < end {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			last = r
			i += n
			continue
		}
		stop := i
		for stop < end {
			r, n := utf8.DecodeRuneInString(s[stop:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			stop += n
		}
		next, size := utf8.DecodeRuneInString(s[stop:end])
		after, _ := utf8.DecodeRuneInString(s[min(stop+size, end):end])
		w := word{para: para, start: i, end: stop, opens: opens}
		w.afterElision = isApostrophe(last) && i > 0
		w.elided = isApostrophe(next) && unicode.IsLetter(after)
		w.low = plainLower(s[i:stop])
		w.shape = shapeOf(s[i:stop])
		p.words = append(p.words, w)
		opens, last = false, next
		i = stop
	}
	return strings.ContainsRune(".!?…:«“\"–—", last)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// plainLower is lower case with œ and æ spelled as the list spells them.
func plainLower(s string) string {
	s = strings.ToLower(s)
	if strings.ContainsAny(s, "œæ") {
		s = strings.NewReplacer("œ", "oe", "æ", "ae").Replace(s)
	}
	return s
}

func shapeOf(s string) shape {
	first, upper, lower := true, false, false
	capital := false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) && first:
			capital = true
		case unicode.IsUpper(r):
			upper = true
		case unicode.IsLower(r):
			lower = true
		}
		first = false
	}
	switch {
	case upper && lower:
		return mixed
	case upper:
		return capitals
	case capital && lower:
		return capitalised
	case capital:
		return capitals
	}
	return lowerCase
}

// isKnown reports whether a word needs no repair. A name that stands on the
// page twice is a name; a word in lower case must stand there three times,
// because a glued one may be printed in the standfirst and in the lede.
func (p *page) isKnown(w *word) bool {
	if w.elided {
		return p.tables.wholeElision[w.low] > 0 || w.shape == mixed || w.shape == capitals
	}
	if utf8.RuneCountInString(w.low) < 3 || p.tables.function[w.low] > 0 || p.listed(w.low) {
		return true
	}
	n := p.counts[w.low]
	switch w.shape {
	case capitals:
		return true
	case lowerCase:
		return n >= 3 || p.store(w.low) >= storeEnough
	case mixed:
		return n >= 3
	}
	return n >= 2 || p.store(w.low) >= storeEnough
}

// listed reports whether the list has a word, itself or behind a prefix that
// makes new words: cyber-, multi-, vidéo-.
func (p *page) listed(w string) bool {
	if p.lexicon.has(w) || p.tables.newWord[w] > 0 {
		return true
	}
	for k := 3; k <= 8 && k+4 <= len(w); k++ {
		if p.tables.prefix[w[:k]] > 0 && p.tables.freePrefix[w[:k]] == 0 && p.lexicon.has(w[k:]) {
			return true
		}
	}
	return false
}

// weight is the count of a half, real or supposed; 0 when it is no word.
func (p *page) weight(half string) int {
	if rank := p.tables.function[half]; rank > 0 {
		return functionWeight / rank
	}
	if p.tables.short[half] > 0 {
		return commonWeight
	}
	if utf8.RuneCountInString(half) < 4 {
		return 0
	}
	n := 0
	if p.listed(half) {
		n = listWeight
	}
	if p.tables.common[half] > 0 {
		n = commonWeight
	}
	n += pageWeight * p.counts[half]
	if k := p.store(half); k >= storeEnough {
		n += storeWeight * min(k, storeMost)
	}
	return n
}
