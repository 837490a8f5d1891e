package ui

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/export"
)

// What a dossier can be, in the order offered.
var (
	exportOrders = []export.Order{export.ByTheme, export.Oldest, export.Newest, export.BySource}
	exportDepths = []export.Depth{export.Full, export.Lead, export.Refs}
)

// exportBox asks what dossier to make of the selection, or of the view, and
// where to write it. An existing file is never replaced unasked.
type exportBox struct {
	form
	format, title, order, depth, contents, timeline, to *field

	formats []export.Format
	on      feed.Targets
	n       int
	query   string
	named   string // the title offered
	exists  bool
	replace bool
	writing bool
	failed  string
}

// lowWindow is the height below which a box does not show all of its fields.
const lowWindow = 14

// existsMsg tells whether something stands at a path.
type existsMsg struct {
	path   string
	exists bool
}

func (m *model) openExport() tea.Cmd {
	on, n := m.exportTargets()
	if n == 0 {
		return m.say(m.words.WhyNoArticle)
	}
	if m.o.Export == nil {
		return m.say(m.words.NotHere)
	}
	w := m.words
	last := Exported{Format: export.Formats()[0].Name}
	if e := m.session.Export; e != nil {
		last = *e
	}
	b := &exportBox{on: on, n: n, query: m.list.text, formats: export.Formats()}
	title := m.dossierTitle(on)
	formats := make([]string, len(b.formats))
	for i, f := range b.formats {
		formats[i] = w.ExportFormats[f.Name]
	}
	b.format = choiceField(w.ExportFormat, formats, slices.IndexFunc(b.formats, func(f export.Format) bool { return f.Name == last.Format }))
	b.title, b.named = textField(w.ExportName, title), title
	b.order = choiceField(w.ExportOrder, named(exportOrders, w.ExportOrders), 0)
	b.depth = choiceField(w.ExportText, named(exportDepths, w.ExportDepths), 0)
	b.contents, b.timeline = tickField(w.ExportContents, true), tickField(w.ExportTimeline, true)
	b.to = textField(w.ExportTo, strings.TrimSuffix(cmp.Or(last.Folder, "~"), "/")+"/"+m.dossierName(b.as()))
	b.fields = []*field{b.format, b.title, b.order, b.depth, b.contents, b.timeline, b.to}
	if m.h < lowWindow { // not all fields are seen: where to is first
		b.fields = append([]*field{b.to}, b.fields[:len(b.fields)-1]...)
	}
	b.useDefaults()
	if i := slices.Index(exportDepths, export.Depth(last.Depth)); i >= 0 && !b.depth.hidden {
		b.depth.chosen = i
	}
	b.warn(w)
	m.open(b)
	return b.look(m)
}

// named are the words for some names.
func named[S ~string](names []S, words map[string]string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = words[string(n)]
	}
	return out
}

// as is the format chosen.
func (b *exportBox) as() export.Format { return b.formats[b.format.chosen] }

// useDefaults shows the fields that the format has a use for, with what is
// usual for it.
func (b *exportBox) useDefaults() {
	usual := b.as().Defaults()
	dossier := usual.Order != ""
	b.title.hidden, b.order.hidden, b.contents.hidden, b.timeline.hidden = !dossier, !dossier, !dossier, !dossier
	b.depth.hidden = !dossier && !b.as().Folder
	b.order.chosen = max(0, slices.Index(exportOrders, usual.Order))
	b.depth.chosen = max(0, slices.Index(exportDepths, usual.Depth))
}

// warn says beside the depth what whole texts may be used for.
func (b *exportBox) warn(w *Words) {
	b.depth.note = ""
	if exportDepths[b.depth.chosen] == export.Full {
		b.depth.note = w.ExportRights
	}
}

// look asks whether the path is taken.
func (b *exportBox) look(m *model) tea.Cmd {
	path := expanded(b.to.value())
	return m.ask(func(context.Context) tea.Msg {
		_, err := os.Lstat(path)
		return existsMsg{path: path, exists: !errors.Is(err, fs.ErrNotExist) && path != ""}
	})
}

func (b *exportBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case existsMsg:
		if msg.path == expanded(b.to.value()) {
			b.exists = msg.exists
		}
	case exportedMsg:
		if b.writing = false; msg.err == nil {
			m.drop(b)
		} else {
			b.failed = m.words.cause(about(msg.path, msg.err))
		}
	}
	return nil
}

