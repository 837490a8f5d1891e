package store

import (
	"fmt"
	"testing"
)

// TestAlikeTerms asks for terms side by side wherever blocks end between them.
func TestAlikeTerms(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 20)
	for before := 320; before < 400; before++ { // a block ends at each place behind so many
		var w blockWriter
		for i := range before {
			w.add(fmt.Appendf(nil, "\x01a%09d", i), []uint16{1})
		}
		for i, end := range []string{"", "ist", "s", "sy", "x"} {
			w.add([]byte("\x01word"+end), []uint16{uint16(2 + i), uint16(10 + i)})
		}
		if _, err := s.update(t.Context(), func(tx *tx) error {
			list, err := tx.segments()
			if err != nil {
				return err
			}
			for _, g := range list {
				if err := tx.dropSegment(g); err != nil {
					return err
				}
			}
			return tx.putSegment(0, 20, w.finish())
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.view(t.Context(), func(tx *tx) error {
			list, err := tx.segments()
			if err != nil {
				return err
			}
			out := tx.newSet()
			terms := [][]byte{[]byte("\x01word"), []byte("\x01words"), []byte("\x01wordx")}
			if err := tx.addDocs(out, list[0], terms, false); err != nil {
				return err
			}
			if got := fmt.Sprint(out.docs()); got != "[2 4 6 10 12 14]" {
				t.Errorf("behind %d terms: %s", before, got)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
