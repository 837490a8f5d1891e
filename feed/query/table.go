package query

import (
	"slices"
	"strings"
	"sync"

	"veille/feed"
	"veille/feed/text"
)

// spelled is a name and every spelling of it that is accepted, in English,
// French and Vietnamese.
type spelled struct {
	name  string
	words []string
}

// table finds names by their spellings. It is turned around when it is first
// asked: folding takes a millisecond, which a program that searches for nothing
// need not spend.
type table struct {
	rows []spelled
	all  func() map[string]*spelled // by key
}

// newTable makes a table. One spelling of two names is a mistake in the
// program, which would make a search mean this or that by chance.
func newTable(rows []spelled) *table {
	t := &table{rows: rows}
	t.all = sync.OnceValue(func() map[string]*spelled {
		out := map[string]*spelled{}
		for i := range t.rows {
			row := &t.rows[i]
			for _, s := range row.words {
				if other, taken := out[key(s)]; taken && other != row {
					panic("query: " + s + " means " + other.name + " and " + row.name)
				}
				out[key(s)] = row
			}
		}
		return out
	})
	return t
}

// value returns the name that s spells, "" when there is none. What is spelled
// as first in its row is found without turning the table around.
func (t *table) value(s string) string {
	for i := range t.rows {
		if t.rows[i].words[0] == s {
			return t.rows[i].name
		}
	}
	return t.keyed(key(s))
}

func (t *table) keyed(k string) string {
	if row := t.all()[k]; row != nil {
		return row.name
	}
	return ""
}

// near returns the name spelled most like s, "" when none comes near.
func (t *table) near(s string) string {
	if k := t.nearKey(s); k != "" {
		return t.keyed(k)
	}
	return ""
}

// nearSpelling returns the spelling most like s.
func (t *table) nearSpelling(s string) string {
	k := t.nearKey(s)
	if k == "" {
		return ""
	}
	words := t.all()[k].words
	return words[slices.IndexFunc(words, func(w string) bool { return key(w) == k })]
}

func (t *table) nearKey(s string) string {
	all := t.all()
	keys := make([]string, 0, len(all))
	for k := range all {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return feed.Nearest(key(s), keys)
}

// spellings returns what is accepted for a name, without what differs from one
// before it in accents, blanks, dashes or case alone.
func (t *table) spellings(name string) []string {
	var out []string
	seen := map[string]bool{}
	for i := range t.rows {
		for _, s := range t.rows[i].words {
			if t.rows[i].name == name && !seen[key(s)] {
				seen[key(s)] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// key is the form under which names are compared: folded, without blanks,
// dashes, underscores and apostrophes, so that "chủ đề", "chủ-đề" and "chude"
// are the same.
func key(s string) string {
	if plainKey(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_'’\u00a0", r) {
			return -1
		}
		return r
	}, text.Fold(s))
}

// plainKey reports whether s is its own key at a glance.
func plainKey(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
