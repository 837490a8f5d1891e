package fetch

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// secure starts a server with a certificate at an address of this computer.
func secure(t *testing.T, c *tls.Config) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: says(sample), ErrorLog: log.New(io.Discard, "", 0)}
	go func() { _ = srv.Serve(tls.NewListener(l, c)) }()
	t.Cleanup(func() { _ = srv.Close() })
	return "https://" + l.Addr().String() + "/"
}

func TestCertificates(t *testing.T) {
	ca, foreign := newAuthority(t), newAuthority(t)
	now := time.Now()
	with := func(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
	old := with(ca.sign(t, "127.0.0.1"))
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	modern := with(ca.sign(t, "127.0.0.1"))
	modern.MaxVersion = tls.VersionTLS12
	tests := []struct {
		name string
		c    *tls.Config
		says string // "" when it is good
	}{
		{"good", with(ca.sign(t, "127.0.0.1")), ""},
		{"TLS 1.2", modern, ""},
		{"expired", with(ca.issue(t, "127.0.0.1", always, now.Add(-time.Hour))), "expired on " + now.Add(-time.Hour).UTC().Format(time.DateOnly)},
		{"not yet", with(ca.issue(t, "127.0.0.1", now.Add(48*time.Hour), ever)), "not valid before"},
		{"wrong host", with(ca.sign(t, "rade.example")), "another host"},
		{"unknown authority", with(foreign.sign(t, "127.0.0.1")), "unknown authority"},
		{"TLS 1.1", old, "no safe version"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := secure(t, tt.c)
			_, err := direct(t, Options{CA: ca.pem}).Get(context.Background(), Request{URL: u, Private: true})
			if tt.says == "" {
				if err != nil {
					t.Errorf("error %v", err)
				}
				return
			}
			if e := checkTrouble(t, tt.name, err, feed.TroubleTLS); !strings.Contains(e.Error(), tt.says) {
				t.Errorf("error %q, want %q", e.Err, tt.says)
			}
		})
	}
	_, err := direct(t, Options{}).Get(context.Background(), Request{URL: secure(t, with(ca.sign(t, "127.0.0.1"))), Private: true})
	checkTrouble(t, "without the authority", err, feed.TroubleTLS)
}

func TestPlainServerAtATLSAddress(t *testing.T) {
	s := httptest.NewServer(says(sample))
	t.Cleanup(s.Close)
	c := direct(t, Options{Private: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	_, err := c.Get(context.Background(), Request{URL: strings.Replace(s.URL, "http:", "https:", 1)})
	checkTrouble(t, "http", err, feed.TroubleTLS)
}

func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/head" {
			w.Header()["X"] = slices.Repeat([]string{strings.Repeat("a", 1000)}, maxHeader/1000)
		}
		w.Header().Set("ETag", r.Proto)
		_, _ = io.WriteString(w, sample)
	}))
	s.EnableHTTP2 = true
	ca := newAuthority(t)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{ca.sign(t, "127.0.0.1")}}
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	c := direct(t, Options{CA: ca.pem})
	res, err := c.Get(context.Background(), Request{URL: s.URL, Private: true})
	if err != nil || res.ETag != "HTTP/2.0" || string(res.Body) != sample {
		t.Errorf("response %+v, error %v", res, err)
	}
	_, err = c.Get(context.Background(), Request{URL: s.URL + "/head", Private: true})
	checkTrouble(t, "large head", err, feed.TroubleTooLarge)
}

func TestNoAuthorities(t *testing.T) {
	if _, err := New(Options{CA: []byte("rien")}); err == nil {
		t.Error("a file without certificates was taken")
	}
}
