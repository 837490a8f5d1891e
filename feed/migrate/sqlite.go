package migrate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf16"
)

// SQLite's file format, as far as reading whole tables needs it
// (https://sqlite.org/fileformat2.html). All numbers are big-endian.
//
// The file is pages of one size. The first 100 bytes are its header: the magic
// (16), the size of a page (2; 1 means 65536), versions for writing and reading
// (1 each; 2 is WAL), bytes left unused at the end of each page (1), …, at 28 the
// number of pages, at 56 the encoding of texts (1 UTF-8, 2 UTF-16LE, 3 UTF-16BE).
//
// A table is a tree of pages. A page begins (page 1: behind the header of the
// file) with its kind (1), first free block (2), number of cells (2), where cells
// begin (2), free fragments (1), and in inner pages the page of the right-most
// child (4); then come the places of the cells (2 each).
//
//	5   inner page   cell: child (4), largest rowid in it (varint)
//	13  leaf         cell: bytes of the record (varint), rowid (varint), record,
//	                 and where it does not fit the page of the rest of it (4)
//
// A page of such a rest has the next one (4, 0 at the end) and bytes of it. Of a
// record of P bytes in pages of which U bytes are used all stand in the leaf if P
// is at most X = U-35, else K = M+(P-M) mod (U-4) of them if that is at most X,
// else M = (U-12)·32/255-23.
//
// A record is its header, which begins with its own length (varint), a type for
// each column (varint), and the values: 0 is null; 1 to 6 are integers of 1, 2, 3,
// 4, 6 and 8 bytes; 7 is a float; 8 and 9 are 0 and 1 without bytes; from 12 on
// even ones are (n-12)/2 bytes and odd ones a text of (n-13)/2. A record may have
// fewer values than the table columns.
//
// A varint is up to nine bytes, seven bits of each but all of the ninth, the
// highest first; a byte below 128 ends it.
//
// Table sqlite_schema has its root on page 1 and the columns type, name, tbl_name,
// rootpage, sql.
//
// Nothing is written and nothing trusted: every place is checked against the
// file, no page is visited twice in one tree, no record is larger than maxEntry, and
// all of a table are no larger than the file.

const (
	sqliteMagic  = "SQLite format 3\x00"
	sqliteHeader = 100
	maxDepth     = 20 // of a tree; one of 2^31 pages has fewer levels
	maxColumns   = 2000
)

var errSQLite = errors.New("the file is damaged")

// database is an open file.
type database struct {
	at       io.ReaderAt
	pageSize int
	used     int // bytes of a page
	pages    uint32
	encoding uint32
	head     []byte // as it was when it was opened
}

// value is of one column: an integer, a text (or bytes), or neither.
type value struct {
	n    int64
	text string
}

func openDatabase(at io.ReaderAt, size int64) (*database, error) {
	h := make([]byte, sqliteHeader)
	if _, err := at.ReadAt(h, 0); err != nil {
		return nil, fmt.Errorf("it is no SQLite file: %w", err)
	}
	if string(h[:16]) != sqliteMagic {
		return nil, errors.New("it is no SQLite file")
	}
	d := &database{at: at, pageSize: int(binary.BigEndian.Uint16(h[16:])), encoding: binary.BigEndian.Uint32(h[56:]), head: h}
	if d.pageSize == 1 {
		d.pageSize = 65536
	}
	d.used = d.pageSize - int(h[20])
	if d.pageSize < 512 || d.pageSize&(d.pageSize-1) != 0 || d.used < 480 {
		return nil, errSQLite
	}
	if h[19] > 2 {
		return nil, errors.New("it is of a later SQLite")
	}
	d.pages = uint32(min(size/int64(d.pageSize), math.MaxUint32-1))
	if n := binary.BigEndian.Uint32(h[28:]); n > d.pages && binary.BigEndian.Uint32(h[24:]) == binary.BigEndian.Uint32(h[92:]) {
		return nil, fmt.Errorf("%w: it breaks off", errSQLite)
	}
	return d, nil
}

