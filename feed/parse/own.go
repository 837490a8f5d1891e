package parse

import (
	"encoding/json"
	"strings"

	"veille/feed"
)

// What a feed that veille wrote says of an item is read twice: as of any feed,
// and as the record of an article (feed.Extension), from which the article comes
// back as it was. Strings of the record are as they stand in the feed.

// ownSpace is the prefix that feed.ElementSpace is read under here.
const ownSpace = "veille"

// ownTags is the scheme or domain of categories that are tags of ours.
const ownTags = feed.TagScheme

// ownDraft is the record of an item while it is read.
type ownDraft struct {
	rec  feed.Record
	html string
	some bool // there is an element of ours

	nativeTitle, nativeURL, nativeLang string // as other readers read them too

	id, title, url, text, lang, ext jsonValue // of JSON Feed
}

// ownID is the identity that an item of ours is called by, "" for any other.
func ownID(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), feed.URN)
	if _, err := feed.ParseID(s); err != nil {
		return ""
	}
	return s
}

// takeOwn takes an element of an item in a feed that has elements of ours.
func (r *reader) takeOwn(el element, l leaf) {
	o := &r.item.own
	switch el {
	case ownLeaf:
		o.some = o.rec.Take(r.ownElement(l)) || o.some
	case guidLeaf:
		o.rec.ID = ownID(r.plain(l))
	case titleLeaf:
		o.nativeTitle, _ = r.value(l)
	case linkLeaf:
		href, rel, ok := r.linkParts(l)
		if !ok {
			href = r.plain(l)
		}
		if rel == "" || rel == "alternate" {
			o.nativeURL = href
		}
	case languageLeaf:
		o.nativeLang = r.plain(l)
	case contentLeaf, encodedLeaf:
		o.html, _ = r.value(l)
	case categoryLeaf:
		switch get(l.attrs, "scheme") + get(l.attrs, "domain") {
		case ownTags:
			o.rec.Tags = append(o.rec.Tags, categoryOf(r, l))
		case "":
			o.rec.Categories = append(o.rec.Categories, categoryOf(r, l))
		}
	}
}

// categoryOf is the name of a category for programs.
func categoryOf(r *reader, l leaf) string {
	if term, ok := lookup(l.attrs, "term"); ok {
		return term
	}
	v, _ := r.value(l)
	return v
}

// ownElement reads an element of ours.
func (r *reader) ownElement(l leaf) feed.Element {
	e := feed.Element{Name: l.name[strings.IndexByte(l.name, ':')+1:]}
	e.Text, _ = r.value(l)
	for _, a := range l.attrs {
		e.Attrs = append(e.Attrs, feed.ElementAttr{Name: a.name, Value: unescape(a.value)})
	}
	return e
}

// memberOwn notes the members of an item of JSON Feed that a record needs.
func (d *draft) memberOwn(name string, v jsonValue) {
	o := &d.own
	switch name {
	case "id":
		o.id = v
	case "title":
		o.title = v
	case "url":
		o.url = v
	case "content_html":
		o.text = v
	case "language":
		o.lang = v
	case "_veille":
		o.ext, o.some = v, v.kind() == '{' && !v.cut
	}
}

// finish returns the record of the item, nil for an item that is not ours.
func (o *ownDraft) finish() *feed.Record {
	if !o.some {
		return nil
	}
	r := o.rec
	if o.ext.to > 0 {
		var x feed.Extension
		if json.Unmarshal([]byte(o.ext.s[o.ext.from:o.ext.to]), &x) != nil {
			return nil
		}
		r = x.Record()
		r.ID, o.html = ownID(o.id.text()), o.text.text()
		o.nativeTitle, o.nativeURL, o.nativeLang = o.title.text(), o.url.text(), o.lang.text()
	}
	r.Title, r.URL, r.Lang = firstOf(r.Title, o.nativeTitle), firstOf(r.URL, o.nativeURL), firstOf(r.Lang, o.nativeLang)
	if r.ID == "" {
		return nil
	}
	if r.Lang == NoLang {
		r.Lang = ""
	}
	if r.TitleFrom == feed.TitleFromFirstSentence.String() {
		r.Title, r.ListTitle = "", firstOf(r.ListTitle, r.Title)
	}
	r.Blocks = ownBlocks(o.html)
	return &r
}
