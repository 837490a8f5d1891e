package refresh

import (
	"errors"
	"strings"
	"testing"

	"veille/feed"
)

const someRules = `# of a test
[press.example]
full   = always
select = article .text
select = #main
strip  = .share, .more   

[press.example/live]
full=never
[deep.press.example]
full = short
`

func TestRulesOf(t *testing.T) {
	r, err := ParseRules("mine", someRules)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		address, host, path string
	}{
		{"https://press.example/a", "press.example", ""},
		{"https://www.PRESS.example:8443/a?b", "press.example", ""},
		{"https://press.example/live", "press.example", "/live"},
		{"https://press.example/live/3", "press.example", "/live"},
		{"https://press.example/lively", "press.example", ""},
		{"https://deep.press.example/live", "deep.press.example", ""},
		{"https://xpress.example/", "", ""},
		{"https://example/", "", ""},
		{"mailto:a@press.example", "", ""},
		{"", "", ""},
	} {
		if got := r.Of(c.address); got.Host != c.host || got.Path != c.path {
			t.Errorf("%s: rule of %q%q, want %q%q", c.address, got.Host, got.Path, c.host, c.path)
		}
	}
	got := r.Of("https://press.example/")
	if strings.Join(got.Select, "|") != "article .text|#main" || strings.Join(got.Strip, "|") != ".share, .more" {
		t.Errorf("selectors: %q, %q", got.Select, got.Strip)
	}
	if got.Full == nil || *got.Full != feed.FullTextAlways {
		t.Errorf("full: %v", got.Full)
	}
}

func TestRulesWith(t *testing.T) {
	own, err := ParseRules("mine", "[youtube.com]\nfull = always\n")
	if err != nil {
		t.Fatal(err)
	}
	r := DefaultRules().With(own)
	if got := r.Of("https://www.youtube.com/watch"); *got.Full != feed.FullTextAlways {
		t.Errorf("the user's rule does not count: %+v", got)
	}
	if got := r.Of("https://vimeo.com/1"); got.Full == nil || *got.Full != feed.FullTextNever {
		t.Errorf("the embedded rule is gone: %+v", got)
	}
	if got := DefaultRules().Of("https://www.youtube.com/watch"); *got.Full != feed.FullTextNever {
		t.Errorf("the embedded rule was changed: %+v", got)
	}
	if got := DefaultRules().With(nil).Of("https://vimeo.com/1"); got.Full == nil {
		t.Error("nothing left without rules of the user's own")
	}
}

func TestRulesFaults(t *testing.T) {
	for _, c := range []struct {
		in           string
		line, column int
		say          string
	}{
		{"full = never", 1, 1, "must come first"},
		{"\n\n[a.example\n", 3, 11, "] is missing"},
		{"[]", 1, 2, "want a host"},
		{"[http://a.example]", 1, 2, "want a host"},
		{"[a.example?x]", 1, 2, "want a host"},
		{"[a b]", 1, 2, "want a host"},
		{"[a.example]\n  [A.example.]", 2, 4, "already"},
		{"[a.example]\nfull = sometimes", 2, 8, "never, short or always"},
		{"[a.example]\nfull = never\n full = never", 3, 2, "said before"},
		{"[a.example]\nfull never", 2, 1, "NAME = VALUE"},
		{"[a.example]\nstrip =", 2, 8, "nothing stands"},
		{"[a.example]\ntitle = h1", 2, 1, "unknown setting"},
		{"[a.example]\nselect = \x1b[2J", 2, 1, "control"},
		{"[a.example]\nselect = \xff", 2, 1, "UTF-8"},
		{strings.Repeat("#\n", maxRulesBytes), 1, 1, "KiB"},
	} {
		_, err := ParseRules("mine", c.in)
		var e *RuleError
		if !errors.As(err, &e) || !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%.40q: error %v", c.in, err)
			continue
		}
		if e.Line != c.line || e.Column != c.column || !strings.Contains(e.Message, c.say) {
			t.Errorf("%.40q: %v, want %d:%d … %s", c.in, err, c.line, c.column, c.say)
		}
	}
}

func FuzzParseRules(f *testing.F) {
	f.Add(someRules)
	f.Add(embeddedRules)
	f.Add("\ufeff[a.example/x/]\r\nfull = short\r\nselect=\u00a0")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRules("f", s)
		if err != nil {
			var e *RuleError
			if !errors.As(err, &e) || e.Line < 1 || e.Column < 1 || strings.ContainsAny(e.Error(), "\x1b\n") {
				t.Fatalf("error %q", err)
			}
			return
		}
		for host, list := range r.hosts {
			for _, k := range list {
				got := r.Of("https://" + host + k.Path)
				if got.Host != host || got.Path != k.Path {
					t.Fatalf("rule of %q%q is not found: %q%q", host, k.Path, got.Host, got.Path)
				}
				for _, sel := range append(k.Select, k.Strip...) {
					if strings.TrimSpace(sel) == "" {
						t.Fatalf("empty selector in %q", s)
					}
				}
			}
		}
	})
}
