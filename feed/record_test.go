package feed_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// recordKeys are the keys of veille/article/1 in their order, then ours.
var recordKeys = strings.Fields(`schema kind id source url title title_from kicker standfirst dateline byline author lang published precision updated
	fetched summary content text body captions credits related links teasers categories tags marks themes notes highlights state enclosures story
	repairs words blocks raw list_title source_id place agency related_urls`)

// TestRecordKeys holds that every key is there, in order, and no array null.
func TestRecordKeys(t *testing.T) {
	for _, full := range []bool{false, true} {
		line, err := feed.NewRecord(feed.Article{}, nil, full, nil).Line()
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(line))
		var keys []string
		depth := 0
		for {
			tok, err := d.Token()
			if err != nil {
				break
			}
			switch v := tok.(type) {
			case json.Delim:
				if v == '{' || v == '[' {
					depth++
				} else {
					depth--
				}
			case string:
				if depth == 1 {
					keys = append(keys, v)
					var val json.RawMessage
					if err := d.Decode(&val); err != nil {
						t.Fatal(err)
					}
					if string(val) == "null" && v != "raw" {
						t.Errorf("%s is null", v)
					}
				}
			}
		}
		if !reflect.DeepEqual(keys, recordKeys) {
			t.Errorf("keys are %v", keys)
		}
		if !bytes.HasSuffix(line, []byte("}\n")) || bytes.Count(line, []byte("\n")) != 1 {
			t.Error("not one line")
		}
	}
}

type maker struct {
	*rand.Rand
	themes []feed.Theme
}

func (m maker) text() string {
	if m.IntN(4) == 0 {
		return ""
	}
	return randomText(m.Rand)
}

func some[T any](m maker, make func() T) []T {
	var out []T
	for range m.IntN(3) {
		out = append(out, make())
	}
	return out
}

func (m maker) link() feed.Link { return feed.Link{Text: m.text(), URL: m.text()} }

