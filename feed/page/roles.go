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
	soft bool // a mark after which only headlines are no text
	weak bool // a caption by its bracket alone

	label bool // nothing but the label of a picture
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
	restoreEnd(parts)
	labelCredits(parts)
	m.pairCredits(parts)
	m.scenes(parts)
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
	case m.opensList(t):
		p.role, p.soft = isTailMark, true
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
	if m.workOf(t) {
		return ""
	}
	if c, ok := m.captionOf(p.text, p.bar); ok && !p.isQuotedLead() && !m.isLead(p.text) {
		p.role, p.cap, p.label = isCaption, c, c.Credit == "" && m.is(photoMark, p.text)
		if c.Text == "" {
			p.role = isCredit
		}
		return ""
	}
	if c, ok := m.sourced(p.text); ok {
		p.role, p.cap, p.weak = isCaption, c, true
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

// workOf holds for "Bài và ảnh: Name" and "Texte et photos : Name", which name
// who wrote the text and not a picture alone.
func (m *Markers) workOf(t string) bool {
	if len(t) > 120 {
		return false
	}
	for _, s := range []section{bylineTag, authorTag} {
		rest, ok := m.after(s, t)
		if name := strings.TrimSpace(rest); ok && strings.HasPrefix(name, ":") {
			name = strings.Trim(name, " :.")
			return m.isCredited(name) || m.isSigner(name) || m.isNames(name)
		}
	}
	return false
}

// isLead holds for text that opens with the name of its agency: no caption
// does.
func (m *Markers) isLead(s string) bool {
	dl, n := m.dateline(s, true)
	return n > 0 && dl.Agency != "" && runes(s) >= minProse
}

// opensList holds for "Read also on our site:", a line before headlines.
func (m *Markers) opensList(t string) bool {
	if len(t) > 100 || !strings.HasSuffix(t, ":") || wordCount(t) < 3 {
		return false
	}
	rest, ok := m.after(moreMark, t)
	return ok && wordCount(t[:len(t)-len(rest)]) >= 2
}

// restoreEnd gives a caption that is one by its bracket alone back to the text
// when no text follows it.
func restoreEnd(parts []part) {
	for i := len(parts) - 1; i >= 0; i-- {
		switch p := &parts[i]; {
		case p.weak && p.role == isCaption:
			p.role, p.cap = isBody, feed.Caption{}
			return
		case p.role == isTailMark, p.role == isRelated, p.role == isNothing, p.role == isCredit:
		default:
			return
		}
	}
}

// isLink holds for a short line of markup that is a link and hardly anything
// else: it leads away from the article.
func (p *part) isLink() bool {
	return (p.Kind == feed.Paragraph || p.Kind == feed.ListItem) && len(p.text) < 200 && !p.bar && p.linkShare() >= 0.9
}

// isQuotedLead keeps body text out of the captions: a paragraph that opens with
// a dateline is one, whatever credit stands at its end.
func (p *part) isQuotedLead() bool { return runes(p.text) > maxCaption }

// relatedMark is the length of the signs before a related title, 0 without any.
func relatedMark(t string) int {
	if t == "" || t[0] != '>' && t[0] < utf8.RuneSelf {
		return 0 // most lines
	}
	return len(relatedLine.FindString(t))
}

// judgeRelated reads ">> Title" and "Read also: Title".
func (m *Markers) judgeRelated(p *part, t string) bool {
	if n := relatedMark(t); n > 0 {
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
			if seen++; seen > 1 && m.isSigned(p.text) {
				return // what follows is not this article's
			}
		}
		if p.role != isCredit {
			continue
		}
		if q := m.captionBeside(parts, i, seen, apart); q != nil {
			if q.role != isCaption {
				q.role, q.cap.Text = isCaption, m.trimCaption(q.text)
			}
			q.cap.Credit = p.cap.Credit
		}
	}
}

// captionBeside returns the part whose credit is part i, nil when none is.
func (m *Markers) captionBeside(parts []part, i, seen int, apart bool) *part {
	copyright := copyLine.MatchString(parts[i].text)
	if i > 0 {
		q := &parts[i-1]
		if q.role == isCaption && q.cap.Credit == "" {
			return q
		}
		near := !parts[i].gap || apart && seen > 1 && runes(q.text) <= 180
		if near && !copyright && m.maybeCaption(q, seen == 1) {
			return q
		}
	}
	if i+1 < len(parts) && parts[i+1].role == isCaption && parts[i+1].cap.Credit == "" && !parts[i+1].gap {
		return &parts[i+1]
	}
	if seen == 0 && copyright && i+1 < len(parts) && !parts[i+1].gap && m.maybeCaption(&parts[i+1], false) {
		return &parts[i+1]
	}
	return nil
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
	if _, n := m.dateline(p.text, false); n > 0 || m.isLead(p.text) {
		return false
	}
	return !first || stopped(p.text)
}
