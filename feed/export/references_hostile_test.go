package export

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"veille/feed"
)

// noted gives hostile articles a highlight and a keyword too.
func noted(list []feed.Article) []feed.Article {
	for i := range list {
		a := &list[i]
		a.Highlights = []feed.Highlight{{ID: feed.NewID("h"), Quote: a.Title, Note: a.Title}}
		a.Notes = append(a.Notes, "first\nsecond\n\nTY  - BOOK\r\nER  - ", "@book{x,\n}")
	}
	return list
}

// risRecord is a record of RIS: tags and values in their order.
type risRecord [][2]string

var risLine = regexp.MustCompile(`^([A-Z][A-Z0-9])  - (.*)$`)

// readRIS reads as Zotero does, but takes nothing that is not exactly so.
func readRIS(t testing.TB, b []byte) (out []risRecord) {
	t.Helper()
	var r risRecord
	lines := strings.Split(string(b), "\r\n")
	for i, l := range lines {
		m := risLine.FindStringSubmatch(l)
		switch {
		case l == "" && len(r) == 0:
			continue
		case strings.ContainsAny(l, "\r\n\v\f\u0085\u2028\u2029") || m == nil || (m[1] == "TY") != (len(r) == 0):
			t.Fatalf("line %d is %q", i, l)
		case m[1] == "ER":
			out, r = append(out, r), nil
		default:
			r = append(r, [2]string{m[1], m[2]})
		}
	}
	if len(r) > 0 {
		t.Fatal("no end of the last record")
	}
	return out
}

func (r risRecord) all(tag string) (out []string) {
	for _, f := range r {
		if f[0] == tag {
			out = append(out, f[1])
		}
	}
	return out
}

func TestHostileRIS(t *testing.T) {
	list := noted(hostileArticles())
	records := readRIS(t, written(t, "ris", nil, list...))
	if len(records) != len(list) {
		t.Fatalf("%d records of %d", len(records), len(list))
	}
	for i, r := range records {
		want := oneLine(list[i].Title)
		if got := r.all("TI"); !slices.Equal(got, []string{want}) {
			t.Errorf("title %q reads %q", want, got)
		}
		if got := r.all("T2"); !slices.Equal(got, []string{want}) {
			t.Errorf("source %q reads %q", want, got)
		}
		if got := r.all("N1"); len(got) != 4 {
			t.Errorf("%d notes: %q", len(got), got)
		}
		for _, n := range r.all("N1") {
			if risTag.MatchString(n) {
				t.Errorf("note %q is HTML", n)
			}
		}
	}
}

// zoteroFields is what Zotero makes of the tags of a newspaperArticle.
var zoteroFields = map[string]string{
	"TI": "title", "T2": "publicationTitle", "AU": "creators/author", "DA": "date", "PY": "date", "AB": "abstractNote", "UR": "url", "Y2": "accessDate",
	"LA": "language", "CY": "place", "KW": "tags", "N1": "notes", "DB": "archive", "AN": "archiveLocation",
}

