package ui

import (
	"cmp"
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
)

// exportOf is what the export box is opened for.
type exportOf struct {
	on       feed.Targets
	n        int
	query    string // that found the articles; "" for all, and where none tells them
	folded   bool   // they are one version of each story
	sections []export.Section
	key      string
	counts   []export.Count

	title, format, lang, depth string // offered; "": the usual ones
	name                       string // of the file, behind the day; "": the query
	command                    string // that exports the same but for what the box asks; "" where there is none

	// then is what follows once it is written, in place of the word of it.
	then func(m *model, e *exportedMsg) tea.Cmd
}

// exportBox asks what dossier to make of the articles and where to write it. An
// existing file is never replaced unasked.
type exportBox struct {
	form
	format, title, order, lang, depth, parts, to *field

	exportOf
	formats []export.Format
	orders  []string
	usual   Exported
	named   string // the title offered
	file    string // the name offered, without its ending
	exists  bool
	inside  bool // the path is that of a folder: the file comes into it
	replace bool
	run     *exportRun // under way
	failed  string

	size     ExportSize
	sized    bool
	unsized  error  // why it is not known
	sizeOf   string // what the size depends on
	weighing int    // counts the times it was asked for
	giveUp   context.CancelFunc
}

// Parts of a dossier in the order of their ticks.
const (
	partContents = iota
	partTimeline
	partNotes
	partHighlights
	partSources
	partOneVersion
	partSuggestions
)

// partNames are what Exported.Without calls them.
var partNames = []string{"contents", "timeline", "notes", "highlights", "sources"}

var (
	exportOrders = []string{string(export.ByTheme), string(export.Oldest), string(export.Newest), string(export.BySource), orderOfQuery}
	exportDepths = []export.Depth{export.Full, export.Lead, export.Quotes, export.Refs}
)

// exportForms are the formats offered: those of articles, and a list of their
// sources.
func exportForms() []export.Format {
	return append(export.Formats(), export.Format{Name: sourceList, Ext: ".opml"})
}

const sourceList = "opml"

// exportGroups are the formats in the groups shown.
var exportGroups = [][]string{
	{"html", "md", "epub", "txt"}, {"obsidian", "logseq"}, {"ris", "csl", "biblatex", "bibtex"},
	{"jsonfeed", "atom", "rss"}, {"csv", "ninjs", "jsonl", sourceList},
}

// findForm returns the format of a name.
func findForm(name string) (export.Format, bool) {
	all := exportForms()
	if i := slices.IndexFunc(all, func(f export.Format) bool { return f.Name == name }); i >= 0 {
		return all[i], true
	}
	return export.Format{}, false
}

// lowWindow is the height below which a box does not show all of its fields.
const lowWindow = 14

// existsMsg tells whether something stands at a path, and whether that is a folder.
type existsMsg struct {
	path           string
	exists, folder bool
}

// exportView is an export of the selection, or of the view.
func (m *model) exportView() exportOf {
	e := exportOf{}
	if e.on, e.n = m.exportTargets(); e.on.Hits != nil {
		e.query, e.folded = m.list.text, m.folds(m.list.query).Fold && m.list.confirming() == nil // whose answer is not folded
		if !strings.Contains(e.query, "is:selected") {                                            // which a command line cannot know
			e.command = "veille export"
		}
	}
	return e
}

func (m *model) openExport() tea.Cmd { return m.openExportOf(m.exportView()) }

