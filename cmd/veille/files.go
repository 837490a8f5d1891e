package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/migrate"
	"veille/feed/page"
	"veille/feed/parse"
)

// maxLine is the longest line of a JSONL file: an article of page.MaxBytes in
// four forms, one of them with two escapes for each sign, beside the page it
// was made from. What an export wrote must never be too long for an import.
const maxLine = 40 << 20

// standardInput is how messages call "-".
const standardInput = "standard input"

// piece is one thing to make an article of: a page, a line of JSONL, an item of
// a feed. It may be a feed as a whole, before its items, or a list of
// subscriptions: no article comes of these.
type piece struct {
	path  string // of the file, standardInput, or what the user typed
	line  int    // of a JSONL file, from 1; 0 for a page
	bytes []byte // of the line, or of standard input; nil: read path
	err   error  // path cannot be read at all

	feed *readFeed
	item int // of the feed, from 1; 0: the feed as a whole
	list *parse.List

	form  migrate.Form   // the program that the file is of
	entry *migrate.Entry // of it
}

// name is the piece in messages.
func (p *piece) name() string {
	switch {
	case p.line > 0:
		return fmt.Sprintf("%s line %d", p.path, p.line)
	case p.item > 0:
		return fmt.Sprintf("%s item %d", p.path, p.item)
	case p.entry != nil:
		return fmt.Sprintf("%s entry %d", p.path, p.entry.At)
	}
	if why := (*migrate.Refused)(nil); errors.As(p.err, &why) && why.At > 0 {
		return fmt.Sprintf("%s entry %d", p.path, why.At)
	}
	return p.path
}

// skipped counts what a walk left out.
type skipped struct {
	hidden, unknown, links, lists int
	each                          func(path, why string) // told each, when set
}

func (s *skipped) skip(n *int, path, why string) {
	*n++
	if s.each != nil {
		s.each(path, why)
	}
}

// String tells what was left out, "" for nothing.
func (s *skipped) String() string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, more string
	}{
		{s.hidden, "hidden", "hidden"},
		{s.unknown, "of a kind veille does not read", "of a kind veille does not read"},
		{s.links, "link", "links"},
		{s.lists, "list of subscriptions, which is followed only when it is named", "lists of subscriptions, which are followed only when they are named"},
	} {
		if p.n > 0 {
			parts = append(parts, many(p.n, p.one, p.more))
		}
	}
	return strings.Join(parts, ", ")
}

// kinds are the endings of files that a folder is searched for. A file named
// on the command line is read whatever its ending.
var kinds = []string{".txt", ".htm", ".html", ".xhtml", ".mht", ".mhtml", ".md", ".markdown", ".jsonl"}

// feedKinds are the endings of files that may be feeds or lists of
// subscriptions. In a folder those that are neither are left out.
var feedKinds = []string{".opml", ".xml", ".rss", ".atom", ".rdf", ".json"}

// gathering goes through what paths hold and hands on each piece.
type gathering struct {
	ctx   context.Context //nolint:containedctx // lives as long as one call of pieces
	in    io.Reader       // standard input
	now   func() time.Time
	left  *skipped
	yield func(piece) bool
	as    migrate.Form // what the user says that all files are of, None to tell it from them
}

// pieces lists what paths hold. Folders are walked in the order of names;
// hidden files, other kinds and symbolic links in them are left out. What
// cannot be read is a piece with an error: the rest goes on.
func pieces(ctx context.Context, paths []string, in io.Reader, now func() time.Time, left *skipped, as migrate.Form) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		g := &gathering{ctx, in, now, left, yield, as}
		for _, path := range paths {
			if ctx.Err() != nil || !g.path(path) {
				return
			}
		}
	}
}

func (g *gathering) path(path string) bool {
	if path == "-" {
		return g.input(newInterruptible(g.ctx, g.in))
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return g.yield(piece{path: path, err: err})
	case info.IsDir():
		return g.folder(path)
	case !isJSONL(path):
		return g.any(path)
	default:
		return g.file(path)
	}
}

