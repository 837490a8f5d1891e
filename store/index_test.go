package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// textsOf are the texts in which words of a field are looked for.
func textsOf(in string, a *feed.Article) (out []string) {
	switch in {
	case "title":
		return []string{a.Title}
	case "agency":
		return []string{a.Agency, a.Dateline.Agency, a.Byline}
	case "author":
		return append(slices.Clone(a.Authors), a.Byline)
	case "place":
		return []string{a.Place, a.Dateline.Place}
	case "url":
		return []string{urlWords(a.URL)}
	case "text":
		return a.Paragraphs()
	case "caption":
	case "lead":
		out = []string{datelineText(a.Dateline), a.Standfirst}
		if a.Standfirst == "" && len(a.Paragraphs()) > 0 {
			out = append(out, a.Paragraphs()[0])
		}
		return out
	default:
		out = append([]string{a.Title, a.Standfirst, datelineText(a.Dateline)}, a.Paragraphs()...)
	}
	for _, c := range a.Captions {
		out = append(out, c.Text, c.Credit)
	}
	return out
}

// heldBy returns the docs that have the words, by reading them all.
func heldBy(t *testing.T, s *Store, w query.Words) (has, all docSet) {
	t.Helper()
	m := w.Matcher()
	c, err := s.codecs.take()
	if err != nil {
		t.Fatal(err)
	}
	defer s.codecs.give(c)
	err = s.view(t.Context(), func(x *tx) error {
		if all, err = x.set(setAll); err != nil {
			return err
		}
		has = x.newSet()
		for _, doc := range all.docs() {
			p, _, err := x.parcel(doc)
			if err != nil {
				return err
			}
			a, err := p.open(c)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(textsOf(w.In, &a), m.In) {
				has.add(doc)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return has, all
}

// answers holds the index to what reading all articles gives; exact demands
// that it is sure.
func answers(t *testing.T, s *Store, w query.Words, exact bool) {
	t.Helper()
	has, all := heldBy(t, s, w)
	err := s.view(t.Context(), func(x *tx) error {
		sure, may, err := x.words(w)
		if err != nil {
			return err
		}
		sure, may = sure.and(all), may.and(all)
		if n := sure.andNot(has).count(); n > 0 {
			t.Errorf("%+v: sure of %d articles that do not have it", w, n)
		}
		if n := has.andNot(may).count(); n > 0 {
			t.Errorf("%+v: %d articles that have it are missing", w, n)
		}
		edited, err := x.set(setEdited)
		if err != nil {
			return err
		}
		if n := may.andNot(sure).andNot(edited).count(); exact && n > 0 {
			t.Errorf("%+v: not sure of %d articles", w, n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var indexWords = strings.Fields("quay Quays quai sécurité securite SÉCURITÉ khung khủng giờ Vietnam Việt Nam Viêt-Nam viet nam ONU O.N.U. l'ONU " +
	"d’eau anti-missile antimissile covid-19 œuvre oeuvre 中国外交 国 port ports porté casque casques bleus the of de la 12 x ß ſ")

// wordy makes an article of random words.
func wordy(r *rand.Rand, i int) feed.Incoming {
	in := sample(i)
	some := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(indexWords[r.IntN(len(indexWords))])
			b.WriteString([]string{" ", " ", ", ", "-"}[r.IntN(4)])
		}
		return b.String()
	}
	a := &in.Article
	a.Title, a.Standfirst, a.Byline = some(2), some(r.IntN(3)), some(r.IntN(2))
	a.Place, a.Agency, a.Authors = some(1), some(1), []string{some(1), some(2)}
	a.Dateline = feed.Dateline{Place: a.Place, Date: some(r.IntN(2)), Agency: a.Agency}
	a.URL = fmt.Sprintf("https://press.example/%s/%d", strings.ReplaceAll(some(2), " ", "-"), i)
	a.Captions = []feed.Caption{{Text: some(1), Credit: some(1)}}
	a.Body = []feed.Block{feed.Plain(feed.Paragraph, some(3)), feed.Plain(feed.Heading, some(1)),
		{Kind: feed.Table, Rows: [][]string{{some(1), some(1)}, {"", some(1)}}}}
	return in
}

// TestIndexAnswersLikeReading compares the index with reading all texts, after
// batches of any size.
func TestIndexAnswersLikeReading(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	s := newStore(t)
	made := 0
	for range 12 {
		var in []feed.Incoming
		for range 1 + r.IntN(30) {
			in = append(in, wordy(r, made))
			made++
		}
		in = append(in, in[0], feed.Incoming{}) // known by then, and refused
		if got, err := s.Add(t.Context(), slices.Values(in), nil); err != nil || got.New != len(in)-2 {
			t.Fatal(got, err)
		}
	}
	checkWords(t, r, s, fewer(150, 30))
	sound(t, s)
}

func checkWords(t *testing.T, r *rand.Rand, s *Store, n int) {
	t.Helper()
	fields := []string{"", "", "", "title", "agency", "author", "place", "url", "lead", "caption", "text"}
	for range n {
		w := query.Words{In: fields[r.IntN(len(fields))], Text: indexWords[r.IntN(len(indexWords))]}
		_, whole := fieldOf(w.In)
		switch r.IntN(4) {
		case 0:
			w.Text += " " + indexWords[r.IntN(len(indexWords))]
			w.Phrase = true
			if r.IntN(2) == 0 {
				w.Near = r.IntN(4)
			}
		case 1:
			w.Prefix = true
		}
		single := whole && !w.Phrase
		for _, g := range w.Matcher().Groups() {
			single = single && !slices.ContainsFunc(g, func(seq []text.Term) bool { return len(seq) > 1 })
		}
		answers(t, s, w, single)
	}
}

// settle tends the index until nothing is left to do.
func settle(t *testing.T, s *Store) {
	t.Helper()
	for range 100 {
		busy, err := s.tend(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if !busy {
			return
		}
	}
	t.Fatal("the index is never done")
}

func segmentsOf(t *testing.T, s *Store) (list []segment) {
	t.Helper()
	err := s.view(t.Context(), func(x *tx) (err error) {
		list, err = x.segments()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestIndexFollowsChanges compares the index with reading after merges,
// corrections, undoing them and destruction.
func TestIndexFollowsChanges(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	s := newStore(t)
	made := 0
	var ids []feed.ID
	for round := range fewer(60, 20) {
		var in []feed.Incoming
		for range 1 + r.IntN(1+round%9) {
			in = append(in, wordy(r, made))
			ids = append(ids, in[len(in)-1].Article.ID)
			made++
		}
		add(t, s, in...)
		switch id := ids[r.IntN(len(ids))]; r.IntN(4) {
		case 0, 1:
			title := indexWords[r.IntN(len(indexWords))]
			address := "https://press.example/" + indexWords[r.IntN(len(indexWords))]
			if _, err := s.Correct(t.Context(), id, feed.Correction{Title: &title, URL: &address}); err != nil && !errors.Is(err, feed.ErrNotFound) {
				t.Fatal(err)
			}
		case 2:
			if _, err := s.Undo(t.Context()); err != nil && !errors.Is(err, feed.ErrNothing) {
				t.Fatal(err)
			}
		case 3:
			if _, err := s.SetFlag(t.Context(), one(id), feed.FlagTrashed, true); err != nil && !errors.Is(err, feed.ErrNotFound) {
				t.Fatal(err)
			}
			if r.IntN(2) == 0 {
				if _, err := s.EmptyTrash(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		if round%10 == 9 {
			checkWords(t, r, s, 12)
		}
	}
	settle(t, s)
	if n := len(segmentsOf(t, s)); n > 3*(tierStep-1) {
		t.Errorf("%d segments for %d articles", n, made)
	}
	checkWords(t, r, s, 60)
	sound(t, s)
}

// TestManyCorrectionsAreIndexed holds that corrected articles come back into
// the index, and that destroyed ones leave it.
func TestManyCorrectionsAreIndexed(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	addSamples(t, s, 0, 300)
	for i := range 280 {
		title := fmt.Sprintf("Corrected %d lantern", i)
		if _, err := s.Correct(t.Context(), sample(i).Article.ID, feed.Correction{Title: &title}); err != nil {
			t.Fatal(err)
		}
	}
	var edited docSet
	if err := s.view(t.Context(), func(x *tx) (err error) {
		edited, err = x.set(setEdited)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if n := edited.count(); n > maxEdited {
		t.Errorf("%d articles outside the index", n)
	}
	answers(t, s, query.Words{Text: "lantern"}, false)
	answers(t, s, query.Words{Text: "report"}, false)
	if _, err := s.SetFlag(t.Context(), feed.Targets{Hits: find(t, s, nil)}, feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EmptyTrash(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.view(t.Context(), func(x *tx) error {
		for k := range x.up(inPost, nil) {
			t.Fatalf("block %x of destroyed articles", k)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}

func TestMergeable(t *testing.T) {
	list := func(sizes ...uint32) (out []segment) {
		at := uint32(0)
		for _, n := range sizes {
			out = append(out, segment{first: at, end: at + n})
			at += n
		}
		return out
	}
	for _, c := range []struct {
		list     []segment
		from, to int // docs of the merge
	}{
		{list(1, 1, 1, 1, 1, 1, 1), 0, 0},
		{list(1, 1, 1, 1, 1, 1, 1, 1), 0, 8},
		{list(9, 1, 1, 1, 1, 1, 1, 1, 1), 9, 17},
		{list(4000, 1, 1, 1, 1, 1, 1, 1), 0, 0},
		{list(9, 1, 9, 9, 1, 9, 9, 9, 9, 9, 600), 0, 74},
		{list(4096, 4096, 4096), 0, 0},
		{list(1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000), 0, 8000},
		{list(4095, 4095, 2, 4095), 0, 12287},
		{list(12288, 3000, 3000, 3000), 12288, 21288},
		{append(list(1, 1, 1, 1), segment{first: 9, end: 10}, segment{first: 10, end: 11}, segment{first: 11, end: 12}, segment{first: 12, end: 13}), 0, 0},
	} {
		w := mergeable(c.list)
		from, to := 0, 0
		if w != nil {
			from, to = int(w[0].first), int(w[len(w)-1].end)
		}
		if from != c.from || to != c.to {
			t.Errorf("of %v: %d to %d, want %d to %d", c.list, from, to, c.from, c.to)
		}
	}
}
