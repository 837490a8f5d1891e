package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"veille/feed"
	"veille/feed/query"
)

var testNow = time.Date(2026, 3, 4, 15, 30, 0, 0, time.FixedZone("", 7*3600))

func testOptions() Options {
	return Options{Create: true, Wait: 30 * time.Second, Now: func() time.Time { return testNow }, Starters: testThemes()}
}

func testThemes() []feed.Theme {
	return []feed.Theme{
		{Slug: "harbours", Labels: map[string]string{"en": "Harbours", "fr": "Ports", "vi": "Cảng biển"}, Pin: 1,
			Aliases: map[string][]string{"en": {"docks", "quays"}},
			Words:   map[string][]feed.Word{"en": {{Text: "quay", Tier: feed.SureWord}, {Text: "ship"}}},
			Not:     map[string][]string{"en": {"space port"}}, Short: "HB", Colour: 3, Threshold: .5, IPTC: "20000000", Version: 2},
		{Slug: "weather", Labels: map[string]string{"en": "Weather", "fr": "Météo"}, Pin: 2},
		{Slug: "gardens"},
	}
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.doubt = everySecond()
	return s
}

func newStore(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "kept", "test.db"))
}

var testSources = []string{"The Quay Gazette", "Le Courrier du Jardin", "Báo Vườn", ""}

// sample makes the i-th article of a made-up press.
func sample(i int) feed.Incoming {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	a := feed.Article{Head: feed.Head{
		ID:        feed.NewID("test", fmt.Sprint(i)),
		Title:     fmt.Sprintf("Report number %d from the harbour", i),
		Source:    testSources[i%len(testSources)],
		URL:       fmt.Sprintf("https://press.example/%d", i),
		Lang:      []string{"en", "fr", "vi", "fr-ca", ""}[i%5],
		Published: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(6*365*24)) * time.Hour),
		Precision: []feed.Precision{feed.Second, feed.Second, feed.Day, feed.Month, feed.NoDate}[r.IntN(5)],
		Fetched:   testNow.Add(-time.Duration(i) * time.Minute),
		Words:     120,
		Place:     "Port Lumen",
		Agency:    "Exemple",
	}}
	if a.Precision == feed.NoDate {
		a.Published = time.Time{}
	}
	a.Kicker, a.Standfirst = "Coast", fmt.Sprintf("What the quay saw on day %d.", i)
	a.Dateline = feed.Dateline{Place: "Port Lumen", Date: "3 March", Agency: "Exemple"}
	a.Byline, a.Authors = "EX", []string{"Agence Exemple"}
	words := strings.Fields("ships waited while the tide turned and gardens above the sécurité fence grew in the rain khủng bố khung giờ")
	for range 6 {
		var b strings.Builder
		for range 30 {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, b.String()))
	}
	a.Body = append(a.Body, feed.Plain(feed.Paragraph, fmt.Sprintf("needle%d", i)))
	a.Captions = []feed.Caption{{Text: "A crane at dusk", Credit: "EX"}}
	a.Teasers = []feed.Teaser{{Title: "Elsewhere", Summary: "Not of this article", URL: "https://press.example/x"}}
	return feed.Incoming{Article: a, Raw: feed.Raw{Name: fmt.Sprintf("%d.txt", i), Type: "text/plain", Bytes: []byte(a.Text())}}
}

func samples(from, n int) iter.Seq[feed.Incoming] {
	return func(yield func(feed.Incoming) bool) {
		for i := from; i < from+n; i++ {
			if !yield(sample(i)) {
				return
			}
		}
	}
}

func add(t testing.TB, s *Store, in ...feed.Incoming) Added {
	t.Helper()
	got, err := s.Add(t.Context(), slices.Values(in), nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func addSamples(t testing.TB, s *Store, from, n int) {
	t.Helper()
	got, err := s.Add(t.Context(), samples(from, n), nil)
	if err != nil || got.New != n {
		t.Fatalf("added %+v, %v; want %d new", got, err, n)
	}
}

func find(t testing.TB, s *Store, x query.Expr) feed.Hits {
	t.Helper()
	h, err := s.Find(t.Context(), query.Query{Expr: x})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func idsOf(t testing.TB, h feed.Hits) (ids []feed.ID) {
	t.Helper()
	for from := 0; from < h.Len(); from += 500 {
		heads, err := h.Heads(t.Context(), from, 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, hd := range heads {
			ids = append(ids, hd.ID)
		}
	}
	return ids
}

func is(state string) query.Expr    { return query.Set{Name: "is", Values: []string{state}} }
func tagged(name string) query.Expr { return query.Set{Name: "tag", Values: []string{name}} }

var everything = query.Query{}

func one(ids ...feed.ID) feed.Targets { return feed.Targets{IDs: ids} }

// sound checks the file whole.
func sound(t testing.TB, s *Store) {
	t.Helper()
	r, err := s.Check(context.Background(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Faults {
		t.Errorf("check: %s", f)
	}
	if t.Failed() {
		t.FailNow()
	}
}

func bitmapOf(docs ...uint32) *roaring.Bitmap { return roaring.BitmapOf(docs...) }

func isDamaged(err error) bool { return errors.Is(err, feed.ErrDamaged) }

// everySecond makes a store run what it reads twice, as when a commit came in
// between: the first time must leave no trace.
func everySecond() func() bool {
	var n atomic.Int64
	return func() bool { return n.Add(1)%2 == 1 }
}

func suggestedFor(name string) query.Expr { return query.Set{Name: "sug", Values: []string{name}} }
