package ui

import (
	"cmp"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
)

// leastNamed is how much of a word must be typed before themes and sources of
// that name are offered.
const leastNamed = 2

// namesLike are the themes, sources and languages of which the name begins
// so, as conditions of a query.
func (m *model) namesLike(typed string) []completion {
	if len(typed) < leastNamed {
		return nil
	}
	var out []completion
	for _, field := range []string{"tag", "source", "lang"} {
		for _, c := range m.valuesLike(field, typed) {
			if c.rank == 0 {
				c.insert, c.shown = field+":"+c.insert, field+":"+c.shown
				out = append(out, c)
			}
		}
	}
	return out
}

// valuesLike are the values of a field that begin so, the most frequent first.
func (m *model) valuesLike(field, typed string) []completion {
	f := fitting{typed: text.Fold(typed)}
	switch field {
	case "tag", "sug":
		m.themeValues(&f, field == "tag")
	case "source":
		m.sourceValues(&f)
	case "lang":
		m.languageValues(&f)
	case "saved":
		for _, q := range m.facts.queries {
			f.add(q.Name, -1, q.Name)
		}
	case "agency", "place":
		m.rowValues(&f, field)
	default:
		m.fixedValues(&f, field)
	}
	slices.SortStableFunc(f.out, func(a, b completion) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.count, a.count))
	})
	for i := range f.out {
		f.out[i].insert = query.Value(f.out[i].shown)
	}
	return f.out
}

// isValue reports whether a field that has a list of values has this one, written
// out; any value is one of the other fields.
func (m *model) isValue(field, typed string) bool {
	switch field {
	case "tag", "sug":
		_, ok := theme.Find(m.facts.themes, typed)
		return ok || typed == "*"
	case "source":
		whole := text.NewMatcher(typed, true)
		return typed == "*" || slices.ContainsFunc(m.facts.sources, func(s feed.Source) bool {
			return whole.In(s.Name) || s.Short != "" && text.Fold(s.Short) == text.Fold(typed)
		})
	case "lang":
		_, ok := query.Language(typed)
		return ok || typed == "*"
	case "saved":
		_, ok := savedNamed(m.facts.queries, typed)
		return ok
	case "is", "has", "by", "sort":
		return slices.ContainsFunc(query.Values(field), func(v string) bool {
			return slices.ContainsFunc(query.Spellings(field, v), func(s string) bool { return compact(s) == compact(typed) })
		})
	}
	return true
}

// fitting keeps the values of which a name begins as what is typed does.
type fitting struct {
	typed string // folded
	out   []completion
}

func (f *fitting) add(value string, count int, names ...string) {
	rank := -1
	for _, n := range names {
		n = text.Fold(n)
		switch {
		case strings.HasPrefix(n, f.typed):
			rank = 0
		case rank < 0 && f.typed != "" && (strings.Contains(n, " "+f.typed) || strings.Contains(n, "/"+f.typed) || strings.Contains(n, "-"+f.typed)):
			rank = 1
		}
	}
	if rank >= 0 && value != "" {
		f.out = append(f.out, completion{shown: value, count: count, rank: rank})
	}
}

func (m *model) themeValues(f *fitting, counted bool) {
	for i := range m.facts.themes {
		t := &m.facts.themes[i]
		n := -1
		if counted {
			n = m.facts.counts.Themes[t.ID].All
		}
		if !t.Archived {
			f.add(t.Slug, n, append(themeNames(t), t.Slug)...)
		}
	}
}

func (m *model) sourceValues(f *fitting) {
	for i := range m.facts.sources {
		s := &m.facts.sources[i]
		f.add(s.Name, m.facts.counts.Sources[s.ID].All, s.Name, s.Short)
	}
}

func (m *model) languageValues(f *fitting) {
	for _, l := range m.languages() {
		names := []string{l}
		for _, ui := range Languages {
			names = append(names, wordsFor(ui).LanguageNames[l])
		}
		f.add(l, m.facts.counts.Langs[l].All, names...)
	}
}

// rowValues offers the agencies and places of the rows that are there.
func (m *model) rowValues(f *fitting, field string) {
	seen := map[string]bool{}
	for i := range m.list.win {
		v := m.list.win[i].Place
		if field == "agency" {
			v = m.list.win[i].Agency
		}
		if !seen[v] {
			seen[v] = true
			f.add(v, -1, v)
		}
	}
}

// fixedValues are those of a field that has the same ones whatever the articles
// are.
func (m *model) fixedValues(f *fitting, field string) {
	c := &m.facts.counts
	states := map[string]int{"unread": c.Unread, "read": c.All - c.Unread, "starred": c.Starred, "untagged": c.Untagged,
		"trashed": c.Trashed, "sample": c.Sample}
	for _, v := range query.Values(field) {
		n := -1
		if count, ok := states[v]; ok && field == "is" {
			n = count
		}
		f.add(v, n, append(query.Spellings(field, v), v)...)
	}
}

// nearestQuery is the name of the saved query that is written most like one.
func nearestQuery(all []feed.SavedQuery, name string) string {
	keys, names := make([]string, len(all)), map[string]string{}
	for i, q := range all {
		keys[i] = query.SavedKey(q.Name)
		names[keys[i]] = q.Name
	}
	return names[feed.Nearest(query.SavedKey(name), keys)]
}
