package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// stream reads HTML that is well formed, as nearly all items of feeds are,
// without a tree. Whatever a parser would mend, and whatever is rare, it leaves
// to the tree: it then gives up, and what it did so far is thrown away. What it
// does not give up on it reads as the tree would.
type stream struct {
	b    blocks
	open []element
	in   inline
	hide int    // open elements that show nothing
	code int    // open pre elements, 0 or 1
	pre  []byte // the text in it
}

// element is an open element, and what was in force around it.
type element struct {
	a   atom.Atom
	in  inline
	was outer
}

// Limits of what is read without a tree.
const (
	maxStream = 1 << 20 // bytes
	maxOpen   = 60      // elements
	maxHead   = 4 << 10 // bytes of one tag
)

// How an element is read without a tree; all others give it to the tree.
const (
	isInline = iota + 1
	isFormat // a parser opens it again where it was left open
	isBlock  // it closes a paragraph
	isVoid
	isRaw // its text is no markup and shows nothing
)

var streamTags = func() map[atom.Atom]int {
	m := make(map[atom.Atom]int)
	for how, names := range map[int]string{
		isInline: "abbr acronym audio bdi cite del dfn ins kbd mark picture q samp span sub sup time var video",
		isFormat: "a b big code em font i s small strike strong tt u",
		isBlock: "address article aside blockquote center div figcaption figure footer h1 h2 h3 h4 h5 h6 header li main nav ol p pre " +
			"section ul",
		isVoid: "br hr img wbr source track",
		isRaw:  "script style iframe",
	} {
		for name := range strings.FieldsSeq(names) {
			m[atom.Lookup([]byte(name))] = how
		}
	}
	return m
}()

// read reads HTML into blocks; it reports false for what needs a tree. The
// pieces stand in the memory of r, which it uses again.
func (r *stream) read(s string, base *url.URL) ([]piece, bool) {
	if len(s) > maxStream || strings.IndexByte(s, 0) >= 0 {
		return nil, false
	}
	*r = stream{
		b:    blocks{base: base, out: r.b.out[:0], runs: r.b.runs[:0], buf: r.b.buf[:0], lists: r.b.lists[:0]},
		open: r.open[:0], pre: r.pre[:0],
	}
	for s != "" {
		n := tagAt(s)
		if n > 0 {
			if cutByComment(s[:n], s[n:]) {
				return nil, false
			}
			r.text(s[:n])
			s = s[n:]
			continue
		}
		if s = r.tag(s); s == gaveUp {
			return nil, false
		}
	}
	for len(r.open) > 0 {
		r.pop()
	}
	r.b.flush()
	return r.b.out, !r.b.cut
}

// gaveUp is what is left of a text that the stream cannot read: no text is.
const gaveUp = "\x00"

// tagAt returns where the first tag or comment of s begins, len(s) if none does.
func tagAt(s string) int {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '<')
		if i < 0 || from+i+1 >= len(s) {
			return len(s)
		}
		if c := s[from+i+1]; isLetter(c) || c == '/' || c == '!' || c == '?' {
			return from + i
		}
		from += i + 1
	}
}

