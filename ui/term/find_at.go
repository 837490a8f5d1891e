package term

import (
	"sort"

	"veille/feed/text"
)

// Passage is a word or phrase of a text, told by the text of the block it stands
// in (-1: of the standfirst) and its byte offset there.
type Passage struct {
	Block  int
	Offset int
	Text   string
	Within string // the block's text
}

// FindAt returns where passages stand on the page, numbered in their order. What is
// cut off or shown in another way is not found and has no number. A passage is told
// from others of the same words by how many of them stand before it.
func (p *Page) FindAt(passages []Passage) []Hit {
	var out []Hit
	number := 0
	for i := range passages {
		hits := p.passage(&passages[i])
		for j := range hits {
			hits[j].Number = number
			out = append(out, hits[j])
		}
		if len(hits) > 0 {
			number++
		}
	}
	return out
}

func (p *Page) passage(at *Passage) []Hit {
	m := text.NewFinder(at.Text)
	if m.IsEmpty() {
		return nil
	}
	before := 0
	for _, r := range m.Ranges(at.Within) {
		if r[0] < at.Offset {
			before++
		}
	}
	from := sort.Search(len(p.Anchors), func(i int) bool { return p.Anchors[i].Block >= at.Block })
	end := from
	for end < len(p.Anchors) && p.Anchors[end].Block == at.Block {
		end++
	}
	h := p.hay(from, end, true)
	found := m.Ranges(h.text.String())
	if before >= len(found) {
		return nil
	}
	hits := h.hits(found[before][0], found[before][1])
	for i := range hits {
		hits[i].Line += from
	}
	return hits
}
