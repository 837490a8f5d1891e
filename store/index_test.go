package store

import (
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
		if a.Standfirst != "" || len(a.Paragraphs()) == 0 {
			return []string{a.Standfirst}
		}
		return a.Paragraphs()[:1]
	default:
		out = append([]string{a.Title, a.Standfirst}, a.Paragraphs()...)
	}
	for _, c := range a.Captions {
		out = append(out, c.Text, c.Credit)
	}
	return out
}

// heldBy returns the docs that have the words, by reading them all.
func heldBy(t *testing.T, s *Store, w query.Words) (has, all docSet) {
	t.Helper()
	m := askedFor(w)
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
		if n := may.andNot(sure).count(); exact && n > 0 {
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
	a.Dateline = feed.Dateline{Place: a.Place, Agency: a.Agency}
	a.URL = fmt.Sprintf("https://press.example/%s/%d", strings.ReplaceAll(some(2), " ", "-"), i)
	a.Captions = []feed.Caption{{Text: some(1), Credit: some(1)}}
	a.Body = []feed.Block{feed.Plain(feed.Paragraph, some(3)), feed.Plain(feed.Heading, some(1)),
		{Kind: feed.Table, Rows: [][]string{{some(1), some(1)}, {"", some(1)}}}}
	return in
}

// TestIndexAnswersLikeReading compares the index with reading all texts, after
// batches of any size.
func TestIndexAnswersLikeReading(t *testing.T) {
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
	checkWords(t, r, s, 150)
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
		for _, g := range askedFor(w).Groups() {
			single = single && !slices.ContainsFunc(g, func(seq []text.Term) bool { return len(seq) > 1 })
		}
		answers(t, s, w, single)
	}
}
