package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/charmbracelet/x/term"
)

// printer is standard output: data only. It keeps the first error and writes
// nothing after it, so a verb may print without looking and ask at the end.
type printer struct {
	w   *bufio.Writer
	tty bool
	err error
}

func newPrinter(f *os.File) *printer {
	return &printer{w: bufio.NewWriterSize(f, 32<<10), tty: term.IsTerminal(f.Fd())}
}

func (p *printer) Write(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.w.Write(b)
	p.keep(err)
	return n, err
}

func (p *printer) printf(format string, args ...any) {
	fmt.Fprintf(p, format, args...) //nolint:errcheck // kept in p.err
}

// object prints v as one line of JSON.
func (p *printer) object(v any) {
	e := json.NewEncoder(p)
	e.SetEscapeHTML(false)
	p.keep(e.Encode(v))
}

// flush writes out what is buffered. Rows of a list on a terminal are flushed
// as they come by whoever prints them.
func (p *printer) flush() error {
	if p.err == nil {
		p.keep(p.w.Flush())
	}
	return p.err
}

func (p *printer) keep(err error) {
	if p.err == nil && err != nil {
		p.err = fmt.Errorf("write to standard output: %w", err)
	}
}

// gone reports whether an error only says that nobody reads our output any
// more, as after "| head -1".
func gone(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}

// termWidth is the width of the terminal behind f in cells, or otherwise.
func termWidth(f *os.File, otherwise int) int {
	if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
		return w
	}
	return otherwise
}
