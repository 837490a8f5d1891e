package store

import (
	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// Bucket body, inside the zstd frame: all of the article that no list shows.
//
//	1 kicker  2 standfirst  3 dateline{1 place 2 date 3 agency}  4 byline
//	5 author*  6 updated  7 summary
//	8 block*{1 kind 2 level 3 number 4 span*{1 text 2 style 3 url}
//	         5 row*{1 cell*} 6 url}
//	9 caption*{1 text 2 credit}  10 related*{1 text 2 url}  11 link*{1 text 2 url}
//	12 teaser*{1 title 2 summary 3 url}  13 category*
//	14 enclosure*{1 url 2 type 3 bytes}  15 repairs: distances as varints
const (
	fieldStandfirst = 2
	fieldBlock      = 8
	fieldCaption    = 9
)

func appendBody(b []byte, a *feed.Article) []byte {
	b = addString(b, 1, a.Kicker)
	b = addString(b, fieldStandfirst, a.Standfirst)
	if a.Dateline != (feed.Dateline{}) {
		b = addStrings(b, 3, a.Dateline.Place, a.Dateline.Date, a.Dateline.Agency)
	}
	b = addString(b, 4, a.Byline)
	b = addList(b, 5, a.Authors)
	b = addTime(b, 6, a.Updated)
	b = addString(b, 7, a.Summary)
	for i := range a.Body {
		b = addMessage(b, fieldBlock, func(m []byte) []byte { return appendBlock(m, &a.Body[i]) })
	}
	for _, c := range a.Captions {
		b = addStrings(b, fieldCaption, c.Text, c.Credit)
	}
	for _, l := range a.Related {
		b = addStrings(b, 10, l.Text, l.URL)
	}
	for _, l := range a.Links {
		b = addStrings(b, 11, l.Text, l.URL)
	}
	for _, t := range a.Teasers {
		b = addStrings(b, 12, t.Title, t.Summary, t.URL)
	}
	b = addList(b, 13, a.Categories)
	for _, e := range a.Enclosures {
		b = addMessage(b, 14, func(m []byte) []byte {
			return addInt(addString(addString(m, 1, e.URL), 2, e.Type), 3, e.Bytes)
		})
	}
	return addRepairs(b, a.Repairs)
}

// addStrings writes a message whose fields 1, 2, 3 are strings.
func addStrings(b []byte, n protowire.Number, parts ...string) []byte {
	return addMessage(b, n, func(m []byte) []byte {
		for i, p := range parts {
			m = addString(m, protowire.Number(i+1), p)
		}
		return m
	})
}

func addList(b []byte, n protowire.Number, list []string) []byte {
	for _, s := range list {
		b = addAnyString(b, n, s)
	}
	return b
}

func addRepairs(b []byte, repairs []feed.Repair) []byte {
	if len(repairs) == 0 {
		return b
	}
	return addMessage(b, 15, func(m []byte) []byte {
		last := 0
		for _, r := range repairs {
			m = protowire.AppendVarint(m, protowire.EncodeZigZag(int64(r.At-last)))
			last = r.At
		}
		return m
	})
}

func appendBlock(b []byte, blk *feed.Block) []byte {
	b = addUint(b, 1, uint64(blk.Kind))
	b = addInt(b, 2, int64(blk.Level))
	b = addInt(b, 3, int64(blk.Number))
	for _, s := range blk.Spans {
		b = addMessage(b, 4, func(m []byte) []byte {
			return addString(addUint(addString(m, 1, s.Text), 2, uint64(s.Style)), 3, s.URL)
		})
	}
	for _, row := range blk.Rows {
		b = addMessage(b, 5, func(m []byte) []byte { return addList(m, 1, row) })
	}
	return addString(b, 6, blk.URL)
}
