package ui

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// exportSizeMsg tells the size of an export.
type exportSizeMsg struct {
	of   *exportBox
	gen  int
	size ExportSize
	err  error
}

// weigh asks how large the export would be, when something has changed that the
// size depends on. What is still worked out for an earlier choice is given up.
func (b *exportBox) weigh(m *model) tea.Cmd {
	if m.o.ExportSize == nil {
		return nil
	}
	r := b.request()
	of := fmt.Sprint(r.Format, r.Order, r.Depth, r.Lang, r.Contents, r.Timeline, r.Notes, r.Highlights, r.Sources, r.OneVersion, r.Suggestions)
	if of == b.sizeOf {
		return nil
	}
	if b.giveUp != nil {
		b.giveUp()
	}
	b.weighing++
	b.sizeOf, b.sized = of, false
	ctx, cancel := context.WithCancel(m.ctx)
	b.giveUp = cancel
	ask, msg := m.o.ExportSize, exportSizeMsg{of: b, gen: b.weighing}
	return func() tea.Msg {
		defer cancel()
		msg.size, msg.err = ask(ctx, r)
		return msg
	}
}

func (b *exportBox) view(m *model, w, h int) []string {
	n := min(w, 76) - 4
	words := m.words
	if !b.to.bad {
		b.to.note = b.pathNote(words)
	}
	foot := []string{""}
	switch {
	case b.run != nil:
		foot = append(foot, b.run.bar(m, n))
	case m.o.ExportSize != nil:
		foot = append(foot, b.sizeLine(m))
	}
	before := len(foot)
	if c := b.command(); c != "" && b.failed == "" { // whose lines tell the path
		foot = append(foot, m.commandLines(words.ExportSame+" "+c, n)...)
	}
	if b.failed != "" {
		foot = slices.Concat(wrapped(b.failed, n, m.st.warning), foot[1:])
	}
	all, whole := b.lines(m, n, 1<<10), len(foot)
	_, rows, foot := room(h, nil, len(all), foot)
	if len(foot) < whole && b.failed == "" { // a part of a command is none
		_, rows, foot = room(h, nil, len(all), foot[:min(len(foot), before)])
	}
	lines := b.lines(m, n, max(1, rows))
	title := words.ExportTitle(words.Articles(b.n))
	if b.query != "" {
		title += "  " + b.query
	}
	hint := words.ExportFooter
	switch {
	case b.run != nil:
		hint = words.EscKey + " c " + words.CancelShort
	case m.o.ExportPreview != nil:
		hint = words.ExportLooks("p")
		if b.fields[b.at].isText() {
			hint = words.ExportLooks("ctrl+p")
		}
	}
	return m.boxed(title, hint, n, append(lines, foot...))
}

// cursor is where one types; nowhere while the file is being written.
func (b *exportBox) cursor() (x, y int, ok bool) {
	x, y, ok = b.form.cursor()
	return x, y, ok && b.run == nil
}

// sizeLine is how large the export would be and what it is of.
func (b *exportBox) sizeLine(m *model) string {
	w, dot := m.words, " "+m.st.glyph.dot+" "
	if b.unsized != nil {
		return m.st.warning.Of(m.st.chrome(w.cause(b.unsized)))
	}
	if !b.sized {
		return m.st.muted.Of(m.st.chrome(w.ExportWeighing))
	}
	s := &b.size
	said := []string{w.size(s.Bytes), w.Articles(s.Articles), w.SourceCount(s.Sources)}
	if s.About {
		said[0] = w.About(said[0])
	}
	if b.as().Name == sourceList {
		said = said[2:]
	}
	if l := s.langs(w); l != "" {
		said = append(said, l)
	}
	return m.st.muted.Of(m.st.chrome(w.ExportPreview)) + " " + strings.Join(said, dot)
}

// langs are the languages, the most frequent first: "fr 9, en 3".
func (s *ExportSize) langs(w *Words) string {
	names := slices.SortedFunc(maps.Keys(s.Langs), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Langs[b], s.Langs[a]), cmp.Compare(a, b))
	})
	var out []string
	for _, l := range names {
		if n := s.Langs[l]; n > 0 && len(out) < 6 {
			out = append(out, cmp.Or(oneLine(l), w.NoLanguage)+" "+w.Number(n))
		}
	}
	return strings.Join(out, ", ")
}

// pathNote says what becomes of an existing file.
func (b *exportBox) pathNote(w *Words) string {
	switch {
	case b.as().Folder && !b.replace: // notes are added to what is in it
	case b.target() != b.to.value():
		return w.ExportInside(b.file + b.as().Ext)
	case b.exists && b.replace:
		return w.ExportReplaces
	case b.exists:
		return w.ExportExists
	}
	return ""
}

// commandLines breaks a command between its words alone, not behind a dash.
func (m *model) commandLines(s string, n int) []string {
	const dash = "\u2011"
	lines := strings.Split(ansi.Wrap(strings.ReplaceAll(s, "-", dash), n, ""), "\n")
	for i := range lines {
		lines[i] = m.st.muted.Of(strings.ReplaceAll(strings.TrimRight(lines[i], " "), dash, "-"))
	}
	return lines
}

// command is the command line that exports the same; flags stand before the
// query, whose words may begin with a dash. It is "" where there is none: what
// was selected by hand cannot be told in a command.
func (b *exportBox) command() string {
	if b.exportOf.command == "" {
		return ""
	}
	r := b.request()
	s := b.exportOf.command + " -f " + r.Format
	add := func(flag, value string) {
		if value != "" {
			s += " --" + flag + " " + quoted(value)
		}
	}
	add("title", r.Title)
	add("depth", r.Depth)
	if !b.order.hidden && (r.Order != orderOfQuery || b.as().Defaults().Order != "" || b.usual.Order != "") {
		add("order", r.Order)
	}
	if r.Lang != b.usual.Lang {
		add("lang", r.Lang)
	}
	for i, name := range partNames {
		p, usual := b.parts.parts[i], !slices.Contains(b.usual.Without, name)
		if !p.hidden && p.on != usual {
			s += fmt.Sprintf(" --%s=%t", name, p.on)
		}
	}
	if r.OneVersion {
		s += " --one-version"
	}
	if r.Suggestions {
		s += " --suggestions"
	}
	if r.Replace {
		s += " --force"
	}
	if rest, ok := strings.CutPrefix(b.target(), "~/"); ok {
		s += " -o ~/" + quoted(rest) // the shell expands ~ outside quotes only
	} else {
		s += " -o " + quoted(b.target())
	}
	if b.query != "" {
		s += " " + quoted(b.query)
	}
	return s
}

// quoted is one word for a shell, in quotes where that is needed.
func quoted(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:,+@%", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
