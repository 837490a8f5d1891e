package export

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// spoolMemory is how much a spool keeps in memory before it takes a file.
const spoolMemory = 8 << 20

// spool keeps pieces of text aside: in memory while they are few, else in a
// temporary file, so that the order of a dossier costs no memory by its size.
type spool struct {
	mem  []byte
	file *os.File
	size int64 // in the file
}

type span struct{ from, n int64 }

// add appends a piece and returns where it stands.
func (s *spool) add(p []byte) (span, error) {
	at := span{s.size + int64(len(s.mem)), int64(len(p))}
	s.mem = append(s.mem, p...)
	if len(s.mem) < spoolMemory {
		return at, nil
	}
	return at, s.spill()
}

// spill moves what is in memory to the end of the file.
func (s *spool) spill() error {
	if s.file == nil {
		f, err := os.CreateTemp("", "veille-export-*.tmp")
		if err != nil {
			return fmt.Errorf("put pieces aside: %w", err)
		}
		s.file = f
	}
	n, err := s.file.Write(s.mem)
	s.size += int64(n)
	s.mem = s.mem[:0]
	if err != nil {
		return fmt.Errorf("put pieces aside: %w", err)
	}
	return nil
}

// copy appends a piece to b.
func (s *spool) copy(b *bytes.Buffer, at span) error {
	if at.from >= s.size {
		from := at.from - s.size
		b.Write(s.mem[from : from+at.n])
		return nil
	}
	b.Grow(int(at.n))
	p := b.AvailableBuffer()[:at.n]
	if _, err := s.file.ReadAt(p, at.from); err != nil {
		return fmt.Errorf("read pieces put aside: %w", err)
	}
	b.Write(p)
	return nil
}

// close removes the file.
func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
