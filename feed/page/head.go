package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// maxTitle is the longest line taken for a title, in runes.
const maxTitle = 200

// maxStandfirst is the longest standfirst, in runes.
const maxStandfirst = 700

// draft is an article in the making.
type draft struct {
	m     *Markers
	in    *Input
	art   feed.Article
	meta  meta
	page  *found // what the head of a page of HTML says
	title string // of an alt text: the page has no other
	cut   bool   // the page was longer than what is kept
}

// titleLike holds for a line that may be a headline: short, no full stop, not
// beginning in lower case.
func (m *Markers) titleLike(p *piece) bool {
	if p.Kind == feed.Heading {
		return true
	}
	n := runes(p.text)
	if p.Kind != feed.Paragraph || n < 3 || n > maxTitle || stopped(p.text) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(p.text)
	if strings.ContainsRune(",;:-–", last) || dangles(p.text) || bullet.MatchString(p.text) {
		return false
	}
	r := firstRune(p.text)
	return !unicode.IsLower(r) || n > 3 && strings.ContainsFunc(firstWord(p.text), unicode.IsUpper)
}

// findDateline returns the index of the part that opens with a dateline, -1
// when none does: one with its agency in brackets among the first paragraphs,
// else a weaker shape at the very head.
func (d *draft) findDateline(parts []part) (int, feed.Dateline, int) {
	for _, weak := range []bool{false, true} {
		reach := 8
		if weak {
			reach = 3
		}
		for _, i := range firstTexts(parts, reach) {
			s := parts[i].text
			dl, n := d.m.dateline(s, weak)
			if n > 0 && (!weak || ended(s) || runes(s) > 80 || n >= len(s)) {
				return i, dl, n
			}
		}
	}
	return -1, feed.Dateline{}, 0
}

// firstTexts lists the first n+1 paragraphs of the text, not beyond a mark of
// other articles that stands behind two of them.
func firstTexts(parts []part, n int) []int {
	var idx []int
	for i := range parts {
		p := &parts[i]
		if len(idx) > n || p.role == isTailMark && len(idx) > 1 {
			break
		}
		if p.role == isBody && p.prose() {
			idx = append(idx, i)
		}
	}
	return idx
}

// head takes title, kicker, standfirst and dateline off the parts and returns
// those of the text.
func (d *draft) head(parts []part) []part {
	at, dl, n := d.findDateline(parts)
	if at >= 0 {
		p := &parts[at]
		d.art.Dateline = dl
		p.piece = p.slice(n, len(p.text))
		if p.text == "" {
			p.role = isNothing
		}
		d.postAbove(parts[:at])
	}
	idx := d.bodyIndexes(parts, at)
	idx = d.takeTitle(parts, idx, at)
	d.takeStandfirst(parts, idx, at)
	return parts
}

// postAbove reads the line that names a correspondent's post above a dateline:
// "AEX in Lakeport -".
func (d *draft) postAbove(parts []part) {
	for i := len(parts) - 1; i >= 0; i-- {
		p := &parts[i]
		if p.role != isBody {
			continue
		}
		if name := strings.TrimRight(shadow(p.text), " –—-"); p.Kind == feed.Paragraph && runes(name) <= 60 && name != "" && strings.ContainsAny(p.text[len(name):], "–—-") {
			p.role, p.rel.Text = isAuthor, name
		}
		return
	}
}

// bodyIndexes lists the body parts before the dateline, or all of them when
// there is none.
func (d *draft) bodyIndexes(parts []part, at int) []int {
	var idx []int
	for i := range parts {
		if at >= 0 && i >= at {
			break
		}
		if parts[i].role == isBody {
			idx = append(idx, i)
		}
	}
	return idx
}

// takeTitle takes the headline and the kicker above it. Without a dateline
// something must follow a headline, or the page is one line of text.
func (d *draft) takeTitle(parts []part, idx []int, at int) []int {
	if len(idx) == 0 || at < 0 && len(idx) < 2 && d.art.Title == "" {
		return idx
	}
	if d.art.Title != "" {
		return d.dropTitle(parts, idx)
	}
	idx = d.takeColumns(parts, idx)
	first := &parts[idx[0]].piece
	if !d.m.titleLike(first) || d.m.isSigned(first.text) {
		return idx
	}
	if d.isKicker(parts, idx, at) {
		d.art.Kicker = first.text
		parts[idx[0]].role = isNothing
		idx = idx[1:]
		first = &parts[idx[0]].piece
	}
	d.art.Title, d.art.TitleFrom = first.text, feed.TitleFromText
	parts[idx[0]].role = isNothing
	idx = idx[1:]
	for len(idx) > 0 && squash(parts[idx[0]].text) == squash(d.art.Title) {
		parts[idx[0]].role = isNothing
		idx = idx[1:]
	}
	return d.takeColumns(parts, idx)
}