func (b *exportBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.closeOverlay()
		return nil
	case "enter":
		return b.write(m)
	case "ctrl+w":
		b.replace = !b.replace
		return nil
	}
	return b.changed(m, b.form.press(k))
}

func (b *exportBox) paste(m *model, s string) tea.Cmd { return b.changed(m, b.pasted(s)) }

// changed follows a change of one field in the others.
func (b *exportBox) changed(m *model, f *field) tea.Cmd {
	if f == nil {
		return nil
	}
	b.failed = ""
	if f == b.format {
		b.rename()
		b.useDefaults()
	}
	b.warn(m.words)
	if f == b.format || f == b.to {
		b.exists, b.replace = false, false
		return b.look(m)
	}
	return nil
}

// rename gives the path the ending of the format, unless it has one of its own.
func (b *exportBox) rename() {
	path := b.to.in.Value()
	for _, f := range b.formats {
		path = strings.TrimSuffix(path, f.Ext)
	}
	b.to.in.SetValue(path + b.as().Ext)
	b.to.in.CursorEnd()
}

// request is what the fields ask for; those that are hidden ask for nothing.
func (b *exportBox) request() ExportRequest {
	r := ExportRequest{
		Articles: b.on, Query: b.query, Format: b.as().Name, Title: b.title.value(),
		Contents: b.contents.on && !b.contents.hidden, Timeline: b.timeline.on && !b.timeline.hidden,
		Path: expanded(b.to.value()), Replace: b.replace,
	}
	if !b.order.hidden {
		r.Order = string(exportOrders[b.order.chosen])
	}
	if !b.depth.hidden {
		r.Depth = string(exportDepths[b.depth.chosen])
	}
	return r
}

func (b *exportBox) write(m *model) tea.Cmd {
	if b.writing {
		return nil
	}
	if b.to.value() == "" {
		b.to.note, b.to.bad = m.words.ExportNeedsPath, true
		b.focus(b.to)
		return nil
	}
	b.writing, b.failed = true, ""
	r := b.request()
	return m.export(r, Exported{Format: r.Format, Folder: filepath.Dir(r.Path), Depth: r.Depth})
}

func (b *exportBox) view(m *model, w, h int) []string {
	n := min(w, 74) - 4
	words := m.words
	if !b.to.bad {
		b.to.note = b.pathNote(words)
	}
	foot := []string{""}
	if b.on.Hits != nil { // a selection by hand cannot be told in a command
		foot = append(foot, wrapped(words.ExportSame+" "+b.command(), n, m.st.muted)...)
	}
	switch {
	case b.writing:
		foot[0] = m.st.accent.Of(words.ExportWriting)
	case b.failed != "":
		foot = slices.Concat(wrapped(b.failed, n, m.st.warning), foot[1:])
	}
	all := b.lines(m, n, 1<<10)
	_, rows, foot := room(h, nil, len(all), foot)
	lines := b.lines(m, n, max(1, rows))
	title := words.ExportTitle(words.Articles(b.n))
	if b.query != "" {
		title += "  " + b.query
	}
	return m.boxed(title, words.ExportFooter, n, append(lines, foot...))
}

// pathNote says what becomes of an existing file.
func (b *exportBox) pathNote(w *Words) string {
	switch {
	case b.as().Folder && !b.replace: // notes are added to what is in it
	case b.exists && b.replace:
		return w.ExportReplaces
	case b.exists:
		return w.ExportExists
	}
	return ""
}

// command is the command line that exports the same, whatever the settings say;
// flags stand before the query, whose words may begin with a dash.
func (b *exportBox) command() string {
	r := b.request()
	s := "veille export -f " + r.Format
	if r.Depth != "" {
		s += " --depth " + r.Depth
	}
	if r.Order != "" {
		s += " --order " + r.Order
	}
	if !b.title.hidden && r.Title != b.named {
		s += " --title " + quoted(r.Title)
	}
	if !b.contents.hidden && !r.Contents {
		s += " --contents=false"
	}
	if !b.timeline.hidden && !r.Timeline {
		s += " --timeline=false"
	}
	if rest, ok := strings.CutPrefix(b.to.value(), "~/"); ok {
		s += " -o ~/" + quoted(rest) // the shell expands ~ outside quotes only
	} else {
		s += " -o " + quoted(b.to.value())
	}
	if b.query != "" {
		s += " " + quoted(b.query)
	}
	return s
}

// quoted is one word for a shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
