package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
)

// Bucket version: key doc, number u32 counted from 1.
//
//	1 until  2 head, as in art  3 body, as in body
//
// The set has/version holds the docs that have one.
const (
	hasVersion     = "has/version"
	versionKeySize = 8

	// maxVersions are kept of an article: the first, which others may have quoted,
	// and the newest.
	maxVersions = 20
)

func versionKey(doc, number uint32) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(make([]byte, 0, versionKeySize), doc), number)
}

// earlier is a past state of an article as it is stored.
type earlier struct {
	until time.Time
	head  []byte
	body  []byte // frame
}

func (v *earlier) encode() []byte {
	b := addTime(make([]byte, 0, 32+len(v.head)+len(v.body)), 1, v.until)
	return addBytes(addBytes(b, 2, v.head), 3, v.body)
}

func decodeVersion(b []byte) (v earlier, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			v.until = r.time()
		case 2:
			v.head = r.copied()
		case 3:
			v.body = r.copied()
		default:
			r.skip()
		}
	}
	return v, r.err
}

func (v *earlier) open(c *codec) (out feed.Version, err error) {
	out.Until = v.until
	plain, err := c.unpack(nil, v.body)
	if err != nil {
		return out, err
	}
	if err := decodeBody(plain, &out.Article); err != nil {
		return out, err
	}
	out.Article.Head, err = decodeHead(v.head)
	return out, err
}

// putVersion keeps the present state of a doc as an earlier one.
func (t *tx) putVersion(doc uint32, v *earlier) error {
	var keys [][]byte
	err := t.eachOf(inVersion, doc, func(k, _ []byte) error {
		keys = append(keys, slices.Clone(k))
		return nil
	})
	if err != nil {
		return err
	}
	last := uint32(0)
	if n := len(keys); n > 0 {
		last = docOf(keys[n-1][4:])
		if n >= maxVersions {
			if err := t.delAll(inVersion, keys[1:n-maxVersions+2]); err != nil {
				return err
			}
		}
	} else if err := t.changeOne(hasVersion, doc, true); err != nil {
		return err
	}
	return t.put(inVersion, versionKey(doc, last+1), v.encode())
}

// rewritten returns those docs whose texts their sources have changed, or
// completed, after a time: evidence of before is of another text.
func (t *tx) rewritten(docs *roaring.Bitmap, after time.Time) (out map[uint32]bool, err error) {
	have, err := t.set(hasVersion)
	if err != nil {
		return nil, err
	}
	out = map[uint32]bool{}
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		d, _, err := t.descent(doc)
		if err != nil {
			return nil, err
		}
		out[doc] = d.completed.After(after)
		if !have.has(doc) {
			continue
		}
		err = t.eachOf(inVersion, doc, func(k, v []byte) error {
			p, err := inVersion.read(k, v)
			if err != nil {
				return err
			}
			e, err := decodeVersion(p)
			if err != nil {
				return damaged("version %x", k)
			}
			out[doc] = out[doc] || e.until.After(after)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Versions returns the earlier versions of an article, newest first, without
// marks and notes, which are those of the article. One that cannot be read is
// left out; a check tells of it. The error wraps feed.ErrNotFound when there is
// no such article.
func (s *Store) Versions(ctx context.Context, id feed.ID) (out []feed.Version, err error) {
	var list []earlier
	var known *names
	err = s.view(ctx, func(t *tx) error {
		list = nil
		doc, err := t.mustDoc(id)
		if err != nil {
			return err
		}
		if known, err = t.known(); err != nil {
			return err
		}
		return t.eachOf(inVersion, doc, func(k, val []byte) error {
			p, err := inVersion.read(k, val)
			if errors.Is(err, feed.ErrDamaged) {
				return nil
			}
			v, err := decodeVersion(p)
			if err == nil {
				list = append(list, v)
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	c, err := s.codecs.take()
	if err != nil {
		return nil, err
	}
	defer s.codecs.give(c)
	for _, v := range slices.Backward(list) {
		if one, err := v.open(c); err == nil {
			one.Article.Source = known.sources[one.Article.SourceID].Name
			out = append(out, one)
		}
	}
	return out, nil
}

// frameOf returns the stored body of a doc, to be kept.
func (t *tx) frameOf(doc uint32) ([]byte, error) {
	frame, err := t.get(inBody, docKey(doc))
	if err == nil && frame == nil {
		err = fmt.Errorf("document %d has no body: %w", doc, feed.ErrDamaged)
	}
	return bytes.Clone(frame), err
}
