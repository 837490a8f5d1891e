package page

import (
	"slices"
	"strings"
	"unicode"

	"veille/feed"
	"veille/feed/text"
)

// item is an article in the making, of an item of a feed or of a page that is read
// as one.
type item struct {
	m     *Markers
	in    *Item
	art   feed.Article
	parts []part
	cut   bool // there was more text than is read
	page  bool // it is the article of a page, with what a page has around it
}

func (it *item) setParts(in []piece) {
	it.parts = slices.Grow(it.parts[:0], len(in))[:len(in)]
	for i := range in {
		it.parts[i] = part{piece: in[i]}
	}
}

// read takes apart what is no text of the article. Where no text would be left,
// everything is.
func (it *item) read(in []piece) {
	it.setParts(in)
	it.leavings()
	if it.isProse() {
		it.dropTitle()
		if it.page {
			it.aboveText()
			it.links()
		}
		it.notes()
		it.dateline()
		it.byline()
	}
	it.collect()
	if len(it.art.Body) == 0 {
		it.art.Captions, it.art.Related, it.art.Dateline, it.art.Byline = nil, nil, feed.Dateline{}, ""
		it.setParts(in)
		it.collect()
	}
}

// isProse holds when at least one paragraph is running text: shorter items are
// taken as they are.
func (it *item) isProse() bool {
	for i := range it.parts {
		if p := &it.parts[i]; p.role == isBody && p.prose() && len(p.text) >= minProse && runes(p.text) >= minProse {
			return true
		}
	}
	return false
}

// proseAfter holds when running text comes behind part i.
func (it *item) proseAfter(i int) bool { return i < it.lastProse() }

// lastProse returns the last part that is running text, -1 if none is.
func (it *item) lastProse() int {
	for i := len(it.parts) - 1; i >= 0; i-- {
		if p := &it.parts[i]; p.role == isBody && len(p.text) >= minProse && ended(p.text) {
			return i
		}
	}
	return -1
}

// dropTitle takes the title off the head of the text.
func (it *item) dropTitle() {
	for i := range it.parts {
		p := &it.parts[i]
		if p.role != isBody {
			continue
		}
		if it.art.Title == "" || strings.HasSuffix(p.text, ":") {
			return
		}
		if len(p.text) <= 2*len(it.art.Title)+16 && isTitle(p.text, it.art.Title) || it.isHead(p.text) {
			if it.proseAfter(i) {
				p.role = isNothing
			}
		}
		return
	}
}

// isHead holds for the fields of a content system on one line: the title, the
// author and the date, all of which the feed says itself.
func (it *item) isHead(s string) bool {
	rest, ok := strings.CutPrefix(s, it.art.Title)
	if !ok || len(rest) > maxHeadNote || it.art.Published.IsZero() {
		return false
	}
	rest = strings.TrimSpace(rest)
	for _, name := range it.art.Authors {
		rest = strings.TrimSpace(strings.TrimPrefix(rest, name))
	}
	return hasDigit(rest) && it.m.onlyWhen(rest)
}

// Lengths in bytes above which a part is not looked at: a related link, a line of
// the head.
const (
	maxRelated  = 260
	maxHeadNote = 120
)

// notes files captions, related links, and the lines of date and author at the
// head.
func (it *item) notes() {
	seen := 0
	for i := range it.parts {
		p := &it.parts[i]
		if p.role != isBody || p.Kind != feed.Paragraph {
			continue
		}
		seen++
		switch {
		case p.bar:
			if c, ok := it.m.captionOf(p.text, true); ok && !it.creditBefore(c, i) {
				p.role, p.cap = isCaption, c
			}
		case len(p.text) <= maxRelated && !isPrompt(p.text) && it.m.judgeRelated(p, shadow(p.text)):
		case mayBeCaption(p.text) && it.caption(p, i):
		case seen <= 3 && len(p.text) <= maxHeadNote && it.proseAfter(i):
			it.headNote(p)
		}
	}
}

// isPrompt holds for lines of code behind ">>>": a title does not begin in lower
// case.
func isPrompt(s string) bool {
	return strings.HasPrefix(s, ">") && unicode.IsLower(firstRune(strings.TrimLeft(s, "> ")))
}

// mayBeCaption holds for a short paragraph with a sign of a credit near its end.
func mayBeCaption(s string) bool {
	if len(s) > 2*maxCaption {
		return false
	}
	tail := s[max(0, len(s)-creditReach):]
	for i := range len(tail) {
		if signs := creditSigns[tail[i]]; signs != "" && strings.HasPrefix(tail[i:], signs) {
			return true
		}
	}
	return hasNumbered(s)
}

// creditSigns are the signs of a credit by their first byte.
var creditSigns = [256]string{':': ":", '(': "(", '/': "/", '[': "[", '|': "|", 0xC2: "©", 'h': "hoto"}

// creditBefore gives the credit that part i is to the caption right before it,
// which has none: the two stand in rows of their own.
func (it *item) creditBefore(c feed.Caption, i int) bool {
	if c.Text != "" || i == 0 {
		return false
	}
	q := &it.parts[i-1]
	if q.role != isCaption || q.cap.Credit != "" {
		return false
	}
	q.cap.Credit, it.parts[i].role = c.Credit, isCredit
	return true
}

