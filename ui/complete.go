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
	head := string(v[:s.in.Position()])
	word := head[strings.LastIndexAny(head, " (,")+1:]
	lead := head[:len(head)-len(word)]
	word = strings.TrimPrefix(word, "-")
	lead = head[:len(head)-len(word)]
	all := m.completions(lead, word)
	if len(all) == 0 {
		return
	}
	common := all[0]
	for _, c := range all[1:] {
		for !strings.HasPrefix(c, common) {
			common = clipped(common, len(common)-1)
		}
	}
	if len(common) < len(word) {
		return
	}
	s.in.SetValue(lead + common + string(v[s.in.Position():]))
	s.in.SetCursor(len([]rune(lead + common)))
}

// completions are the ways to finish a word: names of fields, and the values of
// those that have a list of them.
func (m *model) completions(lead, word string) []string {
	field, value, isField := strings.Cut(word, ":")
	if !isField {
		if at := strings.LastIndexByte(lead, ' '); strings.HasSuffix(lead, ",") {
			field, _, isField = strings.Cut(lead[at+1:], ":")
			return matching(m.fieldValues(query.Field(field)), "", word)
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
	head := string([]rune(s.in.Value())[:s.in.Position()])
	word := strings.TrimPrefix(head[strings.LastIndexAny(head, " (,")+1:], "-")
	if word == "" {
		return ""
	}
	all := m.completions(head[:len(head)-len(word)], word)
	if len(all) == 1 && all[0] == word {
		return ""
	}
	return text.Line(strings.Join(all[:min(len(all), 8)], "  "))
}
