package feed

// Map returns a copy of the article with every string that came from outside
// passed through line, where it stands on one line (titles, names, addresses,
// cells), or text, where it may be long (body, summary, notes, captions). Where
// that changes a text, the offsets that count in it say nothing any more and
// are left out.
func (a Article) Map(line, text func(string) string) Article {
	before := a
	for _, s := range []*string{&a.Title, &a.Source, &a.URL, &a.Lang, &a.Place, &a.Agency, &a.Kicker, &a.Byline,
		&a.Dateline.Place, &a.Dateline.Date, &a.Dateline.Agency} {
		*s = line(*s)
	}
	a.Standfirst, a.Summary = text(a.Standfirst), text(a.Summary)
	a.Authors = each(a.Authors, line)
	a.Categories = each(a.Categories, line)
	a.Notes = each(a.Notes, text)
	link := func(l Link) Link { return Link{line(l.Text), line(l.URL)} }
	a.Related, a.Links = each(a.Related, link), each(a.Links, link)
	a.Captions = each(a.Captions, func(c Caption) Caption { return Caption{text(c.Text), line(c.Credit)} })
	a.Teasers = each(a.Teasers, func(t Teaser) Teaser { return Teaser{line(t.Title), text(t.Summary), line(t.URL)} })
	a.Enclosures = each(a.Enclosures, func(e Enclosure) Enclosure { return Enclosure{line(e.URL), line(e.Type), e.Bytes} })
	a.Body = each(a.Body, func(b Block) Block {
		b.URL = line(b.URL)
		b.Rows = each(b.Rows, func(row []string) []string { return each(row, line) })
		b.Spans = each(b.Spans, func(s Span) Span { return Span{text(s.Text), s.Style, line(s.URL)} })
		return b
	})
	a.Themes = each(a.Themes, func(id ID) ID { return id })
	a.Repairs = each(a.Repairs, func(p Repair) Repair { return p })
	a.Marks = each(a.Marks, func(m Mark) Mark {
		m.Spans = each(m.Spans, func(s Range) Range { return s })
		return m
	})
	a.Highlights = each(a.Highlights, func(h Highlight) Highlight {
		h.Quote, h.Before, h.After, h.Note = text(h.Quote), text(h.Before), text(h.After), text(h.Note)
		h.Themes = each(h.Themes, func(id ID) ID { return id })
		return h
	})
	a.forget(&before)
	return a
}

func each[T any](list []T, do func(T) T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, v := range list {
		out[i] = do(v)
	}
	return out
}

// forget leaves out offsets into texts that are not what they were.
func (a *Article) forget(before *Article) {
	if len(a.Repairs) == 0 && len(a.Marks) == 0 && len(a.Highlights) == 0 {
		return
	}
	same := map[Field]bool{
		InBody:       a.Text() == before.Text(),
		InTitle:      a.Title == before.Title,
		InStandfirst: a.Standfirst == before.Standfirst,
	}
	if !same[InBody] {
		a.Repairs = nil
	}
	for i := range a.Marks {
		var spans []Range
		for _, s := range a.Marks[i].Spans {
			if same[s.Field] {
				spans = append(spans, s)
			}
		}
		a.Marks[i].Spans = spans
	}
	for i := range a.Highlights {
		if h := &a.Highlights[i]; !same[h.Field] {
			h.Start, h.End = 0, 0
		}
	}
}
