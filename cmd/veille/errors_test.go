package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/store"
)

func TestExplain(t *testing.T) {
	at := func(err error) error { return &fs.PathError{Op: "open", Path: "p.txt", Err: err} }
	for _, c := range []struct {
		err       error
		why, cure string
		code      int
	}{
		{usagef("no %s", "x")("do y"), "no x", "do y", 2},
		{at(syscall.ENOSPC), "p.txt: the disk is full", "free some space", 1},
		{at(syscall.EACCES), "p.txt: permission denied", "ls -l", 1},
		{at(syscall.EISDIR), "p.txt: is a folder", "name a file", 1},
		{at(syscall.ENOENT), "p.txt: no such file or folder", "check the path", 1},
		{at(syscall.EROFS), "p.txt: the disk can only be read", "--db", 1},
		{at(syscall.EFBIG), "p.txt: the file is as large as", "ulimit", 1},
		{fmt.Errorf("read page: %w", feed.ErrNoArticle), "no article text found", "import -", 1},
		{fmt.Errorf("read page: %w", feed.ErrTooLarge), "larger than 3 MiB", "only the text", 1},
		{fmt.Errorf("read page: %w", feed.ErrUnreadable), "not a page veille can read", ".html", 1},
		{&pathed{"v.db", feed.ErrBusy}, "v.db: another veille has held", "try again", 5},
		{&pathed{"v.db", &store.Held{By: feed.Holder{PID: 47, Command: "veille import"}}}, "v.db: process 47 (veille import) has held the file for too long", "wait for it", 5},
		{&pathed{"v.db", &store.Held{By: feed.Holder{PID: 47, Command: "veille import, stopped"}}}, "v.db: process 47 (veille import, stopped) has", "kill -CONT 47", 5},
		{&pathed{"v.db", &store.Held{}}, "v.db: another veille has held", "try again", 5},
		{&pathed{"v.db", feed.ErrDamaged}, "v.db: the file is damaged", "veille check", 6},
		{&pathed{"v.db", feed.ErrForeign}, "v.db: not a veille file", "nothing was changed", 6},
		{&pathed{"v.db", feed.ErrNewer}, "v.db: the file was written by a newer", "install", 7},
		{&pathed{"v.db", feed.ErrReadOnly}, "v.db: the file can only be read", "write", 1},
		{&cured{errors.New("a"), "b"}, "a", "b", 1},
		{context.Canceled, "interrupted", "kept", 130},
		{&fault{what: "x"}, "fault of veille: x", "", 70},
		{errors.New("something else"), "something else", "", 1},
	} {
		got := explain(c.err)
		if !strings.HasPrefix(got.why, c.why) || !strings.Contains(got.cure, c.cure) || got.code != c.code {
			t.Errorf("%v: %+v, want %q, %q, %d", c.err, got, c.why, c.cure, c.code)
		}
	}
}

// TestEnd holds what a run ends with: code and words.
func TestEnd(t *testing.T) {
	done, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		code int
		says string
	}{
		{context.Background(), nil, 0, ""},
		{context.Background(), exit(4), 4, ""},
		{context.Background(), fmt.Errorf("write: %w", syscall.EPIPE), 0, ""},
		{context.Background(), &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}, 1, "veille: /dev/stdout: the disk is full\n"},
		{done, fmt.Errorf("find: %w", context.Canceled), 130, "veille: interrupted\n"},
		{context.Background(), &pathed{"a\x1b]0;x\x07.db", feed.ErrForeign}, 6, "veille: a"},
	} {
		var said bytes.Buffer
		a := testApp()
		a.err = &said
		if got := a.end(c.ctx, c.err); got != c.code {
			t.Errorf("%v: code %d, want %d", c.err, got, c.code)
		}
		if !strings.HasPrefix(said.String(), c.says) || strings.Contains(said.String(), "\x1b") {
			t.Errorf("%v: said %q", c.err, said.String())
		}
	}
}