func (m maker) time() time.Time {
	if m.IntN(5) == 0 {
		return time.Time{}
	}
	zone := time.UTC
	if m.IntN(2) == 0 {
		zone = time.FixedZone("", (m.IntN(27)-12)*3600+m.IntN(2)*1800)
	}
	t := time.Unix(m.Int64N(4e9)-1e9, m.Int64N(3)*1e8).In(zone)
	if m.IntN(2) == 0 {
		t = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return t
}

func (m maker) block() feed.Block {
	b := feed.Block{Kind: feed.BlockKind(m.IntN(8)), Level: m.IntN(7), Number: m.IntN(4)}
	switch b.Kind {
	case feed.Table:
		b.Rows = some(m, func() []string { return []string{m.text(), m.text()} })
	case feed.Rule:
	default:
		b.URL = m.text()
		b.Spans = some(m, func() feed.Span { return feed.Span{Text: m.text(), Style: feed.SpanStyle(m.IntN(64)), URL: m.text()} })
	}
	return b
}

// article makes an article with something in every field.
func (m maker) article() feed.Article {
	var a feed.Article
	a.ID, a.SourceID = feed.NewID(m.text()), feed.NewID(m.text())
	if m.IntN(3) == 0 {
		a.SourceID = feed.ID{}
	}
	a.Title, a.TitleFrom, a.Source, a.URL, a.Lang = m.text(), feed.TitleFrom(m.IntN(5)), m.text(), m.text(), m.text()
	a.Published, a.Precision, a.Fetched, a.Updated = m.time(), feed.Precision(m.IntN(6)), m.time(), m.time()
	a.Words, a.Place, a.Agency = m.IntN(1000), m.text(), m.text()
	a.Read, a.Starred, a.Trashed, a.Sample, a.Hidden = m.IntN(2) == 0, m.IntN(2) == 0, m.IntN(2) == 0, m.IntN(2) == 0, m.IntN(2) == 0
	a.Kicker, a.Standfirst, a.Byline, a.Summary = m.text(), m.text(), m.text(), m.text()
	a.Dateline = feed.Dateline{Place: m.text(), Date: m.text(), Agency: m.text()}
	a.Authors, a.Categories, a.Notes = some(m, m.text), some(m, m.text), some(m, m.text)
	a.Body = some(m, m.block)
	a.Captions = some(m, func() feed.Caption { return feed.Caption{Text: m.text(), Credit: m.text()} })
	a.Related, a.Links = some(m, m.link), some(m, m.link)
	a.Teasers = some(m, func() feed.Teaser { return feed.Teaser{Title: m.text(), Summary: m.text(), URL: m.text()} })
	a.Enclosures = some(m, func() feed.Enclosure { return feed.Enclosure{URL: m.text(), Type: m.text(), Bytes: m.Int64N(1e12)} })
	text := a.Text()
	for i := range text {
		if text[i] == ' ' && m.IntN(3) == 0 {
			a.Repairs = append(a.Repairs, feed.Repair{At: i})
		}
	}
	for _, th := range m.themes {
		if m.IntN(3) > 0 {
			continue
		}
		a.Themes = append(a.Themes, th.ID)
		mark := feed.Mark{Theme: th.ID, By: feed.By(m.IntN(5)), At: m.time(), Score: m.Float64(), Version: m.IntN(4)}
		if m.IntN(2) == 0 {
			mark.Rule = feed.RuleID(th.Slug)
		}
		for f, s := range []string{text, a.Title, a.Standfirst} {
			if s != "" && m.IntN(2) == 0 {
				mark.Spans = append(mark.Spans, feed.Range{Field: feed.Field(f), Start: 0, End: len(s)})
			}
		}
		a.Marks = append(a.Marks, mark)
	}
	a.Highlights = some(m, func() feed.Highlight { return m.highlight(&a) })
	return a
}

// highlight makes a highlight of an article, of all of a field or a lost one.
func (m maker) highlight(a *feed.Article) feed.Highlight {
	h := feed.Highlight{ID: feed.NewID("highlight", m.text(), m.text(), m.text()), Quote: m.text() + "x", Before: m.text(), After: m.text(), Note: m.text(), At: m.time()}
	h.Field = feed.Field(m.IntN(3))
	if m.IntN(4) > 0 {
		h.End = len(a.In(h.Field))
	}
	for _, th := range m.themes {
		if m.IntN(3) == 0 {
			h.Themes = append(h.Themes, th.ID)
		}
	}
	return h
}

// TestRecordRoundTrip writes random articles and reads them back without loss.
func TestRecordRoundTrip(t *testing.T) {
	m := maker{Rand: rand.New(rand.NewPCG(5, 6))}
	ids := map[string]feed.ID{}
	for _, slug := range []string{"asean", "asean/summit", "health", "renamed"} {
		id := feed.ThemeID(slug)
		if slug == "renamed" {
			id = feed.ThemeID("first-name")
		}
		ids[slug] = id
		m.themes = append(m.themes, feed.Theme{ID: id, Slug: slug})
	}
	known := m.themes
	m.themes = append(m.themes, feed.Theme{ID: feed.ThemeID("unknown")}) // not among those that the record is written with
	for range 1000 {
		want := m.article()
		raw := &feed.Raw{Name: m.text(), Type: "text/html", Bytes: []byte(m.text() + "\xff\x00")}
		if m.IntN(3) == 0 {
			raw = nil
		}
		line, err := feed.NewRecord(want, known, true, raw).Line()
		if err != nil {
			t.Fatal(err)
		}
		rec, err := feed.ParseRecord(line, nil)
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		got, tags, gotRaw, err := rec.Article(func(slug string) feed.ID { return ids[slug] })
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		sameTimes(&got, want)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\ngot  %+v\nwant %+v", line, got, want)
		}
		if !reflect.DeepEqual(gotRaw, raw) {
			t.Fatalf("raw: got %+v, want %+v", gotRaw, raw)
		}
		for i, slug := range tags {
			if ids[slug] != want.Themes[i] {
				t.Fatalf("tags %v of %v", tags, want.Themes)
			}
		}
		if _, found := strings.CutSuffix(string(line), "}\n"); !found || strings.Contains(string(line), ":null") && raw != nil {
			t.Fatalf("null in %s", line)
		}
	}
}

