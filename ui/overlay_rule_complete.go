package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"

	"veille/feed/query"
	"veille/feed/theme"
)

// typedIn is what stands in a field, and where its cursor stands in bytes.
func typedIn(in *textinput.Model) (line string, at int) {
	line = in.Value()
	return line, len(string([]rune(line)[:in.Position()]))
}

// maxEndings is how many cells of ways to finish a name are shown.
const maxEndings = 48

// ending are the ways to finish the name that is being typed at the cursor, of a
// theme or of a value in the query, and the bytes of the field it stands in. There
// are none once it is written out.
func (b *ruleForm) ending(m *model) (from, to int, ways []completion) {
	f := b.fields[b.at]
	switch f {
	case b.tags:
		line, at := typedIn(&f.in)
		from = 1 + strings.LastIndexByte(line[:at], ';')
		from += len(line[from:at]) - len(strings.TrimLeft(line[from:at], " "))
		typed := strings.TrimSpace(line[from:at])
		if _, known := theme.Find(m.facts.themes, typed); typed == "" || known {
			return 0, 0, nil
		}
		ways = m.valuesLike("tag", typed)
		for i := range ways {
			ways[i].insert = ways[i].shown // names stand here without quotes
		}
		return from, at, ways
	case b.line:
		line, at := typedIn(&f.in)
		if c := query.At(line, at); c.Field != "" && c.Typed != "" && !m.isValue(c.Field, c.Typed) {
			return c.From, c.To, m.valuesLike(c.Field, c.Typed)
		}
	}
	return 0, 0, nil
}

// finish writes the best way to finish a name out; false when there is none.
func (b *ruleForm) finish(m *model) bool {
	from, to, ways := b.ending(m)
	if len(ways) == 0 {
		return false
	}
	in := &b.fields[b.at].in
	line := in.Value()
	in.SetValue(line[:from] + ways[0].insert + line[to:])
	in.SetCursor(len([]rune(line[:from] + ways[0].insert)))
	return true
}
