// Package query reads the search line: what was typed becomes an expression
// that the store answers, printed back and explained. It knows no index.
//
//	query = or
//	or    = and { ( "OR" | "|" ) and }
//	and   = not { [ "AND" ] not }
//	not   = [ "-" | "NOT" ] ( "(" or ")" | field | phrase | word )
//	field = name ":" value { "," value }        a comma is OR inside one field
//	value = [ "=" ] ( word | phrase )           of a date also a..b and >=a
//
// Keywords count in capitals only. A dash negates only at the start of a word
// and glued to it. Field names and the values of is: are accepted in English,
// French and Vietnamese, with or without accents, and kept in English.
package query

// Query is a parsed search line. A nil Expr asks for everything that is not in
// the trash.
type Query struct {
	Expr Expr
}

// Expr is a node of the expression: And, Or, Not, Words, Set or Date. Parse
// returns no And or Or of less than two parts, none inside its own kind, and
// no nil part.
type Expr interface{ expr() }

// And holds when all of its parts hold, Or when one does.
type (
	And []Expr
	Or  []Expr
)

// Not holds when its part does not.
type Not struct{ Of Expr }

// Words asks for text: one word, or a phrase of adjacent words. In names where:
// "" for title, lead, text and captions; "title" for the title alone. Text
// holds at least one letter or digit. With Prefix the last word of Text is only
// the beginning of a word ("terroris*", kept without the star).
type Words struct {
	In     string
	Text   string
	Phrase bool
	Prefix bool
}

// Set asks for membership. Name is tag, source, lang or is; Values are
// alternatives as typed, at least one and none empty. For tag: a slug, label or
// alias in any language, a leading "=" for the theme without its children. "*"
// means any: -tag:*, -source:* and -lang:* find what has none. For lang: a
// lower-case BCP 47 tag, names of languages resolved. For is: one of States.
type Set struct {
	Name   string
	Values []string
}

// Date bounds the day of publication. Op is since, before or on; Value is as
// typed: 7d, 2020-07, mon … Resolve turns it into instants.
type Date struct {
	Op, Value string
}

func (And) expr()   {}
func (Or) expr()    {}
func (Not) expr()   {}
func (Words) expr() {}
func (Set) expr()   {}
func (Date) expr()  {}
