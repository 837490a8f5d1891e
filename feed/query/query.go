// Package query reads the search line: what was typed becomes an expression
// that the store answers, printed back and explained. It knows no index.
package query

// Query is a parsed search line. A nil Expr asks for everything that is not in
// the trash.
type Query struct {
	Expr Expr
}

// Expr is a node of the expression: And, Or, Not, Words, Set or Date.
type Expr interface{ expr() }

// And holds when all of its parts hold, Or when one does.
type (
	And []Expr
	Or  []Expr
)

// Not holds when its part does not.
type Not struct{ Of Expr }

// Words asks for text: one word, or a phrase of adjacent words. In names where:
// "" for title, lead, text and captions; "title" for the title alone.
type Words struct {
	In     string
	Text   string
	Phrase bool
}

// Set asks for membership. Name is tag, source, lang or is; Values are
// alternatives as typed. For tag: a slug, label or alias in any language, "*"
// for any, a leading "=" for the theme without its children.
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
