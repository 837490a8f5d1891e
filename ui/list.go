package ui

import (
	"veille/feed"
	"veille/feed/query"
)

// list is the pane of rows: a window over the answer to a query, which may be
// of any length. It holds some three pages of rows around the cursor; the root
// asks after each update what is missing.
type list struct {
	text   string      // of the query as typed
	query  query.Query // what the rows answer
	marks  []mark      // what of it to mark in texts
	hits   feed.Hits   // nil until the first answer
	part   bool        // the first rows alone: the whole answer is on its way
	n      int
	cursor int
	top    int
	rows   int // articles that fit

	win     []feed.Head
	from    int
	id      feed.ID // of the article under the cursor: it is kept, the position is not
	gen     int     // of hits: an answer about others is stale
	loading bool
	failed  bool // the rows could not be read: not asked for again before the next move
	stale   bool // the rows must be read again
	hasty   bool // the cursor is on its way: keys come fast
	undated bool // rows without a date were seen: their dates say so
	years   bool // rows of another year were seen: dates show theirs

	asked    int       // counts the views asked for; an answer to an earlier one is stale
	sought   string    // the query asked for, while it takes long
	answered int       // the last of them that came back
	wanted   *question // the view asked for, until its answer is there
	slow     bool      // the rows are those of before: the answer takes long
	fresh    int       // articles that arrived and wait

	standing standIns // versions that rows show in place of their own

	pick selection
}

// show takes a new answer with the rows around its cursor.
func (l *list) show(hits feed.Hits, n, cursor, from int, win []feed.Head) {
	l.gen++
	l.hits, l.n = hits, n
	l.win, l.from = win, from
	l.loading, l.failed, l.stale = false, false, false
	l.fresh, l.slow = 0, false
	l.cursor = cursor
	l.clamp()
	l.settle()
}

func (l *list) setRows(n int) {
	if n == l.rows {
		return
	}
	l.rows = n
	l.clamp()
}

func (l *list) moveTo(i int) {
	if c := l.confirming(); c != nil {
		i = c.offHeading(max(0, min(i, l.n-1)), i-l.cursor)
		i = c.offHeading(i, 1)
	}
	l.cursor, l.failed = i, false
	if l.hasty {
		l.jump()
	}
	l.clamp()
	l.settle()
}

// jump turns a page when the cursor leaves it: while a key is held down, moving
// all rows at each key would cost kilobytes and could not be followed by eye.
func (l *list) jump() {
	context := l.context()
	switch {
	case l.cursor+context >= l.top+l.rows:
		l.top = l.cursor - context
	case l.cursor-context < l.top:
		l.top = l.cursor + context + 1 - l.rows
	}
}

// scroll moves the window and takes the cursor along only when it would leave.
func (l *list) scroll(by int) {
	l.top = max(0, min(l.top+by, l.n-l.rows))
	context := l.context()
	l.cursor = max(l.top+context, min(l.cursor, l.top+l.rows-1-context))
	l.clamp()
	l.settle()
}

// context is how many rows are kept in sight above and below the cursor.
func (l *list) context() int { return max(0, min(2, (l.rows-1)/2)) }

// clamp keeps cursor and top inside, and two rows of context above and below
// the cursor where the pane has room for them.
func (l *list) clamp() {
	l.cursor = max(0, min(l.cursor, l.n-1))
	context := l.context()
	l.top = min(l.top, l.cursor-context)
	l.top = max(l.top, l.cursor+context-l.rows+1)
	l.top = max(0, min(l.top, l.n-l.rows))
}

// settle notes the article under the cursor, if its row is there.
func (l *list) settle() {
	if h, ok := l.rowAt(l.cursor); ok {
		l.id = h.ID
	} else {
		l.id = feed.ID{}
	}
}

// nearRows is how many rows on either side stand in for one that has gone.
const nearRows = 20

// near returns the rows around the cursor: those after it, then those before
// it, each the nearest first.
func (l *list) near() []feed.ID {
	var out []feed.ID
	for _, step := range []int{1, -1} {
		for d := 1; d <= nearRows; d++ {
			h, ok := l.rowAt(l.cursor + d*step)
			if !ok {
				break
			}
			out = append(out, h.ID)
		}
	}
	return out
}

// at returns what the row at a position shows.
func (l *list) at(i int) (feed.Head, bool) {
	h, ok := l.rowAt(i)
	if v, other := l.standing.heads[h.ID]; ok && other {
		return v, true
	}
	return h, ok
}

// rowAt returns the article that the answer has at a position.
func (l *list) rowAt(i int) (feed.Head, bool) {
	if i < l.from || i >= l.from+len(l.win) {
		return feed.Head{}, false
	}
	h := l.win[i-l.from]
	return h, !h.ID.IsZero() // the heading of a group is no row
}

// head returns the row under the cursor.
func (l *list) head() (feed.Head, bool) {
	if l.n == 0 {
		return feed.Head{}, false
	}
	return l.at(l.cursor)
}

// missing returns the rows to ask for: the page on the screen with one before
// and one after it, when rows up to half a page off are not there or when all
// must be read again, and no request is under way.
func (l *list) missing() (from, n int, ok bool) {
	if l.hits == nil || l.loading || l.failed || l.rows <= 0 || l.n == 0 {
		return 0, 0, false
	}
	ahead := l.rows / 2
	first, end := max(0, l.top-ahead), min(l.top+l.rows+ahead, l.n)
	if !l.stale && first >= l.from && end <= l.from+len(l.win) {
		return 0, 0, false
	}
	from = max(0, l.top-l.rows)
	return from, min(3*l.rows, l.n-from), true
}

// setWindow takes rows that were asked for.
func (l *list) setWindow(from int, win []feed.Head) {
	l.loading = false
	l.from, l.win = from, win
	l.settle()
}
