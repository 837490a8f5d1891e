package store

import (
	"hash/crc32"

	"veille/feed"
)

// Bucket raw: 1 name  2 media type  3 zstd frame of the bytes  4 their number
// Instead of 3, of what says little that the article does not:
//
//	5 edits that make the bytes of the unpacked body: see edits.go
//	6 CRC-32C of the bytes
//
// Who changes a body alone must give its raw a frame first: see ownRaw.
const rawFieldEdits = 5

// rawShare is what part of the bytes edits may take. A frame takes about half of
// a text and a third of markup, and can be read without the body.
const rawShare = 3

// encodeRaw packs what came in; body is that of the article made of it, not yet
// packed, nil to do without.
func encodeRaw(c *codec, raw *feed.Raw, body []byte) ([]byte, error) {
	edits, ok := c.edits(raw.Bytes, body, len(raw.Bytes)/rawShare)
	var frame []byte
	if !ok {
		var err error
		if frame, err = c.squeeze(raw.Bytes); err != nil {
			return nil, err
		}
	}
	b := make([]byte, 0, len(raw.Name)+len(raw.Type)+len(edits)+len(frame)+32)
	b = addString(b, 1, raw.Name)
	b = addString(b, 2, raw.Type)
	if !ok {
		b = addBytes(b, 3, frame)
		return addUint(b, 4, uint64(len(raw.Bytes))), nil
	}
	b = addUint(b, 4, uint64(len(raw.Bytes)))
	b = addBytes(b, rawFieldEdits, edits)
	return addUint(b, 6, uint64(crc32.Checksum(raw.Bytes, castagnoli))), nil
}

// decodeRaw reads what came in; body is the frame of the article's body.
func decodeRaw(c *codec, b, body []byte) (raw feed.Raw, err error) {
	var frame, edits []byte
	var size, sum uint64
	edited := false
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			raw.Name = r.string()
		case 2:
			raw.Type = r.string()
		case 3:
			frame = r.bytes()
		case 4:
			size = r.uint()
		case rawFieldEdits:
			edits, edited = r.bytes(), true
		case 6:
			sum = r.uint()
		default:
			r.skip()
		}
	}
	if r.err != nil {
		return raw, damaged("%v", r.err)
	}
	size = min(size, maxValue)
	if !edited {
		raw.Bytes, err = c.unpack(make([]byte, 0, size), frame)
		return raw, err
	}
	base, err := c.unpack(nil, body)
	if err != nil {
		return raw, err
	}
	got, ok := applyEdits(make([]byte, 0, size), edits, base, int(size))
	if !ok || uint64(crc32.Checksum(got, castagnoli)) != sum {
		return raw, damaged("edits of the body")
	}
	raw.Bytes = got
	return raw, nil
}

// needsBody reports whether a record of raw can only be read with the body.
func needsBody(b []byte) bool {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		if n == rawFieldEdits {
			return true
		}
		r.skip()
	}
	return false
}

// ownRaw makes the raw of a doc one that is read without the body, which is about
// to change. One that cannot be read stays as it is.
func (t *tx) ownRaw(doc uint32) error {
	rec, err := t.get(inRaw, docKey(doc))
	if err != nil || rec == nil || !needsBody(rec) {
		return ignoreDamage(err)
	}
	body, err := t.get(inBody, docKey(doc))
	if err != nil {
		return ignoreDamage(err)
	}
	var lent codecs
	c, err := lent.take()
	if err != nil {
		return err
	}
	raw, err := decodeRaw(c, rec, body)
	if err != nil {
		return ignoreDamage(err)
	}
	own, err := encodeRaw(c, &raw, nil)
	if err != nil {
		return err
	}
	return t.put(inRaw, docKey(doc), own)
}
