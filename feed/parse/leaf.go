package parse

import "strings"

// leaf is an element that holds text: what stands between its tags, as written.
type leaf struct {
	name   string // as written
	inner  string
	attrs  []attr // good until the next tag is read
	base   string
	lang   string
	markup bool // there may be markup in it
}

// leaf reads the element that begins with t to its end, and steps behind it. Its
// content is not looked into but for its end: markup of HTML may stand there
// unescaped, CDATA may hold anything. An end that is missing is where the item
// ends, or the next element that we know begins.
func (r *reader) leaf(t tag) leaf {
	l := leaf{name: t.name, attrs: r.attrs}
	if t.empty {
		return l
	}
	s, from := r.s, t.to
	i := strings.IndexByte(s[from:], '<')
	if i < 0 {
		r.missing()
		l.inner = s[from:]
		return l
	}
	if i += from; endsHere(s[i:], t.name) {
		l.inner = s[from:i]
		r.pos = i + len(t.name) + 3
		return l
	}
	l.markup = true
	end, next := -1, -1
	if r.waste <= 2*len(s) {
		end, next = r.leafEnd(t)
	}
	if end < 0 {
		end, next = r.leafFallback(t)
	}
	l.inner = s[from:end]
	r.pos = next
	return l
}

// missing notes that an element has no end before that of the text.
func (r *reader) missing() {
	r.feed.Broken, r.feed.Cut = true, true
	r.pos = len(r.s)
}

// endsHere reports whether s begins with the end tag of name.
func endsHere(s, name string) bool {
	return len(s) >= len(name)+3 && s[1] == '/' && s[2+len(name)] == '>' && s[2:2+len(name)] == name
}

// leafEnd returns where the content of a leaf ends and what follows begins, -1
// when its end tag is missing.
func (r *reader) leafEnd(t tag) (end, next int) {
	depth := 1
	end, next = -1, -1
	r.pos = t.to
	for {
		m := r.next()
		switch m.kind {
		case atEnd:
			r.waste += len(r.s) - t.to
			return end, next
		case startTag:
			if sameName(m.name, t.name) {
				if !m.empty {
					depth++
				}
			} else if r.names.of(m.name) == itemElement {
				r.waste += m.from - t.to
				return end, next
			}
		case endTag:
			if sameName(m.name, t.name) {
				end, next = m.from, m.to
				if depth--; depth == 0 {
					return end, next
				}
			} else if e := r.names.of(m.name); e == itemElement || e == channelElement || e == rootElement {
				r.waste += m.from - t.to
				return end, next
			}
		}
	}
}

// leafFallback returns where the content of a leaf without an end tag ends, and
// what follows begins: at the next element that we know, or at an end tag that
// nothing in it begins, for that is a misspelt one.
func (r *reader) leafFallback(t tag) (end, next int) {
	r.feed.Broken = true
	r.pos = t.to
	depth := 0
	for {
		m := r.next()
		switch m.kind {
		case atEnd:
			r.missing()
			return len(r.s), len(r.s)
		case startTag:
			switch e := r.names.of(m.name); {
			case e != unknown && e != bodyLeaf && e != sourceElement:
				return m.from, m.from
			case !m.empty && !isVoid(m.name):
				depth++
			}
		case endTag:
			switch e := r.names.of(m.name); {
			case e == itemElement || e == channelElement || e == rootElement:
				return m.from, m.from
			case depth > 0:
				depth--
			case e != unknown || !isNamed(htmlNames, m.name):
				return m.from, m.to
			}
		}
	}
}

func sameName(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// value decodes what a leaf holds into text or, when markup is true, into what
// was written as markup within the document.
func (r *reader) value(l leaf) (v string, markup bool) {
	if !l.markup || strings.IndexByte(l.inner, '<') < 0 {
		return unescapeWith(l.inner, r.own), false
	}
	inner := strings.TrimSpace(l.inner)
	if body, ok := strings.CutPrefix(inner, "<![CDATA["); ok {
		if i := strings.Index(body, "]]>"); i >= 0 && i == len(body)-3 {
			return body[:i], false
		}
	}
	sc := scanner{s: inner}
	var b strings.Builder
	b.Grow(len(inner))
	done := 0
	for {
		m := sc.next()
		text := inner[done:m.from]
		appendText(&b, text, strings.IndexByte(text, '&'), r.own)
		done = m.to
		switch m.kind {
		case atEnd:
			return b.String(), false
		case startTag, endTag:
			return inner, true
		case cdataSection:
			body := inner[m.from+9 : m.to]
			if !m.cut {
				body = body[:len(body)-3]
			}
			b.WriteString(body)
		case noMarkup:
			if !m.cut || m.to-m.from == 1 {
				b.WriteString(inner[m.from:m.to])
			}
		}
	}
}

// plain decodes what a leaf holds as text without markup: for names, dates and
// addresses.
func (r *reader) plain(l leaf) string {
	v, markup := r.value(l)
	if markup {
		return stripTags(v)
	}
	return strings.TrimSpace(v)
}
