package migrate

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"veille/feed"
	"veille/feed/charset"
	"veille/feed/page"
	"veille/feed/text"
)

// A clipping of Obsidian is Markdown with front matter: Web Clipper writes title,
// source (the address), author, published, created, description and tags, of which
// "clippings" is on each. What veille exports to Obsidian adds publication, lang,
// place and veille_id, says title and source again above the text, and ends in two
// comments; what stands below them is the user's own.

const (
	maxFront = 64 << 10 // bytes of front matter
	sumMark  = "<!-- veille:sum "
	endMark  = "<!-- veille:end -->"
)

var (
	front     = regexp.MustCompile(`\A\s*---[ \t]*\r?\n((?s:.*?)\r?\n)---[ \t]*(?:\r?\n|\z)`)
	noteMark  = regexp.MustCompile(`==([^=\n]+)==`)
	ownHead   = regexp.MustCompile(`\A\s*# [^\n]*\n+(?:\*[^\n]*\* [–-] \[[^\]\n]*\]\([^\n]*\)\n+|\*[^\n]*\*\n+)?`)
	ownUsage  = regexp.MustCompile(`\n\*[^\n*]+\*\s*\z`)
	ownNotes  = []string{"## Note", "## Ghi chú"}
	ownThemes = regexp.MustCompile(`\A(?:Themes|Thèmes|Chủ đề)[\s\x{a0}\x{202f}]*: ([^\n]+)\z`)
	ownRemark = regexp.MustCompile(`(?s)\A(?:“|«)[\s\x{a0}\x{202f}]?(.+?)[\s\x{a0}\x{202f}]?(?:”|»)(?: – (.*?))?(?: \[([^\]]*)\])?\z`)
	ownQuotes = []string{"## Marked passages", "## Passages relevés", "## Đoạn đã tô"}
)

// clipping is what the front matter of a note says that a page does not know of.
type clipping struct {
	source, id, place string
	published         string
	tags              []string
	created           time.Time
	body              string // what comes after it
	front             string
}

// readClipping reads the front matter of a note; false where it is none of a
// clipping: one without the address it came from, nor our identity.
func readClipping(s string) (c clipping, ok bool) {
	m := front.FindStringSubmatchIndex(s)
	if m == nil || m[1] > maxFront {
		return c, false
	}
	c.front, c.body = s[:m[1]], s[m[1]:]
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s[m[2]:m[3]]), &doc); err != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return c, false
	}
	fields := doc.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		values := scalars(fields[i+1])
		if len(values) == 0 {
			continue
		}
		switch strings.ToLower(fields[i].Value) {
		case "source", "url":
			c.source = firstOf(c.source, webAddress(values[0]))
		case "veille_id":
			c.id = values[0]
		case "published":
			c.published = values[0]
		case "place":
			c.place = values[0]
		case "created", "clipped":
			c.created, _ = dated(values[0])
		case "tags", "tag":
			c.tags = values
		}
	}
	return c, c.source != "" || c.id != ""
}

func scalars(n *yaml.Node) (out []string) {
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag != "!!null" && n.Value != "" {
			out = append(out, n.Value)
		}
	case yaml.SequenceNode:
		for _, c := range n.Content[:min(len(n.Content), 4*maxTags)] {
			if c.Kind == yaml.ScalarNode {
				out = append(out, scalars(c)...)
			}
		}
	case yaml.DocumentNode, yaml.MappingNode, yaml.AliasNode:
	}
	return out
}

// IsClipping reports whether a note is a clipping, rather than any Markdown.
func IsClipping(b []byte) bool {
	if !bytes.HasPrefix(bytes.TrimLeft(b[:min(len(b), 512)], "\ufeff \t\r\n"), []byte("---")) {
		return false
	}
	s, err := charset.Decode(b[:min(len(b), 2*maxFront)], "")
	if err != nil {
		return false
	}
	_, ok := readClipping(s)
	return ok
}

// Clipping makes an article of a note. Name is that of its file; cut is Entry.Cut. The
// error is that of page.Read, but a clipping without text is an article.
func Clipping(b []byte, name string, now time.Time) (in feed.Incoming, cut bool, err error) {
	s, err := charset.Decode(b, "")
	if err != nil {
		return in, false, err
	}
	c, ok := readClipping(s)
	if !ok {
		return in, false, &Refused{Reason: NoContent, Detail: "its front matter names no source"}
	}
	scan := &scan{in: &Input{Form: Obsidian, Now: now}, yield: func(*Entry, error) bool { return true }, tags: map[string]bool{}}
	e := &Entry{Form: Obsidian, Saved: c.created, Place: c.place}
	for _, t := range c.tags {
		if t = strings.TrimPrefix(t, "#"); !strings.EqualFold(t, "clippings") {
			e.Tags = append(e.Tags, t)
		}
	}
	body := c.ownParts(e)
	for _, m := range noteMark.FindAllStringSubmatch(body, maxList+1) {
		q := Quote{Text: m[1]}
		if c.id != "" {
			q.Text = unescape(q.Text)
		}
		if !slices.ContainsFunc(e.Quotes, func(o Quote) bool { return strings.TrimSpace(o.Text) == strings.TrimSpace(q.Text) }) {
			e.Quotes = append(e.Quotes, q)
		}
	}
	art, err := page.Read(page.Input{Name: text.Line(name), Type: "text/markdown", Bytes: []byte(c.front + "\n" + body), URL: c.source, Fetched: now})
	if err != nil && !errors.Is(err, feed.ErrNoArticle) {
		return in, false, err
	}
	if art.Precision == feed.NoDate { // a page says no month alone
		e.Item.Published, e.Item.Precision = risDate(c.published)
	}
	scan.tidy(e)
	if art.Precision == feed.NoDate {
		art.Published, art.Precision = e.Item.Published, e.Item.Precision
	}
	art.Categories = nil // they are the user's tags
	if art.ID.IsZero() {
		art.ID = feed.PageID(text.AddressKey(art.URL), b)
	}
	in = feed.Incoming{Article: art, Raw: feed.Raw{Name: text.Line(name), Type: "text/markdown", Bytes: b}, Tags: e.Tags}
	e.fill(&in, c.id, now)
	return in, e.Cut, nil
}

