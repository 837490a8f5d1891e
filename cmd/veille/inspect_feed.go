package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"veille/feed/fetch"
	"veille/feed/migrate"
	"veille/feed/parse"
	"veille/feed/text"
)

// inspection reads what inspect was given.
type inspection struct {
	*importer
	making *making
	flags  *inspectFlags
	client *fetch.Client // made when an address comes
}

// read makes what comes of each argument, in their order. Files that stand
// together are read by several workers.
func (in *inspection) read(ctx context.Context, args []string) iter.Seq[made] {
	return func(yield func(made) bool) {
		for len(args) > 0 && ctx.Err() == nil {
			n := slices.IndexFunc(args, isAddress)
			if n < 0 {
				n = len(args)
			}
			paths := args[:n]
			pieces := func(ctx context.Context) iter.Seq[piece] { return in.pieces(ctx, paths) }
			for r := range ordered(ctx, pieces, runtime.GOMAXPROCS(0), in.making.make) {
				if !yield(r) {
					return
				}
			}
			if n < len(args) {
				if !in.address(ctx, args[n], yield) {
					return
				}
				n++
			}
			args = args[n:]
		}
	}
}

// isAddress tells an address of the web from a path: it has a scheme, and no
// file is called so.
func isAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || !slices.Contains([]string{"http", "https", "feed", "feeds"}, strings.ToLower(scheme)) {
		return false
	}
	_, err := os.Lstat(s)
	return err != nil
}

// address asks for one address, once, and reads the answer.
func (in *inspection) address(ctx context.Context, address string, yield func(made) bool) bool {
	name := text.Line(address)
	if strings.Contains(name, "@") { // a name and password before it are shown to nobody
		name = withoutPassword(name)
	}
	r, err := in.get(ctx, address)
	if fe := (*fetch.Error)(nil); errors.As(err, &fe) {
		err = askError(fe, text.Line(fe.URL))
	}
	if err != nil {
		return yield(made{name: name, err: err})
	}
	if kind := parse.KindOf(r.Body, r.Type); kind == parse.KindPage || kind == parse.KindOther && !parse.MayBeFeed(r.Type) {
		page, err := pageOf(in.app, r)
		return yield(made{name: name, in: page, err: err})
	}
	o := parse.Options{Type: r.Type, Base: r.URL, Lang: r.Lang, Now: in.app.now()}
	return in.bytes(name, r.Body, o, func(p piece) bool { return yield(in.making.make(p)) })
}

func (in *inspection) get(ctx context.Context, address string) (fetch.Response, error) {
	src, err := parse.NewSource(address)
	if err != nil {
		return fetch.Response{}, &cured{fmt.Errorf("it is %w", err), "give an address that begins with https:// or http://"}
	}
	if in.client == nil {
		ask, err := in.app.asker(in.flags.ask)
		if err != nil {
			return fetch.Response{}, err
		}
		in.client = ask.client
	}
	m := in.app.meter()
	m.show("asking %s", hostOf(src.Feed))
	defer m.clear()
	return in.client.Get(ctx, fetch.Request{URL: src.Feed, Want: fetch.WantFeed, Private: true})
}

// pieces lists what paths hold. A file is what its content is; folders and JSONL
// are read as import reads them.
func (in *inspection) pieces(ctx context.Context, paths []string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		for _, path := range paths {
			if ctx.Err() != nil || !in.path(ctx, path, yield) {
				return
			}
		}
	}
}

func (in *inspection) path(ctx context.Context, path string, yield func(piece) bool) bool {
	info, err := os.Stat(path)
	switch {
	case path == "-" && in.flags.base == "" && in.flags.contentType == "", err == nil && info.IsDir(), isJSONL(path):
		return in.gathering(ctx, yield).path(path)
	case path == "-":
		b, err := readMost(newInterruptible(ctx, in.app.in), maxList, "file")
		if err != nil {
			return yield(piece{path: standardInput, err: err})
		}
		return in.input(b, yield)
	case err != nil:
		return yield(piece{path: path, err: err})
	}
	return in.file(ctx, path, yield)
}

// gathering goes through files as import does.
func (in *inspection) gathering(ctx context.Context, yield func(piece) bool) *gathering {
	return &gathering{ctx: ctx, in: in.app.in, now: in.app.now, left: &in.left, yield: yield}
}

// input reads standard input of which more is told than it says itself.
func (in *inspection) input(b []byte, yield func(piece) bool) bool {
	if in.mayBeFeed("", b) {
		return in.bytes(standardInput, b, in.options(), yield)
	}
	return yield(piece{path: standardInput, bytes: b})
}

