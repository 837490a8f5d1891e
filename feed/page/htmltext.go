package page

import (
	"strings"

	"veille/feed"
)

// htmlText reads the blocks of the article of a page. Copy that opens with the
// dateline of an agency is read by all rules of wire copy; of other pages only
// what proves itself in a few lines is taken apart, as of items of feeds.
func (d *draft) htmlText(in []piece) {
	in = d.shorten(in)
	if d.isWire(in) {
		d.wire(in)
		return
	}
	it := item{m: d.m, in: &Item{}, art: d.art, parts: partsOf(in)}
	it.page()
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

// page takes apart what is no text of the article of a page.
func (it *item) page() {
	all := it.parts
	it.parts = append([]part(nil), all...)
	it.leavings()
	if it.isProse() {
		it.dropTitle()
		it.links()
		it.notes()
		it.dateline()
		it.byline()
	}
	it.collect()
	if len(it.art.Body) == 0 {
		it.art.Captions, it.art.Related = nil, nil
		it.parts = all
		it.collect()
	}
}

// maxCue is the longest block, in bytes, taken for a link to another page.
const maxCue = 200

// links files the blocks that are links and hardly anything else.
func (it *item) links() {
	for i := range it.parts {
		p := &it.parts[i]
		if p.role == isBody && p.isLink() {
			if wordCount(p.text) < minTeaser || !p.setRelated(p.piece) {
				p.role = isNothing
			}
		}
	}
}
