package ui

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
)

// themeForm edits what a theme is called and how it is suggested. It stays until
// the theme is kept, so that nothing typed is lost over a mistake.
type themeForm struct {
	form
	was                       feed.Theme
	labels, aliases           []*field // by Languages
	short, pin, colour, iptc  *field
	threshold, trust, archive *field
	asked                     bool // it is being kept
}

func (m *model) openThemeForm(t feed.Theme) {
	w := m.words
	b := &themeForm{was: t, short: textField(w.ThemeShort, t.Short), iptc: textField(w.ThemeIPTC, t.IPTC),
		threshold: textField(w.ThemeThreshold, shareText(t.Threshold)), trust: textField(w.ThemeTrust, shareText(t.Trust)),
		archive: tickField(w.ThemeArchived, t.Archived)}
	for _, lang := range Languages {
		b.labels = append(b.labels, textField(w.ThemeLabel(lang), t.Labels[lang]))
		b.aliases = append(b.aliases, textField(w.ThemeAliases(lang), strings.Join(t.Aliases[lang], "; ")))
	}
	pins := []string{w.PinNone}
	for d := 1; d <= 9; d++ {
		s := strconv.Itoa(d)
		if other, taken := m.facts.pinned(d); taken && other.ID != t.ID {
			s += " (" + theme.Label(other, w.Lang) + ")"
		}
		pins = append(pins, s)
	}
	b.pin = choiceField(w.ThemePin, pins, t.Pin)
	var colours []string
	for c := 1; c <= theme.Colours; c++ {
		colours = append(colours, strconv.Itoa(c))
	}
	b.colour = choiceField(w.ThemeColour, colours, min(t.Colour, theme.Colours)-1)
	b.fields = slices.Concat(b.labels, b.aliases, []*field{b.short, b.pin, b.colour, b.threshold, b.trust, b.iptc, b.archive})
	b.hints(m)
	m.open(b)
}

// shareText writes a share of 0 to 1 as it is typed, "" for none.
func shareText(v float64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// readShare reads a share of 0 to 1, with a comma or a point; "" is none.
func readShare(s string) (float64, bool) {
	if s == "" {
		return 0, true
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, err == nil && v >= 0 && v <= 1
}

func (b *themeForm) hints(m *model) {
	w := m.words
	b.asked = false
	for _, f := range b.fields {
		f.note, f.bad = "", false
	}
	b.aliases[0].note = w.ThemeAliasHint
	b.threshold.note = w.ThemeThresholdHint
	b.trust.note = w.ThemeTrustHint
}

func (b *themeForm) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.drop(b)
	case "enter":
		return b.keep(m)
	default:
		if b.form.press(k) != nil {
			b.hints(m)
		}
	}
	return nil
}

func (b *themeForm) paste(m *model, s string) tea.Cmd {
	b.pasted(s)
	b.hints(m)
	return nil
}

// keep has the theme kept; when something is wrong it is marked and nothing is.
func (b *themeForm) keep(m *model) tea.Cmd {
	if b.asked && m.works.running != nil {
		return nil
	}
	if wrong, note := b.fault(m); wrong != nil {
		wrong.note, wrong.bad = note, true
		b.focus(wrong)
		return nil
	}
	b.asked = true
	set := b.made()
	return m.editTheme(b.was.ID, set)
}

// fault is the field that is wrong, and why.
func (b *themeForm) fault(m *model) (*field, string) {
	w := m.words
	for _, f := range b.labels {
		if f.edited() && f.value() != "" && !strings.ContainsFunc(f.value(), unicode.IsLetter) {
			return f, w.TagBadName
		}
	}
	if s := b.short.value(); s != "" && !isShort(s) {
		return b.short, w.ThemeShortBad
	}
	for _, f := range []*field{b.threshold, b.trust} {
		if _, ok := readShare(f.value()); !ok {
			return f, w.ThemeShareBad
		}
	}
	if s := b.iptc.value(); strings.Trim(s, "0123456789") != "" || s != "" && len(s) != 8 {
		return b.iptc, w.ThemeIPTCBad
	}
	return nil, ""
}

// isShort reports whether a code has two to four letters or digits.
func isShort(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 4 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// made is the edit that the fields come to: only what was changed in them.
func (b *themeForm) made() func(t *feed.Theme) {
	var edits []func(t *feed.Theme)
	for i, lang := range Languages {
		if f := b.labels[i]; f.edited() {
			s := text.Line(f.value())
			edits = append(edits, func(t *feed.Theme) { setOrDrop(t.Labels, lang, s, s == "") })
		}
		if f := b.aliases[i]; f.edited() {
			names := namesIn(f.value())
			edits = append(edits, func(t *feed.Theme) { setOrDrop(t.Aliases, lang, names, len(names) == 0) })
		}
	}
	if b.short.edited() {
		s := b.short.value()
		edits = append(edits, func(t *feed.Theme) { t.Short = s })
	}
	if b.iptc.edited() {
		s := b.iptc.value()
		edits = append(edits, func(t *feed.Theme) { t.IPTC = s })
	}
	if b.threshold.edited() {
		v, _ := readShare(b.threshold.value())
		edits = append(edits, func(t *feed.Theme) { t.Threshold = v })
	}
	if b.trust.edited() {
		v, _ := readShare(b.trust.value())
		edits = append(edits, func(t *feed.Theme) { t.Trust = v })
	}
	pin, colour, archived, was := b.pin.chosen, b.colour.chosen+1, b.archive.on, b.was
	return func(t *feed.Theme) {
		if pin != was.Pin {
			t.Pin = pin
		}
		if colour != was.Colour && (was.Colour > 0 || colour > 1) {
			t.Colour = colour
		}
		if archived != was.Archived {
			t.Archived = archived
		}
		for _, edit := range edits {
			edit(t)
		}
	}
}

func setOrDrop[V any](m map[string]V, key string, v V, drop bool) {
	if drop {
		delete(m, key)
		return
	}
	m[key] = v
}

// namesIn reads names with semicolons between them, each once.
func namesIn(s string) []string {
	var out []string
	for _, p := range strings.Split(s, ";") {
		if p = text.Line(p); p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// update closes the form once the theme is kept.
func (b *themeForm) update(m *model, msg tea.Msg) tea.Cmd {
	if c, ok := msg.(changedMsg); ok && c.what == "theme" && b.asked {
		m.drop(b)
	}
	return nil
}

func (b *themeForm) view(m *model, w, h int) []string {
	n := min(w, 78) - 4
	return m.boxed(m.words.EditThemeTitle(theme.Label(b.was, m.words.Lang)), m.words.SaveFooter, n, b.lines(m, n, max(1, h-2)))
}
