package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// press is a small server of feeds and pages, one for each script, at $SERVER.
// It notes every request in one line.
type press struct {
	*httptest.Server
	mu    sync.Mutex
	items int // of the feed, the newest first
	words string
	down  bool
	log   []string

	release func() // of another that refreshes
}

const pressKey = "press"

// serve starts the server of a script.
func serve(e *testscript.Env) {
	p := &press{items: 3, words: "told"}
	p.Server = httptest.NewUnstartedServer(http.HandlerFunc(p.answer))
	p.Start() // answers read p.Server, so it is set before
	e.Defer(p.Close)
	e.Values[pressKey] = p
	e.Setenv("SERVER", p.URL)
	e.Setenv("SERVERHOST", strings.TrimPrefix(p.URL, "http://"))
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		e.Setenv(name, "")
	}
}

// steer changes what the server of a script does: press more, press edit,
// press down, press up; press log prints the requests since the last time, press
// /feed.xml what is there now.
func steer(ts *testscript.TestScript, _ bool, args []string) {
	p, ok := ts.Value(pressKey).(*press)
	if !ok || len(args) != 1 {
		ts.Fatalf("usage: press more|edit|down|up|log|/PATH")
	}
	if strings.HasPrefix(args[0], "/") {
		res, err := p.Client().Get(p.URL + args[0])
		ts.Check(err)
		defer res.Body.Close() //nolint:errcheck // only read
		_, err = io.Copy(ts.Stdout(), res.Body)
		ts.Check(err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch args[0] {
	case "more":
		p.items++
	case "edit":
		p.words = "corrected"
	case "down":
		p.down = true
	case "up":
		p.down = false
	case "log":
		fmt.Fprintf(ts.Stdout(), "%s\n", strings.Join(p.log, "\n")) //nolint:errcheck // a buffer
		p.log = nil
	default:
		ts.Fatalf("press knows no %q", args[0])
	}
}

func (p *press) answer(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	line := r.Method + " " + r.URL.Path
	if tag := r.Header.Get("If-None-Match"); tag != "" {
		line += " if-none-match " + tag
	}
	p.log = append(p.log, line)
	if p.down {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	switch r.URL.Path {
	case "/feed.xml", "/second.xml", "/moved/new.xml", "/self.xml":
		p.feed(w, r)
	case "/moved/old.xml":
		http.Redirect(w, r, "/moved/new.xml", http.StatusMovedPermanently)
	case "/locked.xml":
		if name, password, _ := r.BasicAuth(); name != "reader" || password != "open sesame 77" {
			w.Header().Set("WWW-Authenticate", `Basic realm="press"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		p.feed(w, r)
	case "/busy.xml":
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusServiceUnavailable)
	case "/over.xml":
		w.WriteHeader(http.StatusGone)
	case "/evil.xml":
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, "<rss version='2.0'><channel><title>Evil \u009b31m&#27;]0;owned&#7; Post</title><item><title>A &#27;[2J title</title><link>http://x.example/\u202e</link></item></channel></rss>") //nolint:errcheck // a test
	case "/list.opml":
		fmt.Fprintf(w, `<opml version="2.0"><body><outline text="Asia"><outline text="The Feed" xmlUrl="%s/feed.xml"/></outline><outline text="Run" xmlUrl="|touch owned"/></body></opml>`, p.URL) //nolint:errcheck // a test
	case "/site/":
		html(w, `<link rel="alternate" type="application/rss+xml" title="All the news" href="/feed.xml"><link rel="alternate" type="application/rss+xml" title="Second" href="/second.xml">`, "Home")
	case "/one/":
		html(w, `<link rel=alternate type="application/rss+xml" href="../feed.xml">`, "Home")
	case "/bare/", "/story.html":
		html(w, "", story)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

const story = `<article><h1>Lighthouse lamp lit again</h1><p>The lamp of the old lighthouse on the north cape was lit again on Monday evening, for the first time in nineteen winters, and was seen from both ends of the bay.</p><p>Its keepers had ground a new lens by hand over two years, the harbour office said, and were paid by the boats that pass there.</p></article>`

func html(w http.ResponseWriter, head, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html><html lang=en><head><title>Lighthouse lamp lit again</title>%s</head><body>%s</body></html>", head, body) //nolint:errcheck // a test
}

// feed answers with the feed as it is now, or that it has not changed.
func (p *press) feed(w http.ResponseWriter, r *http.Request) {
	tag := fmt.Sprintf(`"v%d-%s"`, p.items, p.words)
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	name := strings.Trim(strings.TrimSuffix(r.URL.Path, ".xml"), "/")
	fmt.Fprintf(w, `<rss version="2.0"><channel><title>The %s Post</title><link>%s/</link><language>en</language>`, name, p.URL) //nolint:errcheck // a test
	if name == "self" {
		fmt.Fprintf(w, `<link xmlns="http://www.w3.org/2005/Atom" rel="self" href="%s/self.xml"/>`, p.URL) //nolint:errcheck // a test
	}
	for i := p.items; i > 0; i-- {
		words := "told"
		if i == 1 {
			words = p.words
		}
		fmt.Fprintf(w, `<item><title>Story %[1]d of the %[2]s</title><link>%[3]s/%[2]s/%[1]d</link><guid>%[2]s-%[1]d</guid><pubDate>Fri, 30 Jan 2026 0%[1]d:00:00 GMT</pubDate><description>&lt;p&gt;This is story number %[1]d of the %[2]s, %[4]s by the harbour office on the quay, where eleven boats were painted in the colours of the town before the spring fair.&lt;/p&gt;</description></item>`, i, name, p.URL, words) //nolint:errcheck // a test
	}
	fmt.Fprint(w, `</channel></rss>`) //nolint:errcheck // a test
}
