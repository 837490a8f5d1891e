package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/charset"
	"veille/feed/migrate"
	"veille/feed/text"
	"veille/store"
)

// otherKinds are the endings of files that other programs write, beside those of
// pages and feeds.
var otherKinds = []string{".csv", ".ris", ".db"}

// mayBeOther reports whether a file of a folder has to be looked into to tell
// what it is.
func mayBeOther(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return slices.Contains(feedKinds, ext) || slices.Contains(otherKinds, ext) || ext == ".html" || ext == ".htm"
}

// errBareTable is of a list in which nothing is.
var errBareTable = errors.New("it is a list with nothing in it")

// isBareTable holds for a file, if head is the whole of it, that has but the names of
// columns, those of an address and a title among them: a list before its first row.
// Spreadsheets part them by semicolons.
func isBareTable(head []byte) bool {
	s, err := charset.Decode(head[:min(len(head), kindHead)], "")
	s = strings.TrimSpace(strings.TrimPrefix(s, "\ufeff"))
	if err != nil || len(head) >= kindHead || s == "" || strings.ContainsAny(s, "\r\n") {
		return false
	}
	for _, comma := range ",;" {
		r := csv.NewReader(strings.NewReader(strings.ToLower(s)))
		r.Comma, r.TrimLeadingSpace = comma, true
		names, err := r.Read()
		if err == nil && slices.Contains(names, "url") && slices.Contains(names, "title") {
			return true
		}
	}
	return false
}

// formOf tells of which program a file is.
func (g *gathering) formOf(head []byte, path string) migrate.Form {
	switch g.as {
	case migrate.None:
		return migrate.FormOf(head, path)
	case migrate.Obsidian: // a page like others
		return migrate.None
	}
	return g.as
}

// migrateFile reads a file of another program.
func (g *gathering) migrateFile(path string, form migrate.Form) bool {
	f, err := os.Open(path)
	if err != nil {
		return g.yield(piece{path: path, err: err})
	}
	defer f.Close() //nolint:errcheck // only read
	info, err := f.Stat()
	if err == nil && form == migrate.Newsboat {
		err = besideCache(path)
	}
	if err != nil {
		return g.yield(piece{path: path, err: err})
	}
	if !info.Mode().IsRegular() {
		return g.migrate(path, form, f, nil, 0)
	}
	return g.migrate(path, form, f, f, info.Size())
}

// besideCache refuses a cache that is not whole: what was written last stands in a
// file beside it, or what must be taken back.
func besideCache(path string) error {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return &cured{fmt.Errorf("a part of it is still in %s", baseName(path+"-wal")), "close newsboat, then import again"}
	}
	f, err := os.Open(path + "-journal")
	if err != nil {
		return nil //nolint:nilerr // there is none
	}
	defer f.Close() //nolint:errcheck // only read
	var mark [8]byte
	if n, _ := io.ReadFull(f, mark[:]); n == len(mark) && mark != [8]byte{} {
		return &cured{fmt.Errorf("newsboat is writing to it, or was cut off while it did (%s)", baseName(path+"-journal")), "start newsboat and close it, then import again"}
	}
	return nil
}

// migrate yields the entries of a file of another program.
func (g *gathering) migrate(path string, form migrate.Form, r io.Reader, at io.ReaderAt, size int64) bool {
	in := migrate.Input{Form: form, Name: baseName(path), R: r, At: at, Size: size, Now: g.now()}
	some := false
	for e, err := range migrate.Read(in) {
		some = true
		if g.ctx.Err() != nil || !g.yield(piece{path: path, form: form, entry: e, err: err}) {
			return false
		}
	}
	if !some {
		return g.yield(piece{path: path, form: form, err: &cured{errors.New("there is no article in it"), "look at it in the program it comes from"}})
	}
	return true
}

// fromEntry makes an article of what another program kept. What is kept already
// under its address, whatever feed it came from, is that article; of what is not,
// the source is the one that is followed on its site, so that the feed, when it
// brings the text, finds it there.
func (m *making) fromEntry(p piece) feed.Incoming {
	in := p.entry.Incoming(m.now())
	a := &in.Article
	if id := m.keptAt(a.URL); !id.IsZero() {
		a.ID = id
	}
	if src, ok := m.sites[siteKey(a.URL)]; ok && p.entry.Source.ID.IsZero() && p.entry.Source.Name == "" && !src.ID.IsZero() {
		a.SourceID, a.Source = src.ID, src.Name
	}
	if m.told.source != "" && p.entry.Source.ID.IsZero() {
		in.Article.Source, in.Article.SourceID = m.told.source, feed.SourceID(m.told.source)
	}
	in.Tags = append(slices.Clip(in.Tags), m.told.tags...)
	return in
}

// keptAt returns the article that is kept under an address, a zero ID for none.
func (m *making) keptAt(address string) (id feed.ID) {
	if m.at != nil && address != "" {
		id = m.at(address)
	}
	return id
}

