package term

import (
	"testing"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// TestFindAt: a passage is found by its place, also beside others of the same words,
// behind the number of a link and broken over lines.
func TestFindAt(t *testing.T) {
	linked := feed.Plain(feed.Paragraph, "Tide tables ")
	linked.Spans = append(linked.Spans, feed.Span{Text: "here", URL: "https://example.org/t"}, feed.Span{Text: " and tide tables there."})
	a := feed.Article{Standfirst: "Tide tables first.", Body: []feed.Block{linked, para("The tide tables of the tide tables.")}}
	p := render(t, a, Options{Width: 16})
	at := func(block, offset int) Passage {
		within := a.Standfirst
		if block >= 0 {
			within = a.Body[block].Text()
		}
		return Passage{Block: block, Offset: offset, Text: within[offset : offset+11], Within: within}
	}
	text := linked.Text()
	hits := p.FindAt([]Passage{at(-1, 0), at(0, 0), at(0, len(text)-len("tide tables there.")), at(1, 4), at(1, 23)})
	found := map[int]string{}
	for _, h := range hits {
		found[h.Number] += ansi.Strip(ansi.Cut(p.Lines[h.Line], h.From, h.To)) + "/"
	}
	if len(found) != 5 {
		t.Fatalf("%d of 5 are found: %v", len(found), found)
	}
	for i, h := range hits {
		if i > 0 && (h.Line < hits[i-1].Line || h.Number < hits[i-1].Number) {
			t.Errorf("hit %d of number %d comes after line %d", i, h.Number, hits[i-1].Line)
		}
	}
	for _, bad := range []Passage{{Block: 9, Text: "tide", Within: "tide"}, {Block: 1, Offset: 900, Text: "tide", Within: "tide tide tide tide"}, {Block: 1}} {
		if got := p.FindAt([]Passage{bad}); len(got) > 0 {
			t.Errorf("%+v is found at %+v", bad, got)
		}
	}
}
