package export

import (
	"fmt"
	"strings"
	"time"

	"veille/feed"
)

// Styles of citation: ISO 690 as French libraries use it, APA 7, Chicago 17
// (bibliography), and one line without marks.
const (
	ISO690  = "iso690-fr"
	APA     = "apa"
	Chicago = "chicago"
	Plain   = "plain"
)

// Styles returns the names of the styles.
func Styles() []string { return []string{ISO690, APA, Chicago, Plain} }

// Cite returns the citation of an article on one line. Lang gives the words
// and months, which iso690-fr has in French always; accessed is when the
// article was seen, zero to leave that out. The name of the publication is
// marked *so* except in plain; an unknown style is plain. What is not known is
// said or left out, never made up: without a title the first words stand in
// brackets.
func Cite(a feed.Article, style, lang string, accessed time.Time) string {
	var b strings.Builder
	for _, p := range citation(&a, style, wordsFor(lang), accessed) {
		if p.kind == cited && style != Plain {
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
	return w.quotes[0] + strings.TrimSpace(quoted) + w.quotes[1] + "\n– " + Cite(a, style, lang, accessed)
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
		return chicago(a, w)
	}
	return plain(a, w)
}

// iso690 follows ISO 690:2021 for an article of an online newspaper.
func iso690(a *feed.Article, w *words, accessed time.Time) []part {
	var out []part
	add := func(k partKind, s string) { out = append(out, part{k, s}) }
	if s := authorOf(a); s != "" {
		add(said, stop(s)+" ")
	}
	if a.TitleFrom == feed.TitleFromFirstSentence {
		add(said, stop("["+shorten(oneLine(a.Title), 80)+"]"))
	} else {
		add(said, w.quotes[0]+oneLine(a.Title)+w.quotes[1]+".")
	}
	if a.Source != "" {
		add(said, " ")
		add(cited, oneLine(a.Source))
	}
	if a.URL != "" {
		add(said, " ["+w.online+"]")
	}
	date := w.date(a.Published, a.Precision)
	if date == "" {
		date = "[" + w.undated + "]"
	}
	if a.Source != "" || a.URL != "" {
		add(said, ".")
	}
	add(said, " "+date)
	if a.URL != "" && !accessed.IsZero() {
		add(said, " ["+fmt.Sprintf(w.accessed, w.date(accessed, feed.Day))+"]")
	}
	add(said, ".")
	if a.URL != "" {
		before, after, _ := strings.Cut(w.available, "%s")
		add(said, " "+before)
		add(link, oneLine(a.URL))
		add(said, after)
	}
	return out
}

func apa(a *feed.Article, w *words, accessed time.Time) []part {
	var out []part
	add := func(k partKind, s string) { out = append(out, part{k, s}) }
	date := "(" + apaDate(a, w) + ")."
	title := stop(citedTitle(a))
	if s := authorOf(a); s != "" {
		add(said, stop(s)+" "+date+" "+title)
	} else {
		add(said, title+" "+date)
	}
	if a.Source != "" {
		add(said, " ")
		add(cited, oneLine(a.Source))
		add(said, ".")
	}
	switch {
	case a.URL == "":
	case a.Published.IsZero() && !accessed.IsZero(): // only then does APA ask when it was seen
		before, after, _ := strings.Cut(fmt.Sprintf(w.retrieved, w.date(accessed, feed.Day), "\x00"), "\x00")
		add(said, " "+before)
		add(link, oneLine(a.URL))
		add(said, after)
	default:
		add(said, " ")
		add(link, oneLine(a.URL))
	}
	return out
}

// apaDate has the year first.
func apaDate(a *feed.Article, w *words) string {
	t := a.Published
	switch {
	case t.IsZero():
		return w.undated
	case a.Precision == feed.Year:
		return t.Format("2006")
	case w.lang == "vi":
		return w.date(t, a.Precision)
	}
	month := w.months[t.Month()-1]
	switch {
	case a.Precision == feed.Month:
		return t.Format("2006") + ", " + month
	case w.lang == "fr":
		return t.Format("2006") + ", " + strings.TrimSuffix(w.date(t, feed.Day), t.Format(" 2006"))
	}
	return t.Format("2006") + ", " + month + t.Format(" 2")
}

func chicago(a *feed.Article, w *words) []part {
	var out []part
	add := func(k partKind, s string) { out = append(out, part{k, s}) }
	if s := authorOf(a); s != "" {
		add(said, stop(s)+" ")
	}
	title := citedTitle(a)
	if w.lang == "en" { // the full stop stands inside
		add(said, w.quotes[0]+stop(title)+w.quotes[1])
	} else {
		add(said, w.quotes[0]+title+w.quotes[1]+".")
	}
	if a.Source != "" {
		add(said, " ")
		add(cited, oneLine(a.Source))
		add(said, ",")
	}
	date := w.date(a.Published, a.Precision)
	switch {
	case date == "":
		date = w.undated
	case w.lang == "en" && a.Precision != feed.Year && a.Precision != feed.Month:
		date = a.Published.Format("January 2, 2006")
	}
	add(said, " "+stop(date))
	if a.URL != "" {
		add(said, " ")
		add(link, oneLine(a.URL))
		add(said, ".")
	}
	return out
}

func plain(a *feed.Article, w *words) []part {
	s := citedTitle(a)
	if by := sourceLine(a); by != "" {
		s += w.list + by
	}
	date := w.date(a.Published, a.Precision)
	if date == "" {
		date = "[" + w.undated + "]"
	}
	s += w.list + date
	if a.URL == "" {
		return []part{{said, s}}
	}
	return []part{{said, s + w.list}, {link, oneLine(a.URL)}}
}

// authorOf returns the authors, else the agency.
func authorOf(a *feed.Article) string {
	var names []string
	for _, s := range a.Authors {
		if s = oneLine(s); s != "" {
			names = append(names, s)
		}
	}
	if len(names) == 0 {
		return agencyOf(a)
	}
	return strings.Join(names, ", ")
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
