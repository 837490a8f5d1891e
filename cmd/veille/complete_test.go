package main

import "testing"

// TestBegin holds that what a shell is offered begins as it was typed, letter
// for letter: shells drop anything else.
func TestBegin(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"Le Carnet", "", "Le-Carnet"},
		{"Le Carnet", "Le", "Le-Carnet"},
		{"Le Carnet", "le-c", "le-carnet"},
		{"L'Écho (soir)", "l'é", "l'écho-soir"},
		{"L'Écho (soir)", "l'e", "l'echo-soir"},
		{"L'Écho (soir)", "L'e", "L'echo-soir"},
		{"theme", "thèm", "thème"},
		{`A "b", c|d`, "A", "A-b-c-d"},
		{"Le Carnet", "carnet", ""},
		{"Le", "Le-Carnet", ""},
		{"(|)", "", ""},
	} {
		if got, ok := (typing{typed: c.typed}).begin(c.name); got != c.want || ok != (c.want != "") {
			t.Errorf("begin %q as %q: %q, %v, want %q", c.name, c.typed, got, ok, c.want)
		}
	}
	got, ok := (typing{"l'é", true}).begin(`L'Écho "du\soir"`)
	if want := "l'écho du soir"; got != want || !ok {
		t.Errorf("in quotes: %q, %v, want %q", got, ok, want)
	}
}
