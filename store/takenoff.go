package store

import (
	"slices"
	"strings"
	"unicode"

	"veille/feed"
)

// What the user takes off an article stays off when an older export of it is read
// back. Of tags the sets of trust.go tell that. Of notes and highlights it stands in
// bucket gone, under zeros and the trace of the article's ID and the thing: a
// paragraph of a note, a highlight by its ID and by its words, and of a highlight a
// paragraph of its note and a theme. What is put back, by undo too, is forgotten there;
// undoing what an import brought is no taking off.
const (
	traceTaken = 't'

	blankLine = "\n\n" // between paragraphs of a note
)

func takenKey(article feed.ID, thing string) []byte {
	return goneKey(feed.ID{}, traceOf(traceTaken, string(article[:])+thing))
}

func takenNote(paragraph string) string { return "note\x00" + plainWords(paragraph) }

func takenHigh(h *feed.Highlight) string { return "high\x00" + string(h.ID[:]) }

func takenWords(h *feed.Highlight) string {
	return strings.Join([]string{"words", string(rune(h.Field)), h.Quote, h.Before, h.After}, "\x00")
}

// takenQuote is a highlight by its words alone: some formats have no more of it.
func takenQuote(h *feed.Highlight) string { return "quote\x00" + plainWords(h.Quote) }

func takenHighNote(h *feed.Highlight, paragraph string) string {
	return "high note\x00" + h.Quote + "\x00" + plainWords(paragraph)
}

func takenTheme(h *feed.Highlight, theme feed.ID) string {
	return "high theme\x00" + h.Quote + "\x00" + string(theme[:])
}

// plainWords is a text without what formats change in it: blanks, the kind of quotation
// marks, and the strokes between paragraphs that are brought onto one line.
func plainWords(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Quotation_Mark) })
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "/" }), " ")
}

// paragraphs parts a note.
func paragraphs(note string) (out []string) {
	for p := range strings.SplitSeq(note, blankLine) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// thingsOfNotes are what notes consist of.
func thingsOfNotes(notes []string) (out []string) {
	for _, p := range paragraphs(feed.JoinNotes(notes)) {
		out = append(out, takenNote(p))
	}
	return out
}

// thingsOfHigh are what the record of a highlight consists of, nothing of none.
func thingsOfHigh(rec []byte) ([]string, error) {
	if rec == nil {
		return nil, nil
	}
	h, err := decodeHigh(rec)
	if err != nil {
		return nil, damaged("highlight in the journal")
	}
	out := []string{takenHigh(&h), takenWords(&h), takenQuote(&h)}
	for _, p := range paragraphs(h.Note) {
		out = append(out, takenHighNote(&h, p))
	}
	for _, th := range h.Themes {
		out = append(out, takenTheme(&h, th))
	}
	return out, nil
}

// noteTaken keeps in mind what goes from a doc with an operation that makes of some
// things others, or forgets it when the operation is undone.
func (t *tx) noteTaken(doc uint32, before, after []string, forward bool) error {
	h, found, err := t.head(doc)
	if err != nil || !found {
		return ignoreDamage(err)
	}
	for _, thing := range before {
		if slices.Contains(after, thing) {
			continue
		}
		if forward {
			err = t.put(inGone, takenKey(h.ID, thing), nil)
		} else {
			err = t.del(inGone, takenKey(h.ID, thing))
		}
		if err != nil {
			return err
		}
	}
	for _, thing := range after {
		if !forward {
			break
		}
		if err := t.del(inGone, takenKey(h.ID, thing)); err != nil {
			return err
		}
	}
	return nil
}

// isTaken reports whether the user has taken one of some things off the article.
func (b *bringing) isTaken(things ...string) (bool, error) {
	for _, thing := range things {
		v, err := b.value(inGone, takenKey(b.article, thing))
		if v != nil || err != nil {
			return v != nil, err
		}
	}
	return false, nil
}
