package page

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"veille/feed"
	"veille/feed/text"
)

// Item is the text of an item of a feed with what the feed says of it.
type Item struct {
	HTML      string // its whole content, else its summary
	Summary   string // HTML; "" when there is none beside HTML
	Title     string
	URL       string
	Source    string
	Lang      string // what item or feed declare: a prior, the text decides
	Authors   []string
	Published time.Time
	Precision feed.Precision
	Fetched   time.Time
	Known     func(word string) int
	Markers   *Markers
}

// ReadItem makes an article of an item of a feed: its blocks, cleaned by the
// rules of wire copy, with captions, related links, teasers and the leavings of
// feeds (tracking pixels, "read more", "appeared first on") apart. What the feed
// says goes before what the text says, but for a dateline. It never fails: an
// item without text is an article without a body.
//
// Of the rules of wire copy only those apply that prove themselves in a few
// lines: an item has neither menus nor the teasers of a page around it, and a
// short one is text whatever it looks like. Where nothing would be left all is
// kept. ID, SourceID, categories and enclosures are left to the caller.
func ReadItem(in Item) feed.Article {
	if in.Markers == nil {
		in.Markers = defaultMarkers()
	}
	it := item{m: in.Markers, in: &in}
	base := addressOf(in.URL)
	if in.URL != "" && base != nil {
		it.art.URL = text.Canonical(in.URL)
	}
	a := &it.art
	a.Title, a.TitleFrom = text.Limit(text.Line(in.Title), maxHeadline), feed.TitleFromText
	a.Source = text.Limit(text.Line(in.Source), maxName)
	a.Authors = authorsOf(in.Authors)
	a.Published, a.Precision, a.Fetched = in.Published, in.Precision, in.Fetched
	r := rooms.Get().(*room)
	it.parts = r.parts
	parts, cut := r.fragment(in.HTML, base)
	it.cut = cut
	it.read(parts)
	a.Summary = it.summary(r, base)
	it.finish()
	r.parts = it.parts
	r.free()
	return it.art
}

func addressOf(s string) *url.URL {
	if safe, ok := text.SafeURL(s); ok {
		if u, err := url.Parse(safe); err == nil {
			return u
		}
	}
	return nil
}

func authorsOf(in []string) []string {
	var out []string
	for _, a := range in[:min(len(in), maxCategories)] {
		if a = text.Limit(text.Line(a), maxName); a != "" {
			out = append(out, a)
		}
	}
	return out
}

// fragment reads HTML that is an article and nothing else, plain text included:
// there a blank line parts paragraphs. Cut says that there is more than is read.
// The pieces last until the next fragment.
func (r *room) fragment(s string, base *url.URL) (out []piece, cut bool) {
	if len(s) > maxRead {
		s = withoutData(s)
	}
	if len(s) > MaxBytes {
		out, _ = r.fragment(s[:floorRune(s, MaxBytes)], base)
		return out, true
	}
	if strings.IndexByte(s, '<') < 0 {
		return paragraphs(s)
	}
	if mayFrame(s) {
		s = openFrames(s)
	}
	if out, ok := r.stream.read(s, base); ok {
		return out, false
	}
	return readTree(s, base)
}

// withoutData empties the addresses that hold a picture themselves: with a few of
// them an item is larger than any text.
func withoutData(s string) string {
	const mark = ";base64,"
	var b strings.Builder
	for {
		i := strings.Index(s, mark)
		if i < 0 {
			return b.String() + s
		}
		b.WriteString(s[:i+len(mark)])
		s = s[i+len(mark):]
		if rest := strings.TrimLeft(s, base64Letters); len(s)-len(rest) > minPicture {
			s = rest
		}
	}
}

// minPicture is the size in bytes above which letters are no word.
const minPicture = 256

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="

var frameTag = regexp.MustCompile(`(?i)<(?:iframe|noframes|noembed)\b[^<>]*>`)

// mayFrame holds where frameTag may find something: hardly any other tag begins
// so.
func mayFrame(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+3 > len(s) {
			return false
		}
		switch s = s[i+1:]; s[:2] {
		case "if", "iF", "If", "IF", "no", "nO", "No", "NO":
			return true
		}
	}
}

// openFrames drops the tags of frames that nothing closes before the next one, in
// which a browser would lose the rest of the text.
func openFrames(s string) string {
	tags := frameTag.FindAllStringIndex(s, -1)
	if len(tags) == 0 {
		return s
	}
	var b strings.Builder
	from := 0
	for i, at := range tags {
		next := len(s)
		if i+1 < len(tags) {
			next = tags[i+1][0]
		}
		if !frameEnd.MatchString(s[at[1]:next]) {
			b.WriteString(s[from:at[0]] + " ")
			from = at[1]
		}
	}
	return b.String() + s[from:]
}

var frameEnd = regexp.MustCompile(`(?i)</(?:iframe|noframes|noembed)\b`)

// readTree reads a fragment that only a parser can read; one that is too much
// for it is read as the text of its tokens. Cut says that there is more than is
// read.
func readTree(s string, base *url.URL) (out []piece, cut bool) {
	if safe, ok := guardHTML(s); ok {
		if doc, err := html.Parse(strings.NewReader(safe)); err == nil {
			if _, depth := measure(doc); depth <= maxDepth {
				b := blocks{base: base}
				b.children(bodyOf(doc), inline{})
				b.flush()
				return b.out, b.cut
			}
		}
	}
	body, _ := tokenText(s)
	return shorten(lines(text.Clean(body)))
}

// paragraphs reads text without tags.
func paragraphs(s string) (out []piece, cut bool) {
	b := blocks{}
	for _, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			b.flush()
			b.gap = true
			continue
		}
		b.text(html.UnescapeString(line)+"\n", inline{})
	}
	b.flush()
	return b.out, b.cut
}

// summary is the plain text of the summary, on one line.
func (it *item) summary(r *room, base *url.URL) string {
	if it.in.Summary == "" {
		return ""
	}
	other := item{m: it.m, in: it.in}
	parts, _ := r.fragment(it.in.Summary, base)
	other.setParts(parts)
	other.leavings()
	var b strings.Builder
	for i := range other.parts {
		if p := &other.parts[i]; p.role == isBody && p.text != "" {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(p.text)
		}
		if b.Len() > 8*maxHeadline {
			break
		}
	}
	return text.Limit(text.Line(b.String()), 2*maxHeadline)
}
