package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/theme"
)

// wordScorer suggests a theme for what has one of its words in the title: of that
// many articles in a hundred as the number in the title.
type wordScorer struct {
	themes  []feed.Theme
	learned *theme.Learned
}

func (w *wordScorer) Suggest(a *feed.Article) (out []feed.Suggestion) {
	for i := range w.themes {
		th := &w.themes[i]
		for _, word := range th.Words["en"] {
			at := strings.Index(a.Title, word.Text)
			if at < 0 || th.Archived {
				continue
			}
			score := float64(len(a.Title)%50+50) / 100
			out = append(out, feed.Suggestion{Theme: th.ID, Score: score, Version: th.Version,
				Spans: []feed.Range{{Field: feed.InTitle, Start: at, End: at + len(word.Text)}}})
			break
		}
	}
	slices.SortStableFunc(out, func(a, b feed.Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

func (w *wordScorer) Why(_ *feed.Article, theme feed.ID) feed.Why { return feed.Why{Theme: theme} }

func (w *wordScorer) Mark() uint64 {
	var b []byte
	for i := range w.themes {
		b = append(b, fmt.Sprint(w.themes[i].ID, listOf(&w.themes[i]), w.themes[i].Threshold)...)
	}
	if w.learned != nil {
		b = append(b, fmt.Sprint(w.learned.All.N)...)
	}
	return hash64(b)
}

func suggestByWord(s *Store) *Store {
	s.suggests = func(themes []feed.Theme, learned *theme.Learned) scorer { return &wordScorer{themes, learned} }
	return s
}

// scoredStore has twelve articles: harbours is suggested for those of an even
// number, weather for those of a third.
func scoredStore(t *testing.T) *Store {
	t.Helper()
	s := suggestByWord(newStore(t))
	addTitled(t, s, 0, 12)
	setWords(t, s, "harbours", "quay")
	setWords(t, s, "weather", "gale")
	return s
}

func addTitled(t testing.TB, s *Store, from, n int) {
	t.Helper()
	var in []feed.Incoming
	for i := from; i < from+n; i++ {
		x := sample(i)
		x.Article.Title = titled(i)
		in = append(in, x)
	}
	add(t, s, in...)
}

func titled(i int) string {
	title := fmt.Sprintf("Dispatch %d", i)
	if i%2 == 0 {
		title += " from the quay"
	}
	if i%3 == 0 {
		title += " in a gale"
	}
	return title
}

func themeNamed(t testing.TB, s *Store, slug string) feed.Theme {
	t.Helper()
	themes, err := s.Themes(t.Context())
	i := slices.IndexFunc(themes, func(th feed.Theme) bool { return th.Slug == slug })
	if err != nil || i < 0 {
		t.Fatal(slug, err)
	}
	return themes[i]
}

func setWords(t testing.TB, s *Store, slug string, words ...string) {
	t.Helper()
	th := themeNamed(t, s, slug)
	th.Words = map[string][]feed.Word{}
	for _, w := range words {
		th.Words["en"] = append(th.Words["en"], feed.Word{Text: w})
	}
	th.Version++
	if _, err := s.EditTheme(t.Context(), th); err != nil {
		t.Fatal(err)
	}
}

func catchUp(t testing.TB, s *Store) {
	t.Helper()
	b, err := s.CatchUp(context.Background(), 0, nil)
	if err != nil || !b.IsZero() {
		t.Fatalf("left %+v, %v", b, err)
	}
}

// asked returns the numbers of the articles that a query finds.
func asked(t testing.TB, s *Store, line string) string {
	t.Helper()
	q, err := query.Parse(line)
	if err != nil {
		t.Fatal(line, err)
	}
	h, err := s.Find(t.Context(), q)
	if err != nil {
		t.Fatal(line, err)
	}
	found := map[feed.ID]bool{}
	for _, id := range idsOf(t, h) {
		found[id] = true
	}
	var out []string
	for i := range 40 {
		if found[sample(i).Article.ID] {
			out = append(out, fmt.Sprint(i))
		}
	}
	return strings.Join(out, " ")
}

func sampleID(i int) feed.ID { return sample(i).Article.ID }

func sampleIDs(n ...int) (ids []feed.ID) {
	for _, i := range n {
		ids = append(ids, sampleID(i))
	}
	return ids
}

func TestSuggest(t *testing.T) {
	s := scoredStore(t)
	if b, err := s.Backlog(t.Context()); err != nil || b.Suggestions != 12 {
		t.Fatalf("backlog %+v, %v", b, err)
	}
	catchUp(t, s)
	sound(t, s)
	for line, want := range map[string]string{
		"sug:harbours": "0 2 4 6 8 10", "sug:weather": "0 3 6 9", "has:suggestion": "0 2 3 4 6 8 9 10", "sug:*": "0 2 3 4 6 8 9 10",
		"-has:suggestion": "1 5 7 11", "sug:harbours -sug:weather": "2 4 8 10", "sug:harbours OR sug:weather": "0 2 3 4 6 8 9 10",
	} {
		if got := asked(t, s, line); got != want {
			t.Errorf("%s finds %s, want %s", line, got, want)
		}
	}
	list, err := s.Suggestions(t.Context(), sampleID(6))
	if err != nil || len(list) != 2 || list[0].Score < list[1].Score || len(list[0].Spans) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	c, err := s.Counts(t.Context())
	if err != nil || c.ToConfirm != 8 || c.Suggested[feed.ThemeID("harbours")] != 6 || c.Suggested[feed.ThemeID("weather")] != 4 {
		t.Errorf("counts %+v, %v", c, err)
	}
	heads, err := find(t, s, is("unread")).Heads(t.Context(), 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range heads {
		want := strings.Count(h.Title, "quay") + strings.Count(h.Title, "gale")
		if len(h.Suggested) != want {
			t.Errorf("%q has %d suggested", h.Title, len(h.Suggested))
		}
	}
	before, err := s.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	catchUp(t, s)
	if after, err := s.Version(t.Context()); err != nil || after != before {
		t.Errorf("nothing was left, and it wrote: %v", err)
	}
}

func TestAnswer(t *testing.T) {
	s := scoredStore(t)
	catchUp(t, s)
	h, w := feed.ThemeID("harbours"), feed.ThemeID("weather")
	c, err := s.Answer(t.Context(), one(sampleIDs(0, 2, 3)...), feed.Answer{Themes: []feed.ID{h}})
	if err != nil || c.Verb != feed.DidAccept || c.Count != 2 || !slices.Equal(c.Added, []string{"harbours"}) {
		t.Fatalf("%+v, %v", c, err)
	}
	a, err := s.Article(t.Context(), sampleID(2))
	if err != nil || len(a.Marks) != 1 || a.Marks[0].By != feed.BySuggestion || a.Marks[0].Score == 0 || a.Marks[0].Version != 3 || len(a.Marks[0].Spans) != 1 {
		t.Fatalf("%+v, %v", a.Marks, err)
	}
	c, err = s.Answer(t.Context(), one(sampleIDs(0, 3, 4)...), feed.Answer{Dismiss: true})
	if err != nil || c.Verb != feed.DidDismiss || c.Count != 3 || !slices.Equal(c.Removed, []string{"harbours", "weather"}) {
		t.Fatalf("%+v, %v", c, err)
	}
	look := func(what string, want ...string) {
		t.Helper()
		for i, line := range []string{"tag:harbours by:suggestion", "sug:harbours", "sug:weather"} {
			if got := asked(t, s, line); got != want[i] {
				t.Errorf("%s: %s finds %s, want %s", what, line, got, want[i])
			}
		}
		sound(t, s)
	}
	look("answered", "0 2", "6 8 10", "6 9")
	answers, err := s.Answers(t.Context())
	if err != nil || answers[h] != (feed.Answers{Kept: 2, Dropped: 1, Pending: 3}) || answers[w] != (feed.Answers{Dropped: 2, Pending: 2}) {
		t.Errorf("%+v, %v", answers, err)
	}
	s = suggestByWord(openAt(t, s.path)) // after a restart
	catchUp(t, s)
	look("caught up", "0 2", "6 8 10", "6 9")
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	look("undone once", "0 2", "4 6 8 10", "0 3 6 9")
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	look("undone twice", "", "0 2 4 6 8 10", "0 3 6 9")
	for range 2 {
		if _, err := s.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	look("redone", "0 2", "6 8 10", "6 9")
	setWords(t, s, "weather", "gale", "storm") // another list: it is asked again
	look("other words", "0 2", "6 8 10", "0 3 6 9")
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	look("the words of before", "0 2", "6 8 10", "6 9")
	if c, err := s.Answer(t.Context(), one(sampleIDs(6)...), feed.Answer{Least: .99}); err != nil || c.Count != 0 {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestWordsAreAVersion holds that a theme with other words says so, and comes back
// with undo.
func TestWordsAreAVersion(t *testing.T) {
	s := scoredStore(t)
	th := themeNamed(t, s, "harbours")
	was := th.Version
	th.Words = map[string][]feed.Word{"en": {{Text: "wharf"}}}
	for range 2 { // the second time it says nothing new
		if _, err := s.EditTheme(t.Context(), th); err != nil {
			t.Fatal(err)
		}
	}
	if got := themeNamed(t, s, "harbours").Version; got != was+1 {
		t.Errorf("version %d after %d", got, was)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := themeNamed(t, s, "harbours").Version; got != was {
		t.Errorf("undone to version %d", got)
	}
}
