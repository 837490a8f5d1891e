package ui

import (
	"context"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// Looked is how far a watched query was looked at: what it finds later is news.
//
// News are the unread articles that arrived after At, the newest arrival looked
// at: this holds over restarts and while articles are read, retagged and leave
// the query. Articles that say themselves when they were fetched, as exported
// ones do, may come with an older date; they are seen by the query finding more
// than All articles, read or not, which is what it found when looked at.
type Looked struct {
	At  time.Time `json:"at"`
	All int       `json:"all"`
	Of  string    `json:"of"` // the query it was: of another all is news to come
}

// watched is a saved query in a tally.
type watched struct {
	feed.SavedQuery
	parsed query.Query
	last   Looked
	known  bool // last is of this query
	looked bool // its view was just read
}

// tallyJob is what numbers of saved queries are made of.
type tallyJob struct {
	queries []watched
	now     time.Time
}

func (m *model) tallyJob(looked feed.ID) tallyJob {
	job := tallyJob{now: m.o.Now()}
	for _, q := range m.facts.queries {
		if m.facts.broken[q.ID] {
			continue // it is shown as such
		}
		w := watched{SavedQuery: q, parsed: m.parse(q.Query)}
		w.last, w.known = m.session.Looked[q.ID.String()]
		w.known = w.known && w.last.Of == q.Query
		w.looked = q.ID == looked
		job.queries = append(job.queries, w)
	}
	return job
}

// run counts all of the queries at once, then the news of those that are
// watched.
func (j tallyJob) run(ctx context.Context, lib Library) tallyMsg {
	msg := tallyMsg{counts: map[feed.ID]feed.Count{}, news: map[feed.ID]int{}, seen: map[string]Looked{}}
	counts, wide, err := j.counts(ctx, lib)
	if err != nil {
		return tallyMsg{err: err}
	}
	for i := range j.queries {
		w := &j.queries[i]
		msg.counts[w.ID] = counts[i]
		if !w.Watch {
			continue
		}
		since, err := w.arrived(ctx, lib, j.now)
		if err != nil && ctx.Err() == nil {
			continue // its news cannot be told; those of the others can
		}
		if err != nil {
			return tallyMsg{err: err}
		}
		switch {
		case !w.known:
			msg.seen[w.ID.String()] = Looked{At: j.now, All: wide[i].All, Of: w.Query}
		case w.looked:
			if since.newest.After(w.last.At) || wide[i].All != w.last.All {
				msg.seen[w.ID.String()] = Looked{At: later(since.newest, w.last.At), All: wide[i].All, Of: w.Query}
			}
		default:
			dated := min(wide[i].All-w.last.All-since.all, counts[i].Unread-since.unread)
			msg.news[w.ID] = since.unread + max(0, dated)
		}
	}
	return msg
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// counts returns the numbers of all queries, and those without the conditions
// on states: reading an article must not hide that another came.
func (j tallyJob) counts(ctx context.Context, lib Library) (counts, wide []feed.Count, err error) {
	var qs []query.Query
	at := make([]int, len(j.queries)) // of the wider one of each
	for i := range j.queries {
		qs = append(qs, j.queries[i].parsed)
	}
	for i := range j.queries {
		at[i] = i
		if w := &j.queries[i]; w.Watch && w.parsed.Has("is") {
			at[i] = len(qs)
			qs = append(qs, w.parsed.Without("is"))
		}
	}
	all, err := lib.Tally(ctx, qs)
	if err != nil && len(all) != len(qs) { // else it is about some, which count nothing
		return nil, nil, err
	}
	for i := range j.queries {
		wide = append(wide, all[at[i]])
	}
	return all[:len(j.queries)], wide, nil
}

// arrivals are the articles that came after a query was looked at.
type arrivals struct {
	all, unread int
	newest      time.Time // arrival, also of one looked at
}

// arrived counts them. The query language knows the minute, so those of the
// same minute are told apart by their rows.
func (w *watched) arrived(ctx context.Context, lib Library, now time.Time) (a arrivals, err error) {
	if !w.known {
		return a, nil
	}
	q := w.parsed.Without("is").With(query.Date{Op: "fetched", Value: ">=" + w.last.At.In(now.Location()).Format("2006-01-02 15:04")})
	q.Sort, q.Limit = query.Newest, 0
	hits, err := lib.Find(ctx, q)
	if err != nil {
		return a, err
	}
	total := min(hits.Len(), scanned)
	for from := 0; from < total; {
		hs, err := hits.Heads(ctx, from, min(200, total-from))
		if err != nil || len(hs) == 0 {
			return a, err
		}
		for i := range hs {
			a.newest = later(hs[i].Fetched, a.newest)
			if !hs[i].Fetched.After(w.last.At) {
				continue
			}
			a.all++
			if !hs[i].Read {
				a.unread++
			}
		}
		from += len(hs)
	}
	return a, nil
}
