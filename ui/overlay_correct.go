package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/ui/term"
)

// correctBox changes by hand what a page could not say or said wrongly.
type correctBox struct {
	form
	id                             feed.ID
	title, date, source, url, lang *field
	repairs                        *field
	loc                            *time.Location
	still
}

func (m *model) openCorrect() tea.Cmd {
	h, ok := m.current()
	if !ok {
		return m.say(m.words.NoArticle)
	}
	w := m.words
	loc := m.o.Now().Location()
	b := &correctBox{id: h.ID, loc: loc,
		title: textField(w.FieldTitle, h.Title), date: textField(w.FieldDate, writtenDate(h.Published, h.Precision, loc)),
		source: textField(w.FieldSource, h.Source), url: textField(w.FieldURL, h.URL), lang: textField(w.FieldLang, h.Lang)}
	b.date.note, b.lang.note = w.FieldDateHint, w.FieldLangHint
	b.fields = []*field{b.title, b.date, b.source, b.url, b.lang}
	if n := len(m.reader.art.Repairs); n > 0 && m.reader.shown == h.ID {
		b.repairs = tickField(w.FieldRepairs, false)
		b.repairs.note = w.UnrepairHint(n)
		b.fields = append(b.fields, b.repairs)
	}
	m.open(b)
	return nil
}

// dateForms are the ways to write a date, the most precise first.
var dateForms = []struct {
	layout    string
	precision feed.Precision
}{
	{"2006-01-02 15:04:05", feed.Second}, {"2006-01-02 15:04", feed.Minute}, {"2006-01-02T15:04", feed.Minute},
	{time.DateOnly, feed.Day}, {"2006-01", feed.Month}, {"2006", feed.Year},
}

// writtenDate writes a date as the form takes it.
func writtenDate(t time.Time, p feed.Precision, loc *time.Location) string {
	if p == feed.NoDate || t.IsZero() {
		return ""
	}
	if p >= feed.Minute {
		t = t.In(loc)
	}
	for _, f := range dateForms {
		if f.precision == p {
			return t.Format(f.layout)
		}
	}
	return ""
}

// readDate reads what writtenDate writes. A time of day is one of loc; days,
// months and years are kept as midnight UTC, as everywhere.
func readDate(s string, loc *time.Location) (time.Time, feed.Precision, bool) {
	if s == "" {
		return time.Time{}, feed.NoDate, true
	}
	for _, f := range dateForms {
		in := time.UTC
		if f.precision >= feed.Minute {
			in = loc
		}
		if t, err := time.ParseInLocation(f.layout, s, in); err == nil && t.Year() > 0 {
			return t.UTC(), f.precision, true
		}
	}
	return time.Time{}, feed.NoDate, false
}

func (b *correctBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.closeOverlay()
	case "enter":
		return b.apply(m)
	default:
		b.form.press(k)
	}
	return nil
}

func (b *correctBox) paste(_ *model, s string) tea.Cmd { b.pasted(s); return nil }

// apply keeps what was changed; what cannot be kept is marked and nothing is.
func (b *correctBox) apply(m *model) tea.Cmd {
	c, wrong, note := b.correction(m.words)
	if wrong != nil {
		wrong.note, wrong.bad = note, true
		b.focus(wrong)
		return nil
	}
	m.closeOverlay()
	if c == (feed.Correction{}) {
		return nil
	}
	return m.correct(b.id, c)
}

// correction is what was changed, or the field that is wrong and why.
func (b *correctBox) correction(w *Words) (c feed.Correction, wrong *field, note string) {
	if b.title.edited() {
		if c.Title = lineOf(b.title); *c.Title == "" {
			return c, b.title, w.EmptyTitle
		}
	}
	if b.source.edited() {
		c.Source = lineOf(b.source)
	}
	if b.date.edited() {
		at, precision, ok := readDate(b.date.value(), b.loc)
		if !ok {
			return c, b.date, w.BadDate
		}
		c.Published, c.Precision = &at, precision
	}
	if b.url.edited() {
		address, ok := term.SafeURL(b.url.value())
		if b.url.value() != "" && (!ok || strings.HasPrefix(address, "mailto:")) {
			return c, b.url, w.BadURL
		}
		c.URL = &address
	}
	if b.lang.edited() {
		lang := strings.ToLower(b.lang.value())
		if lang != "" && (len(lang) < 2 || len(lang) > 3 || strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "") {
			return c, b.lang, w.BadLang
		}
		c.Lang = &lang
	}
	c.Unrepair = b.repairs != nil && b.repairs.on
	return c, nil, ""
}

func lineOf(f *field) *string {
	s := text.Line(f.value())
	return &s
}

func (b *correctBox) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	lines := b.lines(m, n, max(1, h-2))
	return m.boxed(m.words.CorrectTitle, m.words.CorrectFooter, n, slices.Clip(lines))
}