// input reads standard input: JSONL when it begins with a brace and is no feed, a
// feed, a list of subscriptions, else one page.
func (g *gathering) input(in io.Reader) bool {
	r := bufio.NewReaderSize(in, kindHead)
	head, err := r.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return g.yield(piece{path: standardInput, err: err})
	}
	kind := parse.KindOther
	if !bytes.Contains(head, []byte(`"veille/`)) { // lines of ours may come slowly: no more is waited for
		if head, err = r.Peek(kindHead); err != nil && !errors.Is(err, io.EOF) {
			return g.yield(piece{path: standardInput, err: err})
		}
		if isBareTable(head) {
			return g.yield(piece{path: standardInput, err: errBareTable})
		}
		if form := g.formOf(head, ""); form != migrate.None {
			return g.migrate(standardInput, form, r, nil, 0)
		}
		kind = parse.KindOf(head, "")
	}
	if kind == parse.KindFeed || kind == parse.KindList {
		return g.kind(standardInput, kind, r)
	}
	if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte("{")) {
		return lines(standardInput, r, g.yield)
	}
	b, err := readPage(r)
	return g.yield(piece{path: standardInput, bytes: b, err: err})
}

// file reads a file that is no feed and no list.
func (g *gathering) file(path string) bool {
	if !isJSONL(path) {
		return g.yield(piece{path: path})
	}
	f, err := os.Open(path)
	if err != nil {
		return g.yield(piece{path: path, err: err})
	}
	defer f.Close() //nolint:errcheck // only read
	return lines(path, f, g.yield)
}

func isJSONL(path string) bool { return strings.EqualFold(filepath.Ext(path), ".jsonl") }

// lines cuts JSONL into lines without holding more than one of them.
func lines(path string, r io.Reader, yield func(piece) bool) bool {
	in := bufio.NewReaderSize(r, 64<<10)
	some := false
	for n := 1; ; n++ {
		b, err := readLine(in)
		if n == 1 {
			b = bytes.TrimPrefix(b, []byte("\ufeff"))
		}
		p := piece{path: path, line: n, bytes: bytes.TrimSpace(b)}
		if err != nil && !errors.Is(err, io.EOF) {
			p.bytes, p.err = nil, err
		}
		if p.err != nil || len(p.bytes) > 0 {
			some = true
			if !yield(p) {
				return false
			}
		}
		switch {
		case err == nil || errors.Is(err, errLongLine):
		case !some:
			return yield(piece{path: path, err: errEmpty})
		default:
			return true
		}
	}
}

var errLongLine = &cured{fmt.Errorf("longer than %d MiB, the most a line may have", maxLine>>20), "the lines after it were read; leave out its raw page"}

// readLine reads up to and with the next newline. Of a line that is too long
// nothing is kept, but all of it is read.
func readLine(r *bufio.Reader) (line []byte, err error) {
	size := 0
	for {
		part, err := r.ReadSlice('\n')
		if size += len(part); size <= maxLine {
			line = append(line, part...)
		} else {
			line = nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case size > maxLine && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLongLine
		default:
			return line, err
		}
	}
}

func (g *gathering) folder(root string) bool {
	more := true
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case g.ctx.Err() != nil:
			return g.ctx.Err()
		case err != nil:
			more = g.yield(piece{path: path, err: err})
		case path != root && hidden(d.Name()):
			g.left.skip(&g.left.hidden, path, "hidden")
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case d.Type()&fs.ModeSymlink != 0:
			g.left.skip(&g.left.links, path, "a link")
		case d.Type().IsRegular() && mayBeOther(path):
			more = g.inFolder(path)
		case !d.Type().IsRegular() || !slices.Contains(kinds, strings.ToLower(filepath.Ext(path))):
			g.left.skip(&g.left.unknown, path, "of a kind veille does not read")
		default:
			more = g.file(path)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && more && g.ctx.Err() == nil {
		more = g.yield(piece{path: root, err: err})
	}
	return more
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

var errEmpty = &cured{errors.New("the file is empty"), "save it again"}

// readFile reads a page from disk. A file known to be too large is not read at
// all.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > page.MaxBytes {
		return nil, feed.ErrTooLarge
	}
	return readPage(f)
}

func readPage(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, page.MaxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(b) > page.MaxBytes:
		return nil, feed.ErrTooLarge
	case len(bytes.TrimSpace(b)) == 0:
		return nil, errEmpty
	}
	return b, nil
}

// mediaType names what a page was kept as, by its ending, else by its first
// bytes.
func mediaType(name string, b []byte) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return "text/html"
	case ".mht", ".mhtml":
		return "multipart/related"
	case ".md", ".markdown":
		return "text/markdown"
	case ".txt":
		return "text/plain"
	}
	head := bytes.ToLower(b[:min(len(b), 1024)])
	if bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html")) {
		return "text/html"
	}
	return "text/plain"
}
