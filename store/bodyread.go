package store

import (
	"strings"
	"unsafe"

	"google.golang.org/protobuf/encoding/protowire"

	"veille/feed"
)

// decodeBody fills everything of a but its head, marks and notes.
func decodeBody(b []byte, a *feed.Article) error {
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			a.Kicker = r.string()
		case fieldStandfirst:
			a.Standfirst = r.string()
		case 3:
			r.strings(&a.Dateline.Place, &a.Dateline.Date, &a.Dateline.Agency)
		case 4:
			a.Byline = r.string()
		case 5:
			a.Authors = append(a.Authors, r.string())
		case 6:
			a.Updated = r.time()
		case 7:
			a.Summary = r.string()
		case fieldBlock:
			a.Body = append(a.Body, r.block())
		default:
			decodeBeside(&r, n, a)
		}
	}
	return r.err
}

// decodeBeside reads what stands beside the text.
func decodeBeside(r *record, n protowire.Number, a *feed.Article) {
	switch n {
	case fieldCaption:
		var c feed.Caption
		r.strings(&c.Text, &c.Credit)
		a.Captions = append(a.Captions, c)
	case 10, 11:
		var l feed.Link
		r.strings(&l.Text, &l.URL)
		if n == 10 {
			a.Related = append(a.Related, l)
		} else {
			a.Links = append(a.Links, l)
		}
	case 12:
		var t feed.Teaser
		r.strings(&t.Title, &t.Summary, &t.URL)
		a.Teasers = append(a.Teasers, t)
	case 13:
		a.Categories = append(a.Categories, r.string())
	case 14:
		a.Enclosures = append(a.Enclosures, r.enclosure())
	case 15:
		a.Repairs = r.repairs()
	default:
		r.skip()
	}
}

// strings reads a message whose fields 1, 2, 3 are strings.
func (r *record) strings(into ...*string) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		if int(n) <= len(into) {
			*into[n-1] = m.string()
		} else {
			m.skip()
		}
	}
	r.done(m)
}

func (r *record) enclosure() (e feed.Enclosure) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			e.URL = m.string()
		case 2:
			e.Type = m.string()
		case 3:
			e.Bytes = m.int()
		default:
			m.skip()
		}
	}
	r.done(m)
	return e
}

func (r *record) repairs() (out []feed.Repair) {
	at := int64(0)
	for b := r.bytes(); len(b) > 0; {
		v, n := protowire.ConsumeVarint(b)
		if n < 0 {
			r.fail()
			return nil
		}
		at += protowire.DecodeZigZag(v)
		out, b = append(out, feed.Repair{At: int(at)}), b[n:]
	}
	return out
}

func (r *record) block() (blk feed.Block) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			blk.Kind = feed.BlockKind(m.uint())
		case 2:
			blk.Level = int(m.int())
		case 3:
			blk.Number = int(m.int())
		case 4:
			blk.Spans = append(blk.Spans, m.span())
		case 5:
			blk.Rows = append(blk.Rows, m.row())
		case 6:
			blk.URL = m.string()
		default:
			m.skip()
		}
	}
	r.done(m)
	return blk
}

func (r *record) span() (s feed.Span) {
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		switch n {
		case 1:
			s.Text = m.string()
		case 2:
			s.Style = feed.SpanStyle(m.uint())
		case 3:
			s.URL = m.string()
		default:
			m.skip()
		}
	}
	r.done(m)
	return s
}

func (r *record) row() []string {
	row := []string{}
	m := r.message()
	for n := m.next(); n != 0; n = m.next() {
		if n == 1 {
			row = append(row, m.string())
		} else {
			m.skip()
		}
	}
	r.done(m)
	return row
}

// blockText is feed.Block.Text on the record itself; a block of one span, as
// nearly all are, is not copied.
func (r *record) blockText() string {
	first, rest := "", (*strings.Builder)(nil)
	add := func(between, s string) {
		if rest == nil {
			rest = &strings.Builder{}
			rest.WriteString(first)
		}
		rest.WriteString(between)
		rest.WriteString(s)
	}
	parts := 0
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 4:
			m := r.message()
			if s := m.spanText(); parts == 0 {
				first = s
			} else {
				add("", s)
			}
			parts++
			r.done(m)
		case 5:
			for i, cell := range r.row() {
				between := "\t"
				if i == 0 {
					between = "\n"
				}
				add(between, cell)
			}
			parts++
		default:
			r.skip()
		}
	}
	if rest != nil {
		return rest.String()
	}
	return first
}

func (r *record) spanText() string {
	text := ""
	for n := r.next(); n != 0; n = r.next() {
		if n == 1 {
			text = borrow(r.bytes())
		} else {
			r.skip()
		}
	}
	return text
}

// borrow looks at bytes as a string without copying them.
func borrow(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
