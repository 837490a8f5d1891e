package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestExamples holds that every command line that README, help and manual show
// can be read: verb, flags and query.
func TestExamples(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(b) + "\n" + rootHelp(testApp().root)
	for _, topic := range topicNames() {
		md, err := topicText(topic)
		if err != nil {
			t.Fatal(err)
		}
		text += "\n" + md
	}
	var collect func(*cobra.Command)
	collect = func(c *cobra.Command) {
		text += "\n" + c.Example
		for _, s := range c.Commands() {
			collect(s)
		}
	}
	collect(testApp().root)
	tried := 0
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); !strings.HasPrefix(l, "veille ") || strings.Contains(l, " wrote ") {
			continue
		}
		for _, words := range commandLines(l) {
			if len(words) > 1 && words[0] == "veille" && words[1] != "reads" && words[1] != "help" {
				tried++
				tryLine(t, words[1:])
			}
		}
	}
	if tried < 50 {
		t.Errorf("tried %d command lines only", tried)
	}
}

// tryLine reads a command line as far as it goes without doing anything.
func tryLine(t *testing.T, words []string) {
	t.Helper()
	a := testApp()
	line := strings.Join(words, " ")
	args, err := arrange(a.root, words)
	if err != nil {
		t.Errorf("veille %s: %v", line, err)
		return
	}
	c, rest, err := a.root.Find(args)
	if err != nil {
		t.Errorf("veille %s: %v", line, err)
		return
	}
	if err := c.ParseFlags(rest); err != nil {
		t.Errorf("veille %s: %v", line, err)
		return
	}
	rest = c.Flags().Args()
	if c.Args != nil {
		if err := c.Args(c, rest); err != nil {
			t.Errorf("veille %s: %v", line, err)
		}
	}
	switch name := strings.TrimPrefix(c.CommandPath(), "veille "); name {
	case "list", "count", "show", "cite", "export", "delete", "trash list", "trash restore", "veille":
	case "tag":
		tagging, err := readTagging(rest)
		if err != nil {
			t.Errorf("veille %s: %v", line, err)
		}
		rest = tagging.query
	case "query save", "query edit":
		rest = rest[1:]
	default:
		return
	}
	if _, err := parseQuery(rest); err != nil {
		t.Errorf("veille %s: %v", line, err)
	}
	if f := c.Flags().Lookup("template"); f != nil && f.Changed {
		if _, err := rowTemplate(t.Context(), f.Value.String()); err != nil {
			t.Errorf("veille %s: %v", line, err)
		}
	}
}

// commandLines splits a line as a shell would: words, with quotes taken away, of
// one command after the other. What is redirected is left out.
func commandLines(line string) (out [][]string) {
	var words []string
	var word strings.Builder
	open, quote := false, rune(0)
	end := func() {
		if open {
			words = append(words, word.String())
		}
		word.Reset()
		open = false
	}
	next := func() {
		end()
		out, words = append(out, words), nil
	}
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, open = r, true
		case r == ' ':
			end()
		case r == '|' || r == '&' || r == '>' || r == '#' && !open:
			next()
			if r == '#' {
				return out
			}
		default:
			open = true
			word.WriteRune(r)
		}
	}
	next()
	return out
}
