package parse

import (
	"encoding/base64"
	"html"
	"strings"
	"unicode/utf8"

	"veille/feed/text"
)

// construct is a text as a feed gives it: HTML, or text without markup.
type construct struct {
	s      string
	html   bool
	binary bool   // neither: a picture, say
	base   string // of xml:base
}

// finish makes clean HTML of it, in which addresses are whole.
func (c construct) finish(base origin) string {
	if c.s == "" {
		return ""
	}
	c.s = c.s[:min(len(c.s), maxText)]
	if !c.html {
		return textToHTML(text.Clean(c.s))
	}
	return text.Clean(wholeAddresses(c.s, base))
}

// textToHTML writes text as HTML: blank lines part paragraphs.
func textToHTML(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "&<>") {
		s = escaper.Replace(s)
	}
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	for p := range strings.SplitSeq(s, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			b.WriteString("<p>" + p + "</p>")
		}
	}
	if strings.Count(b.String(), "<p>") == 1 {
		return s
	}
	return b.String()
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// html reads a text that may have markup, by the rules of Atom and those that
// readers of RSS guess by.
func (r *reader) html(l leaf) construct {
	c := construct{base: l.base}
	v, markup := r.value(l)
	v = v[:min(len(v), maxText)]
	t := strings.ToLower(strings.TrimSpace(get(l.attrs, "type")))
	if i := strings.IndexByte(t, ';'); i >= 0 {
		t = strings.TrimSpace(t[:i])
	}
	mode := strings.ToLower(get(l.attrs, "mode"))
	if mode == "base64" || isBinaryType(t) && !markup {
		if d, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(v), "")); err == nil && utf8.Valid(d) {
			v = string(d)
		} else if mode == "base64" || isMediaType(t) {
			c.binary = true
			return c
		}
	}
	if markup {
		c.s, c.html = r.inline(v), true
		return c
	}
	c.s = v
	switch t {
	case "html", "text/html", "xhtml", "application/xhtml+xml", "text/xhtml":
		c.html = true
	case "text", "text/plain", "plain":
	default:
		c.html = looksHTML(v)
	}
	if c.html && !l.markup && mode == "" && !isBinaryType(t) && isHiddenHTML(v) {
		c.s = html.UnescapeString(v)
	}
	return c
}

// isHiddenHTML tells HTML that was escaped once too often: from its first to its
// last character it is tags and text between, and none of the tags can be seen.
func isHiddenHTML(s string) bool {
	if strings.IndexByte(s, '<') >= 0 {
		return false
	}
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, "&lt;") || !strings.HasSuffix(s, "&gt;") {
		return false
	}
	sc := scanner{s: html.UnescapeString(s)}
	m := sc.next()
	return m.from == 0 && isMarkup(m)
}

// isBinaryType holds for media types that are no text, so that base64 is meant.
func isBinaryType(t string) bool {
	return strings.Contains(t, "/") && !strings.HasPrefix(t, "text/") && !strings.HasSuffix(t, "xml") && !strings.HasPrefix(t, "application/x-html")
}

// isMediaType holds for what is never text.
func isMediaType(t string) bool {
	kind, rest, _ := strings.Cut(t, "/")
	return kind == "image" || kind == "audio" || kind == "video" || rest == "octet-stream" || rest == "pdf" || rest == "zip"
}

// title reads a text of one line, and takes its markup out.
func (r *reader) title(l leaf) string {
	if !l.markup && len(l.attrs) == 0 && strings.IndexByte(l.inner, '&') < 0 {
		return line(l.inner, maxTitle)
	}
	c := r.html(l)
	if c.binary {
		return ""
	}
	if len(c.s) > 64*maxTitle {
		c.s = c.s[:64*maxTitle]
	}
	if c.html {
		c.s = stripTags(c.s)
	}
	return plainTitle(c.s)
}

// plainTitle makes a title of text without markup.
func plainTitle(s string) string {
	if escapedTwice(s) {
		s = html.UnescapeString(s)
	}
	return line(s, maxTitle)
}

