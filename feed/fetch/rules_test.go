package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"veille/feed"
)

func TestFirstRequest(t *testing.T) {
	w := open(t, Options{Agent: "veille/1.2 (+https://veille.example)"}, map[string]http.HandlerFunc{"http://quai.example": says(sample)})
	res := w.good(Request{URL: "http://quai.example/fil.xml?a=1&b=%2f#haut"})
	if string(res.Body) != sample || res.Status != 200 || res.NotModified || res.Moved != "" {
		t.Errorf("response %+v", res)
	}
	if res.URL != "http://quai.example/fil.xml?a=1&b=%2f" {
		t.Errorf("URL %q", res.URL)
	}
	w.wantTrail("quai.example/fil.xml?a=1&b=%2f")
	r := w.last()
	for name, want := range map[string]string{
		"User-Agent": "veille/1.2 (+https://veille.example)", "Referer": "", "Cookie": "", "Authorization": "",
		"If-None-Match": "", "If-Modified-Since": "", "Accept-Encoding": acceptEncoding,
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a := r.Header.Get("Accept"); !strings.Contains(a, "application/rss+xml") || !strings.Contains(a, "application/atom+xml") {
		t.Errorf("Accept %q names no feed", a)
	}
	w.good(Request{URL: "http://quai.example/page", Want: WantPage})
	if a := w.last().Header.Get("Accept"); !strings.HasPrefix(a, "text/html") {
		t.Errorf("Accept %q asks for no page first", a)
	}
}

func TestNoCookieComesBack(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": says(sample, "Set-Cookie", "a=b")})
	for range 2 {
		w.good(Request{URL: "http://quai.example/"})
	}
	if c := w.last().Header.Get("Cookie"); c != "" {
		t.Errorf("cookie %q sent", c)
	}
}

func TestValidators(t *testing.T) {
	tags := []string{`"v1"`, `W/"a b\"c;d,é"`, `unquoted`, `""`, `W/"x", "y"`, "\"latin \xe9\""}
	times := []string{"Sun, 06 Nov 1994 08:49:37 GMT", "Thu, 1 January 2026 00:00:00 +0000", "1700000000", "hier"}
	var etag, modified string
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, r *http.Request) {
		rw.Header()["Etag"] = []string{etag}
		rw.Header()["Last-Modified"] = []string{modified}
		if r.Header.Get("If-None-Match") == etag && r.Header.Get("If-Modified-Since") == modified {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		says(sample)(rw, r)
	}})
	for i, tag := range tags {
		etag, modified = tag, times[i%len(times)]
		res := w.good(Request{URL: "http://quai.example/"})
		if res.ETag != etag || res.LastModified != modified || res.NotModified {
			t.Errorf("got %q and %q, want %q and %q", res.ETag, res.LastModified, etag, modified)
		}
		res = w.good(Request{URL: "http://quai.example/", ETag: res.ETag, LastModified: res.LastModified})
		if !res.NotModified || res.Status != http.StatusNotModified || len(res.Body) != 0 {
			t.Errorf("%q, %q: %+v, want 304", etag, modified, res)
		}
		if res.ETag != etag || res.LastModified != modified {
			t.Errorf("of 304: %q and %q, want %q and %q", res.ETag, res.LastModified, etag, modified)
		}
	}
}

func TestValidatorsAreNotInvented(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": says(sample,
		"ETag", "", "Last-Modified", strings.Repeat("x", maxValidator+1))})
	res := w.good(Request{URL: "http://quai.example/"})
	if res.ETag != "" || res.LastModified != "" {
		t.Errorf("validators %q, %q that cannot be sent back", res.ETag, res.LastModified)
	}
	if v := validator(http.Header{"Etag": {"a\x1bb"}}, "Etag"); v != "" {
		t.Errorf("validator %q cannot be sent back", v)
	}
	w.good(Request{URL: "http://quai.example/", ETag: "only"})
	h := w.last().Header
	if _, ok := h["If-Modified-Since"]; ok || h.Get("If-None-Match") != "only" {
		t.Errorf("headers %v", h)
	}
	w.bad(Request{URL: "http://quai.example/", ETag: "a"}.withStatus(w, 304), feed.TroubleServer)
}

