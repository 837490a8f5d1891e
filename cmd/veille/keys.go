package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"veille/ui"
)

func (a *app) keysCmd() *cobra.Command {
	var lang string
	var markdown bool
	c := &cobra.Command{
		Use:     "keys",
		Short:   "List the keys of the reader",
		Long:    "Lists what the keys of the reader do, with the name that each action has in the [keys] table of the settings. Keys changed there are shown as changed.",
		Example: "  veille keys --markdown --lang fr",
		Args:    words(0, 0),
		RunE: func(*cobra.Command, []string) error {
			return a.keys(markdown, cmp.Or(lang, a.lang()))
		},
	}
	c.Flags().BoolVar(&markdown, "markdown", false, "as a Markdown table")
	c.Flags().Var(newChoice(&lang, "", langNames...), "lang", "language: en, fr or vi")
	return c
}

// keys prints the key table as the settings make it.
func (a *app) keys(markdown bool, lang string) error {
	if a.json {
		return a.keyObjects(lang)
	}
	t, err := ui.KeyTableOf(lang, markdown, a.conf.bindings(), keyboardOf(a.conf.UI.Keyboard))
	if err != nil {
		return err
	}
	a.out.printf("%s", t)
	return nil
}

// keyObjects prints the key table as lines of JSON.
func (a *app) keyObjects(lang string) error {
	rows, err := ui.KeyRows(lang, a.conf.bindings(), keyboardOf(a.conf.UI.Keyboard))
	if err != nil {
		return err
	}
	for _, r := range rows {
		a.out.object(struct {
			Action string   `json:"action"`
			Keys   []string `json:"keys"`
			Does   string   `json:"does"`
			Group  string   `json:"group"`
			Where  string   `json:"where"` // "": everywhere
		}{r.Action, list(r.Keys), r.Does, r.Group, r.Where})
	}
	return nil
}
