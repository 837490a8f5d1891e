package review

import (
	"errors"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

func TestBuiltin(t *testing.T) {
	for lang, first := range map[string]string{"en": "Front page", "fr": "À la une", "vi": "Tin nổi bật", "eo": "Front page"} {
		tmpl, b := Builtin("x", lang)
		if tmpl.Sections[0].Title != first || len(tmpl.Sections) != 4 || tmpl.Name != "x" || len(b) == 0 || !tmpl.Sections[0].OneVersion {
			t.Errorf("%s: %+v", lang, tmpl)
		}
	}
}

func TestParse(t *testing.T) {
	tmpl, err := Parse("Matin", []byte("\ufefftitle = 'Semaine {week}, {date} {time} ({since})'\nlang='fr'\nformat='md'\n[[section]]\ntitle='Un'\nquery='tag:ports limit:5 sort:words'\ndepth='full'\none_version=true\n[[section]]\ntitle='Deux'\nquery='lang:fr'\norder='source'\nlimit=3\nsince='any'\n"))
	if err != nil {
		t.Fatal(err)
	}
	one, two := tmpl.Sections[0], tmpl.Sections[1]
	if one.Sort != query.ByWords || one.Limit != 5 || one.Depth != "full" || !one.OneVersion || two.Sort != query.BySource || two.Limit != 3 || !two.Any || two.OneVersion {
		t.Errorf("%+v", tmpl.Sections)
	}
	got := tmpl.Heading("fr", time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 5, 8, 50, 0, 0, time.UTC))
	if got != "Semaine 10, 5 mars 2026 08:50 (1er mars 2026)" {
		t.Errorf("heading is %q", got)
	}
}

func TestParseFaults(t *testing.T) {
	const section = "[[section]]\ntitle='A'\nquery='is:starred'\n"
	for in, want := range map[string]string{
		"":                                       "no [[section]]",
		"titel='x'\n" + section:                  "line 1, column 1: there is no key titel, did you mean title?",
		section + "qery='x'\n":                   "no key section.qery, did you mean query?",
		"lang='de'\n" + section:                  `lang is "de"`,
		"format='htm'\n" + section:               "did you mean html?",
		"depth='leed'\n" + section:               "did you mean lead?",
		"title='{dat}'\n" + section:              "there is no {dat}, only {date}",
		"title='{'\n" + section:                  "not closed",
		section + section:                        "section 2: another stands there",
		section + "order='newst'\n":              "did you mean newest?",
		section + "each='pined'\n":               "did you mean pinned?",
		section + "since='lats'\n":               "did you mean last?",
		section + "limit=-1\n":                   "limit is -1",
		"[[section]]\nquery='is:starred'\n":      "it has no title",
		"[[section]]\ntitle='A'\n":               "it has no query",
		"[[section]]\ntitle='A'\nquery='is:x'\n": "section 1: query: ",
		"title='a\n":                             "line 1",
		"[[section]]\ntitle=5\n":                 "does not take a value of the kind integer",
		strings.Repeat("[[section]]\neach='theme'\nquery='a'\n", 300): "300 sections",
		strings.Repeat("#", MaxFile+1):                                "larger than 1 MiB",
	} {
		_, err := Parse("x", []byte(in))
		if !errors.Is(err, feed.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", in, err, want)
		}
	}
}

// FuzzParse reads templates of anybody: none may crash, and one that is taken holds
// only what can be asked for.
func FuzzParse(f *testing.F) {
	for _, lang := range []string{"en", "fr", "vi"} {
		_, b := Builtin("x", lang)
		f.Add(b)
	}
	f.Add([]byte("[[section]]\neach='theme'\n"))
	f.Add([]byte("title=\"\\u0000{date}\"\n[section]\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		tmpl, err := Parse("x", b)
		if err != nil {
			if !errors.Is(err, feed.ErrInvalid) || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("error is %q", err)
			}
			return
		}
		if strings.ContainsAny(tmpl.Heading("vi", time.Time{}, time.Unix(0, 0)), "\n\x1b") {
			t.Errorf("heading of %q", tmpl.Title)
		}
		for _, p := range spread(tmpl.Sections, []feed.Theme{themed("ports", 1)}, "en") {
			if _, err := query.Parse(p.Query); err != nil || p.Title == "" || p.Limit < 0 {
				t.Errorf("section %+v: %v", p, err)
			}
		}
	})
}
