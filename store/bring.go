package store

import (
	"context"
	"slices"
	"strings"

	"veille/feed"
)

// brought are the notes and highlights that came with an article that is kept
// already. They join those it has; nothing of either is lost.
type brought struct {
	id    feed.ID
	notes []string
	highs []feed.Highlight
	tags  []string
}

// appendBrought adds what an article on its way in brings to the one that is kept,
// if anything.
func appendBrought(all []brought, in *feed.Incoming) []brought {
	a := &in.Article
	if len(a.Notes)+len(a.Highlights) == 0 {
		return all
	}
	return append(all, brought{id: a.ID, notes: a.Notes, highs: a.Highlights, tags: in.HighlightTags})
}

// broughtAtOnce bounds how many articles one transaction gives notes to: all of
// them are one step of undo.
const broughtAtOnce = 10_000

// bring gives kept articles the notes and highlights that came for them and returns
// how many articles that changed.
func (s *Store) bring(ctx context.Context, all []brought) (n int, err error) {
	for part := range slices.Chunk(once(all), broughtAtOnce) {
		changed := 0
		_, err := s.update(ctx, func(t *tx) error {
			st := s.newStep(feed.DidNote)
			st.change.On = true
			touched := t.newSet()
			k := t.newKeeper(s.now())
			for i := range part {
				if err := k.planBrought(st, &part[i], touched); err != nil {
					return err
				}
			}
			if len(st.ops) == 0 {
				return errUnchanged
			}
			if !slices.ContainsFunc(st.ops, func(o op) bool { return o.kind == opNote }) {
				st.change.Verb = feed.DidHighlight
			}
			if err := t.settle(st, touched); err != nil {
				return err
			}
			changed = st.change.Count
			return t.commit(st)
		})
		if err != nil {
			return n, err
		}
		n += changed
	}
	return n, nil
}

// once joins what came for one article: an import may hold it more than once.
func once(all []brought) (out []brought) {
	at := map[feed.ID]int{}
	for _, b := range all {
		i, ok := at[b.id]
		if !ok {
			at[b.id] = len(out)
			out = append(out, b)
			continue
		}
		out[i].notes = slices.Concat(out[i].notes, b.notes)
		out[i].highs = slices.Concat(out[i].highs, b.highs)
		out[i].tags = slices.Concat(out[i].tags, b.tags)
	}
	return out
}

// planBrought adds the operations that give an article what came for it.
func (k *keeper) planBrought(st *step, b *brought, touched docSet) error {
	doc, found, err := k.doc(b.id)
	if err != nil || !found {
		return err
	}
	had := len(st.ops)
	have, err := k.notesOf(doc)
	if err != nil {
		return err
	}
	if all := joinNotes(have, b.notes); len(all) > len(have) {
		st.ops = append(st.ops, op{kind: opNote, doc: doc, before: encodeNotes(have), after: encodeNotes(all)})
	}
	if len(b.highs) > 0 {
		if err := k.planHighs(st, doc, b); err != nil {
			return err
		}
	}
	if len(st.ops) > had {
		touched.add(doc)
	}
	return nil
}

// joinNotes returns the notes there are and those that came, but for what stands
// among them already.
func joinNotes(have, came []string) []string {
	out := slices.Clip(have)
	for _, n := range came {
		if n = strings.TrimSpace(n); n != "" && !saysNote(feed.JoinNotes(out), n) && len(out) < maxNotes {
			out = append(out, n)
		}
	}
	return out
}

// saysNote reports whether a note stands in a text, as paragraphs of its own.
func saysNote(s, note string) bool {
	const gap = "\n\n"
	return note == "" || strings.Contains(gap+s+gap, gap+note+gap)
}

// planHighs adds the operations that give an article the highlights that came. One
// that it has, by its identity or by its words and what stands around them, gets
// the note and the themes beside its own.
func (k *keeper) planHighs(st *step, doc uint32, b *brought) error {
	have, err := k.highsOf(doc)
	if err != nil {
		return err
	}
	themes, err := k.highThemes(b.tags)
	if err != nil {
		return err
	}
	for i := range b.highs {
		h := b.highs[i]
		if h.Quote == "" || h.ID.IsZero() || len(have) >= maxHighs {
			continue
		}
		h.Themes = renamed(h.Themes, themes)
		at := slices.IndexFunc(have, func(x feed.Highlight) bool { return sameHighlight(&x, &h) })
		if at < 0 {
			have = append(have, h)
			st.ops = append(st.ops, op{kind: opHigh, doc: doc, theme: h.ID, after: encodeHigh(&h)})
			continue
		}
		is := have[at]
		if note := strings.TrimSpace(h.Note); !saysNote(strings.TrimSpace(is.Note), note) { // it may have been kept with blanks around it
			is.Note = feed.JoinNotes(slices.DeleteFunc([]string{is.Note, note}, func(n string) bool { return n == "" }))
		}
		is.Themes = unique(slices.Concat(is.Themes, h.Themes))
		if before, after := encodeHigh(&have[at]), encodeHigh(&is); string(before) != string(after) {
			st.ops = append(st.ops, op{kind: opHigh, doc: doc, theme: is.ID, before: before, after: after})
			have[at] = is
		}
	}
	return nil
}

func sameHighlight(a, b *feed.Highlight) bool {
	return a.ID == b.ID || a.Field == b.Field && a.Quote == b.Quote && a.Before == b.Before && a.After == b.After
}

// highThemes returns the themes that tags of highlights mean, made where there are
// none, by the identity that a record gives a theme it does not know.
func (k *keeper) highThemes(tags []string) (map[feed.ID]feed.ID, error) {
	out := map[feed.ID]feed.ID{}
	for _, slug := range tags {
		id, err := k.tag(slug, "")
		if err != nil {
			return nil, err
		}
		if !id.IsZero() {
			out[feed.ThemeID(slug)] = id
		}
	}
	return out, nil
}

// renamed returns themes with others in the place of some.
func renamed(ids []feed.ID, others map[feed.ID]feed.ID) []feed.ID {
	out := slices.Clone(ids)
	for i, id := range out {
		if other, ok := others[id]; ok {
			out[i] = other
		}
	}
	return unique(out)
}

// putBrought keeps the highlights that come with a new article.
func (k *keeper) putBrought(doc uint32, in *feed.Incoming) error {
	highs := in.Article.Highlights
	if len(highs) == 0 {
		return nil
	}
	themes, err := k.highThemes(in.HighlightTags)
	if err != nil {
		return err
	}
	highs = slices.Clone(highs)
	for i := range highs {
		highs[i].Themes = renamed(highs[i].Themes, themes)
	}
	return k.putHighs(doc, highs)
}
