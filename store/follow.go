package store

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"

	"veille/feed"
	"veille/feed/text"
)

// Follow adds sources, or follows those known already again, as one step of
// undo. A source is known by its ID, without one by its address; one that is
// followed stays as it is but for names, addresses and folders that were empty. Without a name it is called by
// its host. The sources are returned as they are now; Count of the change is how
// many of them are new or changed. The error wraps feed.ErrInvalid when one has
// no web address.
func (s *Store) Follow(ctx context.Context, in []feed.Source) (out []feed.Source, c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		st := s.newStep(feed.DidFollow)
		f := following{known: known, step: st, now: map[feed.ID]feed.Source{}, asked: map[feed.ID]feed.ID{}}
		for i := range in {
			src, err := f.source(in[i])
			if err != nil {
				return err
			}
			out = append(out, cloneSource(src))
		}
		for i := range out { // the last of several for one source
			out[i] = cloneSource(f.now[out[i].ID])
		}
		if len(st.ops) == 0 {
			return errUnchanged
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	return out, c, err
}

// following is a step that follows sources.
type following struct {
	known *names
	step  *step
	now   map[feed.ID]feed.Source // sources as the step leaves them
	asked map[feed.ID]feed.ID     // those by feed.FeedID of their addresses
}

// source adds what following one source changes.
func (f *following) source(in feed.Source) (feed.Source, error) {
	cleanSource(&in)
	if err := checkFeed(in.Feed); err != nil {
		return in, err
	}
	in.ID = f.idOf(&in)
	id := in.ID
	old, ok := f.at(id)
	after := in
	if ok {
		after = again(old, in)
	}
	if after.Name == "" {
		after.Name = hostOf(after.Feed)
	}
	if after.Added.IsZero() {
		after.Added = f.step.change.At
	}
	f.now[id], f.asked[feed.FeedID(after.Feed)] = after, id
	o := op{kind: opSource, theme: id, after: encodeSource(&after)}
	if ok {
		o.before = encodeSource(&old)
	}
	if !bytes.Equal(o.before, o.after) {
		f.step.ops = append(f.step.ops, o)
		f.step.change.Added = append(f.step.change.Added, after.Name)
		f.step.change.Count++
	}
	return after, nil
}

// idOf is the ID that a source has, or gets.
func (f *following) idOf(in *feed.Source) feed.ID {
	if _, ok := f.at(in.ID); ok {
		return in.ID
	}
	address := feed.FeedID(in.Feed)
	if id, ok := f.asked[address]; ok {
		return id
	}
	if id, ok := f.known.followed().at[address]; ok {
		return id
	}
	if in.ID.IsZero() {
		return address
	}
	return in.ID
}

func (f *following) at(id feed.ID) (feed.Source, bool) {
	if src, ok := f.now[id]; ok {
		return src, true
	}
	src, ok := f.known.sources[id]
	return src, ok
}

// again follows a source that is known: what the user said of it stays, of one that
// is followed also how long it keeps articles and when it fetches pages, for there
// nothing is an answer, too. That he wrote the address himself counts whenever he
// does.
func again(old, in feed.Source) feed.Source {
	src := old
	switch {
	case old.Feed == "":
		src.Feed, src.Private, src.Paused = in.Feed, in.Private, in.Paused
		fill(&src.FullText, in.FullText)
		fill(&src.Keep, in.Keep)
	case feed.FeedID(old.Feed) == feed.FeedID(in.Feed):
		src.Private = old.Private || in.Private
	}
	if !src.Named && in.Name != "" && (in.Named || old.Feed == "") {
		src.Name, src.Named = in.Name, in.Named
	}
	fill(&src.Name, in.Name)
	fill(&src.Short, in.Short)
	fill(&src.URL, in.URL)
	fill(&src.Lang, in.Lang)
	fill(&src.Folder, in.Folder)
	if len(src.Categories) == 0 {
		src.Categories = slices.Clone(in.Categories)
	}
	return src
}

// fill gives an empty field a value.
func fill[T comparable](field *T, value T) {
	if *field == *new(T) {
		*field = value
	}
}

// cleanSource brings a source into the form in which it is kept.
func cleanSource(s *feed.Source) {
	s.Feed = text.Line(s.Feed)
	s.Name, s.Short = clip(text.Line(s.Name), maxFolder), clip(text.Line(s.Short), 16)
	s.URL, s.Lang = text.Line(s.URL), language(s.Lang)
	s.Folder = folder(s.Folder)
	list := s.Categories
	s.Categories = nil
	for _, c := range list {
		if c = text.Line(c); c != "" && !slices.Contains(s.Categories, c) {
			s.Categories = append(s.Categories, c)
		}
	}
	s.FullText = min(s.FullText, feed.FullTextAlways)
	s.Keep = max(s.Keep, 0)
	s.Named = s.Named && s.Name != ""
}

func checkFeed(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("address of a feed %q: %w", clip(address, 200), feed.ErrInvalid)
	}
	return nil
}

// applySource makes a source what it was before or after the operation. What
// else has changed of it since, as by its feed, stays. One whose following is
// undone goes, unless articles came of it: then its name stays with them.
func (t *tx) applySource(o *op, forward bool) error {
	from, to := o.before, o.after
	if !forward {
		from, to = to, from
	}
	cur, there, err := t.sourceOf(o.theme)
	if err != nil {
		return err
	}
	was, err1 := decodeSource(o.theme, from)
	is, err2 := decodeSource(o.theme, to)
	if err1 != nil || err2 != nil {
		return damaged("source %s in the journal", o.theme)
	}
	switch {
	case to == nil:
		used, err := t.set(setSource(o.theme))
		if err != nil {
			return err
		}
		if used.isEmpty() {
			return t.dropSource(o.theme)
		}
		is = mergeSource(cur, was, is)
		is.Name = cur.Name
	case from != nil && there:
		is = mergeSource(cur, was, is)
	}
	if there && cur.Feed != is.Feed {
		if err := t.forgetValidators(o.theme, cur.Feed, is.Feed); err != nil {
			return err
		}
	}
	return t.define(inFeed, o.theme, encodeSource(&is))
}

func (t *tx) dropSource(id feed.ID) error {
	if err := t.del(inPoll, id[:]); err != nil {
		return err
	}
	return t.define(inFeed, id, nil)
}
