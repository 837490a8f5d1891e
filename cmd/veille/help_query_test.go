package main

import (
	"slices"
	"strings"
	"testing"

	"veille/feed/query"
)

func queriesHelp(t *testing.T) string {
	t.Helper()
	md, err := topicText("queries")
	if err != nil {
		t.Fatal(err)
	}
	return md
}

// TestHelpNamesTheLanguage holds that help mentions every field, every value of
// a field that has a list of them, every order and every unit of time.
func TestHelpNamesTheLanguage(t *testing.T) {
	md := queriesHelp(t)
	var want []string
	for _, f := range query.Fields() {
		want = append(want, "`"+f+":")
		if fieldAbout[f] == "" {
			t.Errorf("nothing is said of %s:", f)
		}
	}
	for field, values := range map[string][]string{"is": query.States(), "has": query.Things(), "by": query.Origins(), "sort": query.Sorts()} {
		for _, v := range values {
			want = append(want, "`"+field+":"+v+"`")
			if about, listed := valueAbout[field]; listed && about[v] == "" {
				t.Errorf("nothing is said of %s:%s", field, v)
			}
		}
	}
	for _, unit := range []string{"h", "d", "w", "m", "y", "j", "sem", "mois", "an", "giờ", "ngày", "ng", "tuần", "tháng", "năm"} {
		want = append(want, "`"+unit+"`")
	}
	for _, w := range want {
		if !strings.Contains(md, w) {
			t.Errorf("help does not mention %s", w)
		}
	}
	for f := range fieldAbout {
		if !slices.Contains(query.Fields(), f) {
			t.Errorf("help explains %s:, which is no field", f)
		}
	}
	for field, about := range valueAbout {
		for v := range about {
			if !slices.Contains(query.Values(field), v) {
				t.Errorf("help explains %s:%s, which is no value", field, v)
			}
		}
	}
}

// TestHelpExamples holds that every query that help shows can be read.
func TestHelpExamples(t *testing.T) {
	tried := 0
	try := func(s string) {
		tried++
		if _, err := query.Parse(s); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	toml := false
	for l := range strings.Lines(queriesHelp(t)) {
		l = strings.TrimSuffix(l, "\n")
		code, isCode := strings.CutPrefix(l, "    ")
		toml = isCode && (toml || code == "[[query]]")
		cell, isRow := strings.CutPrefix(l, "| ")
		switch {
		case isCode && !toml && !strings.HasPrefix(code, "veille "):
			try(code)
		case isRow && !strings.HasPrefix(cell, "`veille "):
			cell, _, _ = strings.Cut(cell, " | ")
			for i, span := range strings.Split(cell, "`") {
				if i%2 == 1 && !strings.HasSuffix(span, ":") {
					try(span)
				}
			}
		}
	}
	if tried < 60 {
		t.Errorf("tried %d examples only", tried)
	}
}

// TestHelpSpellings holds that what help gives as another name of a value means
// that value.
func TestHelpSpellings(t *testing.T) {
	_, table, _ := strings.Cut(queriesHelp(t), "| name | also |")
	table, _, _ = strings.Cut(table, "\n\n")
	tried := 0
	for l := range strings.Lines(table) {
		name, also, ok := strings.Cut(strings.Trim(l, "| \n"), "` | ")
		if !ok {
			continue
		}
		name = strings.TrimPrefix(name, "`")
		field, value, _ := strings.Cut(name, ":")
		for _, word := range strings.Split(also, ", ") {
			tried++
			if value == "" {
				if got := query.Field(word); got != query.Field(field) {
					t.Errorf("%s: is %q, want %s", word, got, field)
				}
				continue
			}
			got, err := query.Parse(field + ":" + word)
			if err != nil || got.String() != mustString(t, name) {
				t.Errorf("%s:%s is %q, %v, want %s", field, word, got, err, name)
			}
		}
	}
	if tried < 150 {
		t.Errorf("tried %d names only", tried)
	}
}

func mustString(t *testing.T, line string) string {
	t.Helper()
	q, err := query.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	return q.String()
}

// TestHelpIsNotBrokenAtDashes holds that a long line is folded at blanks alone.
func TestHelpIsNotBrokenAtDashes(t *testing.T) {
	line := strings.Repeat("word ", 15) + "--key south-china-sea " + strings.Repeat("word ", 15)
	for _, l := range strings.Split(wrapHelp(line), "\n") {
		if len(l) > 80 || strings.HasSuffix(strings.TrimSpace(l), "-") || strings.Contains(l, "\u2011") {
			t.Errorf("folded to %q", l)
		}
	}
}