// changed reports whether somebody has written to the file since it was opened:
// each transaction raises the counter at 24.
func (d *database) changed() bool {
	h := make([]byte, sqliteHeader)
	_, err := d.at.ReadAt(h, 0)
	return err != nil || !bytes.Equal(h, d.head)
}

// page reads a page; the first is 1.
func (d *database) page(n uint32) ([]byte, error) {
	if n == 0 || n > d.pages {
		return nil, errSQLite
	}
	b := make([]byte, d.pageSize)
	if _, err := d.at.ReadAt(b, int64(n-1)*int64(d.pageSize)); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b, nil
}

// varint reads one at the beginning of b and returns its length, 0 for none.
func varint(b []byte) (v uint64, n int) {
	for n < len(b) && n < 9 {
		c := b[n]
		n++
		if n == 9 {
			return v<<8 | uint64(c), n
		}
		v = v<<7 | uint64(c&127)
		if c < 128 {
			return v, n
		}
	}
	return 0, 0
}

// tree goes through one table.
type tree struct {
	*database
	seen map[uint32]bool
	left int64 // bytes that records may still have: cells may all name one
	each func(rowid int64, row []value) error
	lost func() error // told of a record that cannot be read
}

// rows calls each with the rows of the table at a root, in the order of rowids, and
// lost for each that cannot be read.
func (d *database) rows(root uint32, each func(int64, []value) error, lost func() error) error {
	t := &tree{d, map[uint32]bool{}, int64(d.pages) * int64(d.pageSize), each, lost}
	return t.walk(root, 0)
}

func (t *tree) walk(n uint32, depth int) error {
	if depth > maxDepth || t.seen[n] {
		return t.lost()
	}
	t.seen[n] = true
	p, err := t.page(n)
	if errors.Is(err, errSQLite) {
		return t.lost()
	}
	if err != nil {
		return err
	}
	from := 0
	if n == 1 {
		from = sqliteHeader
	}
	inner := p[from] == 5
	if !inner && p[from] != 13 {
		return t.lost()
	}
	cells := int(binary.BigEndian.Uint16(p[from+3:]))
	first := from + 8
	if inner {
		first += 4
	}
	if first+2*cells > t.used {
		return t.lost()
	}
	for i := range cells {
		if err := t.cell(p, int(binary.BigEndian.Uint16(p[first+2*i:])), inner, depth); err != nil {
			return err
		}
	}
	if inner {
		return t.walk(binary.BigEndian.Uint32(p[from+8:]), depth+1)
	}
	return nil
}

// cell reads the cell at a place of a page.
func (t *tree) cell(p []byte, at int, inner bool, depth int) error {
	if at < 8 || at+4 > t.used {
		return t.lost()
	}
	if inner {
		return t.walk(binary.BigEndian.Uint32(p[at:]), depth+1)
	}
	size, n := varint(p[at:t.used])
	rowid, m := varint(p[min(at+n, t.used):t.used])
	if n == 0 || m == 0 || size > maxEntry {
		return t.lost()
	}
	if t.left -= int64(size); t.left < 0 {
		return fmt.Errorf("%w: its articles are larger than itself", errSQLite)
	}
	rec, err := t.payload(p[at+n+m:t.used], int(size))
	if err != nil {
		return err
	}
	row, ok := t.record(rec)
	if !ok {
		return t.lost()
	}
	return t.each(int64(rowid), row)
}

// payload gathers a record of a size, nil for one that cannot be; b is from its
// beginning to the end of the page.
func (t *tree) payload(b []byte, size int) ([]byte, error) {
	local := size
	if most := t.used - 35; size > most {
		least := (t.used-12)*32/255 - 23
		if local = least + (size-least)%(t.used-4); local > most {
			local = least
		}
	}
	if local == size {
		if size > len(b) {
			return nil, nil
		}
		return b[:size], nil
	}
	if local+4 > len(b) {
		return nil, nil
	}
	out := append(make([]byte, 0, size), b[:local]...)
	next := binary.BigEndian.Uint32(b[local:])
	for len(out) < size { // each page brings at least 476 bytes, so it ends
		p, err := t.page(next)
		if errors.Is(err, errSQLite) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		next = binary.BigEndian.Uint32(p)
		out = append(out, p[4:min(t.used, 4+size-len(out))]...)
	}
	return out, nil
}

