package store

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/query"
)

// library is what the reader needs of a store. ui declares it, which this
// package must not import.
type library interface {
	Version(ctx context.Context) (uint64, error)

	Find(ctx context.Context, q query.Query) (feed.Hits, error)
	FindFirst(ctx context.Context, q query.Query, rows int, first func(feed.Hits)) (feed.Hits, error)
	Tally(ctx context.Context, qs []query.Query) ([]feed.Count, error)
	Facets(ctx context.Context, h feed.Hits) (feed.Facets, error)
	Counts(ctx context.Context) (feed.Counts, error)
	Article(ctx context.Context, id feed.ID) (feed.Article, error)
	Raw(ctx context.Context, id feed.ID) (feed.Raw, error)
	Themes(ctx context.Context) ([]feed.Theme, error)
	Sources(ctx context.Context) ([]feed.Source, error)

	Queries(ctx context.Context) ([]feed.SavedQuery, error)
	SaveQuery(ctx context.Context, q feed.SavedQuery) (feed.SavedQuery, feed.Change, error)
	DeleteQuery(ctx context.Context, id feed.ID) (feed.Change, error)

	Polls(ctx context.Context) (map[feed.ID]feed.Poll, error)
	EditSources(ctx context.Context, ids []feed.ID, e feed.SourceEdit) (feed.Change, error)
	Leaving(ctx context.Context, ids []feed.ID) (gone, stay int, err error)
	Unfollow(ctx context.Context, ids []feed.ID) (feed.Change, error)
	Versions(ctx context.Context, id feed.ID) ([]feed.Version, error)
	Elsewhere(ctx context.Context, id feed.ID) ([]feed.Head, error)

	Holder() feed.Holder

	Tag(ctx context.Context, on feed.Targets, t feed.Tagging) (feed.Change, error)
	Tagged(ctx context.Context, on feed.Targets) (map[feed.ID]int, error)
	SetFlag(ctx context.Context, on feed.Targets, f feed.Flag, to bool) (feed.Change, error)
	Seen(ctx context.Context, id feed.ID) error
	Correct(ctx context.Context, id feed.ID, c feed.Correction) (feed.Change, error)
	Undo(ctx context.Context) (feed.Change, error)
	Redo(ctx context.Context) (feed.Change, error)
	Log(ctx context.Context, n int) ([]feed.Change, error)

	Place(ctx context.Context, id feed.ID) (feed.Place, error)
	SetPlace(ctx context.Context, id feed.ID, p feed.Place) error

	Suggestions(ctx context.Context, id feed.ID) ([]feed.Suggestion, error)
	Why(ctx context.Context, id, theme feed.ID) (feed.Why, error)
	Answer(ctx context.Context, on feed.Targets, a feed.Answer) (feed.Change, error)
	Answers(ctx context.Context) (map[feed.ID]feed.Answers, error)
	CatchUp(ctx context.Context, limit int, told func(done, left int)) (feed.Backlog, error)
	LearnedTerms(ctx context.Context, theme feed.ID, n int) (terms []string, of int, err error)
	AddTheme(ctx context.Context, t feed.Theme) (feed.Theme, feed.Change, error)
	EditTheme(ctx context.Context, t feed.Theme) (feed.Change, error)
	SaveThemes(ctx context.Context, list []feed.Theme) ([]feed.Theme, feed.Change, error)
	MergeThemes(ctx context.Context, from, into feed.ID) (feed.Change, error)
	SplitTheme(ctx context.Context, from feed.ID, into feed.Theme, on feed.Targets) (feed.Theme, feed.Change, error)
	DropTheme(ctx context.Context, id feed.ID) (feed.Change, error)
	Rules(ctx context.Context) ([]feed.SavedRule, error)
	SaveRule(ctx context.Context, r feed.SavedRule) (feed.SavedRule, feed.Change, error)
	DropRule(ctx context.Context, id feed.ID, marks bool) (feed.Change, error)
	TryRule(ctx context.Context, r feed.SavedRule, n int) (feed.Trial, error)
	ApplyRule(ctx context.Context, id feed.ID) (feed.Change, error)
	Story(ctx context.Context, id feed.ID) (feed.Story, error)
	JoinStory(ctx context.Context, ids []feed.ID) (feed.Change, error)
	LeaveStory(ctx context.Context, ids []feed.ID) (feed.Change, error)
	Report(ctx context.Context, q query.Query, weeks int) (feed.Report, error)

	SetNote(ctx context.Context, id feed.ID, note string) (feed.Change, error)
	Highlight(ctx context.Context, article feed.ID, h feed.Highlight) (feed.Highlight, feed.Change, error)
	DropHighlight(ctx context.Context, article, highlight feed.ID) (feed.Change, error)
	Review(ctx context.Context, name string) (feed.Review, error)
	Reviews(ctx context.Context) ([]feed.Review, error)
	SetReview(ctx context.Context, r feed.Review) error

	EmptyTrash(ctx context.Context) (int, error)
}

