package fetch

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func TestMoved(t *testing.T) {
	tests := []struct {
		name  string
		codes []int // of the redirects in order
		moved int   // how many of them the address to ask from now on is behind; 0: none
	}{
		{"no redirect", nil, 0},
		{"301", []int{301}, 1},
		{"308", []int{308}, 1},
		{"302", []int{302}, 0},
		{"303", []int{303}, 0},
		{"307", []int{307}, 0},
		{"permanent run", []int{301, 308, 301}, 3},
		{"not past a temporary one", []int{301, 308, 302, 301}, 2},
		{"temporary first", []int{307, 301}, 0},
		{"five", []int{301, 301, 301, 301, 301}, 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, r *http.Request) {
				n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
				if err == nil && n < len(tt.codes) {
					status(tt.codes[n], "Location", fmt.Sprintf("/%d?n=%d#bas", n+1, n+1))(rw, r)
					return
				}
				if r.Header.Get("If-None-Match") != "" {
					rw.WriteHeader(http.StatusNotModified)
					return
				}
				says(sample)(rw, r)
			}})
			at := func(n int) string {
				if n == 0 {
					return ""
				}
				return fmt.Sprintf("http://quai.example/%d?n=%d", n, n)
			}
			res := w.good(Request{URL: "http://quai.example/0"})
			if res.Moved != at(tt.moved) {
				t.Errorf("moved %q, want %q", res.Moved, at(tt.moved))
			}
			end := at(len(tt.codes))
			if end == "" {
				end = "http://quai.example/0"
			}
			if res.URL != end {
				t.Errorf("came from %q, want %q", res.URL, end)
			}
			if res = w.good(Request{URL: "http://quai.example/0", ETag: "x"}); res.Moved != at(tt.moved) || !res.NotModified {
				t.Errorf("304: moved %q, %+v", res.Moved, res)
			}
		})
	}
}

func TestLocations(t *testing.T) {
	const from = "http://quai.example/a/b?c#d"
	tests := []struct{ location, want string }{
		{"/x", "http://quai.example/x"},
		{"x", "http://quai.example/a/x"},
		{"../x?y=/z", "http://quai.example/x?y=/z"},
		{"?q=%2f", "http://quai.example/a/b?q=%2f"},
		{"//rade.example/x", "http://rade.example/x"},
		{"  https://rade.example  ", "https://rade.example"},
		{"HTTPS://Rade.Example/A", "https://rade.example/A"},
		{"https://rade.example:8443/x#y", "https://rade.example:8443/x"},
		{"http://user:geheim@rade.example/x", "http://rade.example/x"},
		{"/café", "http://quai.example/caf%C3%A9"},
		{"/cafe\u0301", "http://quai.example/cafe%CC%81"},
		{"/caf\xe9", "http://quai.example/caf%E9"},
		{"/100%", "http://quai.example/100%25"},
		{"/a b", "http://quai.example/a%20b"},
		{"https://rade.example/caf\xe9?x=100%", "https://rade.example/caf%E9?x=100%25"},
		{"https://hà-nội.example/", "https://xn--h-ni-8na5384b.example/"},
		{"", ""},
		{"   ", ""},
		{"file:///etc/passwd", ""},
		{"javascript:alert(1)", ""},
		{"gopher://quai.example:70/_x", ""},
		{"mailto:a@quai.example", ""},
		{"data:text/xml,<rss/>", ""},
		{"http:/x", ""},
		{"http://", ""},
		{"//", ""},
		{"/\x1b]0;x\x07", ""},
		{"http://quai.example/\r\nX: y", ""},
		{"http://quai.example\\@rade.example/", ""},
		{"/" + strings.Repeat("a", 4000), ""},
	}
	base, _, err := splitAddress(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		got := ""
		if u, err := follow(base, tt.location); err == nil {
			got = u.String()
		}
		if tt.location == "https://hà-nội.example/" && strings.HasPrefix(got, "https://xn--") {
			continue
		}
		if got != tt.want {
			t.Errorf("%q leads to %q, want %q", tt.location, got, tt.want)
		}
	}
}

func TestEndlessRedirects(t *testing.T) {
	next := func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("n"))
		status(302, "Location", fmt.Sprintf("/?n=%d", n+1))(w, r)
	}
	w := open(t, Options{}, map[string]http.HandlerFunc{
		"http://long.example": next,
		"http://quai.example": paths(map[string]http.HandlerFunc{
			"/self": status(301, "Location", "/self"), "/a": status(302, "Location", "/b"), "/b": status(302, "Location", "/a"),
			"/none": status(302), "/file": status(301, "Location", "file:///etc/passwd"),
		}),
	})
	e := w.bad(Request{URL: "http://long.example/?n=0"}, feed.TroubleRedirect)
	if len(w.trail()) != 6 || !strings.Contains(e.Error(), "5") {
		t.Errorf("%d requests, error %q; want the first, 5 redirects and their number", len(w.trail()), e.Err)
	}
	for path, requests := range map[string]int{"/self": 1, "/a": 2, "/b": 2, "/none": 1, "/file": 1} {
		n := len(w.trail())
		e := w.bad(Request{URL: "http://quai.example" + path}, feed.TroubleRedirect)
		if got := len(w.trail()) - n; got != requests || e.Status < 301 {
			t.Errorf("%s: %d requests, status %d; want %d requests", path, got, e.Status, requests)
		}
	}
}

