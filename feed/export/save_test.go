package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"veille/feed"
)

// tree lists the files below dir with their content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		switch {
		case e.IsDir():
			out[name] = "folder"
		case e.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(path)
			out[name] = "link to " + to
			return err
		default:
			p, err := os.ReadFile(path)
			out[name] = string(p)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSaveFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "dossier.html")
	f, _ := Find("html")
	save := func(path string, p Place) (Saved, error) {
		return Save(context.Background(), path, f, seq(testArticles()...), testOptions(f), p)
	}
	saved, err := save(path, Place{})
	st, statErr := os.Stat(path)
	if err != nil || statErr != nil || saved.Path != path || saved.Articles != 4 || saved.Bytes != st.Size() || st.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Fatalf("%+v, %v, %v", saved, err, st)
	}
	put(t, path, "mine")
	if _, err = save(path, Place{}); !errors.Is(err, feed.ErrExists) || !strings.Contains(err.Error(), path) {
		t.Errorf("over an existing file: %v", err)
	}
	if got := tree(t, dir); len(got) != 1 || got["dossier.html"] != "mine" {
		t.Errorf("after a refusal: %v", got)
	}
	begun := failing(0, func() error { t.Error("work was done for nothing"); return nil })
	if _, err = Save(context.Background(), path, f, begun, testOptions(f), Place{}); !errors.Is(err, feed.ErrExists) {
		t.Errorf("over an existing file: %v", err)
	}
	if _, err = save(path, Place{Replace: true}); err != nil || !strings.HasPrefix(tree(t, dir)["dossier.html"], "<!DOCTYPE html>") {
		t.Errorf("replacing: %v", err)
	}
	if _, err = save(filepath.Join(dir, "none", "x.html"), Place{}); !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), tempPrefix) {
		t.Errorf("into no folder: %v", err)
	}
	if _, err = save(dir, Place{Replace: true}); !errors.Is(err, feed.ErrInvalid) {
		t.Errorf("over a folder: %v", err)
	}
	other := filepath.Join(t.TempDir(), "other")
	put(t, other, "theirs")
	link := filepath.Join(dir, "link.html")
	if err := os.Symlink(other, link); err != nil {
		t.Fatal(err)
	}
	if _, err = save(link, Place{}); !errors.Is(err, feed.ErrExists) {
		t.Errorf("over a link: %v", err)
	}
	if _, err = save(link, Place{Replace: true}); err != nil {
		t.Errorf("replacing a link: %v", err)
	}
	if p, err := os.ReadFile(other); err != nil || string(p) != "theirs" {
		t.Errorf("the link was followed: %q, %v", p, err)
	}
}

var errBroken = errors.New("broken")