// sameTimes gives equal instants with equal offsets one representation.
func sameTimes(got *feed.Article, want feed.Article) {
	same := func(g *time.Time, w time.Time) {
		_, a := g.Zone()
		if _, b := w.Zone(); g.Equal(w) && a == b {
			*g = w
		}
	}
	same(&got.Published, want.Published)
	same(&got.Updated, want.Updated)
	same(&got.Fetched, want.Fetched)
	for i := range got.Marks {
		if i < len(want.Marks) {
			same(&got.Marks[i].At, want.Marks[i].At)
		}
	}
	for i := range got.Highlights {
		if i < len(want.Highlights) {
			same(&got.Highlights[i].At, want.Highlights[i].At)
		}
	}
}

func TestForeignRecords(t *testing.T) {
	read := func(line string) (feed.Article, []string) {
		t.Helper()
		r, err := feed.ParseRecord([]byte(line), nil)
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		a, tags, _, err := r.Article(nil)
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		return a, tags
	}
	a, _ := read(`{"schema":"veille/article/1","kind":"article","source":"Quai","url":"https://quai.example/1","title":"Le port rouvre","author":["Rédaction"],"lang":"fr","published":"2021-03-04T05:06:07Z","summary":"Bref.","body":["Un deux.","Trois."],"categories":["Mer"]}`)
	if a.ID != feed.PageID("https://quai.example/1", nil) || a.SourceID != feed.SourceID("Quai") || a.TitleFrom != feed.TitleFromMetadata ||
		a.Precision != feed.Second || a.Words != 3 || a.Text() != "Un deux.\n\nTrois." || a.Authors[0] != "Rédaction" || a.Categories[0] != "Mer" {
		t.Errorf("%+v", a)
	}
	keyed, err := feed.ParseRecord([]byte(`{"url":"https://m.quai.example/1","text":"Un deux."}`), func(s string) string { return strings.Replace(s, "https://m.", "", 1) })
	if err != nil || keyed.ID != feed.PageID("quai.example/1", nil).String() {
		t.Errorf("identity %s, %v", keyed.ID, err)
	}
	keyed, err = feed.ParseRecord([]byte(`{"url":"urn:quai:1","text":"Un deux."}`), func(string) string { return "" })
	if err != nil || keyed.ID != feed.PageID("urn:quai:1", nil).String() {
		t.Errorf("identity %s, %v", keyed.ID, err)
	}
	a, tags := read(`{"id":"v1-x","source":"Quai","agency":"AE","url":null,"published":"2021-03","place":null,"accessed":"2021-03-05T00:00:00Z","tags":[{"slug":"asean","by":"rule","at":"2021-03-05T00:00:00Z"},{"slug":"health"}],"note":"À voir.","text":"Le port rouvre mardi. La suite.\n\nFin.","captions":["Un quai"],"author":"A. Auteur","related":[{"text":"Lire aussi","url":"https://quai.example/2"}]}`)
	if a.ID != feed.NewID("Quai", "v1-x") || a.Precision != feed.Month || a.Agency != "AE" || a.Notes[0] != "À voir." || strings.Join(tags, " ") != "asean health" ||
		len(a.Marks) != 2 || a.Marks[0].By != feed.ByRule || a.Themes[1] != feed.ThemeID("health") || a.Title != "Le port rouvre mardi." || a.TitleFrom != feed.TitleFromFirstSentence ||
		len(a.Body) != 2 || a.Captions[0].Text != "Un quai" || a.Authors[0] != "A. Auteur" || a.Related[0] != (feed.Link{Text: "Lire aussi", URL: "https://quai.example/2"}) || a.Fetched.IsZero() {
		t.Errorf("%+v", a)
	}
	if a, _ = read(`{}`); !a.Published.IsZero() || a.Title != "" || !a.SourceID.IsZero() || a.ID.IsZero() {
		t.Errorf("%+v", a)
	}
	b, _ := read(`{"text":"Other"}`)
	if a.ID == b.ID {
		t.Error("two texts, one identity")
	}
	a, _ = read(`{"title":"T","text":"a b","repairs":[1,-4,99,0],"marks":[{"theme":"x","spans":[{"field":"body","start":-1,"end":2},{"field":"title","start":0,"end":1},{"field":"title","start":1,"end":0},{"field":"title","start":0,"end":2},{"field":"standfirst","start":0,"end":1}]}],"blocks":[]}`)
	if len(a.Repairs) != 1 || len(a.Marks[0].Spans) != 1 || a.Marks[0].Spans[0].Field != feed.InTitle {
		t.Errorf("offsets outside the text kept: %+v", a)
	}
	a, _ = read(`{"id":"x","title":"T","text":"a b","highlights":["a b",7,{"text":"b","note":"n","tags":["x","x"]},{"quote":""},null,{"quote":"a","field":"title","start":0,"end":9,"at":"soon"},{"id":"` + strings.Repeat("a", 26) + `","quote":"a","start":0,"end":1},{"id":"` + strings.Repeat("a", 26) + `","quote":"b","start":2,"end":3}]}`)
	if h := a.Highlights; len(h) != 5 || h[0].Quote != "a b" || h[1].Note != "n" || len(h[1].Themes) != 1 || !h[2].IsLost() || h[2].Field != feed.InTitle ||
		h[3].ID.String() != strings.Repeat("a", 26) || h[3].End != 1 || h[4].ID == h[3].ID || h[4].ID.IsZero() {
		t.Errorf("%+v", h)
	}
	for _, list := range []string{"null", "[]", "{}", `"words"`, "7"} {
		if a, _ := read(`{"text":"a b","highlights":` + list + `}`); len(a.Highlights) != 0 {
			t.Errorf("%s: %+v", list, a.Highlights)
		}
	}
	for _, c := range []struct {
		line string
		want error
	}{
		{`{`, feed.ErrInvalid}, {`[]`, feed.ErrInvalid}, {`{"schema":"other/1"}`, feed.ErrInvalid}, {`{"schema":"veille/article/2"}`, feed.ErrNewer},
		{`{"kind":"feed"}`, feed.ErrInvalid}, {`{"title":{}}`, feed.ErrInvalid}, {`{"tags":7}`, feed.ErrInvalid}, {`{"published":"soon"}`, feed.ErrInvalid},
		{`{"marks":[{"theme":"x","at":"soon"}]}`, feed.ErrInvalid}, {`{"source_id":"x"}`, feed.ErrInvalid},
	} {
		r, err := feed.ParseRecord([]byte(c.line), nil)
		if err == nil {
			_, _, _, err = r.Article(nil)
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.line, err, c.want)
		}
	}
}

