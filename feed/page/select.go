package page

import (
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of the selectors of a site's rule.
const (
	maxSelector  = 2000 // bytes of one
	maxSelectors = 100
)

// queries reads selectors; those that are none are passed over.
func queries(in []string) []cascadia.Sel {
	var out []cascadia.Sel
	for _, s := range in[:min(len(in), maxSelectors)] {
		if len(s) > maxSelector {
			continue
		}
		group, err := cascadia.ParseGroup(s)
		if err != nil {
			continue
		}
		for _, sel := range group {
			if sel.PseudoElement() == "" {
				out = append(out, sel)
			}
		}
	}
	return out
}

// strip takes what the selectors match out of a tree, but never all of it.
func strip(doc *html.Node, selectors []string) {
	for _, sel := range queries(selectors) {
		for _, n := range cascadia.QueryAll(doc, sel) {
			if n.Parent != nil && n.DataAtom != atom.Html && n.DataAtom != atom.Body {
				n.Parent.RemoveChild(n)
			}
		}
	}
}

// selected returns what the selectors match, in the order of the page under one
// node; nil when that has no text. What stands inside another match is there
// already.
func selected(doc *html.Node, selectors []string) *html.Node {
	found := make(map[*html.Node]bool)
	body := bodyOf(doc)
	for _, sel := range queries(selectors) {
		for _, n := range cascadia.QueryAll(body, sel) {
			found[n] = true
		}
	}
	if len(found) == 0 {
		return nil
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range outermost(body, found) {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
		root.AppendChild(n)
	}
	if textSize(root, make(map[*html.Node]int)) == 0 {
		return nil
	}
	return root
}

// outermost returns the nodes of a set that stand in no other of it, in the order
// of the page.
func outermost(n *html.Node, set map[*html.Node]bool) []*html.Node {
	if set[n] {
		return []*html.Node{n}
	}
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, outermost(c, set)...)
	}
	return out
}
