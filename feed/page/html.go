package page

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"veille/feed"
	"veille/feed/text"
)

// maxReadable is the largest tree given to readability, in nodes: its time and
// memory grow faster than the page.
const maxReadable = 40_000

// fewShare is the share of the visible text below which what readability found
// is not believed.
const fewShare = 0.25

// readHTML reads a page of HTML: metadata, the part that is the article, its
// blocks, then the rules of pages.
func (d *draft) readHTML(s string) {
	safe, ok := guardHTML(s)
	if !ok {
		d.readTokens(s)
		return
	}
	doc, err := html.Parse(strings.NewReader(safe))
	if err != nil {
		d.readTokens(s)
		return
	}
	nodes, depth := measure(doc)
	if depth > maxDepth {
		d.readTokens(s)
		return
	}
	f := d.readMeta(doc)
	base := d.base(f)
	if d.meta.url != "" {
		d.meta.url = resolve(base, d.meta.url)
	}
	if pre := onlyPre(doc); pre != "" {
		d.readText(pre)
		return
	}
	d.dateBelow(doc)
	strip(doc, d.in.Strip)
	small := isSmall(safe, doc)
	root := selected(doc, d.in.Select)
	switch {
	case root != nil:
	case small:
		root = bodyOf(doc)
	default:
		root = d.article(doc, safe, base, nodes)
	}
	b := blocks{base: base}
	b.children(root, inline{})
	b.flush()
	d.cut = b.cut
	switch {
	case len(f.body) > 3*b.size && len(f.body) > 400:
		d.readText(f.body)
	case small:
		d.wire(b.out)
	default:
		d.htmlText(b.out)
	}
}

// smallPage is the size in letters below which HTML that is no document has
// nothing to be found apart: it is a fragment or a note.
const smallPage = 800

// isSmall holds for a short text with tags that is no document. Boilerplate is
// taken out of it.
func isSmall(s string, doc *html.Node) bool {
	return !documentTag.MatchString(s[:min(len(s), sniffReach)]) && textSize(bodyOf(doc), make(map[*html.Node]int)) < smallPage && prune(doc) > 0
}

var documentTag = regexp.MustCompile(`(?i)<(?:!doctype|html|head|body)[\s>]`)

// readFragment reads HTML that is an article and nothing else.
func (d *draft) readFragment(s string) {
	out, cut := readTree(s, d.base(&found{}))
	d.cut = d.cut || cut
	d.wire(out)
}

// readTokens reads HTML that is too much for a tree as the text of its tokens.
func (d *draft) readTokens(s string) {
	body, title := tokenText(s)
	if title = text.Line(title); title != "" {
		d.art.Title, d.art.TitleFrom = text.Limit(d.cutSite(title), maxHeadline), feed.TitleFromMetadata
	}
	d.readText(body)
}

// base is the address that relative links of the page count from.
func (d *draft) base(f *found) *url.URL {
	var base *url.URL
	for _, s := range []string{d.in.URL, d.meta.url, d.in.Name} {
		if safe, ok := text.SafeURL(s); ok {
			if u, err := url.Parse(safe); err == nil {
				base = u
				break
			}
		}
	}
	if b := f.value["base"]; b != "" {
		if safe := resolve(base, b); safe != "" {
			if u, err := url.Parse(safe); err == nil {
				return u
			}
		}
	}
	return base
}

// measure returns the number of nodes and the depth of a tree.
func measure(doc *html.Node) (nodes, depth int) {
	level := 0
	for n := doc; n != nil; {
		nodes++
		depth = max(depth, level)
		if n.FirstChild != nil {
			n, level = n.FirstChild, level+1
			continue
		}
		for n != nil && n != doc && n.NextSibling == nil {
			n, level = n.Parent, level-1
		}
		if n == nil || n == doc {
			break
		}
		n = n.NextSibling
	}
	return nodes, depth
}