// takeColumns takes the names of columns that stand alone above or below a
// headline; the last is the kicker. What is left is never nothing.
func (d *draft) takeColumns(parts []part, idx []int) []int {
	for len(idx) > 1 && d.m.is(column, parts[idx[0]].text) && parts[idx[0]].Kind == feed.Paragraph {
		d.art.Kicker, parts[idx[0]].role = parts[idx[0]].text, isNothing
		idx = idx[1:]
	}
	return idx
}

// dropTitle takes the known title off the head of the text, with the kicker
// above it.
func (d *draft) dropTitle(parts []part, idx []int) []int {
	for k := range min(len(idx), 3) {
		if !isTitle(parts[idx[k]].text, d.art.Title) {
			continue
		}
		for j := range k {
			if p := &parts[idx[j]]; runes(p.text) <= 40 && d.m.titleLike(&p.piece) {
				d.art.Kicker, p.role = p.text, isNothing
			}
		}
		parts[idx[k]].role = isNothing
		return idx[k+1:]
	}
	if p := &parts[idx[0]]; len(idx) > 1 && p.Kind == feed.Paragraph && wordCount(p.text) <= 3 && runes(p.text) <= 40 && !ended(p.text) {
		d.art.Kicker, p.role = p.text, isNothing
		return idx[1:]
	}
	return idx
}

// isKicker tells the column name above a headline from a headline: short, and
// the next line is a headline too.
func (d *draft) isKicker(parts []part, idx []int, at int) bool {
	if len(idx) < 2 || at < 0 && len(idx) < 3 {
		return false
	}
	a, b := &parts[idx[0]].piece, &parts[idx[1]].piece
	if !d.m.titleLike(b) || squash(a.text) == squash(b.text) || d.m.isSigned(b.text) {
		return false
	}
	if d.m.is(column, a.text) {
		return true
	}
	return runes(a.text) <= 40 && wordCount(a.text) <= 4 && !ended(a.text) && wordCount(b.text) >= 4 && runes(b.text) > runes(a.text)
}

// takeStandfirst takes the paragraph between headline and text. Before a
// dateline it is plain; without one only a proof counts: related links or the
// author's line after it, the same words again in the text, or bold print.
func (d *draft) takeStandfirst(parts []part, idx []int, at int) {
	if len(idx) == 0 {
		return
	}
	first := &parts[idx[0]]
	if at >= 0 {
		if len(idx) > 2 || !d.standfirstLike(first) || len(idx) == 2 && !d.standfirstLike(&parts[idx[1]]) {
			return
		}
		text := first.text
		if len(idx) == 2 && squash(parts[idx[1]].text) != squash(text) {
			text += "\n" + parts[idx[1]].text
		}
		d.art.Standfirst = text
		for _, i := range idx {
			parts[i].role = isNothing
		}
		return
	}
	if d.art.Title == "" || len(idx) < 2 || !d.standfirstLike(first) {
		return
	}
	next := &parts[idx[1]]
	if d.proved(parts[idx[0]+1:idx[1]]) || strings.HasPrefix(squash(next.text), squash(first.text)) || first.bold && !next.bold {
		d.art.Standfirst = first.text
		first.role = isNothing
	}
}

func (d *draft) standfirstLike(p *part) bool {
	return p.Kind == feed.Paragraph && runes(p.text) <= maxStandfirst && wordCount(p.text) >= 4
}

// proved holds when what stands between the first and the second paragraph
// shows the first to be a standfirst: the author's line or the date, or links
// marked with an arrow. "Read also" may stand anywhere.
func (d *draft) proved(between []part) bool {
	for i := range between {
		p := &between[i]
		if p.role == isAuthor || p.role == isWhen || p.role == isRelated && relatedLine.MatchString(p.text) {
			return true
		}
	}
	return false
}
