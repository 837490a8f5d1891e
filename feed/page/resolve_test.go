package page

import (
	"net/url"
	"testing"
)

// TestPlainAddress holds that a base changes no plain address.
func TestPlainAddress(t *testing.T) {
	base, err := url.Parse("https://base.example/a/b?c#d")
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]bool{
		"http://h.example/a/1": true, "https://h.example": true, "http://h.example:80/a//b/?x=1&y=~_-?z": true, "http://h.example:x/": true,
		"http://H.example/A": true, "http:///a": true, "http://?a": true, "http://": true, "http://h.example/a:b=c?": true,
		"http://h.example/a/./b": false, "http://h.example/../b": false, "http://h.example/é": false, "http://h.example/a%20b": false,
		"http://h.example/a#b": false, "HTTP://h.example/": false, "//h.example/a": false, "/a": false, "http:/a": false, "": false,
	} {
		if got := isPlainAddress(s); got != want {
			t.Errorf("isPlainAddress(%q) = %v", s, got)
		} else if got {
			u, err := base.Parse(s)
			if err == nil && resolve(nil, u.String()) != resolve(base, s) {
				t.Errorf("%q: %q through its base", s, u)
			}
		}
	}
}
