package fetch

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// Whatever a server sends, what comes out is within the bounds or one clean
// sentence, and nobody but the host itself was asked for it over the net.
func FuzzAnswer(f *testing.F) {
	f.Add("HTTP/1.1 200 OK\r\nETag: W/\"a\"\r\nCache-Control: max-age=60\r\nContent-Length: 5\r\n\r\n<rss>", false)
	f.Add("HTTP/1.1 301 Moved\r\nLocation: /b?c#d\r\nContent-Length: 0\r\n\r\n", false)
	f.Add("HTTP/1.1 302 Found\r\nLocation: https://moi:x@rade.example/\r\n\r\n", true)
	f.Add("HTTP/1.1 429 \x1b[31m\r\nRetry-After: 99\r\n\r\n", true)
	f.Add("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\x1f\x8b\r\n0\r\n\r\n", false)
	f.Add("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\n", true)
	f.Fuzz(func(t *testing.T, answer string, conditional bool) {
		const most = 1 << 16
		w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": raw(answer)})
		r := Request{URL: "http://moi:geheim@quai.example/", MaxBytes: most}
		if conditional {
			r.ETag = "x"
		}
		res, err := w.get(r)
		for _, d := range w.dials {
			if host, _, _ := strings.Cut(d, ":"); isPrivateName(host) {
				t.Errorf("dialled %s", d)
			}
		}
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Trouble == feed.NoTrouble {
				t.Fatalf("error %v", err)
			}
			if s := e.Error(); s != text.Line(s) || len([]rune(s)) > maxMessage || strings.Contains(s+e.URL, "geheim") {
				t.Errorf("error %q, URL %q", s, e.URL)
			}
			if e.RetryAfter < 0 || e.RetryAfter > maxRetry {
				t.Errorf("retry after %s", e.RetryAfter)
			}
			return
		}
		if len(res.Body) > most || res.NotModified != (len(res.Body) == 0) || res.NotModified && !conditional {
			t.Errorf("%d bytes, not modified %v", len(res.Body), res.NotModified)
		}
		if res.Fresh < 0 || res.Fresh > 7*24*time.Hour || res.Type != text.Line(res.Type) {
			t.Errorf("fresh %s, type %q", res.Fresh, res.Type)
		}
		if u, err := url.Parse(res.URL); err != nil || u.User != nil || u.Host == "" {
			t.Errorf("URL %q", res.URL)
		}
	})
}

func isPrivateName(host string) bool {
	private, odd := networks(nil).checkHost(host)
	return private || odd
}
