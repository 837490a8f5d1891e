package main

import (
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

func TestSavedFile(t *testing.T) {
	all := []feed.SavedQuery{
		{Name: "morning", Query: `tag:asean since:1d is:unread`, Key: "m", Watch: true},
		{Name: "Thời sự", Query: `"code of conduct" OR title:"a\\b"`},
		{Name: "l'eau", Query: `@morning -tag:covid-19 limit:20`},
	}
	b, err := savedTOML(all)
	if err != nil {
		t.Fatal(err)
	}
	for _, bytes := range [][]byte{b, append([]byte("\ufeff"), b...)} {
		got, err := parseSaved("q.toml", bytes)
		if err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		for i := range all {
			q, err := query.Parse(all[i].Query)
			if err != nil {
				t.Fatal(err)
			}
			all[i].Query = q.String()
		}
		if !slices.Equal(got, all) {
			t.Errorf("read back as %+v from\n%s", got, b)
		}
	}
	if b, err = savedTOML(nil); err != nil {
		t.Fatal(err)
	}
	if got, err := parseSaved("q.toml", b); err != nil || len(got) != 0 {
		t.Errorf("no query is read back as %v, %v", got, err)
	}
}

func TestSavedFileRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"[[query]]\nname = 'a'\nquery = 'x'\ncolour = 'red'":                         "q.toml:4:1: there is no key query.colour",
		strings.Repeat("[[query]]\nname = 'a'\nquery = 'x'\n", 1001):                 "q.toml: 1001 queries, and a file has 1000 at most",
		"[[query]]\n" + strings.Repeat("a.", 1000) + "a = 1":                         "there is no key query." + strings.Repeat("a.", 26) + "a…",
		"[[query]\nname = 'a'":                                                       "q.toml:1:",
		"[[query]]\nquery = 'x'":                                                     "query 1: \"\" cannot name a query",
		"[[query]]\nname = '--'\nquery = 'x'":                                        "cannot name a query",
		"[[query]]\nname = 'a'\nquery = 'tga:x'":                                     "a: there is no field",
		"[[query]]\nname = 'a'\nquery = 'x'\nkey = 'mm'":                             "a: key is \"mm\"",
		"[[query]]\nname = 'a'\nquery = 'x'\nkey = '-'":                              "a: key is \"-\"",
		"[[query]]\nname = 'Été'\nquery = 'x'\n[[query]]\nname = 'ete'\nquery = 'y'": "ete stands there twice",
		"[[query]]\nname = 3\nquery = 'x'":                                           "q.toml:2:",
	} {
		got, err := parseSaved("q.toml", []byte(in))
		c := cause{}
		if err != nil {
			c = explain(err)
		}
		if got != nil || c.code != exitUsage || !strings.Contains(c.why, want) {
			t.Errorf("%s: %v, %+v, want %q", in, got, c, want)
		}
	}
}

func TestCheckSaved(t *testing.T) {
	all := []feed.SavedQuery{
		{ID: feed.ID{1}, Name: "morning", Query: "tag:asean"},
		{ID: feed.ID{2}, Name: "Thời sự", Query: "@morning OR lang:vi"},
		{ID: feed.ID{3}, Name: "broken", Query: "@gone"},
		{ID: feed.ID{4}, Name: "ring", Query: "x @ring"},
	}
	for in, want := range map[string]string{
		"@morning":             "",
		"@MORNING -x":          "",
		`saved:"thoi su"`:      "",
		"lang:fr":              "",
		"@mornin":              `there is no saved query "mornin"`,
		"x OR -(y @broken)":    `there is no saved query "gone"`,
		"@ring":                "holds itself",
		`saved:"nothing such"`: `there is no saved query "nothing such"`,
	} {
		q, err := query.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		_, err = checkSaved(all, q)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", in, err, want)
		}
	}
}

func TestDescribeQuery(t *testing.T) {
	for _, c := range []struct {
		added, removed []string
		says, verb     string
	}{
		{[]string{"a"}, nil, "query saved: a", "query"},
		{[]string{"b"}, []string{"a"}, "query renamed: a to b", "query"},
		{[]string{"a"}, []string{"a"}, "query saved: a", "query"},
		{nil, []string{"a\x1b[31m"}, "query deleted: a", "drop-query"},
	} {
		change := feed.Change{Verb: feed.DidQuery, Added: c.added, Removed: c.removed}
		if describe(change) != c.says || verbOf(change) != c.verb {
			t.Errorf("%v: %q, %q", c, describe(change), verbOf(change))
		}
	}
}
