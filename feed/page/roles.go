package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// role says what a piece turned out to be.
type role uint8

const (
	isBody     role = iota
	isCaption       // cap holds it
	isCredit        // of the caption beside it; cap.Credit holds it
	isRelated       // rel holds it
	isTailMark      // other articles follow
	isWhen
	isAuthor
	isNothing // dropped
)

// part is a piece with its role.
type part struct {
	piece
	role role
	cap  feed.Caption
	rel  feed.Link
	link bool // wholly a link in the markup
}

var (
	relatedLine = regexp.MustCompile(`^(?:>{2,}|[►▶➤➔→⇒]|»{2,}) *`)
	copyLine    = regexp.MustCompile(`^(?i:©|\(c\)|copyright)`)
	mailLine    = regexp.MustCompile(`^(?i:e?-?mail ?:? ?)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+$`)
)

// roles judges each piece by its own shape and its neighbours.
func (m *Markers) roles(in []piece) (parts []part, altTitle string) {
	known := headLines(in)
	parts = make([]part, 0, len(in))
	label := false // the line before was nothing but "Image caption,"
	for i := range in {
		if m.is(captionTag, in[i].text) && strings.HasSuffix(in[i].text, ",") {
			label = true
			continue
		}
		p := part{piece: in[i]}
		p.bar = p.bar || label
		label = false
		if title := m.judge(&p, known); title != "" && altTitle == "" {
			altTitle = title
		}
		parts = append(parts, p)
	}
	m.pairCredits(parts)
	dropAltTexts(parts)
	m.headNotes(parts)
	return parts, altTitle
}

// headLines returns the squashed lines at the head of a page that alt texts may
// repeat.
func headLines(in []piece) map[string]bool {
	known := make(map[string]bool)
	for i := range min(len(in), 8) {
		if runes(in[i].text) <= 300 {
			known[squash(in[i].text)] = true
		}
	}
	return known
}

// judge sets the role of one piece by its shape. It returns the title that an
// alt text gave away.
func (m *Markers) judge(p *part, known map[string]bool) string {
	t := shadow(p.text)
	switch {
	case len(t) <= 200 && m.is(teaserMark, t):
		p.role = isTailMark
		return ""
	case p.isLink():
		p.link = true
		if m.judgeRelated(p, t) {
			return ""
		}
		if wordCount(t) < minTeaser || !p.setRelated(p.piece) {
			p.role = isNothing
		}
		return ""
	case p.Kind != feed.Paragraph:
		return ""
	}
	if m.judgeRelated(p, t) {
		return ""
	}
	if title, c, ok := m.numberedCaption(p.text, known); ok {
		p.role, p.cap = isCaption, c
		return title
	}
	if c, ok := m.captionOf(p.text, p.bar); ok && !p.isQuotedLead() {
		p.role, p.cap = isCaption, c
		if c.Text == "" {
			p.role = isCredit
		}
		return ""
	}
	switch {
	case copyLine.MatchString(t) && len(t) < 200:
		p.role, p.cap.Credit = isCredit, strings.Trim(copyLine.ReplaceAllString(t, ""), " .|")
	case mailLine.MatchString(t):
		p.role = isNothing
	}
	return ""
}

// isLink holds for a short line of markup that is a link and hardly anything
// else: it leads away from the article.
func (p *part) isLink() bool {
	return (p.Kind == feed.Paragraph || p.Kind == feed.ListItem) && len(p.text) < 200 && !p.bar && p.linkShare() >= 0.9
}

// isQuotedLead keeps body text out of the captions: a paragraph that opens with
// a dateline is one, whatever credit stands at its end.
func (p *part) isQuotedLead() bool { return runes(p.text) > maxCaption }

// judgeRelated reads ">> Title" and "Read also: Title".
func (m *Markers) judgeRelated(p *part, t string) bool {
	if n := len(relatedLine.FindString(t)); n > 0 {
		q := p.slice(n, len(t))
		if rest, ok := m.after(moreMark, q.text); ok && strings.HasPrefix(strings.TrimSpace(rest), ":") {
			q = q.slice(len(q.text)-len(rest), len(q.text))
		}
		return p.setRelated(q.piece())
	}
	if len(t) > 260 {
		return false
	}
	rest, ok := m.after(moreMark, t)
	if !ok {
		return false
	}
	mark := t[:len(t)-len(rest)]
	colon := strings.HasPrefix(strings.TrimSpace(rest), ":")
	q := p.slice(len(mark), len(t))
	if wordCount(q.text) < 3 || !colon && (wordCount(mark) < 2 || stopped(q.text) || !unicode.IsUpper(firstRune(q.text))) {
		return false
	}
	return p.setRelated(q.piece())
}

func (p piece) piece() piece { return p }

func (p *part) setRelated(q piece) bool {
	title := strings.Trim(q.text, " :>|»►")
	if title == "" {
		p.role = isNothing
		return true
	}
	p.role, p.rel = isRelated, feed.Link{Text: title, URL: q.href()}
	return true
}

