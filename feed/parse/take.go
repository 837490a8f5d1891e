package parse

import (
	"slices"
	"strings"
)

// Ranks of what may stand for one thing; the highest wins, of equals the first.
const (
	rankNone = iota
	rankEnclosure
	rankIDAddress
	rankSelf
	rankPermalink
	rankText
	rankAlternate
	rankAlternateHTML
	rankOriginal
)

// take gives an element that holds text to what it belongs to.
func (r *reader) take(el element, l leaf, p place) {
	switch p {
	case inChannel:
		r.takeChannel(el, l)
	case inItem:
		if r.names.ours {
			r.takeOwn(el, l)
		}
		r.takeItem(el, l)
	case inMedia:
		r.takeMedia(el, l)
	case inSource:
		r.takeSource(el, l)
	}
}

// lang returns what a leaf is said to be written in.
func (r *reader) lang(l leaf) string { return firstOf(l.lang, r.feed.Lang) }

// base returns the address that relative ones within an element start from.
func (r *reader) base(xmlBase string) origin {
	if xmlBase == "" && r.open && r.feed.link.rank >= rankText {
		return r.from(r.feed.link.v)
	}
	return r.from(firstOf(xmlBase, r.o.Base))
}

// linkParts reads a link written as attributes; false means it is text.
func (r *reader) linkParts(l leaf) (href, rel string, ok bool) {
	href, ok = lookup(l.attrs, "href")
	if !ok {
		if href, ok = lookup(l.attrs, "rdf:resource"); !ok {
			return "", "", false
		}
	}
	rel = strings.ToLower(strings.TrimSpace(get(l.attrs, "rel")))
	if i := strings.LastIndexByte(rel, '/'); i >= 0 {
		rel = rel[i+1:] // http://www.iana.org/assignments/relation/alternate
	}
	return strings.TrimSpace(href), rel, true
}

// rankOfType ranks an alternate link by its media type.
func rankOfType(t string) int {
	t = strings.ToLower(t)
	switch {
	case t == "" || strings.Contains(t, "html"):
		return rankAlternateHTML
	case strings.Contains(t, "atom") || strings.Contains(t, "rss") || strings.Contains(t, "xml") || strings.Contains(t, "json"):
		return rankSelf
	}
	return rankAlternate
}

func (r *reader) takeItem(el element, l leaf) {
	d := &r.item
	switch el {
	case titleLeaf:
		d.title.set(4, r.title(l))
	case dcTitleLeaf:
		d.title.set(3, r.title(l))
	case mediaTitleLeaf:
		d.title.set(2, r.title(l))
	case itunesTitleLeaf:
		d.title.set(1, r.title(l))
	case linkLeaf:
		r.itemLink(l)
	case guidLeaf:
		r.itemID(l)
	case origLinkLeaf:
		d.link.set(rankOriginal, r.base(l.base).resolve(r.plain(l)))
	case dcIdentifierLeaf:
		d.identifier = firstOf(d.identifier, r.plain(l))
	case enclosureLeaf, peerLinkLeaf:
		d.enclosure(l.attrs, r.base(l.base))
	case origEnclosureLeaf:
		d.origEnclosure = firstOf(d.origEnclosure, r.base(l.base).resolve(r.plain(l)))
	case sourceElement:
	case languageLeaf:
		d.said = firstOf(language(r.plain(l)), d.said)
	case mediaCreditLeaf, mediaDescriptionLeaf, thumbnailLeaf:
		r.takeMedia(el, l)
	case publishedLeaf, issuedLeaf, createdLeaf, dcDateLeaf, updatedLeaf:
		r.takeDate(el, l)
	case categoryLeaf, mediaCategoryLeaf, keywordsLeaf:
		d.Categories = addCategories(d.Categories, r.categories(el, l))
	case personLeaf, creatorLeaf, itunesAuthorLeaf, contributorLeaf:
		r.takePerson(el, l)
	default:
		r.takeText(el, l)
	}
}

func (r *reader) takeText(el element, l leaf) {
	d := &r.item
	if l.lang != "" {
		d.lang = l.lang
	}
	switch el {
	case contentLeaf:
		r.itemContent(l)
	case encodedLeaf:
		d.content.set(3, r.html(l))
	case bodyLeaf:
		d.content.set(2, r.html(l))
	case descriptionLeaf, summaryLeaf:
		if c := r.html(l); d.summary.rank < 4 {
			d.summary.set(4, c)
		} else {
			d.content.set(1, c)
		}
	case dcDescriptionLeaf:
		d.summary.set(3, r.html(l))
	case itunesSummaryLeaf:
		d.summary.set(2, r.html(l))
	case itunesSubtitleLeaf:
		d.summary.set(1, r.html(l))
	}
}

