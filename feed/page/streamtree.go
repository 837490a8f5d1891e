package page

import (
	"golang.org/x/net/html/atom"
)

// void reads an element without content.
func (r *stream) void(a atom.Atom) bool {
	if a == atom.Hr && !r.closeParagraph() {
		return false
	}
	if r.hide > 0 || r.code > 0 {
		return true
	}
	switch a {
	case atom.Img:
		r.b.shown.picture = true
	case atom.Br:
		r.b.lineBreak()
	case atom.Hr:
		r.b.rule()
	}
	return true
}

// start opens an element.
func (r *stream) start(a atom.Atom, how int, href string) bool {
	if len(r.open) >= maxOpen {
		return false
	}
	switch how {
	case isFormat:
		if !r.mayFormat(a) {
			return false
		}
	case isBlock:
		if a == atom.Li && !r.closeItem() || !r.closeParagraph() || headingLevel[a] > 0 && headingLevel[r.top()] > 0 {
			return false
		}
	}
	e := element{a: a, in: r.in}
	switch {
	case unseen[a]:
		r.b.shown.picture = r.b.shown.picture || r.code == 0
		r.hide++
	case r.hide > 0:
	case r.code > 0:
		if how == isBlock {
			return false
		}
	case a == atom.Pre:
		r.b.flush()
		r.code, r.pre = 1, r.pre[:0]
	default:
		e.was = r.b.enter(a, href, &r.in)
	}
	r.open = append(r.open, e)
	return true
}

// mayFormat holds where one more formatting element is opened as it stands: no
// link in a link, and fewer than guardHTML lets pass.
func (r *stream) mayFormat(a atom.Atom) bool {
	n := 0
	for i := range r.open {
		if streamTags[r.open[i].a] == isFormat {
			n++
		}
		if a == atom.A && r.open[i].a == atom.A {
			return false
		}
	}
	return n < maxFormatting-1
}

func (r *stream) top() atom.Atom {
	if n := len(r.open); n > 0 {
		return r.open[n-1].a
	}
	return 0
}

// closeParagraph ends the paragraph that a block cannot stand in. It reports
// false where something else was left open in it.
func (r *stream) closeParagraph() bool {
	if r.top() == atom.P {
		r.pop()
	}
	for i := range r.open {
		if r.open[i].a == atom.P {
			return false
		}
	}
	return true
}

// closeItem ends the item before another one of the same list.
func (r *stream) closeItem() bool {
	if n := len(r.open); n > 1 && r.open[n-1].a == atom.P && r.open[n-2].a == atom.Li {
		r.pop()
	}
	if r.top() == atom.Li {
		r.pop()
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		switch a := r.open[i].a; {
		case a == atom.Li:
			return false
		case a == atom.Address, a == atom.Div, a == atom.P, streamTags[a] != isBlock:
		default:
			return true
		}
	}
	return true
}

// close ends an element; one left open inside it must be a paragraph or an item,
// which end by themselves.
func (r *stream) close(a atom.Atom) bool {
	if streamTags[a] == isBlock && a != atom.P && headingLevel[a] == 0 {
		for n := len(r.open); n > 0 && r.open[n-1].a != a && (r.open[n-1].a == atom.P || r.open[n-1].a == atom.Li && (a == atom.Ul || a == atom.Ol)); n-- {
			r.pop()
		}
	}
	if r.top() != a {
		return false
	}
	r.pop()
	return true
}

// pop ends the innermost element.
func (r *stream) pop() {
	e := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	switch {
	case unseen[e.a]:
		r.hide--
	case r.hide > 0:
	case e.a == atom.Pre:
		r.code = 0
		r.b.preformatted(string(r.pre))
	case r.code > 0:
	default:
		r.b.leave(e.a, e.was, r.in)
	}
	r.in = e.in
}
