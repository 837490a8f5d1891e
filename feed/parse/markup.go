package parse

import (
	"html"
	"strings"
)

// inline makes HTML of markup that stands in the document itself: XHTML, perhaps
// under a prefix, or HTML that somebody forgot to escape.
func (r *reader) inline(v string) string {
	prefixes := r.htmlPrefixes(v)
	if plain := strings.TrimSpace(v); len(prefixes) == 0 && !strings.Contains(v, "/>") && !strings.Contains(v, "<!") && r.own == nil {
		return unwrap(plain)
	}
	sc := scanner{s: v}
	var b strings.Builder
	b.Grow(len(v))
	done := 0
	for {
		m := sc.next()
		r.writeText(&b, v[done:m.from])
		done = m.to
		switch m.kind {
		case atEnd:
			return unwrap(strings.TrimSpace(b.String()))
		case startTag:
			name := withoutPrefix(m.name, prefixes)
			b.WriteByte('<')
			b.WriteString(name)
			b.WriteString(strings.TrimRight(m.attrs, " \t\r\n"))
			switch {
			case m.empty && isVoid(name):
				b.WriteString(" />")
			case m.empty:
				b.WriteString("></" + name + ">")
			default:
				b.WriteByte('>')
			}
		case endTag:
			b.WriteString("</" + withoutPrefix(m.name, prefixes) + ">")
		case cdataSection:
			body := v[m.from+9 : m.to]
			if !m.cut {
				body = body[:len(body)-3]
			}
			b.WriteString(escaper.Replace(body))
		case noMarkup:
			b.WriteString(escaper.Replace(v[m.from:m.to]))
		}
	}
}

// writeText writes text between tags as it is, but for the document's own
// entities.
func (r *reader) writeText(b *strings.Builder, s string) {
	for r.own != nil {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), maxEntity)], ';')
		if end < 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		if v, ok := r.own.value(s[1:end]); ok {
			b.WriteString(escaper.Replace(v))
		} else {
			b.WriteString(s[:end+1])
		}
		s = s[end+1:]
	}
	b.WriteString(s)
}

// htmlPrefixes lists the prefixes under which HTML stands in v.
func (r *reader) htmlPrefixes(v string) []string {
	var out []string
	for _, b := range r.names.bindings {
		if b.space == "xhtml" && b.prefix != "" {
			out = append(out, b.prefix)
		}
	}
	head := v[:min(len(v), 1024)]
	for i := strings.Index(head, "xmlns:"); i >= 0; i = strings.Index(head, "xmlns:") {
		head = head[i+6:]
		if name, uri, ok := strings.Cut(head, "="); ok && len(uri) > 1 {
			if space, _ := spaceOf(strings.SplitN(uri[1:], uri[:1], 2)[0]); space == "xhtml" {
				out = append(out, strings.ToLower(strings.TrimSpace(name)))
			}
		}
	}
	return out
}

func withoutPrefix(name string, prefixes []string) string {
	if p, local, ok := strings.Cut(name, ":"); ok {
		for _, x := range prefixes {
			if strings.EqualFold(x, p) {
				return local
			}
		}
	}
	return name
}

// unwrap takes off the division that Atom asks for around XHTML, if it holds all.
func unwrap(s string) string {
	if len(s) < 5 || !strings.EqualFold(s[:4], "<div") || !strings.HasSuffix(strings.ToLower(s), "</div>") {
		return s
	}
	sc := scanner{s: s}
	first := sc.next()
	if !sameName(first.name, "div") || first.empty || first.cut {
		return s
	}
	for depth := 1; ; {
		m := sc.next()
		switch {
		case m.kind == atEnd:
			return s
		case m.kind == startTag && !m.empty && sameName(m.name, "div"):
			depth++
		case m.kind == endTag && sameName(m.name, "div"):
			if depth--; depth == 0 {
				if m.to == len(s) {
					return strings.TrimSpace(s[first.to:m.from])
				}
				return s
			}
		}
	}
}

// addressAttrs are the attributes of HTML that hold an address.
var addressAttrs = setOf("action background cite classid codebase data data-src formaction href icon longdesc poster profile src usemap")

// wholeAddresses makes the addresses in HTML whole, and empties those that run a
// program. HTML that has only whole ones is returned as it is.
func wholeAddresses(s string, base origin) string {
	w := addressWriter{s: s, base: base}
	sc := scanner{s: s}
	for m := sc.next(); m.kind != atEnd; m = sc.next() {
		if m.kind == startTag && strings.IndexByte(m.attrs, '=') >= 0 && !sameName(m.name, "base") {
			eachAddress(m.attrs, m.from+1+len(m.name), w.take)
		}
	}
	if w.done == 0 {
		return s
	}
	w.b.WriteString(s[w.done:])
	return w.b.String()
}

// addressWriter copies HTML and puts other addresses in.
type addressWriter struct {
	s    string
	base origin
	b    strings.Builder
	done int // bytes of s that are copied
}

// take judges the address that stands at from to to.
func (w *addressWriter) take(from, to int) {
	v := w.s[from:to]
	if isWeb(v) && strings.IndexByte(v, '&') < 0 {
		return
	}
	if v, changed := wholeAddress(v, w.base); changed {
		w.b.WriteString(w.s[w.done:from])
		w.b.WriteString(v)
		w.done = to
	}
}

// wholeAddress returns what is to stand for the value of an attribute.
func wholeAddress(v string, base origin) (string, bool) {
	plain := strings.Map(dropControls, html.UnescapeString(strings.TrimSpace(v)))
	switch {
	case plain == "" || plain[0] == '#':
		return v, false
	case isWeb(plain):
		return v, false
	case hasScheme(plain):
		scheme, _, _ := strings.Cut(strings.ToLower(plain), ":")
		if scheme == "data" || scheme == "mailto" || scheme == "tel" || scheme == "http" || scheme == "https" || scheme == "cid" {
			return v, false
		}
		return "", true
	}
	out, ok := base.join(plain)
	if !ok {
		return v, false
	}
	return html.EscapeString(out), true
}

// dropControls takes out what browsers overlook in addresses.
func dropControls(c rune) rune {
	if c < ' ' || c == 0x7F {
		return -1
	}
	return c
}

// eachAddress calls f with the place of each value in attrs that is an address;
// off is the place of attrs itself.
func eachAddress(attrs string, off int, f func(from, to int)) {
	for i, n := 0, 0; i < len(attrs) && n < maxAttrs; {
		if isBlank(attrs[i]) || attrs[i] == '/' || attrs[i] == '"' || attrs[i] == '\'' || attrs[i] == '=' {
			i++
			continue
		}
		j := i
		for j < len(attrs) && !isBlank(attrs[j]) && attrs[j] != '=' {
			j++
		}
		name := attrs[i:j]
		n++
		for j < len(attrs) && isBlank(attrs[j]) {
			j++
		}
		if j == len(attrs) || attrs[j] != '=' {
			i = j
			continue
		}
		v, end := attrValue(attrs, j+1)
		if isNamed(addressAttrs, name) {
			from := strings.Index(attrs[j+1:end], v) + j + 1
			f(off+from, off+from+len(v))
		}
		i = end
	}
}
