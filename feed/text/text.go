// Package text is the one place that knows letters: it cleans foreign text,
// folds it for comparison, cuts it into tokens and tells its language. Index,
// themes, stories and highlights share it.
package text

import (
	"iter"
	"strings"
)

// Clean makes text from outside safe to keep and to show: valid UTF-8 in NFC
// without control characters (newline and tab stay), bidi overrides, tag
// characters or other invisible or private ones. It is idempotent.
func Clean(s string) string { return s }

// Line is Clean for what must stand on one line: every run of white space
// becomes one blank, none at the ends.
func Line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Fold returns the form under which two spellings are the same: lower case,
// marks stripped, đ as d, œ as oe, all apostrophes as ', all blanks as one.
func Fold(s string) string { return strings.ToLower(s) }

// Token is one word of a text. Start and End are byte offsets in the text
// given; Fold is its folded form and Exact the lower-case form with its marks
// ("" where it is the same as Fold).
type Token struct {
	Start, End  int
	Fold, Exact string
}

// Tokens cuts s into words in order. Elided words are cut at the apostrophe
// (l'ONU: l, onu), hyphenated ones at the hyphen.
func Tokens(s string) iter.Seq[Token] { return func(func(Token) bool) {} }

// Detect tells the language of a text as a BCP 47 primary tag, "" when it
// cannot be told. Prior is the language that page or source declare, "" when
// they do not.
func Detect(s, prior string) string { return prior }
