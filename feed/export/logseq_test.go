package export

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"veille/feed"
)

// TestLogseqFolder writes pages into a graph, again into it and into its folder
// of pages, and holds that what the user adds stays.
func TestLogseqFolder(t *testing.T) {
	graph := t.TempDir()
	f, _ := Find("logseq")
	list := highlighted()
	save := func(dir string, p Place) Saved {
		t.Helper()
		saved, err := Save(context.Background(), dir, f, seq(list...), testOptions(f), p)
		if err != nil || saved.Path != filepath.Join(graph, "pages") {
			t.Fatal(saved, err)
		}
		return saved
	}
	if saved := save(graph, Place{}); saved.Articles != 4 || saved.Bytes == 0 {
		t.Errorf("%+v", saved)
	}
	if saved := save(filepath.Join(graph, "pages"), Place{}); saved.Unchanged != 4 {
		t.Errorf("again: %+v", saved)
	}
	name := filepath.Join(graph, "pages", noteName(&list[2]))
	p, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const mine = "- Mine\n\t- and below it\n"
	put(t, name, string(p)+mine)
	list[2].Title = "A better title"
	if saved := save(graph, Place{}); saved.Unchanged != 3 || len(saved.Kept) != 0 {
		t.Errorf("after adding blocks: %+v", saved)
	}
	if p, err = os.ReadFile(name); err != nil || !strings.Contains(string(p), "- # A better title\n") || !strings.HasSuffix(string(p), "- "+endMark+"\n"+mine) {
		t.Errorf("%s, %v", p, err)
	}
	edited := strings.Replace(string(p), "A better title", "My title", 1)
	put(t, name, edited)
	if saved := save(graph, Place{}); len(saved.Kept) != 1 {
		t.Errorf("after an edit: %+v", saved)
	}
	save(graph, Place{Replace: true})
	if p, err = os.ReadFile(name); err != nil || strings.Contains(string(p), "My title") || !strings.HasSuffix(string(p), mine) {
		t.Errorf("told to replace: %s, %v", p, err)
	}
}

// logseqSigns are what Logseq reads beyond Markdown.
var logseqSigns = []string{strings.ToUpper("todo") + " pay", "DONE", "NOW hiring", "[#A] first", "((64f0-uuid))", "{{query (todo now)}}", "{{{m}}}", "key:: value", "a::b", "id:: 1", "#[[tag]]", "[[page]]", "[[a]][[b]]", "[x](y)", "@@html: <b>@@",
	"\\[x\\]", "$$x$$", "SCHEDULED: <2024-01-01 Mon>", "[2024-01-01 Mon]", ":LOGBOOK:", "#+BEGIN_QUERY", "^^high^^", "[^1]", "[1/2]", "[:div 1]", "<% today %>", "collapsed:: true", "- x"}

// blockStart is a line that Logseq takes for the start of a block.
var blockStart = regexp.MustCompile(`^\t*- `)

var (
	escaped    = regexp.MustCompile(`\\.`)
	linkTarget = regexp.MustCompile(`\]\(https?:[^)]*\)`)
)

func logseqArticles() []feed.Article {
	list := hostileArticles()
	for i, s := range append(logseqSigns, hostileTitles...) {
		list = append(list, feed.Article{
			Head: feed.Head{ID: feed.NewID("logseq", s), Title: s, Source: s, Agency: s, Place: s, Lang: "fr", URL: "https://a.example/#" + s, Published: day(2023, 1, 1+i%28), Precision: feed.Day},
			Body: []feed.Block{p(s), p("x\n" + s), p(s + "\n\n" + s), {Kind: feed.Preformatted, Spans: []feed.Span{{Text: s + "\n" + s}}}}, Notes: []string{s}, Byline: s,
		})
	}
	return list
}

func TestHostileLogseq(t *testing.T) {
	f, _ := Find("logseq")
	list := logseqArticles()
	saved, err := Save(context.Background(), t.TempDir(), f, seq(list...), hostileOptions(f), Place{})
	if err != nil || saved.Articles != len(list) {
		t.Fatal(saved, err)
	}
	for name, text := range tree(t, saved.Path) {
		checkName(t, name)
		head, body, ok := strings.Cut(text, "\n\n- ")
		if !ok || strings.Count(text, "- "+endMark) != 1 || !strings.HasSuffix(text, "\n- "+endMark+"\n") {
			t.Fatalf("%s", text)
		}
		for line := range strings.SplitSeq(head, "\n") {
			key, value, ok := strings.Cut(line, ":: ")
			if !ok || !strings.Contains(" source author publication published created lang place tags veille-id ", " "+key+" ") {
				t.Errorf("property %q", line)
			}
			if key != "tags" && strings.ContainsAny(value, "[]#(){}") && (!strings.HasPrefix(value, `"`) || !strings.HasSuffix(value, `"`)) {
				t.Errorf("property %q is searched for references", line)
			}
		}
		code := false
		for line := range strings.SplitSeq("- "+body, "\n") {
			start := blockStart.MatchString(line)
			text := strings.TrimPrefix(strings.TrimLeft(line, "\t"), "- ")
			if line != "" && !start && !strings.HasPrefix(strings.TrimLeft(line, "\t"), "  ") {
				t.Fatalf("line %q is in no block", line)
			}
			if fence := strings.HasPrefix(strings.TrimSpace(text), "```"); fence || code {
				code = code != fence
				continue
			}
			if i := strings.Index(text, "`"); i >= 0 {
				continue // code is as it is
			}
			for _, pair := range escaped.FindAllString(text, -1) {
				if pair == `\[` || pair == `\(` {
					t.Errorf("line %q has a formula", line)
				}
			}
			text = linkTarget.ReplaceAllString(escaped.ReplaceAllString(text, ""), "]")
			for open, end := range map[string]string{"[[": "]]", "((": "))", "{{": "}}", "[:": "]"} {
				if _, after, ok := strings.Cut(text, open); ok && strings.Contains(after, end) {
					t.Errorf("line %q refers to something", line)
				}
			}
			if strings.Contains(text, ":: ") || start && taskMark.MatchString(text) {
				t.Errorf("line %q means more than text", line)
			}
		}
	}
}
