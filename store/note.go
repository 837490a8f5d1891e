package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// Bucket note: key doc u32, number u16; value the text. One that the user writes
// has the number 0 and is alone; those of an import keep their order. In the
// journal the notes of an article are one record: 1 note*.

const (
	maxNotes = 1 << 16

	// maxNote is how long a note of the user's may be, in bytes.
	maxNote = 256 << 10
)

func noteKey(doc uint32, i int) []byte {
	return binary.BigEndian.AppendUint16(docKey(doc), uint16(i))
}

func (t *tx) putNotes(doc uint32, notes []string) error {
	for i, n := range notes[:min(len(notes), maxNotes)] {
		if err := t.put(inNote, noteKey(doc, i), []byte(n)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) notesOf(doc uint32) (out []string, err error) {
	err = t.eachOf(inNote, doc, func(k, v []byte) error {
		p, err := inNote.read(k, v)
		out = append(out, string(p))
		return err
	})
	return out, err
}

// SetNote replaces all notes of an article by one; an empty one takes them off.
// Nothing of what it replaces is lost: undo gives it back. The error wraps
// feed.ErrTooLarge when the note is longer than 256 KiB.
func (s *Store) SetNote(ctx context.Context, id feed.ID, note string) (c feed.Change, err error) {
	note = strings.TrimSpace(text.Clean(note))
	if len(note) > maxNote {
		return c, fmt.Errorf("note of %d bytes: %w", len(note), feed.ErrTooLarge)
	}
	return s.act(ctx, feed.Targets{IDs: []feed.ID{id}}, feed.DidNote, func(t *tx, st *step, docs docSet) (docSet, error) {
		doc := docs.last()
		before, err := t.notesOf(doc)
		if err != nil {
			return nil, err
		}
		var after []string
		if note != "" {
			after = []string{note}
		}
		if feed.JoinNotes(before) != note {
			st.change.On = note != ""
			st.ops = append(st.ops, op{kind: opNote, doc: doc, before: encodeNotes(before), after: encodeNotes(after)})
		}
		return docs, nil
	})
}

func encodeNotes(notes []string) []byte {
	b := []byte{}
	for _, n := range notes {
		b = addAnyString(b, 1, n)
	}
	return b
}

func decodeNotes(b []byte) (notes []string, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		if n == 1 {
			notes = append(notes, r.string())
		} else {
			r.skip()
		}
	}
	return notes, r.err
}

// applyNote puts the notes of an article into the state after or before the
// operation.
func (t *tx) applyNote(o *op, all docSet, forward bool) error {
	if !all.has(o.doc) {
		return nil
	}
	before, err1 := decodeNotes(o.before)
	after, err2 := decodeNotes(o.after)
	if err1 != nil || err2 != nil {
		return damaged("note in the journal")
	}
	if err := t.noteTaken(o.doc, thingsOfNotes(before), thingsOfNotes(after), forward); err != nil {
		return err
	}
	if forward {
		return t.setNotes(o.doc, after)
	}
	return t.setNotes(o.doc, before)
}

// setNotes replaces the notes of a doc.
func (t *tx) setNotes(doc uint32, notes []string) error {
	if err := t.delOf(inNote, doc); err != nil {
		return err
	}
	if err := t.putNotes(doc, notes); err != nil {
		return err
	}
	return t.changeOne(hasNote, doc, len(notes) > 0)
}
