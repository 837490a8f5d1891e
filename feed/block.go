package feed

import "strings"

// BlockKind says what a block of the body is.
type BlockKind uint8

const (
	Paragraph BlockKind = iota
	Heading             // Level 1 to 6
	ListItem            // Level is the depth from 1; Number is 0 for a bullet
	Quote               // Level is the depth from 1
	Preformatted
	Table // Rows; Spans is empty
	Figure
	Rule
)

// Block is one piece of the body. The body is neither Markdown nor HTML:
// every writer renders blocks itself, so that escaping is decided once per
// writer.
type Block struct {
	Kind   BlockKind
	Level  int
	Number int
	Spans  []Span
	Rows   [][]string // of a table; the first row is its head
	URL    string     // of a figure: the picture's address
}

// SpanStyle is a set of inline styles.
type SpanStyle uint8

const (
	Strong SpanStyle = 1 << iota
	Emphasis
	Code
	Deleted
	Sub
	Sup
	Marked // a passage that the user keeps: set by Article.Marking for writing and showing, never stored
)

// Span is a run of text in one style; URL makes it a link.
type Span struct {
	Text  string
	Style SpanStyle
	URL   string
}

// Plain returns a block of one unstyled span.
func Plain(kind BlockKind, s string) Block { return Block{Kind: kind, Spans: []Span{{Text: s}}} }

// Text returns the block's plain text; cells of a table are separated by tabs,
// its rows by newlines.
func (b *Block) Text() string {
	if b.Kind == Table {
		rows := make([]string, len(b.Rows))
		for i, r := range b.Rows {
			rows[i] = strings.Join(r, "\t")
		}
		return strings.Join(rows, "\n")
	}
	if len(b.Spans) == 1 {
		return b.Spans[0].Text
	}
	var s strings.Builder
	for _, sp := range b.Spans {
		s.WriteString(sp.Text)
	}
	return s.String()
}
