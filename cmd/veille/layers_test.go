package main_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which packages of ours each folder may import; "feed/*" is
// every package under feed. A folder that is not listed may not exist.
var mayImport = map[string][]string{
	"feed/page/glue": {"feed", "feed/text"},
	"feed":           {},
	"feed/text":      {"feed"},
	"feed/theme":     {"feed", "feed/text"},
	"feed/story":     {"feed", "feed/text"},
	"feed/highlight": {"feed", "feed/text"},
	"feed/query":     {"feed", "feed/text"},
	"feed/page":      {"feed", "feed/text", "feed/charset", "feed/page/glue"},
	"feed/charset":   {"feed", "feed/text"},
	"feed/parse":     {"feed", "feed/text", "feed/charset"},
	"feed/diff":      {"feed", "feed/text"},
	"feed/export":    {"feed", "feed/text"},
	"feed/fetch":     {"feed", "feed/text"},
	"feed/sync":      {"feed", "feed/text"},
	"feed/review":    {"feed", "feed/text", "feed/query", "feed/theme", "feed/export"},
	"feed/refresh":   {"feed", "feed/*"},
	"feed/migrate":   {"feed", "feed/text", "feed/charset", "feed/page", "feed/parse", "feed/refresh"},
	"store":          {"feed", "feed/text", "feed/query", "feed/theme", "feed/story", "feed/highlight"},
	"ui":             {"feed", "feed/*", "ui/term"},
	"ui/term":        {"feed", "feed/*"},
	"cmd/veille":     {"feed", "feed/*", "store", "ui", "ui/term"},
}

// fences are foreign packages that only a few folders may import; a name that
// ends in "/" is every package below. Tests may start programs and servers.
var fences = []struct {
	imports string
	only    []string
	inTests bool // allowed in every test
}{
	{"go.etcd.io/bbolt", []string{"store"}, false},
	{"go.etcd.io/bbolt/", []string{"store"}, false},
	{"charm.land/", []string{"ui", "ui/term", "cmd/veille"}, false},
	{"github.com/charmbracelet/", []string{"ui", "ui/term", "cmd/veille"}, false},
	{"github.com/spf13/", []string{"cmd/veille"}, false},
	{"net/http", []string{"feed/fetch", "feed/sync"}, true},
	{"os/exec", []string{"cmd/veille", "ui/term"}, true},
	{"C", nil, false},
}

// wrongImports lists what a file of a folder imports against the rules.
func wrongImports(folder, file string, imports []string) []string {
	var wrong []string
	allowed, known := mayImport[folder]
	if !known {
		return []string{fmt.Sprintf("%s: folder %s has no place in the layers", file, folder)}
	}
	test := strings.HasSuffix(file, "_test.go")
	for _, imp := range imports {
		if ours, ok := strings.CutPrefix(imp, "veille/"); ok && ours != folder {
			below := strings.HasPrefix(ours, "feed/") && slices.Contains(allowed, "feed/*")
			if !below && !slices.Contains(allowed, ours) {
				wrong = append(wrong, fmt.Sprintf("%s: %s may not import %s", file, folder, ours))
			}
		}
		for _, f := range fences {
			hit := imp == f.imports || strings.HasSuffix(f.imports, "/") && strings.HasPrefix(imp, f.imports)
			excused := test && f.inTests
			if hit && !excused && !slices.Contains(f.only, folder) {
				wrong = append(wrong, fmt.Sprintf("%s: only %v may import %s", file, f.only, imp))
			}
		}
	}
	return wrong
}

func importsOf(t *testing.T, name string, src any) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range f.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func TestLayers(t *testing.T) {
	root := filepath.Join("..", "..")
	files := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); n == "testdata" || n != ".." && strings.HasPrefix(n, ".") {
				return fs.SkipDir
			}
			// Another module, such as the pinned tools, has its own rules.
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil && name != root {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		files++
		for _, w := range wrongImports(path.Dir(rel), rel, importsOf(t, name, nil)) {
			t.Error(w)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("looked at %d files only: the walk has lost its way", files)
	}
}

// TestLayersPlanted plants edges that are not allowed and demands that each is
// found.
func TestLayersPlanted(t *testing.T) {
	for _, c := range []struct{ folder, imports string }{
		{"feed", "veille/feed/text"},
		{"feed/text", "veille/feed/page"},
		{"feed/page", "veille/store"},
		{"feed/query", "veille/feed/theme"},
		{"store", "veille/feed/page"},
		{"store", "veille/ui"},
		{"ui", "veille/store"},
		{"ui", "veille/cmd/veille"},
		{"ui", "go.etcd.io/bbolt"},
		{"cmd/veille", "go.etcd.io/bbolt/errors"},
		{"feed/export", "charm.land/lipgloss/v2"},
		{"feed/text", "github.com/charmbracelet/x/ansi"},
		{"feed/page", "net/http"},
		{"ui", "os/exec"},
		{"ui", "github.com/spf13/cobra"},
		{"feed/rss", "fmt"},
	} {
		src := fmt.Sprintf("package planted\n\nimport _ %q\n", c.imports)
		if got := wrongImports(c.folder, c.folder+"/planted.go", importsOf(t, "planted.go", src)); len(got) != 1 {
			t.Errorf("%s importing %s: found %q, want one fault", c.folder, c.imports, got)
		}
	}
	for _, c := range []struct{ folder, imports string }{
		{"feed/text", "veille/feed"},
		{"store", "go.etcd.io/bbolt"},
		{"ui", "charm.land/bubbletea/v2"},
		{"ui", "veille/feed/query"},
		{"cmd/veille", "veille/store"},
		{"feed", "strings"},
	} {
		src := fmt.Sprintf("package planted\n\nimport _ %q\n", c.imports)
		if got := wrongImports(c.folder, c.folder+"/planted.go", importsOf(t, "planted.go", src)); len(got) != 0 {
			t.Errorf("%s importing %s: found %q, want none", c.folder, c.imports, got)
		}
	}
}
