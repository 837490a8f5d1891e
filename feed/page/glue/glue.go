// Package glue repairs words that old sites glued together where their lines
// wrapped ("l'ouverturedu pont"). It knows French. A page is repaired
// only when it shows the fault several times over, and only by putting blanks
// in: taking them out again gives the page as it came.
//
// The method: a token that is no word is cut where both halves are words, the
// likelier pair first by the logarithm of their counts; prefixes, endings and
// names that only look like two words are refused by rule; the page as a whole
// is judged last.
package glue

import (
	"slices"
	"strings"

	"veille/feed/text"
)

// The gate: a page is repaired when it has this many places at least, one in
// every gateWords words at least, and not more lower-case tokens that are
// neither words nor glued than twice its places: else it is written without
// marks, or in a language that only resembles French. A page with fewer places
// has repaired those that leave no doubt.
const (
	gatePlaces = 3
	gateWords  = 200
)

// maxPage is the most text in bytes that is looked at; more is no article.
const maxPage = 1 << 20

// Repair puts blanks between glued words of a page's paragraphs. Known reports
// how often a word, in lower case with its marks, stands in articles already
// kept; it may be nil. at[i] holds the byte offsets of the blanks put in, in
// repaired[i], ascending. When nothing is to be repaired the paragraphs come
// back as they are, with a nil at.
func Repair(paragraphs []string, known func(word string) int) (repaired []string, at [][]int) {
	n := 0
	for _, p := range paragraphs {
		n += len(p)
	}
	if n == 0 || n > maxPage || !isFrench(paragraphs) {
		return paragraphs, nil
	}
	pg := newPage(paragraphs, known)
	cuts := pg.cuts()
	places := len(cuts)
	if places*gateWords < len(pg.words) || pg.strange > 3*places+2 {
		return paragraphs, nil
	}
	if places < gatePlaces {
		cuts = slices.DeleteFunc(cuts, func(c cut) bool { return !c.sure })
	}
	if len(cuts) == 0 {
		return paragraphs, nil
	}
	return insert(paragraphs, cuts)
}

// Undo takes the blanks at the given offsets out of a repaired paragraph.
// Offsets that are not those of blanks are left alone.
func Undo(repaired string, at []int) string {
	var b strings.Builder
	from := 0
	for _, i := range at {
		if i < from || i >= len(repaired) || repaired[i] != ' ' {
			continue
		}
		b.WriteString(repaired[from:i])
		from = i + 1
	}
	b.WriteString(repaired[from:])
	return b.String()
}

// isFrench judges the page by its longest paragraphs.
func isFrench(paragraphs []string) bool {
	longest := ""
	for _, p := range paragraphs {
		if len(p) > len(longest) {
			longest = p
		}
	}
	return text.Detect(longest, "") == "fr" || text.Detect(strings.Join(paragraphs, "\n"), "") == "fr"
}

// cut is a place for a blank: before byte at of a paragraph. It is sure when
// no new word, name or slip of the pen explains it better.
type cut struct {
	para, at int
	sure     bool
}

func insert(paragraphs []string, cuts []cut) (repaired []string, at [][]int) {
	repaired, at = slices.Clone(paragraphs), make([][]int, len(paragraphs))
	for i := 0; i < len(cuts); {
		para := cuts[i].para
		s := paragraphs[para]
		var b strings.Builder
		b.Grow(len(s) + 32)
		from := 0
		for ; i < len(cuts) && cuts[i].para == para; i++ {
			b.WriteString(s[from:cuts[i].at])
			from = cuts[i].at
			at[para] = append(at[para], b.Len())
			b.WriteByte(' ')
		}
		b.WriteString(s[from:])
		repaired[para] = b.String()
	}
	return repaired, at
}
