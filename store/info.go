package store

import (
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket info, sealed like all others. The first key must be readable by every
// version to come.
//
//	schema   u32
//	state    1 file number (16 bytes)  2 next doc  3 last journal seq
//	         4 journal seq up to which changes are done  5 drawn at random at
//	         each change of themes and sources: a count would come to the same
//	         number again after a backup was put back  6 number of the last
//	         segment of the index  7 corrections of texts  8 mark of what the
//	         suggestions depend on, 9 of the stories  10 drawn at random each time
//	         something is learned  11 how many texts in what was learned are gone
//	         or not as they were  12 changes of articles  13 drawn at
//	         random each time stories change  14 each time suggestions do  15 mark of
//	         what themes trust
//	upgrade  where an interrupted upgrade goes on: see upgrade.go
var (
	keySchema  = []byte("schema")
	keyState   = []byte("state")
	keyUpgrade = []byte("upgrade")
)

// state are the counters of a file.
type state struct {
	file  feed.ID
	next  uint32 // the doc the next article will get
	seq   uint64 // of the last change in the journal
	done  uint64 // changes up to here are done, those after it undone
	names uint64 // another after each change of themes and sources

	segment uint32 // the number the last segment of the index got
	edits   uint64 // how often a text that is in the index was changed

	scored, grouped uint64 // marks of what suggestions and stories depend on
	learnt          uint64 // another each time something is learned
	outdated        uint64 // how often an article was changed
	told            uint64 // drawn at random each time stories change
	residue         uint64 // texts in what was learned that are gone or not as they were
	sugs            uint64 // drawn at random each time suggestions change; 0: who changed them did not say
	trusted         uint64 // names.trusts of which the marks are put on
}

func (st *state) encode() []byte {
	b := addID(nil, 1, st.file)
	b = addUint(b, 2, uint64(st.next))
	b = addUint(b, 3, st.seq)
	b = addUint(b, 4, st.done)
	b = addUint(b, 5, st.names)
	b = addUint(b, 6, uint64(st.segment))
	b = addUint(b, 7, st.edits)
	b = addUint(addUint(b, 8, st.scored), 9, st.grouped)
	b = addUint(addUint(addUint(b, 10, st.learnt), 11, st.residue), 12, st.outdated)
	return addUint(addUint(addUint(b, 13, st.told), 14, st.sugs), 15, st.trusted)
}

func decodeState(b []byte) (st state, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			st.file = r.id()
		case 2:
			n := r.uint()
			if n > maxDoc {
				r.fail()
			}
			st.next = uint32(n)
		case 3:
			st.seq = r.uint()
		case 4:
			st.done = r.uint()
		case 5:
			st.names = r.uint()
		case 6:
			st.segment = uint32(r.uint())
		case 7:
			st.edits = r.uint()
		default:
			r.workedOut(n, &st)
		}
	}
	return st, r.err
}

func (r *record) workedOut(n protowire.Number, st *state) {
	switch n {
	case 8:
		st.scored = r.uint()
	case 9:
		st.grouped = r.uint()
	case 10:
		st.learnt = r.uint()
	case 11:
		st.residue = r.uint()
	case 12:
		st.outdated = r.uint()
	case 13:
		st.told = r.uint()
	case 14:
		st.sugs = r.uint()
	case 15:
		st.trusted = r.uint()
	default:
		r.skip()
	}
}

// readSchema returns the schema of a file; the error wraps feed.ErrForeign when
// the file is a bbolt file of another program.
func readSchema(b *bbolt.Tx) (uint32, error) {
	info := b.Bucket([]byte(bucketNames[inInfo]))
	if info == nil {
		return 0, feed.ErrForeign
	}
	v := info.Get(keySchema)
	if v == nil {
		return 0, feed.ErrForeign
	}
	p, err := inInfo.read(keySchema, v)
	if err != nil || len(p) != 4 {
		return 0, damaged("its schema cannot be read")
	}
	return binary.BigEndian.Uint32(p), nil
}

// schema is readSchema in a transaction of ours.
func (t *tx) schema() (uint32, error) {
	info, err := t.openTree(inInfo)
	if err != nil {
		return 0, err
	}
	var v []byte
	if info.size != 0 {
		v, err = info.lookup(info.root, keySchema)
	}
	if v == nil || err != nil {
		return 0, cmp.Or(err, feed.ErrForeign)
	}
	p, err := inInfo.read(keySchema, v)
	if err != nil || len(p) != 4 {
		return 0, damaged("its schema cannot be read")
	}
	return binary.BigEndian.Uint32(p), nil
}

// begin reads schema and counters. Every transaction does: the file may have
// been upgraded or replaced since the last.
func (t *tx) begin(want uint32) error {
	have, err := t.schema()
	switch {
	case err != nil:
		return err
	case have > want:
		return fmt.Errorf("schema %d, this veille knows %d: %w", have, want, feed.ErrNewer)
	case have < want:
		return fmt.Errorf("schema %d was put back under a running veille; start again: %w", have, feed.ErrBusy)
	}
	return t.readState()
}

func (t *tx) readState() error {
	p, err := t.get(inInfo, keyState)
	if err != nil {
		return err
	}
	if t.was, err = decodeState(p); err != nil || p == nil {
		return damaged("its counters cannot be read")
	}
	t.is = t.was
	return nil
}

// end writes the counters back if they changed.
func (t *tx) end() error {
	if t.is == t.was {
		return nil
	}
	return t.put(inInfo, keyState, t.is.encode())
}

// initFile makes the buckets and counters of a new file.
func initFile(b *bbolt.Tx, schema uint32) error {
	for _, n := range bucketNames {
		if _, err := b.CreateBucket([]byte(n)); err != nil {
			return err
		}
	}
	t := newTx(b, &kept{})
	if err := t.put(inInfo, keySchema, binary.BigEndian.AppendUint32(nil, schema)); err != nil {
		return err
	}
	if _, err := rand.Read(t.is.file[:]); err != nil {
		return err
	}
	return t.end()
}
