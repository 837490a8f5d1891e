package export

import (
	"strings"
	"time"

	"veille/feed"
)

// Styles of citation: ISO 690 as French libraries use it, APA 7, Chicago 17
// (bibliography), and one line without marks.
//
// Names stand as they are printed, never turned round (see authorsOf), although
// all three styles begin with the family name: a name in its natural order can
// be put right by eye, an agency or a Vietnamese name turned round misleads. An
// article without author is its agency's. The place is that of the dateline, as
// no other is known: ISO 690 has a place before the date; APA 7 has none for
// newspapers, and Chicago 17 adds only the town that a paper is published in, to
// its name. The day an article was seen belongs to ISO 690; APA 7 and Chicago 17
// ask for it when the article has no date. Titles keep their language and their
// capital letters; APA and Chicago would have a translation in brackets behind
// those in another language, which is not there to be given.
const (
	ISO690  = "iso690-fr"
	APA     = "apa"
	Chicago = "chicago"
	Plain   = "plain"
)

// Styles returns the names of the styles.
func Styles() []string { return []string{ISO690, APA, Chicago, Plain} }

// UsualStyle is the style that is usual in a language.
func UsualStyle(lang string) string {
	if lang == "fr" {
		return ISO690
	}
	return Chicago
}

// Cite returns the citation of an article on one line. Lang gives the words
// and months, which iso690-fr has in French always; accessed is when the
// article was seen, zero to leave that out. The name of the publication is
// marked *so* except in plain; an unknown style is plain. What is not known is
// said or left out, never made up: without a title the first words stand in
// brackets.
func Cite(a feed.Article, style, lang string, accessed time.Time) string {
	return marked(citation(&a, style, wordsFor(lang), accessed), style != Plain)
}

// marked joins the parts of a citation, the name of the publication *so*.
func marked(parts []part, stars bool) string {
	var b strings.Builder
	for _, p := range parts {
		if p.kind == cited && stars {
			b.WriteString("*" + p.text + "*")
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// Quote returns words of an article in quotation marks with the citation on
// the next line.
func Quote(a feed.Article, quoted, style, lang string, accessed time.Time) string {
	w := wordsFor(lang)
	if style == ISO690 {
		w = languages["fr"]
	}
	return w.quotes[0] + w.inner(strings.TrimSpace(quoted)) + w.quotes[1] + "\n– " + Cite(a, style, lang, accessed)
}

// part is a piece of a citation.
type part struct {
	kind partKind
	text string
}

type partKind uint8

const (
	said  partKind = iota
	cited          // name of the publication
	link           // address
)

func citation(a *feed.Article, style string, w *words, accessed time.Time) []part {
	switch style {
	case ISO690:
		return iso690(a, languages["fr"], accessed)
	case APA:
		return apa(a, w, accessed)
	case Chicago:
		return chicago(a, w, accessed)
	}
	return plain(a, w)
}

// authorOf returns the authors, else the agency.
func authorOf(a *feed.Article) string { return strings.Join(authorsOf(a), ", ") }

// writerOf is authorOf beside sourceLine, which names the agency already.
func writerOf(a *feed.Article) string {
	if s := authorOf(a); s != agencyOf(a) {
		return s
	}
	return ""
}

func agencyOf(a *feed.Article) string {
	if a.Agency != "" {
		return oneLine(a.Agency)
	}
	return oneLine(a.Dateline.Agency)
}

func placeOf(a *feed.Article) string {
	if a.Place != "" {
		return oneLine(a.Place)
	}
	return oneLine(a.Dateline.Place)
}

// sourceLine is the source with the agency in brackets.
func sourceLine(a *feed.Article) string {
	s, agency := oneLine(a.Source), agencyOf(a)
	switch {
	case agency == "" || agency == s:
		return s
	case s == "":
		return agency
	}
	return s + " (" + agency + ")"
}

// citedTitle is the title, in brackets the first words where there is none.
func citedTitle(a *feed.Article) string {
	if a.TitleFrom == feed.TitleFromFirstSentence {
		return "[" + shorten(oneLine(a.Title), 80) + "]"
	}
	return oneLine(a.Title)
}

// stop ends s with a full stop unless it ends with a mark already.
func stop(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}
