package review

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
)

var now = time.Date(2026, 3, 5, 8, 50, 0, 0, time.FixedZone("", 3600))

// shelf is a library of a few articles that knows the queries of these tests.
type shelf struct {
	heads  []feed.Head
	notes  map[feed.ID]bool
	themes []feed.Theme
	broken error
	asked  func() // before each question
}

type answer []feed.Head

func (a answer) Len() int { return len(a) }
func (a answer) Heads(_ context.Context, from, n int) ([]feed.Head, error) {
	return a[from:min(len(a), from+n)], nil
}
func (a answer) Index(context.Context, feed.ID) (int, error)       { return -1, nil }
func (a answer) NextUnread(context.Context, int, int) (int, error) { return -1, nil }
func (s *shelf) Themes(context.Context) ([]feed.Theme, error)      { return s.themes, nil }
func (s *shelf) Sources(context.Context) (out []feed.Source, _ error) {
	return []feed.Source{{ID: feed.NewID("quay"), Name: "The Quay"}, {ID: feed.NewID("idle"), Name: "Idle"}}, nil
}

func (s *shelf) Facets(ctx context.Context, h feed.Hits) (feed.Facets, error) {
	f := feed.Facets{Sources: map[feed.ID]int{}, Themes: map[feed.ID]int{}}
	heads, err := h.Heads(ctx, 0, h.Len())
	for i := range heads {
		f.Sources[heads[i].SourceID]++
		for _, t := range heads[i].Themes {
			f.Themes[t]++
		}
	}
	return f, err
}

func (s *shelf) Find(_ context.Context, q query.Query) (feed.Hits, error) {
	if s.broken != nil {
		return nil, s.broken
	}
	if s.asked != nil {
		s.asked()
	}
	var out answer
	for _, h := range s.heads {
		ok := true
		for _, p := range q.Parts() {
			ok = ok && s.holds(&h, p)
		}
		if ok {
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b feed.Head) int { return b.Published.Compare(a.Published) })
	if q.Sort == query.Oldest {
		slices.Reverse(out)
	}
	return out, nil
}

func (s *shelf) holds(h *feed.Head, e query.Expr) bool {
	switch e := e.(type) {
	case query.Date:
		from, to, err := e.Resolve(now)
		return err == nil && !h.Fetched.Before(from) && (to.IsZero() || h.Fetched.Before(to))
	case query.Set:
		switch e.Name {
		case "is":
			return h.Starred
		case "has":
			return s.notes[h.ID]
		case "tag":
			return slices.Contains(h.Themes, feed.ThemeID(e.Values[0]))
		}
	}
	return false
}

// made is an article that came in some time ago.
func made(name string, ago time.Duration, themes ...string) feed.Head {
	h := feed.Head{ID: feed.NewID(name), Title: name, Fetched: now.Add(-ago), Published: now.Add(-ago), SourceID: feed.NewID("quay")}
	for _, t := range themes {
		h.Themes = append(h.Themes, feed.ThemeID(t))
	}
	return h
}

func themed(slug string, pin int) feed.Theme {
	return feed.Theme{ID: feed.ThemeID(slug), Slug: slug, Labels: map[string]string{"en": strings.ToUpper(slug)}, Pin: pin}
}

