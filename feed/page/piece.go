package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
)

// piece is one line or block of a page on its way to its part of the article.
type piece struct {
	feed.Block
	text string // Block.Text, kept in step
	gap  bool   // something blank stood before it
	bar  bool   // closed by "|", as cells of a picture table are
	firm bool   // its kind is known from markup
	bold bool   // wholly strong in the markup
}

func newPiece(b feed.Block) piece { return piece{Block: b, text: b.Text()} }

func linePiece(s string) piece { return newPiece(feed.Plain(feed.Paragraph, s)) }

// prose holds for pieces whose text the rules may cut and judge.
func (p *piece) prose() bool { return p.Kind == feed.Paragraph || p.Kind == feed.Quote }

// slice returns the piece with the bytes [from, to) of its text, blanks at the
// ends taken off.
func (p piece) slice(from, to int) piece {
	for from < to {
		r, n := utf8.DecodeRuneInString(p.text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		from += n
	}
	for to > from {
		r, n := utf8.DecodeLastRuneInString(p.text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		to -= n
	}
	p.Spans = cutSpans(p.Spans, from, to)
	p.text = p.text[from:to]
	return p
}

// cutSpans returns the spans of the bytes [from, to) of their joined text.
func cutSpans(spans []feed.Span, from, to int) []feed.Span {
	out := make([]feed.Span, 0, len(spans))
	at := 0
	for _, s := range spans {
		a, b := max(from-at, 0), min(to-at, len(s.Text))
		at += len(s.Text)
		if a < b {
			s.Text = s.Text[a:b]
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		out = append(out, feed.Span{})
	}
	return out
}

// href returns the first address in the piece.
func (p *piece) href() string {
	for _, s := range p.Spans {
		if s.URL != "" {
			return s.URL
		}
	}
	return ""
}

// ended holds for text that ends as a sentence does.
func ended(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`"'»”’)]+`, r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:;。", r) && s != ""
}

// stopped holds for text that ends in a full stop: no title does.
func stopped(s string) bool {
	s = strings.TrimRight(shadow(s), ` "'»”’)]+`)
	return strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") || strings.HasSuffix(s, "。")
}

// wordCount counts what stands between blanks.
func wordCount(s string) (n int) {
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

func runes(s string) int { return utf8.RuneCountInString(s) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"'«“‘( `))
	return r
}

// beforeName holds small words after which a capital is a name, not a new
// sentence, and with which no line of its own ends.
var beforeName = wordSet("in on of at to for with by from and or the a an as into over near between against de du des la le les en au aux à et avec pour par sur dans chez vers entre contre que qui l' d' và của với tại cho các những do")

func wordSet(s string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// dangles holds for a line that ends in a word another must follow.
func dangles(s string) bool { return beforeName[lastWordOf(s)] && wordCount(s) > 2 }

func lastWordOf(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	return s[1+strings.LastIndexFunc(s, unicode.IsSpace):]
}
