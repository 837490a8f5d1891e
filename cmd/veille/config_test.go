package main

import (
	"errors"
	"strings"
	"testing"
)

func TestParseSettings(t *testing.T) {
	s, err := parseSettings("c.toml", []byte("\ufeff[ui]\r\nlang = \"fr\"\r\nmouse = true\r\n\r\n[reader]\nwidth = 68\n[keys]\nnext-unread = [\"n\", \"ctrl+n\"]\nstar = \"*\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	b := s.bindings()
	if s.UI.Lang != "fr" || !s.UI.Mouse || s.Reader.Width != 68 || s.Reader.MarkRead != "dwell" || len(b["next-unread"]) != 2 || len(b["star"]) != 1 {
		t.Errorf("got %+v, %v", s, b)
	}
	if s, err = parseSettings("c.toml", []byte(`ui = { lang = "vi" }`+"\nexport.excel = true\n")); err != nil || s.UI.Lang != "vi" || !s.Export.Excel {
		t.Errorf("inline: %+v, %v", s, err)
	}
	if s, err = parseSettings("c.toml", nil); err != nil || s.UI.Colors != "auto" || !s.Export.Contents {
		t.Errorf("empty: %+v, %v", s, err)
	}
}

// TestSettingsFaults: each fault is told with its line, its column and, where
// one is near, what was probably meant.
func TestSettingsFaults(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"[ui]\nlang = \"fr\"\ncolor = \"dark\"\n", `c.toml:3:1: there is no key "color" in [ui]: did you mean "colors"?`},
		{"[ui]\nlang = \"de\"\n", `c.toml:2:1: "lang" cannot be "de": choose one of en, fr, vi`},
		{"[ui]\ncolors = \"darc\"\n", `did you mean "dark"?`},
		{"[ui]\nmouse = \"yes\"\n", `c.toml:2:1: "mouse" takes true or false`},
		{"[ui]\nmouse = 1\n", `"mouse" takes true or false`},
		{"[reader]\n  width = \"72\"\n", `c.toml:2:3: "width" takes a number from 20 to 200, or 0`},
		{"[reader]\nwidth = 7\n", `takes a number from 20 to 200`},
		{"[reader]\nwidth = 7.5\n", `takes a number from 20 to 200`},
		{"[reader]\nwidth = 99999999999999999999\n", `c.toml:2:`},
		{"[raeder]\nwidth = 7\n", `c.toml:1:2: there is no table [raeder]: did you mean "reader"?`},
		{"[ui.x]\na = 1\n", `there is no table [ui.x]`},
		{"[[ui]]\nlang = \"fr\"\n", `[[ui]] is a list of tables`},
		{"lang = \"fr\"\n", `c.toml:1:1: there is no key "lang" outside tables; it belongs under [ui]`},
		{"ui = 3\n", `"ui" is a table`},
		{"[ui]\nlang = { a = 1 }\n", `"lang" takes a word in quotes`},
		{"[ui]\nlang.x = \"fr\"\n", `there is no key "lang.x" in [ui]`},
		{"[keys]\nstar = 3\n", `c.toml:2:1: "star" takes a key or a list of keys`},
		{"[keys]\nstar = [1]\n", `takes a key or a list`},
		{"[keys]\nstra = \"*\"\n", `c.toml:2:1: `},
		{"[keys]\nstar = \"*\"\nundo = \"*\"\n", `c.toml:3:1: `},
		{"[ui]\nlang = \"fr\"\nlang = \"vi\"\n", `c.toml:3:1`},
		{"[ui]\nlang = fr\n", `c.toml:2:`},
		{"[ui\n", `c.toml:1:`},
		{"[ui]\nlang = \"f\x00r\"\n", `c.toml:2:`},
		{"[ui]\nlang = \"$(id)\"\n", `cannot be "$(id)"`},
		{"[export]\nformat = \"htlm\"\n", `did you mean "html"?`},
	} {
		_, err := parseSettings("c.toml", []byte(c.in))
		var u *usageError
		if !errors.As(err, &u) || !strings.Contains(u.what, c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.in, err, c.want)
		}
	}
}

// TestSettingsAllFaults: all faults of a file are told at once.
func TestSettingsAllFaults(t *testing.T) {
	_, err := parseSettings("c.toml", []byte("[ui]\nlang = \"de\"\nmouse = 1\n[reader]\nwith = 3\n"))
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v, want three lines", err)
	}
}

func TestSettingsText(t *testing.T) {
	s := usualSettings()
	text, err := s.text()
	if err != nil {
		t.Fatal(err)
	}
	back, err := parseSettings("shown", []byte(text))
	if err != nil {
		t.Fatalf("what config show prints is not read back: %v\n%s", err, text)
	}
	if again, err := back.text(); err != nil || again != text {
		t.Errorf("%v\n%s\nis not\n%s", err, again, text)
	}
	template, err := settingsTemplate()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parseSettings("template", []byte(template)); err != nil {
		t.Errorf("the template is not read back: %v\n%s", err, template)
	}
	if !strings.Contains(template, "# mark_read = 'dwell'") {
		t.Errorf("the template does not show the usual values:\n%s", template)
	}
}

func FuzzSettings(f *testing.F) {
	f.Add([]byte("[ui]\nlang = \"fr\"\n"))
	f.Add([]byte("ui = { lang = { x = [1, {y = 2}] } }\n[keys]\n\"a b\" = ['x']\n"))
	f.Add([]byte("[[keys]]\n[ui.lang]\na.b.c = 1979-05-27\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := parseSettings("c.toml", b)
		if err != nil {
			var u *usageError
			if !errors.As(err, &u) || u.what == "" {
				t.Errorf("%q: %v is no usage error", b, err)
			}
			return
		}
		if s.Reader.Width != 0 && (s.Reader.Width < 20 || s.Reader.Width > 200) {
			t.Errorf("%q: width %d", b, s.Reader.Width)
		}
	})
}
