package glue

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cuts returns every place for a blank, in order.
func (p *page) cuts() []cut {
	var out []cut
	for i := range p.words {
		w := &p.words[i]
		if p.gluedBefore(i) {
			out = append(out, cut{w.para, w.start, false})
		}
		if p.gluedAfter(i) {
			out = append(out, cut{w.para, w.end, false})
		}
		if w.known {
			continue
		}
		switch {
		case w.elided:
			if at := p.cutElided(i); at > 0 {
				out = append(out, cut{w.para, w.start + at, w.shape == lowerCase})
			}
		case w.shape == mixed:
			for _, at := range p.cutMixed(i) {
				out = append(out, cut{w.para, w.start + at, false})
			}
		default:
			if at := p.cutWord(i); at > 0 {
				out = append(out, cut{w.para, w.start + at, p.isSure(w, at)})
			}
		}
	}
	return out
}

// gluedBefore holds for a word glued to the comma, bracket, number or full
// stop before it.
func (p *page) gluedBefore(i int) bool {
	w := &p.words[i]
	if w.start == 0 || w.shape == mixed || !w.known && !w.elided {
		return false
	}
	s := p.paras[w.para]
	c := s[w.start-1]
	if w.shape != lowerCase || w.elided {
		return c == '.' && p.opensGlued(i)
	}
	n := utf8.RuneCountInString(w.low)
	switch {
	case c >= '0' && c <= '9':
		return p.tables.number[w.low] > 0 || n >= 4 && p.tables.ordinal[w.low] == 0 && p.weight(w.low) > 0
	case c == ')':
		open := strings.LastIndexByte(s[:w.start], '(')
		return open >= 0 && w.start-open > 3 && n >= 2 && p.weight(w.low) > 0
	case c != ',' && c != ';' || p.weight(w.low) == 0:
		return false
	}
	if before, _ := utf8.DecodeLastRuneInString(s[:w.start-1]); strings.ContainsRune("»”)\"", before) {
		return true
	}
	return i > 0 && p.words[i-1].para == w.para && p.words[i-1].end == w.start-1 &&
		(p.words[i-1].known || p.words[i-1].shape == capitalised) && p.words[i-1].end-p.words[i-1].start >= 2
}

// opensGlued holds for the first word of a sentence glued to the one before.
// It must be a word of the language: Express.Js and Ouest.Valmer are names.
func (p *page) opensGlued(i int) bool {
	w := &p.words[i]
	if i == 0 || p.words[i-1].para != w.para || p.words[i-1].end != w.start-1 || !p.words[i-1].known {
		return false
	}
	return w.elided && p.tables.elision[w.low] > 0 || p.weight(w.low) > 0
}

// gluedAfter holds for a function word glued to the number after it (en2020),
// and for a word glued to a bracket (fonds(FMA), not élu(e)s).
func (p *page) gluedAfter(i int) bool {
	w := &p.words[i]
	s := p.paras[w.para]
	if w.end >= len(s) || !w.known {
		return false
	}
	switch c := s[w.end]; {
	case c >= '0' && c <= '9':
		return w.shape == lowerCase && p.tables.function[w.low] > 0 && (len(w.low) > 1)
	case c == '(':
		// In brackets an ending stands alone and in lower case: directeur(trice).
		inside, _, closed := strings.Cut(s[w.end+1:], ")")
		r, _ := utf8.DecodeRuneInString(inside)
		return closed && (len(inside) > 1 && (unicode.IsUpper(r) || unicode.IsDigit(r)) || strings.Contains(inside, " ")) &&
			utf8.RuneCountInString(w.low) >= 3 && p.weight(w.low) > 0
	}
	return false
}

// nextLow returns the word after word i, "" at the end of a paragraph or after
// anything but blanks.
func (p *page) nextLow(i int) string {
	if i+1 >= len(p.words) || p.words[i+1].para != p.words[i].para {
		return ""
	}
	between := p.paras[p.words[i].para][p.words[i].end:p.words[i+1].start]
	if strings.TrimSpace(between) != "" {
		return ""
	}
	return p.words[i+1].low
}

// cutElided cuts what cannot stand before an apostrophe: del'ONU, quel'eau,
// dansl'air.
func (p *page) cutElided(i int) int {
	w := &p.words[i]
	if i+1 < len(p.words) && p.tables.contraction[p.words[i+1].low] > 0 {
		return 0
	}
	s := p.printed(w)
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return 0
	}
	for _, e := range p.tables.elisions {
		rest, ok := strings.CutSuffix(low, e)
		if !ok || rest == "" {
			continue
		}
		if w.afterElision && !opensWithVowel(rest) || p.tables.prefix[rest] > 0 && p.tables.freePrefix[rest] == 0 {
			continue
		}
		if rest == "à" || len(rest) > 1 && p.weight(plainLower(rest)) > 0 && (w.shape == lowerCase || w.opens) {
			return len(rest)
		}
	}
	return 0
}

