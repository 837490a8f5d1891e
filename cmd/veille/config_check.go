package main

import (
	"cmp"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"veille/feed"
	"veille/ui"
)

// configFault is one thing wrong in config.toml; line and column count from 1.
type configFault struct {
	line, column int
	what         string
}

// entry is one "key = value" of the file, with its whole path.
type entry struct {
	path         []string
	kind         unstable.Kind
	text         string   // of a scalar
	keys         []string // of a string, or of an array of strings; nil for others
	line, column int
}

// newEntry copies what counts of a value: its node is used again for the next
// expression.
func newEntry(path []string, v *unstable.Node, line, column int) entry {
	e := entry{path: path, kind: v.Kind, text: string(v.Data), line: line, column: column}
	switch v.Kind {
	case unstable.String:
		e.keys = []string{e.text}
	case unstable.Array:
		e.keys = []string{}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.String {
				e.keys = nil
				break
			}
			e.keys = append(e.keys, string(it.Node().Data))
		}
	}
	return e
}

func (e *entry) name() string { return strings.Join(e.path, ".") }

func (e *entry) fault(format string, args ...any) configFault {
	return configFault{e.line, e.column, fmt.Sprintf(format, args...)}
}

// checkSettings finds everything that is wrong with a well-formed file: keys
// that do not exist, values of the wrong kind, words that are none of those
// allowed, keys of the keyboard that clash.
func checkSettings(b []byte) ([]configFault, error) {
	entries, faults, err := walk(b)
	if err != nil {
		return nil, err
	}
	words := allowed()
	bindings := map[string][]string{}
	keyboard := "auto"
	for _, e := range entries {
		if f, ok := checkEntry(&e, words); !ok {
			faults = append(faults, f)
			continue
		}
		if e.name() == "ui.keyboard" {
			keyboard = e.text
		}
		if len(e.path) == 2 && e.path[0] == "keys" {
			bindings[e.path[1]] = e.keys
		}
	}
	if len(faults) == 0 {
		faults = authFaults(entries)
	}
	if len(faults) > 0 {
		return faults, nil
	}
	if err := ui.CheckKeys(bindings, keyboardOf(keyboard)); err != nil {
		return []configFault{keysFault(entries, err)}, nil
	}
	return nil, nil
}

// walk lists the entries of the file. Tables that do not exist are faults of
// their own, told once.
func walk(b []byte) (entries []entry, faults []configFault, err error) {
	var p unstable.Parser
	p.Reset(b)
	var table []string
	known := true
	for p.NextExpression() {
		n := p.Expression()
		keys, line, column := pathOf(&p, n)
		switch n.Kind {
		case unstable.Table, unstable.ArrayTable:
			table, known = keys, true
			if f, ok := checkTable(keys, n.Kind); !ok {
				known = false
				faults = append(faults, configFault{line, column, f})
			} else if len(keys) > 1 {
				entries = append(entries, entry{path: keys, kind: unstable.Table, line: line, column: column})
			}
		case unstable.KeyValue:
			if known {
				entries = append(entries, flatten(&p, append(slices.Clone(table), keys...), n.Value(), line, column)...)
			}
		default: // comments
		}
	}
	return entries, faults, p.Error()
}

// depth is how many names the table of a key has: [ui], but [auth.host].
func depth(path []string) int {
	if path[0] == "auth" {
		return 2
	}
	return 1
}

// flatten takes inline tables apart: ui = { lang = "fr" } is ui.lang.
func flatten(p *unstable.Parser, path []string, v *unstable.Node, line, column int) []entry {
	if v.Kind != unstable.InlineTable || len(path) > depth(path) {
		return []entry{newEntry(path, v, line, column)}
	}
	var out []entry
	for it := v.Children(); it.Next(); {
		keys, line, column := pathOf(p, it.Node())
		out = append(out, flatten(p, append(slices.Clone(path), keys...), it.Node().Value(), line, column)...)
	}
	return out
}

func pathOf(p *unstable.Parser, n *unstable.Node) (path []string, line, column int) {
	for it := n.Key(); it.Next(); {
		if line == 0 {
			at := p.Shape(it.Node().Raw).Start
			line, column = at.Line, at.Column
		}
		path = append(path, string(it.Node().Data))
	}
	return path, line, column
}

func checkTable(path []string, kind unstable.Kind) (fault string, ok bool) {
	tables := tags(reflect.TypeFor[settings]())
	switch {
	case len(path) != 1 && len(path) != depth(path) || !slices.Contains(tables, path[0]):
		return fmt.Sprintf("there is no table [%s]%s", strings.Join(path, "."), meant(path[0], tables)), false
	case kind == unstable.ArrayTable:
		name := strings.Join(path, ".")
		return fmt.Sprintf("[[%s]] is a list of tables; write [%s]", name, name), false
	}
	return "", true
}

