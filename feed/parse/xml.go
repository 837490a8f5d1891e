package parse

import (
	"fmt"
	"strings"
)

// place says what the elements met belong to.
type place uint8

const (
	inNothing place = iota // before the root
	inChannel
	inItem
	inSource
	inMedia
	inIgnored
)

// frame is an open element.
type frame struct {
	name     string // as written
	el       element
	place    place
	from     int // where its content begins
	base     string
	lang     string
	bindings int // that held before it
}

// reader reads a feed in XML, or in what was meant to be XML. It keeps no tree:
// elements that hold text are read whole (leaf.go), of the others only those that
// are open are known.
type reader struct {
	scanner
	resolver
	o     Options
	names names
	own   *entities
	attrs []attr
	stack []frame
	over  int // elements beyond MaxDepth that are open
	first string
	waste int // bytes looked through for ends of elements that are not there

	feed  channel
	item  draft
	open  bool // item is being read
	ends  bool // items have end tags
	items keeper
}

// readXML reads s. An error says what s is instead.
func readXML(s string, o Options) (Feed, error) {
	r := &reader{scanner: scanner{s: s}, resolver: resolver{room: len(s) + moreRoom}, o: o}
	r.items.now, r.items.all = o.Now, o.File
	for r.step() {
	}
	if len(r.stack) > 0 {
		r.feed.Broken = true
	}
	if r.open {
		// Half an item is no news: it comes whole next time. The only one is
		// better than nothing, and where items never have an end it is whole.
		r.feed.Cut = true
		if !r.ends || r.items.count() == 0 {
			r.endItem()
		}
	}
	if r.feed.Format == "" {
		return Feed{}, fmt.Errorf("%w: %s", ErrNotFeed, whatXML(r.first, s))
	}
	return r.finish(), nil
}

// step takes in the next piece of markup and reports whether to go on.
func (r *reader) step() bool {
	t := r.next()
	if t.cut {
		r.feed.Broken = true
	}
	switch t.kind {
	case atEnd:
		return false
	case startTag:
		return r.start(t)
	case endTag:
		return r.end(t.name)
	case otherMarkup:
		if r.own == nil && len(t.name) == 0 && strings.HasPrefix(r.s[t.from:t.to], "<!DOCTYPE") {
			r.own = ownEntities(r.s[t.from:t.to])
		}
	}
	return true
}

func (r *reader) top() *frame {
	if len(r.stack) == 0 {
		return &frame{}
	}
	return &r.stack[len(r.stack)-1]
}

// start takes in a start tag.
func (r *reader) start(t tag) bool {
	bindings := len(r.names.bindings)
	r.attrs = r.attrs[:0]
	if len(t.attrs) > 0 {
		r.attrs = attributes(t.attrs, r.attrs)
		if strings.Contains(t.attrs, "xmlns") {
			r.names.declare(r.attrs, r.feed.Format == "")
		}
	}
	el := r.names.of(t.name)
	if r.feed.Format == "" {
		if going, begun := r.root(el, t); !begun {
			r.names.forget(bindings)
			return going
		}
	}
	if el == itemElement && r.open && r.top().el == itemElement {
		r.closeItem()
	}
	top := r.top()
	f := frame{name: t.name, el: el, place: top.place, from: t.to, base: top.base, lang: top.lang, bindings: bindings}
	r.inherit(&f, t.attrs)
	if el.isLeaf() && top.place != inIgnored && top.place != inNothing {
		l := r.leaf(t)
		l.base, l.lang = f.base, f.lang
		r.take(el, l, top.place)
		r.names.forget(bindings)
		return true
	}
	r.enter(&f)
	if t.empty {
		r.leave(&f, t.to)
		return true
	}
	r.push(f)
	return true
}

// push opens an element. One beyond MaxDepth is but counted; one of HTML that
// somebody forgot to escape holds nothing of its own.
func (r *reader) push(f frame) {
	if f.el == unknown && isNamed(htmlNames, f.name) {
		r.names.forget(f.bindings)
		return
	}
	if len(r.stack) >= MaxDepth {
		r.over++
		r.names.forget(f.bindings)
		return
	}
	r.stack = append(r.stack, f)
}

// inherit sets base address and language of an element from its attributes.
func (r *reader) inherit(f *frame, attrs string) {
	if !strings.Contains(attrs, "xml:") {
		return
	}
	if v, ok := lookup(r.attrs, "xml:base"); ok {
		f.base = r.from(firstOf(f.base, r.o.Base)).resolve(v)
	}
	if v, ok := lookup(r.attrs, "xml:lang"); ok {
		if f.lang = language(v); strings.TrimSpace(v) == "" {
			f.lang = NoLang
		}
	}
}

// enter settles what an element that holds others means for what it holds.
func (r *reader) enter(f *frame) {
	above := f.place
	switch f.el {
	case rootElement, channelElement:
		if above == inNothing || above == inChannel {
			f.place = inChannel
			r.feed.enter(f, r.attrs, r.base(f.base), r.o.Now)
		} else if above != inIgnored {
			f.place = inIgnored
		}
	case itemElement:
		r.enterItem(f)
	case itemsElement, groupElement:
	case mediaElement:
		if above == inItem || above == inMedia {
			f.place = inMedia
			r.item.media(r.attrs, r.base(f.base))
		}
	case sourceElement:
		if above == inItem {
			f.place = inSource
			r.item.sourceAttrs(r.attrs, r.base(f.base))
		}
	default:
		f.place = inIgnored
	}
}

// enterItem begins an item, unless f stands inside another for a reason.
func (r *reader) enterItem(f *frame) {
	if r.open {
		f.place = inIgnored
		return
	}
	for i := range r.stack {
		if r.stack[i].el == ignoredElement {
			f.place = inIgnored
			return
		}
	}
	f.place = inItem
	r.open = true
	r.item = draft{lang: f.lang}
	if r.names.ours {
		r.item.own.nativeLang = get(r.attrs, "xml:lang")
	}
	r.item.enter(r.attrs, r.base(f.base), r.o.Now)
}

// closeItem ends an item that has no end tag where the next one begins. The
// bindings are kept: those of the next are among them.
func (r *reader) closeItem() {
	r.feed.Broken = true
	f := r.top()
	f.bindings = len(r.names.bindings)
	r.endItem()
	r.stack = r.stack[:len(r.stack)-1]
}

// end takes in an end tag and reports whether the feed goes on.
func (r *reader) end(name string) bool {
	if r.over > 0 {
		r.over--
		return true
	}
	i := len(r.stack) - 1
	for i >= 0 && !sameName(r.stack[i].name, name) {
		i--
	}
	if i < 0 {
		return true
	}
	for len(r.stack) > i {
		f := r.top()
		if len(r.stack)-1 > i {
			r.feed.Broken = true
		}
		r.leave(f, r.pos)
		r.stack = r.stack[:len(r.stack)-1]
	}
	return len(r.stack) > 0
}

// leave closes an element; to is the place behind its end tag.
func (r *reader) leave(f *frame, to int) {
	switch {
	case f.el == itemElement && f.place == inItem:
		r.ends = true
		r.endItem()
	case f.el == sourceElement && f.place == inSource && to > f.from:
		inner := r.s[f.from:to]
		if i := strings.LastIndexByte(inner, '<'); i >= 0 {
			inner = inner[:i]
		}
		if !strings.Contains(inner, "<") || strings.HasPrefix(strings.TrimSpace(inner), "<![CDATA[") {
			r.item.source(r.plain(leaf{inner: inner}))
		}
	}
	r.names.forget(f.bindings)
}
