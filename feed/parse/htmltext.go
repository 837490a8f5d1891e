package parse

import (
	"html"
	"strings"
)

// htmlNames are the elements of HTML, small letters.
var htmlNames = setOf(`a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
	blockquote body br button canvas caption center cite code col colgroup command data datalist dd del details dfn dialog dir
	div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html
	i iframe img input ins isindex kbd keygen label legend li link main map mark marquee math menu meta meter nav nobr noframes
	noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script section select
	small source spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title
	tr track tt u ul var video wbr xmp`)

// voidNames are those that have no end tag.
var voidNames = setOf("area base basefont bgsound br col embed frame hr img input keygen link meta param source spacer track wbr")

// blockNames are those whose edges part words.
var blockNames = setOf(`address article aside blockquote br caption center dd details dialog dir div dl dt fieldset figcaption
	figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol option p pre section summary table td th tr ul`)

func setOf(names string) map[string]bool {
	m := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		m[n] = true
	}
	return m
}

// isNamed reports whether name, in any letter case, is in set.
func isNamed(set map[string]bool, name string) bool {
	if set[name] {
		return true
	}
	return len(name) <= 12 && set[strings.ToLower(name)]
}

func isVoid(name string) bool { return isNamed(voidNames, name) }

// looksHTML guesses whether text is HTML: there is a tag of HTML in it, or a
// reference to a character.
func looksHTML(s string) bool {
	if strings.IndexByte(s, '<') >= 0 {
		sc := scanner{s: s}
		for range 200 {
			m := sc.next()
			if m.kind == atEnd {
				break
			}
			if isMarkup(m) {
				return true
			}
		}
	}
	for i := strings.IndexByte(s, '&'); i >= 0; {
		var b strings.Builder
		if rest := s[i:]; reference(&b, rest, nil) > 0 {
			return true
		}
		n := strings.IndexByte(s[i+1:], '&')
		if n < 0 {
			break
		}
		i += n + 1
	}
	return false
}

// isMarkup tells tags of HTML from text with < in it: "a <b and c> d".
func isMarkup(m tag) bool {
	switch m.kind {
	case startTag:
		return !m.cut && isNamed(htmlNames, m.name) && (strings.TrimLeft(m.attrs, " \t\r\n") == "" || strings.Contains(m.attrs, "="))
	case endTag:
		return !m.cut && isNamed(htmlNames, m.name)
	case otherMarkup:
		return !m.cut
	case cdataSection:
		return true
	}
	return false
}

// stripTags makes text of HTML: tags out, references decoded.
func stripTags(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	sc := scanner{s: s}
	done := 0
	for {
		m := sc.next()
		b.WriteString(html.UnescapeString(s[done:m.from]))
		done = m.to
		switch {
		case m.kind == atEnd:
			return strings.TrimSpace(b.String())
		case m.kind == cdataSection:
			body := s[m.from+9 : m.to]
			if !m.cut {
				body = body[:len(body)-3]
			}
			b.WriteString(body)
		case !isMarkup(m):
			b.WriteString(html.UnescapeString(s[m.from:m.to]))
		case isNamed(blockNames, m.name):
			b.WriteByte(' ')
		case m.kind == startTag && (strings.EqualFold(m.name, "script") || strings.EqualFold(m.name, "style")):
			done = sc.skipRaw(m.name)
		}
	}
}

// skipRaw steps behind an element that holds no text.
func (sc *scanner) skipRaw(name string) int {
	for {
		m := sc.next()
		if m.kind == atEnd || m.kind == endTag && sameName(m.name, name) {
			return m.to
		}
	}
}
