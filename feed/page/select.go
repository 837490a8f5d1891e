package page

import (
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of the selectors of a site's rule.
const (
	maxSelector  = 2000 // bytes of one
	maxSelectors = 100
	maxSteps     = 32
	// Some pseudo-classes look at all siblings, or at all that is inside, of every
	// element: a page can make them take minutes.
	maxSelecting = time.Second
)

// chain is a selector cut at its combinators. The library tries every way up the
// tree, which takes exponential time; here a page is walked once a step.
type chain []step

// step matches one element, which stands to one of the step before as joined
// says: inside it (blank), right inside it (>), behind it (~), right behind it
// (+). The first step has none.
type step struct {
	joined byte
	cascadia.Sel
}

// chains reads selectors; those that are none are passed over.
func chains(in []string) []chain {
	var out []chain
	for _, s := range in[:min(len(in), maxSelectors)] {
		if len(s) > maxSelector {
			continue
		}
		if _, err := cascadia.ParseGroup(s); err != nil {
			continue
		}
		for s != "" {
			var p chain
			if p, s = firstChain(s); p != nil {
				out = append(out, p)
			}
		}
	}
	return out
}

// firstChain cuts the first of the selectors that commas part; nil when it cannot
// be cut, or has too many steps.
func firstChain(s string) (p chain, rest string) {
	joined := byte(0)
	for bad := false; ; {
		s = strings.TrimLeft(s, cssBlanks)
		end := stepEnd(s)
		sel, err := cascadia.Parse(s[:end])
		bad = bad || err != nil || len(p) == maxSteps
		p = append(p, step{joined, sel})
		s = strings.TrimLeft(s[end:], cssBlanks)
		switch joined = ' '; {
		case (s == "" || s[0] == ',') && bad:
			return nil, strings.TrimPrefix(s, ",")
		case s == "" || s[0] == ',':
			return p, strings.TrimPrefix(s, ",")
		case strings.IndexByte(cssJoins, s[0]) >= 0:
			joined, s = s[0], s[1:]
		}
	}
}

const cssBlanks, cssJoins = " \t\r\n\f", ">+~"

// stepEnd returns where the part of a selector ends that is about one element.
func stepEnd(s string) int {
	depth, quote := 0, byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i += escaped(s[i+1:])
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"', c == '\'':
			quote = c
		case c == '(', c == '[':
			depth++
		case c == ')', c == ']':
			depth--
		case depth == 0 && strings.IndexByte(","+cssJoins+cssBlanks, c) >= 0:
			return i
		}
	}
	return len(s)
}

// escaped returns the bytes behind a backslash that belong to it: one, or up to
// six hexadecimal digits and a blank.
func escaped(s string) int {
	n := 0
	for n < min(len(s), 6) && strings.IndexByte("0123456789abcdefABCDEF", s[n]) >= 0 {
		n++
	}
	if n == 0 || n < len(s) && strings.IndexByte(cssBlanks, s[n]) >= 0 {
		n++
	}
	return n
}

// walk is one walk through a page: it collects in found what fits a step.
type walk struct {
	step
	before, found map[*html.Node]bool // what fits the step before, and this one
	until         time.Time
	late          bool
}

// below walks through what is below n; inside says whether n or an element around
// it fits the step before.
func (w *walk) below(n *html.Node, inside bool) {
	var last *html.Node
	behind := false
	for c := n.FirstChild; c != nil && !w.late; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		ok := w.joined == 0 || w.joined == ' ' && inside || w.joined == '>' && w.before[n] || w.joined == '+' && w.before[last] || w.joined == '~' && behind
		if ok {
			if w.Match(c) {
				w.found[c] = true
			}
			w.late = time.Now().After(w.until)
		}
		w.below(c, inside || w.before[c])
		last, behind = c, behind || w.before[c]
	}
}

// matches returns what selectors match below doc. Those that take too long are
// passed over.
func matches(doc *html.Node, selectors []string) map[*html.Node]bool {
	all := make(map[*html.Node]bool)
	until := time.Now().Add(maxSelecting)
	for _, p := range chains(selectors) {
		var found map[*html.Node]bool
		for _, s := range p {
			w := walk{step: s, before: found, found: make(map[*html.Node]bool), until: until}
			w.below(doc, false)
			if found = w.found; w.late || len(found) == 0 {
				found = nil
				break
			}
		}
		for n := range found {
			all[n] = true
		}
	}
	return all
}

// strip takes what the selectors match out of a tree, but never all of it.
func strip(doc *html.Node, selectors []string) {
	if len(selectors) == 0 {
		return
	}
	for n := range matches(doc, selectors) {
		if n.Parent != nil && n.DataAtom != atom.Html && n.DataAtom != atom.Body {
			n.Parent.RemoveChild(n)
		}
	}
}

// selected returns what the selectors match, in the order of the page under one
// node; nil when that has no text. What stands inside another match is there
// already.
func selected(doc *html.Node, selectors []string) *html.Node {
	if len(selectors) == 0 {
		return nil
	}
	found := matches(doc, selectors)
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range outermost(bodyOf(doc), found) {
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
