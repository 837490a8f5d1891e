package refresh

import (
	"fmt"

	"veille/feed"
)

// tell tells of one event at a time.
func (r *run) tell(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ctx.Err() == nil {
		r.say(e)
	}
}

// say tells of an event. A fault of whom is told ends the refresh: it is none of
// the source's.
func (r *run) say(e Event) {
	defer r.guard("tell of a refresh")
	r.each(e)
}

// skip tells of a source that is not asked.
func (r *run) skip(a *ask, why Skip, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Skipped++
	e := Event{Source: a.src, Phase: Skipped, Poll: a.poll, Why: why, Err: err}
	if why == SkipHost {
		e.Until = r.shut[a.host].until
	}
	r.say(e)
}

// drop skips a source that was to be asked.
func (r *run) drop(a *ask, why Skip, err error) {
	r.skip(a, why, err)
	r.done()
}

// finish tells of a source whose Poll is kept.
func (r *run) finish(a *ask, p feed.Poll) {
	if a.resting {
		r.drop(a, SkipNotDue, nil)
		return
	}
	r.count(a, p)
	r.done()
}

func (r *run) count(a *ask, p feed.Poll) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Asked++
	r.sum.New += a.kept.New
	r.sum.Updated += a.kept.Updated
	if a.err != nil {
		r.sum.Failed++
	} else if a.unchanged {
		r.sum.Unchanged++
	}
	r.say(Event{Source: a.src, Phase: Finished, Kept: a.kept, Unchanged: a.unchanged, Poll: p, Took: r.o.Now().Sub(a.began), Err: a.err})
}

// done counts a source that is through; after the last the workers go home.
func (r *run) done() {
	r.mu.Lock()
	r.left--
	left := r.left
	r.mu.Unlock()
	if left == 0 {
		r.turns.close()
		return
	}
	r.settle()
}

// guard ends the refresh for a fault of ours; deferred.
func (r *run) guard(what string) {
	if v := recover(); v != nil {
		r.stop(fmt.Errorf("%s: own fault: %v", what, v))
	}
}

// stop ends the refresh for an error of the library.
func (r *run) stop(err error) { r.cancel(err) }
