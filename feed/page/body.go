package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// mailEnd is an address of mail at the end of a line, and what parts it from the
// words before it.
var mailEnd = regexp.MustCompile(`[ :(,–—-]+[\w.+-]+@[\w-]+(?:\.[\w-]+)+\)?$`)

var gluedStop = regexp.MustCompile(`[\p{Ll}\d»”"')%][.!?…][«“"]?\p{Lu}\p{Ll}`)

// splitGlued cuts paragraphs that a site glued after a full stop: "2015.Durant".
// Initials (K.Name), web names and abbreviations are no such place.
func (m *Markers) splitGlued(in []piece) []piece {
	out := make([]piece, 0, len(in))
	for i := range in {
		p := in[i]
		if at := m.unglue(p.text); at > 0 && !p.firm {
			out = append(out, p.slice(0, at))
			p = p.slice(at, len(p.text))
			p.gap = false
		}
		if p.firm || p.Kind != feed.Paragraph {
			out = append(out, p)
			continue
		}
		cuts := m.gluedAt(p.text)
		from := 0
		for _, at := range cuts {
			q := p.slice(from, at)
			q.gap, q.bar = p.gap && from == 0, false
			out = append(out, q)
			from = at
		}
		q := p.slice(from, len(p.text))
		q.gap = p.gap && from == 0
		out = append(out, q)
	}
	return out
}

