package main

import (
	"cmp"
	"embed"
	"fmt"
	"os"
	"strings"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

//go:embed help/*.md
var topicFiles embed.FS

// topics are what veille help knows besides the verbs, in this order.
var topics = []struct{ name, about string }{
	{"queries", "how to say which articles: fields, dates, phrases, exclusions; also: query"},
	{"sources", "following feeds: adding, asking, order, whole texts, passwords, cron"},
	{"import", "what comes along from newsboat, FreshRSS, Pocket, Zotero and others"},
	{"exports", "the formats of veille export and what they are for"},
	{"reviews", "press reviews: templates, order by hand, from cron"},
	{"files", "where things are kept, environment, settings, exit codes"},
	{"themes", "themes and their words, suggestions, rules, stories, reports"},
}

func topicNames() []string {
	out := make([]string, len(topics))
	for i, t := range topics {
		out[i] = t.name
	}
	return out
}

// manual is where the whole documentation is.
const manual = "veille man | man -l -"

func (a *app) setHelp(root *cobra.Command) {
	root.SetHelpCommand(&cobra.Command{
		Use:   "help [VERB|TOPIC]",
		Short: "Explain a verb or a topic",
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			out := topicNames()
			for _, c := range cmd.Root().Commands() {
				if c.IsAvailableCommand() {
					out = append(out, c.Name())
				}
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.help(cmd.Root(), args) },
	})
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if cmd.HasParent() {
			a.out.printf("%s", verbHelp(cmd))
		} else {
			a.out.printf("%s", rootHelp(cmd))
		}
	})
	root.InitDefaultHelpCmd()
}

func (a *app) help(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		a.out.printf("%s", rootHelp(root))
		return nil
	}
	for _, t := range topics {
		// "query" is a verb too; veille query --help explains that.
		if len(args) == 1 && (t.name == args[0] || t.name == "queries" && args[0] == "query") {
			return a.topic(t.name)
		}
	}
	cmd, rest, err := root.Find(args)
	if err == nil && cmd != root && len(rest) == 0 {
		cmd.InitDefaultHelpFlag()
		a.out.printf("%s", verbHelp(cmd))
		return nil
	}
	names := topicNames()
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return usagef("there is no verb or topic %q%s", strings.Join(args, " "), meant(args[0], names))("veille help")
}

// topic prints a page of help: as Markdown, or as styled text on a terminal.
func (a *app) topic(name string) error {
	md, err := topicText(name)
	if err != nil {
		return err
	}
	if !a.out.tty || os.Getenv("TERM") == "dumb" || a.colourMode() == "none" {
		a.out.printf("%s", md)
		return nil
	}
	out, err := a.glamour(md, min(termWidth(os.Stdout, 80), 80))
	if err != nil {
		return err
	}
	a.out.printf("%s", out)
	return nil
}

// topicText is a page of help as Markdown.
func topicText(name string) (string, error) {
	b, err := topicFiles.ReadFile("help/" + name + ".md")
	if err != nil {
		return "", fmt.Errorf("read help: %w", err)
	}
	return withNames(string(b)), nil
}

// topicStyle uses attributes alone: the colours stay those of the terminal, and
// no blanks are styled.
var topicStyle = func() ansi.StyleConfig {
	yes, none, two := true, uint(0), uint(2)
	bold := ansi.StylePrimitive{Bold: &yes}
	return ansi.StyleConfig{
		Document:  ansi.StyleBlock{Margin: &none},
		Heading:   ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Bold: &yes, BlockSuffix: "\n"}},
		Strong:    bold,
		Emph:      ansi.StylePrimitive{Italic: &yes},
		Code:      ansi.StyleBlock{StylePrimitive: bold},
		CodeBlock: ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{Margin: &two}},
		List:      ansi.StyleList{LevelIndent: two},
		Item:      ansi.StylePrimitive{BlockPrefix: "• "},
	}
}()

// glamour styles a page of help for the terminal.
func (a *app) glamour(md string, width int) (string, error) {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(topicStyle), glamour.WithWordWrap(width))
	if err != nil {
		return "", fmt.Errorf("style help: %w", err)
	}
	out, err := r.Render(withoutTables(md))
	if err != nil {
		return "", fmt.Errorf("style help: %w", err)
	}
	lines := strings.Split(out, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n") + "\n", nil
}

// withoutTables makes items of the rows of tables: columns of equal width
// waste half of a terminal.
func withoutTables(md string) string {
	lines := strings.Split(md, "\n")
	var out []string
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, "| ---"), i+1 < len(lines) && strings.HasPrefix(lines[i+1], "| ---"):
		case strings.HasPrefix(l, "| "):
			term, meaning, _ := strings.Cut(strings.Trim(l, "| "), " | ")
			out = append(out, "- "+term+" — "+meaning)
		default:
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

func rootHelp(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString(`veille follows the press: it reads feeds and saved pages, keeps them in one file
on this computer, lets you tag them by theme, find them again and hand them on
as a dossier.

  veille                                     open the reader
  veille add https://carnet.example/         follow a source
  veille fetch                               ask the sources for news
  veille import ~/Downloads/*.html           take saved pages in
  veille list tag:asean since:7d             find
  veille tag +asean +trade-economy title:summit
  veille show 4kq2mxv7                       read one
  veille export tag:asean -f html -o dossier.html

`)
	b.WriteString("Verbs\n")
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() && c.Name() != "help" {
			fmt.Fprintf(&b, "  %-12s %s\n", c.Name(), c.Short)
		}
	}
	b.WriteString("\nFlags of every verb\n" + flagUsages(root.PersistentFlags()))
	b.WriteString("\nveille help VERB explains a verb. Topics of veille help:\n")
	for _, t := range topics {
		fmt.Fprintf(&b, "  %-12s %s\n", t.name, t.about)
	}
	b.WriteString("The whole manual: " + manual + "\n")
	return b.String()
}

func verbHelp(c *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", cmp.Or(c.Long, c.Short))
	if c.HasExample() {
		b.WriteString(c.Example + "\n\n")
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "Usage\n  %s VERB\n\nVerbs\n", c.CommandPath())
		for _, s := range c.Commands() {
			if s.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-28s %s\n", s.Use, s.Short)
			}
		}
	} else {
		fmt.Fprintf(&b, "Usage\n  %s\n", usageLine(c))
	}
	if f := flagUsages(c.LocalNonPersistentFlags()); f != "" {
		b.WriteString("\nFlags\n" + f)
	}
	b.WriteString("\nveille help lists the flags of every verb.\n")
	return wrapHelp(b.String())
}

func usageLine(c *cobra.Command) string {
	if c.Parent() == nil {
		return c.Use
	}
	return c.Parent().CommandPath() + " " + c.Use
}

// flagUsages lists flags without those that cobra adds.
func flagUsages(f *pflag.FlagSet) string {
	shown := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.VisitAll(func(fl *pflag.Flag) {
		if !fl.Hidden && fl.Name != "help" && fl.Name != "version" {
			shown.AddFlag(fl)
		}
	})
	return shown.FlagUsagesWrapped(80)
}

// wrapHelp folds the long lines of a text at 80 columns, at blanks alone: a flag
// is not broken behind its dashes. Lines that are indented stay as they are.
func wrapHelp(s string) string {
	const dash, unbroken = "-", "\u2011"
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if len(l) > 80 && l[0] != ' ' {
			lines[i] = strings.ReplaceAll(lipgloss.Wrap(strings.ReplaceAll(l, dash, unbroken), 80, " "), unbroken, dash)
		}
	}
	return strings.Join(lines, "\n")
}