// What the user gave for one host stays there: not to others, not in the clear
// after TLS, not again after another host, and no header tells where we came from.
func TestRedirectsLeakNothing(t *testing.T) {
	const sent = "Basic bW9pOmdlaGVpbQ==" // moi:geheim
	tests := []struct {
		name, from string
		hops       map[string]string // host and path → Location
		auth       map[string]string // host and path → Authorization that must come there
		moved      string
	}{
		{"same host", "https://moi:geheim@quai.example/a?token=t",
			map[string]string{"quai.example/a": "/b"},
			map[string]string{"quai.example/a": sent, "quai.example/b": sent}, "https://moi:geheim@quai.example/b"},
		{"other host", "https://moi:geheim@quai.example/a?token=t",
			map[string]string{"quai.example/a": "https://rade.example/b"},
			map[string]string{"quai.example/a": sent, "rade.example/b": ""}, "https://rade.example/b"},
		{"and back", "https://moi:geheim@quai.example/a",
			map[string]string{"quai.example/a": "https://rade.example/b", "rade.example/b": "https://quai.example/c"},
			map[string]string{"quai.example/a": sent, "rade.example/b": "", "quai.example/c": ""}, "https://quai.example/c"},
		{"up to TLS", "http://moi:geheim@quai.example/a",
			map[string]string{"quai.example/a": "https://quai.example/b"},
			map[string]string{"quai.example/a": sent, "quai.example/b": sent}, "https://moi:geheim@quai.example/b"},
		{"down from TLS", "https://moi:geheim@quai.example/a",
			map[string]string{"quai.example/a": "http://quai.example/b"},
			map[string]string{"quai.example/a": sent, "quai.example/b": ""}, "http://quai.example/b"},
		{"up and down", "http://moi:geheim@quai.example/a",
			map[string]string{"quai.example/a": "https://quai.example/b", "quai.example/b": "http://quai.example/c"},
			map[string]string{"quai.example/a": sent, "quai.example/b": sent, "quai.example/c": ""}, "http://quai.example/c"},
		{"other port", "http://moi:geheim@quai.example/a",
			map[string]string{"quai.example/a": "http://quai.example:8080/b"},
			map[string]string{"quai.example/a": sent, "quai.example:8080/b": ""}, "http://quai.example:8080/b"},
		{"subdomain", "https://moi:geheim@quai.example/a",
			map[string]string{"quai.example/a": "https://www.quai.example/b"},
			map[string]string{"quai.example/a": sent, "www.quai.example/b": ""}, "https://www.quai.example/b"},
		{"password of the server", "https://quai.example/a",
			map[string]string{"quai.example/a": "https://autre:secret@rade.example/b"},
			map[string]string{"quai.example/a": "", "rade.example/b": ""}, "https://rade.example/b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := func(rw http.ResponseWriter, r *http.Request) {
				rw.Header().Set("Set-Cookie", "a=b")
				if to := tt.hops[r.Host+r.URL.Path]; to != "" {
					status(301, "Location", to)(rw, r)
					return
				}
				says(sample)(rw, r)
			}
			hosts := map[string]http.HandlerFunc{}
			for _, at := range []string{"quai.example", "rade.example", "www.quai.example"} {
				hosts["http://"+at], hosts["https://"+at] = h, h
			}
			hosts["http://quai.example:8080"] = h
			w := open(t, Options{}, hosts)
			res := w.good(Request{URL: tt.from, ETag: "x", LastModified: "y"})
			if res.Moved != tt.moved || strings.Contains(res.URL, "geheim") {
				t.Errorf("moved %q, want %q; URL %q", res.Moved, tt.moved, res.URL)
			}
			if len(w.asked) != len(tt.auth) {
				t.Errorf("%d requests, want %d", len(w.asked), len(tt.auth))
			}
			for _, r := range w.asked {
				at := r.Host + r.URL.Path
				if got := r.Header.Get("Authorization"); got != tt.auth[at] {
					t.Errorf("%s got Authorization %q, want %q", at, got, tt.auth[at])
				}
				for _, name := range []string{"Referer", "Cookie", "Proxy-Authorization"} {
					if v := r.Header.Get(name); v != "" {
						t.Errorf("%s got %s %q", at, name, v)
					}
				}
			}
		})
	}
}

// A redirect within a host is one request to it, one to another host waits for
// its turn there.
func TestRedirectTakesTurns(t *testing.T) {
	w := open(t, Options{HostGap: time.Hour}, map[string]http.HandlerFunc{
		"http://quai.example": paths(map[string]http.HandlerFunc{"/a": status(302, "Location", "/b"),
			"/b": status(302, "Location", "http://rade.example/")}),
		"http://rade.example": says(sample),
	})
	w.good(Request{URL: "http://quai.example/a"})
	w.wantTrail("quai.example/a", "quai.example/b", "rade.example/")
}
