package parse

import (
	"slices"
	"strings"

	"veille/feed/text"
)

// Outline Processor Markup Language, 1.0 to 2.0: <opml><head><title/></head>
// <body> and <outline>s, of which those with an xmlUrl are feeds and the others
// folders. What programs write differs from that in every way there is; see
// http://opml.org/spec2.opml for what they should.
//
// A folder is named by text, else title; a feed by title, else text: where both
// stand, the first is what the list calls it and the second what it calls itself.

// opmlFrame is an outline that is open.
type opmlFrame struct{ folder bool }

// opmlReader goes through an outline document.
type opmlReader struct {
	opmlScanner
	list  List
	open  []opmlFrame
	path  []string // names of the folders that are open; shared by entries, so never changed in place
	bytes int      // in path
	deep  int      // folders beyond listMaxFolders or listPathBytes
	inTop string   // head or body
	top   string   // what must end for the list to be whole: body, opml without one, or nothing
}

// readOPML reads all outlines, wherever they stand.
func readOPML(s string) List {
	r := opmlReader{opmlScanner: opmlScanner{s: s}}
	for r.next() {
		switch {
		case r.name == "outline" && r.end:
			r.shut()
		case r.name == "outline":
			r.outline()
		case r.name == "opml":
			r.wholeUpTo()
		case r.name == "head" || r.name == "body":
			r.wholeUpTo()
			if r.inTop = ""; !r.end {
				r.inTop = r.name
			}
		case r.name == "title" && r.end && r.list.Title == "" && len(r.open) == 0 && r.inTop != "body":
			r.list.Title = listLine(opmlText(opmlPlain(r.text)), listTitleRunes)
		}
	}
	r.list.Cut = r.torn && !r.end || r.top != ""
	return r.list
}

// wholeUpTo notes the beginning or end of an element that the list is whole with:
// nothing stands behind the body, so that is enough.
func (r *opmlReader) wholeUpTo() {
	switch {
	case r.name == "head":
	case r.end:
		r.top = ""
	case !r.self:
		r.top = r.name
	}
}

// opmlPlain takes a section of characters out of its brackets.
func opmlPlain(s string) string {
	t := strings.TrimSpace(s)
	if in, ok := strings.CutPrefix(t, "<![CDATA["); ok {
		return strings.TrimSuffix(in, "]]>")
	}
	return s
}

// shut closes the outline opened last.
func (r *opmlReader) shut() {
	if len(r.open) == 0 {
		return
	}
	last := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	switch {
	case !last.folder:
	case r.deep > 0:
		r.deep--
	default:
		n := len(r.path) - 1
		r.bytes -= len(r.path[n])
		r.path = r.path[:n:n]
	}
}

// outline takes in a feed or opens a folder.
func (r *opmlReader) outline() {
	a := opmlAttributes(r.attrs)
	frame := opmlFrame{}
	address, ok := a.address()
	if !ok && !r.self && r.resume("xmlurl") {
		a = r.attrs
		address, ok = a.address()
	}
	switch {
	case ok:
		r.list.add(r.entry(a, address))
	case r.self:
	default:
		name := listLine(a.first("text", "title"), listNameRunes)
		if frame.folder = name != ""; !frame.folder {
			break
		}
		if r.deep > 0 || len(r.path) >= listMaxFolders || r.bytes+len(name) > listPathBytes {
			r.deep++
			break
		}
		r.bytes += len(name)
		r.path = append(r.path[:len(r.path):len(r.path)], name)
	}
	if !r.self {
		r.open = append(r.open, frame)
	}
}

func (r *opmlReader) entry(a opmlAttributes, address string) Entry {
	e := Entry{
		Title:   listLine(a.first("title", "text"), listTitleRunes),
		Folders: r.path,
		Lang:    listLang(a.first("language")),
	}
	e.setAddress(address)
	if command := text.Line(a.first("filtercmd")); command != "" && e.Refused == "" {
		e.Refused = "it is to be passed through a command, and no list may run one: " + text.Limit(command, listNameRunes)
	}
	e.Site, _ = text.SafeURL(a.first("htmlurl"))
	for c := range strings.SplitSeq(a.first("category"), ",") {
		e.addCategory(c)
	}
	return e
}

// setAddress settles whether an entry can be followed.
func (e *Entry) setAddress(address string) {
	s, err := NewSource(address)
	if err != nil {
		e.Feed, e.Refused = text.Limit(text.Line(address), text.MaxURL), err.Error()
		return
	}
	e.Feed = s.Feed
}

func (e *Entry) addCategory(c string) {
	c = listLine(c, listNameRunes)
	if c != "" && len(e.Categories) < listMaxCategories && !slices.Contains(e.Categories, c) {
		e.Categories = append(e.Categories, c)
	}
}

// opmlAttributes are those of one outline, their values raw.
type opmlAttributes []opmlAttr

// first returns the first of the attributes that says anything.
func (a opmlAttributes) first(names ...string) string {
	for _, n := range names {
		for _, at := range a {
			if at.name == n && strings.TrimSpace(at.value) != "" {
				return opmlText(at.value)
			}
		}
	}
	return ""
}

// address returns the address of a feed. Some lists have it as url, as those of
// other kinds of outline have what they lead to: then the type must say feed.
func (a opmlAttributes) address() (string, bool) {
	if s := a.first("xmlurl"); s != "" {
		return s, true
	}
	switch strings.ToLower(strings.TrimSpace(a.first("type"))) {
	case "rss", "atom", "rdf", "feed", "pie", "rss1", "json", "jsonfeed":
		s := a.first("url", "feedurl")
		return s, s != ""
	}
	return "", false
}
