package export

import (
	"bytes"
	"strings"
	"time"

	"veille/feed"
)

// article writes what is under and with the title of an article, which stands
// in no element of its own yet.
func (m *markup) article(b *bytes.Buffer, a *feed.Article) {
	depth := m.depthOf(a)
	text := markingOf(a, depth)
	h := "h" + itoa(m.level)
	if a.Kicker != "" && depth == Full {
		b.WriteString("<p class=\"kicker\">" + esc(oneLine(a.Kicker)) + "</p>\n")
	}
	if oneLine(a.Title) == "" || a.TitleFrom == feed.TitleFromFirstSentence {
		b.WriteString("<" + h + " class=\"untitled\">" + esc(titled(a, m.words)) + "</" + h + ">\n")
	} else {
		b.WriteString("<" + h + ">" + m.spans(onOneLine(text.Title)) + "</" + h + ">\n")
	}
	m.metaLine(b, a, depth)
	m.tags(b, a.Themes, a.Lang)
	if s := headOf(a); s != "" {
		inner := esc(s)
		if a.Standfirst != "" {
			inner = m.spans(onOneLine(text.Standfirst))
		}
		b.WriteString("<p" + cmp(depth == Full, " class=\"lead\"", "") + ">" + inner + "</p>\n")
	}
	if depth == Quotes {
		m.passages(b, a.Highlights, a.Lang)
	} else {
		m.blocks(b, text, a.Lang)
	}
	m.below(b, a, depth)
	if depth == Full && len(text.Apart) > 0 {
		b.WriteString("<h" + itoa(m.level+1) + m.lang(m.words.lang, a.Lang) + ">" + esc(m.words.passages) + "</h" + itoa(m.level+1) + ">\n")
		m.passages(b, text.Apart, a.Lang)
	}
}

// onOneLine makes the white space of spans single blanks.
func onOneLine(list []feed.Span) []feed.Span {
	if len(list) == 1 {
		list[0].Text = oneLine(list[0].Text)
		return list
	}
	for i := range list {
		list[i].Text = oneBlank.Replace(list[i].Text)
	}
	return list
}

var oneBlank = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// tags lists themes. Around is the language of the text that they stand in.
func (m *markup) tags(b *bytes.Buffer, themes []feed.ID, around string) {
	labels := m.labels(themes)
	if len(labels) == 0 {
		return
	}
	b.WriteString("<ul class=\"tags\"" + m.lang(m.words.lang, around) + " aria-label=\"" + esc(m.words.themes) + "\">")
	for _, s := range labels {
		b.WriteString("<li>" + esc(s) + "</li>")
	}
	b.WriteString("</ul>\n")
}

// metaLine names source, agency, author, date and place and links the
// original.
func (m *markup) metaLine(b *bytes.Buffer, a *feed.Article, depth Depth) {
	var line []string
	if s := sourceLine(a); s != "" {
		line = append(line, esc(s))
	}
	if s := writerOf(a); s != "" {
		line = append(line, esc(s))
	}
	line = append(line, timeTag(a.Published, a.Precision, m.dated(a)))
	if s := placeOf(a); s != "" && depth == Full {
		line = append(line, esc(s))
	}
	if m.linkable(a.URL) {
		line = append(line, htmlLink(a.URL, esc(m.words.original)))
	}
	b.WriteString("<p class=\"meta\"" + m.lang(m.words.lang, a.Lang) + ">" + strings.Join(line, " – ") + "</p>\n")
}

// below writes what stands under the text: byline, captions, related links
// and the user's notes.
func (m *markup) below(b *bytes.Buffer, a *feed.Article, depth Depth) {
	if s := oneLine(a.Byline); s != "" && depth == Full {
		b.WriteString("<p class=\"meta byline\">" + esc(s) + "</p>\n")
	}
	for _, c := range a.Captions {
		if s := captionText(c); s != "" {
			b.WriteString("<figure><figcaption>" + esc(s) + "</figcaption></figure>\n")
		}
	}
	var related strings.Builder
	for _, l := range a.Related {
		if s := m.linked(l); s != "" {
			related.WriteString("<li>" + s + "</li>\n")
		}
	}
	if related.Len() > 0 {
		b.WriteString("<p class=\"meta\"" + m.lang(m.words.lang, a.Lang) + ">" + esc(m.words.related) + "</p>\n<ul class=\"related\">\n" + related.String() + "</ul>\n")
	}
	h := "h" + itoa(m.level+1)
	for _, n := range a.Notes {
		m.aside(b, "", "<"+h+">"+esc(m.words.note)+"</"+h+">"+m.paragraphs(n), a.Lang)
	}
}

