package store

import (
	"bytes"
	"fmt"
	"slices"

	"veille/feed/query"
	"veille/feed/text"
)

// fieldOf returns the field of the index that answers for where words are
// looked for; whole is false when the field has more than was asked for.
func fieldOf(in string) (field byte, whole bool) {
	switch in {
	case "":
		return termText, true
	case "title":
		return termTitle, true
	case "agency":
		return termAgency, true
	case "author":
		return termAuthor, true
	case "place":
		return termPlace, true
	case "url":
		return termURL, true
	}
	return termText, false
}

// words returns the docs in which w surely is and those in which it may be,
// which must be read to know. Labels of themes are not looked at. Docs that are
// gone may be among both. Of one word the index is sure, in any spelling; the
// words of a phrase are somewhere in the text. Where it is sure of all, both are
// the same set.
func (t *tx) words(w query.Words) (sure, may docSet, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("search the index: %w", err)
		}
	}()
	x, err := t.index()
	if err != nil {
		return nil, nil, err
	}
	field, whole := fieldOf(w.In)
	groups := w.Matcher().Groups()
	for i, g := range groups {
		s, m, err := x.group(g, field)
		if err != nil {
			return nil, nil, err
		}
		if i == 0 {
			sure, may = s, m
		} else {
			may = may.and(m)
		}
	}
	switch {
	case len(groups) == 0:
		return t.newSet(), t.newSet(), nil
	case len(groups) > 1 || !whole:
		sure = t.newSet()
	}
	if x.open.isEmpty() {
		return sure, may, nil
	}
	return sure.andNot(x.open), may.or(x.open), nil
}

// index is how one transaction uses the index.
type index struct {
	*tx
	segments []segment
	open     docSet // docs of which the index says nothing
}

func (t *tx) index() (x *index, err error) {
	if t.indexed != nil {
		return t.indexed, nil
	}
	x = &index{tx: t}
	if x.segments, err = t.segments(); err != nil {
		return nil, err
	}
	x.open, err = t.set(setEdited)
	at := uint32(0)
	for _, g := range append(slices.Clip(x.segments), segment{first: t.is.next}) {
		for ; at < g.first; at++ {
			x.open.add(at)
		}
		at = g.end
	}
	if err == nil && !t.writes {
		t.indexed = x
	}
	return x, err
}

// group returns the docs that surely have one of the sequences of a group, and
// those that may: they have all words of one.
func (x *index) group(g text.Group, field byte) (sure, may docSet, err error) {
	sure = x.newSet()
	var loose []docSet
	for _, seq := range g {
		var all docSet
		for i := range seq {
			docs := sure
			if len(seq) > 1 {
				docs = x.newSet()
			}
			if err := x.term(docs, &seq[i], field); err != nil {
				return nil, nil, err
			}
			if i == 0 {
				all = docs
			} else {
				all = all.and(docs)
			}
		}
		if len(seq) > 1 {
			loose = append(loose, all)
		}
	}
	may = sure
	for _, docs := range loose {
		may = may.or(docs)
	}
	return sure, may, nil
}

// term adds the docs that have a term to out.
func (x *index) term(out docSet, w *text.Term, field byte) error {
	keys, exact, prefix := w.Keys()
	if exact {
		field += termMarked
	}
	terms := make([][]byte, len(keys))
	for i, key := range keys {
		terms[i] = append([]byte{field}, key...)
	}
	slices.SortFunc(terms, bytes.Compare)
	for _, g := range x.segments {
		if err := x.addDocs(out, g, terms, prefix); err != nil {
			return err
		}
	}
	return nil
}
