package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

var (
	pictureFile = regexp.MustCompile(`^(?i:[\p{L}\d_.()%+-]+( [\p{L}\d_.()%+-]+){0,3}\.(?:jpe?g|png|webp|gif|bmp|svg|avif|heic|tiff?))$`)
	rateLine    = regexp.MustCompile(`^[A-Z]{3}(?: */ *[A-Z]{3})?[ :=|]+[\d.,]+(?:[ |/–-]+[\d.,]+)*(?: *[A-Z]{3}| *₫| *đ)?$`)
	degrees     = regexp.MustCompile(`^[\p{L} .-]{2,30}:? *-?\d{1,2}(?: *[-–/] *\d{1,2})? *(?:°|º|o)C?$`)
	counter     = regexp.MustCompile(`^[(\[]?[\d., ]+[)\]]?(?: \p{L}+){0,2}$|^\p{L}+ *[(:] *[\d.]+\)?$`)
	bullet      = regexp.MustCompile(`^[•·▪■●◦‣⁃*o+–-] +\S|^[•▪■●◦‣⁃]\S`)
	numbered    = regexp.MustCompile(`^\d{1,2}[.)] +\S`)
	initials    = regexp.MustCompile(`^\p{Ll}{2,4}(?:-\p{Ll}{2,4})*(?:/\p{Ll}{2,4}(?:[-.]\p{Ll}{2,4})*)+[.]?$`)
	metaCells   = regexp.MustCompile(`^[^|]{2,60}\|[^|]{2,60}(?:\|[^|]{0,60})*$`)
	hashTags    = regexp.MustCompile(`^#\p{L}[^.]*$`)
	fontSize    = regexp.MustCompile(`(?i)^(?:font|text) size|^cỡ chữ|^taille d`)
)

// lines cuts clean text into pieces, one a line, each told whether something
// blank stood before it. A lone "|" closes the line before it.
func lines(s string) []piece {
	var out []piece
	gap := false
	for line := range strings.SplitSeq(s, "\n") {
		line = blanks(line)
		if line == "" {
			gap = true
			continue
		}
		if strings.Trim(line, "| ") == "" {
			if n := len(out); n > 0 {
				out[n-1].bar = true
			}
			gap = true
			continue
		}
		out = append(out, cells(line, gap)...)
		gap = false
		if len(out) > maxPieces {
			break
		}
	}
	return out
}

// blanks trims a line and makes each run of blanks one; a single no-break space
// stays as it is.
func blanks(s string) string {
	s = strings.TrimFunc(s, unicode.IsSpace)
	if !strings.ContainsAny(s, "\t") && !strings.Contains(shadow(s), "  ") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		j, count := i, 0
		for j < len(s) {
			q, k := utf8.DecodeRuneInString(s[j:])
			if !unicode.IsSpace(q) {
				break
			}
			j, count = j+k, count+1
		}
		if count == 1 && r != '\t' {
			b.WriteString(s[i:j])
		} else {
			b.WriteByte(' ')
		}
		i = j
	}
	return b.String()
}

// cells cuts a line at the "|" that closes its one or two cells. A bar inside
// a line that none closes is no cell.
func cells(line string, gap bool) []piece {
	t := strings.TrimPrefix(shadow(line), "|")
	if !strings.HasSuffix(t, "|") || strings.Count(t, "|") > 3 {
		p := linePiece(strings.TrimSpace(line))
		p.gap = gap
		return []piece{p}
	}
	var out []piece
	for c := range strings.SplitSeq(strings.Trim(line, "| "), "|") {
		if c = strings.TrimFunc(c, unicode.IsSpace); c == "" {
			continue
		}
		p := linePiece(c)
		p.gap, p.bar = gap && len(out) == 0, true
		out = append(out, p)
	}
	return out
}

// furniture takes out the lines that are the site's own: buttons, counters,
// rates, file names of pictures, menus.
func (m *Markers) furniture(in []piece) []piece {
	in = m.rates(in)
	out, gap := in[:0], false
	for i := range in {
		p := in[i]
		if !p.firm && m.isFurniture(p.text) || p.firm && p.Kind == feed.Paragraph && (m.is(dropLine, p.text) || pictureFile.MatchString(p.text)) {
			gap = true
			continue
		}
		p.gap = p.gap || gap
		gap = false
		out = append(out, p)
	}
	return m.menus(out)
}

