package store

import (
	"bytes"
	"reflect"
	"testing"

	"veille/feed"
)

// FuzzRecords gives arbitrary bytes to everything that reads a record, and
// holds that what could be read comes back the same after being written.
func FuzzRecords(f *testing.F) {
	in := sample(3)
	a := &in.Article
	a.Repairs = []feed.Repair{{At: 4}, {At: 9}}
	a.Body = append(a.Body, feed.Block{Kind: feed.Table, Rows: [][]string{{"a", ""}, {}}})
	th := testThemes()[0]
	mark := feed.Mark{By: feed.ByRule, At: testNow, Score: .5, Spans: []feed.Range{{Field: feed.InTitle, Start: 2, End: 5}}}
	st := step{change: feed.Change{At: testNow, Added: []string{"x"}}, ops: []op{
		{kind: opSet, set: setUnread, docs: bitmapOf(3, 70_000), on: true},
		{kind: opSource, theme: th.ID, after: []byte{10, 1, 'x'}},
		{kind: opTheme, theme: th.ID, before: encodeTheme(&th), held: []alike{{encodeMark(&mark), bitmapOf(1)}}},
	}}
	src := gazette(1)
	src.Folder, src.Categories, src.Named, src.Paused, src.Private = "Coast", []string{"a", ""}, true, true, true
	src.FullText, src.Keep, src.Added = feed.FullTextAlways, 30, testNow
	poll := feed.Poll{Tried: testNow, Good: testNow, Whole: testNow, Changed: testNow, Due: testNow, Barred: testNow, ETag: `W/"x"`,
		LastModified: "yesterday", Latched: true, Failures: 3, Since: testNow, Trouble: feed.TroubleBusy, Status: 503, Message: "later", Missing: 4, Cut: true}
	stepRec, err := st.encode()
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{encodeHead(&a.Head, descent{print: 5, settled: 3}), appendBody(nil, a), encodeTheme(&th), encodeMark(&mark), stepRec,
		encodeSource(&src), encodePoll(&poll), (&item{ids: []feed.ID{{1}}, addresses: []trace{7}}).encode(),
		(&earlier{until: testNow, head: encodeHead(&a.Head, descent{}), body: []byte("frame")}).encode(), nil, {8}, {0xFF, 0xFF}} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if h, err := decodeHead(b); err == nil {
			again, err := decodeHead(encodeHead(&h, descent{}))
			if err != nil || !sameHead(h, again) {
				t.Fatalf("head %+v came back as %+v, %v", h, again, err)
			}
		}
		var one, two feed.Article
		if err := decodeBody(b, &one); err == nil {
			if err := decodeBody(appendBody(nil, &one), &two); err != nil || !sameArticle(one, two) {
				t.Fatalf("article %+v came back as %+v, %v", one, two, err)
			}
			_ = eachPart(b, func(part, string) bool { return true })
		}
		if th, err := decodeTheme(feed.ID{1}, b); err == nil {
			rec := encodeTheme(&th)
			if again, err := decodeTheme(feed.ID{1}, rec); err != nil || !bytes.Equal(encodeTheme(&again), rec) {
				t.Fatalf("theme %+v, %v", again, err)
			}
		}
		if st, err := decodeStep(1, b); err == nil {
			rec, err := st.encode()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := decodeStep(1, rec); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = decodeMark(b, feed.ID{})
		_, _ = decodeState(b)
		rewritten(t, b, func(b []byte) ([]byte, error) {
			src, err := decodeSource(feed.ID{1}, b)
			return encodeSource(&src), err
		})
		rewritten(t, b, func(b []byte) ([]byte, error) {
			p, err := decodePoll(b)
			return encodePoll(&p), err
		})
		rewritten(t, b, func(b []byte) ([]byte, error) {
			it, err := decodeItem(b)
			return it.encode(), err
		})
		rewritten(t, b, func(b []byte) ([]byte, error) {
			v, err := decodeVersion(b)
			return v.encode(), err
		})
		_, _ = decodeEntry(b)
		_, _ = peekHead(b)
		_, _ = decodeQuery(feed.ID{}, b)
	})
}

// rewritten holds that what could be read and was written is written the same
// again.
func rewritten(t *testing.T, b []byte, again func([]byte) ([]byte, error)) {
	t.Helper()
	one, err := again(b)
	if err != nil {
		return
	}
	two, err := again(one)
	if err != nil || !bytes.Equal(one, two) {
		t.Fatalf("%x was written again as %x, %v", one, two, err)
	}
}

func sameHead(a, b feed.Head) bool {
	same := a.Published.Equal(b.Published) && a.Fetched.Equal(b.Fetched)
	a.Published, a.Fetched = b.Published, b.Fetched
	return same && reflect.DeepEqual(a, b)
}

func sameArticle(a, b feed.Article) bool {
	same := a.Updated.Equal(b.Updated)
	a.Updated = b.Updated
	return same && reflect.DeepEqual(a, b)
}

// FuzzPages gives arbitrary bytes to what reads the pages of a tree.
func FuzzPages(f *testing.F) {
	leaf := make([]byte, 3*512)
	native.PutUint64(leaf[1024:], 2)
	native.PutUint16(leaf[1024+8:], leafFlag)
	f.Add(leaf, []byte("key"))
	branch := bytes.Clone(leaf)
	native.PutUint16(branch[1024+8:], branchFlag)
	native.PutUint16(branch[1024+10:], 1)
	native.PutUint64(branch[1024+pageHeader+8:], 2) // it leads to itself
	f.Add(branch, []byte("key"))
	f.Fuzz(func(t *testing.T, mem, key []byte) {
		p := pages{mem: mem[:len(mem)/512*512], size: 512}
		_, _ = p.lookup(2, key)
		for _, back := range []bool{false, true} {
			w := walk{pages: p, back: back, bound: key, left: p.count(), yield: func(_, _ []byte) bool { return true }}
			func() {
				defer func() {
					if err, ok := recover().(error); ok && !isDamaged(err) {
						t.Fatal(err)
					}
				}()
				w.down(2, 0)
			}()
		}
	})
}