func (r *reader) takeDate(el element, l leaf) {
	d, s, lang := &r.item, r.plain(l), r.lang(l)
	switch el {
	case publishedLeaf:
		d.published.set(4, s, lang, r.o.Now)
	case issuedLeaf:
		d.published.set(3, s, lang, r.o.Now)
	case dcDateLeaf: // of any event in its life, and where it is the only one of all
		d.published.set(3, s, lang, r.o.Now)
		d.updated.set(1, s, lang, r.o.Now)
	case createdLeaf:
		d.published.set(2, s, lang, r.o.Now)
	case updatedLeaf:
		d.updated.set(3, s, lang, r.o.Now)
	}
}

func (r *reader) takePerson(el element, l leaf) {
	d, name := &r.item, r.person(l)
	switch el {
	case creatorLeaf, personLeaf:
		d.addAuthor(3, name)
	case itunesAuthorLeaf:
		d.addAuthor(2, name)
	case contributorLeaf:
		d.addAuthor(1, name)
	}
}

// itemLink takes a link of an item.
func (r *reader) itemLink(l leaf) {
	d := &r.item
	href, rel, ok := r.linkParts(l)
	rank := rankNone
	switch {
	case !ok:
		rank, href = rankText, r.plain(l)
	case rel == "" || rel == "alternate":
		rank = rankOfType(get(l.attrs, "type"))
	case rel == "self":
		rank = rankSelf
	case rel == "enclosure":
		d.addEnclosure(r.base(l.base).resolve(href), get(l.attrs, "type"), get(l.attrs, "length"))
	case rel == "via" && d.SourceURL == "":
		d.SourceURL = r.base(l.base).resolve(href)
	}
	if rank > d.link.rank {
		d.link.set(rank, r.base(l.base).resolve(href))
	}
}

// itemID takes a guid or id, which may be the address of the article too.
func (r *reader) itemID(l leaf) {
	d, v := &r.item, r.plain(l)
	if v == "" || d.ID != "" {
		return
	}
	d.ID = v
	web := origin{}.resolve(onlyWeb(v))
	switch permalink, ok := lookup(l.attrs, "isPermaLink"); {
	case web == "" && ok && strings.EqualFold(permalink, "true"):
		d.link.set(rankPermalink, r.base(l.base).resolve(v))
	case web == "" || ok && !strings.EqualFold(strings.TrimSpace(permalink), "true"):
		d.link.set(rankIDAddress, web)
	case r.feed.Format == "atom":
		d.link.set(rankIDAddress, web)
	default:
		d.link.set(rankPermalink, web)
	}
}

// itemContent takes the content of an Atom entry.
func (r *reader) itemContent(l leaf) {
	d := &r.item
	if src, ok := lookup(l.attrs, "src"); ok && strings.TrimSpace(l.inner) == "" {
		href := r.base(l.base).resolve(src)
		if t := get(l.attrs, "type"); t == "" || strings.Contains(strings.ToLower(t), "html") {
			d.link.set(rankAlternate, href)
		} else {
			d.addEnclosure(href, t, "")
		}
		return
	}
	c := r.html(l)
	if c.binary {
		return
	}
	rank := 4
	if c.html {
		rank = 5
	}
	d.content.set(rank, c)
}

func (r *reader) takeSource(el element, l leaf) {
	d := &r.item
	switch el {
	case titleLeaf:
		d.Source = firstOf(d.Source, r.title(l))
	case linkLeaf:
		if href, rel, ok := r.linkParts(l); ok && (rel == "" || rel == "alternate") {
			d.SourceURL = firstOf(d.SourceURL, r.base(l.base).resolve(href))
		}
	case personLeaf:
		if name := r.person(l); name != "" && len(d.sourceAuthors) < maxAuthors && !slices.Contains(d.sourceAuthors, name) {
			d.sourceAuthors = append(d.sourceAuthors, name)
		}
	}
}

// categories reads what a category or a list of key words names.
func (r *reader) categories(el element, l leaf) []string {
	if el == keywordsLeaf {
		return strings.Split(r.plain(l), ",")
	}
	for _, name := range []string{"label", "text", "term", "value"} {
		if v := strings.TrimSpace(get(l.attrs, name)); v != "" {
			return append([]string{v}, r.nestedCategories(l)...)
		}
	}
	if _, ok := lookup(l.attrs, "scheme"); ok && el == mediaCategoryLeaf {
		return nil // a path in somebody's catalogue
	}
	return []string{r.title(l)}
}

// nestedCategories reads the categories within one, as podcasts have them.
func (r *reader) nestedCategories(l leaf) []string {
	if !l.markup {
		return nil
	}
	var out []string
	sc := scanner{s: l.inner}
	for m := sc.next(); m.kind != atEnd && len(out) < maxCategories; m = sc.next() {
		if m.kind == startTag && r.names.of(m.name) == categoryLeaf {
			out = append(out, get(attributes(m.attrs, nil), "text"))
		}
	}
	return out
}