// fill gives an article what the note says besides.
func (e *Entry) fill(in *feed.Incoming, id string, now time.Time) {
	a := &in.Article
	if own, err := feed.ParseID(id); err == nil {
		a.ID = own
	}
	if a.Fetched = e.Saved; a.Fetched.IsZero() {
		a.Fetched = now
	}
	if a.Place == "" {
		a.Place = e.Place
	}
	if a.Source == "" {
		a.Source = hostOf(a.URL)
	}
	if a.Source != "" && a.SourceID.IsZero() {
		a.SourceID = feed.SourceID(a.Source)
	}
	a.Notes = e.Notes
	e.mark(in)
}

// ownParts returns the text of a note, of one that veille wrote without what it
// said around the text; note and passages go to the entry.
func (c *clipping) ownParts(e *Entry) string {
	if c.id == "" {
		return c.body
	}
	body := strings.ReplaceAll(c.body, "\r\n", "\n")
	if i := strings.LastIndex(body, "\n"+endMark); i >= 0 {
		e.Notes = append(e.Notes, body[i+1+len(endMark):])
		body = body[:i]
		if i := strings.LastIndex(body, "\n"+sumMark); i >= 0 {
			body = body[:i]
		}
	}
	body = ownHead.ReplaceAllString(body, "")
	body = ownUsage.ReplaceAllString(strings.TrimRight(body, "\n"), "\n")
	if quotes, ok := section(&body, ownQuotes); ok {
		e.Quotes = append(e.Quotes, quoted(quotes)...)
	}
	if note, ok := section(&body, ownNotes); ok {
		e.Notes = append([]string{unescape(note)}, e.Notes...)
	}
	return body
}

// section cuts the last part under one of some headings off a text that ends with
// it.
func section(s *string, headings []string) (string, bool) {
	i := strings.LastIndex(*s, "\n## ")
	if i < 0 {
		return "", false
	}
	head, rest, _ := strings.Cut((*s)[i+1:], "\n")
	if !slices.Contains(headings, head) {
		return "", false
	}
	*s = (*s)[:i+1]
	return strings.TrimSpace(rest), true
}

// quoted reads passages: each a quotation, then what was said of it.
func quoted(s string) (out []Quote) {
	for part := range strings.SplitSeq(s, "\n\n") {
		if !strings.HasPrefix(part, ">") {
			if n := len(out); n > 0 && part != "" {
				out[n-1].say(unescape(part))
			}
			continue
		}
		var lines []string
		for line := range strings.SplitSeq(part, "\n") {
			lines = append(lines, strings.TrimPrefix(strings.TrimPrefix(line, ">"), " "))
		}
		if len(out) <= maxList {
			out = append(out, Quote{Text: unescape(strings.Join(lines, "\n"))})
		}
	}
	return out
}

// say takes a paragraph that stands below a passage: a note, or its themes.
func (q *Quote) say(paragraph string) {
	if m := ownThemes.FindStringSubmatch(paragraph); m != nil {
		q.Tags = append(q.Tags, strings.Split(m[1], ", ")...)
		return
	}
	q.Note = strings.TrimSpace(q.Note + "\n\n" + paragraph)
}

// remarks parts what references of ours say in notes: passages stand in quotation
// marks, with the note on them behind a dash and their themes in brackets.
func (e *Entry) remarks() {
	if e.ID.IsZero() {
		return
	}
	e.Notes = slices.DeleteFunc(e.Notes, func(n string) bool {
		m := ownRemark.FindStringSubmatch(strings.TrimSpace(n))
		if m != nil {
			q := Quote{Text: m[1], Note: m[2]}
			if m[3] != "" {
				q.Tags = strings.Split(m[3], ", ")
			}
			e.Quotes = append(e.Quotes, q)
		}
		return m != nil
	})
}

var escaped = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~\n])")

// unescape takes the backslashes of Markdown away, also those that end a line.
func unescape(s string) string { return escaped.ReplaceAllString(s, "$1") }