// escapedTwice reports whether references stand in a line of text that nobody
// writes to be read: numbers of characters, &amp; and quotes.
func escapedTwice(s string) bool {
	for i := strings.IndexByte(s, '&'); i >= 0; i = strings.IndexByte(s, '&') {
		s = s[i+1:]
		name, _, ok := strings.Cut(s[:min(len(s), maxEntity)], ";")
		if !ok || name == "" {
			continue
		}
		if name[0] == '#' && strings.Trim(name[1:], "0123456789abcdefABCDEFxX") == "" && len(name) > 1 {
			return true
		}
		switch name {
		case "amp", "quot", "apos", "nbsp", "lsquo", "rsquo", "ldquo", "rdquo", "laquo", "raquo", "ndash", "mdash", "hellip":
			return true
		}
	}
	return false
}

// person reads who wrote something: a name, an address of mail with a name, or
// elements for each.
func (r *reader) person(l leaf) string {
	if l.markup {
		if name, ok := r.personParts(l.inner); ok {
			return name
		}
	}
	return personName(r.title(l))
}

// personParts reads the elements of an author of Atom.
func (r *reader) personParts(inner string) (string, bool) {
	var name, mail, uri string
	found := false
	sc := reader{scanner: scanner{s: inner}, own: r.own, names: names{bindings: r.names.bindings}}
	for {
		m := sc.next()
		if m.kind == atEnd {
			break
		}
		if m.kind != startTag {
			continue
		}
		local := m.name[strings.LastIndexByte(m.name, ':')+1:]
		switch strings.ToLower(local) {
		case "name":
			found = true
			name = firstOf(name, line(sc.plain(sc.leaf(m)), maxName))
		case "email":
			found = true
			mail = firstOf(mail, line(sc.plain(sc.leaf(m)), maxName))
		case "uri", "url", "homepage", "weblog":
			found = true
			uri = firstOf(uri, line(sc.plain(sc.leaf(m)), maxName))
		}
	}
	if name == "" && mail == "" && uri == "" && found {
		return "", true
	}
	return firstOf(personName(name), mail, uri), found
}

// personName takes the address of mail from a name.
func personName(s string) string {
	if !strings.Contains(s, "@") {
		return line(strings.Trim(s, " \t\n"), maxName)
	}
	if i := strings.IndexByte(s, '('); i > 0 && strings.Contains(s[i:], "@") { // name (address)
		return line(s[:i], maxName)
	} else if i > 0 {
		if name := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s[i+1:]), ")")); name != "" {
			return line(name, maxName)
		}
		return line(s[:i], maxName)
	}
	if i := strings.IndexByte(s, '<'); i >= 0 {
		name := strings.Trim(s[:i], ` "'`)
		if name == "" {
			name = strings.Trim(s[i:], " <>")
		}
		return line(name, maxName)
	}
	return line(s, maxName)
}

// languageNames are what stands where the tag of a language should: its name, or
// the code of its country where that is the tag of no language.
var languageNames = map[string]string{
	"english": "en", "french": "fr", "francais": "fr", "français": "fr", "vietnamese": "vi", "german": "de", "deutsch": "de",
	"spanish": "es", "español": "es", "chinese": "zh", "japanese": "ja", "thai": "th", "khmer": "km", "lao": "lo", "indonesian": "id",
	"malay": "ms", "korean": "ko", "russian": "ru", "portuguese": "pt", "italian": "it", "dutch": "nl", "burmese": "my",
	"vn": "vi", "jp": "ja", "cn": "zh", "kh": "km", "cz": "cs", "dk": "da",
}

// language makes a BCP 47 tag of what a feed says, "" if it is none.
func language(s string) string {
	s = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
	if len(s) > 35 {
		return ""
	}
	if name := languageNames[s]; name != "" {
		return name
	}
	if s == "mul" || s == "mis" || s == "zxx" {
		return NoLang
	}
	first, _, _ := strings.Cut(s, "-")
	if len(first) < 2 || len(first) > 3 || strings.HasSuffix(s, "-") {
		return ""
	}
	for i := range len(s) {
		if !isAlnum(s[i]) && s[i] != '-' || i < len(first) && s[i] <= '9' {
			return ""
		}
	}
	return s
}
