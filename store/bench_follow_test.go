package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"veille/feed"
)

// benchFeeds parts the articles of the benchmarks into what sources brought, a
// thousand each.
func benchFeeds(sources []feed.Source) (out []feed.Polled) {
	i := 0
	for in := range benchArticles() {
		if i%1000 == 0 {
			src := sources[(i/1000)%len(sources)]
			out = append(out, feed.Polled{Source: src.ID, Poll: feed.Poll{Tried: time.Now(), ETag: fmt.Sprintf(`"%d"`, i)}})
		}
		p := &out[len(out)-1]
		in.Tags = nil
		in.Article.ID = feed.ItemID(p.Source, fmt.Sprint(i))
		p.In = append(p.In, feed.Arrival{Incoming: in, Sent: feed.Sent{
			ID: in.Article.ID, URL: in.Article.URL, Print: feed.NewID(in.Article.Title, in.Article.Text())}})
		i++
	}
	return out
}

func benchSources(n int) (out []feed.Source) {
	for i := range n {
		out = append(out, gazette(i))
	}
	return out
}

// BenchmarkKeep keeps what a hundred sources bring at first, then asks what is
// new of what they bring again, and writes Polls alone.
func BenchmarkKeep(b *testing.B) {
	for b.Loop() {
		s, err := Open(context.Background(), filepath.Join(b.TempDir(), "keep.db"), Options{Create: true})
		if err != nil {
			b.Fatal(err)
		}
		sources := follow(b, s, benchSources(500)...)
		polled := benchFeeds(sources[:100])
		start, n := time.Now(), 0
		for i := range polled {
			n += keep(b, s, polled[i])[0].New
		}
		took := time.Since(start)
		fi, err := os.Stat(s.path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n)/took.Seconds(), "articles/s")
		b.ReportMetric(float64(fi.Size())/float64(n), "bytes/article")
		b.ReportMetric(followedBytes(b, s)/float64(n), "followed-bytes/article")
		var laps laps
		for i := range polled {
			var sent []feed.Sent
			for _, a := range polled[i].In {
				sent = append(sent, a.Sent)
			}
			laps.timed(func() {
				st, err := s.Standings(context.Background(), polled[i].Source, sent)
				if err != nil || st[0] != feed.Same || st[len(st)-1] != feed.Same {
					b.Fatal(st[0], err)
				}
			})
		}
		laps.report(b, "standings-1000")
		var polls []feed.Polled
		for i, src := range sources {
			polls = append(polls, feed.Polled{Source: src.ID, Poll: feed.Poll{Tried: time.Now(), Status: 304, Missing: i}})
		}
		start = time.Now()
		keep(b, s, polls...)
		b.ReportMetric(float64(time.Since(start).Microseconds())/1000, "ms/500-polls")
		laps = nil
		for i := range polled[:20] {
			for j := range polled[i].In[:50] {
				a := &polled[i].In[j]
				a.Sent.Print = feed.NewID("next", a.Article.Title)
				a.Article.Body = append(a.Article.Body, feed.Plain(feed.Paragraph, "One more thing was said later."))
			}
			in := polled[i]
			in.In = in.In[:50]
			laps.timed(func() { keep(b, s, in) })
		}
		laps.report(b, "50-versions")
		_ = s.Close()
	}
}

// followedBytes is what the pages of the buckets for followed sources take.
func followedBytes(b *testing.B, s *Store) (sum float64) {
	b.Helper()
	err := s.view(context.Background(), func(t *tx) error {
		sum = 0
		for _, in := range []bucket{inItem, inSame, inVersion, inGone, inPoll} {
			if t.tree(in).root == 0 {
				continue
			}
			err := t.pages.eachLeaf(t.tree(in).root, nil, func(_ uint64, page []byte, _ int) error {
				sum += float64(len(page))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return sum
}

// BenchmarkStandings asks of a thousand items that are known and unchanged what
// is to be done.
func BenchmarkStandings(b *testing.B) {
	s := newStore(b)
	s.doubt = nil
	src := follow(b, s, gazette(1))[0].ID
	var in []feed.Arrival
	for i := range 1000 {
		in = append(in, followedItem(src, i, 0))
	}
	addSamples(b, s, 0, 5000)
	keepOf(b, s, src, in...)
	addSamples(b, s, 5000, 5000)
	var sent []feed.Sent
	for _, a := range in {
		sent = append(sent, a.Sent)
	}
	for b.Loop() {
		if st, err := s.Standings(b.Context(), src, sent); err != nil || st[999] != feed.Same {
			b.Fatal(st[999], err)
		}
	}
}

// BenchmarkFollow follows and changes ten thousand sources at once, and lets them
// all be redirected.
func BenchmarkFollow(b *testing.B) {
	for b.Loop() {
		s := newStore(b)
		s.doubt = nil
		var ids []feed.ID
		var polled []feed.Polled
		for i, src := range follow(b, s, benchSources(10_000)...) {
			ids = append(ids, src.ID)
			polled = append(polled, feed.Polled{Source: src.ID, Poll: feed.Poll{Tried: testNow}, Feed: fmt.Sprintf("https://moved%d.example/", i)})
		}
		folder := "Coast"
		_, err1 := s.EditSources(b.Context(), ids, feed.SourceEdit{Folder: &folder})
		keep(b, s, polled...)
		_, err2 := s.Unfollow(b.Context(), ids)
		_, err3 := s.Undo(b.Context())
		if err := errors.Join(err1, err2, err3); err != nil {
			b.Fatal(err)
		}
	}
}
