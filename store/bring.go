package store

import (
	"context"
	"slices"
	"strings"

	"veille/feed"
)

// brought is what came with an article that is kept already: tags, notes and
// highlights. They join those it has; nothing of either is lost, and what the user
// has taken off it stays off: see takenoff.go.
type brought struct {
	id    feed.ID
	lang  string
	tags  []string
	marks []feed.Mark
	notes []string
	highs []feed.Highlight
	slugs []string // of themes that the highlights carry
}

// appendBrought adds what an article on its way in brings to the one that is kept,
// if anything.
func appendBrought(all []brought, in *feed.Incoming) []brought {
	a := &in.Article
	if len(a.Notes)+len(a.Highlights)+len(in.Tags)+len(a.Marks) == 0 {
		return all
	}
	return append(all, brought{a.ID, a.Lang, in.Tags, a.Marks, a.Notes, a.Highlights, in.HighlightTags})
}

// isNoted reports whether there is more than tags, of which a step holds any number.
func (b *brought) isNoted() bool { return len(b.notes)+len(b.highs) > 0 }

// notedAtOnce bounds how many articles one transaction gives notes to: all of
// them are one step of undo.
const notedAtOnce = 10_000

// bring gives kept articles what came for them, and returns what that changed.
func (s *Store) bring(ctx context.Context, all []brought) (sum Added, err error) {
	for rest := once(all); len(rest) > 0; {
		part := atOnce(rest)
		rest = rest[len(part):]
		var got Added
		_, err := s.update(ctx, func(t *tx) error {
			b := t.newBringing(s, false)
			if err := b.plan(part); err != nil {
				return err
			}
			got = b.counts()
			if len(b.step.ops) == 0 {
				return errUnchanged
			}
			if err := t.settle(b.step, b.noted.or(b.tagged)); err != nil {
				return err
			}
			return t.commit(b.step)
		})
		if err != nil {
			return sum, err
		}
		sum.Noted, sum.Tagged, sum.Left = sum.Noted+got.Noted, sum.Tagged+got.Tagged, sum.Left+got.Left
	}
	return sum, nil
}

// atOnce returns the first of all that go into one transaction.
func atOnce(all []brought) []brought {
	noted := 0
	for i := range all {
		if all[i].isNoted() {
			if noted++; noted > notedAtOnce {
				return all[:i]
			}
		}
	}
	return all
}

// Bringing tells what Add would give the articles that are kept already: Noted,
// Tagged and Left. Nothing is written.
func (s *Store) Bringing(ctx context.Context, in []feed.Incoming) (sum Added, err error) {
	var all []brought
	for i := range in {
		all = appendBrought(all, &in[i])
	}
	all = once(all)
	err = s.view(ctx, func(t *tx) error {
		b := t.newBringing(s, true)
		err := b.plan(all)
		sum = b.counts()
		return err
	})
	return sum, err
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
		o := &out[i]
		o.tags, o.marks = slices.Concat(o.tags, b.tags), slices.Concat(o.marks, b.marks)
		o.notes, o.highs, o.slugs = slices.Concat(o.notes, b.notes), slices.Concat(o.highs, b.highs), slices.Concat(o.slugs, b.slugs)
	}
	return out
}

// bringing plans what kept articles get of an import.
type bringing struct {
	*keeper
	dry     bool // no theme is made
	step    *step
	article feed.ID
	tagged  docSet
	noted   docSet
	left    docSet // of which something stays away
	marks   map[feed.ID]*grouping
	on, off map[feed.ID]docSet // by theme: who carries it, and whom the user took it off
}

func (t *tx) newBringing(s *Store, dry bool) *bringing {
	b := &bringing{
		keeper: t.newKeeper(s.now()), dry: dry, step: s.newStep(feed.DidNote), tagged: t.newSet(), noted: t.newSet(), left: t.newSet(),
		marks: map[feed.ID]*grouping{}, on: map[feed.ID]docSet{}, off: map[feed.ID]docSet{},
	}
	b.step.change.On = true
	return b
}

func (b *bringing) counts() Added {
	return Added{Noted: b.noted.count(), Tagged: b.tagged.count(), Left: b.left.count()}
}

// plan adds the operations that give articles what came for them.
func (b *bringing) plan(all []brought) error {
	for i := range all {
		doc, found, err := b.doc(all[i].id)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		b.article = all[i].id
		if err := b.planTags(doc, &all[i]); err != nil {
			return err
		}
		if err := b.planNotes(doc, all[i].notes); err != nil {
			return err
		}
		if err := b.planHighs(doc, &all[i]); err != nil {
			return err
		}
	}
	if err := b.planMarks(); err != nil {
		return err
	}
	switch is := func(kind opKind) func(op) bool { return func(o op) bool { return o.kind == kind } }; {
	case slices.ContainsFunc(b.step.ops, is(opNote)):
	case slices.ContainsFunc(b.step.ops, is(opHigh)):
		b.step.change.Verb = feed.DidHighlight
	default:
		b.step.change.Verb = feed.DidTag
	}
	return nil
}

// planNotes adds the operation that gives an article the notes that it lacks.
func (b *bringing) planNotes(doc uint32, came []string) error {
	if len(came) == 0 {
		return nil
	}
	have, err := b.notesOf(doc)
	if err != nil {
		return err
	}
	all := slices.Clip(have)
	for _, n := range came {
		n = strings.TrimSpace(n)
		lacks, err := b.lacks(doc, feed.JoinNotes(all), n, takenNote)
		if err != nil {
			return err
		}
		if lacks && len(all) < maxNotes {
			all = append(all, n)
		}
	}
	if len(all) > len(have) {
		b.noted.add(doc)
		b.step.ops = append(b.step.ops, op{kind: opNote, doc: doc, before: encodeNotes(have), after: encodeNotes(all)})
	}
	return nil
}

