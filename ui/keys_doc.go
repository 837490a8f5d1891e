package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// KeyTable writes the usual keys in a language of the interface, as lines for a
// terminal or as a Markdown table. What it returns ends with a newline.
func KeyTable(lang string, markdown bool) string {
	s, err := KeyTableOf(lang, markdown, nil, "")
	if err != nil {
		return err.Error() + "\n" // cannot be: a test holds that the usual keys do not clash
	}
	return s
}

// KeyTableOf is KeyTable with the user's bindings and keyboard. Errors as
// CheckKeys.
func KeyTableOf(lang string, markdown bool, overrides map[string][]string, keyboard string) (string, error) {
	k, err := newKeymap(overrides, keyboard)
	if err != nil {
		return "", err
	}
	w := wordsFor(lang)
	k.words = w
	var b strings.Builder
	if markdown {
		k.markdown(&b, w)
	} else {
		k.table(&b, w)
	}
	return b.String(), nil
}

// where names the panes that an action is for, "" when it is for all.
func (w *Words) where(i in) string {
	if i&inEverywhere == inEverywhere {
		return ""
	}
	var names []string
	for p, name := range []string{w.List, w.Reader, w.Sidebar, w.FindPrompt} {
		if i.has(pane(p)) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// code writes a key as Markdown code inside a table.
func code(key string) string {
	if key == "|" {
		key = `\|`
	}
	if strings.Contains(key, "`") {
		return "`` " + key + " ``"
	}
	return "`" + key + "`"
}

func (k keymap) markdown(b *strings.Builder, w *Words) {
	fmt.Fprintf(b, "| %s | %s | %s | %s |\n|---|---|---|---|\n", w.KeyColumn, w.DoesColumn, w.WhereColumn, w.NameColumn)
	for g := range groups {
		fmt.Fprintf(b, "| **%s** | | | |\n", w.Groups[g])
		for _, row := range bindings {
			if row.group != g {
				continue
			}
			keys := k.hints(row.action)
			for i := range keys {
				keys[i] = code(keys[i])
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", strings.Join(keys, " "), w.Actions[row.action], w.where(row.in), code(string(row.action)))
		}
	}
}

func (k keymap) table(b *strings.Builder, w *Words) {
	wide, long := 0, 0
	for _, row := range bindings {
		wide = max(wide, ansi.StringWidth(strings.Join(k.hints(row.action), " ")))
		long = max(long, ansi.StringWidth(w.Actions[row.action]))
	}
	for g := range groups {
		if g > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s\n", w.Groups[g])
		for _, row := range bindings {
			if row.group != g {
				continue
			}
			keys := strings.Join(k.hints(row.action), " ")
			line := "  " + fit(keys, wide, "") + "  " + fit(w.Actions[row.action], long, "") + "  " + fit(string(row.action), 18, "")
			if where := w.where(row.in); where != "" {
				line += "  " + where
			}
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
}
