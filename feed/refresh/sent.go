package refresh

import (
	"crypto/sha256"
	"hash"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/text"
)

// fewLetters is the length of a text below which two articles may be alike by
// accident: the print of such a one holds its identifier too.
const fewLetters = 48

// sentAll says what a feed sent of each item, with the positions of the items to
// go by: items that are the same twice are left out. A source must not make one
// article of several by accident, so an identifier or address that several
// different items share names none of them.
func sentAll(src feed.ID, f *parse.Feed) (sent []feed.Sent, at []int) {
	ids, urls := map[string]string{}, map[string]string{}
	sharedID, sharedURL := map[string]bool{}, map[string]bool{}
	home := text.AddressKey(f.URL)
	keys := make([]string, len(f.Items))
	for i := range f.Items {
		it := &f.Items[i]
		keys[i] = text.AddressKey(it.URL)
		note(ids, sharedID, it.ID, apart(it, keys[i]))
		if keys[i] == home || isHome(keys[i]) {
			keys[i] = ""
		}
		if keys[i] != "" {
			note(urls, sharedURL, keys[i], it.ID)
		}
	}
	sent, at = make([]feed.Sent, 0, len(f.Items)), make([]int, 0, len(f.Items))
	seen := make(map[feed.ID]bool, len(f.Items))
	for i := range f.Items {
		it := &f.Items[i]
		s := feed.Sent{ID: feed.ItemID(src, it.ID)}
		if sharedID[it.ID] {
			s.ID = feed.ItemID(src, it.ID+"\n"+apart(it, text.AddressKey(it.URL)))
		}
		if keys[i] != "" && !sharedURL[keys[i]] {
			s.URL = text.Canonical(it.URL)
		}
		if seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		s.Print = printOf(it)
		sent, at = append(sent, s), append(at, i)
	}
	return sent, at
}

// sentOf says what was sent of one item by itself.
func sentOf(src feed.ID, it *parse.Item) feed.Sent {
	return feed.Sent{ID: feed.ItemID(src, it.ID), URL: text.Canonical(it.URL), Print: printOf(it)}
}

// note remembers with what a name came first, and that it came with something
// else too.
func note(first map[string]string, shared map[string]bool, name, with string) {
	if have, ok := first[name]; !ok {
		first[name] = with
	} else if have != with {
		shared[name] = true
	}
}

// apart is what tells items of one identifier apart.
func apart(it *parse.Item, key string) string {
	if key != "" {
		return key
	}
	return it.Title
}

// isHome reports whether a key of an address is that of a host alone.
func isHome(key string) bool { return !strings.ContainsAny(key, "/?#") }

// printOf hashes the letters and digits of title and text, in lower case: what
// stands between them, markup too, is no part of it.
func printOf(it *parse.Item) feed.ID {
	h := printer{hash: sha256.New()}
	h.text(it.Title)
	h.byte(0)
	if it.Content != "" {
		h.html(it.Content)
	} else {
		h.html(it.Summary)
	}
	h.flush()
	if h.letters < fewLetters {
		h.byte(0)
		h.flush()
		h.hash.Write([]byte(it.ID))
	}
	return feed.ID(h.hash.Sum(nil)[:16])
}

// printer writes letters and digits to a hash by way of a buffer.
type printer struct {
	hash    hash.Hash
	buf     [512]byte
	n       int
	letters int
}

func (p *printer) byte(c byte) {
	if p.n == len(p.buf) {
		p.flush()
	}
	p.buf[p.n] = c
	p.n++
}

func (p *printer) flush() {
	p.hash.Write(p.buf[:p.n])
	p.n = 0
}

func (p *printer) text(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			p.byte(c)
			p.letters++
			i++
		case c >= 'A' && c <= 'Z':
			p.byte(c + 'a' - 'A')
			p.letters++
			i++
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			p.rune(r)
			i += size
		}
	}
}

func (p *printer) rune(r rune) {
	if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) {
		return
	}
	if p.n+utf8.UTFMax > len(p.buf) {
		p.flush()
	}
	p.n += utf8.EncodeRune(p.buf[p.n:], unicode.ToLower(r))
	p.letters++
}

// html writes the text of markup: what stands in angle brackets and the insides
// of script and style are left out.
func (p *printer) html(s string) {
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			p.unescaped(s)
			return
		}
		p.unescaped(s[:i])
		s = skipTag(s[i:])
	}
}

func (p *printer) unescaped(s string) {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	p.text(s)
}

// skipTag returns what follows the tag that s begins with. A < that begins none
// is passed over.
func skipTag(s string) string {
	if len(s) < 2 || !tagStart(s[1]) {
		return s[1:]
	}
	end := ">"
	switch {
	case strings.HasPrefix(s, "<!--"):
		end = "-->"
	case hasTag(s, "script"):
		end = "</script"
	case hasTag(s, "style"):
		end = "</style"
	}
	i := indexFold(s, end)
	if i < 0 {
		return ""
	}
	s = s[i+len(end):]
	if end[0] == '<' {
		if i = strings.IndexByte(s, '>'); i < 0 {
			return ""
		}
		s = s[i+1:]
	}
	return s
}

func tagStart(c byte) bool {
	return c == '!' || c == '/' || c == '?' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func hasTag(s, name string) bool {
	return len(s) > len(name)+1 && strings.EqualFold(s[1:len(name)+1], name) && !tagStart(s[len(name)+1])
}

// indexFold is strings.Index for a lower-case ASCII needle in any letter case.
func indexFold(s, needle string) int {
	if len(needle) == 1 {
		return strings.IndexByte(s, needle[0])
	}
	for i := 0; i+len(needle) <= len(s); i++ {
		j := strings.IndexByte(s[i:], needle[0])
		if j < 0 || i+j+len(needle) > len(s) {
			return -1
		}
		i += j
		if strings.EqualFold(s[i:i+len(needle)], needle) {
			return i
		}
	}
	return -1
}

// plain returns the text of markup on one line, from about its first so many
// bytes.
func plain(s string, most int) string {
	var b strings.Builder
	for s != "" && b.Len() < most {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		words := s[:min(i, most)]
		if strings.IndexByte(words, '&') >= 0 {
			words = html.UnescapeString(words)
		}
		b.WriteString(words)
		if i == len(s) {
			break
		}
		b.WriteByte(' ')
		s = skipTag(s[i:])
	}
	return text.Line(b.String())
}

// roughWords counts the words of markup by the blanks between them, until there
// are at least so many.
func roughWords(s string, enough int) int {
	n := 0
	for s != "" && n < enough {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		inWord := false
		for _, c := range []byte(s[:i]) {
			blank := c <= ' '
			if !blank && !inWord {
				n++
			}
			inWord = !blank
		}
		if i == len(s) {
			break
		}
		s = skipTag(s[i:])
	}
	return n
}
