package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) completionCmd() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "Print the completions for bash, zsh, fish or powershell",
		Long:      "Prints a script that lets the shell complete verbs, flags, fields of queries, themes, sources and ids.",
		Example:   "  source <(veille completion bash)\n  veille completion fish > ~/.config/fish/completions/veille.fish",
		Args:      words(1, 1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return bashCompletion(a.out, root)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return usagef("there are no completions for %q%s", args[0], meant(args[0], shells))("choose one of " + strings.Join(shells, ", "))
		},
	}
}

// bashCompletion writes the script for bash. Cobra compares what was typed with
// completions as printf %q escapes them, and that escapes commas, which nobody
// who types a list of values does: the backslashes are taken out again.
func bashCompletion(w io.Writer, root *cobra.Command) error {
	var b bytes.Buffer
	if err := root.GenBashCompletionV2(&b, true); err != nil {
		return fmt.Errorf("write completions: %w", err)
	}
	const compare = `        [[ $comp == "$cur"* ]] || continue`
	script := strings.Replace(b.String(), compare, `        comp=${comp//\\,/,}`+"\n"+compare, 1)
	_, err := io.WriteString(w, script)
	return err
}
