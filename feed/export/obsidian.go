package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"veille/feed"
)

// A note of the folder: front matter with the names that Obsidian's Web Clipper
// uses and then ours, the text, and two lines of comment:
//
//	<!-- veille:sum 0123456789abcdef -->
//	<!-- veille:end -->
//
// What the user writes below the last one is kept when the note is written
// again. The sum is of everything above it: where it does not agree the user
// has changed that part, and the note is left alone.
const (
	sumMark = "<!-- veille:sum "
	endMark = "<!-- veille:end -->"
)

// noteForm is one way to write the notes of a folder.
type noteForm struct {
	folder string // that they stand in, inside the one given; "" for that itself
	mark   string // before the lines of comment
	id     string // begins the line that states the identity
	fields func(note []byte) []byte
	write  func(b *bytes.Buffer, d *dossier, a *feed.Article)
}

var obsidian = &noteForm{id: "veille_id:", fields: frontMatter, write: writeObsidian}

// note returns the text of an article's note down to the end mark.
func (f *noteForm) note(d *dossier, a *feed.Article) []byte {
	var b bytes.Buffer
	f.write(&b, d, a)
	sum := sumOf(b.Bytes())
	b.WriteString(f.mark + sumMark + sum + " -->\n" + f.mark + endMark + "\n")
	return b.Bytes()
}

func writeObsidian(b *bytes.Buffer, d *dossier, a *feed.Article) {
	writeFrontMatter(b, d, a)
	b.WriteString("\n# " + noteTitle(d, a) + "\n\n")
	writeNote(b, d, a, 1, true)
	b.WriteString("\n" + styled(d.usage(a), feed.Emphasis) + "\n\n")
}

func sumOf(p []byte) string {
	h := sha256.Sum256(p)
	return hex.EncodeToString(h[:8])
}

func writeFrontMatter(b *bytes.Buffer, d *dossier, a *feed.Article) {
	b.WriteString("---\n")
	text := func(key, s string) {
		if s = oneLine(s); s != "" {
			b.WriteString(key + ": " + yamlString(s) + "\n")
		}
	}
	list := func(key string, items []string) {
		if len(items) == 0 {
			return
		}
		b.WriteString(key + ":\n")
		for _, s := range items {
			b.WriteString("  - " + yamlString(s) + "\n")
		}
	}
	text("title", titled(a, d.words))
	text("source", a.URL)
	list("author", authorsOf(a))
	text("publication", a.Source)
	switch s := isoDate(a.Published, a.Precision); {
	case s == "":
	case a.Precision == feed.Year || a.Precision == feed.Month: // no date of YAML
		text("published", s)
	case a.Precision >= feed.Minute:
		b.WriteString("published: " + a.Published.Format("2006-01-02T15:04:05") + "\n")
	default:
		b.WriteString("published: " + s + "\n")
	}
	if t := d.seen(a); !t.IsZero() {
		b.WriteString("created: " + t.Format("2006-01-02") + "\n")
	}
	if depth := d.depthOf(a); depth == Lead || depth == Full {
		text("description", leadOf(a))
	}
	text("lang", a.Lang)
	text("place", placeOf(a))
	list("tags", d.slugs(a.Themes))
	b.WriteString("veille_id: " + yamlString(a.ID.String()) + "\n---\n")
}

// yamlString writes a double-quoted YAML string on one line.
func yamlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r > 0xffff && !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		case !unicode.IsPrint(r) && r != ' ' || r == '\ufeff':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// kept is what is known of a note that stands there already.
type kept struct {
	above  []byte // down to the line of the sum
	below  []byte // after the end mark's line
	stated string // the sum it states
	marked bool   // it has an end mark
}

// parse takes a note apart. The mark counts only at the start of a line,
// where no text of an article can have it.
func (f *noteForm) parse(p []byte) kept {
	k := kept{}
	at, n := line(p, f.mark+endMark)
	if at < 0 {
		return k
	}
	k.marked = true
	k.above, k.below = p[:at], p[at+n:]
	if at, n := line(k.above, f.mark+sumMark); at >= 0 {
		stated := k.above[at+len(f.mark)+len(sumMark) : at+n]
		k.stated = strings.TrimSuffix(strings.TrimSpace(string(stated)), " -->")
		k.above = k.above[:at]
	}
	return k
}

// line finds the first line that begins with mark: where, and how long it is
// with its end.
func line(p []byte, mark string) (at, n int) {
	at = 0
	if !bytes.HasPrefix(p, []byte(mark)) {
		i := bytes.Index(p, []byte("\n"+mark))
		if i < 0 {
			return -1, 0
		}
		at = i + 1
	}
	if i := bytes.IndexByte(p[at:], '\n'); i >= 0 {
		return at, i + 1
	}
	return at, len(p) - at
}

// noteID returns the identity that a note states, "" for none.
func (f *noteForm) noteID(p []byte) string {
	p = bytes.TrimPrefix(p[:min(len(p), 64<<10)], []byte("\ufeff"))
	for l := range bytes.SplitSeq(f.fields(bytes.ReplaceAll(p, []byte("\r\n"), []byte("\n"))), []byte("\n")) {
		if v, ok := bytes.CutPrefix(l, []byte(f.id)); ok {
			return strings.Trim(string(bytes.TrimSpace(v)), `"'`)
		}
	}
	return ""
}

// frontMatter returns the fields that a note begins with.
func frontMatter(p []byte) []byte {
	rest, ok := bytes.CutPrefix(p, []byte("---\n"))
	if !ok {
		return nil
	}
	head, _, ok := bytes.Cut(rest, []byte("\n---"))
	if !ok {
		return nil
	}
	return head
}

// untouched reports whether the part above the marks is as veille wrote it.
// Line ends that a tool changed do not count.
func (k kept) untouched() bool {
	return k.stated != "" && (k.stated == sumOf(k.above) || k.stated == sumOf(bytes.ReplaceAll(k.above, []byte("\r\n"), []byte("\n"))))
}
