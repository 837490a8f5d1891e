package text

import (
	"net/url"
	"strings"
	"testing"
)

func TestSafeURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org":                             "https://example.org",
		" HTTP://Example.ORG/A b?q=é#ç ":                  "http://example.org/A%20b?q=%C3%A9#%C3%A7",
		"https://example.org/a\n\tb":                      "https://example.org/ab",
		"https://example.org/a\u202eb\x1b[0m":             "https://example.org/ab",
		"https://bank.example@evil.example/x":             "https://evil.example/x",
		"https://u:p@example.org:8443/":                   "https://example.org:8443/",
		"https://exämple.org/":                            "https://xn--exmple-cua.org/",
		"https://еxample.org/":                            "https://xn--xample-2of.org/",
		"https://under_score.example.org/":                "https://under_score.example.org/",
		"https://[2001:DB8::1]:80/x":                      "https://[2001:db8::1]:80/x",
		"https://example.org/100%/%zz/%c3%a9":             "https://example.org/100%25/%25zz/%c3%a9",
		"https://example.org/a\\b\"<>`{}|^":               "https://example.org/a%5Cb%22%3C%3E%60%7B%7D%7C%5E",
		"https://example.org?x=1":                         "https://example.org?x=1",
		"javascript:alert(1)":                             "",
		"java\nscript:alert(1)":                           "",
		"file:///etc/passwd":                              "",
		"data:text/html,x":                                "",
		"//example.org/x":                                 "",
		"example.org/x":                                   "",
		"https://":                                        "",
		"https:///x":                                      "",
		"https:\\\\example.org":                           "",
		"https://example.org\\@evil.example":              "",
		"https://exa mple.org/":                           "",
		"https://example.org:99999999/":                   "",
		"https://example.org:8a/":                         "",
		"https://[::1":                                    "",
		"https://[::1]x":                                  "",
		"https://[1.2.3.4]/":                              "",
		"https://a..b/":                                   "",
		"ftp://example.org/":                              "",
		"mailto:a@example.org":                            "",
		"":                                                "",
		"https://example.org/" + strings.Repeat("é", 400): "",
	} {
		if got, ok := SafeURL(in); got != want || ok != (want != "") {
			t.Errorf("SafeURL(%q)\n got %q, %v\nwant %q", in, got, ok, want)
		}
	}
	for in, want := range map[string]string{
		"mailto:desk@example.org?subject=a b": "mailto:desk@example.org?subject=a%20b",
		"MAILTO:desk@example.org":             "mailto:desk@example.org",
		"https://example.org/":                "https://example.org/",
		"mailto:":                             "",
		"tel:+33":                             "",
	} {
		if got, ok := SafeLink(in); got != want || ok != (want != "") {
			t.Errorf("SafeLink(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://News.Example.:443/Path/?utm_source=x&id=7&fbclid=y#top": "https://news.example/Path/?id=7",
		"http://news.example:80":                       "http://news.example/",
		"http://news.example:8080/":                    "http://news.example:8080/",
		"https://news.example/a/./b/../c":              "https://news.example/a/c",
		"https://news.example/a/..":                    "https://news.example/",
		"https://news.example/%7euser/%c3%a9?q=%2f%41": "https://news.example/~user/%C3%A9?q=%2FA",
		"https://news.example/?":                       "https://news.example/",
		"https://news.example/#!/item/12":              "https://news.example/#!/item/12",
		"https://m.news.example/x/amp":                 "https://m.news.example/x/amp",
		"https://news.example/?ref=1&UTM_MEDIUM=a&b=2": "https://news.example/?ref=1&b=2",
		"news.example":                                 "",
	} {
		if got := Canonical(in); got != want {
			t.Errorf("Canonical(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestAddressKey(t *testing.T) {
	for _, same := range [][]string{
		{"https://fr.news.example/le-port/94725.xyz", "http://fr.news.example/le-port-post94725.xyz",
			"https://www.fr.news.example./le-port-post94725.xyz?utm_source=a#b"},
		{"https://en.news.example/a/1.html", "https://betaen.news.example/a/1.html", "https://beta.en.news.example/a/1.html"},
		{"https://news.example/2024/le-port", "https://m.news.example/2024/le-port/", "https://amp.news.example/2024/le-port",
			"https://www.news.example/2024/le-port/amp/", "https://news.example/2024/le-port/print",
			"https://news.example/2024/le-port?amp=1", "https://news.example/2024/le-port?outputType=amp"},
		{"https://news.example/le-port-604372.html", "https://news.example/amp/le-port-604372.html",
			"https://news.example/print/le-port-604372.html", "https://news.example/le-port-604372.amp.html"},
		{"https://fr.m.news.example/x", "https://fr.news.example/x"},
		{"https://news.example/?b=2&a=1", "https://news.example/?a=1&b=2&"},
	} {
		for _, u := range same[1:] {
			if a, b := AddressKey(same[0]), AddressKey(u); a != b || a == "" {
				t.Errorf("differ:\n%s → %s\n%s → %s", same[0], a, u, b)
			}
		}
	}
	other := []string{
		"https://news.example/le-port/94725.xyz", "https://news.example/le-port/94726.xyz",
		"https://news.example/le-quai/94725.xyz", "https://fr.news.example/le-port/94725.xyz",
		"https://news.example/le-port/94725.html", "https://news.example/le-port/94725",
		"https://news.example/", "https://news.example/amp", "https://news.example/print", "https://news.example/?p=1",
		"https://news.example/?p=2", "https://news.example/?p=1&p=2", "https://news.example/?p=2&p=1", "https://m.example/",
		"https://news.example:8080/", "https://news.example/Amp/x", "https://news.example/print/x", "https://news.example/x",
		"https://news.example/#!/1", "https://news.example/#!/2", "https://news.example/post/94725.xyz",
		"https://news.example/blog-post-12", "https://news.example/blog/12", "https://betamax.example/", "https://max.example/",
		"https://www.example/q", "https://example/q", "https://news.example/?amp=2", "https://news.example/%2Famp",
	}
	seen := map[string]string{}
	for _, u := range other {
		k := AddressKey(u)
		if seen[k] != "" || k == "" {
			t.Errorf("%s and %s have one key %q", seen[k], u, k)
		}
		seen[k] = u
	}
	if AddressKey("javascript:x") != "" {
		t.Error("no web address, but a key")
	}
}

func FuzzURL(f *testing.F) {
	for _, s := range []string{"https://u@exämple.org:80/a/../%7e?utm_a=b&c#!/x", "http://[::1]/", "https://a/%", "mailto:x@y", "https://a/-post12345.x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		safe, ok := SafeURL(s)
		if ok {
			for i := range len(safe) {
				if c := safe[i]; c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>`\\", c) >= 0 {
					t.Fatalf("SafeURL(%q) = %q: byte %q", s, safe, c)
				}
			}
			u, err := url.Parse(safe)
			if err != nil || u.User != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
				t.Fatalf("SafeURL(%q) = %q: %v", s, safe, err)
			}
			if again, ok := SafeURL(safe); again != safe || !ok {
				t.Fatalf("SafeURL(%q) = %q, then %q", s, safe, again)
			}
		}
		c := Canonical(s)
		if again := Canonical(c); again != c {
			t.Fatalf("Canonical(%q) = %q, then %q", s, c, again)
		}
		if c != "" && AddressKey(c) != AddressKey(s) {
			t.Fatalf("keys of %q and its canonical %q differ", s, c)
		}
	})
}
