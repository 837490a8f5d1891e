// Package diff tells what changed from one version of an article to the next.
package diff

import (
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// Run is a run of words that two texts share, or that one of them has alone.
type Run struct {
	Op    byte // ' ' in both, '-' in the older alone, '+' in the newer alone
	Words []string
}

// Bounds of a difference. The search is that of E. Myers, "An O(ND) Difference
// Algorithm and Its Variations" (1986): its time and memory grow with the square
// of the number of changes. Texts further apart are compared by paragraphs.
const (
	maxEdits = 1000
	maxWords = 20_000
)

// Paragraphs are the paragraphs that a reader of an article sees, made safe to
// show: title, standfirst, text and captions.
func Paragraphs(a *feed.Article) []string {
	out := []string{text.Line(a.Title), text.Line(a.Standfirst)}
	for i := range a.Body {
		out = append(out, text.Line(a.Body[i].Text()))
	}
	for _, c := range a.Captions {
		out = append(out, text.Line(strings.TrimSpace(c.Text+" "+c.Credit)))
	}
	return out
}

// Texts tells two texts, given by their paragraphs, apart word by word, or paragraph by paragraph where
// they are too far apart for that. It returns the paragraphs of both, none of them
// empty: one that did not change is a single run that both share.
func Texts(older, newer []string) [][]Run { return parted(runsOf(older, newer)) }

// runsOf are the runs of two texts, with paragraphEnd among the words.
func runsOf(older, newer []string) []Run {
	runs, ok := byWords(wordsOf(older), wordsOf(newer))
	if ok {
		return runs
	}
	runs, _ = byWords(older, newer)
	var out []Run
	for _, r := range runs {
		out = append(out, Run{Op: r.Op, Words: wordsOf(r.Words)})
	}
	return out
}

// byWords tells two lists of words apart with the fewest words added and
// removed. What begins and ends alike costs nothing. It is false when that takes
// too long: what stands between is then told as replaced.
func byWords(a, b []string) ([]Run, bool) {
	pre := 0
	for pre < len(a) && pre < len(b) && a[pre] == b[pre] {
		pre++
	}
	end := 0
	for end < len(a)-pre && end < len(b)-pre && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var out []Run
	out = addRun(out, ' ', a[:pre]...)
	script, ok := editScript(a[pre:len(a)-end], b[pre:len(b)-end])
	for _, r := range script {
		out = addRun(out, r.Op, r.Words...)
	}
	return addRun(out, ' ', a[len(a)-end:]...), ok
}

// addRun appends words to the last run when it is of the same kind.
func addRun(out []Run, op byte, words ...string) []Run {
	if len(words) == 0 {
		return out
	}
	if n := len(out) - 1; n >= 0 && out[n].Op == op {
		out[n].Words = append(slices.Clip(out[n].Words), words...)
		return out
	}
	return append(out, Run{Op: op, Words: slices.Clip(words)})
}

// editScript is the shortest way from a to b, word by word.
func editScript(a, b []string) ([]Run, bool) {
	replaced := addRun(addRun(nil, '-', a...), '+', b...)
	switch {
	case len(a) == 0 || len(b) == 0:
		return replaced, true
	case len(a)+len(b) > maxWords:
		return replaced, false
	}
	trace, ok := furthest(a, b)
	if !ok {
		return replaced, false
	}
	return walkBack(a, b, trace), true
}

// furthest finds how far each diagonal k = x - y reaches with d edits, for d from
// 0 until the end of both is reached. trace[d] holds x for the diagonals -d … d.
func furthest(a, b []string) (trace [][]int32, ok bool) {
	limit := min(len(a)+len(b), maxEdits)
	var prev []int32
	for d := 0; d <= limit; d++ {
		row := make([]int32, 2*d+1)
		for k := -d; k <= d; k += 2 {
			x := int32(0)
			switch {
			case d == 0:
			case k == -d || k != d && prev[k-1+d-1] < prev[k+1+d-1]:
				x = prev[k+1+d-1] // down: a word of b comes in
			default:
				x = prev[k-1+d-1] + 1 // to the right: a word of a goes
			}
			for int(x) < len(a) && int(x)-k < len(b) && int(x)-k >= 0 && a[x] == b[int(x)-k] {
				x++
			}
			row[k+d] = x
			if int(x) >= len(a) && int(x)-k >= len(b) {
				return append(trace, row), true
			}
		}
		trace = append(trace, row)
		prev = row
	}
	return nil, false
}

// walkBack reads the way from the end of both texts to their beginning.
func walkBack(a, b []string, trace [][]int32) []Run {
	x, y := len(a), len(b)
	var back []Run // one word each, the last first
	put := func(op byte, w string) { back = append(back, Run{Op: op, Words: []string{w}}) }
	shared := func(until int) {
		for x > until {
			x, y = x-1, y-1
			put(' ', a[x])
		}
	}
	for d := len(trace) - 1; d > 0; d-- {
		k, prev := x-y, trace[d-1]
		if k == -d || k != d && prev[k-1+d-1] < prev[k+1+d-1] {
			shared(int(prev[k+1+d-1]))
			y--
			put('+', b[y])
		} else {
			shared(int(prev[k-1+d-1]) + 1)
			x--
			put('-', a[x])
		}
	}
	shared(0)
	slices.Reverse(back)
	return tidied(back)
}

// tidied joins runs of a kind, puts what was removed before what was added, and
// joins changes that a short word alone parts: they read as one.
func tidied(in []Run) []Run {
	var out []Run
	var gone, come []string
	for i, r := range in {
		switch r.Op {
		case '-':
			gone = append(gone, r.Words...)
			continue
		case '+':
			come = append(come, r.Words...)
			continue
		}
		next := i+1 < len(in) && in[i+1].Op != ' '
		if next && len(gone) > 0 && len(come) > 0 && isSmall(r.Words) {
			gone, come = append(gone, r.Words...), append(come, r.Words...)
			continue
		}
		out = addRun(addRun(out, '-', gone...), '+', come...)
		gone, come = nil, nil
		out = addRun(out, ' ', r.Words...)
	}
	return addRun(addRun(out, '-', gone...), '+', come...)
}

// isSmall holds for one word of a letter or two.
func isSmall(words []string) bool {
	return len(words) == 1 && words[0] != paragraphEnd && len([]rune(words[0])) <= 2
}

// paragraphEnd stands among words where a paragraph ends. No word is like it.
const paragraphEnd = "\n"

// wordsOf are the words of paragraphs, each of which ends with paragraphEnd.
func wordsOf(paragraphs []string) []string {
	var out []string
	for _, p := range paragraphs {
		if words := strings.Fields(p); len(words) > 0 {
			out = append(append(out, words...), paragraphEnd)
		}
	}
	return out
}

// parted parts runs where paragraphs end.
func parted(runs []Run) [][]Run {
	var out [][]Run
	var cur []Run
	for _, r := range runs {
		for _, w := range r.Words {
			if w != paragraphEnd {
				cur = addRun(cur, r.Op, w)
				continue
			}
			if len(cur) > 0 {
				out = append(out, cur)
			}
			cur = nil
		}
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}
