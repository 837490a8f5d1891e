package store

import (
	"context"
	"net/url"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket poll. It is written at each request and is no definition: themes and
// sources need not be read again because of it.
//
//	1 tried  2 good  3 whole  4 changed  5 due  6 barred  7 etag
//	8 last modified  9 latched  10 failures  11 since  12 trouble  13 status
//	14 message  15 missing  16 cut
func encodePoll(p *feed.Poll) []byte {
	b := addTime(make([]byte, 0, 128), 1, p.Tried)
	b = addTime(b, 2, p.Good)
	b = addTime(b, 3, p.Whole)
	b = addTime(b, 4, p.Changed)
	b = addTime(b, 5, p.Due)
	b = addTime(b, 6, p.Barred)
	b = addString(b, 7, p.ETag)
	b = addString(b, 8, p.LastModified)
	b = addBool(b, 9, p.Latched)
	b = addInt(b, 10, int64(p.Failures))
	b = addTime(b, 11, p.Since)
	b = addUint(b, 12, uint64(p.Trouble))
	b = addInt(b, 13, int64(p.Status))
	b = addString(b, 14, p.Message)
	b = addInt(b, 15, int64(p.Missing))
	return addBool(b, 16, p.Cut)
}

func decodePoll(b []byte) (p feed.Poll, err error) {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			p.Tried = r.time()
		case 2:
			p.Good = r.time()
		case 3:
			p.Whole = r.time()
		case 4:
			p.Changed = r.time()
		case 5:
			p.Due = r.time()
		case 6:
			p.Barred = r.time()
		case 7:
			p.ETag = r.string()
		default:
			decodePollRest(&r, n, &p)
		}
	}
	return p, r.err
}

func decodePollRest(r *record, n protowire.Number, p *feed.Poll) {
	switch n {
	case 8:
		p.LastModified = r.string()
	case 9:
		p.Latched = r.bool()
	case 10:
		p.Failures = int(r.int())
	case 11:
		p.Since = r.time()
	case 12:
		p.Trouble = feed.Trouble(r.uint())
	case 13:
		p.Status = int(r.int())
	case 14:
		p.Message = r.string()
	case 15:
		p.Missing = int(r.int())
	case 16:
		p.Cut = r.bool()
	default:
		r.skip()
	}
}

// Polls returns what is known of asking each source that is followed, the zero
// Poll of one never asked. One that cannot be read counts as never asked; a
// check tells of it.
func (s *Store) Polls(ctx context.Context) (out map[feed.ID]feed.Poll, err error) {
	err = s.view(ctx, func(t *tx) error {
		known, err := t.known()
		if err != nil {
			return err
		}
		out = map[feed.ID]feed.Poll{}
		for id, src := range known.sources {
			if src.Feed != "" {
				out[id] = feed.Poll{}
			}
		}
		t.eachDefinition(inPoll, func(id feed.ID, p []byte) {
			if _, followed := out[id]; !followed {
				return
			}
			if poll, err := decodePoll(p); err == nil {
				out[id] = poll
			}
		})
		return nil
	})
	return out, err
}

// forgetValidators makes the next request ask the new address of a source for
// all it has: what was learnt at the old one says nothing of it. Only a server
// that asked to be left alone is left alone.
func (t *tx) forgetValidators(id feed.ID, was, is string) error {
	v, err := t.value(inPoll, id[:])
	if v == nil || err != nil {
		return err
	}
	var old feed.Poll
	if p, ok := inPoll.unseal(id[:], v); ok {
		if old, err = decodePoll(p); err != nil {
			old = feed.Poll{}
		}
	}
	fresh := feed.Poll{Tried: old.Tried, Good: old.Good, Whole: old.Whole, Changed: old.Changed}
	if sameHost(was, is) {
		fresh.Barred = old.Barred
	}
	return t.put(inPoll, id[:], encodePoll(&fresh))
}

func sameHost(a, b string) bool {
	one, err1 := url.Parse(a)
	two, err2 := url.Parse(b)
	return err1 == nil && err2 == nil && strings.EqualFold(one.Hostname(), two.Hostname())
}
