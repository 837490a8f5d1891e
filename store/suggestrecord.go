package store

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket sug: all that the text of a doc suggests, surest first, whatever themes it
// carries and whatever was answered. A doc that nothing is suggested for has no
// record.
//
//	1 suggestion*{1 theme  2 score in 1/10,000  3 version  4 spans, as in mark}
//
// Bucket drop: that a suggestion was dismissed, the last time.
//
//	1 version  2 at  3 score  4 list, as in names.lists
const scoreParts = 10_000

// maxSpans bounds the evidence kept of one suggestion: the first of it, that of
// title and standfirst before that of the text.
const maxSpans = 32

func encodeSuggestions(list []feed.Suggestion) (b []byte) {
	for i := range list {
		s := &list[i]
		b = addMessage(b, 1, func(m []byte) []byte {
			m = addUint(addID(m, 1, s.Theme), 2, uint64(scoreOf(s.Score)))
			m = addInt(m, 3, int64(s.Version))
			if len(s.Spans) == 0 {
				return m
			}
			return addMessage(m, 4, func(p []byte) []byte { return appendSpans(p, s.Spans[:min(len(s.Spans), maxSpans)]) })
		})
	}
	return b
}

// scoreOf is a score as it is kept.
func scoreOf(score float64) int {
	if !(score > 0) { // nor a number that is none
		return 0
	}
	return int(math.Round(min(score, 1) * scoreParts))
}

func decodeSuggestions(b []byte) (out []feed.Suggestion, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		if n != 1 {
			r.skip()
			continue
		}
		out = append(out, r.suggestion())
	}
	return out, r.err
}

func (r *record) suggestion() (s feed.Suggestion) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			s.Theme = m.id()
		case 2:
			s.Score = float64(min(m.uint(), scoreParts)) / scoreParts
		case 3:
			s.Version = int(m.int())
		case 4:
			s.Spans = m.ranges()
		default:
			m.skip()
		}
	}
	r.done(m)
	return s
}

// suggestions returns what the text of a doc suggests.
func (t *tx) suggestions(doc uint32) ([]feed.Suggestion, error) {
	p, err := t.get(inSug, docKey(doc))
	if p == nil || err != nil {
		return nil, err
	}
	list, err := decodeSuggestions(p)
	if err != nil {
		return nil, damaged("suggestions of document %d", doc)
	}
	return list, nil
}

// eachScoreIn gives the scores of a record to yield, as far as it can be read,
// without its evidence.
func eachScoreIn(b []byte, yield func(theme feed.ID, score float64)) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		if n != 1 {
			r.skip()
			continue
		}
		m := r.message()
		var id feed.ID
		var parts uint64
		for n := m.next(); n != 0 && n <= 2; n = m.next() { // they are written first
			if n == 1 {
				id = m.id()
			} else {
				parts = m.uint()
			}
		}
		if m.err == nil {
			yield(id, float64(min(parts, scoreParts))/scoreParts)
		}
	}
}

// dismissal is the record of one.
type dismissal struct {
	version int
	at      time.Time
	score   float64
	list    uint32
}

func (d *dismissal) encode() []byte {
	b := addInt(make([]byte, 0, 40), 1, int64(d.version))
	b = addFloat(addTime(b, 2, d.at), 3, d.score)
	return addUint(b, 4, uint64(d.list))
}

func decodeDismissal(b []byte) (d dismissal, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			d.version = int(r.int())
		case 2:
			d.at = r.time()
		case 3:
			d.score = r.float()
		case 4:
			d.list = uint32(r.uint())
		default:
			r.skip()
		}
	}
	return d, r.err
}

// putDrops keeps dismissals of a theme, each alike for some docs.
func (t *tx) putDrops(theme feed.ID, list []alike) error {
	bySet := map[string]*roaring.Bitmap{}
	for _, a := range list {
		d, err := decodeDismissal(a.mark)
		if err != nil {
			return damaged("dismissal of theme %s", theme)
		}
		joinAt(bySet, setDrop(theme, d.list), a.docs)
		for it := a.docs.Iterator(); it.HasNext(); {
			if err := t.put(inDrop, markKey(it.Next(), theme), slices.Clip(a.mark)); err != nil {
				return err
			}
		}
	}
	return t.changeAll(bySet, true)
}

// delDrops takes dismissals back.
func (t *tx) delDrops(theme feed.ID, list []alike) error {
	bySet := map[string]*roaring.Bitmap{}
	for _, a := range list {
		d, err := decodeDismissal(a.mark)
		if err != nil {
			return damaged("dismissal of theme %s", theme)
		}
		joinAt(bySet, setDrop(theme, d.list), a.docs)
		for it := a.docs.Iterator(); it.HasNext(); {
			if err := t.del(inDrop, markKey(it.Next(), theme)); err != nil {
				return err
			}
		}
	}
	return t.changeAll(bySet, false)
}

// joinAt adds docs to those under a name.
func joinAt(sets map[string]*roaring.Bitmap, name string, docs *roaring.Bitmap) {
	if sets[name] == nil {
		sets[name] = roaring.New()
	}
	sets[name].Or(docs)
}

// changeAll puts docs into sets by name or takes them out.
func (t *tx) changeAll(sets map[string]*roaring.Bitmap, on bool) error {
	for _, name := range sortedNames(sets) {
		if err := t.change(name, sets[name], on); err != nil {
			return err
		}
	}
	return nil
}

// setDrop holds the docs whose suggestion was dismissed while the words of the
// theme were a list.
func setDrop(theme feed.ID, list uint32) string {
	return fmt.Sprintf("%s%s/%08x", dropPrefix, theme, list)
}

func setSug(theme feed.ID) string { return sugPrefix + theme.String() }

// listOf names the words of a theme: another list, another number, never 0.
func listOf(th *feed.Theme) uint32 {
	only := feed.Theme{Words: th.Words, Not: th.Not, Yields: th.Yields}
	return max(1, bucketSum(encodeTheme(&only)))
}

func bucketSum(b []byte) uint32 { return inTheme.sum(nil, b) }

// themesMark names all that is known of themes.
func (n *names) themesMark() uint64 {
	var b []byte
	for i := range n.themes {
		b = append(b, n.themes[i].ID[:]...)
		b = protowire.AppendBytes(b, encodeTheme(&n.themes[i]))
	}
	return hash64(b)
}
