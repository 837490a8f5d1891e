package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// Bucket review: key the hash of the name.
//
//	1 name  2 last  3 placed*{1 section 2 id*}  4 out*  5 had*
//	6 depths*{1 section 2 depth}
//
// It is no change of the user's that undo would take back, so the journal does not
// speak of it.

func reviewKey(name string) []byte {
	id := feed.NewID("review", name)
	return id[:]
}

func encodeReview(r *feed.Review) []byte {
	b := addTime(addString(nil, 1, r.Name), 2, r.Last)
	for _, p := range r.Draft.Placed {
		one := addString([]byte{}, 1, p.Section)
		for _, id := range p.IDs {
			one = addID(one, 2, id)
		}
		b = addBytes(b, 3, one)
	}
	for _, id := range r.Draft.Out {
		b = addID(b, 4, id)
	}
	for _, id := range r.Had {
		b = addID(b, 5, id)
	}
	for _, d := range r.Draft.Depths {
		b = addBytes(b, 6, addString(addString([]byte{}, 1, d.Section), 2, d.Depth))
	}
	return slices.Clip(b)
}

func decodeReview(b []byte) (out feed.Review, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			out.Name = r.string()
		case 2:
			out.Last = r.time()
		case 3:
			out.Draft.Placed = append(out.Draft.Placed, r.placed())
		case 4:
			out.Draft.Out = append(out.Draft.Out, r.id())
		case 5:
			out.Had = append(out.Had, r.id())
		case 6:
			out.Draft.Depths = append(out.Draft.Depths, r.sectionDepth())
		default:
			r.skip()
		}
	}
	return out, r.err
}

func (r *record) placed() (p feed.Placed) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			p.Section = m.string()
		case 2:
			p.IDs = append(p.IDs, m.id())
		default:
			m.skip()
		}
	}
	r.done(m)
	return p
}

func (r *record) sectionDepth() (d feed.SectionDepth) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			d.Section = m.string()
		case 2:
			d.Depth = m.string()
		default:
			m.skip()
		}
	}
	r.done(m)
	return d
}

// Review returns what is kept of the press review of that name; of one that was
// never made nothing but its name.
func (s *Store) Review(ctx context.Context, name string) (r feed.Review, err error) {
	name = text.Line(name)
	err = s.view(ctx, func(t *tx) error {
		r = feed.Review{Name: name}
		p, err := t.get(inReview, reviewKey(name))
		if err != nil || p == nil {
			return err
		}
		if r, err = decodeReview(p); err != nil || r.Name != name {
			return damaged("review %q", name)
		}
		return nil
	})
	return r, err
}

// Reviews returns what is kept of all press reviews, by name.
func (s *Store) Reviews(ctx context.Context) (out []feed.Review, err error) {
	err = s.view(ctx, func(t *tx) error {
		out = nil
		for k, v := range t.up(inReview, nil) {
			p, err := inReview.read(k, v)
			if err != nil {
				return err
			}
			r, err := decodeReview(p)
			if err != nil {
				return damaged("review %x", k)
			}
			out = append(out, r)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b feed.Review) int {
		return cmp.Or(strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return out, err
}

// SetReview keeps what there is to keep of a press review; it is no step of undo.
// The error wraps feed.ErrInvalid when it has no name.
func (s *Store) SetReview(ctx context.Context, r feed.Review) error {
	return s.ChangeReview(ctx, r.Name, func(feed.Review) (feed.Review, error) { return r, nil })
}

// ChangeReview is SetReview by what is kept now: nobody else changes it meanwhile.
// Change may be called more than once.
func (s *Store) ChangeReview(ctx context.Context, name string, change func(feed.Review) (feed.Review, error)) error {
	if name = text.Line(name); name == "" {
		return fmt.Errorf("name of a review: %w", feed.ErrInvalid)
	}
	key := reviewKey(name)
	_, err := s.update(ctx, func(t *tx) error {
		old, err := t.get(inReview, key)
		if err != nil {
			return err
		}
		was := feed.Review{Name: name}
		if old != nil {
			if was, err = decodeReview(old); err != nil {
				return damaged("review %q", name)
			}
		}
		r, err := change(was)
		if err != nil {
			return err
		}
		r.Name = name
		is := encodeReview(&r)
		empty := r.Last.IsZero() && len(r.Draft.Placed)+len(r.Draft.Out)+len(r.Draft.Depths) == 0
		switch {
		case empty && old == nil || !empty && bytes.Equal(is, old):
			return errUnchanged
		case empty:
			return t.del(inReview, key)
		}
		return t.put(inReview, key, is)
	})
	return err
}