// withStatus turns the request into one for a host that answers with a status
// whatever it is asked, unconditionally.
func (r Request) withStatus(w *world, code int) Request {
	w.serve("http://status.example", status(code))
	return Request{URL: "http://status.example/", Want: r.Want}
}

func TestStatuses(t *testing.T) {
	tests := []struct {
		code    int
		headers []string
		trouble feed.Trouble
		retry   time.Duration
	}{
		{201, nil, feed.TroubleServer, 0},
		{204, nil, feed.TroubleServer, 0},
		{206, nil, feed.TroubleServer, 0},
		{300, []string{"Location", "/x"}, feed.TroubleServer, 0},
		{304, nil, feed.TroubleServer, 0},
		{400, nil, feed.TroubleServer, 0},
		{401, []string{"WWW-Authenticate", "Basic realm=\"\u009b31m\u202e\""}, feed.TroubleDenied, 0},
		{403, nil, feed.TroubleDenied, 0},
		{404, nil, feed.TroubleMissing, 0},
		{404, []string{"Retry-After", "7200"}, feed.TroubleMissing, 2 * time.Hour},
		{407, nil, feed.TroubleServer, 0},
		{410, nil, feed.TroubleGone, 0},
		{429, nil, feed.TroubleBusy, 0},
		{429, []string{"Retry-After", "120"}, feed.TroubleBusy, 2 * time.Minute},
		{429, []string{"Retry-After", "1"}, feed.TroubleBusy, time.Minute},
		{429, []string{"Retry-After", "432000"}, feed.TroubleBusy, 5 * 24 * time.Hour},
		{429, []string{"Retry-After", "99999999999999999999"}, feed.TroubleBusy, 7 * 24 * time.Hour},
		{429, []string{"Retry-After", "Sun, 01 Mar 2026 13:00:00 GMT"}, feed.TroubleBusy, time.Hour},
		{429, []string{"Retry-After", "Sun, 01 Mar 2020 13:00:00 GMT"}, feed.TroubleBusy, time.Minute},
		{429, []string{"Cache-Control", "max-age=172800"}, feed.TroubleBusy, 48 * time.Hour},
		{503, []string{"Retry-After", "-5"}, feed.TroubleBusy, time.Minute},
		{503, []string{"Retry-After", "bientôt"}, feed.TroubleBusy, 0},
		{500, nil, feed.TroubleServer, 0},
		{502, []string{"Retry-After", "300"}, feed.TroubleServer, 5 * time.Minute},
		{511, nil, feed.TroubleOffline, 0},
		{599, nil, feed.TroubleServer, 0},
	}
	now := func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }
	for _, tt := range tests {
		w := open(t, Options{Now: now}, map[string]http.HandlerFunc{"http://quai.example": status(tt.code, tt.headers...)})
		e := w.bad(Request{URL: "http://quai.example/fil"}, tt.trouble)
		if e.Status != tt.code || e.RetryAfter != tt.retry || e.URL != "http://quai.example/fil" {
			t.Errorf("%d %q: status %d, retry after %s, URL %q; want %s", tt.code, tt.headers, e.Status, e.RetryAfter, e.URL, tt.retry)
		}
	}
}

func TestEmptyBodyIsNoFeed(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": says("")})
	w.bad(Request{URL: "http://quai.example/"}, feed.TroubleUnreadable)
}

// A server that says to wait is not asked again, by whatever address of it, and
// others are.
func TestBusyHostIsLeftAlone(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{
		"http://quai.example": paths(map[string]http.HandlerFunc{
			"/busy": status(429, "Retry-After", "600"), "/fine": says(sample),
		}),
		"http://quai.example:8080": says(sample),
		"http://port.example":      status(302, "Location", "http://quai.example/fine"),
		"http://rade.example": paths(map[string]http.HandlerFunc{
			"/busy": status(503), "/fine": says(sample),
		}),
	})
	w.good(Request{URL: "http://quai.example/fine"})
	w.bad(Request{URL: "http://quai.example/busy"}, feed.TroubleBusy)
	n := len(w.trail())
	for _, u := range []string{"http://quai.example/fine", "http://quai.example/busy", "https://quai.example/", "http://quai.example:443/"} {
		e := w.bad(Request{URL: u}, feed.TroubleBusy)
		if e.Status != 429 || e.RetryAfter < 9*time.Minute || e.RetryAfter > 10*time.Minute {
			t.Errorf("%s: status %d, retry after %s", u, e.Status, e.RetryAfter)
		}
	}
	w.bad(Request{URL: "http://port.example/"}, feed.TroubleBusy)
	if got := w.trail()[n:]; !slices.Equal(got, []string{"port.example/"}) {
		t.Errorf("asked %q after the 429", got)
	}
	w.good(Request{URL: "http://quai.example:8080/"}) // another server
	w.bad(Request{URL: "http://rade.example/busy"}, feed.TroubleBusy)
	w.good(Request{URL: "http://rade.example/fine"}) // a 503 without a time is about one address
}

