package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// keymap says what a key does in each pane.
type keymap struct {
	bound    [4]map[string]Action // by pane; a sequence has a blank: "g u"
	prefixes [4]map[string]bool   // keys that begin a sequence
	keys     map[Action][]string  // as bound, for help and footers
	words    *Words               // name the keys that have names; nil: English
}

// Actions returns the names of all actions, in the order of the key table.
func Actions() []string {
	out := make([]string, len(bindings))
	for i, b := range bindings {
		out[i] = string(b.action)
	}
	return out
}

// CheckKeys tests the [keys] table of a configuration for a keyboard (qwerty
// or azerty). The error wraps feed.ErrInvalid and names the action, or the key
// with both actions that claim it.
func CheckKeys(overrides map[string][]string, keyboard string) error {
	_, err := newKeymap(overrides, keyboard)
	return err
}

// newKeymap makes the key map of a keyboard with the user's bindings in place
// of the usual ones. Errors as CheckKeys.
func newKeymap(overrides map[string][]string, keyboard string) (keymap, error) {
	if err := checkNames(overrides, keyboard); err != nil {
		return keymap{}, err
	}
	k := keymap{keys: make(map[Action][]string, len(bindings))}
	for p := range k.bound {
		k.bound[p], k.prefixes[p] = map[string]Action{}, map[string]bool{}
	}
	for _, b := range bindings {
		keys, err := keysOf(b, overrides, keyboard)
		if err != nil {
			return keymap{}, err
		}
		k.keys[b.action] = keys
		for p := range k.bound {
			if !b.in.has(pane(p)) {
				continue
			}
			for _, key := range keys {
				if err := k.bind(pane(p), key, b.action); err != nil {
					return keymap{}, err
				}
			}
		}
	}
	return k, k.checkPrefixes()
}

func checkNames(overrides map[string][]string, keyboard string) error {
	if keyboard != "" && keyboard != "qwerty" && keyboard != "azerty" {
		return fmt.Errorf("read keyboard %q: want qwerty or azerty: %w", keyboard, feed.ErrInvalid)
	}
	for _, name := range slices.Sorted(maps.Keys(overrides)) {
		if !slices.Contains(Actions(), name) {
			return fmt.Errorf("no action is called %q%s: %w", name, didYouMean(name, Actions()), feed.ErrInvalid)
		}
	}
	return nil
}

