package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// Saved queries are shared as TOML, one table each; key and watch may be left
// out:
//
//	[[query]]
//	name = 'Morning brief'
//	query = 'tag:asean since:1d is:unread'
//	key = 'm'
//	watch = true
//
// The query is as Query.String prints it. A file with a key that is not one of
// these four is refused.
type savedFile struct {
	Query []savedEntry `toml:"query"`
}

type savedEntry struct {
	Name  string `toml:"name"`
	Query string `toml:"query"`
	Key   string `toml:"key,omitempty"`
	Watch bool   `toml:"watch,omitempty"`
}

// savedHead stands above the tables of an export.
const savedHead = "# Saved queries of veille. Take them in with: veille query import FILE\n\n"

func (a *app) queryExportCmd() *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use: "export [FILE]", Short: "Write the saved queries as TOML, to share them",
		Long:    "Writes all saved queries to a file, or to standard output when none is named: a table [[query]] each, with name, query, key and watch.",
		Example: "  veille query export queries.toml\n  veille query export | ssh desk veille query import -",
		Args:    words(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := "-"
			if len(args) > 0 {
				path = args[0]
			}
			return a.exportQueries(cmd.Context(), path, force)
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace an existing file")
	return c
}

func (a *app) exportQueries(ctx context.Context, path string, force bool) error {
	var all []feed.SavedQuery
	err := a.with(ctx, toRead, func(s *store.Store) (err error) {
		all, err = s.Queries(ctx)
		return err
	})
	if err != nil {
		return err
	}
	b, err := savedTOML(all)
	if err != nil {
		return err
	}
	return a.hand(path, b, force, many(len(all), "query", "queries"))
}

// hand writes a file that is to be shared, or prints it where path is "-"; what
// says what is in it. One that is there is replaced with force only.
func (a *app) hand(path string, b []byte, force bool, what string) error {
	if path == "-" {
		_, err := a.out.Write(b)
		return err
	}
	if _, err := os.Lstat(path); err == nil && !force {
		return &pathed{path, fs.ErrExist}
	}
	if err := writeWhole(path, b); err != nil {
		return &pathed{path, err}
	}
	a.sayf("wrote %s: %s", path, what)
	return nil
}

func savedTOML(all []feed.SavedQuery) ([]byte, error) {
	var f savedFile
	for _, q := range all {
		f.Query = append(f.Query, savedEntry{q.Name, q.Query, q.Key, q.Watch})
	}
	b := bytes.NewBufferString(savedHead)
	if len(all) == 0 {
		return b.Bytes(), nil
	}
	e := toml.NewEncoder(b)
	e.SetIndentTables(false)
	if err := e.Encode(f); err != nil {
		return nil, fmt.Errorf("write saved queries: %w", err)
	}
	return b.Bytes(), nil
}

func (a *app) queryImportCmd() *cobra.Command {
	var replace bool
	c := &cobra.Command{
		Use: "import FILE|-", Short: "Take saved queries in from a file",
		Long: "Takes in what veille query export wrote. The file is read and checked as a whole before anything is saved. " +
			"A query of a name that is known stays as it is unless --replace is given; a key that is taken stays where it is.",
		Example: "  veille query import queries.toml",
		Args:    words(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.importQueries(cmd.Context(), args[0], replace)
		},
	}
	c.Flags().BoolVar(&replace, "replace", false, "replace saved queries of the same name")
	return c
}

func (a *app) importQueries(ctx context.Context, path string, replace bool) error {
	b, err := a.readSaved(ctx, path)
	if err != nil {
		return err
	}
	if path == "-" {
		path = standardInput
	}
	in, err := parseSaved(path, b)
	if err != nil {
		return err
	}
	return a.with(ctx, toCreate, func(s *store.Store) error {
		all, err := s.Queries(ctx)
		if err != nil {
			return err
		}
		both := slices.Concat(all, in)
		for _, q := range in {
			parsed, _ := query.Parse(q.Query) // read before
			if _, err := checkSaved(both, parsed); err != nil {
				return usagef("%s: %s: %s", path, q.Name, err)("save that query first, or put it into the file; nothing was saved")
			}
		}
		return a.takeQueries(ctx, s, all, in, replace)
	})
}

