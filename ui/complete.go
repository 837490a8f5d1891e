package ui

import (
	"slices"
	"strings"

	"veille/feed/query"
	"veille/feed/text"
)

// complete finishes the word before the cursor, when there is but one way to,
// and what all ways have in common otherwise.
func (s *searchLine) complete(m *model) {
	v := []rune(s.in.Value())
	lead, word := lastWord(string(v[:s.in.Position()]))
	all := m.completions(lead, word)
	if len(all) == 0 {
		return
	}
	common := commonStart(all)
	if len(common) < len(word) {
		return
	}
	s.in.SetValue(lead + common + string(v[s.in.Position():]))
	s.in.SetCursor(len([]rune(lead + common)))
}

// commonStart is what all of at least one text begin with.
func commonStart(all []string) string {
	common := all[0]
	for _, s := range all[1:] {
		for !strings.HasPrefix(s, common) {
			common = clipped(common, len(common)-1)
		}
	}
	return common
}

// lastWord parts what is typed into the word being written and what stands
// before it; a dash that negates belongs to the latter.
func lastWord(head string) (lead, word string) {
	word = strings.TrimPrefix(head[strings.LastIndexAny(head, " (,")+1:], "-")
	return head[:len(head)-len(word)], word
}

// completions are the ways to finish a word: names of fields, and the values of
// those that have a list of them.
func (m *model) completions(lead, word string) []string {
	field, value, isField := strings.Cut(word, ":")
	if !isField {
		if strings.HasSuffix(lead, ",") { // another value of the same field
			field, _, _ = strings.Cut(lead[strings.LastIndexByte(lead, ' ')+1:], ":")
			return matching(m.fieldValues(query.Field(strings.TrimPrefix(field, "-"))), "", word)
		}
		return matching(query.Fields(), ":", word)
	}
	return prefixed(field+":", matching(m.fieldValues(query.Field(field)), "", value))
}

func prefixed(p string, ss []string) []string {
	for i := range ss {
		ss[i] = p + ss[i]
	}
	return ss
}

func matching(all []string, suffix, word string) []string {
	var out []string
	for _, s := range all {
		if word = strings.ToLower(word); strings.HasPrefix(strings.ToLower(s), word) {
			out = append(out, strings.TrimSuffix(s, ":")+suffix)
		}
	}
	return out
}

// fieldValues are the values that a field of the query language may have here.
func (m *model) fieldValues(field string) []string {
	var out []string
	switch field {
	case "tag":
		for i := range m.facts.themes {
			out = append(out, m.facts.themes[i].Slug)
		}
	case "source":
		for i := range m.facts.sources {
			_, v, _ := strings.Cut(setQuery("source", m.facts.sources[i].Name), ":")
			out = append(out, v)
		}
	case "lang":
		for l := range m.facts.counts.Langs {
			if l != "" {
				out = append(out, l)
			}
		}
	case "is":
		out = slices.Clone(query.States())
	}
	slices.Sort(out)
	return out
}

// ways lists how the word before the cursor may go on.
func (m *model) ways(s *searchLine) string {
	lead, word := lastWord(string([]rune(s.in.Value())[:s.in.Position()]))
	if word == "" {
		return ""
	}
	all := m.completions(lead, word)
	if len(all) == 1 && all[0] == word {
		return ""
	}
	return text.Line(strings.Join(all[:min(len(all), 8)], "  "))
}