// record takes a record apart; false for one that is broken.
func (t *tree) record(b []byte) ([]value, bool) {
	size, n := varint(b)
	if n == 0 || size < uint64(n) || size > uint64(len(b)) {
		return nil, false
	}
	types, body := b[n:size], b[size:]
	var out []value
	for len(types) > 0 && len(out) < maxColumns {
		kind, n := varint(types)
		if n == 0 {
			return nil, false
		}
		types = types[n:]
		length := lengthOf(kind)
		if length > uint64(len(body)) {
			return nil, false
		}
		out = append(out, t.valueOf(kind, body[:length]))
		body = body[length:]
	}
	return out, true
}

// lengthOf returns the length of a value of a type.
func lengthOf(kind uint64) uint64 {
	switch {
	case kind < 12:
		return [...]uint64{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0}[kind]
	default:
		return (kind - 12) / 2
	}
}

func (t *tree) valueOf(kind uint64, b []byte) value {
	switch {
	case kind >= 12:
		return value{text: t.decode(b, kind%2 == 1)}
	case kind == 9:
		return value{n: 1}
	case kind == 7:
		f := math.Float64frombits(binary.BigEndian.Uint64(b))
		if f > math.MinInt64 && f < math.MaxInt64 {
			return value{n: int64(f)}
		}
		return value{}
	case kind == 0 || kind > 7:
		return value{}
	}
	n := int64(0)
	if b[0] >= 128 {
		n = -1
	}
	for _, c := range b {
		n = n<<8 | int64(c)
	}
	return value{n: n}
}

// decode makes UTF-8 of a text.
func (t *tree) decode(b []byte, isText bool) string {
	if !isText || t.encoding < 2 || t.encoding > 3 {
		return string(b)
	}
	var order binary.ByteOrder = binary.LittleEndian
	if t.encoding == 3 {
		order = binary.BigEndian
	}
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}

// table is where a table lies and what its columns are called, in lower case.
type sqlTable struct {
	root    uint32
	columns columns
}

// tables lists the tables of the file by name.
func (d *database) tables() (map[string]sqlTable, error) {
	out := map[string]sqlTable{}
	broken := false
	err := d.rows(1, func(_ int64, row []value) error {
		if len(row) >= 5 && row[0].text == "table" && row[3].n > 0 && row[3].n < math.MaxUint32 {
			out[strings.ToLower(row[1].text)] = sqlTable{uint32(row[3].n), columnsOf(columnNames(row[4].text))}
		}
		return nil
	}, func() error { broken = true; return nil })
	if err == nil && broken && len(out) == 0 {
		err = errSQLite
	}
	return out, err
}

// columnNames reads the names of the columns from what made a table. Names in
// quotes may hold anything; what comes after a name does not matter.
func columnNames(sql string) (out []string) {
	from := strings.IndexByte(sql, '(')
	if from < 0 || len(sql) > 1<<16 {
		return nil
	}
	for _, part := range outermost(sql[from+1:]) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		name, _, _ := strings.Cut(strings.Map(func(r rune) rune {
			if r == '\n' || r == '\t' || r == '\r' {
				return ' '
			}
			return r
		}, part), " ")
		name, _, _ = strings.Cut(name, "(")
		switch strings.ToUpper(name) {
		case "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT":
			continue
		}
		if end := strings.IndexByte("\"`['", part[0]); end >= 0 {
			close := "\"`]'"[end]
			if i := strings.IndexByte(part[1:], close); i >= 0 {
				name = part[1 : 1+i]
			}
		}
		out = append(out, name)
	}
	return out
}

// outermost parts a list at its commas, up to the parenthesis that ends it.
func outermost(s string) (out []string) {
	depth, from := 0, 0
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '(':
			depth++
		case c == ')' && depth == 0:
			return append(out, s[from:i])
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}
