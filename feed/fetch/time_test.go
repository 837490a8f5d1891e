package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veille/feed"
)

// silent answers nothing until the other side goes.
func silent(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// drip sends a byte at a time for ever.
func drip(every time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c := http.NewResponseController(w)
		for {
			if _, err := io.WriteString(w, "a"); err != nil || c.Flush() != nil {
				return
			}
			select {
			case <-r.Context().Done():
				return
			case <-time.After(every):
			}
		}
	}
}

// headers sends a line of its head a second, for ever.
func headers(w http.ResponseWriter, _ *http.Request) {
	c, rw, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	for line := "HTTP/1.1 200 OK\r\n"; ; line = "X: a\r\n" {
		if _, err := rw.WriteString(line); err != nil || rw.Flush() != nil {
			return
		}
		time.Sleep(time.Second)
	}
}

// half sends the beginning of a body and then nothing.
func half(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, sample)
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

// All with the usual limits, in feigned time.
func TestTimes(t *testing.T) {
	tests := []struct {
		name    string
		h       http.HandlerFunc
		after   time.Duration
		trouble feed.Trouble
		says    string
	}{
		{"silent", silent, 15 * time.Second, feed.TroubleTimeout, "in time"},
		{"head without end", headers, 15 * time.Second, feed.TroubleTimeout, "in time"},
		{"stalls", half, 10 * time.Second, feed.TroubleTimeout, "nothing for 10s"},
		{"drips", drip(9 * time.Second), 30 * time.Second, feed.TroubleTimeout, "longer than 30s"},
		{"drips fast", drip(time.Second), 30 * time.Second, feed.TroubleTimeout, "longer than 30s"},
		{"drips too slowly", drip(11 * time.Second), 10 * time.Second, feed.TroubleTimeout, "nothing for 10s"},
		{"slow redirects", func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(14 * time.Second)
			status(302, "Location", r.URL.Path+"x")(w, r)
		}, 30 * time.Second, feed.TroubleTimeout, "longer than 30s"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": tt.h})
				start := time.Now()
				e := w.bad(Request{URL: "http://quai.example/"}, tt.trouble)
				if took := time.Since(start); took != tt.after || !strings.Contains(e.Error(), tt.says) {
					t.Errorf("after %s: %v; want %q after %s", took, e.Err, tt.says, tt.after)
				}
				time.Sleep(time.Minute) // until the server has seen it
			})
		})
	}
}

func TestSlowButGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, r *http.Request) {
			time.Sleep(14 * time.Second)
			_, _ = io.WriteString(rw, sample[:10])
			_ = http.NewResponseController(rw).Flush()
			time.Sleep(9 * time.Second)
			_, _ = io.WriteString(rw, sample[10:])
		}})
		if res := w.good(Request{URL: "http://quai.example/"}); string(res.Body) != sample {
			t.Errorf("body %q", res.Body)
		}
	})
}

// Waiting for a turn costs none of the time of an exchange, and silent servers
// hold up nobody but their own.
func TestSilentServersHoldUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, Options{HostGap: time.Second}, map[string]http.HandlerFunc{
			"http://still.example": silent, "http://half.example": half, "http://quai.example": says(sample),
		})
		start := time.Now()
		bad := make(chan time.Duration, 4)
		for _, u := range []string{"http://still.example/a", "http://still.example/b", "http://still.example/c", "http://half.example/"} {
			go func() {
				if _, err := w.get(Request{URL: u}); err == nil {
					t.Errorf("%s answered", u)
				}
				bad <- time.Since(start)
			}()
		}
		synctest.Wait()
		for range 5 {
			w.good(Request{URL: "http://quai.example/"})
		}
		if took := time.Since(start); took != 4*time.Second {
			t.Errorf("five requests to a good host took %s, want their pauses of 4s", took)
		}
		var last time.Duration
		for range 4 {
			last = <-bad
		}
		if last != 47*time.Second { // three times 15 s and two pauses
			t.Errorf("the last gave up after %s", last)
		}
	})
}

