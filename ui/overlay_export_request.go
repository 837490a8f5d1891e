package ui

import (
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// target is where the export goes, as one types it: in a folder it gets the name
// that was offered.
func (b *exportBox) target() string {
	to := b.to.value()
	if to == "" || b.as().Folder || !b.inside && !os.IsPathSeparator(to[len(to)-1]) {
		return to
	}
	return strings.TrimRight(to, string(os.PathSeparator)) + string(os.PathSeparator) + b.file + b.as().Ext
}

// has reports whether a part is asked for.
func (b *exportBox) has(part int) bool { p := b.parts.parts[part]; return p.on && !p.hidden }

// request is what the fields ask for; those that are hidden ask for nothing.
func (b *exportBox) request() ExportRequest {
	r := ExportRequest{
		Articles: b.on, Query: b.query, Sections: b.sections, Counts: b.counts, Key: b.key, Format: b.as().Name,
		Contents: b.has(partContents), Timeline: b.has(partTimeline), Notes: b.has(partNotes), Highlights: b.has(partHighlights),
		Sources: b.has(partSources), Suggestions: b.has(partSuggestions), OneVersion: b.has(partOneVersion),
		Path: expanded(b.target()), Replace: b.replace,
	}
	if p := b.parts.parts[partOneVersion]; !p.hidden && p.on != b.folded {
		r.Anew = true
	}
	if t := b.title.value(); !b.title.hidden && (t != b.named || b.exportOf.title != "") {
		r.Title = t
	}
	if !b.order.hidden || b.sections != nil {
		r.Order = b.orders[b.order.chosen]
	}
	if !b.lang.hidden {
		r.Lang = Languages[b.lang.chosen]
	}
	if !b.depth.hidden {
		r.Depth = string(exportDepths[b.depth.chosen])
	}
	return r
}

// how is what is remembered of a request.
func (b *exportBox) how(m *model, r *ExportRequest) Exported {
	folder, err := filepath.Abs(filepath.Dir(r.Path))
	if err != nil {
		folder = filepath.Dir(r.Path)
	}
	how := Exported{Format: r.Format, Folder: folder, Depth: r.Depth, Suggestions: b.parts.parts[partSuggestions].on}
	if b.sections == nil {
		how.Order = r.Order
	}
	if r.Lang != m.exportLang() { // else it follows that of the interface
		how.Lang = r.Lang
	}
	for i, name := range partNames {
		if !b.parts.parts[i].on {
			how.Without = append(how.Without, name)
		}
	}
	if r.Anew {
		how.Versions = "all"
		if r.OneVersion {
			how.Versions = "one"
		}
	}
	return how
}

func (b *exportBox) write(m *model) tea.Cmd {
	if b.to.value() == "" {
		b.to.note, b.to.bad = m.words.ExportNeedsPath, true
		b.focus(b.to)
		return nil
	}
	if m.exporting != nil {
		return m.say(m.words.ExportBusy)
	}
	b.failed = ""
	r := b.request()
	cmd := m.export(r, b.how(m, &r), b.n)
	b.run, m.exporting.then = m.exporting, b.then
	return cmd
}
