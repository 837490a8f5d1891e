package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// syllables and words of the dispatches below, by language.
var toldSyllables = map[string][]string{
	"fr": {"mar", "le", "ti", "vou", "ran", "che", "pon", "sé", "ra", "du", "lè", "gui"},
	"en": {"har", "bo", "ling", "ste", "wick", "rod", "then", "mor", "ack", "sil", "dow", "pe"},
	"vi": {"bến", "cảng", "thủy", "triều", "lúa", "gạo", "vườn", "mưa", "đê", "sông", "biển", "núi"},
}

// wireText makes up the i-th dispatch of a language, of so many sentences.
func wireText(lang string, i, sentences int) string {
	r := rand.New(rand.NewPCG(uint64(i), uint64(len(lang)+int(lang[0]))))
	part := toldSyllables[lang]
	var b strings.Builder
	for n := range sentences {
		for w := range 14 {
			word := ""
			for range 2 + r.IntN(2) {
				word += part[r.IntN(len(part))] + string("bdfglmnprstv"[r.IntN(12)]) + string("aeiou"[r.IntN(5)])
			}
			if w == 0 || w == 5 && n%2 == 0 {
				word = strings.ToUpper(word[:1]) + word[1:]
			}
			b.WriteString(word + " ")
		}
		fmt.Fprintf(&b, "%d. ", 100+r.IntN(9000))
		if n%4 == 3 {
			b.WriteString("\n\n")
		}
	}
	return strings.TrimSpace(b.String())
}

// telling makes an article of a text, n hours after the first.
func tellingOf(id, lang, body string, n int) feed.Incoming {
	a := feed.Article{Head: feed.Head{
		ID: feed.NewID("story", id), Title: "Title " + id, Lang: lang, Source: "Gazette " + id[:1], Precision: feed.Minute,
		Published: time.Date(2026, 2, 1, 0, n*13, 0, 0, time.UTC), Fetched: testNow,
	}}
	for p := range strings.SplitSeq(body, "\n\n") {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, p))
	}
	return feed.Incoming{Article: a}
}

func storyID(id string) feed.ID { return feed.NewID("story", id) }

// versionsOf returns the IDs of the story of an article, none without one.
func versionsOf(t testing.TB, s *Store, id feed.ID) (out []feed.ID) {
	t.Helper()
	st, err := s.Story(t.Context(), id)
	if errors.Is(err, feed.ErrNotFound) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range st.Versions {
		out = append(out, v.ID)
	}
	return out
}

func wantStory(t testing.TB, s *Store, of string, want ...string) {
	t.Helper()
	var ids []feed.ID
	for _, w := range want {
		ids = append(ids, storyID(w))
	}
	if got := versionsOf(t, s, storyID(of)); !slices.Equal(got, ids) {
		t.Errorf("story of %s: %v, want %v (%v)", of, got, ids, want)
	}
}

func newStories(t testing.TB) *Store {
	t.Helper()
	s := newStore(t)
	first := wireText("fr", 1, 16)
	add(t, s,
		tellingOf("a", "fr", first, 1), tellingOf("b", "fr", first+" "+wireText("fr", 9, 2), 2),
		tellingOf("c", "fr", first, 3), tellingOf("d", "fr", wireText("fr", 2, 16), 4),
		tellingOf("e", "fr", wireText("fr", 2, 16), 0), tellingOf("x", "fr", wireText("fr", 3, 16), 5),
		tellingOf("y", "en", wireText("en", 4, 16), 6))
	catchUp(t, s)
	return s
}