func TestCancelEndsAtOnce(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{"silent": silent, "half": half, "drip": drip(time.Second)} {
		synctest.Test(t, func(t *testing.T) {
			w := open(t, Options{Connections: 1}, map[string]http.HandlerFunc{"http://quai.example": h})
			ctx, cancel := context.WithTimeout(context.Background(), 2500*time.Millisecond)
			defer cancel()
			start := time.Now()
			done := make(chan error, 2)
			for range 2 { // one asks, one waits for its turn
				go func() {
					_, err := w.c.Get(ctx, Request{URL: "http://quai.example/"})
					done <- err
				}()
			}
			for range 2 {
				if err := <-done; !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%s: error %v", name, err)
				}
			}
			if took := time.Since(start); took != 2500*time.Millisecond {
				t.Errorf("%s: took %s", name, took)
			}
		})
	}
}

func TestBarEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answer := status(429, "Retry-After", "90")
		w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, r *http.Request) { answer(rw, r) }})
		w.bad(Request{URL: "http://quai.example/"}, feed.TroubleBusy)
		answer = says(sample)
		time.Sleep(80 * time.Second)
		if e := w.bad(Request{URL: "http://quai.example/"}, feed.TroubleBusy); e.RetryAfter != 10*time.Second {
			t.Errorf("retry after %s, want what is left of it", e.RetryAfter)
		}
		time.Sleep(10 * time.Second)
		w.good(Request{URL: "http://quai.example/"})
		w.wantTrail("quai.example/", "quai.example/")

		answer = status(429) // and no time: for a while all the same
		w.bad(Request{URL: "http://quai.example/"}, feed.TroubleBusy)
		if e := w.bad(Request{URL: "http://quai.example/"}, feed.TroubleBusy); e.RetryAfter != 0 {
			t.Errorf("retry after %s, though nothing was said", e.RetryAfter)
		}
		answer = says(sample)
		time.Sleep(unsaid)
		w.good(Request{URL: "http://quai.example/"})
	})
}

// So is one that a redirect leads on within the host.
func TestRedirectEndsAtABar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, Options{PerHost: 2}, map[string]http.HandlerFunc{"http://quai.example": paths(map[string]http.HandlerFunc{
			"/slow": func(rw http.ResponseWriter, r *http.Request) {
				time.Sleep(2 * time.Second)
				status(302, "Location", "/fine")(rw, r)
			},
			"/busy": status(429, "Retry-After", "600"), "/fine": says(sample),
		})})
		done := make(chan error)
		go func() {
			_, err := w.get(Request{URL: "http://quai.example/slow"})
			done <- err
		}()
		synctest.Wait()
		w.bad(Request{URL: "http://quai.example/busy"}, feed.TroubleBusy)
		checkTrouble(t, "redirect", <-done, feed.TroubleBusy)
		w.wantTrail("quai.example/slow", "quai.example/busy")
	})
}

// A request that waits for its turn is sent away when the host asks for a pause.
func TestWaitersAreSentAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Second)
			status(429, "Retry-After", "600")(rw, r)
		}})
		start := time.Now()
		errs := make(chan error, 10)
		for range 10 {
			go func() {
				_, err := w.get(Request{URL: "http://quai.example/"})
				errs <- err
			}()
		}
		for range 10 {
			checkTrouble(t, "after 429", <-errs, feed.TroubleBusy)
		}
		if n := len(w.trail()); n != 1 || time.Since(start) != time.Second {
			t.Errorf("%d requests in %s", n, time.Since(start))
		}
	})
}

// Of connecting only the dialler knows the time.
func TestConnectTime(t *testing.T) {
	c, err := New(Options{Connect: time.Nanosecond, Proxy: func(*url.URL) (*url.URL, error) { return nil, nil }})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(says(sample))
	defer s.Close()
	_, err = c.Get(context.Background(), Request{URL: s.URL, Private: true})
	checkTrouble(t, "connect", err, feed.TroubleConnect)
	if o := (Options{}).usual(); o.Connect != 10*time.Second || o.HostGap != time.Second || o.Connections != 8 || o.PerHost != 1 || o.Redirects != 5 {
		t.Errorf("usual limits %+v", o)
	}
}
