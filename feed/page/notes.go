package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// headNotes finds the lines about time and author, which stand above the text
// or between its first two paragraphs.
func (m *Markers) headNotes(parts []part) {
	prose, sentences := 0, 0
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
		m.headNote(parts, i, prose+sentences == 0)
		if p.role == isBody && stopped(p.text) && wordCount(p.text) > 4 {
			sentences++
		}
	}
}

// headNote judges one short line. First says that no sentence stood before it:
// then names alone count too.
func (m *Markers) headNote(parts []part, i int, first bool) {
	p := &parts[i]
	bare := strings.Trim(p.text, " ()[]–—-")
	if m.onlyWhen(p.text) {
		p.role = isWhen
		if first {
			m.authorAbove(parts[:i])
		}
		return
	}
	if rest, ok := m.after(postMark, p.text); ok && runes(p.text) <= 80 && !stopped(p.text) && wordCount(rest) <= 8 {
		p.role, p.rel.Text = isAuthor, strings.TrimRight(p.text, " ,:–—-")
		return
	}
	if name, ok := m.authorLine(p.text); ok {
		p.role, p.rel.Text = isAuthor, name
		return
	}
	if !first {
		return
	}
	if house, place, ok := strings.Cut(bare, ", "); ok && i > 0 && parts[i-1].role == isAuthor && m.isAgency(house) && m.isPlace(place) {
		p.role, p.rel.Text = isAuthor, bare
	} else if m.isAgency(bare) && !m.shouted(bare) {
		p.role, p.rel.Text = isAuthor, bare
	} else if name, ok := m.authorWhen(p.text); ok {
		p.role, p.rel.Text = isWhen, name
	}
}

// authorAbove takes the name on the line above a date, which pages with a
// portrait have twice.
func (m *Markers) authorAbove(parts []part) {
	name := ""
	for i := len(parts) - 1; i > 0; i-- {
		p := &parts[i]
		if p.role != isBody || !m.isPerson(p.text) || name != "" && squash(p.text) != name {
			return
		}
		p.role = isNothing
		if name == "" {
			p.role, p.rel.Text = isAuthor, p.text
		}
		name = squash(p.text)
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
