package ui

import (
	"context"
	"slices"

	"veille/feed"
)

// selection is which rows the next action is for. It is told by articles, so
// it stays right while rows come and go; a range is told by positions until it
// is settled, since its rows may not be there yet.
type selection struct {
	ids    []feed.ID // in the order they were picked
	has    map[feed.ID]bool
	all    bool // every article of the view
	ranged bool // from anchor to the cursor, besides ids
	anchor int
}

func (s *selection) clear() { *s = selection{} }

func (s *selection) empty() bool { return len(s.ids) == 0 && !s.all && !s.ranged }

func (s *selection) set(id feed.ID, on bool) {
	if s.has[id] == on {
		return
	}
	if !on {
		delete(s.has, id)
		s.ids = slices.DeleteFunc(s.ids, func(x feed.ID) bool { return x == id })
		return
	}
	if s.has == nil {
		s.has = map[feed.ID]bool{}
	}
	s.has[id] = true
	s.ids = append(s.ids, id)
}

// holds reports whether the row at position i is selected.
func (s *selection) holds(i, cursor int, id feed.ID) bool {
	if s.all || s.has[id] {
		return true
	}
	return s.ranged && i >= min(s.anchor, cursor) && i <= max(s.anchor, cursor)
}

// count is how many articles are selected in a view of n.
func (l *list) selected() int {
	s := &l.pick
	if s.all {
		return l.articles() + versionsBehind(l.hits)
	}
	if !s.ranged {
		return len(s.ids)
	}
	lo, hi := min(s.anchor, l.cursor), max(s.anchor, l.cursor)
	n := hi - lo + 1
	for i := max(lo, l.from); i <= min(hi, l.from+len(l.win)-1); i++ {
		if s.has[l.win[i-l.from].ID] {
			n--
		}
	}
	return n + len(s.ids)
}

// settleRange turns the range into articles when all its rows are there; it
// returns false when they must be read first.
func (l *list) settleRange() bool {
	s := &l.pick
	if !s.ranged {
		return true
	}
	lo, hi := min(s.anchor, l.cursor), max(s.anchor, l.cursor)
	if lo < l.from || hi >= l.from+len(l.win) {
		return false
	}
	for i := lo; i <= hi; i++ {
		if id := l.win[i-l.from].ID; !id.IsZero() {
			s.set(id, true)
		}
	}
	s.ranged = false
	return true
}

// pageOfIDs is how many heads are read at a time when only their IDs are
// wanted.
const pageOfIDs = 1000

// idsOf reads the IDs at the positions from lo to hi.
func idsOf(ctx context.Context, hits feed.Hits, lo, hi int) ([]feed.ID, error) {
	var ids []feed.ID
	for from := lo; from <= hi; {
		heads, err := hits.Heads(ctx, from, min(pageOfIDs, hi-from+1))
		if err != nil {
			return nil, err
		}
		if len(heads) == 0 {
			break
		}
		for i := range heads {
			if !heads[i].ID.IsZero() {
				ids = append(ids, heads[i].ID)
			}
		}
		from += len(heads)
	}
	return ids, nil
}
