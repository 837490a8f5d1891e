package feed

// Suggest tells in the record which themes the article seems to belong to. Spans
// that do not lie in its text are left out.
func (r *Record) Suggest(a *Article, all []Suggestion, themes []Theme) {
	fields := map[Field]string{InBody: a.Text(), InTitle: a.Title, InStandfirst: a.Standfirst}
	names := map[Field]string{InBody: "text", InTitle: "title", InStandfirst: "standfirst"}
	r.Themes = nil
	for _, s := range all {
		out := RecordSuggestion{Name: slugOf(themes, s.Theme), Score: s.Score, Evidence: []RecordEvidence{}}
		for _, sp := range s.Spans {
			if in := fields[sp.Field]; sp.Start <= sp.End && edge(in, sp.Start) && edge(in, sp.End) {
				out.Evidence = append(out.Evidence, RecordEvidence{sp.Start, sp.End, in[sp.Start:sp.End], names[sp.Field]})
			}
		}
		r.Themes = append(r.Themes, out)
	}
}