// TestFault holds that a panic is one line, a report that the user alone may
// read, and code 70.
func TestFault(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	err := func() (err error) {
		defer caught(&err)
		return fmt.Errorf("never said: %v", []int{}[len(os.Args)])
	}()
	var said bytes.Buffer
	a := testApp()
	a.err = &said
	if code := a.end(context.Background(), err); code != 70 {
		t.Errorf("code %d", code)
	}
	lines := strings.Split(strings.TrimSpace(said.String()), "\n")
	if len(lines) != 2 || lines[0] != fmt.Sprintf("veille: fault of veille: runtime error: index out of range [%d] with length 0", len(os.Args)) {
		t.Errorf("said %q", lines)
	}
	reports, err := filepath.Glob(filepath.Join(stateFolder(), "fault-*.txt"))
	if err != nil || len(reports) != 1 {
		t.Fatalf("reports %q, %v", reports, err)
	}
	b, err := os.ReadFile(reports[0])
	if err != nil || !bytes.Contains(b, []byte("TestFault")) {
		t.Errorf("%v: the report has no stack:\n%s", err, b)
	}
	if info, err := os.Stat(reports[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestCaret holds that the caret stands under what is wrong, whatever the width
// of what comes before.
func TestCaret(t *testing.T) {
	for _, c := range []struct{ line, under string }{
		{`tag:asean "code of`, `"code of`},
		{`việt nam "biển`, `"biển`},
		{`中文 (a`, `(`},
		{"e\u0301te\u0301 )x", ")"},
		{"tab\there )", ")"},
	} {
		_, err := parseQuery([]string{c.line})
		if err == nil {
			t.Errorf("%q: no error", c.line)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != 3 {
			t.Errorf("%q: %q", c.line, lines)
			continue
		}
		indent := ansi.StringWidth(lines[2]) - ansi.StringWidth(strings.TrimLeft(lines[2], " "))
		at := strings.Index(lines[1], c.under)
		if at < 0 || ansi.StringWidth(lines[1][:at]) != indent {
			t.Errorf("the caret is not under %s:\n%s\n%s", c.under, lines[1], lines[2])
		}
	}
}

func TestReadDate(t *testing.T) {
	for in, want := range map[string]string{
		"2024": "2024", "2024-06": "2024-06", "2024-06-12": "2024-06-12", "2024-06-12T08:30:00Z": "2024-06-12",
		" 2024-06 ": "2024-06", "": "",
	} {
		d, p, err := readDate(in)
		if err != nil || day(d, p) != want {
			t.Errorf("readDate(%q) = %s, %v, want %s", in, day(d, p), err, want)
		}
	}
	for _, in := range []string{"soon", "12/06/2024", "2024-13", "2024-06-31", "-1", "20240612"} {
		if d, _, err := readDate(in); err == nil {
			t.Errorf("readDate(%q) = %s", in, d)
		}
	}
}

func TestRows(t *testing.T) {
	theme := feed.ThemeID("asean")
	h := feed.Head{ID: feed.NewID("x"), Title: "Một tiêu đề rất dài 中文字符 avec des accents é\u0301", Source: "Le Courrier\x1b[31m", Themes: []feed.ID{theme}}
	r := rows{slugs: map[feed.ID]string{theme: "asean"}}
	if got := strings.Count(r.line(h), "\t"); got != 4 || strings.Contains(r.line(h), "\x1b") {
		t.Errorf("%q", r.line(h))
	}
	for w := 20; w < 200; w++ {
		r.width = w
		l := r.line(h)
		if ansi.StringWidth(l) > w || strings.ContainsAny(l, "\x1b\t\n") {
			t.Errorf("width %d: %d cells: %q", w, ansi.StringWidth(l), l)
		}
	}
}

// TestWaiting holds that who is waited for is told, but not over the reader nor
// against -q.
func TestWaiting(t *testing.T) {
	for _, c := range []struct {
		holder         feed.Holder
		reading, quiet bool
		want           string
	}{
		{feed.Holder{PID: 47, Command: "veille \x1b[31mtag"}, false, false, "veille: waiting for process 47 (veille tag)\n"},
		{feed.Holder{PID: 47}, false, false, "veille: waiting for process 47\n"},
		{feed.Holder{}, false, false, "veille: waiting for another process\n"},
		{feed.Holder{PID: 47}, true, false, ""},
		{feed.Holder{PID: 47}, false, true, ""},
	} {
		var said bytes.Buffer
		a := testApp()
		a.err, a.reading, a.quiet = &said, c.reading, c.quiet
		a.waiting(c.holder)
		if said.String() != c.want {
			t.Errorf("%+v: said %q", c, said.String())
		}
	}
}
