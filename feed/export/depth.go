package export

import (
	"slices"
	"strings"
	"unicode"

	"veille/feed"
)

// depthOf is the depth that an article is written in: of its section, else of
// the dossier.
func (d *dossier) depthOf(a *feed.Article) Depth {
	if p, ok := d.hand[a.ID]; ok && d.Sections[p.section].Depth != "" {
		return d.Sections[p.section].Depth
	}
	return d.Depth
}

// deepest is the greatest depth that an article of the dossier is written in,
// which says how the whole may be used.
func (d *dossier) deepest() Depth {
	if d.Order != ByHand || len(d.entries) == 0 {
		return d.Depth
	}
	depths := []Depth{Refs, Quotes, Lead, Full}
	most := 0
	for _, e := range d.entries {
		most = max(most, slices.Index(depths, d.depthOf(&e.Article)))
	}
	return depths[most]
}

// cut takes from an article what its depth leaves out.
func (d *dossier) cut(a *feed.Article) {
	depth := d.depthOf(a)
	if short := depth == Refs || depth == Lead; short || !d.Highlights {
		if d.Highlights && len(a.Highlights) > 0 {
			d.unquoted++
		}
		a.Highlights = nil
	}
	if !d.Notes {
		a.Notes = nil
		a.Highlights = slices.Clone(a.Highlights)
		for i := range a.Highlights {
			a.Highlights[i].Note = ""
		}
	}
	if depth == Full {
		return
	}
	lead := ""
	if depth == Lead {
		lead = leadOf(a)
	}
	a.Standfirst, a.Summary = lead, ""
	a.Body, a.Captions, a.Related, a.Links, a.Teasers, a.Enclosures, a.Repairs = nil, nil, nil, nil, nil, nil, nil
	a.Marks = slices.Clone(a.Marks)
	for i := range a.Marks {
		a.Marks[i].Spans = nil
	}
}

// maxLead is the greatest length of a lead in runes: a quotation, not the text.
const maxLead = 500

// LeadOf is what depth lead shows of the text of an article, "" for nothing.
func LeadOf(a *feed.Article) string { return leadOf(a) }

// leadOf returns the lead: the standfirst, else the summary, else the first
// paragraph, cut after a sentence.
func leadOf(a *feed.Article) string {
	s := oneLine(a.Standfirst)
	if s == "" {
		s = oneLine(a.Summary)
	}
	for i := 0; s == "" && i < len(a.Body); i++ {
		if a.Body[i].Kind == feed.Paragraph {
			s = oneLine(a.Body[i].Text())
		}
	}
	return shorten(s, maxLead)
}

// headOf is what stands above the body: the standfirst, the summary where there
// is no body either.
func headOf(a *feed.Article) string {
	if s := oneLine(a.Standfirst); s != "" || len(a.Body) > 0 {
		return s
	}
	return oneLine(a.Summary)
}

// shorten cuts a text of more than limit runes after a sentence in its second
// half, else between words.
func shorten(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	r = r[:limit]
	for i := len(r) - 2; i > limit/2; i-- {
		if strings.ContainsRune(".!?…", r[i]) && unicode.IsSpace(r[i+1]) {
			return string(r[:i+1])
		}
	}
	if i := strings.LastIndexFunc(string(r), unicode.IsSpace); i > 0 {
		return string(r)[:i] + " …"
	}
	return string(r) + "…"
}

// oneLine brings a text onto one line: white space and control characters become
// single blanks. It is "" where nothing of it could be seen.
func oneLine(s string) string {
	if !isLine(s) {
		s = strings.Join(strings.FieldsFunc(s, isGap), " ")
	}
	if strings.IndexFunc(s, seen) < 0 {
		return ""
	}
	return s
}

// isLine reports whether oneLine leaves s as it is, as it does nearly always.
func isLine(s string) bool {
	gap := true
	for _, r := range s {
		if r == ' ' && gap || r != ' ' && isGap(r) {
			return false
		}
		gap = r == ' '
	}
	return !gap || s == ""
}

func isGap(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// seen reports whether a character leaves a trace on a page.
func seen(r rune) bool {
	return r > ' ' && r < 0x7f || r > 0xa0 && !unicode.In(r, unicode.Cf, unicode.Z, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
