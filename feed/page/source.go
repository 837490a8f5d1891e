package page

import (
	"strings"
	"unicode"
)

// maxSource is the longest name of a source that a last line may give, in
// words.
const maxSource = 6

// sourceLine reads the last line of an article that names where it was taken
// from, in words that have no shape of an agency: "Theo Báo Lam Thủy", "(Nguồn:
// Báo Tin Sông)", "Tin sông/KTX".
func (m *Markers) sourceLine(s string) (name string, ok bool) {
	if len(s) > 240 {
		return "", false
	}
	t := strings.TrimSpace(shadow(s))
	if runes(t) > 80 || strings.HasSuffix(t, ".") {
		return "", false
	}
	t = strings.Trim(t, " ()[]*–—-")
	if house, agency, ok := strings.Cut(t, "/"); ok && m.isSource(house) && wordCount(house) <= 3 && m.isAgency(agency) {
		return t, true
	}
	rest, ok := m.after(sourceTag, t)
	if !ok {
		return "", false
	}
	name = strings.Trim(rest, " :")
	return name, m.isSource(name)
}

// isSource holds for a few words without a clause, of which the first has a
// capital or says that it is a newspaper.
func (m *Markers) isSource(s string) bool {
	if n := wordCount(s); n == 0 || n > maxSource || strings.ContainsAny(s, ",;:?!()/") || ended(s) || hasDigit(s) {
		return false
	}
	return unicode.IsUpper(firstRune(s)) || m.is(pressWord, firstWord(s))
}

// sourceAt ends the article with part i when it names the source and no text
// follows before other articles do.
func (d *draft) sourceAt(parts []part, i int) (tail []part, ends bool) {
	name, ok := d.m.sourceLine(parts[i].text)
	if !ok {
		return nil, false
	}
	rest := parts[i+1:]
	for k := range rest {
		if rest[k].role == isTailMark {
			rest = rest[:k]
			break
		}
	}
	if d.textFollows(rest) {
		return nil, false
	}
	return d.sign(parts, i, 0, name), true
}
