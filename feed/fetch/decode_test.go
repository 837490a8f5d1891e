package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"veille/feed"
)

// encode applies an encoding of decode.go, "raw" for deflate without its frame.
func encode(t testing.TB, name string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	var err error
	switch name {
	case "gzip", "x-gzip":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	case "raw":
		w, err = flate.NewWriter(&out, 9)
	case "br":
		w = brotli.NewWriter(&out)
	case "zstd":
		w, err = zstd.NewWriter(&out)
	default:
		t.Fatalf("no encoding %q", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEncodings(t *testing.T) {
	body := []byte(strings.Repeat(sample, 200))
	gz := encode(t, "gzip", body)
	tests := []struct {
		name   string
		header []string
		sent   []byte
	}{
		{"plain", nil, body},
		{"gzip", []string{"gzip"}, gz},
		{"x-gzip in capitals", []string{" X-GZIP "}, gz},
		{"several members", []string{"gzip"}, slices.Concat(encode(t, "gzip", body[:1000]), encode(t, "gzip", nil), encode(t, "gzip", body[1000:]))},
		{"padded", []string{"gzip"}, append(slices.Clone(gz), make([]byte, 600)...)},
		{"one byte more", []string{"gzip"}, append(slices.Clone(gz), 0x1f)},
		{"deflate", []string{"deflate"}, encode(t, "deflate", body)},
		{"bare deflate", []string{"deflate"}, encode(t, "raw", body)},
		{"br", []string{"br"}, encode(t, "br", body)},
		{"zstd", []string{"zstd"}, encode(t, "zstd", body)},
		{"two frames of zstd", []string{"zstd"}, slices.Concat(encode(t, "zstd", body[:1000]), encode(t, "zstd", body[1000:]))},
		{"nested", []string{"gzip, br"}, encode(t, "br", gz)},
		{"nested, two headers", []string{"br", "gzip"}, encode(t, "gzip", encode(t, "br", body))},
		{"three", []string{"gzip,gzip,gzip"}, encode(t, "gzip", encode(t, "gzip", gz))},
		{"nonsense", []string{"UTF-8"}, body},
		{"none and identity", []string{"none, identity"}, body},
		{"nonsense around", []string{"utf-8, gzip, "}, gz},
		{"gzip that nobody told of", nil, gz},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header()["Content-Encoding"] = tt.header
				rw.Header().Set("Content-Type", "application/rss+xml")
				_, _ = rw.Write(tt.sent)
			}})
			res := w.good(Request{URL: "http://quai.example/"})
			if !bytes.Equal(res.Body, body) {
				t.Errorf("body of %d bytes, want %d", len(res.Body), len(body))
			}
		})
	}
}

// Nothing that came in half or damaged is taken for whole.
func TestDamagedEncodings(t *testing.T) {
	body := []byte(strings.Repeat(sample, 200))
	for _, name := range []string{"gzip", "deflate", "raw", "br", "zstd"} {
		header := name
		if name == "raw" {
			header = "deflate"
		}
		whole := encode(t, name, body)
		damaged := map[string][]byte{
			"cut in the middle": whole[:len(whole)/2], "cut at the end": whole[:len(whole)-1], "of one byte": whole[:1], "nothing": {},
		}
		if name == "gzip" || name == "zstd" {
			b := slices.Clone(whole)
			b[len(b)-2] ^= 1 // in the checksum of zstd, the length of gzip
			damaged["wrong at the end"] = b
		}
		if name == "gzip" {
			b := slices.Clone(whole)
			b[len(b)-6] ^= 1
			damaged["wrong checksum"] = b
			damaged["second member cut"] = slices.Concat(whole, whole[:len(whole)/2])
		}
		if name != "raw" && name != "br" {
			damaged["plain text"] = body
		}
		for what, b := range damaged {
			if out, err := readBody(bytes.NewReader(b), []string{header}, 1<<20, 0); err == nil && len(out) > 0 {
				t.Errorf("%s, %s: %d bytes taken for whole", name, what, len(out))
			}
		}
	}
	if _, err := readBody(bytes.NewReader(body), []string{"gzip", "gzip", "gzip", "gzip"}, 1<<20, 0); !errors.Is(err, errEncodings) {
		t.Errorf("four encodings: %v", err)
	}
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": says(sample, "Content-Encoding", "gzip")})
	w.bad(Request{URL: "http://quai.example/"}, feed.TroubleServer)
}

// The whole body has to come though decoding ended before.
func TestCutAfterTheLastFrame(t *testing.T) {
	for _, name := range []string{"gzip", "deflate", "br", "zstd"} {
		b := encode(t, name, []byte(sample))
		head := "HTTP/1.1 200 OK\r\nContent-Encoding: " + name + "\r\nContent-Length: " + strconv.Itoa(len(b)+10000) + "\r\n\r\n"
		w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": raw(head + string(b))})
		w.bad(Request{URL: "http://quai.example/"}, feed.TroubleServer)
	}
}

