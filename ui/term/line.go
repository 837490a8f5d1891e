package term

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func cells(s string) int { return ansi.StringWidth(s) }

func decode(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// fit cuts a line that is wider than it may be: one character of two cells in
// a pane of one.
func fit(s string, width int) string {
	if len(s) <= width || cells(s) <= width {
		return s
	}
	return ansi.Truncate(s, width, "")
}

// visible returns the characters of a line that are no part of a sequence.
func visible(l string) []rune {
	out := make([]rune, 0, len(l))
	for i := 0; i < len(l); {
		if n := sequence(l[i:]); n > 0 {
			i += n
			continue
		}
		r, n := decode(l[i:])
		out = append(out, r)
		i += n
	}
	return out
}

// sequence returns the length of the SGR or OSC 8 sequence that s begins with,
// 0 when it does not.
func sequence(s string) int {
	if seq := sgrAt(s); seq != "" {
		return len(seq)
	}
	if strings.HasPrefix(s, "\x1b]8;") {
		if i := strings.Index(s, "\x1b\\"); i > 0 {
			return i + 2
		}
	}
	return 0
}

func unveilRune(c rune) rune {
	switch {
	case c >= veil && c < veil+0x80:
		return c - veil
	case c == linkOpen:
		return '['
	case c == linkEnd:
		return ']'
	case c == noBreak:
		return ' '
	}
	return c
}

// dress puts back what was veiled, makes the numbers of links lead to their
// addresses and writes the dateline in its ink. start counts the characters
// before the line, extra those of the dateline.
func (r *renderer) dress(l string, start, extra int) string {
	var b strings.Builder
	b.Grow(len(l))
	k, dim := start, start < extra
	if dim {
		b.WriteString(r.o.Muted.On)
	}
	for i := 0; i < len(l); {
		if seq := sgrAt(l[i:]); seq != "" {
			b.WriteString(seq)
			i += len(seq)
			continue
		}
		if dim && k >= extra {
			b.WriteString(r.o.Muted.Off)
			dim = false
		}
		c, n := decode(l[i:])
		if c == linkOpen {
			if end := strings.IndexRune(l[i:], linkEnd); end > 0 {
				token := l[i : i+end+len(string(rune(linkEnd)))]
				b.WriteString(r.linkNumber(token))
				k += len(visible(token)) - strings.Count(token, string(rune(noBreak)))
				i += len(token)
				continue
			}
		}
		i += n
		c = unveilRune(c)
		if c != ' ' {
			k++
		}
		b.WriteRune(c)
	}
	if dim {
		b.WriteString(r.o.Muted.Off)
	}
	return b.String()
}

// linkNumber writes "[1]" so that the terminal opens the address on a click.
func (r *renderer) linkNumber(token string) string {
	var plain strings.Builder
	for _, c := range visible(token) {
		plain.WriteRune(unveilRune(c))
	}
	digits, _, _ := strings.Cut(strings.Trim(plain.String(), "[]"), ":")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > len(r.page.Links) {
		return plain.String()
	}
	return hyperlink(r.page.Links[n-1].URL, r.o.Accent.Of(plain.String()))
}

// wrapPlain breaks text at blanks and hyphens, and words longer than a line
// anywhere.
func wrapPlain(s string, width int) []string {
	var out []string
	for _, l := range strings.Split(ansi.Wrap(s, width, ""), "\n") {
		out = append(out, strings.TrimRight(l, " "))
	}
	return out
}

// hardWrap breaks a line at the width, keeping its blanks.
func hardWrap(s string, width int) []string {
	return strings.Split(ansi.Hardwrap(s, width, true), "\n")
}