func TestStory(t *testing.T) {
	s := newStories(t)
	wantStory(t, s, "a", "a", "b", "c")
	wantStory(t, s, "c", "a", "b", "c")
	wantStory(t, s, "d", "e", "d")
	wantStory(t, s, "x")
	st, err := s.Story(t.Context(), storyID("b"))
	if err != nil || st.ID != storyID("a") || st.Versions[0].Same != 1 || st.Versions[1].Same < .9 || len(st.Versions[1].Only) == 0 || len(st.Versions[0].Only) > 0 {
		t.Errorf("%+v, %v", st, err)
	}
	for line, want := range map[string]int{"has:story": 5, "story:" + storyID("a").String()[:6]: 3, "-has:story": 2, "story:zzzzzz": 0} {
		q, err := query.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		if h, err := s.Find(t.Context(), q); err != nil || h.Len() != want {
			t.Errorf("%s: %d, %v, want %d", line, h.Len(), err, want)
		}
	}
	h, err := find(t, s, nil).Heads(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i := range h {
		want, n := feed.ID{}, 0
		switch h[i].ID {
		case storyID("a"), storyID("b"), storyID("c"):
			want, n = storyID("a"), 3
		case storyID("d"), storyID("e"):
			want, n = storyID("e"), 2
		}
		if h[i].Story != want || h[i].Versions != n {
			t.Errorf("%s: story %s of %d", h[i].Title, h[i].Story, h[i].Versions)
		}
	}
	sound(t, s)
}

// known is all that is told and decided of stories.
func toldAndDecided(t testing.TB, s *Store) (out [][]uint32, hand map[uint32]handmade) {
	t.Helper()
	err := s.view(t.Context(), func(x *tx) error {
		st, err := x.loadStories()
		if err != nil {
			return err
		}
		out = nil
		for i := range st.count() {
			out = append(out, slices.Clone(st.members(i)))
		}
		d, err := x.decided()
		hand = d.of
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, hand
}

func TestJoinAndLeave(t *testing.T) {
	s := newStories(t)
	type kept struct {
		told [][]uint32
		hand map[uint32]handmade
	}
	now := func() kept {
		a, b := toldAndDecided(t, s)
		return kept{a, b}
	}
	states := []kept{now()}
	do := func(change func() (feed.Change, error), count int) {
		t.Helper()
		c, err := change()
		if err != nil || c.Verb != feed.DidStory || c.Count != count {
			t.Fatalf("%+v, %v, want %d", c, err, count)
		}
		states = append(states, now())
		sound(t, s)
	}
	join := func(ids ...string) func() (feed.Change, error) {
		return func() (feed.Change, error) {
			c, err := s.JoinStory(t.Context(), storyIDs(ids))
			if !c.On {
				t.Errorf("joined %q is told as taken out", ids)
			}
			return c, err
		}
	}
	leave := func(ids ...string) func() (feed.Change, error) {
		return func() (feed.Change, error) {
			c, err := s.LeaveStory(t.Context(), storyIDs(ids))
			if c.On {
				t.Errorf("taken out %q is told as joined", ids)
			}
			return c, err
		}
	}
	do(join("b", "x"), 1)
	wantStory(t, s, "x", "a", "b", "c", "x")
	do(leave("b"), 1)
	wantStory(t, s, "x", "a", "c", "x")
	do(join("y", "d"), 1)
	wantStory(t, s, "y", "e", "d", "y")
	do(join("x", "y"), 3)
	wantStory(t, s, "e", "e", "a", "c", "d", "x", "y")
	do(leave("e", "a"), 2)
	wantStory(t, s, "x", "c", "d", "x", "y")
	if c, err := s.LeaveStory(t.Context(), storyIDs([]string{"e"})); err != nil || c.Count != 0 {
		t.Errorf("left again: %+v, %v", c, err)
	}
	if c, err := s.JoinStory(t.Context(), storyIDs([]string{"c", "y"})); err != nil || c.Count != 0 {
		t.Errorf("joined again: %+v, %v", c, err)
	}
	// Whatever is worked out again does not change it.
	check := func(want kept) {
		t.Helper()
		if got := now(); !reflect.DeepEqual(got, want) {
			t.Errorf("stories %v, want %v\ndecided %v, want %v", got.told, want.told, got.hand, want.hand)
		}
	}
	afresh := func(drop bool) {
		t.Helper()
		if _, err := s.update(t.Context(), func(x *tx) error {
			x.is.grouped = 0
			if !drop {
				return nil
			}
			x.is.told = 1
			for _, b := range []bucket{inSketch, inShingle, inTold} {
				if err := x.delAll(b, x.firstKeys(b, 1000)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		catchUp(t, s)
	}
	last := len(states) - 1
	afresh(false)
	check(states[last])
	afresh(true)
	check(states[last])
	s = openAt(t, s.Path())
	for i := last; i > 0; i-- {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(states[i-1])
		afresh(i%2 == 0)
		check(states[i-1])
		sound(t, s)
	}
	for i := range last {
		if _, err := s.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(states[i+1])
	}
	sound(t, s)
}

func storyIDs(ids []string) (out []feed.ID) {
	for _, id := range ids {
		out = append(out, storyID(id))
	}
	return out
}

// writeTold adds what stories take: three articles that tell the same, one of which
// has left, and one that was joined.
func writeTold(t *testing.T, s *Store) {
	t.Helper()
	text := wireText("fr", 1, 16)
	add(t, s, tellingOf("a", "fr", text, 1), tellingOf("b", "fr", text, 2),
		tellingOf("c", "fr", text, 3), tellingOf("x", "fr", wireText("fr", 3, 16), 5))
	catchUp(t, s)
	if c, err := s.JoinStory(t.Context(), []feed.ID{storyID("a"), storyID("x")}); err != nil || c.Count != 1 {
		t.Fatal(c, err)
	}
	if c, err := s.LeaveStory(t.Context(), []feed.ID{storyID("c")}); err != nil || c.Count != 1 {
		t.Fatal(c, err)
	}
}

// readTold looks for it and returns how many articles it adds.
func readTold(t *testing.T, s *Store) int {
	t.Helper()
	wantStory(t, s, "a", "a", "b", "x")
	wantStory(t, s, "c")
	return 4
}

// TestLinkedAlone: what tells the same in another language is told of an article
// that has no other version, too.
func TestLinkedAlone(t *testing.T) {
	s := newStore(t)
	add(t, s, tellingOf("q", "fr", "Le vraquier Halcyon Star a heurté jeudi à 4 h 20 la jetée de Port-Merrin, dans la baie de Tolvane. "+
		"Selon la capitainerie, 1 340 tonnes de riz étaient à bord et 27 marins ont été évacués par la vedette Ardenne.", 1),
		tellingOf("r", "en", "The bulk carrier Halcyon Star hit the jetty of Port-Merrin in Tolvane Bay at 4:20 on Thursday. "+
			"It carried 1,340 tonnes of rice, the harbour office said; the launch Ardenne took off 27 sailors.", 1),
		tellingOf("x", "fr", wireText("fr", 3, 16), 5))
	catchUp(t, s)
	for one, other := range map[string]string{"q": "r", "r": "q"} {
		st, err := s.Story(t.Context(), storyID(one))
		if err != nil || !st.ID.IsZero() || len(st.Versions) != 1 || len(st.Linked) != 1 || st.Linked[0].ID != storyID(other) {
			t.Errorf("%s: %+v, %v", one, st, err)
		}
	}
	wantStory(t, s, "x")
}

// TestVersionsOfRows: what is done to rows of a folded answer is done to the
// versions behind them where these are meant too, and to no others.
func TestVersionsOfRows(t *testing.T) {
	s := newStories(t)
	q, err := query.Parse("-lang:en")
	if err != nil {
		t.Fatal(err)
	}
	q.Fold = true
	h, err := s.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if n := h.(*hits).Behind(); h.Len() != 3 || n != 3 {
		t.Fatalf("%d rows, %d behind", h.Len(), n)
	}
	row, err := h.Heads(t.Context(), 2, 1) // a, b and c, the latest of them
	if err != nil {
		t.Fatal(err)
	}
	ids := []feed.ID{row[0].ID}
	for _, tt := range []struct {
		on   feed.Targets
		want int
	}{
		{feed.Targets{Hits: h}, 3}, {feed.Targets{Hits: h, Versions: h}, 6}, {feed.Targets{IDs: ids}, 1},
		{feed.Targets{IDs: ids, Versions: h}, row[0].Versions}, {feed.Targets{IDs: []feed.ID{storyID("y")}, Versions: h}, 1},
	} {
		c, err := s.SetFlag(t.Context(), tt.on, feed.FlagStarred, true)
		if err != nil || c.Count != tt.want {
			t.Errorf("%d named: %d, %v, want %d", len(tt.on.IDs), c.Count, err, tt.want)
		}
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.SetFlag(t.Context(), feed.Targets{IDs: ids, Versions: find(t, newStories(t), nil)}, feed.FlagStarred, true); !errors.Is(err, feed.ErrInvalid) {
		t.Errorf("an answer of another library: %v", err)
	}
}