func TestAnnouncedTooLarge(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx")})
	w.bad(Request{URL: "http://quai.example/"}, feed.TroubleTooLarge)
}

func TestMemoryOfFrames(t *testing.T) {
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out, zstd.WithWindowSize(2*maxWindow))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // several blocks, so that the window is written down
		if _, err := z.Write([]byte(sample)); err != nil {
			t.Fatal(err)
		}
		if err := z.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := readBody(&out, []string{"zstd"}, MaxFeed, 0); err == nil {
		t.Error("a frame may ask for any memory")
	}
}

func TestLimits(t *testing.T) {
	const most = 100_000
	body := bytes.Repeat([]byte("a"), most)
	more := append(slices.Clone(body), 'a')
	noise := make([]byte, most)
	for i, v := 0, uint32(1); i < len(noise); i++ {
		v = v*1664525 + 1013904223
		noise[i] = byte(v >> 24)
	}
	for _, name := range []string{"", "gzip", "deflate", "raw", "br", "zstd"} {
		get := func(b []byte, chunked bool) (Response, error) {
			header := name
			if name != "" {
				b = encode(t, name, b)
			}
			if name == "raw" {
				header = "deflate"
			}
			w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("Content-Encoding", header)
				if !chunked {
					rw.Header().Set("Content-Length", strconv.Itoa(len(b)))
				}
				_, _ = rw.Write(b)
			}})
			return w.get(Request{URL: "http://quai.example/", MaxBytes: most})
		}
		for _, chunked := range []bool{false, true} {
			if res, err := get(body, chunked); err != nil || !bytes.Equal(res.Body, body) {
				t.Errorf("%q, at the limit: %d bytes, error %v", name, len(res.Body), err)
			}
			_, err := get(more, chunked)
			e := checkTrouble(t, name+", one more", err, feed.TroubleTooLarge)
			if !errors.Is(&e, feed.ErrTooLarge) || !strings.Contains(e.Error(), "100000 bytes") {
				t.Errorf("%q: error %q names no limit", name, e.Err)
			}
		}
		if name != "" { // does not shrink: its frame makes it too large before decompression
			_, err := get(noise, true)
			e := checkTrouble(t, name+", compressed", err, feed.TroubleTooLarge)
			if !strings.Contains(e.Error(), compressed) {
				t.Errorf("%q: error %q", name, e.Err)
			}
		}
	}
}

func TestUsualLimits(t *testing.T) {
	body := bytes.Repeat([]byte("a"), MaxPage+1)
	w := open(t, Options{}, map[string]http.HandlerFunc{"http://quai.example": func(rw http.ResponseWriter, _ *http.Request) {
		_, _ = rw.Write(body)
	}})
	w.good(Request{URL: "http://quai.example/"})
	if e := w.bad(Request{URL: "http://quai.example/", Want: WantPage}, feed.TroubleTooLarge); !strings.Contains(e.Error(), "3 MiB") {
		t.Errorf("error %q", e.Err)
	}
}

// Layers that stand for gigabytes of nothing are bounded too.
func TestBombs(t *testing.T) {
	const most = 1 << 20
	mega := make([]byte, 4*most)
	empties := bytes.Repeat(encode(t, "gzip", nil), most/10) // 2.5 MB that stand for nothing
	for name, b := range map[string][]byte{
		"gzip": encode(t, "gzip", mega), "br": encode(t, "br", mega), "zstd": encode(t, "zstd", mega), "deflate": encode(t, "deflate", mega),
		"gzip,gzip": encode(t, "gzip", encode(t, "gzip", mega)), "gzip,zstd": encode(t, "zstd", empties),
	} {
		_, err := readBody(bytes.NewReader(b), strings.Split(name, ","), most, int64(len(b)))
		if !errors.As(err, new(*largeError)) {
			t.Errorf("%s of %d bytes: %v", name, len(b), err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range []string{"gzip", "deflate", "br", "zstd"} {
		f.Add(name, encode(f, name, []byte(sample)), 1000)
	}
	f.Add("gzip,br", encode(f, "br", encode(f, "gzip", []byte(sample))), 10)
	f.Fuzz(func(t *testing.T, names string, b []byte, most int) {
		most = min(max(most, 1), 1<<16)
		if list := encodings([]string{names}); len(list) > 0 {
			out, err := readBody(bytes.NewReader(b), list, int64(most), int64(len(b)))
			if len(out) > most || err != nil && out != nil {
				t.Errorf("%d bytes of at most %d, error %v", len(out), most, err)
			}
		}
	})
}
