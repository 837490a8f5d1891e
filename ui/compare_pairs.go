package ui

import (
	"strings"

	"veille/feed"
	"veille/feed/diff"
	"veille/feed/story"
	"veille/feed/text"
)

// comparedPair is a sentence of one version beside its counterpart in another, safe
// to show.
type comparedPair struct {
	a, b      string
	same      bool
	elsewhere bool // the other version says it in another place
	starts    bool // a paragraph begins with it
	runs      []diff.Run
	line      int // that it begins at, as laid out last
}

// Bounds of a comparison: beyond them sentences are shown whole, unmarked.
const (
	maxComparedPairs = 4000
	maxMarkedBytes   = 2000 // of one sentence whose words are told apart
)

// comparePairs tells two versions apart, sentence by sentence and within a sentence
// word by word.
func comparePairs(a, b *feed.Article) []comparedPair {
	one, two := a.Text(), b.Text()
	starts := [2]map[int]bool{blockStarts(a), blockStarts(b)}
	var out []comparedPair
	for _, p := range story.Compare(a, b) {
		if len(out) == maxComparedPairs {
			break
		}
		c := comparedPair{a: text.Line(passage(one, p.A)), b: text.Line(passage(two, p.B)), same: p.Same, elsewhere: p.Elsewhere}
		if c.a == "" && c.b == "" {
			continue
		}
		c.starts = c.a != "" && starts[0][p.A.Start] || c.a == "" && starts[1][p.B.Start]
		if !c.same && len(c.a) <= maxMarkedBytes && len(c.b) <= maxMarkedBytes {
			c.runs = runsBetween(c.a, c.b)
		}
		out = append(out, c)
	}
	return out
}

// blockStarts are the places of a text where its blocks begin.
func blockStarts(a *feed.Article) map[int]bool {
	out := make(map[int]bool, len(a.Body))
	at := 0
	for i := range a.Body {
		out[at] = true
		at += len(a.Body[i].Text()) + len("\n\n")
	}
	return out
}

// runsBetween tells two sentences apart word by word.
func runsBetween(a, b string) []diff.Run {
	var out []diff.Run
	for _, p := range diff.Texts([]string{a}, []string{b}) {
		out = append(out, p...)
	}
	return out
}

// runsOf are the runs of one of the two texts: of the older for '-'.
func (p *comparedPair) runsOf(op byte) []diff.Run {
	if p.runs == nil {
		s := p.a
		if op == '+' {
			s = p.b
		}
		return []diff.Run{{Op: op, Words: strings.Fields(s)}}
	}
	var out []diff.Run
	for _, r := range p.runs {
		if r.Op == ' ' || r.Op == op {
			out = append(out, r)
		}
	}
	return out
}
