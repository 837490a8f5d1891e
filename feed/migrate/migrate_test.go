package migrate

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/text"
)

var now = time.Date(2026, 1, 31, 8, 0, 0, 0, time.UTC)

// read returns the entries of a text and what was not taken.
func read(form Form, s string) (out []*Entry, left []*Refused) {
	for e, err := range Read(Input{Form: form, R: strings.NewReader(s), Now: now}) {
		if err == nil {
			out = append(out, e)
			continue
		}
		var why *Refused
		if !errors.As(err, &why) {
			panic(err)
		}
		left = append(left, why)
	}
	return out, left
}

// cache is one that SQLite wrote with newsboat's tables, in pages of 512 bytes: the
// tables have inner pages, and one article spills over.
func cache(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/cache.db.gz.b64")
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(b)))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNewsboat(t *testing.T) {
	b := cache(t)
	if f := FormOf(b, "anything"); f != Newsboat {
		t.Fatalf("form %v", f)
	}
	got, left := read(Newsboat, string(b))
	if len(got) != 25 || len(left) != 1 || left[0].Reason != Deleted {
		t.Fatalf("%d entries, left %v", len(got), left)
	}
	first := got[0]
	in := first.Incoming(now)
	src, err := parse.NewSource("https://port.example/feed.xml")
	if err != nil {
		t.Fatal(err)
	}
	a := &in.Article
	if a.ID != feed.ItemID(src.ID, "carnet-1") || a.SourceID != src.ID || a.Source != "Le Carnet du port" {
		t.Errorf("not as its feed names it: %+v", a.Head)
	}
	if a.URL != "https://port.example/quais" || !a.Read || !a.Starred || !slices.Equal(in.Tags, []string{"newsboat-a", "newsboat-b"}) {
		t.Errorf("%+v, tags %q", a.Head, in.Tags)
	}
	if want := time.Unix(1718172000, 0); !a.Published.Equal(want) || a.Text() != "Les quais rouvrent ce matin." {
		t.Errorf("published %v, text %q", a.Published, a.Text())
	}
	long := got[1].Incoming(now).Article
	if s := long.Text(); strings.Count(s, "La phrase") != 120 || !strings.HasSuffix(s, "La phrase 119 de la digue.") {
		t.Errorf("what spills over: %q", s)
	}
	if len(long.Enclosures) != 1 || long.Read || long.Authors[0] != "Une plume" {
		t.Errorf("%+v", long)
	}
	last := got[24]
	if a := last.Incoming(now).Article; a.Title != "a < b" || a.Text() != "1 < 2 & 3" || !a.Published.IsZero() {
		t.Errorf("plain text with a date beyond all: %q %q %v", a.Title, a.Text(), a.Published)
	}
}

// TestNewsboatDamaged cuts and changes a cache everywhere: what can be read is, and
// nothing panics or goes on for ever.
func TestNewsboatDamaged(t *testing.T) {
	b := cache(t)
	for n := 0; n < len(b); n += 97 {
		read(Newsboat, string(b[:n]))
		c := bytes.Clone(b)
		c[n] ^= 0xff
		got, _ := read(Newsboat, string(c))
		if len(got) > 40 {
			t.Errorf("byte %d: %d entries of 25", n, len(got))
		}
	}
	c := bytes.Clone(b)
	for i := range c[sqliteHeader:] {
		c[sqliteHeader+i] = 5 // every page an inner one, all leading to one another
	}
	read(Newsboat, string(c))
}

func TestChangedMeanwhile(t *testing.T) {
	b := cache(t)
	var last error
	for e, err := range Read(Input{Form: Newsboat, At: bytes.NewReader(b), Size: int64(len(b)), Now: now}) {
		if e != nil {
			b[27]++ // as a transaction of newsboat would
		}
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "close newsboat") {
		t.Errorf("got %v", last)
	}
}

func TestColumnNames(t *testing.T) {
	for sql, want := range map[string]string{
		`CREATE TABLE a (id INTEGER PRIMARY KEY, "b c" TEXT DEFAULT ',', [d] VARCHAR(3), UNIQUE(id, d), e)`: "id|b c|d|e",
		"CREATE TABLE a(x\n TEXT,y)": "x|y",
		"CREATE TABLE a":             "",
		"CREATE TABLE a(":            "",
	} {
		if got := strings.Join(columnNames(sql), "|"); got != want {
			t.Errorf("%s: %s, want %s", sql, got, want)
		}
	}
}

