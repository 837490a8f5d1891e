package main

import (
	"errors"
	"strings"
	"testing"
	"time"
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

// TestFetchSettings: numbers, durations, lists and the tables of names and
// passwords are checked as all else is, and no password is repeated.
func TestFetchSettings(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"[fetch]\nconnections = 65\n", `c.toml:2:1: "connections" takes a number from 1 to 64`},
		{"[fetch]\nper_host = 0\n", `"per_host" takes a number from 1 to 64`},
		{"[fetch]\nkeep = -1\n", `"keep" takes a number from 0 to 36500`},
		{"[fetch]\nhost_gap = 1\n", `"host_gap" takes a word in quotes`},
		{"[fetch]\nhost_gap = \"soon\"\n", `c.toml:2:1: "host_gap" takes a time from 0s to 1h, as 90s, 30m, 2h or 3d`},
		{"[fetch]\ntimeout = \"-1s\"\n", `"timeout" takes a time from 1s to 10m`},
		{"[fetch]\ninterval = \"\"\n", `"interval" takes a time from 1m to 30d`},
		{"[fetch]\nevery = \"5s\"\n", `"every" takes a time from 1m to 30d, as 90s, 30m, 2h or 3d, or ""`},
		{"[fetch]\nfull_text = \"allways\"\n", `did you mean "always"?`},
		{"[fetch]\nprivate = \"10.0.0.0/8\"\n", `"private" takes a list of networks`},
		{"[fetch]\nprivate = [\"home\"]\n", `"private" takes a list of networks`},
		{"[fetch]\nprivate = [1]\n", `"private" takes a list of networks`},
		{"[auth]\nuser = \"x\"\n", `c.toml:2:1: [auth] takes a table for each host`},
		{"[auth.\"https://x.example\"]\nuser = \"x\"\n", `c.toml:1:2: the name of an [auth] table is a host alone`},
		{"[auth.\"x.example\"]\npassword_file = \"f\"\n", `[auth."x.example"] needs user`},
		{"[auth.\"x.example\"]\nuser = \"u\"\n", `[auth."x.example"] needs password_command or password_file`},
		{"[auth.\"x.example\"]\nuser = \"u\"\npassword_file = \"f\"\npassword_command = \"c\"\n", `leave one out`},
		{"[auth.\"x.example\"]\nuser = \"u\"\npassword = \"geheim77\"\n", `c.toml:3:1: a password does not stand in the settings`},
		{"[auth.\"x.example\"]\nuser = \"u\"\npasword_file = \"f\"\n", `did you mean "password_file"?`},
		{"[auth.\"x.example\"]\nuser = 3\n", `"user" takes a word in quotes`},
		{"[auth.\"x.example\"]\nuser = \"u\"\npassword_command = []\n", `"password_command" takes a command or its words`},
		{"[auth.\"x.example\"]\nuser = \"u\"\npassword_command = \"sh -c 'x\"\n", `"password_command" takes a command or its words`},
		{"[auth.\"x.example\"]\nuser = \"u\"\npassword_command = [\"a\", 3]\n", `"password_command" takes a command or its words`},
		{"[auth.\"x.example\"]\n", `[auth."x.example"] needs user`},
		{"[auth.\"x.example\".deep]\nuser = \"u\"\n", `there is no table [auth.x.example.deep]`},
		{"[[auth.\"x.example\"]]\nuser = \"u\"\n", `is a list of tables`},
		{"auth = 3\n", `[auth] takes a table for each host`},
		{"[auth]\nx = { user = \"u\", password_flie = \"f\" }\n", `c.toml:2:19: there is no key "password_flie" in [auth."x"]`},
	} {
		_, err := parseSettings("c.toml", []byte(c.in))
		var u *usageError
		if !errors.As(err, &u) || !strings.Contains(u.what, c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.in, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "geheim77") {
			t.Errorf("%q: the password is repeated: %v", c.in, err)
		}
	}
	s, err := parseSettings("c.toml", []byte("[fetch]\nhost_gap = \"0s\"\ninterval = \"2d\"\nprivate = [\"10.0.0.0/8\", \"::1\"]\n"+
		"[auth.\"a.example\"]\nuser = \"u\"\npassword_command = [\"echo\", \"geheim77\"]\n[auth]\n\"b.example:8443\" = { user = \"v\", password_command = \"sh -c 'pass show b | head -1'\" }\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := spanOf(s.Fetch.Interval); got != 48*time.Hour || spanOf(s.Fetch.HostGap) != 0 {
		t.Errorf("interval %s", got)
	}
	b := s.Auth["b.example:8443"]
	if words := b.words(); len(words) != 3 || words[2] != "pass show b | head -1" {
		t.Errorf("words %q", words)
	}
	shown, err := s.text()
	if err != nil || strings.Contains(shown, "geheim77") || strings.Contains(shown, "pass show") || !strings.Contains(shown, "'echo …'") {
		t.Errorf("%v: shown as\n%s", err, shown)
	}
	if a := s.Auth["a.example"]; len(a.words()) != 2 {
		t.Errorf("showing has changed the settings: %q", a.words())
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
