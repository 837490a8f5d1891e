package page

import (
	"strings"
	"unicode"

	"veille/feed"
)

// maxScene is the longest caption without a credit inside the text, in words.
const maxScene = 15

// scenes makes captions of the lines inside the text that open as only captions
// do ("Scene of the …"): one sentence without a finite verb between two full
// paragraphs. At the head and behind the end such words may open a headline.
func (m *Markers) scenes(parts []part) {
	above := false // the last line of text was a full paragraph
	for i := range parts {
		p := &parts[i]
		if p.role == isTailMark && !p.soft {
			return
		}
		if p.role != isBody {
			continue
		}
		if above && m.sceneLike(p) && proseBelow(parts[i+1:]) {
			p.role, p.cap = isCaption, feed.Caption{Text: m.trimCaption(p.text)}
			continue
		}
		if above && m.isSigned(p.text) {
			return
		}
		above = isFull(p)
	}
}

// isFull holds for a paragraph of running text.
func isFull(p *part) bool {
	return p.Kind == feed.Paragraph && runes(p.text) >= minProse && ended(p.text)
}

// proseBelow holds when the next line of text is a full paragraph.
func proseBelow(parts []part) bool {
	for i := range parts {
		switch parts[i].role {
		case isBody:
			return isFull(&parts[i])
		case isTailMark:
			return false
		case isCaption, isCredit, isRelated, isWhen, isAuthor, isNothing:
		}
	}
	return false
}

// sceneLike holds for one short sentence with the opening of a caption. A verb
// or a clause behind a comma speaks for text.
func (m *Markers) sceneLike(p *part) bool {
	if p.Kind != feed.Paragraph || p.firm && p.linkShare() > 0 || wordCount(p.text) > maxScene {
		return false
	}
	t := strings.TrimRight(shadow(p.text), " .")
	rest, ok := m.after(sceneMark, t)
	if !ok || wordCount(rest) == 0 || wordCount(t) < 4 || !unicode.IsUpper(firstRune(t)) || strings.ContainsAny(t, ":;?!…\"«“") || strings.Contains(t, ". ") {
		return false
	}
	for _, clause := range strings.Split(t, ", ")[1:] {
		if unicode.IsLower(firstRune(clause)) {
			return false
		}
	}
	for _, w := range strings.Fields(rest) {
		if m.is(finiteVerb, w) {
			return false
		}
	}
	return true
}

// labelCredits gives the bare label of a picture ("Illustration photo") to the
// caption right above it when that has no credit; alone it says nothing.
func labelCredits(parts []part) {
	for i := range parts {
		p := &parts[i]
		if !p.label {
			continue
		}
		if i > 0 && parts[i-1].role == isCaption && parts[i-1].cap.Credit == "" {
			parts[i-1].cap.Credit = p.cap.Text
		}
		p.role, p.cap = isNothing, feed.Caption{}
	}
}
