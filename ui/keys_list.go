package ui

// KeyRow is one action of the key table.
type KeyRow struct {
	Group  string   // heading it stands under
	Action string   // its name in [keys]
	Keys   []string // as KeyTable writes them; none when it has no key
	Does   string
	Where  string // the panes it is for, "" for all
}

// KeyRows is KeyTableOf as rows, for programs.
func KeyRows(lang string, overrides map[string][]string, keyboard string) ([]KeyRow, error) {
	k, err := newKeymap(overrides, keyboard)
	if err != nil {
		return nil, err
	}
	w := wordsFor(lang)
	k.words = w
	var out []KeyRow
	for g := range groups {
		for _, row := range bindings {
			if row.group == g {
				out = append(out, KeyRow{w.Groups[g], string(row.action), k.hints(row.action), w.Actions[row.action], w.where(row.in)})
			}
		}
	}
	return out, nil
}
