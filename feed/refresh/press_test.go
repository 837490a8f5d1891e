package refresh

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/parse"
)

// pressFeed is what a careful reader takes from a fixture of testdata/press,
// in NAME.want.json beside it. What is left out is empty. Feed is the address
// it was read from, made up from the name when left out.
type pressFeed struct {
	Feed  string      `json:"feed"`
	Title string      `json:"title"`
	Lang  string      `json:"lang"`
	Items []pressItem `json:"items"`
}

// pressItem is one item of it. Place, Dateline (the date as printed) and
// Agency are those of the dateline, TitleFrom is left out where the feed has
// the title.
type pressItem struct {
	Title      string           `json:"title"`
	TitleFrom  string           `json:"title_from"`
	URL        string           `json:"url"`
	Published  string           `json:"published"`
	Precision  string           `json:"precision"`
	Lang       string           `json:"lang"`
	Authors    []string         `json:"authors"`
	Place      string           `json:"place"`
	Dateline   string           `json:"dateline"`
	Agency     string           `json:"agency"`
	Byline     string           `json:"byline"`
	Categories []string         `json:"categories"`
	Standfirst string           `json:"standfirst"`
	Summary    *string          `json:"summary"` // null: any
	Body       []string         `json:"body"`
	Captions   []pressCaption   `json:"captions"`
	Related    []string         `json:"related"`
	Enclosures []pressEnclosure `json:"enclosures"`
}

type pressCaption struct {
	Text   string `json:"text"`
	Credit string `json:"credit"`
}

type pressEnclosure struct {
	URL   string `json:"url"`
	Type  string `json:"type"`
	Bytes int64  `json:"bytes"`
}

// TestPress reads feeds built like those of newspapers, agencies and
// broadcasters, with their faults: what must come out is what a reader of the
// site would have copied by hand.
func TestPress(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("testdata", "press", "*.want.json"))
	if err != nil || len(names) < 20 {
		t.Fatalf("%d fixtures, %v", len(names), err)
	}
	for _, name := range names {
		base := strings.TrimSuffix(filepath.Base(name), ".want.json")
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			want := readPressWant(t, name)
			body, err := os.ReadFile(filepath.Join("testdata", "press", base+".xml"))
			if err != nil {
				body, err = os.ReadFile(filepath.Join("testdata", "press", base+".json"))
			}
			if err != nil {
				t.Fatal(err)
			}
			if want.Feed == "" {
				want.Feed = "https://feeds.example.org/" + base + ".xml"
			}
			comparePress(t, want, body)
		})
	}
}

// TestPressDamaged reads the same feeds as they arrive through proxies, editors
// and cut lines: what they say stays the same.
func TestPressDamaged(t *testing.T) {
	t.Parallel()
	damage := map[string]func([]byte) []byte{
		"line ends of another system": func(b []byte) []byte {
			return bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
		},
		"blanks before and after": func(b []byte) []byte { return slices.Concat([]byte("\n \t\r\n"), b, []byte("\n\n ")) },
		"end of the root lost": func(b []byte) []byte {
			for _, end := range []string{"</rdf:RDF>", "</channel>", "</feed>"} {
				if i := bytes.LastIndex(b, []byte(end)); i >= 0 {
					return b[:i]
				}
			}
			return b
		},
		"UTF-16": func(b []byte) []byte {
			if !utf8.Valid(b) {
				return b
			}
			out := []byte{0xff, 0xfe}
			for _, u := range utf16.Encode([]rune(strings.TrimPrefix(string(b), "\ufeff"))) {
				out = binary.LittleEndian.AppendUint16(out, u)
			}
			return out
		},
		"no declaration": func(b []byte) []byte {
			if !utf8.Valid(b) {
				return b
			}
			return xmlDeclaration.ReplaceAll(b, nil)
		},
		"a comment before the root": func(b []byte) []byte {
			if i := bytes.Index(b, []byte("<rss")); i >= 0 {
				return slices.Concat(b[:i], []byte("<!-- cached > 1 -- s -->"), b[i:])
			}
			return b
		},
	}
	names, err := filepath.Glob(filepath.Join("testdata", "press", "*.xml"))
	if err != nil || len(names) < 20 {
		t.Fatalf("%d fixtures, %v", len(names), err)
	}
	for _, name := range names {
		base := strings.TrimSuffix(filepath.Base(name), ".xml")
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := readPressWant(t, strings.TrimSuffix(name, ".xml")+".want.json")
		if want.Feed == "" {
			want.Feed = "https://feeds.example.org/" + base + ".xml"
		}
		for what, f := range damage {
			t.Run(base+"/"+what, func(t *testing.T) {
				t.Parallel()
				comparePress(t, want, f(slices.Clone(body)))
			})
		}
	}
}

