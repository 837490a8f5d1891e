package store

import (
	"encoding/binary"
	"hash/crc32"
	"time"

	"veille/feed"
)

// The file is one bbolt file. Keys are big-endian; a document number (doc) is a
// u32 given in order of arrival and never given twice. It does not leave this
// package.
//
//	info     name                 schema, state, upgrade: see info.go
//	art      doc                  record of a head: see head.go
//	body     doc                  zstd frame of the rest of the article: see body.go
//	raw      doc                  name and type of what came in, and how to make it: see raw.go
//	date     when (5) doc (4)     nothing: the order of the list, see dateKey
//	guid     article id (16)      doc
//	set      name \0 shard (2)    roaring bitmap of the low 16 bits of docs: see sets.go
//	mark     doc theme id (16)    who put the theme on, when and why: see mark.go
//	feed     source id            definition: see source.go
//	theme    theme id             definition: see theme.go
//	note     doc number (2)       text: see note.go
//	high     doc number (2)       highlight: see high.go
//	place    doc                  where reading stopped
//	journal  seq (8)              one change of the user's with its inverse: see step.go
//	seg      first doc            segment of the index: see index.go
//	post     segment term         block of the index: see indexblock.go
//	query    id                   saved query: see saved.go
//	rule     id                   rule: see rulerecord.go
//	review   id                   what is kept of a press review: see review.go
//	poll     source id            what is known of asking it for news: see poll.go
//	item     doc                  under which other names its source sent it: see same.go
//	same     source hash doc      nothing: what an item is found by, see same.go
//	version  doc number (4)       the article as it was before: see version.go
//	gone     source hash          what was destroyed and stays away: see gone.go
//	sug      doc                  what themes are suggested for it: see suggestrecord.go
//	drop     doc theme id (16)    that the suggestion was dismissed: see suggestrecord.go
//	learn    theme id             what tagging has taught of the theme: see learnrecord.go
//	sketch   doc                  what its text has in common with others is found by
//	shingle                       the same the other way round
//	told     shard                story of docs
//	story    story id             what the user has joined or taken apart
//
// What is in sug, learn, sketch, shingle and told is derived from the rest and can
// be worked out again.
//
// Every value but those of date and same is sealed: payload, then the CRC-32C of bucket
// name, key and payload. bbolt has no checksum of its own on its pages, so this
// is what keeps a damaged page, or a right value under a wrong key, from being
// shown as an article.
const schemaVersion = 5

// bucket is a top-level bucket by its position in buckets.
type bucket int

const (
	inInfo bucket = iota
	inArt
	inBody
	inRaw
	inDate
	inGUID
	inSet
	inMark
	inFeed
	inTheme
	inNote
	inPlace
	inJournal
	inSeg
	inPost
	inQuery
	inRule
	inPoll
	inItem
	inSame
	inVersion
	inGone
	inSug
	inDrop
	inLearn
	inSketch
	inShingle
	inTold
	inStory
	inHigh
	inReview
	bucketCount
)

var bucketNames = [bucketCount]string{
	"info", "art", "body", "raw", "date", "guid", "set", "mark", "feed", "theme",
	"note", "place", "journal", "seg", "post", "query", "rule",
	"poll", "item", "same", "version", "gone",
	"sug", "drop", "learn", "sketch", "shingle", "told", "story",
	"high", "review",
}

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	bucketSums = func() (sums [bucketCount]uint32) {
		for i, n := range bucketNames {
			sums[i] = crc32.Checksum([]byte(n), castagnoli)
		}
		return sums
	}()
)

const sealSize = 4

func (b bucket) sum(key, payload []byte) uint32 {
	return crc32.Update(crc32.Update(bucketSums[b], castagnoli, key), castagnoli, payload)
}

// seal appends the checksum to payload, in place where there is room.
func (b bucket) seal(key, payload []byte) []byte {
	return binary.BigEndian.AppendUint32(payload, b.sum(key, payload))
}

// unseal returns the payload, false when the value is not what was sealed
// under this key.
func (b bucket) unseal(key, sealed []byte) ([]byte, bool) {
	n := len(sealed) - sealSize
	if n < 0 || binary.BigEndian.Uint32(sealed[n:]) != b.sum(key, sealed[:n]) {
		return nil, false
	}
	return sealed[:n:n], true
}

func docKey(doc uint32) []byte { return binary.BigEndian.AppendUint32(nil, doc) }

func docOf(key []byte) uint32 { return binary.BigEndian.Uint32(key) }

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func seqOf(key []byte) uint64 { return binary.BigEndian.Uint64(key) }

const (
	whenSize    = 5
	dateKeySize = whenSize + 4
	whenBias    = 1 << 39
)

// appendWhen writes seconds since 1970 as 40 bits that sort by time: 17,000
// years either way, so that neither an archive of 1950 nor a wrong date of 2262
// loses its place.
func appendWhen(b []byte, sec int64) []byte {
	v := uint64(min(max(sec, -whenBias), whenBias-1) + whenBias)
	return append(b, byte(v>>32), byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

func dateKey(sec int64, doc uint32) []byte {
	return binary.BigEndian.AppendUint32(appendWhen(make([]byte, 0, dateKeySize), sec), doc)
}

// listTime is the second that the article stands at in the list. A date known
// to the day or less stands at its civil midnight, whatever the zone; without a
// date the time of arrival stands in.
func listTime(h *feed.Head) int64 {
	switch {
	case h.Published.IsZero():
		return h.Fetched.Unix()
	case h.Precision <= feed.Day:
		return civil(h.Published).Unix()
	}
	return h.Published.Unix()
}

// civil returns midnight UTC of the calendar day that t shows in its own zone.
func civil(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func setKey(name string, shard uint16) []byte {
	b := make([]byte, 0, len(name)+3)
	b = append(append(b, name...), 0)
	return binary.BigEndian.AppendUint16(b, shard)
}

func splitSetKey(key []byte) (name []byte, shard uint16, ok bool) {
	n := len(key) - 3
	if n < 0 || key[n] != 0 {
		return nil, 0, false
	}
	return key[:n], binary.BigEndian.Uint16(key[n+1:]), true
}

func markKey(doc uint32, theme feed.ID) []byte {
	return append(binary.BigEndian.AppendUint32(make([]byte, 0, 20), doc), theme[:]...)
}

// maxDoc bounds the docs of a file, those destroyed too: a set in memory then
// takes 32 MB.
const maxDoc = 1 << 28