func TestFirstSentenceIsNoTitle(t *testing.T) {
	a := feed.Article{Head: feed.Head{Title: "The pier reopens", TitleFrom: feed.TitleFromFirstSentence}}
	r := feed.NewRecord(a, nil, false, nil)
	if r.Title != "" || r.ListTitle != "The pier reopens" || r.TitleFrom != "first-sentence" {
		t.Errorf("%+v", r)
	}
	long := strings.Repeat("mot ", 60)
	rec, err := feed.ParseRecord([]byte(`{"text":"`+long+`"}`), nil)
	if err != nil || !strings.HasSuffix(rec.ListTitle, "mot…") || len([]rune(rec.ListTitle)) > 121 {
		t.Errorf("%q, %v", rec.ListTitle, err)
	}
}

func TestMap(t *testing.T) {
	m := maker{Rand: rand.New(rand.NewPCG(7, 8)), themes: []feed.Theme{{ID: feed.ThemeID("x")}}}
	mark := func(s string) string { return "‹" + s + "›" }
	for range 500 {
		a := m.article()
		before, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if same := a.Map(strings.Clone, strings.Clone); !reflect.DeepEqual(same, a) {
			t.Fatalf("changed by nothing: %+v\n%+v", same, a)
		}
		got := a.Map(mark, mark)
		allMarked(t, reflect.ValueOf(got), "Article")
		if len(got.Repairs) > 0 && a.Text() != "" {
			t.Fatalf("repairs of another text kept: %+v", got)
		}
		if after, err := json.Marshal(a); err != nil || !bytes.Equal(before, after) {
			t.Fatal("the article itself was changed")
		}
	}
}

