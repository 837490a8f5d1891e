package query

import "strings"

// Cursor tells what stands at a place of a search line, for completion.
type Cursor struct {
	// From and To are the bytes that a completion replaces. With Field they are
	// those of the value alone, written as Value writes it; without, those of
	// the whole word up to and with the colon of a field's name.
	From, To int
	Field    string // English name of the field whose value stands there, "saved" behind @; "" for a word of its own
	Typed    string // what is typed of it before the cursor, without quotes
	Quoted   bool   // inside quotes
	Saved    bool   // of a saved query: behind @ or saved:
}

// At tells what stands at byte at of a search line, however unfinished it is.
// Outside of any word From and To are at and all else is empty.
func At(s string, at int) Cursor {
	at = min(max(at, 0), len(s))
	p := parser{scanner: scanner{src: s}, seek: at, cursor: Cursor{From: at, To: at}}
	if len(s) <= MaxLen {
		p.line()
	}
	return p.cursor
}

// seen takes note of what stands from byte from to byte to when the cursor is
// in it and nothing before it was; open is for a quote that is not closed, which
// takes in all that follows.
func (p *parser) seen(from, to int, field string, open bool) {
	if p.seek < from || p.seek > to || p.found {
		return
	}
	cur := Cursor{From: from, To: to, Field: field, Saved: field == fieldSaved, Typed: p.src[from:p.seek]}
	r, n := (&scanner{src: p.src, at: from}).peek()
	switch {
	case from < to && closing(r) != 0:
		cur.Quoted = p.seek > from && (open || p.seek < to)
		if field == "" && !cur.Quoted {
			return // beside a phrase
		}
		cur.Typed = strings.TrimRight(strings.TrimPrefix(cur.Typed, p.src[from:from+n]), string(closing(r)))
		if open {
			cur.To = p.seek
		}
	case field == "" && to < len(p.src) && p.src[to] == ':':
		cur.To++
	}
	p.cursor, p.found = cur, true
}
