package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// maxWeeks bounds a report of all that there are: a hundred years back and one
// ahead. A date beyond is a mistake of its source.
const (
	maxWeeks   = 5218
	weeksAhead = 52
)

const week = 7 * 24 * time.Hour

// Report counts the articles of a query over the given number of weeks up to now, 0
// for all that there are, from the first to the last that has any: at most a hundred
// years back and one ahead. Articles outside of the weeks are in none of its numbers.
// Sort, Limit and Fold of the query do not matter. Themes that stand on none of the
// articles are left out; the others come in their order, each with those below it.
// Pairs count the themes of the marks alone. The error is that of Find.
func (s *Store) Report(ctx context.Context, q query.Query, weeks int) (r feed.Report, err error) {
	found, err := s.Find(ctx, query.Query{Expr: q.Expr})
	if err != nil {
		return r, err
	}
	answers, err := s.Answers(ctx)
	if err != nil {
		return r, err
	}
	h := found.(*hits)
	err = s.view(ctx, func(t *tx) error {
		if err := h.sameFile(t); err != nil {
			return err
		}
		p := &reporting{tx: t, docs: t.newSet().join(h.docs)}
		if err := p.all(mondayOf(s.now()), weeks); err != nil {
			return err
		}
		r = p.report
		return nil
	})
	for i := range r.Themes {
		r.Themes[i].Answers = answers[r.Themes[i].Theme]
	}
	return r, err
}

// mondayOf returns the Monday, 00:00 UTC, of the week that t lies in.
func mondayOf(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}

// reporting is a report under way. What a doc is of is looked up once for all
// themes.
type reporting struct {
	*tx
	docs    docSet
	report  feed.Report
	weeks   []uint16 // by doc: its week plus one, 0 when it is not counted
	sources []uint32 // by doc: its place in ids plus one
	langs   []uint16 // by doc: its place in names plus one
	ids     []feed.ID
	names   []string
	direct  [][]uint16 // by doc: the themes of its marks, by their places
}

func (p *reporting) all(now time.Time, weeks int) error {
	if err := p.parts(now, weeks); err != nil {
		return err
	}
	if err := p.lookUp(); err != nil {
		return err
	}
	known, err := p.known()
	if err != nil {
		return err
	}
	p.direct = make([][]uint16, len(p.weeks))
	var totals []int
	for i := range known.themes {
		own := p.newSet()
		if err := p.addSet(own, setTag(known.themes[i].ID)); err != nil {
			return err
		}
		own.meet(p.docs)
		totals = append(totals, own.count())
		for _, doc := range own.docs() {
			p.direct[doc] = append(p.direct[doc], uint16(i))
		}
		for _, below := range known.family(known.themes[i].ID, false)[1:] {
			if err := p.addSet(own, setTag(below)); err != nil {
				return err
			}
		}
		if own.meet(p.docs); !own.isEmpty() {
			p.report.Themes = append(p.report.Themes, p.theme(known.themes[i].ID, own))
		}
	}
	p.pairs(known, totals)
	return nil
}

// parts finds the week of each doc, and leaves out of docs what lies in none.
func (p *reporting) parts(now time.Time, weeks int) error {
	first, last := p.span(now, weeks)
	n := 0
	if !last.Before(first) {
		n = int(last.Sub(first)/week) + 1
	}
	p.report.All = make([]int, n)
	for i := range n {
		p.report.Weeks = append(p.report.Weeks, first.AddDate(0, 0, 7*i))
	}
	p.weeks = make([]uint16, len(p.docs)*64)
	low, high := first.Unix(), last.Add(week).Unix()
	err := p.eachDated(low, high, func(doc uint32, sec int64) {
		if p.docs.has(doc) && p.weeks[doc] == 0 {
			at := (sec - low) / int64(week/time.Second)
			p.weeks[doc] = uint16(at) + 1
			p.report.All[at]++
		}
	})
	for _, doc := range p.docs.docs() {
		if p.weeks[doc] == 0 {
			p.docs.remove(doc)
		}
	}
	return err
}

// span returns the first week and the last.
func (p *reporting) span(now time.Time, weeks int) (first, last time.Time) {
	if weeks > 0 {
		return now.AddDate(0, 0, -7*(min(weeks, maxWeeks)-1)), now
	}
	low, high := now.AddDate(0, 0, -7*maxWeeks), now.AddDate(0, 0, 7*weeksAhead)
	first, last = now, now.AddDate(0, 0, -7) // of nothing: no week
	for k := range p.up(inDate, appendWhen(nil, low.Unix())) {
		if len(k) == dateKeySize && p.docs.has(docOf(k[whenSize:])) {
			first = mondayOf(time.Unix(whenOf(k), 0))
			break
		}
	}
	for k := range p.back(inDate, appendWhen(nil, high.Add(week).Unix())) {
		if len(k) == dateKeySize && p.docs.has(docOf(k[whenSize:])) {
			if at := mondayOf(time.Unix(whenOf(k), 0)); !at.Before(first) {
				last = at
			}
			break
		}
	}
	return first, last
}

