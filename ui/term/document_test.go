package term

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func ofMarkdown(tb testing.TB, md string, o Options) Page {
	tb.Helper()
	p, err := Document(context.Background(), md, o)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func TestDocument(t *testing.T) {
	for _, tt := range []struct {
		name, md string
		want     []string
	}{
		{"headings and text", "# A *dossier*\n\nText on\ntwo lines \\*as it is\\* &amp; more.\n", []string{"A dossier", "", "two lines *as it is* & more."}},
		{"list", "3. three [link](https://a.example/x)\n4. four\n   - below\n", []string{"3. three link[1]", "4. four", "  • below"}},
		{"quote", "> quoted\n> on\n\nafter\n", []string{"│ quoted", "", "after"}},
		{"code", "```\na  b\n```\n\nsome `x  y`\n", []string{"a  b", "", "some x y"}},
		{"table", "| a | b |\n|---|---|\n| 1 | 2 |\n", []string{"a", "b", "1", "2"}},
		{"no markup of pages", "<b>bold</b>\n\n<script>\nalert(1)\n</script>\n\n<!-- secret -->\n", []string{"bold"}},
		{"struck, address", "~~gone~~ <https://b.example/>\n", []string{"gone https://b.example/"}},
		{"nothing", "", nil},
	} {
		p := ofMarkdown(t, tt.md, options)
		got := strings.Join(plainLines(p), "\n")
		for _, line := range tt.want {
			if !strings.Contains(got, line) {
				t.Errorf("%s: lacks %q:\n%s", tt.name, line, got)
			}
		}
		for _, bad := range []string{"alert", "secret", "<b>", "```"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s: has %q:\n%s", tt.name, bad, got)
			}
		}
		checkSafe(t, p.Lines, options.Width)
	}
}

// What is too long is cut between two characters, and says so; nesting without end
// is neither deep nor slow.
func TestDocumentIsBounded(t *testing.T) {
	if p := ofMarkdown(t, strings.Repeat("é ", maxDocument), options); !p.Cut {
		t.Error("not cut")
	}
	if ofMarkdown(t, "short", options).Cut {
		t.Error("cut")
	}
	for _, nested := range []string{"> ", "- ", "[", "*a **b ", "![a](", "`", "<", "1. ", "| "} {
		p := ofMarkdown(t, strings.Repeat(nested, 2000), options)
		checkSafe(t, p.Lines, options.Width)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Document(ctx, strings.Repeat("text\n\n", 1000), options); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits: %v", err)
	}
}

// FuzzDocument: any Markdown comes out as lines that a terminal can be given, in
// bounded time.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{"# a\n\nb", "> > - 1. x\n\n| a | b |\n|---|---|\n| c | d |", "\x1b]52;c;aGk=\x07&#27;[31m[x](\x1b\\)", "```\n\u202e\n```", "[a]: <b>\n[a]", "&#0;&#x9b;31m"} {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, md string, width int) {
		o := options
		o.Width = 1 + max(0, width)%200
		start := time.Now()
		checkSafe(t, ofMarkdown(t, md, o).Lines, o.Width)
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("took %v for %d bytes", took, len(md))
		}
	})
}

// The path is one argument of a program, never an option, and never a shell's.
func TestOpeners(t *testing.T) {
	for goos, want := range map[string]string{"darwin": "open", "linux": "xdg-open", "windows": "rundll32"} {
		all := openers(goos, "/a b/$(x) -y.html")
		if len(all) == 0 || all[0][0] != want {
			t.Errorf("%s: %v", goos, all)
		}
		for _, argv := range all {
			if argv[len(argv)-1] != "/a b/$(x) -y.html" {
				t.Errorf("%s: %q", goos, argv)
			}
		}
	}
	t.Setenv("PATH", t.TempDir())
	if err := OpenFile("-not-there.html"); err == nil || errors.Is(err, ErrNoBrowser) {
		t.Errorf("what is not there: %v", err)
	}
	if err := OpenFile(t.TempDir()); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("without a program: %v", err)
	}
	if err := Browse("file:///etc/hosts"); !errors.Is(err, feed.ErrInvalid) {
		t.Errorf("a file as address: %v", err)
	}
}
