package theme

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"maps"
	"math"
	"slices"

	"veille/feed"
)

// algorithm is raised when the same words and the same tagging come to score otherwise
// by more than the last digit kept, or to be shown by other evidence: another tier or
// factor, another way to cut or fold words, another voice. Every archive is then scored
// anew, once. Lists of words need no such thing: they are part of the mark.
const algorithm = 3

// digest hashes values so that no two lists of them run together.
type digest struct {
	write func([]byte) (int, error)
}

func (d digest) number(n uint64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	_, _ = d.write(b[:]) // a hash never fails
}

func (d digest) string(s string) {
	d.number(uint64(len(s)))
	_, _ = d.write([]byte(s))
}

func (d digest) lists(m map[string][]string) {
	d.number(uint64(len(m)))
	for _, lang := range sortedKeys(m) {
		d.string(lang)
		d.number(uint64(len(m[lang])))
		for _, s := range m[lang] {
			d.string(s)
		}
	}
}

// markOf hashes what scores depend on. Themes count in the order of their
// identities, since that in which they are listed changes no score.
func markOf(themes []feed.Theme, v *voices) uint64 {
	h := fnv.New64a()
	d := digest{h.Write}
	d.number(algorithm)
	order := make([]int, len(themes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(themes[a].ID.String(), themes[b].ID.String()) })
	for _, i := range order {
		t := &themes[i]
		_, _ = h.Write(t.ID[:])
		_, _ = h.Write(t.Parent[:])
		d.number(uint64(t.Version))
		d.number(math.Float64bits(t.Threshold))
		d.number(uint64(len(t.Yields)))
		for _, id := range t.Yields {
			_, _ = h.Write(id[:])
		}
		for _, n := range namesOf(t) {
			d.string(n.lang)
			d.string(n.text)
		}
		d.number(uint64(len(t.Words)))
		for _, lang := range sortedKeys(t.Words) {
			d.string(lang)
			d.number(uint64(len(t.Words[lang])))
			for _, w := range t.Words[lang] {
				d.number(uint64(w.Tier))
				d.string(w.Text)
			}
		}
		d.lists(t.Not)
		d.number(uint64(v.step(i)))
	}
	return h.Sum64()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
