package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"veille/feed"
)

// handModel is what stories made by hand alone are to be: which article is with which.
type handModel struct {
	of      map[int]int // by article: its story; none: 0
	trashed map[int]bool
	gone    map[int]bool
	done    []handStep
	undone  []handStep
	last    int
}

// handStep is a change: of some articles, which are in which story before and after, or
// whose place in the trash is another.
type handStep struct {
	docs          map[int]bool
	before, after map[int]int // nil: the trash was changed
	to            bool
}

func (m *handModel) members(story int) (out []int) {
	for d, s := range m.of {
		if s == story && s != 0 && !m.gone[d] {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return out
}

// settle ends stories of one.
func (m *handModel) settle() {
	for d, s := range m.of {
		if s != 0 && len(m.members(s)) < 2 {
			m.of[d] = 0
		}
	}
}

func (m *handModel) commit(s handStep) {
	m.done, m.undone = append(m.done, s), nil
}

// part is which of some articles are in which story.
func (m *handModel) part(docs map[int]bool) map[int]int {
	out := map[int]int{}
	for d := range docs {
		out[d] = m.of[d]
	}
	return out
}

func (m *handModel) join(ids []int) (changed int) {
	docs := map[int]bool{}
	for _, id := range ids {
		docs[id] = true
		for _, d := range m.members(m.of[id]) {
			docs[d] = true
		}
	}
	whole := true
	for d := range docs {
		whole = whole && m.of[d] != 0 && m.of[d] == m.of[ids[0]]
	}
	if whole || len(docs) < 2 {
		return 0
	}
	s := handStep{docs: docs, before: m.part(docs)}
	m.last++
	for d := range docs {
		m.of[d] = m.last
	}
	s.after = m.part(docs)
	m.commit(s)
	return 1
}

func (m *handModel) leave(ids []int) (changed int) {
	docs := map[int]bool{}
	for _, id := range ids {
		for _, d := range m.members(m.of[id]) {
			docs[d] = true
		}
	}
	if len(docs) == 0 {
		return 0
	}
	s := handStep{docs: docs, before: m.part(docs)}
	for _, id := range ids {
		m.of[id] = 0
	}
	m.settle()
	s.after = m.part(docs)
	m.commit(s)
	return 1
}

func (m *handModel) trash(id int, to bool) {
	if m.trashed[id] != to {
		m.trashed[id] = to
		m.commit(handStep{docs: map[int]bool{id: true}, to: to})
	}
}

// travel undoes or redoes, false when there is nothing.
func (m *handModel) travel(from, into *[]handStep, forward bool) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	s := (*from)[n-1]
	*from, *into = (*from)[:n-1], append(*into, s)
	state := s.before
	if forward {
		state = s.after
	}
	for d := range s.docs {
		if s.before == nil {
			m.trashed[d] = s.to == forward
		} else {
			m.of[d] = state[d]
		}
	}
	m.settle()
	return true
}

// empty destroys what is in the trash, and what the journal says of nothing else.
func (m *handModel) empty() {
	for d, is := range m.trashed {
		if is {
			m.gone[d] = true
			delete(m.trashed, d)
			m.of[d] = 0
		}
	}
	m.settle()
	alive := func(list []handStep) (out []handStep) {
		for _, s := range list {
			s.docs = maps.Clone(s.docs)
			maps.DeleteFunc(s.docs, func(d int, _ bool) bool { return m.gone[d] })
			if len(s.docs) > 0 {
				out = append(out, s)
			}
		}
		return out
	}
	m.done, m.undone = alive(m.done), alive(m.undone)
}

// TestStoriesByHandModel joins, parts, trashes, destroys, undoes and redoes articles
// that resemble none, in any order, and holds that they are in the stories that a model
// says, each known by its oldest.
func TestStoriesByHandModel(t *testing.T) {
	for seed := range uint64(fewer(5, 2)) {
		r := rand.New(rand.NewPCG(seed, 77))
		s := newStore(t)
		const n = 14
		m := &handModel{of: map[int]int{}, trashed: map[int]bool{}, gone: map[int]bool{}}
		for i := range n {
			add(t, s, tellingOf(fmt.Sprint("h", i), "en", wireText("en", 1000+i, 8), r.IntN(20)))
		}
		catchUp(t, s)
		for step := range fewer(80, 40) {
			m.random(t, s, r, n)
			m.agrees(t, s, n)
			if t.Failed() {
				t.Fatalf("seed %d, step %d", seed, step)
			}
		}
		sound(t, s)
	}
}

// random does one thing to the library and the model.
func (m *handModel) random(t *testing.T, s *Store, r *rand.Rand, n int) {
	t.Helper()
	var ids []int
	for range 1 + r.IntN(3) {
		if i := r.IntN(n); !m.gone[i] && !slices.Contains(ids, i) {
			ids = append(ids, i)
		}
	}
	if len(ids) == 0 {
		return
	}
	named := func() (out []feed.ID) {
		for _, i := range ids {
			out = append(out, handID(i))
		}
		return out
	}
	var c feed.Change
	var err error
	want := -1 // whether it changes anything
	switch r.IntN(9) {
	case 0, 1, 2:
		c, err = s.JoinStory(t.Context(), named())
		want = m.join(ids)
	case 3:
		c, err = s.LeaveStory(t.Context(), named())
		want = m.leave(ids)
	case 4, 5:
		_, err = s.Undo(t.Context())
		if !m.travel(&m.done, &m.undone, false) && isCause(err) {
			err = nil
		}
	case 6:
		_, err = s.Redo(t.Context())
		if !m.travel(&m.undone, &m.done, true) && isCause(err) {
			err = nil
		}
	case 7:
		to := r.IntN(3) > 0
		_, err = s.SetFlag(t.Context(), one(named()[0]), feed.FlagTrashed, to)
		m.trash(ids[0], to)
	case 8:
		if r.IntN(3) == 0 {
			_, err = s.EmptyTrash(t.Context())
			m.empty()
		} else {
			catchUp(t, s)
		}
	}
	if err != nil || want >= 0 && b2i(c.Count > 0) != want {
		t.Fatalf("%+v, %v, want %d", c, err, want)
	}
}

// agrees holds that the library says what the model says.
func (m *handModel) agrees(t *testing.T, s *Store, n int) {
	t.Helper()
	h := map[int]age{}
	for i := range n {
		if a, err := s.Article(t.Context(), handID(i)); err == nil {
			h[i] = age{listTime(&a.Head), a.ID}
		} else if !m.gone[i] {
			t.Fatal(err)
		}
	}
	for i := range n {
		if m.gone[i] || m.trashed[i] {
			continue
		}
		var want []feed.ID
		all := m.members(m.of[i])
		shown := slices.DeleteFunc(slices.Clone(all), func(d int) bool { return m.trashed[d] })
		oldest := func(a, b int) int { return h[a].compare(h[b]) }
		slices.SortFunc(shown, oldest)
		if len(shown) > 1 {
			for _, d := range shown {
				want = append(want, handID(d))
			}
		}
		if got := versionsOf(t, s, handID(i)); !slices.Equal(got, want) {
			t.Errorf("article %d is with %v, want %v of %v", i, got, want, all)
			continue
		}
		if len(want) == 0 {
			continue
		}
		st, err := s.Story(t.Context(), handID(i))
		if first := slices.MinFunc(all, oldest); err != nil || st.ID != handID(first) {
			t.Errorf("story of %d is known by %s, %v, want article %d", i, st.ID, err, first)
		}
	}
}
