package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"veille/feed"
	"veille/feed/migrate"
	"veille/feed/parse"
	"veille/feed/refresh"
	"veille/feed/text"
)

// kindHead is how much of a file is read to tell what it is.
const kindHead = 64 << 10

// maxList is far above any list of subscriptions.
const maxList = 256 << 20

// pageKinds are the endings of files that are pages whatever stands in them.
var pageKinds = []string{".htm", ".html", ".xhtml", ".mht", ".mhtml", ".md", ".markdown"}

// readFeed is a feed that stands in a file, with the source its articles are of.
type readFeed struct {
	parse.Feed
	source feed.Source

	once sync.Once
	sent []feed.Sent
}

// article makes an article of an item, by its place, of the feed of a source, as
// a refresh makes one. All items must be of the same source.
func (f *readFeed) article(src *feed.Source, item int, now time.Time) feed.Incoming {
	f.once.Do(func() { f.sent = refresh.SentAll(src.ID, &f.Feed) })
	return refresh.Make(src, &f.Feed, &f.Items[item], refresh.Making{Now: now, Sent: f.sent[item]}).Incoming
}

// any reads a file that may be a feed, a list of subscriptions or a page.
func (g *gathering) any(path string) bool {
	head, err := headOfFile(path)
	if err != nil {
		return g.yield(piece{path: path, err: err})
	}
	if isBareTable(head) {
		return g.yield(piece{path: path, err: errBareTable})
	}
	if form := g.formOf(head, path); form != migrate.None {
		return g.migrateFile(path, form)
	}
	if isPageKind(path) {
		return g.file(path)
	}
	kind := parse.KindOf(head, "")
	if kind == parse.KindFeed || kind == parse.KindList {
		return g.kindFile(path, kind)
	}
	return g.yield(piece{path: path})
}

func isPageKind(path string) bool {
	return slices.Contains(pageKinds, strings.ToLower(filepath.Ext(path)))
}

// inFolder reads a file of a folder if it is a feed. Lists are left out: who
// takes a folder of pages in does not mean to follow what lies there.
func (g *gathering) inFolder(path string) bool {
	head, err := headOfFile(path)
	kind := parse.KindOther
	if !isPageKind(path) {
		kind = parse.KindOf(head, "")
	}
	switch form := g.formOf(head, path); {
	case err != nil:
		return g.yield(piece{path: path, err: err})
	case form != migrate.None && isBareTable(head):
		return g.yield(piece{path: path, err: errBareTable})
	case form != migrate.None:
		return g.migrateFile(path, form)
	case isPageKind(path):
		return g.file(path)
	case kind == parse.KindFeed:
		return g.kindFile(path, kind)
	case kind == parse.KindList:
		g.left.skip(&g.left.lists, path, "a list of subscriptions")
	default:
		g.left.skip(&g.left.unknown, path, "of a kind veille does not read")
	}
	return true
}

// headOfFile reads what tells the kind of a file.
func headOfFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	head := make([]byte, kindHead+1)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	return head[:n], nil
}

func kindOfFile(path string) (parse.Kind, error) {
	head, err := headOfFile(path)
	return parse.KindOf(head, ""), err
}

func (g *gathering) kindFile(path string, kind parse.Kind) bool {
	f, err := os.Open(path)
	if err != nil {
		return g.yield(piece{path: path, err: err})
	}
	defer f.Close() //nolint:errcheck // only read
	return g.kind(path, kind, f)
}

// kind reads a feed or a list of subscriptions.
func (g *gathering) kind(path string, kind parse.Kind, r io.Reader) bool {
	if kind == parse.KindList {
		b, err := readMost(r, maxList, "list of subscriptions")
		if err != nil {
			return g.yield(piece{path: path, err: err})
		}
		l, err := parse.ReadList(b, parse.Options{})
		if err != nil {
			return g.yield(piece{path: path, err: err})
		}
		return g.yield(piece{path: path, list: &l})
	}
	b, err := readMost(r, parse.MaxFile, "feed")
	if err != nil {
		return g.yield(piece{path: path, err: err})
	}
	f, err := readFeedBytes(path, b, g.now())
	if err != nil {
		return g.yield(piece{path: path, err: err})
	}
	if !g.yield(piece{path: path, feed: f}) {
		return false
	}
	for i := range f.Items {
		if !g.yield(piece{path: path, feed: f, item: i + 1}) {
			return false
		}
	}
	return true
}

// readFeedBytes reads a feed. A panic on hostile bytes costs this file alone.
func readFeedBytes(path string, b []byte, now time.Time) (out *readFeed, err error) {
	defer caught(&err)
	f, err := parse.Read(b, parse.Options{Now: now, File: true})
	if err != nil {
		return nil, err
	}
	return &readFeed{Feed: f, source: fileSource(&f, path)}, nil
}

// fileSource is the source that the articles of a feed in a file are of: the
// feed's own address names it, so that they are known when it is followed. One
// that does not say has its title, or the name of the file.
func fileSource(f *parse.Feed, path string) feed.Source {
	name := text.Limit(text.Line(f.Title), maxRowText)
	if name == "" {
		name = strings.TrimSuffix(baseName(path), filepath.Ext(path))
	}
	src := feed.Source{ID: feed.SourceID(name), Name: name, URL: f.URL, Lang: f.Lang}
	if s, err := parse.NewSource(f.Self); err == nil && f.Self != "" {
		src.ID = s.ID
	}
	return src
}

// readMost reads what may have at most so many bytes.
func readMost(r io.Reader, most int64, what string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(b)) > most:
		return nil, &cured{fmt.Errorf("larger than %d MiB, the most a %s may have", most>>20, what), "part it into several"}
	}
	return b, nil
}
