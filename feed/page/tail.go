package page

import (
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// maxLooks bounds how often the rest of a page is looked through for text.
const maxLooks = 64

// close finds the end of the article: its byline, or the mark after which other
// articles follow. It returns the parts of the article and those behind it. A
// byline behind which plain text goes on ends nothing: pages of short news sign
// each.
func (d *draft) close(parts []part) (article, tail []part) {
	body, looks := 0, 0
	for i := range parts {
		p := &parts[i]
		switch p.role {
		case isTailMark:
			rest := parts[i+1:]
			if looks++; looks > maxLooks || !p.soft && (body > 2 || !d.textFollows(rest)) && !d.resumes(rest) {
				return parts[:i], rest
			}
			d.relate(rest)
			p.role = isNothing
		case isBody:
			if tail, ok := d.endsAt(parts, i, body, &looks); ok {
				return parts[:i+1], tail
			}
			body++
		case isCaption, isCredit, isRelated, isWhen, isAuthor, isNothing:
		}
	}
	return parts, nil
}

// endsAt tells whether the article ends with part i, behind body paragraphs: a
// byline ends it, or an author's line behind which no text follows. It returns
// what stands behind the article.
func (d *draft) endsAt(parts []part, i, body int, looks *int) (tail []part, ends bool) {
	p := &parts[i]
	if !p.prose() {
		return nil, false
	}
	if end, byline, ok := d.m.signature(p.text); ok && (body > 0 || end > 0) {
		if tail := d.sign(parts, i, end, byline); !d.goesOnBehind(tail) {
			return tail, true
		}
	}
	if body == 0 || *looks >= maxLooks {
		return nil, false
	}
	if tail, ok := d.sourceAt(parts, i); ok {
		return tail, true
	}
	if !d.m.authorOf(p.text) {
		return nil, false
	}
	if *looks++; d.textFollows(parts[i+1:]) {
		return nil, false
	}
	return d.sign(parts, i, 0, strings.TrimRight(p.text, " .")), true
}

// sign cuts the byline off part i and returns what stands behind the article. A
// "./." names nobody: the line after it may.
func (d *draft) sign(parts []part, i, end int, byline string) []part {
	p := &parts[i]
	p.piece = p.slice(0, end)
	p.piece = p.slice(0, trimEnd(p.text))
	if p.text == "" {
		p.role = isNothing
	}
	tail := parts[i+1:]
	if byline == "" && len(tail) > 0 && tail[0].role == isBody {
		if n, b, ok := d.m.signature(tail[0].text); ok && n == 0 {
			byline, tail = b, tail[1:]
		}
	}
	d.art.Byline = byline
	return tail
}

// minProse is the shortest paragraph, in runes, that is surely text and no
// headline or button.
const minProse = 80

// goesOnBehind holds when text follows a byline: two full paragraphs without a
// headline before or between them, or one with this article's agency in its
// dateline.
func (d *draft) goesOnBehind(tail []part) bool {
	n := 0
	for i := range tail {
		p := &tail[i]
		switch p.role {
		case isTailMark:
			return false
		case isBody:
			end, _, signed := d.m.signature(p.text)
			if title, _, _ := d.m.card(p.text); title != "" || runes(p.text) < minProse || !stopped(p.text) && (!signed || end == 0) {
				return false
			}
			if dl, k := d.m.dateline(p.text, false); k > 0 && dl.Agency == d.art.Dateline.Agency {
				return true
			}
			if n++; n == 2 {
				return true
			}
		case isCaption, isCredit, isRelated, isWhen, isAuthor, isNothing:
		}
	}
	return false
}

// insets takes out the teasers of other articles that stand inside the text: a
// headline, and below it a paragraph that opens with the same agency alone as
// the article does.
func (d *draft) insets(parts []part) {
	own := d.art.Dateline
	if own.Agency == "" || own.Place != "" {
		return
	}
	last := -1
	for i := range parts {
		if parts[i].role != isBody {
			continue
		}
		if last >= 0 && parts[i].prose() && d.m.titleLike(&parts[last].piece) && wordCount(parts[last].text) >= minTeaser {
			if dl, n := d.m.dateline(parts[i].text, true); n > 0 && dl == own && len(d.art.Teasers) < maxTeasers {
				d.addTeaser(parts[last].text, parts[i].text[n:], parts[last].href())
				parts[last].role, parts[i].role = isNothing, isNothing
			}
		}
		last = i
	}
}

// textFollows holds when two full paragraphs in a row, or one and a byline, come
// after a mark near the head of a page, or its title again. Other articles
// alternate headline and summary.
func (d *draft) textFollows(parts []part) bool {
	long := 0
	for i := range parts {
		if parts[i].role != isBody {
			continue
		}
		if _, _, ok := d.m.signature(parts[i].text); ok && long > 0 || squash(parts[i].text) == squash(d.art.Title) {
			return true
		}
		if runes(parts[i].text) >= 40 && ended(parts[i].text) {
			long++
		} else {
			long = 0
		}
		if long >= 2 {
			return true
		}
	}
	return false
}

// resumes holds when the text goes on behind a mark: its own agency signs
// later.
func (d *draft) resumes(parts []part) bool {
	if d.art.Dateline.Agency == "" {
		return false
	}
	for i := range parts {
		if parts[i].role != isBody {
			continue
		}
		if _, byline, ok := d.m.signature(parts[i].text); ok && byline != "" {
			return d.m.agencyOf(byline) == d.art.Dateline.Agency
		}
	}
	return false
}

// relate makes the headlines at the start of parts related links.
func (d *draft) relate(parts []part) {
	for i := range parts {
		p := &parts[i]
		if p.role != isBody || !d.m.titleLike(&p.piece) {
			return
		}
		if squash(p.text) == squash(d.art.Title) {
			p.role = isNothing
			return
		}
		p.role, p.rel = isRelated, feed.Link{Text: p.text, URL: p.href()}
	}
}

// teasers reads what stands behind an article: headlines, each with the summary
// below it. Captions, dates and column names between them are dropped.
func (d *draft) teasers(tail []part) {
	cards := d.cardsFrom(tail) == 0
	d.dateBehind(tail)
	open := false // the last teaser may still get a summary
	from := len(d.art.Teasers)
	for i := range tail {
		p := &tail[i]
		if p.role == isRelated {
			if open = p.link; open {
				d.addTeaser(p.rel.Text, "", p.rel.URL)
			} else {
				d.art.Related = append(d.art.Related, p.rel)
			}
			continue
		}
		if d.isBetween(p) {
			continue
		}
		title, summary, sure := d.m.card(p.text)
		switch {
		case sure && !open || cards && title != "":
			d.addTeaser(title, summary, p.href())
			open = false
		case open && !d.m.headlineNext(tail, i):
			d.art.Teasers[len(d.art.Teasers)-1].Summary = p.text
			open = false
		case d.m.titleLike(&p.piece) && wordCount(p.text) >= minTeaser,
			runes(p.text) <= maxTitle && i+1 < len(tail) && tail[i+1].role == isBody && runes(tail[i+1].text) > runes(p.text):
			d.addTeaser(p.text, "", p.href())
			open = true
		case runes(p.text) >= minStray && stopped(p.text):
			d.stray(p, from)
		}
	}
}

// minStray is the shortest sentence, in runes, that is kept from behind an
// article though no headline stands above it; less is a site's own.
const minStray = 40

// stray keeps a paragraph behind the summary of a teaser with it, and one that
// no headline stands above as a teaser of its own. From is the first teaser of
// this tail.
func (d *draft) stray(p *part, from int) {
	if n := len(d.art.Teasers); n > from {
		d.art.Teasers[n-1].Summary = strings.TrimSpace(d.art.Teasers[n-1].Summary + "\n" + p.text)
		return
	}
	title := text.FirstSentence(p.text, maxTitle)
	d.addTeaser(title, p.text, p.href())
}

// dateBehind reads a date on the line right behind the article.
func (d *draft) dateBehind(tail []part) {
	if len(tail) > 0 && (tail[0].role == isBody || tail[0].role == isWhen) && d.m.onlyWhen(tail[0].text) {
		d.setDate(tail[0].text)
	}
}

// isBetween holds for what stands between teasers and belongs to none: dates,
// columns, bylines, captions.
func (d *draft) isBetween(p *part) bool {
	if p.role != isBody || d.m.onlyWhen(p.text) || d.m.is(column, p.text) || d.m.isAgency(p.text) {
		return true
	}
	n, _, ok := d.m.signature(p.text)
	return ok && n == 0
}

// headlineNext holds when piece i is a headline rather than the summary of the
// one before: it has no full stop, and is not much longer than headlines are.
func (m *Markers) headlineNext(tail []part, i int) bool {
	p := &tail[i].piece
	return m.titleLike(p) && runes(p.text) <= 150
}

// minTeaser is the fewest words of a headline behind an article; less is a tag.
const minTeaser = 3

// maxTeasers bounds what one page may advertise.
const maxTeasers = 200

// addTeaser files a teaser; the alt text of a picture repeats its headline.
func (d *draft) addTeaser(title, summary, url string) {
	if n := len(d.art.Teasers); n > 0 && summary == "" && d.art.Teasers[n-1].Summary == "" && squash(d.art.Teasers[n-1].Title) == squash(title) {
		return
	}
	if len(d.art.Teasers) < maxTeasers {
		d.art.Teasers = append(d.art.Teasers, feed.Teaser{Title: title, Summary: summary, URL: url})
	}
}

// maxGuessedCard is the longest line, in runes, taken for a card when no word
// proves where its summary begins.
const maxGuessedCard = 320

// cardsFrom returns the index from which on all body parts are cards: two at
// least, and sure ones behind other text. It is len(parts) when there are none.
func (d *draft) cardsFrom(parts []part) int {
	from, n, allSure := len(parts), 0, true
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i].role != isBody {
			continue
		}
		title, _, sure := d.m.card(parts[i].text)
		if title == "" || !sure && runes(parts[i].text) > maxGuessedCard {
			if n < 2 || !allSure {
				return len(parts)
			}
			return from
		}
		from, n, allSure = i, n+1, allSure && sure
	}
	if n < 2 {
		return len(parts)
	}
	return from
}