func TestFormOf(t *testing.T) {
	for _, c := range []struct {
		head, name string
		want       Form
	}{
		{"title,url,time_added,tags,status\n", "", Pocket},
		{"\ufeffURL,Title,Selection,Folder,Timestamp\r\n", "", Instapaper},
		{"id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n", "", Raindrop},
		{"title,url,place\n", "pocket.csv", None},
		{"TY  - NEWS\r\nTI  - x", "", Zotero},
		{"\n\nTY - JOUR\n", "", Zotero},
		{`[{"id":"x","type":"article-newspaper"}]`, "", Zotero},
		{`[{"href":"https://a.example/","description":"","extended":""}]`, "", Pinboard},
		{`{"id":"user/a/state/org.freshrss/starred","items":[]}`, "", Reader},
		{`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"user/-/state/com.google/read"}]}`, "", None},
		{`{"items":[{"id":"1","url":"https://a.example/"}]}`, "", None},
		{"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>", "", Bookmarks},
		{"<!doctype html><title>A page on Pocket Export</title>", "", None},
		{"<!DOCTYPE html><html><head><title>Pocket Export</title>", "", Pocket},
		{"Un texte, avec une virgule.", "part_000000.csv", None},
		{"", "cache.db", None},
	} {
		if got := FormOf([]byte(c.head), c.name); got != c.want {
			t.Errorf("%.40q is %v, want %v", c.head, got, c.want)
		}
	}
}

// TestOnce demands that one article has one identity whatever list it stands in.
func TestOnce(t *testing.T) {
	lists := map[Form]string{
		Pocket:     "title,url,time_added,tags,status\nA,http://www.port.example/quais/?utm_source=x#top,1,,unread\n",
		Instapaper: "URL,Title,Selection,Folder,Timestamp\nhttps://port.example/quais,A,,Unread,1\n",
		Pinboard:   `[{"href":"https://m.port.example/quais","description":"A"}]`,
		Bookmarks:  `<!DOCTYPE NETSCAPE-Bookmark-file-1><DT><A HREF="https://port.example/quais">A</A>`,
		Zotero:     "TY  - NEWS\nTI  - A\nUR  - https://port.example/quais\nER  - \n",
	}
	want := feed.PageID(text.AddressKey("https://port.example/quais"), nil)
	for form, s := range lists {
		got, left := read(form, s)
		if len(got) != 1 || len(left) != 0 {
			t.Errorf("%v: %d entries, left %v", form, len(got), left)
			continue
		}
		if in := got[0].Incoming(now); in.Article.ID != want || in.Article.Title != "A" || in.Article.Source != "port.example" {
			t.Errorf("%v: %+v", form, in.Article.Head)
		}
	}
}

