package parse

import (
	"fmt"
	"strings"
)

// readJSON reads JSON Feed, and the RSS that some write as JSON.
func readJSON(s string, o Options) (Feed, error) {
	root, ok := valueAt(s, 0)
	if !ok {
		return Feed{}, fmt.Errorf("%w: it is JSON nested too deep", ErrNotFeed)
	}
	r := &jsonReader{reader{resolver: resolver{room: len(s) + moreRoom}, o: o}}
	r.items.now, r.items.all = o.Now, o.File
	if root.cut {
		r.feed.Broken, r.feed.Cut = true, true
	}
	if !root.members(r.top) {
		return Feed{}, fmt.Errorf("%w: it is JSON nested too deep", ErrNotFeed)
	}
	if r.feed.Format == "" {
		return Feed{}, fmt.Errorf("%w: it is JSON of another kind", ErrNotFeed)
	}
	return r.finish(), nil
}

// jsonReader fills the same drafts as the reader of XML does.
type jsonReader struct{ reader }

// top takes a member of the outermost object.
func (r *jsonReader) top(name string, v jsonValue) bool {
	c := &r.feed
	switch name {
	case "version":
		if t := v.text(); strings.Contains(t, "jsonfeed") {
			c.Format = "json"
			c.Version = line(t[strings.LastIndexByte(t, '/')+1:], maxName)
		}
	case "title":
		c.title.set(1, plainTitle(v.text()))
	case "home_page_url":
		c.link.set(rankAlternateHTML, r.from(r.o.Base).resolve(v.text()))
	case "feed_url":
		c.Self = firstOf(c.Self, r.from(r.o.Base).resolve(v.text()))
	case "description":
		c.description.set(1, line(v.text(), maxTitle))
	case "language":
		c.Lang = firstOf(c.Lang, language(v.text()))
	case "author", "authors":
		return r.authors(v, func(name string) {
			c.author.set(1, name)
			c.addAuthor(name)
		})
	case "items":
		if v.kind() != '[' {
			return true
		}
		c.Format = "json"
		return v.each(r.jsonItem)
	case "rss":
		return v.members(r.rss)
	}
	return true
}

// authors calls f with each name: they come as objects, texts, or lists of
// either.
func (r *jsonReader) authors(v jsonValue, f func(string)) bool {
	return v.each(func(x jsonValue) bool {
		name, url := x.text(), ""
		ok := x.members(func(key string, y jsonValue) bool {
			switch key {
			case "name":
				name = y.text()
			case "url":
				url = y.text()
			}
			return true
		})
		if name = line(firstOf(personName(name), url), maxName); name != "" {
			f(name)
		}
		return ok
	})
}

// jsonItem takes an item.
func (r *jsonReader) jsonItem(v jsonValue) bool {
	if v.kind() != '{' {
		return true
	}
	if v.cut && r.items.count() > 0 {
		return true
	}
	r.item, r.open = draft{}, true
	if !v.members(r.member) {
		return false
	}
	r.endItem()
	return true
}

// member takes a member of an item.
func (r *jsonReader) member(name string, v jsonValue) bool {
	d := &r.item
	d.memberOwn(name, v)
	switch name {
	case "id":
		d.ID = firstOf(d.ID, strings.TrimSpace(v.text()))
		if web := onlyWeb(d.ID); web != "" {
			d.link.set(rankIDAddress, origin{}.resolve(web))
		}
	case "url":
		d.link.set(rankAlternateHTML, r.base("").resolve(v.text()))
	case "external_url":
		d.link.set(rankText, r.base("").resolve(v.text()))
	case "title":
		d.title.set(1, plainTitle(v.text()))
	case "content_html":
		d.content.set(2, construct{s: v.text(), html: true})
	case "content_text":
		d.content.set(1, construct{s: v.text()})
	case "summary":
		d.summary.set(1, construct{s: v.text()})
	case "date_published":
		d.published.set(1, v.text(), r.feed.Lang, r.o.Now)
	case "date_modified":
		d.updated.set(1, v.text(), r.feed.Lang, r.o.Now)
	case "language":
		d.said = firstOf(d.said, language(v.text()))
	case "image", "banner_image":
		d.addEnclosure(r.base("").resolve(v.text()), "image/*", "")
	case "authors":
		return r.authors(v, func(name string) { d.addAuthor(1, name) })
	case "author": // of version 1.0
		return r.authors(v, func(name string) { d.oldAuthors = append(d.oldAuthors, name) })
	case "tags":
		return v.each(func(x jsonValue) bool {
			d.Categories = addCategories(d.Categories, []string{x.text()})
			return true
		})
	case "attachments":
		return v.each(r.attachment)
	}
	return true
}

func (r *jsonReader) attachment(v jsonValue) bool {
	var url, mediaType, size string
	ok := v.members(func(name string, x jsonValue) bool {
		switch name {
		case "url":
			url = x.text()
		case "mime_type":
			mediaType = x.text()
		case "size_in_bytes":
			size = fmt.Sprint(x.number())
		}
		return true
	})
	r.item.addEnclosure(r.base("").resolve(url), mediaType, size)
	return ok
}

// rss takes a member of "rss": its elements come as members, their attributes
// too.
func (r *jsonReader) rss(name string, v jsonValue) bool {
	switch strings.ToLower(strings.TrimLeft(name, "@-")) {
	case "version":
		r.feed.Version = line(v.text(), maxName)
	case "channel":
		r.feed.Format = "rss"
		return v.members(func(name string, x jsonValue) bool {
			if name != "item" {
				return r.element(name, x, inChannel)
			}
			return x.each(func(it jsonValue) bool {
				if it.cut && r.items.count() > 0 {
					return true
				}
				r.item, r.open = draft{}, true
				ok := it.members(func(name string, y jsonValue) bool { return r.element(name, y, inItem) })
				r.endItem()
				return ok
			})
		})
	}
	return true
}

// element gives a member to the reader of XML as if it were an element.
func (r *jsonReader) element(name string, v jsonValue, p place) bool {
	el := elements[strings.ToLower(name)]
	if el == sourceElement && p == inItem {
		return true
	}
	if !el.isLeaf() {
		return true
	}
	return v.each(func(x jsonValue) bool {
		l := leaf{inner: escaper.Replace(x.text())}
		ok := x.members(func(name string, y jsonValue) bool {
			if y.kind() == '{' || y.kind() == '[' {
				return true
			}
			switch key := strings.TrimLeft(name, "@-"); key {
			case "#value", "#text", "value", "$t":
				l.inner = escaper.Replace(y.text())
			default:
				l.attrs = append(l.attrs, attr{key, escaper.Replace(y.text())})
			}
			return true
		})
		r.take(el, l, p)
		return ok
	})
}
