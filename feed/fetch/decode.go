package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"veille/feed/text"
)

// acceptEncoding are the encodings that are decoded here.
const acceptEncoding = "gzip, br, zstd, deflate"

// maxEncodings is how many a body may have one around the other; two happen by
// mistake, more only by intent.
const maxEncodings = 3

// maxWindow is the memory a zstd frame may ask for: RFC 9659 allows servers this.
const maxWindow = 8 << 20

var errEncodings = errors.New("too many encodings")

// largeError says that something was larger than is read.
type largeError struct {
	limit int64
	what  string // "" for the body
}

const compressed = "before decompression"

func (e *largeError) Error() string { return text.Line("more than " + size(e.limit) + " " + e.what) }

func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// limited reads at most left bytes of r; one more is an error that stays.
type limited struct {
	r    io.Reader
	left int64
	err  *largeError
}

func limit(r io.Reader, n int64, encoded bool) *limited {
	return &limited{r, n, tooLarge(n, encoded)}
}

func tooLarge(n int64, encoded bool) *largeError {
	if encoded {
		return &largeError{n, compressed}
	}
	return &largeError{n, ""}
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, l.err
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		return n - 1, l.err
	}
	return n, err
}

// encodings lists those of Content-Encoding headers that mean something, in the
// order they were applied. Names that are none ("UTF-8", "none") are passed over:
// such bodies are plain.
func encodings(headers []string) (out []string) {
	for name := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		switch name = strings.ToLower(strings.TrimSpace(name)); name {
		case "gzip", "x-gzip":
			out = append(out, "gzip")
		case "deflate", "br", "zstd":
			out = append(out, name)
		}
	}
	return out
}

// readBody returns the bytes that raw stands for, at most most, after checking
// that all of it was there: checksums, ends of frames, the end of raw itself.
func readBody(raw io.Reader, names []string, most, hint int64) ([]byte, error) {
	if len(names) > maxEncodings {
		return nil, errEncodings
	}
	b := bufio.NewReader(raw)
	if head, _ := b.Peek(2); len(names) == 0 && string(head) == gzipHead {
		names = []string{"gzip"} // as a file of the server has it, which does not say so
	}
	source := io.Reader(b)
	var r io.Reader = limit(b, most, len(names) > 0)
	if len(names) > 0 {
		source = r
	}
	for i, name := range slices.Backward(names) {
		d, err := decoder(name, r)
		if err != nil {
			return nil, err
		}
		defer d.Close() //nolint:errcheck // what was wrong came with Read
		// Each layer is bounded, not the last alone: one that stands for gigabytes of
		// empty frames would come out as nothing and cost minutes.
		r = limit(d, most, i > 0)
	}
	if len(names) > 0 {
		hint *= 4 // as markup is compressed
	}
	out, err := readAll(r, min(hint, most))
	if err != nil {
		return nil, err
	}
	// What follows the last frame counts for nothing, but it has to be there.
	if _, err := io.Copy(io.Discard, source); err != nil {
		return nil, err
	}
	return out, nil
}

// readAll is io.ReadAll into a buffer of the size that may be expected; 0 or less:
// it is not known.
func readAll(r io.Reader, hint int64) ([]byte, error) {
	b := make([]byte, 0, max(hint, 32<<10)+bytesMore)
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return nil, err
		}
		if len(b) == cap(b) {
			b = slices.Grow(b, cap(b)/2)
		}
	}
}

// bytesMore lets the end of a body of the size announced be seen without growing.
const bytesMore = 512

func decoder(name string, r io.Reader) (io.ReadCloser, error) {
	switch name {
	case "gzip":
		return newMembers(r)
	case "deflate":
		return inflate(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	default:
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
}

// inflate reads what servers call deflate: zlib as the standard has it, or bare.
func inflate(r io.Reader) (io.ReadCloser, error) {
	b := bufio.NewReader(r)
	head, err := b.Peek(2)
	if err != nil {
		return nil, cut(err)
	}
	if head[0]&15 == 8 && head[0]>>4 <= 7 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(b)
	}
	return flate.NewReader(b), nil
}

// gzipHead begins every gzip file.
const gzipHead = "\x1f\x8b"

// members reads the gzip files that stand one after the other, and ends where
// something else follows: some servers pad with zeros.
type members struct {
	b *bufio.Reader
	z *gzip.Reader
}

func newMembers(r io.Reader) (*members, error) {
	b := bufio.NewReader(r)
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, cut(err)
	}
	z.Multistream(false)
	return &members{b, z}, nil
}

func (m *members) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	if err != io.EOF { //nolint:errorlint // a Reader returns it bare, wrapped it is another error
		return n, err
	}
	head, err := m.b.Peek(2)
	if err != nil && err != io.EOF { //nolint:errorlint // as above
		return n, err
	}
	if string(head) != gzipHead {
		return n, io.EOF
	}
	if err := m.z.Reset(m.b); err != nil {
		return n, cut(err)
	}
	m.z.Multistream(false)
	return n, nil
}

func (m *members) Close() error { return m.z.Close() }

// cut is err where the end of the bytes is the end of nothing.
func cut(err error) error {
	if err == io.EOF { //nolint:errorlint // as above
		return io.ErrUnexpectedEOF
	}
	return err
}
