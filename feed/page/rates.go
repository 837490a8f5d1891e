package page

import (
	"regexp"

	"veille/feed"
)

var (
	rateCode   = regexp.MustCompile(`^[A-Z]{3,4}$`)
	rateNumber = regexp.MustCompile(`^[\d.,]+(?:[ |/–-]+[\d.,]+)*(?: *₫| *đ)?$`)
)

// rates takes out tables of rates of exchange and gold, one row a line or code
// and numbers on lines of their own, with the label directly above them. The
// first line of a page is never such a label: it is the title.
func (m *Markers) rates(in []piece) []piece {
	out := in[:0]
	for i := 0; i < len(in); {
		n := rateTable(in[i:])
		if n == 0 {
			out = append(out, in[i])
			i++
			continue
		}
		if k := len(out) - 1; k > 0 && m.rateLabel(&out[k]) {
			out = out[:k]
		}
		if i += n; i < len(in) {
			in[i].gap = true
		}
	}
	return out
}

// rateTable returns how many pieces at the start of in are rows of a table of
// rates. Codes apart from their numbers need two rows: one may be a byline.
func rateTable(in []piece) int {
	n, rows, whole := 0, 0, false
	for n < len(in) && !in[n].firm && in[n].Kind == feed.Paragraph {
		if rateLine.MatchString(in[n].text) {
			n, rows, whole = n+1, rows+1, true
			continue
		}
		k := n + 1
		for k < len(in) && k-n <= 4 && !in[k].firm && rateNumber.MatchString(in[k].text) && !yearLike(in[k].text) {
			k++
		}
		if k == n+1 || !rateCode.MatchString(in[n].text) {
			break
		}
		n, rows = k, rows+1
	}
	if !whole && rows < 2 {
		return 0
	}
	return n
}

// rateLabel holds for the short line above a table of rates. What may be a
// byline, a name or a date is none, unless it is known as a label.
func (m *Markers) rateLabel(p *piece) bool {
	if p.firm || p.Kind != feed.Paragraph || runes(p.text) > 40 || wordCount(p.text) > 5 || ended(p.text) {
		return false
	}
	if m.is(tableTag, p.text) {
		return true
	}
	if _, _, signed := m.signature(p.text); signed || m.isPerson(p.text) || m.onlyWhen(p.text) || m.isCreditLine(p.text) {
		return false
	}
	_, sourced := m.sourceLine(p.text)
	return !sourced && m.titleLike(p) && !m.is(teaserMark, p.text) && !m.authorOf(p.text)
}