// TestZotero reads the sample as Zotero would: the type, the field of each tag,
// the date of DA, the authors in one field, one note to a line.
func TestZotero(t *testing.T) {
	f, _ := Find("ris")
	var b bytes.Buffer
	if _, err := Write(context.Background(), &b, f, seq(notedArticles()...), testOptions(f)); err != nil {
		t.Fatal(err)
	}
	records := readRIS(t, b.Bytes())
	items := make([]map[string][]string, len(records))
	for i, r := range records {
		if r[0] != [2]string{"TY", "NEWS"} {
			t.Fatalf("begins with %v", r[0])
		}
		items[i] = map[string][]string{}
		for _, field := range r[1:] {
			to := zoteroFields[field[0]]
			if to == "" {
				t.Fatalf("Zotero has no place for %s", field[0])
			}
			if field[0] == "PY" { // used where there is no DA
				continue
			}
			items[i][to] = append(items[i][to], field[1])
		}
	}
	for _, c := range []struct {
		item  int
		field string
		want  []string
	}{
		{0, "title", []string{"Le port de Clairvague rouvre après trois jours de tempête"}},
		{0, "publicationTitle", []string{"Le Quai du Matin"}},
		{0, "creators/author", []string{"AE"}},
		{0, "date", []string{"2024/03/14"}},
		{0, "accessDate", []string{"2024/03/15"}},
		{0, "place", []string{"Clairvague"}},
		{0, "language", []string{"fr"}},
		{0, "tags", []string{"Ports et navigation", "Climat"}},
		{0, "archive", []string{"veille"}},
		{0, "archiveLocation", []string{feed.NewID("1").String()}},
		{1, "creators/author", []string{"Business desk", "Ann Rivers", "Tô Văn Biển"}},
		{1, "abstractNote", []string{"The increase of 4 per cent applies to vessels above 5,000 tonnes."}},
		{1, "url", []string{"https://harbour.example/dues"}},
		{2, "date", []string{"2024/05"}},
		{2, "creators/author", nil},
		{3, "date", nil},
		{3, "accessDate", nil},
	} {
		if got := items[c.item][c.field]; !slices.Equal(got, c.want) {
			t.Errorf("%d: %s is %q, want %q", c.item, c.field, got, c.want)
		}
	}
	if n := len(items[0]["notes"]); n != 4 {
		t.Errorf("%d notes", n)
	}
}

func TestRISNote(t *testing.T) {
	for s, want := range map[string]string{
		"Compare with 2019: higher":    "Compare with 2019: higher",
		"Edition: evening":             "Edition\u00a0: evening",
		"Author Role: editor":          "Author Role\u00a0: editor",
		"“Notes: a” and Notes: b":      "“Notes\u00a0: a” and Notes: b",
		"a < b & c":                    "a < b & c",
		"a <b>&amp;</b>":               "a &lt;b>&amp;amp;&lt;/b>",
		"My notes: <i>x</i>, Scale: 1": "My notes: &lt;i>x&lt;/i>, Scale: 1",
	} {
		if got := risNote(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}

// bibEntry is an entry: its kind, its key and its fields as they are written.
type bibEntry struct {
	kind, key string
	fields    map[string]string
}

// readBib reads as BibTeX does: a value ends with the brace that closes it, and
// braces count behind a backslash too. Nothing may stand between entries.
func readBib(t testing.TB, b []byte) (out []bibEntry) {
	t.Helper()
	s := string(b)
	fail := func(what string) { t.Helper(); t.Fatalf("%s at %.200q", what, s) }
	value := func() string {
		depth := 0
		for i := range len(s) {
			switch s[i] {
			case '{':
				depth++
			case '}':
				if depth--; depth == 0 {
					v := s[1:i]
					s = s[i+1:]
					return v
				}
			case '\n':
				fail("line end in a value")
			}
		}
		fail("no end of a value")
		return ""
	}
	head := regexp.MustCompile(`^@(article|misc)\{([a-z0-9]+)`)
	name := regexp.MustCompile(`^,\n  ([a-z]+) *= `)
	for s != "" {
		m := head.FindStringSubmatch(s)
		if m == nil {
			fail("no entry")
		}
		e := bibEntry{m[1], m[2], map[string]string{}}
		s = s[len(m[0]):]
		for m := name.FindStringSubmatch(s); m != nil; m = name.FindStringSubmatch(s) {
			s = s[len(m[0]):]
			if _, ok := e.fields[m[1]]; ok {
				fail("field " + m[1] + " twice")
			}
			if m[1] == "month" {
				e.fields[m[1]], s = s[:3], s[3:]
				continue
			}
			if !strings.HasPrefix(s, "{") {
				fail("no brace")
			}
			e.fields[m[1]] = value()
		}
		if !strings.HasPrefix(s, "\n}\n\n") {
			fail("no end of an entry")
		}
		s = s[4:]
		out = append(out, e)
	}
	return out
}

// texPlain undoes the escapes; what is left of TeX's own characters is an error.
func texPlain(t testing.TB, s string) string {
	t.Helper()
	for old, plain := range map[string]string{
		`\textbraceleft{}`: "\x01", `\textbraceright{}`: "\x02", `\textbackslash{}`: "\x03", `\$`: "\x04", `\&`: "\x05", `\#`: "\x06", `\%`: "\x07", `\_`: "\x08",
		`\textasciicircum{}`: "\x0e", `\textasciitilde{}`: "\x0f",
	} {
		s = strings.ReplaceAll(s, old, plain)
	}
	for _, pair := range []string{"--", "``", "''"} {
		s = strings.ReplaceAll(s, pair[:1]+"{}", pair[:1])
	}
	if strings.ContainsAny(s, `\{}$&#%_^~`) {
		t.Errorf("%q is not escaped", s)
	}
	return strings.NewReplacer("\x01", "{", "\x02", "}", "\x03", `\`, "\x04", "$", "\x05", "&", "\x06", "#", "\x07", "%", "\x08", "_", "\x0e", "^", "\x0f", "~").Replace(s)
}

func TestHostileBib(t *testing.T) {
	list := noted(hostileArticles())
	for _, format := range []string{"biblatex", "bibtex"} {
		entries := readBib(t, written(t, format, nil, list...))
		if len(entries) != len(list) {
			t.Fatalf("%d entries of %d", len(entries), len(list))
		}
		seen := map[string]bool{}
		for i, e := range entries {
			want := oneLine(list[i].Title)
			title := e.fields["title"]
			if strings.Contains(title, "--") || strings.Contains(title, "``") || strings.Contains(title, "''") {
				t.Errorf("title %q has a ligature", title)
			}
			if got := texPlain(t, title[1:len(title)-1]); got != want {
				t.Errorf("title %q reads %q", want, got)
			}
			if author := e.fields["author"]; texPlain(t, author[1:len(author)-1]) != strings.ReplaceAll(want, "`", "‘") {
				t.Errorf("author %q reads %q", want, author)
			}
			for _, name := range []string{"journaltitle", "abstract", "annote", "keywords", "location", "address", "note"} {
				texPlain(t, e.fields[name])
			}
			if url := e.fields["url"]; strings.ContainsAny(url, "{}\\ \"<>^`|") || strings.ContainsFunc(url, func(r rune) bool { return r >= utf8.RuneSelf }) {
				t.Errorf("address %q", url)
			}
			if seen[e.key] {
				t.Errorf("key %s twice", e.key)
			}
			seen[e.key] = true
		}
	}
}