// allMarked holds that Map has passed through every string there is.
func allMarked(t *testing.T, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		if !strings.HasPrefix(v.String(), "‹") {
			t.Errorf("%s was not passed through: %q", path, v.String())
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			allMarked(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		for i := range v.Len() {
			allMarked(t, v.Index(i), path)
		}
	default:
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add([]byte(`{"schema":"veille/article/1","title":"T","body":["a"],"tags":[{"slug":"x"}],"published":"2020-01","repairs":[1]}`))
	f.Add([]byte(`{"blocks":[{"kind":"list","level":3,"spans":[{"text":"a","style":["strong"]}]}],"marks":[{"theme":"x","spans":[{"start":1,"end":9}]}]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := feed.ParseRecord(line, nil)
		if err != nil {
			return
		}
		a, _, raw, err := r.Article(nil)
		if err != nil {
			return
		}
		again, err := feed.NewRecord(a, nil, true, raw).Line()
		if err != nil {
			t.Fatal(err)
		}
		r, err = feed.ParseRecord(again, nil)
		if err != nil {
			t.Fatalf("%s: %v", again, err)
		}
		b, _, _, err := r.Article(nil)
		if err != nil || b.Text() != a.Text() || b.Title != a.Title || b.ID != a.ID || !b.Published.Equal(a.Published) {
			t.Fatalf("%s\n%+v\n%+v, %v", again, a, b, err)
		}
	})
}

func BenchmarkRecord(b *testing.B) {
	a := feed.Article{Head: feed.Head{ID: feed.NewID("x"), Title: "The pier reopens", Source: "Harbour Post", Published: time.Date(2021, 3, 4, 5, 6, 7, 0, time.UTC), Precision: feed.Second}}
	for range 12 {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, strings.Repeat("Một hai ba bốn quai mer. ", 12)))
	}
	line, err := feed.NewRecord(a, nil, true, nil).Line()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("write", func(b *testing.B) {
		var buf bytes.Buffer
		for b.Loop() {
			buf.Reset()
			if err := feed.NewRecord(a, nil, true, nil).WriteLine(&buf); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(buf.Len()))
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(line)))
		for b.Loop() {
			r, err := feed.ParseRecord(line, nil)
			if err != nil {
				b.Fatal(err)
			}
			if _, _, _, err := r.Article(nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func TestParagraphsHaveWords(t *testing.T) {
	a := feed.Article{Body: []feed.Block{
		feed.Plain(feed.Paragraph, "The pier reopens."), {Kind: feed.Rule}, {Kind: feed.Figure, URL: "https://quai.example/1.png"},
		feed.Plain(feed.Paragraph, " "), feed.Plain(feed.Paragraph, "Ferries sail on Friday."),
	}}
	if got := strings.Join(feed.NewRecord(a, nil, true, nil).Body, "|"); got != "The pier reopens.|Ferries sail on Friday." {
		t.Errorf("body %q", got)
	}
}
