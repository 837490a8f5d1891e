package parse

import (
	"html"
	"strings"
)

// opmlScanner reads the tags of an outline document one by one, in time in
// proportion to its bytes. It takes what is written as it stands: raw ampersands
// and angle brackets, attributes without quotes, comments and sections that never
// end, tags that are never closed.
type opmlScanner struct {
	s  string
	at int

	name  string // of the tag, lower case, without prefix
	end   bool   // it is an end tag
	self  bool   // it ends itself: <outline/>
	torn  bool   // the document ends inside it
	attrs []opmlAttr

	// text is what stood between the tag before and this one, raw.
	text string
	// never remembers terminators that no longer come, so that looking for each
	// in vain costs one walk and not one for every beginning.
	never map[string]bool
}

// maxOutlineAttrs is how many attributes of one outline are looked at.
const maxOutlineAttrs = 200

// opmlAttr is an attribute: its name in lower case with its prefix, and its raw
// value.
type opmlAttr struct{ name, value string }

// find looks for a terminator from the present place on.
func (o *opmlScanner) find(end string, from int) int {
	if o.never[end] {
		return -1
	}
	i := strings.Index(o.s[from:], end)
	if i < 0 {
		if o.never == nil {
			o.never = map[string]bool{}
		}
		o.never[end] = true
		return -1
	}
	return from + i
}

// next goes to the next tag; false at the end of the document.
func (o *opmlScanner) next() bool {
	begin := o.at
	for {
		i := strings.IndexByte(o.s[o.at:], '<')
		if i < 0 {
			o.at = len(o.s)
			return false
		}
		at := o.at + i
		rest := o.s[at+1:]
		switch {
		case strings.HasPrefix(rest, "!--"):
			o.at = o.after("-->", at+4)
		case strings.HasPrefix(rest, "![CDATA["):
			o.at = o.after("]]>", at+9)
		case strings.HasPrefix(rest, "?"):
			o.at = o.after("?>", at+2)
		case strings.HasPrefix(rest, "!"):
			o.at = o.afterDoctype(at + 2)
		case len(rest) > 0 && (opmlNameByte(rest[0]) || rest[0] == '/' && len(rest) > 1 && opmlNameByte(rest[1])):
			o.text = o.s[begin:at]
			o.tag(at + 1)
			return true
		default:
			o.at = at + 1
		}
	}
}

// after is the place behind a terminator; without one only the opening is
// skipped, so that what follows is not lost.
func (o *opmlScanner) after(end string, from int) int {
	from = min(from, len(o.s))
	if i := o.find(end, from); i >= 0 {
		return i + len(end)
	}
	return from
}

// afterDoctype skips a declaration with the entities in its brackets.
func (o *opmlScanner) afterDoctype(from int) int {
	i := o.find(">", from)
	if i < 0 {
		return from
	}
	if strings.Contains(o.s[from:i], "[") {
		if j := o.find("]>", from); j >= 0 {
			return j + 2
		}
	}
	return i + 1
}

// opmlNameByte holds for bytes of the name of an element.
func opmlNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func opmlBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// tag reads a tag from behind its angle bracket.
func (o *opmlScanner) tag(at int) {
	o.end, o.self, o.attrs = false, false, o.attrs[:0]
	if o.s[at] == '/' {
		o.end = true
		at++
	}
	begin := at
	for at < len(o.s) && !opmlBlank(o.s[at]) && o.s[at] != '>' && o.s[at] != '/' && o.s[at] != '<' {
		at++
	}
	o.name = strings.ToLower(o.s[begin:at])
	if i := strings.LastIndexByte(o.name, ':'); i >= 0 {
		o.name = o.name[i+1:]
	}
	o.rest(at)
}

// rest reads attributes up to the end of the tag.
func (o *opmlScanner) rest(at int) {
	for at < len(o.s) {
		switch c := o.s[at]; {
		case c == '>':
			o.at = at + 1
			return
		case c == '<': // the tag was never closed
			o.at = at
			return
		case c == '/':
			o.self = at+1 < len(o.s) && o.s[at+1] == '>'
			at++
		case opmlBlank(c):
			at++
		default:
			at = o.attr(at)
		}
	}
	o.at, o.torn = at, true
}

