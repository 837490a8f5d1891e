package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of the HTML that is parsed into a tree; a page beyond them is read as
// the text of its tokens. The parser itself refuses more than 512 open
// elements.
const (
	maxTokens = 200_000
	maxNodes  = 250_000
	maxDepth  = 200
	maxAttrs  = 100_000  // over the whole page; later tags lose theirs
	maxTag    = 64 << 10 // bytes of one tag with attributes
	tagAttrs  = 100      // attributes of one tag
	// Formatting left open is opened again by the parser in every paragraph, so
	// that a short page can become an enormous tree.
	maxFormatting = 8
)

var formatting = map[atom.Atom]bool{
	atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// guardHTML makes HTML safe to parse: comments and the excess of formatting
// and attributes go. It reports false for a page with too many tokens, or from
// which the parser would make too many nodes.
func guardHTML(s string) (string, bool) {
	z := html.NewTokenizer(strings.NewReader(s))
	g := guard{out: make([]byte, 0, len(s))}
	for n := 0; ; n++ {
		tt := z.Next()
		if tt == html.ErrorToken {
			return string(g.out), true
		}
		if n > maxTokens || g.nodes > maxNodes {
			return "", false
		}
		g.token(tt, z)
	}
}

// guard copies the tokens that are safe.
type guard struct {
	out   []byte
	open  int // formatting elements left open
	drop  map[atom.Atom]int
	nodes int // an upper estimate
	attrs int
}

func (g *guard) token(tt html.TokenType, z *html.Tokenizer) {
	switch tt {
	case html.CommentToken:
	case html.StartTagToken, html.SelfClosingTagToken:
		g.start(z)
	case html.EndTagToken:
		g.end(z)
	default:
		g.nodes += 1 + g.open
		g.out = append(g.out, z.Raw()...)
	}
}

// start copies a start tag as it is before its attributes are read, for reading
// them changes it.
func (g *guard) start(z *html.Tokenizer) {
	from := len(g.out)
	g.out = append(g.out, z.Raw()...)
	name, more := z.TagName()
	a := atom.Lookup(name)
	count := 0
	for more && count <= tagAttrs {
		_, _, more = z.TagAttr()
		count++
	}
	g.attrs += count
	if len(g.out)-from > maxTag || count > tagAttrs || g.attrs > maxAttrs {
		g.out = append(append(append(g.out[:from], '<'), name...), '>')
	}
	if !formatting[a] {
		g.nodes += 1 + g.open
		return
	}
	if g.open >= maxFormatting {
		if g.drop == nil {
			g.drop = make(map[atom.Atom]int)
		}
		g.drop[a]++
		g.out = g.out[:from]
		return
	}
	g.open++
	g.nodes++
}

func (g *guard) end(z *html.Tokenizer) {
	from := len(g.out)
	g.out = append(g.out, z.Raw()...)
	name, _ := z.TagName()
	if a := atom.Lookup(name); formatting[a] {
		if g.drop[a] > 0 {
			g.drop[a]--
			g.out = g.out[:from]
			return
		}
		g.open = max(0, g.open-1)
	}
}

// blockTags end a line where HTML is read as the text of its tokens.
var blockTags = func() map[atom.Atom]bool {
	set := make(map[atom.Atom]bool)
	for _, a := range []atom.Atom{
		atom.P, atom.Div, atom.Br, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Td, atom.Th, atom.Table, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Section, atom.Article, atom.Header, atom.Main, atom.Blockquote, atom.Pre, atom.Figure,
		atom.Figcaption, atom.Hr, atom.Dl, atom.Dt, atom.Dd, atom.Address, atom.Option, atom.Body, atom.Center, atom.Caption,
		atom.Aside, atom.Nav, atom.Footer, atom.Form, atom.Fieldset, atom.Legend, atom.Details, atom.Summary, atom.Hgroup,
		atom.Dialog, atom.Menu, atom.Dir, atom.Optgroup, atom.Search,
	} {
		set[a] = true
	}
	return set
}()

// tokenText returns the visible text of HTML without making a tree, one block
// a line, and what stands in its title element.
func tokenText(s string) (body, title string) {
	z := html.NewTokenizer(strings.NewReader(s))
	var b, t strings.Builder
	hidden := atom.Atom(0)
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			return b.String(), t.String()
		case html.TextToken:
			switch hidden {
			case 0:
				b.WriteString(strings.Join(strings.Fields(" "+string(z.Text())+" "), " ") + " ")
			case atom.Title:
				t.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == atom.Script || a == atom.Style || a == atom.Title || a == atom.Textarea || a == atom.Template {
				hidden = 0
				if tt == html.StartTagToken {
					hidden = a
				}
			}
			if blockTags[a] {
				b.WriteString("\n")
			}
		}
	}
}