// file reads a file that its beginning tells to be a feed or a list; any other
// is read as import reads it.
func (in *inspection) file(ctx context.Context, path string, yield func(piece) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(piece{path: path, err: err})
	}
	defer f.Close() //nolint:errcheck // only read
	head := make([]byte, kindHead+1)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return yield(piece{path: path, err: err})
	}
	if migrate.FormOf(head[:n], path) != migrate.None || isBareTable(head[:n]) {
		return in.gathering(ctx, yield).path(path)
	}
	if head = head[:n]; n == 0 || !in.mayBeFeed(path, head) {
		return yield(piece{path: path})
	}
	b, err := readMost(io.MultiReader(bytes.NewReader(head), f), maxList, "file")
	if err != nil {
		return yield(piece{path: path, err: err})
	}
	return in.bytes(path, b, in.options(), yield)
}

// mayBeFeed reports whether bytes are a feed or a list by their beginning, or
// should be by their name or what is told of them.
func (in *inspection) mayBeFeed(path string, head []byte) bool {
	switch parse.KindOf(head, in.flags.contentType) {
	case parse.KindFeed, parse.KindList:
		return true
	}
	return slices.Contains(feedKinds, strings.ToLower(filepath.Ext(path))) || parse.MayBeFeed(in.flags.contentType)
}

func (in *inspection) options() parse.Options {
	return parse.Options{Type: in.flags.contentType, Base: in.flags.base, Now: in.app.now()}
}

// bytes reads what is a feed or a list. What turns out to be neither is told.
func (in *inspection) bytes(name string, b []byte, o parse.Options, yield func(piece) bool) bool {
	if parse.KindOf(b, o.Type) == parse.KindList {
		l, err := parse.ReadList(b, o)
		return yield(piece{path: name, list: &l, err: err})
	}
	f, err := in.feed(name, b, o)
	if err != nil {
		return yield(piece{path: name, err: err})
	}
	if !yield(piece{path: name, feed: f}) {
		return false
	}
	for i := range f.Items {
		if !yield(piece{path: name, feed: f, item: i + 1}) {
			return false
		}
	}
	return true
}

// feed reads a feed. A panic on hostile bytes costs this file alone.
func (in *inspection) feed(name string, b []byte, o parse.Options) (out *readFeed, err error) {
	defer caught(&err)
	f, err := parse.Read(b, o)
	if err != nil {
		return nil, err
	}
	src := fileSource(&f, name)
	if o.Base != "" && f.Self == "" {
		if s, err := parse.NewSource(o.Base); err == nil {
			src.ID = s.ID
		}
	}
	return &readFeed{Feed: f, source: src}, nil
}

// feedSheet lays out what a feed says of itself; its articles follow.
func feedSheet(name string, f *parse.Feed) string {
	var b strings.Builder
	field := func(label, value string) { sheetField(&b, label, value) }
	field("file", name)
	field("feed", cmp.Or(text.Line(f.Title), "without a title"))
	field("site", f.URL)
	field("address", f.Self)
	field("format", strings.TrimSpace(f.Format+" "+f.Version))
	field("author", f.Author)
	field("language", f.Lang)
	if !f.Updated.IsZero() {
		field("updated", f.Updated.Format("2006-01-02 15:04 -07:00"))
	}
	field("categories", strings.Join(f.Categories, ", "))
	items := many(len(f.Items), "article", "articles")
	if f.Missing > 0 {
		items += fmt.Sprintf(", %d older ones left out", f.Missing)
	}
	if f.Broken {
		items += "; the feed is broken or cut, and read as far as it goes"
	}
	field("items", items)
	if f.Description != "" {
		b.WriteString("\n" + text.Clean(f.Description) + "\n")
	}
	return b.String()
}

// listSheet lays out a list of subscriptions: a feed a paragraph.
func listSheet(name string, l *parse.List) string {
	var b strings.Builder
	field := func(label, value string) { sheetField(&b, label, value) }
	field("file", name)
	field("list", l.Title)
	refused := 0
	for i := range l.Entries {
		if l.Entries[i].Refused != "" {
			refused++
		}
	}
	n := many(len(l.Entries), "feed", "feeds")
	if refused > 0 {
		n += fmt.Sprintf(", %d of them refused", refused)
	}
	if l.Missing > 0 {
		n += fmt.Sprintf("; %d more are left out", l.Missing)
	}
	if l.Cut {
		n += "; the list breaks off"
	}
	field("holds", n)
	for i := range l.Entries {
		e := &l.Entries[i]
		b.WriteString("\n")
		field("name", e.Title)
		field("feed", e.Feed)
		field("refused", e.Refused)
		field("site", e.Site)
		field("folder", strings.Join(e.Folders, " / "))
		field("categories", strings.Join(e.Categories, ", "))
		field("language", e.Lang)
	}
	return b.String()
}