// openExportOf opens the box for an export that was prepared.
func (m *model) openExportOf(e exportOf) tea.Cmd {
	if e.n == 0 {
		return m.say(m.words.WhyNoArticle)
	}
	if m.o.Export == nil {
		return m.say(m.words.NotHere)
	}
	w := m.words
	last := m.lastExport()
	if _, ok := findForm(cmp.Or(e.format, last.Format)); ok {
		last.Format = cmp.Or(e.format, last.Format)
	} else {
		last.Format = export.Formats()[0].Name
	}
	b := &exportBox{exportOf: e, formats: exportForms(), usual: m.o.ExportUsual}
	if e.sections != nil {
		b.orders = []string{string(export.ByHand)}
		b.formats = export.Formats() // sources are no review
	} else {
		b.orders = exportOrders
	}
	b.format = m.formatField(b.formats, last.Format)
	b.lang = choiceField(w.ExportLang, langNames(), slices.Index(Languages, cmp.Or(e.lang, last.Lang, m.exportLang())))
	b.order = choiceField(w.ExportOrder, named(b.orders, w.ExportOrders), 0)
	b.depth = choiceField(w.ExportText, named(exportDepths, w.ExportDepths), 0)
	b.parts = partsField(w.ExportInclude, w.ExportParts[:])
	for i, name := range partNames {
		b.parts.parts[i].on = !slices.Contains(last.Without, name)
	}
	b.parts.parts[partOneVersion].on = last.Versions == "one" || last.Versions == "" && e.folded
	b.parts.parts[partSuggestions].on = last.Suggestions
	b.named = cmp.Or(e.title, m.dossierTitle(&e, Languages[b.lang.chosen]))
	b.title = textField(w.ExportName, b.named)
	folder := strings.TrimSuffix(homely(cmp.Or(last.Folder, "~")), "/")
	b.file = m.dossierName(cmp.Or(e.name, e.query), export.Format{})
	b.to = textField(w.ExportTo, folder+"/"+b.file+b.as().Ext)
	b.fields = []*field{b.format, b.title, b.order, b.lang, b.parts, b.depth, b.to}
	if m.h < lowWindow { // not all fields are seen: where to is first
		b.fields = append([]*field{b.to}, b.fields[:len(b.fields)-1]...)
	}
	b.useDefaults(m)
	b.choose(b.depth, slices.Index(exportDepths, export.Depth(cmp.Or(e.depth, last.Depth))))
	if last.Order != "" && orderSorted(m.list.query) == "" {
		b.choose(b.order, slices.Index(b.orders, last.Order))
	}
	b.warn(w)
	m.open(b)
	return tea.Batch(b.look(m), b.weigh(m))
}

// lastExport is how the last export was made, else what the settings say.
func (m *model) lastExport() Exported {
	if e := m.session.Export; e != nil {
		return *e
	}
	return m.o.ExportUsual
}

// exportLang is the language of dossiers where the user has not chosen one.
func (m *model) exportLang() string { return cmp.Or(m.o.ExportUsual.Lang, m.words.Lang) }

// choose sets a choice that there is.
func (b *exportBox) choose(f *field, i int) {
	if i >= 0 {
		f.chosen = i
	}
}

// formatField is the choice of a format, in groups where there is room.
func (m *model) formatField(all []export.Format, chosen string) *field {
	f := choiceField(m.words.ExportFormat, nil, slices.IndexFunc(all, func(f export.Format) bool { return f.Name == chosen }))
	for _, form := range all {
		f.choices = append(f.choices, m.words.ExportFormats[form.Name])
		f.short = append(f.short, m.words.ExportShort[form.Name])
	}
	for i, names := range exportGroups {
		g := choiceGroup{label: m.words.ExportGroups[i]}
		for _, name := range names {
			if at := slices.IndexFunc(all, func(f export.Format) bool { return f.Name == name }); at >= 0 {
				g.at = append(g.at, at)
			}
		}
		f.groups = append(f.groups, g)
	}
	return f
}

// langNames are the languages of dossiers, each by its own name.
func langNames() []string {
	out := make([]string, len(Languages))
	for i, lang := range Languages {
		out[i] = wordsFor(lang).Name
	}
	return out
}

// named are the words for some names.
func named[S ~string](names []S, words map[string]string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = words[string(n)]
	}
	return out
}

// homely writes a path as one types it: ~ is the home folder.
func homely(path string) string {
	home, err := os.UserHomeDir()
	if rest, ok := strings.CutPrefix(path, home); err == nil && len(home) > 1 && ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		return "~" + rest
	}
	return path
}

// orderSorted is the order of a dossier that keeps what a query asks for, as the
// command line takes it; "" where it asks for none that a dossier has.
func orderSorted(q query.Query) export.Order {
	switch q.Sort {
	case query.Oldest:
		return export.Oldest
	case query.BySource:
		return export.BySource
	}
	return ""
}

// as is the format chosen.
func (b *exportBox) as() export.Format { return b.formats[b.format.chosen] }