func TestFreshness(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{
		"http://quai.example": says(sample, "Cache-Control", "public, max-age=600", "Content-Type", "text/xml;\tcharset=\"x\u009b31m\u202e\"",
			"Content-Language", "vi\u009b31m",
			"Link", `</a>; rel="alternate", <https://quai.example/b,c>; rel=self`, "Link", "</d>; rel=hub"),
	})
	res := w.good(Request{URL: "http://quai.example/"})
	if res.Fresh != 10*time.Minute {
		t.Errorf("fresh %s", res.Fresh)
	}
	if res.Type != `text/xml; charset="x"` {
		t.Errorf("type %q", res.Type)
	}
	if res.Lang != "vi" {
		t.Errorf("language %q", res.Lang)
	}
	if want := []string{`</a>; rel="alternate"`, `<https://quai.example/b,c>; rel=self`, "</d>; rel=hub"}; !slices.Equal(res.Links, want) {
		t.Errorf("links %q, want %q", res.Links, want)
	}
}

func TestReasonPhraseStaysOutside(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": raw("HTTP/1.1 500 \x1b]0;titre\x07Panne\r\nContent-Length: 0\r\n\r\n")})
	if e := w.bad(Request{URL: "http://quai.example/"}, feed.TroubleServer); strings.Contains(e.Error(), "Panne") {
		t.Errorf("error %q tells the server's words", e.Err)
	}
}

// raw answers with bytes as they are.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		c, rw, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_, _ = rw.WriteString(answer)
		_ = rw.Flush()
		_ = c.Close()
	}
}

func TestBrokenAnswers(t *testing.T) {
	head := "HTTP/1.1 200 OK\r\nConnection: close\r\n"
	tests := []struct {
		name, answer string
		trouble      feed.Trouble
	}{
		{"nothing", "", feed.TroubleConnect},
		{"half a head", "HTTP/1.1 200 OK\r\nX: a", feed.TroubleConnect},
		{"not HTTP", "SSH-2.0-OpenSSH\x1b]0;x\x07\r\n", feed.TroubleServer},
		{"no head", sample, feed.TroubleServer},
		{"short", head + "Content-Length: 4000\r\n\r\n" + sample, feed.TroubleServer},
		{"no last chunk", head + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", feed.TroubleServer},
		{"bad chunk", head + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n", feed.TroubleServer},
		{"control character in a header", head + "X\x1b: a\r\n\r\n" + sample, feed.TroubleServer},
		{"head too large", head + "X: " + strings.Repeat("a", maxHeader+8192) + "\r\n\r\n", feed.TroubleTooLarge},
		{"interim answers without end", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", maxHeader/10), feed.TroubleTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": raw(tt.answer)})
			e := w.bad(Request{URL: "http://quai.example/"}, tt.trouble)
			if tt.trouble == feed.TroubleTooLarge && !strings.Contains(e.Error(), "256 KiB") {
				t.Errorf("error %q names no limit", e.Err)
			}
		})
	}
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": raw(head + "Content-Length: 3\r\n\r\nabcdef")})
	if res := w.good(Request{URL: "http://quai.example/"}); string(res.Body) != "abc" {
		t.Errorf("more than announced: body %q", res.Body)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}})
	_, err := w.c.Get(ctx, Request{URL: "http://quai.example/"})
	var e *Error
	if !errors.Is(err, context.Canceled) || errors.As(err, &e) {
		t.Errorf("error %v, want that of ctx", err)
	}
}