// cutMixed cuts at a capital inside a word, and before what follows capitals:
// duConseil, hôpitaldeMédecine, ONUet.
func (p *page) cutMixed(i int) []int {
	w := &p.words[i]
	s := p.printed(w)
	first, _ := utf8.DecodeRuneInString(s)
	at := strings.IndexFunc(s[1:], unicode.IsUpper) + 1
	if unicode.IsUpper(first) {
		if end := strings.IndexFunc(s, unicode.IsLower); end >= 2 && strings.IndexFunc(s[:end], unicode.IsLower) < 0 && utf8.RuneCountInString(s[:end]) >= 2 {
			return p.cutCapitals(i, end)
		}
		at = strings.LastIndexFunc(s, unicode.IsUpper)
	}
	left, right := s[:at], s[at:]
	if k := shapeOf(right); k == mixed || utf8.RuneCountInString(right) < 2 || shapeOf(left) == mixed {
		return nil
	}
	low := plainLower(left)
	if w.afterElision && !opensWithVowel(low) {
		return nil
	}
	if unicode.IsUpper(first) {
		// A function word has a capital where it opens a sentence: ChaqueÉtat.
		opener := w.opens && p.tables.function[low] > 0 && utf8.RuneCountInString(low) >= 4
		if (opener || p.isTitleWord(left)) && p.isTitleWord(right) {
			return []int{at}
		}
		return nil
	}
	switch {
	case p.tables.prefix[low] > 0 && p.tables.function[low] == 0:
		return nil
	case p.tables.function[low] > 0 && (len(low) > 1), p.listed(low) && utf8.RuneCountInString(low) >= 4:
		return []int{at}
	}
	// Two faults in one token: hôpitaldeMédecine.
	if k := p.best(i, left); k > 0 {
		return []int{k, at}
	}
	return nil
}

// isTitleWord holds for words with a capital that stand by themselves
// elsewhere: on the page or in the list of common words.
func (p *page) isTitleWord(s string) bool {
	return utf8.RuneCountInString(s) >= 4 && (p.names[s] > 0 || p.tables.common[plainLower(s)] > 0)
}

// afterCapitals are function words that glue to an acronym.
const afterCapitals = " et est dans pour qui que avec de du des aux sur par ont sont sera avait était dont ainsi "

// cutCapitals cuts an acronym from a function word.
func (p *page) cutCapitals(i, at int) []int {
	w := &p.words[i]
	right := p.printed(w)[at:]
	if right == "a" && p.tables.said[p.nextLow(i)] > 0 || len(right) > 1 && strings.Contains(afterCapitals, " "+right+" ") {
		return []int{at}
	}
	return nil
}

// cutWord returns where to cut an unknown word, 0 for nowhere.
func (p *page) cutWord(i int) int {
	w := &p.words[i]
	s := p.printed(w)
	if w.shape == capitalised && !w.afterElision && p.counts[w.low] == 1 {
		if at := p.cutName(i, s); at > 0 {
			return at
		}
	}
	return p.best(i, s)
}

// cutName cuts a name, known or not, from what no name ends in: the verb a
// before what was said or done, and a few function words.
func (p *page) cutName(i int, s string) int {
	if strings.HasSuffix(s, "a") && utf8.RuneCountInString(s) >= 4 && p.tables.said[p.nextLow(i)] > 0 {
		return len(s) - 1
	}
	for k := range s {
		if k > 0 && p.tables.tail[s[k:]] > 0 && utf8.RuneCountInString(s[:k]) >= 4 {
			return k
		}
	}
	return 0
}

// best returns the likeliest cut of s, which is word i or the beginning of it.
func (p *page) best(i int, s string) int {
	low := plainLower(s)
	if len(low) != len(s) {
		return 0 // œ and rare capitals: offsets would not be those of the text
	}
	at, most := 0, 0
	for k := range low {
		if k == 0 {
			continue
		}
		left, right := low[:k], low[k:]
		l := p.weight(left)
		if l == 0 {
			continue
		}
		// Products of weights rank as sums of logarithms do.
		if r := p.weight(right); r > 0 && l*r >= most && p.allows(i, left, right) {
			at, most = k, l*r
		}
	}
	return at
}
