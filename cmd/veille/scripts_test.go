package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// alone are the scripts of many short runs whose verbs do one thing after the
// other: options, words, lists, records changed one at a time. What they share with
// the rest (opening the file, adding, looking) the other scripts run as well, and so
// do the tests of store, with suggestions and stories. The race detector leaves them out.
var alone = strings.Fields(`args-dash bad-input cite complete config delete edit export find follow-host follow-list
	follow-site highlight inspect inspect_feed inspect_list inspect_themes list list-untitled migrate note report
	review rule saved show source-names story suggest tag text theme theme-care theme-edit theme-share undo`)

// scripts returns the scripts to run. One that is new is run everywhere.
func scripts(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(all) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range alone {
		i := slices.Index(all, filepath.Join("testdata", "script", name+".txtar"))
		if i < 0 {
			t.Fatalf("there is no script %s to leave out", name)
		}
		if raceOn {
			all = slices.Delete(all, i, i+1)
		}
	}
	return all
}