// pairCredits joins a line that is only a credit with the caption beside it: the
// line right before, or after a "©" at the head of the page the line after.
func (m *Markers) pairCredits(parts []part) {
	seen := 0     // body pieces so far
	apart := true // every line stands alone, so a gap says nothing
	for i := 1; i < len(parts); i++ {
		apart = apart && parts[i].gap
	}
	for i := range parts {
		p := &parts[i]
		if p.role == isBody {
			seen++
		}
		if p.role != isCredit || i == 0 && len(parts) == 1 {
			continue
		}
		if i > 0 && parts[i-1].role == isCaption && parts[i-1].cap.Credit == "" {
			parts[i-1].cap.Credit = p.cap.Credit
			continue
		}
		short := i > 0 && p.gap && apart && seen > 1 && runes(parts[i-1].text) <= 180
		if i > 0 && (!p.gap || short) && !copyLine.MatchString(p.text) && m.maybeCaption(&parts[i-1], seen == 1) {
			q := &parts[i-1]
			q.role, q.cap = isCaption, feed.Caption{Text: m.trimCaption(q.text), Credit: p.cap.Credit}
			seen--
			continue
		}
		if seen == 0 && copyLine.MatchString(p.text) && i+1 < len(parts) && !parts[i+1].gap && m.maybeCaption(&parts[i+1], false) {
			q := &parts[i+1]
			q.role, q.cap = isCaption, feed.Caption{Text: m.trimCaption(q.text), Credit: p.cap.Credit}
		}
	}
}

// dropAltTexts drops lines that only repeat a caption.
func dropAltTexts(parts []part) {
	captions := make(map[string]bool)
	for i := range parts {
		if k := squash(parts[i].cap.Text); parts[i].role == isCaption && len(k) >= 12 {
			captions[k] = true
		}
	}
	for i := range parts {
		if p := &parts[i]; p.role == isBody && len(captions) > 0 && runes(p.text) <= maxCaption && captions[squash(p.text)] {
			p.role = isNothing
		}
	}
}

// maybeCaption holds for a piece that a credit beside it makes a caption. The
// first line of a page is rather its title unless it ends in a full stop.
func (m *Markers) maybeCaption(p *part, first bool) bool {
	if p.role != isBody || p.Kind != feed.Paragraph || runes(p.text) > maxCaption || m.isSigned(p.text) || m.onlyWhen(p.text) {
		return false
	}
	if _, n := m.dateline(p.text, false); n > 0 {
		return false
	}
	return !first || stopped(p.text)
}

// headNotes finds the lines about time and author, which stand above the text
// or between its first two paragraphs.
func (m *Markers) headNotes(parts []part) {
	prose := 0
	for i := range parts {
		p := &parts[i]
		if p.role != isBody || p.Kind == feed.Preformatted {
			continue
		}
		if runes(p.text) >= 80 && ended(p.text) {
			if prose++; prose >= 2 {
				return
			}
			continue
		}
		if m.onlyWhen(p.text) {
			p.role = isWhen
			if i > 0 && parts[i-1].role == isBody && m.isPerson(parts[i-1].text) && prose == 0 {
				parts[i-1].role, parts[i-1].rel.Text = isAuthor, parts[i-1].text
			}
		} else if prose == 0 && m.isAgency(p.text) && !m.shouted(p.text) {
			p.role, p.rel.Text = isAuthor, p.text
		} else if name, ok := m.authorWhen(p.text); ok && prose == 0 {
			p.role, p.rel.Text = isWhen, name
		} else if name, ok := m.authorLine(p.text); ok {
			p.role, p.rel.Text = isAuthor, name
		}
	}
}

// authorWhen reads a line of names and a date: "Name | 3/7/2020 10:00".
func (m *Markers) authorWhen(s string) (names string, ok bool) {
	if len(s) > 120 || ended(s) {
		return "", false
	}
	if _, p := m.dateIn(s); p == feed.NoDate {
		return "", false
	}
	for _, sep := range []string{"|", " - ", " – ", "•", "·", " — ", ";"} {
		if names, when, ok := strings.Cut(shadow(s), sep); ok {
			names = strings.TrimSpace(names)
			return names, (m.isNames(names) || m.isAgency(names)) && !hasDigit(names) && m.onlyWhen(strings.Trim(when, " |-–"))
		}
	}
	return "", false
}

// authorLine reads "By X", "Par : X", "writer: X".
func (m *Markers) authorLine(s string) (string, bool) {
	if runes(s) > 90 || stopped(s) && wordCount(s) > 6 {
		return "", false
	}
	rest, ok := m.after(authorTag, s)
	if !ok {
		return "", false
	}
	colon := strings.HasPrefix(strings.TrimSpace(shadow(rest)), ":")
	name := strings.Trim(rest, " :,.")
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 8 || hasDigit(name) {
		return "", false
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	named := unicode.IsUpper(first) && m.isNames(name)
	desk := wordCount(name) <= 5 && (key(words[0]) == "the" || key(words[0]) == "la" || key(words[0]) == "notre")
	return name, colon || named || desk
}
