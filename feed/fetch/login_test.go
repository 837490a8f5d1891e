package fetch

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veille/feed"
)

// guarded answers whoever brings name and password.
func guarded(name, password string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if n, p, ok := r.BasicAuth(); !ok || n != name || p != password {
			status(401, "WWW-Authenticate", "Basic realm=x")(w, r)
			return
		}
		says(sample)(w, r)
	}
}

// purse is an Options.Password that counts who was asked for.
type purse struct {
	asked []string
	err   error
}

func (p *purse) password(_ context.Context, host string) (string, string, error) {
	p.asked = append(p.asked, host)
	if !strings.HasPrefix(host, "quai.example") {
		return "", "", p.err
	}
	return "moi", "gehéim", p.err
}

func TestPasswordOfAHost(t *testing.T) {
	p := &purse{}
	w := open(t, Options{Password: p.password}, map[string]http.HandlerFunc{
		"https://quai.example": func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/away" {
				status(302, "Location", "https://rade.example/")(rw, r)
				return
			}
			guarded("moi", "gehéim")(rw, r)
		},
		"https://rade.example": says(sample),
		"http://port.example":  status(302, "Location", "https://quai.example/"),
	})
	for range 3 {
		w.good(Request{URL: "https://quai.example/fil"})
	}
	w.wantTrail("quai.example/fil", "quai.example/fil", "quai.example/fil") // no question first
	w.good(Request{URL: "https://quai.example/away"})
	if a := w.last().Header.Get("Authorization"); a != "" {
		t.Errorf("another host got %q", a)
	}
	w.good(Request{URL: "https://rade.example/"})
	// A host that a redirect leads to gets no password, though there is one for it.
	w.bad(Request{URL: "http://port.example/"}, feed.TroubleDenied)
	if want := []string{"quai.example", "rade.example", "port.example"}; !slices.Equal(p.asked, want) {
		t.Errorf("asked for %q, want %q", p.asked, want)
	}
}

func TestPasswordIsNeverShown(t *testing.T) {
	const secret = "gehéim"
	coded := base64.StdEncoding.EncodeToString([]byte("moi:" + secret))
	w := open(t, Options{}, map[string]http.HandlerFunc{
		"http://quai.example": paths(map[string]http.HandlerFunc{
			"/401": guarded("autre", "autre"), "/500": status(500), "/loop": status(302, "Location", "/loop"),
			"/file": status(302, "Location", "file:///x"), "/cut": raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"),
			"/bad": raw("rien"), "/busy": status(429), "/fine": guarded("moi", secret),
		}),
	})
	for _, u := range []string{"/401", "/500", "/loop", "/file", "/cut", "/bad", "/404", "/busy", "/barred"} {
		_, err := w.get(Request{URL: "http://moi:geh%C3%A9im@quai.example" + u})
		var e *Error
		if !errors.As(err, &e) {
			t.Fatalf("%s: error %v", u, err)
		}
		if s := e.Error() + e.URL; strings.Contains(s, "im") && strings.Contains(s, "geh") || strings.Contains(s, coded) || strings.Contains(s, "moi") {
			t.Errorf("%s: error %q, URL %q", u, e, e.URL)
		}
		for err := error(e); err != nil; err = errors.Unwrap(err) {
			if strings.Contains(err.Error(), "geh") || strings.Contains(err.Error(), coded) {
				t.Errorf("%s: cause %q", u, err)
			}
		}
	}
	w = open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": guarded("moi", secret)})
	if res := w.good(Request{URL: "http://moi:geh%C3%A9im@quai.example/fine"}); res.URL != "http://quai.example/fine" {
		t.Errorf("URL %q", res.URL)
	}
	w.good(Request{URL: "http://moi:gehéim@quai.example/fine"})
}

func TestRefusedPasswordIsAskedForAgain(t *testing.T) {
	p := &purse{}
	w := open(t, Options{Password: p.password}, map[string]http.HandlerFunc{"http://quai.example": guarded("moi", "neu")})
	for range 2 {
		if e := w.bad(Request{URL: "http://quai.example/"}, feed.TroubleDenied); !strings.Contains(e.Error(), "does not accept") {
			t.Errorf("error %q", e.Err)
		}
	}
	if len(p.asked) != 2 {
		t.Errorf("asked %d times, want 2: it may have changed", len(p.asked))
	}
}

func TestPasswordThatCannotBeHad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &purse{err: errors.New("pass: gehéim\x1b[31m")}
		w := open(t, Options{Password: p.password}, map[string]http.HandlerFunc{"http://quai.example": guarded("moi", "gehéim")})
		for range 3 {
			if e := w.bad(Request{URL: "http://quai.example/"}, feed.TroubleDenied); strings.Contains(e.Error(), "geh") {
				t.Errorf("error %q", e.Err)
			}
		}
		if len(p.asked) != 1 || len(w.trail()) != 0 {
			t.Errorf("asked %d times, %d requests; want one and none", len(p.asked), len(w.trail()))
		}
		time.Sleep(loginRest)
		p.err = nil
		w.good(Request{URL: "http://quai.example/"})
	})
}

func TestPasswordHost(t *testing.T) {
	for address, want := range map[string]string{
		"https://quai.example/a": "quai.example", "https://quai.example:443/": "quai.example", "http://quai.example:80": "quai.example",
		"https://quai.example:80/": "quai.example:80", "http://quai.example:8080/": "quai.example:8080", "http://quai.example:/": "quai.example",
		"http://[2001:db8::1]/": "[2001:db8::1]", "http://[2001:db8::1]:81/": "[2001:db8::1]:81", "http://[2001:db8::1]:80/": "[2001:db8::1]",
	} {
		u, _, err := splitAddress(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := loginHost(u); got != want {
			t.Errorf("%s: host %q, want %q", address, got, want)
		}
	}
}

// While a password is being typed others of its host wait, no longer than they
// want to, and those of other hosts do not.
func TestWaitingForAPassword(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		w := open(t, Options{Password: func(_ context.Context, host string) (string, string, error) {
			if host == "quai.example" {
				asked++
				time.Sleep(10 * time.Second)
			}
			return "moi", "gehéim", nil
		}}, map[string]http.HandlerFunc{"http://quai.example": guarded("moi", "gehéim"), "http://rade.example": says(sample)})
		start := time.Now()
		done := make(chan error, 2)
		for range 2 {
			go func() {
				_, err := w.get(Request{URL: "http://quai.example/"})
				done <- err
			}()
		}
		synctest.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		w.good(Request{URL: "http://rade.example/"})
		if _, err := w.c.Get(ctx, Request{URL: "http://quai.example/"}); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("error %v after %s", err, time.Since(start))
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if asked != 1 {
			t.Errorf("asked %d times", asked)
		}
	})
}