func TestHostileReferenceJSON(t *testing.T) {
	list := noted(hostileArticles())
	for _, order := range []Order{"", Newest, BySource} {
		var items []struct {
			ID, Title, Note string
			Container       string `json:"container-title"`
			Author          []struct{ Literal string }
			Custom          struct {
				ID string `json:"veille_id"`
			}
		}
		out := written(t, "csl", func(o *Options) { o.Order = order }, list...)
		d := json.NewDecoder(bytes.NewReader(out))
		if err := d.Decode(&items); err != nil || len(items) != len(list) || strings.TrimSpace(string(out[d.InputOffset():])) != "" {
			t.Fatalf("%d items of %d, %v", len(items), len(list), err)
		}
		want := map[string]string{}
		for _, a := range list {
			want[a.ID.String()] = oneLine(a.Title)
		}
		for _, it := range items {
			if w := want[it.Custom.ID]; it.Title != w || it.Container != w || len(it.Author) != 1 || it.Author[0].Literal != w {
				t.Errorf("%q reads %+v", w, it)
			}
		}
	}
	lines := bytes.Split(bytes.TrimSuffix(written(t, "ninjs", nil, list...), []byte("\n")), []byte("\n"))
	if len(lines) != len(list) {
		t.Fatalf("%d lines of %d", len(lines), len(list))
	}
	for i, l := range lines {
		var it struct {
			URI       string
			Headlines []struct{ Role, Value string }
			By        string
		}
		if err := json.Unmarshal(l, &it); err != nil || it.URI != "urn:veille:"+list[i].ID.String() || it.Headlines[0].Value != oneLine(list[i].Title) || it.By != oneLine(list[i].Title) {
			t.Errorf("%v: %+v", err, it)
		}
	}
	if got := string(written(t, "csl", nil)); strings.TrimSpace(got) != "[\n\n]" || !json.Valid([]byte(got)) {
		t.Errorf("nothing is %q", got)
	}
}

