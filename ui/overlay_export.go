package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
)

// What a dossier can be, in the order offered.
var (
	exportFormats = []string{"html", "md", "obsidian", "jsonl", "csv"}
	exportOrders  = []string{"theme", "oldest", "newest", "source"}
	exportDepths  = []string{"full", "lead", "refs"}
)

// exportBox asks what dossier to make of the selection, or of the view, and
// where to write it. An existing file is never replaced unasked.
type exportBox struct {
	form
	format, title, order, depth, contents, timeline, to *field

	on      feed.Targets
	n       int
	query   string
	exists  bool
	replace bool
	writing bool
	failed  string
	stem    string // of the file name proposed, to know whether it was changed
}

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
	last := Exported{Format: "html", Folder: "~", Depth: "full"}
	if e := m.session.Export; e != nil {
		last = *e
	}
	b := &exportBox{on: on, n: n, query: m.list.text, stem: m.dossierName()}
	title := m.dossierTitle()
	if on.Hits == nil {
		title = w.ExportDossier + ", " + w.date(m.o.Now(), feed.Day, false)
	}
	b.format = choiceField(w.ExportFormat, named(exportFormats, w.ExportFormats), slices.Index(exportFormats, last.Format))
	b.title = textField(w.ExportName, title)
	b.order = choiceField(w.ExportOrder, named(exportOrders, w.ExportOrders), 0)
	b.depth = choiceField(w.ExportText, named(exportDepths, w.ExportDepths), slices.Index(exportDepths, last.Depth))
	b.contents, b.timeline = tickField(w.ExportContents, true), tickField(w.ExportTimeline, true)
	folder := last.Folder
	if folder == "" {
		folder = "~"
	}
	b.to = textField(w.ExportTo, strings.TrimSuffix(folder, "/")+"/"+b.stem+exportExtension(exportFormats[b.format.chosen]))
	b.fields = []*field{b.format, b.title, b.order, b.depth, b.contents, b.timeline, b.to}
	b.suit(m)
	m.open(b)
	return b.look(m)
}

// named are the words for some names.
func named(names []string, words map[string]string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = words[n]
	}
	return out
}

// suit shows the fields that the format has a use for.
func (b *exportBox) suit(m *model) {
	f := exportFormats[b.format.chosen]
	dossier := f == "html" || f == "md"
	b.title.hidden, b.contents.hidden, b.timeline.hidden = !dossier, !dossier, !dossier
	b.depth.hidden = f == "jsonl" || f == "csv"
	b.order.hidden = f == "obsidian"
	b.depth.note = ""
	if exportDepths[b.depth.chosen] == "full" && !b.depth.hidden {
		b.depth.note = m.words.ExportRights
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
			b.failed = m.words.cause(msg.err)
		}
	}
	return nil
}

// drop closes an overlay that may no longer be the topmost.
func (m *model) drop(o overlay) {
	m.overlays = slices.DeleteFunc(m.overlays, func(x overlay) bool { return x == o })
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
	}
	b.suit(m)
	if f == b.format || f == b.to {
		b.exists, b.replace = false, false
		return b.look(m)
	}
	return nil
}

// rename gives the path the ending of the format, unless it has one of its own.
func (b *exportBox) rename() {
	path := b.to.in.Value()
	for _, f := range exportFormats {
		if e := exportExtension(f); e != "" {
			path = strings.TrimSuffix(path, e)
		}
	}
	b.to.in.SetValue(path + exportExtension(exportFormats[b.format.chosen]))
	b.to.in.CursorEnd()
}

// request is what the fields ask for.
func (b *exportBox) request() ExportRequest {
	return ExportRequest{
		Articles: b.on, Query: b.query, Format: exportFormats[b.format.chosen], Title: b.title.value(),
		Order: exportOrders[b.order.chosen], Depth: exportDepths[b.depth.chosen],
		Contents: b.contents.on && !b.contents.hidden, Timeline: b.timeline.on && !b.timeline.hidden,
		Path: expanded(b.to.value()), Replace: b.replace,
	}
}

// write exports. Where a file stands already and is not to be replaced, the
// next free number is put behind the name.
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
	r, export := b.request(), m.o.Export
	how := Exported{Format: r.Format, Folder: filepath.Dir(r.Path), Depth: r.Depth}
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := exportedMsg{how: how}
		path := r.Path
		for i := 1; i <= exportNames; i++ {
			if i > 1 {
				r.Path = numbered(path, i)
			}
			if msg.result, msg.err = export(ctx, r); !errors.Is(msg.err, feed.ErrExists) {
				break
			}
		}
		return msg
	})
}

// numbered puts a number behind a file's name: dossier-2.html.
func numbered(path string, i int) string {
	ext := filepath.Ext(path)
	if strings.ContainsAny(ext, " ") {
		ext = "" // a dot inside a title begins no ending
	}
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), i, ext)
}

func (b *exportBox) view(m *model, w, h int) []string {
	n := min(w, 74) - 4
	words := m.words
	if !b.to.bad {
		b.to.note = b.pathNote(words)
	}
	foot := []string{""}
	if b.on.Hits != nil { // a selection by hand cannot be told in a command
		foot = append(foot, m.st.muted.of(words.ExportSame+" ")+b.command())
	}
	switch {
	case b.writing:
		foot[0] = m.st.accent.of(words.ExportWriting)
	case b.failed != "":
		foot[0] = m.st.warning.of(b.failed)
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
	case b.exists && b.replace:
		return w.ExportReplaces
	case b.exists:
		return w.ExportExists
	}
	return ""
}

// command is the command line that exports the same; flags stand before the
// query, whose words may begin with a dash.
func (b *exportBox) command() string {
	r := b.request()
	s := "veille export -f " + r.Format
	if !b.depth.hidden && r.Depth != "full" {
		s += " --depth " + r.Depth
	}
	if !b.order.hidden && r.Order != "theme" {
		s += " --order " + r.Order
	}
	s += " -o …"
	if b.query != "" {
		s += " '" + strings.ReplaceAll(b.query, "'", `'\''`) + "'"
	}
	return s
}