var _ library = (*Store)(nil)

// methods returns the methods of an interface in a file as they are written.
func methods(t *testing.T, path, name string) []string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || !strings.EqualFold(spec.Name.Name, name) {
			return true
		}
		for _, m := range spec.Type.(*ast.InterfaceType).Methods.List {
			var b bytes.Buffer
			if err := printer.Fprint(&b, fset, m.Type); err != nil {
				t.Fatal(err)
			}
			out = append(out, m.Names[0].Name+strings.TrimPrefix(b.String(), "func"))
		}
		return false
	})
	return out
}

func TestStoreIsTheReadersLibrary(t *testing.T) {
	want := methods(t, filepath.Join("..", "ui", "library.go"), "Library")
	if got := methods(t, "shape_test.go", "library"); len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("the reader needs\n%s\nhere it is\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}

// TestNoTransactionInsideAnother holds that what runs inside view, update, run
// or runBolt calls no method of Store that opens the file: it would wait for
// itself. Helpers that get a *tx are held to it too.
func TestNoTransactionInsideAnother(t *testing.T) {
	if got := nested(t, "."); len(got) > 0 {
		t.Errorf("transactions inside others:\n%s", strings.Join(got, "\n"))
	}
	planted := t.TempDir()
	src := "package store\nfunc (s *Store) Bad(ctx c) { s.view(ctx, func(t *tx) error { s.Undo(ctx); return nil }) }\n" +
		"func (s *Store) worse(t *tx) { s.Counts(nil) }\n"
	if err := os.WriteFile(filepath.Join(planted, "a.go"), []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := nested(t, planted); len(got) != 2 {
		t.Errorf("a planted fault was not found: %q", got)
	}
}

func nested(t *testing.T, dir string) (faults []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	runs := map[string]bool{ // what is given to them runs inside
		"view": true, "viewAny": true, "viewLocked": true, "viewLoose": true, "tryLoose": true,
		"update": true, "run": true, "runTurn": true, "runBolt": true,
	}
	opens := maps.Clone(runs)
	for _, name := range []string{"create", "fill", "tend", "snapshot", "swap", "verify"} {
		opens[name] = true
	}
	typ := reflect.TypeFor[*Store]()
	for i := range typ.NumMethod() {
		m := typ.Method(i)
		if m.Type.NumIn() > 1 && m.Type.In(1) == reflect.TypeFor[context.Context]() {
			opens[m.Name] = true
		}
	}
	fset := token.NewFileSet()
	inside := func(body ast.Node) {
		ast.Inspect(body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !opens[sel.Sel.Name] {
				return true
			}
			if on, ok := sel.X.(*ast.Ident); ok && on.Name == "s" || strings.HasSuffix(exprText(fset, sel.X), ".store") {
				faults = append(faults, fset.Position(call.Pos()).String())
			}
			return true
		})
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				sel, ok := n.Fun.(*ast.SelectorExpr)
				if ok && runs[sel.Sel.Name] {
					for _, arg := range n.Args {
						if fn, ok := arg.(*ast.FuncLit); ok {
							inside(fn.Body)
						}
					}
				}
			case *ast.FuncDecl:
				if n.Body != nil && takesTx(fset, n.Type) {
					inside(n.Body)
				}
			}
			return true
		})
	}
	return faults
}

// takesTx reports whether a function is given a transaction, not merely what is
// to be run in one.
func takesTx(fset *token.FileSet, fn *ast.FuncType) bool {
	return slices.ContainsFunc(fn.Params.List, func(f *ast.Field) bool { return exprText(fset, f.Type) == "*tx" })
}

func exprText(fset *token.FileSet, n ast.Node) string {
	var b bytes.Buffer
	_ = printer.Fprint(&b, fset, n)
	return b.String()
}