// aside writes what is the user's, in the language of the dossier.
func (m *markup) aside(b *bytes.Buffer, class, inner, around string) {
	b.WriteString("<aside" + cmp(m.xml, " role=\"note\"", "") + class + m.lang(m.words.lang, around) + ">" + inner + "</aside>\n")
}

// paragraphs writes text of the user's.
func (m *markup) paragraphs(s string) string {
	var b strings.Builder
	for _, p := range paragraphs(s) {
		b.WriteString("<p>" + m.lines(p) + "</p>")
	}
	return b.String()
}

// maxStart is how much of a passage names it beside its note, in runes.
const maxStart = 60

// beside writes the note and themes of a passage that is marked in the text,
// after the first words of the passage.
func (m *markup) beside(b *bytes.Buffer, h *feed.Highlight, lang string) {
	if strings.TrimSpace(h.Note) == "" && len(h.Themes) == 0 {
		return
	}
	quoted := esc(shorten(oneLine(h.Quote), maxStart))
	if quoted != "" {
		quoted = "<p class=\"meta\"><q" + m.lang(lang, m.words.lang) + ">" + quoted + "</q></p>"
	}
	m.aside(b, " class=\"beside\"", quoted+m.comment(h), lang)
}

// comment is what the user has said on a passage.
func (m *markup) comment(h *feed.Highlight) string {
	var b bytes.Buffer
	b.WriteString(m.paragraphs(h.Note))
	m.tags(&b, h.Themes, m.words.lang)
	return b.String()
}

// passages writes passages as quotations, each with its note.
func (m *markup) passages(b *bytes.Buffer, list []feed.Highlight, lang string) {
	for i := range list {
		if s := m.paragraphs(list[i].Quote); s != "" {
			b.WriteString("<blockquote class=\"passage\">" + s + "</blockquote>\n")
		}
		if s := m.comment(&list[i]); s != "" {
			m.aside(b, " class=\"beside\"", s, lang)
		}
	}
}

// captionText is a caption with its credit.
func captionText(c feed.Caption) string {
	s, credit := oneLine(c.Text), oneLine(c.Credit)
	if s != "" && credit != "" {
		return s + " – " + credit
	}
	return s + credit
}

// timeTag writes a date for people that holds it for machines too. HTML knows
// no date of a year or month alone in this shape but these.
func timeTag(t time.Time, p feed.Precision, shown string) string {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return esc(shown)
	}
	return "<time datetime=\"" + isoTime(t, p) + "\">" + esc(shown) + "</time>"
}

// lang tells the language of a text where it is known and not that of its
// surroundings.
func (m *markup) lang(lang, around string) string {
	if lang == around || !isLang(strings.ToLower(lang)) {
		return ""
	}
	attr := " lang=\"" + lang + "\""
	if m.xml {
		attr += " xml:lang=\"" + lang + "\""
	}
	switch lang {
	case "ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "ug", "sd":
		attr += " dir=\"rtl\""
	}
	return attr
}

// citation is the ISO 690 citation in the dossier's language.
func (m *markup) citation(a *feed.Article) string {
	var s strings.Builder
	for _, p := range iso690(a, m.words, m.seen(a)) {
		switch {
		case p.kind == cited:
			s.WriteString("<cite>" + esc(p.text) + "</cite>")
		case p.kind == link && m.linkable(p.text):
			s.WriteString(htmlLink(p.text, esc(p.text)))
		default:
			s.WriteString(esc(p.text))
		}
	}
	return s.String()
}
