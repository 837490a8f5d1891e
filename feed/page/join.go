package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// minWidth is the narrowest page at which a line end may be a wrap, in runes.
const minWidth = 30

// rejoin puts lines together that an old site wrapped inside sentences. In a
// run of lines without a blank one between them, a line that begins in lower
// case after one that ended in no sentence proves wrapping; in such a run a
// line also goes on when the first word of the next would not have fitted.
func (m *Markers) rejoin(in []piece) []piece {
	out := make([]piece, 0, len(in))
	for i := 0; i < len(in); {
		j := i + 1
		for j < len(in) && !in[j].gap && !in[j-1].bar && !m.standsAlone(&in[j]) && !m.standsAlone(&in[j-1]) {
			j++
		}
		out = m.rejoinRun(out, in[i:j])
		i = j
	}
	return m.rejoinGaps(out)
}

// standsAlone holds for lines that never are part of a wrapped paragraph.
func (m *Markers) standsAlone(p *piece) bool {
	t := p.text
	if p.firm || strings.HasPrefix(t, ">>") || strings.HasPrefix(t, "©") || bullet.MatchString(t) || numbered.MatchString(t) {
		return true
	}
	if len(t) > 300 {
		return false
	}
	return m.is(teaserMark, t) || m.isCreditLine(t) || m.onlyWhen(t)
}

func (m *Markers) rejoinRun(out, run []piece) []piece {
	width, proofs := 0, 0
	for i := range run {
		width = max(width, runes(run[i].text))
		if i > 0 && m.goesOn(run[i-1].text, run[i].text) {
			proofs++
		}
	}
	out = append(out, run[0])
	for i := 1; i < len(run); i++ {
		last := &out[len(out)-1]
		prev, next := run[i-1].text, run[i].text
		full := width >= minWidth && len(run) > 2 && runes(prev)+1+runes(firstWord(next)) > width
		wraps := proofs > 0 && full && (!m.closed(prev) || proofs >= 2 && proofs*2 >= len(run)-1 && !m.isSigned(prev))
		if m.goesOn(prev, next) || wraps {
			bar := run[i].bar
			*last = last.join(run[i], wrapSep(prev))
			last.bar = bar
			continue
		}
		out = append(out, run[i])
	}
	return out
}

// rejoinGaps joins across a blank line where the sentence plainly goes on.
func (m *Markers) rejoinGaps(in []piece) []piece {
	out := in[:0]
	for i := range in {
		n := len(out)
		if n > 1 && in[i].gap && !out[n-1].bar && !in[i].firm && !out[n-1].firm && runes(out[n-1].text) >= 40 &&
			!m.standsAlone(&in[i]) && !m.standsAlone(&out[n-1]) && m.goesOn(out[n-1].text, in[i].text) {
			bar := in[i].bar
			out[n-1] = out[n-1].join(in[i], wrapSep(out[n-1].text))
			out[n-1].bar = bar
			continue
		}
		out = append(out, in[i])
	}
	return out
}

// goesOn holds when prev ends inside a sentence and next begins in lower case.
func (m *Markers) goesOn(prev, next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsLower(r) || m.closed(prev) || initials.MatchString(next) {
		return false
	}
	if _, isPhoto := m.after(photoMark, next); isPhoto && strings.Contains(next, ":") {
		return false
	}
	if w := firstWord(next); strings.ContainsFunc(w[utf8.RuneLen(r):], unicode.IsUpper) && runes(next) < 60 {
		return false // iPhone …
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(prev, unicode.IsSpace))
	return unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(`,-–)"'”’»%`, last)
}

// closed holds for a line after which nothing goes on.
func (m *Markers) closed(s string) bool {
	if ended(s) && !strings.HasSuffix(s, ",") {
		return true
	}
	if len(s) > 600 {
		return false
	}
	_, _, credit := m.creditAtEnd(s)
	return credit
}

func (m *Markers) isSigned(s string) bool {
	_, _, ok := m.signature(s)
	return ok
}

func wrapSep(prev string) string {
	if strings.HasSuffix(prev, "-") && !strings.HasSuffix(prev, " -") {
		return ""
	}
	return " "
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, unicode.IsSpace); i > 0 {
		return s[:i]
	}
	return s
}
