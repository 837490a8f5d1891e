package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed/text"
)

// Wider is a query that asks for more than another because one condition at the
// other's top was dropped or stands there less strict.
type Wider struct {
	Query
	Dropped Expr // as it stood in the other query
	Instead Expr // what stands in its place, nil for nothing
}

// MaxWider is the most queries that Widen offers.
const MaxWider = 32

// Widen returns wider queries to offer when nothing was found, the smallest
// change first: another spelling or ending of a word, a longer time, a theme
// with its children, the words of a phrase apart; then whole conditions left
// out, those that only sift (state, length, language, time) before those that
// say what is sought. Each finds all that the query finds. Sort and limit stay.
//
// Alternatives and negations are only ever left out whole, and a query that
// seeks one thing alone is not left without it. The caller counts: a later one
// may well find fewer than an earlier one.
func Widen(q Query) []Wider {
	var out []Wider
	parts := q.Parts()
	for _, step := range []func(Expr) []Expr{looserWord, longerTime, looserSet, wordsApart} {
		for i, p := range parts {
			for _, e := range step(p) {
				w := Wider{Query: q, Dropped: p, Instead: e}
				changed := And(slices.Clone(parts))
				changed[i] = e
				w.Expr = flat(changed)
				out = append(out, w)
			}
		}
	}
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight(parts[a]) - weight(parts[b]) })
	for _, i := range order {
		if len(parts) == 1 && weight(parts[i]) >= sought || saysTrash(parts[i]) {
			continue
		}
		gone := make([]bool, len(parts))
		gone[i] = true
		w := Wider{Query: q, Dropped: parts[i]}
		w.Expr = remaining(parts, gone)
		out = append(out, w)
	}
	return out[:min(len(out), MaxWider)]
}

// looserWord gives a word without its accents, or as the beginning of longer
// ones.
func looserWord(e Expr) []Expr {
	w, ok := e.(Words)
	if !ok {
		return nil
	}
	var out []Expr
	if marked(w.Text) {
		plain := w
		plain.Text = text.Fold(w.Text)
		out = append(out, plain)
	}
	if !w.Phrase && !w.Prefix && utf8.RuneCountInString(w.Text) >= minPrefix && w.In != fieldURL {
		open := w
		open.Prefix = true
		// A plural finds its singular, the beginning of a word does not.
		if n := len(w.Text) - 1; utf8.RuneCountInString(w.Text) > minPrefix && strings.IndexByte("sxSX", w.Text[n]) >= 0 && wordy(w.Text[:n]) {
			open.Text = w.Text[:n]
		}
		out = append(out, open)
	}
	return out
}

// minPrefix is the fewest letters worth leaving open.
const minPrefix = 3

// marked reports whether a text is written with accents or other marks, which
// a search then asks for.
func marked(s string) bool {
	for _, r := range strings.ToLower(s) {
		if r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r)) && text.Fold(string(r)) != string(r) {
			return true
		}
	}
	return false
}

// looserSet gives themes with their children, suggestions of any score, and a
// language whatever its region.
func looserSet(e Expr) []Expr {
	s, ok := e.(Set)
	if !ok {
		return nil
	}
	loose := Set{Name: s.Name}
	for _, v := range s.Values {
		switch s.Name {
		case fieldTag:
			v = strings.TrimPrefix(v, "=")
		case fieldSug:
			v, _, _ = Scored(strings.TrimPrefix(v, "="))
		case fieldLang:
			v, _, _ = strings.Cut(v, "-")
		}
		if !slices.Contains(loose.Values, v) {
			loose.Values = append(loose.Values, v)
		}
	}
	if slices.Equal(loose.Values, s.Values) {
		return nil
	}
	return []Expr{loose}
}

// wordsApart gives the words of a phrase near each other, then anywhere.
func wordsApart(e Expr) []Expr {
	w, ok := e.(Words)
	if !ok || !w.Phrase {
		return nil
	}
	words := strings.FieldsFunc(w.Text, blank)
	words = slices.DeleteFunc(words, func(s string) bool { return !wordy(s) })
	if len(words) < 2 {
		return nil
	}
	var out []Expr
	if w.Near == 0 {
		near := w
		near.Near = 10
		out = append(out, near)
	}
	var all And
	for i, s := range words {
		all = append(all, Words{In: w.In, Text: s, Prefix: w.Prefix && i == len(words)-1})
	}
	return append(out, all)
}

// saysTrash reports whether e speaks of the trash: without it a query would
// look elsewhere, not wider.
func saysTrash(e Expr) bool {
	s, ok := e.(Set)
	return ok && s.Name == fieldIs && slices.Contains(s.Values, "trashed") || slices.ContainsFunc(kids(e), saysTrash)
}

// sought is the weight from which a condition says what is sought.
const sought = 6

// weight ranks conditions by how much of the question is lost without them.
func weight(e Expr) int {
	switch e := e.(type) {
	case Not:
		return 3
	case Number:
		return 2
	case Date:
		return 5
	case Set:
		switch e.Name {
		case fieldIs, fieldHas, fieldBy:
			return 1
		case fieldLang:
			return 4
		case fieldSource, fieldSug:
			return 6
		case fieldTag:
			return 7
		}
		return 8
	case Words:
		if e.In != "" {
			return 10
		}
		return 11
	}
	return 9
}

// Say puts the change into words, with the conditions as they are typed: "with
// since:30d", "without lang:vi". It is in English, French or Vietnamese.
func (w Wider) Say(lang string) string {
	forms, ok := widened[lang]
	if !ok {
		forms = widened["en"]
	}
	if w.Instead != nil {
		return forms[0] + " " + format(w.Instead, inNothing)
	}
	return forms[1] + " " + format(w.Dropped, inNot)
}

var widened = map[string][2]string{
	"en": {"with", "without"},
	"fr": {"avec", "sans"},
	"vi": {"với", "bỏ"},
}
