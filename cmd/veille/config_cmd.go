package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"

	uiterm "veille/ui/term"
)

func (a *app) configCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Show or edit the settings",
		Long:  "Settings stand in config.toml. A wrong key or value is an error that names line and column; nothing of such a file is used.",
		Args:  subVerb,
		RunE:  unknownSub,
	}
	c.AddCommand(
		&cobra.Command{
			Use: "path", Short: "Print where the settings and the articles are kept", Args: words(0, 0),
			RunE: func(*cobra.Command, []string) error { return a.configPaths() },
		},
		&cobra.Command{
			Use: "show", Short: "Print the settings in force", Args: words(0, 0),
			RunE: func(*cobra.Command, []string) error { return a.configShow() },
		},
		&cobra.Command{
			Use: "edit", Short: "Edit the settings in $VISUAL or $EDITOR", Args: words(0, 0),
			RunE: func(*cobra.Command, []string) error { return a.configEdit() },
		},
	)
	return c
}

// subVerb demands a verb under a verb and says which there are.
func subVerb(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	names := subVerbs(cmd)
	last := len(names) - 1
	return usagef("%s needs one of %s or %s", cmd.CommandPath(), strings.Join(names[:last], ", "), names[last])(
		"veille help " + strings.TrimPrefix(cmd.CommandPath(), "veille "))
}

func subVerbs(cmd *cobra.Command) (names []string) {
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// unknownSub answers a word that is none of the verbs under a verb.
func unknownSub(cmd *cobra.Command, args []string) error {
	names := subVerbs(cmd)
	return usagef("%s has no verb %q%s", cmd.CommandPath(), args[0], meant(args[0], names))("choose one of " + strings.Join(names, ", "))
}

func (a *app) configPaths() error {
	if a.json {
		a.out.object(struct {
			Config  string `json:"config"`
			DB      string `json:"db"`
			Session string `json:"session"`
		}{a.settingsPath(), a.dbPath(), sessionPath()})
		return nil
	}
	a.out.printf("config\t%s\ndb\t%s\nsession\t%s\n", a.settingsPath(), a.dbPath(), sessionPath())
	return nil
}

func (a *app) configShow() error {
	s, err := loadSettings(a.settingsPath(), false)
	if err != nil {
		return err
	}
	if a.json {
		return a.settingsObject(&s)
	}
	t, err := s.text()
	if err != nil {
		return err
	}
	a.out.printf("%s", t)
	return nil
}

// settingsObject prints the settings as JSON with the keys of the file.
func (a *app) settingsObject(s *settings) error {
	t, err := s.text()
	if err != nil {
		return err
	}
	var o map[string]any
	if err := toml.Unmarshal([]byte(t), &o); err != nil {
		return fmt.Errorf("print settings: %w", err)
	}
	a.out.object(o)
	return nil
}

// configEdit opens the file in an editor, writing one first in which every key
// stands with its usual value and explanation, commented out.
func (a *app) configEdit() error {
	path := a.settingsPath()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t, err := settingsTemplate()
		if err != nil {
			return err
		}
		if err := writeWhole(path, []byte(t)); err != nil {
			return err
		}
	}
	if a.blind || !term.IsTerminal(a.in.Fd()) && os.Getenv("VISUAL") == "" && os.Getenv("EDITOR") == "" {
		return usagef("there is no terminal to edit in")("edit " + path)
	}
	if err := a.runEditor(path); err != nil {
		return err
	}
	_, err := loadSettings(path, true)
	return err
}

func settingsTemplate() (string, error) {
	s := usualSettings()
	t, err := s.text()
	if err != nil {
		return "", err
	}
	lines := strings.Split(strings.TrimRight(t, "\n"), "\n")
	for i, l := range lines {
		if l != "" && l[0] != '#' && l[0] != '[' {
			lines[i] = "# " + l
		}
	}
	return "# Settings of veille. A line that begins with # does not count.\n\n" + strings.Join(lines, "\n") + "\n", nil
}

// runEditor runs the user's editor on a file.
func (a *app) runEditor(path string) error {
	cmd := uiterm.Editor(path)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.in, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return &cured{fmt.Errorf("run editor %s: %w", cmd.Args[0], err), "set EDITOR to one that is installed, or edit " + path}
	}
	return nil
}
