package store

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// What several processes have of one file. Children do the work and print how
// long each piece of it took, "LAP kind microseconds"; they go on until they are
// killed or the benchmark has run for as long as -benchtime says.

// readPause is how long a reader looks at what it was given.
const readPause = 20 * time.Millisecond

// lap prints how long a piece of work took.
func lap(kind string, do func() error) error {
	start := time.Now()
	if err := do(); err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	fmt.Println("LAP", kind, time.Since(start).Microseconds())
	return nil
}

// pressed makes a batch of articles that are in no library yet: the corpus
// under other IDs.
func pressed(from, n int) []feed.Incoming {
	all := slices.Collect(madeArticles(0, n))
	for i := range all {
		all[i].Article.ID = feed.NewID("pressed", strconv.Itoa(from+i))
	}
	return all
}

// childPress adds articles as fast as it can, in one call. The texts are made
// before: that is not what is measured.
func childPress(ctx context.Context, s *Store, from, count int) error {
	all := pressed(0, count)
	fmt.Println("ACK", from)
	n := from
	_, err := s.Add(ctx, func(yield func(feed.Incoming) bool) {
		for ; ; n++ {
			in := all[n%count]
			in.Article.ID = feed.NewID("pressed", strconv.Itoa(n))
			if !yield(in) {
				return
			}
		}
	}, func(a Added) {
		from += a.New
		fmt.Println("ACK", from)
	})
	return err
}

// readerLooks are what a reader at work asks for by turns.
func readerLooks(r *rand.Rand) []struct {
	kind string
	x    query.Expr
} {
	words := func(p planted) query.Expr { return query.Words{Text: p.text} }
	return []struct {
		kind string
		x    query.Expr
	}{
		{"page", nil},
		{"search", words(commonWords[r.IntN(len(commonWords))])},
		{"page", query.Set{Name: "tag", Values: []string{"subject-0"}}},
		{"search", query.And{words(commonWords[0]), words(commonWords[1])}},
		{"page", is("unread")},
		{"search", words(midWords[r.IntN(len(midWords))])},
		{"page", query.Set{Name: "lang", Values: []string{"en"}}},
		{"search", words(rareWords[r.IntN(len(rareWords))])},
	}
}

// childLook looks at pages and searches, and reads what it found, with a pause
// after each.
func childLook(ctx context.Context, s *Store, from, _ int) error {
	r := rand.New(rand.NewPCG(uint64(from), 20))
	for {
		for _, q := range readerLooks(r) {
			err := lap(q.kind, func() error {
				h, err := s.Find(ctx, query.Query{Expr: q.x})
				if err != nil {
					return err
				}
				if h.Len() == 0 {
					return nil
				}
				heads, err := h.Heads(ctx, r.IntN(min(h.Len(), 300)), 60)
				if err == nil && len(heads) == 0 {
					err = fmt.Errorf("%d articles without a head", h.Len())
				}
				return err
			})
			if err != nil {
				return err
			}
			<-time.After(readPause)
		}
	}
}

// childMark marks articles and adds some, without a pause.
func childMark(ctx context.Context, s *Store, from, count int) error {
	r := rand.New(rand.NewPCG(uint64(from), 8))
	for n := from; ; n++ {
		if n%8 == 7 {
			in := pressed(n, 1)
			if err := lap("write", func() error { _, err := s.Add(ctx, slices.Values(in), nil); return err }); err != nil {
				return err
			}
			continue
		}
		id := benchArticle(r.IntN(count)).Article.ID
		err := lap("write", func() error {
			_, err := s.SetFlag(ctx, one(id), feed.FlagStarred, n%2 == 0)
			return err
		})
		if err != nil {
			return err
		}
	}
}

// benchCopy returns a copy of the library of the benchmarks that may be changed,
// and how many articles of the corpus are in it.
func benchCopy(b *testing.B) (path string, n int) {
	b.Helper()
	s := bench(b)
	from, err := os.Open(s.path)
	if err != nil {
		b.Fatal(err)
	}
	defer shut(from)
	dir, err := os.MkdirTemp(filepath.Dir(s.path), "copy")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	path = filepath.Join(dir, "copy.db")
	to, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		b.Fatal(err)
	}
	if err := to.Close(); err != nil {
		b.Fatal(err)
	}
	c, err := s.Counts(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return path, c.All
}

