package export

import (
	"bytes"
	"context"
	"errors"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

// siteOf are the themes of a site with those of the articles that have them.
func siteOf(list []feed.Article, slugs ...string) (out []SiteTheme) {
	for _, t := range testThemes() {
		if len(slugs) > 0 && !slices.Contains(slugs, t.Slug) {
			continue
		}
		var in []feed.Article
		for _, a := range list {
			if slices.Contains(a.Themes, t.ID) {
				in = append(in, a)
			}
		}
		out = append(out, SiteTheme{t, seq(in...)})
	}
	return out
}

func testSite() Site {
	return Site{Title: "Ports & <digues>", Lang: "fr", Themes: testThemes(), Generator: "veille 0.1.0"}
}

func publish(t *testing.T, dir string, s Site, themes []SiteTheme, p SitePlace) Published {
	t.Helper()
	done, err := Publish(context.Background(), dir, s, themes, p)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// siteTree is what stands in a folder: names and bytes.
func siteTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func counts(p Published) [4]int { return [4]int{p.Written, p.Unchanged, p.Removed, len(p.Kept)} }

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	list := testArticles()
	if done := publish(t, dir, testSite(), siteOf(list), SitePlace{DryRun: true}); counts(done) != [4]int{14, 0, 0, 0} {
		t.Errorf("dry run: %+v", done)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a dry run made the folder")
	}
	done := publish(t, dir, testSite(), siteOf(list), SitePlace{})
	if counts(done) != [4]int{14, 0, 0, 0} || done.Themes != 3 || done.Articles != 3 {
		t.Errorf("%+v", done)
	}
	first := siteTree(t, dir)
	if done := publish(t, dir, testSite(), siteOf(list), SitePlace{}); counts(done) != [4]int{0, 14, 0, 0} {
		t.Errorf("again: %+v", done)
	}
	if again := siteTree(t, dir); len(again) != len(first) || again[siteManifest] != first[siteManifest] {
		t.Error("not the same twice")
	}
	golden(t, "site.index.html", []byte(first["index.html"]))
	golden(t, "site.theme.html", []byte(first["themes/ports.html"]))
	golden(t, "site.article.html", []byte(first["articles/"+list[0].ID.String()+".html"]))
	for name := range first {
		if name != siteManifest && !siteName.MatchString(name) {
			t.Errorf("%s would never be removed", name)
		}
	}

	// One article changed, one gone: its page, the lists and the feeds follow.
	gone := "articles/" + list[2].ID.String() + ".html"
	list[0].Title = "La digue tient"
	list = list[:2]
	want := publish(t, dir, testSite(), siteOf(list), SitePlace{DryRun: true})
	if done := publish(t, dir, testSite(), siteOf(list), SitePlace{}); counts(done) != counts(want) || done.Removed != 1 || done.Written != 8 || done.Unchanged != 5 {
		t.Errorf("changed: %+v, dry run %+v", done, want)
	}
	if _, ok := siteTree(t, dir)[gone]; ok {
		t.Error("the page of an article that is gone is there")
	}
}

// TestPublishKeepsThemesBack holds that themes that are not published are not
// told of by articles that are.
func TestPublishKeepsThemesBack(t *testing.T) {
	dir, list := t.TempDir(), testArticles()
	for i := range list {
		list[i].Highlights = []feed.Highlight{{ID: feed.NewID("h"), Quote: "x", Themes: []feed.ID{feed.ThemeID("climate")}}}
	}
	s := testSite()
	s.Depth, s.Highlights, s.Notes = Full, true, true
	publish(t, dir, s, siteOf(list, "ports"), SitePlace{})
	for name, b := range siteTree(t, dir) {
		for _, secret := range []string{"Climat", "climate"} {
			if strings.Contains(b, secret) {
				t.Errorf("%s tells of %q", name, secret)
			}
		}
	}
	if !strings.Contains(siteTree(t, dir)["themes/ports.atom"], `term="ports"`) {
		t.Error("nor of its own")
	}
}

// TestPublishLeavesAlone holds that what is not ours is neither replaced nor
// removed.
func TestPublishLeavesAlone(t *testing.T) {
	dir, list := t.TempDir(), testArticles()
	put := func(name, s string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("index.html", "mine")
	put("themes/about.html", "mine too")
	if done := publish(t, dir, testSite(), siteOf(list), SitePlace{}); !slices.Equal(done.Kept, []string{"index.html"}) {
		t.Fatalf("%+v", done)
	}
	page := func(i int) string { return "articles/" + list[i].ID.String() + ".html" }
	put(page(0), "altered")
	put(page(2), "altered")
	done := publish(t, dir, testSite(), siteOf(list[:1]), SitePlace{})
	slices.Sort(done.Kept)
	want := []string{page(0), page(2), "index.html"}
	slices.Sort(want)
	if !slices.Equal(done.Kept, want) || done.Removed != 1 {
		t.Fatalf("%+v, want %v", done, want)
	}
	got := siteTree(t, dir)
	if got["index.html"] != "mine" || got["themes/about.html"] != "mine too" || got[page(0)] != "altered" || got[page(2)] != "altered" {
		t.Error("what was not ours is not as it was")
	}
	if done = publish(t, dir, testSite(), siteOf(list[:1]), SitePlace{Replace: true}); slices.Contains(done.Kept, "index.html") {
		t.Errorf("%+v", done)
	}
	if siteTree(t, dir)["index.html"] == "mine" {
		t.Error("not replaced")
	}
}

func TestPublishRemovesOnlyItsOwn(t *testing.T) {
	dir, list := filepath.Join(t.TempDir(), "site"), testArticles()
	publish(t, dir, testSite(), siteOf(list), SitePlace{})
	outside := filepath.Join(filepath.Dir(dir), "outside.html")
	for _, name := range []string{outside, filepath.Join(dir, "notes.html")} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// A manifest that names more than a site has removes nothing of it.
	path := filepath.Join(dir, siteManifest)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := hashOf([]byte("x"))
	b = bytes.Replace(b, []byte(`"files": {`), []byte(`"files": {"../outside.html":["`+sum+`"],"notes.html":["`+sum+`"],`), 1)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	whole := false
	if done := publish(t, dir, testSite(), siteOf(list[:1]), SitePlace{Whole: func() bool { return whole }}); done.Removed != 0 {
		t.Errorf("%+v: removed though articles were left out", done)
	}
	whole = true
	if done := publish(t, dir, testSite(), siteOf(list[:1]), SitePlace{Whole: func() bool { return whole }}); done.Removed != 2 {
		t.Errorf("%+v", done)
	}
	for _, name := range []string{outside, filepath.Join(dir, "notes.html")} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Publish(context.Background(), dir, testSite(), siteOf(list), SitePlace{}); !errors.Is(err, errNoManifest) {
		t.Errorf("a manifest of another kind: %v", err)
	}
}

// TestPublishGivenUp holds that an error among the articles leaves the site as it
// was, and no folder that was not there.
func TestPublishGivenUp(t *testing.T) {
	base, list := t.TempDir(), testArticles()
	dir := filepath.Join(base, "site")
	broken := func() []SiteTheme {
		bad := errors.New("bad")
		return []SiteTheme{{testThemes()[0], func(yield func(feed.Article, error) bool) {
			_ = yield(list[0], nil) && yield(feed.Article{}, bad)
		}}}
	}
	if _, err := Publish(context.Background(), dir, testSite(), broken(), SitePlace{}); err == nil {
		t.Fatal("no error")
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder is there")
	}
	publish(t, dir, testSite(), siteOf(list), SitePlace{})
	before := siteTree(t, dir)
	list[0].Title = "Changed"
	if _, err := Publish(context.Background(), dir, testSite(), broken(), SitePlace{}); err == nil {
		t.Fatal("no error")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Publish(ctx, dir, testSite(), siteOf(list), SitePlace{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	after := siteTree(t, dir)
	for name, s := range before {
		if after[name] != s {
			t.Errorf("%s changed", name)
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d files, had %d", len(after), len(before))
	}
}

// TestPublishFollowsNoLink holds that a link in the folder leads nowhere.
func TestPublishFollowsNoLink(t *testing.T) {
	base := t.TempDir()
	dir, outside := filepath.Join(base, "site"), filepath.Join(base, "outside")
	for _, d := range []string{dir, outside} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	target := filepath.Join(outside, "x")
	if err := os.WriteFile(target, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	if done := publish(t, dir, testSite(), siteOf(testArticles()), SitePlace{}); !slices.Equal(done.Kept, []string{"index.html"}) {
		t.Errorf("%+v", done)
	}
	if err := os.RemoveAll(filepath.Join(dir, "articles")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "articles")); err != nil {
		t.Fatal(err)
	}
	if _, err := Publish(context.Background(), dir, testSite(), siteOf(testArticles()), SitePlace{}); err == nil {
		t.Error("a folder outside was written to")
	}
	if got := siteTree(t, outside); len(got) != 1 || got["x"] != "x" {
		t.Errorf("outside: %v", got)
	}
}

var (
	tagOf    = regexp.MustCompile(`<(/?[a-zA-Z][a-zA-Z0-9]*)([^>]*)>`)
	quotedOf = regexp.MustCompile(`"[^"]*"`)
	outside  = regexp.MustCompile(`(?i)(\ssrc\b|\sstyle\b|\son[a-z]+\b|=[^"]|^$)`)
	linkOf   = regexp.MustCompile(`\shref="([^"]*)"`)
)

// foreign returns what a page holds that none of ours does: scripts, what is
// fetched, attributes beyond ours. Text is escaped, so every < begins a tag.
func foreign(page string) (out []string) {
	for _, m := range tagOf.FindAllStringSubmatch(page, -1) {
		attrs := quotedOf.ReplaceAllString(m[2], `""`)
		switch strings.ToLower(strings.TrimPrefix(m[1], "/")) {
		case "script", "iframe", "img", "object", "embed", "style", "form", "input", "base", "svg", "video", "audio":
			out = append(out, m[0])
		default:
			if attrs != "" && outside.MatchString(attrs) {
				out = append(out, m[0])
			}
		}
	}
	for _, m := range linkOf.FindAllStringSubmatch(page, -1) {
		if strings.Contains(m[1], ":") && !feed.Linkable(html.UnescapeString(m[1])) {
			out = append(out, m[1])
		}
	}
	return out
}

// TestSitePages holds that pages have no script, ask for nothing from outside,
// and that every link within the site leads to a file of it.
func TestSitePages(t *testing.T) {
	dir := t.TempDir()
	list := append(testArticles(), hostileArticles()...)
	for i := range list {
		list[i].Themes = []feed.ID{testThemes()[i%3].ID, feed.ThemeID("bad")}
		list[i].Read, list[i].Starred = true, true
		list[i].Notes = append(list[i].Notes, "a secret of mine")
	}
	s := testSite()
	s.Depth, s.Licence, s.Address = Full, "CFC 2024-1 <b>", "https://veille.example/press"
	s.Themes = append(s.Themes, feed.Theme{ID: feed.ThemeID("bad"), Slug: "../../etc/x", Labels: map[string]string{"fr": "\"><script>"}})
	themes := append(siteOf(list), SiteTheme{s.Themes[3], seq(list...)})
	publish(t, dir, s, themes, SitePlace{})
	files := siteTree(t, dir)
	for name, page := range files {
		if strings.Contains(page, "secret of mine") || strings.Contains(page, "v:state") || strings.Contains(page, `"state"`) {
			t.Errorf("%s tells what is the user's", name)
		}
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if bad := foreign(page); bad != nil {
			t.Errorf("%s holds %q", name, bad)
		}
		if !strings.Contains(page, "Licence : CFC 2024-1 &lt;b&gt;") {
			t.Errorf("%s does not mention the licence", name)
		}
		for _, m := range linkOf.FindAllStringSubmatch(page, -1) {
			to := m[1]
			if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "mailto:") || strings.HasPrefix(to, "#") {
				continue
			}
			if at := filepath.ToSlash(filepath.Join(filepath.Dir(name), to)); files[at] == "" {
				t.Errorf("%s links to %s, which is not there", name, to)
			}
		}
	}
	if atom := files["themes/ports.atom"]; !strings.Contains(atom, `rel="self" type="application/atom+xml" href="https://veille.example/press/themes/ports.atom"`) {
		t.Errorf("no self in %.900s", atom)
	}
	if j := files["themes/ports.feed.json"]; !strings.Contains(j, `"feed_url":"https://veille.example/press/themes/ports.feed.json"`) {
		t.Errorf("no feed_url in %.900s", j)
	}
}

func TestThemeFile(t *testing.T) {
	odd := feed.Theme{ID: feed.ThemeID("x")}
	for slug, want := range map[string]string{
		"asean": "asean", "health/covid-19": "health--covid-19", "health-covid-19": "health-covid-19",
		"": "", "../x": "", "a b": "", "con": "", "É": "", "a//b": "", "-x": "", strings.Repeat("a", 200): "",
	} {
		th := odd
		th.Slug = slug
		if want == "" {
			want = th.ID.String()
		}
		if got := themeFile(th); got != want {
			t.Errorf("%q: %q, want %q", slug, got, want)
		}
	}
}
