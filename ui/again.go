package ui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/theme"
)

// exportedMsg tells what came of an export.
type exportedMsg struct {
	result ExportResult
	how    Exported
	err    error
}

// arrive tells of it; a box that is open for the export gets the message too.
func (e exportedMsg) arrive(m *model) tea.Cmd {
	tell := m.tellOverlays(e)
	if e.err != nil {
		return tea.Batch(tell, m.fail("export", e.err))
	}
	m.session.Export = &e.how
	said := m.words.ExportDone(m.words.Articles(e.result.Articles), e.result.Path, m.words.Kilobytes(e.result.Bytes))
	return tea.Batch(tell, m.did(said), m.saveSession())
}

// exportNames is how many names are tried before an existing file is an error.
const exportNames = 100

// exportAgain exports the selection, or the view, the way it was done last, to
// a new file beside the last one.
func (m *model) exportAgain() tea.Cmd {
	last, write := m.session.Export, m.o.Export
	if last == nil || write == nil {
		return m.say(m.words.NoExportYet)
	}
	on, _ := m.exportTargets()
	r := ExportRequest{Articles: on, Query: m.list.text, Format: last.Format, Depth: last.Depth, Order: "theme",
		Title: m.dossierTitle(), Contents: true, Timeline: true}
	how := *last
	path := filepath.Join(how.Folder, m.dossierName()+exportExtension(how.Format))
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := exportedMsg{how: how}
		for i := 1; i <= exportNames; i++ {
			r.Path = path
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

// exportExtension is the end of a file name; a folder has none.
func exportExtension(format string) string {
	if format == "obsidian" || format == "logseq" {
		return ""
	}
	return "." + format
}

// dossierTitle names a dossier by what is in it and the day.
func (m *model) dossierTitle() string {
	return m.words.ExportDossier + " – " + m.explain(m.list.query) + ", " + m.words.date(m.o.Now(), feed.Day, false)
}

// dossierName is the file name of a dossier without its ending: the day and the
// query, in letters that every system takes.
func (m *model) dossierName() string {
	name, err := theme.Slug(strings.ReplaceAll(m.list.text, "/", "-"))
	if err != nil || name == "" {
		name = "veille"
	}
	return m.o.Now().Format("2006-01-02") + " " + clipped(name, 60)
}