// keysOf returns the keys of one action in their normal spelling.
func keysOf(b binding, overrides map[string][]string, keyboard string) ([]string, error) {
	given, own := overrides[string(b.action)]
	if !own {
		given = b.keys
		if alias, ok := azerty[b.action]; ok && keyboard == "azerty" {
			given = append(slices.Clone(given), alias)
		}
		if keyboard == "azerty" {
			given = slices.DeleteFunc(slices.Clone(given), func(key string) bool { return slices.Contains(notAzerty[b.action], key) })
		}
	}
	out := make([]string, 0, len(given))
	for _, g := range given {
		key, err := normalKey(g)
		if err != nil {
			return nil, fmt.Errorf("bind %q to %s: %w", g, b.action, err)
		}
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out, nil
}

func (k *keymap) bind(p pane, key string, a Action) error {
	if first, _, ok := strings.Cut(key, " "); ok {
		k.prefixes[p][first] = true
	}
	if old, taken := k.bound[p][key]; taken && old != a {
		return fmt.Errorf("key %q does both %s and %s in the %s: %w", key, old, a, paneNames[p], feed.ErrInvalid)
	}
	k.bound[p][key] = a
	return nil
}

var paneNames = [...]string{"list", "reader", "sidebar", "article being searched"}

// checkPrefixes refuses a key that both does something and begins a sequence:
// the program could not know which was meant. The key of a menu may: what
// follows is a row of it.
func (k *keymap) checkPrefixes() error {
	for p, prefixes := range k.prefixes {
		for _, first := range slices.Sorted(maps.Keys(prefixes)) {
			a, taken := k.bound[p][first]
			if !taken || a.menu() {
				continue
			}
			for _, key := range slices.Sorted(maps.Keys(k.bound[p])) {
				if strings.HasPrefix(key, first+" ") {
					return fmt.Errorf("key %q does %s in the %s but also begins %q, %s: %w",
						first, a, paneNames[p], key, k.bound[p][key], feed.ErrInvalid)
				}
			}
		}
	}
	return nil
}

// namedKeys are the keys Bubble Tea spells as a word.
var namedKeys = []string{
	"space", "enter", "tab", "esc", "backspace", "delete", "insert", "up", "down", "left", "right",
	"home", "end", "pgup", "pgdown", "begin",
}

// normalKey spells a key as Bubble Tea does. Two letters are a sequence ("gu"
// is "g u"), but f1 to f63 are function keys: the sequence is "f 1".
func normalKey(s string) (string, error) {
	parts := strings.Fields(s)
	if len(parts) == 1 && utf8.RuneCountInString(parts[0]) == 2 && !isFunctionKey(parts[0]) && !slices.Contains(namedKeys, parts[0]) {
		r := []rune(parts[0])
		parts = []string{string(r[0]), string(r[1])}
	}
	if s == " " {
		parts = []string{"space"}
	}
	if len(parts) == 0 || len(parts) > 2 {
		return "", fmt.Errorf("want one key or two: %w", feed.ErrInvalid)
	}
	for _, p := range parts {
		if err := checkKey(p); err != nil {
			return "", err
		}
	}
	return strings.Join(parts, " "), nil
}

func checkKey(s string) error {
	base := s
	for _, mod := range []string{"ctrl+", "alt+", "shift+", "meta+", "hyper+", "super+"} {
		base = strings.TrimPrefix(base, mod)
	}
	r, size := utf8.DecodeRuneInString(base)
	switch {
	case slices.Contains(namedKeys, base), isFunctionKey(base):
		return nil
	case size != len(base) || size == 0 || !unicode.IsGraphic(r):
		return fmt.Errorf("no key is called %q%s: %w", s, didYouMean(base, namedKeys), feed.ErrInvalid)
	case slices.Contains([]string{"ctrl+s", "ctrl+q", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+["}, s):
		return fmt.Errorf("terminals use %s for themselves: %w", s, feed.ErrInvalid)
	}
	return nil
}

func isFunctionKey(s string) bool {
	digits, ok := strings.CutPrefix(s, "f")
	return ok && digits != "" && len(digits) <= 2 && strings.Trim(digits, "0123456789") == "" && digits[0] != '0'
}

// action tells what a key does. pending is the key that began a sequence, ""
// outside one; stillPending is not empty when this key begins one. With both
// results empty the key does nothing here.
func (k keymap) action(where pane, pending string, key tea.KeyPressMsg) (a Action, stillPending string) {
	for _, name := range spellings(key) {
		if pending != "" {
			name = pending + " " + name
		}
		for _, p := range places(where) {
			if a, ok := k.bound[p][name]; ok {
				return a, ""
			}
			if pending == "" && k.prefixes[p][name] {
				return "", name
			}
		}
	}
	return "", ""
}

func places(where pane) []pane {
	if where == paneFind {
		return []pane{paneFind, paneReader}
	}
	return []pane{where}
}

// spellings returns the names under which a key may be bound: with its
// modifiers, by the text it types, and by its place on a Latin keyboard when
// the layout is another and the terminal tells.
func spellings(key tea.KeyPressMsg) []string {
	out := []string{key.Keystroke(), key.String()}
	if key.BaseCode != 0 && key.Code > unicode.MaxLatin1 {
		base := key.BaseCode
		if key.Mod.Contains(tea.ModShift) {
			base = unicode.ToUpper(base)
		}
		out = append(out, string(base))
	}
	return out
}

// next returns the sequences that pending begins in a pane, in the order of the
// key table: what the which-key box shows.
func (k keymap) next(where pane, pending string) []Action {
	var out []Action
	for _, b := range bindings {
		if !b.in.has(where) && (where != paneFind || !b.in.has(paneReader)) {
			continue
		}
		for _, key := range k.keys[b.action] {
			if strings.HasPrefix(key, pending+" ") {
				out = append(out, b.action)
				break
			}
		}
	}
	return out
}

// hint returns the first key of an action as it is shown, "" without one.
func (k keymap) hint(a Action) string {
	if keys := k.keys[a]; len(keys) > 0 {
		return k.shown(keys[0])
	}
	return ""
}

// way is hint; for an action without a key, the key of the palette, which has it.
func (k keymap) way(a Action) string { return cmp.Or(k.hint(a), k.hint(actPalette)) }

// hints returns all keys of an action as they are shown.
func (k keymap) hints(a Action) []string {
	out := make([]string, len(k.keys[a]))
	for i, key := range k.keys[a] {
		out[i] = k.shown(key)
	}
	return out
}

// shown is a key as help prints it: sequences without their blank, arrows as
// such, and the rest by its name in the language of the interface.
func (k keymap) shown(key string) string {
	first, second, ok := strings.Cut(key, " ")
	if ok && utf8.RuneCountInString(first) == 1 && utf8.RuneCountInString(second) == 1 {
		return first + second
	}
	if ok {
		return k.shown(first) + " " + k.shown(second)
	}
	w := k.words
	if w == nil {
		w = &english
	}
	mods, base := "", key
	for _, mod := range []string{"ctrl+", "alt+", "shift+", "meta+", "hyper+", "super+"} {
		if rest, is := strings.CutPrefix(base, mod); is && rest != "" {
			name := strings.TrimSuffix(mod, "+")
			mods, base = mods+cmp.Or(w.KeyNames[name], name)+"+", rest
		}
	}
	if name := w.KeyNames[base]; name != "" {
		base = name
	}
	if isFunctionKey(base) {
		base = strings.ToUpper(base)
	}
	return mods + base
}

// didYouMean offers the nearest of the names, "" when none is near.
func didYouMean(got string, names []string) string {
	if near := feed.Nearest(got, names); near != "" {
		return fmt.Sprintf(", did you mean %q?", near)
	}
	return ""
}
