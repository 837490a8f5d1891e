package ui

import (
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

// offers types into the search line and returns what its lines offer.
func offers(t *testing.T, b *bench, typed string) (fields, values string) {
	t.Helper()
	b.keys("esc 0 /").typed(typed)
	s := b.m.searching()
	if s == nil {
		t.Fatal("no search line")
	}
	lines := b.m.ways(s, 300)
	label := func(s string) string {
		_, rest, _ := strings.Cut(strings.TrimSpace(s), "  ")
		return strings.TrimSpace(rest)
	}
	return label(stripped(lines[0])), label(stripped(lines[1]))
}

// Every field and value is offered with its number, the most frequent first.
func TestCompletionsAreCounted(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	b.lib.queries = []feed.SavedQuery{{ID: feed.SavedID("Bulletin du soir"), Name: "Bulletin du soir", Query: "lang:fr"}}
	b.changed()
	all := strings.Join(query.Fields(), ":  ") + ":"
	for _, c := range []struct{ typed, fields, values string }{
		{"", all, ""},
		{"t", "tag:  title:  text:", ""},
		{"étiq", "étiquette:", ""}, // no English field begins so
		{"chủ", "chủđề:", ""},
		{"ngu", "nguồn:", ""},
		{"-la", "lang:", ""},
		{"dr", all, "tag:drought (10)"},
		{"sant", all, "tag:public-health (5)"},
		{"Ag", "agency:", "source:Agence Exemple (15)"},
		{"zz", all, ""},
		{"tag:", all, "delta-harbours (10)  drought (10)  river-treaty (5)  public-health (5)  rail-links (5)  public-health/clinics (5)"},
		{"tag:hạn", all, "drought (10)"},
		{"thème:séch", all, "drought (10)"},
		{"tag:clin", all, "public-health/clinics (5)"}, // a word inside
		{"tag:drought,ri", all, "river-treaty (5)"},
		{"-tag:=pub", all, "public-health (5)  public-health/clinics (5)"},
		{"source:", all, "Agence Exemple (15)  Sample Gazette (15)  Báo Mẫu (10)"},
		{"feed:gaz", all, "Sample Gazette (15)"},
		{"source:bm", all, "Báo Mẫu (10)"},
		{"lang:", all, "en (15)  fr (15)  vi (10)"},
		{"langue:viet", all, "vi (10)"},
		{"lang:fran", all, "fr (15)"},
		{"is:", all, "unread (32)  untagged (10)  read (8)  starred (4)  trashed (0)  sample (0)  note  selected  updated  fulltext  hidden"},
		{"est:non", all, "unread (32)  untagged (10)"},
		{"has:li", all, "links"},
		{"sort:", all, "date-  date+  source  score  words"},
		{"by:", all, "user  rule  suggestion  import  sync"},
		{"@", all, "Bulletin du soir"},
		{"place:", all, "Port-Exemple  Riverton  Cần Mẫu"},
		{"min:", all, ">2  >5  <2  2..5"},
		{`"tag:`, all, ""},
	} {
		fields, values := offers(t, b, c.typed)
		if fields != c.fields || values != c.values {
			t.Errorf("%q offers %q and %q,\nwant %q and %q", c.typed, fields, values, c.fields, c.values)
		}
	}
}

// Tab goes through the ways and back to what was typed; a value is quoted where
// it must be, and the list follows.
func TestTabGoesThroughCompletions(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("/")
	line := func(want string) {
		t.Helper()
		if got := b.m.searching().in.Value(); got != want {
			t.Errorf("the line reads %q, want %q", got, want)
		}
	}
	b.typed("rail tag:")
	for _, want := range []string{"delta-harbours", "drought", "river-treaty"} {
		b.keys("tab")
		line("rail tag:" + want)
	}
	b.keys("shift+tab")
	line("rail tag:drought")
	b.keys("shift+tab shift+tab")
	line("rail tag:")
	b.keys("shift+tab")
	line("rail tag:public-health/clinics")
	b.keys("tab tab")
	line("rail tag:delta-harbours")
	b.keys("esc /").typed("so").keys("tab")
	line("source:")
	b.keys("shift+tab shift+tab")
	line("sort:")
	b.keys("esc /").typed("sou").keys("tab")
	line("source:")
	b.keys("tab")
	line(`source:"Agence Exemple"`)
	b.shows("15 articles")
	b.keys("tab tab")
	line(`source:"Báo Mẫu"`)
	b.shows("10 articles")
	b.typed(" x").keys("left left tab")
	line(`source:"Báo Mẫu" x`)
	b.keys("esc /").typed("is:st").keys("tab enter").stands("1/4")
	b.keys("0 /").typed("nothing-begins-so").keys("tab")
	line("nothing-begins-so")
}

// A value that is typed in the middle of a line is put in its place.
func TestTabInTheMiddle(t *testing.T) {
	b := at(t, setup{w: 120, h: 40}).keys("/").typed("tag:dr lang:vi").keys("left left left left left left left left tab")
	if got := b.m.searching().in.Value(); got != "tag:drought lang:vi" {
		t.Errorf("the line reads %q", got)
	}
	b.stands("1/5")
}

// The history goes back and forth, and at its end stands what was typed.
func TestHistory(t *testing.T) {
	b := at(t, setup{w: 120, h: 40})
	for _, s := range []string{"rail", "tag:drought", "lang:vi"} {
		b.keys("0 /").typed(s).keys("enter")
	}
	b.keys("0 /").typed("deb")
	b.shows("History   ↑ lang:vi")
	value := func() string { return b.m.searching().in.Value() }
	var got []string
	for _, k := range []string{"up", "up", "up", "up", "down", "down", "down", "down"} {
		b.keys(k)
		got = append(got, value())
	}
	want := "lang:vi|tag:drought|rail|rail|tag:drought|lang:vi|deb|deb"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("the history gives %q, want %q", s, want)
	}
	b.keys("up up").shows("10 articles")
	b.shows("History   ↑ rail")
	b.keys("esc").shows("/40")
	b.keys("/").typed("rail").keys("up")
	if value() != "lang:vi" {
		t.Errorf("the history begins with %q", value())
	}
}

