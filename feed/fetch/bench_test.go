package fetch

import (
	"context"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// A feed of 4 MB from this computer, plain and compressed.
func BenchmarkGet(b *testing.B) {
	body := strings.Repeat(sample, 4<<20/len(sample))
	for _, encoding := range []string{"", "gzip", "br", "zstd"} {
		b.Run("encoding="+encoding, func(b *testing.B) {
			sent := body
			if encoding != "" {
				sent = string(encode(b, encoding, []byte(body)))
			}
			s := httptest.NewServer(says(sent, "Content-Encoding", encoding))
			defer s.Close()
			c, err := New(Options{HostGap: -1, PerHost: 32, Connections: 32, Proxy: func(*url.URL) (*url.URL, error) { return nil, nil }})
			if err != nil {
				b.Fatal(err)
			}
			defer c.Close()
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Get(context.Background(), Request{URL: s.URL, Private: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Asking again for what has not changed.
func BenchmarkGetUnchanged(b *testing.B) {
	s := httptest.NewServer(status(304))
	defer s.Close()
	c, err := New(Options{HostGap: -1, Proxy: func(*url.URL) (*url.URL, error) { return nil, nil }})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	for b.Loop() {
		if _, err := c.Get(context.Background(), Request{URL: s.URL, Private: true, ETag: "x"}); err != nil {
			b.Fatal(err)
		}
	}
}
