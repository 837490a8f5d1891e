package query

import (
	"fmt"

	"veille/feed"
)

// Kind says what is wrong with a search line.
type Kind uint8

const (
	UnknownField Kind = iota // a name before ":" that is no field; it was read as text
	UnknownValue             // a value that the field does not have; it was left out
	UnknownLang              // a value of lang: that is no language; it was left out
	BadDate                  // a date that cannot be read; it was left out
	BadNumber                // a number, bound or score that cannot be read; it was left out
	BadID                    // a value of id: or story: that begins no ID; it was left out
	BadNear                  // "~" behind a phrase without a number; it was left out
	NoValue                  // a field, @ or comma with nothing behind it
	NoOperand                // OR or NOT with nothing beside it
	Misplaced                // sort: or limit: inside brackets or negated; it was left out
	Twice                    // sort: or limit: a second time; the last one counts
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
	MaxNear  = 1000 // words between those of a "…"~n; more is as good as this
)

// Error says where a search line cannot be read as meant: Len bytes from byte
// At of what was typed, inside it. Text is what stands there, Field the English
// name of the field it belongs to if to one, Hint what was probably meant, ""
// when nothing comes near. It wraps feed.ErrInvalid.
type Error struct {
	At, Len           int
	Kind              Kind
	Field, Text, Hint string
}

func (e *Error) Error() string { return e.In("en") }

// Unwrap makes the error one of feed.ErrInvalid.
func (e *Error) Unwrap() error { return feed.ErrInvalid }

// faults holds a sentence per kind; %[1]s is the text at fault, %[2]s the field.
var faults = map[string][TooLong + 1]string{
	"en": {"there is no field %[1]s", "%[2]s: does not have the value %[1]s", "%[1]s is not a language", "%[1]s is not a date",
		"%[1]s is not a number", "%[1]s begins no ID", "the number of words is missing after ~",
		"there is no value after %[1]s", "something is missing beside %[1]s",
		"%[1]s counts only outside of brackets and negations", "%[1]s stands there twice", "quote not closed", "( not closed", ") without (",
		"too many groups inside each other", "the query is too long"},
	"fr": {"il n’y a pas de champ %[1]s", "%[2]s: n’a pas de valeur %[1]s", "%[1]s n’est pas une langue", "%[1]s n’est pas une date",
		"%[1]s n’est pas un nombre", "aucun identifiant ne commence par %[1]s", "il manque le nombre de mots après ~",
		"il manque une valeur après %[1]s", "il manque quelque chose à côté de %[1]s",
		"%[1]s ne vaut qu’en dehors des parenthèses et des négations", "%[1]s est là deux fois", "guillemet non fermé", "( non fermée", ") sans (",
		"trop de groupes imbriqués", "la requête est trop longue"},
	"vi": {"không có trường %[1]s", "%[2]s: không có giá trị %[1]s", "%[1]s không phải là ngôn ngữ", "%[1]s không phải là ngày",
		"%[1]s không phải là số", "không có mã nào bắt đầu bằng %[1]s", "thiếu số từ sau ~",
		"thiếu giá trị sau %[1]s", "thiếu nội dung bên cạnh %[1]s",
		"%[1]s chỉ dùng được ngoài ngoặc và phủ định", "%[1]s xuất hiện hai lần", "chưa đóng ngoặc kép", "chưa đóng (", ") không có (",
		"quá nhiều nhóm lồng nhau", "truy vấn quá dài"},
}

var didYouMean = map[string]string{"en": "%s; did you mean %s?", "fr": "%s ; vouliez-vous dire %s ?", "vi": "%s; có phải ý bạn là %s?"}

// In returns the sentence in a language of the interface, in English for any
// other.
func (e *Error) In(lang string) string {
	text, ok := faults[lang]
	if !ok {
		lang, text = "en", faults["en"]
	}
	// The empty verb takes up the arguments that a sentence does not name.
	s := fmt.Sprintf(text[min(e.Kind, TooLong)]+"%[3]s", e.Text, e.Field, "")
	if e.Hint != "" {
		s = fmt.Sprintf(didYouMean[lang], s, e.Hint)
	}
	return s
}
