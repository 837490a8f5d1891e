package ui

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// The grounds that terminals usually have; the palette must be legible on each.
var (
	darkGrounds  = [][3]float64{{0, 0, 0}, {0x14, 0x16, 0x1a}, {0x28, 0x2c, 0x34}}
	lightGrounds = [][3]float64{{255, 255, 255}, {0xfd, 0xf6, 0xe3}, {0xf0, 0xf0, 0xf0}}
)

// indexed returns the colour of a palette index from 16 on, as xterm has it.
func indexed(t *testing.T, i int) [3]float64 {
	t.Helper()
	if i < 16 || i > 255 {
		t.Fatalf("colour %d is not fixed: a terminal may draw it in any way", i)
	}
	if i >= 232 {
		v := float64(8 + 10*(i-232))
		return [3]float64{v, v, v}
	}
	level := [6]float64{0, 95, 135, 175, 215, 255}
	i -= 16
	return [3]float64{level[i/36], level[i/6%6], level[i%6]}
}

// contrast is the ratio of WCAG 2.
func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(c [3]float64) float64 {
	var l [3]float64
	for i, v := range c {
		if v /= 255; v <= .03928 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+.055)/1.055, 2.4)
		}
	}
	return .2126*l[0] + .7152*l[1] + .0722*l[2]
}

func TestEveryRoleIsLegible(t *testing.T) {
	for name, c := range map[string]struct {
		p       palette
		grounds [][3]float64
	}{"dark": {darkPalette, darkGrounds}, "light": {lightPalette, lightGrounds}} {
		roles := append([]role{c.p.muted, c.p.accent, c.p.theme, c.p.suggestion, c.p.warning, c.p.good, c.p.cursor,
			c.p.match, c.p.current}, c.p.themes[:]...)
		for _, r := range roles {
			grounds := c.grounds
			if r.bg != own {
				grounds = [][3]float64{indexed(t, r.bg)}
			}
			for _, g := range grounds {
				if got := contrast(indexed(t, r.fg), g); got < 4.5 {
					t.Errorf("%s: colour %d has contrast %.1f on %v, want 4.5", name, r.fg, got, g)
				}
			}
		}
	}
}

// TestColourIsNeverAlone: what a colour tells in dark and light must be told
// without colours too, by the ink or by a glyph.
func TestColourIsNeverAlone(t *testing.T) {
	st := newStyles("none", true, false)
	for name, i := range map[string]ink{"suggestion": st.suggestion, "warning": st.warning, "cursor": st.cursor,
		"match": st.match, "current match": st.current, "unread": st.unread, "focus": st.borderFocus} {
		if i.On == "" {
			t.Errorf("%s cannot be told from other text without colours", name)
		}
		if strings.Contains(i.On, "38;") || strings.Contains(i.On, "48;") {
			t.Errorf("%s has a colour in the set without colours", name)
		}
	}
	if st.match == st.current {
		t.Error("the present match looks as the others")
	}
}

func TestStylesFollowTheGround(t *testing.T) {
	for _, c := range []struct {
		set  string
		dark bool
		want string
	}{{"auto", true, "dark"}, {"auto", false, "light"}, {"", false, "light"}, {"dark", false, "dark"},
		{"light", true, "light"}, {"contrast", true, "contrast"}, {"none", false, "none"}} {
		if got := newStyles(c.set, c.dark, false).set; got != c.want {
			t.Errorf("colours %q on dark=%v: %s, want %s", c.set, c.dark, got, c.want)
		}
	}
}

func TestInksNest(t *testing.T) {
	st := newStyles("dark", true, false)
	got := st.bold.Of("a" + st.accent.Of("b") + "c")
	if want := "\x1b[1ma\x1b[38;5;117mb\x1b[39mc\x1b[22m"; got != want {
		t.Errorf("nested inks: %q, want %q", got, want)
	}
}

func TestGlyphsAreOneCellWide(t *testing.T) {
	for _, g := range []glyphs{unicodeGlyphs, asciiGlyphs} {
		for _, s := range []string{g.bar, g.unread, g.star, g.selected, g.warning, g.ellipsis, g.dot, g.arrow, g.up, g.horizontal, g.vertical, g.topLeft, g.topRight, g.bottomLeft,
			g.bottomRight, g.child, g.tick} {
			if ansi.StringWidth(s) != 1 {
				t.Errorf("glyph %q is %d cells wide", s, ansi.StringWidth(s))
			}
		}
	}
	for _, s := range []string{asciiGlyphs.bar, asciiGlyphs.vertical, newStylesASCII("· — … “é”")} {
		for _, r := range s {
			if r > 127 && r != 'é' {
				t.Errorf("%q has %q on an ASCII terminal", s, r)
			}
		}
	}
}

func newStylesASCII(s string) string {
	st := newStyles("none", true, true)
	return st.chrome(s)
}