func gather(t *testing.T, s *shelf, r Request) *Gathered {
	t.Helper()
	if r.Template.Name == "" {
		r.Template, _ = Builtin(Usual, "en")
	}
	if r.Now.IsZero() {
		r.Now = now
	}
	g, err := Gather(t.Context(), s, r)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// told prints a review: Title: a b; Title: c.
func told(parts []Part) string {
	var out []string
	for _, p := range parts {
		if len(p.Heads) == 0 {
			continue
		}
		var names []string
		for _, h := range p.Heads {
			names = append(names, h.Title)
		}
		out = append(out, p.Title+": "+strings.Join(names, " "))
	}
	return strings.Join(out, "; ")
}

func morning() *shelf {
	s := &shelf{themes: []feed.Theme{themed("ports", 2), themed("climate", 1), themed("health", 0)}, notes: map[feed.ID]bool{}}
	s.heads = []feed.Head{
		made("a", time.Hour, "ports"), made("b", 2*time.Hour, "climate", "ports"), made("c", 3*time.Hour, "ports"),
		made("d", 4*time.Hour, "health"), made("e", 5*time.Hour), made("old", 40*time.Hour, "ports"),
	}
	s.heads[0].Starred = true
	s.heads[5].Starred = true
	s.notes[feed.NewID("d")], s.notes[feed.NewID("a")] = true, true
	return s
}

var lastEvening = feed.Review{Name: Usual, Last: now.Add(-15 * time.Hour)}

func TestPartsOfBuiltin(t *testing.T) {
	g := gather(t, morning(), Request{Kept: lastEvening})
	const want = "Front page: a; CLIMATE: b; PORTS: c; With a note: d; To follow: old"
	parts := g.Parts(feed.Draft{})
	if got := told(parts); got != want {
		t.Errorf("review is %q, want %q", got, want)
	}
	if Count(parts) != 5 || Fresh(parts) != 4 || g.First {
		t.Errorf("%d articles, %d fresh, first %v", Count(parts), Fresh(parts), g.First)
	}
	sections := Sections(parts)
	if len(sections) != 5 || sections[4].Depth != export.Refs || sections[0].Depth != "" || sections[1].Title != "CLIMATE" {
		t.Errorf("sections are %+v", sections)
	}
	if got := g.Heading(); got != "Press review, 5 March 2026" {
		t.Errorf("heading is %q", got)
	}
	if g := gather(t, morning(), Request{}); !g.First || !g.From.Equal(now.Add(-First)) || told(g.Parts(feed.Draft{})) != "Front page: a old; CLIMATE: b; PORTS: c; With a note: d" {
		t.Errorf("the first review is %q", told(g.Parts(feed.Draft{})))
	}
	if g := gather(t, morning(), Request{Kept: lastEvening, Since: now.Add(-90 * time.Minute)}); told(g.Parts(feed.Draft{})) != "Front page: a; To follow: old" {
		t.Errorf("since 90 minutes it is %q", told(g.Parts(feed.Draft{})))
	}
}

// Without a pinned theme each that has news has a section.
func TestNonePinned(t *testing.T) {
	s := morning()
	for i := range s.themes {
		s.themes[i].Pin = 0
	}
	s.themes[1].Archived = true
	const want = "Front page: a; PORTS: b c; HEALTH: d; To follow: old"
	if got := told(gather(t, s, Request{Kept: lastEvening}).Parts(feed.Draft{})); got != want {
		t.Errorf("review is %q, want %q", got, want)
	}
}

func TestByHand(t *testing.T) {
	s := morning()
	g := gather(t, s, Request{Kept: lastEvening})
	id := feed.NewID
	var d feed.Draft
	step := func(name string, by int, want string) {
		t.Helper()
		d = Step(g.Parts(d), d, id(name), by)
		if got := told(g.Parts(d)); got != want {
			t.Errorf("after %s %+d: %q, want %q", name, by, got, want)
		}
	}
	step("b", 1, "Front page: a; PORTS: b c; With a note: d; To follow: old")
	step("b", 1, "Front page: a; PORTS: c b; With a note: d; To follow: old")
	step("c", -1, "Front page: a c; PORTS: b; With a note: d; To follow: old")
	step("a", -1, "Front page: a c; PORTS: b; With a note: d; To follow: old")
	step("c", -1, "Front page: c a; PORTS: b; With a note: d; To follow: old")
	step("old", 1, "Front page: c a; PORTS: b; With a note: d; To follow: old")
	step("nobody", 1, "Front page: c a; PORTS: b; With a note: d; To follow: old")
	// What comes in joins behind what was placed.
	fresh := made("fresh", time.Minute, "ports")
	fresh.Starred = true
	s.heads = append(s.heads, fresh)
	g = gather(t, s, Request{Kept: lastEvening})
	if got := told(g.Parts(d)); got != "Front page: c a fresh; PORTS: b; With a note: d; To follow: old" {
		t.Errorf("with news: %q", got)
	}
	d = Drop(d, id("a"))
	d = Drop(Drop(d, id("b")), id("b"))
	if got := told(g.Parts(d)); got != "Front page: c fresh; With a note: d; To follow: old" {
		t.Errorf("dropped: %q", got)
	}
	if got := g.Dropped(d); len(got) != 2 || got[0].Title != "a" || got[1].Title != "b" {
		t.Errorf("dropped are %v", got)
	}
	if d = Restore(d, id("b")); told(g.Parts(d)) != "Front page: c fresh; CLIMATE: b; With a note: d; To follow: old" {
		t.Errorf("restored: %q", told(g.Parts(d)))
	}
}

// Of a story one version stands in a review, and dropping it brings no other.
func TestOneVersion(t *testing.T) {
	s := morning()
	for i := range 3 { // a, b, c
		s.heads[i].Story = feed.NewID("story")
	}
	g := gather(t, s, Request{Kept: lastEvening})
	if got := told(g.Parts(feed.Draft{})); got != "Front page: a; With a note: d; To follow: old" {
		t.Errorf("review is %q", got)
	}
	if got := told(g.Parts(Drop(feed.Draft{}, feed.NewID("a")))); got != "With a note: d; To follow: old" {
		t.Errorf("dropped: %q", got)
	}
}

func TestLimits(t *testing.T) {
	tmpl, err := Parse("x", []byte("[[section]]\ntitle='P'\nquery='tag:ports'\nlimit=1\norder='oldest'\n[[section]]\ntitle='Rest'\nquery=''\neach='theme'\n"))
	if err != nil {
		t.Fatal(err)
	}
	g := gather(t, morning(), Request{Template: tmpl, Kept: lastEvening})
	parts := g.Parts(feed.Draft{})
	if got := told(parts); got != "P: c; Rest – PORTS: b a; Rest – HEALTH: d" && got != "P: c; Rest – PORTS: a b; Rest – HEALTH: d" || parts[0].Left != 2 {
		t.Errorf("review is %q, %d left", got, parts[0].Left)
	}
	// What is moved in does not push out what the section found itself.
	d := Place(parts, feed.Draft{}, feed.NewID("d"), 0, 0)
	if got := told(g.Parts(d)); !strings.HasPrefix(got, "P: d c;") {
		t.Errorf("moved in: %q", got)
	}
}

// The depth of a section that was chosen by hand stands in the draft until the
// template's own is chosen again; one that is not known does not count.
func TestDeepen(t *testing.T) {
	tmpl, err := Parse("x", []byte("[[section]]\ntitle='P'\nquery='tag:ports'\ndepth='refs'\n[[section]]\ntitle='Rest'\nquery='tag:health'\n"))
	if err != nil {
		t.Fatal(err)
	}
	g := gather(t, morning(), Request{Template: tmpl, Kept: lastEvening})
	name := g.Parts(feed.Draft{})[0].Name
	full := g.Deepen(feed.Draft{}, name, export.Full)
	none := g.Deepen(full, name, "")
	for _, tt := range []struct {
		d    feed.Draft
		want export.Depth
	}{
		{feed.Draft{}, export.Refs}, {full, export.Full}, {none, ""}, {Drop(full, feed.NewID("a")), export.Full},
		{feed.Draft{Depths: []feed.SectionDepth{{Section: name, Depth: "abyss"}}}, export.Refs},
	} {
		if got := g.Parts(tt.d); got[0].Depth != tt.want || got[1].Depth != "" {
			t.Errorf("%+v: %q and %q, want %q", tt.d.Depths, got[0].Depth, got[1].Depth, tt.want)
		}
	}
	if d := g.Deepen(full, name, export.Refs); len(d.Depths) != 0 || Same(d, full) {
		t.Errorf("%+v", d)
	}
}

// An article that is kept after a review was made, with a time before, is of the
// next one; none is of two.
func TestLateArrivals(t *testing.T) {
	s := morning()
	first := gather(t, s, Request{Kept: lastEvening, Now: now.Add(-time.Hour + time.Minute)})
	kept := first.Done(Usual)
	if !kept.Last.Equal(first.Made) || !Same(kept.Draft, feed.Draft{}) {
		t.Errorf("kept is %+v", kept)
	}
	late := made("late", time.Hour+2*time.Minute, "ports")
	s.heads = append(s.heads, late)
	next := gather(t, s, Request{Kept: kept, Now: first.Made.Add(3 * time.Minute)})
	if got := told(next.Parts(feed.Draft{})); got != "PORTS: late; To follow: a old" {
		t.Errorf("the next is %q", got)
	}
	s.heads = s.heads[:len(s.heads)-1]
	// It comes while the review is gathered.
	n := 0
	s.asked = func() {
		if n++; n == 2 {
			s.heads = append(s.heads, made("meanwhile", 0, "ports"))
		}
	}
	g := gather(t, s, Request{Kept: first.Done(Usual)})
	if got := told(g.Parts(feed.Draft{})); strings.Contains(got, "meanwhile") {
		t.Errorf("while it is gathered: %q", got)
	}
	g = gather(t, s, Request{Kept: g.Done(Usual), Now: now.Add(time.Hour)})
	if got := told(g.Parts(feed.Draft{})); got != "PORTS: meanwhile; To follow: a old" {
		t.Errorf("after it: %q", got)
	}
}

func TestFigures(t *testing.T) {
	s := morning()
	s.heads = append(s.heads, made("w1", 7*24*time.Hour+time.Hour, "health"), made("w2", 7*24*time.Hour+2*time.Hour, "health"), made("w3", 9*24*time.Hour, "climate"))
	g := gather(t, s, Request{Kept: lastEvening})
	got, err := g.Figures(t.Context(), s)
	want := []export.Count{{Of: "theme", Name: "PORTS", Now: 3}, {Of: "theme", Name: "HEALTH", Now: 1, Before: 2}, {Of: "theme", Name: "CLIMATE", Now: 1}, {Of: "source", Name: "The Quay", Now: 5, Before: 2}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("figures are %+v, %v", got, err)
	}
}

func TestGatherFails(t *testing.T) {
	s := morning()
	s.broken = feed.ErrBusy
	tmpl, _ := Builtin("x", "fr")
	if _, err := Gather(t.Context(), s, Request{Template: tmpl, Now: now}); !errors.Is(err, feed.ErrBusy) {
		t.Errorf("error is %v", err)
	}
}
