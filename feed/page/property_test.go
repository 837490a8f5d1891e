package page_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/page"
	"veille/feed/text"
)

// sound checks what must hold for every article that comes out of a page,
// however foul the page.
func sound(t testing.TB, a feed.Article, err error) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, feed.ErrNoArticle) && !errors.Is(err, feed.ErrUnreadable) && !errors.Is(err, feed.ErrTooLarge) {
			t.Fatalf("undocumented error %v", err)
		}
		if strings.IndexFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) >= 0 {
			t.Fatalf("control character in error %q", err)
		}
		return
	}
	if a.ID.IsZero() || len(a.Body) == 0 || a.Title == "" && strings.TrimSpace(a.Text()) != "" && hasLetter(a.Text()) {
		t.Fatalf("id %v, %d blocks, title %q", a.ID, len(a.Body), a.Title)
	}
	eachString(reflect.ValueOf(a), func(s string) {
		if c := text.Clean(s); c != s {
			t.Fatalf("not clean: %q, would be %q", s, c)
		}
	})
	body := a.Text()
	last := -1
	for _, r := range a.Repairs {
		if r.At <= last || r.At >= len(body) || body[r.At] != ' ' {
			t.Fatalf("repair at %d of %d", r.At, len(body))
		}
		last = r.At
	}
	for _, u := range addresses(a) {
		if safe, ok := text.SafeURL(u); !ok || safe != u {
			t.Fatalf("address %q", u)
		}
	}
	if len(body) > 600<<10 || a.Words < 0 {
		t.Fatalf("%d bytes, %d words", len(body), a.Words)
	}
}

func hasLetter(s string) bool { return text.Words(s) > 0 }

func addresses(a feed.Article) []string {
	var out []string
	for _, l := range append(a.Links, a.Related...) {
		out = append(out, l.URL)
	}
	for _, t := range a.Teasers {
		out = append(out, t.URL)
	}
	for _, b := range a.Body {
		for _, s := range b.Spans {
			out = append(out, s.URL)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// eachString calls f with every string below v.
func eachString(v reflect.Value, f func(string)) {
	switch v.Kind() {
	case reflect.String:
		f(v.String())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachString(v.Index(i), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachString(v.Field(i), f)
			}
		}
	}
}

func TestSoundOnWirePages(t *testing.T) {
	for _, p := range wirePages(t) {
		a, err := page.Read(page.Input{Name: p.name + ".txt", Bytes: []byte(p.text)})
		sound(t, a, err)
	}
}

// TestCleanedAgain holds that an article written out as plain text and read
// again loses and doubles no paragraph.
func TestCleanedAgain(t *testing.T) {
	for _, p := range wirePages(t) {
		a := readText(t, p.text)
		if len(a.Body) == 0 || a.TitleFrom != feed.TitleFromText {
			continue
		}
		b := readText(t, a.Title+"\n\n"+a.Text()+"\n")
		if !slices.Equal(a.Paragraphs(), b.Paragraphs()) || b.Title != a.Title || len(b.Captions)+len(b.Related)+len(b.Teasers) > 0 {
			t.Errorf("%s: again %q\n%q\nwas\n%q", p.name, b.Title, b.Paragraphs(), a.Paragraphs())
		}
	}
}

// TestEveryCut reads each wire page cut at every line: no end is too odd.
func TestEveryCut(t *testing.T) {
	for _, p := range wirePages(t) {
		for i := range p.text {
			if p.text[i] == '\n' || i%97 == 0 {
				a, err := page.Read(page.Input{Bytes: []byte(p.text[:i])})
				sound(t, a, err)
			}
		}
	}
}

// TestNothingIsLost holds that every line of a wire page is somewhere in the
// article, or is one that its gold says never belongs there.
func TestNothingIsLost(t *testing.T) {
	for _, p := range wirePages(t) {
		a := readText(t, p.text)
		var all strings.Builder
		eachString(reflect.ValueOf(a), func(s string) { all.WriteString(s + "\n") })
		have := alnum(all.String())
		for _, want := range slices.Concat(p.gold.Body, p.gold.Captions, p.gold.Related) {
			if !strings.Contains(have, alnum(want)) {
				t.Errorf("%s: lost %q", p.name, want)
			}
		}
	}
}

func seeds(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob("testdata/wire/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
}

func FuzzText(f *testing.F) {
	seeds(f)
	f.Add("Title ảnh 1Caption. Photo: X\n|\n>>\n©\n./.\n-AEX\nPhoto :\n(AEX)\n")
	f.Fuzz(func(t *testing.T, s string) {
		a, err := page.Read(page.Input{Name: "a.txt", Bytes: []byte(s)})
		sound(t, a, err)
	})
}

func FuzzHTML(f *testing.F) {
	seeds(f)
	f.Add(newsPage)
	f.Add("<p>a<b>b<table><tr><td>c<figure><figcaption>d</pre><pre>e<li>f<br><br>g")
	f.Fuzz(func(t *testing.T, s string) {
		a, err := page.Read(page.Input{Type: "text/html", URL: "https://a.example/b", Bytes: []byte("<html><body>" + s)})
		sound(t, a, err)
	})
}

func FuzzMHTML(f *testing.F) {
	f.Add(mhtml("8bit", newsPage))
	f.Add(mhtml("base64", "PGh0bWw+"))
	f.Add(mhtml("quoted-printable", "=3Cp=3Ea=\r\nb"))
	f.Fuzz(func(t *testing.T, s string) {
		a, err := page.Read(page.Input{Name: "a.mhtml", Bytes: []byte("MIME-Version: 1.0\r\n" + s)})
		sound(t, a, err)
	})
}

func FuzzMarkdown(f *testing.F) {
	seeds(f)
	f.Add("---\ntitle: x\ntags: [a, b]\n---\n# T\n\n> - 1. *a* [b](c) ![d](e) `f` <g>\n\n|a|\n|-|\n|b|\n")
	f.Fuzz(func(t *testing.T, s string) {
		a, err := page.Read(page.Input{Name: "a.md", Bytes: []byte(s)})
		sound(t, a, err)
	})
}
