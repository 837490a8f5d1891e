package page

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"go.yaml.in/yaml/v3"

	"veille/feed"
	"veille/feed/text"
)

const (
	maxFront = 64 << 10 // bytes of front matter
	maxNote  = 1 << 20  // bytes of text parsed; twice what is kept of it
	// maxMarkers is how many quote and list marks one line may open: blocks
	// nest as deep as they say.
	maxMarkers = 16
	maxPairs   = 400 // marks of one kind in one paragraph
)

var (
	frontBlock = regexp.MustCompile(`^\s*---[ \t]*\n((?s:.*?)\n)?---[ \t]*(?:\n|$)`)
	callout    = regexp.MustCompile(`(?m)^((?:> ?)+)\[!\w+\][+-]? ?`)
	wikiEmbed  = regexp.MustCompile(`!\[\[[^\[\]\n]+\]\]`)
	wikiNamed  = regexp.MustCompile(`\[\[[^\[\]|\n]+\|([^\[\]\n]+)\]\]`)
	wikiLink   = regexp.MustCompile(`\[\[([^\[\]|\n]+)\]\]`)
	marked     = regexp.MustCompile(`==([^=\n]+)==`)
	nestMarks  = regexp.MustCompile(`^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?:[ \t]|$|>))+[ \t]*`)
)

// readMarkdown reads a Markdown note: its front matter, then its text. The text
// goes through HTML, so that entities, raw tags and tables are read by the same
// code as pages are.
func (d *draft) readMarkdown(s string) {
	s = text.Clean(s)
	if x := frontBlock.FindStringSubmatchIndex(s); x != nil && x[1] <= maxFront {
		if x[2] >= 0 {
			d.frontMatter(s[x[2]:x[3]])
		}
		s = s[x[1]:]
	}
	s = callout.ReplaceAllString(s, "$1")
	s = wikiEmbed.ReplaceAllString(s, "")
	s = wikiNamed.ReplaceAllString(s, "$1")
	s = wikiLink.ReplaceAllString(s, "$1")
	s = marked.ReplaceAllString(s, "$1")
	if len(s) > maxNote {
		s, d.cut = s[:floorRune(s, maxNote)], true
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))
	var out bytes.Buffer
	if err := md.Convert([]byte(tame(s)), &out); err != nil {
		d.readText(s)
		return
	}
	d.readFragment(out.String())
}

// tame makes Markdown safe to parse: it drops the marks of a line that open
// blocks too deep, and takes the meaning of brackets and other paired marks in
// a paragraph that has too many, for pairing them takes quadratic time.
func tame(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var pairs [256]int
	for line := range strings.SplitAfterSeq(s, "\n") {
		n := len(nestMarks.FindString(line))
		if n > 2*maxMarkers && strings.Count(line[:n], " ")+strings.Count(line[:n], ">") > maxMarkers {
			b.WriteString(line[:maxMarkers])
			line, n = " "+line[n:], 0
		}
		if n > 0 || strings.TrimSpace(line) == "" {
			pairs = [256]int{}
		}
		tameLine(&b, line, &pairs)
	}
	return b.String()
}

func tameLine(b *strings.Builder, line string, pairs *[256]int) {
	for i := range len(line) {
		switch c := line[i]; c {
		case '[', '*', '_', '`', '~', '<', '!', '&':
			if pairs[c]++; pairs[c] > maxPairs {
				if i == 0 || line[i-1] != '\\' {
					b.WriteByte('\\')
				}
			}
		}
		b.WriteByte(line[i])
	}
}

// frontMatter reads the names that note takers use for the parts of a clipping.
func (d *draft) frontMatter(s string) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s), &doc); err != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return
	}
	fields := doc.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		values := scalars(fields[i+1])
		if len(values) > 0 {
			d.frontField(strings.ToLower(fields[i].Value), values)
		}
	}
}

func (d *draft) frontField(name string, values []string) {
	first := values[0]
	switch name {
	case "title":
		d.art.Title, d.art.TitleFrom = text.Limit(first, maxHeadline), feed.TitleFromMetadata
	case "source", "url", "link", "source_url", "canonical":
		if _, ok := text.SafeURL(first); ok {
			d.meta.url = first
		} else if name == "source" {
			d.meta.site = text.Limit(first, maxName)
		}
	case "publication", "site", "publisher", "site_name":
		d.meta.site = text.Limit(first, maxName)
	case "author", "authors", "creator", "by":
		d.meta.authors = limitAll(values)
	case "published", "date", "date_published", "pubdate":
		if t, p := d.m.dateIn(first); p != feed.NoDate && (d.art.Precision == feed.NoDate || name == "published") {
			d.art.Published, d.art.Precision = t, p
		}
	case "updated", "modified":
		if t, p := d.m.dateIn(first); p != feed.NoDate {
			d.art.Updated = t
		}
	case "tags", "categories", "keywords":
		d.meta.categories = distinct(append(d.meta.categories, limitAll(values)...))
	case "lang", "language":
		d.meta.lang = text.Limit(first, maxName)
	case "description", "summary":
		d.meta.summary = text.Limit(first, 2*maxHeadline)
	}
}

func limitAll(in []string) []string {
	out := make([]string, 0, min(len(in), maxCategories))
	for _, s := range in[:min(len(in), maxCategories)] {
		out = append(out, text.Limit(strings.TrimPrefix(s, "#"), maxName))
	}
	return out
}

// scalars returns the text of a scalar or of the scalars in a list, brackets of
// note links taken off.
func scalars(n *yaml.Node) []string {
	var out []string
	switch n.Kind {
	case yaml.ScalarNode:
		s := wikiNamed.ReplaceAllString(n.Value, "$1")
		if s = text.Line(wikiLink.ReplaceAllString(s, "$1")); s != "" && n.Tag != "!!null" {
			out = append(out, s)
		}
	case yaml.SequenceNode:
		for _, c := range n.Content[:min(len(n.Content), 2*maxCategories)] {
			if c.Kind == yaml.ScalarNode {
				out = append(out, scalars(c)...)
			}
		}
	case yaml.DocumentNode, yaml.MappingNode, yaml.AliasNode:
	}
	return out
}