// told is a line of a child's.
type told struct {
	who  int
	kind string // of a lap; "ack"; "end" with what went wrong
	n    int
	line string
}

// listen gives all that children say to one channel, until each has ended.
func listen(children []*process, to chan<- told) {
	for who, p := range children {
		go func() {
			for {
				line, err := p.out.ReadString('\n')
				if err != nil {
					to <- told{who: who, kind: "end"}
					return
				}
				f := strings.Fields(line)
				t := told{who: who, kind: "end", line: line}
				switch {
				case len(f) == 3 && f[0] == "LAP":
					t.kind = f[1]
					t.n, _ = strconv.Atoi(f[2])
				case len(f) == 2 && f[0] == "ACK":
					t.kind = "ack"
					t.n, _ = strconv.Atoi(f[1])
				}
				to <- t
			}
		}()
	}
}

// BenchmarkBesideWriter has two processes look at pages and searches, alone and
// while another adds articles as fast as it can. It tells how long the looks
// took, and how many articles a second came in.
func BenchmarkBesideWriter(b *testing.B) {
	path, _ := benchCopy(b)
	for _, beside := range []bool{false, true} {
		b.Run(map[bool]string{false: "alone", true: "beside"}[beside], func(b *testing.B) {
			var children []*process
			if beside {
				children = append(children, start(b, "press", path, 0, 5000))
				children[0].read(b, 1)
			}
			lookers := []*process{start(b, "look", path, 1, 0), start(b, "look", path, 2, 0)}
			besideWriter(b, append(children, lookers...))
		})
	}
}

func besideWriter(b *testing.B, children []*process) {
	said := make(chan told, 64)
	listen(children, said)
	laps := map[string]*laps{"page": {}, "search": {}}
	added, first, started := 0, -1, time.Now()
	for b.Loop() {
		switch t := <-said; t.kind {
		case "ack":
			if added = t.n; first < 0 {
				first, started = t.n, time.Now()
			}
		case "end":
			b.Fatalf("child %d ended: %s", t.who, t.line)
		default:
			*laps[t.kind] = append(*laps[t.kind], time.Duration(t.n)*time.Microsecond)
		}
	}
	took := time.Since(started)
	stopAll(b, children)
	for kind, l := range laps {
		l.report(b, kind)
	}
	if first >= 0 {
		b.ReportMetric(float64(added-first)/took.Seconds(), "articles/s")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCrowd has eight processes write without a pause and four read. It
// tells how long each piece of work took, and how far the luckiest and the
// unluckiest writer are from their mean.
func BenchmarkCrowd(b *testing.B) {
	path, n := benchCopy(b)
	var children []*process
	const writers = 8
	for i := range writers {
		children = append(children, start(b, "mark", path, 1_000_000*(i+1), min(n, benchSize())))
	}
	for i := range 4 {
		children = append(children, start(b, "look", path, i, 0))
	}
	said := make(chan told, 64)
	listen(children, said)
	laps := map[string]*laps{"page": {}, "search": {}, "write": {}}
	wrote := make([]int, writers)
	for b.Loop() {
		t := <-said
		if t.kind == "end" {
			b.Fatalf("child %d ended: %s", t.who, t.line)
		}
		*laps[t.kind] = append(*laps[t.kind], time.Duration(t.n)*time.Microsecond)
		if t.kind == "write" {
			wrote[t.who]++
		}
	}
	stopAll(b, children)
	for kind, l := range laps {
		l.report(b, kind)
	}
	mean := float64(len(*laps["write"])) / writers
	b.ReportMetric(mean*writers/b.Elapsed().Seconds(), "writes/s")
	b.ReportMetric(100*(mean-float64(slices.Min(wrote)))/mean, "%-below-mean")
	b.ReportMetric(100*(float64(slices.Max(wrote))-mean)/mean, "%-above-mean")
	b.ReportMetric(0, "ns/op")
}

func stopAll(b *testing.B, children []*process) {
	b.Helper()
	for _, p := range children {
		if err := p.cmd.Process.Kill(); err != nil {
			b.Fatal(err)
		}
	}
}
