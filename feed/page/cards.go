package page

import (
	"strings"
	"unicode"
)

// card reads "Health New road opens The road is …": column, headline and
// summary in one line.
func (m *Markers) card(s string) (title, summary string, ok bool) {
	t := shadow(s)
	if runes(t) > 900 || !ended(t) {
		return "", "", false
	}
	rest, ok := m.after(column, s)
	if !ok || !unicode.IsUpper(firstRune(rest)) || strings.HasPrefix(strings.TrimSpace(rest), ":") {
		return "", "", false
	}
	rest = strings.TrimSpace(rest)
	at, sure := m.summaryStart(rest)
	if at < 0 {
		return "", "", false
	}
	return strings.TrimSpace(rest[:at]), rest[at:], sure
}

// Words of the headline of a card, the fewest where only the summary's first
// word proves it, and the fewest words of a summary.
const (
	minCardTitle   = 4
	minSureTitle   = 3
	maxCardTitle   = 20
	minCardSummary = 4
)

// How well a word begins the summary of a card, from no to beyond doubt.
const (
	noStart    = iota
	afterName  // after other capitals, before a word in lower case: "Lam Thủy Cảng mở"
	afterSmall // after and before a word in lower case: "in spring Boats wait"
	isStarter  // a word that begins sentences: "in spring The boats"
)

// summaryStart finds where a summary begins behind a headline without a stop
// between them: at the first of the words that begin it best; -1 when nowhere.
// Sure says that a word that begins sentences, or the question mark of the
// headline, proves it.
func (m *Markers) summaryStart(s string) (at int, sure bool) {
	t := shadow(s)
	words := strings.Fields(t)
	from, best := 0, noStart
	at = -1
	for i, w := range words {
		from += strings.Index(t[from:], w)
		if i > maxCardTitle || len(words)-i < minCardSummary {
			break
		}
		if i >= minSureTitle {
			prev := words[i-1]
			if strings.HasSuffix(prev, "?") || strings.HasSuffix(prev, "!") {
				return from, true
			}
			if stopped(prev) && !m.is(shortForm, prev) {
				break
			}
			if n := m.startsSummary(words, i); n > best && (i >= minCardTitle || n == isStarter) {
				at, best = from, n
			}
		}
		from += len(w)
	}
	return at, best == isStarter
}

// startsSummary says how well word i begins a summary.
func (m *Markers) startsSummary(words []string, i int) int {
	w, prev, next := words[i], words[i-1], words[i+1]
	if !unicode.IsUpper(firstWordRune(w)) || strings.HasSuffix(prev, ",") || strings.HasSuffix(prev, ":") || beforeName[prev] || strings.ToUpper(w) == w && runes(w) > 1 {
		return noStart
	}
	head, _, elided := strings.Cut(strings.ReplaceAll(w, "’", "'"), "'")
	small := !unicode.IsUpper(firstRune(next))
	afterLower := !unicode.IsUpper(firstRune(prev))
	if (m.is(starter, w) || elided && m.is(starter, head)) && (small || afterLower) {
		return isStarter
	}
	switch {
	case !small || strings.Contains(w, "-"):
		return noStart
	case afterLower:
		return afterSmall
	}
	return afterName
}
