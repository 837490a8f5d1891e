package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
	"veille/feed/text"
)

// Bucket feed. A source with a feed is followed; without one it was followed
// once, or only its name is known.
//
//	1 name  2 short  3 url  4 lang  5 feed  6 folder  7 category*  8 named
//	9 paused  10 private  11 full text  12 keep, days  13 added
func encodeSource(s *feed.Source) []byte {
	b := addString(make([]byte, 0, 128), 1, s.Name)
	b = addString(b, 2, s.Short)
	b = addString(b, 3, s.URL)
	b = addString(b, 4, s.Lang)
	b = addString(b, 5, s.Feed)
	b = addString(b, 6, s.Folder)
	b = addList(b, 7, s.Categories)
	b = addBool(b, 8, s.Named)
	b = addBool(b, 9, s.Paused)
	b = addBool(b, 10, s.Private)
	b = addUint(b, 11, uint64(s.FullText))
	b = addInt(b, 12, int64(s.Keep))
	return addTime(b, 13, s.Added)
}

func decodeSource(id feed.ID, b []byte) (s feed.Source, err error) {
	s.ID = id
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			s.Name = r.string()
		case 2:
			s.Short = r.string()
		case 3:
			s.URL = r.string()
		case 4:
			s.Lang = r.string()
		case 5:
			s.Feed = r.string()
		case 6:
			s.Folder = r.string()
		case 7:
			s.Categories = append(s.Categories, r.string())
		default:
			decodeSourceRest(&r, n, &s)
		}
	}
	return s, r.err
}

func decodeSourceRest(r *record, n protowire.Number, s *feed.Source) {
	switch n {
	case 8:
		s.Named = r.bool()
	case 9:
		s.Paused = r.bool()
	case 10:
		s.Private = r.bool()
	case 11:
		s.FullText = feed.FullText(r.uint())
	case 12:
		s.Keep = int(r.int())
	case 13:
		s.Added = r.time()
	default:
		r.skip()
	}
}

func compareSources(a, b feed.Source) int {
	return cmp.Or(
		strings.Compare(text.Fold(a.Folder), text.Fold(b.Folder)), strings.Compare(a.Folder, b.Folder),
		strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), bytes.Compare(a.ID[:], b.ID[:]))
}

func cloneSource(s feed.Source) feed.Source {
	s.Categories = slices.Clone(s.Categories)
	return s
}

// Sources returns all sources, those without a folder first, then by folder and
// name. Two may have the same name.
func (s *Store) Sources(ctx context.Context) (out []feed.Source, err error) {
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		out = slices.SortedFunc(maps.Values(known.sources), compareSources)
		for i := range out {
			out[i] = cloneSource(out[i])
		}
		return nil
	})
	return out, err
}

// followed are the sources with a feed: by name, folded, zero where two have one
// name, and by feed.FeedID of its address.
type followed struct {
	named map[string]feed.ID
	at    map[feed.ID]feed.ID
}

func (n *names) whatIsFollowed() followed {
	f := followed{map[string]feed.ID{}, map[feed.ID]feed.ID{}}
	for id, src := range n.sources {
		if src.Feed == "" {
			continue
		}
		f.at[feed.FeedID(src.Feed)] = id
		name := text.Fold(src.Name)
		if _, twice := f.named[name]; twice {
			id = feed.ID{}
		}
		f.named[name] = id
	}
	return f
}

// followedNamed returns the one source that is followed under a name, folded;
// with two of that name there is none.
func (n *names) followedNamed(name string) (id feed.ID, ok bool) {
	id = n.followed().named[text.Fold(name)]
	return id, !id.IsZero()
}

// fileUnder files an article that tells its source by name alone under the one that
// is followed under that name.
func (n *names) fileUnder(h *feed.Head) {
	name := text.Line(h.Source)
	if name == "" || !h.SourceID.IsZero() && h.SourceID != feed.SourceID(name) {
		return
	}
	if id, ok := n.followedNamed(name); ok {
		h.SourceID = id
	}
}

// followedAt returns the source that has a feed at an address.
func (n *names) followedAt(address string) (feed.Source, bool) {
	id, ok := n.followed().at[feed.FeedID(address)]
	return n.sources[id], ok
}

// sourceOf returns a source as this transaction leaves it, found false where its
// record cannot be read. Unlike known, it costs as little after a change of
// another source.
func (t *tx) sourceOf(id feed.ID) (src feed.Source, found bool, err error) {
	p, err := t.get(inFeed, id[:])
	if err == nil && p != nil {
		if src, err = decodeSource(id, p); err == nil {
			return src, true, nil
		}
		err = damaged("source %s", id)
	}
	if errors.Is(err, feed.ErrDamaged) {
		err = nil
	}
	return feed.Source{}, false, err
}

// hostOf names a source that says no name.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return text.Line(address)
	}
	return strings.TrimPrefix(text.Line(u.Hostname()), "www.")
}

// maxFolder is the length in bytes of the longest folder and name.
const maxFolder = 200

// folder is the form in which the folder of a source is kept.
func folder(name string) string {
	parts := strings.Split(text.Line(name), "/")
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return clip(strings.Join(kept, "/"), maxFolder)
}

// mergeSource returns cur with the fields that differ between from and to as to
// has them: what else has changed since stays.
func mergeSource(cur, from, to feed.Source) feed.Source {
	carry(&cur.Name, from.Name, to.Name)
	carry(&cur.Short, from.Short, to.Short)
	carry(&cur.URL, from.URL, to.URL)
	carry(&cur.Lang, from.Lang, to.Lang)
	carry(&cur.Feed, from.Feed, to.Feed)
	carry(&cur.Folder, from.Folder, to.Folder)
	if !slices.Equal(from.Categories, to.Categories) {
		cur.Categories = slices.Clone(to.Categories)
	}
	carry(&cur.Named, from.Named, to.Named)
	carry(&cur.Paused, from.Paused, to.Paused)
	carry(&cur.Private, from.Private, to.Private)
	carry(&cur.FullText, from.FullText, to.FullText)
	carry(&cur.Keep, from.Keep, to.Keep)
	if !from.Added.Equal(to.Added) {
		cur.Added = to.Added
	}
	return cur
}

// carry makes a field what a change made of it, if it changed it.
func carry[T comparable](field *T, from, to T) {
	if from != to {
		*field = to
	}
}