// failing yields n articles, then does something.
func failing(n int, then func() error) iter.Seq2[feed.Article, error] {
	return func(yield func(feed.Article, error) bool) {
		for i := range n {
			if a := testArticles()[i]; !yield(a, nil) {
				return
			}
		}
		if err := then(); err != nil {
			yield(feed.Article{}, err)
			return
		}
		for _, a := range testArticles()[n:] {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// TestNothingLeft holds that an export given up leaves everything as it was.
func TestNothingLeft(t *testing.T) {
	for _, f := range Formats() {
		for _, how := range []string{"articles end in an error", "stopped"} {
			dir := t.TempDir()
			path := filepath.Join(dir, "out", "deeper")
			if !f.Folder {
				path = filepath.Join(dir, "out"+f.Ext)
			}
			ctx, cancel := context.WithCancel(context.Background())
			want, in := errBroken, failing(2, func() error { return errBroken })
			if how == "stopped" {
				want, in = context.Canceled, failing(2, func() error { cancel(); return nil })
			}
			if _, err := Save(ctx, path, f, in, testOptions(f), Place{}); !errors.Is(err, want) {
				t.Errorf("%s, %s: %v", f.Name, how, err)
			}
			if got := tree(t, dir); len(got) != 0 {
				t.Errorf("%s, %s: left %v", f.Name, how, got)
			}
			cancel()
		}
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	f, _ := Find("obsidian")
	list := testArticles()
	save := func(p Place, list ...feed.Article) Saved {
		t.Helper()
		saved, err := Save(context.Background(), dir, f, seq(list...), testOptions(f), p)
		if err != nil || saved.Path != dir {
			t.Fatal(saved, err)
		}
		return saved
	}
	outside := filepath.Join(t.TempDir(), "outside")
	put(t, outside, "theirs")
	first := noteName(&list[0])
	put(t, filepath.Join(dir, strings.ToUpper(first)), "foreign")
	if err := os.Symlink(outside, filepath.Join(dir, noteName(&list[1]))); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "broken.md"), "---\nveille_id: [")
	if saved := save(Place{Replace: true}, list...); saved.Articles != 4 || saved.Bytes == 0 {
		t.Errorf("%+v", saved)
	}
	got := tree(t, dir)
	if len(got) != 7 || got[strings.ToUpper(first)] != "foreign" || got[noteName(&list[1])] != "link to "+outside {
		t.Fatalf("%v", got)
	}
	if p, err := os.ReadFile(outside); err != nil || string(p) != "theirs" {
		t.Errorf("the link was followed: %q, %v", p, err)
	}
	third := noteName(&list[2])
	golden(t, "note.md", []byte(got[third]))

	// Again: nothing to do.
	if saved := save(Place{}, list...); saved.Unchanged != 4 || saved.Bytes != 0 {
		t.Errorf("a second time: %+v", saved)
	}

	// Written below, renamed, and the article changed: the text below stays.
	renamed := filepath.Join(dir, "my name.md")
	if err := os.Rename(filepath.Join(dir, third), renamed); err != nil {
		t.Fatal(err)
	}
	put(t, renamed, got[third]+"\nMy own words.\n"+endMark+"\nMore.\n")
	list[2].Title = "A better title"
	if saved := save(Place{}, list...); saved.Unchanged != 3 || len(saved.Kept) != 0 {
		t.Errorf("after writing below: %+v", saved)
	}
	now := tree(t, dir)
	if s := now["my name.md"]; len(now) != 7 || !strings.Contains(s, "# A better title\n") || !strings.HasSuffix(s, endMark+"\n\nMy own words.\n"+endMark+"\nMore.\n") {
		t.Errorf("%v", now)
	}

	// Changed above the mark: left alone unless told.
	edited := strings.Replace(now["my name.md"], "A better title", "My title", 1)
	put(t, renamed, edited)
	if saved := save(Place{}, list...); len(saved.Kept) != 1 || saved.Kept[0] != "my name.md" || tree(t, dir)["my name.md"] != edited {
		t.Errorf("after an edit: %+v", saved)
	}
	save(Place{Replace: true}, list...)
	if s := tree(t, dir)["my name.md"]; strings.Contains(s, "My title") || !strings.Contains(s, "My own words.") {
		t.Errorf("told to replace: %s", s)
	}

	// The marks taken away: all that stands there is kept below.
	bare, _, _ := strings.Cut(edited, sumMark)
	put(t, renamed, bare)
	save(Place{Replace: true}, list...)
	if s := tree(t, dir)["my name.md"]; !strings.HasSuffix(s, endMark+"\n\n"+bare) {
		t.Errorf("without marks: %s", s)
	}

	if _, err := Save(context.Background(), renamed, f, seq(), testOptions(f), Place{Replace: true}); !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("a folder where a file is: %v", err)
	}
}

// TestFolderBreaksOff tells how many notes are in their places when one cannot be moved
// to its own: somebody has put a file there meanwhile.
func TestFolderBreaksOff(t *testing.T) {
	dir := t.TempDir()
	f, _ := Find("obsidian")
	list := testArticles()
	in := func(yield func(feed.Article, error) bool) {
		for i := range list {
			if !yield(list[i], nil) {
				return
			}
		}
		put(t, filepath.Join(dir, noteName(&list[2])), "theirs")
	}
	saved, err := Save(context.Background(), dir, f, in, testOptions(f), Place{})
	if err == nil || saved.Articles != 2 || saved.Path != "" || len(tree(t, dir)) != 3 {
		t.Errorf("%+v, %v, %v", saved, err, tree(t, dir))
	}
}

func TestWriteRefuses(t *testing.T) {
	f, _ := Find("obsidian")
	if _, err := Write(context.Background(), &strings.Builder{}, f, seq(), Options{}); !errors.Is(err, feed.ErrInvalid) {
		t.Errorf("a folder to a stream: %v", err)
	}
	f, _ = Find("html")
	for _, o := range []Options{{Depth: "deep"}, {Order: "random"}, {Order: ByHand, Sections: []Section{{Depth: "deep"}}}} {
		if _, err := Write(context.Background(), &strings.Builder{}, f, seq(), o); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err == nil {
		defer func() { _ = full.Close() }()
		for _, f := range Formats() {
			if f.Folder {
				continue
			}
			if _, err := Write(context.Background(), full, f, seq(testArticles()...), testOptions(f)); err == nil {
				t.Errorf("%s: a full disk goes unseen", f.Name)
			}
		}
	}
	if _, ok := Find("none"); ok {
		t.Error("found a format that is none")
	}
}

func TestTwiceIsOnce(t *testing.T) {
	a := testArticles()[0]
	for _, f := range Formats() {
		if f.Folder {
			continue
		}
		if saved, err := Write(context.Background(), &strings.Builder{}, f, seq(a, a), testOptions(f)); err != nil || saved.Articles != 1 {
			t.Errorf("%s: %+v, %v", f.Name, saved, err)
		}
	}
}

// TestSpool keeps pieces in memory and in a file and reads them back.
func TestSpool(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var s spool
	big := strings.Repeat("x", spoolMemory/3)
	var at []span
	for _, c := range "abcdefgh" {
		sp, err := s.add([]byte(string(c) + big + string(c)))
		if err != nil {
			t.Fatal(err)
		}
		at = append(at, sp)
	}
	if s.file == nil || len(s.mem) == 0 {
		t.Fatal("the test does not reach both")
	}
	for i, c := range "abcdefgh" {
		var b strings.Builder
		buf := bufferOf(t, &s, at[i])
		b.WriteString(buf)
		if b.String() != string(c)+big+string(c) {
			t.Fatalf("piece %d is another", i)
		}
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if left := tree(t, os.TempDir()); len(left) != 0 {
		t.Errorf("left %d files", len(left))
	}
}

var nameForm = regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)? )?[^\s.\-][^*"\\/<>:|?#^\[\]\x00-\x1f]*\.md$`)

func checkName(t *testing.T, name string) {
	t.Helper()
	title := strings.TrimSuffix(regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)? `).ReplaceAllString(name, ""), ".md")
	if !nameForm.MatchString(name) || len(name) > 240 || !norm.NFC.IsNormalString(name) || !utf8.ValidString(name) || utf8.RuneCountInString(title) > maxNameLetters+27 ||
		strings.HasSuffix(title, " ") || strings.HasSuffix(title, ".") || reserved(name) || filepath.Base(name) != name {
		t.Errorf("name %q is not safe", name)
	}
}

func TestFileName(t *testing.T) {
	for _, c := range []struct{ date, title, want string }{
		{"2024-03-14", "Le port de Clairvague rouvre !", "2024-03-14 le-port-de-clairvague-rouvre.md"},
		{"2024", "L’ÉTÉ à Đà Nẵng", "2024 l-ete-a-da-nang.md"},
		{"", "CON", "con_.md"}, {"", "com¹", "com1_.md"}, {"", "lpt9.txt", "lpt9-txt.md"}, {"", "Console", "console.md"}, {"", "..", "other.md"}, {"", "-rf /", "rf.md"},
		{"2024", "", "2024 other.md"}, {"", "中文 标题", "中文-标题.md"}, {"2024", strings.Repeat("ab ", 100), "2024 " + strings.TrimSuffix(strings.Repeat("ab-", 27), "-")[:80] + ".md"},
	} {
		got := FileName(c.date, c.title, "other", ".md")
		if got != c.want {
			t.Errorf("FileName(%q, %q) = %q, want %q", c.date, c.title, got, c.want)
		}
		checkName(t, got)
	}
	if got := FileName("2024-11-21", "tag:asean since:7d", "dossier", ".html"); got != "2024-11-21 tag-asean-since-7d.html" {
		t.Errorf("%q", got)
	}
}

// TestRenamed holds that a failure names the file the user knows, and that one
// elsewhere keeps its own name.
func TestRenamed(t *testing.T) {
	for from, want := range map[string]string{
		filepath.Join("d", ".veille-12.tmp"): "d/x.html", ".veille-0.tmp/3": "d/x.html", filepath.Join("d", "site", ".veille-0.tmp", "88"): "d/x.html",
		filepath.Join("tmp", "veille-export-1.tmp"): filepath.Join("tmp", "veille-export-1.tmp"),
	} {
		var p *fs.PathError
		err := renamed(fmt.Errorf("write: %w", &fs.PathError{Op: "open", Path: from, Err: fs.ErrPermission}), "d/x.html")
		if !errors.As(err, &p) || p.Path != want || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", from, err)
		}
	}
	if err := renamed(&os.LinkError{Op: "link", Old: "a", New: "b", Err: syscall.ENOSPC}, "d/x.html"); err.Error() != "link d/x.html: "+syscall.ENOSPC.Error() {
		t.Error(err)
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range hostileTitles {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, date := range []string{"", "2024-01-02"} {
			checkName(t, FileName(date, s, "abcdefgh", ".md"))
		}
	})
}
