package refresh

import (
	"errors"
	"slices"

	"veille/feed"
	"veille/feed/fetch"
)

// Articles kept without their page, as all are that come when a source is added:
// the next refresh fetches it, whether or not the feed has changed since. One
// that was asked for in vain waits until its source is due, three times at most.

// untried returns those whose pages were never asked for since they were kept.
func untried(in []feed.Wanted) []feed.Wanted {
	return slices.DeleteFunc(slices.Clone(in), func(w feed.Wanted) bool { return w.Misses > 0 })
}

// overdue returns the latest articles of a source that were kept without their
// pages, as many as there is room for beside others.
func (r *run) overdue(a *ask, src *feed.Source, others []waiting) (out []waiting) {
	for _, wanted := range a.wanting {
		if len(out)+len(others) >= r.o.Pages {
			break
		}
		if slices.ContainsFunc(others, func(w waiting) bool { return w.arrival.Article.ID == wanted.ID }) {
			continue // it has changed since
		}
		art, err := r.k.Article(r.ctx, wanted.ID)
		if err != nil || r.o.fullText(src, art.URL) == feed.FullTextNever {
			continue // destroyed meanwhile, or damage, which is for a repair
		}
		w := waitingFor(&feed.Arrival{Incoming: feed.Incoming{Article: art}}, src)
		w.kept = true
		out = append(out, w)
	}
	return out
}

// counts reports whether a page that did not bring the text has had its chance: not
// when nobody could be reached, nor when the host asked for a pause.
func (r *run) counts(err error) bool {
	if err == nil || errors.Is(err, errTired) {
		return true
	}
	e := asError(err)
	if errors.Is(err, errNotAsked) || errors.Is(err, fetch.ErrBarred) || e.Trouble == feed.TroubleBusy {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return e.Status != 0 || r.held.reached
}