func TestWrongAddresses(t *testing.T) {
	w := open(t, Options{}, nil)
	for _, u := range []string{"", "quai.example", "file:///etc/passwd", "gopher://quai.example/", "javascript:alert(1)",
		"http://", "http:///x", "http://a b/", "http://user:geheim@/", "http://u:ge/heim@quai.example/", "http://quai.example:x/"} {
		e := w.bad(Request{URL: u}, feed.TroubleHost)
		if strings.Contains(e.Error()+e.URL, "heim") {
			t.Errorf("%q: error %q, URL %q show the password", u, e.Err, e.URL)
		}
	}
	if len(w.dials) != 0 {
		t.Errorf("dialled %q", w.dials)
	}
	w.bad(Request{URL: "http://refuses.example/"}, feed.TroubleConnect)
}

// Connections are kept for the next request, after answers that nobody wants too.
func TestConnectionsAreKept(t *testing.T) {
	page := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/fine")
			w.WriteHeader(code)
			_, _ = io.WriteString(w, strings.Repeat("absent ", 1000))
		}
	}
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": paths(map[string]http.HandlerFunc{
		"/fine": says(sample), "/none": page(404), "/moved": page(301), "/gzip": says(string(encode(t, "gzip", []byte(sample))), "Content-Encoding", "gzip"),
		"/same": status(304),
	})})
	for _, path := range []string{"/fine", "/none", "/moved", "/gzip", "/same", "/fine"} {
		_, _ = w.get(Request{URL: "http://quai.example" + path, ETag: "x"})
	}
	if len(w.dials) != 1 || len(w.trail()) != 7 {
		t.Errorf("%d connections for %d requests", len(w.dials), len(w.trail()))
	}
	w.c.Close()
	w.good(Request{URL: "http://quai.example/fine"})
	if len(w.dials) != 2 {
		t.Errorf("%d connections after Close", len(w.dials))
	}
}

func TestNoConnection(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	tests := []struct {
		err     error
		private bool
		trouble feed.Trouble
	}{
		{dial(syscall.ECONNREFUSED), false, feed.TroubleConnect},
		{dial(syscall.ECONNRESET), false, feed.TroubleConnect},
		{dial(syscall.EACCES), false, feed.TroubleConnect},
		{dial(os.ErrDeadlineExceeded), false, feed.TroubleConnect},
		{dial(syscall.ENETUNREACH), false, feed.TroubleOffline},
		{dial(os.NewSyscallError("connect", syscall.ENETUNREACH)), true, feed.TroubleOffline},
		{dial(syscall.ENETDOWN), false, feed.TroubleOffline},
		{dial(syscall.EADDRNOTAVAIL), false, feed.TroubleOffline},
		{dial(syscall.EHOSTUNREACH), false, feed.TroubleOffline}, // says the nearest router
		{dial(syscall.EHOSTUNREACH), true, feed.TroubleConnect},  // says this computer of its own network
		{dial(&net.DNSError{Err: "no such host", IsNotFound: true}), false, feed.TroubleHost},
		{dial(&net.DNSError{Err: "server misbehaving", IsTemporary: true}), false, feed.TroubleOffline},
		{dial(&net.DNSError{Err: "i/o timeout", IsTimeout: true}), false, feed.TroubleOffline},
		{dial(&net.DNSError{Err: "read udp 127.0.0.1:53: connection refused", IsTemporary: true}), false, feed.TroubleOffline},
		{dial(&privateError{"10.0.0.1:80"}), false, feed.TroublePrivate},
		{errors.New("moi:geheim\x1b[31m"), false, feed.TroubleServer},
	}
	for _, tt := range tests {
		w := open(t, Options{}, nil)
		w.c.wires.dial = func(context.Context, string, string, bool) (net.Conn, error) { return nil, tt.err }
		_, err := w.get(Request{URL: "http://quai.example/", Private: tt.private})
		if e := checkTrouble(t, tt.err.Error(), err, tt.trouble); e.Status != 0 || strings.Contains(e.Error(), "geheim") {
			t.Errorf("%v: status %d, error %q", tt.err, e.Status, e.Err)
		}
	}
}