// resume looks between this outline and the next for an attribute and reads on
// from there: a value with quotes of its own, such as raw HTML, ends the tag for
// whoever does not know.
func (o *opmlScanner) resume(name string) bool {
	end := o.at
	for end < len(o.s) {
		i := strings.IndexByte(o.s[end:], '<')
		if i < 0 {
			end = len(o.s)
			break
		}
		if end += i; isOutline(o.s[end+1:]) {
			break
		}
		end++
	}
	for at := o.at; ; at++ {
		i := strings.IndexByte(o.s[at:end], '=')
		if i < 0 {
			return false
		}
		at += i
		if begin := at - len(name); begin >= o.at && strings.EqualFold(o.s[begin:at], name) {
			o.rest(begin)
			return true
		}
	}
}

// isOutline reports whether an outline begins or ends behind an angle bracket.
func isOutline(s string) bool {
	const name = "outline"
	s = strings.TrimPrefix(s, "/")
	return len(s) >= len(name) && strings.EqualFold(s[:len(name)], name)
}

// attr reads an attribute and returns the place behind it.
func (o *opmlScanner) attr(at int) int {
	begin := at
	for at < len(o.s) && !opmlBlank(o.s[at]) && !strings.ContainsRune("=/><", rune(o.s[at])) {
		at++
	}
	name := strings.ToLower(o.s[begin:at])
	if at == begin { // a lone sign of equality
		return at + 1
	}
	next := at
	for next < len(o.s) && opmlBlank(o.s[next]) {
		next++
	}
	if next >= len(o.s) || o.s[next] != '=' {
		return at
	}
	for next++; next < len(o.s) && opmlBlank(o.s[next]); {
		next++
	}
	value, at := o.value(next)
	if at >= len(o.s) && next+len(value)+2 != at { // without its second quote it may be half
		return at
	}
	if len(o.attrs) < maxOutlineAttrs {
		o.attrs = append(o.attrs, opmlAttr{name, value})
	}
	return at
}

// value reads the value of an attribute. A quote that is never closed would take
// the outlines behind it in: it ends before the next one.
func (o *opmlScanner) value(at int) (string, int) {
	if at >= len(o.s) {
		return "", at
	}
	quote := o.s[at : at+1]
	if quote != `"` && quote != "'" {
		end := at
		for end < len(o.s) && !opmlBlank(o.s[end]) && o.s[end] != '>' && o.s[end] != '<' && !strings.HasPrefix(o.s[end:], "/>") {
			end++
		}
		return o.s[at:end], end
	}
	end := o.find(quote, at+1)
	if end < 0 {
		end = len(o.s)
		if i := strings.IndexAny(o.s[at:], "<>"); i >= 0 {
			end = at + i
		}
		return o.s[at+1 : end], end
	}
	value := o.s[at+1 : end]
	for _, next := range []string{"<outline", "</outline"} {
		if cut := strings.Index(value, next); cut >= 0 {
			value = value[:cut]
			if i := strings.LastIndexByte(value, '>'); i >= 0 {
				value = strings.TrimSuffix(value[:i], "/")
			}
			return value, at + 1 + len(value)
		}
	}
	// text="A xmlUrl="https://…" lacks a quote: the one found opens the next value.
	if i := opmlLostQuote(value); i >= 0 && end+1 < len(o.s) && !opmlBlank(o.s[end+1]) && o.s[end+1] != '/' && o.s[end+1] != '>' {
		return value[:i], at + 1 + i
	}
	return value, end + 1
}

// opmlLostQuote finds the blank before the name of an attribute and a sign of
// equality at the end of a value.
func opmlLostQuote(value string) int {
	name, ok := strings.CutSuffix(value, "=")
	if !ok {
		return -1
	}
	i := strings.LastIndexAny(name, " \t\n\r")
	if i < 0 || i+1 == len(name) || strings.Trim(strings.ToLower(name[i+1:]), "abcdefghijklmnopqrstuvwxyz:") != "" {
		return -1
	}
	return i
}

// opmlText decodes the references of a raw value: those with a semicolon only,
// for a raw ampersand in an address is followed by names too.
func opmlText(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		// The longest name of a character has 31 letters.
		end := strings.IndexByte(s[:min(len(s), 34)], ';')
		if end < 0 || strings.IndexByte(s[1:end], '&') >= 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		b.WriteString(html.UnescapeString(s[:end+1]))
		s = s[end+1:]
	}
}
