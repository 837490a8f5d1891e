package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"veille/feed"
)

// A proxy may be private; what is asked through it may not.
func TestProxy(t *testing.T) {
	proxy := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodConnect:
			w.WriteHeader(http.StatusBadGateway)
		case r.Host == "redirects.example":
			status(302, "Location", "http://192.168.1.5/")(w, r)
		case r.Host == "sign.example":
			w.WriteHeader(http.StatusProxyAuthRequired)
		default:
			says(sample)(w, r)
		}
	}
	through, _ := url.Parse("http://moi:geheim@proxy.example:3128")
	w := open(t, Options{Proxy: func(u *url.URL) (*url.URL, error) {
		switch u.Hostname() {
		case "nas.example":
			return nil, nil
		case "broken.example":
			return nil, errors.New(`invalid proxy "http://moi:geheim@"`)
		case "gone.example":
			return url.Parse("http://moi:geheim@gone.proxy.example:3128")
		}
		return through, nil
	}}, map[string]http.HandlerFunc{"http://proxy.example:3128": proxy, "http://nas.example": says(sample)})
	w.inner = map[string]bool{"proxy.example:3128": true, "nas.example:80": true}

	w.good(Request{URL: "http://quai.example/fil", Private: true})
	if r := w.last(); r.Header.Get("Proxy-Authorization") == "" || r.Host != "quai.example" {
		t.Errorf("proxy got %v", r.Header)
	}
	w.good(Request{URL: "http://nas.example/", Private: true})
	w.bad(Request{URL: "http://nas.example/"}, feed.TroublePrivate)
	for _, host := range []string{"127.0.0.1", "10.0.0.1", "localhost", "[::1]", "[fd00::1]", "2130706433", "169.254.169.254", "[::ffff:127.0.0.1]"} {
		w.bad(Request{URL: "http://" + host + "/"}, feed.TroublePrivate)
	}
	w.bad(Request{URL: "http://redirects.example/"}, feed.TroublePrivate)
	for u, want := range map[string]feed.Trouble{
		"https://quai.example/": feed.TroubleConnect, "http://sign.example/": feed.TroubleOffline,
		"http://broken.example/": feed.TroubleOffline, "http://gone.example/": feed.TroubleOffline,
	} {
		e := w.bad(Request{URL: u}, want)
		if s := e.Error() + e.URL; strings.Contains(s, "geheim") || !strings.Contains(s, "proxy") {
			t.Errorf("%s: error %q", u, s)
		}
	}
}

func TestSocks(t *testing.T) {
	// One that greets and then refuses every host.
	refuses := func(c net.Conn) {
		defer func() { _ = c.Close() }()
		b := make([]byte, 512)
		if _, err := io.ReadFull(c, b[:2]); err != nil {
			return
		}
		_, _ = io.ReadFull(c, b[:b[1]])
		_, _ = c.Write([]byte{5, 0})
		if _, err := io.ReadFull(c, b[:5]); err != nil {
			return
		}
		_, _ = io.ReadFull(c, b[:int(b[4])+2])
		_, _ = c.Write([]byte{5, 4, 0, 1, 0, 0, 0, 0, 0, 0})
	}
	through, _ := url.Parse("socks5://proxy.example:1080")
	w := open(t, Options{Proxy: func(*url.URL) (*url.URL, error) { return through, nil }}, nil)
	w.c.wires.dial = func(context.Context, string, string, bool) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go refuses(theirs)
		return ours, nil
	}
	if e := w.bad(Request{URL: "http://quai.example/"}, feed.TroubleConnect); !strings.Contains(e.Error(), "proxy") {
		t.Errorf("error %q", e.Err)
	}
}

func TestProxyOfTheEnvironment(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUEST_METHOD"} {
		t.Setenv(name, "")
		t.Setenv(strings.ToLower(name), "")
	}
	ask := func(u string) string {
		t.Helper()
		v, _ := url.Parse(u)
		p, err := environmentProxy()(v)
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			return ""
		}
		return p.String()
	}
	if p := ask("http://quai.example/"); p != "" {
		t.Errorf("proxy %q out of nothing", p)
	}
	t.Setenv("ALL_PROXY", "socks5://127.0.0.1:1080")
	t.Setenv("http_proxy", "proxy.example:3128")
	t.Setenv("NO_PROXY", "rade.example")
	for u, want := range map[string]string{
		"http://quai.example/": "http://proxy.example:3128", "https://quai.example/": "socks5://127.0.0.1:1080",
		"https://rade.example/": "", "http://localhost/": "", "http://127.0.0.1:8080/": "",
	} {
		if p := ask(u); p != want {
			t.Errorf("%s: proxy %q, want %q", u, p, want)
		}
	}
}
