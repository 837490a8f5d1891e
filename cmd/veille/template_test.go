package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func TestRowTemplate(t *testing.T) {
	h := feed.Head{
		ID: feed.NewID("x"), Title: "A\x1b]0;owned\x07 title\nof two lines", Source: "The Daily", Lang: "en",
		Published: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC), Precision: feed.Month, Words: 460, Themes: []feed.ID{{1}, {2}, {3}}, Read: true,
	}
	slugs := map[feed.ID]string{{1}: "asean", {3}: "un"}
	art := feed.Article{Head: h, Byline: "M. L.", Body: []feed.Block{
		{Kind: feed.Heading, Spans: []feed.Span{{Text: "Over"}}},
		{Kind: feed.Paragraph, Spans: []feed.Span{{Text: "First\x1b[31m words."}}},
	}, Captions: []feed.Caption{{Text: "A bridge"}, {Text: "A boat"}}}
	for in, want := range map[string]string{
		"{{.Date}} {{.Title}}":                            "2024-06 A title of two lines\n",
		`{{.Lang}}\t{{.Words}}\n`:                         "en\t460\n",
		`{{.Source | pad 12}}|`:                           "The Daily   |\n",
		`{{.Source | cut 5}}`:                             "The …\n",
		`{{join "," .Tags}}`:                              "asean,un\n",
		`{{json .Tags}} {{json .Agency}}`:                 `["asean","un"] ""` + "\n",
		`{{.Minutes}} {{if .Read}}read{{else}}new{{end}}`: "2 read\n",
		`{{.Lead}} {{.Byline}}`:                           "First words. M. L.\n",
		`{{range .Captions}}{{.}};{{end}}`:                "A bridge;A boat;\n",
		`{{printf "%s\n" .Lang}}`:                         "en\n\n",
		`{{len .ID}} {{len .FullID}}`:                     "8 26\n",
		"":                                                "\n",
	} {
		by, err := rowTemplate(context.Background(), in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		r := newRow(context.Background(), nil, h, slugs)
		r.load = func() (feed.Article, error) { return art, nil }
		var b strings.Builder
		if err := by.Execute(&b, r); err != nil || b.String() != want {
			t.Errorf("%s: %q, %v, want %q", in, b.String(), err, want)
		}
	}
}

func TestRowTemplateRefuses(t *testing.T) {
	for in, want := range map[string][2]string{
		"{{.Tilte}}":      {"there is no .Tilte", "did you mean .Title?"},
		"{{.title}}":      {"there is no .title", "did you mean .Title?"},
		"{{.Zzzzzzzz}}":   {"there is no .Zzzzzzzz", "veille help list"},
		"{{.Date":         {"cannot read the template", "veille help list"},
		"{{nothing .ID}}": {`function "nothing" not defined`, "veille help list"},
		"{{range 1000000000000}}more and more{{end}}": {"one article makes more than 16 MiB", "veille help list"},
		"{{.Date.Year}}": {"there is no .Year", "veille help list"},
	} {
		_, err := rowTemplate(context.Background(), in)
		c := cause{}
		if err != nil {
			c = explain(err)
		}
		if c.code != exitUsage || !strings.Contains(c.why, want[0]) || !strings.Contains(c.cure, want[1]) {
			t.Errorf("%s: %+v, want %q", in, c, want)
		}
	}
}

// A template that loops without end and prints nothing is given up when the verb
// is interrupted.
func TestEndlessTemplate(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := rowTemplate(ctx, "{{range 10000000}}{{end}}")
	if c := explain(err); c.code != exitInterrupted {
		t.Errorf("%+v", c)
	}
}