// cutByComment holds where a comment cuts a tag or an entity in two: what is left
// of it when comments are dropped is another text.
func cutByComment(before, after string) bool {
	if !strings.HasPrefix(after, "<!") {
		return false
	}
	return strings.HasSuffix(before, "<") || strings.LastIndexByte(before, '&') > strings.LastIndexByte(before, ';')
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (r *stream) text(s string) {
	if r.hide > 0 {
		return
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if r.code > 0 {
		r.pre = append(r.pre, s...)
		return
	}
	r.b.text(s, r.in)
}

// tag reads the tag or comment that s begins with and returns what follows.
func (r *stream) tag(s string) string {
	if s[1] == '!' || s[1] == '?' {
		return skipComment(s)
	}
	end := s[1] == '/'
	a, rest, ok := tagName(s, end)
	if !ok {
		return gaveUp
	}
	how := streamTags[a]
	if how == 0 {
		return gaveUp
	}
	href, rest, ok := attributes(rest, a == atom.A && !end)
	switch {
	case !ok:
		return gaveUp
	case end:
		ok = how != isVoid && how != isRaw && r.close(a)
	case how == isRaw:
		r.b.shown.picture = r.b.shown.picture || r.hide+r.code == 0
		return skipRaw(rest, a.String())
	case how == isVoid:
		ok = r.void(a)
	default:
		ok = r.start(a, how, href)
	}
	if !ok {
		return gaveUp
	}
	return rest
}

// skipComment passes over a comment of the plain kind.
func skipComment(s string) string {
	if !strings.HasPrefix(s, "<!--") || strings.HasPrefix(s[4:], ">") || strings.HasPrefix(s[4:], "->") {
		return gaveUp
	}
	n := strings.Index(s[4:], "-->")
	if n < 0 || strings.Contains(s[4:4+n], "--!>") || strings.HasSuffix(s[:4+n], "<!-") {
		return gaveUp
	}
	return s[4+n+3:]
}

// skipRaw passes over the text of a script or style and its end tag.
func skipRaw(s, name string) string {
	for from := 0; ; {
		i := strings.Index(s[from:], "</")
		if i < 0 || strings.Contains(s[from:from+i], "<!--") {
			return gaveUp
		}
		from += i + 2
		if n := from + len(name); n < len(s) && strings.EqualFold(s[from:n], name) && s[n] == '>' {
			return s[n+1:]
		}
	}
}

// tagName reads the name of a tag.
func tagName(s string, end bool) (name atom.Atom, rest string, ok bool) {
	i := 1
	if end {
		i = 2
	}
	var buf [12]byte
	n := 0
	for ; i < len(s) && n < len(buf); i, n = i+1, n+1 {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if !isLetter(c) && (c < '0' || c > '9') {
			break
		}
		buf[n] = c
	}
	if n == 0 || i >= len(s) || s[i] != '>' && s[i] != '/' && !asciiBlank[s[i]] {
		return 0, s, false
	}
	if n == 1 && buf[0] == 'p' { // every second tag
		return atom.P, s[i:], true
	}
	return atom.Lookup(buf[:n]), s[i:], true
}

// attributes reads what stands in a tag behind its name, and the address in it
// where one is asked for.
func attributes(s string, want bool) (href, rest string, ok bool) {
	for i := 0; i < min(len(s), maxHead); {
		switch c := s[i]; {
		case c == '>':
			return href, s[i+1:], true
		case c == '/' || asciiBlank[c]:
			i++
		case c == '=':
			return "", s, false
		default:
			from := i
			for i < len(s) && s[i] != '=' && s[i] != '>' && s[i] != '/' && !asciiBlank[s[i]] {
				i++
			}
			key := s[from:i]
			value, n := attribute(s[i:])
			if n < 0 {
				return "", s, false
			}
			if i += n; want && strings.EqualFold(key, "href") {
				want = false
				if href, ok = plainValue(value); !ok {
					return "", s, false
				}
			}
		}
	}
	return "", s, false
}

// attribute reads the value behind the key of an attribute, if it has one, and
// returns how many bytes it takes; -1 when it does not end.
func attribute(s string) (value string, n int) {
	i := skipBlanks(s, 0)
	if i >= len(s) || s[i] != '=' {
		return "", i
	}
	if i = skipBlanks(s, i+1); i >= len(s) {
		return "", -1
	}
	if q := s[i]; q == '"' || q == '\'' {
		end := strings.IndexByte(s[i+1:], q)
		if end < 0 {
			return "", -1
		}
		return s[i+1 : i+1+end], i + end + 2
	}
	from := i
	for i < len(s) && s[i] != '>' && !asciiBlank[s[i]] {
		i++
	}
	return s[from:i], i
}

func skipBlanks(s string, i int) int {
	for i < len(s) && asciiBlank[s[i]] {
		i++
	}
	return i
}

// plainValue decodes a value whose only entities are ampersands: the rules for
// others differ from those of text.
func plainValue(s string) (string, bool) {
	n := strings.Count(s, "&")
	if n != strings.Count(s, "&amp;") || strings.IndexByte(s, '\r') >= 0 {
		return "", false
	}
	if n > 0 {
		s = strings.ReplaceAll(s, "&amp;", "&")
	}
	return s, true
}