// TestBounds holds what is read of hostile files to its limits.
func TestBounds(t *testing.T) {
	var many strings.Builder
	many.WriteString("title,url,time_added,tags,status\n")
	for i := range maxKinds + 10 {
		fmt.Fprintf(&many, "t,https://a.example/%d,1700000000,tag%d,unread\n", i, i)
	}
	got, left := read(Pocket, many.String())
	if len(got) != maxKinds+10 || len(left) != 10 || left[0].Reason != TagLeft {
		t.Errorf("%d entries, %d left out", len(got), len(left))
	}
	huge := strings.Repeat("x", maxEntry+100_000)
	for form, s := range map[Form]string{
		Pocket:   "title,url,time_added,tags,status\nA,https://a.example/,1,,unread\n\"" + huge,
		Reader:   `{"items":[{"id":"1","title":"A","alternate":[{"href":"https://a.example/"}]},{"title":"` + huge + `"}]}`,
		Zotero:   "TY  - NEWS\nTI  - A\nER  - \nTY  - NEWS\nAB  - " + huge + "\n" + huge,
		Pinboard: `[{"href":"https://a.example/","description":"A"},` + strings.Repeat("[", 20_000),
	} {
		got, left := read(form, s)
		if len(got) != 1 || len(left) != 1 || !left[0].Reason.IsFault() {
			t.Errorf("%v: %d entries, left %v", form, len(got), left)
		}
	}
	got, _ = read(Pocket, "title,url,time_added,tags,status\nA,https://a.example/,99999999999999999999,,x\nB,https://a.example/b,4102444800,,x\nC,https://a.example/c,-5,,x\n")
	for _, e := range got {
		if !e.Saved.IsZero() {
			t.Errorf("%s was saved at %v", e.Item.Title, e.Saved)
		}
	}
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name string
		form Form
		in   string
		want string // title|url|tags|notes|flags of each
	}{
		{"pocket's wrapped address", Pocket, "title,url,time_added,tags,status\nA,https://getpocket.com/extredirect?url=https%3A%2F%2Fa.example%2F1,1,a|b,archive\n", "A|https://a.example/1|a,b||r"},
		{"a title that is the address", Pocket, "title,url,time_added,tags,status\nhttps://a.example/1,https://a.example/1,1,,unread\n", "|https://a.example/1|||"},
		{"UTF-16", Pocket, "\xff\xfet\x00i\x00t\x00l\x00e\x00,\x00u\x00r\x00l\x00,\x00t\x00i\x00m\x00e\x00_\x00a\x00d\x00d\x00e\x00d\x00,\x00s\x00t\x00a\x00t\x00u\x00s\x00\n\x00\xe9\x00,\x00h\x00t\x00t\x00p\x00:\x00/\x00/\x00a\x00.\x00e\x00x\x00/\x001\x00,\x001\x00,\x00a\x00\n\x00", "é|http://a.ex/1|||"},
		{"folders within folders", Bookmarks, "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><H3>Bookmarks bar</H3><DL><p><DT><H3>Mer &amp; ports</H3><DL><p><DT><A HREF=\"https://a.example/1\">Un</A><DT><A HREF=\"https://a.example/2\" TAGS=\"x\">Deux</A></DL><p></DL><p></DL>",
			"Un|https://a.example/1|Mer & ports||;Deux|https://a.example/2|x,Mer & ports||"},
		{"a label of any user", Reader, `{"items":[{"id":"g","title":"A &amp; <b>B</b>","categories":["user/-/label/x","user/1234/label/y","user/-/state/com.google/starred"],"annotations":[{"content":"n"}],"canonical":[{"href":"https://a.example/1"}]}]}`, "A & B|https://a.example/1|x,y|n|s"},
		{"nulls and other kinds", Reader, `{"title":{"a":[1]},"items":[{"id":null,"title":7,"published":"1700000000","alternate":[{"href":"https://a.example/1"}],"content":null},{"title":[],"categories":"x"}]}`, "7|https://a.example/1|||"},
		{"a file that breaks off", Pinboard, `[{"href":"https://a.example/1","description":"A","toread":"no"},{"href":"https://a.exa`, "A|https://a.example/1|||r"},
		{"lines that go on", Zotero, "TY  - NEWS\nTI  - A\nN1  - one\ntwo\nUR  - https://a.example/1\nER  - \n", "A|https://a.example/1||one\ntwo|"},
		{"no end", Zotero, "TY  - NEWS\nTI  - A\nDO  - 10.1/x\n", "A|https://doi.org/10.1/x|||"},
	} {
		got, _ := read(c.form, c.in)
		var lines []string
		for _, e := range got {
			flags := map[bool]string{true: "r"}[e.Read] + map[bool]string{true: "s"}[e.Starred]
			lines = append(lines, strings.Join([]string{e.Item.Title, e.Item.URL, strings.Join(e.Tags, ","), strings.Join(e.Notes, ","), flags}, "|"))
		}
		if s := strings.Join(lines, ";"); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(uint8(Newsboat), cache(f))
	for form, s := range map[Form]string{
		Pocket:     "title,url,time_added,tags,status\nA,https://a.example/,1,a|b,archive\n\"",
		Raindrop:   "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,A,n,e,https://a.example/,A / B,\"x, y\",2024-03-01T10:00:00Z,,\"Highlight:a\nNote:b\",true\n",
		Instapaper: "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/,A,s,Archive,1,\"[\"\"x\"\"]\"\n",
		Bookmarks:  `<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><H3>A</H3><DL><DT><A HREF="https://a.example/" ADD_DATE="1" TAGS="a">A</A><DD>d`,
		Pinboard:   `[{"href":"https://a.example/","description":"A","extended":"n","toread":"yes","tags":"a b"}]`,
		Reader:     `{"items":[{"id":"1","title":"A","categories":["user/-/label/x"],"published":1,"content":{"content":"<p>t</p>"},"origin":{"streamId":"feed/https://a.example/f"}}]}`,
		Zotero:     "TY  - NEWS\nTI  - A\nDA  - 2024/06/12\nER  - \n",
		Obsidian:   `[{"id":"a","type":"book","title":"A","issued":{"date-parts":[["2024",6]]},"author":[{"family":"B"}]}]`,
	} {
		f.Add(uint8(form), []byte(s))
	}
	f.Fuzz(func(t *testing.T, n uint8, b []byte) {
		form := Form(n%uint8(len(formNames)-1)) + 1
		FormOf(b, "x.html")
		if form == Obsidian {
			form = Zotero
		}
		got, left := read(form, string(b))
		if len(got)+len(left) > 2*len(b)+2 {
			t.Errorf("%d entries of %d bytes", len(got)+len(left), len(b))
		}
		for _, e := range got[:min(len(got), 20)] {
			checkIncoming(t, e.Incoming(now))
		}
		for _, r := range left {
			if s := r.Error(); text.Clean(s) != s && !strings.Contains(s, `\`) {
				t.Errorf("a refusal is not clean: %q", s)
			}
		}
	})
}

func FuzzClipping(f *testing.F) {
	f.Add([]byte("---\ntitle: A\nsource: https://a.example/\ntags:\n  - clippings\n  - x\n---\nText ==marked== here.\n"))
	f.Add([]byte("---\nveille_id: \"222zcxcgav54wac7i33egppwky\"\n---\n\n# A\n\n*B* – [original](https://a.example/)\n\nText.\n\n## Note\n\nMine \\*.\n\n## Marked passages\n\n> q\n\nn\n\n*Usage.*\n\n<!-- veille:sum 0 -->\n<!-- veille:end -->\nbelow\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if in, _, err := Clipping(b, "a.md", now); err == nil {
			checkIncoming(t, in)
		}
		IsClipping(b)
	})
}

// checkIncoming demands of an article what the library and all who show it rely on.
func checkIncoming(t *testing.T, in feed.Incoming) {
	t.Helper()
	a := &in.Article
	if a.ID.IsZero() || a.Fetched.IsZero() {
		t.Errorf("no identity or time: %+v", a.Head)
	}
	for _, s := range slices.Concat([]string{a.Title, a.Source, a.Place}, in.Tags, a.Authors, a.Categories) {
		if text.Line(s) != s {
			t.Errorf("not clean: %q", s)
		}
	}
	if a.URL != "" && text.Canonical(a.URL) != a.URL {
		t.Errorf("address %q", a.URL)
	}
	for _, s := range slices.Concat(a.Notes, []string{a.Summary}) {
		if text.Clean(s) != s {
			t.Errorf("not clean: %q", s)
		}
	}
}

func TestClipping(t *testing.T) {
	s := "---\ntitle: \"A\"\nsource: \"https://a.example/1\"\npublished: 2024-05\ncreated: 2024-11-21\ntags:\n  - \"ports\"\nveille_id: \"222zcxcgav54wac7i33egppwky\"\n---\n\n# A\n\n*Le Quai, mai 2024* – [original](https://a.example/1)\n\nUne première phrase du texte, qui dit ce qui est arrivé hier au port.\n\n## Note\n\nÀ moi \\*seul\\*.\n\n## Passages relevés\n\n> Une phrase\n\nDite.\n\n*Usage personnel.*\n\n<!-- veille:sum 0123456789abcdef -->\n<!-- veille:end -->\nDessous.\n"
	in, _, err := Clipping([]byte(s), "a.md", now)
	if err != nil {
		t.Fatal(err)
	}
	a := &in.Article
	if a.ID.String() != "222zcxcgav54wac7i33egppwky" || a.Title != "A" || a.Precision != feed.Month || a.Fetched.Format(time.DateOnly) != "2024-11-21" {
		t.Errorf("%+v", a.Head)
	}
	if a.Text() != "Une première phrase du texte, qui dit ce qui est arrivé hier au port." {
		t.Errorf("text %q", a.Text())
	}
	if !slices.Equal(a.Notes, []string{"À moi *seul*.", "Dessous."}) || len(a.Highlights) != 1 || a.Highlights[0].Quote != "Une phrase" || a.Highlights[0].Note != "Dite." {
		t.Errorf("notes %q, highlights %+v", a.Notes, a.Highlights)
	}
	if !slices.Equal(in.Tags, []string{"ports"}) {
		t.Errorf("tags %q", in.Tags)
	}
}

// TestCellsOfOneRecord ends a table whose cells all name one record.
func TestCellsOfOneRecord(t *testing.T) {
	b := cache(t)
	db, err := openDatabase(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	tables, err := db.tables()
	if err != nil {
		t.Fatal(err)
	}
	tr := &tree{db, map[uint32]bool{}, 1000, func(int64, []value) error { return nil }, func() error { return nil }}
	if err := tr.walk(tables["rss_item"].root, 0); !errors.Is(err, errSQLite) || !strings.Contains(err.Error(), "larger than itself") {
		t.Errorf("%v", err)
	}
}

// TestLateLetters reads a list whose first letter that is not ASCII stands far behind
// its beginning, in one encoding or another.
func TestLateLetters(t *testing.T) {
	head := "title,url,time_added,tags,status\n" + strings.Repeat("Plain,https://a.example/1,1,,unread\n", 3000)
	for name, tail := range map[string]string{
		"windows-1252": "D\xe9j\xe0 vu,https://a.example/2,1,\xe9t\xe9,unread\n",
		"UTF-8":        "Déjà vu,https://a.example/2,1,été,unread\n",
	} {
		in := head + tail
		var last *Entry
		for e, err := range Read(Input{Form: Pocket, R: strings.NewReader(in), At: strings.NewReader(in), Size: int64(len(in)), Now: now}) {
			if err != nil {
				t.Fatal(name, err)
			}
			last = e
		}
		if last.Item.Title != "Déjà vu" || !slices.Equal(last.Tags, []string{"été"}) {
			t.Errorf("%s: %q %q", name, last.Item.Title, last.Tags)
		}
	}
}

// TestBounded tells that a file goes on behind what is read of it.
func TestBounded(t *testing.T) {
	for in, want := range map[string]bool{"1234": true, "12345": true, "123456": false} {
		b, err := io.ReadAll(&bounded{strings.NewReader(in), 5})
		if (err == nil) != want || want && string(b) != in {
			t.Errorf("%q: %q, %v", in, b, err)
		}
	}
}

// TestCut notes what is more than is kept of one entry.
func TestCut(t *testing.T) {
	long := strings.Repeat("x ", maxPlain)
	many := strings.TrimSuffix(strings.Repeat("Highlight:a\n", maxList+1), "\n")
	head := "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
	for name, row := range map[string]string{
		"":         `1,A,n,e,https://a.example/,,"a, b",,,"Highlight:a",`,
		"excerpt":  `1,A,n,"` + long + `",https://a.example/,,a,,,,`,
		"tags":     `1,A,n,e,https://a.example/,,"` + numbers(maxTags+1) + `",,,,`,
		"note":     `1,A,"` + strings.Repeat(long, 8) + `",e,https://a.example/,,a,,,,`,
		"passages": `1,A,n,e,https://a.example/,,a,,,"` + many + `",`,
		"passage":  `1,A,n,e,https://a.example/,,a,,,"Highlight:` + long + `",`,
	} {
		got, left := read(Raindrop, head+row+"\n")
		if len(got) != 1 || len(left) != 0 || got[0].Cut != (name != "") {
			t.Errorf("%s: %d entries, %v", name, len(got), left)
		}
	}
}

func numbers(n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprint(i))
	}
	return strings.Join(out, ",")
}

// TestOwnRemarks reads passages back from references and notes of ours, once each.
func TestOwnRemarks(t *testing.T) {
	const id = "222zcxcgav54wac7i33egppwky"
	ris := func(own string) (*Entry, []string) {
		got, _ := read(Zotero, "TY  - NEWS\nTI  - A\nUR  - https://a.example/1\nN1  - mine\nN1  - “A passage” – said / twice [Ports, Law of the sea]\nN1  - «\u00a0Une autre\u00a0»\n"+own+"ER  - \n")
		var quotes []string
		for _, q := range got[0].Quotes {
			quotes = append(quotes, q.Text+":"+q.Note+":"+strings.Join(q.Tags, "+"))
		}
		return got[0], quotes
	}
	e, quotes := ris("DB  - veille\nAN  - " + id + "\n")
	if want := []string{"A passage:said / twice:Ports+Law of the sea", "Une autre::"}; !slices.Equal(quotes, want) || !slices.Equal(e.Notes, []string{"mine"}) {
		t.Errorf("%q, notes %q", quotes, e.Notes)
	}
	if in := e.Incoming(now); len(in.Article.Highlights[0].Themes) != 2 || !slices.Equal(in.HighlightTags, []string{"Ports", "Law of the sea"}) {
		t.Errorf("%+v %q", in.Article.Highlights, in.HighlightTags)
	}
	if e, quotes = ris(""); len(quotes) != 0 || len(e.Notes) != 3 {
		t.Errorf("of another: %q, notes %q", quotes, e.Notes)
	}
	in, _, err := Clipping([]byte("---\ntitle: A\nsource: https://a.example/1\nveille_id: \""+id+"\"\n---\n\n# A\n\n==One\\. passage.== And ==another== of it, in a text long enough to be one.\n\n## Marked passages\n\n> One. passage.\n\nfirst\\\nsecond \\\\\n\nThèmes\u00a0: Ports\n\n<!-- veille:sum 0 -->\n<!-- veille:end -->\n"), "a.md", now)
	h := in.Article.Highlights
	if err != nil || len(h) != 2 || h[0].Note != "first\nsecond \\" || len(h[0].Themes) != 1 || h[1].Quote != "another" {
		t.Errorf("%+v, %v", h, err)
	}
}
