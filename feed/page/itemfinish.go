package page

import (
	"strings"

	"veille/feed"
	"veille/feed/page/glue"
	"veille/feed/text"
)

// finish fills what follows from the text.
func (it *item) finish() {
	a := &it.art
	if boundBody(a, it.cut) {
		a.Words = wordsOf(a.Body)
	}
	a.Place, a.Agency = a.Dateline.Place, a.Dateline.Agency
	if a.Agency == "" && a.Byline != "" {
		a.Agency = it.m.agencyOf(a.Byline)
	}
	a.Lang = it.lang()
	it.repair()
	a.Links = linksOf(a.Body)
	if a.Title == "" && len(a.Body) > 0 {
		a.Title, a.TitleFrom = slugTitle(it.in.URL), feed.TitleFromSlug
	}
	if a.Title == "" {
		a.TitleFrom = feed.TitleFromFirstSentence
		for i := range a.Body {
			if a.Title = text.FirstSentence(a.Body[i].Text(), maxTitle); a.Title != "" {
				return
			}
		}
	}
}

// repair parts glued words of a French text that shows any.
func (it *item) repair() {
	if it.art.Lang != "fr" {
		return
	}
	texts := make([]string, 0, len(it.parts))
	for i := range it.parts {
		if p := &it.parts[i]; p.role == isBody && p.Kind == feed.Paragraph {
			texts = append(texts, p.text)
		}
	}
	if !glue.Shows(texts) {
		return
	}
	d := draft{m: it.m, in: &Input{Known: it.in.Known}, art: it.art}
	d.repair()
	it.art = d.art
}

// langReach is how much of an item its language is told by, in bytes: seventy
// words, where fifty are enough to be sure.
const langReach = 440

// lang tells the language by title and text, with what the feed says as prior.
func (it *item) lang() string {
	var b strings.Builder
	b.Grow(max(langReach, len(it.art.Title)+1))
	b.WriteString(it.art.Title)
	for i := range it.parts {
		if p := &it.parts[i]; p.role == isBody {
			b.WriteByte('\n')
			if left := max(langReach-b.Len(), 0); len(p.text) >= left {
				b.WriteString(p.text[:floorRune(p.text, left)])
				break
			}
			b.WriteString(p.text)
		}
	}
	prior := it.in.Lang
	if prior == "" {
		prior = langOfAddress(it.art.URL)
	}
	return text.Detect(b.String(), prior)
}
