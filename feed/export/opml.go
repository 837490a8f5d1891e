package export

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// ListOptions say how a list of subscriptions is headed.
type ListOptions struct {
	Title string    // of the list
	Made  time.Time // when it is made; zero: not told
}

// OPML writes the sources that are followed as a list of subscriptions, OPML
// 2.0: folders as outlines in outlines, categories with commas between; feeds
// have text and title both, for readers heed one or the other, and folders text
// alone, for one with a title is taken for a feed without a type. Those without a
// feed are left out. The same sources give the same bytes in whatever order they come:
// those without a folder first, then folders, each by name.
//
// A comma inside a category is written as U+201A, which looks the same: the
// format has no way to say it.
func OPML(w io.Writer, sources []feed.Source, o ListOptions) error {
	b := bufio.NewWriter(w)
	l := outlines{b}
	l.add(xml.Header + `<opml version="2.0">` + "\n<head><title>")
	title := o.Title
	if title == "" {
		title = "veille: sources"
	}
	l.text(title)
	l.add("</title>")
	if !o.Made.IsZero() {
		// RFC 822 as OPML wants it, with four digits of the year.
		l.add("<dateCreated>" + o.Made.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT") + "</dateCreated>")
	}
	l.add("</head>\n<body>\n")
	l.folder(foldersOf(sources), 0)
	l.add("</body>\n</opml>\n")
	return b.Flush()
}

// listFolder is a folder of sources with the folders in it.
type listFolder struct {
	name    string
	sources []feed.Source
	folders []*listFolder
}

// foldersOf arranges the sources that have a feed; the outermost folder has no
// name.
func foldersOf(sources []feed.Source) *listFolder {
	root := &listFolder{}
	at := map[string]*listFolder{"": root}
	for _, s := range sources {
		if s.Feed == "" {
			continue
		}
		in := root
		path := ""
		for name := range strings.SplitSeq(s.Folder, "/") {
			if name = text.Line(name); name == "" {
				continue
			}
			path += "/" + name
			if at[path] == nil {
				at[path] = &listFolder{name: name}
				in.folders = append(in.folders, at[path])
			}
			in = at[path]
		}
		in.sources = append(in.sources, s)
	}
	for _, f := range at {
		f.sort()
	}
	return root
}

func (f *listFolder) sort() {
	slices.SortFunc(f.folders, func(a, b *listFolder) int {
		return firstOf(strings.Compare(text.Fold(a.name), text.Fold(b.name)), strings.Compare(a.name, b.name))
	})
	slices.SortFunc(f.sources, func(a, b feed.Source) int {
		return firstOf(strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), strings.Compare(a.Name, b.Name),
			strings.Compare(a.Feed, b.Feed), bytes.Compare(a.ID[:], b.ID[:]))
	})
}

// firstOf is the first comparison that tells two things apart.
func firstOf(comparisons ...int) int {
	for _, c := range comparisons {
		if c != 0 {
			return c
		}
	}
	return 0
}

// outlines writes outlines. An error of the writer stays in it until the end.
type outlines struct{ *bufio.Writer }

func (l outlines) add(s string) { l.WriteString(s) } //nolint:errcheck // told by Flush

// text writes foreign text: clean, on one line, escaped, also for attributes.
func (l outlines) text(s string) {
	xml.EscapeText(l, []byte(text.Line(s))) //nolint:errcheck // told by Flush
}

func (l outlines) attribute(name, value string) {
	l.add(" " + name + `="`)
	l.text(value)
	l.add(`"`)
}

func (l outlines) folder(f *listFolder, depth int) {
	for i := range f.sources {
		l.indent(depth)
		l.source(&f.sources[i])
	}
	for _, in := range f.folders {
		l.indent(depth)
		l.add("<outline")
		l.attribute("text", in.name)
		l.add(">\n")
		l.folder(in, depth+1)
		l.indent(depth)
		l.add("</outline>\n")
	}
}

// maxIndent keeps a list of folders that are nested without end in proportion.
const maxIndent = 20

func (l outlines) indent(depth int) { l.add(strings.Repeat("  ", min(depth, maxIndent))) }

// source writes a feed. One without a name is called by its address, as readers
// need some text; who reads it back knows by that.
func (l outlines) source(s *feed.Source) {
	name := text.Line(s.Name)
	if name == "" {
		name = s.Feed
	}
	l.add(`<outline type="rss"`)
	l.attribute("text", name)
	l.attribute("title", name)
	l.attribute("xmlUrl", s.Feed)
	if s.URL != "" {
		l.attribute("htmlUrl", s.URL)
	}
	if s.Lang != "" {
		l.attribute("language", s.Lang)
	}
	if c := categories(s, func(c string) string { return strings.ReplaceAll(c, ",", "‚") }); len(c) > 0 {
		l.attribute("category", strings.Join(c, ","))
	}
	l.add("/>\n")
}

// categories are those of a source, clean, each written by how, none empty.
func categories(s *feed.Source, how func(string) string) []string {
	var out []string
	for _, c := range s.Categories {
		if c = text.Line(c); c != "" {
			out = append(out, how(c))
		}
	}
	return out
}

// URLs writes the sources that are followed as newsboat's file urls: a line for
// each, with its name, folder and categories as tags, in the order of OPML.
// newsboat knows no folders: read back, they are categories.
func URLs(w io.Writer, sources []feed.Source) error {
	b := bufio.NewWriter(w)
	l := outlines{b}
	l.lines(foldersOf(sources), "")
	return b.Flush()
}

// lines writes what is in a folder, path being that of the folder.
func (l outlines) lines(f *listFolder, path string) {
	for i := range f.sources {
		l.line(&f.sources[i], path)
	}
	for _, in := range f.folders {
		l.lines(in, strings.TrimPrefix(path+"/"+in.name, "/"))
	}
}

func (l outlines) line(s *feed.Source, path string) {
	l.add(quoted(s.Feed))
	if name := text.Line(s.Name); name != "" {
		l.add(" " + quoted("~"+name))
	}
	// A tag with a tilde before it would be one more name.
	tag := func(s string) string { return strings.TrimLeft(s, "~ ") }
	for _, t := range append([]string{tag(path)}, categories(s, tag)...) {
		if t != "" {
			l.add(" " + quoted(t))
		}
	}
	l.add("\n")
}

// quoted puts a word of newsboat's files in quotes where it needs them.
func quoted(s string) string {
	if s != "" && !strings.ContainsAny(s, " \"\\`#'") && s[0] != '|' {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
