package feed

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MarkdownStyle says how a body is written as Markdown.
type MarkdownStyle struct {
	Shift  int  // added to the level of headings, which ends at 6
	Images bool // figures as images, which a viewer may load; else as links
	Logseq bool // escaped as Logseq reads it, which takes \[ \] for a formula and knows marks of its own
}

// maxNesting is how deep lists and quotes are written: renderers of Markdown
// need exponential time for dozens of levels.
const maxNesting = 8

// Markdown writes blocks as CommonMark with the tables and strikethrough of
// GitHub's dialect. All of their text is escaped: read back, it is the same
// text, and nothing in it can become a mark, a link, HTML, or one of the signs
// that Obsidian adds (tags, callouts, highlights, formulas, comments). What is
// Marked stands between == and ==. No line begins with "<".
func Markdown(blocks []Block, style MarkdownStyle) string {
	w := markdownWriter{MarkdownStyle: style}
	for i := range blocks {
		w.block(&blocks[i])
	}
	return w.out.String()
}

type markdownWriter struct {
	MarkdownStyle
	out     strings.Builder
	last    BlockKind
	started bool
	quote   int   // level of the quote the last block was
	indent  []int // columns of the open list items
}

func (w *markdownWriter) block(b *Block) {
	s := w.render(b)
	if s == "" {
		return
	}
	if w.started {
		switch {
		case b.Kind == ListItem && w.last == ListItem && (depth(b) <= len(w.indent) || b.Number <= 1):
			// A deeper list that begins with another number than 1 would be
			// read as text of the item above.
			w.out.WriteString("\n")
		case b.Kind == Quote && w.last == Quote:
			// A line of the shallower quote closes the paragraph of the deeper.
			w.out.WriteString("\n" + strings.TrimRight(quoteMarks(min(w.quote, depth(b))), " ") + "\n")
		default:
			w.out.WriteString("\n\n")
		}
	}
	if b.Kind != ListItem {
		w.indent = nil
	} else {
		s = w.item(b, s)
	}
	w.out.WriteString(s)
	w.started, w.last, w.quote = true, b.Kind, depth(b)
}

func depth(b *Block) int { return min(max(b.Level, 1), maxNesting) }

func quoteMarks(n int) string { return strings.Repeat("> ", n) }

// render writes a block without what its surroundings add.
func (w *markdownWriter) render(b *Block) string {
	switch b.Kind {
	case Heading:
		if s := w.spans(b.Spans, true); s != "" {
			return strings.Repeat("#", min(max(b.Level+w.Shift, 1), 6)) + " " + s
		}
		return ""
	case ListItem:
		return w.spans(b.Spans, false)
	case Quote:
		s := w.spans(b.Spans, false)
		if s == "" {
			return ""
		}
		marks := quoteMarks(depth(b))
		return marks + strings.ReplaceAll(s, "\n", "\n"+marks)
	case Preformatted:
		return fence(b.Text())
	case Table:
		return w.table(b.Rows)
	case Figure:
		return w.figure(b)
	case Rule:
		return "***"
	}
	return w.spans(b.Spans, false)
}

// item puts the mark of a list item before s, indented to its depth. A depth
// that skips one is brought back to the next.
func (w *markdownWriter) item(b *Block, s string) string {
	level := min(depth(b), len(w.indent)+1)
	mark := "- "
	if b.Number > 0 {
		mark = strconv.Itoa(min(b.Number, 999_999_999)) + ". "
	}
	col := 0
	if level > 1 {
		col = w.indent[level-2]
	}
	w.indent = append(w.indent[:level-1], col+len(mark))
	pad := strings.Repeat(" ", col)
	return pad + mark + strings.ReplaceAll(s, "\n", "\n"+pad+strings.Repeat(" ", len(mark)))
}

// fence writes preformatted text. Where a line of it begins with "<", fence
// and text are indented by a blank, which reading takes off again: so a line
// that means something to veille cannot stand in a text.
func fence(s string) string {
	ticks := strings.Repeat("`", max(3, longestRun(s, '`')+1))
	if strings.HasPrefix(s, "<") || strings.Contains(s, "\n<") {
		return " " + ticks + "\n " + strings.ReplaceAll(s, "\n", "\n ") + "\n " + ticks
	}
	return ticks + "\n" + s + "\n" + ticks
}