// checkEntry checks one entry; the action names in [keys] are checked by
// ui.CheckKeys.
func checkEntry(e *entry, words map[string][]string) (configFault, bool) {
	if e.path[0] == "auth" {
		return checkAuth(e)
	}
	table, ok := fieldOf(reflect.TypeFor[settings](), e.path[0])
	if !ok {
		var near string
		for _, t := range tags(reflect.TypeFor[settings]()) {
			if f, found := fieldOf(reflect.TypeFor[settings](), t); found && f.Kind() == reflect.Struct && slices.Contains(tags(f), e.path[0]) {
				near = fmt.Sprintf("; it belongs under [%s]", t)
				break
			}
		}
		if near == "" {
			near = meant(e.path[0], tags(reflect.TypeFor[settings]()))
		}
		return e.fault("there is no key %q outside tables%s", e.path[0], near), false
	}
	if len(e.path) == 1 {
		return e.fault("%q is a table; write [%s] on a line of its own", e.path[0], e.path[0]), false
	}
	if table.Kind() == reflect.Map {
		if len(e.path) > 2 || e.keys == nil {
			return e.fault(`%q takes a key or a list of keys: "n" or ["n", "ctrl+n"]`, strings.Join(e.path[1:], ".")), false
		}
		return configFault{}, true
	}
	field, ok := fieldOf(table, e.path[1])
	if !ok || len(e.path) > 2 {
		return e.fault("there is no key %q in [%s]%s", strings.Join(e.path[1:], "."), e.path[0], meant(e.path[1], tags(table))), false
	}
	return checkValue(e, field.Kind(), words[e.name()])
}

func checkValue(e *entry, want reflect.Kind, words []string) (configFault, bool) {
	v := e.text
	switch want {
	case reflect.Bool:
		if e.kind != unstable.Bool {
			return e.fault("%q takes true or false", e.path[1]), false
		}
	case reflect.Int64:
		n, err := strconv.ParseInt(v, 10, 64)
		if within := numbers[e.name()]; e.kind != unstable.Integer || err != nil || !within.allows(n) {
			return e.fault("%q takes %s", e.path[1], within), false
		}
	case reflect.Slice: // of networks: there is no other list so far
		if _, bad := networks(e.keys); e.kind != unstable.Array || e.keys == nil || bad != "" {
			return e.fault(`%q takes a list of networks: ["192.168.0.0/16"]`, e.path[1]), false
		}
	default:
		if e.kind != unstable.String {
			return e.fault("%q takes a word in quotes", e.path[1]), false
		}
		if within, ok := spans[e.name()]; ok && !within.allows(v) {
			return e.fault("%q takes %s", e.path[1], within), false
		}
		if words != nil && !slices.Contains(words, v) {
			choices := strings.Trim(strings.Join(words, ", "), ", ")
			return e.fault("%q cannot be %q%s: choose one of %s", e.path[1], v, meant(v, words), choices), false
		}
	}
	return configFault{}, true
}

// keysFault places an error about bindings at the last entry whose action it
// names, and tells the line of the other.
func keysFault(entries []entry, err error) configFault {
	what, _, _ := strings.Cut(err.Error(), ": not valid")
	f := configFault{1, 1, what}
	var at []int
	for _, e := range entries {
		if e.path[0] == "keys" && mentions(what, e.path[1]) {
			at = append(at, e.line)
			f.line, f.column = e.line, e.column
		}
	}
	if len(at) > 1 {
		f.what += fmt.Sprintf(" (see line %d)", at[len(at)-2])
	}
	return f
}

// mentions reports whether a name stands in a text as a whole word.
func mentions(s, name string) bool {
	return slices.Contains(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(` "',:()`, r) }), name)
}

// fieldOf finds the field of a struct type by its name in the file.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("toml") == name {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}

func tags(t reflect.Type) []string {
	if t.Kind() != reflect.Struct {
		return nil
	}
	out := make([]string, t.NumField())
	for i := range out {
		out[i] = t.Field(i).Tag.Get("toml")
	}
	return out
}

func meant(word string, names []string) string {
	if near := feed.Nearest(word, names); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ""
}

// keyboardOf settles "auto" by the locale.
func keyboardOf(name string) string {
	if name == "" || name == "auto" {
		return ui.GuessKeyboard(locale())
	}
	return name
}

// locale is the language setting of the session as POSIX ranks it.
func locale() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))
}
