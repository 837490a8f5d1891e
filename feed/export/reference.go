package export

import (
	"strings"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// What the formats of references (RIS, CSL-JSON, BibLaTeX, BibTeX) have in
// common. None of them holds the text of an article: at any depth but refs and
// quotes they have its lead, as an abstract. The place is that of the dateline,
// which is the only one known.

// authorsOf returns the authors as they are printed, each once, else the
// agency. A name is never turned round: which part of it is the family's cannot
// be told (in Vietnamese it comes first), and an agency or a desk has none.
func authorsOf(a *feed.Article) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range a.Authors {
		if s = oneLine(s); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	if s := agencyOf(a); len(out) == 0 && s != "" {
		out = []string{s}
	}
	return out
}

// titled is the title as references have it: what is known of it, else in
// brackets that there is none.
func titled(a *feed.Article, w *words) string {
	if s := citedTitle(a); s != "" && s != "[]" {
		return s
	}
	return "[" + w.noTitle + "]"
}

// remarks are the user's notes, then the highlights as quotations with the notes
// on them, each on one line; paragraphs of a note are parted by a stroke.
func (d *dossier) remarks(a *feed.Article) []string {
	var out []string
	for _, n := range a.Notes {
		if s := strokes(n); s != "" {
			out = append(out, s)
		}
	}
	return append(out, d.quotations(a)...)
}

// quotations are the highlights in quotation marks with the notes on them and,
// in brackets, their themes.
func (d *dossier) quotations(a *feed.Article) []string {
	var out []string
	for i := range a.Highlights {
		h := &a.Highlights[i]
		s := oneLine(h.Quote)
		if s != "" {
			s = d.words.quotes[0] + d.words.inner(s) + d.words.quotes[1]
		}
		if note := strokes(h.Note); s != "" && note != "" {
			s += " – " + note
		} else {
			s += note
		}
		if themes := strings.Join(d.labels(h.Themes), d.words.list); s != "" && themes != "" {
			s += " [" + themes + "]"
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// strokes writes paragraphs on one line, " / " between them.
func strokes(s string) string {
	var out []string
	for _, p := range paragraphs(s) {
		if p = oneLine(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " / ")
}

// dateParts are year, month and day as far as they are known, nil for none.
func dateParts(t time.Time, p feed.Precision) []int {
	if t.IsZero() {
		return nil
	}
	y, m, d := t.Date()
	switch p {
	case feed.Year:
		return []int{y}
	case feed.Month:
		return []int{y, int(m)}
	}
	return []int{y, int(m), d}
}

// accessed is when an article was seen at its address, zero when it has none.
func (d *dossier) accessed(a *feed.Article) time.Time {
	if a.URL == "" {
		return time.Time{}
	}
	return d.seen(a).UTC()
}

// langOf is the language of an article as a tag of BCP 47, "" when it is no tag.
func langOf(a *feed.Article) string {
	if !isLang(strings.ToLower(a.Lang)) {
		return ""
	}
	return a.Lang
}

// isLang reports whether a tag in small letters is one of BCP 47 in its simple
// shape.
func isLang(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) < 2 || len(part) > 8 || i == 0 && len(part) > 3 || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return len(s) <= 35 && strings.Trim(s[:2], "0123456789") == s[:2]
}

// plainURL is an address in the letters of RFC 3986 alone.
func plainURL(url string) string {
	const hex = "0123456789ABCDEF"
	url = cleanURL(strings.TrimSpace(url))
	if strings.IndexFunc(url, func(r rune) bool { return r >= 0x7f }) < 0 {
		return url
	}
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c < 0x7f {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// keys makes the names that references are cited by: the source in at most
// twelve letters and digits of ASCII, the date as far as it is known, the last
// four characters of the id. They do not depend on the other references, but
// where two would be the same the later has more of its id.
type keys map[string]bool

const (
	keyLetters = 12
	keyOfID    = 4
)

func (k keys) of(a *feed.Article) string {
	var b strings.Builder
	for _, r := range text.Fold(a.Source) {
		if (r >= 'a' && r <= 'z' || r >= '0' && r <= '9') && b.Len() < keyLetters {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		b.WriteString("article")
	}
	stem, id := b.String()+strings.ReplaceAll(isoDate(a.Published, a.Precision), "-", ""), a.ID.String()
	for n := keyOfID; ; n++ {
		key := stem + id[max(len(id)-n, 0):]
		if !k[key] || n >= len(id) { // an article comes once, so that a whole id is unique
			k[key] = true
			return key
		}
	}
}
