package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/export"
)

// exportedMsg tells what came of an export.
type exportedMsg struct {
	result ExportResult
	how    Exported
	path   string // asked for
	err    error
}

// arrive tells of it; a box that is open for the export gets the message too.
func (e exportedMsg) arrive(m *model) tea.Cmd {
	tell := m.tellOverlays(e)
	if e.err != nil {
		return tea.Batch(tell, m.fail("export", about(e.path, e.err)))
	}
	m.session.Export = &e.how
	said := m.words.ExportDone(m.words.Articles(e.result.Articles), e.result.Path, m.words.Kilobytes(e.result.Bytes))
	return tea.Batch(tell, m.did(said), m.saveSession())
}

// exportNames is how many names are tried before an existing file is an error.
const exportNames = 100

// export writes a dossier. Where a file stands already and is not to be
// replaced, the next free number is put behind the name.
func (m *model) export(r ExportRequest, how Exported) tea.Cmd {
	write, path := m.o.Export, r.Path
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := exportedMsg{how: how, path: path}
		for i := 1; i <= exportNames; i++ {
			if i > 1 {
				r.Path = numbered(path, i)
			}
			if msg.result, msg.err = write(ctx, r); !errors.Is(msg.err, feed.ErrExists) {
				break
			}
		}
		return msg
	})
}

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
	form, ok := export.Find(last.Format)
	if !ok {
		return m.say(m.words.NoExportYet)
	}
	on, n := m.exportTargets()
	if n == 0 {
		return m.say(m.words.WhyNoArticle)
	}
	usual := form.Defaults()
	return m.export(ExportRequest{Articles: on, Query: m.list.text, Format: form.Name, Depth: last.Depth, Order: string(usual.Order),
		Title: m.dossierTitle(on), Contents: usual.Contents, Timeline: usual.Timeline,
		Path: filepath.Join(expanded(last.Folder), m.dossierName(form))}, *last)
}

// dossierTitle names a dossier by what is in it and the day; articles selected
// by hand have nothing in common to name.
func (m *model) dossierTitle(on feed.Targets) string {
	about := ""
	if on.Hits != nil && m.list.query.Expr != nil {
		about = m.explain(m.list.query)
	}
	return export.Title(m.words.Lang, about, m.o.Now())
}

// dossierName is the file name of a dossier: the day and the query.
func (m *model) dossierName(f export.Format) string {
	return export.FileName(m.o.Now().Format(time.DateOnly), m.list.text, "veille", f.Ext)
}
