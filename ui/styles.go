package ui

import (
	"strconv"
	"strings"

	"veille/ui/term"
)

// ink is how a role of text is written. Colours are indices of the 256 fixed
// ones; Bubble Tea reduces them to what the terminal has.
type ink = term.Ink

// role is what an ink is made of.
type role struct {
	fg, bg                           int
	bold, italic, underline, reverse bool
}

// own is the terminal's own colour; black is 16, so 0 is free to mean it.
const own = 0

func (r role) ink() ink {
	var on, off []string
	add := func(is bool, start, end string) {
		if is {
			on, off = append(on, start), append(off, end)
		}
	}
	add(r.bold, "1", "22")
	add(r.italic, "3", "23")
	add(r.underline, "4", "24")
	add(r.reverse, "7", "27")
	add(r.fg != own, "38;5;"+strconv.Itoa(r.fg), "39")
	add(r.bg != own, "48;5;"+strconv.Itoa(r.bg), "49")
	if len(on) == 0 {
		return ink{}
	}
	return ink{On: "\x1b[" + strings.Join(on, ";") + "m", Off: "\x1b[" + strings.Join(off, ";") + "m"}
}

// palette is the colours of one ground. No meaning is told by colour alone:
// unread is also bold and has a dot, a suggestion has "?" and italics, an error
// "!" or "⚠", the focus a solid bar, a match underline or reverse.
type palette struct {
	muted, accent, theme, suggestion, warning, good role
	cursor                                          role // the row under the cursor
	match, current                                  role // places found
	found                                           role // in a row, also under the cursor
	highlight                                       role // a passage that the user keeps
	themes                                          [12]role
}

var darkPalette = palette{
	muted: role{fg: 246}, accent: role{fg: 117}, theme: role{fg: 114}, suggestion: role{fg: 215, italic: true},
	warning: role{fg: 210}, good: role{fg: 114}, cursor: role{fg: 231, bg: 24},
	match: role{fg: 230, bg: 58, underline: true}, current: role{fg: 16, bg: 222, bold: true, underline: true},
	found: role{fg: 222, underline: true}, highlight: role{fg: 231, bg: 23},
	themes: hues(114, 117, 215, 183, 222, 210, 159, 150, 180, 218, 146, 187),
}

var lightPalette = palette{
	muted: role{fg: 241}, accent: role{fg: 25}, theme: role{fg: 22}, suggestion: role{fg: 94, italic: true},
	warning: role{fg: 124}, good: role{fg: 22}, cursor: role{fg: 16, bg: 153},
	match: role{fg: 16, bg: 229, underline: true}, current: role{fg: 231, bg: 25, bold: true, underline: true},
	found: role{fg: 54, underline: true}, highlight: role{fg: 16, bg: 194},
	themes: hues(22, 25, 94, 54, 58, 124, 23, 19, 52, 125, 60, 88),
}

// plainPalette serves both the high contrast set and the one without colours:
// the terminal's own two colours, bold, underline and reverse.
var plainPalette = palette{
	suggestion: role{italic: true}, warning: role{bold: true}, cursor: role{reverse: true},
	match: role{bold: true, underline: true}, current: role{reverse: true, bold: true},
	found: role{bold: true, underline: true}, highlight: role{underline: true},
}

func hues(fg ...int) (out [12]role) {
	for i := range out {
		out[i] = role{fg: fg[i]}
	}
	return out
}

// styles are the inks and glyphs of one set of colours, made once per set.
type styles struct {
	set  string // dark, light, contrast or none
	dark bool

	muted, accent, theme, suggestion, warning, good ink
	cursor, match, current, found                   ink
	evidence                                        ink  // what speaks for a theme
	highlight, chosen                               ink  // passages kept, and the one that is being chosen
	bracket                                         bool // matches stand in brackets besides
	bold, italic, reverse                           ink
	title, unread, border, borderFocus              ink
	themes                                          [12]ink
	glyph                                           glyphs
}

// newStyles makes the styles of a set: auto, light, dark, contrast or none.
// dark is the terminal's background, which counts for auto alone.
func newStyles(set string, dark, ascii bool) styles {
	p := plainPalette
	switch {
	case set == "light" || (set != "dark" && set != "contrast" && set != "none" && !dark):
		p, set, dark = lightPalette, "light", false
	case set != "contrast" && set != "none":
		p, set, dark = darkPalette, "dark", true
	}
	bold, evidence := role{bold: true}, p.suggestion
	evidence.underline, evidence.italic = true, false
	st := styles{
		set: set, dark: dark,
		muted: p.muted.ink(), accent: p.accent.ink(), theme: p.theme.ink(), suggestion: p.suggestion.ink(),
		warning: p.warning.ink(), good: p.good.ink(),
		cursor: p.cursor.ink(), match: p.match.ink(), current: p.current.ink(), found: p.found.ink(), evidence: evidence.ink(),
		highlight: p.highlight.ink(), chosen: role{reverse: true}.ink(),
		bracket: set == "none" || ascii,
		bold:    bold.ink(), italic: role{italic: true}.ink(),
		reverse: role{reverse: true}.ink(),
		title:   bold.ink(), unread: bold.ink(), border: p.muted.ink(), borderFocus: p.accent.ink(),
		glyph: unicodeGlyphs,
	}
	if set == "contrast" || set == "none" {
		st.borderFocus = bold.ink()
	}
	for i := range st.themes {
		st.themes[i] = p.themes[i].ink()
	}
	if ascii {
		st.glyph = asciiGlyphs
	}
	return st
}

// themeInk is the ink of a theme's colour role, 1 to 12.
func (s *styles) themeInk(colour int) ink {
	if colour < 1 || colour > len(s.themes) {
		return s.theme
	}
	return s.themes[colour-1]
}

// glyphs are the characters of the chrome, each one cell wide. Article text is
// never changed by them.
type glyphs struct {
	bar, unread, star, selected, warning       string
	ellipsis, dot, arrow, up, child, tick      string
	paused, open, refresh, cross               string
	full, empty                                string // of a bar of progress
	horizontal, vertical                       string
	topLeft, topRight, bottomLeft, bottomRight string
}

var unicodeGlyphs = glyphs{
	bar: "▌", unread: "●", star: "★", selected: "✓", warning: "⚠", ellipsis: "…", dot: "·", arrow: "▸", up: "↑", child: "└",
	tick: "✓", paused: "‖", open: "▾", refresh: "↻", cross: "✗", full: "█", empty: "░", horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
}

var asciiGlyphs = glyphs{
	bar: ">", unread: "*", star: "+", selected: "x", warning: "!", ellipsis: "~", dot: "-", arrow: ">", up: "^", child: "`",
	tick: "*", paused: "=", open: "v", refresh: "@", cross: "!", full: "#", empty: ".", horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
}

// plain replaces in chrome, not in article text, what an ASCII terminal lacks.
var plain = strings.NewReplacer("·", "-", "—", "-", "–", "-", "…", "...", "“", `"`, "”", `"`, "«", `"`, "»", `"`,
	"’", "'", "×", "x", "↑", "^", "↓", "v", "←", "<", "→", ">", "\u00a0", " ", "\u202f", " ", "✓", "*", "⚠", "!", "↻", "@", "✗", "!", "≥", ">=")

// chrome writes words of the interface with the characters the terminal has.
func (s *styles) chrome(text string) string {
	if s.glyph.vertical == "|" {
		return plain.Replace(text)
	}
	return text
}
