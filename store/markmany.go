package store

import (
	"bytes"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// putMany puts a theme on docs by many marks, each alike for some of them, at the
// cost of one: the sets are written once.
func (t *tx) putMany(theme feed.ID, list []alike) error {
	by, at := map[feed.By][]uint32{}, map[time.Time][]uint32{}
	marks := make([]feed.Mark, len(list))
	for i, a := range list {
		m, err := decodeMark(a.mark, theme)
		if err != nil {
			return damaged("mark of theme %s", theme)
		}
		marks[i] = m
		docs := a.docs.ToArray()
		by[m.By] = append(by[m.By], docs...)
		if len(m.Spans) > 0 {
			at[m.At.UTC()] = append(at[m.At.UTC()], docs...)
		}
	}
	all := docsOf(list)
	if err := t.dropBy(theme, all); err != nil {
		return err
	}
	for who, docs := range by {
		if err := t.change(setBy(who, theme), bitmapOfAll(docs), true); err != nil {
			return err
		}
	}
	since, err := t.rewrittenSince(at)
	if err != nil {
		return err
	}
	for i, a := range list {
		bare := marks[i]
		bare.Spans = nil
		for it := a.docs.Iterator(); it.HasNext(); {
			doc, rec := it.Next(), a.mark
			if since[doc] {
				rec = encodeMark(&bare)
			}
			if err := t.put(inMark, markKey(doc, theme), slices.Clip(rec)); err != nil {
				return err
			}
		}
	}
	return t.change(setTag(theme), all, true)
}

// rewrittenSince is rewritten for docs by time.
func (t *tx) rewrittenSince(at map[time.Time][]uint32) (map[uint32]bool, error) {
	out := map[uint32]bool{}
	for when, docs := range at {
		since, err := t.rewritten(bitmapOfAll(docs), when)
		if err != nil {
			return nil, err
		}
		for doc, is := range since {
			out[doc] = is
		}
	}
	return out, nil
}

// among returns the groups with only those docs that are still kept.
func among(list []alike, all docSet) (out []alike) {
	for _, a := range list {
		if docs := present(a.docs, all); !docs.IsEmpty() {
			out = append(out, alike{a.mark, docs})
		}
	}
	return out
}

// docsOf are the docs of all groups.
func docsOf(list []alike) *roaring.Bitmap {
	docs := make([]uint32, 0, len(list))
	for _, a := range list {
		docs = append(docs, a.docs.ToArray()...)
	}
	return bitmapOfAll(docs)
}

// bitmapOfAll sorts docs: one added after the other out of order moves all behind
// it.
func bitmapOfAll(docs []uint32) *roaring.Bitmap {
	slices.Sort(docs)
	return roaring.BitmapOf(docs...)
}

// grouping gathers docs by records that are the same to the byte.
type grouping struct {
	list []alike
	at   map[string]int
}

func (g *grouping) add(doc uint32, rec []byte) {
	i, ok := g.at[string(rec)]
	if !ok {
		i = len(g.list)
		setAt(&g.at, string(rec), i)
		g.list = append(g.list, alike{bytes.Clone(rec), roaring.New()})
	}
	g.list[i].docs.Add(doc)
}

// fewGroups are operations of their own.
const fewGroups = 8

// markOps returns the operations that put a theme on by groups of marks, or take it
// off.
func markOps(theme feed.ID, groups []alike, on bool) (ops []op) {
	switch {
	case len(groups) == 0:
		return nil
	case len(groups) > fewGroups:
		return []op{{kind: opMany, theme: theme, docs: docsOf(groups), on: on, held: groups}}
	}
	for _, g := range groups {
		ops = append(ops, op{kind: opMark, theme: theme, docs: g.docs, on: on, mark: g.mark})
	}
	return ops
}
