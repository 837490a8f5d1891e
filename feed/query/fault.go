package query

import (
	"fmt"

	"veille/feed"
)

// Kind says what is wrong with a search line.
type Kind uint8

const (
	UnknownField Kind = iota // a name before ":" that is no field; it was read as text
	UnknownValue             // a value that is: does not have; it was left out
	UnknownLang              // a value of lang: that is no language; it was left out
	BadDate                  // a date that cannot be read; it was left out
	NoValue                  // a field or a comma with nothing behind it
	NoOperand                // OR or NOT with nothing beside it
	OpenQuote                // a quote that is not closed; it was closed at the end
	OpenGroup                // "(" without ")"
	StrayClose               // ")" without "("
	TooDeep                  // more than MaxDepth groups and negations inside each other
	TooLong                  // more than MaxLen bytes
)

// Limits of a search line.
const (
	MaxLen   = 64 << 10
	MaxDepth = 64
)

// Error says where a search line cannot be read as meant: Len bytes from byte
// At of what was typed, inside it. Text is what stands there, Hint what was
// probably meant, "" when nothing comes near. It wraps feed.ErrInvalid.
type Error struct {
	At, Len    int
	Kind       Kind
	Text, Hint string
}

func (e *Error) Error() string { return e.In("en") }

// Unwrap makes the error one of feed.ErrInvalid.
func (e *Error) Unwrap() error { return feed.ErrInvalid }

// faults holds a sentence per kind; %s is the text at fault.
var faults = map[string][TooLong + 1]string{
	"en": {"there is no field %s", "is: does not have the value %s", "%s is not a language", "%s is not a date", "there is no value after %s",
		"something is missing beside %s", "quote not closed", "( not closed", ") without (", "too many groups inside each other", "the query is too long"},
	"fr": {"il n’y a pas de champ %s", "is: n’a pas de valeur %s", "%s n’est pas une langue", "%s n’est pas une date", "il manque une valeur après %s",
		"il manque quelque chose à côté de %s", "guillemet non fermé", "( non fermée", ") sans (", "trop de groupes imbriqués", "la requête est trop longue"},
	"vi": {"không có trường %s", "is: không có giá trị %s", "%s không phải là ngôn ngữ", "%s không phải là ngày", "thiếu giá trị sau %s",
		"thiếu nội dung bên cạnh %s", "chưa đóng ngoặc kép", "chưa đóng (", ") không có (", "quá nhiều nhóm lồng nhau", "truy vấn quá dài"},
}

var didYouMean = map[string]string{"en": "%s; did you mean %s?", "fr": "%s ; vouliez-vous dire %s ?", "vi": "%s; có phải ý bạn là %s?"}

// In returns the sentence in a language of the interface, in English for any
// other.
func (e *Error) In(lang string) string {
	text, ok := faults[lang]
	if !ok {
		lang, text = "en", faults["en"]
	}
	s := text[min(e.Kind, TooLong)]
	if e.Kind <= NoOperand {
		s = fmt.Sprintf(s, e.Text)
	}
	if e.Hint != "" {
		s = fmt.Sprintf(didYouMean[lang], s, e.Hint)
	}
	return s
}
