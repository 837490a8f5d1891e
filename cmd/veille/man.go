package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) manCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Example: "  veille man | man -l -\n  veille man > ~/.local/share/man/man1/veille.1",
		Args:    words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			writeMan(a.out, cmd.Root())
			return nil
		},
	}
}

// writeMan writes veille(1): the verbs as they are declared, then the topics of
// veille help. It is one page with man(7) macros, so that a word is found by
// searching in one place.
func writeMan(w io.Writer, root *cobra.Command) {
	p := func(format string, args ...any) { fmt.Fprintf(w, format, args...) } //nolint:errcheck // the printer keeps its error
	p(".TH VEILLE 1 \"\" %s \"User commands\"\n", roffQuote("veille "+version()))
	p(".SH NAME\nveille \\- a press watch for the terminal\n")
	p(".SH SYNOPSIS\n.B veille\n[flags] [\\fIQUERY\\fR]\n.br\n.B veille\n\\fIVERB\\fR [flags] [words]\n")
	p(".SH DESCRIPTION\n%s\n", roff("veille follows feeds and reads saved pages of the press, takes text, captions, dates and the teasers of other articles apart, keeps them in one file on this computer, lets them be tagged by theme, found again and exported as a dossier. Without a verb it opens the reader, on a query if one is given."))
	p(".SH VERBS\n")
	for _, c := range root.Commands() {
		manVerb(p, c)
	}
	p(".SH FLAGS OF EVERY VERB\n")
	manFlags(p, root.PersistentFlags())
	for _, t := range topics {
		md, err := topicText(t.name)
		if err != nil {
			continue // embedded: cannot be missing
		}
		p("%s", roffMarkdown(md))
	}
}

func manVerb(p func(string, ...any), c *cobra.Command) {
	if !c.IsAvailableCommand() && c.Name() != "help" {
		return
	}
	if c.HasAvailableSubCommands() {
		for _, s := range c.Commands() {
			manVerb(p, s)
		}
		return
	}
	p(".SS %s\n%s\n", roffQuote(usageLine(c)), roff(cmp.Or(c.Long, c.Short)))
	manFlags(p, c.LocalNonPersistentFlags())
	if c.HasExample() {
		p(".PP\n.nf\n%s\n.fi\n", roff(c.Example))
	}
}

func manFlags(p func(string, ...any), set *pflag.FlagSet) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" || f.Name == "version" {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		flag := "\\-\\-" + roff(f.Name)
		if f.Shorthand != "" {
			flag = "\\-" + f.Shorthand + ", " + flag
		}
		if name != "" {
			name = " \\fI" + roff(name) + "\\fR"
		}
		p(".TP\n\\fB%s\\fR%s\n%s\n", flag, name, roff(usage))
	})
}

// roff escapes text for man(7): backslashes, hyphens that must stay ASCII, and
// lines that would be read as requests.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

func roffQuote(s string) string { return `"` + strings.ReplaceAll(roff(s), `"`, `\(dq`) + `"` }

// roffMarkdown turns the Markdown that the topics use into man(7): headings,
// paragraphs, lists, indented examples, and tables of which the first column
// is a term.
func roffMarkdown(md string) string {
	var b strings.Builder
	example := false
	lines := strings.Split(md, "\n")
	for i, line := range lines {
		code, isCode := strings.CutPrefix(line, "    ")
		if isCode != example && (isCode || line != "") {
			b.WriteString(map[bool]string{true: ".PP\n.nf\n", false: ".fi\n"}[isCode])
			example = isCode
		}
		switch {
		case isCode:
			b.WriteString(roff(code) + "\n")
		case strings.HasPrefix(line, "# "):
			b.WriteString(".SH " + roffQuote(strings.ToUpper(line[2:])) + "\n")
		case strings.HasPrefix(line, "## "):
			b.WriteString(".SS " + roffQuote(line[3:]) + "\n")
		case strings.HasPrefix(line, "- "):
			b.WriteString(".IP \\(bu 2\n" + roffInline(line[2:]) + "\n")
		case strings.HasPrefix(line, "| ---"), i+1 < len(lines) && strings.HasPrefix(lines[i+1], "| ---"):
			// The ruler of a table and its head.
		case strings.HasPrefix(line, "| "):
			b.WriteString(roffRow(line))
		case line == "":
			b.WriteString(map[bool]string{true: "\n", false: ".PP\n"}[example])
		default:
			b.WriteString(roffInline(strings.TrimSpace(line)) + "\n")
		}
	}
	if example {
		b.WriteString(".fi\n")
	}
	return b.String()
}

// roffRow makes a term with its meaning of a row.
func roffRow(line string) string {
	cells := strings.Split(strings.Trim(line, "| "), " | ")
	return ".TP\n" + roffInline(cells[0]) + "\n" + roffInline(strings.Join(cells[1:], " ")) + "\n"
}

// roffInline escapes a line and sets `code` in bold and *words* in italics.
func roffInline(s string) string {
	var b strings.Builder
	for i, part := range strings.Split(s, "`") {
		if i%2 == 1 {
			b.WriteString("\\fB" + roff(part) + "\\fR")
			continue
		}
		for j, p := range strings.Split(part, "*") {
			if j%2 == 1 {
				b.WriteString("\\fI" + roff(p) + "\\fR")
			} else {
				b.WriteString(roff(p))
			}
		}
	}
	out := b.String()
	if strings.HasPrefix(out, ".") || strings.HasPrefix(out, "'") {
		out = `\&` + out
	}
	return out
}