// What is wrong is told under the place where it stands, in the language of the
// interface, and the last good reading stays.
func TestFaultsAreToldInPlace(t *testing.T) {
	for _, c := range []struct {
		lang, typed, said string
		at                int // cell of the caret from the beginning of the line
	}{
		{"en", `rail lnag:fr`, "did you mean lang:?", 5},
		{"fr", `rail is:zzz`, "n’a pas", 8},
		{"vi", `rail "mở`, "chưa đóng ngoặc kép", 5},
		{"en", `rail tag:drougt`, "no theme drougt, did you mean drought?", 9},
		{"fr", `thème:drougt rail`, "pas de thème drougt", 6},
		{"en", `lang:en tag:drought,raill-links`, "no theme raill-links", 20},
		{"en", `@evenig`, "no saved query evenig, did you mean Evening?", 1},
		{"fr", `-@zzz rail`, "aucune requête zzz", 2},
		{"en", `saved:"far off" rail`, "no saved query far off", 7},
		{"en", `rail -tag:=drougt`, "no theme drougt", 11},
		{"en", `sug:drougt>0.5 rail`, "no theme drougt", 4},
	} {
		b := at(t, setup{w: 120, h: 40, o: Options{Lang: c.lang}})
		b.lib.queries = []feed.SavedQuery{{ID: feed.SavedID("Evening"), Name: "Evening", Query: "lang:fr"}}
		b.changed().keys("/").typed(c.typed)
		lines := strings.Split(b.screen(), "\n")
		for i, l := range lines {
			at := strings.Index(l, "/ "+c.typed[:4])
			if at < 0 || i+1 == len(lines) {
				continue
			}
			caret := strings.Index(lines[i+1], "↑")
			if caret < 0 || !strings.Contains(lines[i+1], c.said) {
				t.Errorf("%q: under it stands %q, want %q", c.typed, lines[i+1], c.said)
				break
			}
			if got := cellsTo(lines[i+1], caret) - cellsTo(l, at) - 2; got != c.at {
				t.Errorf("%q: the caret stands under cell %d, want %d", c.typed, got, c.at)
			}
		}
	}
}

// A search that is made anew keeps the article it was made on, in reach of ctrl+k
// from the text too.
func TestSearchFromTheArticle(t *testing.T) {
	b := at(t, setup{w: 80, h: 24}).keys("enter z ctrl+k").typed("rail")
	b.shows("Freight line across the plateau to open in spring") // the list is out of sight: the box shows rows
	b.keys("enter")
	if b.m.focus != paneList || b.m.list.text != "rail" {
		t.Errorf("the search opened %q with the focus on %d", b.m.list.text, b.m.focus)
	}
}
