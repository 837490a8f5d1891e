package feed

import (
	"strconv"
	"testing"
)

// A record may come from anywhere: very many highlights of the same words, and
// very many tags of theirs, are read in a time that is linear.
func TestManyHighlights(t *testing.T) {
	const n = 100_000
	var same, tagged Record
	for i := range n {
		same.Take(Element{Name: "highlight", Text: "words"})
		tagged.Take(Element{Name: "highlight", Text: "words", Attrs: []ElementAttr{{"tags", "t" + strconv.Itoa(i)}}})
	}
	var a, again Article
	none := func(string) ID { return ID{} }
	same.highlights(&a, none)
	same.Highlights = same.Highlights[:1000]
	same.highlights(&again, none)
	had := map[ID]bool{}
	for i, h := range a.Highlights {
		had[h.ID] = true
		if i < len(again.Highlights) && h.ID != again.Highlights[i].ID {
			t.Fatalf("highlight %d has another identity the second time", i)
		}
	}
	if len(had) != n {
		t.Errorf("%d identities of %d highlights", len(had), n)
	}
	if got := len(tagged.HighlightTags()); got != n {
		t.Errorf("%d tags of %d", got, n)
	}
}