// boilerplate are elements that hold no article text unless they hold half of
// it: some sites put everything into a form.
var boilerplate = map[atom.Atom]bool{
	atom.Nav: true, atom.Aside: true, atom.Footer: true, atom.Form: true, atom.Button: true, atom.Iframe: true,
}

// unseen are elements without text of the page.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Svg: true, atom.Object: true,
	atom.Select: true, atom.Textarea: true, atom.Input: true, atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Iframe: true,
}

// prune takes boilerplate and what is hidden out of the tree, and returns how
// many letters can be seen in the rest. It does not look at class names: they
// mislead more often than they help.
func prune(doc *html.Node) (left int) {
	sizes := make(map[*html.Node]int)
	total := textSize(doc, sizes)
	var drop []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (hiddenNode(n) || boilerplate[n.DataAtom] && sizes[n]*2 < total) {
			drop = append(drop, n)
		}
	}
	left = total
	for _, n := range drop {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
			left -= sizes[n]
		}
	}
	return left
}

func hiddenNode(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" {
			return n.DataAtom != atom.Body && n.DataAtom != atom.Html
		}
	}
	return false
}

// textSize counts the letters that can be seen below each element.
func textSize(n *html.Node, sizes map[*html.Node]int) int {
	if n.Type == html.TextNode {
		size := 0
		for i := range len(n.Data) {
			if c := n.Data[i]; !asciiBlank[c] && utf8.RuneStart(c) {
				size++
			}
		}
		return size
	}
	if n.Type == html.ElementNode && unseen[n.DataAtom] {
		return 0
	}
	size := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		size += textSize(c, sizes)
	}
	if n.Type == html.ElementNode {
		sizes[n] = size
	}
	return size
}

// onlyPre returns the text of a page that is nothing but one pre element.
func onlyPre(doc *html.Node) string {
	sizes := make(map[*html.Node]int)
	total := textSize(bodyOf(doc), sizes)
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Pre {
			if total > 0 && sizes[n]*10 >= total*9 {
				return textOf(n)
			}
			return ""
		}
	}
	return ""
}

func bodyOf(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Body {
			return n
		}
	}
	return doc
}

// article finds the part of the page that is the article: what readability
// finds, unless that is little of the text; then the longest article element,
// then the whole body. Doc is changed; safe is the page it was made of.
func (d *draft) article(doc *html.Node, safe string, base *url.URL, nodes int) *html.Node {
	total := prune(doc)
	sizes := make(map[*html.Node]int)
	var found *html.Node
	if nodes <= maxReadable {
		if found = d.readable(doc, base); found != nil {
			if n := textSize(found, sizes); n >= sureText || float64(n) >= fewShare*float64(total) {
				return found
			}
		}
		again, err := html.Parse(strings.NewReader(safe))
		if err != nil {
			return doc
		}
		doc = again
		strip(doc, d.in.Strip)
		prune(doc)
	}
	body := bodyOf(doc)
	total = textSize(body, sizes)
	var longest *html.Node
	for n := range body.Descendants() {
		if n.DataAtom == atom.Article && (longest == nil || sizes[n] > sizes[longest]) {
			longest = n
		}
	}
	if longest != nil && float64(sizes[longest]) >= fewShare*float64(total) {
		return longest
	}
	return body
}

// sureText is the size in letters from which a text that was found is believed,
// however little of the page it is: comments may be more.
const sureText = 300

// readable asks readability for the article, and for what the page says of
// itself. It changes the tree.
func (d *draft) readable(doc *html.Node, base *url.URL) (n *html.Node) {
	defer func() {
		if recover() != nil { // a fault of the library costs the extraction, not the page
			n = nil
		}
	}()
	if base == nil {
		base = &url.URL{}
	}
	p := readability.NewParser()
	a, err := p.ParseAndMutate(doc, base)
	if err != nil {
		return nil
	}
	d.said(a)
	return a.Node
}
