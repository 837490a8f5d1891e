package ui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/review"
)

// usualReviews are the templates that are built in, and one more.
func usualReviews(_ context.Context, lang string) ([]review.Template, error) {
	t, _ := review.Builtin(review.Usual, lang)
	all, err := review.Parse("week", []byte("title='Week {week}'\n[[section]]\ntitle='All'\nquery='lang:fr'\nlimit=3\n"))
	return []review.Template{t, all}, err
}

// reviewed is a reader with what came in by these hours before now.
func reviewed(tb testing.TB, s setup) *bench {
	tb.Helper()
	if s.lib == nil {
		s.lib = newsroom()
	}
	for i, a := range s.lib.order() {
		a.Fetched = s.lib.now.Add(-time.Duration(i) * time.Hour)
		a.Starred = i%6 == 0
	}
	if s.o.Reviews == nil {
		s.o.Reviews = usualReviews
	}
	return at(tb, s)
}

// sectionsOf prints what the review on the screen holds.
func sectionsOf(b *bench) string {
	b.Helper()
	box, ok := b.m.top().(*reviewBox)
	if !ok {
		b.Fatal("no review is open")
	}
	var out []string
	for _, p := range box.parts {
		for _, h := range p.Heads {
			out = append(out, p.Title+"/"+h.Title)
		}
	}
	return strings.Join(out, "\n")
}

func TestReviewByHand(t *testing.T) {
	b := reviewed(t, setup{w: 100, h: 40}).keys("g r")
	b.shows("Press review")
	b.shows("Front page")
	first := sectionsOf(b)
	b.keys("j K")
	if got := sectionsOf(b); got == first {
		t.Error("K moved nothing")
	}
	b.keys("u")
	if got := sectionsOf(b); got != first {
		t.Errorf("after undo:\n%s\nwas\n%s", got, first)
	}
	b.keys("u").shows(b.m.words.ReviewNoUndo)
	b.keys("g g K").shows(b.m.words.ReviewNoWay)
	// Moving and dropping is kept at once, so that another reader goes on with it.
	b.keys("ctrl+down x")
	second := sectionsOf(b)
	r, err := b.lib.Review(t.Context(), review.Usual)
	if err != nil || len(r.Draft.Out) != 1 || len(r.Draft.Placed) != 1 {
		t.Errorf("kept is %+v, %v", r.Draft, err)
	}
	b.shows("1 dropped")
	b.keys("esc g r")
	if got := sectionsOf(b); got != second || strings.Count(first, "\n") != strings.Count(second, "\n")+1 {
		t.Errorf("opened again:\n%s\nwas\n%s", got, second)
	}
	b.keys("D").shows("references")
	r, err = b.lib.Review(t.Context(), review.Usual)
	if err != nil || len(r.Draft.Depths) != 1 || r.Draft.Depths[0].Depth != "refs" {
		t.Errorf("kept is %+v, %v", r.Draft, err)
	}
	b.keys("u D D esc g r").shows("Front page  marked passages")
	b.keys("esc")
	if b.m.top() != nil {
		t.Error("esc does not close it")
	}
}

// Going down through all sections the article goes through all of them.
func TestReviewAcrossSections(t *testing.T) {
	b := reviewed(t, setup{w: 100, h: 40}).keys("g r")
	box := b.m.top().(*reviewBox)
	id := box.current()
	for range review.Count(box.parts) + len(box.parts) {
		b.keys("J")
		if box.current() != id {
			t.Fatal("the cursor has left the article")
		}
	}
	ids := review.IDs(box.parts)
	if ids[len(ids)-1] != id {
		t.Error("it is not the last")
	}
}

