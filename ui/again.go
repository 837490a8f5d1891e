package ui

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed/export"
)

// numbered puts a number behind a file's name: dossier-2.html, and before an
// ending of two parts: dossier-2.csl.json.
func numbered(path string, i int) string {
	ext := filepath.Ext(path)
	if strings.ContainsAny(ext, " ") {
		ext = "" // a dot inside a title begins no ending
	}
	for _, f := range export.Formats() {
		if len(f.Ext) > len(ext) && strings.HasSuffix(path, f.Ext) {
			ext = f.Ext
		}
	}
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), i, ext)
}

// exportAgain exports the selection, or the view, the way it was done last, to
// a new file beside the last one.
func (m *model) exportAgain() tea.Cmd {
	last := m.session.Export
	if last == nil || m.o.Export == nil {
		return m.say(m.words.NoExportYet)
	}
	form, ok := findForm(last.Format)
	if !ok {
		return m.say(m.words.NoExportYet)
	}
	e := m.exportView()
	if e.n == 0 {
		return m.say(m.words.WhyNoArticle)
	}
	if m.exporting != nil {
		return m.say(m.words.ExportBusy)
	}
	usual := form.Defaults()
	with := func(part int) bool { return !slices.Contains(last.Without, partNames[part]) }
	dossier := usual.Order != ""
	one := last.Versions == "one" || last.Versions == "" && e.folded
	r := ExportRequest{
		Articles: e.on, Query: e.query, OneVersion: one && e.on.Hits != nil, Anew: e.on.Hits != nil && one != e.folded,
		Format: form.Name, Depth: last.Depth, Order: cmp.Or(last.Order, string(usual.Order)), Lang: cmp.Or(last.Lang, m.exportLang()),
		Contents: dossier && with(partContents), Timeline: dossier && with(partTimeline), Sources: dossier && with(partSources),
		Notes: with(partNotes), Highlights: with(partHighlights), Suggestions: last.Suggestions && form.Name == "jsonl",
		Path: filepath.Join(expanded(last.Folder), m.dossierName(e.query, form)),
	}
	return m.export(r, *last, e.n)
}

// dossierTitle names a dossier by what is in it and the day; articles selected
// by hand have nothing in common to name.
func (m *model) dossierTitle(e *exportOf, lang string) string {
	if e.on.Hits == nil {
		return export.Title(lang, "", m.o.Now())
	}
	if m.o.ExportTitle != nil {
		return m.o.ExportTitle(e.query, lang, m.facts.themes)
	}
	about := ""
	if q := m.list.query; q.Expr != nil {
		about = m.explain(q)
	}
	return export.Title(lang, about, m.o.Now())
}

// dossierName is the file name of a dossier: the day and the query.
func (m *model) dossierName(about string, f export.Format) string {
	return export.FileName(m.o.Now().Format(time.DateOnly), about, "veille", f.Ext)
}