func longestRun(s string, c rune) int {
	longest, run := 0, 0
	for _, r := range s {
		if r == c {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}

func (w *markdownWriter) table(rows [][]string) string {
	cols := 0
	for _, r := range rows {
		cols = max(cols, len(r))
	}
	if cols == 0 {
		return ""
	}
	var b strings.Builder
	for i, r := range rows {
		for c := range cols {
			cell := ""
			if c < len(r) {
				cell = w.line(r[c])
			}
			b.WriteString("| " + cell + " ")
		}
		b.WriteString("|")
		if i == 0 {
			b.WriteString("\n" + strings.Repeat("| --- ", cols) + "|")
		}
		if i < len(rows)-1 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

func (w *markdownWriter) figure(b *Block) string {
	label := w.line(b.Text())
	url := MarkdownURL(b.URL)
	switch {
	case url == "":
		return label
	case w.Images:
		return fmt.Sprintf("![%s](%s)", label, url)
	case label == "":
		label = w.line(b.URL)
	}
	return fmt.Sprintf("[%s](%s)", label, url)
}

// MarkdownURL returns an address as it may stand in a link of Markdown, ""
// unless it is http, https or mailto.
func MarkdownURL(url string) string {
	if !Linkable(url) {
		return ""
	}
	var b strings.Builder
	for i := range len(url) {
		switch c := url[i]; {
		case c <= ' ' || c == 0x7f || strings.IndexByte(`<>()[]\"'*_|&$^~`+"`", c) >= 0 && c != '_' && c != '&' && c != '~':
			fmt.Fprintf(&b, "%%%02X", c)
		case c == '&' && isEntity(url[i+1:], ')'):
			b.WriteString("&amp;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Linkable reports whether an address may be followed from what is written:
// http, https or mailto.
func Linkable(url string) bool {
	scheme, rest, ok := strings.Cut(url, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		return ok && strings.HasPrefix(rest, "//") && len(rest) > 2
	case "mailto":
		return rest != ""
	}
	return false
}

// EscapeMarkdown returns s as text of one line that Markdown reads as s, its
// white space as single blanks.
func EscapeMarkdown(s string) string { return MarkdownStyle{}.line(s) }

func (m MarkdownStyle) line(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	var b strings.Builder
	m.escape(&b, s, '\n', '\n')
	return b.String()
}

// escape writes s with everything escaped that Markdown could take for a mark.
// Before and after are the characters around s, newlines at the ends of a
// line.
func (m MarkdownStyle) escape(b *strings.Builder, s string, before, after rune) {
	if before == '\n' {
		s = lineMark(b, s, after)
	}
	from := 0 // what is not written yet
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if r >= utf8.RuneSelf || !mayMark[r] {
			continue
		}
		prev, next := before, after
		if i > 0 {
			prev, _ = utf8.DecodeLastRuneInString(s[:i])
		}
		if i+1 < len(s) {
			next, _ = utf8.DecodeRuneInString(s[i+1:])
		}
		if m.special(r, prev, next) || r == '&' && isEntity(s[i+1:], after) {
			b.WriteString(s[from:i])
			b.WriteByte('\\')
			from = i
		}
	}
	b.WriteString(s[from:])
}

// mayMark holds the characters that special looks at closer, all of them ASCII.
var mayMark = func() (set [utf8.RuneSelf]bool) {
	for _, c := range "\\`*[]<>~$^|_#=%!&:@){}" {
		set[c] = true
	}
	return set
}()

// lineMark escapes what means something only at the start of a line and
// returns the rest of s.
func lineMark(b *strings.Builder, s string, after rune) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits == len(s) && (after == '.' || after == ')') {
		fmt.Fprintf(b, "%s&#%d;", s[:digits-1], s[digits-1])
		return ""
	}
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') {
		b.WriteString(s[:digits] + `\` + s[digits:digits+1])
		return s[digits+1:]
	}
	if s != "" && strings.IndexByte("#+-=:", s[0]) >= 0 {
		b.WriteString(`\` + s[:1])
		return s[1:]
	}
	return s
}

// special reports whether r, with its neighbours, could be read as a mark.
func (m MarkdownStyle) special(r, prev, next rune) bool {
	switch r {
	case '[':
		return !m.Logseq // nothing of Logseq's begins with it that does not end with the other
	case ':', '@', ')', '}': // properties, elements, snippets, references of blocks and macros
		return m.Logseq && (prev == r || r == ':' && prev == '[')
	case '\\', '`', '*', ']', '<', '>', '~', '$', '^', '|':
		return true
	case '_': // inside a word it is none
		return !wordRune(prev) || !wordRune(next)
	case '#': // a heading's end or a tag
		return !wordRune(prev) && prev != '/'
	case '=', '%':
		return prev == r || next == r
	case '!':
		return next == '['
	}
	return false
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// isEntity reports whether "&" before s would begin an entity, &name; or &#1;.
// After is the character behind s.
func isEntity(s string, after rune) bool {
	name, _, closed := strings.Cut(s, ";")
	if !closed && after != ';' && after != '#' && !wordRune(after) {
		return false
	}
	return len(name) < 40 && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '#' && (r > unicode.MaxASCII || !wordRune(r))
	})
}