// caption reads a paragraph that is a caption with its credit.
func (it *item) caption(p *part, i int) bool {
	if hasNumbered(p.text) {
		if _, c, ok := it.m.numberedCaption(p.text, map[string]bool{squash(it.art.Title): true}); ok {
			p.role, p.cap = isCaption, c
			return true
		}
	}
	c, ok := it.m.captionOf(p.text, false)
	if !ok || c.Text != "" && c.Credit == "" || it.m.isLead(p.text) {
		return false
	}
	p.role, p.cap = isCaption, c
	if c.Text == "" && i > 0 && !it.creditBefore(c, i) {
		p.role = isCredit
	}
	return true
}

// headNote reads a short line above the text: when and by whom.
func (it *item) headNote(p *part) {
	a := &it.art
	if hasDigit(p.text) && it.m.onlyWhen(p.text) {
		p.role = isNothing
		it.date(p.text)
		return
	}
	if name, ok := it.m.authorLine(p.text); ok && wordCount(name) >= 2 {
		p.role = isNothing
		if len(a.Authors) == 0 {
			a.Authors = []string{text.Limit(name, maxName)}
		}
	}
}

// date takes the date of a line where nothing better is known.
func (it *item) date(s string) {
	if t, p := it.m.dateIn(s); p > it.art.Precision && it.art.Precision < feed.Day {
		it.art.Published, it.art.Precision = t, p
	}
}

// dateline takes the dateline off the first paragraphs.
func (it *item) dateline() {
	seen := 0
	for i := range it.parts {
		p := &it.parts[i]
		if p.role != isBody || !p.prose() {
			continue
		}
		head := shadow(p.text[:floorRune(p.text, datelineReach)])
		if strings.ContainsAny(head, "(/-") || strings.Contains(head, "–") || strings.Contains(head, "—") || colonPlace.MatchString(head) {
			dl, n := it.m.dateline(p.text, seen == 0)
			if n > 0 && (seen > 0 || ended(p.text) || runes(p.text) > minProse) && n < len(p.text) {
				it.art.Dateline = dl
				p.piece = p.slice(n, len(p.text))
				return
			}
		}
		if seen++; seen > 2 {
			return
		}
	}
}

// byline cuts the byline off the end of the text.
func (it *item) byline() {
	body, before, last := 0, -1, -1
	for i := range it.parts {
		if it.parts[i].role == isBody {
			body, before, last = body+1, last, i
		}
	}
	if last < 0 || !it.parts[last].prose() {
		return
	}
	p := &it.parts[last]
	end, name, ok := it.m.signature(p.text)
	if ok && end == 0 && body == 1 {
		return
	}
	if !ok && body > 1 && len(p.text) <= maxRelated {
		name, ok = it.maker(p.text, it.parts[before].text)
		end = 0
	}
	if !ok || end > 0 && !afterStop(strings.TrimRight(p.text[:end], "–—−- \u00a0")) && !it.m.is(agencyName, it.m.agencyOf(name)) {
		return
	}
	it.art.Byline = text.Limit(name, maxName)
	p.piece = p.slice(0, end)
	p.piece = p.slice(0, trimEnd(p.text))
	if p.text == "" && before >= 0 {
		p.role = isNothing
		if q := &it.parts[before]; q.prose() && isEnded(q.text) {
			q.piece = q.slice(0, trimEnd(q.text))
		}
	}
}

// maker reads a last line that says who made the text which ends before it.
func (it *item) maker(s, before string) (string, bool) {
	if name, ok := it.m.sourceLine(s); ok {
		return name, true
	}
	if it.m.authorOf(s) {
		return strings.TrimRight(s, " ."), true
	}
	if isEnded(before) {
		return inBrackets(s)
	}
	return "", false
}

// isEnded holds for text behind which "./." says that the dispatch ends.
func isEnded(s string) bool { return strings.HasSuffix(strings.TrimRight(s, " "), "./.") }

// inBrackets returns what stands in the only brackets of a line, which hold all
// of it.
func inBrackets(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || runes(s) > 60 || s[0] != '(' || strings.IndexByte(s, ')') != len(s)-1 {
		return "", false
	}
	s = strings.TrimSpace(s[1 : len(s)-1])
	return s, s != "" && !strings.ContainsAny(s, "(.!?:") && unicode.IsUpper(firstRune(s))
}

// collect makes body, captions and links of the parts.
func (it *item) collect() {
	a := &it.art
	a.Body = make([]feed.Block, 0, len(it.parts))
	a.Words = 0
	for i := range it.parts {
		p := &it.parts[i]
		switch p.role {
		case isBody:
			if p.text == "" && p.Kind != feed.Rule {
				continue
			}
			a.Body = append(a.Body, p.Block)
			a.Words += text.Words(p.text)
		case isCaption:
			c := feed.Caption{Text: text.Limit(p.cap.Text, maxHeadline), Credit: text.Limit(p.cap.Credit, maxName)}
			a.Captions = append(a.Captions, c)
		case isRelated:
			a.Related = append(a.Related, feed.Link{Text: text.Limit(p.rel.Text, maxHeadline), URL: p.rel.URL})
		case isCredit, isTailMark, isWhen, isAuthor, isNothing:
		}
	}
}
