package refresh

import (
	"crypto/sha256"
	"hash"
	"html"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/text"
)

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
	for s != "" {
		n := p.ascii(s)
		if s = s[n:]; n == 0 {
			r, size := utf8.DecodeRuneInString(s)
			p.rune(r)
			s = s[size:]
		}
	}
}

// ascii writes the letters that s begins with, as long as they are of ASCII and
// there is room, and returns how many bytes it has read.
func (p *printer) ascii(s string) int {
	if p.n == len(p.buf) {
		p.flush()
	}
	buf := p.buf[p.n:]
	s = s[:min(len(s), len(buf))]
	n := 0
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			s = s[:i]
			break
		}
		// Blanks come at places that nobody foresees, the processor neither: what is no
		// letter is written too, and written over.
		l := printed[c]
		buf[n] = l.lower
		n += int(l.width)
	}
	p.n, p.letters = p.n+n, p.letters+n
	return len(s)
}

// letter is what is written of a byte: itself in lower case, and how many bytes
// of that.
type letter struct{ lower, width byte }

// printed holds the letters and digits of ASCII; all else has no width.
var printed = func() (out [utf8.RuneSelf]letter) {
	for c := range out {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			out[c] = letter{byte(c), 1}
		case c >= 'A' && c <= 'Z':
			out[c] = letter{byte(c) + 'a' - 'A', 1}
		}
	}
	return out
}()

func (p *printer) rune(r rune) {
	if small := smallLetters(); int(r) < len(small) {
		r = rune(small[r])
	} else {
		r = smallLetter(r)
	}
	if r == 0 {
		return
	}
	if p.n+utf8.UTFMax > len(p.buf) {
		p.flush()
	}
	p.n += utf8.EncodeRune(p.buf[p.n:], r)
	p.letters++
}

// smallLetter returns what is written of a character: letters, marks and numbers in
// lower case, 0 for what is none of these.
func smallLetter(r rune) rune {
	if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) {
		return 0
	}
	return unicode.ToLower(r)
}

// smallLetters holds smallLetter of the alphabets, Latin with all its marks among them.
var smallLetters = sync.OnceValue(func() *[0x2000]uint16 {
	t := new([0x2000]uint16)
	for r := range t {
		t[r] = uint16(smallLetter(rune(r)))
	}
	return t
})

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
	b.Grow(min(len(s), most))
	for n := 0; s != "" && n < most; n++ {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		words := s[:min(i, most)]
		if strings.IndexByte(words, '&') >= 0 {
			words = html.UnescapeString(words)
		}
		n += len(words)
		// As a rule there is no other blank to be taken out than those beside tags.
		if words = strings.TrimSpace(words); words != "" {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words)
		}
		if i == len(s) {
			break
		}
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
		blank := 1 // 0 within a word
		for _, c := range []byte(s[:i]) {
			was := blank
			blank = int(uint32(int32(c)-'!') >> 31) // without a branch: nobody foresees where words end
			n += was &^ blank
		}
		if i == len(s) {
			break
		}
		s = skipTag(s[i:])
	}
	return n
}
