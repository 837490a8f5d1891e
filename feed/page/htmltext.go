package page

import (
	"regexp"
	"strings"

	"veille/feed"
)

// htmlText reads the blocks of the article of a page. Copy that opens with the
// dateline of an agency is read by all rules of wire copy; of other pages only
// what proves itself in a few lines is taken apart, as of items of feeds.
func (d *draft) htmlText(in []piece) {
	if d.isWire(in) {
		d.wire(in)
		return
	}
	it := item{m: d.m, in: &Item{}, art: d.art, page: true}
	it.read(in)
	d.art = it.art
}

// isWire holds where one of the first paragraphs opens with an agency in
// brackets.
func (d *draft) isWire(in []piece) bool {
	seen := 0
	for i := range in {
		p := &in[i]
		if p.Kind != feed.Paragraph || p.bar || !strings.Contains(p.text[:floorRune(p.text, datelineReach)], "(") {
			if seen += len(p.text) / minProse; seen > 8 {
				return false
			}
			continue
		}
		if _, n := d.m.dateline(p.text, false); n > 0 {
			return true
		}
		seen++
	}
	return false
}

// aboveText takes out the site's own lines above the first paragraph of running
// text, and anywhere those that are nothing else.
func (it *item) aboveText() {
	above, last := true, it.lastProse()
	for i := range it.parts {
		p := &it.parts[i]
		if p.role != isBody || p.Kind != feed.Paragraph || p.bar {
			continue
		}
		if above && len(p.text) >= minProse && ended(p.text) {
			above = false
		}
		switch {
		case len(p.text) > maxCue || i >= last:
		case it.m.is(dropLine, p.text), above && (it.m.isFurniture(p.text) || bareAddress.MatchString(p.text)):
			p.role = isNothing
		case above && it.saysWhen(p.text):
			p.role = isNothing
			it.date(p.text)
		}
	}
}

// maxCue is the longest line, in bytes, taken for one of the site's own.
const maxCue = 160

// saysWhen holds for a line above the text that gives a date with its time, and
// hardly anything else: "Published 10:02 AM EST Nov. 19, 2019".
func (it *item) saysWhen(s string) bool {
	return hasDigit(s) && (it.m.onlyWhen(s) || wordCount(s) <= 16 && !ended(s) && it.m.timed(s))
}

// bareAddress is a link that shows where it leads: it belongs to the text.
var bareAddress = regexp.MustCompile(`(?i)^\W*(?:https?://|www\.)\S+\W*$`)

// links files the blocks that are links and hardly anything else, with the line
// above them that says so ("Read also"). Sentences and addresses stay, and so do
// lists that hold other items too, and what a line that ends in a colon announces.
func (it *item) links() {
	away := it.leadAway()
	above := -1 // the last part that stays
	for i := range it.parts {
		p := &it.parts[i]
		if p.role != isBody {
			continue
		}
		if !away[i] {
			above = i
			continue
		}
		if above >= 0 {
			q := &it.parts[above]
			switch {
			case len(q.text) <= maxCue && it.m.is(teaserMark, q.text):
				q.role = isNothing
			case strings.HasSuffix(q.text, ":"):
				continue
			}
		}
		if wordCount(p.text) < minTeaser || !p.setRelated(p.piece) {
			p.role = isNothing
		}
	}
}

// leadAway tells of each part whether it is a link that leads away from the text.
func (it *item) leadAway() []bool {
	away := make([]bool, len(it.parts))
	list := 0 // where the list begins that part i stands in
	for i := range it.parts {
		p := &it.parts[i]
		away[i] = p.role == isBody && p.isLink() && !stopped(p.text) && !bareAddress.MatchString(p.text)
		switch {
		case p.Kind != feed.ListItem || p.role != isBody:
			list = i + 1
		case !away[i]:
			clear(away[list:i])
			list = i
		case i > list && !away[i-1]:
			away[i] = false
		}
	}
	return away
}
