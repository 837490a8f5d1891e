package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// minWidth is the narrowest page at which a line end may be a wrap, in runes.
const minWidth = 30

// rejoin puts lines together that an old site wrapped inside sentences. In a
// run of lines without a blank one between them, a line that begins in lower
// case after one that ended in no sentence proves wrapping; in such a run a
// line also goes on when the first word of the next would not have fitted.
func (m *Markers) rejoin(in []piece) []piece {
	out := make([]piece, 0, len(in))
	alone := len(in) > 0 && m.standsAlone(&in[0])
	from := 0
	for i := 1; i < len(in); i++ {
		was := alone
		alone = m.standsAlone(&in[i])
		if was || alone || in[i].gap || in[i-1].bar {
			out = m.rejoinRun(out, in[from:i])
			from = i
		}
	}
	if from < len(in) {
		out = m.rejoinRun(out, in[from:])
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
	from := 0
	for i := 1; i < len(run); i++ {
		prev, next := run[i-1].text, run[i].text
		full := width >= minWidth && len(run) > 2 && runes(prev)+1+runes(firstWord(next)) > width
		wraps := proofs > 0 && full && (!m.closed(prev) || proofs >= 2 && proofs*2 >= len(run)-1 && !m.isSigned(prev))
		if !wraps && !m.goesOn(prev, next) {
			out = append(out, unwrap(run[from:i]))
			from = i
		}
	}
	return append(out, unwrap(run[from:]))
}

// rejoinGaps joins across a blank line where the sentence plainly goes on.
func (m *Markers) rejoinGaps(in []piece) []piece {
	out := make([]piece, 0, len(in))
	from := 0
	for i := 1; i <= len(in); i++ {
		if i < len(in) && (i > 1 || dangles(in[0].text)) && in[i].gap && !in[i-1].bar && !in[i].firm && !in[i-1].firm && runes(in[i-1].text) >= minWidth &&
			!m.standsAlone(&in[i]) && !m.standsAlone(&in[i-1]) && m.goesOn(in[i-1].text, in[i].text) {
			continue
		}
		if from < i {
			out = append(out, unwrap(in[from:i]))
		}
		from = i
	}
	return out
}

// unwrap makes one piece of the lines of one paragraph.
func unwrap(lines []piece) piece {
	p := lines[0]
	if len(lines) == 1 {
		return p
	}
	var spans []feed.Span
	var buf strings.Builder
	for i := range lines {
		for _, s := range lines[i].Spans {
			if n := len(spans); n == 0 || spans[n-1].Style != s.Style || spans[n-1].URL != s.URL {
				spans = closeSpan(spans, &buf)
				spans = append(spans, feed.Span{Style: s.Style, URL: s.URL})
			}
			buf.WriteString(s.Text)
		}
		if i+1 < len(lines) {
			buf.WriteString(wrapSep(lines[i].text))
		}
	}
	p.Spans = closeSpan(spans, &buf)
	p.text = p.Text()
	p.bar = lines[len(lines)-1].bar
	return p
}

// closeSpan gives the last span the text collected for it.
func closeSpan(spans []feed.Span, buf *strings.Builder) []feed.Span {
	if n := len(spans); n > 0 {
		spans[n-1].Text = buf.String()
	}
	buf.Reset()
	return spans
}

// goesOn holds when prev ends inside a sentence and next begins in lower case.
func (m *Markers) goesOn(prev, next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if unicode.IsUpper(r) && dangles(prev) && runes(prev) >= minWidth {
		return true
	}
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
