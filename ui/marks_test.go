package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/query"
)

// dossier is a library of one article per title.
func dossier(arts ...feed.Article) *fake {
	f := newsroom()
	f.arts = map[feed.ID]*feed.Article{}
	for i, a := range arts {
		a.Published, a.Precision = f.now.Add(-time.Duration(i)*time.Hour), feed.Minute
		a.Lang = "fr"
		a.Words = len(strings.Fields(a.Text()))
		f.put(a)
	}
	return f
}

func told(title string, paragraphs ...string) feed.Article {
	a := feed.Article{Head: feed.Head{Title: title}}
	for _, p := range paragraphs {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, p))
	}
	return a
}

// markedOn returns what stands in an ink on the screen, in order.
func markedOn(b *bench, inks ...ink) []string {
	var out []string
	content := b.m.View().Content
	for _, in := range inks {
		for _, part := range strings.Split(content, in.On)[1:] {
			if s, _, ok := strings.Cut(part, "\x1b["); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// What was searched for is marked as the search matches: every spelling of a
// word without marks, plurals, beginnings, phrases over the end of a line, words
// near each other; what is negated is not.
func TestMatchesAreMarked(t *testing.T) {
	text := "La sécurité du port : les pêcheurs gardent le pont-levis et la Sécurité veille."
	for _, c := range []struct {
		search string
		title  string
		want   string
	}{
		{"securite", "", "sécurité|Sécurité"},
		{"pêcheur", "", "pêcheurs"},
		{"pêch*", "", "pêcheurs"},
		{`"pont levis"`, "", "pont-levis"},
		{"pontlevis", "", "pont-levis"},
		{`"levis pêcheurs"~4`, "", "pêcheurs|levis"},
		{"port OR veille", "port", "port|veille"},
		{"port -nulle", "port", "port"},
		{"text:veille", "", "veille"},
		{"title:port", "port", ""},
		{"tag:drought OR gardent", "", "gardent"},
		{"lang:fr", "", ""},
		{"@quai", "port", "port"},
		{"-quai OR gardent", "", "gardent"},
	} {
		f := dossier(told("Un port", text))
		f.queries = []feed.SavedQuery{{ID: feed.SavedID("Quai"), Name: "Quai", Query: "port"}}
		b := at(t, setup{w: 120, h: 40, lib: f, o: Options{Query: c.search}})
		var title, body []string
		r := &b.m.reader
		for _, h := range r.sought.hits {
			if h.Line < 0 {
				title = append(title, ansi.Strip(ansi.Cut(r.head[h.Line+len(r.head)], h.From, h.To)))
			} else {
				body = append(body, ansi.Strip(ansi.Cut(r.page.Lines[h.Line], h.From, h.To)))
			}
		}
		if strings.Join(title, "|") != c.title || strings.Join(body, "|") != c.want {
			t.Errorf("%s marks %q and %q, want %q and %q:\n%s", c.search, title, body, c.title, c.want, b.screen())
		}
	}
}

// A phrase that the line breaks is one match, and so is a word broken at its
// hyphen; the number of a link does not part one.
func TestMatchesOverTheEndOfALine(t *testing.T) {
	b := at(t, setup{w: 44, h: 20, lib: dossier(told("Essai", "Le grand pont levant du vieux port en avant-première du sous-préfet de la haute ville")), o: Options{Query: `"du vieux port" OR "avant-première du"`}})
	b.keys("enter")
	if n := b.m.reader.sought.count(); n != 2 {
		t.Errorf("%d matches, want 2:\n%s", n, b.screen())
	}
	linked := told("Essai", "Le traité")
	linked.Body[0].Spans = []feed.Span{{Text: "Le traité", URL: "https://example.org/t"}, {Text: " du fleuve est signé"}}
	b = at(t, setup{w: 120, h: 20, lib: dossier(linked), o: Options{Query: `"traité du fleuve"`}})
	if n := b.m.reader.sought.count(); n != 1 {
		t.Errorf("%d matches around the number of a link, want 1:\n%s", n, b.screen())
	}
}

// Lists below the text and the caption of the interface are not searched.
func TestOnlyTheArticleIsMarked(t *testing.T) {
	a := told("Le bac", "Un quai.")
	a.Related = []feed.Link{{Text: "Un autre bac", URL: "https://example.org/r"}}
	a.Captions = []feed.Caption{{Text: "Le bac au quai", Credit: "AEX"}}
	a.Standfirst = "Le bac revient"
	b := at(t, setup{w: 120, h: 30, lib: dossier(a), o: Options{Query: "bac"}})
	if n := b.m.reader.sought.count(); n != 3 { // title, standfirst, caption
		t.Errorf("%d matches, want 3:\n%s", n, b.screen())
	}
}

// n and N go from match to match while the text has the focus, and from unread
// to unread where there are none.
func TestMatchesAreGoneThrough(t *testing.T) {
	long := strings.Repeat("Une ligne qui ne dit rien de ce que l’on cherche dans ce texte. ", 30)
	f := dossier(told("Le bac du matin", long+"Le bac.", long, "Encore un bac et un bac."), told("Sans rien", "Un bac."), told("Autre bac", "Rien."))
	b := at(t, setup{w: 100, h: 20, lib: f, o: Options{Query: "bac"}})
	b.shows("4 matches")
	b.keys("n")
	if h, _ := b.m.current(); h.Title != "Sans rien" {
		t.Errorf("n in the list went to %q", h.Title)
	}
	b.keys("g g enter n")
	b.shows("match 1/4")
	b.keys("n n").shows("match 3/4")
	if top := b.m.reader.top; top == 0 {
		t.Error("the match is out of sight")
	}
	b.keys("N").shows("match 2/4")
	b.keys("n n n").shows(b.m.words.EndOfMatches)
	b.ring().shows("match 1/4")
	b.keys("N").ring().shows("match 4/4")
	b.keys("esc").shows("match 4/4") // the place stays, the keys are the list's
	b.keys("0 enter n")
	b.lacks("match ")
	if h, _ := b.m.current(); h.Title == "Le bac du matin" {
		t.Error("without a search n stays in the article")
	}
}

// The first n goes to a match on the screen or below, the first N to one above.
func TestFirstMatchIsFromHere(t *testing.T) {
	long := strings.Repeat("Une ligne qui ne dit rien de ce que l’on cherche dans ce texte. ", 40)
	f := dossier(told("Titre", "Un port.", long, "Deux ports.", long, "Trois ports."))
	open := func() *bench {
		return at(t, setup{w: 80, h: 20, lib: f, o: Options{Query: "port"}}).keys("enter z space")
	}
	open().keys("n").shows("match 2/3")
	open().keys("N").shows("match 1/3")
}

// A search inside the article takes the place of the marks and gives it back.
func TestFindComesBeforeMarks(t *testing.T) {
	b := at(t, setup{w: 100, h: 20, lib: dossier(told("Le bac", "Un quai, un bac, un quai, un bac, un quai.")), o: Options{Query: "bac"}})
	b.shows("3 matches")
	b.keys("enter /").typed("quai").keys("enter")
	b.shows("match 1/3")
	if got := markedOn(b, b.m.st.match, b.m.st.current); strings.Join(got, "|") != "quai|quai|quai" {
		t.Errorf("marked: %q", got)
	}
	b.keys("esc").shows("3 matches")
	if b.m.focus != paneReader {
		t.Error("esc left more than the search inside the article")
	}
}

// Without colours matches stand in brackets, in rows and in the text, and no
// letter is lost.
func TestMatchesStandInBrackets(t *testing.T) {
	f := dossier(told("Le bac du port", "Un bac et un quai."))
	b := at(t, setup{w: 120, h: 20, lib: f, o: Options{Query: "bac", Colours: "none"}})
	b.shows("Le [bac] du port")
	b.shows("Un [bac] et un quai.")
	narrow := at(t, setup{w: 120, h: 20, lib: f, o: Options{Query: "bac", ASCII: true}})
	narrow.shows("Un [bac] et un quai.")
	f = dossier(told("Essai", strings.Repeat("bac ", 60)))
	b = at(t, setup{w: 50, h: 20, lib: f, o: Options{Query: "bac", Colours: "none"}}).keys("enter")
	if n := strings.Count(b.screen(), "bac"); n != 61 { // the top line has one
		t.Errorf("%d of 60 words are to be seen:\n%s", n, b.screen())
	}
}

// Marks are never told by colour alone and can be read on every ground.
func TestMarksAreLegible(t *testing.T) {
	for _, colours := range []string{"dark", "light", "contrast", "none"} {
		st := newStyles(colours, true, false)
		for name, in := range map[string]ink{"match": st.match, "current": st.current, "found": st.found} {
			if !strings.Contains(in.On, "4;") && !strings.Contains(in.On, ";4") && !strings.Contains(in.On, "7;") && !strings.Contains(in.On, ";7") {
				t.Errorf("%s: a %s is told by its colour alone: %q", colours, name, in.On)
			}
		}
	}
	for name, c := range map[string]struct {
		p       palette
		grounds [][3]float64
	}{"dark": {darkPalette, darkGrounds}, "light": {lightPalette, lightGrounds}} {
		for _, g := range append(c.grounds, indexed(t, c.p.cursor.bg)) {
			if got := contrast(indexed(t, c.p.found.fg), g); got < 4.5 {
				t.Errorf("%s: a match in a row has contrast %.1f on %v", name, got, g)
			}
		}
	}
}

// A title in a row keeps its width whatever is marked in it.
func TestMarkedTitlesFit(t *testing.T) {
	for _, colours := range []string{"dark", "none"} {
		b := at(t, setup{w: 80, h: 24, o: Options{Query: "delta OR 日 OR việt", Colours: colours}})
		b.m.list.marks = marksOf(b.m.parse("delta OR 日 OR việt OR x*").Expr, nil)
		for _, title := range []string{"Les ports du delta", "", "日本の港と日本", "Việt Nam, viet nam", "delta delta delta delta", strings.Repeat("x", 300)} {
			for w := range 40 {
				got := b.m.markedTitle(title, w, "", b.m.st.cursor)
				if n := ansi.StringWidth(got); n != w {
					t.Fatalf("%s: %q in %d cells takes %d: %q", colours, title, w, n, got)
				}
			}
		}
	}
}

// Saved queries that lead back to one another come to an end.
func TestMarksOfQueriesInCircles(t *testing.T) {
	saved := []feed.SavedQuery{{Name: "a", Query: "un @b"}, {Name: "b", Query: "deux @a @b @c"}}
	if got := len(marksOf(query.Saved{Name: "A"}, saved)); got != 2 {
		t.Errorf("%d marks, want 2", got)
	}
	wide := query.Or{}
	for i := range 3 * maxMarks {
		wide = append(wide, query.Words{Text: fmt.Sprint("w", i)})
	}
	if got := len(marksOf(wide, nil)); got != maxMarks {
		t.Errorf("%d marks, want %d", got, maxMarks)
	}
}

// BenchmarkMark finds what was searched for in an article of some 500 words.
func BenchmarkMark(b *testing.B) {
	p := "Les représentants des trois ports se sont retrouvés mardi pour comparer leurs calendriers de dragage et fixer une période commune de travaux, qui doit s’achever avant les premières crues. "
	a := told("Les ports du delta", p+p, p+p, p+p, p+p, p+p)
	s := at(b, setup{w: 120, h: 40, lib: dossier(a), o: Options{Query: `port OR "période commune" OR crue* OR "dragage calendriers"~4`}})
	if s.m.reader.sought.count() == 0 {
		b.Fatal("nothing is marked")
	}
	for b.Loop() {
		s.m.mark()
	}
}

// BenchmarkSearchView paints the screen while a search is typed.
func BenchmarkSearchView(b *testing.B) {
	s := at(b, setup{w: 120, h: 40}).keys("/").typed("ports tag:d")
	for b.Loop() {
		s.m.View()
	}
}
