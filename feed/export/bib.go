package export

import (
	"bytes"
	"strings"

	"veille/feed"
)

// References for LaTeX. A value stands in braces on one line; inside it braces
// are balanced whatever the text was, as BibTeX counts them even behind a
// backslash: a brace of the text is written as a command. Text stays UTF-8.
// Titles and names are in braces of their own, so that no style changes their
// case or takes them apart. Notes are an annote, which Zotero takes for notes and
// BibLaTeX for its annotation.
//
// BibLaTeX knows articles of newspapers (@article with an entrysubtype). BibTeX
// does not: @misc with the newspaper and address under howpublished.
type bibWriter struct {
	*dossier
	keys  keys
	plain bool // BibTeX
}

func newBibLaTeX(d *dossier) writer { return bibWriter{d, keys{}, false} }

func newBibTeX(d *dossier) writer { return bibWriter{d, keys{}, true} }

// bibField is one field; what it holds is escaped already, in its braces.
type bibField struct{ name, value string }

func (w bibWriter) article(b *bytes.Buffer, a *feed.Article) error {
	kind, fields := "@article{", w.newspaper(a)
	if w.plain {
		kind, fields = "@misc{", w.misc(a)
	}
	b.WriteString(kind + w.keys.of(a))
	for _, f := range fields {
		if f.value != "" && f.value != "{}" {
			b.WriteString(",\n  " + f.name + strings.Repeat(" ", len("entrysubtype")-len(f.name)) + " = " + f.value)
		}
	}
	b.WriteString("\n}\n\n")
	return nil
}

// newspaper are the fields of BibLaTeX.
func (w bibWriter) newspaper(a *feed.Article) []bibField {
	return []bibField{
		{"author", bibNames(a)},
		{"title", "{{" + bibText(titled(a, w.words)) + "}}"},
		{"journaltitle", braced(a.Source)},
		{"entrysubtype", "{newspaper}"},
		{"location", braced(citedPlace(a))},
		{"date", "{" + isoDate(a.Published, a.Precision) + "}"},
		{"url", "{" + plainURL(a.URL) + "}"},
		{"urldate", "{" + isoDate(w.accessed(a), feed.Day) + "}"},
		{"langid", "{" + babel[langOf(a)] + "}"},
		{"abstract", braced(leadOf(a))},
		{"keywords", w.bibKeywords(a)},
		{"annote", braced(strings.Join(w.remarks(a), " / "))},
	}
}

// misc are the fields of BibTeX.
func (w bibWriter) misc(a *feed.Article) []bibField {
	how := bibText(a.Source)
	if url := plainURL(a.URL); url != "" {
		if how != "" {
			how = stop(how) + " "
		}
		how += `\url{` + url + "}"
	}
	date := isoDate(a.Published, a.Precision)
	year, month := "", ""
	if date != "" {
		year = "{" + date[:strings.IndexByte(date+"-", '-')] + "}"
		if strings.Contains(date, "-") {
			month = strings.ToLower(a.Published.Format("Jan"))
		}
	}
	note := date
	if s := isoDate(w.accessed(a), feed.Day); s != "" {
		if note != "" {
			note += "; "
		}
		note += "accessed " + s
	}
	sorted := ""
	if len(authorsOf(a)) == 0 { // what BibTeX sorts it by, which wants something
		sorted = oneLine(a.Source)
		if sorted == "" {
			sorted = titled(a, w.words)
		}
	}
	return []bibField{
		{"author", bibNames(a)},
		{"key", braced(sorted)},
		{"title", "{{" + bibText(titled(a, w.words)) + "}}"},
		{"howpublished", "{" + how + "}"},
		{"address", braced(citedPlace(a))},
		{"year", year},
		{"month", month}, // a macro that BibTeX has, without braces
		{"note", "{" + note + "}"},
		{"abstract", braced(leadOf(a))},
		{"keywords", w.bibKeywords(a)},
		{"annote", braced(strings.Join(w.remarks(a), " / "))},
		{"language", "{" + langOf(a) + "}"},
	}
}

// bibKeywords are parted by commas, so that none may be in them.
func (w bibWriter) bibKeywords(a *feed.Article) string {
	list := w.labels(a.Themes)
	for i, s := range list {
		list[i] = bibText(strings.NewReplacer(", ", " – ", ",", " ", "; ", " – ", ";", " ").Replace(s))
	}
	return "{" + strings.Join(list, ", ") + "}"
}

// bibNames are the authors, each in braces: without them BibTeX would take a
// name apart at its blanks and at "and". Inside of a name braces stand behind
// commands alone, and a grave is the mark that LaTeX prints for it: biber makes
// initials of names, also of these, and would cut a brace off.
func bibNames(a *feed.Article) string {
	var out []string
	for _, s := range authorsOf(a) {
		out = append(out, "{"+bibEscape.Replace(strings.ReplaceAll(s, "`", "‘"))+"}")
	}
	return "{" + strings.Join(out, " and ") + "}"
}

func braced(s string) string { return "{" + bibText(s) + "}" }

// bibText writes text for LaTeX, each special character as a command that needs
// no package. Angle brackets and strokes stay, as programs that are not LaTeX
// know no commands for them.
func bibText(s string) string {
	s = bibEscape.Replace(oneLine(s))
	for _, pair := range []string{"--", "``", "''"} { // LaTeX would make one sign of them
		for strings.Contains(s, pair) {
			s = strings.ReplaceAll(s, pair, pair[:1]+"{}"+pair[1:])
		}
	}
	return s
}

var bibEscape = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`,
	"$", `\$`, "&", `\&`, "#", `\#`, "%", `\%`, "_", `\_`,
	"^", `\textasciicircum{}`, "~", `\textasciitilde{}`,
)

// babel has the names of languages for LaTeX.
var babel = map[string]string{
	"ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french", "id": "indonesian", "it": "italian", "ja": "japanese", "km": "khmer",
	"ko": "korean", "lo": "lao", "ms": "malay", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ru": "russian", "th": "thai", "vi": "vietnamese", "zh": "chinese",
}