// gluedAt returns the offsets at which glued paragraphs begin.
func (m *Markers) gluedAt(s string) []int {
	var cuts []int
	for _, x := range gluedStop.FindAllStringIndex(s, -1) {
		stop := x[0] + runeLen(s[x[0]:])
		after := stop + runeLen(s[stop:])
		from := 1 + strings.LastIndexFunc(s[:stop], unicode.IsSpace)
		to := len(s)
		if i := strings.IndexFunc(s[after:], unicode.IsSpace); i >= 0 {
			to = after + i
		}
		before, next := s[from:stop], s[after:to]
		letters := strings.TrimFunc(before, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		switch {
		case strings.Contains(s[from:to], "://"), strings.Contains(s[from:to], "@"), strings.HasPrefix(letters, "www."):
		case m.is(shortForm, letters), runes(letters) <= 2 && letters == before && unicode.IsUpper(firstRune(letters)):
		case from == 0 && hasDigit(letters) && len(letters) <= 2:
		case domain.MatchString(letters + "." + strings.TrimRight(next, ".,;:")):
		default:
			cuts = append(cuts, after)
		}
	}
	return cuts
}

func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// body makes the blocks of the text from the parts of the article, and takes
// captions and related links off them.
func (d *draft) body(parts []part) {
	seen := d.notes(parts)
	var blocks []piece
	for i := range parts {
		p := &parts[i]
		if p.role != isBody {
			continue
		}
		k := squash(p.text)
		if len(k) >= 12 && seen[k] && p.Kind != feed.Table && p.Kind != feed.Preformatted {
			continue
		}
		if len(k) >= 40 {
			seen[k] = true
		}
		blocks = append(blocks, p.piece)
	}
	d.trimForeign(&blocks)
	d.m.headings(blocks)
	d.m.lists(blocks)
	d.art.Body = make([]feed.Block, 0, len(blocks))
	for i := range blocks {
		d.art.Body = append(d.art.Body, blocks[i].Block)
	}
}

// notes files captions, related links, dates and authors, and returns the
// squashed texts that the body must not repeat: an alt text that is the
// caption again, the title above a photograph, the standfirst as first
// paragraph.
func (d *draft) notes(parts []part) map[string]bool {
	seen := map[string]bool{squash(d.art.Title): true}
	bodies := 0
	for i := range parts {
		p := &parts[i]
		switch p.role {
		case isCaption:
			if k := squash(p.cap.Text); !seen["caption "+k] && k != "" {
				seen["caption "+k], seen[k] = true, true
				d.art.Captions = append(d.art.Captions, p.cap)
			}
		case isRelated:
			if k := squash(p.rel.Text); !seen["related "+k] {
				seen["related "+k] = true
				d.art.Related = append(d.art.Related, p.rel)
			}
		case isWhen:
			d.setDate(p.text)
			if p.rel.Text != "" {
				d.art.Authors = append(d.art.Authors, p.rel.Text)
			}
		case isAuthor:
			d.art.Authors = append(d.art.Authors, p.rel.Text)
		case isBody:
			bodies++
		case isCredit, isTailMark, isNothing:
		}
	}
	if bodies > 1 {
		seen[squash(d.art.Standfirst)] = true
	}
	return seen
}

// setDate takes the first date of the page; a later one is that of a change.
func (d *draft) setDate(s string) {
	t, p := d.m.dateIn(s)
	switch {
	case p == feed.NoDate:
	case d.art.Precision < feed.Day:
		d.art.Published, d.art.Precision = t, p
	case t.After(d.art.Published):
		d.art.Updated = t
	}
}

// trimForeign takes off the end what is no text: dates, lines that say who wrote
// or translated, and the author's name alone on the last line, which becomes the
// byline.
func (d *draft) trimForeign(blocks *[]piece) {
	for n := len(*blocks); n > 1; n = len(*blocks) {
		p := &(*blocks)[n-1]
		if p.Kind != feed.Paragraph {
			return
		}
		if d.m.onlyWhen(p.text) {
			d.setDate(p.text)
			*blocks = (*blocks)[:n-1]
			continue
		}
		if name, ok := d.m.workerLine(p.text); ok {
			d.art.Authors = append(d.art.Authors, name)
			*blocks = (*blocks)[:n-1]
			continue
		}
		if d.art.Byline == "" && d.m.isPerson(p.text) && ended((*blocks)[n-2].text) {
			d.art.Byline = p.text
			d.art.Authors = append(d.art.Authors, p.text)
			*blocks = (*blocks)[:n-1]
		}
		return
	}
}

// workerLine reads "Translated by X", "X - x@desk.example" and the like under a
// text. The address is dropped: it is the site's.
func (m *Markers) workerLine(s string) (name string, ok bool) {
	t := strings.TrimRight(shadow(s), " .")
	if runes(t) > 90 {
		return "", false
	}
	if x := mailEnd.FindStringIndex(t); x != nil && wordCount(t[:x[0]]) <= 8 && !ended(t[:x[0]]) {
		t, ok = t[:x[0]], true
	}
	if name, is := m.authorLine(t); is {
		return name, true
	}
	if rest, is := m.after(authorTag, t); is && ok {
		t = rest
	}
	return strings.Trim(t, " :,(-–—"), ok
}

// headings marks the short lines without a full stop between paragraphs.
func (m *Markers) headings(blocks []piece) {
	for i := range blocks {
		p := &blocks[i]
		if p.firm || i+1 >= len(blocks) || i == 0 && len(blocks) < 3 || !m.titleLike(p) {
			continue
		}
		next := &blocks[i+1]
		if runes(p.text) > 110 || wordCount(p.text) > 18 || firstRune(p.text) == 0 || strings.HasPrefix(p.text, "+") ||
			ended(p.text) && !strings.HasSuffix(strings.TrimSpace(shadow(p.text)), "?") {
			continue
		}
		if i > 0 && !ended(blocks[i-1].text) && blocks[i-1].Kind != feed.ListItem {
			continue
		}
		if next.Kind == feed.Paragraph && (ended(next.text) || runes(next.text) > runes(p.text)) {
			p.Kind, p.Level = feed.Heading, 2
		}
	}
}

// lists makes list items of two bulleted lines or more in a row.
func (m *Markers) lists(blocks []piece) {
	for i := 0; i < len(blocks); {
		j := i
		for j < len(blocks) && !blocks[j].firm && blocks[j].Kind == feed.Paragraph && bullet.MatchString(blocks[j].text) {
			j++
		}
		if j-i >= 2 {
			for k := i; k < j; k++ {
				p := &blocks[k]
				_, n := utf8.DecodeRuneInString(p.text)
				*p = p.slice(n, len(p.text))
				p.Kind, p.Level = feed.ListItem, 1
			}
		}
		i = max(j, i+1)
	}
}
