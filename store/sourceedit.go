package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"

	"veille/feed"
)

// EditSources changes sources as one step of undo. An empty name gives a source
// back to the name of its feed. Count is how many sources changed. The error
// wraps feed.ErrNotFound when one is not known, feed.ErrInvalid when it cannot
// be so, and feed.ErrExists when another is followed at the new address.
func (s *Store) EditSources(ctx context.Context, ids []feed.ID, e feed.SourceEdit) (c feed.Change, err error) {
	_, err = s.update(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		st := s.newStep(feed.DidSource)
		once := map[feed.ID]bool{}
		for _, id := range ids {
			old, ok := known.sources[id]
			if !ok {
				return fmt.Errorf("source %s: %w", id, feed.ErrNotFound)
			}
			if once[id] {
				continue
			}
			once[id] = true
			is := old
			if err := known.editSource(&is, &e); err != nil {
				return err
			}
			st.changeSource(&old, &is)
		}
		switch {
		case e.Feed != nil && len(once) > 1:
			return fmt.Errorf("one address for several sources: %w", feed.ErrInvalid)
		case len(st.ops) == 0:
			return errUnchanged
		}
		err = t.commit(st)
		c = st.change
		return err
	})
	return c, err
}

// editSource makes a source say what the edit says.
func (n *names) editSource(s *feed.Source, e *feed.SourceEdit) error {
	was := *s
	put(&s.Name, e.Name)
	put(&s.Short, e.Short)
	put(&s.URL, e.URL)
	put(&s.Lang, e.Lang)
	put(&s.Feed, e.Feed)
	put(&s.Folder, e.Folder)
	put(&s.Paused, e.Paused)
	put(&s.Private, e.Private)
	put(&s.FullText, e.FullText)
	put(&s.Keep, e.Keep)
	if s.Keep < 0 || s.FullText > feed.FullTextAlways {
		return fmt.Errorf("source %q: %w", was.Name, feed.ErrInvalid)
	}
	if e.Feed != nil && was.Feed == "" {
		return fmt.Errorf("source %q is not followed: %w", was.Name, feed.ErrInvalid)
	}
	cleanSource(s)
	if was.Feed != "" {
		if err := checkFeed(s.Feed); err != nil {
			return err
		}
	}
	if e.Name != nil {
		s.Named = s.Name != ""
	}
	if s.Name == "" {
		if was.Feed == "" {
			return fmt.Errorf("source without a name: %w", feed.ErrInvalid)
		}
		s.Name = hostOf(s.Feed)
	}
	if s.Feed == was.Feed {
		return nil
	}
	if other, ok := n.followedAt(s.Feed); ok && other.ID != s.ID {
		return fmt.Errorf("source %q: %w", other.Name, feed.ErrExists)
	}
	return nil
}

func put[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// changeSource adds the operation that changes a source, if it does.
func (st *step) changeSource(old, is *feed.Source) {
	o := op{kind: opSource, theme: old.ID, before: encodeSource(old), after: encodeSource(is)}
	if bytes.Equal(o.before, o.after) {
		return
	}
	st.ops = append(st.ops, o)
	for _, e := range editedIn(old, is) {
		if !slices.Contains(st.change.Edited, e) {
			st.change.Edited = append(st.change.Edited, e)
		}
	}
	st.change.Added = append(st.change.Added, is.Name)
	if old.Name != is.Name {
		st.change.Removed = append(st.change.Removed, old.Name)
	}
	st.change.Count++
}

// editedIn are the fields that differ, those a reader cares for first, with the
// values they have now. The leave to ask a private network goes with the address
// it was given for.
func editedIn(old, is *feed.Source) (out []feed.Edited) {
	add := func(differ bool, field, value string) {
		if differ {
			out = append(out, feed.Edited{Field: field, Value: value})
		}
	}
	texts := [...]string{feed.FullTextShort: "short", feed.FullTextNever: "never", feed.FullTextAlways: "always"}
	full := ""
	if int(is.FullText) < len(texts) {
		full = texts[is.FullText]
	}
	add(old.Name != is.Name || old.Named != is.Named, "Name", is.Name)
	add(old.Folder != is.Folder, "Folder", is.Folder)
	add(old.Paused != is.Paused, "Paused", strconv.FormatBool(is.Paused))
	add(old.FullText != is.FullText, "FullText", full)
	add(old.Feed != is.Feed, "Feed", "")
	add(old.Feed == is.Feed && old.Private != is.Private, "Private", strconv.FormatBool(is.Private))
	add(old.URL != is.URL, "URL", "")
	add(old.Lang != is.Lang, "Lang", "")
	add(old.Short != is.Short, "Short", "")
	add(old.Keep != is.Keep, "Keep", "")
	return out
}
