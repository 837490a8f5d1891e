package export

import (
	"bytes"
	"fmt"

	"veille/feed"
)

// jsonlWriter writes a record to a line: veille/article/1, which import reads
// back without loss when the depth is full.
type jsonlWriter struct{ *dossier }

func newJSONL(d *dossier) writer { return jsonlWriter{d} }

func (w jsonlWriter) article(b *bytes.Buffer, a *feed.Article) error {
	whole := w.depthOf(a) == Full
	var raw *feed.Raw
	if w.Raw != nil && whole {
		var err error
		if raw, err = w.Raw(a.ID); err != nil {
			return fmt.Errorf("export article %s: %w", a.ID, err)
		}
	}
	r := feed.NewRecord(*a, w.Themes, whole, raw)
	if w.Suggestions != nil {
		pending, err := w.Suggestions(a)
		if err != nil {
			return fmt.Errorf("export article %s: %w", a.ID, err)
		}
		r.Suggest(a, pending, w.Themes)
	}
	return r.WriteLine(b)
}