var xmlDeclaration = regexp.MustCompile(`<\?xml [^>]*\?>`)

func readPressWant(t *testing.T, name string) pressFeed {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var want pressFeed
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&want); err != nil {
		t.Fatal(err)
	}
	return want
}

func comparePress(t *testing.T, want pressFeed, body []byte) {
	t.Helper()
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	f, err := parse.Read(body, parse.Options{Base: want.Feed, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	differ(t, "feed title", f.Title, want.Title)
	differ(t, "feed lang", f.Lang, want.Lang)
	if len(f.Items) != len(want.Items) {
		t.Fatalf("%d items, want %d", len(f.Items), len(want.Items))
	}
	src := feed.Source{ID: feed.FeedID(want.Feed), Name: f.Title, Feed: want.Feed}
	for i := range f.Items {
		a := Make(&src, &f, &f.Items[i], Making{Now: now}).Article
		compareItem(t, fmt.Sprintf("item %d ", i+1), &want.Items[i], feed.NewRecord(a, nil, false, nil))
	}
}

func compareItem(t *testing.T, at string, w *pressItem, r feed.Record) {
	t.Helper()
	title, from := r.Title, r.TitleFrom
	if r.ListTitle != "" {
		title = r.ListTitle
	}
	if w.TitleFrom == "" {
		from = ""
	}
	differ(t, at+"title", title, w.Title)
	differ(t, at+"title_from", from, w.TitleFrom)
	differ(t, at+"url", r.URL, w.URL)
	differ(t, at+"published", instant(r.Published), instant(w.Published))
	differ(t, at+"precision", strings.TrimSuffix(r.Precision, "none"), w.Precision)
	differ(t, at+"lang", r.Lang, w.Lang)
	differ(t, at+"authors", lines(r.Author), lines(w.Authors))
	differ(t, at+"place", r.Dateline.Place, w.Place)
	differ(t, at+"dateline", r.Dateline.Date, w.Dateline)
	differ(t, at+"agency", r.Dateline.Agency, w.Agency)
	differ(t, at+"byline", r.Byline, w.Byline)
	differ(t, at+"categories", lines(r.Categories), lines(w.Categories))
	differ(t, at+"standfirst", r.Standfirst, w.Standfirst)
	if w.Summary != nil {
		differ(t, at+"summary", r.Summary, *w.Summary)
	}
	differ(t, at+"body", lines(r.Body), lines(w.Body))
	differ(t, at+"related", lines(r.Related), lines(w.Related))
	var captions, wantCaptions, enclosures, wantEnclosures []string
	for i, c := range r.Captions {
		captions = append(captions, c+" © "+r.Credits[i])
	}
	for _, c := range w.Captions {
		wantCaptions = append(wantCaptions, c.Text+" © "+c.Credit)
	}
	for _, e := range r.Enclosures {
		enclosures = append(enclosures, fmt.Sprint(e.URL, " ", e.Type, " ", e.Bytes))
	}
	for _, e := range w.Enclosures {
		wantEnclosures = append(wantEnclosures, fmt.Sprint(e.URL, " ", e.Type, " ", e.Bytes))
	}
	differ(t, at+"captions", lines(captions), lines(wantCaptions))
	differ(t, at+"enclosures", lines(enclosures), lines(wantEnclosures))
}

// instant writes a time in UTC to the second; a day stays a day.
func instant(s string) string {
	if when, err := time.Parse(time.RFC3339, s); err == nil {
		return when.UTC().Truncate(time.Second).Format(time.RFC3339)
	}
	return s
}

// lines puts every string on a line of its own, quoted so that blanks show.
func lines(s []string) string {
	var b strings.Builder
	for _, l := range s {
		fmt.Fprintf(&b, "\n    %q", l)
	}
	return b.String()
}

func differ(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s\n  got  %s\n  want %s", what, got, want)
	}
}
