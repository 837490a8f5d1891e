package query

import (
	"slices"
	"strings"
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

// Widen returns wider queries to offer when nothing was found, the smallest
// change first: another spelling or ending of a word, a longer time, the words
// of a phrase apart; then whole conditions left out, those that only sift
// (state, length, language, time) before those that say what is sought. The
// caller counts them; a later one may well find less than an earlier one.
// Alternatives and negations are only ever dropped whole, and a query that asks
// for nothing but words is not left without any.
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
		if len(parts) == 1 && weight(parts[i]) >= heavy {
			continue
		}
		w := Wider{Query: q, Dropped: parts[i]}
		w.Expr = without(parts, i)
		out = append(out, w)
	}
	return out
}

// without drops a condition, and with a tag: the by: that speak of it.
func without(parts []Expr, i int) Expr {
	gone := make([]bool, len(parts))
	gone[i] = true
	return remaining(parts, gone)
}

// looserWord gives a word without its accents, or as the beginning of longer
// ones.
func looserWord(e Expr) []Expr {
	w, ok := e.(Words)
	if !ok {
		return nil
	}
	var out []Expr
	if f := text.Fold(w.Text); f != text.Fold(strings.ToLower(w.Text)) || marked(w.Text) {
		plain := w
		plain.Text = f
		out = append(out, plain)
	}
	if !w.Phrase && !w.Prefix && utf8.RuneCountInString(w.Text) >= minPrefix && w.In != fieldURL {
		open := w
		open.Prefix = true
		out = append(out, open)
	}
	return out
}

// minPrefix is the fewest letters worth leaving open.
const minPrefix = 3

// marked reports whether a text is written with accents or other marks.
func marked(s string) bool { return text.Fold(s) != strings.ToLower(s) }

// longer maps how long back to the next that people ask for.
var longer = []struct {
	days int
	next string
}{{2, "7d"}, {10, "30d"}, {45, "90d"}, {120, "1y"}, {400, "5y"}}

// longerTime gives the next longer time of since:, of the same kind.
func longerTime(e Expr) []Expr {
	d, ok := e.(Date)
	if !ok || d.Op != fieldSince {
		return nil
	}
	days, ok := daysBack(d.Value)
	if !ok {
		return nil
	}
	var out []Expr
	for _, l := range longer {
		if days < l.days && len(out) < 2 {
			out = append(out, Date{Op: fieldSince, Value: l.next})
		}
	}
	return out
}

// daysBack returns roughly how many days back a value goes, ok when it counts
// back from now at all.
func daysBack(s string) (days int, ok bool) {
	n, unit := duration(s)
	switch unit {
	case "h":
		return n / 24, true
	case "d":
		return n, true
	case "w":
		return 7 * n, true
	case "m":
		return 30 * n, true
	case "y":
		return 365 * n, true
	}
	switch dayNames.value(s) {
	case "":
		return 0, false
	case "today", "yesterday", "before":
		return 1, true
	case "month":
		return 30, true
	case "year":
		return 365, true
	}
	return 7, true
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

// heavy is the weight from which a condition says what is sought.
const heavy = 10

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
			return heavy
		}
		return heavy + 1
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
