// Package query reads the search line: what was typed becomes an expression
// that the store answers, printed back and explained. It knows no index.
//
//	query = or
//	or    = and { ( "OR" | "|" ) and }
//	and   = not { [ "AND" ] not }
//	not   = [ "-" | "NOT" ] ( "(" or ")" | field | saved | phrase | word )
//	field = name ":" value { "," value }        a comma is OR inside one field
//	value = [ "=" ] ( word | quoted )           of a date or number also a..b and
//	                                            >=a, of sug: a score behind it
//	saved = "@" ( word | quoted )               as saved:
//	phrase = quoted [ "*" ] [ "~" n ]           ~n: words near each other
//	word  = letters and signs [ "*" ]           *: the beginning of a word
//
// Keywords count in capitals only. A dash negates only at the start of a word
// and glued to it. A word takes in everything up to a blank, quote, bracket or
// bar, in a field up to a comma too: url:news.example/a:b needs no quotes. A date
// may be of two words: since:2 tuần, on:hôm qua. The fields sort: and limit:
// stand anywhere outside of brackets and negations. Field names and the values
// of is:, has:, by: and sort: are accepted in English, French and Vietnamese,
// with or without accents, and kept in English.
package query

// Query is a parsed search line. A nil Expr asks for everything that is not in
// the trash.
type Query struct {
	Expr  Expr
	Sort  Sort // of the answer
	Limit int  // the first of the answer only; 0: all of it
	// Fold keeps of each story only the article that comes first in the answer. It
	// is no part of the search line.
	Fold bool
}

// Sort is the order of an answer.
type Sort uint8

const (
	Newest Sort = iota // date-, as when nothing is said
	Oldest             // date+
	BySource
	ByScore // how well words match: rare words and those of the title first
	ByWords // the longest first
)

// Expr is a node of the expression: And, Or, Not, Words, Set, Date, Number or
// Saved. Parse returns no And or Or of less than two parts, none inside its own
// kind, and no nil part; Expand may put an And inside another, which by: does not
// look out of, and returns an Or without parts for what nothing can be.
type Expr interface{ expr() }

// And holds when all of its parts hold, Or when one does.
type (
	And []Expr
	Or  []Expr
)

// Not holds when its part does not.
type Not struct{ Of Expr }

// Words asks for text: one word, or a phrase of adjacent words. In names where:
//
//	""       title, standfirst, dateline, body and captions, and the labels and
//	         aliases of the article's themes
//	title lead text caption
//	         the title; the dateline, and the standfirst or without one the first
//	         paragraph; the body; the captions and credits
//	agency author place url
//	         agency of the dateline or byline; authors and byline; place of the
//	         dateline; the words of the address
//
// Text holds at least one letter or digit and ends in no star. With Prefix the last word of Text is
// only the beginning of a word ("terroris*", kept without the star). With Near
// the words of a phrase may stand in any order with up to Near other words
// between the first and the last of them ("…"~5), inside one paragraph.
type Words struct {
	In     string
	Text   string
	Phrase bool
	Prefix bool
	Near   int
}

// Set asks for membership; Values are alternatives as typed, at least one and
// none empty. Name is
//
//	tag     a slug, label or alias in any language, a leading "=" for the theme
//	        without its children
//	sug     a pending suggestion: as tag, with a score bound behind it
//	        (onu>0.8); see Scored
//	by      user, rule, suggestion, import or sync: who put on the tags that
//	        the nearest tag: before it in the same And names; any tag, when
//	        there is none
//	source  words of the source's name, or its short code
//	lang    a lower-case BCP 47 tag, names of languages resolved
//	is      one of States
//	has     one of Things
//	id      the beginning of an article's ID, feed.MinPrefix characters or more
//	story   the beginning of a story's ID
//
// "*" means any: -tag:*, -source:* and -lang:* find what has none.
type Set struct {
	Name   string
	Values []string
}

// Date bounds the day of publication, or with Op fetched that of arrival. Op is
// since, before, on or fetched; Value is as typed: 7d, 2020-07, mon … fetched
// takes what on takes. Resolve turns it into instants.
type Date struct {
	Op, Value string
}

// Number bounds a number: Name is words, or min for Minutes of reading. Value is
// as typed: 800, >800, >=800, <200, 300..500. Bounds reads it.
type Number struct {
	Name, Value string
}

// Saved stands for the query saved under a name: @morning, saved:"Morning
// brief". Expand puts the query in its place.
type Saved struct{ Name string }

// WordsPerMinute is how fast an article is taken to be read.
const WordsPerMinute = 230

func (And) expr()    {}
func (Or) expr()     {}
func (Not) expr()    {}
func (Words) expr()  {}
func (Set) expr()    {}
func (Date) expr()   {}
func (Number) expr() {}
func (Saved) expr()  {}
