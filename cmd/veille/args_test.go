package main

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func testApp() *app {
	a := &app{in: os.Stdin, out: newPrinter(os.Stdout), err: os.Stderr, now: time.Now, release: func() {}}
	a.root = a.rootCmd()
	return a
}

func TestArrange(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"tag:asean", "-- tag:asean"},
		{"-is:read", "-- -is:read"},
		{"--db x.db -is:read", "--db x.db -- -is:read"},
		{"list", "list"},
		{"list -tag:covid-19 lang:fr", "list -- -tag:covid-19 lang:fr"},
		{"list --json lang:fr -is:read", "list --json -- lang:fr -is:read"},
		{"--json list -word", "list --json -- -word"},
		{"-q list -word", "list -q -- -word"},
		{"list -q -qword", "list -q -- -qword"},
		{"list lang:fr --json", "list --json -- lang:fr"},
		{"list -- --json", "list -- --json"},
		{"list -x", "list -- -x"},
		{"list -word -- -q --json", "list -- -word -q --json"},
		{"export tag:asean -f html -o dossier.html", "export -f html -o dossier.html -- tag:asean"},
		{"export tag:asean -f=html -o -", "export -f=html -o - -- tag:asean"},
		{"export -fhtml -odossier.html tag:asean", "export -fhtml -odossier.html -- tag:asean"},
		{"export -fcsv -o-", "export -fcsv -o-"},
		{"export -o x -france", "export -o x -- -france"},
		{"list -fhtml", "list -- -fhtml"},
		{"export --title -x tag:asean", "export --title -x -- tag:asean"},
		{"tag +asean -covid-19 since:7d", "tag -- +asean -covid-19 since:7d"},
		{"tag --dry-run +asean -- -is:read", "tag --dry-run -- +asean -- -is:read"},
		{"tag -covid-19 -- x", "tag -- -covid-19 -- x"},
		{"theme add Sea --parent asean", "theme add --parent asean -- Sea"},
		{"trash list -is:starred", "trash list -- -is:starred"},
		{"list trash", "list -- trash"},
		{"import - --title T", "import --title T -- -"},
		{"edit abcdef --title -5°", "edit --title -5° -- abcdef"},
		{"help list", "help -- list"},
		{"--version", "--version"},
		{"list --help", "list --help"},
		{"list -h", "list -h"},
	} {
		got, err := arrange(testApp().root, strings.Fields(c.in))
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("arrange(%q) = %q, %v, want %q", c.in, strings.Join(got, " "), err, c.want)
		}
	}
}

func TestArrangeRefuses(t *testing.T) {
	for _, c := range []struct{ in, what, hint string }{
		{"list -is:read --json", "--json stands after -is:read", "put flags before"},
		{"list -is:read -q", "-q stands after", ""},
		{"tag +asean --dry-run x", "--dry-run stands after +asean", ""},
		{"list --jsn", "has no flag --jsn", "did you mean --json?"},
		{"export --formt html", "has no flag --formt", ""},
		{"list --db", "--db needs a value", ""},
		{"--tag x", "veille has no flag --tag", ""},
	} {
		_, err := arrange(testApp().root, strings.Fields(c.in))
		var u *usageError
		if !errors.As(err, &u) || !strings.Contains(u.what, c.what) || !strings.Contains(u.hint, c.hint) {
			t.Errorf("arrange(%q): %#v, want %q and hint %q", c.in, err, c.what, c.hint)
		}
	}
}

// TestSignedWordsEverywhere holds for every verb: an argument -name:… or -word
// reaches the verb as a word, wherever the verb's flags are.
func TestSignedWordsEverywhere(t *testing.T) {
	a := testApp()
	seen := 0
	for _, c := range a.root.Commands() {
		verbs := [][]string{{c.Name()}}
		for _, s := range c.Commands() {
			verbs = append(verbs, []string{c.Name(), s.Name()})
		}
		for _, v := range verbs {
			for _, w := range []string{"-tag:x", "-word", "-is:read"} {
				got, err := arrange(testApp().root, append(append([]string{}, v...), "--json", w, "rest"))
				want := strings.Join(v, " ") + " --json -- " + w + " rest"
				if err != nil || strings.Join(got, " ") != want {
					t.Errorf("%v %s: %q, %v, want %q", v, w, strings.Join(got, " "), err, want)
				}
				seen++
			}
		}
	}
	if seen < 60 {
		t.Errorf("tried %d command lines only", seen)
	}
}

func TestReadTagging(t *testing.T) {
	for _, c := range []struct{ in, add, remove, query string }{
		{"+a -b q", "a", "b", "q"},
		{"+a -is:read", "a", "", "-is:read"},
		{"+a -- -b", "a", "", "-b"},
		{"-b -- ", "", "b", ""},
		{"+a +b/c tag:x -tag:y", "a b/c", "", "tag:x -tag:y"},
	} {
		args := strings.Fields(c.in)
		if strings.HasSuffix(c.in, " ") {
			args = append(args, "")
		}
		got, err := readTagging(args)
		if err != nil || strings.Join(got.add, " ") != c.add || strings.Join(got.remove, " ") != c.remove || strings.Join(got.query, " ") != c.query {
			t.Errorf("readTagging(%q) = %+v, %v", c.in, got, err)
		}
	}
	for _, in := range []string{"x", "+a", "+a q +b", "-- +a", ""} {
		if got, err := readTagging(strings.Fields(in)); err == nil {
			t.Errorf("readTagging(%q) = %+v, want an error", in, got)
		}
	}
}

func TestCheckVerb(t *testing.T) {
	a := testApp()
	for word, bad := range map[string]bool{"lst": true, "improt": true, "exprot": true, "asean": false, "tag:x": false, "sommet": false, "-x": false} {
		if err := checkVerb(a.root, []string{word}); (err != nil) != bad {
			t.Errorf("checkVerb(%q) = %v, want an error: %v", word, err, bad)
		}
	}
}