// whenOf reads the second that a key of the list begins with.
func whenOf(key []byte) (sec int64) {
	for _, c := range key[:whenSize] {
		sec = sec<<8 | int64(c)
	}
	return sec - whenBias
}

// eachDated gives the docs that stand in the list from second low to before high to
// do, each with its second.
func (t *tx) eachDated(low, high int64, do func(doc uint32, sec int64)) error {
	for k := range t.up(inDate, appendWhen(nil, low)) {
		if len(k) != dateKeySize {
			return damaged("list key %x", k)
		}
		sec := whenOf(k)
		if sec >= high {
			break
		}
		if doc := docOf(k[whenSize:]); doc < t.is.next {
			do(doc, sec)
		}
	}
	return nil
}

// lookUp finds source and language of each doc.
func (p *reporting) lookUp() error {
	p.sources, p.langs = make([]uint32, len(p.weeks)), make([]uint16, len(p.weeks))
	err := p.eachPart(srcPrefix, func(rest string) (func(doc uint32), error) {
		var id feed.ID
		if rest != "" {
			var err error
			if id, err = feed.ParseID(rest); err != nil {
				return nil, damaged("set %q", srcPrefix+rest)
			}
		}
		p.ids = append(p.ids, id)
		at := uint32(len(p.ids))
		return func(doc uint32) { p.sources[doc] = at }, nil
	})
	if err != nil {
		return err
	}
	return p.eachPart(langPrefix, func(rest string) (func(doc uint32), error) {
		p.names = append(p.names, rest)
		at := uint16(len(p.names))
		return func(doc uint32) { p.langs[doc] = at }, nil
	})
}

// eachPart gives the docs in each of the sets that begin with prefix to what begin
// returns for the rest of its name.
func (p *reporting) eachPart(prefix string, begin func(rest string) (func(doc uint32), error)) error {
	last, first := "", true
	var do func(doc uint32)
	room := make(docSet, shardWords)
	return p.eachShard(prefix, prefix+"\xff", func(name []byte, shard int, c container) (err error) {
		if first || string(name) != last {
			last, first = string(name), false
			if do, err = begin(last[len(prefix):]); err != nil {
				return err
			}
		}
		clear(room)
		c.addTo(room)
		for _, low := range room.meet(p.docs.shard(shard)).docs() {
			do(uint32(shard)<<16 | low)
		}
		return nil
	})
}

// theme counts the docs of one theme.
func (p *reporting) theme(id feed.ID, docs docSet) feed.ThemeReport {
	r := feed.ThemeReport{Theme: id, Weeks: make([]int, len(p.report.Weeks)), Sources: map[feed.ID]int{}, Langs: map[string]int{}}
	sources, langs := make([]int, len(p.ids)+1), make([]int, len(p.names)+1)
	for _, doc := range docs.docs() {
		r.Total++
		r.Weeks[p.weeks[doc]-1]++
		sources[p.sources[doc]]++
		langs[p.langs[doc]]++
	}
	for i, n := range sources[1:] {
		if n > 0 {
			r.Sources[p.ids[i]] = n
		}
	}
	for i, n := range langs[1:] {
		if n > 0 {
			r.Langs[p.names[i]] = n
		}
	}
	return r
}

// pairs counts which themes stand on one article. Were they put on by chance, the
// part of one would have the other that all articles have.
func (p *reporting) pairs(known *names, totals []int) {
	count := map[[2]uint16]int{}
	for _, themes := range p.direct {
		for i, a := range themes {
			for _, b := range themes[i+1:] {
				count[[2]uint16{a, b}]++
			}
		}
	}
	all := float64(p.docs.count())
	for at, n := range count {
		p.report.Pairs = append(p.report.Pairs, feed.ThemePair{
			A: known.themes[at[0]].ID, B: known.themes[at[1]].ID, Count: n,
			Expected: float64(totals[at[0]]) * float64(totals[at[1]]) / all,
		})
	}
	slices.SortFunc(p.report.Pairs, func(a, b feed.ThemePair) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), known.compare(a.A, b.A), known.compare(a.B, b.B))
	})
}
