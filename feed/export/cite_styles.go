package export

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// iso690 follows ISO 690:2021 for an article of an online newspaper: creator,
// title, host title [medium], place, date [date of access], availability.
func iso690(a *feed.Article, w *words, accessed time.Time) []part {
	var out []part
	add := func(k partKind, s string) { out = append(out, part{k, s}) }
	names, source := authorsOf(a), oneLine(a.Source)
	switch { // more than three creators may be cut to the first
	case len(names) > 3:
		add(said, names[0]+" et al. ")
	case len(names) > 1 || len(names) == 1 && names[0] != source: // an agency's own paper is named once
		add(said, stop(w.and(names, ""))+" ")
	}
	if title := titled(a, w); strings.HasPrefix(title, "[") && title != oneLine(a.Title) {
		add(said, stop(title))
	} else {
		add(said, w.quotes[0]+w.inner(title)+w.quotes[1]+".")
	}
	if source != "" {
		add(said, " ")
		add(cited, source)
	}
	if a.URL != "" {
		add(said, " ["+w.online+"]")
	}
	if source != "" || a.URL != "" {
		add(said, ".")
	}
	date := w.date(a.Published, a.Precision)
	if date == "" {
		date = "[" + w.undated + "]"
	}
	if s := citedPlace(a); s != "" {
		date = s + ", " + date
	}
	add(said, " "+capital(date))
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

// apa follows APA 7, 10.1 (16), for an article of an online newspaper: author,
// date, title, newspaper, address. Without author the title comes first; a
// newspaper that is its own author is not named twice (9.24).
func apa(a *feed.Article, w *words, accessed time.Time) []part {
	var out []part
	add := func(k partKind, s string) { out = append(out, part{k, s}) }
	date := "(" + apaDate(a, w) + ")."
	title, names, source := stop(titled(a, w)), authorsOf(a), oneLine(a.Source)
	if len(names) == 1 && names[0] == source {
		source = ""
	}
	switch n := len(names); {
	case n > 20: // the first 19 and the last
		add(said, stop(strings.Join(names[:19], ", ")+", … "+names[n-1])+" "+date+" "+title)
	case n > 0:
		add(said, stop(w.and(names, "&"))+" "+date+" "+title)
	default:
		add(said, title+" "+date)
	}
	if source != "" {
		add(said, " ")
		add(cited, source)
		add(said, ".")
	}
	switch {
	case a.URL == "":
	case a.Published.IsZero() && !accessed.IsZero():
		before, after, _ := strings.Cut(fmt.Sprintf(w.retrieved, w.american(accessed, feed.Day), "\x00"), "\x00")
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

// chicago follows the bibliography of Chicago 17, 14.191 to 14.199: author,
// title, newspaper, date, address. The name of the newspaper stands in the
// author's place where there is none (14.199) and where they are the same.
func chicago(a *feed.Article, w *words, accessed time.Time) []part {
	var out []part
	add := func(k partKind, s string) { out = append(out, part{k, s}) }
	names, source := authorsOf(a), oneLine(a.Source)
	if len(names) == 1 && names[0] == source {
		names = nil
	}
	switch {
	case len(names) > 10:
		add(said, strings.Join(names[:7], ", ")+", et al. ")
	case len(names) > 0:
		add(said, stop(w.and(names, ""))+" ")
	case source != "":
		add(cited, source)
		add(said, ". ")
		source = ""
	}
	add(said, w.quotedTitle(a)+" ")
	if source != "" {
		add(cited, source)
	}
	date := w.american(a.Published, a.Precision)
	switch {
	case date != "" && source != "":
		add(said, ", ")
	case date == "" && a.URL != "" && !accessed.IsZero():
		if date = w.seenOn(accessed); source != "" {
			add(said, ". ")
		}
	case source != "":
		date = w.undated
		add(said, ", ")
	default: // a sentence of its own
		if date == "" {
			date = w.undated
		}
		date = capital(date)
	}
	add(said, stop(date))
	if a.URL != "" {
		add(said, " ")
		add(link, oneLine(a.URL))
		add(said, ".")
	}
	return out
}

// quotedTitle is the title in quotation marks with its full stop, which stands
// inside of them in English.
func (w *words) quotedTitle(a *feed.Article) string {
	title := w.inner(titled(a, w))
	if w.lang == "en" {
		return w.quotes[0] + stop(title) + w.quotes[1]
	}
	return w.quotes[0] + title + w.quotes[1] + "."
}

// plain names authors, title, source with its agency, place, date and address.
func plain(a *feed.Article, w *words) []part {
	var line []string
	if names := strings.Join(authorsOf(a), w.list); names != agencyOf(a) && names != oneLine(a.Source) {
		line = append(line, names)
	}
	line = append(line, titled(a, w))
	date := w.date(a.Published, a.Precision)
	if date == "" {
		date = "[" + w.undated + "]"
	}
	for _, s := range []string{sourceLine(a), citedPlace(a), date} {
		if s != "" {
			line = append(line, s)
		}
	}
	s := strings.Join(line, w.list)
	if a.URL == "" {
		return []part{{said, s}}
	}
	return []part{{said, s + w.list}, {link, oneLine(a.URL)}}
}

// and joins names as a sentence does; sign stands for the word in English. A
// comma before it is English alone.
func (w *words) and(names []string, sign string) string {
	n := len(names) - 1
	if n <= 0 {
		return strings.Join(names, "")
	}
	word := map[string]string{"fr": " et ", "vi": " và "}[w.lang]
	switch {
	case word != "":
	case sign != "":
		word = ", " + sign + " " // also between two
	case n > 1:
		word = ", and "
	default:
		word = " and "
	}
	return strings.Join(names[:n], ", ") + word + names[n]
}

// american writes a date as Americans do, in English: both styles are theirs.
func (w *words) american(t time.Time, p feed.Precision) string {
	if w.lang == "en" && !t.IsZero() && p != feed.Year && p != feed.Month {
		return t.Format("January 2, 2006")
	}
	return w.date(t, p)
}

// inner puts quotation marks inside a quotation into those of the second rank.
func (w *words) inner(s string) string {
	if w.lang == "fr" {
		return frenchInner.Replace(s)
	}
	return strings.NewReplacer("“", "‘", "”", "’").Replace(s)
}

var frenchInner = strings.NewReplacer("« ", "“", "«\u00a0", "“", "«\u202f", "“", "«", "“", " »", "”", "\u00a0»", "”", "\u202f»", "”", "»", "”")

// seenOn says when an article was seen, as a sentence of its own.
func (w *words) seenOn(t time.Time) string {
	if w.lang == "en" {
		return "Accessed " + w.american(t, feed.Day)
	}
	return capital(fmt.Sprintf(w.accessed, w.date(t, feed.Day)))
}

// capital begins a text with a capital letter.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
