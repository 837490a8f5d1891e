package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// maxOrnament is the longest line without words, in bytes, taken for an ornament.
const maxOrnament = 12

// maxLeaving is the longest line, in bytes, taken for a leaving of a feed.
const maxLeaving = 500

// leavings takes off the ends of an item what the programs that write feeds put
// there: links to the page, rows of buttons, "The post X appeared first on Y".
// The text of an item is never taken whole.
func (it *item) leavings() {
	full := it.isProse()
	for n := it.last(len(it.parts)); n >= 0 && it.last(n) >= 0; n = it.last(n) {
		p := &it.parts[n]
		if !it.isLeaving(p, full) {
			it.cutMore(p)
			it.cutEnd(p)
			break
		}
		p.role = isNothing
	}
	if n := it.last(len(it.parts)); n >= 0 && it.last(n) < 0 {
		it.cutMore(&it.parts[n])
		it.cutEnd(&it.parts[n])
	}
	for i := range it.parts {
		p := &it.parts[i]
		if p.role == isNothing || i == len(it.parts)-1 || it.last(len(it.parts)) == i || !it.isShareBar(p) {
			break
		}
		p.role = isNothing
	}
	if full {
		it.relatedList()
	}
}

// last returns the last part of text before part n, -1 if there is none.
func (it *item) last(n int) int {
	for n--; n >= 0 && it.parts[n].role != isBody; n-- {
	}
	return n
}

// isLeaving holds for a whole part that is none of the text. Full says that
// there is running text: then a line of the site's own goes too.
func (it *item) isLeaving(p *part, full bool) bool {
	switch {
	case p.Kind == feed.Rule:
		return true
	case len(p.text) > maxLeaving || p.Kind == feed.Preformatted || p.Kind == feed.Table || p.bar:
		return false
	case it.isFeedEnd(p.text), it.m.is(feedLine, p.text), it.isShareBar(p), it.startsMore(p.text, p.linkShare() > 0):
		return true
	case !full:
		return false
	case firstText(p.text) < 0:
		return len(p.text) <= maxOrnament
	}
	if it.m.is(dropLine, p.text) {
		return true
	}
	_, ok := it.m.after(dropStart, p.text)
	return ok && len(p.text) <= 2*80 && !stopped(p.text)
}

// firstText returns where the first letter or digit stands, -1 if none does.
func firstText(s string) int {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isFeedEnd holds for "The post X appeared first on Y." and its like.
func (it *item) isFeedEnd(s string) bool {
	k := strings.TrimRight(text.Fold(s), ". ")
	for _, parts := range it.m.ends {
		if fits(k, parts) {
			return true
		}
	}
	return false
}

// fits holds when the parts stand in s in order, the first at its start, the last
// at its end.
func fits(s string, parts []string) bool {
	first, last := parts[0], parts[len(parts)-1]
	if !strings.HasPrefix(s, first) || !strings.HasSuffix(s, last) || len(s) < len(first)+len(last) {
		return false
	}
	s = s[len(first):]
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(s, p)
		if i < 0 {
			return false
		}
		s = s[i+len(p):]
	}
	return len(s) >= len(last)
}

// startsMore holds for a line that leads to the page: "Continue reading X →".
func (it *item) startsMore(s string, link bool) bool {
	if !link || len(s) > maxRelated || stopped(s) {
		return false
	}
	_, ok := it.m.after(feedStart, s)
	return ok
}

// isShareBar holds for a row of links that are all buttons.
func (it *item) isShareBar(p *part) bool {
	if len(p.text) > maxLeaving || len(p.Spans) > 40 {
		return false
	}
	n := 0
	for _, s := range p.Spans {
		switch {
		case s.URL == "" && firstText(s.Text) >= 0:
			return false
		case s.URL != "" && firstText(s.Text) >= 0:
			if !it.m.is(feedShare, s.Text) {
				return false
			}
			n++
		}
	}
	return n > 0
}

// cutMore takes the link to the page off the end of a paragraph: "… Read more",
// "[…]".
func (it *item) cutMore(p *part) {
	n := len(p.Spans)
	if n < 2 || !p.prose() && p.Kind != feed.ListItem {
		return
	}
	s := p.Spans[n-1]
	if strings.TrimSpace(s.Text) == "" || firstText(s.Text) < 0 && s.URL == "" {
		if n--; n < 2 {
			return
		}
		s = p.Spans[n-1]
	}
	if s.URL == "" || strings.Trim(s.Text, "[]().…»›>→ ") != "" && !it.m.is(feedLine, s.Text) && !it.startsMore(s.Text, true) {
		return
	}
	end := 0
	for _, s := range p.Spans[:n-1] {
		end += len(s.Text)
	}
	if q := p.slice(0, end); firstText(q.text) >= 0 {
		p.piece = q
	}
}

// cutEnd takes "The post X appeared first on Y." off the end of a paragraph that
// runs on into it: excerpts are written without breaks.
func (it *item) cutEnd(p *part) {
	if !p.prose() {
		return
	}
	from := floorRune(p.text, max(0, len(p.text)-maxLeaving))
	for i := from + 1; i < len(p.text); i++ {
		if p.text[i] != ' ' || !sentenceEnds(p.text[:i]) || !it.isFeedEnd(p.text[i+1:]) {
			continue
		}
		p.piece = p.slice(0, i)
		return
	}
}

// sentenceEnds holds when a new sentence may begin behind s.
func sentenceEnds(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…]\"”»)។。", r)
}

// relatedList files the links below "Related articles" at the end of an item.
func (it *item) relatedList() {
	for i := len(it.parts) - 1; i > 0; i-- {
		p := &it.parts[i]
		if p.role != isBody {
			continue
		}
		if p.isLink() && wordCount(p.text) >= minTeaser {
			continue
		}
		if i+1 == len(it.parts) || len(p.text) > 80 || !it.m.is(teaserMark, p.text) {
			return
		}
		p.role = isNothing
		for k := i + 1; k < len(it.parts); k++ {
			if q := &it.parts[k]; q.role == isBody {
				q.setRelated(q.piece)
			}
		}
		return
	}
}