// siteKey is what all addresses of a site have in common.
func siteKey(address string) string {
	key := text.AddressKey(address)
	if i := strings.IndexAny(key, "/?#"); i >= 0 {
		key = key[:i]
	}
	return key
}

// know tells the making what is kept already.
func (m *making) know(ctx context.Context, s *store.Store, sources []feed.Source) {
	m.sites = map[string]feed.Source{}
	var ids []feed.ID
	for _, src := range sources {
		// What came in by hand is known by its address as it is: only what feeds brought
		// has to be looked for, and a list of bookmarks makes a source of each host.
		if src.Feed != "" || src.ID != feed.SourceID(src.Name) {
			ids = append(ids, src.ID)
		}
		host := siteKey(cmp.Or(src.URL, src.Feed)) // before the first answer no site is known
		if src.Feed == "" || host == "" {
			continue
		}
		if _, twice := m.sites[host]; twice {
			src = feed.Source{} // of several, none
		}
		m.sites[host] = src
	}
	m.at = func(address string) feed.ID {
		id, err := s.At(ctx, address, ids)
		if err != nil {
			return feed.ID{} // the import will come upon it by itself
		}
		return id
	}
}

// fromClipping makes an article of a note of Obsidian.
func (m *making) fromClipping(b []byte, name string) (in feed.Incoming, cut bool, err error) {
	if in, cut, err = migrate.Clipping(b, name, m.now()); err != nil {
		return in, cut, err
	}
	if m.told.source != "" {
		in.Article.Source, in.Article.SourceID = m.told.source, feed.SourceID(m.told.source)
	}
	in.Tags = append(slices.Clip(in.Tags), m.told.tags...)
	return in, cut, nil
}

// isClipping reports whether a page is a note of Obsidian that says itself all that
// there is to say of it.
func (m *making) isClipping(name string, b []byte) bool {
	ext := strings.ToLower(filepath.Ext(name))
	told := m.told.url != "" || m.told.title != "" || !m.told.date.IsZero()
	return (ext == ".md" || ext == ".markdown") && !told && migrate.IsClipping(b)
}

// carried counts what came out of the files of other programs.
type carried struct {
	files []*carriedFile
}

// carriedFile is what came out of one of them; all notes of Obsidian count as one.
type carriedFile struct {
	name    string
	form    migrate.Form
	entries int

	tagged, starred, read, noted, quoted, bare, cut int

	left map[migrate.Reason]int
}

func (c *carried) file(path string, form migrate.Form) *carriedFile {
	name := baseName(path)
	if path == standardInput {
		name = path
	}
	if form == migrate.Obsidian {
		name = ""
	}
	for _, f := range c.files {
		if f.name == name && f.form == form {
			return f
		}
	}
	f := &carriedFile{name: name, form: form, left: map[migrate.Reason]int{}}
	c.files = append(c.files, f)
	return f
}

// add counts an article.
func (f *carriedFile) add(r *made) {
	in, a := &r.in, &r.in.Article
	f.entries++
	for _, c := range []struct {
		n  *int
		is bool
	}{
		{&f.tagged, len(in.Tags) > 0},
		{&f.starred, a.Starred},
		{&f.read, a.Read},
		{&f.noted, len(a.Notes) > 0},
		{&f.quoted, len(a.Highlights) > 0},
		{&f.bare, len(a.Body) == 0},
		{&f.cut, r.cut},
	} {
		if c.is {
			*c.n++
		}
	}
}

// String tells what came, and what did not and why.
func (f *carriedFile) String() string {
	what := []string{many(f.entries, "article", "articles")}
	for _, c := range []struct {
		n    int
		name string
	}{
		{f.tagged, "tagged"},
		{f.starred, "starred"},
		{f.read, "read"},
		{f.noted, "with notes"},
		{f.quoted, "with passages"},
		{f.bare, "without text"},
		{f.cut, "with more tags, notes or passages than are kept"},
	} {
		if c.n > 0 {
			what = append(what, fmt.Sprintf("%d %s", c.n, c.name))
		}
	}
	s := f.form.String() + ": " + strings.Join(what, ", ")
	if f.name != "" {
		s = f.name + " of " + s
	}
	n := 0
	var left []string
	for reason := range migrate.TooLarge + 1 {
		if k := f.left[reason]; k > 0 {
			n += k
			left = append(left, fmt.Sprintf("%d %s", k, reason))
		}
	}
	if n > 0 {
		s += fmt.Sprintf("; not taken %d: %s", n, strings.Join(left, ", "))
	}
	return text.Line(s)
}

// refused counts what was not taken of a file of another program, and reports
// whether that is all there is to say of it.
func (im *importer) refused(r made) bool {
	why := (*migrate.Refused)(nil)
	if !errors.As(r.err, &why) {
		return false
	}
	f := im.carried.file(r.path, r.form)
	f.left[why.Reason]++
	if why.Reason.IsFault() {
		return false
	}
	if im.app.verbose {
		im.progress(-1)
		im.app.warnf("not taken: %s: %s", r.name, text.Line(why.Error()))
	}
	return true
}
