package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// TestTellFailed: sources that fail for the same reason are one line when they
// are many, and each has its own with -v.
func TestTellFailed(t *testing.T) {
	failed := []failedSource{{"A", "x does not answer"}, {"B", "gone"}}
	for _, name := range []string{"C", "D", "E"} {
		failed = append(failed, failedSource{name, "x does not answer"})
	}
	for _, c := range []struct {
		verbose bool
		want    string
	}{
		{false, "veille: A, C and 2 more: x does not answer\nveille: B: gone\n"},
		{true, "veille: A: x does not answer\nveille: B: gone\nveille: C: x does not answer\nveille: D: x does not answer\nveille: E: x does not answer\n"},
	} {
		var said bytes.Buffer
		a := &app{err: &said, verbose: c.verbose}
		(&telling{app: a, failed: failed}).tellFailed()
		if said.String() != c.want {
			t.Errorf("verbose %v: said\n%s\nwant\n%s", c.verbose, said.String(), c.want)
		}
	}
}

// TestTroubleCause: every trouble has a name, a cause and a cure, and no cure
// names a command that is none.
func TestTroubleCause(t *testing.T) {
	seen := map[string]bool{}
	for trouble := feed.TroubleOffline; trouble <= feed.TroubleKeep; trouble++ {
		name := troubleName(trouble)
		if name == "" || name == "unknown" || seen[name] {
			t.Errorf("trouble %d is called %q", trouble, name)
		}
		seen[name] = true
		why, cure := troubleCause(&feed.Poll{Trouble: trouble, Status: 404}, "https://carnet.example/rss", "carnet")
		if why == "" || cure == "" || strings.Contains(why+cure, "%!") {
			t.Errorf("%s: %q, %q", name, why, cure)
		}
		if why == "it could not be read" {
			t.Errorf("%s has no words of its own", name)
		}
	}
	if troubleName(feed.NoTrouble) != "" || troubleName(feed.TroubleKeep+1) != "unknown" {
		t.Error("no trouble, or one of a newer veille, has a wrong name")
	}
}

// The table of sources has one column under another, and no line is wider than
// the terminal.
func TestSourceTable(t *testing.T) {
	long := watched{Source: feed.Source{Name: strings.Repeat("Báo ", 20), Feed: "https://long.example/", Folder: "Asia/Vietnam"}, count: feed.Count{All: 12345, Unread: 7}}
	bad := watched{Source: feed.Source{Name: "Quay", Feed: "https://quay.example/"}, poll: feed.Poll{Trouble: feed.TroubleMissing, Status: 404}}
	for _, width := range []int{30, 80, 160} {
		lines := strings.Split(strings.TrimSuffix(sourceTable([]watched{long, bad}, width), "\n"), "\n")
		if len(lines) != 3 || !strings.HasPrefix(lines[0], "id        source ") {
			t.Fatalf("%d columns: %q", width, lines)
		}
		for _, l := range lines {
			if ansi.StringWidth(l) > width {
				t.Errorf("%d columns: %q", width, l)
			}
		}
		if width < 80 {
			continue
		}
		head, first, second := lines[0], lines[1], lines[2]
		at := ansi.StringWidth(head[:strings.Index(head, "state")])
		if got := ansi.Cut(first, at, at+5); got != "never" {
			t.Errorf("%d columns: state is %q", width, got)
		}
		if got := ansi.Cut(second, at, at+7); got != "failing" || !strings.Contains(second, "  there i") {
			t.Errorf("%d columns: %q", width, second)
		}
	}
}

// TestAgent: servers read one product with its version, and a comment.
func TestAgent(t *testing.T) {
	for _, c := range [][2]string{{"1.2", "1.2"}, {"devel 0123456789ab", "devel"}} {
		release = c[0]
		if got, want := agent(), "veille/"+c[1]+" (press watch; feed reader)"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	release = ""
}
