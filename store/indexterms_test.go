package store

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"veille/feed"
	"veille/feed/text"
)

// TestBlocksOfTables holds that blocks do not depend on which table has which
// articles, nor on the order in which it took them, and that they hold the
// terms of the texts.
func TestBlocksOfTables(t *testing.T) {
	const n = 60
	articles, place := make([]feed.Article, n), make([]int, n)
	want := map[string][]uint16{}
	for i := range articles {
		articles[i], place[i] = benchArticle(i).Article, i
		have := map[string]bool{}
		eachField(&articles[i], func(field byte, s string) {
			for form, exact := range text.Forms(s) {
				have[string(rune(field+byte(b2i(exact))*termMarked))+form] = true
			}
		})
		for term := range have {
			want[term] = append(want[term], uint16(i))
		}
	}
	r := rand.New(rand.NewPCG(5, 6))
	for tables := range 5 {
		order := r.Perm(n)
		if tables == 0 {
			slices.Sort(order)
		}
		var words gathering
		list := make([]*terms, tables+1)
		for i := range list {
			list[i] = words.take()
		}
		for _, i := range order {
			list[r.IntN(len(list))].add(uint16(i), &articles[i])
		}
		parts, err := words.postings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]uint16{}
		c := blockCursor{blocks: parts.blocks(place), drop: make([]bool, n), blockReader: blockReader{span: n}}
		for ok, err := c.advance(); ok; ok, err = c.advance() {
			if err != nil {
				t.Fatal(err)
			}
			if got[string(c.at())], err = c.appendDocs(got[string(c.at())]); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%d tables: %d terms, not %d, or other articles", len(list), len(got), len(want))
		}
	}
}