// lacks reports whether a note says what those there do not, and what the user has not
// taken out of them.
func (b *bringing) lacks(doc uint32, have, note string, thing func(paragraph string) string) (bool, error) {
	said := paragraphs(have)
	if saysNote(said, note) {
		return false, nil
	}
	for i := range said {
		said[i] = plainWords(said[i])
	}
	for _, p := range paragraphs(note) {
		if slices.Contains(said, plainWords(p)) {
			continue
		}
		taken, err := b.isTaken(thing(p))
		if !taken {
			return err == nil, err
		}
	}
	b.left.add(doc)
	return false, nil
}

// saysNote reports whether a note stands among paragraphs, whole and by its words: it
// may have come by a format that has no paragraphs.
func saysNote(said []string, note string) bool {
	if strings.TrimSpace(note) == "" {
		return true
	}
	want := plainWords(note)
	var from []int // where paragraphs begin
	var b strings.Builder
	for _, p := range said {
		from = append(from, b.Len())
		b.WriteString(plainWords(p) + " ")
	}
	all := b.String()
	for _, at := range from {
		end := at + len(want) + 1
		if _, whole := slices.BinarySearch(from, end); (whole || end == len(all)) && strings.HasPrefix(all[at:], want) {
			return true
		}
	}
	return false
}

// planHighs adds the operations that give an article the highlights that came. One
// that it has, by its identity or by its words and what stands around them, gets
// the note and the themes beside its own.
func (b *bringing) planHighs(doc uint32, in *brought) error {
	if len(in.highs) == 0 {
		return nil
	}
	have, err := b.highsOf(doc)
	if err != nil {
		return err
	}
	themes, err := highThemes(in.slugs, b.theme)
	if err != nil {
		return err
	}
	for _, h := range in.highs {
		if h.Quote == "" || h.ID.IsZero() {
			continue
		}
		h.Themes = renamed(h.Themes, themes)
		var was, is feed.Highlight
		at := slices.IndexFunc(have, func(x feed.Highlight) bool { return sameHighlight(&x, &h) })
		if at < 0 {
			words := takenWords
			if isBare(&h) {
				words = takenQuote
			}
			taken, err := b.isTaken(takenHigh(&h), words(&h))
			switch {
			case err != nil:
				return err
			case taken:
				b.left.add(doc)
			case len(have) < maxHighs:
				have = append(have, h)
				b.noted.add(doc)
				b.step.ops = append(b.step.ops, op{kind: opHigh, doc: doc, theme: h.ID, after: encodeHigh(&h)})
			}
			continue
		}
		was = have[at]
		if is, err = b.joined(doc, was, &h); err != nil {
			return err
		}
		if before, after := encodeHigh(&was), encodeHigh(&is); string(before) != string(after) {
			b.noted.add(doc)
			b.step.ops = append(b.step.ops, op{kind: opHigh, doc: doc, theme: is.ID, before: before, after: after})
			have[at] = is
		}
	}
	return nil
}

// joined returns a highlight with the note and the themes of the same one that came.
func (b *bringing) joined(doc uint32, is feed.Highlight, came *feed.Highlight) (feed.Highlight, error) {
	note := strings.TrimSpace(came.Note)
	lacks, err := b.lacks(doc, strings.TrimSpace(is.Note), note, func(p string) string { return takenHighNote(&is, p) }) // it may have been kept with blanks around it
	if err != nil {
		return is, err
	}
	if lacks {
		is.Note = feed.JoinNotes(slices.DeleteFunc([]string{is.Note, note}, func(n string) bool { return n == "" }))
	}
	for _, th := range came.Themes {
		if slices.Contains(is.Themes, th) {
			continue
		}
		taken, err := b.isTaken(takenTheme(&is, th))
		if err != nil {
			return is, err
		}
		if taken {
			b.left.add(doc)
			continue
		}
		is.Themes = append(slices.Clip(is.Themes), th)
	}
	return is, nil
}

// isBare reports whether nothing is known of a highlight but its words.
func isBare(h *feed.Highlight) bool {
	return h.Before == "" && h.After == "" && h.Range == feed.Range{}
}

// sameHighlight reports whether one that came is one that is there.
func sameHighlight(is, came *feed.Highlight) bool {
	switch {
	case is.ID == came.ID:
		return true
	case isBare(came):
		return is.Quote == came.Quote || plainWords(is.Quote) == plainWords(came.Quote)
	}
	return is.Field == came.Field && is.Quote == came.Quote && is.Before == came.Before && is.After == came.After
}

// highThemes returns the themes that tags of highlights mean, made where there are
// none, by the identity that a record gives a theme it does not know.
func highThemes(tags []string, theme func(tag, lang string) (feed.ID, error)) (map[feed.ID]feed.ID, error) {
	out := map[feed.ID]feed.ID{}
	for _, slug := range tags {
		id, err := theme(slug, "")
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
	themes, err := highThemes(in.HighlightTags, k.tag)
	if err != nil {
		return err
	}
	highs = slices.Clone(highs)
	for i := range highs {
		highs[i].Themes = renamed(highs[i].Themes, themes)
	}
	return k.putHighs(doc, highs)
}