func TestReviewIsMade(t *testing.T) {
	var asked ExportRequest
	var fails error
	o := Options{Export: func(_ context.Context, r ExportRequest) (ExportResult, error) {
		asked = r
		return ExportResult{Path: r.Path, Bytes: 10, Articles: len(r.Articles.IDs)}, fails
	}}
	b := reviewed(t, setup{w: 100, h: 40, o: o}).keys("g r")
	box := b.m.top().(*reviewBox)
	want := review.IDs(box.parts)
	fails = errors.New("the disk is full")
	b.keys("e")
	if _, offers := findForm(sourceList); !offers || b.m.top().(*exportBox).formats[len(export.Formats())-1].Name == sourceList {
		t.Error("a list of sources is offered as a review")
	}
	b.keys("enter")
	if r, _ := b.lib.Review(t.Context(), review.Usual); !r.Last.IsZero() {
		t.Error("it counts as made, and was not written")
	}
	fails = nil
	b.keys("enter")
	r, err := b.lib.Review(t.Context(), review.Usual)
	if err != nil || !r.Last.Equal(b.lib.now) || b.m.top() != nil {
		t.Errorf("kept is %+v, %v; open: %v", r, err, b.m.top())
	}
	if len(asked.Articles.IDs) != len(want) || len(asked.Sections) == 0 || asked.Sections[0].Title != "Front page" || asked.Order != string(export.ByHand) || len(asked.Counts) == 0 {
		t.Errorf("asked for %+v", asked)
	}
	b.shows("Review made")
	if got := filepath.Base(asked.Path); !strings.HasSuffix(got, " press-review.html") {
		t.Errorf("the file is called %q", got)
	}
	b.keys("g r")
	if n := review.Fresh(b.m.top().(*reviewBox).parts); n != 0 {
		t.Errorf("the next has %d articles", n)
	}
}

func TestReviewReads(t *testing.T) {
	b := reviewed(t, setup{w: 100, h: 40}).keys("g r")
	box := b.m.top().(*reviewBox)
	a := b.lib.arts[box.current()]
	b.keys("enter").shows(strings.Fields(a.Body[0].Text())[0])
	b.keys("esc p").shows(b.m.words.ReviewPreview)
	b.shows("Front page")
	drive(t, b.m, tea.WindowSizeMsg{Width: 60, Height: 20})
	b.keys("G esc")
	if b.m.top() != overlay(box) {
		t.Error("esc does not lead back")
	}
	for i := range box.parts {
		for j := range box.parts[i].Heads {
			box.parts[i].Heads[j].Published, box.parts[i].Heads[j].Precision = b.lib.now, feed.Month
		}
	}
	drive(t, b.m, tea.WindowSizeMsg{Width: 100, Height: 40})
	b.shows(b.lib.now.Format("01/2006") + " ") // no part of a date
	b.keys("tab").shows("Week ")
	if n := review.Count(box.parts); n != 3 {
		t.Errorf("%d articles", n)
	}
}

func TestReviewEmptyAndFaulty(t *testing.T) {
	lib := newsroom()
	b := at(t, setup{w: 80, h: 24, lib: lib, o: Options{Lang: "fr", Reviews: func(ctx context.Context, lang string) ([]review.Template, error) {
		all, _ := usualReviews(ctx, lang)
		return all[:1], errors.New("bad.toml: line 3")
	}}})
	if err := lib.SetReview(t.Context(), feed.Review{Name: review.Usual, Last: lib.now}); err != nil {
		t.Fatal(err)
	}
	for _, a := range lib.order() {
		a.Starred, a.Fetched = false, lib.now.Add(-time.Hour)
	}
	b.keys("g r").shows(b.m.words.ReviewNone)
	b.shows("bad.toml")
	b.keys("x e enter p").shows(b.m.words.ReviewNone)
	b.keys("esc")
	b = at(t, setup{w: 80, h: 24}).keys("g r")
	b.shows(b.m.words.NotHere)
}

func TestReviewScreens(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    setup
		keys string
	}{
		{"80x24", setup{w: 80, h: 24}, "g r j"},
		{"120x40", setup{w: 120, h: 40}, "g r x j K"},
		{"80x24-fr", setup{w: 80, h: 24, o: Options{Lang: "fr"}}, "g r G"},
		{"50x20-vi-ascii", setup{w: 50, h: 20, o: Options{Lang: "vi", ASCII: true, Colours: "none"}}, "g r"},
		{"80x24-preview", setup{w: 80, h: 24}, "g r p"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			golden.RequireEqual(t, reviewed(t, tt.s).keys(tt.keys).m.View().Content)
		})
	}
}

// The review fits every window.
func TestReviewFits(t *testing.T) {
	for _, lang := range Languages {
		for _, keys := range []string{"g r", "g r p", "g r enter", "g r e"} {
			b := reviewed(t, setup{w: 120, h: 40, o: Options{Lang: lang}}).keys(keys)
			for w := 20; w < 130; w += 11 {
				for h := 3; h <= 40; h += 5 {
					drive(t, b.m, tea.WindowSizeMsg{Width: w, Height: h})
					assertFits(t, keys, b.m.View().Content, w, h)
				}
			}
		}
	}
}