// takeQueries saves those of in that are new, or that replace one of the same
// name.
func (a *app) takeQueries(ctx context.Context, s *store.Store, all, in []feed.SavedQuery, replace bool) error {
	var added, replaced, same, kept int
	for _, q := range in {
		have, err := savedNamed(all, q.Name)
		known := err == nil
		if known {
			q.ID, q.Name = have.ID, have.Name
		}
		if owner := keyOwner(all, q); owner != "" {
			a.sayf("the key %s stays with %s; %s has none", q.Key, text.Line(owner), text.Line(q.Name))
			q.Key = have.Key
		}
		switch {
		case known && q == have:
			same++
			continue
		case known && !replace:
			kept++
			a.sayf("there is a saved query %s already; --replace replaces it", text.Line(q.Name))
			continue
		case known:
			replaced++
		default:
			added++
		}
		saved, _, err := s.SaveQuery(ctx, q)
		if err != nil {
			return savedError(err, q)
		}
		all = append(without(all, saved.ID), saved)
	}
	if a.json {
		a.out.object(struct {
			Added    int `json:"added"`
			Replaced int `json:"replaced"`
			Same     int `json:"same"`
			Kept     int `json:"kept"`
		}{added, replaced, same, kept})
	}
	a.sayf("%s added, %d replaced, %d as they were", many(added, "query", "queries"), replaced, same+kept)
	if kept > 0 {
		return exit(exitPartly)
	}
	return nil
}

// keyOwner names the other saved query that has the key of q, "" for none.
func keyOwner(all []feed.SavedQuery, q feed.SavedQuery) string {
	for _, o := range all {
		if q.Key != "" && o.Key == q.Key && o.ID != q.ID {
			return o.Name
		}
	}
	return ""
}

func without(all []feed.SavedQuery, id feed.ID) (out []feed.SavedQuery) {
	for _, q := range all {
		if q.ID != id {
			out = append(out, q)
		}
	}
	return out
}

// maxSavedFile is how many queries a file may hold: each is a change of its own,
// and the reader counts them all.
const maxSavedFile = 1000

// readSaved reads a file of saved queries, which is never as large as settings
// may be.
func (a *app) readSaved(ctx context.Context, path string) ([]byte, error) {
	var in io.Reader = newInterruptible(ctx, a.in)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close() //nolint:errcheck // only read
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxSettings+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxSettings {
		return nil, &cured{fmt.Errorf("%s: larger than 1 MiB, which no saved queries are", path), "name a file that veille query export wrote"}
	}
	return b, nil
}

// parseSaved reads a file of saved queries called path. Nothing of a file with
// a fault is used.
func parseSaved(path string, b []byte) ([]feed.SavedQuery, error) {
	const hint = "nothing of the file was used; veille help queries tells its form"
	d := toml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	var f savedFile
	if err := d.Decode(&f); err != nil {
		return nil, usagef("%s", savedFault(path, err))(hint)
	}
	if len(f.Query) > maxSavedFile {
		return nil, usagef("%s: %d queries, and a file has %d at most", path, len(f.Query), maxSavedFile)(hint)
	}
	var out []feed.SavedQuery
	seen := map[string]bool{}
	for i, e := range f.Query {
		name, err := savedName(e.Name)
		if err != nil {
			return nil, usagef("%s: query %d: %s", path, i+1, err)(hint)
		}
		key := query.SavedKey(name)
		q, err := query.Parse(e.Query)
		switch {
		case seen[key]:
			return nil, usagef("%s: %s stands there twice", path, name)(hint)
		case err != nil:
			return nil, usagef("%s: %s: %s", path, name, err)(hint)
		case !isKey(e.Key):
			return nil, usagef("%s: %s: key is %q, not one letter or digit", path, name, e.Key)(hint)
		}
		seen[key] = true
		out = append(out, feed.SavedQuery{Name: name, Query: q.String(), Key: e.Key, Watch: e.Watch})
	}
	return out, nil
}

// savedFault tells what is wrong with TOML, and where.
func savedFault(path string, err error) string {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, column := strict.Errors[0].Position()
		return fmt.Sprintf("%s:%d:%d: there is no key %s", path, line, column, ansi.Truncate(text.Line(strings.Join(strict.Errors[0].Key(), ".")), 60, "…"))
	}
	var de *toml.DecodeError
	if errors.As(err, &de) {
		line, column := de.Position()
		return fmt.Sprintf("%s:%d:%d: %s", path, line, column, strings.TrimPrefix(de.Error(), "toml: "))
	}
	return path + ": " + strings.TrimPrefix(err.Error(), "toml: ")
}
