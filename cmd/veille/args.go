package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"veille/feed"
)

// arrange puts the arguments into an order that cobra reads without guessing:
// verbs, then flags with their values, then "--", then words.
//
// A query may exclude (-tag:covid-19, -word) and tagging may add (+asean), so
// an argument of one dash is a word and ends the flags, unless it is one of the
// short flags that the verb knows, standing alone (-q, -f html). After the
// first such word nothing is a flag; one that looks like a flag of the verb is
// refused instead of being searched for or tagged with. "--" ends the flags
// too; after words of tag it ends those and is handed on.
func arrange(root *cobra.Command, args []string) ([]string, error) {
	if len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd) {
		return arrangeCompletion(root, args)
	}
	a := arrangement{cmd: root}
	if err := a.read(args); err != nil {
		return nil, err
	}
	return a.args(), nil
}

// arrangement is what has been read so far.
type arrangement struct {
	cmd   *cobra.Command
	verbs []string
	flags []string
	words []string
	first string // the word that ended the flags, "" while flags may still come
}

func (a *arrangement) args() []string {
	out := append([]string{}, a.verbs...)
	out = append(out, a.flags...)
	if len(a.words) == 0 {
		return out
	}
	return append(append(out, "--"), a.words...)
}

func (a *arrangement) read(args []string) error {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			a.words = append(a.words, args[i+1:]...)
			return nil
		}
		flag, found, err := a.flag(arg)
		switch {
		case err != nil:
			return err
		case found:
			a.flags = append(a.flags, arg)
			if flag.NoOptDefVal != "" || strings.Contains(arg, "=") || arg[1] != '-' && len(arg) > 2 {
				continue
			}
			if i+1 == len(args) {
				return usagef("%s needs a value", arg)("veille help " + strings.Join(a.verbs, " "))
			}
			i++
			a.flags = append(a.flags, args[i])
		case a.isDashed(arg):
			a.first = arg
			return a.rest(args[i:])
		default:
			a.plain(arg)
		}
	}
	return nil
}

// flag tells whether arg is a flag of the verb: --name, --name=value, -n or
// -n=value, or -fvalue where that can be no word. A long flag that no verb knows
// is an error.
func (a *arrangement) flag(arg string) (*pflag.Flag, bool, error) {
	if name, ok := strings.CutPrefix(arg, "--"); ok {
		name, _, _ = strings.Cut(name, "=")
		if f := lookup(a.cmd, name); f != nil {
			return f, true, nil
		}
		return nil, false, unknownFlag(a.cmd, name)
	}
	if len(arg) >= 2 && arg[0] == '-' {
		if f := lookupShort(a.cmd, arg[1:2]); f != nil && (len(arg) == 2 || arg[2] == '=' || isGlued(f, arg[2:])) {
			return f, true, nil
		}
	}
	return nil, false, nil
}

// isGlued reports whether a value may be glued to a short flag: where the flag
// takes one of a few words that is one of them (-fhtml), and where a file is
// named that is no word (-odossier.html, -o/tmp/x, -o-). Anything else excludes
// a word from the query (-france).
func isGlued(f *pflag.Flag, value string) bool {
	if c, ok := f.Value.(*choice); ok {
		return slices.Contains(c.all, value)
	}
	return f.Name == "output" && (value == "-" || strings.ContainsAny(value, "./") && !strings.Contains(value, ":"))
}

// isDashed reports whether arg is a word that begins with a sign.
func (a *arrangement) isDashed(arg string) bool {
	return len(arg) > 1 && (arg[0] == '-' || arg[0] == '+' && a.cmd.Name() == "tag")
}

func (a *arrangement) plain(arg string) {
	if len(a.words) == 0 {
		for _, c := range a.cmd.Commands() {
			if c.Name() == arg || c.HasAlias(arg) {
				a.cmd, a.verbs = c, append(a.verbs, arg)
				return
			}
		}
	}
	a.words = append(a.words, arg)
}

// rest takes everything from the first signed word on.
func (a *arrangement) rest(args []string) error {
	for i, arg := range args {
		if arg == "--" {
			if a.cmd.Name() == "tag" {
				a.words = append(a.words, arg)
			}
			a.words = append(a.words, args[i+1:]...)
			return nil
		}
		late := strings.HasPrefix(arg, "--") ||
			len(arg) == 2 && arg[0] == '-' && lookupShort(a.cmd, arg[1:]) != nil
		if late {
			return usagef("%s stands after %s, where everything is a word", arg, a.first)("put flags before the first word that begins with - or +")
		}
		a.words = append(a.words, arg)
	}
	return nil
}

// arrangeCompletion arranges what stands before the word to complete.
func arrangeCompletion(root *cobra.Command, args []string) ([]string, error) {
	if len(args) < 2 {
		return args, nil
	}
	last := args[len(args)-1]
	a := arrangement{cmd: root}
	if err := a.read(args[1 : len(args)-1]); err != nil {
		return args, nil //nolint:nilerr // an unfinished line is not an error while it is typed
	}
	out := append([]string{args[0]}, a.args()...)
	signed := len(last) > 1 && last[0] == '-' && last[1] != '-'
	switch {
	case signed && len(a.words) == 0:
		out = append(out, "--") // a word of the query, not a flag
	case !signed && a.first == "" && len(a.words) > 0:
		// No word has ended the flags yet: they may still be completed.
		out = append([]string{args[0]}, append(append(a.verbs, a.flags...), a.words...)...)
	}
	return append(out, last), nil
}

func lookup(c *cobra.Command, name string) *pflag.Flag {
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	if f := c.Flags().Lookup(name); f != nil {
		return f
	}
	if f := c.PersistentFlags().Lookup(name); f != nil {
		return f
	}
	return c.InheritedFlags().Lookup(name)
}

func lookupShort(c *cobra.Command, letter string) *pflag.Flag {
	c.InitDefaultHelpFlag()
	if f := c.Flags().ShorthandLookup(letter); f != nil {
		return f
	}
	if f := c.PersistentFlags().ShorthandLookup(letter); f != nil {
		return f
	}
	return c.InheritedFlags().ShorthandLookup(letter)
}

func unknownFlag(c *cobra.Command, name string) error {
	var names []string
	collect := func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	}
	c.Flags().VisitAll(collect)
	c.InheritedFlags().VisitAll(collect)
	what := "veille"
	if c.HasParent() {
		what = c.CommandPath()
	}
	hint := "veille help " + strings.TrimPrefix(strings.TrimPrefix(what, "veille"), " ")
	if near := feed.Nearest(name, names); near != "" {
		hint = "did you mean --" + near + "?"
	}
	return usagef("%s has no flag --%s", what, name)(strings.TrimSpace(hint))
}

// checkVerb refuses a lone first word that looks like a mistyped verb: it would
// otherwise open the reader on a search for it.
func checkVerb(root *cobra.Command, words []string) error {
	if len(words) == 0 || strings.ContainsAny(words[0], ":\" -@(*") {
		return nil
	}
	var verbs []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			verbs = append(verbs, c.Name())
		}
	}
	near := feed.Nearest(words[0], verbs)
	if near == "" {
		return nil
	}
	return usagef("there is no verb %q", words[0])(fmt.Sprintf("did you mean %q? To search for the word: veille -- %s", "veille "+near, words[0]))
}