func (m *Markers) isFurniture(s string) bool {
	if len(s) > 400 || m.is(captionTag, s) && strings.HasSuffix(s, ",") {
		return false
	}
	if m.is(dropLine, s) {
		return true
	}
	if m.onlyWhen(s) {
		return false
	}
	if rest, ok := m.after(backMark, s); ok && m.is(column, rest) {
		return true
	}
	if n := runes(s); n <= 160 && (n <= 80 || !stopped(s)) {
		if _, ok := m.after(dropStart, s); ok {
			return true
		}
	}
	return m.furnished(s, shadow(s))
}

// furnished tells furniture by its shape; t is the shadow of s.
func (m *Markers) furnished(s, t string) bool {
	switch {
	case !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return true
	case strings.Contains(t, "|") && fontSize.MatchString(t):
		return true
	case metaCells.MatchString(t) && m.metaLine(t), isTrail(t), strings.Contains(t, "|") && m.isMenu(t):
		return true
	}
	if len(t) > 120 {
		return false
	}
	return pictureFile.MatchString(t) || hashTags.MatchString(t) || rateLine.MatchString(t) || degrees.MatchString(t) ||
		counter.MatchString(t) && !yearLike(t) || initials.MatchString(t) && strings.Count(t, "/") > 0 && len(t) < 40
}

// isTrail holds for the path of columns above a page: Home > World > Asia.
func isTrail(t string) bool {
	for _, sep := range []string{" > ", " » ", " › ", " >> ", " / "} {
		if steps := strings.Split(t, sep); len(steps) >= 3 && runes(t) <= 40*len(steps) && !ended(t) {
			return true
		}
	}
	return false
}

// metaLine holds for "Source: X| 2020-07-03 18:22:41|Editor: y": cells of which
// one is a date and the others have a label.
func (m *Markers) metaLine(t string) bool {
	when := false
	for c := range strings.SplitSeq(t, "|") {
		c = strings.TrimSpace(c)
		switch {
		case m.onlyWhen(c), m.timed(c):
			when = true
		case c == "" || strings.Contains(c, ":") || wordCount(c) <= 3:
		default:
			return false
		}
	}
	return when
}

// timed holds for the cell of a head line that gives a date with its time.
func (m *Markers) timed(c string) bool {
	if wordCount(c) > 9 || ended(c) {
		return false
	}
	_, p := m.dateIn(c)
	return p >= feed.Minute
}

// isMenu holds for "Home | Business | Sports": three cells or more, of which two
// are columns or buttons.
func (m *Markers) isMenu(t string) bool {
	cells := strings.Split(t, "|")
	n := 0
	for _, c := range cells {
		if wordCount(c) > 3 {
			return false
		}
		if m.is(column, c) || m.is(dropLine, c) {
			n++
		}
	}
	return len(cells) >= 3 && n >= 2
}

func yearLike(s string) bool {
	return len(s) == 4 && hasDigit(s) && strings.Trim(s, "0123456789") == ""
}

// menus takes out runs of at least four short bulleted lines, and of at least
// six short lines without, that stand before or behind the text: lists of
// provinces or columns. A list inside the text stays.
func (m *Markers) menus(in []piece) []piece {
	first, last := proseBounds(in)
	out := in[:0]
	for i := 0; i < len(in); {
		marked := bullet.MatchString(in[i].text)
		j := i
		for j < len(in) && m.menuItem(&in[j]) && bullet.MatchString(in[j].text) == marked {
			j++
		}
		n := j - i
		long := n >= 6 || marked && n >= 4
		if long && (j <= first || i > last) {
			if j < len(in) {
				in[j].gap = true
			}
			i = j
			continue
		}
		if n == 0 {
			j++
		}
		out = append(out, in[i:j]...)
		i = j
	}
	return out
}

func (m *Markers) menuItem(p *piece) bool {
	if p.firm || p.bar || runes(p.text) > 30 || wordCount(p.text) > 5 || ended(p.text) {
		return false
	}
	_, isPhoto := m.after(photoMark, p.text)
	return !isPhoto && !m.isAgency(p.text) && !m.is(teaserMark, p.text) && !m.onlyWhen(p.text) && !strings.HasPrefix(p.text, ">>")
}

// proseBounds returns the first and last piece that is a full sentence.
func proseBounds(in []piece) (first, last int) {
	first, last = len(in), -1
	for i := range in {
		if runes(in[i].text) >= 60 && ended(in[i].text) {
			first, last = min(first, i), i
		}
	}
	return first, last
}
