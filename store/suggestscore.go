package store

import (
	"veille/feed"
)

// scores are those of all suggestions, pending or not, as of one change of them. They
// are shared between transactions and never changed: 100,000 suggestions take a
// megabyte, and to read them anew for each list that stands in their order took twenty
// milliseconds.
type scores struct {
	file feed.ID
	sugs uint64                  // state.sugs
	of   map[feed.ID][]scoredDoc // by theme, the surest first, then by doc
}

type scoredDoc struct {
	doc   uint32
	parts uint16 // the score, of scoreParts
}

// scores returns them as this transaction sees them.
func (t *tx) scores() *scores {
	if t.sure != nil && t.sure.sugs == t.is.sugs {
		return t.sure
	}
	t.kept.mu.Lock()
	x := t.kept.sure
	t.kept.mu.Unlock()
	if x != nil && x.file == t.is.file && x.sugs == t.is.sugs && x.sugs != 0 {
		t.sure = x
		return x
	}
	x = t.loadScores()
	if x.sugs != 0 {
		t.sure = x
	}
	return x
}

func (t *tx) loadScores() *scores {
	x := &scores{file: t.is.file, sugs: t.is.sugs, of: map[feed.ID][]scoredDoc{}}
	for k, v := range t.up(inSug, nil) {
		p, ok := inSug.unseal(k, v)
		if !ok || len(k) != 4 {
			continue // a check tells of damage
		}
		doc := docOf(k)
		eachScoreIn(p, func(theme feed.ID, score float64) {
			x.of[theme] = append(x.of[theme], scoredDoc{doc, uint16(scoreOf(score))})
		})
	}
	for id, list := range x.of {
		x.of[id] = bySureness(list)
	}
	return x
}

// bySureness orders scores, the surest first; those that are the same stay as they are.
func bySureness(list []scoredDoc) []scoredDoc {
	var ends [scoreParts + 1]int // where those below so many parts begin
	for _, s := range list {
		ends[s.parts]++
	}
	n := 0
	for parts := scoreParts; parts >= 0; parts-- {
		ends[parts], n = n, n+ends[parts]
	}
	out := make([]scoredDoc, len(list))
	for _, s := range list {
		out[ends[s.parts]] = s
		ends[s.parts]++
	}
	return out
}

// walkCost is how many records are passed on a walk while one is looked up.
const walkCost = 8

// eachScore gives the scores of themes, each for some docs, to yield: of one theme the
// surest first, then by doc, unless they are few and looked up one by one.
func (t *tx) eachScore(of map[feed.ID]docSet, yield func(doc uint32, theme feed.ID, parts uint16)) error {
	any := t.newSet()
	for _, docs := range of {
		any.join(docs)
	}
	if known := t.kept.sureAs(t); known || any.count()*walkCost >= int(t.is.next) {
		x := t.scores()
		for id, docs := range of {
			for _, s := range x.of[id] {
				if docs.has(s.doc) {
					yield(s.doc, id, s.parts)
				}
			}
		}
		return nil
	}
	for _, doc := range any.docs() {
		p, err := t.get(inSug, docKey(doc))
		if err := ignoreDamage(err); err != nil {
			return err
		}
		eachScoreIn(p, func(theme feed.ID, score float64) {
			if of[theme].has(doc) {
				yield(doc, theme, uint16(scoreOf(score)))
			}
		})
	}
	return nil
}

// sureAs reports whether the scores of a transaction are known already.
func (k *kept) sureAs(t *tx) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.sure != nil && k.sure.file == t.is.file && k.sure.sugs == t.is.sugs && t.is.sugs != 0
}