func TestHostileTxt(t *testing.T) {
	list := noted(hostileArticles())
	out := string(written(t, "txt", func(o *Options) { o.Order = Oldest }, list...))
	for l := range strings.Lines(out) {
		l = strings.TrimSuffix(l, "\n")
		if n := cells(l); n > txtWidth && !strings.Contains(l, "://") {
			t.Errorf("%d columns: %q", n, l)
		}
		if strings.TrimRight(l, " ") != l {
			t.Errorf("blanks at the end of %q", l)
		}
	}
	if got := strings.Count(out, "\n"+strings.Repeat("-", txtWidth)+"\n"); got != len(list)-1 {
		t.Errorf("%d rules between %d articles", got, len(list))
	}
}

// FuzzReferences holds that no text breaks a record, an entry or a line.
func FuzzReferences(f *testing.F) {
	for _, s := range hostileTitles {
		f.Add(s, s, "https://a.example/"+s)
	}
	f.Add("a\r\nER  - \r\nTY  - BOOK", "Edition: <b>", "x\u2028y")
	f.Fuzz(func(t *testing.T, title, note, url string) {
		if !utf8.ValidString(title + note + url) {
			return
		}
		a := feed.Article{Head: feed.Head{ID: feed.NewID(title), Title: title, Source: note, URL: url, Lang: title, Place: note, Agency: title}, Standfirst: note, Authors: []string{title, note},
			Notes: []string{note, title}, Highlights: []feed.Highlight{{Quote: title, Note: note}}, Body: []feed.Block{p(note)}}
		b := feed.Article{Head: feed.Head{ID: feed.NewID("b"), Title: "b"}}
		records := readRIS(t, written(t, "ris", nil, a, b))
		if len(records) != 2 {
			t.Fatalf("%d records", len(records))
		}
		for _, format := range []string{"biblatex", "bibtex"} {
			if n := len(readBib(t, written(t, format, nil, a, b))); n != 2 {
				t.Fatalf("%d entries", n)
			}
		}
		var items []map[string]any
		if err := json.Unmarshal(written(t, "csl", nil, a, b), &items); err != nil || len(items) != 2 {
			t.Fatalf("%d items, %v", len(items), err)
		}
		if n := bytes.Count(written(t, "ninjs", nil, a, b), []byte("\n")); n != 2 {
			t.Fatalf("%d lines", n)
		}
		written(t, "txt", nil, a, b)
	})
}

func FuzzWrap(f *testing.F) {
	for _, s := range hostileTitles {
		f.Add(s, 72)
	}
	f.Add("长长的标题没有空格 mixed 词", 10)
	f.Fuzz(func(t *testing.T, s string, room int) {
		if room < 4 || room > 200 || !utf8.ValidString(s) {
			return
		}
		var words []string
		for _, l := range wrap(s, room) {
			if l == "" || cells(l) > room && !strings.Contains(l, "://") {
				t.Fatalf("line %q of %d columns in %d", l, cells(l), room)
			}
			words = append(words, l)
		}
		plain := func(s string) string { return strings.Join(strings.FieldsFunc(s, breaks), "") }
		if got, want := plain(strings.Join(words, " ")), plain(s); got != want && cells(want) > 0 {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

func BenchmarkTxt10k(b *testing.B)      { benchmarkWrite(b, "txt") }
func BenchmarkRIS10k(b *testing.B)      { benchmarkWrite(b, "ris") }
func BenchmarkCSL10k(b *testing.B)      { benchmarkWrite(b, "csl") }
func BenchmarkBibLaTeX10k(b *testing.B) { benchmarkWrite(b, "biblatex") }
func BenchmarkNinjs10k(b *testing.B)    { benchmarkWrite(b, "ninjs") }