// useDefaults shows the fields that the format has a use for, with what is
// usual for it.
func (b *exportBox) useDefaults(m *model) {
	form := b.as()
	usual := form.Defaults()
	dossier, list := usual.Order != "", form.Name == sourceList
	feeds := slices.Contains(exportGroups[3], form.Name)
	b.title.hidden = !dossier && !feeds && !list
	b.order.hidden = form.Folder || list || b.sections != nil
	b.lang.hidden = !dossier && !form.Folder && !feeds
	b.depth.hidden = list || form.Name == "jsonl" // which is to hold everything
	p := b.parts.parts
	p[partContents].hidden, p[partTimeline].hidden, p[partSources].hidden = !dossier, !dossier, !dossier
	p[partNotes].hidden, p[partHighlights].hidden = list, list
	p[partOneVersion].hidden = list || b.on.Hits == nil
	p[partSuggestions].hidden = form.Name != "jsonl"
	b.parts.settle()
	order := cmp.Or(string(orderSorted(m.list.query)), b.usual.Order, string(usual.Order), orderOfQuery)
	b.order.chosen = max(0, slices.Index(b.orders, order))
	b.depth.chosen = max(0, slices.Index(exportDepths, export.Depth(cmp.Or(b.usual.Depth, string(usual.Depth)))))
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
		info, at := os.Stat(path)
		return existsMsg{path: path, exists: err == nil, folder: at == nil && info.IsDir()}
	})
}

func (b *exportBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case existsMsg:
		if msg.path == expanded(b.to.value()) {
			b.exists, b.inside = msg.exists, msg.folder
		}
	case exportSizeMsg:
		if msg.of == b && msg.gen == b.weighing && !errors.Is(msg.err, context.Canceled) {
			b.size, b.sized, b.unsized = msg.size, true, msg.err
		}
	case exportedMsg:
		if msg.run != b.run {
			return nil
		}
		if b.run = nil; msg.err == nil {
			b.leave(m)
		} else if !errors.Is(msg.err, context.Canceled) {
			b.failed = m.words.cause(about(msg.path, msg.err))
		}
	}
	return nil
}

// leave closes the box.
func (b *exportBox) leave(m *model) {
	if b.giveUp != nil {
		b.giveUp()
	}
	m.drop(b)
}

func (b *exportBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	key := k.Keystroke()
	if b.run != nil { // what is being written is not changed under way
		if key == "esc" || key == "c" {
			b.run.cancel()
		}
		return nil
	}
	switch {
	case key == "esc":
		b.leave(m)
		return nil
	case key == "enter":
		return b.write(m)
	case key == "ctrl+w":
		b.replace = !b.replace
		return nil
	case key == "ctrl+p" || key == "p" && !b.fields[b.at].isText():
		return b.preview(m)
	}
	return b.changed(m, b.form.press(k))
}

func (b *exportBox) paste(m *model, s string) tea.Cmd {
	if b.run != nil {
		return nil
	}
	return b.changed(m, b.pasted(s))
}

// changed follows a change of one field in the others.
func (b *exportBox) changed(m *model, f *field) tea.Cmd {
	if f == nil {
		return nil
	}
	b.failed = ""
	switch f {
	case b.format:
		b.rename()
		b.useDefaults(m)
	case b.lang:
		b.retitle(m)
	}
	b.warn(m.words)
	if f == b.format || f == b.to {
		b.exists, b.inside, b.replace = false, false, false
		return tea.Batch(b.look(m), b.weigh(m))
	}
	return b.weigh(m)
}

// retitle offers the title in another language, unless the user wrote one.
func (b *exportBox) retitle(m *model) {
	if b.exportOf.title != "" || b.title.edited() {
		return
	}
	b.named = m.dossierTitle(&b.exportOf, Languages[b.lang.chosen])
	b.title.in.SetValue(b.named)
	b.title.in.CursorEnd()
	b.title.was = b.title.value()
}

// rename gives the path the ending of the format in place of that of another.
func (b *exportBox) rename() {
	path, ext := b.to.in.Value(), ""
	for _, f := range b.formats {
		if len(f.Ext) > len(ext) && strings.HasSuffix(path, f.Ext) {
			ext = f.Ext
		}
	}
	b.to.in.SetValue(strings.TrimSuffix(path, ext) + b.as().Ext)
	b.to.in.CursorEnd()
}
